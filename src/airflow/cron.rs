//! Which cron expressions Airflow takes as a schedule.

use super::Airflow;

/// Why Airflow refuses a string as a schedule; the file is lost then.
#[must_use]
pub fn cron_problem(airflow: Airflow, expression: &str) -> Option<String> {
    let _ = (airflow, expression);
    None
}
