//! Events: who did what to whom, where, when, how many, who says so, and whether it happened.
//!
//! A cascade of small steps without a parser (see `rust/ARCHITECTURE.md`): words, classes, tags, groups,
//! clauses, frames, status, roles, values. What the engine looks for is data, a [`Pack`]; the engine itself
//! knows English grammar and nothing of wars or talks.
//!
//! [`Pack::compile`] once, [`Pack::reader`] per worker, [`Reader::read`] per article. A sentence without a
//! trigger costs one look-up a word. Any text is read without error.

mod account;
mod actors;
mod again;
mod by_word;
mod carry;
mod claim;
mod clause;
mod company;
mod document;
mod extract;
mod few;
mod frame;
mod grammar;
mod group;
mod headline;
mod id;
mod inflect;
mod last_attack;
mod lexicon;
mod locate;
mod meant;
mod number;
mod object;
mod pack;
mod pair;
mod pattern;
mod recall;
mod recase;
mod reply;
mod resource;
mod roles;
mod rows;
mod scan;
mod self_test;
mod sentence;
mod settle;
mod share;
mod status;
mod stem;
mod steps;
mod subject;
mod tag;
mod teller;
mod trace;
mod turn;
mod unreal;
mod when;

pub use extract::Reader;
pub use pack::{ClaimKind, Code, Finding, Level, Pack, PackFile, Realis};
pub use self_test::Failure;
pub use trace::Trace;

use crate::text::span::Span;

/// An article to be read.
#[derive(Debug, Clone, Copy)]
pub struct Article<'t> {
    /// Its id, part of the ids of its events.
    pub id: &'t str,
    /// Raw text; all offsets are into it.
    pub text: &'t str,
    /// Headline, where it is known apart from the text. It gives context, not rows.
    pub title: Option<&'t str>,
    /// Day of publication, in its own time zone.
    pub published: Option<jiff::civil::Date>,
    /// What cleaning left of the text, in order; empty for all of it. Only this is read.
    pub kept: &'t [Span],
}

/// Someone named in a role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// Id of the pack or made from the name; the same for all spellings of a known name.
    pub id: String,
    /// Canonical name, or the fullest name in the article.
    pub name: String,
    /// `country`, `organisation`, `person`, `armed_group`, ...
    pub kind: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// CAMEO-style code.
    pub code: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Name, canonical where the gazetteer knows it.
    pub name: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// `city`, `region`, `country`; `unknown` where the gazetteer does not know it. Where the sentence names no
    /// place, `context` for one of the sentence before, `dateline` for that of the article.
    pub precision: String,
    /// Where it stands.
    pub span: Span,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// `killed`, `votes_for`, `money`, `duration`, ...
    pub kind: String,
    /// Lower bound.
    pub low: Option<f64>,
    /// What the text says.
    pub best: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// Unit as written, or a currency code.
    pub unit: Option<String>,
    /// "at least", "more than".
    pub is_minimum: bool,
    /// "about", "nearly", "dozens".
    pub is_approximate: bool,
    /// Where it stands.
    pub span: Span,
}

/// Words that decided polarity, realis or certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// `negation`, `modal`, `governor`, `condition`, `hedge`, ...
    pub kind: &'static str,
    /// Where it stands.
    pub span: Span,
}

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The one quoted.
    pub speaker: Option<Actor>,
    /// The medium that passed it on.
    pub outlet: Option<String>,
    /// How it is said.
    pub kind: ClaimKind,
    /// The words that say so.
    pub cue: Option<String>,
    /// The content.
    pub span: Span,
}

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Stable hash of document, rule and span.
    pub event_id: String,
    /// Index of type, mode and codes in [`Pack::types`].
    pub code: usize,
    /// Who did it.
    pub actors: Vec<Actor>,
    /// To whom.
    pub recipients: Vec<Actor>,
    /// Who else takes part (mediators, hosts).
    pub third_parties: Vec<Actor>,
    /// Where.
    pub place: Option<Place>,
    /// First day.
    pub date_start: Option<jiff::civil::Date>,
    /// Last day.
    pub date_end: Option<jiff::civil::Date>,
    /// `day`, `week`, `month`, `year`.
    pub date_precision: Option<&'static str>,
    /// `text` or `publication`.
    pub date_source: Option<&'static str>,
    /// How many.
    pub quantities: Vec<Quantity>,
    /// Denied, refused or failed.
    pub negated: bool,
    /// Whether it happened.
    pub realis: Realis,
    /// The text itself doubts it.
    pub hedged: bool,
    /// What decided that.
    pub cues: Vec<Cue>,
    /// Who says so; none where the article does.
    pub claim: Option<Box<Claim>>,
    /// The words that fired.
    pub trigger: Span,
    /// Number of the sentence in the kept text, from 0.
    pub sentence: usize,
    /// The sentence.
    pub sentence_span: Span,
    /// Grid cell or event word that fired.
    pub rule: String,
}

/// First and last day, precision and source.
type When =
    (Option<jiff::civil::Date>, Option<jiff::civil::Date>, Option<&'static str>, Option<&'static str>);

impl Event {
    /// Its place, where its sentence names one.
    fn own_place(&self) -> Option<&Place> {
        self.place.as_ref().filter(|place| !matches!(place.precision.as_str(), "context" | "dateline"))
    }

    /// When it was, with how that is known.
    fn when(&self) -> When {
        (self.date_start, self.date_end, self.date_precision, self.date_source)
    }

    /// Takes the day of another.
    fn take_date(&mut self, when: When) {
        (self.date_start, self.date_end, self.date_precision, self.date_source) = when;
    }

    /// The id of the same event in `document`, a copy of the text that was read.
    pub fn id_in(&self, document: &str) -> String {
        id::event_id(document, &self.rule, self.trigger)
    }
}

impl Event {
    /// Names each actor once, and on one side.
    pub(crate) fn part_sides(&mut self) {
        for side in [&mut self.actors, &mut self.recipients] {
            let mut at = 0;
            while at < side.len() {
                let again = side[..at].iter().any(|before| before.id == side[at].id);
                if again {
                    side.remove(at);
                } else {
                    at += 1;
                }
            }
        }
        let among = |side: &[Actor], one: &Actor| side.iter().any(|other| other.id == one.id);
        if self.recipients.iter().all(|one| among(&self.actors, one)) {
            self.actors.retain(|one| !among(&self.recipients, one));
        } else {
            self.recipients.retain(|one| !among(&self.actors, one));
        }
    }

    /// Whether actors with different codes stand on two sides; if they are `mutual`, among those of one.
    pub(crate) fn has_two_sides(&self, mutual: bool) -> bool {
        let codes = |actors: &'_ [Actor]| -> Vec<String> {
            actors.iter().filter_map(|actor| actor.code.clone()).filter(|code| !code.is_empty()).collect()
        };
        let (ours, theirs) = (codes(&self.actors), codes(&self.recipients));
        let others = if mutual { &ours } else { &theirs };
        ours.iter().any(|one| others.iter().any(|other| one != other))
    }
}
