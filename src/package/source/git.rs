//! The facts of git, asked of the `git` command.
//!
//! Asking must never prompt, lock, write or run a program of the repository's own configuration.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::metadata::Source;

/// What a hook or a caller may have set, and what would make git answer for another repository than the
/// folder's own (the places in `git rev-parse --local-env-vars`; `GIT_CONFIG_*` may hold a safe.directory and stays).
const FOREIGN: [&str; 12] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
];

/// What git knows of `folder`; nothing when there is no git or no repository.
pub(super) fn facts(folder: &Path) -> Source {
    // Each is a process of its own, and none needs another's answer.
    std::thread::scope(|scope| {
        let head = scope
            .spawn(|| ask(folder, &["show", "-s", "--no-show-signature", "--format=%H %cI", "HEAD", "--"]));
        let remotes =
            scope.spawn(|| ask(folder, &["config", "--null", "--get-regexp", r"^remote\..*\.url$"]));
        let status =
            ask(folder, &["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "."]);
        let (head, remotes) = (head.join().ok().flatten(), remotes.join().ok().flatten());
        // Outside of a work tree there is no status; what the user's own configuration says is no fact then.
        status.map_or_else(Source::default, |status| told(&status, head.as_deref(), remotes.as_deref()))
    })
}

/// The facts in git's answers. The status: <https://git-scm.com/docs/git-status#_porcelain_format_version_2>
fn told(status: &str, head: Option<&str>, remotes: Option<&str>) -> Source {
    let mut source = Source::default();
    if let Some((commit, time)) = head.and_then(|head| head.split_once(' ')) {
        source.commit = Some(commit.to_owned());
        source.committed_at = time.parse().ok();
    }
    let branch = status.lines().find_map(|line| line.strip_prefix("# branch.head "));
    source.reference =
        branch.filter(|branch| *branch != "(detached)").map(|branch| format!("refs/heads/{branch}"));
    source.repository = remotes.and_then(origin).and_then(super::repository_of);
    source.dirty = Some(status.lines().any(|line| !line.starts_with("# ")));
    source
}

/// The URL of `origin`, or of the only remote, in `remote.<name>.url\n<url>\0…`.
fn origin(remotes: &str) -> Option<&str> {
    let urls: Vec<(&str, &str)> = remotes.split('\0').filter_map(|entry| entry.split_once('\n')).collect();
    let named = urls.iter().rev().find(|(key, _)| *key == "remote.origin.url");
    match (named, urls.as_slice()) {
        (Some((_, url)), _) => Some(url),
        (None, [(_, url)]) => Some(url),
        _ => None,
    }
}

/// What git answers, without its final newline; `None` when it fails.
fn ask(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut git = Command::new("git");
    // fsmonitor may name a program to run; status would run it.
    git.arg("-C").arg(folder).args(["--no-optional-locks", "-c", "core.fsmonitor=false"]).args(arguments);
    for name in FOREIGN {
        git.env_remove(name);
    }
    git.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    let output = match git.stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) => {
            tracing::debug!("git cannot be run: {error}");
            return None;
        }
    };
    if !output.status.success() {
        tracing::debug!("git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr).trim());
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs git as the test's author; `false` where there is none, and the test has nothing to say.
    fn git(folder: &Path, arguments: &[&str]) -> bool {
        let run = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .env("GIT_COMMITTER_DATE", "2026-11-22T10:00:00+01:00")
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .output();
        run.is_ok_and(|output| output.status.success())
    }

    #[test]
    fn a_commit_its_time_ref_remote_and_changes_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path().join("package");
        std::fs::create_dir(&package).unwrap();
        std::fs::write(package.join("a.py"), "").unwrap();
        std::fs::write(folder.path().join(".gitignore"), "*.log\n").unwrap();
        if !git(folder.path(), &["init", "-q", "-b", "main"]) {
            return;
        }
        assert!(facts(&package).commit.is_none(), "no commit yet");
        assert!(git(folder.path(), &["add", "."]) && git(folder.path(), &["commit", "-qm", "x"]));
        assert!(git(folder.path(), &["remote", "add", "origin", "https://t:secret@github.com/acme/x.git"]));

        let source = facts(&package);
        assert_eq!(source.commit.as_deref().map(str::len), Some(40));
        assert_eq!(source.committed_at.unwrap().to_string(), "2026-11-22T09:00:00Z");
        assert_eq!(source.reference.as_deref(), Some("refs/heads/main"));
        assert_eq!(source.repository.as_deref(), Some("github.com/acme/x"));
        assert_eq!(source.dirty, Some(false));

        std::fs::write(folder.path().join("elsewhere.py"), "").unwrap();
        std::fs::write(package.join("ignored.log"), "").unwrap();
        assert_eq!(facts(&package).dirty, Some(false), "another folder's and ignored files do not count");
        std::fs::write(package.join("new.py"), "").unwrap();
        assert_eq!(facts(&package).dirty, Some(true), "an untracked file counts");
    }

    #[test]
    fn of_several_remotes_only_origin_speaks() {
        assert_eq!(origin("remote.origin.url\na\0remote.fork.url\nb\0"), Some("a"));
        assert_eq!(origin("remote.upstream.url\na\0"), Some("a"));
        assert_eq!(origin("remote.upstream.url\na\0remote.fork.url\nb\0"), None);
        assert_eq!(origin(""), None);
    }

    #[test]
    fn a_detached_head_has_no_ref() {
        let source = told("# branch.oid 1\n# branch.head (detached)\n", None, None);
        assert_eq!((source.reference, source.dirty), (None, Some(false)));
        let source = told("# branch.oid 1\n# branch.head topic/x\n? new.py\n", None, None);
        assert_eq!((source.reference.as_deref(), source.dirty), (Some("refs/heads/topic/x"), Some(true)));
    }

    #[test]
    fn without_a_repository_there_are_no_facts() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(facts(folder.path()), Source::default());
        assert_eq!(facts(&folder.path().join("missing")), Source::default());
    }
}
