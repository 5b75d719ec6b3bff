//! Places that build DAGs, as they are written: what the run did not come by is found among them.

use std::collections::{BTreeMap, BTreeSet};

use crate::airflow::{self, Airflow, Meaning};
use crate::python::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::ast::{Expr, ExprContext, ModModule, Stmt};
use crate::python::{Ranged, TextRange};

/// A place that builds a DAG.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) range: TextRange,
    /// The function or class at module level that it lies in.
    pub(super) inside: Option<String>,
}

/// What a file says, whether it runs or not.
#[derive(Debug, Default)]
pub(super) struct Sites {
    pub(super) sites: Vec<Site>,
    /// Names that are read, with the place.
    loads: BTreeMap<String, Vec<TextRange>>,
    /// Module-level functions and classes.
    roots: BTreeMap<String, Vec<TextRange>>,
}

impl Sites {
    pub(super) fn of(module: &ModModule, airflow: Airflow) -> Self {
        let mut aliases = Aliases(BTreeMap::new());
        aliases.visit_body(&module.body);
        let mut walk = Walk {
            airflow,
            aliases: aliases.0,
            classes: BTreeSet::new(),
            root: None,
            found: Self::default(),
        };
        walk.visit_body(&module.body);
        walk.found
    }

    /// Whether a module-level name is read outside its own definition and outside `dead` code.
    pub(super) fn is_used(&self, name: &str, dead: &[TextRange]) -> bool {
        let own = self.roots.get(name).map_or(&[][..], Vec::as_slice);
        let outside = |range: &TextRange| !own.iter().chain(dead).any(|around| around.contains_range(*range));
        self.loads.get(name).is_some_and(|loads| loads.iter().any(outside))
    }
}

/// Every name that an import binds, anywhere in the file.
struct Aliases(BTreeMap<String, String>);

impl<'b> Visitor<'b> for Aliases {
    fn visit_stmt(&mut self, stmt: &'b Stmt) {
        match stmt {
            Stmt::Import(of) => {
                for alias in &of.names {
                    let (name, path) = match &alias.asname {
                        Some(name) => (name.as_str(), alias.name.as_str()),
                        None => {
                            let first = alias.name.split('.').next().unwrap_or(&alias.name);
                            (first, first)
                        }
                    };
                    self.0.insert(name.to_owned(), path.to_owned());
                }
            }
            Stmt::ImportFrom(of) if of.level == 0 => {
                let module = of.module.as_ref().map_or("", |module| module.as_str());
                for alias in &of.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.0.insert(name.to_string(), format!("{module}.{}", alias.name));
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }
}

struct Walk {
    airflow: Airflow,
    aliases: BTreeMap<String, String>,
    /// Classes of the file that are DAG classes.
    classes: BTreeSet<String>,
    root: Option<String>,
    found: Sites,
}

impl Walk {
    fn meaning(&self, expr: &Expr) -> Option<Meaning> {
        if let Expr::Name(name) = expr
            && self.classes.contains(name.id.as_str())
        {
            return Some(Meaning::DagClass);
        }
        airflow::meaning(self.airflow, &self.path(expr)?).filter(|meaning| makes_dags(*meaning))
    }

    fn path(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Name(name) => self.aliases.get(name.id.as_str()).cloned(),
            Expr::Attribute(of) => Some(format!("{}.{}", self.path(&of.value)?, of.attr)),
            _ => None,
        }
    }

    fn add(&mut self, range: TextRange) {
        self.found.sites.push(Site { range, inside: self.root.clone() });
    }

    fn within(&mut self, name: &str, stmt: &Stmt) {
        if self.root.is_none() {
            self.found.roots.entry(name.to_owned()).or_default().push(stmt.range());
            self.root = Some(name.to_owned());
            walk_stmt(self, stmt);
            self.root = None;
        } else {
            walk_stmt(self, stmt);
        }
    }
}

impl<'b> Visitor<'b> for Walk {
    fn visit_stmt(&mut self, stmt: &'b Stmt) {
        match stmt {
            Stmt::FunctionDef(of) => {
                // The decorators of a function run where it is defined; those of a nested one, where that is.
                for decorator in &of.decorator_list {
                    let bare = !decorator.expression.is_call_expr();
                    if bare && self.meaning(&decorator.expression).is_some_and(|of| of != Meaning::DagClass) {
                        self.add(decorator.expression.range());
                    }
                }
                self.within(&of.name, stmt);
            }
            Stmt::ClassDef(of) => {
                let bases = of.arguments.iter().flat_map(|arguments| arguments.args.iter());
                if bases.into_iter().any(|base| self.meaning(base) == Some(Meaning::DagClass)) {
                    self.classes.insert(of.name.to_string());
                }
                self.within(&of.name, stmt);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'b Expr) {
        match expr {
            Expr::Name(name) if name.ctx == ExprContext::Load => {
                self.found.loads.entry(name.id.to_string()).or_default().push(name.range);
            }
            Expr::Call(call) if self.meaning(&call.func).is_some() => self.add(call.range()),
            _ => {}
        }
        walk_expr(self, expr);
    }
}

fn makes_dags(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::DagClass | Meaning::DagDecorator | Meaning::AssetDecorator | Meaning::MultiAssetDecorator
    )
}
