//! Digests, base 64 and the quoting of URLs.

mod md5;
mod sha1;

use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::super::arguments::{bind, by_place};
use super::super::{Constant, MAX_TEXT, Outcome, Stop, TYPE_ERROR, bounded, bytes};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A function of `hashlib`, `base64`, `binascii` or `urllib.parse`.
pub(super) fn call(path: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match path {
        "base64.b64encode" | "base64.urlsafe_b64encode" => {
            let args = by_place(1, 1, args, keywords).map_err(|_| Stop::Unknown)?;
            Ok(Constant::Bytes(base64(data(args.need(0)?)?, path.contains("urlsafe")).into()))
        }
        "base64.b64decode" => {
            let args = by_place(1, 1, args, keywords).map_err(|_| Stop::Unknown)?;
            let text = match args.need(0)? {
                Constant::Str(text) => text.as_bytes(),
                other => data(other)?,
            };
            from_base64(text).map(|bytes| Constant::Bytes(bytes.into()))
        }
        "binascii.hexlify" => {
            let args = by_place(1, 1, args, keywords).map_err(|_| Stop::Unknown)?;
            Ok(Constant::Bytes(bytes::hex(data(args.need(0)?)?).into_bytes().into()))
        }
        "urllib.parse.quote" | "urllib.parse.quote_plus" => quote(path.ends_with("plus"), args, keywords),
        _ => {
            let name = path.strip_prefix("hashlib.").ok_or(Stop::Unknown)?;
            let (name, form) = name.split_once('.').ok_or(Stop::Unknown)?;
            let args = by_place(1, 1, args, keywords).map_err(|_| Stop::Unknown)?;
            let digest = digest(name, data(args.need(0)?)?)?;
            match form {
                "hexdigest" => bounded(bytes::hex(&digest)),
                "digest" => Ok(Constant::Bytes(digest.into())),
                _ => Err(Stop::Unknown),
            }
        }
    }
}

fn data(value: &Constant) -> Outcome<&[u8]> {
    match value {
        Constant::Bytes(bytes) if bytes.len() <= MAX_TEXT / 2 => Ok(bytes),
        Constant::Bytes(_) => Err(Stop::Unknown),
        _ => Err(TYPE_ERROR),
    }
}

fn digest(name: &str, data: &[u8]) -> Outcome<Vec<u8>> {
    Ok(match name {
        "md5" => md5::digest(data).to_vec(),
        "sha1" => sha1::digest(data).to_vec(),
        "sha224" => Sha224::digest(data).to_vec(),
        "sha256" => Sha256::digest(data).to_vec(),
        "sha384" => Sha384::digest(data).to_vec(),
        "sha512" => Sha512::digest(data).to_vec(),
        _ => return Err(Stop::Unknown),
    })
}

fn base64(data: &[u8], is_url: bool) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in data.chunks(3) {
        let mut bits = 0u32;
        for place in 0..3 {
            bits = bits << 8 | u32::from(chunk.get(place).copied().unwrap_or(0));
        }
        for place in 0..4u32 {
            let sextet = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            let is_data = usize::try_from(place).is_ok_and(|place| place <= chunk.len());
            out.push(match ALPHABET.get(sextet).copied().unwrap_or(b'=') {
                _ if !is_data => b'=',
                b'+' if is_url => b'-',
                b'/' if is_url => b'_',
                byte => byte,
            });
        }
    }
    out
}

/// Well-formed base 64 only: what Python discards or refuses is unknown.
fn from_base64(text: &[u8]) -> Outcome<Vec<u8>> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    if !text.len().is_multiple_of(4) || padding > 2 || text.len() > MAX_TEXT {
        return Err(Stop::Unknown);
    }
    let mut out = Vec::new();
    for chunk in text[..text.len() - padding].chunks(4) {
        let mut bits = 0u32;
        for place in 0..4 {
            let sextet = match chunk.get(place) {
                Some(byte) => ALPHABET.iter().position(|known| known == byte).ok_or(Stop::Unknown)?,
                None => 0,
            };
            bits = bits << 6 | u32::try_from(sextet).map_err(|_| Stop::Unknown)?;
        }
        let [_, whole @ ..] = bits.to_be_bytes();
        out.extend_from_slice(&whole[..chunk.len() - 1]);
    }
    Ok(out)
}

/// `quote(string, safe)`: letters, digits, `_.-~` and what is safe stay.
fn quote(is_plus: bool, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["string", "safe"], 1, args, keywords).map_err(|_| Stop::Unknown)?;
    let default = if is_plus { "" } else { "/" };
    let text = args.need(0)?.as_str().ok_or(Stop::Unknown)?;
    let safe = args.get(1).map_or(Some(default), Constant::as_str).ok_or(Stop::Unknown)?;
    if !safe.is_ascii() || text.len() > MAX_TEXT / 3 {
        return Err(Stop::Unknown);
    }
    let mut out = String::new();
    for byte in text.bytes() {
        let c = char::from(byte);
        if byte.is_ascii_alphanumeric() || "_.-~".contains(c) || safe.contains(c) {
            out.push(c);
        } else if is_plus && c == ' ' {
            out.push('+');
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    bounded(out)
}
