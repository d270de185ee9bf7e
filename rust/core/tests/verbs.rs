//! Tables `[[verb]]`: what a verb tells by the words around it, who stands on each side, and what is said of faults.

mod common;

use wiresift_core::Error;
use wiresift_core::events::{Article, Pack};

const TABLES: &str = r#"
[types.deal.told]
[types.deal.cut]
[types.deal.kept]
[types.deal.visit]
[types.deal.host]
[types.deal.joint]
[types.deal.freed]

[sets]
goods = "grain, =relief convoys, fuel oil"

[[verb]]
name = "doff"
verbs = "doff, doff off, wire ~doff (doft)"
tells = "deal.told"
sides = true
match = [
    "not ... * ... &goods => deal.kept",
    "* ... &goods => deal.cut",
    "recipient:@<actor> ... was ... * ... from actor:@<actor> => deal.freed",
    "side:@<actor> ... * talks => deal.joint",
    "* ... nothing => -",
]

[[verb]]
name = "glide"
verbs = "glide"
tells = "deal.visit:deal.host"
sides = true
alone = { "deal.told" = "swoop" }

[[verb]]
name = "utter"
verbs = "utter"
tells = "deal.told"
covers = true
match = ["* ... * => deal.cut"]
"#;

/// The built-in pack with one file more.
fn with(rules: &str) -> Result<Pack, Error> {
    let mut files = common::files();
    files.push(("zz.toml".to_owned(), rules.to_owned()));
    common::compile(&files, Vec::new())
}

fn tables() -> String {
    TABLES.replace("match = [\"* ... * => deal.cut\"]\n", "")
}

/// The rows of the tables: `mode: actors > recipients`.
fn read(pack: &Pack, text: &str) -> Vec<String> {
    let article = Article { id: "a", text, title: None, published: None, kept: &[] };
    let events = pack.reader().read(&article);
    let names = |actors: &[wiresift_core::events::Actor]| {
        actors.iter().map(|actor| actor.code.clone().unwrap_or_default()).collect::<Vec<_>>().join("+")
    };
    let of_verbs = events.iter().filter(|event| event.rule.contains("verb "));
    of_verbs
        .map(|event| {
            let mode = &pack.types()[event.code].mode;
            format!("{mode}: {} > {}", names(&event.actors), names(&event.recipients))
        })
        .collect()
}

#[test]
fn the_first_line_that_matches_tells_and_else_the_verb() {
    let pack = with(&tables()).expect("compiles");
    for (text, want) in [
        ("France doffed Chad on Monday.", &["told: FRA > TCD"][..]),
        ("France doffed the fuel oil of Chad.", &["cut: FRA > TCD"]),
        ("France doffed all relief convoys for Chad.", &["cut: FRA > TCD"]),
        ("France doffed a relief convoy for Chad.", &["told: FRA > TCD"]),
        ("France did not doff the grain for Chad.", &["kept: FRA > TCD"]),
        ("France doffed Chad for nothing.", &[]),
        ("Chad was then doffed from Mali.", &["freed: MLI > TCD"]),
        ("France and Chad doffed talks in spring.", &["joint: FRA+TCD > "]),
        ("France doffed off Chad.", &["told: FRA > TCD"]),
        ("France wire doft Chad.", &["told: FRA > TCD"]),
        ("Chad was doffed by France.", &["told: FRA > TCD"]),
        ("France doffed the hall.", &[]),
        ("France and Chad doffed the hall.", &[]),
        ("France glided to Chad.", &["visit: FRA > TCD", "host: TCD > FRA"]),
        ("France swooped to Chad.", &["told: FRA > TCD"]),
    ] {
        assert_eq!(read(&pack, text), want, "{text}");
    }
}

#[test]
fn what_stands_below_a_verb_that_covers_is_part_of_it() {
    let pack = with(&tables()).expect("compiles");
    assert_eq!(read(&pack, "France uttered that it would doff Chad."), ["told: FRA > TCD"]);
    assert_eq!(
        read(&pack, "France glided to Chad and doffed Mali."),
        ["visit: FRA > TCD", "host: TCD > FRA", "told: FRA > MLI"]
    );
}

#[test]
fn rows_bear_the_name_of_their_table() {
    let pack = with(&tables()).expect("compiles");
    let article =
        Article { id: "a", text: "France glided to Chad.", title: None, published: None, kept: &[] };
    let events = pack.reader().read(&article);
    let rules: Vec<&str> = events.iter().map(|event| event.rule.as_str()).collect();
    assert_eq!(rules, ["verb glide", "back of verb glide"]);
    assert_ne!(events[0].event_id, events[1].event_id);
}

#[test]
fn sets_serve_patterns_too() {
    let rules = "[sets]\ngoods = \"grain\"\n[[pattern]]\nname = \"x\"\ntype = \"agreement\"\nmode = \"signed\"\n\
                 match = ['actor:@ ~inscribe the &goods']\nyes = ['Chad inscribed the grain.']\n";
    assert_eq!(with(rules).expect("compiles").self_test(), []);
}

#[test]
fn faults_name_file_line_and_column() {
    let verb = |rest: &str| format!("[types.deal.told]\n[[verb]]\nname = \"x\"\nverbs = \"doff\"\n{rest}\n");
    for (rules, line, message) in [
        (verb("match = ['* aid']"), 5, "expected => and what it tells behind the pattern"),
        (verb("match = ['* (aid => deal.told']"), 5, "column 8: expected ')'"),
        (verb("match = ['aid => deal.told']"), 5, "expected one * for the verb, outside of brackets"),
        (verb("match = ['* a * => deal.told']"), 5, "expected one * for the verb"),
        (verb("match = ['* => deal.lost']"), 5, "no such mode; deal has told"),
        (verb("match = ['* &goods => deal.told']"), 5, "&goods: no such set; there are none"),
        (verb("tells = \"deal\""), 5, "deal: expected \"type.mode\""),
        ("[[verb]]\nname = \"x\"\nverbs = \"doff (doft\"\n".to_owned(), 3, "expected ')' behind the forms"),
        (
            "[[pattern]]\nname = \"x\"\ntype = \"agreement\"\nmode = \"signed\"\nmatch = ['sign * x']\n"
                .to_owned(),
            5,
            "* is the verb of a table [[verb]]",
        ),
    ] {
        match with(&rules) {
            Err(Error::Pack { file, line: at, message: text }) => {
                assert_eq!((file.as_str(), at), ("zz.toml", line), "{text}");
                assert!(text.contains(message), "{text:?} does not hold {message:?}");
            }
            other => panic!("{rules}: {other:?}"),
        }
    }
}

#[test]
fn people_who_come_from_a_state_are_its_people() {
    let pack = with(&tables()).expect("compiles");
    for (text, want) in [
        ("Soldiers from Chad doffed Mali.", &["told: TCDMIL > MLI"][..]),
        ("Rebels from Mali doffed France.", &["told: MLIREB > FRA"]),
        ("Ministers of Chad, Mali and the Niger doffed France.", &["told: TCDGOV+MLIGOV+NERGOV > FRA"]),
        ("Chad's battered soldiers doffed Mali.", &["told: TCDMIL > MLI"]),
        ("The weary Chadian traffic police doffed Mali.", &["told: TCDCOP > MLI"]),
        ("France doffed Chad, France and Chad.", &["told: FRA > TCD"]),
        // one person is of one state; where somebody was taken from
        ("The minister of Chad and Mali doffed France.", &["told: TCDGOV > FRA"]),
        ("France doffed soldiers from Chad.", &["told: FRA > MIL"]),
    ] {
        assert_eq!(read(&pack, text), want, "{text}");
    }
}

#[test]
fn what_is_discarded_tells_nothing() {
    let rules = "[discards]\nsentences = \"=years later\"\narticles = \"cup final\"\n";
    let pack = with(&format!("{rules}{}", tables())).expect("compiles");
    for (text, want) in [
        ("France doffed Chad.", &["told: FRA > TCD"][..]),
        ("Years later France doffed Chad. Mali doffed Chad.", &["told: MLI > TCD"]),
        ("A year later France doffed Chad.", &["told: FRA > TCD"]),
        ("France doffed Chad. The cup finals are near.", &[]),
    ] {
        assert_eq!(read(&pack, text), want, "{text}");
    }
}

#[test]
fn waived_examples_are_not_read() {
    let text = "The band played on.";
    let example = format!("[[example]]\ntext = \"{text}\"\nevents = [\"attack.bombing\"]\n");
    let pack = with(&example).expect("compiles");
    assert_eq!(pack.self_test().len(), 1);
    assert_eq!(with(&format!("waived = [\"{text}\"]\n{example}")).expect("compiles").self_test(), []);
}
