//! Patterns as anyone could write them, for property tests.

use proptest::prelude::*;

/// Sequences, alternatives, repetitions and slots of these atoms.
pub(super) fn written(atoms: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(atoms);
    leaf.prop_map(str::to_owned).prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one}|{other})")),
            (inner.clone(), prop::sample::select(vec!["?", "*", "+"]))
                .prop_map(|(part, sign)| format!("({part}){sign}")),
            inner.prop_map(|part| format!("x:({part})")),
        ]
    })
}
