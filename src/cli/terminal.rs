//! What the terminal can show: colours, progress, and where logs go.

use std::io::{self, IsTerminal as _, Write};

use clap::ValueEnum;
use indicatif::MultiProgress;
use textwrap::{WordSeparator, WordSplitter};
use tracing_subscriber::EnvFilter;

use super::Global;
use super::output::spoken;
use crate::report::Look;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    Always,
    Never,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// One line a person can read.
    Text,
    /// One JSON object a line.
    Json,
}

/// What stdout and stderr can show.
#[derive(Debug, Clone)]
pub(crate) struct Terminal {
    /// Whether the result on stdout may have colours.
    pub(crate) stdout_color: bool,
    /// Columns of the terminal that stdout is, if it is one.
    stdout_width: Option<usize>,
    /// Where progress is drawn on stderr; absent where it is not wanted. Log lines are written above it.
    pub(crate) progress: Option<MultiProgress>,
    /// Whether progress may have colours.
    pub(crate) stderr_color: bool,
}

impl Terminal {
    /// How text on stdout may look.
    pub(crate) fn look(&self) -> Look {
        Look { color: self.stdout_color, width: self.stdout_width }
    }
}

/// Sets up reports and logs as the options say.
///
/// A `service` runs until it is stopped: what it does is told without being asked for, with the time.
pub(super) fn set_up(global: &Global, service: bool) -> Terminal {
    let (out, err) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let color = |terminal: bool| match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && !plain,
    };
    let (report_color, report_terminal) = (color(err), err);
    // Set only once, here: a second call cannot happen.
    let _ = miette::set_hook(Box::new(move |_| {
        let options = miette::MietteHandlerOpts::new()
            .color(report_color)
            .unicode(report_terminal)
            .terminal_links(false)
            .wrap_lines(report_terminal)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        Box::new(options.force_graphical(true).build())
    }));
    let drawn = err && !service && !global.quiet && global.log_format == LogFormat::Text;
    let progress = drawn.then(MultiProgress::new);
    logs(global, service, color(err), progress.clone());
    let width = rustix::termios::tcgetwinsize(io::stdout()).map(|size| usize::from(size.ws_col)).ok();
    let stdout_width = width.filter(|width| out && *width > 0);
    Terminal { stdout_color: color(out), stdout_width, progress, stderr_color: color(err) }
}

/// stderr, below which progress may be drawn.
#[derive(Debug)]
struct Above(Option<MultiProgress>);

impl Write for Above {
    /// Is given whole lines: each event is written at once.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let said = spoken(&text);
        let mut stderr = io::stderr();
        match &self.0 {
            Some(bars) => bars.suspend(|| stderr.write_all(said.as_bytes()))?,
            None => stderr.write_all(said.as_bytes())?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

fn logs(global: &Global, service: bool, color: bool, progress: Option<MultiProgress>) {
    let own = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (false, verbose) => match verbose + u8::from(service) {
            0 => "warn",
            1 => "info",
            2 => "debug",
            _ => "trace",
        },
    };
    let others = if global.verbose > 2 { "debug" } else { "error" };
    let filter = EnvFilter::new(format!("{others},dag_publish={own}"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(move || Above(progress.clone()))
        .with_ansi(color);
    // Another subscriber exists only where a test set one.
    let _ = match global.log_format {
        LogFormat::Text if service => {
            tracing::subscriber::set_global_default(lines.with_target(false).finish())
        }
        LogFormat::Text => {
            tracing::subscriber::set_global_default(lines.without_time().with_target(false).finish())
        }
        LogFormat::Json => tracing::subscriber::set_global_default(lines.json().finish()),
    };
}
