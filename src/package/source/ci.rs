//! The facts of a CI: variables in, a value out.
//!
//! GitHub: <https://docs.github.com/en/actions/reference/workflows-and-actions/variables>,
//! GitLab: <https://docs.gitlab.com/ci/variables/predefined_variables/>.

use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use super::Variables;
use crate::metadata::Source;

/// GitHub caps an event at 25 MB; a larger file is not one.
const EVENT_BYTES: u64 = 32 * 1024 * 1024;

/// The event that started a GitHub run; `None` when it cannot be read.
pub(super) fn event(path: &Path) -> Option<Value> {
    let file = std::fs::File::open(path).ok()?;
    serde_json::from_reader(std::io::BufReader::new(file.take(EVENT_BYTES))).ok()
}

/// The facts of the CI that runs, if one does.
pub(super) fn facts(variables: &Variables, event: Option<&Value>) -> Source {
    if variables.get("GITHUB_ACTIONS") == Some("true") {
        github(variables, event)
    } else if variables.get("GITLAB_CI") == Some("true") {
        gitlab(variables)
    } else {
        Source::default()
    }
}

fn github(variables: &Variables, event: Option<&Value>) -> Source {
    let server = variables.get("GITHUB_SERVER_URL").map(|url| url.trim_end_matches('/'));
    let repository = variables.get("GITHUB_REPOSITORY");
    let run_id = variables.number("GITHUB_RUN_ID");
    let run_attempt = variables.number("GITHUB_RUN_ATTEMPT");
    let run_url = match (server, repository, run_id) {
        (Some(server), Some(repository), Some(run)) => {
            let attempt = run_attempt.map(|attempt| format!("/attempts/{attempt}")).unwrap_or_default();
            Some(format!("{server}/{repository}/actions/runs/{run}{attempt}"))
        }
        _ => None,
    };
    Source {
        repository: server
            .zip(repository)
            .and_then(|(server, repository)| super::repository_of(&format!("{server}/{repository}"))),
        commit: head_of_pull_request(variables, event).or_else(|| variables.text("GITHUB_SHA")),
        reference: variables.text("GITHUB_REF"),
        actor: variables.text("GITHUB_ACTOR"),
        workflow: variables.text("GITHUB_WORKFLOW"),
        run_id,
        run_attempt,
        run_url,
        committed_at: None,
        dirty: None,
    }
}

/// On a pull request GITHUB_SHA is a merge commit made for the run; the author's own is in the event.
fn head_of_pull_request(variables: &Variables, event: Option<&Value>) -> Option<String> {
    if !variables.get("GITHUB_EVENT_NAME")?.starts_with("pull_request") {
        return None;
    }
    event?.pointer("/pull_request/head/sha")?.as_str().map(str::to_owned)
}

fn gitlab(variables: &Variables) -> Source {
    let reference = variables
        .get("CI_COMMIT_TAG")
        .map(|tag| format!("refs/tags/{tag}"))
        .or_else(|| variables.text("CI_MERGE_REQUEST_REF_PATH"))
        .or_else(|| variables.get("CI_COMMIT_REF_NAME").map(|branch| format!("refs/heads/{branch}")));
    let on_merged_result = variables.text("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
    Source {
        repository: variables
            .get("CI_SERVER_HOST")
            .zip(variables.get("CI_PROJECT_PATH"))
            .map(|(host, path)| format!("{}/{path}", host.to_lowercase())),
        committed_at: match on_merged_result {
            Some(_) => None,
            None => variables.get("CI_COMMIT_TIMESTAMP").and_then(|time| time.parse().ok()),
        },
        commit: on_merged_result.or_else(|| variables.text("CI_COMMIT_SHA")),
        reference,
        actor: variables.text("GITLAB_USER_LOGIN"),
        workflow: variables.text("CI_PIPELINE_NAME").or_else(|| variables.text("CI_JOB_NAME")),
        run_id: variables.number("CI_PIPELINE_ID"),
        run_attempt: None,
        run_url: variables.text("CI_PIPELINE_URL").or_else(|| variables.text("CI_JOB_URL")),
        dirty: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GITHUB: [(&str, &str); 10] = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_SERVER_URL", "https://github.com"),
        ("GITHUB_REPOSITORY", "acme/pipelines"),
        ("GITHUB_SHA", "0123abcd"),
        ("GITHUB_REF", "refs/heads/main"),
        ("GITHUB_ACTOR", "octocat"),
        ("GITHUB_WORKFLOW", "publish"),
        ("GITHUB_RUN_ID", "4242"),
        ("GITHUB_RUN_ATTEMPT", "2"),
        ("GITHUB_EVENT_NAME", "push"),
    ];

    #[test]
    fn a_github_run_says_who_and_what() {
        let source = facts(&Variables::from(GITHUB), None);
        assert_eq!(
            source,
            Source {
                repository: Some("github.com/acme/pipelines".into()),
                commit: Some("0123abcd".into()),
                committed_at: None,
                reference: Some("refs/heads/main".into()),
                dirty: None,
                actor: Some("octocat".into()),
                workflow: Some("publish".into()),
                run_id: Some(4242),
                run_attempt: Some(2),
                run_url: Some("https://github.com/acme/pipelines/actions/runs/4242/attempts/2".into()),
            }
        );
        assert_eq!(source.run(), Some(("github.com/acme/pipelines", 4242)));
    }

    #[test]
    fn on_a_pull_request_the_commit_is_the_authors() {
        let mut variables = Variables::from(GITHUB);
        variables.0.insert("GITHUB_EVENT_NAME".into(), "pull_request".into());
        let event = serde_json::json!({"pull_request": {"head": {"sha": "feedbeef"}}});
        assert_eq!(facts(&variables, Some(&event)).commit.as_deref(), Some("feedbeef"));
        assert_eq!(facts(&variables, None).commit.as_deref(), Some("0123abcd"));
        assert_eq!(facts(&Variables::from(GITHUB), Some(&event)).commit.as_deref(), Some("0123abcd"));
    }

    #[test]
    fn a_gitlab_pipeline_says_who_and_what() {
        let source = facts(
            &Variables::from([
                ("GITLAB_CI", "true"),
                ("CI_SERVER_HOST", "gitlab.example.com"),
                ("CI_PROJECT_PATH", "group/sub/name"),
                ("CI_COMMIT_SHA", "0123abcd"),
                ("CI_COMMIT_TIMESTAMP", "2026-11-22T10:00:00+01:00"),
                ("CI_COMMIT_REF_NAME", "main"),
                ("GITLAB_USER_LOGIN", "ada"),
                ("CI_PIPELINE_ID", "99"),
                ("CI_PIPELINE_URL", "https://gitlab.example.com/group/sub/name/-/pipelines/99"),
                ("CI_JOB_NAME", "publish"),
            ]),
            None,
        );
        assert_eq!(source.run(), Some(("gitlab.example.com/group/sub/name", 99)));
        assert_eq!(source.reference.as_deref(), Some("refs/heads/main"));
        assert_eq!(source.committed_at.unwrap().to_string(), "2026-11-22T09:00:00Z");
        assert_eq!((source.actor.as_deref(), source.workflow.as_deref()), (Some("ada"), Some("publish")));
    }

    #[test]
    fn a_tag_and_a_merge_request_have_refs_of_their_own() {
        let tag =
            Variables::from([("GITLAB_CI", "true"), ("CI_COMMIT_TAG", "v1"), ("CI_COMMIT_REF_NAME", "v1")]);
        assert_eq!(facts(&tag, None).reference.as_deref(), Some("refs/tags/v1"));
        let merge = Variables::from([
            ("GITLAB_CI", "true"),
            ("CI_MERGE_REQUEST_REF_PATH", "refs/merge-requests/1/merge"),
            ("CI_COMMIT_REF_NAME", "topic"),
            ("CI_COMMIT_SHA", "merge"),
            ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "author"),
        ]);
        let source = facts(&merge, None);
        assert_eq!(source.reference.as_deref(), Some("refs/merge-requests/1/merge"));
        assert_eq!(source.commit.as_deref(), Some("author"));
    }

    #[test]
    fn outside_a_ci_its_variables_mean_nothing() {
        let variables =
            Variables::from([("GITHUB_SHA", "x"), ("CI_COMMIT_SHA", "y"), ("GITHUB_ACTIONS", "")]);
        assert_eq!(facts(&variables, None), Source::default());
    }

    #[test]
    fn a_number_that_is_none_is_absent() {
        let variables = Variables::from([("GITHUB_ACTIONS", "true"), ("GITHUB_RUN_ID", "many")]);
        assert_eq!(facts(&variables, None).run_id, None);
    }
}
