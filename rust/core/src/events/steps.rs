//! The steps of one sentence, with their buffers: dates and numbers, classes, tags, groups, clauses.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::actors;
use super::again::Before;
use super::clause::{Clauses, View};
use super::frame::Reading;
use super::grammar::Tag;
use super::group::Groups;
use super::lexicon::{Concept, kind_of};
use super::pack::Pack;
use super::sentence::Sentence;
use super::tag::{self, Tagger};
use crate::normalise::actor::{ActorHit, ActorRef, Form, Names};
use crate::normalise::date::{self, DateHit, NumericOrder, Tense};
use crate::normalise::quantity::{self, Amount, AmountKind};
use crate::text::words::Shape;

/// What the steps find in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub sentence: Sentence,
    pub dates: Vec<DateHit>,
    pub amounts: Vec<Amount>,
    /// How the article writes `3/4/22`.
    pub order: NumericOrder,
    groups: Groups,
    clauses: Clauses,
    tagger: Tagger,
}

impl Steps {
    /// Reads the sentence in focus. `hits` are its actors.
    pub(crate) fn read(&mut self, pack: &Pack, published: Option<Date>, hits: &[ActorHit], names: &Names) {
        self.values(published);
        self.sentence.classify(&pack.lexicon);
        for hit in hits {
            let bits = actors::classes(pack, hit, names);
            for token in self.sentence.tokens_of(&hit.words) {
                self.sentence.classes[token] |= bits;
            }
        }
        self.tag(pack, hits);
        self.groups.read(pack, &self.sentence);
        self.groups.restore(pack, &self.sentence);
        self.clauses.read(&View { pack, sentence: &self.sentence }, &mut self.groups);
    }

    /// What was read, for frames. `about` are the classes that the article is about.
    pub(crate) fn reading<'a>(
        &'a self,
        pack: &'a Pack,
        about: u64,
        past: Before,
        question: bool,
    ) -> Reading<'a> {
        Reading {
            pack,
            sentence: &self.sentence,
            groups: &self.groups,
            clauses: &self.clauses,
            question,
            bits: self
                .sentence
                .classes
                .iter()
                .fold(past.person & pack.known.official, |bits, class| bits | class),
            article: about,
            told: past.told,
            person: past.person,
            states: past.states,
            heading: OnceCell::new(),
        }
    }

    /// Dates and numbers of the sentence, before its words are tagged.
    fn values(&mut self, published: Option<Date>) {
        let words = &self.sentence.words;
        // "on Friday" is a date whether or not it is known which: any day will do to find it
        date::dates(words, published.or(Some(date::ANY_DAY)), self.order, Tense::Past, &mut self.dates);
        let taken: Vec<std::ops::Range<usize>> = self.dates.iter().map(|date| date.words.clone()).collect();
        quantity::amounts_masked(words, &taken, &mut self.amounts);
        let count = self.sentence.len();
        self.sentence.dates.clear();
        self.sentence.dates.resize(count, false);
        self.sentence.numbers.clear();
        self.sentence.numbers.resize(count, false);
        for date in &self.dates {
            for token in self.sentence.tokens_of(&date.words) {
                // "the 2015 agreement", "a Tuesday meeting" are groups with a date in them
                if !date.attributive {
                    self.sentence.dates[token] = true;
                }
            }
        }
        if published.is_none() {
            date::dates(&self.sentence.words, None, self.order, Tense::Past, &mut self.dates);
        }
        for amount in &self.amounts {
            if matches!(
                amount.kind,
                AmountKind::Count
                    | AmountKind::Money
                    | AmountKind::Percent
                    | AmountKind::Duration
                    | AmountKind::Measure
            ) {
                for token in self.sentence.tokens_of(&amount.words) {
                    self.sentence.numbers[token] = true;
                }
            }
        }
    }

    fn tag(&mut self, pack: &Pack, hits: &[ActorHit]) {
        self.sentence.seats.clear();
        for hit in hits.iter().filter(|hit| hit.form == Form::Seat) {
            self.sentence.seats.extend(self.sentence.tokens_of(&hit.words));
        }
        self.sentence.title = tag::is_title(&self.sentence.words);
        let mut tags = std::mem::take(&mut self.sentence.tags);
        self.tagger.tag(&pack.lexicon, &self.sentence, &mut tags);
        for (token, tag) in tags.iter_mut().enumerate() {
            if self.sentence.numbers[token] && (*tag != Tag::Mark || self.sentence.lower(token) == "-") {
                *tag = Tag::Number;
            }
        }
        if !self.sentence.title {
            self.names(hits, &mut tags);
            self.bind(pack, hits, &mut tags);
        }
        tag::active(&mut tags, &pack.lexicon, &self.sentence);
        tag::mend(&mut tags, &pack.lexicon, &self.sentence);
        // "forces thousands to leave": nobody who is armed
        for (token, &tag) in tags.iter().enumerate() {
            if tag == Tag::VerbThird && self.sentence.is_a(&pack.lexicon, token, Concept::Forces) {
                self.sentence.classes[token] &= !pack.known.armed;
            }
        }
        self.sentence.tags = tags;
    }

    /// "United Nations envoys", "General Than Shwe": a word of a name is no verb and no preposition.
    fn names(&self, hits: &[ActorHit], tags: &mut [Tag]) {
        for hit in hits.iter().filter(|hit| hit.words.len() > 1) {
            for token in self.sentence.tokens_of(&hit.words) {
                let plain = tags[token].is_verb() || matches!(tags[token], Tag::Preposition | Tag::Adverb);
                if plain && matches!(self.sentence.shape(token), Shape::Capital | Shape::Mixed) {
                    tags[token] = Tag::Name;
                }
            }
        }
    }

    /// "the Democratic Forces for the Liberation of Rwanda", "the Lord's Resistance Army": small words and genitives
    /// inside a name are words of it, so that it is one group.
    fn bind(&self, pack: &Pack, hits: &[ActorHit], tags: &mut [Tag]) {
        for hit in hits.iter().filter(|hit| hit.words.len() > 2) {
            if !matches!(hit.form, Form::Name | Form::Shape | Form::Composed) {
                continue;
            }
            // "the government of the Republic of Chad": the name of the state, without whose government it is
            let (state, of_state) = match hit.actor {
                ActorRef::Known { record, agent } => {
                    match pack.resources.actors.record(record).kind.as_str() {
                        "person" => continue,
                        "country" => (true, agent.is_some()),
                        _ => (false, false),
                    }
                }
                ActorRef::Named(_) => (false, false),
            };
            let tokens = self.sentence.tokens_of(&hit.words);
            // "the Constitutive Treaty of the Union": what was signed, and no body
            let tells = |token: usize| {
                self.sentence
                    .hit(token)
                    .is_some_and(|hit| pack.lexicon.kinds(hit) & (kind_of::EVENT | kind_of::TOPIC) != 0)
            };
            let of_people =
                || tokens.clone().any(|token| self.sentence.is_a(&pack.lexicon, token, Concept::People));
            if hit.form == Form::Shape && tokens.clone().any(tells) || state && of_people() {
                continue;
            }
            let mut before = None;
            let mut whose = of_state;
            for token in tokens {
                match self.sentence.lower(token) {
                    "of" if whose => (whose, before) = (false, None),
                    "of" | "for" | "the" | "and" | "in" | "to" => {}
                    "'" | "'s" if !of_state => {}
                    _ => {
                        let capital = matches!(
                            self.sentence.shape(token),
                            Shape::Capital | Shape::Mixed | Shape::Upper | Shape::Number
                        );
                        if let Some(before) = before.filter(|_| capital) {
                            tags[before + 1..token].fill(Tag::Name);
                        }
                        before = Some(token).filter(|_| capital);
                    }
                }
            }
        }
    }
}
