//! What is wrong with the settings, and where in which file.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// A fault of the settings: one sentence, the next step, and the place in the file when there is one.
#[derive(Debug, Clone)]
pub struct ConfigError {
    message: String,
    help: Option<String>,
    place: Option<Box<Place>>,
}

#[derive(Debug, Clone)]
struct Place {
    source: NamedSource<String>,
    span: Range<usize>,
}

impl ConfigError {
    /// A fault that lies in no file.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, place: None }
    }

    /// Adds the next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the place: bytes of the file at `path`, whose content is `text`.
    pub(super) fn at(mut self, path: &Path, text: &str, span: Range<usize>) -> Self {
        let source = NamedSource::new(path.display().to_string(), text.to_owned()).with_language("toml");
        self.place = Some(Box::new(Place { source, span }));
        self
    }

    /// Points at another place of the same file.
    pub(super) fn moved(mut self, span: Range<usize>) -> Self {
        if let Some(place) = &mut self.place {
            place.span = span;
        }
        self
    }

    /// The text that the error points at.
    #[cfg(test)]
    pub(super) fn spotted(&self) -> Option<&str> {
        let place = self.place.as_ref()?;
        place.source.inner().get(place.span.clone())
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}

impl Diagnostic for ConfigError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.place.as_ref().map(|place| &place.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.place.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new(
            Some("here".into()),
            place.span.start,
            place.span.len(),
        ))))
    }
}
