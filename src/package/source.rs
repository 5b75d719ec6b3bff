//! Where a package comes from: the facts of git and of the CI that runs.
//!
//! The CI's facts win over git's: in a pull request's checkout, git is on a merge commit that nobody wrote.
//! Nothing here is trusted for a decision but the run's number; the rest is for people.

mod ci;
mod git;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::metadata::Source;

/// The variables of a process, as a value.
#[derive(Debug, Clone, Default)]
pub struct Variables(BTreeMap<String, String>);

impl Variables {
    /// Of this process; those that are not UTF-8 are left out.
    #[must_use]
    pub fn of_process() -> Self {
        Self(
            std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect(),
        )
    }

    /// A variable that is set and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }

    /// The file in which GitHub describes the event that started the run.
    fn event_path(&self) -> Option<PathBuf> {
        self.get("GITHUB_EVENT_PATH").map(PathBuf::from)
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Variables {
    fn from(variables: [(&str, &str); N]) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// Every fact that can be had of the package in `folder`. A missing git, repository or CI is no error: the facts
/// are absent.
#[must_use]
pub fn facts(folder: &Path, variables: &Variables) -> Source {
    let event = variables.event_path().and_then(|path| ci::event(&path));
    join(ci::facts(variables, event.as_ref()), git::facts(folder))
}

/// The CI's facts over git's. The commit's time is git's only when both mean the same commit.
fn join(ci: Source, git: Source) -> Source {
    let same_commit = ci.commit.is_none() || ci.commit == git.commit;
    Source {
        committed_at: ci.committed_at.or(git.committed_at.filter(|_| same_commit)),
        repository: ci.repository.or(git.repository),
        commit: ci.commit.or(git.commit),
        reference: ci.reference.or(git.reference),
        dirty: git.dirty,
        ..ci
    }
}

/// `<host>/<owner>/<name>` of a remote's URL: https, ssh, or scp-like. User, password, port, query and a final
/// `.git` are dropped, so that a token in the URL never leaves the machine. `None` for a local path.
///
/// The forms: <https://git-scm.com/docs/git-clone#_git_urls>
fn repository_of(url: &str) -> Option<String> {
    let url = url.trim();
    if url.contains(char::is_control) {
        return None;
    }
    let (authority, path) = match url.split_once("://") {
        Some(("http" | "https" | "ssh" | "git" | "git+ssh" | "ssh+git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        // A colon before the first slash makes it scp-like; anything else is a path.
        None => url.split_once(':').filter(|(host, _)| host.len() > 1 && !host.contains('/'))?,
    };
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[') {
        Some(_) => return None,
        None => host.split(':').next()?,
    };
    let path = path.split(['?', '#']).next()?.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
    if host.is_empty() || path.is_empty() || path.contains('@') {
        return None;
    }
    Some(format!("{}/{path}", host.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_of_every_form_names_the_repository_without_credentials() {
        for url in [
            "https://github.com/acme/pipelines.git",
            "https://github.com/acme/pipelines",
            "https://github.com/acme/pipelines/",
            "https://x-access-token:ghs_secret@github.com/acme/pipelines.git",
            "https://user:p@ss@github.com/acme/pipelines.git",
            "https://GitHub.com:443/acme/pipelines.git?token=secret",
            "ssh://git@github.com/acme/pipelines.git",
            "ssh://git@github.com:22/acme/pipelines.git",
            "git@github.com:acme/pipelines.git",
            "git@github.com:/acme/pipelines.git",
            "github.com:acme/pipelines",
        ] {
            assert_eq!(repository_of(url).as_deref(), Some("github.com/acme/pipelines"), "{url}");
        }
        assert_eq!(
            repository_of("git@gitlab.example.com:group/sub/name.git").as_deref(),
            Some("gitlab.example.com/group/sub/name")
        );
    }

    #[test]
    fn the_ci_wins_over_git_and_a_commits_time_is_its_own() {
        let text = |text: &str| Some(text.to_owned());
        let git = Source {
            repository: text("github.com/fork/x"),
            commit: text("merge"),
            committed_at: "2026-11-22T09:00:00Z".parse().ok(),
            reference: text("refs/heads/topic"),
            dirty: Some(true),
            ..Source::default()
        };
        assert_eq!(join(Source::default(), git.clone()), git);
        let ci = Source {
            repository: text("github.com/acme/x"),
            commit: text("author"),
            run_id: Some(7),
            ..Source::default()
        };
        let both = join(ci.clone(), git.clone());
        assert_eq!(
            (both.repository, both.commit, both.committed_at),
            (ci.repository.clone(), ci.commit.clone(), None)
        );
        assert_eq!((both.reference, both.dirty, both.run_id), (git.reference.clone(), Some(true), Some(7)));
        let same = join(Source { commit: text("merge"), ..ci }, git.clone());
        assert_eq!(same.committed_at, git.committed_at);
    }

    #[test]
    fn a_path_is_no_repository() {
        for url in
            ["", "/srv/git/x.git", "../x", "file:///srv/x.git", "C:\\x", "https://host", "host:", "./a:b"]
        {
            assert_eq!(repository_of(url), None, "{url}");
        }
    }
}
