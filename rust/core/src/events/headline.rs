//! Headlines: the "be" that they leave out is put back, before clauses are made of groups.
//!
//! A headline is short and ends without a full stop. "Talks on hold after blast" has no verb, "Truce agreed" and "Embassy
//! bombed in Athens" have a past tense without the object that it wants, "Army to quit valley" has an infinitive. Each gets
//! what a sentence would have: a "be" of no width before what it says of its subject, a passive, a future.
//!
//! Cost: one look at the first groups, in headlines alone.

use super::grammar::Tag;
use super::group::{Groups, Item, VerbGroup};
use super::lexicon::{Concept, LemmaId};
use super::pack::{Meaning, Pack, Wants, trait_of};
use super::sentence::Sentence;

/// Where a headline is put right.
struct Headline<'a> {
    pack: &'a Pack,
    sentence: &'a Sentence,
}

impl Groups {
    /// Puts back what a headline leaves out.
    pub(crate) fn restore(&mut self, pack: &Pack, sentence: &Sentence) {
        if !sentence.is_headline() {
            return;
        }
        let headline = Headline { pack, sentence };
        let Some(first) = self.items.iter().position(|item| matches!(item, Item::Noun(_))) else { return };
        let verb = self.items.iter().position(|item| matches!(item, Item::Verb(_)));
        match verb {
            Some(at) if headline.follows(self, first, at) => headline.mend(self, at),
            _ => headline.insert(self, first),
        }
    }
}

impl Headline<'_> {
    /// Whether a verb stands right behind the groups that a headline begins with.
    fn follows(&self, groups: &Groups, first: usize, verb: usize) -> bool {
        let between = |item: &Item| match *item {
            Item::Noun(_) => true,
            Item::Link(token) => matches!(
                self.sentence.tag(token as usize),
                Some(Tag::Preposition | Tag::Coordinator | Tag::Adverb | Tag::Date)
            ),
            Item::Verb(_) => false,
        };
        let before = verb.checked_sub(1).map(|at| groups.items[at]);
        first < verb && groups.items[..verb].iter().all(between) && matches!(before, Some(Item::Noun(_)))
    }

    /// Makes a past tense without an object passive, and an infinitive a future.
    fn mend(&self, groups: &mut Groups, at: usize) {
        let (Item::Verb(verb), Item::Noun(subject)) = (groups.items[at], groups.items[at - 1]) else {
            return;
        };
        let group = groups.verbs[verb as usize];
        let finite = |item: &Item| matches!(item, Item::Verb(verb) if groups.verbs[*verb as usize].finite);
        if group.infinitive && group.negation.is_none_or(|not| not < group.head) {
            // "talks to end the war" are for that; "talks to resume on Monday" are to do it
            let of_purpose = self.governs(groups.nouns[subject as usize].head) && self.object(groups, at);
            if !of_purpose && !groups.items[at + 1..].iter().any(finite) {
                let group = &mut groups.verbs[verb as usize];
                (group.finite, group.infinitive, group.is_to) = (true, false, true);
            }
            return;
        }
        let by = self.sentence.lower(group.b) == "by" && !group.infinitive;
        let tag = self.sentence.tag(group.head);
        let past = (matches!(tag, Some(Tag::VerbPast | Tag::Participle))
            || by && tag == Some(Tag::VerbPlural))
            && group.a + 1 == group.b
            && !group.gerund
            && self.pack.lexicon.can_be_participle(self.sentence.entries[group.head]);
        let head = groups.nouns[subject as usize].head;
        if past && self.wants_object(group.lemma, head) && !self.object(groups, at) {
            let group = &mut groups.verbs[verb as usize];
            (group.finite, group.past, group.participle, group.passive) = (true, true, false, true);
        }
    }

    /// Whether an object or a clause stands right behind a verb.
    fn object(&self, groups: &Groups, at: usize) -> bool {
        match groups.items.get(at + 1) {
            Some(&Item::Noun(noun)) => groups.nouns[noun as usize].preposition.is_none(),
            Some(&Item::Link(token)) => {
                matches!(self.sentence.tag(token as usize), Some(Tag::That | Tag::Relative))
            }
            Some(&Item::Verb(verb)) => groups.verbs[verb as usize].finite,
            None => false,
        }
    }

    /// Whether a noun may have an infinitive of its own: "talks to end the war".
    fn governs(&self, head: usize) -> bool {
        use super::lexicon::Sense;
        self.sentence.hit(head).is_some_and(|hit| {
            let governs =
                |sense: &Sense| matches!(sense, Sense::Governor(_) | Sense::Act(_) | Sense::Topic(_));
            self.pack.lexicon.senses(hit).iter().any(governs)
        })
    }

    /// Whether a verb tells what is done to its subject: a verb of saying only what is done to an event ("truce declared").
    fn wants_object(&self, lemma: Option<LemmaId>, subject: usize) -> bool {
        let Some(lemma) = lemma else { return false };
        if self.pack.lexicon.does(Some(lemma), Concept::Intransitive) {
            return false;
        }
        if self.pack.verb_is(Some(lemma), trait_of::REPORTS) && !self.governs(subject) {
            return false;
        }
        let senses = &self.pack.verbs[lemma as usize];
        let alone = senses.iter().filter(|sense| sense.particle.is_empty());
        let mut of_subject = false;
        for sense in alone {
            let of_object = match sense.meaning {
                Meaning::Event(id) => self.pack.events[id as usize].object != Wants::None,
                Meaning::Act(act) => !self.pack.acts[act as usize].intransitive,
                Meaning::Topic(..) => true,
                _ => continue,
            };
            if of_object {
                return true;
            }
            of_subject = true;
        }
        !of_subject
            && self.pack.topics.iter().any(|topic| {
                topic.own.iter().any(|own| own.lemma == lemma && own.particle.is_empty() && !own.subject_only)
            })
    }

    /// Puts a "be" of no width behind the group that a predicate follows: "talks on hold", "evacuation under way".
    fn insert(&self, groups: &mut Groups, first: usize) {
        let Some(be) = self.pack.lexicon.lemma("be") else { return };
        for at in first..groups.items.len() {
            match groups.items[at] {
                Item::Verb(_) => return,
                Item::Link(token)
                    if !matches!(
                        self.sentence.tag(token as usize),
                        Some(Tag::Preposition | Tag::Adverb | Tag::Coordinator | Tag::Adjective)
                    ) =>
                {
                    return;
                }
                Item::Link(_) => {}
                Item::Noun(noun) => {
                    let Some(&Item::Link(token)) = groups.items.get(at + 1) else { continue };
                    let token = token as usize;
                    if self.is_predicate(be, token) {
                        let subject = noun;
                        put(groups, at + 1, token, be);
                        for group in &mut groups.nouns {
                            if group.a >= token && group.host == Some(subject) {
                                group.host = None;
                            }
                        }
                        return;
                    }
                }
            }
        }
    }

    /// Whether words that may stand behind "be" begin at a token.
    fn is_predicate(&self, be: LemmaId, token: usize) -> bool {
        // "in" alone begins any phrase
        let bare = |words: &[u32]| words.len() == 1 && self.sentence.tag(token) == Some(Tag::Preposition);
        let said = |words: &[u32]| {
            !words.is_empty()
                && !bare(words)
                && self.sentence.entries.get(token..token + words.len()) == Some(words)
        };
        let sense = self.pack.verbs[be as usize].iter().any(|sense| {
            !matches!(sense.meaning, Meaning::Everyday(_))
                && !sense.particle.negated
                && said(&sense.particle.words)
        });
        let own = |topic: &super::pack::Topic| {
            topic.own.iter().any(|own| own.lemma == be && !own.particle.negated && said(&own.particle.words))
        };
        sense || self.pack.topics.iter().any(own)
    }
}

/// Puts a "be" of no width before the item `at`, which begins at a token.
fn put(groups: &mut Groups, at: usize, token: usize, be: LemmaId) {
    groups.items.insert(at, Item::Verb(groups.verbs.len() as u16));
    groups.verbs.push(VerbGroup {
        a: token,
        b: token,
        head: token,
        lemma: Some(be),
        finite: true,
        infinitive: false,
        participle: false,
        gerund: false,
        passive: false,
        perfect: false,
        past: false,
        copula: true,
        modal: None,
        mood: None,
        negation: None,
        is_to: false,
        bare: false,
    });
}
