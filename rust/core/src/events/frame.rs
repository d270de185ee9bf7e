//! Frames: an act upon a topic, an event verb, an event noun. What a clause tells, before status and roles.
//!
//! For each clause the senses of its verb are looked up once. An act looks for a topic among the object, the
//! subject and the obliques that its particle names; a noun act between them ("an extension of the truce") and
//! an act above the clause ("refused to extend ...") are composed into one cell of the grid. Event words stand
//! for themselves. Nouns with a type of their own tell an event where the clause around them is finite and
//! about them (they happen, are launched, kill), not in passing.

use super::clause::{Clauses, Kind};
use super::few::Few;
use super::grammar::Tag;
use super::group::{Groups, NounGroup};
use super::lexicon::{LemmaId, Sense};
use super::pack::{ActId, Cell, CodeId, Governor, Meaning, Pack, Realis, Wants};
use super::sentence::Sentence;
use super::status::{Status, signed};

/// A sentence with all that the earlier steps found in it.
pub(crate) struct Reading<'a> {
    pub pack: &'a Pack,
    pub sentence: &'a Sentence,
    pub groups: &'a Groups,
    pub clauses: &'a Clauses,
    pub question: bool,
    /// Classes seen in the sentence.
    pub bits: u64,
    /// Classes that the article is about.
    pub article: u64,
}

/// Tokens, half-open.
pub(crate) type Range = (usize, usize);

/// A frame before normalisation.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub code: CodeId,
    pub rule: String,
    /// Clause where it stands: dates, places and numbers are looked for there.
    pub clause: usize,
    pub status: Status,
    pub trigger: Range,
    pub actors: Vec<Range>,
    pub recipients: Vec<Range>,
    pub third: Vec<Range>,
    /// Group that names the event or the thing counted.
    pub noun: Option<usize>,
    pub victims: Few,
    pub quantity: Vec<String>,
    /// Gives way to another frame of its clause.
    pub yields: bool,
    /// Verb clause that was used as the act of the frame.
    pub act_clause: Option<usize>,
    pub refine: bool,
}

/// A topic found in a noun group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TopicUse {
    pub topic: u16,
    pub range: Range,
    pub noun: usize,
    pub act: Option<ActId>,
    /// Group of the act noun, where it is another.
    pub act_noun: Option<usize>,
    pub negative: bool,
    /// Noun that governs the topic ("the possibility of sanctions").
    pub governor: Option<(u16, usize)>,
}

struct Outer {
    act: ActId,
    clause: Option<usize>,
    noun: Option<usize>,
}

impl Reading<'_> {
    /// All frames of the sentence, in order of their triggers.
    pub(crate) fn frames(&self) -> Vec<Frame> {
        let mut out = Vec::new();
        for clause in 0..self.clauses.list.len() {
            self.verb_frames(clause, &mut out);
        }
        for noun in 0..self.groups.nouns.len() {
            self.noun_frames(noun, &mut out);
        }
        self.adjective_frames(&mut out);
        self.settle(out)
    }

    /// Event words that gave way, general modes beside special ones, second rows for one thing.
    fn settle(&self, frames: Vec<Frame>) -> Vec<Frame> {
        let acts: Vec<usize> =
            frames.iter().filter(|frame| !frame.yields).filter_map(|frame| frame.act_clause).collect();
        let mut kept: Vec<Frame> = Vec::new();
        for mut frame in frames {
            if frame.yields && acts.contains(&frame.clause) {
                continue;
            }
            self.refine(&mut frame);
            let event_type = self.pack.codes[frame.code as usize].event_type.as_str();
            if frame.status.negated
                && frame.status.realis == Realis::Hypothetical
                && matches!(event_type, "attack" | "casualties" | "damage" | "displacement")
            {
                // "so that it would not be attacked" tells nothing
                continue;
            }
            let code = &self.pack.codes[frame.code as usize];
            let same = kept.iter_mut().find(|other| {
                let known = &self.pack.codes[other.code as usize];
                known.event_type == code.event_type
                    && (known.mode == code.mode
                        || code.mode == "other"
                        || known.mode == "other"
                        || self.akin(other, &frame))
                    && other.status.negated == frame.status.negated
                    && (known.mode == code.mode || self.near(other, &frame))
            });
            match same {
                Some(other) => {
                    if self.pack.codes[other.code as usize].mode == "other" && code.mode != "other" {
                        other.code = frame.code;
                        other.rule.clone_from(&frame.rule);
                    }
                    if other.status.realis > frame.status.realis && frame.status.realis == Realis::Actual {
                        other.status = frame.status.clone();
                    }
                    merge(&mut other.actors, &frame.actors);
                    if other.recipients.is_empty() {
                        other.recipients.clone_from(&frame.recipients);
                    }
                    other.victims.extend(&frame.victims);
                    for kind in frame.quantity {
                        if !other.quantity.contains(&kind) {
                            other.quantity.push(kind);
                        }
                    }
                }
                None => kept.push(frame),
            }
        }
        kept.sort_by_key(|frame| frame.trigger);
        kept
    }

    /// Killed and injured of one clause share a row; so does an attack told by verb and noun.
    fn akin(&self, one: &Frame, two: &Frame) -> bool {
        let event_type = &self.pack.codes[one.code as usize].event_type;
        matches!(event_type.as_str(), "attack" | "casualties")
            && one.clause == two.clause
            && event_type == "attack"
    }

    fn near(&self, one: &Frame, two: &Frame) -> bool {
        one.clause == two.clause
            || self.clauses.list[one.clause].parent == Some(two.clause as u16)
            || self.clauses.list[two.clause].parent == Some(one.clause as u16)
            || self.pack.codes[one.code as usize].event_type == "attack"
    }

    fn refine(&self, frame: &mut Frame) {
        if !frame.refine {
            return;
        }
        let event_type = &self.pack.codes[frame.code as usize].event_type;
        let clause_bits = self.clause_bits(frame.clause);
        let below = self.clauses.list.iter().enumerate().fold(0, |bits, (index, clause)| {
            let part = clause.kind == Kind::Participial
                && !clause.reduced
                && clause.parent == Some(frame.clause as u16);
            if part { bits | self.clause_bits(index) } else { bits }
        });
        let above = self.clauses.list[frame.clause]
            .parent
            .filter(|_| self.clauses.list[frame.clause].kind == Kind::Participial)
            .map_or(0, |parent| self.clause_bits(parent as usize));
        let found = [clause_bits, below, above].into_iter().find_map(|bits| {
            self.pack
                .refinements
                .iter()
                .find(|refinement| &refinement.event_type == event_type && bits & refinement.classes != 0)
        });
        if let Some(refinement) = found {
            frame.code = refinement.code;
        }
    }

    /// Classes of the tokens of a clause.
    pub(crate) fn clause_bits(&self, clause: usize) -> u64 {
        (0..self.sentence.len())
            .filter(|&token| self.clauses.owner[token] as usize == clause)
            .fold(0, |bits, token| bits | self.sentence.classes[token])
    }

    /// Classes of a clause, its parent and its children.
    pub(crate) fn family_bits(&self, clause: usize) -> u64 {
        let mut bits = self.clause_bits(clause);
        for (index, other) in self.clauses.list.iter().enumerate() {
            let related = other.parent == Some(clause as u16)
                || self.clauses.list[clause].parent == Some(index as u16)
                || other.antecedent.is_some_and(|noun| {
                    self.clauses.owner[self.groups.nouns[noun as usize].head] as usize == clause
                })
                || self.clauses.list[clause].antecedent.is_some_and(|noun| {
                    self.clauses.owner[self.groups.nouns[noun as usize].head] as usize == index
                });
            if related {
                bits |= self.clause_bits(index);
            }
        }
        bits
    }

    /// Classes of a noun group, with what it shows by shape.
    pub(crate) fn noun_bits(&self, noun: usize) -> u64 {
        let group = &self.groups.nouns[noun];
        let mut bits = self.sentence.classes_in(group.a, group.b);
        if (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Name)) {
            bits |= self.pack.class("name");
        }
        if group.pronoun {
            bits |= self.pack.class("pronoun");
        }
        if self.sentence.tag(group.head) == Some(Tag::Number)
            || (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Number))
        {
            bits |= self.pack.class("number");
        }
        bits
    }

    /// A group and those it is listed with, and what hangs on a container with "of".
    pub(crate) fn bits_of(&self, nouns: &Few) -> u64 {
        nouns.iter().fold(0, |bits, noun| bits | self.noun_bits(self.contents(noun)) | self.noun_bits(noun))
    }

    /// Classes of the heads alone: "arms inspectors" are no arms.
    pub(crate) fn head_bits(&self, nouns: &Few) -> u64 {
        nouns.iter().fold(0, |bits, noun| {
            let inner = self.contents(noun);
            let head = self.groups.nouns[inner].head;
            let mut shape = self.noun_bits(inner) & (self.pack.class("pronoun") | self.pack.class("number"));
            if self.sentence.tag(head) == Some(Tag::Name) {
                shape |= self.noun_bits(inner) & (self.pack.class("name") | self.pack.known.official);
            }
            bits | shape | self.sentence.classes[head] | (self.noun_bits(noun) & self.pack.class("number"))
        })
    }

    /// The group that counts: what a container holds ("dozens of rebels", "a series of attacks").
    pub(crate) fn contents(&self, noun: usize) -> usize {
        let mut noun = noun;
        for _ in 0..2 {
            let group = &self.groups.nouns[noun];
            let container = self.sentence.classes[group.head] & self.pack.known.container != 0
                || self.sentence.tag(group.head) == Some(Tag::Number);
            if !container {
                break;
            }
            match self.hosted(noun).find(|&other| self.preposition(other) == "of") {
                Some(inner) => noun = inner,
                None => break,
            }
        }
        noun
    }

    /// Groups that hang on `noun` through a preposition.
    pub(crate) fn hosted(&self, noun: usize) -> impl Iterator<Item = usize> + '_ {
        (noun + 1..self.groups.nouns.len()).take(8).filter(move |&other| {
            let mut host = self.groups.nouns[other].host;
            // "the shelling of X by Y": Y hangs on the group before, and so on the first
            for _ in 0..3 {
                match host {
                    Some(found) if found as usize == noun => return true,
                    Some(found)
                        if self.preposition(other) != "of"
                            || self.groups.nouns[found as usize].host.is_some() =>
                    {
                        host = self.groups.nouns[found as usize].host;
                    }
                    _ => return false,
                }
            }
            false
        })
    }

    pub(crate) fn preposition(&self, noun: usize) -> &str {
        self.groups.nouns[noun].preposition.map_or("", |token| self.sentence.lower(token))
    }

    /// The one who acts, by voice.
    pub(crate) fn agent(&self, clause: usize) -> Few {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else { return Few::default() };
        if self.groups.verbs[verb as usize].passive {
            let mut out = Few::default();
            for noun in known.obliques.iter().filter(|&noun| self.preposition(noun) == "by") {
                out.push(noun);
            }
            return out;
        }
        let mut out = Few::default();
        for noun in
            known.subject.iter().filter(|&noun| self.sentence.lower(self.groups.nouns[noun].head) != "there")
        {
            match self.author(noun) {
                Some(author) => out.push(author),
                None => out.push(noun),
            }
        }
        out
    }

    /// Who stands behind a document: "a resolution passed by the assembly condemned ...".
    fn author(&self, noun: usize) -> Option<usize> {
        let group = &self.groups.nouns[noun];
        if self.sentence.classes[group.head] & self.pack.known.document == 0 {
            return None;
        }
        let reduced =
            self.clauses.list.iter().find(|clause| clause.reduced && clause.antecedent == Some(noun as u16));
        let by = |noun: usize| self.preposition(noun) == "by";
        reduced
            .and_then(|clause| clause.obliques.iter().find(|&other| by(other)))
            .or_else(|| self.hosted(noun).find(|&other| matches!(self.preposition(other), "by" | "from")))
            .filter(|&author| self.is_actor(author))
    }

    /// The one acted upon, by voice.
    pub(crate) fn patient(&self, clause: usize) -> Few {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else { return Few::default() };
        if self.groups.verbs[verb as usize].passive { known.subject } else { known.objects }
    }

    fn act_of(&self, clause: usize, governing: bool) -> Option<(ActId, LemmaId)> {
        let verb = self.clauses.list[clause].verb?;
        let lemma = self.groups.verbs[verb as usize].lemma?;
        self.pack.verbs[lemma as usize].iter().find_map(|sense| match sense.meaning {
            Meaning::Act(act)
                if self.particle_at(clause, &sense.particle).is_some()
                    && (!governing
                        || self.pack.acts[act as usize].governs
                        || self.pack.acts[act as usize].yields) =>
            {
                Some((act, lemma))
            }
            _ => None,
        })
    }

    // ------------------------------------------------------------ topics

    /// The topic that a noun group is about.
    pub(crate) fn topic(&self, noun: usize, depth: usize) -> Option<TopicUse> {
        let group = &self.groups.nouns[noun];
        let (topic, act) = self.head_senses(group);
        let inner = || {
            self.hosted(noun)
                .filter(|&other| {
                    matches!(
                        self.preposition(other),
                        "of" | "for"
                            | "on"
                            | "to"
                            | "in"
                            | "about"
                            | "with"
                            | "at"
                            | "against"
                            | "towards"
                            | "toward"
                    )
                })
                .take(3)
                .find_map(|other| self.topic(other, depth + 1))
        };
        if let Some((topic, range)) = topic {
            if let Some(act) = act.filter(|_| depth < 2)
                && let Some(mut found) = inner().filter(|found| found.topic != topic)
            {
                found.act = Some(act);
                found.act_noun = Some(noun);
                return Some(found);
            }
            return Some(TopicUse {
                topic,
                range,
                noun,
                act: None,
                act_noun: None,
                negative: group.negative,
                governor: None,
            });
        }
        if depth >= 3 {
            return None;
        }
        if let Some(act) = act {
            // "ceasefire violations", "the violation of the truce"
            if let Some((topic, range)) = self.modifier_topic(group) {
                return Some(TopicUse {
                    topic,
                    range: (range.0, group.head + 1),
                    noun,
                    act: Some(act),
                    act_noun: Some(noun),
                    negative: group.negative,
                    governor: None,
                });
            }
            if let Some(mut found) = inner() {
                found.act = Some(act);
                found.act_noun = Some(noun);
                found.negative |= group.negative;
                return Some(found);
            }
            // "a no-fly zone, a demand that NATO has rejected"
            let mut at = group.apposition;
            for _ in 0..3 {
                let before = at? as usize;
                if before != noun
                    && let Some(found) = self.topic(before, depth + 2)
                {
                    return Some(found);
                }
                at = self.groups.nouns[before].host;
            }
            return None;
        }
        let amount = self.sentence.tag(group.head) == Some(Tag::Number);
        if amount || self.sentence.classes[group.head] & self.pack.known.container != 0 {
            // "another $800 million in security aid", "a series of talks"
            return inner();
        }
        let governor = self.sentence.hit(group.head).and_then(|hit| {
            self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
                Sense::Governor(id) => Some(id),
                _ => None,
            })
        })?;
        let mut found = inner()?;
        found.governor = Some((governor, group.head));
        Some(found)
    }

    fn head_senses(&self, group: &NounGroup) -> (Option<(u16, Range)>, Option<ActId>) {
        let Some(hit) = self.sentence.hit(group.head) else { return (None, None) };
        if (hit.start as usize) < group.a && hit.end as usize <= group.head {
            return (None, None);
        }
        let (mut topic, mut act) = (None, None);
        for &sense in self.pack.lexicon.senses(hit) {
            match sense {
                Sense::Topic(id) => topic = topic.or(Some((id, (hit.start as usize, hit.end as usize)))),
                Sense::Act(id) => act = act.or(Some(id)),
                _ => {}
            }
        }
        (topic, act)
    }

    fn modifier_topic(&self, group: &NounGroup) -> Option<(u16, Range)> {
        (group.a..group.head).find_map(|token| {
            let hit = self.sentence.hit(token)?;
            self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
                Sense::Topic(id) => Some((id, (hit.start as usize, hit.end as usize))),
                _ => None,
            })
        })
    }

    /// The cell of the grid, or the mode that the verb has for this topic alone.
    fn cell(&self, topic: u16, act: ActId, lemma: Option<LemmaId>) -> Option<Cell> {
        let row = &self.pack.topics[topic as usize];
        if let Some((_, verbs)) = row.only.iter().find(|(only, _)| *only == act)
            && !lemma.is_some_and(|lemma| verbs.contains(&lemma))
        {
            return None;
        }
        row.cells.get(act as usize).copied().flatten()
    }

    fn own_cell(&self, topic: u16, lemma: LemmaId, clause: usize, subject: bool) -> Option<Cell> {
        self.pack.topics[topic as usize]
            .own
            .iter()
            .find(|own| {
                own.lemma == lemma
                    && (subject || !own.subject_only)
                    && self.particle_at(clause, &own.particle).is_some()
            })
            .map(|own| own.code)
    }

    /// The act that governs a clause: the verb or noun above it.
    fn outer(&self, clause: usize) -> Option<Outer> {
        let mut at = clause;
        for _ in 0..4 {
            let known = &self.clauses.list[at];
            if let Some(noun) = known.noun {
                let group = &self.groups.nouns[noun as usize];
                if let (_, Some(act)) = self.head_senses(group) {
                    return Some(Outer {
                        act,
                        clause: known.parent.map(usize::from),
                        noun: Some(noun as usize),
                    });
                }
                return None;
            }
            if let Some(act) = known
                .adjective
                .and_then(|adjective| self.sentence.entry(&self.pack.lexicon, adjective))
                .and_then(|entry| entry.act)
            {
                return Some(Outer { act, clause: known.parent.map(usize::from), noun: None });
            }
            let parent = known.parent? as usize;
            if let Some(act) = self.pack.obligation
                && known.kind == Kind::Complement
                && known
                    .verb
                    .and_then(|verb| self.groups.verbs[verb as usize].modal)
                    .is_some_and(|modal| matches!(self.sentence.lower(modal), "must" | "should"))
                && self.report_only(parent)
            {
                return Some(Outer { act, clause: Some(parent), noun: None });
            }
            let linked = known.link.map(|link| self.sentence.lower(link));
            let governed = match known.kind {
                Kind::Infinitive | Kind::Complement => true,
                Kind::Participial => {
                    linked.is_none_or(|link| matches!(link, "to" | "on" | "for" | "from" | "of"))
                        && known.a > 0
                        && self.sentence.tag(known.a - 1) != Some(Tag::Comma)
                }
                _ => false,
            };
            if !governed || parent == at {
                return None;
            }
            if let Some((act, _)) = self.act_of(parent, true) {
                let rule = &self.pack.acts[act as usize];
                if rule.governs {
                    // "wants to withdraw" is no call on anyone
                    let above = &self.clauses.list[parent];
                    let same = known.kind == Kind::Infinitive
                        && above.objects.is_empty()
                        && !above.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive)
                        && !above
                            .obliques
                            .iter()
                            .any(|noun| matches!(self.preposition(noun), "on" | "upon" | "for" | "to"));
                    let act = rule.own.filter(|_| same).unwrap_or(act);
                    return Some(Outer { act, clause: Some(parent), noun: None });
                }
                if !self.transparent(parent) {
                    return None;
                }
            } else if self.report_only(parent) || known.kind == Kind::Complement || !self.transparent(parent)
            {
                return None;
            }
            at = parent;
        }
        None
    }

    fn report_only(&self, clause: usize) -> bool {
        self.clauses.list[clause].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma).is_some_and(
            |lemma| {
                let senses = &self.pack.verbs[lemma as usize];
                senses.iter().any(|sense| matches!(sense.meaning, Meaning::Report(_)))
                    && !senses.iter().any(|sense| matches!(sense.meaning, Meaning::Act(_)))
            },
        )
    }

    /// A governor that leaves what it governs as it is ("begin to", "continue to").
    fn transparent(&self, clause: usize) -> bool {
        self.clauses.list[clause].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma).is_some_and(
            |lemma| {
                self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                    Meaning::Governor(id) => {
                        let signature = self.pack.governors[id as usize].affirmed;
                        !signature.negates && signature.realis.is_none_or(|realis| realis == Realis::Actual)
                    }
                    _ => false,
                })
            },
        )
    }

    // ------------------------------------------------------------ verbs

    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    fn verb_frames(&self, clause: usize, out: &mut Vec<Frame>) {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else { return };
        let group = self.groups.verbs[verb as usize];
        let Some(lemma) = group.lemma else { return };
        let before = out.len();
        let mut events: Vec<(u16, Range)> = Vec::new();
        for sense in &self.pack.verbs[lemma as usize] {
            let Some(end) = self.particle_at(clause, &sense.particle) else { continue };
            let trigger = (
                group.head,
                if sense.particle.is_empty() || end > group.head + 4 { group.head + 1 } else { end },
            );
            match sense.meaning {
                Meaning::Event(id) => events.push((id, trigger)),
                Meaning::Topic(topic, act) => {
                    let row = &self.pack.topics[topic as usize];
                    let patient = self.patient(clause);
                    let fits = row.object_classes == 0
                        || patient.is_empty()
                        || self.bits_of(&patient) & row.object_classes != 0;
                    if fits && self.evidence(clause, row.needs, row.unless) {
                        let found = TopicUse {
                            topic,
                            range: trigger,
                            noun: usize::MAX,
                            act: None,
                            act_noun: None,
                            negative: false,
                            governor: None,
                        };
                        self.grid(clause, found, act, Some(lemma), trigger, out);
                    }
                }
                _ => {}
            }
        }
        // the order of the pack decides between the event words of one verb
        events.sort_by_key(|&(id, trigger)| (id, std::cmp::Reverse(trigger.1)));
        for &(id, trigger) in &events {
            let family = &self.pack.codes[self.pack.events[id as usize].code as usize].event_type;
            let taken = out[before..].iter().any(|frame| {
                let known = &self.pack.codes[frame.code as usize].event_type;
                known == family
                    || !(matches!(known.as_str(), "attack" | "casualties")
                        && matches!(family.as_str(), "attack" | "casualties"))
            });
            if !taken {
                self.event_verb(clause, id, trigger, out);
            }
        }
        let gerund = group.gerund && group.participle;
        let act = self.act_of(clause, false).or_else(|| self.predicate_act(clause).map(|act| (act, lemma)));
        let adjective_act = act.is_some() && self.act_of(clause, false).is_none();
        let mut seen: Vec<u16> = Vec::new();
        for (noun, role) in self.dependents(clause) {
            let Some(found) = self.topic(noun, 0) else { continue };
            if seen.contains(&found.topic) {
                continue;
            }
            let row = &self.pack.topics[found.topic as usize];
            if !self.evidence(clause, row.needs, row.unless) {
                continue;
            }
            let trigger = join((group.head, group.head + 1), found.range);
            let subject = role == Role::Subject && !group.passive;
            if subject && gerund {
                continue;
            }
            let objects = subject && known.objects.iter().any(|noun| !self.measures(noun));
            let own = (found.act.is_none())
                .then(|| {
                    self.own_cell(
                        found.topic,
                        lemma,
                        clause,
                        subject || group.passive && role == Role::Object,
                    )
                })
                .flatten();
            if let Some(code) = own
                .filter(|_| role != Role::Oblique || self.own_takes(found.topic, lemma, clause, noun))
                .filter(|own| !objects || self.own_has_particle(found.topic, lemma, *own))
            {
                seen.push(found.topic);
                // a mode that a neutral act gives too can be governed: "agreed to open a corridor"
                let neutral = (0..self.pack.acts.len())
                    .find(|&act| self.pack.acts[act].yields && row.cells[act] == Some(code));
                match neutral {
                    Some(act)
                        if self
                            .outer(clause)
                            .is_some_and(|outer| row.cells[outer.act as usize].is_some()) =>
                    {
                        self.grid(clause, found, act as ActId, None, trigger, out);
                    }
                    _ => self.push_grid(clause, found, code, "own", trigger, Some(clause), None, None, out),
                }
                continue;
            }
            let Some((act, lemma)) = act else {
                continue;
            };
            if adjective_act {
                if role != Role::Oblique || !matches!(self.preposition(noun), "to" | "for") {
                    continue;
                }
            } else {
                if subject
                    && (!self.pack.acts[act as usize].intransitive
                        || objects && !self.pack.acts[act as usize].with_object)
                {
                    continue;
                }
                if role == Role::Oblique && !self.takes(clause, act, lemma, noun) {
                    continue;
                }
            }
            let composed = self.compose(act, found.act);
            seen.push(found.topic);
            // "called for the lifting of sanctions": the noun's act, under the verb's signature
            let above =
                (found.act == Some(composed) && composed != act && !self.pack.acts[act as usize].neutral)
                    .then(|| self.governor_of(lemma, clause))
                    .flatten()
                    .map(|governor| (governor, group.head));
            if above.is_some()
                && let Some(code) = self.cell(found.topic, composed, None)
            {
                let rule = format!(
                    "{}+{}",
                    self.pack.acts[act as usize].name, self.pack.acts[composed as usize].name
                );
                self.push_grid(clause, found, code, &rule, trigger, Some(clause), None, above, out);
                continue;
            }
            self.grid(clause, found, composed, Some(lemma).filter(|_| !adjective_act), trigger, out);
        }
    }

    /// The governor that a verb is.
    fn governor_of(&self, lemma: LemmaId, clause: usize) -> Option<&Governor> {
        self.pack.verbs[lemma as usize].iter().find_map(|sense| match sense.meaning {
            Meaning::Governor(id) if self.particle_at(clause, &sense.particle).is_some() => {
                Some(&self.pack.governors[id as usize])
            }
            _ => None,
        })
    }

    /// The act of a predicate adjective: "is open to talks".
    fn predicate_act(&self, clause: usize) -> Option<ActId> {
        let adjective = self.predicate(clause)?;
        self.sentence.entry(&self.pack.lexicon, adjective)?.act
    }

    /// A group that only measures ("for two days", "three hours").
    fn measures(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        (group.a..group.b).all(|token| {
            self.sentence.numbers[token]
                || self.sentence.dates[token]
                || self.sentence.tag(token) == Some(Tag::Number)
        })
    }

    /// Whether the verb's own phrase brings the topic with its preposition ("walk out of talks").
    fn own_takes(&self, topic: u16, lemma: LemmaId, clause: usize, noun: usize) -> bool {
        let Some(preposition) = self.groups.nouns[noun].preposition else { return false };
        self.pack.topics[topic as usize].own.iter().any(|own| {
            own.lemma == lemma
                && !own.particle.is_empty()
                && self.particle_at(clause, &own.particle) == Some(preposition + 1)
        })
    }

    fn own_has_particle(&self, topic: u16, lemma: LemmaId, cell: Cell) -> bool {
        self.pack.topics[topic as usize]
            .own
            .iter()
            .any(|own| own.lemma == lemma && own.code == cell && !own.particle.is_empty())
    }

    /// Whether the verb takes the topic through its preposition.
    fn takes(&self, clause: usize, act: ActId, lemma: LemmaId, noun: usize) -> bool {
        let Some(preposition) = self.groups.nouns[noun].preposition else { return false };
        self.pack.verbs[lemma as usize].iter().any(|sense| {
            sense.meaning == Meaning::Act(act)
                && !sense.particle.is_empty()
                && self.particle_at(clause, &sense.particle) == Some(preposition + 1)
        })
    }

    fn compose(&self, verb: ActId, noun: Option<ActId>) -> ActId {
        match noun {
            None => verb,
            Some(noun) => {
                let (outer, inner) = (&self.pack.acts[verb as usize], &self.pack.acts[noun as usize]);
                if outer.neutral || !inner.yields { noun } else { verb }
            }
        }
    }

    /// Groups that a clause's verb can act upon, nearest role first.
    fn dependents(&self, clause: usize) -> Vec<(usize, Role)> {
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let mut out: Vec<(usize, Role)> = Vec::with_capacity(8);
        let list = |nouns: &Few, role: Role, out: &mut Vec<(usize, Role)>| {
            for noun in nouns.iter() {
                out.push((noun, role));
                // members of a list
                for other in noun + 1..self.groups.nouns.len().min(noun + 6) {
                    if self.root(other) == noun && !nouns.contains(other) {
                        out.push((other, role));
                    }
                }
            }
        };
        if passive {
            list(&known.subject, Role::Object, &mut out);
        } else {
            list(&known.objects, Role::Object, &mut out);
        }
        list(&known.obliques, Role::Oblique, &mut out);
        if !passive {
            list(&known.subject, Role::Subject, &mut out);
        }
        out
    }

    /// First member of the list that a group belongs to.
    pub(crate) fn root(&self, noun: usize) -> usize {
        let mut at = noun;
        while let Some(previous) = self.groups.nouns[at].coordinated {
            at = previous as usize;
        }
        at
    }

    /// A cell under what governs its clause.
    fn grid(
        &self,
        clause: usize,
        found: TopicUse,
        act: ActId,
        lemma: Option<LemmaId>,
        trigger: Range,
        out: &mut Vec<Frame>,
    ) {
        let rule = &self.pack.acts[act as usize];
        // "plans to sign" is a signing to come, "plans to hold talks" a plan of talks
        let outer = self
            .outer(clause)
            .filter(|outer| rule.neutral || rule.yields && !self.pack.acts[outer.act as usize].light);
        if let Some(outer) = outer
            && let Some(code) = self.cell(found.topic, outer.act, None)
        {
            let rule =
                format!("{}+{}", self.pack.acts[outer.act as usize].name, self.pack.acts[act as usize].name);
            let start = match (outer.noun, outer.clause) {
                (Some(noun), _) => Some((self.groups.nouns[noun].head, self.groups.nouns[noun].head + 1)),
                (None, Some(above)) => self.clauses.list[above].verb.map(|verb| {
                    let head = self.groups.verbs[verb as usize].head;
                    (head, head + 1)
                }),
                _ => None,
            };
            let trigger = start.map_or(trigger, |start| join(start, trigger));
            self.push_grid(
                clause,
                found,
                code,
                &rule,
                trigger,
                outer.clause.filter(|_| outer.noun.is_none()),
                Some(&outer),
                None,
                out,
            );
            return;
        }
        let Some(code) = self.cell(found.topic, act, lemma.filter(|_| found.act.is_none()).or(lemma)) else {
            return;
        };
        let rule = self.pack.acts[act as usize].name.clone();
        self.push_grid(clause, found, code, &rule, trigger, Some(clause), None, None, out);
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one call site a caller; a struct would be filled and read once"
    )]
    fn push_grid(
        &self,
        clause: usize,
        found: TopicUse,
        cell: Cell,
        rule: &str,
        trigger: Range,
        act_clause: Option<usize>,
        outer: Option<&Outer>,
        above: Option<(&Governor, usize)>,
        out: &mut Vec<Frame>,
    ) {
        let row = &self.pack.topics[found.topic as usize];
        let mut status = match outer {
            Some(Outer { clause: Some(above), noun: None, .. }) => self.status(*above),
            Some(Outer { clause, noun: Some(noun), .. }) => {
                let mut status = match clause {
                    Some(above) => self.status(*above),
                    None => self.status(self.clauses.owner[self.groups.nouns[*noun].head] as usize),
                };
                if self.groups.nouns[*noun].negative {
                    status.negated = !status.negated;
                }
                status
            }
            _ => self.status(clause),
        };
        if found.noun != usize::MAX && outer.is_none() {
            let counted = self.clauses.list[clause].subject.contains(found.noun)
                || self.clauses.list[clause].objects.first() == Some(found.noun)
                || found.act_noun.is_some_and(|noun| {
                    self.clauses.list[clause].objects.first() == Some(noun)
                        || self.clauses.list[clause].subject.contains(noun)
                });
            if found.negative && !counted {
                status.negated = !status.negated;
            }
        }
        if cell.negated {
            status.negated = !status.negated;
        }
        if let Some((governor, token)) = above {
            let signature = if status.negated { governor.negated } else { governor.affirmed };
            status.negated = false;
            signed(signature, &mut status, token);
        }
        if let Some((id, token)) = found.governor {
            let governor = &self.pack.governors[id as usize];
            signed(governor.affirmed, &mut status, token);
        }
        let acting = match outer {
            Some(Outer { clause: Some(above), .. }) => *above,
            _ => clause,
        };
        let mut frame = Frame {
            code: cell.code,
            rule: format!("{} x {}", rule, row.name),
            clause,
            status,
            trigger,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: (found.noun != usize::MAX).then_some(found.noun),
            victims: Few::default(),
            quantity: row.quantity.clone(),
            yields: false,
            act_clause,
            refine: false,
        };
        self.grid_roles(&mut frame, acting, clause, &found, &row.roles);
        if found.noun == usize::MAX {
            frame.victims = self.patient(clause);
            if frame.victims.is_empty() {
                frame.victims = self.clauses.list[clause].subject;
            }
        }
        out.push(frame);
    }

    fn event_verb(&self, clause: usize, id: u16, trigger: Range, out: &mut Vec<Frame>) {
        let word = &self.pack.events[id as usize];
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let (agent, patient) = (self.agent(clause), self.patient(clause));
        match word.object {
            Wants::Required if patient.is_empty() => return,
            Wants::None if passive || !known.objects.is_empty() && self.bits_of(&known.objects) != 0 => {
                return;
            }
            _ => {}
        }
        if word.subject_classes != 0
            && self.bits_of(if word.object == Wants::None || passive && agent.is_empty() {
                &known.subject
            } else {
                &agent
            }) & word.subject_classes
                == 0
            && !(passive && agent.is_empty())
        {
            return;
        }
        if word.object_classes != 0 && self.head_bits(&patient) & word.object_classes == 0 {
            return;
        }
        if word.object_never != 0 && self.head_bits(&patient) & word.object_never != 0 {
            return;
        }
        if !self.evidence(clause, word.needs, word.unless) {
            return;
        }
        let mut frame = Frame {
            code: word.code,
            rule: format!("word {}", word.name),
            clause,
            status: self.status(clause),
            trigger,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: None,
            victims: patient,
            quantity: word.quantity.clone(),
            yields: word.yields,
            act_clause: None,
            refine: word.refine,
        };
        if word.object == Wants::None || word.roles.no_object && !passive {
            // those who fled, died
            frame.victims = known.subject;
        }
        self.verb_roles(&mut frame, clause, &word.roles, word.object == Wants::None);
        out.push(frame);
    }

    /// Whether the clause, the sentence or the article shows what a word needs.
    pub(crate) fn evidence(&self, clause: usize, needs: u64, unless: u64) -> bool {
        if needs == 0 && unless == 0 {
            return true;
        }
        let here = self.clause_bits(clause);
        if needs == 0 {
            let calm = unless & self.pack.known.disaster;
            return here & unless == 0 && (calm == 0 || self.family_bits(clause) & calm == 0);
        }
        if here & needs != 0 && here & unless == 0 {
            return true;
        }
        let family = self.family_bits(clause);
        if here & unless != 0 {
            return false;
        }
        if family & needs != 0 {
            return family & unless == 0 || here & needs != 0;
        }
        if self.bits & unless != 0 {
            return false;
        }
        self.bits & needs != 0 || self.article & needs != 0
    }

    // ------------------------------------------------------------ nouns

    fn noun_frames(&self, noun: usize, out: &mut Vec<Frame>) {
        let group = &self.groups.nouns[noun];
        let Some((id, range)) = self.event_noun(noun) else { return };
        let word = &self.pack.events[id as usize];
        let mut top = noun;
        // a container stands for what it holds
        while let Some(host) = self.groups.nouns[top].host {
            if self.preposition(top) == "of"
                && self.sentence.classes[self.groups.nouns[host as usize].head] & self.pack.known.container
                    != 0
            {
                top = host as usize;
            } else {
                break;
            }
        }
        let top = self.root(top);
        let clause = self.clauses.owner[group.head] as usize;
        let under = self.clauses.list[clause].objects.contains(top)
            && self.clauses.list[clause]
                .verb
                .and_then(|verb| self.groups.verbs[verb as usize].lemma)
                .is_some_and(|lemma| word.under.contains(&lemma));
        let place = if under {
            Some(Place::Object)
        } else if word.under.is_empty() {
            self.tells(clause, top, word.anywhere)
        } else {
            None
        };
        let Some(place) = place else { return };
        if !self.evidence(clause, word.needs, word.unless) {
            return;
        }
        let mut status = self.status(clause);
        if self.since(clause) && status.realis == Realis::Actual {
            status.realis = Realis::Historical;
        }
        if group.negative
            && !self.clauses.list[clause].subject.contains(top)
            && self.clauses.list[clause].objects.first() != Some(top)
        {
            status.negated = !status.negated;
        }
        if place == Place::Object && self.preposition(top) == "for" {
            // "no one claimed responsibility for the attack": it happened all the same
            status.negated = false;
        }
        let mut frame = Frame {
            code: word.code,
            rule: format!("noun {}", word.name),
            clause,
            status,
            trigger: range,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: Some(noun),
            victims: Few::default(),
            quantity: word.quantity.clone(),
            yields: false,
            act_clause: None,
            refine: word.refine,
        };
        if !word.quantity.is_empty() {
            frame.victims = Few::one(noun);
            for other in self.hosted(noun) {
                if matches!(self.preposition(other), "of" | "to" | "among") {
                    frame.victims.push(other);
                }
            }
            for other in self.clauses.list[clause]
                .obliques
                .iter()
                .filter(|&other| matches!(self.preposition(other), "to" | "at"))
            {
                frame.victims.push(other);
            }
            if place == Place::Subject {
                let objects = self.clauses.list[clause].objects;
                frame.victims.extend(&objects);
            }
        }
        self.noun_roles(&mut frame, noun, clause, place, &word.roles);
        out.push(frame);
    }

    fn event_noun(&self, noun: usize) -> Option<(u16, Range)> {
        let group = &self.groups.nouns[noun];
        let tag = self.sentence.tag(group.head)?;
        let named = tag == Tag::Name && !self.sentence.title;
        let hit = self.sentence.hit(group.head)?;
        if named && hit.end - hit.start < 2 {
            return None;
        }
        if (hit.end as usize) <= group.head || (hit.start as usize) < group.a {
            return None;
        }
        self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
            Sense::Event(id) => Some((id, (hit.start as usize, hit.end as usize))),
            _ => None,
        })
    }

    /// Background: a clause after "since".
    fn since(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        known.kind == Kind::Adverbial && known.link.is_some_and(|link| self.sentence.lower(link) == "since")
    }

    /// Whether the clause is about the noun, and how.
    fn tells(&self, clause: usize, top: usize, anywhere: bool) -> Option<Place> {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else {
            let verbless = self.clauses.list.iter().all(|clause| clause.verb.is_none());
            return (verbless && self.groups.nouns[top].preposition.is_none_or(|_| true))
                .then_some(Place::Alone);
        };
        let group = self.groups.verbs[verb as usize];
        let verb_bits = self.sentence.classes[group.head];
        let lemma = group.lemma;
        let event_verb = lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                Meaning::Event(id) => matches!(
                    self.pack.codes[self.pack.events[id as usize].code as usize].event_type.as_str(),
                    "casualties" | "damage" | "displacement" | "attack"
                ),
                _ => false,
            })
        });
        let happening = verb_bits & self.pack.known.happening != 0;
        let launching = verb_bits & self.pack.known.launching != 0;
        let preposition = self.preposition(top);
        if known.subject.contains(top) && preposition.is_empty() {
            if group.passive {
                return (launching || happening).then_some(Place::Object);
            }
            return (happening || event_verb).then_some(Place::Subject);
        }
        if known.objects.contains(top) && preposition.is_empty() {
            let there =
                known.subject.iter().any(|noun| self.sentence.lower(self.groups.nouns[noun].head) == "there");
            return (launching || (group.copula && there)).then_some(Place::Object);
        }
        if known.obliques.contains(top) || self.groups.nouns[top].host.is_some() {
            let responsible =
                preposition == "for" && self.bits_of(&known.objects) & self.pack.class("responsibility") != 0;
            if responsible {
                return Some(Place::Object);
            }
            if group.copula && preposition == "under" {
                return Some(Place::Suffered);
            }
            let host_counts = self.groups.nouns[top].host.is_some_and(|host| {
                let host = host as usize;
                self.sentence.classes_in(self.groups.nouns[host].a, self.groups.nouns[host].b)
                    & self.pack.known.victim_word
                    != 0
            });
            let victims =
                event_verb || host_counts || self.clause_bits(clause) & self.pack.known.victim_word != 0;
            if victims
                && matches!(
                    preposition,
                    "in" | "by" | "with" | "during" | "from" | "after" | "following" | "when" | "to"
                )
            {
                return Some(Place::Oblique);
            }
        }
        anywhere.then_some(Place::Oblique)
    }

    /// "ten dead", "dozens were wounded", "leaving 5 dead".
    fn adjective_frames(&self, out: &mut Vec<Frame>) {
        for token in 0..self.sentence.len() {
            let Some(id) = self.sentence.entry(&self.pack.lexicon, token).and_then(|entry| entry.event)
            else {
                continue;
            };
            if !matches!(
                self.sentence.tag(token),
                Some(Tag::Adjective | Tag::Participle | Tag::NounSingular | Tag::VerbPast)
            ) {
                continue;
            }
            let word = &self.pack.events[id as usize];
            let clause = self.clauses.owner[token] as usize;
            if out.iter().any(|frame| frame.trigger.0 <= token && token < frame.trigger.1) {
                continue;
            }
            let number = self.pack.class("number");
            let before = (0..self.groups.nouns.len())
                .rev()
                .find(|&noun| self.groups.nouns[noun].b <= token + 1 && self.groups.nouns[noun].a < token);
            let group_of = (0..self.groups.nouns.len())
                .find(|&noun| self.groups.nouns[noun].a <= token && token < self.groups.nouns[noun].b);
            let copula = self.clauses.list[clause].verb.is_some_and(|verb| {
                self.groups.verbs[verb as usize].copula
                    && self.groups.verbs[verb as usize].b <= token
                    && token <= self.groups.verbs[verb as usize].b + 1
            });
            let victims = if let Some(noun) = group_of {
                // "ten dead" alone, not "ten dead whales"
                let group = &self.groups.nouns[noun];
                let counts = token + 1 == group.b && token > group.a && self.noun_bits(noun) & number != 0;
                if !counts {
                    continue;
                }
                Few::one(noun)
            } else if let Some(noun) = before
                .filter(|&noun| self.groups.nouns[noun].b == token && self.noun_bits(noun) & number != 0)
            {
                Few::one(noun)
            } else if copula {
                self.clauses.list[clause].subject
            } else {
                continue;
            };
            if !self.evidence(clause, word.needs, word.unless) {
                continue;
            }
            let mut frame = Frame {
                code: word.code,
                rule: format!("adjective {}", word.name),
                clause,
                status: self.status(clause),
                trigger: (token, token + 1),
                actors: Vec::new(),
                recipients: Vec::new(),
                third: Vec::new(),
                noun: None,
                victims,
                quantity: word.quantity.clone(),
                yields: false,
                act_clause: None,
                refine: word.refine,
            };
            for noun in victims.iter() {
                self.add_role(noun, false, &mut frame.recipients);
            }
            out.push(frame);
        }
    }
}

/// How a topic stands to the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Object,
    Subject,
    Oblique,
}

/// How an event noun stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// No verb in the sentence.
    Alone,
    Subject,
    Object,
    Oblique,
    /// "is under attack".
    Suffered,
}

/// The smaller of two ways to name a trigger: both words where they stand near each other.
fn join(one: Range, two: Range) -> Range {
    let all = (one.0.min(two.0), one.1.max(two.1));
    if all.1 - all.0 <= 9 { all } else { two }
}

fn merge(into: &mut Vec<Range>, from: &[Range]) {
    for range in from {
        if !into.contains(range) && into.is_empty() {
            into.push(*range);
        }
    }
}
