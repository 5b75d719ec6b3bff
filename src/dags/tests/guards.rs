//! Settings whose values are looked at before they are used.

use super::*;

#[test]
fn a_guard_that_the_default_passes_leaves_the_file_certain() {
    for guard in [
        "if env not in ('dev', 'prod'):\n    raise ValueError(env)",
        "if env != 'dev' and env != 'prod':\n    raise ValueError",
        "if not (env == 'dev' or env == 'prod'):\n    raise ValueError",
        "if env.lower() not in KNOWN:\n    raise ValueError",
        "assert env in KNOWN",
        "def check(env):\n    if env not in KNOWN:\n        raise ValueError\ncheck(env)",
    ] {
        let body = format!("env = os.getenv('ENV', 'dev')\nKNOWN = {{'dev', 'prod'}}\n{guard}\nd = DAG('a')");
        registers(&body, &["a"]);
        // The id of one that is named after it is not known for all that.
        unknown(&body.replace("'a'", "env"), &[&["dev"]]);
    }
}

#[test]
fn a_guard_that_the_default_does_not_pass_leaves_the_file_in_doubt() {
    for guard in [
        "if env == 'dev':\n    raise ValueError",
        "if env not in ('test', 'prod'):\n    raise ValueError",
        "if env in ext.REFUSED:\n    raise ValueError",
        "assert env == 'prod'",
        "if not other:\n    raise ValueError",
        "if env not in ('dev', 'prod') or not other:\n    raise ValueError",
    ] {
        let body = format!(
            "import ext\nenv = os.getenv('ENV', 'dev')\nother = os.getenv('OTHER')\n{guard}\nd = DAG('a')"
        );
        unknown(&body, &[&["a"]]);
    }
}
