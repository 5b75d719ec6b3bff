//! Links lead somewhere, and every page of docs/ is in its index.

use std::path::PathBuf;

use super::page::{Page, pages, root};

#[test]
fn no_link_leads_nowhere() {
    let mut dead = Vec::new();
    for page in pages() {
        for (line, target) in page.links() {
            if let Some(reason) = fault(&page, &target) {
                dead.push(format!("{}:{line}: `{target}` {reason}", page.name()));
            }
        }
    }
    assert!(dead.is_empty(), "{} dead links:\n{}", dead.len(), dead.join("\n"));
}

fn fault(page: &Page, target: &str) -> Option<&'static str> {
    if target.starts_with("https://") || target.starts_with("mailto:") {
        return None;
    }
    if target.contains("://") {
        return Some("is neither https nor of this repository");
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let place: PathBuf = match path {
        "" => page.path.clone(),
        path => page.path.parent()?.join(path),
    };
    if !place.exists() {
        return Some("is not there");
    }
    if anchor.is_empty() {
        return None;
    }
    let known = Page::read(&place).anchors().iter().any(|known| known == anchor);
    (!known).then_some("has no heading of that name")
}

#[test]
fn every_page_is_in_the_index() {
    let index = Page::read(&root().join("docs/README.md"));
    let linked: Vec<String> = index.links().into_iter().map(|(_, target)| target).collect();
    for page in pages() {
        let name = page.name();
        let Some(name) = name.strip_prefix("docs/").filter(|name| *name != "README.md") else { continue };
        // Decisions are listed by their folder.
        let listed = linked.iter().any(|target| target == name) || name.starts_with("decisions/");
        assert!(listed, "docs/README.md does not link to {name}");
    }
}
