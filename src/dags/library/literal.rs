//! `ast.literal_eval` of a text that is known.

use super::super::constant::{Answer, Constant};
use crate::python::ast::{self, Expr, Number, Stmt, UnaryOp};
use crate::python::{self, Version};

/// The longest text that is read so.
const MAX_TEXT: usize = 1 << 16;

/// The value of a literal; `None` when the text is none, or more than is followed.
pub(super) fn literal(text: &str) -> Option<Constant> {
    // A text that begins with a declaration of its encoding would be decoded by it.
    let text = text.trim_start_matches([' ', '\t']);
    if text.len() > MAX_TEXT || text.contains(['#', '\0']) {
        return None;
    }
    let reading = python::read(text.as_bytes(), Version::default());
    let tree = reading.tree.filter(|_| reading.faults.is_empty())?;
    match tree.body.as_slice() {
        [Stmt::Expr(of)] => value(&of.value),
        _ => None,
    }
}

fn value(expr: &Expr) -> Option<Constant> {
    let all = |exprs: &[Expr]| exprs.iter().map(value).collect::<Option<Vec<Constant>>>();
    let known = |answer| match answer {
        Answer::Known(known) => Some(known),
        _ => None,
    };
    Some(match expr {
        Expr::NoneLiteral(_) => Constant::None,
        Expr::BooleanLiteral(of) => Constant::Bool(of.value),
        Expr::StringLiteral(of) => Constant::text(of.value.to_str()),
        Expr::BytesLiteral(of) => Constant::Bytes(of.value.bytes().collect()),
        Expr::NumberLiteral(of) => number(&of.value)?,
        Expr::UnaryOp(of) => match (of.op, of.operand.as_ref()) {
            (UnaryOp::USub, Expr::NumberLiteral(of)) => match number(&of.value)? {
                Constant::Int(of) => Constant::Int(of.checked_neg()?),
                Constant::Float(of) => Constant::Float(-of),
                _ => return None,
            },
            (UnaryOp::UAdd, Expr::NumberLiteral(of)) => number(&of.value)?,
            _ => return None,
        },
        Expr::Tuple(of) => Constant::tuple(all(&of.elts)?),
        Expr::List(of) => Constant::list(all(&of.elts)?),
        Expr::Set(of) => known(Constant::set(all(&of.elts)?))?,
        Expr::Dict(of) => {
            let pair = |item: &ast::DictItem| Some((value(item.key.as_ref()?)?, value(&item.value)?));
            known(Constant::dict(of.items.iter().map(pair).collect::<Option<Vec<_>>>()?))?
        }
        _ => return None,
    })
}

fn number(of: &Number) -> Option<Constant> {
    match of {
        Number::Int(int) => int.as_i64().map(Constant::Int),
        Number::Float(float) => Some(Constant::Float(*float)),
        Number::Complex { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_read_and_nothing_else() {
        assert_eq!(literal(" -3"), Some(Constant::Int(-3)));
        let list = Constant::list(vec![Constant::text("a"), Constant::tuple(vec![Constant::Float(1.5)])]);
        assert_eq!(literal("['a', (1.5,)]"), Some(list));
        for text in ["f(1)", "a", "1 + 1", "f'{1}'", "x = 1", "[*a]", ""] {
            assert_eq!(literal(text), None, "{text}");
        }
    }
}
