//! Work that waits for a disk or a processor, kept off the threads that answer requests.

/// Runs `work` on a thread for blocking work, or at once where there is no runtime (the simulation: one thread, in
/// an order that a seed decides).
pub(super) async fn offload<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return work() };
    match runtime.spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // Blocking work is cancelled only before it begins, when the runtime ends: nobody waits for it then.
            Err(_) => std::future::pending().await,
        },
    }
}
