//! The tasks of a DAG as a Mermaid flowchart, which GitHub draws.
//!
//! What a reader cannot take in is not drawn: Mermaid itself refuses more than 50,000 characters or 500 edges.

use std::fmt::Write as _;

use super::subject::visible;
use crate::dags::Tasks;

/// Tasks that are drawn.
pub(super) const MOST_TASKS: usize = 60;
/// Edges that are drawn.
const MOST_EDGES: usize = 200;
/// Characters of a task's id that are shown.
const MOST_CHARACTERS: usize = 60;

/// The flowchart, from left to right, without a fence: the first [`MOST_TASKS`] tasks, the edges between those, and
/// a node for the tasks that are left out.
pub(super) fn flowchart(tasks: &Tasks) -> String {
    let mut text = String::from("flowchart LR\n");
    let shown = tasks.ids.len().min(MOST_TASKS);
    // Writing to a String cannot fail.
    for (at, id) in tasks.ids.iter().take(shown).enumerate() {
        let _ = writeln!(text, "    t{at}[\"{}\"]", label(id));
    }
    let edges = tasks.edges.iter().filter(|(from, to)| *from < shown && *to < shown);
    for (from, to) in edges.take(MOST_EDGES) {
        let _ = writeln!(text, "    t{from} --> t{to}");
    }
    if tasks.ids.len() > shown {
        let _ = writeln!(text, "    more([\"{} more tasks\"])", tasks.ids.len() - shown);
    }
    text
}

/// Letters and digits as they are; whatever could end the label or the fence as Mermaid's `#code;`.
fn label(id: &str) -> String {
    let mut label = String::new();
    let text = visible(id);
    let mut characters = text.chars();
    for c in characters.by_ref().take(MOST_CHARACTERS) {
        match c {
            c if c.is_alphanumeric() || matches!(c, '_' | '.' | '-') => label.push(c),
            c if c.is_whitespace() => label.push(' '),
            c => {
                let _ = write!(label, "#{};", u32::from(c));
            }
        }
    }
    if characters.next().is_some() {
        label.push('…');
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks(ids: &[&str], edges: &[(usize, usize)]) -> Tasks {
        Tasks { ids: ids.iter().map(ToString::to_string).collect(), edges: edges.to_vec(), open: None }
    }

    #[test]
    fn tasks_are_nodes_and_their_order_is_arrows() {
        let drawn = flowchart(&tasks(&["extract", "load.a-b", "ä"], &[(0, 1), (1, 2)]));
        let expected = "flowchart LR\n    t0[\"extract\"]\n    t1[\"load.a-b\"]\n    t2[\"ä\"]\n    t0 --> t1\n    t1 --> t2\n";
        assert_eq!(drawn, expected);
    }

    #[test]
    fn no_id_ends_its_label_or_the_fence() {
        let drawn = flowchart(&tasks(&["a\"]\n```\nclick t0 \"javascript:x\" <b>`%%{"], &[]));
        assert_eq!(drawn.lines().count(), 2, "{drawn}");
        assert!(!drawn.contains('`') && !drawn.contains('<') && !drawn.contains('%'), "{drawn}");
        assert_eq!(drawn.matches('"').count(), 2, "{drawn}");
    }

    #[test]
    fn a_large_dag_is_drawn_in_part_and_says_so() {
        let ids: Vec<String> = (0..5000).map(|n| "x".repeat(300) + &n.to_string()).collect();
        let edges = (0..4999).flat_map(|n| (0..n.min(50)).map(move |m| (m, n))).collect();
        let drawn = flowchart(&Tasks { ids, edges, open: None });
        assert!(drawn.len() < 50_000 && drawn.contains("more([\"4940 more tasks\"])"), "{}", drawn.len());
        assert_eq!(drawn.matches("-->").count(), 200);
    }
}
