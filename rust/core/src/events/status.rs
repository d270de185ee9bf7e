//! Polarity, realis and certainty of a clause, composed along the chain of what governs it.
//!
//! Each governing word has a signature: what it makes of its complement when it is affirmed itself, and when it
//! is negated (Karttunen 1971, 2012; Nairn, Condoravdi and Karttunen 2006). Modals, tense, `if`, questions and
//! purpose clauses are governors too. The walk goes from the clause outwards, over parents only, and meets the
//! claims on its way.
//!
//! Cost: the depth of the clause. Guarantee: ends for any chain, at most [`DEPTH`] steps.

mod fronted;
mod noun;
mod particle;
mod predicate;

use super::clause::{Clause, Kind};
use super::frame::Reading;
use super::grammar::{Mood, Tag};
use super::lexicon::Concept;
use super::pack::{ClaimKind, Meaning, Realis, Signature, trait_of};

const DEPTH: usize = 12;

/// What decided a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cue {
    pub kind: &'static str,
    pub a: usize,
    pub b: usize,
}

/// A clause that says what a row holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    pub clause: usize,
    pub kind: ClaimKind,
    /// Clause that begins what is said.
    pub content: usize,
    /// The noun that opened it, in place of a verb.
    pub noun: Option<usize>,
}

/// Status of a clause.
#[derive(Debug, Clone)]
pub(crate) struct Status {
    pub negated: bool,
    pub realis: Realis,
    pub hedged: bool,
    pub cues: Vec<Cue>,
    /// Innermost first.
    pub said: Vec<Said>,
}

fn combine(a: Realis, b: Realis) -> Realis {
    a.max(b)
}

impl Reading<'_> {
    /// Status of a clause and of all that governs it.
    pub(crate) fn status(&self, clause: usize) -> Status {
        self.status_at(clause, 0)
    }

    fn status_at(&self, index: usize, depth: usize) -> Status {
        let clause = &self.clauses.list[index];
        let mut status = self.own_status(clause);
        if depth >= DEPTH {
            return status;
        }
        self.linked(clause, &mut status);
        if self.denied_in_front(index, &mut status, depth) {
            return status;
        }
        if let Some(noun) = clause.noun {
            self.under_noun(index, noun as usize, &mut status, depth);
        } else if let Some(parent) = clause.parent.map(usize::from).filter(|&parent| parent != index) {
            self.under_clause(index, parent, &mut status, depth);
        } else if let Some(host) = self.described_in(index) {
            // what describes a noun of a claim is claimed with it
            status.said.extend(self.status_at(host, depth + 1).said);
        } else if clause.kind == Kind::Infinitive {
            // a headline's future: "France to withdraw 5,000 troops"
            let headline = !clause.subject.is_empty();
            let ahead = if headline { Realis::Future } else { Realis::Hypothetical };
            status.realis = combine(status.realis, ahead);
        }
        status
    }

    /// The clause that holds the noun which a relative or reduced clause describes.
    fn described_in(&self, index: usize) -> Option<usize> {
        let antecedent = self.clauses.list[index].antecedent?;
        let host = self.clauses.owner[self.groups.nouns[antecedent as usize].head] as usize;
        (host != index).then_some(host)
    }

    /// What the verb group itself says.
    fn own_status(&self, clause: &Clause) -> Status {
        let mut status = Status {
            negated: false,
            realis: Realis::Actual,
            hedged: false,
            cues: Vec::new(),
            said: Vec::new(),
        };
        let Some(verb) = clause.verb else { return status };
        let own = self.groups.verbs[verb as usize];
        let mut group = own;
        if let Some(shared) = clause.shares
            && let Some(verb) = self.clauses.list[shared as usize].verb
        {
            let other = self.groups.verbs[verb as usize];
            group.modal = group.modal.or(other.modal);
            group.mood = group.mood.or(other.mood);
            group.negation = group.negation.or(other.negation);
            group.is_to |= other.is_to;
        }
        if let Some(token) = group.negation
            && !self.only_follows(token)
        {
            status.negated = !status.negated;
            status.cues.push(Cue { kind: "negation", a: token, b: token + 1 });
        }
        // "neither were they able", "are nowhere near a deal"
        let nowhere = (own.b..self.sentence.len()).take(usize::from(own.copula));
        for token in (clause.a..own.a).chain(nowhere) {
            let word = self.sentence.lower(token);
            let denies = if token < own.a {
                matches!(word, "neither" | "nor" | "hardly" | "barely")
            } else {
                word == "nowhere"
            };
            if denies && self.clauses.owner[token] as usize == self.index_of(clause) && !self.in_noun(token) {
                status.negated = !status.negated;
                status.cues.push(Cue { kind: "negation", a: token, b: token + 1 });
                break;
            }
        }
        if let Some(noun) = self.negating(clause) {
            let at = self.groups.nouns[noun].a;
            status.negated = !status.negated;
            status.cues.push(Cue { kind: "negation", a: at, b: at + 1 });
        }
        match (group.mood, group.modal) {
            (Some(Mood::Future), Some(token)) => {
                status.realis = Realis::Future;
                status.cues.push(Cue { kind: "modal", a: token, b: token + 1 });
            }
            (Some(Mood::Able), Some(token)) => {
                if !status.negated {
                    status.realis = Realis::Hypothetical;
                }
                status.cues.push(Cue { kind: "modal", a: token, b: token + 1 });
            }
            (Some(Mood::Possible), Some(token)) if self.sentence.lower(token) == "had" => {}
            (Some(Mood::Possible), Some(token)) => {
                status.realis = Realis::Hypothetical;
                status.cues.push(Cue { kind: "modal", a: token, b: token + 1 });
            }
            _ => {}
        }
        if group.is_to {
            status.realis = Realis::Future;
            status.cues.push(Cue { kind: "tense", a: own.a, b: own.b });
        }
        self.unreal(&own, &mut status);
        let hedges = if self.bits & self.pack.known.hedge == 0 { 0 } else { self.sentence.len() };
        let index = self.index_of(clause);
        for token in 0..hedges {
            if self.sentence.classes[token] & self.pack.known.hedge != 0
                && self.clauses.owner[token] as usize == index
                && !self.in_noun(token)
            {
                status.hedged = true;
                status.cues.push(Cue { kind: "hedge", a: token, b: token + 1 });
            }
        }
        if self.question && self.asks_whether(&group) {
            status.realis = combine(status.realis, Realis::Hypothetical);
        }
        status
    }

    /// The subject or object that negates a clause: "nobody agreed", "reached no agreement".
    pub(crate) fn negating(&self, clause: &Clause) -> Option<usize> {
        let verb = &self.groups.verbs[clause.verb? as usize];
        clause
            .subject
            .iter()
            .filter(|_| !verb.infinitive && !verb.participle || verb.passive)
            // "none of the guards who were hurt": they were
            .filter(|&noun| clause.kind != Kind::Relative || clause.antecedent != Some(noun as u16))
            .chain(clause.objects.first())
            .find(|&noun| {
                // "ended without any agreement being reached"
                let group = &self.groups.nouns[noun];
                let lacks = clause.kind == Kind::Participial
                    && (verb.gerund || verb.b > verb.a + 1)
                    && group.preposition.is_some_and(|token| self.sentence.lower(token) == "without");
                group.negative || lacks
            })
    }

    /// "not only" negates nothing.
    fn only_follows(&self, token: usize) -> bool {
        matches!(self.sentence.lower(token + 1), "only" | "just" | "merely")
    }

    fn in_noun(&self, token: usize) -> bool {
        self.groups.nouns.iter().any(|group| group.a <= token && token < group.b)
    }

    fn index_of(&self, clause: &Clause) -> usize {
        self.clauses.list.iter().position(|other| std::ptr::eq(other, clause)).unwrap_or(0)
    }

    /// What the subordinator or preposition before the clause says.
    fn linked(&self, clause: &Clause, status: &mut Status) {
        let Some(link) = clause.link else { return };
        match self.sentence.lower(link) {
            "if" | "unless" | "whether" | "lest" | "should" | "had" | "were" | "provided" => {
                status.realis = combine(status.realis, Realis::Hypothetical);
                status.cues.push(Cue { kind: "condition", a: link, b: link + 1 });
            }
            "without" => {
                status.negated = !status.negated;
                status.cues.push(Cue { kind: "negation", a: link, b: link + 1 });
            }
            "of" | "from"
                if link > 0
                    && matches!(
                        (self.sentence.lower(link - 1), self.sentence.lower(link)),
                        ("instead", "of") | ("far", "from")
                    ) =>
            {
                status.negated = !status.negated;
                status.cues.push(Cue { kind: "negation", a: link - 1, b: link + 1 });
            }
            "once" if matches!(self.sentence.lower(link + 1), "again" | "more") => {}
            "until" | "till" | "once" if status.realis == Realis::Actual => {
                let past = clause.verb.is_some_and(|verb| self.groups.verbs[verb as usize].past);
                if !past {
                    status.realis = Realis::Hypothetical;
                    status.cues.push(Cue { kind: "condition", a: link, b: link + 1 });
                }
            }
            _ => {}
        }
    }

    /// Whether a verb and the words up to the link are one governor ("stop short of").
    fn phrase_governs(&self, parent: usize, clause: &Clause) -> bool {
        let Some(link) = clause.link else { return false };
        let lemma = self.clauses.list[parent].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma);
        lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| {
                matches!(sense.meaning, Meaning::Governor(_))
                    && sense.particle.len() > 1
                    && self.particle_at(parent, &sense.particle) == Some(link + 1)
            })
        })
    }

    /// Whether the clause's verb says of its object that it did something ("accuse of").
    fn names(&self, clause: usize) -> bool {
        self.pack.verb_is(self.lemma(clause), trait_of::CONTROLS | trait_of::ACCUSES)
    }

    /// Whether the clause's verb makes a charge of its complement ("allege", "accuse").
    pub(crate) fn accuses(&self, clause: usize) -> bool {
        self.pack.verb_is(self.lemma(clause), trait_of::ACCUSES)
    }

    /// The base form of a clause's verb.
    pub(crate) fn verb_word(&self, clause: usize) -> Option<&str> {
        let verb = self.clauses.list[clause].verb?;
        let lemma = self.groups.verbs[verb as usize].lemma?;
        self.pack.lexicon.lemmas.get(lemma as usize).map(|word| &**word)
    }

    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    fn under_clause(&self, index: usize, parent: usize, status: &mut Status, depth: usize) {
        let clause = &self.clauses.list[index];
        let outer = self.status_at(parent, depth + 1);
        let above = &self.clauses.list[parent];
        let linked = clause.link.map(|link| self.sentence.lower(link));
        let complement = match clause.kind {
            Kind::Complement | Kind::Infinitive => true,
            Kind::Participial => linked.is_none_or(|link| {
                matches!(
                    link,
                    "of" | "from"
                        | "for"
                        | "to"
                        | "in"
                        | "into"
                        | "on"
                        | "about"
                        | "against"
                        | "with"
                        | "out"
                )
            }),
            _ => false,
        };
        if !complement {
            match clause.kind {
                Kind::Participial if linked == Some("by") || linked.is_none() => {
                    status.realis = combine(status.realis, outer.realis);
                    status.hedged |= outer.hedged;
                    status.said.extend(outer.said);
                }
                Kind::Adverbial => {
                    // a side clause of a claim is claimed with it
                    status.said.extend(outer.said);
                }
                _ => status.said.extend(outer.said),
            }
            return;
        }
        if clause.kind == Kind::Infinitive && clause.a > 0 && self.sentence.lower(clause.a - 1) == "yet" {
            // "has yet to sign"
            status.negated = !status.negated;
            status.cues.push(Cue { kind: "negation", a: clause.a - 1, b: clause.a });
            status.said.extend(outer.said);
            return;
        }
        if clause.kind == Kind::Participial
            && !self.phrase_governs(parent, clause)
            && let Some(link) = clause.link.filter(|&link| {
                link > 0 && self.sentence.tag(link - 1) == Some(Tag::Adjective) && !self.in_noun(link - 1)
            })
        {
            // "insistent on joining", "close to signing"; "guilty of killing two men" tells that he did
            let open = !self.is_a(link - 1, Concept::Answerable);
            status.realis = combine(status.realis, outer.realis);
            if open {
                status.realis = combine(status.realis, Realis::Hypothetical);
            }
            if outer.negated {
                status.negated = !status.negated;
            }
            status.cues.push(Cue { kind: "governor", a: link - 1, b: link });
            status.said.extend(outer.said);
            return;
        }
        if let Some(link) = clause.link.filter(|_| clause.kind == Kind::Participial)
            && let Some(noun) = self.matter_of(link, parent)
        {
            status.realis = combine(status.realis, combine(outer.realis, Realis::Hypothetical));
            status.cues.push(Cue { kind: "governor", a: self.groups.nouns[noun].head, b: link + 1 });
            status.said.extend(outer.said);
            return;
        }
        let after_comma = clause.kind == Kind::Participial
            && linked.is_none()
            && clause.a > 0
            && self.sentence.tag(clause.a - 1) == Some(Tag::Comma);
        // an adjective governor: "is ready to"
        if let Some(adjective) =
            clause.adjective.or_else(|| self.predicate(parent).filter(|_| clause.kind != Kind::Participial))
        {
            if let Some(id) =
                self.sentence.entry(&self.pack.lexicon, adjective).and_then(|entry| entry.governor)
            {
                let governor = &self.pack.governors[id as usize];
                let signature = if outer.negated { governor.negated } else { governor.affirmed };
                under_signature(
                    signature,
                    outer,
                    status,
                    Cue { kind: "governor", a: adjective, b: adjective + 1 },
                );
                return;
            }
            if clause.kind == Kind::Infinitive {
                status.realis = combine(status.realis, combine(outer.realis, Realis::Hypothetical));
                status.said.extend(outer.said);
                return;
            }
        }
        let Some(verb) = above.verb else { return };
        let group = self.groups.verbs[verb as usize];
        let cue = Cue { kind: "governor", a: group.head, b: group.head + 1 };
        let Some(lemma) = group.lemma else {
            if clause.kind == Kind::Infinitive {
                status.realis = combine(status.realis, Realis::Hypothetical);
            }
            status.said.extend(outer.said);
            return;
        };
        if after_comma {
            // "used batons to break up the rally, injuring ten": not what it was for, but what came of it
            let purpose = above.kind == Kind::Infinitive
                && clause.verb.is_some_and(|verb| self.groups.verbs[verb as usize].gerund)
                && outer.cues.iter().any(|cue| cue.kind == "purpose" && cue.a == above.a);
            let outer = match above.parent.map(usize::from).filter(|&main| purpose && main != parent) {
                Some(main) => self.status_at(main, depth + 1),
                None => outer,
            };
            status.realis = combine(status.realis, outer.realis);
            status.hedged |= outer.hedged;
            status.said.extend(outer.said);
            return;
        }
        let senses = &self.pack.verbs[lemma as usize];
        // "Having captured the airport, they moved on the port"
        let ahead = clause.kind == Kind::Participial && clause.a < group.a;
        // "will stop in Chad to meet the envoy"
        let pauses = clause.kind == Kind::Infinitive
            && (self.does(parent, Concept::Stop) && above.objects.is_empty()
                // "suspended the talks to protest a raid"
                || self.does(parent, Concept::Interrupt) && !above.objects.is_empty())
            && !group.passive;
        let ahead = ahead || pauses;
        let governor = senses.iter().find_map(|sense| match sense.meaning {
            Meaning::Governor(id) if !ahead && self.particle_at(parent, &sense.particle).is_some() => {
                Some(&self.pack.governors[id as usize])
            }
            _ => None,
        });
        let report = senses.iter().find_map(|sense| match sense.meaning {
            Meaning::Report(kind) => Some(kind),
            // "be behind" and "hold responsible" charge, "be" and "hold" do not
            Meaning::Event(id) if self.particle_at(parent, &sense.particle).is_some() => {
                self.pack.events[id as usize].complement
            }
            _ => None,
        });
        let reported = clause.kind == Kind::Complement
            || group.passive
            || (clause.kind == Kind::Participial
                && report.is_some_and(|kind| matches!(kind, ClaimKind::Alleged | ClaimKind::Denied)));
        if let Some(kind) =
            report.filter(|_| reported && (governor.is_none() || clause.kind == Kind::Complement))
        {
            status.said.push(Said { clause: parent, kind, content: index, noun: None });
            status.said.extend(outer.said);
            match kind {
                ClaimKind::Denied => {
                    status.negated = !status.negated ^ outer.negated;
                    status.cues.push(Cue { kind: "denial", ..cue });
                }
                ClaimKind::Alleged => {
                    status.hedged = true;
                    status.cues.push(Cue { kind: "hedge", ..cue });
                }
                _ => {}
            }
            if outer.hedged {
                status.hedged = true;
            }
            if outer.negated && kind != ClaimKind::Denied {
                status.realis = combine(status.realis, Realis::Hypothetical);
            }
            return;
        }
        if let Some(governor) = governor {
            let done = clause.kind == Kind::Infinitive
                && clause.verb.is_some_and(|verb| self.groups.verbs[verb as usize].perfect);
            if let Some(kind) = report.filter(|&kind| done || kind == ClaimKind::Alleged && complement) {
                // "accused them of shelling the town", "claims to have shelled it"
                status.said.push(Said { clause: parent, kind, content: index, noun: None });
            }
            let signature = if outer.negated { governor.negated } else { governor.affirmed };
            under_signature(signature, outer, status, cue);
            return;
        }
        status.said.extend(outer.said);
        status.hedged |= outer.hedged;
        match clause.kind {
            Kind::Infinitive if self.is_or_becomes(parent) && self.ordinal(clause.a) => {}
            // "is said by them to have raided the town"
            Kind::Infinitive if clause.verb.is_some_and(|verb| self.groups.verbs[verb as usize].perfect) => {
                status.realis = combine(status.realis, outer.realis);
                status.hedged = true;
            }
            Kind::Infinitive => {
                // a purpose, a wish: not told to have happened
                let copula = group.copula && !group.is_to;
                status.realis = combine(
                    status.realis,
                    combine(outer.realis, if copula { Realis::Future } else { Realis::Hypothetical }),
                );
                status.cues.push(Cue { kind: "purpose", a: clause.a, b: clause.a + 1 });
            }
            // "to free the workers kidnapped in May": what describes them has happened
            Kind::Participial if linked.is_none() && !(clause.reduced && self.is_past_participle(clause)) => {
                status.realis = combine(status.realis, outer.realis);
            }
            _ => {}
        }
    }

    fn is_past_participle(&self, clause: &Clause) -> bool {
        clause.verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.participle && !verb.gerund
        })
    }
}

fn apply(signature: Signature, status: &mut Status, cue: Cue) {
    if signature.negates {
        status.negated = !status.negated;
    }
    if let Some(realis) = signature.realis {
        status.realis = combine(status.realis, realis);
    }
    status.hedged |= signature.hedged;
    status.cues.push(cue);
}

/// A signature laid over a status that stands at a token.
pub(crate) fn signed(signature: Signature, status: &mut Status, token: usize) {
    apply(signature, status, Cue { kind: "governor", a: token, b: token + 1 });
}

fn under_signature(signature: Signature, outer: Status, status: &mut Status, cue: Cue) {
    apply(signature, status, cue);
    status.realis = combine(status.realis, outer.realis);
    status.hedged |= outer.hedged;
    status.said.extend(outer.said);
    status.cues.extend(outer.cues);
}
