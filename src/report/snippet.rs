//! The lines of a file around a finding, cut to the width that there is.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::subject::Text;
use crate::rules::Span;

/// Stands for what is cut off a line.
const CUT: char = '…';

/// A few lines of a file, that miette draws with the numbers they have in the file.
#[derive(Debug)]
pub(super) struct Snippet {
    /// The file's path.
    name: String,
    text: String,
    /// Lines of the file before it.
    lines_before: usize,
    /// What is marked, in bytes of `text`.
    pub(super) mark: SourceSpan,
    /// Characters before the mark on its line of the file. miette would count bytes.
    column: usize,
}

impl Snippet {
    /// The first line of a span with a line before and after it, none of them wider than `width` columns.
    pub(super) fn new(name: String, text: &Text, span: Span, width: usize) -> Option<Self> {
        let line = text.line(span.line)?;
        let column = usize::try_from(span.column.saturating_sub(1)).ok()?;
        // The first line of a long range is enough to find it.
        let end = match span.end_line == span.line {
            true => usize::try_from(span.end_column.saturating_sub(1)).ok()?,
            false => line.chars().count(),
        };
        let before = span.line.checked_sub(1).and_then(|number| text.line(number));
        let mut shown = String::new();
        if let Some(before) = before {
            shown.push_str(&cut(before, 0, 0, width).0);
            shown.push('\n');
        }
        let (line, start, end) = cut(line, column, end, width);
        let mark = SourceSpan::from((shown.len() + start, end - start));
        shown.push_str(&line);
        if let Some(after) = text.line(span.line + 1) {
            shown.push('\n');
            shown.push_str(&cut(after, 0, 0, width).0);
        }
        let lines_before = usize::try_from(span.line).ok()?.checked_sub(1 + usize::from(before.is_some()))?;
        Some(Self { name, text: shown, lines_before, mark, column })
    }
}

/// A line no wider than `width`, with the character at `from` in it, and the bytes of it from there to the
/// character at `to`.
fn cut(line: &str, from: usize, to: usize, width: usize) -> (String, usize, usize) {
    let chars: Vec<char> = line.chars().collect();
    let (from, to) = (from.min(chars.len()), to.clamp(from.min(chars.len()), chars.len()));
    let wide = |chars: &[char]| chars.iter().map(|c| columns(*c)).sum::<usize>();
    let mut first = 0;
    if wide(&chars) > width && wide(&chars[..from]) > width / 3 * 2 {
        // Some of what stands before it helps to read it.
        first = from;
        while first > 0 && wide(&chars[first - 1..from]) <= width / 3 {
            first -= 1;
        }
    }
    let mut room = width.saturating_sub(usize::from(first > 0));
    let fits = wide(&chars[first..]) <= room;
    room = room.saturating_sub(usize::from(!fits));
    let mut shown = if first > 0 { String::from(CUT) } else { String::new() };
    let (mut start, mut end) = (shown.len(), shown.len());
    for (at, c) in chars.iter().enumerate().skip(first) {
        if !fits && columns(*c) > room {
            break;
        }
        room = room.saturating_sub(columns(*c));
        if at == from {
            start = shown.len();
        }
        shown.push(*c);
        if at < to {
            end = shown.len();
        }
    }
    if from == chars.len() {
        start = shown.len();
    }
    if !fits {
        shown.push(CUT);
    }
    let end = end.max(start);
    (shown, start, end)
}

/// Columns of a terminal, about: what East Asian scripts and emoji take, and a tab.
fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

impl SourceCode for Snippet {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let inner = self.text.read_span(span, before, after)?;
        let column = if inner.span().offset() == self.mark.offset() { self.column } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line() + self.lines_before,
            column,
            inner.line_count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let shown = |line: &str, from, to, width| {
            let (shown, start, end) = cut(line, from, to, width);
            let marked = shown[start..end].to_owned();
            (shown, marked)
        };
        assert_eq!(shown("abc", 1, 2, 10), ("abc".into(), "b".into()));
        assert_eq!(shown("abc", 3, 3, 10), ("abc".into(), String::new()));
        assert_eq!(shown("abc", 7, 9, 10), ("abc".into(), String::new()));
        assert_eq!(shown("0123456789abcdef", 1, 3, 10), ("012345678…".into(), "12".into()));
        assert_eq!(shown("0123456789abcdef", 9, 11, 10), ("…6789abcd…".into(), "9a".into()));
        assert_eq!(shown("0123456789abcdef", 14, 16, 10), ("…bcdef".into(), "ef".into()));
        assert_eq!(shown("0123456789abcdef", 9, 16, 10), ("…6789abcd…".into(), "9abcd".into()));
        assert_eq!(shown("日本語日本語日本語", 6, 7, 9), ("…語日本語".into(), "日".into()));
    }

    #[test]
    fn no_line_is_wider_than_asked_and_the_mark_lies_in_it() {
        let line: String = "x日\té".chars().cycle().take(400).collect();
        for from in 0..400 {
            for width in [20, 33, 92] {
                let (shown, start, end) = cut(&line, from, from + 5, width);
                assert!(shown.chars().map(columns).sum::<usize>() <= width, "{from} {width}");
                assert_eq!(shown[start..end].chars().next(), line.chars().nth(from), "{from} {width}");
            }
        }
    }
}
