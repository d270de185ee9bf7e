use super::*;
use crate::normalise::corpus;
use crate::text::span::Span;
use proptest::prelude::*;

#[test]
fn every_case_of_the_corpus() {
    let cases = corpus::read(include_str!("../../../testdata/dates.toml"), 120);
    corpus::check(&cases, |case| {
        let words = case.words();
        case.dates(&words).iter().map(|hit| case.show_date(&words, hit)).collect()
    });
}

#[test]
fn nothing_relative_without_a_day_of_publication() {
    let cases = corpus::read(include_str!("../../../testdata/dates.toml"), 120);
    let mut seen = 0;
    for case in cases {
        let case = corpus::Case { published: None, ..case };
        let hits = case.dates(&case.words());
        seen += hits.len();
        assert!(hits.iter().all(|hit| !hit.relative), "{}", case.text);
    }
    assert!(seen > 30, "{seen}");
}

proptest! {
    #[test]
    fn any_pile_of_date_words_is_read_in_order(
        parts in prop::collection::vec(prop::sample::select(vec![
            "1", "31", "29", "18", "th", "2022", "1999", "24", "March", "February", "Feb", ".", "May", "Monday",
            "Sun", "last", "next", "this", "past", "week", "weekend", "month", "year", "days", "ago", "the", "of",
            "from", "to", "and", "between", "-", "/", "since", "until", "today", "yesterday", "overnight", "end",
            "two", "several", "few", "a", "in", "on", ",", "s", "—", "'", "time", "9999999999999999999", "03", "tomorrow",
        ]), 0..24),
        glue in prop::collection::vec(any::<bool>(), 24),
        day in 0_i64..200_000,
        tense in prop::sample::select(vec![Tense::Past, Tense::Future, Tense::Unknown]),
    ) {
        let mut text = String::new();
        for (part, glue) in parts.iter().zip(glue) {
            if !glue {
                text.push(' ');
            }
            text.push_str(part);
        }
        let published = calendar::shift(jiff::civil::date(1700, 1, 1), day);
        check(&text, Some(published), tense);
    }

    #[test]
    fn any_text_is_read_in_order(text in "\\PC{0,120}") {
        check(&text, Some(Date::MAX), Tense::Future);
        check(&text, Some(Date::MIN), Tense::Past);
        check(&text, None, Tense::Unknown);
    }

    #[test]
    fn a_bare_weekday_is_within_a_week(day in 0_i64..100_000) {
        let published = calendar::shift(jiff::civil::date(1900, 1, 1), day);
        for name in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] {
            let text = format!("They met on {name}.");
            let past = check(&text, Some(published), Tense::Past)[0].start;
            let future = check(&text, Some(published), Tense::Future)[0].start;
            prop_assert!((0..7).contains(&calendar::days_between(past, published)));
            prop_assert!((0..7).contains(&calendar::days_between(published, future)));
            prop_assert_eq!(past.weekday(), future.weekday());
            prop_assert_eq!(format!("{:?}", past.weekday()), name);
        }
    }
}

fn check(text: &str, published: Option<Date>, tense: Tense) -> Vec<DateHit> {
    let mut words = Words::default();
    words.read(text, Span::new(0, text.len()));
    let mut out = Vec::new();
    dates(&words, published, NumericOrder::DayFirst, tense, &mut out);
    let mut at = 0;
    for hit in &out {
        assert!(
            hit.words.start >= at && hit.words.end > hit.words.start && hit.words.end <= words.len(),
            "{hit:?}"
        );
        assert!(hit.start <= hit.end, "{hit:?} in {text:?}");
        at = hit.words.end;
    }
    out
}
