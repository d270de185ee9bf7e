//! Who does what a sentence tells, where another sentence names them.

mod common;

use std::sync::LazyLock;

use common::{compile, files};
use wiresift_core::events::{Article, Pack};

static PACK: LazyLock<Pack> = LazyLock::new(|| compile(&files(), Vec::new()).expect("the pack compiles"));

/// Who acts in the last row of a text.
fn last(text: &str) -> Vec<String> {
    let published = Some(jiff::civil::date(2022, 3, 3));
    let events = PACK.reader().read(&Article { id: "a", text, title: None, published, kept: &[] });
    let last = events.last().unwrap_or_else(|| panic!("nothing is read in {text}"));
    last.actors.iter().map(|actor| actor.span.of(text).to_owned()).collect()
}

#[test]
fn the_sentence_before_tells_who_attacked() {
    for (text, who) in [
        (
            "Urban guerrillas hurled bombs at the army post. One of the bombs exploded inside.",
            "Urban guerrillas",
        ),
        ("Gunmen shot the judge Ana Lopez on Monday. Lopez was wounded in the head.", "Gunmen"),
        ("Gunmen attacked a bus near Boz. Nobody was hurt.", "Gunmen"),
        ("Rebels attacked soldiers in Boz. Heavy fighting was still reported on Tuesday.", "Rebels"),
        ("Rebels attacked Boz on Monday. The mayor fled. Ten policemen died in the attack on Boz.", "Rebels"),
        ("Gunmen killed a judge on Monday. The town is calm. The killing shocked the minister.", "Gunmen"),
    ] {
        assert_eq!(last(text), [who], "{text}");
    }
    // another one
    assert!(last("Rebels attacked a bus. Two men died when a bomb went off in a market.").is_empty());
    assert!(last("The army attacked the port. In addition, a bomb killed two men in the market.").is_empty());
    assert!(
        last("Rebels attacked Boz on Monday. The mayor fled. Ten men died in the attack on Kara.").is_empty()
    );
}

#[test]
fn the_talks_are_those_of_the_two_who_were_told() {
    let text = "Chad and Mali began talks on Monday. The talks ended on Tuesday.";
    assert_eq!(last(text), ["Chad", "Mali"]);
    // others
    assert!(last("Chad and Mali began talks on Monday. The Group of 24 meeting ended on Tuesday.").len() < 2);
}

/// Guerrillas who die did not fall to rebels.
#[test]
fn those_who_suffer_fell_to_the_other_side() {
    for (text, who) in [
        ("Soldiers clashed with rebels near Boz. Six guerrillas were killed.", "Soldiers"),
        ("Rebels ambushed a patrol near Boz. Two guerrillas were killed.", "patrol"),
        // their own attack is theirs all the same
        ("Rebels ambushed a patrol near Boz. Two guerrillas died in the attack.", "Rebels"),
    ] {
        assert_eq!(last(text), [who], "{text}");
    }
}

#[test]
fn those_who_answer_for_it_did_it() {
    for (text, who) in [
        ("Three men were jailed for the bombing of the hotel.", "men"),
        ("A court sentences three men to death for the bombing of the hotel.", "men"),
        ("The general pleaded guilty to the murder of the bishop.", "general"),
        ("The militant admitted to the bombing of the hotel.", "militant"),
        ("Police arrested ten people suspected of involvement in the bombing of the hotel.", "people"),
        ("Aid groups regret alleged Chadian involvement in the assassination of the envoy.", "Chadian"),
        ("The soldiers took part in the massacre of the priests.", "soldiers"),
        ("The envoy was murdered on orders from the rebels.", "rebels"),
        ("It is hard for the army to withdraw its troops from Boz.", "army"),
        ("The report condemned the minister.", "report"),
    ] {
        assert_eq!(last(text), [who], "{text}");
    }
    assert!(last("The cleric denies any part in the bombing of the hotel.").is_empty());
    assert!(last("The army did not take part in the bombing of the hotel.").is_empty());
}

#[test]
fn whoever_owns_up_did_what_the_sentence_before_told() {
    let published = Some(jiff::civil::date(2022, 3, 3));
    let text = "A bomb killed ten men in Boz. The militia claimed the attack in a letter.";
    let events = PACK.reader().read(&Article { id: "a", text, title: None, published, kept: &[] });
    let bomb = events.iter().find(|event| event.sentence == 0).expect("the bomb is read");
    assert_eq!(bomb.actors.len(), 1);
}

/// Who claims the last row of a text.
fn teller(text: &str) -> Option<String> {
    let published = Some(jiff::civil::date(2022, 3, 3));
    let events = PACK.reader().read(&Article { id: "a", text, title: None, published, kept: &[] });
    let last = events.last().unwrap_or_else(|| panic!("nothing is read in {text}"));
    let claim = last.claim.as_ref()?;
    let speaker = claim.speaker.as_ref().map(|speaker| speaker.span.of(text).to_owned());
    speaker.or_else(|| claim.outlet.clone())
}

#[test]
fn a_pronoun_speaks_for_whoever_spoke() {
    for (text, who) in [
        (
            "Foreign Ministry spokeswoman Ana Boz said it was late. She said rebels had killed ten people.",
            "Foreign Ministry spokeswoman Ana Boz",
        ),
        ("The bank said prices rose. It said rebels had killed ten people.", "bank"),
        ("General Ana A. Boz said it was late. She said rebels had killed ten.", "General Ana A. Boz"),
        (
            "The road was shut, the spokesman said. BZX has a mine there. He said rebels had killed ten.",
            "spokesman",
        ),
        ("In a separate report Boz said rebels had killed ten people.", "Boz"),
        ("Chadian and Libyan officials said rebels had killed ten people.", "Chadian and Libyan officials"),
        ("According to U.S. and Chadian officials, rebels killed ten people.", "U.S. and Chadian officials"),
    ] {
        assert_eq!(teller(text).as_deref(), Some(who), "{text}");
    }
    assert_eq!(teller("So far, no group has claimed responsibility for the attack on the port."), None);
}

#[test]
fn who_told_of_a_raid_tells_of_it_again() {
    for (text, who) in [
        (
            "The army report says rebels ambushed a patrol near Boz. Ten men died in this ambush.",
            "army report",
        ),
        ("Police reported that a bomb exploded in Boz. The explosion wounded ten men.", "Police"),
    ] {
        assert_eq!(teller(text).as_deref(), Some(who), "{text}");
    }
    for text in [
        // behind who said it the writer tells on
        "A bomb exploded in Boz, police said. The explosion wounded ten men.",
        // who owns up gives no account
        "The militia claimed responsibility for the attack on Boz. Ten men died in the attack.",
    ] {
        assert_eq!(teller(text), None, "{text}");
    }
}

#[test]
fn sides_of_talks_and_measures_are_told_by_what_hangs_on_them() {
    for (text, who) in [
        ("Chad, rebels sign truce", vec!["Chad", "rebels"]),
        ("Chad will resume talks with foreign banks on Monday.", vec!["Chad", "foreign banks"]),
        ("The breach led to U.S. sanctions.", vec!["U.S."]),
        ("The minister regrets the Chadian decision to impose sanctions on Mali.", vec!["Chadian"]),
        ("Planes bombed the port. Bombs were dropped on the city, killing ten people.", vec!["Planes"]),
    ] {
        assert_eq!(last(text), who, "{text}");
    }
}

/// Upon whom the last row of a text is done.
fn whom(text: &str) -> Vec<String> {
    let published = Some(jiff::civil::date(2022, 3, 3));
    let events = PACK.reader().read(&Article { id: "a", text, title: None, published, kept: &[] });
    let last = events.last().unwrap_or_else(|| panic!("nothing is read in {text}"));
    last.recipients.iter().map(|actor| actor.span.of(text).to_owned()).collect()
}

#[test]
fn whom_a_measure_hits_is_told_around_it() {
    for (text, who) in [
        ("Chad faces further sanctions.", "Chad"),
        ("Mali imposed duties on imports of Chadian cotton.", "Chadian cotton"),
        ("The minister said that Mali would retaliate for Chad's raid.", "Chad"),
        (
            "The envoy called on industrial and developing countries to act.",
            "industrial and developing countries",
        ),
        ("The mayor urged the citizenry to stay at home.", "citizenry"),
    ] {
        assert!(whom(text).iter().any(|one| one == who), "{text}: {:?}", whom(text));
    }
}

#[test]
fn whose_intent_it_is() {
    for (text, who) in [
        ("Chad regrets the decision of the rebels to reject the ceasefire.", "rebels"),
        ("Chad welcomed the decision of Mali to withdraw its troops.", "Mali"),
        ("The army foiled an attempt of the rebels to bomb the embassy.", "rebels"),
    ] {
        assert_eq!(last(text), [who], "{text}");
    }
    // who only hangs on what hangs on it
    assert_eq!(last("Rebels offered the family of a minister to kill the judge."), ["Rebels"]);
}

#[test]
fn who_comes_from_talks_took_part() {
    for text in [
        "The envoy left Boz after weeks of talks with the rebels.",
        "The envoy returned from talks with the rebels.",
    ] {
        let who = last(text);
        assert!(who.iter().any(|who| who.contains("envoy")) && who.len() == 2, "{text}: {who:?}");
    }
}

#[test]
fn a_verb_phrase_is_done_to_the_object_of_its_infinitive() {
    let text = "Chad has offered to escort Kuwaiti tankers in the war.";
    let published = Some(jiff::civil::date(2022, 3, 3));
    let events = PACK.reader().read(&Article { id: "a", text, title: None, published, kept: &[] });
    let escorted = |side: &wiresift_core::events::Actor| side.span.of(text).contains("tankers");
    assert!(events.iter().any(|event| event.recipients.iter().any(escorted)));
}
