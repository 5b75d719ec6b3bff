//! Which options of Airflow's own configuration have a value when nobody sets one.

use super::{Airflow, three, two};

/// Whether `conf.get(section, option)` has something to give in any Airflow of this version, however it is configured.
///
/// What is not here may be set by `airflow.cfg` or the environment all the same, or be an option of a provider.
/// Names are in any case, as `configparser` takes them (`airflow/configuration.py`, `AirflowConfigParser.get`).
#[must_use]
pub fn is_set_option(airflow: Airflow, section: &str, option: &str) -> bool {
    let table = match airflow {
        Airflow::Two => two::OPTIONS,
        Airflow::Three => three::OPTIONS,
    };
    let (section, option) = (section.to_lowercase(), option.to_lowercase());
    table
        .binary_search_by_key(&section.as_str(), |(name, _)| name)
        .is_ok_and(|at| table[at].1.binary_search(&option.as_str()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_that_went_is_not_there() {
        let cases = [
            (Airflow::Two, "core", "dags_folder", true),
            (Airflow::Two, "CORE", "DAGS_FOLDER", true),
            (Airflow::Two, "core", "enable_xcom_pickling", true),
            (Airflow::Three, "core", "enable_xcom_pickling", false),
            // Its section has another name now, in both.
            (Airflow::Two, "core", "sql_alchemy_conn", true),
            (Airflow::Three, "core", "sql_alchemy_conn", true),
            (Airflow::Two, "kubernetes", "namespace", true),
            (Airflow::Three, "kubernetes", "namespace", false),
            // No value, unless somebody sets one.
            (Airflow::Two, "smtp", "smtp_user", false),
            (Airflow::Two, "our_company", "team", false),
        ];
        for (airflow, section, option, is_set) in cases {
            assert_eq!(is_set_option(airflow, section, option), is_set, "{airflow:?} {section}/{option}");
        }
    }

    #[test]
    fn tables_are_sorted() {
        for table in [two::OPTIONS, three::OPTIONS] {
            assert!(table.is_sorted_by_key(|(section, _)| *section));
            assert!(table.iter().all(|(_, options)| options.is_sorted()));
        }
    }
}
