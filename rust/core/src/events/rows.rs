//! From frames to rows: the typed values of a sentence become the columns of its events.

pub(crate) mod place;

use super::actors::{self, Pointed, Who};
use super::claim::TokenClaim;
use super::document::Past;
use super::frame::{Frame, Range, Reading};
use super::locate::Spot;
use super::pack::{ClaimKind, Realis, Trait, Traits};
use super::when::is_old;
use super::{Actor, Article, Claim, Cue, Event, Place, id};
use crate::normalise::actor::ActorHit;
use crate::normalise::date::{Bound, DateHit, Precision};
use crate::normalise::place::{CountryEvidence, PlaceHit};
use crate::normalise::quantity::Amount;
use crate::text::segment::Sentence;
use place::Parties;

/// The typed values of one sentence.
pub(crate) struct Values<'a> {
    pub article: &'a Article<'a>,
    pub reading: &'a Reading<'a>,
    /// Number of the sentence.
    pub number: usize,
    pub segment: &'a Sentence,
    pub dates: &'a [DateHit],
    /// The same dates as of something to come.
    pub future: &'a [DateHit],
    pub amounts: &'a [Amount],
    pub places: &'a [PlaceHit],
    pub evidence: &'a CountryEvidence,
    pub hits: &'a [ActorHit],
    /// Where the sentence before says it is.
    pub before: Option<Place>,
    /// No sentence behind this one names a place up to here.
    pub since: usize,
}

impl Values<'_> {
    /// The row of a frame, which has its place at one of `spots`. `past` answers for pronouns and quotations.
    pub(crate) fn event(&self, frame: &Frame, spots: &[Spot], past: &mut Past) -> Event {
        let reading = self.reading;
        let trigger = reading.sentence.span(frame.trigger.0, frame.trigger.1);
        let rule = frame.rule.write(reading.pack);
        let (date, source) = self.date(frame);
        let date = date.map(|hit| self.of_its_own(frame, hit));
        let mut realis = frame.status.realis;
        let mut cues: Vec<Cue> = frame
            .status
            .cues
            .iter()
            .map(|cue| Cue { kind: cue.kind, span: reading.sentence.span(cue.a, cue.b) })
            .collect();
        if realis == Realis::Actual
            && let Some(hit) =
                date.as_ref().filter(|hit| self.article.published.is_some_and(|day| is_old(hit, day)))
        {
            realis = Realis::Historical;
            cues.push(Cue { kind: "date", span: reading.sentence.words.span(hit.words.clone()) });
        }
        cues.dedup();
        let claim = self.claim(frame, past).map(Box::new);
        let speaker = claim.as_ref().and_then(|claim| claim.speaker.as_ref());
        // whom somebody only speaks of need not be whom something was done to
        let done = !reading.pack.is(frame.code, Trait::Said);
        let named = |ranges: &[Range]| -> Vec<Pointed> {
            let pointed = ranges.iter().filter_map(|&range| actors::point(reading, self.hits, range));
            pointed.filter(|pointed| !pointed.who.is_elsewhere()).collect()
        };
        let mut actors = |ranges: &[Range], suffers: bool, others: &[Pointed]| {
            let pointed = ranges.iter().filter_map(|&range| {
                let pointed = actors::point(reading, self.hits, range)?;
                let suffers = suffers && pointed.who.is_elsewhere() && reading.is_acted_upon(range.0);
                Some((pointed, suffers))
            });
            // whoever is quoted says "we"
            let mut named =
                |(pointed, suffers): (Pointed, bool)| match speaker.filter(|_| pointed.who == Who::Speaker) {
                    Some(speaker) => Some(speaker.clone()),
                    None => past.actor(pointed, suffers, others),
                };
            let mut all: Vec<Actor> = Vec::new();
            for (pointed, suffers) in pointed {
                let speaks = pointed.who == Who::Speaker;
                let Some(actor) = named((pointed, suffers)) else { continue };
                if all.iter().all(|known| known.span != actor.span && !(speaks && known.name == actor.name)) {
                    all.push(actor);
                }
            }
            all
        };
        // nobody does it to himself
        let mut recipients = actors(&frame.recipients, done, &named(&frame.actors));
        let mut doers = actors(&frame.actors, false, &named(&frame.recipients));
        // "according to the rebels, the army is to blame": they blame it
        if doers.is_empty()
            && reading.pack.is(frame.code, Trait::Accuses)
            && let Some(speaker) = speaker
            && claim.as_ref().is_some_and(|claim| claim.kind == ClaimKind::Reported)
            && !reading.clauses.list[frame.clause]
                .verb
                .is_some_and(|verb| reading.groups.verbs[verb as usize].passive)
            && recipients.iter().all(|accused| accused.name != speaker.name)
        {
            doers.push(speaker.clone());
        }
        let third_parties = actors(&frame.third, false, &[]);
        let parties = Parties { doers: &doers, recipients: &recipients };
        let place = self.place(frame, realis, spots, past.memory, parties);
        let told = place.as_ref().map(|place| place.span).filter(|_| frame.moves(reading.pack));
        recipients.retain(|actor| {
            !told.is_some_and(|place| place.start < actor.span.end && actor.span.start < place.end)
        });
        Event {
            event_id: id::event_id(self.article.id, &rule, trigger),
            code: frame.code as usize,
            actors: doers,
            recipients,
            third_parties,
            place,
            date_start: date.as_ref().map_or(self.article.published, |hit| Some(hit.start)),
            date_end: date.as_ref().map_or(self.article.published, |hit| Some(hit.end)),
            date_precision: date
                .as_ref()
                .map(|hit| precision(hit.precision))
                .or(self.article.published.map(|_| "day")),
            date_source: source,
            quantities: reading.quantities(frame, self.amounts),
            negated: frame.status.negated,
            realis,
            hedged: frame.status.hedged,
            cues,
            claim,
            trigger,
            sentence: self.number,
            sentence_span: self.segment.span,
            rule,
        }
    }

    /// Who speaks: a pronoun that says something is whoever spoke before.
    fn speaker(&self, range: Range, past: &mut Past) -> Option<Actor> {
        let pointed = actors::point(self.reading, self.hits, range)?;
        if !pointed.who.is_elsewhere() {
            return past.actor(pointed, false, &[]);
        }
        // "The envoy voices concern at the raid, he tells reporters": where nobody spoke before
        let within = || {
            let noun = self.reading.groups.nouns.iter().position(|group| group.a == range.0)?;
            let meant = self.reading.meant(noun);
            let begins = self.reading.clauses.list[0].subject.contains(meant);
            let meant = self.reading.actor_range(meant).filter(|_| begins)?;
            actors::point(self.reading, self.hits, meant).filter(|meant| !meant.who.is_elsewhere())
        };
        past.sayer(pointed).or_else(|| past.actor(within()?, false, &[]))
    }

    /// "since the January 1998 raid" tells when the raid was, and not how long it lasted.
    fn of_its_own(&self, frame: &Frame, hit: &DateHit) -> DateHit {
        let mut hit = hit.clone();
        let force = self.reading.pack.codes[frame.code as usize].traits.any(Traits::FORCE);
        if force && hit.bound == Bound::Since && hit.attributive {
            hit.end = match hit.precision {
                Precision::Month => hit.start.last_of_month(),
                Precision::Year => hit.start.last_of_year(),
                Precision::Day if hit.start < hit.end => hit.start,
                _ => hit.end,
            };
        }
        hit
    }

    fn date(&self, frame: &Frame) -> (Option<&DateHit>, Option<&'static str>) {
        match self.reading.date(frame, self.dates, self.future, self.article.published) {
            Some(hit) => (Some(hit), Some("text")),
            None => (None, self.article.published.map(|_| "publication")),
        }
    }

    /// Who says what no words of the frame's sentence claim: whoever is quoted, whose turn it is, who gave the account.
    fn claim_before(&self, frame: &Frame, past: &mut Past) -> Option<Claim> {
        let reading = self.reading;
        let text = |range: Range| reading.sentence.span(range.0, range.1).of(self.article.text).to_owned();
        let whole = reading.sentence.span(0, reading.sentence.len());
        let quoted = reading.sentence.quotes.get(frame.trigger.0).is_some_and(|&quote| quote > 0);
        if let Some(speaker) = if quoted { past.speaker() } else { past.turn() } {
            let kind = ClaimKind::Quoted;
            return Some(Claim { speaker: Some(speaker), outlet: None, kind, cue: None, span: whole });
        }
        let kind = ClaimKind::Reported;
        if let Some((teller, cue)) = reading.accounted(frame) {
            let outlet = reading.is_outlet(teller);
            let span = reading.sentence.span(cue.1, reading.sentence.len());
            return Some(Claim {
                speaker: if outlet { None } else { self.speaker(teller, past) },
                outlet: outlet.then(|| text(teller)),
                kind,
                cue: Some(text(cue)),
                span,
            });
        }
        let speaker = if reading.adds_to_account(frame) && !quoted { past.reporter() } else { None };
        speaker.map(|speaker| Claim { speaker: Some(speaker), outlet: None, kind, cue: None, span: whole })
    }

    fn claim(&self, frame: &Frame, past: &mut Past) -> Option<Claim> {
        let reading = self.reading;
        let text = |range: Range| reading.sentence.span(range.0, range.1).of(self.article.text).to_owned();
        let Some(TokenClaim { speaker, outlet, kind, cue, content }) = reading.claim(frame) else {
            return self.claim_before(frame, past);
        };
        let quoted = reading.sentence.quotes.get(frame.trigger.0).is_some_and(|&quote| quote > 0);
        let speaker = speaker.and_then(|range| self.speaker(range, past));
        // whom "he" means that nobody names, or "we are told": whoever is quoted, whose turn it is
        let nobody = speaker.is_none() && outlet.is_none();
        let speaker = speaker
            .or_else(|| if quoted && nobody { past.speaker() } else { past.turn().filter(|_| nobody) });
        Some(Claim {
            speaker,
            outlet: outlet.map(text),
            kind,
            cue: Some(text(cue)),
            span: reading.sentence.span(content.0, content.1),
        })
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}
