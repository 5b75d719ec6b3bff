//! The documentation, held to the repository it is about: no dead link, no test or file that is not there, no page that
//! is older than the program. Needs no network; addresses of others are not asked.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a set-up that fails is the failure of its test")]

#[path = "docs/generated.rs"]
mod generated;
#[path = "docs/links.rs"]
mod links;
#[path = "docs/names.rs"]
mod names;
#[path = "docs/page.rs"]
mod page;
#[path = "docs/settings.rs"]
mod settings;
