//! One cycle: our own when the folders are free, else that of the dag-sync that has them.

use std::time::Duration;

use crate::cli::{Exit, Failure};
use crate::sync::cycle::Ask;
use crate::sync::report::Report;
use crate::sync::request::{Answer, Request, ask as ask_other};
use crate::sync::setup::Setup;
use crate::sync::tree::TreeError;

/// How often a cycle is run again because something moved while it looked.
const AGAIN: usize = 3;
/// How often the folders are tried while another process has them and does not listen.
const PAUSE: Duration = Duration::from_millis(200);

/// One cycle, within `timeout` when another dag-sync has the folders.
pub(super) async fn cycle(setup: &Setup, ask: Ask, timeout: Duration) -> Result<Report, Failure> {
    let begun = setup.host.elapsed();
    loop {
        match setup.open() {
            Ok(syncer) => return own(syncer, &ask).await,
            Err(TreeError::Busy { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let left = timeout.saturating_sub(setup.host.elapsed().saturating_sub(begun));
        let request = Request { identity: setup.identity(), ask: ask.clone() };
        match tokio::time::timeout(left, ask_other(&setup.socket(), &request)).await {
            Ok(Ok(Some(answer))) => return answered(answer),
            // Another --once, or a dag-sync that is just starting or stopping.
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                let message = format!("the dag-sync that runs here cannot be asked: {error}");
                let help = "run it as the same user, in the same container".to_owned();
                return Err(Failure::new(Exit::Failed, message, Some(help)));
            }
            Err(_) => return Err(silent(setup, timeout)),
        }
        if left.is_zero() {
            return Err(silent(setup, timeout));
        }
        setup.host.sleep(PAUSE.min(left)).await;
    }
}

async fn own(mut syncer: crate::sync::cycle::Syncer, ask: &Ask) -> Result<Report, Failure> {
    let mut report = syncer.cycle(ask).await?;
    for _ in 0..AGAIN {
        if !report.again {
            break;
        }
        report = syncer.cycle(ask).await?.after(report);
    }
    syncer.sweep().await?;
    Ok(report)
}

fn answered(answer: Answer) -> Result<Report, Failure> {
    match answer {
        Answer::Report(report) => Ok(*report),
        Answer::Mismatch(reason) => Err(Failure::usage(
            reason,
            "give the options of the one that runs, or another --dest and --state",
        )),
        Answer::Failed { refused, message, help } => {
            let exit = if refused { Exit::Refused } else { Exit::Failed };
            Err(Failure::new(exit, message, help))
        }
    }
}

fn silent(setup: &Setup, timeout: Duration) -> Failure {
    Failure::new(
        Exit::Refused,
        format!(
            "another dag-sync has `{}`, and did not answer within {timeout:?}",
            setup.paths.state.display()
        ),
        Some("look at its log; give it more time with --init-timeout".to_owned()),
    )
}
