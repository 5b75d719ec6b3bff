//! What the machine decides while a file is imported, and what old Python had.

use super::*;

#[test]
fn a_setting_that_may_not_be_there_keeps_a_file_that_needs_it_in_doubt() {
    for needs in [
        "os.getenv('X').split(',')",
        "int(os.environ.get('X'))",
        "os.path.join(os.getenv('X'), 'a')",
        "'a' + os.getenv('X')",
        "os.getenv('X')['a']",
        "{'dev': 1}[os.getenv('X')]",
        "[one for one in os.environ.get('X')]",
        "'a' in os.getenv('X')",
        "int(os.getenv('X', ''))",
        "os.environ['X']",
    ] {
        unknown(&format!("import os\ny = {needs}\nd = DAG('a')"), &[&["a"]]);
    }
    unknown("import os\nassert os.getenv('X')\nd = DAG('a')", &[&["a"]]);
    unknown("import os\nos.environ['Z'] = os.getenv('X')\nd = DAG('a')", &[&["a"]]);
}

#[test]
fn a_text_that_a_condition_rules_out_is_no_longer_one_of_several() {
    registers(
        "from datetime import datetime\nfrom airflow.models import Variable\nx = Variable.get('x', '')\nx = x if x != '' else None\nif x is None:\n    x = '2024-01-01'\nd = DAG('a', start_date=datetime.strptime(x, '%Y-%m-%d'))",
        &["a"],
    );
}

#[test]
fn a_setting_that_is_asked_for_first_is_there() {
    for guarded in [
        "y = os.environ['X'] if 'X' in os.environ else 'd'",
        "if 'X' not in os.environ:\n    os.environ['X'] = 'x'\ny = os.environ['X']",
        "os.environ.setdefault('X', 'x')\ny = os.environ['X']",
        "if os.getenv('X') and os.environ['X'].lower() == 'x':\n    pass",
        "x = os.getenv('X')\nif x:\n    x.split(',')",
        "x = os.getenv('X')\nif not x:\n    x = 'd'\ny = x.split(',')",
        "x = os.getenv('X')\ny = [] if x is None else x.split(',')",
        "x = os.getenv('X') or 'd'\ny = x.split(',')",
        "if (x := os.getenv('X')):\n    x.split(',')",
        "def f():\n    x = os.getenv('X')\n    if x is None:\n        return 0\n    return int(x)\ny = f()",
        "try:\n    y = int(os.getenv('X'))\nexcept TypeError:\n    y = 0",
    ] {
        registers(&format!("import os\n{guarded}\nd = DAG('a')"), &["a"]);
    }
    registers("import os\nos.environ['X'] = 'x'\nd = DAG('a_' + os.getenv('X'))", &["a_x"]);
    unknown(
        "import os\nos.environ['X'] = 'x'\ndel os.environ['X']\ny = os.environ['X']\nd = DAG('a')",
        &[&["a"]],
    );
}

#[test]
fn a_call_that_asks_the_machine_keeps_the_file_in_doubt() {
    for asks in [
        "import requests\nx = requests.get('http://x')",
        "import subprocess\nx = subprocess.check_output(['git'])",
        "from pathlib import Path\nx = Path('/x').read_text()",
        "from airflow.configuration import conf\nx = conf.get('ours', 'x')",
        "import configparser\nc = configparser.ConfigParser()\nc.read('/x')\nx = c['a']['b']",
    ] {
        unknown(&format!("{asks}\nd = DAG('a')"), &[&["a"]]);
    }
    registers(
        "from airflow.configuration import conf\nx = conf.get('core', 'dags_folder')\nd = DAG('a')",
        &["a"],
    );
    registers("import requests\ndef f():\n    return requests.get('http://x')\nd = DAG('a')", &["a"]);
}

#[test]
fn what_only_python_2_had_is_not_there() {
    for old in [
        "{'a': 1}.iteritems()",
        "{'a': 1}.has_key('a')",
        "{'a': 1}.keys()[0]",
        "{'a': 1}.items() + [1]",
        "{'a': 1}.keys().sort()",
        "'a'.decode('utf8')",
        "[1].push(2)",
    ] {
        let outcome = examine_text(&with_imports(&format!("x = {old}\nd = DAG('a')")), THREE);
        assert_eq!(ids(&outcome), [""; 0], "{old}");
        assert_ne!(outcome.unresolved, [], "{old}");
    }
    for airflow in BOTH {
        faults("from itertools import izip\nd = DAG('a')", airflow, &[FaultKind::ImportFails]);
        let text = with_imports("import string\nx = string.join(['a'])\nd = DAG('a')");
        assert_eq!(ids(&examine_text(&text, airflow)), [""; 0]);
    }
    registers(
        "try:\n    from itertools import izip\nexcept ImportError:\n    izip = zip\nd = DAG('a')",
        &["a"],
    );
    registers("o = {'a': 1}\nk = o.keys() - {'b'}\nd = DAG('_'.join(k))", &["a"]);
    registers(
        "o = {'a': 1}\nx = o.iteritems() if hasattr(o, 'iteritems') else o.items()\nd = DAG('a')",
        &["a"],
    );
}

#[test]
fn a_dag_stands_beside_no_arrow() {
    let body = "from airflow.models.baseoperator import BaseOperator\nwith DAG('a') as d:\n    t = BaseOperator(task_id='t')\n";
    for airflow in BOTH {
        for relation in ["d >> t", "t >> d"] {
            let outcome = examine_text(&with_imports(&format!("{body}    {relation}")), airflow);
            assert_eq!(ids(&outcome), [""; 0], "{relation}");
        }
    }
    registers(&format!("{body}    try:\n        d >> t\n    except AttributeError:\n        pass"), &["a"]);
}

#[test]
fn a_second_task_of_one_id_is_caught_where_it_is_built() {
    let body = "from airflow.models.baseoperator import BaseOperator\nwith DAG('a') as d:\n    BaseOperator(task_id='t')\n";
    let twin = "    try:\n        BaseOperator(task_id='t')\n    except ";
    registers(&format!("{body}{twin}Exception:\n        pass"), &["a"]);
    for airflow in BOTH {
        faults(&format!("{body}{twin}KeyError:\n        pass"), airflow, &[FaultKind::TaskIdDuplicate]);
    }
}

#[test]
fn a_time_zone_that_does_not_exist_keeps_the_file_in_doubt() {
    let zones = "import pendulum, pytz, zoneinfo\n";
    for known in [
        "pendulum.timezone('Europe/Berlin')",
        "pendulum.datetime(2024, 1, 1, tz='local')",
        "pendulum.today('utc')",
        "zoneinfo.ZoneInfo(key='US/Pacific')",
        "pytz.timezone('europe/berlin')",
    ] {
        registers(&format!("{zones}x = {known}\nd = DAG('a')"), &["a"]);
    }
    for unheard in [
        "pendulum.timezone('America/NewYork')",
        "pendulum.datetime(2024, 1, 1, tz='Berlin')",
        "zoneinfo.ZoneInfo('local')",
        "pytz.timezone('UTC+3')",
    ] {
        unknown(&format!("{zones}x = {unheard}\nd = DAG('a')"), &[&["a"]]);
    }
}

#[test]
fn an_option_of_airflow_that_has_no_value_by_itself_keeps_the_file_in_doubt() {
    let conf = "from airflow.configuration import conf\n";
    for asks in [
        "conf.get('core', 'dags_folder')",
        "conf.getint('CORE', 'PARALLELISM')",
        "conf.get(section='core', key='fernet_key')",
        "conf.get('smtp', 'smtp_user', fallback=None)",
        "conf.get('ours', name)",
        "conf.getjson('ours', 'teams')",
        "conf.has_option('ours', 'teams')",
    ] {
        registers(&format!("{conf}from ext import name\nx = {asks}\nd = DAG('a')"), &["a"]);
    }
    for asks in ["conf.get('smtp', 'smtp_user')", "conf.getboolean('ours', 'is_test')"] {
        unknown(&format!("{conf}x = {asks}\nd = DAG('a')"), &[&["a"]]);
        registers(
            &format!("{conf}try:\n    x = {asks}\nexcept Exception:\n    x = ''\nd = DAG('a')"),
            &["a"],
        );
        registers(&format!("{conf}def f():\n    return {asks}\nd = DAG('a')"), &["a"]);
    }
    unknown(
        "from airflow import configuration\nx = configuration.conf.get('a', 'b')\nd = DAG('a')",
        &[&["a"]],
    );
}
