//! What a value is an instance of, and what it can be asked.

use super::{registers, unknown};

#[test]
fn a_plain_value_is_of_no_class_of_the_package() {
    let check = "from datetime import timedelta\nclass Late:\n    pass\ndef plain(x):\n    if isinstance(x, Late):\n        raise ValueError(x)\n    return x\n";
    for value in ["timedelta(hours=1)", "'@daily'", "None", "[1]"] {
        registers(&format!("{check}plain({value})\nd = DAG('a')"), &["a"]);
    }
    let other = "from dateutil.relativedelta import relativedelta\nfrom datetime import timedelta\n";
    registers(&format!("{other}d = DAG(str(isinstance(timedelta(1), relativedelta)))"), &["False"]);
    // A class that says itself what its instances are.
    let own = "from typing import Protocol, runtime_checkable\n@runtime_checkable\nclass Text(Protocol):\n    def upper(self): ...\n";
    unknown(&format!("{own}d = DAG('a' if isinstance('x', Text) else 'b')"), &[&["a", "b"]]);
}
