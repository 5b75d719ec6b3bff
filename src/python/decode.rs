//! Bytes to text as PEP 263 has it: a byte order mark, a declared encoding, else UTF-8.

use std::borrow::Cow;

use super::codec::{self, Codec};
use super::{Fault, FaultKind, Lines, Span};

/// The text of a source file, without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Fault> {
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(fault(
            bytes,
            Some(at),
            "It holds a NUL byte, which Python refuses in source code".into(),
            "Is it really a Python file? If it is UTF-16, save it as UTF-8.",
        ));
    }
    let (marked, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    let Some(name) = declared(body) else { return utf8(body, None) };
    let normal = name.to_ascii_lowercase().replace('_', "-");
    // The one spelling that CPython's tokenizer takes for UTF-8 itself, and so the one that may follow the mark.
    let is_utf8 = normal == "utf-8" || normal.starts_with("utf-8-");
    match normal.as_str() {
        _ if is_utf8 => utf8(body, Some(&name)),
        _ if marked => Err(fault(
            bytes,
            None,
            format!(
                "It starts with the mark of UTF-8, but declares the encoding `{name}`: Python refuses that"
            ),
            "Delete the declaration, or the byte order mark.",
        )),
        _ => by_codec(body, &name),
    }
}

fn by_codec(body: &[u8], name: &str) -> Result<String, Fault> {
    match codec::named(name) {
        Some(Codec::Utf8) => utf8(body, Some(name)),
        Some(Codec::Ascii) => match body.iter().position(|byte| !byte.is_ascii()) {
            None => utf8(body, Some(name)),
            Some(at) => Err(undecodable(body, at, name)),
        },
        Some(Codec::Latin1) => Ok(body.iter().map(|byte| char::from(*byte)).collect()),
        Some(Codec::Letters(undefined) | Codec::Table(_, undefined))
            if body.iter().any(|byte| outside(undefined, *byte)) =>
        {
            let at = body.iter().position(|byte| outside(undefined, *byte)).unwrap_or(body.len());
            Err(undecodable(body, at, name))
        }
        Some(Codec::Letters(_)) => Ok(body.iter().map(|byte| letter(*byte)).collect()),
        Some(Codec::Table(encoding, _)) => encoding
            .decode_without_bom_handling_and_without_replacement(body)
            .map(Cow::into_owned)
            .ok_or_else(|| undecodable(body, body.len(), name)),
        None => Err(fault(
            body,
            None,
            format!(
                "It declares the encoding `{name}`, which Python does not know or which cannot hold source, so Python \
                 cannot read it"
            ),
            "Save the file as UTF-8 and delete the declaration.",
        )),
    }
}

fn utf8(body: &[u8], declared: Option<&str>) -> Result<String, Fault> {
    std::str::from_utf8(body).map(str::to_owned).map_err(|error| match declared {
        Some(name) => undecodable(body, error.valid_up_to(), name),
        None => fault(
            body,
            Some(error.valid_up_to()),
            format!(
                "It is not UTF-8 (byte 0x{:02x} at offset {}) and declares no other encoding, so Python cannot read it",
                body.get(error.valid_up_to()).copied().unwrap_or(0),
                error.valid_up_to()
            ),
            "Save it as UTF-8, or declare its encoding in the first line: `# -*- coding: latin-1 -*-`.",
        ),
    })
}

fn outside(undefined: &[(u8, u8)], byte: u8) -> bool {
    undefined.iter().any(|(from, to)| (*from..=*to).contains(&byte))
}

/// ASCII as it is, and an ideograph for any other byte: it may stand in a name, a string or a comment.
fn letter(byte: u8) -> char {
    if byte.is_ascii() {
        char::from(byte)
    } else {
        char::from_u32(0x4e00 + u32::from(byte)).unwrap_or('\u{4e00}')
    }
}

fn undecodable(body: &[u8], at: usize, name: &str) -> Fault {
    let at = (at < body.len()).then_some(at);
    let where_ = at.map_or_else(String::new, |at| format!(" (byte 0x{:02x} at offset {at})", body[at]));
    fault(
        body,
        at,
        format!(
            "It declares the encoding `{name}`, but its bytes are not text in it{where_}, so Python cannot read it"
        ),
        "Save it in the encoding it declares; best, as UTF-8 without a declaration.",
    )
}

fn fault(bytes: &[u8], at: Option<usize>, message: String, help: &str) -> Fault {
    let span = at.map(|at| {
        let before = String::from_utf8_lossy(&bytes[..at]);
        let (line, column) = Lines::new(&before).place(before.len());
        Span { line, column, end_line: line, end_column: column + 1 }
    });
    Fault { kind: FaultKind::Encoding, span, message, help: Some(help.into()) }
}

/// The encoding that a comment in the first two lines declares.
fn declared(body: &[u8]) -> Option<String> {
    let mut rest = body;
    for _ in 0..2 {
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let line = &rest[..end];
        let code = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
        match code {
            Some(at) if line[at] == b'#' => {
                if let Some(name) = cookie(&line[at..]) {
                    return Some(name);
                }
            }
            Some(_) => return None,
            None => {}
        }
        let skip = if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        rest = rest.get(end + skip..)?;
    }
    None
}

/// `coding[:=][ \t]*([-_.a-zA-Z0-9]+)`, the first match in a comment.
fn cookie(comment: &[u8]) -> Option<String> {
    let word = b"coding";
    (0..comment.len().saturating_sub(word.len())).find_map(|at| {
        let rest = comment[at..].strip_prefix(word)?;
        let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"="))?;
        let start = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
        let name: String = rest[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .map(|byte| char::from(*byte))
            .collect();
        (!name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_encodings_are_decoded() {
        for (bytes, text) in [
            (&b"# coding: latin-1\nx = '\xe4'\n"[..], "ä"),
            (b"#!/usr/bin/python\n# -*- coding: iso-8859-15 -*-\nx = '\xa4'\n", "€"),
            (b"\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n", "€"),
            (b"# coding: cp1251\nx = '\xff'\n", "я"),
            (b"# coding: utf8\nx = '\xc3\xa4'\n", "ä"),
            (b"\xef\xbb\xbf# coding: utf-8\nx = '\xc3\xa4'\n", "ä"),
            (b"# coding: shift_jis\nx = '\x83\x65'\n", "テ"),
            (b"x = 1\n# coding: nonsense\ny = '\xc3\xa4'\n", "ä"),
        ] {
            assert!(decode(bytes).unwrap().contains(text), "{text}");
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_refused_with_their_place() {
        for (bytes, part, line) in [
            (&b"x = 1\ny = '\xe4'\n"[..], "not UTF-8 (byte 0xe4 at offset 11)", Some(2)),
            (b"x\0", "NUL", Some(1)),
            (b"# coding: ascii\nx = '\xe4'\n", "declares the encoding `ascii`", Some(2)),
            (b"# coding: nonsense\n", "`nonsense`", None),
            (b"# coding: utf-8\n'\xff'\n", "not text in it", Some(2)),
            (b"\xef\xbb\xbf# coding: latin-1\n", "mark of UTF-8", None),
        ] {
            let fault = decode(bytes).unwrap_err();
            assert!(fault.message.contains(part), "{}", fault.message);
            assert_eq!(fault.span.map(|span| span.line), line, "{part}");
        }
    }
}
