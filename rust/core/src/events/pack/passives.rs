//! Verb phrases of the form "be ruled out": what is written as "be" with a participle behind it is found in a text as the
//! passive of another verb.

use super::builder::Builder;
use super::topics::Topic;
use super::verbs::{Particle, VerbSense};
use crate::events::inflect::use_of;
use crate::events::lexicon::{EntryId, LemmaId, bit_of};

impl Builder {
    /// When all verbs are in: gives the phrases of "be" whose first word is the participle of a known verb to that verb
    /// too. They stay with "be", because the word may be read as an adjective.
    pub(super) fn passives(&mut self) {
        if let Some(be) = self.lexicon.lemma("be") {
            self.passives_of(be as usize);
        }
        self.topics.iter_mut().for_each(Topic::sort_own);
    }

    fn passives_of(&mut self, be: usize) {
        let senses = self.verbs.get(be).cloned().unwrap_or_default();
        for sense in senses {
            for (lemma, particle) in self.as_passive(&sense.particle) {
                let made = VerbSense { particle, meaning: sense.meaning };
                let others = &mut self.verbs[lemma as usize];
                if !others
                    .iter()
                    .any(|other| other.particle == made.particle && other.meaning == made.meaning)
                {
                    others.push(made);
                }
            }
        }
        let mut topics = std::mem::take(&mut self.topics);
        for topic in &mut topics {
            let added: Vec<_> = topic
                .own
                .iter()
                .filter(|own| own.lemma as usize == be)
                .flat_map(|own| self.as_passive(&own.particle).into_iter().map(|made| own.passive(made)))
                .collect();
            topic.own.extend(added);
        }
        self.topics = topics;
    }

    /// The verbs whose participle begins the particle, with what is left of it.
    fn as_passive(&self, particle: &Particle) -> Vec<(LemmaId, Particle)> {
        let Some((&first, rest)) = particle.words.split_first() else { return Vec::new() };
        let forms = &self.lexicon.entries[first as usize].forms;
        let made = forms.iter().filter(|form| form.uses & use_of::PARTICIPLE != 0);
        made.map(|form| (form.lemma, self.rest_of(particle, rest))).collect()
    }

    fn rest_of(&self, particle: &Particle, rest: &[EntryId]) -> Particle {
        let words: Vec<String> = rest.iter().map(|&id| self.lexicon.word(id).to_owned()).collect();
        Particle {
            mask: rest.iter().fold(0, |mask, &id| mask | bit_of(id)),
            words: rest.into(),
            passive: true,
            ..Particle::kind(&words, particle.negated)
        }
    }
}
