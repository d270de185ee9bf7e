//! From a range of tokens to an actor: a pronoun, an actor of the lexicon or of the article, or the words alone.
//!
//! [`point`] says which of these it is without building anything; only what ends in a row becomes an [`Actor`].

use super::frame::{Range, Reading};
use super::grammar::{Person, Tag, person};
use super::pack::{Known, Pack};
use super::{Actor, Article};
use crate::normalise::actor::{ActorHit, ActorLexicon, ActorRef, Form, Names};
use crate::text::span::Span;

/// What a range of tokens refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// A singular personal pronoun.
    Person,
    /// A plural pronoun.
    Group,
    /// A neuter pronoun.
    Body,
    /// Whoever speaks: `we`.
    Speaker,
    /// An actor that is known.
    Known(ActorRef),
    /// People of a known actor: "Israeli settlers".
    Of(ActorRef),
    /// Nobody known.
    Other,
}

impl Who {
    /// Whether another sentence names whom this means.
    pub(crate) fn is_elsewhere(self) -> bool {
        matches!(self, Self::Person | Self::Group | Self::Body)
    }
}

/// Someone pointed at in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pointed {
    pub who: Who,
    /// Kind of whom nobody knows.
    kind: &'static str,
    /// The words that name.
    span: Span,
}

impl Pointed {
    /// Whether it is known as a body or an outlet, and no person.
    pub(crate) fn is_body(&self, pack: &Pack) -> bool {
        match self.who {
            Who::Known(ActorRef::Known { record, .. }) => {
                pack.resources.actors.record(record).kind.as_str() != "person"
            }
            Who::Other => matches!(self.kind, "organisation" | "armed_group"),
            _ => false,
        }
    }

    /// Whether "it" can mean whoever spoke: a body, a firm, and nobody who is called what people are.
    pub(crate) fn may_be_a_thing(&self, pack: &Pack) -> bool {
        match self.who {
            Who::Other | Who::Of(_) => !matches!(self.kind, "official" | "people" | "speaker"),
            _ => self.is_body(pack),
        }
    }

    /// Whether it is a country or a body by its own name: "Chad", not "the minister of Chad".
    pub(crate) fn is_named_body(&self, pack: &Pack) -> bool {
        matches!(self.who, Who::Known(ActorRef::Known { agent: None, .. })) && self.is_body(pack)
    }

    /// The title of somebody who is called by it alone: "the minister", "the Chadian president".
    pub(crate) fn title<'t>(&self, text: &'t str) -> Option<&'t str> {
        let known = matches!(self.who, Who::Known(ActorRef::Named(_)));
        let before = text[..self.span.start].trim_end();
        let definite = before.len() >= 3
            && before.is_char_boundary(before.len() - 3)
            && before[before.len() - 3..].eq_ignore_ascii_case("the");
        let title = self.span.of(text).rsplit(char::is_whitespace).next();
        title.filter(|_| self.kind == "official" && !known && definite)
    }

    /// Whether it is a name that stands behind a title: "President Boz" bears "president".
    pub(crate) fn bears(&self, title: &str, text: &str) -> bool {
        let mut words = self.span.of(text).split_whitespace();
        let titled = words.by_ref().any(|word| word.eq_ignore_ascii_case(title));
        titled && words.next().is_some_and(|name| name.starts_with(char::is_uppercase))
    }

    /// Somebody whose name stands by itself.
    pub(crate) fn named(who: Who, span: Span) -> Self {
        Self { who, kind: "name", span }
    }

    /// Whether another means the same.
    pub(crate) fn is(&self, other: &Self, text: &str) -> bool {
        match (self.who, other.who) {
            (Who::Known(one), Who::Known(two)) => one == two,
            _ => self.span.of(text).eq_ignore_ascii_case(other.span.of(text)),
        }
    }

    /// The row.
    pub(crate) fn actor(&self, pack: &Pack, article: &Article, names: &Names) -> Actor {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let described = |actor: ActorRef| {
            let hit = ActorHit { words: 0..0, actor, form: Form::Name };
            pack.resources.actors.describe(&hit, names, article.published)
        };
        if let Who::Known(actor) = self.who {
            let actor = described(actor);
            return Actor {
                id: actor.id,
                name: actor.name,
                kind: actor.kind,
                country: some(actor.country),
                code: some(actor.code),
                span: self.span,
            };
        }
        let mut name = String::new();
        for word in self.span.of(article.text).split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        let (country, code) = match self.who {
            Who::Of(actor) => {
                let actor = described(actor);
                (some(actor.country), some(actor.code))
            }
            _ => (None, None),
        };
        Actor { id: slug(&name), name, kind: self.kind.to_owned(), country, code, span: self.span }
    }
}

/// Whether a word may mean somebody whom another sentence names: see [`point`].
pub(crate) fn means_another(word: &str) -> bool {
    word == "both" || person(word).is_some()
}

/// What a range of tokens names; none where it can't name anyone.
pub(crate) fn point(reading: &Reading, hits: &[ActorHit], range: Range) -> Option<Pointed> {
    let sentence = reading.sentence;
    let span = sentence.span(range.0, range.1);
    let pointed = |who: Who, kind: &'static str| Some(Pointed { who, kind, span });
    if range.1 == range.0 + 1 {
        let word = sentence.lower(range.0);
        match person(word) {
            Some(Person::One) => return pointed(Who::Person, ""),
            Some(Person::Many) => return pointed(Who::Group, ""),
            Some(Person::Thing) => return pointed(Who::Body, ""),
            Some(Person::Speaker) if sentence.tag(range.0) == Some(Tag::Pronoun) => {
                return pointed(Who::Speaker, "speaker");
            }
            _ if word == "both" => return pointed(Who::Group, ""),
            _ if matches!(word, "who" | "each") => return None,
            _ => {}
        }
    }
    let hit = hits
        .iter()
        .map(|hit| (hit, sentence.tokens_of(&hit.words)))
        .filter(|(_, tokens)| tokens.start < range.1 && tokens.end > range.0)
        .max_by_key(|(_, tokens)| {
            let inside = tokens.start >= range.0 && tokens.end <= range.1;
            (inside, tokens.end.min(range.1) - tokens.start.max(range.0), std::cmp::Reverse(tokens.start))
        });
    if let Some(actor) = people_of_state(reading, hits, range) {
        return pointed(Who::Known(actor), "");
    }
    let kind = kind_of(reading, range);
    let Some((hit, tokens)) = hit else { return pointed(Who::Other, kind) };
    let whole = tokens.contains(&(range.1 - 1))
        || hit.form != Form::People && matches!(hit.actor, ActorRef::Named(_))
        || tokens.start <= range.0 && tokens.end >= range.1;
    let actor = match hit.actor {
        // "Germany" within "the chancellor of Germany" is the state
        ActorRef::Known { record, agent: Some(_) } if tokens.start < range.0 => {
            ActorRef::Known { record, agent: None }
        }
        actor => actor,
    };
    pointed(if whole { Who::Known(actor) } else { Who::Of(actor) }, kind)
}

/// "Chad's battered army", "soldiers from Chad": a kind of people and the one state that the words before it in its group
/// name, or where it comes from.
fn people_of_state(reading: &Reading, hits: &[ActorHit], range: Range) -> Option<ActorRef> {
    let (groups, sentence) = (&reading.groups.nouns, reading.sentence);
    let noun = groups.partition_point(|group| group.b <= range.0);
    let group = groups.get(noun).filter(|group| group.head < range.1)?;
    let people = hits.iter().find(|hit| sentence.tokens_of(&hit.words).contains(&group.head))?;
    let ActorRef::Known { record: agent, agent: None } = people.actor else { return None };
    if people.form != Form::Agent {
        return None;
    }
    let actors = &reading.pack.resources.actors;
    let state = |hit: &ActorHit| match hit.actor {
        ActorRef::Known { record, agent: None } => {
            Some(record).filter(|&record| actors.record(record).kind == "country")
        }
        _ => None,
    };
    let people = sentence.tokens_of(&people.words);
    let mut before = hits.iter().filter(|hit| {
        let tokens = sentence.tokens_of(&hit.words);
        // an acronym in brackets has no token; a name in quotation marks is of no kind
        tokens.start >= range.0
            && tokens.end <= people.start
            && !tokens.is_empty()
            && sentence.quotes[tokens.start] == sentence.quotes[people.start]
    });
    let record = match (before.next(), before.next()) {
        (Some(one), None) => state(one)?,
        (None, _) => state(comes_from(reading, hits, noun)?)?,
        _ => return None,
    };
    Some(ActorRef::Known { record, agent: Some(agent) })
}

/// "soldiers from Chad": what is named behind. What an object comes from may be where it was moved from.
fn comes_from<'h>(reading: &Reading, hits: &'h [ActorHit], noun: usize) -> Option<&'h ActorHit> {
    let (groups, sentence) = (&reading.groups.nouns, reading.sentence);
    let (group, other) = (&groups[noun], groups.get(noun + 1)?);
    let clause = usize::from(reading.clauses.owner[group.head]);
    let bound = other.host == Some(noun as u16)
        && other.preposition == Some(group.b)
        && sentence.lower(group.b) == "from"
        && !reading.clauses.list[clause].objects.contains(noun);
    hits.iter().filter(|_| bound).find(|hit| {
        let tokens = sentence.tokens_of(&hit.words);
        tokens.start >= other.a && tokens.end == other.b && hit.form != Form::People
    })
}

/// "Air Canada", "the Chad Mining Company": whether a range names somebody after a country.
pub(crate) fn is_named_after_country(reading: &Reading, hits: &[ActorHit], range: Range) -> bool {
    let actors = &reading.pack.resources.actors;
    hits.iter().any(|hit| {
        let tokens = reading.sentence.tokens_of(&hit.words);
        let inside = tokens.start >= range.0 && tokens.end <= range.1;
        let country = |record: u32| actors.record(record).kind == "country";
        inside
            && matches!(hit.actor, ActorRef::Known { record, agent: None } if country(record))
            && (range.0..range.1)
                .any(|token| !tokens.contains(&token) && reading.sentence.tag(token) == Some(Tag::Name))
    })
}

/// The kind of whom nobody knows, by the words that name them.
fn kind_of(reading: &Reading, range: Range) -> &'static str {
    let known = &reading.pack.known;
    let bits = reading.sentence.classes_in(range.0, range.1);
    if bits & known.armed != 0 {
        "armed_group"
    } else if bits & known.official != 0 {
        "official"
    } else if bits & known.person != 0 {
        "people"
    } else if bits & known.state != 0 {
        "organisation"
    } else if (range.0..range.1).any(|token| reading.sentence.tag(token) == Some(Tag::Name)) {
        "name"
    } else {
        "group"
    }
}

/// The classes that actors of a kind belong to.
fn classes_of_kind(known: &Known, kind: &str) -> u64 {
    known.actor
        | match kind {
            "armed_group" | "military" | "police" | "peacekeepers" | "separatist_state" => {
                known.armed | known.state
            }
            "person" | "official" => known.official | known.person,
            "media" => known.outlet,
            "civilians" | "hostages" | "prisoners" | "refugees" | "settlers" | "protesters" => known.person,
            "legislature" => known.state | known.body,
            "region" | "ethnic_group" | "religious_group" | "religious" | "criminals" | "education"
            | "health" | "labour" | "agriculture" | "business" => 0,
            _ => known.state,
        }
}

/// The classes of each record of a lexicon of actors.
pub(crate) fn classes_of_records(known: &Known, actors: &ActorLexicon) -> Vec<u64> {
    (0..actors.len() as u32).map(|record| classes_of_kind(known, &actors.record(record).kind)).collect()
}

/// The classes that an actor belongs to.
pub(crate) fn classes(pack: &Pack, hit: &ActorHit, names: &Names) -> u64 {
    let known = &pack.known;
    match pack.resources.actors.kind_record(hit, names) {
        Ok(record) => {
            let people = hit.form == Form::People && pack.resources.actors.record(record).kind == "country";
            if people { known.actor | known.actor_adjective } else { pack.actor_classes[record as usize] }
        }
        Err(kind) => classes_of_kind(known, kind),
    }
}

/// All classes that an actor can bring.
pub(crate) fn possible(pack: &Pack) -> u64 {
    let known = &pack.known;
    known.actor
        | known.armed
        | known.state
        | known.official
        | known.person
        | known.outlet
        | known.body
        | known.actor_adjective
}

/// An id from a name.
fn slug(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    id
}
