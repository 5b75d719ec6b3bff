//! The local folder under every misfortune, in memory and on real file systems.

mod crash;
mod folder;
mod ignore;
mod mirror;
mod notes;
mod package;
mod real;
