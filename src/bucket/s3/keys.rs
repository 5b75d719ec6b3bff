//! What a key says by itself: its content type, and its spelling in a listing.

/// The content type by a key's ending, for people who open it in a browser.
pub(super) fn content_type(key: &str) -> &'static str {
    let name = key.rsplit('/').next().unwrap_or(key);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "py" | "pyi" => "text/x-python; charset=utf-8",
        "json" => "application/json",
        "yaml" | "yml" => "application/yaml",
        "sql" | "txt" | "cfg" | "ini" | "toml" | "csv" | "airflowignore" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "gz" | "tgz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

/// A key of a listing with `encoding-type=url`: `+` is a space, `%2B` a plus.
pub(super) fn decode(text: &str) -> Option<String> {
    if !text.contains(['%', '+']) {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let (byte, tail) = match (first, tail) {
            (b'+', tail) => (b' ', tail),
            (b'%', &[high, low, ref tail @ ..]) => match (digit(high), digit(low)) {
                (Some(high), Some(low)) => (high << 4 | low, tail),
                _ => (b'%', &rest[1..]),
            },
            (byte, tail) => (byte, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_a_listing_reads_as_it_was_written() {
        for (text, key) in [
            ("dev/reporting/dags/a.py", "dev/reporting/dags/a.py"),
            ("a+b%2Bc%25d%26e%3Df", "a b+c%d&e=f"),
            ("%C3%A9t%c3%a9", "été"),
            ("100%", "100%"),
            ("%zz", "%zz"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(key), "{text}");
        }
        assert_eq!(decode("%ff"), None);
    }

    #[test]
    fn a_browser_shows_what_can_be_read() {
        for (key, kind) in [
            ("dev/p/dags/x.py", "text/x-python; charset=utf-8"),
            ("dev/p/metadata.json", "application/json"),
            ("releases/dev/p/r000001-x.tar.gz", "application/gzip"),
            ("dev/.airflowignore", "text/plain; charset=utf-8"),
            ("dev/p.d/dags/binary", "application/octet-stream"),
        ] {
            assert_eq!(content_type(key), kind, "{key}");
        }
    }
}
