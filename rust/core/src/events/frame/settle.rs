//! The choice between rivals: event words that give way to acts, general modes beside special ones, second rows
//! for one thing.

use super::{By, Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{Realis, Trait, Traits};

impl Reading<'_> {
    /// Event words that gave way, general modes beside special ones, second rows for one thing.
    pub(super) fn settle(&self, frames: &mut Vec<Frame>, kept: &mut Vec<Frame>) {
        let acts: Vec<usize> =
            frames.iter().filter(|frame| !frame.yields).filter_map(|frame| frame.act_clause).collect();
        for mut frame in frames.drain(..) {
            if frame.yields && acts.contains(&frame.clause) {
                continue;
            }
            if matches!(frame.rule.by, By::Verb { .. }) {
                // a dictionary says what each of its verbs tells
                kept.push(frame);
                continue;
            }
            self.refine(&mut frame);
            self.lapse(&mut frame);
            if frame.status.negated
                && frame.status.realis == Realis::Hypothetical
                && self.pack.is(frame.code, Trait::Harm)
            {
                // "so that it would not be attacked" tells nothing
                continue;
            }
            if self.pack.is(frame.code, Trait::Attack) && self.tries_out(&frame) {
                continue;
            }
            if self.pack.is(frame.code, Trait::Supports) && self.lends_force(&frame) {
                continue;
            }
            if self.is_done_by_saying(&frame) {
                frame.status.realis = Realis::Actual;
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
                    && !self.distinct(other, &frame)
                    && !(self.pack.is(frame.code, Trait::Attack)
                        && self.related(other.clause, frame.clause)
                        && self.is_answered(other) != self.is_answered(&frame))
            });
            match same {
                Some(other) if self.is_business(other) != self.is_business(&frame) => {
                    // who takes part decides about business
                    if self.is_business(other) {
                        *other = frame;
                    }
                }
                Some(other) => {
                    if self.pack.codes[other.code as usize].mode == "other" && code.mode != "other" {
                        other.code = frame.code;
                        other.rule = frame.rule;
                    }
                    if other.status.realis > frame.status.realis && frame.status.realis == Realis::Actual {
                        other.status = frame.status.clone();
                    }
                    merge(&mut other.actors, &frame.actors);
                    if other.recipients.is_empty() {
                        other.recipients.clone_from(&frame.recipients);
                    }
                    // "killed five, raising the toll to 48"
                    if frame.clause == other.clause || !self.is_tally(frame.clause) {
                        other.victims.extend(&frame.victims);
                        other.quantity.extend(&frame.quantity);
                    }
                }
                None => kept.push(frame),
            }
        }
        self.left(kept);
        self.doubles(kept);
        self.mediation(kept);
        self.share(kept);
        self.parties(kept);
        self.perpetrators(kept);
        let thirds = kept.iter().flat_map(|frame| frame.third.iter().map(|&range| (frame.code, range)));
        let between: Vec<(u16, Range)> = thirds.collect();
        let type_of = |code: u16| &self.pack.codes[code as usize].event_type;
        for frame in kept.iter_mut() {
            // "talks mediated by Chad ended": nor are they the sides of what is told of the same talks
            if self.pack.is(frame.code, Trait::Together)
                && !frame.actors.is_empty()
                && frame.actors.iter().all(|side| {
                    between
                        .iter()
                        .any(|&(code, third)| third == *side && type_of(code) == type_of(frame.code))
                })
            {
                frame.actors.clear();
            }
            // "the truce, brokered by Chad and Mali": they are not its sides
            if !frame.third.is_empty() && frame.actors.iter().all(|side| frame.third.contains(side)) {
                frame.actors.clear();
            }
        }
        // "attacked the cabinet for raising taxes" is a fight of words
        let said = |frame: &Frame| self.pack.is(frame.code, Trait::Condemns).then_some(frame.trigger);
        let words: Vec<Range> = kept.iter().filter_map(said).collect();
        kept.retain(|frame| {
            let of_words = self.pack.is(frame.code, Trait::Attack) && words.contains(&frame.trigger);
            !of_words && !self.accuses_nobody(frame)
        });
        kept.sort_by_key(|frame| frame.trigger);
    }

    /// "gathered to demand", "went on television to dismiss", "will send them home, accusing them": who meets, goes or
    /// writes for that says it.
    fn is_done_by_saying(&self, frame: &Frame) -> bool {
        let said = self.pack.is(frame.code, Trait::Said);
        let clause = &self.clauses.list[frame.clause];
        let Some(parent) = clause.parent.filter(|_| said && frame.status.realis != Realis::Actual) else {
            return false;
        };
        match clause.kind {
            Kind::Infinitive => {
                // "marched, burning flags to protest"
                let above = &self.clauses.list[parent as usize];
                let gerund = above.verb.is_some_and(|verb| self.groups.verbs[verb as usize].gerund);
                let parent =
                    above.parent.filter(|_| gerund && above.kind == Kind::Participial).unwrap_or(parent);
                let main =
                    self.clauses.list[parent as usize].verb.map(|verb| &self.groups.verbs[verb as usize]);
                let told = main.is_some_and(|verb| verb.finite && verb.modal.is_none() && !verb.is_to);
                clause.noun.is_none_or(|noun| !self.is_intended(noun.into()))
                    && told
                    && frame.status.realis == Realis::Hypothetical
                    && self.does(parent.into(), Concept::Rally)
            }
            Kind::Participial => {
                let after_comma = clause.a > 0 && self.sentence.tag(clause.a - 1) == Some(Tag::Comma);
                let verb = |clause: usize| {
                    self.clauses.list[clause].verb.map(|verb| &self.groups.verbs[verb as usize])
                };
                clause.link.is_none()
                    && after_comma
                    && verb(frame.clause).is_some_and(|verb| verb.gerund)
                    && verb(parent.into()).is_some_and(|verb| verb.modal.is_some() && verb.finite)
            }
            _ => false,
        }
    }

    /// Whether a noun before an infinitive is a wish or a plan, and no place or meeting.
    fn is_intended(&self, noun: usize) -> bool {
        use crate::events::lexicon::kind_of;
        self.sentence
            .hit(self.groups.nouns[noun].head)
            .is_some_and(|hit| self.pack.lexicon.kinds(hit) & (kind_of::GOVERNOR | kind_of::ACT) != 0)
    }

    /// "test-fired two missiles", "test fires a rocket": nobody is attacked.
    fn tries_out(&self, frame: &Frame) -> bool {
        let Some(verb) = self.clauses.list[frame.clause].verb else { return false };
        let at = self.groups.verbs[verb as usize].head;
        let bound = at > 1 && self.sentence.lower(at - 1) == "-" && self.sentence.hyphened[at - 1];
        let before = if bound { at.checked_sub(2) } else { at.checked_sub(1) };
        before.is_some_and(|before| self.is_a(before, Concept::Test))
    }

    /// "sent planes to support the operation": help in a fight is no word of support.
    fn lends_force(&self, frame: &Frame) -> bool {
        frame.status.realis == Realis::Hypothetical
            && frame.trigger.0 + 1 == frame.trigger.1
            && self.is_a(frame.trigger.0, Concept::Support)
            && frame.status.cues.iter().any(|cue| cue.kind == "purpose")
    }

    /// "withdrew from the nuclear deal" is no withdrawal of troops, and "withdrew from the corridor" closes no way.
    fn left(&self, frames: &mut Vec<Frame>) {
        let within = |one: &Frame, two: &Frame| {
            one.clause == two.clause && two.trigger.0 <= one.trigger.0 && one.trigger.1 <= two.trigger.1
        };
        let drop: Vec<bool> = frames
            .iter()
            .map(|frame| {
                let traits = self.pack.codes[frame.code as usize].traits;
                let leaves = |other: &Frame| self.pack.is(other.code, Trait::Leaves);
                traits.has(Trait::Leaves)
                    && frames.iter().any(|other| {
                        self.pack.is(other.code, Trait::Together)
                            && frame.trigger != other.trigger
                            && within(frame, other)
                    })
                    || traits.has(Trait::Bars)
                        && frames.iter().any(|other| leaves(other) && within(other, frame))
            })
            .collect();
        let mut at = 0;
        frames.retain(|_| {
            at += 1;
            !drop[at - 1]
        });
    }

    /// "talks facilitated by Oman", "Oman brokered the truce": the third party mediates.
    fn mediation(&self, frames: &mut Vec<Frame>) {
        for frame in 0..frames.len() {
            if frames[frame].third.is_empty() || frames[frame].status.negated {
                continue;
            }
            let mediates = |lemma| self.pack.turns.mediates.iter().find(|(verb, _)| *verb == lemma);
            let found = self.clauses.list.iter().enumerate().find_map(|(index, clause)| {
                let verb = &self.groups.verbs[clause.verb? as usize];
                let about = index == frames[frame].clause
                    || frames[frame].noun.is_some_and(|noun| {
                        clause.antecedent == Some(noun as u16)
                            || verb.passive && clause.subject.contains(noun)
                    });
                let (_, code) = about.then(|| mediates(verb.lemma?)).flatten()?;
                Some((index, verb.head, *code))
            });
            let Some((clause, head, code)) = found else { continue };
            if frames.iter().any(|other| other.code == code) {
                continue;
            }
            let mut row = frames[frame].clone();
            row.code = code;
            row.clause = clause;
            row.rule.third = true;
            row.trigger = (head, head + 1);
            row.recipients = std::mem::take(&mut row.actors);
            row.actors = std::mem::take(&mut row.third);
            row.quantity = Few::default();
            frames.push(row);
        }
    }

    /// An attack and its casualties have one perpetrator and the same victims.
    fn share(&self, frames: &mut [Frame]) {
        for one in 0..frames.len() {
            if !self.pack.is(frames[one].code, Trait::Attack) {
                continue;
            }
            for two in 0..frames.len() {
                if !self.pack.is(frames[two].code, Trait::Toll)
                    || !self.related(frames[one].clause, frames[two].clause)
                        && !self.one_toll(frames, one, two)
                {
                    continue;
                }
                // "after the attack, in which ten died, police raided a house": the dead are those of the attack
                let of_another = |toll: &Frame, attack: &Frame| {
                    let told = &self.clauses.list[attack.clause];
                    self.toll_of(toll).is_some_and(|noun| {
                        attack.noun != Some(noun)
                            && !told.subject.contains(noun)
                            && !told.objects.contains(noun)
                    })
                };
                if of_another(&frames[two], &frames[one]) {
                    continue;
                }
                let answered = |frame: usize| self.is_answered(&frames[frame]);
                if answered(two) && !answered(one) || answered(one) && !frames[two].actors.is_empty() {
                    continue;
                }
                let known = if frames[one].actors.is_empty() { two } else { one };
                let actors = frames[known].actors.clone();
                for frame in [one, two] {
                    if frames[frame].actors.is_empty() {
                        // "three policemen died in a firefight": a side of the fight, not who killed them
                        let head = |range: &Range| self.sentence.lower(range.1 - 1);
                        let suffers = |range: &Range| {
                            let alike = |other: &Range| other == range || head(other) == head(range);
                            frame == two && frames[two].recipients.iter().any(alike)
                        };
                        let others = actors.iter().filter(|range| !suffers(range)).copied().collect();
                        frames[frame].actors = others;
                    }
                }
                // "two were killed hours after they fired on the town": those who died are not those fired on
                let apart = {
                    let clause = &self.clauses.list[frames[one].clause];
                    clause.kind == Kind::Adverbial
                        && clause.parent == Some(frames[two].clause as u16)
                        && clause.link.is_some_and(|link| {
                            matches!(self.sentence.lower(link), "after" | "before" | "since")
                        })
                        && !frames[one].actors.is_empty()
                        && !frames[two].actors.is_empty()
                        && !frames[one].actors.iter().any(|actor| frames[two].actors.contains(actor))
                };
                let victims = if apart { Vec::new() } else { frames[two].recipients.clone() };
                let attack = &mut frames[one];
                for victim in victims {
                    if !attack.recipients.contains(&victim) && !attack.actors.contains(&victim) {
                        attack.recipients.push(victim);
                    }
                }
            }
        }
    }

    /// "bombed the camp in reprisal for the raid", "after a rocket fired at the town": whether what a noun tells, or what
    /// describes it, is what its clause answers.
    fn is_answered(&self, frame: &Frame) -> bool {
        let clause = &self.clauses.list[frame.clause];
        let described = clause.antecedent.filter(|_| clause.reduced && frame.noun.is_none());
        frame.noun.is_some_and(|noun| {
            frame.trigger.0 >= self.groups.nouns[noun].a && self.is_behind_an_answer(noun)
        }) || described.is_some_and(|noun| self.is_behind_an_answer(noun.into()))
    }

    /// The attack that a toll is told of, in a relative clause on its noun: "the attack, in which ten died".
    fn toll_of(&self, frame: &Frame) -> Option<usize> {
        let clause = &self.clauses.list[frame.clause];
        let noun = clause.antecedent.filter(|_| clause.kind == Kind::Relative)?;
        self.told_as(noun.into(), Trait::Attack).then_some(noun.into())
    }

    /// "after a raid", "in reprisal for a raid": whether a group stands where what came before is told.
    pub(crate) fn is_behind_an_answer(&self, noun: usize) -> bool {
        let Some(before) = self.groups.nouns[self.root(noun)].preposition else { return false };
        match self.sentence.lower(before) {
            "after" | "following" => true,
            "for" | "to" => before > 0 && { self.is_a(before - 1, Concept::Reprisal) },
            _ => false,
        }
    }

    /// "seven people are killed and three wounded in an attack": the dead of the clause before are those of the attack
    /// too.
    fn one_toll(&self, frames: &[Frame], attack: usize, dead: usize) -> bool {
        let (attack, dead) = (&frames[attack], &frames[dead]);
        attack.noun.is_some()
            && self.joined_clauses(attack.clause, dead.clause)
            && frames
                .iter()
                .any(|frame| frame.clause == attack.clause && self.pack.is(frame.code, Trait::Toll))
    }

    /// "six people are killed as the army attacks the town": where a sentence tells of the attackers once, they are
    /// those of its casualties and of its other attacks too.
    fn perpetrators(&self, frames: &mut [Frame]) {
        let force = |frame: &Frame| self.pack.codes[frame.code as usize].traits.any(Traits::FORCE);
        let told = |frame: &Frame| !frame.status.negated && frame.status.realis == Realis::Actual;
        // "sustained losses in the fighting; a sergeant was killed": the other side of a fight killed him
        let fight = |frame: &Frame| self.is_mutual(frame) && frame.actors.len() == 1;
        let attacker = frames
            .iter()
            .any(|frame| force(frame) && told(frame) && !frame.actors.is_empty() && !fight(frame));
        let named = |frame: &&Frame| {
            force(frame) && told(frame) && !frame.actors.is_empty() && !(attacker && fight(frame))
        };
        let mut known: Option<Vec<Range>> = None;
        for frame in frames.iter().filter(named) {
            if frame.status.said.iter().any(|said| said.content == frame.clause)
                || known.as_ref().is_some_and(|known| *known != frame.actors)
            {
                return;
            }
            known = Some(frame.actors.clone());
        }
        // "a bomb kills ten and a group claims responsibility"
        let fought = known.is_some() && !attacker;
        let Some(known) = known.or_else(|| self.claimer().map(|claimer| vec![claimer])) else { return };
        // two sides of a fight, or those who suffer themselves
        let suffers = |range: &Range| {
            let words = |&(a, b): &Range| (a..b).map(|token| self.sentence.lower(token)).collect::<Vec<_>>();
            let attackers: Vec<&str> = known.iter().flat_map(words).collect();
            words(range).iter().any(|word| attackers.contains(word))
        };
        let side = |range: &Range| {
            [Concept::Insurgent, Concept::Regular].iter().position(|&side| self.is_a(range.1 - 1, side))
        };
        if known.len() > 1 && frames.iter().any(|frame| force(frame) && self.is_mutual(frame)) {
            return;
        }
        // "bombed the camp after a raid": whose deed it was is told of the bombs alone
        let attacks: Vec<usize> = frames
            .iter()
            .filter(|frame| self.pack.is(frame.code, Trait::Attack) && !frame.actors.is_empty())
            .map(|frame| frame.clause)
            .collect();
        for frame in frames.iter_mut().filter(|frame| force(frame) && told(frame) && frame.actors.is_empty())
        {
            let told_behind = self.toll_of(frame).is_some_and(|noun| self.is_behind_an_answer(noun));
            let related = attacks.iter().any(|&attack| self.related(attack, frame.clause));
            let answered = told_behind || self.is_answered(frame) && related;
            let other = |range: &Range| {
                let sides = (side(range), side(&known[0]));
                matches!(sides, (Some(one), Some(two)) if one != two)
            };
            let upon = &frame.recipients;
            let unknown = upon.is_empty() && self.pack.is(frame.code, Trait::Attack);
            let apart = !fought || unknown || !upon.is_empty() && upon.iter().all(other);
            if !answered && apart && !frame.recipients.iter().any(suffers) {
                frame.actors.clone_from(&known);
            }
        }
    }
}

fn merge(into: &mut Vec<Range>, from: &[Range]) {
    for range in from {
        if !into.contains(range) && into.is_empty() {
            into.push(*range);
        }
    }
}
