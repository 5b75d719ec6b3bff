//! Iterators made of others: `itertools.chain`, `product`, `groupby`, `starmap`.

use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{List, either_open};
use super::super::value::{Arguments, Value};

/// The longest row of a product of several lists.
const MOST_ROWS: usize = 10_000;

impl<'a> Interpreter<'a> {
    /// `itertools`. `None`: nothing of this is followed.
    pub(super) fn call_itertools(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let unknown = Value::Unknown(self.at(site));
        Ok(Some(match (path, arguments.positional.as_slice()) {
            ("itertools.groupby", [of, rest @ ..]) => {
                let key = rest.first().or_else(|| arguments.keyword("key")).cloned();
                return self.grouped(of, key, site).map(Some);
            }
            ("itertools.chain", iterables) => self.chained(iterables, site),
            ("itertools.chain.from_iterable", [iterables]) => match self.items(iterables) {
                Some(iterables) => self.chained(&iterables, site),
                None => unknown,
            },
            ("itertools.product", iterables) => self.product(iterables, arguments, site),
            ("itertools.islice", [of, bounds @ ..]) => self.island(of, bounds).unwrap_or(unknown),
            ("itertools.count" | "itertools.cycle" | "itertools.repeat", _) => {
                match self.endless(path, arguments) {
                    Some(endless) => endless,
                    None => self.constant_library(path, arguments, site)?,
                }
            }
            ("itertools.starmap", [function, rows]) => {
                let Some(rows) = self.items(rows) else { return Ok(Some(unknown)) };
                let mut items = Vec::new();
                for row in rows {
                    let Some(row) = self.items(&row) else { return Ok(Some(unknown)) };
                    items.push(self.apply(function, Arguments::of(row), site)?);
                }
                self.iterator(List::of(items))
            }
            _ => return Ok(None),
        }))
    }

    fn grouped(&mut self, of: &Value<'a>, key: Option<Value<'a>>, site: CallSite) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let Some(items) = self.items(of) else { return Ok(unknown) };
        let mut groups: Vec<(Value<'a>, Vec<Value<'a>>)> = Vec::new();
        for item in items {
            let key = match &key {
                None | Some(Value::None) => item.clone(),
                Some(key) => self.apply(key, Arguments::of([item.clone()]), site)?,
            };
            match groups.last_mut().map(|(last, _)| self.equal(last, &key)) {
                Some(Some(true)) => {
                    if let Some((_, group)) = groups.last_mut() {
                        group.push(item);
                    }
                }
                None | Some(Some(false)) => groups.push((key, vec![item])),
                Some(None) => return Ok(unknown),
            }
        }
        let mut pairs = Vec::new();
        for (key, group) in groups {
            let group = self.iterator(List::of(group));
            pairs.push(Value::Tuple([key, group].into()));
        }
        Ok(self.iterator(List::of(pairs)))
    }

    fn chained(&mut self, iterables: &[Value<'a>], site: CallSite) -> Value<'a> {
        let mut all = List::default();
        for iterable in iterables {
            match self.elements(iterable) {
                Some(list) => {
                    all.items.extend(list.items);
                    all.open = either_open(all.open, list.open);
                }
                None => all.open = Some(self.at(site)),
            }
        }
        self.iterator(all)
    }

    fn product(&mut self, iterables: &[Value<'a>], arguments: &Arguments<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let lists: Option<Vec<List<'a>>> = iterables.iter().map(|one| self.elements(one)).collect();
        let Some(lists) = lists.filter(|all| all.iter().all(List::is_whole)) else {
            return Value::Unknown(why);
        };
        let open = lists.iter().find_map(|list| list.open);
        let mut columns: Vec<Vec<Value<'a>>> = lists.into_iter().map(|list| list.items).collect();
        match arguments.keyword("repeat") {
            None => {}
            Some(Value::Int(times @ 0..=8)) => {
                let count = columns.len() * usize::try_from(*times).unwrap_or(1);
                columns = columns.iter().cycle().take(count).cloned().collect();
            }
            Some(_) => return Value::Unknown(why),
        }
        let mut rows: Vec<Vec<Value<'a>>> = vec![Vec::new()];
        for column in columns {
            if rows.len().saturating_mul(column.len()) > MOST_ROWS {
                return Value::Unknown(why);
            }
            rows = rows
                .iter()
                .flat_map(|row| {
                    column.iter().map(move |item| row.iter().cloned().chain([item.clone()]).collect())
                })
                .collect();
        }
        let items = rows.into_iter().map(|row| Value::Tuple(row.into())).collect();
        self.iterator(List { items, open })
    }
}
