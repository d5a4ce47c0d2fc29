#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| phuluc_fuzz::targets::definitions(text));
