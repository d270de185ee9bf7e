//! What a verb means by the words after it, and the words by which a sentence shows that it may be there.

use super::acts::ActId;
use super::builder::Builder;
use super::governors::Realis;
use super::reporting::ClaimKind;
use crate::events::grammar;
use crate::events::inflect::use_of;
use crate::events::lexicon::{EntryId, LemmaId, Trigger, act_bit, bit_of, flag};
use crate::text::span::Span;
use crate::text::words::{self, Words};

/// The words after a verb that make its sense ("call *on*"), by number.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Particle {
    pub words: Box<[EntryId]>,
    /// Bits of the words: see [`bit_of`].
    pub mask: u64,
    /// A preposition alone, which an object can't part from its verb.
    pub bare: bool,
    /// "of" alone, which belongs to the noun before it.
    pub of: bool,
    /// It ends in "at".
    pub at: bool,
    /// It says no by itself ("yield *nothing*").
    pub denies: bool,
    /// The verb itself is denied ("*not* accept").
    pub negated: bool,
    /// The verb is passive, with its auxiliary ("*be* ruled out").
    pub passive: bool,
}

impl Particle {
    /// What its words say by themselves.
    pub(super) fn kind(words: &[String], negated: bool) -> Self {
        let only = |wanted: &[&str]| words.len() == 1 && wanted.contains(&words[0].as_str());
        Self {
            words: Box::default(),
            mask: 0,
            bare: only(&["for", "to", "on", "from", "at", "in", "into", "upon"]),
            of: only(&["of"]),
            at: words.last().is_some_and(|word| word == "at"),
            denies: negated
                || words
                    .iter()
                    .any(|word| grammar::is_negative(word) || grammar::is_negative_determiner(word)),
            negated,
            passive: false,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.passive
    }
}

/// What a verb can mean, by the particle that follows it.
#[derive(Debug, Clone)]
pub(crate) struct VerbSense {
    pub particle: Particle,
    pub meaning: Meaning,
}

impl VerbSense {
    /// The longest particles come first, and among equals what tells no event.
    pub(super) fn rank(&self) -> (std::cmp::Reverse<usize>, bool) {
        let words = self.particle.len() + usize::from(self.particle.passive);
        (std::cmp::Reverse(words), !matches!(self.meaning, Meaning::Everyday(_)))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Act(ActId),
    Event(u16),
    Topic(u16, ActId),
    Governor(u16),
    Report(ClaimKind),
    /// No event, with such objects, by their place in the pack.
    Everyday(u16),
    /// It wards off what its object names.
    Repels,
}

/// What the senses of a verb say at a glance, as bits.
pub(crate) mod trait_of {
    /// It reports.
    pub(crate) const REPORTS: u8 = 1;
    /// It is an act of the grid.
    pub(crate) const ACTS: u8 = 2;
    /// It is one without a particle.
    pub(crate) const ACTS_ALONE: u8 = 4;
    /// It asks something of its object, without a particle.
    pub(crate) const ASKS: u8 = 8;
    /// It governs what its object does.
    pub(crate) const CONTROLS: u8 = 16;
    /// It makes a charge of its complement.
    pub(crate) const ACCUSES: u8 = 32;
    /// It leaves what it governs as it is.
    pub(crate) const TRANSPARENT: u8 = 64;
    /// Its complement is governed at all.
    pub(crate) const GOVERNS: u8 = 128;
}

/// The verb of a phrase, the words behind it, and whether it is denied: "not give in".
pub(super) fn phrase_of(phrase: &str) -> (String, Vec<String>, bool) {
    let (verb, mut words) = words_of(phrase);
    if verb == "not" && !words.is_empty() {
        let verb = words.remove(0);
        return (verb, words, true);
    }
    (verb, words, false)
}

/// The first word of a phrase and the words behind it, as the text holds them: "go-between" is three.
fn words_of(phrase: &str) -> (String, Vec<String>) {
    let mut folded = String::new();
    words::fold(phrase, &mut folded);
    let (verb, rest) = folded.split_once(char::is_whitespace).unwrap_or((&folded, ""));
    let mut words = Words::default();
    words.read(rest, Span::new(0, rest.len()));
    (verb.to_owned(), (0..words.len()).map(|at| words.lower(at).to_owned()).collect())
}

impl Builder {
    pub(in crate::events) fn add_verb(&mut self, verb: &str) -> LemmaId {
        let id = self.lexicon.add_verb(verb);
        if self.verbs.len() <= id as usize {
            self.verbs.resize(id as usize + 1, Vec::new());
        }
        id
    }

    /// Adds what a phrase means, and the same with the other form of its article, which an adjective may ask for ("paid
    /// *an* official visit to", "gave *a* 48-hour ultimatum").
    pub(super) fn add_verb_sense(&mut self, phrase: &str, meaning: Meaning, trigger: Option<Trigger>) {
        self.add_phrase(phrase, meaning, trigger);
        for (one, other) in [(" a ", " an "), (" an ", " a ")] {
            if phrase.contains(one) {
                self.add_phrase(&phrase.replacen(one, other, 1), meaning, trigger);
            }
        }
    }

    fn add_phrase(&mut self, phrase: &str, meaning: Meaning, trigger: Option<Trigger>) {
        let (verb, words, negated) = phrase_of(phrase);
        let id = self.add_verb(&verb);
        let particle = self.particle(&words, negated);
        if let Some(mut trigger) = trigger {
            trigger.marks |= if negated { flag::NEGATES } else { 0 };
            for entry in self.lexicon.forms_of(id) {
                let entry = &mut self.lexicon.entries[entry as usize];
                // what suffers has no doer that could be asked for
                let passive = entry.forms.iter().any(|form| form.uses & use_of::PARTICIPLE != 0);
                let subject = if passive { 0 } else { trigger.subject };
                entry.starts.push((particle.words.clone(), Trigger { subject, ..trigger }));
            }
            for entry in self.after_auxiliary(&verb, &words) {
                let entry = &mut self.lexicon.entries[entry as usize];
                entry.starts.push((particle.words.clone(), Trigger { subject: 0, ..trigger }));
            }
        }
        if let Meaning::Act(act) = meaning {
            self.carries(&verb, &words, act_bit(act));
        }
        let senses = &mut self.verbs[id as usize];
        if !senses.iter().any(|sense| sense.particle == particle && sense.meaning == meaning) {
            senses.push(VerbSense { particle, meaning });
        }
    }

    /// The words by which a verb phrase is known whose verb is an auxiliary. Its forms are not all in the lists, so
    /// that it is what comes after it that starts an event ("is in favour of").
    fn after_auxiliary(&mut self, verb: &str, words: &[String]) -> Vec<EntryId> {
        if !matches!(verb, "be" | "have" | "do") {
            return Vec::new();
        }
        let open = words.iter().find(|word| grammar::closed(word).is_empty());
        match open.or(words.first()) {
            Some(word) => vec![self.lexicon.intern(word)],
            None => grammar::auxiliaries().map(|word| self.lexicon.intern(word)).collect(),
        }
    }

    /// Marks the words by which verbs make a claim of what they govern: they report it, or make a charge of it.
    pub(super) fn sayings(&mut self) {
        let says = |sense: &VerbSense| match sense.meaning {
            Meaning::Report(_) => true,
            Meaning::Event(id) => self.events[id as usize].complement.is_some(),
            _ => false,
        };
        let found = self.verbs.iter().enumerate();
        let found = found.flat_map(|(lemma, senses)| {
            senses.iter().filter(|sense| says(sense)).map(move |sense| (lemma, sense.particle.words.clone()))
        });
        let found: Vec<(usize, Box<[EntryId]>)> = found.collect();
        for (lemma, words) in found {
            let verb = self.lexicon.lemmas[lemma].to_string();
            let words: Vec<String> = words.iter().map(|&word| self.lexicon.word(word).to_owned()).collect();
            let mut entries = self.after_auxiliary(&verb, &words);
            entries.extend(self.lexicon.forms_of(lemma as LemmaId));
            for entry in entries {
                self.lexicon.entries[entry as usize].says = true;
            }
        }
    }

    /// Puts an act down with the words that show it.
    pub(super) fn carries(&mut self, verb: &str, words: &[String], bit: u64) {
        let id = self.add_verb(verb);
        let mut entries = self.after_auxiliary(verb, words);
        entries.extend(self.lexicon.forms_of(id));
        for entry in entries {
            self.lexicon.entries[entry as usize].acts |= bit;
        }
    }

    pub(super) fn particle(&mut self, words: &[String], negated: bool) -> Particle {
        let words_of: Box<[EntryId]> = words.iter().map(|word| self.lexicon.intern(word)).collect();
        let mask = words_of.iter().fold(0, |mask, &id| mask | bit_of(id));
        Particle { mask, words: words_of, ..Particle::kind(words, negated) }
    }

    /// Bits of [`trait_of`].
    pub(super) fn traits(&self, senses: &[VerbSense], obligation: Option<ActId>) -> u8 {
        // what a verb says in the passive alone it does not say
        senses.iter().filter(|sense| !sense.particle.passive).fold(0, |bits, sense| {
            let alone = sense.particle.is_empty();
            bits | match sense.meaning {
                Meaning::Report(_) => trait_of::REPORTS,
                Meaning::Act(act) => {
                    trait_of::ACTS
                        | if alone { trait_of::ACTS_ALONE } else { 0 }
                        | if alone && Some(act) == obligation { trait_of::ASKS } else { 0 }
                }
                Meaning::Governor(id) => {
                    let governor = &self.governors[id as usize];
                    let signature = governor.affirmed;
                    let plain =
                        !signature.negates && signature.realis.is_none_or(|realis| realis == Realis::Actual);
                    trait_of::GOVERNS
                        | if governor.object_control { trait_of::CONTROLS } else { 0 }
                        | if plain { trait_of::TRANSPARENT } else { 0 }
                }
                Meaning::Event(id) if self.events[id as usize].complement.is_some() => trait_of::ACCUSES,
                Meaning::Event(_) | Meaning::Topic(..) | Meaning::Everyday(_) | Meaning::Repels => 0,
            }
        })
    }
}
