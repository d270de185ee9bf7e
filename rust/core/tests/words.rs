//! Rules that are words: who must do what they tell, and how their phrases are written.

mod common;

use wiresift_core::events::{Article, Pack};

/// The built-in pack with one event word more.
fn with(lines: &str) -> Pack {
    let mut files = common::files();
    let rules = format!(
        "[[word]]\nname = \"own\"\ntype = \"attack\"\nmode = \"other\"\nobject = \"optional\"\n{lines}\n"
    );
    files.push(("zz.toml".to_owned(), rules));
    common::compile(&files, Vec::new()).expect("compiles")
}

/// Whether the new word tells an event, and who takes part in it: actors and recipients as written.
fn told(pack: &Pack, text: &str) -> Option<(Vec<String>, Vec<String>)> {
    let article = Article { id: "a", text, title: None, published: None, kept: &[] };
    let events = pack.reader().read(&article);
    let event = events.into_iter().find(|event| event.rule == "word own")?;
    let written = |actors: &[wiresift_core::events::Actor]| {
        actors.iter().map(|actor| actor.span.of(text).to_owned()).collect::<Vec<_>>()
    };
    Some((written(&event.actors), written(&event.recipients)))
}

#[test]
fn a_phrase_with_be_and_a_participle_is_found() {
    let pack = with("verbs = \"be zorbled by\"\n[english]\nverbs = \"zorble\"");
    assert!(told(&pack, "The rebels were zorbled by the army.").is_some());
    assert!(told(&pack, "The rebels have been badly zorbled by the army.").is_some());
    assert_eq!(told(&pack, "The army zorbled the rebels."), None);
    assert_eq!(told(&pack, "The rebels were zorbled."), None);
}

#[test]
fn adjectives_stand_before_a_noun_of_a_phrase() {
    let pack = with("verbs = \"zorble of a river, zorble over\"\n[english]\nverbs = \"zorble\"");
    for text in [
        "The army zorbled of a river.",
        "The army zorbled of a terrible river.",
        "The army zorbled of a new \"terrible\" river.",
        "The army zorbled of an enormous river.",
        "The army zorbled of a two-day river.",
    ] {
        assert!(told(&pack, text).is_some(), "{text}");
    }
    for text in
        ["The army zorbled of a house in the river.", "The army zorbled of a new, bad and very cold river."]
    {
        assert_eq!(told(&pack, text), None, "{text}");
    }
}

#[test]
fn the_subject_of_such_a_phrase_is_its_own() {
    let pack = with("verbs = \"be zorbled by\"\nrecipients = \"by\"\n[english]\nverbs = \"zorble\"\n");
    let (actors, recipients) = told(&pack, "The rebels were zorbled by the army.").expect("told");
    assert_eq!((actors, recipients), (vec!["rebels".to_owned()], vec!["army".to_owned()]));
}

#[test]
fn a_subject_can_be_ruled_out() {
    let pack = with("verbs = \"zorble\"\nsubject_never = \"armed\"\n");
    assert!(told(&pack, "The minister zorbled the town.").is_some());
    assert_eq!(told(&pack, "The soldiers zorbled the town."), None);
    assert_eq!(told(&pack, "The town was zorbled by soldiers."), None);
    assert!(told(&pack, "The town was zorbled.").is_some());
}

#[test]
fn the_verb_of_many_is_read_behind_what_hangs_on_its_subject() {
    let pack = with("verbs = \"zorble\"\nsubject_class = \"armed\"\n");
    for text in [
        "Militants in the northern hills zorble a convoy.",
        "Rebels loyal to the front zorble two posts near the dam.",
        "Nine people are hurt as soldiers zorble villagers in the delta.",
        "On Sunday, gunmen in the town zorble a bus and a truck.",
    ] {
        assert!(told(&pack, text).is_some(), "{text}");
    }
    for text in
        ["Members of the zorble squad and rebels were there.", "The soldiers saw a zorble the day before."]
    {
        assert_eq!(told(&pack, text), None, "{text}");
    }
}

#[test]
fn the_subject_behind_a_phrase_without_a_comma_has_its_verb() {
    let pack = with("verbs = \"zorble\"\nsubject_class = \"armed\"\n");
    for (text, who) in [
        ("In the south rebels zorbled the town.", "rebels"),
        ("In Sudan rebels zorbled a base.", "rebels"),
        ("During the night soldiers zorbled a post.", "soldiers"),
        ("At the same time rebel fighters zorbled a base.", "rebel fighters"),
        ("In the pre-dawn hours gunmen zorbled a hotel.", "gunmen"),
        ("Hours after the vote, soldiers zorbled the palace.", "soldiers"),
        ("Days after the coup soldiers zorbled the palace.", "soldiers"),
        ("Officials said that in the capital gunmen zorbled a bank.", "gunmen"),
    ] {
        let (actors, _) = told(&pack, text).unwrap_or_else(|| panic!("nothing in {text}"));
        assert_eq!(actors, [who], "{text}");
    }
}

#[test]
fn a_perfect_tense_keeps_its_subject_over_words_between() {
    let pack =
        with("verbs = \"zorble\"\nsubject_class = \"armed\"\n[english]\nverbs = \"zorble, gromble\"\n");
    for text in [
        "Soldiers have since zorbled the port.",
        "Soldiers held a parade, having zorbled the port.",
        "Soldiers have grombled, zorbled, and burned the port.",
        "Soldiers have zorbled, grombled and burned the port.",
    ] {
        let (actors, recipients) = told(&pack, text).unwrap_or_else(|| panic!("nothing in {text}"));
        assert_eq!((actors, recipients), (vec!["Soldiers".to_owned()], vec!["port".to_owned()]), "{text}");
    }
}

#[test]
fn what_only_describes_takes_no_subject_from_the_verb() {
    let pack = with("verbs = \"zorble\"\nsubject_class = \"armed\"\n");
    for (text, who) in [
        ("In Kara, ten soldiers, who had fled a raid, zorbled a post.", "soldiers"),
        ("In a report issued today the army zorbled the rebels.", "army"),
        ("The town is shut because rebel fighters zorbled it.", "rebel fighters"),
    ] {
        let (actors, _) = told(&pack, text).unwrap_or_else(|| panic!("nothing in {text}"));
        assert_eq!(actors, [who], "{text}");
    }
}

#[test]
fn a_clause_behind_another_has_its_own_verb() {
    let pack = with("verbs = \"guard\"\nsubject_class = \"armed\"\n[english]\nverbs = \"guard\"\n");
    for text in [
        "The port is shut because militants in the Boz province of Chad guard churches.",
        "After the port was shut, rebel forces in the hills guard churches.",
        "The army says militants in the Boz province of Chad guard churches.",
        "In the south militants, backed by tanks, guarded two churches.",
    ] {
        assert!(told(&pack, text).is_some(), "{text}");
    }
}

#[test]
fn the_subject_of_what_is_said_keeps_what_describes_it() {
    let pack = with("verbs = \"zorble\"\nsubject_class = \"armed, person\"\n");
    for (text, who) in [
        ("Officials said soldiers wearing masks zorbled a post.", "soldiers"),
        ("Officials said soldiers guarding a bus carrying food zorbled a post.", "soldiers"),
        ("Soldiers zorbled most of the posts the rebels held.", "Soldiers"),
        ("Officials said a guard, the brother of a minister, had zorbled a post.", "guard"),
        ("In a second village soldiers had zorbled a post.", "soldiers"),
        ("In the mosque four Chadian soldiers had zorbled a post.", "Chadian soldiers"),
        ("In one mosque two Chadian soldiers had zorbled a post.", "Chadian soldiers"),
    ] {
        let (actors, _) = told(&pack, text).unwrap_or_else(|| panic!("nothing in {text}"));
        assert_eq!(actors, [who], "{text}");
    }
}

#[test]
fn an_event_behind_a_verb_of_saying_is_a_subject() {
    let pack = with("verbs = \"zorble\"\n");
    let text = "Officials said shelling of the town by rebels killed ten guards.";
    let article = Article { id: "a", text, title: None, published: None, kept: &[] };
    let events = pack.reader().read(&article);
    let shelling = events.iter().find(|event| event.trigger.of(text) == "shelling").expect("an attack");
    let who: Vec<_> = shelling.actors.iter().map(|actor| actor.span.of(text)).collect();
    assert_eq!(who, ["rebels"]);
}
