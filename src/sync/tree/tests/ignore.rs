//! `.airflowignore`: ours last, theirs kept, written before anything is staged.

use std::sync::Arc;

use super::package::{self, document, files};
use crate::sync::tree::TreeError;
use crate::sync::tree::disk::Place;
use crate::sync::tree::sim_disk::SimDisk;

const OURS: &str = "^\\.dag-sync(/|$)\n/.dag-sync/\n";
const BLOCK: &str =
    "# dag-sync: from the bucket's .airflowignore\nteam\n# dag-sync: end of the bucket's .airflowignore\n";

fn text(disk: &SimDisk) -> Option<String> {
    let tree = disk.contents().tree(&Place::dest(".airflowignore"))?;
    Some(String::from_utf8_lossy(tree.values().next()?).into_owned())
}

fn planted(state_in_dest: bool, content: &str) -> Arc<SimDisk> {
    let disk = Arc::new(SimDisk::new(state_in_dest));
    disk.plant(&Place::dest(".airflowignore"), content.as_bytes(), 50_000);
    disk
}

#[test]
fn the_lines_are_there_before_anything_is_staged_and_users_lines_stay_before_them() {
    for (users, expected) in [
        ("", String::new()),
        ("scratch\n", "scratch\n".into()),
        ("scratch", "scratch\n".into()),
        ("a\r\n!b\r\n", "a\n!b\n".into()),
        ("/.dag-sync/\n!/.dag-sync/\n", "!/.dag-sync/\n".into()),
        (OURS, String::new()),
    ] {
        let disk = planted(true, users);
        disk.watch(|now| {
            let staged =
                !now.names(&Place::state("staging")).iter().all(|name| name.starts_with(".airflowignore"));
            let ignored = now
                .tree(&Place::dest(".airflowignore"))
                .is_some_and(|tree| tree.values().all(|bytes| bytes.ends_with(OURS.as_bytes())));
            if staged && !ignored { Err("staged before Airflow was kept out".into()) } else { Ok(()) }
        });
        let (tree, _) = package::open(&disk).unwrap();
        let _ = tree.stage(&document("p", 1), &files(1)).unwrap();
        assert_eq!(text(&disk).unwrap(), format!("{expected}{OURS}"), "{users:?}");
        assert_eq!(disk.violation(), None);
    }
}

#[test]
fn lines_that_someone_removed_come_back_with_the_next_cycle() {
    let disk = Arc::new(SimDisk::new(true));
    let (tree, _) = package::open(&disk).unwrap();
    disk.plant(&Place::dest(".airflowignore"), b"mine\n!/.dag-sync/\n", 50_000);
    tree.check().unwrap();
    assert_eq!(text(&disk).unwrap(), format!("mine\n!/.dag-sync/\n{OURS}"));
    let changes = disk.changes();
    tree.check().unwrap();
    assert_eq!(disk.changes(), changes, "nothing to write");
    disk.wipe(&Place::dest(".airflowignore"));
    tree.check().unwrap();
    assert_eq!(text(&disk).unwrap(), OURS);
}

#[test]
fn the_teams_lines_come_first_and_go_with_the_teams_file() {
    let disk = planted(true, "mine\n");
    let (tree, _) = package::open(&disk).unwrap();
    assert!(tree.set_team_ignores(Some("team\n".into())).unwrap());
    assert_eq!(text(&disk).unwrap(), format!("{BLOCK}mine\n{OURS}"));
    assert!(!tree.set_team_ignores(Some("team".into())).unwrap());
    // After a restart they stay until the bucket was listed.
    drop(tree);
    let (tree, _) = package::open(&disk).unwrap();
    assert_eq!(text(&disk).unwrap(), format!("{BLOCK}mine\n{OURS}"));
    tree.set_team_ignores(None).unwrap();
    assert_eq!(text(&disk).unwrap(), format!("mine\n{OURS}"));
}

#[test]
fn the_teams_lines_are_told_as_they_are_now() {
    for (content, expected) in [
        ("", None),
        ("mine\n", None),
        (BLOCK, Some("team\n")),
        ("mine\n# dag-sync: from the bucket's .airflowignore\na\r\n\nb", Some("a\n\nb\n")),
        ("# dag-sync: end of the bucket's .airflowignore\nmine\n", None),
    ] {
        let disk = planted(false, content);
        let (tree, _) = package::open(&disk).unwrap();
        assert_eq!(tree.team_ignores().unwrap().as_deref(), expected.map(str::as_bytes), "{content:?}");
    }
    let disk = Arc::new(SimDisk::new(true));
    let (tree, _) = package::open(&disk).unwrap();
    assert_eq!(tree.team_ignores().unwrap(), None);
    tree.set_team_ignores(Some("one\n!two".into())).unwrap();
    assert_eq!(tree.team_ignores().unwrap().unwrap(), b"one\n!two\n");
    tree.set_team_ignores(None).unwrap();
    assert_eq!(tree.team_ignores().unwrap(), None);
    disk.plant_link(&Place::dest(".airflowignore"));
    assert_eq!(tree.team_ignores().unwrap(), None);
}

#[test]
fn what_aws_s3_sync_brought_is_the_teams_file_itself() {
    let disk = planted(false, "team\n");
    let (tree, _) = package::open(&disk).unwrap();
    assert_eq!(text(&disk).unwrap(), "team\n", "nothing to say with the state folder elsewhere");
    tree.set_team_ignores(Some("team\n".into())).unwrap();
    assert_eq!(text(&disk).unwrap(), BLOCK);
}

#[test]
fn a_team_file_that_airflow_could_not_read_is_refused() {
    let disk = Arc::new(SimDisk::new(true));
    let (tree, _) = package::open(&disk).unwrap();
    assert!(matches!(tree.set_team_ignores(Some(vec![0xff].into())), Err(TreeError::Content(_))));
}

#[test]
fn a_link_in_its_place_is_a_wrong_set_up() {
    let disk = Arc::new(SimDisk::new(true));
    disk.plant_link(&Place::dest(".airflowignore"));
    assert!(package::open(&disk).unwrap_err().is_configuration());
}
