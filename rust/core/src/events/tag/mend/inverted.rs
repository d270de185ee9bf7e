//! Conditions without "if": "Had the army not come", "Were Chad to attack", "provided that", in sentences with a modal
//! verb. The word that opens the clause is read as its conjunction.

use super::noun;
use crate::events::grammar::Tag;
use crate::events::sentence::Sentence;

/// Tokens between the opening word and its verb, at most. Unmeasured.
const FAR: usize = 8;

/// Mends the tags of clauses that open with their auxiliary.
pub(super) fn inverted(tags: &mut [Tag], sentence: &Sentence) {
    if !tags.contains(&Tag::Modal) {
        return;
    }
    for at in 0..tags.len().saturating_sub(2) {
        if tags[at] == Tag::VerbPast && sentence.lower(at) == "provided" && tags[at + 1] == Tag::That {
            // "will free them provided that"; but "provided proof that"
            tags[at] = Tag::Subordinator;
            tags[at + 1] = Tag::Adverb;
            continue;
        }
        let word = sentence.lower(at);
        if !matches!(word, "had" | "were") || !opens(tags, at) {
            continue;
        }
        let subject = tags[at + 1..].iter().take_while(|&&tag| groups(tag)).count();
        if subject == 0 || subject > FAR {
            continue;
        }
        let mut verb = at + 1 + subject;
        while matches!(tags.get(verb), Some(Tag::Not | Tag::Adverb)) {
            verb += 1;
        }
        match tags.get(verb) {
            Some(Tag::VerbPast | Tag::Participle) if word == "had" => {
                tags[at] = Tag::Subordinator;
                tags[verb] = Tag::VerbPast;
            }
            Some(Tag::To) if word == "were" && tags.get(verb + 1) == Some(&Tag::VerbBare) => {
                tags[at] = Tag::Subordinator;
                tags[verb] = Tag::Modal;
            }
            _ => {}
        }
    }
}

/// Whether an auxiliary may open a clause: it begins the sentence, stands behind a comma, or a pronoun that acts stands behind
/// it ("would have died had they stayed").
fn opens(tags: &[Tag], at: usize) -> bool {
    match at.checked_sub(1).map(|before| tags[before]) {
        None => true,
        Some(Tag::Comma | Tag::Coordinator) => tags[at + 1..].contains(&Tag::Comma),
        Some(Tag::That) => false,
        Some(_) => tags[at + 1] == Tag::Pronoun && tags[..at].contains(&Tag::Modal),
    }
}

fn groups(tag: Tag) -> bool {
    noun(tag)
        || matches!(tag, Tag::Determiner | Tag::Number | Tag::Adjective | Tag::Pronoun | Tag::Possessive)
}
