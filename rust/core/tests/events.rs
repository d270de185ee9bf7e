//! The event engine with the pack that ships: its examples, its errors, and what holds for any text.

mod common;

use std::sync::LazyLock;

use common::{compile, files};
use proptest::prelude::*;
use wiresift_core::Error;
use wiresift_core::events::{Article, Event, Pack, PackFile};
use wiresift_core::normalise::place::Gazetteer;
use wiresift_core::text::span::Span;

static PACK: LazyLock<Pack> = LazyLock::new(|| compile(&files(), Vec::new()).expect("the pack compiles"));

fn read(text: &str) -> Vec<Event> {
    read_kept(text, &[])
}

fn read_kept(text: &str, kept: &[Span]) -> Vec<Event> {
    let published = jiff::civil::date(2022, 3, 3);
    PACK.reader().read(&Article { id: "a", text, title: None, published: Some(published), kept })
}

/// "type.mode" with what is not plain after it.
fn names(events: &[Event]) -> Vec<String> {
    events
        .iter()
        .map(|event| {
            let code = &PACK.types()[event.code];
            let negated = if event.negated { " negated" } else { "" };
            let realis = event.realis.name();
            let realis = if realis == "actual" { String::new() } else { format!(" {realis}") };
            format!("{}.{}{negated}{realis}", code.event_type, code.mode)
        })
        .collect()
}

fn one(text: &str, name: &str) -> Event {
    let events = read(text);
    let at = names(&events).iter().position(|known| known == name);
    let at = at.unwrap_or_else(|| panic!("{text}: wanted {name}, read {:?}", names(&events)));
    events[at].clone()
}

#[test]
fn examples_of_the_pack_hold() {
    let failures = PACK.self_test();
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(PACK.examples() >= 25);
}

#[test]
fn the_ontology_is_whole() {
    let types = PACK.types();
    assert_eq!(types.len(), 136);
    for code in types {
        assert_eq!(code.plover.is_some(), code.quad.is_some(), "{}.{}", code.event_type, code.mode);
        if let Some(cameo) = &code.cameo {
            assert!((3..=4).contains(&cameo.len()) && cameo.chars().all(|c| c.is_ascii_digit()), "{cameo}");
        }
    }
}

#[test]
fn a_pack_hash_follows_contents_alone() {
    let mut other = files();
    other.reverse();
    assert_eq!(compile(&other, Vec::new()).expect("compiles").hash(), PACK.hash());
    other[0].1.push_str("\n# one word more\n");
    assert_ne!(compile(&other, Vec::new()).expect("compiles").hash(), PACK.hash());
}

#[test]
fn errors_name_file_line_and_what_was_expected() {
    for (contents, line, message) in [
        ("[acts.end]\nverbs = \"\"\"\nwind down,\nagree to\n\"\"\"\n", 4, "already an act"),
        (
            "[topics.x]\ntype = \"ceasefire\"\n[topics.x.modes]\nagree = \"aggreed\"\n",
            4,
            "no such mode; ceasefire has",
        ),
        ("[topics.x]\ntype = \"ceasefire\"\n[topics.x.modes]\ndance = \"agreed\"\n", 4, "no such act"),
        ("[[word]]\ntype = \"atack\"\nmode = \"other\"\n", 2, "no such type"),
        ("[[word]]\ntype = \"attack\"\nmode = \"other\"\nneeds = \"conflikt\"\n", 4, "no such class"),
        ("[[governor]]\naffirmed = \"affirmd\"\nnegated = \"negated\"\n", 1, "expected affirmed"),
        ("[concepts]\ncrowdz = \"rally\"\n", 2, "crowdz: no such concept; known are arm, matter"),
        ("[concepts]\ncrowd = \"\"\"\nrally,\nsit in\n\"\"\"\n", 4, "expected a single word"),
        ("[concepts]\nsend = \"~teleport\"\n", 2, "no list has such a verb"),
        ("[[word]]\ntyp = \"attack\"\n", 2, "unknown field"),
    ] {
        let mut files = files();
        files.push(("zz.toml".to_owned(), contents.to_owned()));
        match compile(&files, Vec::new()) {
            Err(Error::Pack { file, line: at, message: text }) => {
                assert_eq!((file.as_str(), at), ("zz.toml", line), "{text}");
                assert!(text.contains(message), "{text}");
            }
            other => panic!("{contents}: expected a pack error, got {other:?}"),
        }
    }
}

#[test]
fn nothing_in_the_pack_is_dead_shadowed_or_unused() {
    let files = files();
    let files: Vec<PackFile> = files.iter().map(|(name, contents)| PackFile { name, contents }).collect();
    let findings = Pack::lint(&files, Gazetteer::new(Vec::new()));
    let told: Vec<String> = findings
        .iter()
        .filter(|finding| finding.check != "no-example")
        .map(|finding| format!("{}:{}: {}", finding.file, finding.line, finding.message))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_pack_without_a_name_is_refused() {
    let Err(Error::Pack { message, .. }) = compile(&[("a.toml".into(), String::new())], Vec::new()) else {
        panic!("expected an error")
    };
    assert!(message.contains("[pack]"));
}

#[test]
fn votes_are_counted() {
    let event = one(
        "The resolution passed with 90 votes in favor, 12 abstentions and five votes against.",
        "vote.passed",
    );
    let mut counts: Vec<(String, Option<f64>)> =
        event.quantities.iter().map(|q| (q.kind.clone(), q.best)).collect();
    counts.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        counts,
        [
            ("abstentions".into(), Some(12.0)),
            ("votes_against".into(), Some(5.0)),
            ("votes_for".into(), Some(90.0))
        ]
    );
}

#[test]
fn a_claim_has_a_speaker_with_a_full_name() {
    let text = "Mykhailo Podolyak, a senior adviser, wrote online that talks would resume. \
                The talks will continue on Friday, Podolyak said.";
    let events = read(text);
    let claim = events.last().and_then(|event| event.claim.clone()).expect("a claim");
    assert_eq!(claim.speaker.map(|speaker| speaker.name), Some("Mykhailo Podolyak".to_owned()));
    assert_eq!(names(&events).last().map(String::as_str), Some("negotiation.scheduled future"));
}

/// In a transcript whoever is named in brackets speaks until somebody else does, or the recording ends.
#[test]
fn who_speaks_in_a_transcript_is_named_in_brackets() {
    let text = "THE REBELS ATTACKED THE TOWN. (BEGIN RECORDING) (PONCE) THE REBELS SHELLED THE MARKET. WE KILLED TEN \
                OF THEM. (END RECORDING) THE REBELS KIDNAPPED TWO NURSES.";
    let told = |name: &str| one(text, name).claim.and_then(|claim| claim.speaker).map(|speaker| speaker.name);
    assert_eq!(told("attack.shelling").as_deref(), Some("PONCE"));
    assert_eq!(told("casualties.killed").as_deref(), Some("PONCE"));
    assert_eq!(one(text, "casualties.killed").actors[0].name, "PONCE");
    assert_eq!((told("attack.other"), told("abduction.carried_out")), (None, None));
}

/// Who publishes a list, and who was said to tell what a sentence adds.
#[test]
fn who_gives_an_account_claims_it() {
    let told =
        |text: &str, name: &str| one(text, name).claim.and_then(|claim| claim.speaker).map(|one| one.name);
    let text = "The ministry published a list of 57 people who were killed in the war.";
    assert_eq!(told(text, "casualties.killed").as_deref(), Some("ministry"));
    let text =
        "The governor said that rebels shelled the port. In addition, two soldiers were killed in a raid.";
    assert_eq!(told(text, "casualties.killed").as_deref(), Some("governor"));
}

#[test]
fn a_quotation_mark_too_few_claims_nothing_further_on() {
    let text = "``We are here to stay, said General Mahamat. ``We shall not go home.'' Chad sent troops to Togo. \
                ``They may come,'' a minister said. Chad has shelled the port.";
    for name in ["deployment.carried_out", "attack.shelling"] {
        assert_eq!(one(text, name).claim.map(|claim| claim.kind), None, "{name}");
    }
}

#[test]
fn what_somebody_reports_or_claims_is_a_claim() {
    let speaker = |text: &str, name: &str| one(text, name).claim.and_then(|claim| claim.speaker);
    let named = |text: &str, name: &str| speaker(text, name).map(|speaker| speaker.span.of(text).to_owned());
    let text = "The army reported the deaths of ten rebels near the border.";
    assert_eq!(named(text, "casualties.killed"), Some("army".to_owned()));
    let text = "The militia claimed responsibility for the bombing in the capital.";
    assert_eq!(named(text, "attack.bombing"), Some("militia".to_owned()));
    let text = "No one claimed responsibility for the bombing in the capital.";
    assert_eq!(named(text, "attack.bombing"), None);
}

#[test]
fn numbers_keep_their_hedges() {
    let event = one("The U.N. said over 1 million refugees have fled Ukraine.", "displacement.fled");
    assert!(event.quantities[0].is_minimum);
    assert_eq!(event.quantities[0].best, Some(1_000_000.0));
    let event = one(
        "Roughly 900 people were able to evacuate through humanitarian corridors from Kherson while shelling went on.",
        "evacuation.carried_out",
    );
    assert!(event.quantities[0].is_approximate);
}

#[test]
fn nothing_crosses_a_gap() {
    let text = "The rebels agreed to. Also read: sports. A ceasefire was welcome.";
    let kept = [Span::new(0, 20), Span::new(37, text.len())];
    assert!(names(&read_kept(text, &kept)).iter().all(|name| !name.starts_with("ceasefire.agreed")));
}

#[test]
fn capitals_tell_the_same() {
    for text in [
        "Russia and Ukraine agreed to a ceasefire on Monday.",
        "The rebels formally rejected the truce. They fled.",
        "In addition, the army shelled three villages, a spokesman said.",
        "President Pablo Verano tonight called for talks with the guerrillas.",
        "US troops may kill the hostages. They told us who was there.",
        "The driver got out of the car after the explosion, which took place at dawn.",
        "The Sudan Liberation Army released a communique and two soldiers.",
    ] {
        let want = names(&read(text));
        assert!(!want.is_empty(), "{text}");
        assert_eq!(names(&read(&text.to_uppercase())), want, "{text}");
    }
}

#[test]
fn typography_tells_the_same() {
    for text in [
        "They couldn't agree on a cease-fire.",
        "They couldn’t agree on a cease\u{2010}fire.",
        "They couldn’t agree on a cease\u{a0}fire.",
    ] {
        assert_eq!(names(&read(text)), ["ceasefire.agreed negated"], "{text}");
    }
}

#[test]
fn what_stands_in_front_of_its_subject_is_denied() {
    for (text, want) in [
        ("At no time did soldiers attack the hospital.", "attack.other negated"),
        ("Nor did rebels attack the village on Friday.", "attack.other negated"),
        ("Under no circumstances will rebels attack the village.", "attack.other negated future"),
        ("Never before have rebels attacked the village.", "attack.other"),
        ("Not only have rebels attacked the village, but they have burned it.", "attack.other"),
        ("No more attacks on the village were reported.", "attack.other negated"),
        ("Rebels no longer attack the village.", "attack.other negated"),
        ("The king considered whether or not to send troops to Liberia.", "deployment.announced"),
    ] {
        assert_eq!(names(&read(text))[0], want, "{text}");
    }
}

/// Words that news is made of, so that random texts reach deep into the steps.
const WORDS: [&str; 66] = [
    "Russia",
    "Ukraine",
    "the",
    "a",
    "rebels",
    "agreed",
    "to",
    "ceasefire",
    "truce",
    "talks",
    "refused",
    "said",
    "that",
    "who",
    "which",
    "if",
    "not",
    "no",
    "killed",
    "at",
    "least",
    "20",
    "people",
    "in",
    "Kyiv",
    "on",
    "Monday",
    ",",
    ".",
    "\"",
    "'s",
    "and",
    "or",
    "will",
    "could",
    "have",
    "been",
    "attacked",
    "attack",
    "shelling",
    "by",
    "after",
    "before",
    "sanctions",
    "imposed",
    "resolution",
    "141-5",
    "votes",
    "neither",
    "nor",
    "they",
    "he",
    "reportedly",
    "—",
    ";",
    ":",
    "withdraw",
    "troops",
    "from",
    "(",
    ")",
    "NATO",
    "(NATO)",
    "International Coffee Organization",
    "soldiers",
    "army",
];

fn newsy() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..60).prop_map(|words| words.join(" "))
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    for event in read(text) {
        let spans = event
            .actors
            .iter()
            .chain(&event.recipients)
            .map(|actor| actor.span)
            .chain(event.quantities.iter().map(|quantity| quantity.span))
            .chain(event.cues.iter().map(|cue| cue.span))
            .chain(event.place.iter().map(|place| place.span))
            .chain([event.trigger, event.sentence_span]);
        for span in spans {
            prop_assert!(
                text.get(span.start..span.end).is_some_and(|words| !words.is_empty()),
                "{span:?} of {text:?}"
            );
        }
        prop_assert!(
            event.sentence_span.start <= event.trigger.start && event.trigger.end <= event.sentence_span.end
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_and_sliced(text in "\\PC{0,300}") {
        holds(&text)?;
    }

    #[test]
    fn any_run_of_news_words_is_read_and_sliced(text in newsy()) {
        holds(&text)?;
    }

    /// A sentence without a trigger before the text moves every span and changes nothing else.
    #[test]
    fn a_sentence_without_a_trigger_changes_nothing(text in newsy()) {
        let front = "It rained.\n\n";
        let plain = read(&text);
        let moved = read(&format!("{front}{text}"));
        prop_assert_eq!(names(&plain), names(&moved));
        for (one, two) in plain.iter().zip(&moved) {
            prop_assert_eq!(one.trigger.start + front.len(), two.trigger.start);
            prop_assert_eq!(&one.rule, &two.rule);
            prop_assert_eq!(one.quantities.len(), two.quantities.len());
        }
    }

    /// A first look asks for no more company than the steps do: an explanation reads every sentence that holds a word
    /// which can start an event.
    #[test]
    fn a_first_look_passes_over_nothing_that_tells(text in newsy()) {
        let article = Article { id: "a", text: &text, title: None, published: None, kept: &[] };
        prop_assert_eq!(PACK.reader().read(&article), PACK.reader().explain(&article).0);
    }

    /// Nor does it where the subject of an article closes what its sentences tell.
    #[test]
    fn a_subject_passes_over_nothing_that_it_leaves_open(text in newsy(), subject in 0..3_usize) {
        let subject = [
            "The candidates for the senate campaigned on taxes and rejected a bill.\n",
            "A jury convicted the suspect of murder after he attacked a guard.\n",
            // nothing in particular
            "The gardener praised a rose and asked his sons to help.\n",
        ][subject];
        let text = subject.repeat(9) + &text;
        let article = Article { id: "a", text: &text, title: None, published: None, kept: &[] };
        prop_assert_eq!(PACK.reader().read(&article), PACK.reader().explain(&article).0);
    }

    /// A reader that has read other texts reads as a new one does.
    #[test]
    fn a_reader_forgets(first in newsy(), second in newsy()) {
        let mut reader = PACK.reader();
        let article = |text| Article { id: "a", text, title: None, published: None, kept: &[] };
        reader.read(&article(&first));
        prop_assert_eq!(reader.read(&article(&second)), PACK.reader().read(&article(&second)));
    }
}

#[test]
fn an_attack_that_was_told_is_evidence_for_what_follows() {
    let text = "Soldiers shelled the village on Monday. Doctors said that seven people were killed.";
    assert!(names(&read(text)).iter().any(|name| name.starts_with("casualties.killed")));
    // nothing is read into what stands alone, or before
    assert!(read("Doctors said that seven people were killed.").is_empty());
    let before = "Doctors said that seven people were killed. Soldiers shelled the village on Monday.";
    assert!(!names(&read(before)).iter().any(|name| name.starts_with("casualties.killed")));
}

/// A whole article on nothing in particular tells nothing at home; a short one may, and so may one of two countries.
#[test]
fn what_a_whole_article_says_at_home_is_no_event() {
    let idle = "The baker praised a rose. The cook blamed the frost. A plumber criticised the butter. ";
    let told = names(&read(&format!("{idle}The mayor urged the council to resign.")));
    assert!(told.iter().any(|name| name == "demand.expressed"), "{told:?}");
    let whole = format!("{idle}{idle}The mayor urged the council to resign.");
    assert!(read(&whole).is_empty(), "{:?}", names(&read(&whole)));
    let shared = format!("{whole} A Norwegian praised a Dane.");
    assert!(!read(&shared).is_empty());
}

/// In an article that speaks of markets little more often than of states, a state that comes together with others is told.
#[test]
fn a_state_comes_together_with_others_in_an_article_on_markets_too() {
    let market =
        "Investors backed the merger. Shareholders rejected the bid. The company criticised the bank. ";
    let states = "Creditors backed the rescheduling. The minister praised the treaty. ";
    let call = "The president of Chad telephoned a creditor.";
    assert_eq!(names(&read(&format!("{market}{states}{call}"))), ["diplomatic_contact.call"]);
    let said = "The president of Chad criticised a creditor.";
    assert!(read(&format!("{market}{states}{said}")).is_empty());
    assert!(read(&format!("{market}{market}{market}{states}{call}")).is_empty());
}

/// Only sentences that can tell an event make an article one about a campaign.
#[test]
fn what_holds_no_trigger_makes_no_subject() {
    let text = "The senator condemned the ballot. The nominee urged Democrats to vote.";
    let told = names(&read(text));
    assert!(told.iter().any(|name| name == "condemnation.expressed"), "{told:?}");
    let idle = " A backbencher slept. A backbencher yawned. A backbencher wept.";
    assert_eq!(names(&read(&format!("{text}{idle}"))), told);
    // a third sentence that could tell something does
    let third = format!("{text} Voters backed the candidate.");
    assert!(read(&third).is_empty(), "{:?}", names(&read(&third)));
    // and an armed group is told of all the same
    let fourth = format!("{third} Hamas attacked a village.");
    assert_eq!(names(&read(&fourth)).len(), 1);
}

#[test]
fn a_month_alone_is_the_nearer_one_for_what_may_come() {
    let first = |text: &str, name: &str| one(text, name).date_start.map(|day| day.to_string());
    // read on 2022-03-03
    let text = "Parliament approves the resolution in May.";
    assert_eq!(first(text, "vote.passed").as_deref(), Some("2022-05-01"));
    let text = "Rebels killed nine soldiers in May.";
    assert_eq!(first(text, "casualties.killed historical").as_deref(), Some("2021-05-01"));
}

/// A weekday is one whether or not it is known of which week.
#[test]
fn a_text_without_a_day_of_publication_tells_as_much() {
    for text in ["The attacks Sunday shook the valley.", "An ambush Thursday shook the town."] {
        let article = |published| Article { id: "a", text, title: None, published, kept: &[] };
        let read = |published| PACK.reader().read(&article(published));
        let (dated, undated) = (read(Some(jiff::civil::date(2015, 6, 10))), read(None));
        assert_eq!(names(&dated).len(), 1, "{text}");
        assert_eq!(names(&dated), names(&undated), "{text}");
        assert!(dated[0].date_start.is_some() && undated[0].date_start.is_none(), "{text}");
    }
}

/// Whom "it" and "they" mean depends on whether they do something or have it done to them.
#[test]
fn a_pronoun_that_suffers_is_who_suffered_before() {
    for (text, whom) in [
        ("Rebels seized the town of Boz on Monday. The army shelled it on Tuesday.", "town"),
        ("The army rescued 40 girls. They had been kidnapped by rebels.", "girls"),
        // the dead suffer nothing more
        ("Rebels killed ten soldiers. The army attacked them.", "Rebels"),
    ] {
        let events = read(text);
        let last = events.last().expect(text);
        let named: Vec<&str> = last.recipients.iter().map(|actor| actor.span.of(text)).collect();
        assert_eq!(named, [whom], "{text}");
    }
    let events = read("Gunmen attacked a bus on Friday. They killed six passengers.");
    assert_eq!(events.last().unwrap().actors[0].name, "gunmen");
}

fn recipients_of<'t>(text: &'t str, events: &[Event], name: &str) -> Vec<Vec<&'t str>> {
    let named = events.iter().filter(|event| names(std::slice::from_ref(event))[0].starts_with(name));
    let spans = |event: &Event| event.recipients.iter().map(|actor| actor.span.of(text)).collect();
    named.map(spans).collect()
}

#[test]
fn what_is_told_again_is_done_to_the_same() {
    let text =
        "Rebels attacked a clinic near the river. It has no guards. The cowardly attack lasted an hour.";
    let events = read(text);
    assert_eq!(recipients_of(text, &events, "attack"), [["clinic"]; 2], "{:?}", names(&events));
    let text =
        "Norway imposed sanctions on Angola in March. The talks failed. Norway will not lift the sanctions.";
    let events = read(text);
    assert_eq!(recipients_of(text, &events, "sanction"), [["Angola"]; 2], "{:?}", names(&events));
    // of two nobody knows which
    let text = "Norway imposed sanctions on Angola. Sweden imposed sanctions on Chad. Norway will lift the sanctions.";
    let events = read(text);
    let sides = recipients_of(text, &events, "sanction");
    assert_eq!(sides.last().map(Vec::len), Some(0), "{sides:?}");
}

#[test]
fn words_are_answered_to_whose_they_were() {
    let text =
        "Norway accused Angola of arming the rebels. The charge came late. Angola denied the accusation.";
    let events = read(text);
    assert_eq!(recipients_of(text, &events, "rejection"), [["Norway"]], "{:?}", names(&events));
    let text = "Norway accused Angola of arming the rebels. Norway rejected the plan.";
    let sides = recipients_of(text, &read(text), "rejection");
    assert!(sides.iter().all(Vec::is_empty), "{sides:?}");
}

#[test]
fn an_attack_known_to_an_article_has_its_target() {
    let text = "Rebels bombed a clinic near the river on Monday. The sky was clear. The valley is poor. Nobody lives \
                there. Snow fell. It was cold. Foreigners carried out the bombing, the government said.";
    let events = read(text);
    assert_eq!(recipients_of(text, &events, "attack"), [["clinic"]; 2], "{:?}", names(&events));
}
