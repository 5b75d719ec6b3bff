//! Text of files and of messages inside GitHub's Markdown, so that it is shown and never obeyed.
//!
//! Whatever could mean something to Markdown, to HTML or to GitHub's own links is written as a character reference,
//! which CommonMark (section 2.5) never takes for structure.

use std::fmt::Write as _;

use super::subject::visible;

/// Code: a name, a path, a line.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// A sentence whose names stand in backticks, as messages have them.
pub(super) fn sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        // A backtick without its partner is one that somebody wrote into a name.
        let closed = at + 1 < parts.len();
        match at % 2 {
            1 if closed => out.push_str(&code(part)),
            1 => {
                out.push_str("&#96;");
                out.push_str(&escaped(part));
            }
            _ => out.push_str(&escaped(part)),
        }
    }
    out
}

/// One line without a meaning of its own.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut before = ' ';
    let mut following = text.chars().skip(1);
    for c in text.chars() {
        let after = following.next().unwrap_or(' ');
        match c {
            '\n' | '\t' => out.push(' '),
            // Within a word it is no emphasis, and ids are full of it.
            '_' if before.is_alphanumeric() && after.is_alphanumeric() => out.push(c),
            // `www.` becomes a link.
            '.' if matches!(before, 'w' | 'W') => out.push_str("&#46;"),
            '.' | ',' | ';' | '(' | ')' | '/' | '-' | '?' | '%' | '=' => out.push(c),
            c if c.is_ascii_punctuation() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "&#{};", u32::from(c));
                if c == '@' {
                    // GitHub links `@name` after references are resolved.
                    out.push('\u{200b}');
                }
            }
            c => out.push(c),
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_is_markdown_or_html() {
        assert_eq!(code("a_b.py"), "<code>a_b.py</code>");
        assert_eq!(code("<script>|`x`|</script>"), {
            "<code>&#60;script&#62;&#124;&#96;x&#96;&#124;&#60;/script&#62;</code>"
        });
        assert_eq!(code("_a_\n# b\r\n"), "<code>&#95;a&#95; &#35; b </code>");
        assert_eq!(code("[x](https://y) ![z]"), "<code>&#91;x&#93;(https&#58;//y) &#33;&#91;z&#93;</code>");
        assert_eq!(code("\u{202e}a\u{1b}[2J"), "<code>\u{fffd}a\u{fffd}&#91;2J</code>");
        assert_eq!(code("@octocat www.x.y &amp; ä"), {
            "<code>&#64;\u{200b}octocat www&#46;x.y &#38;amp; ä</code>"
        });
    }

    #[test]
    fn names_in_backticks_are_code_and_a_lone_backtick_is_shown() {
        assert_eq!(sentence("the id `a|b` is taken"), "the id <code>a&#124;b</code> is taken");
        assert_eq!(sentence("`a` and `b"), "<code>a</code> and &#96;b");
        assert_eq!(sentence("<b>"), "&#60;b&#62;");
    }
}
