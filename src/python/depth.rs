//! CPython's limits on how deep a file may be, and the tokenizer's, told from the tokens.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;

use super::{Fault, FaultKind, Lines, Span};

/// Nested parentheses, brackets and braces that CPython's tokenizer allows (`MAXLEVEL`).
pub(super) const BRACKETS: usize = 200;
/// Levels of indentation that CPython's tokenizer allows (`MAXINDENT`, less the outermost).
pub(super) const INDENTS: usize = 99;
/// Nested f-strings that CPython's tokenizer allows (`MAXFSTRINGLEVEL`, less the outermost).
pub(super) const F_STRINGS: usize = 149;

/// How many nodes CPython's symbol table goes down, for the minor version. Measured with `compile()` at the outermost
/// level of a script: up to 3.12 the limit is one of its stack of Python calls, and is lower further in.
pub(super) fn nodes(minor: u8) -> usize {
    match minor {
        ..=10 => 2_988,
        11 => 2_991,
        12 => 2_996,
        _ => 9_997,
    }
}

/// How many rules on the right of an operator CPython's parser goes down (`MAXSTACK`, 6,000, less what it needs to
/// get to a first one).
pub(super) const PARSER: usize = 5_967;

/// What a token does to the nesting: three counters of 16 bits in one number, for brackets, indentation and f-strings.
const STEPS: [u64; 256] = {
    let mut steps = [0; 256];
    let (bracket, indent, string) = (1, 1 << 16, 1 << 32);
    steps[TokenKind::Lpar as usize] = bracket;
    steps[TokenKind::Lsqb as usize] = bracket;
    steps[TokenKind::Lbrace as usize] = bracket;
    steps[TokenKind::Rpar as usize] = 0_u64.wrapping_sub(bracket);
    steps[TokenKind::Rsqb as usize] = 0_u64.wrapping_sub(bracket);
    steps[TokenKind::Rbrace as usize] = 0_u64.wrapping_sub(bracket);
    steps[TokenKind::Indent as usize] = indent;
    steps[TokenKind::Dedent as usize] = 0_u64.wrapping_sub(indent);
    steps[TokenKind::FStringStart as usize] = string;
    steps[TokenKind::TStringStart as usize] = string;
    steps[TokenKind::FStringEnd as usize] = 0_u64.wrapping_sub(string);
    steps[TokenKind::TStringEnd as usize] = 0_u64.wrapping_sub(string);
    steps
};

/// Where a file is deeper than CPython's tokenizer goes, and in what.
pub(super) fn too_deep_for_the_tokenizer(tokens: &[Token]) -> Option<(usize, String)> {
    const HALF: u64 = 1 << 15;
    // Each counter starts so far below its half that going past the limit is a bit of its own. What closes more than
    // was opened is no valid Python, and told as that.
    let start = |limit: usize| HALF - 1 - limit as u64;
    let mut state = start(BRACKETS) | start(INDENTS) << 16 | start(F_STRINGS) << 32;
    for token in tokens {
        state = state.wrapping_add(STEPS[token.kind() as usize]);
        let past = state & (HALF | HALF << 16 | HALF << 32);
        if past != 0 {
            let what = match past {
                HALF => format!("more than {BRACKETS} brackets inside each other"),
                past if past & (HALF << 16) != 0 => format!("more than {INDENTS} levels of indentation"),
                _ => format!("more than {F_STRINGS} f-strings inside each other"),
            };
            return Some((token.range().start().to_usize(), what));
        }
    }
    None
}

pub(super) fn fault(at: usize, what: &str, lines: &Lines<'_>) -> Fault {
    let (line, column) = lines.place(at);
    Fault {
        kind: FaultKind::Depth,
        span: Some(Span { line, column, end_line: line, end_column: column + 1 }),
        message: format!("It is nested too deep for Python: {what}"),
        help: Some(
            "Nest it less deeply; if it is generated, write the data to a JSON file and read that.".into(),
        ),
    }
}
