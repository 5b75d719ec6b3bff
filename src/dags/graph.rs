//! The tasks of a DAG that registers: their graph as a value, and what Airflow refuses of it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::adjacency::{Adjacency, tasks_in};
use super::answer::Answer;
use super::object::{At, Dag, Id, Object};
use super::value::Certainty;
use super::{Fault, FaultKind, Tasks};

impl<'a> Answer<'_, 'a> {
    /// The graph of a DAG, as far as it is known.
    pub(super) fn tasks(&self, dag: &Dag<'a>, order: &Adjacency) -> Tasks {
        let mut tasks = Tasks { open: dag.open.map(|why| self.run.words(why)), ..Tasks::default() };
        let mut places: FxHashMap<At, usize> = FxHashMap::default();
        for at in &dag.tasks {
            let Object::Task(task) = self.run.state.at(*at) else { continue };
            match &task.id {
                Some(Id::Known(id)) if task.doubt.is_none() => {
                    places.insert(*at, tasks.ids.len());
                    tasks.ids.push(id.to_string());
                }
                Some(Id::Unknown { origin, .. }) => {
                    tasks.open.get_or_insert_with(|| self.run.words(*origin));
                }
                _ => {
                    if let Some(why) = task.doubt {
                        tasks.open.get_or_insert_with(|| self.run.words(why));
                    }
                }
            }
        }
        if let Some(why) = order.doubt_of(&dag.tasks) {
            tasks.open.get_or_insert_with(|| self.run.words(why));
        }
        for (from, place) in &places {
            let after = order.after(*from).iter().filter_map(|to| places.get(to));
            tasks.edges.extend(after.map(|to| (*place, *to)));
        }
        tasks.edges.sort_unstable();
        tasks.edges.dedup();
        tasks
    }

    /// Edges between two DAGs, which Airflow refuses.
    pub(super) fn check_edges(&mut self) {
        let dag_of = |at: At| match self.run.state.at(at) {
            Object::Task(task) if task.doubt.is_none() => task.dag,
            // A group is joined by the tasks in it.
            Object::Group(group) if group.doubt.is_none() => {
                let mut tasks = Vec::new();
                tasks_in(self.run, at, &mut tasks, 0);
                let mut dags = tasks.iter().map(|at| match self.run.state.at(*at) {
                    Object::Task(task) if task.doubt.is_none() => task.dag,
                    _ => None,
                });
                let first = dags.next()??;
                dags.all(|dag| dag == Some(first)).then_some(first)
            }
            _ => None,
        };
        let across = self.run.edges.iter().find(|edge| {
            let (from, to) = (dag_of(edge.from), dag_of(edge.to));
            edge.certainty == Certainty::Yes && from.is_some() && to.is_some() && from != to
        });
        if let Some(edge) = across {
            let message = "This joins tasks of two DAGs, so Airflow refuses the whole file".to_owned();
            let (range, message) = self.run.shown(edge.place, message);
            let help = "Use an `ExternalTaskSensor`, an asset or a `TriggerDagRunOperator` between DAGs.";
            self.fault(FaultKind::Signature, range, message, help);
        }
    }

    /// What Airflow refuses of a DAG that would register: `cycle` is what [`Self::cycle_of`] says of its tasks.
    pub(super) fn check_tasks(&mut self, at: At, cycle: Option<String>, order: &Adjacency) {
        let run = self.run;
        let Object::Dag(dag) = run.state.at(at) else { return };
        self.check_twins(dag, order.groups(at));
        if let Some(cycle) = cycle {
            self.refuse_cycle(dag, &cycle);
        }
    }

    /// The tasks that wait for each other, for people.
    pub(super) fn cycle_of(tasks: &Tasks) -> Option<String> {
        let names: Vec<String> = cycle(tasks)?.iter().map(|at| format!("`{}`", tasks.ids[*at])).collect();
        Some(names.join(" → "))
    }

    fn check_twins(&mut self, dag: &Dag<'a>, groups: &[At]) {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut found = Vec::new();
        for task in &dag.tasks {
            let Object::Task(task) = self.run.state.at(*task) else { continue };
            let (Some(Id::Known(id)), None) = (&task.id, task.doubt) else { continue };
            if !seen.insert(id) {
                found.push((task.place, id.to_string()));
            }
        }
        // Groups share the names of tasks.
        for group in groups {
            let Object::Group(group) = self.run.state.at(*group) else { continue };
            let Id::Known(id) = &group.id else { continue };
            if group.doubt.is_none() && !seen.insert(id) {
                found.push((group.place, id.to_string()));
            }
        }
        for (place, id) in found {
            let message = format!(
                "Two tasks or groups of this DAG have the id `{id}`, so Airflow refuses the whole file"
            );
            let (range, message) = self.run.shown(place, message);
            self.fault(
                FaultKind::TaskIdDuplicate,
                range,
                message,
                "Give each task of a DAG an id of its own.",
            );
        }
    }

    fn refuse_cycle(&mut self, dag: &Dag<'a>, cycle: &str) {
        // Airflow refuses this DAG alone.
        let (range, _) = self.run.shown(dag.place, String::new());
        if let Some(Id::Known(id)) = &dag.id {
            self.outcome.registered.retain(|one| one.dag_id != **id || one.range != range);
        }
        let message = format!("Tasks of this DAG wait for each other, so Airflow refuses it: {cycle}");
        let (range, message) = self.run.shown(dag.place, message);
        self.fault(
            FaultKind::TaskCycle,
            range,
            message,
            "Take out one of the `>>`, or `set_downstream`, between them.",
        );
    }

    fn fault(&mut self, kind: FaultKind, range: crate::python::TextRange, message: String, help: &str) {
        self.outcome.faults.push(Fault { kind, range, message, help: help.to_owned(), name: None });
    }
}

/// A way that comes back to where it began.
fn cycle(tasks: &Tasks) -> Option<Vec<usize>> {
    if tasks.edges.is_empty() {
        return None;
    }
    // Where the edges of each task start among all, which are sorted.
    let mut starts = vec![0; tasks.ids.len() + 1];
    for (from, _) in &tasks.edges {
        starts[from + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let next = |at: usize, branch: usize| {
        let edge = starts[at] + branch;
        (edge < starts[at + 1]).then(|| tasks.edges[edge].1)
    };
    // 0: not seen, 1: on the way, 2: done.
    let mut seen = vec![0_u8; tasks.ids.len()];
    for start in 0..tasks.ids.len() {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        if seen[start] != 0 {
            continue;
        }
        seen[start] = 1;
        while let Some((at, branch)) = way.last_mut() {
            match next(*at, *branch) {
                Some(to) => {
                    *branch += 1;
                    match seen[to] {
                        0 => {
                            seen[to] = 1;
                            way.push((to, 0));
                        }
                        1 => {
                            let begin = way.iter().position(|(at, _)| *at == to)?;
                            let mut found: Vec<usize> = way[begin..].iter().map(|(at, _)| *at).collect();
                            found.push(to);
                            return Some(found);
                        }
                        _ => {}
                    }
                }
                None => {
                    seen[*at] = 2;
                    way.pop();
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_found_and_a_diamond_is_none() {
        let tasks = |edges: &[(usize, usize)]| Tasks {
            ids: ["a", "b", "c", "d"].map(String::from).to_vec(),
            edges: edges.to_vec(),
            open: None,
        };
        assert_eq!(cycle(&tasks(&[(0, 1), (0, 2), (1, 3), (2, 3)])), None);
        assert_eq!(cycle(&tasks(&[(0, 1), (1, 2), (2, 1)])), Some(vec![1, 2, 1]));
        assert_eq!(cycle(&tasks(&[(3, 3)])), Some(vec![3, 3]));
    }
}
