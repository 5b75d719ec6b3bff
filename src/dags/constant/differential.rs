//! Replays cases that `tests/python/constants.py` asked CPython, from the file that `DAG_PUBLISH_CONSTANT_CASES` names
//! or from the small one that is kept beside that script.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::number::{Operator, Unary};
use super::*;

/// How often a family of cases was asked, and how often the answer was "not known".
#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    unknown: usize,
    /// Of these, how often Python gives a value that could be told.
    missed: usize,
    different: usize,
}

#[test]
fn answers_as_python() {
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/python/constants.jsonl");
    let path = std::env::var_os("DAG_PUBLISH_CONSTANT_CASES").map_or(kept, PathBuf::from);
    let cases = std::fs::read_to_string(&path).unwrap();
    let show_missed = std::env::var_os("DAG_PUBLISH_CONSTANT_MISSED").is_some();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut differences = Vec::new();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let tally = tallies.entry(case["family"].as_str().unwrap().to_owned()).or_default();
        tally.asked += 1;
        let answer = ask(&case["do"]);
        if answer == Answer::Unknown {
            tally.unknown += 1;
            if case.get("known").is_some() {
                tally.missed += 1;
                if show_missed {
                    println!("missed {line}");
                }
            }
        } else if !agrees(&answer, &case) {
            tally.different += 1;
            differences.push(format!("{}\n    here: {answer:?}", line));
        }
    }
    let total = |part: fn(&Tally) -> usize| tallies.values().map(part).sum::<usize>();
    println!("{:>8} {:>8} {:>8} {:>9}  family", "asked", "unknown", "missed", "different");
    for (family, tally) in &tallies {
        println!(
            "{:>8} {:>8} {:>8} {:>9}  {family}",
            tally.asked, tally.unknown, tally.missed, tally.different
        );
    }
    println!(
        "{:>8} {:>8} {:>8} {:>9}  all",
        total(|t| t.asked),
        total(|t| t.unknown),
        total(|t| t.missed),
        total(|t| t.different)
    );
    assert!(!tallies.is_empty(), "no cases in {}", path.display());
    let shown: Vec<&str> = differences.iter().take(60).map(String::as_str).collect();
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), shown.join("\n"));
}

/// Whether a certain answer is what Python said.
fn agrees(answer: &Answer, case: &Value) -> bool {
    match answer {
        Answer::Unknown => true,
        Answer::Raises(class) => {
            case["raises"].as_array().is_some_and(|classes| classes.iter().any(|known| known == class))
        }
        Answer::Known(value) => case.get("known").is_some_and(|known| is_same(value, &read(known))),
    }
}

/// The same classes, the same bits; sets in any order.
fn is_same(left: &Constant, right: &Constant) -> bool {
    let all = |left: &[Constant], right: &[Constant]| {
        left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
    };
    match (left, right) {
        (Constant::Float(left), Constant::Float(right)) => {
            left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan())
        }
        (Constant::List(left), Constant::List(right)) | (Constant::Tuple(left), Constant::Tuple(right)) => {
            all(left, right)
        }
        (Constant::Set(left), Constant::Set(right)) => {
            left.len() == right.len()
                && left.iter().all(|item| right.iter().any(|other| is_same(item, other)))
        }
        (Constant::Dict(left), Constant::Dict(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right.iter())
                    .all(|(left, right)| is_same(&left.0, &right.0) && is_same(&left.1, &right.1))
        }
        _ => left == right,
    }
}

/// A value as the script writes it.
fn read(value: &Value) -> Constant {
    match value {
        Value::Null => Constant::None,
        Value::Bool(value) => Constant::Bool(*value),
        Value::Number(number) => Constant::Int(number.as_i64().unwrap()),
        Value::String(text) => Constant::text(text.as_str()),
        Value::Array(tagged) => tagged_value(tagged[0].as_str().unwrap(), &tagged[1]),
        Value::Object(_) => panic!("no value: {value}"),
    }
}

fn tagged_value(tag: &str, inner: &Value) -> Constant {
    let items = || inner.as_array().unwrap().iter().map(read).collect::<Vec<_>>();
    let number = |place: usize| inner[place].as_i64().unwrap();
    let date = || Date::new(number(0), number(1), number(2)).unwrap();
    let small = |place: usize| u32::try_from(number(place)).unwrap();
    match tag {
        "f" => Constant::Float(inner.as_str().unwrap().parse().unwrap()),
        "b" => {
            let hex = inner.as_str().unwrap();
            let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            Constant::Bytes((0..hex.len()).step_by(2).map(byte).collect())
        }
        "t" => Constant::tuple(items()),
        "l" => Constant::list(items()),
        "s" => Constant::Set(items().into()),
        "d" => Constant::Dict(
            inner.as_array().unwrap().iter().map(|pair| (read(&pair[0]), read(&pair[1]))).collect(),
        ),
        "date" => Constant::Date(date()),
        "dt" => Constant::DateTime(DateTime {
            date: date(),
            hour: small(3),
            minute: small(4),
            second: small(5),
            microsecond: small(6),
            offset: inner[7].as_i64().map(|offset| i32::try_from(offset).unwrap()),
        }),
        "td" => {
            let seconds = i128::from(number(0)) * 86_400 + i128::from(number(1));
            Constant::TimeDelta(TimeDelta { microseconds: seconds * 1_000_000 + i128::from(number(2)) })
        }
        _ => panic!("no tag: {tag}"),
    }
}

/// What is called with keywords.
type Call<'a> = dyn Fn(&[(&str, Constant)]) -> Answer + 'a;

/// Our answer to an operation.
fn ask(operation: &Value) -> Answer {
    let parts: Vec<Constant> = operation.as_array().unwrap()[1..].iter().map(read).collect();
    let text = |place: usize| parts[place].as_str().unwrap();
    let args = |place: usize| match &parts[place] {
        Constant::Tuple(items) => items.to_vec(),
        other => panic!("no arguments: {other:?}"),
    };
    let keywords = |place: usize| match &parts[place] {
        Constant::Dict(pairs) => pairs
            .iter()
            .map(|(key, value)| (key.as_str().unwrap().to_owned(), value.clone()))
            .collect::<Vec<_>>(),
        other => panic!("no keywords: {other:?}"),
    };
    let named = |place: usize, call: &Call<'_>| {
        let keywords = keywords(place);
        call(&keywords.iter().map(|(key, value)| (key.as_str(), value.clone())).collect::<Vec<_>>())
    };
    match operation[0].as_str().unwrap() {
        "method" => named(3, &|keywords| method(&parts[0], text(1), &args(2), keywords)),
        "static" => named(2, &|keywords| text::static_method(text(0), &args(1), keywords)),
        "attribute" => attribute(&parts[0], text(1)),
        "binary" => number::binary(operator(text(0)), &parts[1], &parts[2]),
        "compare" => compare(operator(text(0)), &parts[1], &parts[2]),
        "unary" => number::unary(unary(text(0)), &parts[1]),
        "spec" => format::spec(&parts[0], text(1)),
        "braces" => named(2, &|keywords| format::braces(text(0), &args(1), keywords)),
        "percent" => format::percent(text(0), &parts[1]),
        "index" => sequence::index(&parts[0], &parts[1]),
        "slice" => sequence::slice(&parts[0], &parts[1], &parts[2], &parts[3]),
        "builtin" => named(2, &|keywords| builtin::call(text(0), &args(1), keywords)),
        "library" => named(2, &|keywords| library::call(text(0), &args(1), keywords)),
        "constant" => library::constant(text(0)).map_or(Answer::Unknown, Answer::Known),
        "matched" => named(2, &|keywords| match library::matched(text(0), &args(1), keywords) {
            Ok(None) => Answer::Known(Constant::None),
            Ok(Some(found)) => found.method(text(3), &args(4), &[]),
            Err(answer) => answer,
        }),
        "json" => data::json(text(0)),
        "yaml" => data::yaml(text(0), data::Schema::Safe),
        "yaml_all" => data::yaml_all(text(0), data::Schema::Safe),
        "toml" => data::toml(text(0)),
        "csv" => {
            let one = |place: usize| text(place).chars().next().unwrap();
            data::csv(text(0), data::Csv { delimiter: one(1), quote: one(2), has_names: truth(&parts[3]) })
        }
        "ini" => data::ini(text(0), false),
        other => panic!("no operation: {other}"),
    }
}

fn operator(name: &str) -> Operator {
    use Operator::*;
    [
        Add, Sub, Mult, Div, FloorDiv, Mod, Pow, BitOr, BitAnd, BitXor, LShift, RShift, Eq, NotEq, Lt, LtE,
        Gt, GtE, In, NotIn, Is, IsNot,
    ]
    .into_iter()
    .find(|operator| format!("{operator:?}") == name)
    .unwrap()
}

fn unary(name: &str) -> Unary {
    [Unary::Not, Unary::Minus, Unary::Plus, Unary::Invert]
        .into_iter()
        .find(|operator| format!("{operator:?}") == name)
        .unwrap()
}
