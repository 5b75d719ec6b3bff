//! A file's comments, by its tokens: what looks like a comment within a string is none.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged as _, TextRange};

use super::scan;

/// A comment and the statement that it stands in or behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// From its `#` to the end of its line.
    pub range: TextRange,
    /// The statement, of a compound one its head; `None` for a comment between statements.
    pub statement: Option<TextRange>,
}

/// The comments of a text in their order; none of a text that is too deep to be read. Parses it, so it needs a
/// thread with [`super::STACK_BYTES`] of stack.
#[must_use]
pub fn comments(text: &str) -> Vec<Comment> {
    if scan::too_deep(text).is_some() {
        return Vec::new();
    }
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    let mut found: Vec<Comment> = Vec::new();
    // Where the statement at hand starts, and the first comment in it.
    let mut statement = None;
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::Comment => found.push(Comment { range: token.range(), statement: None }),
            TokenKind::NonLogicalNewline | TokenKind::Indent | TokenKind::Dedent => {}
            TokenKind::Newline => {
                if let Some((start, first)) = statement.take() {
                    for comment in &mut found[first..] {
                        comment.statement = Some(TextRange::new(start, token.start()));
                    }
                }
            }
            _ if statement.is_none() => statement = Some((token.start(), found.len())),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&str, Option<&str>)> {
        let slice = |range: TextRange| &text[range.start().to_usize()..range.end().to_usize()];
        comments(text)
            .into_iter()
            .map(|comment| (slice(comment.range), comment.statement.map(slice)))
            .collect()
    }

    #[test]
    fn a_comment_knows_its_statement() {
        assert_eq!(
            told("# a\nx = 1  # b\n\n# c\n"),
            [("# a", None), ("# b", Some("x = 1  # b")), ("# c", None)]
        );
        assert_eq!(
            told("with f(  # a\n    1,\n    # b\n):  # c\n    # d\n    y = 2 # e"),
            [
                ("# a", Some("with f(  # a\n    1,\n    # b\n):  # c")),
                ("# b", Some("with f(  # a\n    1,\n    # b\n):  # c")),
                ("# c", Some("with f(  # a\n    1,\n    # b\n):  # c")),
                ("# d", None),
                ("# e", Some("y = 2 # e")),
            ]
        );
    }

    #[test]
    fn a_string_holds_no_comment() {
        for text in [
            "x = '# a'\n",
            "x = \"\"\"\n# a\n\"\"\"\n",
            "x = r'\\'# a'\n",
            "x = f'{y:#x} # a {\"# b\"}'\n",
            "x = f'''{\nf\"# {1}\"\n} # a'''\n",
            "x = 'a\\\n# b'\n",
            "x = rb'# a' b'# b'\n",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
        assert_eq!(told("x = f'{y}' '''\n'''# a\n").len(), 1);
        assert_eq!(told("x = f'''{\n1 # a\n}'''\n").len(), 1);
    }

    #[test]
    fn a_file_that_is_no_python_has_comments_too() {
        assert_eq!(told("def f(:  # a\n    pass\n")[0].0, "# a");
    }
}
