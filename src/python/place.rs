//! From byte offsets to lines and columns.

use ruff_text_size::TextRange;

/// A place in a file. Lines and columns count from 1; columns count characters; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column after the last.
    pub end_column: u32,
}

/// Where each line of a text starts. `\n`, `\r\n` and `\r` end a line, as in Python.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        // As many as there are in most files, so that it does not grow step by step.
        let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
        starts.push(0);
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let is_end = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        starts.extend(ends.filter(is_end).map(|at| at + 1));
        Self { text, starts }
    }

    /// The text that the lines are of.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn place(&self, offset: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        let column = self.text.get(start..offset.min(self.text.len())).map_or(0, |part| part.chars().count());
        (number(line), number(column + 1))
    }

    /// The lines and columns of a range.
    #[must_use]
    pub fn span(&self, range: TextRange) -> Span {
        let (line, column) = self.place(range.start().to_usize());
        let (end_line, end_column) = self.place(range.end().to_usize());
        Span { line, column, end_line, end_column }
    }

    /// Each line with its number, from 1, and without its end.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &'a str)> + '_ {
        self.starts.iter().enumerate().map(|(at, start)| {
            let end = self.starts.get(at + 1).copied().unwrap_or(self.text.len());
            (number(at + 1), self.text[*start..end].trim_end_matches(['\n', '\r']))
        })
    }
}

/// The lines and columns of one range, as [`Lines::span`] gives them: for a text of which few are asked.
#[must_use]
pub fn span_in(text: &str, range: TextRange) -> Span {
    let (line, column) = place_in(text, range.start().to_usize());
    // Most ranges lie within a line.
    let inner = text.get(range.start().to_usize()..range.end().to_usize());
    let (end_line, end_column) = match inner {
        Some(inner) if memchr::memchr2(b'\n', b'\r', inner.as_bytes()).is_none() => {
            (line, column.saturating_add(number(inner.chars().count())))
        }
        _ => place_in(text, range.end().to_usize()),
    };
    Span { line, column, end_line, end_column }
}

fn place_in(text: &str, offset: usize) -> (u32, u32) {
    let bytes = text.as_bytes();
    let before = &bytes[..offset.min(bytes.len())];
    let ends_line = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let lines = memchr::memchr_iter(b'\n', before).count()
        + memchr::memchr_iter(b'\r', before).filter(ends_line).count();
    let newline = memchr::memrchr(b'\n', before);
    let start = newline.max(memchr::memrchr_iter(b'\r', before).find(ends_line)).map_or(0, |at| at + 1);
    let column = text.get(start..before.len()).map_or(0, |part| part.chars().count());
    (number(lines + 1), number(column + 1))
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_where_all_lines_have_it() {
        for text in ["", "\n", "ä = 1\r\nb\rc\n", "\r\r\n\n\r", "x\r\n\r\n\ry", "é\nü\r", "no end"] {
            let lines = Lines::new(text);
            for offset in 0..text.len() + 2 {
                assert_eq!(place_in(text, offset), lines.place(offset), "{text:?} at {offset}");
            }
            let letters = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let offsets: Vec<u32> = letters.map(|at| u32::try_from(at).unwrap()).collect();
            for (nth, start) in offsets.iter().enumerate() {
                for end in &offsets[nth..] {
                    let range = TextRange::new((*start).into(), (*end).into());
                    assert_eq!(span_in(text, range), lines.span(range), "{text:?} at {range:?}");
                }
            }
        }
    }

    #[test]
    fn columns_count_characters_and_every_line_end_counts() {
        let lines = Lines::new("ä = 1\r\nb\rc\n");
        assert_eq!(lines.place("ä ".len()), (1, 3));
        assert_eq!(lines.place("ä = 1\r\n".len()), (2, 1));
        assert_eq!(lines.place("ä = 1\r\nb\r".len()), (3, 1));
        let all: Vec<_> = lines.iter().collect();
        assert_eq!(all, [(1, "ä = 1"), (2, "b"), (3, "c"), (4, "")]);
    }
}
