use super::*;
use crate::normalise::corpus;
use crate::normalise::numeral::figures;
use crate::text::span::Span;
use proptest::prelude::*;

#[test]
fn every_case_of_the_corpus() {
    let cases = corpus::read(include_str!("../../../testdata/quantities.toml"), 120);
    corpus::check(&cases, |case| {
        let words = case.words();
        case.amounts(&words).iter().map(|amount| case.show_amount(&words, amount)).collect()
    });
}

fn read(text: &str) -> (Words, Vec<Amount>) {
    let mut words = Words::default();
    words.read(text, Span::new(0, text.len()));
    let mut out = Vec::new();
    amounts(&words, &mut out);
    (words, out)
}

fn ordered(words: &Words, out: &[Amount]) {
    let mut at = 0;
    for amount in out {
        assert!(amount.words.start >= at && amount.words.end > amount.words.start, "{amount:?}");
        assert!(amount.words.end <= words.len(), "{amount:?}");
        assert!(
            amount.number.start >= amount.words.start && amount.number.end <= amount.words.end,
            "{amount:?}"
        );
        assert!(!amount.number.is_empty(), "{amount:?}");
        if amount.kind != AmountKind::Score {
            assert!(amount.low.unwrap_or(f64::MIN) <= amount.high.unwrap_or(f64::MAX), "{amount:?}");
        }
        at = amount.words.end;
    }
}

proptest! {
    #[test]
    fn any_text_is_read_in_order(text in "\\PC{0,120}") {
        let (words, out) = read(&text);
        ordered(&words, &out);
    }

    #[test]
    fn any_pile_of_number_words_is_read_in_order(
        parts in prop::collection::vec(prop::sample::select(vec![
            "1", "20", "1,200", "3.5", "m", "bn", "million", "hundred", "and", "a", "half", "-", "/", ":", "%", "$",
            "€", "to", "between", "more", "than", "at", "least", "two", "twenty", "dozens", "of", "thousands",
            "second", "third", "thirds", "year", "old", "hours", "one", "US", "2015", "s", "th", "½", ",", ".", "—",
            "+", "plus", "per", "cent", "up", "few", "several", "couple", "dozen", "quarter", "an", "hour", "strong",
            "Resolution", "F", "99999999999999999999", "0",
        ]), 0..24),
        glue in prop::collection::vec(any::<bool>(), 24),
    ) {
        let mut text = String::new();
        for (part, glue) in parts.iter().zip(glue) {
            if !glue {
                text.push(' ');
            }
            text.push_str(part);
        }
        let (words, out) = read(&text);
        ordered(&words, &out);
    }

    #[test]
    fn taken_tokens_stay_untouched(text in "[a-z0-9 ,.$%-]{0,80}", start in 0_usize..20, length in 0_usize..6) {
        let mut words = Words::default();
        words.read(&text, Span::new(0, text.len()));
        let mut out = Vec::new();
        let taken = start..start + length;
        amounts_masked(&words, std::slice::from_ref(&taken), &mut out);
        for amount in &out {
            prop_assert!(amount.words.end <= taken.start || amount.words.start >= taken.end || taken.is_empty());
        }
    }

    #[test]
    fn figures_read_back(value in 0_u64..1_000_000_000_000) {
        let plain = value.to_string();
        let mut grouped = String::new();
        for (index, digit) in plain.chars().enumerate() {
            if index > 0 && (plain.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        prop_assert_eq!(figures(&plain), Some(value as f64));
        prop_assert_eq!(figures(&grouped), Some(value as f64));
    }
}
