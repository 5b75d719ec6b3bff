//! Running module code on values that may be unknown: `match`.

use super::dict::is_key;
use super::interpret::{Flow, Interpreter, Run};
use super::object::Object;
use super::value::{Text, Value};
use crate::python::ast::{self, MatchCase, Pattern};

impl<'a> Interpreter<'a> {
    pub(super) fn match_block(&mut self, of: &'a ast::StmtMatch) -> Run<Flow<'a>> {
        let subject = self.evaluate(&of.subject)?;
        self.cases(&of.cases, &subject, of)
    }

    fn cases(
        &mut self,
        cases: &'a [MatchCase],
        subject: &Value<'a>,
        of: &'a ast::StmtMatch,
    ) -> Run<Flow<'a>> {
        let Some((case, rest)) = cases.split_first() else { return Ok(Flow::Next) };
        let why = self.origin(of.subject.as_ref());
        let mut matches = self.matches(&case.pattern, subject)?;
        if matches != Some(false)
            && let Some(guard) = &case.guard
        {
            let guard = self.evaluate(guard)?;
            matches = match (matches, self.truth(&guard)) {
                (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        match matches {
            Some(true) => self.body(&case.body),
            Some(false) => self.cases(rest, subject, of),
            None => self.fork(why, |this| this.body(&case.body), |this| this.cases(rest, subject, of)),
        }
    }

    /// Whether a pattern matches; what it captures is bound all the same.
    fn matches(&mut self, pattern: &'a Pattern, subject: &Value<'a>) -> Run<Option<bool>> {
        Ok(match pattern {
            Pattern::MatchValue(of) => {
                let value = self.evaluate(&of.value)?;
                self.compare(ast::CmpOp::Eq, subject, &value)
            }
            Pattern::MatchSingleton(of) => {
                let value = match of.value {
                    ast::Singleton::None => Value::None,
                    ast::Singleton::True => Value::Bool(true),
                    ast::Singleton::False => Value::Bool(false),
                };
                self.compare(ast::CmpOp::Is, subject, &value)
            }
            Pattern::MatchAs(of) => {
                let matches = match &of.pattern {
                    Some(pattern) => self.matches(pattern, subject)?,
                    None => Some(true),
                };
                if let Some(name) = &of.name {
                    self.bind_text(Text::Source(name.as_str()), subject.clone());
                }
                matches
            }
            Pattern::MatchOr(of) => {
                let mut result = Some(false);
                for pattern in &of.patterns {
                    match self.matches(pattern, subject)? {
                        Some(true) if result == Some(false) => return Ok(Some(true)),
                        Some(false) => {}
                        _ => result = None,
                    }
                }
                result
            }
            Pattern::MatchSequence(of) => {
                let starred = of.patterns.iter().any(|one| matches!(one, Pattern::MatchStar(_)));
                let is_sequence = match subject {
                    Value::Tuple(_) => true,
                    Value::Ref(_) => matches!(self.state.object(subject), Some(Object::List(_))),
                    Value::Str(_) | Value::Int(_) | Value::None | Value::Bool(_) => return Ok(Some(false)),
                    _ => false,
                };
                match self.items(subject).filter(|_| is_sequence && !starred) {
                    Some(items) if items.len() != of.patterns.len() => Some(false),
                    Some(items) => {
                        let mut result = Some(true);
                        for (pattern, item) in of.patterns.iter().zip(items) {
                            match self.matches(pattern, &item)? {
                                Some(true) => {}
                                Some(false) => return Ok(Some(false)),
                                None => result = None,
                            }
                        }
                        result
                    }
                    None => {
                        self.capture_unknown(pattern, subject);
                        None
                    }
                }
            }
            Pattern::MatchMapping(of) => {
                let Some(dict) = self.mapping(subject) else {
                    self.capture_unknown(pattern, subject);
                    return Ok(match subject {
                        Value::Str(_) | Value::Int(_) | Value::None | Value::Tuple(_) | Value::Bool(_) => {
                            Some(false)
                        }
                        _ => None,
                    });
                };
                let mut result = Some(true);
                for (key, pattern) in of.keys.iter().zip(&of.patterns) {
                    let key = self.evaluate(key)?;
                    let key = self.same_key(&dict, &key);
                    match dict.get(&key).filter(|_| is_key(&key)).cloned() {
                        None if !is_key(&key) => {
                            self.capture_unknown(pattern, subject);
                            result = None;
                        }
                        Some(value) if !value.may_be_absent() => match self.matches(pattern, &value)? {
                            Some(true) => {}
                            Some(false) => return Ok(Some(false)),
                            None => result = None,
                        },
                        None if dict.is_exact() => return Ok(Some(false)),
                        _ => {
                            self.capture_unknown(pattern, subject);
                            result = None;
                        }
                    }
                }
                if let Some(rest) = &of.rest {
                    let why = self.origin(of);
                    self.bind_text(Text::Source(rest.as_str()), Value::Unknown(why));
                }
                result
            }
            Pattern::MatchClass(of) => return self.matches_class(pattern, of, subject),
            Pattern::MatchStar(_) => {
                self.capture_unknown(pattern, subject);
                None
            }
        })
    }

    fn matches_class(
        &mut self,
        pattern: &'a Pattern,
        of: &'a ast::PatternMatchClass,
        subject: &Value<'a>,
    ) -> Run<Option<bool>> {
        let class = self.evaluate(&of.cls)?;
        let mut result = self.is_instance(subject, &class);
        if result == Some(false) {
            return Ok(result);
        }
        match (of.arguments.patterns.as_slice(), &class) {
            ([], _) => {}
            // `str(x)` and the like bind the value itself.
            ([inner], Value::Builtin(_)) => match self.matches(inner, subject)? {
                Some(true) => {}
                Some(false) => return Ok(Some(false)),
                None => result = None,
            },
            _ => {
                self.capture_unknown(pattern, subject);
                return Ok(None);
            }
        }
        for keyword in &of.arguments.keywords {
            let name = Text::Source(keyword.attr.as_str());
            let why = self.origin(of);
            let Some(value) = self.attribute(subject, &name, why)? else { return Ok(Some(false)) };
            match self.matches(&keyword.pattern, &value)? {
                Some(true) => {}
                Some(false) => return Ok(Some(false)),
                None => result = None,
            }
        }
        Ok(result)
    }

    fn capture_unknown(&mut self, pattern: &'a Pattern, subject: &Value<'a>) {
        let why = match subject {
            Value::Unknown(why) => *why,
            _ => self.origin(pattern),
        };
        let mut captures = Captures(Vec::new());
        ast::visitor::Visitor::visit_pattern(&mut captures, pattern);
        for name in captures.0 {
            self.bind(name, Value::Unknown(why));
        }
    }
}

struct Captures<'a>(Vec<&'a str>);

impl<'a> ast::visitor::Visitor<'a> for Captures<'a> {
    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(of) => of.name.as_ref(),
            Pattern::MatchStar(of) => of.name.as_ref(),
            Pattern::MatchMapping(of) => of.rest.as_ref(),
            _ => None,
        };
        self.0.extend(name.map(|name| name.as_str()));
        ast::visitor::walk_pattern(self, pattern);
    }
}
