//! Characters whose properties are the same in every Unicode version from Python 3.9 to 3.14 and in Rust.

/// Blocks of letters that were complete long ago, with case mappings that no later version touched.
const LETTERS: [(u32, u32); 13] = [
    (0xc0, 0xd6),
    (0xd8, 0xf6),
    (0xf8, 0x17f),
    (0x386, 0x386),
    (0x388, 0x38a),
    (0x38c, 0x38c),
    (0x38e, 0x3a1),
    (0x3a3, 0x3ce),
    (0x400, 0x481),
    (0x3041, 0x3096),
    (0x30a1, 0x30fa),
    (0x4e00, 0x9fa5),
    (0xac00, 0xd7a3),
];

/// Signs and pictures without case.
const SIGNS: [(u32, u32); 12] = [
    (0xa1, 0xac),
    (0xae, 0xb4),
    (0xb6, 0xbf),
    (0xd7, 0xd7),
    (0xf7, 0xf7),
    (0x2010, 0x2027),
    (0x2030, 0x205e),
    (0x20a0, 0x20b5),
    (0x2190, 0x23e7),
    (0x2500, 0x26ff),
    (0x1f300, 0x1f320),
    (0x1f600, 0x1f640),
];

fn within(c: char, blocks: &[(u32, u32)]) -> bool {
    let number = u32::from(c);
    blocks.iter().any(|(first, last)| (*first..=*last).contains(&number))
}

/// A letter, in Python's and in Rust's sense.
pub(in super::super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || within(c, &LETTERS)
}

/// A character that `repr` shows as it is.
pub(in super::super) fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~') || is_letter(c) || c == 'µ' || within(c, &SIGNS)
}

/// A character whose upper and lower case are settled.
pub(in super::super) fn has_settled_case(c: char) -> bool {
    c.is_ascii() || is_letter(c) || (within(c, &SIGNS) && !matches!(c, 'ª' | 'º'))
}

/// A character with settled cases, of which each is one character that does not hang on its neighbours.
pub(in super::super) fn has_simple_case(c: char) -> bool {
    let turns = c.to_lowercase().count() == 1 && c.to_uppercase().count() == 1;
    c.is_ascii() || (has_settled_case(c) && turns && !matches!(c, 'Σ' | 'σ' | 'ς'))
}

/// What `str.isspace` and `str.strip` take for white space.
pub(in super::super) fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | '\u{1c}'..='\u{20}' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
            | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// What ends a line for `str.splitlines`.
pub(in super::super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
