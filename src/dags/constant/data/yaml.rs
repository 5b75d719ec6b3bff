//! `yaml.safe_load`: the events of a YAML 1.2 parser, resolved and constructed as PyYAML's `SafeLoader` does (YAML 1.1).
//!
//! Where the two versions of the syntax part, the text is refused before it is parsed: [`guard`].

mod guard;
mod scalar;

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::super::{Constant, MAX_DEPTH, Outcome, Stop, container, few};
use guard::Source;
use scalar::Scalar;

/// What PyYAML raises: a class below this one.
pub(super) const YAML_ERROR: Stop = Stop::Raises("YAMLError");

/// The most events of one text.
const MAX_EVENTS: usize = 200_000;

/// How scalars are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    /// As `SafeLoader` and `FullLoader` do.
    Safe,
    /// As `BaseLoader` does: all are text.
    Text,
}

/// A part of a document. What only construction refuses is kept until all is parsed.
#[derive(Debug, Clone)]
enum Node {
    Value(Constant),
    /// A mapping with a key that was given twice.
    Doubled(Constant),
    /// A plain `<<`.
    Merge,
    /// A plain `=`.
    Equals,
    /// What construction refuses, with `YAML_ERROR`.
    Wrong,
}

/// A collection that is being read.
struct Frame {
    is_mapping: bool,
    is_flow: bool,
    anchor: usize,
    nodes: Vec<Node>,
}

/// The only document of a text; `None` if there is none.
pub(super) fn single(text: &str, schema: Schema) -> Outcome {
    let mut documents = documents(text, schema)?;
    match (documents.pop(), documents.is_empty()) {
        (None, _) => Ok(Constant::None),
        (Some(document), true) => construct(document),
        (Some(_), false) => Err(YAML_ERROR),
    }
}

/// All documents of a text.
pub(super) fn all(text: &str, schema: Schema) -> Outcome {
    let mut values = Vec::new();
    for document in documents(text, schema)? {
        values.push(construct(document)?);
    }
    Ok(Constant::list(values))
}

fn documents(text: &str, schema: Schema) -> Outcome<Vec<Node>> {
    let source = Source::new(text)?;
    let (stack, anchors, documents) = (Vec::new(), HashMap::new(), Vec::new());
    let mut reader = Reader { source: &source, schema, stack, anchors, documents };
    for (count, event) in Parser::new_from_str(&source.text).enumerate() {
        if count > MAX_EVENTS {
            return Err(Stop::Unknown);
        }
        // What this parser refuses, PyYAML may accept.
        let (event, span) = event.map_err(|_| Stop::Unknown)?;
        reader.event(event, span)?;
    }
    Ok(reader.documents)
}

struct Reader<'a> {
    source: &'a Source,
    schema: Schema,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    documents: Vec<Node>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Outcome<()> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => {
                self.anchors.clear();
                Ok(())
            }
            // An alias to what it stands in is not there yet.
            Event::Alias(anchor) => {
                self.source.alias(span.start.index())?;
                let node = self.anchors.get(&anchor).cloned().ok_or(Stop::Unknown)?;
                self.add(node, 0)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let in_flow = self.stack.last().is_some_and(|frame| frame.is_flow);
                let is_key =
                    self.stack.last().is_some_and(|frame| frame.is_mapping && frame.nodes.len() % 2 == 0);
                // A key of YAML 1.1 stands on one line and is not long.
                let is_short = span.start.line() == span.end.line()
                    && span.end.index().saturating_sub(span.start.index()) < 1000;
                if is_key && !is_short {
                    return Err(Stop::Unknown);
                }
                match style {
                    // An anchor with nothing behind it.
                    ScalarStyle::Plain if self.stack.is_empty() && text.is_empty() && anchor > 0 => {
                        return Err(Stop::Unknown);
                    }
                    ScalarStyle::Plain => guard::plain(&text, in_flow, is_key && tag.is_none())?,
                    // Outside a collection, YAML 1.2 needs no indent.
                    ScalarStyle::Literal | ScalarStyle::Folded if self.stack.is_empty() => {
                        return Err(Stop::Unknown);
                    }
                    _ => {}
                }
                let node = match self.schema {
                    Schema::Safe => scalar_node(&text, style, tag.as_deref())?,
                    Schema::Text => text_node(&text, style, tag.as_deref())?,
                };
                self.add(node, anchor)
            }
            Event::SequenceStart(anchor, tag) => self.open(false, anchor, tag.as_deref(), span),
            Event::MappingStart(anchor, tag) => self.open(true, anchor, tag.as_deref(), span),
            Event::SequenceEnd | Event::MappingEnd => {
                let frame = self.stack.pop().ok_or(Stop::Unknown)?;
                let node = if frame.is_mapping { mapping(frame.nodes)? } else { sequence(frame.nodes)? };
                self.add(node, frame.anchor)
            }
        }
    }

    fn open(&mut self, is_mapping: bool, anchor: usize, tag: Option<&Tag>, span: Span) -> Outcome<()> {
        let is_plain = match tag.map(|tag| (tag.handle.as_str(), tag.suffix.as_str())) {
            None => true,
            Some(("tag:yaml.org,2002:", "map")) => is_mapping,
            Some(("tag:yaml.org,2002:", "seq")) => !is_mapping,
            Some(_) => false,
        };
        if !is_plain || self.stack.len() >= MAX_DEPTH {
            return Err(Stop::Unknown);
        }
        let is_flow =
            self.stack.last().is_some_and(|frame| frame.is_flow) || self.source.is_flow(span.start.index());
        self.stack.push(Frame { is_mapping, is_flow, anchor, nodes: Vec::new() });
        Ok(())
    }

    fn add(&mut self, node: Node, anchor: usize) -> Outcome<()> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.stack.last_mut() {
            Some(frame) => {
                frame.nodes.push(node);
                few(frame.nodes.len() / 2)
            }
            None => {
                self.documents.push(node);
                few(self.documents.len())
            }
        }
    }
}

/// A scalar of `BaseLoader`, which takes each for text, `<<` too.
fn text_node(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Outcome<Node> {
    // What is left out and what is written as `~` are told apart by PyYAML alone.
    if tag.is_some() || (style == ScalarStyle::Plain && matches!(text, "" | "~")) {
        return Err(Stop::Unknown);
    }
    Ok(Node::Value(Constant::text(text)))
}

fn scalar_node(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Outcome<Node> {
    let tag = match tag.map(|tag| (tag.handle.as_str(), tag.suffix.as_str())) {
        None => None,
        Some(("tag:yaml.org,2002:", suffix)) => Some(suffix),
        // A tag of the file's own has a constructor of its own, or none.
        Some(_) => return Err(Stop::Unknown),
    };
    let read = match (tag, style) {
        (None, ScalarStyle::Plain) => scalar::resolve(text),
        (None, _) => Ok(Scalar::Value(Constant::text(text))),
        (Some(tag), _) => scalar::tagged(tag, text),
    };
    match read {
        Ok(Scalar::Value(value)) => Ok(Node::Value(value)),
        Ok(Scalar::Merge) => Ok(Node::Merge),
        Ok(Scalar::Equals) => Ok(Node::Equals),
        // What is wrong with a date is no error of YAML's: which one is raised first is not followed.
        Err(_) => Err(Stop::Unknown),
    }
}

/// The value of a node where one stands.
fn construct(node: Node) -> Outcome {
    match node {
        Node::Value(value) | Node::Doubled(value) => Ok(value),
        Node::Merge | Node::Equals => Err(YAML_ERROR),
        Node::Wrong => Err(YAML_ERROR),
    }
}

/// What construction refuses is kept; what is not followed ends it all.
fn kept(outcome: Outcome) -> Outcome<Node> {
    match outcome {
        Ok(value) => Ok(Node::Value(value)),
        Err(Stop::Unknown) => Err(Stop::Unknown),
        Err(_) => Ok(Node::Wrong),
    }
}

fn sequence(nodes: Vec<Node>) -> Outcome<Node> {
    few(nodes.len())?;
    let items: Outcome<Vec<Constant>> = nodes.into_iter().map(construct).collect();
    kept(items.map(Constant::list))
}

/// A mapping: merged pairs come first (`SafeConstructor.flatten_mapping`), a later value of a key replaces the earlier.
fn mapping(nodes: Vec<Node>) -> Outcome<Node> {
    if nodes.iter().any(|node| matches!(node, Node::Wrong)) {
        return Ok(Node::Wrong);
    }
    let (mut merged, mut own) = (Vec::new(), Vec::new());
    let mut nodes = nodes.into_iter();
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        let key = match key {
            Node::Merge => {
                match sources(value) {
                    Ok(pairs) => merged.extend(pairs),
                    Err(Stop::Unknown) => return Err(Stop::Unknown),
                    Err(_) => return Ok(Node::Wrong),
                }
                few(merged.len())?;
                continue;
            }
            Node::Equals => Constant::text("="),
            other => construct(other)?,
        };
        match construct(value) {
            Ok(value) => own.push((key, value)),
            Err(_) => return Ok(Node::Wrong),
        }
    }
    let (merged_count, count) = (merged.len(), merged.len() + own.len());
    let merged_keys = container::dict(merged.iter().cloned());
    if !matches!(merged_keys, Ok(Constant::Dict(pairs)) if pairs.len() == merged_count) {
        return Err(Stop::Unknown);
    }
    match container::dict(merged.into_iter().chain(own)) {
        Err(Stop::Raises(_)) => Ok(Node::Wrong),
        Err(stop) => Err(stop),
        Ok(Constant::Dict(pairs)) if pairs.len() < count => Ok(Node::Doubled(Constant::Dict(pairs))),
        Ok(value) => Ok(Node::Value(value)),
    }
}

/// The pairs that a `<<` brings. PyYAML 6.0.4 changed which of several mappings comes first and which value of a key
/// stays: only what is the same before and after is told.
fn sources(node: Node) -> Outcome<Vec<(Constant, Constant)>> {
    match node {
        Node::Value(Constant::Dict(pairs)) => {
            if pairs.iter().any(|(key, _)| key.as_str().is_none()) {
                return Err(Stop::Unknown);
            }
            Ok(pairs.to_vec())
        }
        Node::Value(Constant::List(_)) | Node::Doubled(_) => Err(Stop::Unknown),
        _ => Err(YAML_ERROR),
    }
}
