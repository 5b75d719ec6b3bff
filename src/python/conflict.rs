//! The markers that an unfinished merge leaves behind.

use super::{Fault, FaultKind, Lines, Span};

/// The first conflict of a text that does not parse: its three markers, each at the start of a line.
pub(super) fn markers(text: &str, lines: &Lines<'_>) -> Option<Fault> {
    if !text.contains("<<<<<<< ") || !text.contains(">>>>>>> ") {
        return None;
    }
    let (line, marker) = lines.iter().find(|(_, line)| line.starts_with("<<<<<<< "))?;
    let mut after = lines.iter().filter(|(number, _)| *number > line);
    after.find(|(_, text)| *text == "=======")?;
    after.find(|(_, text)| text.starts_with(">>>>>>> "))?;
    let end_column = u32::try_from(marker.chars().count()).unwrap_or(u32::MAX).saturating_add(1);
    Some(Fault {
        kind: FaultKind::Conflict,
        span: Some(Span { line, column: 1, end_line: line, end_column }),
        message:
            "A merge was not finished: its conflict markers are left in this file, so Python cannot read it"
                .into(),
        help: Some("Choose what each conflict should become, and delete the marker lines.".into()),
    })
}
