//! One dag_id, two packages, published where neither could see the other.

use crate::sync_site::{Site, of};

/// Publishes a package into a bucket of its own and copies it beside the others.
fn publish_unseen(site: &Site, package: &str, dag_id: &str) {
    let dag = format!("from airflow import DAG\n\nwith DAG(\"{dag_id}\", schedule=None):\n    pass\n");
    site.write(&format!("{package}/dags/{package}.py"), dag);
    let unseen = format!("./unseen_{package}");
    let mut command = site.command(&["publish", package, "--env", "dev", "--bucket", &unseen]);
    assert_eq!(site.answer(&mut command).code, 0);
    for part in ["dev", "releases/dev"] {
        let (from, to) = (site.path(&unseen).join(part), site.path("bucket").join(part));
        let _ = std::fs::remove_dir_all(to.join(package));
        let copied = std::process::Command::new("cp").arg("-rp").arg(from.join(package)).arg(to).status();
        assert!(copied.unwrap().success());
    }
}

#[test]
fn an_id_that_two_packages_list_goes_to_one_and_the_other_is_held_and_told() {
    let site = Site::new();
    site.publish("owner", &["shared"], "one");
    publish_unseen(&site, "latecomer", "shared");
    publish_unseen(&site, "stepping_back", "its_own");
    publish_unseen(&site, "stepping_back", "shared");
    let report = site.report(&[], 0);
    let [late, back] = ["latecomer", "stepping_back"].map(|name| of(&report, name));
    assert_eq!((&late["state"], &late["live"]), (&"held".into(), &serde_json::Value::Null));
    assert_eq!((&back["state"], &back["live"], &back["newest"]), (&"held".into(), &1.into(), &2.into()));
    assert_eq!(site.names(), ["owner/dags/shared.py", "stepping_back/dags/stepping_back.py"]);
    site.once(0).says(&[
        "latecomer — not placed; r1 is the newest",
        "stepping_back — held at r1; r2 is the newest",
        "r2 lists the dag_id `shared`, which `owner` keeps",
        "--take shared",
        "and 1 package up to date",
    ]);
    site.sync(&["--once", "--strict"], 6);
    // The package that has it is absent for a moment: nobody gets its id meanwhile.
    std::fs::rename(site.path("bucket/dev/owner"), site.path("owner_away")).unwrap();
    let before = site.live();
    site.once(0).says(&["owner — stays at r1, missing from the bucket"]);
    assert_eq!(site.live(), before);
    std::fs::rename(site.path("owner_away"), site.path("bucket/dev/owner")).unwrap();
    // It gives the id up: the next who lists it gets it.
    site.publish("owner", &["another"], "two");
    site.once(0).says(&["owner — placed r2 (was r1)"]);
    let with_it = site.live().values().filter(|text| text.contains("\"shared\"")).count();
    assert_eq!(with_it, 1, "{:?}", site.live());
}
