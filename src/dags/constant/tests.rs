use super::*;

const SAFE: data::Schema = data::Schema::Safe;

fn text(text: &str) -> Constant {
    Constant::text(text)
}

fn known(value: Constant) -> Answer {
    Answer::Known(value)
}

fn ask(receiver: &str, name: &str, args: &[Constant]) -> Answer {
    text::method(receiver, name, args, &[])
}

/// A list of lists, each holding the one below twice: small in memory, endless to walk.
fn bomb() -> Constant {
    let mut value = Constant::list(vec![Constant::Int(1)]);
    for _ in 0..60 {
        value = Constant::list(vec![value.clone(), value]);
    }
    value
}

#[test]
fn a_name_is_made_from_parts() {
    let parts = Constant::list(vec![text("etl"), text("orders"), text("v2")]);
    assert_eq!(ask("_", "join", &[parts]), known(text("etl_orders_v2")));
    assert_eq!(
        format::percent("%s_%03d", &Constant::tuple(vec![text("load"), Constant::Int(7)])),
        known(text("load_007"))
    );
    assert_eq!(format::braces("{name!r:>8}", &[], &[("name", text("a"))]), known(text("     'a'")));
    let args = [text("[^a-z0-9]+"), text("_"), text("my dag: v2")];
    assert_eq!(library::call("re.sub", &args, &[]), known(text("my_dag_v2")));
}

#[test]
fn an_exception_is_told_by_its_class() {
    assert_eq!(ask("a", "index", &[text("b")]), Answer::Raises("ValueError"));
    assert_eq!(ask("{a}", "format", &[]), Answer::Raises("KeyError"));
    assert_eq!(ask("a", "join", &[Constant::Int(1)]), Answer::Raises("TypeError"));
    assert_eq!(
        number::binary(Operator::Mod, &Constant::Int(1), &Constant::Int(0)),
        Answer::Raises("ZeroDivisionError")
    );
    assert_eq!(data::json("{"), Answer::Raises("JSONDecodeError"));
    assert_eq!(data::yaml("a: 1\n---\nb: 2\n", SAFE), Answer::Raises("YAMLError"));
}

#[test]
fn numbers_are_equal_across_classes_and_share_a_place_in_a_dictionary() {
    let pairs = [
        (Constant::Int(1), text("int")),
        (Constant::Bool(true), text("bool")),
        (Constant::Float(1.0), text("float")),
    ];
    let Answer::Known(dict) = Constant::dict(pairs) else { panic!("no dictionary") };
    assert_eq!(dict, Constant::Dict([(Constant::Int(1), text("float"))].into()));
    assert_eq!(equal(&Constant::Int(1), &Constant::Bool(true)), Some(true));
    assert_eq!(equal(&Constant::Int(i64::MAX), &Constant::Float(9_223_372_036_854_775_807.0)), Some(false));
}

#[test]
fn the_order_of_a_set_is_unknown_unless_nothing_hangs_on_it() {
    let Answer::Known(set) = Constant::set([text("b"), text("a")]) else { panic!("no set") };
    assert_eq!(ask(",", "join", std::slice::from_ref(&set)), Answer::Unknown);
    assert_eq!(repr(&set), Answer::Unknown);
    assert_eq!(builtin::call("sorted", &[set], &[]), known(Constant::list(vec![text("a"), text("b")])));
}

#[test]
fn whether_a_nan_is_in_a_list_hangs_on_its_identity() {
    let nan = Constant::Float(f64::NAN);
    assert_eq!(compare(Operator::Eq, &nan, &nan), known(Constant::Bool(false)));
    assert_eq!(compare(Operator::In, &nan, &Constant::list(vec![nan.clone()])), Answer::Unknown);
}

#[test]
fn integers_beyond_64_bits_are_not_known() {
    assert_eq!(number::binary(Operator::Pow, &Constant::Int(2), &Constant::Int(64)), Answer::Unknown);
    assert_eq!(number::unary(number::Unary::Minus, &Constant::Int(i64::MIN)), Answer::Unknown);
    assert_eq!(data::json("9223372036854775808"), Answer::Unknown);
}

#[test]
fn a_result_that_is_too_big_is_not_known() {
    let ten = Constant::Int(10_000_000);
    assert_eq!(number::binary(Operator::Mult, &text("ab"), &ten), Answer::Unknown);
    assert_eq!(builtin::call("range", std::slice::from_ref(&ten), &[]), Answer::Unknown);
    assert_eq!(ask("a", "zfill", std::slice::from_ref(&ten)), Answer::Unknown);
    assert_eq!(ask("a", "replace", &[text(""), text(&"x".repeat(MAX_TEXT))]), Answer::Unknown);
    assert_eq!(format::spec(&Constant::Int(1), "10000000d"), Answer::Unknown);
    let many = Constant::list(vec![Constant::None; 200]);
    assert_eq!(library::call("itertools.product", &[many.clone(), many.clone(), many], &[]), Answer::Unknown);
}

#[test]
fn what_holds_itself_many_times_over_ends_soon() {
    let bomb = bomb();
    assert_eq!(repr(&bomb), Answer::Unknown);
    assert_eq!(equal(&bomb, &super::tests::bomb()), None);
    assert_eq!(library::call("json.dumps", std::slice::from_ref(&bomb), &[]), Answer::Unknown);
    assert_eq!(hashable(&Constant::tuple(vec![bomb])), Some(false));
    let lines: String = (1..40).map(|n| format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1)).collect();
    assert!(matches!(data::yaml(&format!("a0: &a0 [1]\n{lines}"), SAFE), Answer::Known(_)));
}

#[test]
fn what_is_nested_too_deep_is_not_known() {
    let deep = 5_000;
    assert_eq!(data::json(&format!("{}{}", "[".repeat(deep), "]".repeat(deep))), Answer::Unknown);
    assert_eq!(data::yaml(&format!("{}{}", "[".repeat(deep), "]".repeat(deep)), SAFE), Answer::Unknown);
    assert_eq!(data::toml(&format!("a = {}{}", "[".repeat(deep), "]".repeat(deep))), Answer::Unknown);
    let pattern = format!("{}a{}", "(".repeat(deep), ")".repeat(deep));
    assert_eq!(library::call("re.findall", &[text(&pattern), text("a")], &[]), Answer::Unknown);
    let mut value = Constant::None;
    for _ in 0..MAX_DEPTH + 1 {
        value = Constant::list(vec![value]);
    }
    assert_eq!(repr(&value), Answer::Unknown);
}

#[test]
fn yaml_is_read_as_version_1_1() {
    let file = "on: yes\nmode: 0755\ntime: 12:30\nversion: 1.10\nwhen: 2024-01-31\nids: &ids {a: 1}\nmore: {<<: *ids, b: 2}\n";
    let Answer::Known(Constant::Dict(pairs)) = data::yaml(file, SAFE) else { panic!("no mapping") };
    let value = |key: Constant| pairs.iter().find(|(known, _)| *known == key).map(|(_, value)| value.clone());
    assert_eq!(value(Constant::Bool(true)), Some(Constant::Bool(true)));
    assert_eq!(value(text("mode")), Some(Constant::Int(0o755)));
    assert_eq!(value(text("time")), Some(Constant::Int(750)));
    assert_eq!(value(text("version")), Some(Constant::Float(1.1)));
    assert_eq!(value(text("when")), Some(Constant::Date(Date { year: 2024, month: 1, day: 31 })));
    let merged = [(text("a"), Constant::Int(1)), (text("b"), Constant::Int(2))];
    assert_eq!(value(text("more")), Some(Constant::Dict(merged.into())));
    assert_eq!(data::yaml("a: !custom 1\n", SAFE), Answer::Unknown);
}

#[test]
fn toml_keeps_the_order_of_the_file() {
    let Answer::Known(Constant::Dict(pairs)) = data::toml("z = 1\na = 2\n[m]\nk = 'v'\n") else {
        panic!("no table")
    };
    let keys: Vec<&str> = pairs.iter().filter_map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["z", "a", "m"]);
    assert_eq!(data::toml("a = {b = 1,\n}\n"), Answer::Unknown);
}

#[test]
fn a_pattern_that_engines_may_read_differently_is_not_followed() {
    for pattern in [r"a(?=b)b", r"(a)\1", r"(a*)*", r"[[:alpha:]]", r"a++", r"(?x) a", r"a{1"] {
        assert_eq!(
            library::call("re.split", &[text(pattern), text("ab")], &[]),
            Answer::Unknown,
            "{pattern}"
        );
    }
    assert_eq!(library::call("re.split", &[text(r"\w"), text("é")], &[]), Answer::Unknown);
    assert_eq!(library::call("re.split", &[text(r"a$"), text("a\n")], &[]), Answer::Unknown);
}

#[test]
fn a_match_gives_its_groups() {
    let args = [text(r"(?P<team>[a-z]+)_(\d+)?"), text("x sales_")];
    let Ok(Some(found)) = library::matched("re.search", &args, &[]) else { panic!("no match") };
    assert_eq!(found.method("group", &[text("team")], &[]), known(text("sales")));
    assert_eq!(found.method("groups", &[], &[]), known(Constant::tuple(vec![text("sales"), Constant::None])));
    assert_eq!(found.method("start", &[], &[]), known(Constant::Int(2)));
    assert_eq!(found.method("group", &[Constant::Int(3)], &[]), Answer::Raises("IndexError"));
}

#[test]
fn a_day_is_moved_and_written() {
    let Answer::Known(day) =
        library::call("datetime.datetime.strptime", &[text("20240131"), text("%Y%m%d")], &[])
    else {
        panic!("no moment")
    };
    let Answer::Known(span) = library::call("datetime.timedelta", &[], &[("days", Constant::Int(30))]) else {
        panic!("no span")
    };
    let Answer::Known(later) = number::binary(Operator::Add, &day, &span) else { panic!("no sum") };
    assert_eq!(method(&later, "strftime", &[text("%Y_%m_%d %a")], &[]), known(text("2024_03_01 Fri")));
    assert_eq!(attribute(&later, "month"), known(Constant::Int(3)));
}
