//! One digest for a whole tree of files.

use std::fmt::Write as _;

use super::{Digest, FileEntry};

/// SHA-256 over the lines `<sha256>  <size>  <path>\n`, sorted by the paths' bytes.
///
/// A path holds no newline ([`crate::metadata::FilePath`]), so different trees give different texts.
#[must_use]
pub fn tree_sha256(files: &[FileEntry]) -> Digest {
    let mut files: Vec<&FileEntry> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut lines = String::with_capacity(files.len() * 110);
    for file in files {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{}  {}  {}", file.sha256, file.size, file.path);
    }
    Digest::of(lines.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::FilePath;

    fn file(path: &str, bytes: &[u8]) -> FileEntry {
        FileEntry { path: FilePath::new(path).unwrap(), size: bytes.len() as u64, sha256: Digest::of(bytes) }
    }

    #[test]
    fn the_digest_can_be_checked_with_coreutils() {
        // printf 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  1  a.py\n' | sha256sum
        let expected = "03d8303a2863097afb6c296e1fbf37cd1f0e8e6a551bf6fa8b777d7fc763d5ae";
        assert_eq!(tree_sha256(&[file("a.py", b"a")]).to_string(), expected);
    }

    #[test]
    fn order_does_not_matter_and_every_fact_does() {
        let (a, b) = (file("a.py", b"1"), file("b.py", b"2"));
        assert_eq!(tree_sha256(&[a.clone(), b.clone()]), tree_sha256(&[b.clone(), a.clone()]));
        assert_ne!(tree_sha256(&[a.clone(), b]), tree_sha256(&[a.clone(), file("b.py", b"3")]));
        assert_ne!(tree_sha256(std::slice::from_ref(&a)), tree_sha256(&[file("c.py", b"1")]));
    }
}
