//! The methods of `bytes`, and the encodings of `str.encode`.

use super::arguments::{bind, by_place};
use super::{Answer, Constant, MAX_TEXT, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bounded};

/// A method of bytes.
pub(crate) fn method(
    receiver: &[u8],
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Answer {
    dispatch(receiver, name, args, keywords).into()
}

fn dispatch(bytes: &[u8], name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "decode" => {
            let args = bind(&["encoding", "errors"], 0, args, keywords)?;
            decode(bytes, args.text_or(0, "utf-8")?, args.text_or(1, "strict")?)
        }
        "hex" if args.is_empty() => {
            by_place(0, 0, args, keywords)?;
            bounded(hex(bytes))
        }
        "upper" | "lower" => {
            by_place(0, 0, args, keywords)?;
            let changed =
                if name == "upper" { bytes.to_ascii_uppercase() } else { bytes.to_ascii_lowercase() };
            Ok(Constant::Bytes(changed.into()))
        }
        "startswith" | "endswith" if args.len() == 1 => {
            let args = by_place(1, 1, args, keywords)?;
            match args.need(0)? {
                Constant::Bytes(part) if name == "startswith" => Ok(Constant::Bool(bytes.starts_with(part))),
                Constant::Bytes(part) => Ok(Constant::Bool(bytes.ends_with(part))),
                Constant::Tuple(_) => Err(Stop::Unknown),
                _ => Err(TYPE_ERROR),
            }
        }
        // Between ASCII bytes the methods of texts do the same.
        "strip" | "lstrip" | "rstrip" | "split" | "rsplit" | "replace" | "partition" | "rpartition"
        | "zfill" | "ljust" | "rjust" | "center" | "capitalize" | "title" | "swapcase" | "removeprefix"
        | "removesuffix" => through_text(bytes, name, args, keywords),
        _ => Err(Stop::Unknown),
    }
}

fn through_text(bytes: &[u8], name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    // White space, and what str() calls that, differ.
    if !bytes.is_ascii() || bytes.iter().any(|byte| matches!(byte, 0x1c..=0x1f)) || !keywords.is_empty() {
        return Err(Stop::Unknown);
    }
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(Constant::text).map_err(|_| Stop::Unknown);
    let mut as_texts = Vec::new();
    for arg in args {
        as_texts.push(match arg {
            Constant::Bytes(bytes) if bytes.is_ascii() => text(bytes)?,
            Constant::Int(_) | Constant::None => arg.clone(),
            _ => return Err(Stop::Unknown),
        });
    }
    let Constant::Str(receiver) = text(bytes)? else { return Err(Stop::Unknown) };
    let back = |value: &Constant| match value {
        Constant::Str(text) => Constant::Bytes(text.as_bytes().into()),
        other => other.clone(),
    };
    match super::text::method(&receiver, name, &as_texts, &[]).outcome()? {
        Constant::List(parts) => Ok(Constant::list(parts.iter().map(back).collect())),
        Constant::Tuple(parts) => Ok(Constant::tuple(parts.iter().map(back).collect())),
        other => Ok(back(&other)),
    }
}

/// Two digits a byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The hexadecimal digit of a number below 16.
pub(super) fn digit(of: u8) -> char {
    char::from(if of < 10 { b'0' + of } else { b'a' + of - 10 })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf8WithMark,
    Ascii,
    Latin1,
}

/// An encoding by one of its usual names.
fn encoding(name: &str) -> Outcome<Encoding> {
    match name.to_ascii_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" | "u8" => Ok(Encoding::Utf8),
        "utf-8-sig" => Ok(Encoding::Utf8WithMark),
        "ascii" | "us-ascii" => Ok(Encoding::Ascii),
        "latin-1" | "latin1" | "iso-8859-1" => Ok(Encoding::Latin1),
        _ => Err(Stop::Unknown),
    }
}

/// `text.encode(encoding, errors)`.
pub(super) fn encode(text: &str, name: &str, errors: &str) -> Outcome {
    let encoding = encoding(name)?;
    let limit = match encoding {
        Encoding::Utf8 => return Ok(Constant::Bytes(text.as_bytes().into())),
        Encoding::Utf8WithMark => {
            return Ok(Constant::Bytes([b"\xef\xbb\xbf", text.as_bytes()].concat().into()));
        }
        Encoding::Ascii => 0x80,
        Encoding::Latin1 => 0x100,
    };
    let mut out: Vec<u8> = Vec::new();
    for c in text.chars() {
        match (u8::try_from(u32::from(c)), errors) {
            (Ok(byte), _) if u32::from(byte) < limit => out.push(byte),
            (_, "ignore") => {}
            (_, "replace") => out.push(b'?'),
            (_, "strict") => return Err(Stop::Raises("UnicodeEncodeError")),
            _ => return Err(Stop::Unknown),
        }
    }
    Ok(Constant::Bytes(out.into()))
}

/// `bytes.decode(encoding, errors)`.
pub(super) fn decode(bytes: &[u8], name: &str, errors: &str) -> Outcome {
    if bytes.len() > MAX_TEXT {
        return Err(Stop::Unknown);
    }
    let wrong = || if errors == "strict" { Stop::Raises("UnicodeDecodeError") } else { Stop::Unknown };
    let utf8 = |bytes| std::str::from_utf8(bytes).map_err(|_| wrong()).and_then(bounded);
    match encoding(name)? {
        Encoding::Utf8 => utf8(bytes),
        Encoding::Utf8WithMark => utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
        Encoding::Ascii if bytes.is_ascii() => utf8(bytes),
        Encoding::Ascii => Err(wrong()),
        Encoding::Latin1 => bounded(bytes.iter().map(|byte| char::from(*byte)).collect::<String>()),
    }
}

/// `bytes(...)`.
pub(super) fn construct(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["source", "encoding", "errors"], 0, args, keywords)?;
    match args.get(0) {
        None if args.get(1).is_none() && args.get(2).is_none() => Ok(Constant::Bytes([].into())),
        None => Err(TYPE_ERROR),
        Some(Constant::Str(text)) => match args.get(1) {
            None => Err(TYPE_ERROR),
            Some(_) => encode(text, args.text(1)?, args.text_or(2, "strict")?),
        },
        Some(_) if args.get(1).is_some() || args.get(2).is_some() => Err(TYPE_ERROR),
        Some(Constant::Bytes(bytes)) => Ok(Constant::Bytes(bytes.clone())),
        Some(Constant::Int(length)) => {
            let length = usize::try_from(*length).map_err(|_| VALUE_ERROR)?;
            if length > MAX_TEXT { Err(Stop::Unknown) } else { Ok(Constant::Bytes(vec![0; length].into())) }
        }
        Some(Constant::List(items) | Constant::Tuple(items)) => {
            let mut bytes = Vec::new();
            for item in items.iter() {
                bytes.push(u8::try_from(item.as_int().ok_or(TYPE_ERROR)?).map_err(|_| VALUE_ERROR)?);
            }
            Ok(Constant::Bytes(bytes.into()))
        }
        Some(Constant::Bool(_)) => Err(Stop::Unknown),
        Some(_) => Err(Stop::Unknown),
    }
}
