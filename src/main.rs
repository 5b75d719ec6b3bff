//! The `dag-publish` command.

fn main() {}
