use super::*;
use crate::normalise::corpus;
use crate::text::span::Span;
use crate::text::words::Words;
use proptest::prelude::*;
use std::sync::LazyLock;

macro_rules! pack {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../../python/wiresift/packs/peace/actors/", $name)))
    };
}

static LEXICON: LazyLock<ActorLexicon> = LazyLock::new(|| {
    let files = [
        pack!("states.toml"),
        pack!("organisations.toml"),
        pack!("groups.toml"),
        pack!("persons.toml"),
        pack!("agents.toml"),
    ];
    ActorLexicon::compile(files).expect("the pack compiles")
});

fn read(text: &str) -> Words {
    let mut words = Words::default();
    words.read(text, Span::new(0, text.len()));
    words
}

#[test]
fn every_case_of_the_corpus() {
    let cases = corpus::read(include_str!("../../../testdata/actors.toml"), 60);
    corpus::check(&cases, |case| {
        let mut names = Names::default();
        let mut out = Vec::new();
        LEXICON.find(&read(&case.context), &mut names, &mut out);
        let words = case.words();
        LEXICON.find(&words, &mut names, &mut out);
        let date = case.published.as_deref().map(|day| day.parse().expect("a day"));
        out.iter()
            .map(|hit| {
                let actor = LEXICON.describe(hit, &names, date);
                let form = format!("{:?}", hit.form).to_lowercase();
                let dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
                format!(
                    "{form} {} {} {} {} | {}",
                    actor.id,
                    actor.kind,
                    dash(&actor.country),
                    dash(&actor.code),
                    case.slice(&words, hit.words.clone())
                )
            })
            .collect()
    });
}

#[test]
fn every_name_of_the_pack_finds_its_record() {
    let mut seen = 0;
    for index in 0..LEXICON.len() as u32 {
        let record = LEXICON.record(index);
        let (mut names, mut out) = (Names::default(), Vec::new());
        LEXICON.find(&read(&format!("They met {} again.", record.name)), &mut names, &mut out);
        let dependent = record.agent.is_some();
        let found = out.iter().any(|hit| LEXICON.describe(hit, &names, None).name == record.name);
        assert!(found || dependent, "{} finds {out:?}", record.name);
        seen += usize::from(found);
    }
    assert!(seen > 900, "{seen}");
}

#[test]
fn a_broken_file_is_an_error_with_its_line() {
    let error = ActorLexicon::compile([("broken.toml", "[states.FRA]\nnames = [\"France\"]\nmotto = 1\n")]);
    let error = error.expect_err("an unknown key");
    assert!(
        matches!(&error, crate::error::Error::Pack { file, line: 3, .. } if file == "broken.toml"),
        "{error:?}"
    );
}

#[test]
fn terms_of_office_do_not_end_before_they_begin() {
    let mut seen = 0;
    for index in 0..LEXICON.len() as u32 {
        for role in &LEXICON.record(index).roles {
            if let (Some(since), Some(until)) = (role.since, role.until) {
                assert!(since < until, "{} {role:?}", LEXICON.record(index).name);
                seen += 1;
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

fn check(text: &str) {
    let words = read(text);
    let (mut names, mut out) = (Names::default(), Vec::new());
    for _ in 0..2 {
        LEXICON.find(&words, &mut names, &mut out);
        let mut at = 0;
        for hit in &out {
            assert!(hit.words.start >= at && hit.words.end > hit.words.start, "{hit:?} in {text:?}");
            assert!(hit.words.end <= words.len(), "{hit:?} in {text:?}");
            at = hit.words.end;
            let actor = LEXICON.describe(hit, &names, None);
            assert!(!actor.id.is_empty() && !actor.name.is_empty(), "{actor:?} in {text:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_in_order(text in "\\PC{0,120}") {
        check(&text);
    }

    #[test]
    fn any_pile_of_name_parts_is_read_in_order(
        parts in prop::collection::vec(prop::sample::select(vec![
            "Ukrainian", "Russian", "and", "President", "Volodymyr", "Zelensky", "Putin", "of", "the", "Ukraine", "'s",
            "-", "led", "backed", "forces", "rebels", "Free", "Army", "Front", "al", "Al", "bin", "J", ".", ",", "a",
            "an", "adviser", "to", "said", "former", "foreign", "minister", "Mr", "Gen", "US", "us", "Chad", "Smith",
            "pro", "Kyiv", "in", "43", "Monday", "Israel", "Liberation", "for", "spokesman", "UN", "Д", "Иван",
        ]), 0..20),
        glue in prop::collection::vec(any::<bool>(), 20),
    ) {
        let mut text = String::new();
        for (part, glue) in parts.iter().zip(glue) {
            if !glue {
                text.push(' ');
            }
            text.push_str(part);
        }
        check(&text);
    }
}
