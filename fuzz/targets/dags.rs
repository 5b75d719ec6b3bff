#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dag_publish_fuzz::dags(bytes));
