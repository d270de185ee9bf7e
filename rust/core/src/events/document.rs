//! What an article remembers from sentence to sentence: whom a pronoun means, who speaks. Names are kept by
//! [`crate::normalise::actor::Names`].
//!
//! A sentence leaves [`Traces`]: its subjects and its speakers, without a look at any other sentence. Whom "he"
//! means is looked up backwards when it is asked, over at most [`REACH`] sentences. Those in between that told
//! no event are read then, once; where nobody asks, they never are.

use std::ops::Range;

use super::actors::{Pointed, Who};
use super::again::{self, Before};
use super::clause::View;
use super::frame::Reading;
use super::grammar::Tag;
use super::last_attack::LastAttack;
use super::lexicon::Concept;
use super::lexicon::Lexicon;
use super::locate::before::Grounds;
use super::object::Struck;
use super::pack::{Pack, Realis, Trait};
use super::pair::LastPair;
use super::recall::Days;
use super::reply::Uttered;
use super::rows::place::Unplaced;
use super::scan::Scan;
use super::steps::Steps;
use super::turn::{self, Turn};
use super::{Actor, Article, Event, Place, actors};
use crate::normalise::actor::{ActorHit, Names};
use crate::normalise::date::NumericOrder;
use crate::normalise::traits::is;
use crate::text::words::{Shape, Words};

/// How many sentences a pronoun or a quotation looks back. Unmeasured; what lies farther is hardly meant.
const REACH: usize = 32;

/// How many sentences back "he" may mean an official who is no more than called one. Unmeasured.
const NEAR: usize = 3;

/// What a sentence leaves for the pronouns and quotations of later ones.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traces {
    /// First subject that a singular personal pronoun can mean.
    person: Option<Pointed>,
    /// Where there is none, an object that it can mean, if no sentence has such a subject.
    object: Option<Pointed>,
    /// First subject that "they" can mean.
    group: Option<Pointed>,
    /// First subject that "it" can mean.
    body: Option<Pointed>,
    /// First people and first thing to whom something is done: "they" and "it" to whom something else is done.
    people: Option<Pointed>,
    thing: Option<Pointed>,
    /// Subjects of reporting verbs, the last one first.
    speakers: [Option<Pointed>; 3],
    /// The last of them that a singular personal pronoun and that "they" can mean.
    teller: Option<Pointed>,
    tellers: Option<Pointed>,
    /// Classes of `person`.
    bits: u64,
}

impl Traces {
    /// What a sentence leaves.
    pub(crate) fn of(reading: &Reading, hits: &[ActorHit]) -> Self {
        let known = &reading.pack.known;
        let view = View { pack: reading.pack, sentence: reading.sentence };
        let mut traces = Self::default();
        for (index, clause) in reading.clauses.list.iter().enumerate() {
            let Some(noun) = reading.agent(index).first() else { continue };
            let reports = clause.verb.is_some_and(|verb| view.reports(&reading.groups.verbs[verb as usize]));
            let pronoun = reading.groups.nouns[noun].pronoun;
            if reading.sentence.lower(reading.groups.nouns[noun].head) == "you" {
                continue;
            }
            let nobody = reading.groups.nouns[noun].negative || reading.is_nobody(noun);
            let acts = !pronoun && !nobody && reading.is_actor(noun) && !reading.names_event(noun);
            let head = reading.groups.nouns[noun].head;
            // "The report added: ..."
            let paper = reports && reading.sentence.classes[head] & (known.document | known.outlet) != 0;
            // "the figures showed that" says nobody
            let plural = reading.sentence.tag(head) == Some(Tag::NounPlural);
            let says = || reading.does(index, Concept::Relate);
            let many = reports && plural && !pronoun && (acts || says());
            // "The bank said": whatever it is, it said so
            let unit = reading.sentence.is(head, is::UNIT);
            let thing = reports && !plural && !pronoun && !nobody && !acts && !unit && says();
            if !(acts || reports && pronoun || paper || many || thing) {
                continue;
            }
            let Some(range) = reading.actor_range(noun) else { continue };
            let Some(pointed) = actors::point(reading, hits, range) else { continue };
            if reports && (acts || pronoun || paper || thing) {
                let [first, second, _] = traces.speakers;
                traces.speakers = [Some(pointed), first, second];
            }
            if many {
                traces.tellers = Some(pointed);
            }
            if !acts {
                continue;
            }
            let bits = reading.sentence.classes_in(range.0, range.1);
            let human = reading.is_human(noun);
            let singular = !plural && (human || bits & known.state == 0);
            // "Hamas", "Tass", "Chad": no "he"
            let body = (bits & (known.armed | known.outlet) != 0 || pointed.is_named_body(reading.pack))
                && bits & (known.official | known.person) == 0
                && reading.sentence.tag(head) == Some(Tag::Name);
            let one = singular && !body && reading.may_be_a_person(noun, bits);
            if one && traces.person.is_none() {
                traces.person = Some(pointed);
                traces.bits = bits;
            }
            if reports && one {
                traces.teller = Some(pointed);
            }
            let acts_as_one = body || !human && bits & (known.state | known.armed) != 0;
            // "the minister and the envoy": they
            let several = reading.clauses.list[index].subject.iter().nth(1).is_some_and(|other| {
                let joined = view.coordinated(reading.groups, other);
                joined && reading.groups.nouns[other].coordinated == Some(noun as u16)
            });
            if traces.group.is_none() && (!singular || several || acts_as_one) {
                traces.group = Some(pointed);
            }
            let only_human =
                bits & (known.official | known.person) != 0 && bits & (known.body | known.state) == 0;
            if traces.body.is_none() && !plural && acts_as_one && !only_human {
                traces.body = Some(pointed);
            }
        }
        traces.suffering(reading, hits);
        traces.object = if traces.person.is_none() { Self::object(reading, hits) } else { None };
        traces
    }

    /// "The army freed 40 girls. They had been abducted", "Rebels seized the town. The army shelled it". The dead suffer
    /// nothing more.
    fn suffering(&mut self, reading: &Reading, hits: &[ActorHit]) {
        let known = &reading.pack.known;
        for clause in 0..reading.clauses.list.len() {
            let harms = || reading.tells_of(clause, &[Trait::Attack, Trait::Toll]);
            for noun in reading.patient(clause).iter() {
                let group = &reading.groups.nouns[noun];
                if group.pronoun || reading.names_event(noun) {
                    continue;
                }
                let range = reading.actor_range(noun).unwrap_or((group.a, group.b));
                let bits = reading.sentence.classes_in(group.a, group.b);
                let plural = reading.sentence.tag(group.head) == Some(Tag::NounPlural);
                let alive = bits & (known.person | known.armed | known.official) != 0;
                let thing = bits & (known.building | known.territory | known.place_head | known.vessel) != 0;
                if plural && alive && self.people.is_none() && !harms() {
                    self.people = actors::point(reading, hits, range);
                } else if !plural && !alive && thing && self.thing.is_none() {
                    self.thing = actors::point(reading, hits, range);
                }
            }
        }
    }

    /// Whom a pronoun of a later sentence means, to whom something is done where `suffers` is set.
    fn meant(&self, who: Who, suffers: bool) -> Option<Pointed> {
        match who {
            Who::Person => self.person,
            Who::Body => self.thing.filter(|_| suffers).or(self.body),
            _ => self.people.filter(|_| suffers).or(self.group),
        }
    }

    /// "We reached General Lopez. He said": a person who is an object.
    fn object(reading: &Reading, hits: &[ActorHit]) -> Option<Pointed> {
        let known = &reading.pack.known;
        let groups = &reading.groups.nouns;
        for clause in &reading.clauses.list {
            let with = |&noun: &usize| matches!(reading.preposition(noun), "with" | "to");
            for noun in clause.objects.iter().chain(clause.obliques.iter().filter(with)) {
                let Some(range) = reading.actor_range(noun) else { continue };
                let bits = reading.sentence.classes_in(range.0, range.1);
                let group = &groups[noun];
                let name = |token: usize| reading.sentence.tag(token) == Some(Tag::Name);
                let named = name(group.head);
                let whole = group.b > group.a + 1 && (group.a..group.b).all(name);
                if named
                    && (bits & (known.official | known.person) != 0 || whole)
                    && bits & (known.state | known.armed) == 0
                    && !reading.names_event(noun)
                    && let Some(pointed) = actors::point(reading, hits, range)
                {
                    return Some(pointed);
                }
            }
        }
        None
    }
}

/// What is known of a sentence of the article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    /// What it leaves, once somebody asked.
    pub traces: Option<Traces>,
    /// First of its paragraph.
    pub first: bool,
    /// It begins with a quotation mark.
    pub opens: bool,
    /// A quotation is open at its end.
    pub open_quote: bool,
    /// Its actors among those of the article.
    pub hits: Range<usize>,
    /// Who speaks in it, where the text is a transcript.
    pub turn: Option<Pointed>,
}

/// A place that a sentence told.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// Number of the sentence.
    pub number: usize,
    pub place: Place,
    /// It has a name.
    pub named: bool,
    /// It is in the gazetteer, or called a place.
    pub sure: bool,
}

/// The sentences of an article up to the one being read.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub sentences: Vec<Known>,
    /// Actors of the sentences that were read for them, be it ahead, and those of each.
    pub hits: Vec<ActorHit>,
    pub named: Vec<Range<usize>>,
    /// Place of the last event.
    pub place: Option<Told>,
    /// What has happened and has no place yet, with the numbers of their rows.
    pub unplaced: Vec<(usize, Unplaced)>,
    /// Where people met last, with what that was.
    pub met: Option<(usize, Told)>,
    /// The states that the article names, each where it is named first.
    pub lands: Vec<Place>,
    /// Where events on the ground took place.
    pub grounds: Grounds,
    /// Where the article was filed: `KIEV, Ukraine (AP) -`.
    pub dateline: Option<Place>,
    /// The last attacks whose hands are known, until a sentence tells others.
    pub attack: Option<LastAttack>,
    /// The last dead, captives and ruins whose hands are known, in a sentence without an attack.
    pub deed: Option<LastAttack>,
    /// The last two who were told together.
    pub pair: Option<LastPair>,
    /// Whom the last attack was made upon, who was killed and who was abducted last.
    pub struck: [Option<Struck>; 3],
    /// Rows that name again what was done to nobody near.
    pub open: Vec<usize>,
    /// The last deeds of words.
    pub uttered: Vec<Uttered>,
    /// The days of attacks.
    pub days: Days,
    /// The topics that were told.
    pub told: again::Told,
    /// The sentence that is read is the last: nothing looks back on it.
    pub ends: bool,
    /// A recording ended in the sentence before.
    over: bool,
    /// Reads an earlier sentence when a later one looks back.
    steps: Steps,
}

impl Memory {
    pub(crate) fn clear(&mut self) {
        self.sentences.clear();
        self.hits.clear();
        self.named.clear();
        self.place = None;
        self.unplaced.clear();
        self.met = None;
        self.lands.clear();
        self.grounds.clear();
        self.dateline = None;
        self.attack = None;
        self.deed = None;
        self.pair = None;
        self.struck = Default::default();
        self.open.clear();
        self.uttered.clear();
        self.days.clear();
        self.told = again::Told::default();
        self.over = false;
    }

    /// How the article writes `3/4/22`.
    pub(crate) fn order(&mut self, order: NumericOrder) {
        self.steps.order = order;
    }

    /// Takes in the place of an event, with which the next may go on; `last` is that of the last one with a place.
    pub(crate) fn take_place(&mut self, pack: &Pack, event: &Event, last: &mut Option<Told>) {
        if event.own_place().is_some() {
            last.clone_from(&self.place);
            let Some(told) = last else { return };
            if event.realis == Realis::Actual && pack.is(event.code, Trait::Local) {
                self.grounds.take(told);
            }
            if pack.is(event.code, Trait::Together) {
                self.met = Some((event.code, told.clone()));
            }
        } else if let Some(place) = event.place.as_ref().filter(|place| place.precision == "dateline")
            && pack.is(event.code, Trait::Together)
        {
            let told = Told { number: event.sentence, place: place.clone(), named: true, sure: true };
            self.met = Some((event.code, told));
        } else if event.place.as_ref().is_some_and(|place| place.precision == "context")
            && let Some(told) = last
        {
            told.number = event.sentence;
        }
    }

    /// Takes in the next sentence.
    pub(crate) fn begin(&mut self, first: bool, opens: bool) {
        self.sentences.push(Known { first, opens, ..Known::default() });
    }

    /// Who speaks in a sentence of a transcript with these actors.
    pub(crate) fn turn(
        &mut self,
        lexicon: &Lexicon,
        number: usize,
        words: &Words,
        hits: Range<usize>,
    ) -> Option<Pointed> {
        let over = std::mem::replace(&mut self.over, turn::ends_in(lexicon, words));
        match turn::at_head(lexicon, words, &self.hits[hits]) {
            Turn::Begins(turn) => turn,
            Turn::Same => self.sentences[number.checked_sub(1)?].turn.filter(|_| !over),
        }
    }

    /// Whether a quotation is open from before where a sentence begins.
    pub(crate) fn carried(&self, at: usize) -> bool {
        let known = &self.sentences[at];
        !known.first && at > 0 && self.sentences[at - 1].open_quote
    }
}

/// The way back from a sentence.
pub(crate) struct Past<'a> {
    pub pack: &'a Pack,
    pub article: &'a Article<'a>,
    pub scan: &'a Scan,
    pub memory: &'a mut Memory,
    pub names: &'a Names,
    /// The sentence that looks back.
    pub at: usize,
}

impl Past<'_> {
    /// The row of an actor. A pronoun is whom it means, where that is named, and none of `others`; `suffers` where
    /// something is done to them.
    pub(crate) fn actor(&mut self, pointed: Pointed, suffers: bool, others: &[Pointed]) -> Option<Actor> {
        let pointed = match pointed.who {
            who if who.is_elsewhere() => self.meant(who, self.at, suffers, others)?,
            // whom nobody names is "we" all the same
            Who::Speaker => match self.speaker() {
                Some(speaker) => return Some(speaker),
                None => pointed,
            },
            _ => pointed,
        };
        Some(pointed.actor(self.pack, self.article, self.names))
    }

    /// Whom a pronoun means that says something: whoever spoke last, else whom it means anywhere.
    pub(crate) fn sayer(&mut self, pointed: Pointed) -> Option<Actor> {
        const BACK: usize = 3; // sentences in which nobody goes on speaking, unmeasured
        let mut silent = 0;
        for before in (self.at.saturating_sub(REACH)..self.at).rev() {
            let traces = self.traces(before);
            // "The bank said it lent ten million. It said": no official, and nobody who is known as a person
            let body = |speaker: &Pointed| !speaker.who.is_elsewhere() && speaker.may_be_a_thing(self.pack);
            let spoke = match pointed.who {
                Who::Person => traces.teller,
                Who::Group => traces.tellers,
                _ => traces.speakers.into_iter().flatten().find(body),
            };
            if let Some(spoke) = spoke {
                let spoke = self.by_name(spoke, before);
                return Some(spoke.actor(self.pack, self.article, self.names));
            }
            // whoever acts in between, where nobody goes on speaking, is nearer
            let goes_on = traces.speakers.iter().flatten().any(|speaker| speaker.who == pointed.who);
            if pointed.who != Who::Body && !goes_on && traces.meant(pointed.who, false).is_some() {
                break;
            }
            silent += usize::from(!goes_on);
            if silent == BACK {
                break;
            }
        }
        self.actor(pointed, false, &[])
    }

    /// Who spoke last, right before.
    pub(crate) fn reporter(&mut self) -> Option<Actor> {
        const BACK: usize = 2; // sentences, unmeasured
        for before in (self.at.saturating_sub(BACK)..self.at).rev() {
            let traces = self.traces(before);
            let Some(speaker) = traces.speakers[0].or(traces.tellers) else { continue };
            let meant = match speaker.who {
                who if who.is_elsewhere() => self.meant(who, before, false, &[])?,
                Who::Speaker => return None,
                _ => speaker,
            };
            return Some(meant.actor(self.pack, self.article, self.names));
        }
        None
    }

    /// Whose turn it is to speak.
    pub(crate) fn turn(&self) -> Option<Actor> {
        let turn = self.memory.sentences[self.at].turn;
        turn.map(|turn| turn.actor(self.pack, self.article, self.names))
    }

    /// Who speaks in a quotation that names no speaker.
    pub(crate) fn speaker(&mut self) -> Option<Actor> {
        if let Some(turn) = self.turn() {
            return Some(turn);
        }
        for here in (self.at.saturating_sub(REACH)..=self.at).rev() {
            let before = here.checked_sub(1)?;
            let known = &self.memory.sentences[here];
            // a quotation goes on over a paragraph's end only when the next begins with a mark of its own
            let goes_on = !known.first || known.opens && self.memory.sentences[before].open_quote;
            // else it is the one who spoke right before
            if !(goes_on || here == self.at && known.opens) {
                return None;
            }
            for speaker in self.traces(before).speakers.into_iter().flatten() {
                let meant = match speaker.who {
                    who if who.is_elsewhere() => self.meant(who, before, false, &[]),
                    Who::Speaker => None,
                    _ => Some(speaker),
                };
                if let Some(meant) = meant {
                    return Some(meant.actor(self.pack, self.article, self.names));
                }
            }
            if !goes_on {
                return None;
            }
        }
        None
    }

    /// The class of officials, where "he" or "she" means one.
    pub(crate) fn person(&mut self) -> u64 {
        let wanted = self.pack.known.official;
        let found = (self.at.saturating_sub(NEAR)..self.at).rev().map(|before| self.traces(before));
        found.into_iter().find(|traces| traces.person.is_some()).map_or(0, |traces| traces.bits & wanted)
    }

    /// Whom a pronoun in sentence `at` means.
    fn meant(&mut self, who: Who, at: usize, suffers: bool, others: &[Pointed]) -> Option<Pointed> {
        let mut object = None;
        let text = self.article.text;
        let subject = (at.saturating_sub(REACH)..at).rev().find_map(|before| {
            let traces = self.traces(before);
            object = object.or(traces.object);
            let meant = traces.meant(who, suffers);
            let meant = meant.filter(|meant| !others.iter().any(|other| other.is(meant, text)));
            meant.map(|meant| self.by_name(meant, before))
        });
        subject.or(object.filter(|_| who == Who::Person))
    }

    /// Whom a title alone means ("the president" of sentence `at`): the last one who was named with it.
    fn by_name(&mut self, pointed: Pointed, at: usize) -> Pointed {
        let text = self.article.text;
        let Some(title) = pointed.title(text) else { return pointed };
        let named = (at.saturating_sub(REACH)..at).rev().find_map(|before| {
            let Traces { person, speakers, .. } = self.traces(before);
            let mut known = speakers.into_iter().chain([person]).flatten();
            known.find(|known| known.bears(title, text))
        });
        named.unwrap_or(pointed)
    }

    fn traces(&mut self, at: usize) -> Traces {
        if let Some(traces) = self.memory.sentences[at].traces {
            return traces;
        }
        let traces = self.read(at);
        self.memory.sentences[at].traces = Some(traces);
        traces
    }

    /// Reads a sentence that told no event, for its subjects.
    fn read(&mut self, at: usize) -> Traces {
        let sight = &self.scan.sights[at];
        let carried = self.memory.carried(at);
        let Memory { sentences, hits, steps, .. } = &mut *self.memory;
        let hits = &hits[sentences[at].hits.clone()];
        let lexicon = &self.pack.lexicon;
        steps.sentence.begin(self.article.text, sight.segment.span);
        let words = steps.sentence.append(lexicon, self.article.text, sight.segment.span).words;
        steps.sentence.recase(self.pack, words.clone(), sight.capitals);
        let named = steps.sentence.words.as_slice();
        let named = named.iter().any(|word| matches!(word.shape, Shape::Capital | Shape::Mixed));
        steps.sentence.focus(lexicon, words, sight.segment.span.start, carried);
        if steps.sentence.len() < 2 || !(named || sight.stirs) {
            return Traces::default();
        }
        steps.read(self.pack, self.article.published, hits, self.names);
        Traces::of(&steps.reading(self.pack, self.scan.about, Before::default(), false), hits)
    }
}
