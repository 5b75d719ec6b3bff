//! Programs from bytes: every byte chooses a row of the grammar's tables, so that a fuzzer which changes a byte
//! changes a statement or an expression, and nearly every program is valid Python.

mod grammar;

use grammar::{EXPRESSIONS, FIRST, LEAVES, NAMES, NUMBERS, PARAMETERS, STATEMENTS, TEXTS, TOP};

use super::package::NEXT_FILE;

/// Longer programs say nothing that shorter ones do not, and make a slow one hard to read.
const MOST_BYTES: usize = 24 * 1024;
/// How deep expressions are nested.
const DEEPEST_EXPRESSION: usize = 5;
/// How deep blocks are nested.
const DEEPEST_BLOCK: usize = 13;
/// The files of a program, by the bytes' choice.
const FILES: [&str; 3] = ["b.py", "sub/c.py", "sub/__init__.py"];

/// The files of a program, the way that an input of the target `dags` holds them.
#[must_use]
pub fn write(bytes: &[u8]) -> String {
    let (count, bytes) = match bytes.split_first() {
        Some((first, rest)) => (1 + usize::from(*first) % (FILES.len() + 1), rest),
        None => (1, bytes),
    };
    let mut text = String::new();
    for (at, part) in bytes.chunks(bytes.len().div_ceil(count).max(1)).enumerate() {
        if let Some(path) = at.checked_sub(1).and_then(|at| FILES.get(at)) {
            text.push_str(NEXT_FILE);
            text.push_str(path);
            text.push('\n');
        }
        let mut writer = Writer { bytes: part.iter(), text: String::new(), block: 0, expression: 0 };
        writer.module();
        text.push_str(&writer.text);
    }
    text.push_str(NEXT_FILE);
    text.push_str("data.json\n{\"a\": [1, {\"b\": null}], \"ids\": [\"x\", \"y\"]}\n");
    text
}

struct Writer<'b> {
    bytes: std::slice::Iter<'b, u8>,
    text: String,
    /// How deep the block is.
    block: usize,
    /// How deep the expression is.
    expression: usize,
}

impl Writer<'_> {
    fn module(&mut self) {
        self.rows(FIRST);
        while !self.bytes.as_slice().is_empty() && self.text.len() < MOST_BYTES {
            let tables = [TOP, STATEMENTS, STATEMENTS, STATEMENTS];
            let table = *self.choose(&tables);
            let row = *self.choose(table);
            self.rows(row);
        }
    }

    /// A row of the table; the first when the bytes are used up, so that every program ends.
    fn choose<'t, T>(&mut self, table: &'t [T]) -> &'t T {
        let choice = if self.text.len() < MOST_BYTES { self.bytes.next().copied().unwrap_or(0) } else { 0 };
        &table[usize::from(choice) % table.len()]
    }

    /// Writes the lines of a statement at the depth of the block; `$b` on a line of its own is a block.
    fn rows(&mut self, rows: &str) {
        for row in rows.lines() {
            let inner = row.trim_start_matches(' ');
            let deeper = (row.len() - inner.len()) / 4;
            self.block += deeper;
            if inner == "$b" {
                self.statements();
            } else {
                self.text.push_str(&"    ".repeat(self.block));
                self.line(inner);
                self.text.push('\n');
            }
            self.block -= deeper;
        }
    }

    fn statements(&mut self) {
        if self.block >= DEEPEST_BLOCK {
            return self.rows("pass");
        }
        let counts = [1, 1, 2, 3];
        for _ in 0..*self.choose(&counts) {
            let row = *self.choose(STATEMENTS);
            self.rows(row);
        }
    }

    /// Writes a line, with something of its kind for every `$` and letter.
    fn line(&mut self, line: &str) {
        let mut parts = line.split('$');
        self.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let kind = part.chars().next();
            let rest = &part[kind.map_or(0, char::len_utf8)..];
            match kind {
                Some('e') => self.expression(),
                Some('n') => self.word(NAMES),
                Some('p') => self.word(PARAMETERS),
                Some('s') => self.word(TEXTS),
                Some('i') => self.word(NUMBERS),
                _ => self.text.push('$'),
            }
            self.text.push_str(rest);
        }
    }

    fn word(&mut self, table: &[&str]) {
        let word = *self.choose(table);
        self.text.push_str(word);
    }

    fn expression(&mut self) {
        let table = if self.expression < DEEPEST_EXPRESSION { EXPRESSIONS } else { LEAVES };
        let row = *self.choose(table);
        self.expression += 1;
        self.line(row);
        self.expression -= 1;
    }
}
