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
