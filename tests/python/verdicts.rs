//! The verdict of `python::read` on many sources, for `compare.py` to hold against CPython's.
//!
//! Reads `<version> <bytes>\n` and that many bytes, again and again; answers each with a line: `ok`, or
//! `no <kind> <line> <message>`.

use std::error::Error;
use std::io::{BufRead, Read, Write, stdin, stdout};

use dag_publish::python::{self, STACK_BYTES, Version};

fn main() -> Result<(), Box<dyn Error>> {
    let answers = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(|| answer_all().map_err(|e| e.to_string()))?;
    match answers.join() {
        Ok(answered) => Ok(answered?),
        Err(_) => Err("a source made the reader panic".into()),
    }
}

fn answer_all() -> Result<(), Box<dyn Error>> {
    let mut input = stdin().lock();
    let mut output = stdout().lock();
    let mut header = String::new();
    while input.read_line(&mut header)? > 0 {
        let (version, length) = header.trim_end().split_once(' ').ok_or("a header is `<version> <bytes>`")?;
        let version: Version = version.parse()?;
        let mut source = vec![0; length.parse()?];
        input.read_exact(&mut source)?;
        let reading = python::read(&source, version);
        match reading.faults.first() {
            None => writeln!(output, "ok")?,
            Some(fault) => {
                let line = fault.span.map_or(0, |span| span.line);
                writeln!(output, "no {:?} {line} {}", fault.kind, fault.message.escape_debug())?;
            }
        }
        output.flush()?;
        header.clear();
    }
    Ok(())
}
