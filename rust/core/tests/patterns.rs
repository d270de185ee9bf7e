//! Rules that are patterns: what they match, which slots they fill, and what is said of faults in them.

mod common;

use wiresift_core::Error;
use wiresift_core::events::{Article, Event, Pack};

/// The built-in pack with one file more.
fn with(rules: &str) -> Result<Pack, Error> {
    let mut files = common::files();
    files.push(("zz.toml".to_owned(), rules.to_owned()));
    common::compile(&files, Vec::new())
}

fn read(pack: &Pack, text: &str) -> Vec<Event> {
    let article = Article { id: "a", text, title: None, published: None, kept: &[] };
    let events = pack.reader().read(&article);
    events.into_iter().filter(|event| event.rule.starts_with("pattern ")).collect()
}

const MEMORANDUM: &str = r#"
[[pattern]]
name = "memorandum"
type = "agreement"
mode = "signed"
match = ['actor:@<state|demonym> ... ~inscribe ..4 (memorandum | grey-book) (with recipient:@)?']
guards = ["not ... ~inscribe"]
yes = ["France inscribed the memorandum with Chad."]
no = ["France will not have inscribed the memorandum.", "France inscribed a poem."]
"#;

#[test]
fn a_pattern_fills_its_slots() {
    let pack = with(MEMORANDUM).expect("compiles");
    assert_eq!(pack.self_test(), []);
    let text = "Germany, which had waited, inscribed the long grey-book with Poland.";
    let events = read(&pack, text);
    assert_eq!(events.len(), 1, "{events:?}");
    let event = &events[0];
    assert_eq!(event.rule, "pattern memorandum");
    assert_eq!(event.actors.iter().map(|actor| actor.span.of(text)).collect::<Vec<_>>(), ["Germany"]);
    assert_eq!(event.recipients.iter().map(|actor| actor.span.of(text)).collect::<Vec<_>>(), ["Poland"]);
    assert!(event.trigger.of(text).contains("inscribed the long grey-book"));
}

#[test]
fn a_gap_has_an_end_and_a_clause_too() {
    let pack = with(MEMORANDUM).expect("compiles");
    let far = "France inscribed with great care and in its own hand the memorandum.";
    assert_eq!(read(&pack, far), []);
    let apart = "France slept and the poet inscribed the memorandum.";
    assert_eq!(read(&pack, apart), []);
}

#[test]
fn a_quotation_is_a_scope() {
    let rules = r#"
[[pattern]]
name = "quoted never"
type = "negotiation"
mode = "refused"
scope = "quotation"
match = ["^ (never | no) ... /parl.y(ing)?/ $"]
status = "future"
"#;
    let pack = with(rules).expect("compiles");
    let outside = read(&pack, "The chief said \u{201C}never again\u{201D} of the parley.");
    assert_eq!(outside, []);
    let events = read(&pack, "The chief of the rebels said \u{201C}no more parley\u{201D} and left.");
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].realis.name(), "future");
}

#[test]
fn faults_name_file_line_and_column() {
    let pattern =
        |rest: &str| format!("[[pattern]]\nname = \"x\"\ntype = \"agreement\"\nmode = \"signed\"\n{rest}\n");
    for (rules, line, message) in [
        (pattern("match = ['sign (the']"), 5, "in \"sign (the\", column 10: expected ')'"),
        (pattern("match = ['<state> ...']"), 5, "expected a word or ~word that every match holds"),
        (pattern("match = ['sign <nobody>']"), 5, "nobody: no such class"),
        (pattern("match = ['sign %colour']"), 5, "%colour: no such kind of token; known are name"),
        (pattern("match = ['who:@ sign']"), 5, "who: no such slot; known are actor"),
        (pattern("match = ['sign /[a/']"), 5, "/[a/:"),
        (pattern("match = []"), 1, "expected a pattern under match"),
        (pattern("match = ['sign']\nstatus = \"maybe\""), 6, "maybe: expected affirmed"),
    ] {
        match with(&rules) {
            Err(Error::Pack { file, line: at, message: text }) => {
                assert_eq!((file.as_str(), at), ("zz.toml", line), "{text}");
                assert!(text.contains(message), "{text}");
            }
            other => panic!("{rules}: expected a fault, got {other:?}"),
        }
    }
}

#[test]
fn an_example_that_is_not_met_is_told() {
    let rules = MEMORANDUM.replace("France inscribed a poem", "France inscribed the memorandum");
    let pack = with(&rules).expect("compiles");
    let failures = pack.self_test();
    assert_eq!(failures.len(), 1);
    assert!(failures[0].message.contains("did not want agreement.signed"), "{failures:?}");
    assert_eq!((failures[0].file.as_str(), failures[0].line), ("zz.toml", 9));
}

#[test]
fn columns_of_examples_are_held_against_the_row() {
    let example = |columns: &str| {
        format!(
            "[[example]]\ntext = \"France signed a treaty with Chad.\"\nevents = [\"agreement.signed\"]\n{columns}\n"
        )
    };
    let met = with(&example("actors = [\"France\", \"Chad\"]")).expect("compiles");
    assert_eq!(met.self_test(), []);
    let failures = with(&example("actors = [\"France\"]")).expect("compiles").self_test();
    assert_eq!(failures.len(), 1);
    assert!(failures[0].message.contains("wanted actors [\"France\"], not"), "{failures:?}");
    let none = "[[example]]\ntext = \"It rained.\"\nactors = [\"France\"]\n";
    assert!(with(none).is_err());
}
