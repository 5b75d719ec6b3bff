//! The walk over expressions.

use std::collections::HashSet;

use ruff_python_ast::{
    Comprehension, Expr, ExprContext, ExprNamed, ExprNumberLiteral, FStringPart, Identifier,
    InterpolatedStringElement, InterpolatedStringElements, Number,
};
use ruff_text_size::{Ranged, TextRange};

use super::FaultKind;
use super::scope::{Block, Kind, for_each_name};
use super::semantic::{Check, Problem};

/// The digits of a decimal integer that Python converts (`sys.int_info.default_max_str_digits`).
const DIGITS: usize = 4300;

impl<'a> Check<'a> {
    /// Goes a node deeper; false where CPython goes no further.
    pub(super) fn descend(&mut self, range: TextRange) -> bool {
        if self.depth >= super::depth::nodes(self.minor) || self.right > super::depth::PARSER {
            self.too_deep(range);
            return false;
        }
        self.depth += 1;
        true
    }

    fn too_deep(&mut self, range: TextRange) {
        if !self.problems.iter().any(|problem| problem.kind == FaultKind::Depth) {
            let message = "more expressions or statements inside each other than Python compiles".to_owned();
            self.problems.push(Problem { kind: FaultKind::Depth, range, message });
        }
    }

    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn expression(&mut self, expr: &'a Expr) {
        match expr {
            // The many that hold nothing.
            Expr::Name(name) => {
                if self.names_debug && name.id.as_str() == "__debug__" {
                    self.constant(name.range, name.ctx);
                }
                if self.depth < super::depth::nodes(self.minor) {
                    return;
                }
            }
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => return,
            Expr::NumberLiteral(number) => return self.number(number),
            _ => {}
        }
        if !self.descend(expr.range()) {
            return;
        }
        match expr {
            Expr::Attribute(of) => {
                if self.names_debug && of.attr.as_str() == "__debug__" {
                    self.constant(of.range, of.ctx);
                }
                self.expression(&of.value);
            }
            Expr::Call(of) => {
                self.expression(&of.func);
                self.arguments(&of.arguments);
            }
            Expr::BinOp(of) => {
                self.expression(&of.left);
                let deeper = if of.op == ruff_python_ast::Operator::Pow { 2 } else { 0 };
                self.rightwards(deeper, &of.right);
            }
            Expr::UnaryOp(of) => self.rightwards(1, &of.operand),
            Expr::BoolOp(of) => of.values.iter().for_each(|value| self.expression(value)),
            Expr::Compare(of) => {
                self.expression(&of.left);
                of.comparators.iter().for_each(|value| self.expression(value));
            }
            Expr::Subscript(of) => {
                self.expression(&of.value);
                self.expression(&of.slice);
            }
            Expr::Slice(of) => {
                of.lower.iter().chain(&of.upper).chain(&of.step).for_each(|value| self.expression(value));
            }
            Expr::Tuple(of) => self.elements(&of.elts, of.ctx, of.range),
            Expr::List(of) => self.elements(&of.elts, of.ctx, of.range),
            Expr::Set(of) => self.elements(&of.elts, ExprContext::Load, of.range),
            Expr::Dict(of) => {
                for item in &of.items {
                    item.key.iter().for_each(|key| self.expression(key));
                    self.expression(&item.value);
                }
            }
            Expr::If(of) => {
                self.expression(&of.test);
                self.expression(&of.body);
                self.rightwards(1, &of.orelse);
            }
            Expr::FString(of) => {
                for part in &of.value {
                    if let FStringPart::FString(part) = part {
                        self.interpolated(&part.elements, 1);
                    }
                }
            }
            Expr::TString(of) => of.value.iter().for_each(|part| self.interpolated(&part.elements, 1)),
            _ => self.scoped(expr),
        }
        self.ascend();
    }

    /// The expressions that have a scope, or that ask for one.
    fn scoped(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Lambda(of) => {
                self.no_scope_of_a_class(of.range, "lambda");
                of.parameters.iter().for_each(|parameters| {
                    self.defaults(parameters);
                    self.parameters(parameters);
                });
                self.inside(Kind::Lambda, |check| check.rightwards(2, &of.body));
            }
            Expr::ListComp(of) => self.comprehension(&[&of.elt], &of.generators, of.range, false),
            Expr::SetComp(of) => self.comprehension(&[&of.elt], &of.generators, of.range, false),
            Expr::Generator(of) => self.comprehension(&[&of.elt], &of.generators, of.range, true),
            Expr::DictComp(of) => match &of.key {
                Some(key) => self.comprehension(&[key, &of.value], &of.generators, of.range, false),
                None => self.comprehension(&[&of.value], &of.generators, of.range, false),
            },
            Expr::Named(of) => self.named(of),
            Expr::Await(of) => {
                self.awaits(of.range);
                self.expression(&of.value);
            }
            Expr::Yield(of) => {
                self.yields(of.range, false);
                of.value.iter().for_each(|value| self.expression(value));
            }
            Expr::YieldFrom(of) => {
                self.yields(of.range, true);
                self.expression(&of.value);
            }
            Expr::Starred(of) => {
                // Where one may stand, the walk goes past it.
                let message = match of.ctx {
                    ExprContext::Store => "starred assignment target must be in a list or tuple",
                    _ => "can't use starred expression here",
                };
                self.refuse_evaluated(of.range, message);
                self.expression(&of.value);
            }
            _ => {}
        }
    }

    fn rightwards(&mut self, by: usize, expr: &'a Expr) {
        self.right += by;
        if self.right > super::depth::PARSER {
            self.too_deep(expr.range());
        } else {
            self.expression(expr);
        }
        self.right -= by;
    }

    fn elements(&mut self, elements: &'a [Expr], ctx: ExprContext, range: TextRange) {
        let mut starred = false;
        for (index, element) in elements.iter().enumerate() {
            // The parser crate takes `yield, x` for a tuple that begins with a `yield`.
            if let Expr::Yield(of) = element
                && of.value.is_none()
                && self
                    .text
                    .get(of.range.end().to_usize()..)
                    .is_some_and(|rest| rest.trim_start().starts_with(','))
            {
                self.refuse(of.range, "invalid syntax: a 'yield' in a tuple needs parentheses");
            }
            let Expr::Starred(star) = element else {
                self.expression(element);
                continue;
            };
            if ctx.is_store() && starred {
                self.refuse_evaluated(range, "multiple starred expressions in assignment");
            } else if ctx.is_store() && index >= 256 {
                self.refuse_evaluated(range, "too many expressions in star-unpacking assignment");
            }
            starred = true;
            self.expression(&star.value);
        }
    }

    /// The fields of an f-string or t-string, at this level of fields inside format specifications.
    fn interpolated(&mut self, elements: &'a InterpolatedStringElements, level: usize) {
        for element in elements {
            let InterpolatedStringElement::Interpolation(field) = element else { continue };
            let most = if self.minor >= 12 { 3 } else { 2 };
            if level > most {
                return self.refuse(field.range, "f-string: expressions nested too deeply");
            }
            self.expression(&field.expression);
            if let Some(spec) = &field.format_spec {
                self.interpolated(&spec.elements, level + 1);
            }
        }
    }

    fn constant(&mut self, range: TextRange, ctx: ExprContext) {
        match ctx {
            ExprContext::Store => self.refuse_evaluated(range, "cannot assign to __debug__"),
            ExprContext::Del => self.refuse_evaluated(range, "cannot delete __debug__"),
            _ => {}
        }
    }

    fn number(&mut self, number: &'a ExprNumberLiteral) {
        let length = number.range.len().to_usize();
        if length <= DIGITS {
            return;
        }
        if let Number::Int(int) = &number.value {
            let text = int.to_string();
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            if digits > DIGITS
                && !text.starts_with("0x")
                && !text.starts_with("0o")
                && !text.starts_with("0b")
            {
                let message = format!(
                    "exceeds the limit ({DIGITS} digits) for integer string conversion: value has {digits} digits"
                );
                self.refuse(number.range, message);
            }
        }
    }

    fn comprehension(
        &mut self,
        parts: &[&'a Expr],
        generators: &'a [Comprehension],
        range: TextRange,
        is_generator: bool,
    ) {
        let Some((first, rest)) = generators.split_first() else { return };
        self.no_scope_of_a_class(range, "comprehension");
        self.iterated(&first.iter);
        let mut is_async = false;
        self.inside(Kind::Comprehension { is_generator }, |check| {
            let counted = if check.minor >= 10 { generators } else { &[] };
            let blocks = vec![Block::Other; counted.iter().filter(|generator| generator.is_async).count()];
            check.top().awaits = generators.iter().any(|generator| generator.is_async);
            check.in_blocks(&blocks, range, |check| {
                check.target(&first.target);
                first.ifs.iter().for_each(|condition| check.expression(condition));
                for generator in rest {
                    check.target(&generator.target);
                    check.iterated(&generator.iter);
                    generator.ifs.iter().for_each(|condition| check.expression(condition));
                }
                parts.iter().for_each(|part| check.expression(part));
            });
            is_async = check.top().awaits && !is_generator;
        });
        if is_async {
            self.async_comprehension(range);
        }
    }

    /// A comprehension that awaits, directly in the current scope.
    fn async_comprehension(&mut self, range: TextRange) {
        match self.kind() {
            Kind::Comprehension { is_generator } if self.minor >= 11 => {
                // It makes what is around it one too; a generator may always be one.
                self.top().awaits |= !is_generator;
            }
            kind if self.minor < 11 && !matches!(kind, Kind::Module(_) | Kind::Class(_)) => {
                self.top().async_comprehension.get_or_insert(range);
            }
            kind if kind.is_async_function() => {}
            _ => {
                self.refuse_evaluated(range, "asynchronous comprehension outside of an asynchronous function")
            }
        }
    }

    fn iterated(&mut self, expr: &'a Expr) {
        let before = std::mem::replace(&mut self.top().iterated, true);
        self.expression(expr);
        self.top().iterated = before;
    }

    fn target(&mut self, target: &'a Expr) {
        self.top().targets.push(target);
        if !self.top().walruses.is_empty() {
            let bound: HashSet<&str> = self.top().walruses.iter().copied().collect();
            let mut clash = None;
            for_each_name(target, &mut |name| {
                if bound.contains(name.id.as_str()) {
                    clash.get_or_insert(name);
                }
            });
            if let Some(name) = clash {
                let message = format!(
                    "comprehension inner loop cannot rebind assignment expression target '{}'",
                    name.id
                );
                self.refuse(name.range, message);
            }
        }
        self.expression(target);
    }

    fn named(&mut self, of: &'a ExprNamed) {
        let range = of.range;
        if let Some(place) = self.kind().of_types() {
            self.refuse(range, format!("named expression cannot be used within {place}"));
        } else if self.top().iterated {
            self.refuse(range, "assignment expression cannot be used in a comprehension iterable expression");
        } else if let Expr::Name(name) = of.target.as_ref()
            && matches!(self.kind(), Kind::Comprehension { .. })
        {
            self.named_in_comprehension(range, name.id.as_str());
            self.top().walruses.push(name.id.as_str());
        }
        self.expression(&of.value);
        self.expression(&of.target);
    }

    fn named_in_comprehension(&mut self, range: TextRange, name: &str) {
        for at in (0..self.scopes.len()).rev() {
            let kind = self.scopes[at].kind;
            let message = match kind {
                Kind::Comprehension { .. } if self.scopes[at].iterates_into(name) => {
                    format!("assignment expression cannot rebind comprehension iteration variable '{name}'")
                }
                Kind::Comprehension { .. } | Kind::Annotation => continue,
                Kind::Function(_) | Kind::Lambda | Kind::Module(_) => return,
                Kind::Class(_) => {
                    "assignment expression within a comprehension cannot be used in a class body".into()
                }
                Kind::TypeParameters(_) | Kind::TypeVariable | Kind::TypeAlias => {
                    let place = kind.of_types().unwrap_or_default();
                    format!("assignment expression within a comprehension cannot be used within {place}")
                }
            };
            return self.refuse(range, message);
        }
    }

    fn awaits(&mut self, range: TextRange) {
        let kind = self.kind();
        if let Some(place) = kind.of_types() {
            self.refuse(range, format!("await expression cannot be used within {place}"));
        }
        match kind {
            Kind::Function(_) | Kind::Lambda if !kind.is_async_function() => {
                self.refuse_evaluated(range, "'await' outside async function");
            }
            Kind::Module(_) | Kind::Class(_) => self.refuse_evaluated(range, "'await' outside function"),
            _ => {}
        }
        self.top().awaits = true;
    }

    fn yields(&mut self, range: TextRange, from: bool) {
        let kind = self.kind();
        if let Some(place) = kind.of_types() {
            return self.refuse(range, format!("yield expression cannot be used within {place}"));
        }
        match kind {
            Kind::Comprehension { .. } => {
                self.refuse(range, "'yield' inside a comprehension or generator expression")
            }
            Kind::Module(_) | Kind::Class(_) => self.refuse_evaluated(range, "'yield' outside function"),
            _ if from && kind.is_async_function() => {
                self.refuse_evaluated(range, "'yield from' inside async function");
            }
            _ => {}
        }
        self.top().yields = true;
    }

    /// Python 3.12 alone has no scope inside a class's type scopes.
    fn no_scope_of_a_class(&mut self, range: TextRange, what: &str) {
        if self.minor == 12 && self.top().sees_class {
            self.refuse(range, format!("Cannot use {what} in annotation scope within class scope"));
        }
    }

    /// Names that must differ from each other.
    pub(super) fn distinct(
        &mut self,
        names: impl Iterator<Item = &'a Identifier>,
        message: impl Fn(&str) -> String,
        refuse: impl Fn(&mut Self, TextRange, String),
    ) {
        let mut few: [Option<&'a str>; 8] = [None; 8];
        let mut many: HashSet<&'a str> = HashSet::new();
        for (index, name) in names.enumerate() {
            let text = name.as_str();
            let known = match few.get_mut(index) {
                Some(place) => {
                    *place = Some(text);
                    few[..index].contains(&Some(text))
                }
                None => {
                    if many.is_empty() {
                        many.extend(few.iter().flatten());
                    }
                    !many.insert(text)
                }
            };
            if known {
                refuse(self, name.range(), message(text));
            }
        }
    }
}
