//! Who takes part without standing in a role of the frame's own words: the one who accuses by saying so, both sides
//! of a fight, the troops that are sent, those inside what is attacked.

use super::{By, Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{Realis, Trait, Traits};
use crate::normalise::traits::is;

impl Reading<'_> {
    /// Completes the parties of the frames of a sentence.
    pub(super) fn parties(&self, frames: &mut [Frame]) {
        for frame in frames.iter_mut() {
            let traits = self.pack.codes[frame.code as usize].traits;
            let adjective = matches!(frame.rule.by, By::Adjective(_));
            if traits.has(Trait::Accuses) || traits.has(Trait::Condemns) && adjective {
                self.accuser(frame);
            }
            self.claimant(frame);
            if traits.has(Trait::Sends) {
                self.sent(frame);
            }
            // "marched to demand the resignation of the president"
            let pattern = matches!(frame.rule.by, By::Pattern(_));
            if traits.has(Trait::Asks) && pattern && frame.recipients.is_empty() {
                let clause = self.clauses.owner[frame.trigger.1 - 1] as usize;
                self.reach(clause, frame);
            }
            // "reiterates its call for the president to step down"
            if traits.has(Trait::Asks) && frame.noun.is_some() {
                self.addressed(frame.clause, frame);
            }
            if traits.has(Trait::Attack) {
                self.inside(frame);
                self.both_sides(frame);
            }
            if traits.has(Trait::Ceases) && frame.actors.len() == 1 && frame.recipients.is_empty() {
                self.fought(frame);
            }
            if traits.any(Traits::FORCE) && frame.actors.is_empty() {
                self.at_hands(frame);
            }
            self.decided(frame);
            self.other_side(frame);
            self.attending(frame);
            if traits.has(Trait::Said) && frame.actors.is_empty() && frame.noun.is_none() {
                self.on_paper(frame);
            }
        }
        for frame in frames.iter_mut() {
            self.commanded(frame);
            if self.pack.is(frame.code, Trait::Toll) {
                self.no_accident(frame);
                if frame.actors.is_empty() {
                    self.in_operation(frame);
                }
            }
        }
        self.same_sides(frames);
        self.upon(frames);
        for frame in frames {
            self.drop_nobody(frame);
        }
    }

    /// "ten died at the hands of the militia", "on orders from the militia"; and who is behind the murder that a pattern tells: "blamed the militia for
    /// the murder of".
    fn at_hands(&self, frame: &mut Frame) {
        let hands = (0..self.groups.nouns.len()).find(|&noun| {
            let by = match self.preposition(noun) {
                "at" => self.head_is(noun, Concept::Hands),
                "on" | "under" | "by" | "upon" => self.head_is(noun, Concept::Orders),
                _ => false,
            };
            by && self.clauses.owner[self.groups.nouns[noun].head] as usize == frame.clause
        });
        if let Some(hands) = hands {
            for other in self.hosted(hands).filter(|&other| matches!(self.preposition(other), "of" | "from"))
            {
                self.add_role(other, true, &mut frame.actors);
            }
            frame.actors.retain(|range| !frame.recipients.contains(range));
        }
        let pattern = matches!(frame.rule.by, By::Pattern(_));
        let Some(noun) = self.group_with(frame.trigger.0).filter(|_| pattern && frame.actors.is_empty())
        else {
            return;
        };
        if self.groups.nouns[noun].head < frame.trigger.1 {
            self.doers(noun, &mut frame.actors);
            if frame.actors.is_empty() {
                self.blamed(noun, &mut frame.actors);
            }
            if frame.actors.is_empty() {
                let clause = self.clauses.owner[self.groups.nouns[noun].head] as usize;
                self.held_to_account(clause, noun, &mut frame.actors);
            }
            frame.actors.retain(|range| !frame.recipients.contains(range));
        }
    }

    /// "the report condemned the raid": a paper with words of its own, where nobody is told who wrote it.
    fn on_paper(&self, frame: &mut Frame) {
        let agent = self.agent(frame.clause);
        let Some(paper) = agent.first().filter(|_| agent.iter().nth(1).is_none()) else { return };
        let head = self.groups.nouns[paper].head;
        if self.is_a(head, Concept::Paper) && !self.pack.is(frame.code, Trait::Decides) {
            self.add_role(paper, false, &mut frame.actors);
        }
    }

    /// "Chad's decision to expel the envoys", "a vow by the rebels to fight on": whose plan it is does it.
    fn decided(&self, frame: &mut Frame) {
        // a noun of that clause is what somebody else does
        if !matches!(frame.rule.by, By::Word(_) | By::Cell { .. } | By::Own(_)) {
            return;
        }
        let clause = &self.clauses.list[frame.clause];
        let active = clause.verb.is_some_and(|verb| !self.groups.verbs[verb as usize].passive);
        let Some(noun) = clause.noun.filter(|_| active && clause.kind == Kind::Infinitive) else { return };
        if !clause.subject.is_empty() {
            return;
        }
        let noun = usize::from(noun);
        if !frame.actors.is_empty() {
            // "criticised the Chadian decision to ban them": not who criticised it
            let mut own = Vec::new();
            self.owner(noun, &mut own);
            own.retain(|owner| !frame.recipients.contains(owner));
            if !own.is_empty() && !self.asks(noun) {
                if self.is_mutual(frame) {
                    own.extend(
                        frame.actors.iter().filter(|side| !own.contains(side)).copied().collect::<Vec<_>>(),
                    );
                }
                frame.actors = own;
            }
            return;
        }
        // who is asked is to do it
        if self.asks(noun) {
            return;
        }
        let mut owners = self.whose(noun);
        owners.retain(|owner| !frame.recipients.contains(owner));
        frame.actors = owners;
    }

    /// "an army helicopter crashed, killing three", "the crash killed two": what is lost itself killed nobody.
    fn no_accident(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        let lost = |clause: usize| {
            self.clauses.list[clause].verb.is_some_and(|verb| {
                self.sentence.classes[self.groups.verbs[verb as usize].head] & known.disaster != 0
            })
        };
        let above = self.clauses.list[frame.clause].parent.map(usize::from);
        let told = lost(frame.clause) || above.is_some_and(lost);
        frame.actors.retain(|&(_, b)| {
            let bits = self.sentence.classes[b - 1];
            let craft = bits & (known.arms | known.vessel) != 0;
            !(told && craft || bits & known.disaster != 0 && bits & (known.armed | known.person) == 0)
        });
    }

    /// "declares a truce in its insurgency against the government": whom those who cease fire were fighting.
    fn fought(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        let against = (0..self.groups.nouns.len()).find(|&noun| {
            let host = self.groups.nouns[noun].host.map(|host| self.groups.nouns[host as usize].head);
            self.preposition(noun) == "against"
                && host.is_some_and(|head| {
                    self.sentence.classes[head] & known.conflict != 0 || self.is_a(head, Concept::Struggle)
                })
        });
        if let Some(noun) = against {
            self.add_role(noun, true, &mut frame.recipients);
            frame.recipients.retain(|range| !frame.actors.contains(range));
        }
    }

    /// "four rebels were killed in an army operation": whose operation it was.
    fn in_operation(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        let attack = |noun: usize| {
            self.event_noun(noun).is_some_and(|(id, _)| {
                let word = &self.pack.events[id as usize];
                self.pack.is(word.code, Trait::Attack) && !word.roles.mutual
            })
        };
        let within = |&noun: &usize| matches!(self.preposition(noun), "in" | "during") && attack(noun);
        let operation = self.clauses.list[frame.clause].obliques.iter().find(within);
        let mut found = operation.map_or_else(Vec::new, |noun| self.whose(noun));
        let acts = known.armed | known.actor_adjective | known.official;
        let head = |range: &Range| self.sentence.lower(range.1 - 1);
        found.retain(|range| {
            self.sentence.classes_in(range.0, range.1) & acts != 0
                && !frame.recipients.iter().any(|other| other == range || head(other) == head(range))
        });
        frame.actors = found;
    }

    /// "Iraq said its forces had attacked": whose forces they are.
    fn commanded(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        for at in 0..frame.actors.len() {
            let (a, b) = frame.actors[at];
            let Some(noun) = self.group_with(a).filter(|&noun| self.groups.nouns[noun].b == b) else {
                continue;
            };
            let group = &self.groups.nouns[noun];
            let force = self.sentence.classes[group.head] & known.armed != 0
                && matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::NounPlural))
                && !(group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Name));
            if !force {
                continue;
            }
            if let Some(owner) = self.owner_meant(noun) {
                frame.actors[at] = owner;
            }
        }
        let mut seen = Vec::new();
        frame.actors.retain(|range| {
            !seen.contains(range) && {
                seen.push(*range);
                true
            }
        });
    }

    /// "Sudan's president, in a meeting with the envoy, promised", "during a visit to Ireland": who acts in the clause
    /// was there.
    fn attending(&self, frame: &mut Frame) {
        let Some(noun) = frame.noun.filter(|_| matches!(frame.rule.by, By::Noun(_) | By::Mention { .. }))
        else {
            return;
        };
        let mutual = self.is_mutual(frame) && frame.actors.len() == 1;
        let visit = frame.is_visit(self.pack) && frame.actors.is_empty();
        let group = &self.groups.nouns[noun];
        let own = group.genitive.is_none_or(|mark| mark > group.head);
        // "left after three days of talks with the envoy"
        let long = group.host.map(usize::from).filter(|&host| {
            self.preposition(noun) == "of" && self.sentence.is(self.groups.nouns[host].head, is::UNIT)
        });
        // "after days of clashes between gangs": both sides are told
        let between = || self.hosted(noun).any(|other| self.preposition(other) == "between");
        let top = long.filter(|_| !between()).unwrap_or(noun);
        let within = matches!(
            self.preposition(top),
            "in" | "during" | "after" | "at" | "following" | "on" | "for" | "before" | "from"
        );
        let known = &self.clauses.list[frame.clause];
        // "wrapped up a long meeting with the envoy"
        let object = self.preposition(noun).is_empty() && known.objects.contains(noun);
        let held = mutual && (object || self.behind_particle(frame.clause, noun)) && {
            let judged = Traits::of(&[Trait::Said, Trait::OfWords]);
            let active = known.verb.is_some_and(|verb| !self.groups.verbs[verb as usize].passive);
            active && self.reports(frame.clause).is_none() && !self.tells_any(frame.clause, judged)
        };
        if !(mutual || visit) || !own || !(held || within && known.obliques.contains(top)) {
            return;
        }
        let party =
            self.pack.known.official | self.pack.known.state | self.pack.known.armed | self.pack.known.actor;
        for agent in self.agent(frame.clause).iter() {
            let group = &self.groups.nouns[agent];
            if self.sentence.classes_in(group.a, group.b) & party != 0 || group.pronoun {
                self.add_role(agent, true, &mut frame.actors);
            }
        }
        frame.recipients.retain(|range| !frame.actors.contains(range));
    }

    /// "the government and the rebels sign a truce as negotiations restart": talks without sides are between those
    /// who agree.
    fn same_sides(&self, frames: &mut [Frame]) {
        let mut sides: Option<Vec<Range>> = None;
        for frame in frames.iter().filter(|frame| self.is_mutual(frame) && frame.actors.len() > 1) {
            if sides.as_ref().is_some_and(|sides| *sides != frame.actors) {
                return;
            }
            sides = Some(frame.actors.clone());
        }
        let Some(sides) = sides else { return };
        for frame in frames.iter_mut() {
            let accord = self.pack.is(frame.code, Trait::Accord);
            // "opens talks with rebels in the hope of reaching a truce"
            let hoped = matches!(self.clauses.list[frame.clause].kind, Kind::Participial | Kind::Infinitive)
                && frame.actors.len() == 1
                && sides.contains(&frame.actors[0])
                && frame.status.realis != Realis::Actual;
            if accord && hoped && frame.recipients.is_empty() && self.is_mutual(frame) {
                frame.actors.clone_from(&sides);
            }
            if accord && frame.actors.is_empty() && frame.recipients.is_empty() && self.is_mutual(frame) {
                frame.actors.clone_from(&sides);
            }
        }
    }

    /// Whether both sides of the frame are actors.
    pub(crate) fn is_mutual(&self, frame: &Frame) -> bool {
        match frame.rule.by {
            By::Word(id) | By::Noun(id) | By::Adjective(id) => self.pack.events[id as usize].roles.mutual,
            By::Cell { topic, .. } | By::Own(topic) | By::Mention { topic, .. } => {
                self.pack.topics[topic as usize].roles.mutual
            }
            By::Pattern(_) | By::Verb { .. } | By::Obliged => false,
        }
    }

    /// "the police said that the group was behind the killings": who says so accuses.
    fn accuser(&self, frame: &mut Frame) {
        let copula = self.clauses.list[frame.clause].verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.copula || verb.is_to // "was behind", "were to blame"
        });
        let Some(said) = frame.status.said.first() else { return };
        if !frame.actors.is_empty() && !copula {
            return;
        }
        // "Chad says it will fight the gangs, who are accused of ...": by whom is not told
        let known = &self.clauses.list[frame.clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        if passive && (matches!(known.kind, Kind::Relative) || known.kind == Kind::Participial) {
            return;
        }
        let Some(speaker) = self.speaker(said.clause, said.noun) else { return };
        if frame.recipients.is_empty() {
            frame.recipients = std::mem::take(&mut frame.actors);
        }
        frame.recipients.retain(|&range| range != speaker);
        frame.actors = vec![speaker];
    }

    /// Whether what accuses names no other.
    pub(super) fn accuses_nobody(&self, frame: &Frame) -> bool {
        self.pack.is(frame.code, Trait::Accuses) && (self.is_of_oneself(frame) || self.is_own_deed(frame))
    }

    /// "the colonel said that he had spied on the port": what accuses only because it is said.
    fn is_of_oneself(&self, frame: &Frame) -> bool {
        let By::Word(id) = frame.rule.by else { return false };
        self.pack.events[id as usize].claimed != 0 && frame.recipients.is_empty()
    }

    /// "the group said it was behind the raid": who owns up to it.
    fn is_own_deed(&self, frame: &Frame) -> bool {
        let clause = &self.clauses.list[frame.clause];
        clause.kind == Kind::Complement
            && !frame.status.said.is_empty()
            && clause.subject.first().is_some_and(|noun| {
                matches!(self.sentence.lower(self.groups.nouns[noun].head), "it" | "we" | "i")
            })
            && clause.verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                frame.trigger.0 <= verb.head && verb.head < frame.trigger.1 && verb.copula
            })
    }

    /// "'Such raids are unacceptable,' the minister said": what is told only where somebody says it, that one says.
    fn claimant(&self, frame: &mut Frame) {
        let claimed = match frame.rule.by {
            By::Word(id) | By::Noun(id) | By::Adjective(id) => self.pack.events[id as usize].claimed,
            By::Pattern(id) => self.pack.patterns.claimed(id),
            _ => 0,
        };
        if claimed == 0 || !frame.actors.is_empty() {
            return;
        }
        let Some(said) = frame.status.said.first() else { return };
        if let Some(speaker) = self.speaker(said.clause, said.noun) {
            frame.recipients.retain(|&range| range != speaker);
            frame.actors = vec![speaker];
        }
    }

    /// "50,000 troops were sent to the Gulf": those who are sent stand for who sends them.
    fn sent(&self, frame: &mut Frame) {
        if !frame.actors.is_empty() || frame.noun.is_some() {
            return;
        }
        let passive =
            self.clauses.list[frame.clause].verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        if !passive {
            return;
        }
        let forces = self.pack.known.armed | self.pack.known.state;
        for noun in self.clauses.list[frame.clause].subject.iter() {
            let group = &self.groups.nouns[noun];
            if self.sentence.classes_in(group.a, group.b) & forces != 0 {
                self.add_role(noun, true, &mut frame.actors);
            }
        }
        frame.recipients.retain(|range| !frame.actors.contains(range));
    }

    /// "the home of the opposition's leader", "a hill held by rebels": whom an attack on a thing is made upon.
    fn inside(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        let mut found: Vec<Range> = Vec::new();
        for &(a, b) in &frame.recipients {
            let Some(noun) = self.group_with(a) else { continue };
            let group = &self.groups.nouns[noun];
            if b > group.b || self.sentence.classes[group.head] & (known.armed | known.person) != 0 {
                continue;
            }
            for other in self.hosted(noun) {
                if self.preposition(other) == "of" && self.groups.nouns[other].host == Some(noun as u16) {
                    self.add_role(other, true, &mut found);
                }
            }
            for (index, clause) in self.clauses.list.iter().enumerate() {
                // "the car in which he was travelling", "a house where the envoy stays"
                let there = clause.kind == Kind::Relative
                    && clause.antecedent == Some(noun as u16)
                    && clause.link.is_some_and(|link| {
                        let word = |token: usize| self.sentence.lower(token);
                        word(link) == "where" || word(link) == "which" && link > 0 && word(link - 1) == "in"
                    });
                let people = known.person | known.official | known.armed;
                let somebody = |&guest: &usize| {
                    let group = &self.groups.nouns[guest];
                    group.pronoun || self.sentence.classes_in(group.a, group.b) & people != 0
                };
                for guest in clause.subject.iter().filter(|_| there).filter(somebody) {
                    self.add_role(guest, true, &mut found);
                }
                if !clause.reduced || clause.a != group.b {
                    continue;
                }
                // "a hill held by rebels", "a bus carrying policemen"
                let active = clause.verb.is_some_and(|verb| !self.groups.verbs[verb as usize].passive);
                let holders = if active { clause.objects } else { self.agent(index) };
                for holder in holders.iter().filter(|&holder| holder != noun) {
                    self.add_role(holder, true, &mut found);
                }
            }
        }
        for range in found {
            if !frame.recipients.contains(&range) && !frame.actors.contains(&range) {
                frame.recipients.push(range);
            }
        }
    }

    /// "a clash kills a soldier and three rebels": the fighters who suffer in a fight are its sides.
    fn both_sides(&self, frame: &mut Frame) {
        if frame.actors.len() > 1 || !self.is_mutual(frame) {
            return;
        }
        let Some(noun) = frame.noun else { return };
        let hangs = |words: &[&str]| self.hosted(noun).any(|other| words.contains(&self.preposition(other)));
        // "inflicted losses on the rebels in fighting"
        let within = || matches!(self.preposition(noun), "in" | "during" | "amid");
        let one = !frame.actors.is_empty() && !hangs(&["with", "between"]) && !within();
        if hangs(&["on", "against"]) || one {
            return;
        }
        let armed = self.pack.known.armed;
        let (sides, others) = std::mem::take(&mut frame.recipients)
            .into_iter()
            .partition(|&(a, b)| self.sentence.classes_in(a, b) & armed != 0);
        frame.recipients = others;
        frame.actors.extend::<Vec<Range>>(sides);
    }

    /// "the rebels warn that the truce with the government is under threat": who speaks is the other side.
    fn other_side(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        if frame.actors.len() != 1 || !frame.third.is_empty() || !self.is_mutual(frame) {
            return;
        }
        let Some(said) = frame.status.said.first().filter(|said| said.noun.is_none()) else { return };
        let with = frame.noun.is_some_and(|noun| {
            self.hosted(noun).any(|other| {
                let group = &self.groups.nouns[other];
                self.preposition(other) == "with"
                    && frame.actors[0].0 < group.b
                    && group.a < frame.actors[0].1
            })
        });
        let content = &self.clauses.list[said.content];
        if !with || content.kind == Kind::Adverbial {
            return;
        }
        if let Some(speaker) = self.speaker(said.clause, None)
            && self.sentence.classes_in(speaker.0, speaker.1) & (known.armed | known.state | known.actor) != 0
            && self.sentence.classes_in(speaker.0, speaker.1) & known.outlet == 0
            && !frame.actors.contains(&speaker)
        {
            frame.actors.push(speaker);
        }
    }
}
