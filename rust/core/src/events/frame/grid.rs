//! The grid: an act upon a topic, under what governs both.

use super::{By, Frame, Range, Reading, TopicUse, join};
use crate::events::clause::{Clause, Kind};
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, LemmaId};
use crate::events::pack::{ActId, Cell, ClaimKind, Governor, Meaning, Realis, trait_of};
use crate::events::status::{Said, Status, signed};
use crate::normalise::traits::is;

/// The act above a frame.
pub(super) struct Outer {
    pub act: ActId,
    pub clause: Option<usize>,
    pub noun: Option<usize>,
}

impl Reading<'_> {
    /// The cell of the grid, or the mode that the verb has for this topic alone.
    pub(super) fn cell(&self, topic: u16, act: ActId, lemma: Option<LemmaId>) -> Option<Cell> {
        let row = &self.pack.topics[topic as usize];
        if row.governed {
            return None;
        }
        if let Some((_, verbs)) = row.only.iter().find(|(only, _)| *only == act)
            && !lemma.is_some_and(|lemma| verbs.contains(&lemma))
        {
            return None;
        }
        row.cells.get(act as usize).copied().flatten()
    }

    pub(super) fn own_cell(&self, topic: u16, lemma: LemmaId, clause: usize, subject: bool) -> Option<Cell> {
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

    /// The act of the noun that governs a clause.
    fn outer_noun(&self, known: &Clause, noun: usize) -> Option<Outer> {
        let group = &self.groups.nouns[noun];
        let (_, act) = self.head_senses(group);
        let act = act?;
        let entry = self.sentence.entry(&self.pack.lexicon, group.head);
        // "the failure to reach a deal": what was not done, not what was done and failed
        let undone = known.kind == Kind::Infinitive
            && !self.pack.acts[act as usize].governs
            && entry.is_some_and(|entry| entry.governor.is_some());
        let owner = self.clauses.owner[group.head] as usize;
        let above = &self.clauses.list[owner];
        // "rejected calls to free the captives": what was asked is refused
        let turned_down = self.pack.acts[act as usize].obligation
            && above.objects.contains(noun)
            && self.act_of(owner, true).map(|(act, _)| act) == self.pack.denial;
        if let Some(denial) = self.pack.denial.filter(|_| turned_down) {
            return Some(Outer { act: denial, clause: Some(owner), noun: None });
        }
        (!undone).then(|| Outer { act, clause: known.parent.map(usize::from), noun: Some(noun) })
    }

    /// The act that governs a clause: the verb or noun above it.
    pub(super) fn outer(&self, clause: usize) -> Option<Outer> {
        let mut at = clause;
        for _ in 0..4 {
            if let Some(deadline) = self.deadline(at) {
                return Some(deadline);
            }
            if let Some(condition) = self.condition(at).filter(|_| at == clause) {
                return Some(condition);
            }
            let known = &self.clauses.list[at];
            if let Some(noun) = known.noun {
                return self.outer_noun(known, noun as usize);
            }
            if let Some(act) = known
                .adjective
                .and_then(|adjective| self.sentence.entry(&self.pack.lexicon, adjective))
                .and_then(|entry| entry.act)
            {
                return Some(Outer { act, clause: known.parent.map(usize::from), noun: None });
            }
            if let Some(act) = self.pack.obligation
                && matches!(known.kind, Kind::Complement | Kind::Main)
                && known
                    .verb
                    .and_then(|verb| self.groups.verbs[verb as usize].modal)
                    .is_some_and(|modal| self.obliges(modal))
                && known.parent.is_none_or(|parent| self.report_only(parent as usize))
            {
                return Some(Outer { act, clause: known.parent.map(usize::from).or(Some(at)), noun: None });
            }
            let parent = known.parent? as usize;
            if known.kind == Kind::Participial
                && let Some(adjective) = known.link.and_then(|link| link.checked_sub(1))
                && self.sentence.tag(adjective) == Some(Tag::Adjective)
                && let Some(act) =
                    self.sentence.entry(&self.pack.lexicon, adjective).and_then(|entry| entry.act)
            {
                // "is insistent on joining"
                return Some(Outer { act, clause: Some(parent), noun: None });
            }
            if known.kind == Kind::Complement
                && self.groups.verbs[self.clauses.list[parent].verb? as usize].copula
                && let Some(noun) = self.clauses.list[parent].subject.first()
                && let (_, Some(act)) = self.head_senses(&self.groups.nouns[self.contents(noun)])
            {
                // "the demand was that ..."
                return Some(Outer { act, clause: Some(parent), noun: Some(noun) });
            }
            let linked = known.link.map(|link| self.sentence.lower(link));
            let governed = match known.kind {
                Kind::Infinitive | Kind::Complement => true,
                Kind::Participial => {
                    linked.is_none_or(|link| {
                        matches!(link, "to" | "on" | "for" | "from" | "of" | "out" | "against")
                    }) && known.a > 0
                        && self.sentence.tag(known.a - 1) != Some(Tag::Comma)
                }
                _ => false,
            };
            if !governed || parent == at {
                return None;
            }
            if let Some(act) = self.pack.obligation.filter(|_| self.orders(at, parent)) {
                return Some(Outer { act, clause: Some(parent), noun: None });
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
                    let outer = Outer { act, clause: Some(parent), noun: None };
                    return (!self.approves_deed(at, parent)).then_some(outer);
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

    /// "approved the deployment of a team to monitor the truce": that is what the team is for.
    fn approves_deed(&self, clause: usize, parent: usize) -> bool {
        self.clauses.list[clause].kind == Kind::Infinitive
            && self.does(parent, Concept::Approve)
            && self.clauses.list[parent].objects.last().is_some_and(|noun| self.names_event(noun))
    }

    /// "the court ordered Israel to halt its offensive": what a body is ordered to do is demanded of it, while one's
    /// own soldiers carry it out.
    fn orders(&self, clause: usize, parent: usize) -> bool {
        let known = &self.pack.known;
        let above = &self.clauses.list[parent];
        let order = above.verb.is_some_and(|verb| {
            let head = self.groups.verbs[verb as usize].head;
            self.is_a(head, Concept::Order)
        });
        order
            && self.clauses.list[clause].kind == Kind::Infinitive
            && self.clauses.list[clause].subject.iter().any(|noun| {
                let group = &self.groups.nouns[noun];
                let bits = self.sentence.classes_in(group.a, group.b);
                bits & known.armed == 0
                    && (bits & (known.state | known.actor) != 0
                        || self.sentence.tag(group.head) == Some(Tag::Name))
            })
    }

    /// "gave Turkey 48 hours to withdraw": what is to be done by then is demanded.
    fn deadline(&self, clause: usize) -> Option<Outer> {
        let known = &self.clauses.list[clause];
        let act = self.pack.obligation?;
        let parent = known.parent.filter(|_| known.kind == Kind::Infinitive)? as usize;
        let head = self.groups.verbs[self.clauses.list[parent].verb? as usize].head;
        let gives = self.is_a(head, Concept::Give);
        let time = |noun: usize| {
            let group = &self.groups.nouns[noun];
            self.measures(noun) && (group.a..group.b).any(|token| self.sentence.is(token, is::UNIT))
        };
        let timed = gives && self.clauses.list[parent].objects.iter().any(time);
        timed.then_some(Outer { act, clause: Some(parent), noun: None })
    }

    fn is_condition(&self, clause: usize) -> bool {
        let link = self.clauses.list[clause].link;
        link.is_some_and(|link| matches!(self.sentence.lower(link), "unless" | "until"))
    }

    /// "will not talk until the army withdraws", "threatened to kill them unless the prisoners are freed": what is to
    /// be done first is demanded.
    fn condition(&self, clause: usize) -> Option<Outer> {
        let known = &self.clauses.list[clause];
        let act = self.pack.obligation?;
        let link = known.link.filter(|_| self.is_condition(clause))?;
        let parent = known.parent? as usize;
        let above = self.clauses.list[parent].verb.map(|verb| &self.groups.verbs[verb as usize])?;
        let own = known.verb.map(|verb| &self.groups.verbs[verb as usize])?;
        // "stayed until the army withdrew": that has happened
        // "until talks begin": when, more than what is asked for
        let awaited = known.subject.first().is_some_and(|noun| self.topic(noun, 0).is_some());
        let set = above.negation.is_some() || above.modal.is_some() || above.infinitive;
        (set && !awaited && own.a > link && own.modal.is_none()).then_some(Outer {
            act,
            clause: Some(parent),
            noun: None,
        })
    }

    /// Of whom a condition demands something: the subject of its clause.
    fn conditioned(&self, frame: &mut Frame, clause: usize) {
        let mut whom = Vec::new();
        for noun in self.agent(clause).iter() {
            self.add_role(self.meant(noun), false, &mut whom);
        }
        if !whom.is_empty() {
            frame.actors.retain(|range| !whom.contains(range));
            frame.recipients = whom;
        }
    }

    /// "must", "should".
    fn obliges(&self, modal: usize) -> bool {
        matches!(self.sentence.lower(modal), "must" | "should" | "shouldn't" | "mustn't")
    }

    /// How the clause's verb reports, if it can.
    pub(crate) fn reports(&self, clause: usize) -> Option<ClaimKind> {
        let lemma = self.lemma(clause).filter(|&lemma| self.pack.verb_is(Some(lemma), trait_of::REPORTS))?;
        self.pack.verbs[lemma as usize].iter().find_map(|sense| match sense.meaning {
            Meaning::Report(kind) => Some(kind),
            _ => None,
        })
    }

    pub(super) fn report_only(&self, clause: usize) -> bool {
        // "said that", not "said no to"
        self.pack.verb_is(self.lemma(clause), trait_of::REPORTS) && self.act_of(clause, false).is_none()
    }

    /// A governor that leaves what it governs as it is ("begin to", "continue to").
    pub(super) fn transparent(&self, clause: usize) -> bool {
        self.pack.verb_is(self.lemma(clause), trait_of::TRANSPARENT)
    }

    pub(super) fn compose(&self, verb: ActId, noun: Option<ActId>) -> ActId {
        match noun {
            None => verb,
            Some(noun) => {
                let (outer, inner) = (&self.pack.acts[verb as usize], &self.pack.acts[noun as usize]);
                // "rejected calls for a truce", "accepted the offer of talks": the answer counts, not the question
                let answers = outer.governs && inner.governs && !outer.neutral;
                if outer.neutral || !(inner.yields || answers) { noun } else { verb }
            }
        }
    }

    /// A cell under what governs its clause.
    pub(super) fn grid(
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
            .filter(|outer| rule.neutral || rule.yields && !self.pack.acts[outer.act as usize].light)
            .filter(|outer| !self.is_news_of(outer, clause));
        if let Some(outer) = outer
            && let Some(code) =
                self.pack.topics[found.topic as usize].cells[self.answered(&outer, clause) as usize]
        {
            let by = By::Cell { outer: Some(outer.act), act, topic: found.topic };
            let start = match (outer.noun, outer.clause) {
                (Some(noun), _) => Some((self.groups.nouns[noun].head, self.groups.nouns[noun].head + 1)),
                (None, Some(above)) if !self.is_condition(clause) => {
                    self.clauses.list[above].verb.map(|verb| {
                        let head = self.groups.verbs[verb as usize].head;
                        (head, head + 1)
                    })
                }
                _ => None,
            };
            let trigger = start.map_or(trigger, |start| join(start, trigger));
            self.push_grid(
                clause,
                found,
                code,
                by,
                trigger,
                outer.clause.filter(|_| outer.noun.is_none()),
                Some(&outer),
                None,
                out,
            );
            if self.answered(&outer, clause) != outer.act
                && let Some(frame) = out.last_mut()
            {
                // the negation went into the act, if not back into its mode
                frame.status.negated = code.negated;
            }
            return;
        }
        let own_verb = found.noun == usize::MAX;
        let cell = if own_verb {
            self.pack.topics[found.topic as usize].cells[act as usize]
        } else {
            self.cell(found.topic, act, lemma)
        };
        let Some(code) = cell else {
            return;
        };
        let by = By::Cell { outer: None, act, topic: found.topic };
        self.push_grid(clause, found, code, by, trigger, Some(clause), None, None, out);
    }

    /// Whether the verb or noun of an act above is negated.
    fn denied(&self, outer: &Outer) -> bool {
        match (outer.noun, outer.clause) {
            (Some(noun), _) => self.groups.nouns[noun].negative,
            (None, Some(clause)) => self.clauses.list[clause]
                .verb
                .is_some_and(|verb| self.groups.verbs[verb as usize].negation.is_some()),
            _ => false,
        }
    }

    /// "called off plans to deploy missiles": whether a clause says that what a noun names will not be.
    fn drops(&self, clause: usize, noun: usize) -> bool {
        let behind = |word: &str| self.preposition(noun) == word && self.behind_particle(clause, noun);
        let object = self.patient(clause).contains(noun);
        object && self.does(clause, Concept::Cancel)
            || behind("off") && self.does(clause, Concept::Call)
            || behind("up") && self.does(clause, Concept::Give)
    }

    /// "announced that the two sides had agreed", "the two sides agree, she announces": what has been done or stands
    /// first is told, and not announced.
    fn is_news_of(&self, outer: &Outer, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        let head = |verb: u16| self.groups.verbs[verb as usize].head;
        let above = outer.clause.and_then(|above| self.clauses.list[above].verb);
        let first = known.verb.zip(above).is_some_and(|(verb, above)| head(verb) < head(above));
        outer.noun.is_none()
            && self.pack.acts[outer.act as usize].neutral
            && known.kind == Kind::Complement
            && known.verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                verb.finite && verb.modal.is_none() && !verb.is_to && (verb.perfect || verb.past || first)
            })
    }

    /// "demanded that they not join": what is asked not to be done is opposed.
    fn answered(&self, outer: &Outer, clause: usize) -> ActId {
        let known = &self.clauses.list[clause];
        let negated = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].negation.is_some());
        match self.pack.denial {
            Some(denial) if negated => denial,
            // "has no plan to", "does not intend to"
            Some(denial) if self.pack.acts[outer.act as usize].light && self.denied(outer) => denial,
            _ => outer.act,
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one call site a caller; a struct would be filled and read once"
    )]
    pub(super) fn push_grid(
        &self,
        clause: usize,
        found: TopicUse,
        cell: Cell,
        by: By,
        trigger: Range,
        act_clause: Option<usize>,
        outer: Option<&Outer>,
        above: Option<(&Governor, usize)>,
        out: &mut Vec<Frame>,
    ) {
        let row = &self.pack.topics[found.topic as usize];
        let mut status = match outer {
            // what is set as a condition is demanded whether or not it comes about
            Some(Outer { clause: Some(above), noun: None, .. }) if self.is_condition(clause) => {
                Status { negated: false, realis: Realis::Actual, ..self.status(*above) }
            }
            Some(Outer { clause: Some(above), noun: None, .. }) => self.status(*above),
            Some(Outer { clause, noun: Some(noun), .. }) => {
                let mut status = match clause {
                    Some(above) => self.status(*above),
                    None => self.status(self.clauses.owner[self.groups.nouns[*noun].head] as usize),
                };
                let own = self.clauses.owner[self.groups.nouns[*noun].head] as usize;
                // "has no plans": the clause is denied by its object already
                let above = &self.clauses.list[clause.unwrap_or(own)];
                let counted = clause.is_some() && self.negating(above) == Some(*noun);
                if self.groups.nouns[*noun].negative && !counted || self.drops(clause.unwrap_or(own), *noun) {
                    status.negated = !status.negated;
                }
                if self.preposition(*noun) == "including" {
                    // "never dropped its demands, including calls to": an example is what it is all the same
                    (status.negated, status.realis) = (false, Realis::Actual);
                }
                status
            }
            _ => {
                let own = matches!(by, By::Own(_)).then_some(&row.own).into_iter().flatten();
                let own = own.filter(|own| own.code == cell && Some(own.lemma) == self.lemma(clause));
                // "said no to talks": the phrase of an act says so too
                self.status_beside(clause, own.map(|own| &own.particle).chain(self.act_particles(clause)))
            }
        };
        if let Some(Outer { clause: Some(above), noun: None, .. }) = outer
            && self.clauses.list[clause].kind == Kind::Complement
            && let Some(kind) = self.reports(*above)
        {
            // "announces that talks will resume": an act and a claim at once
            status.said.insert(0, Said { clause: *above, kind, content: clause, noun: None });
        }
        if let Some(Outer { clause: Some(above), noun: Some(noun), .. }) = outer
            && self.clauses.list[*above].objects.contains(*noun)
            && status.said.is_empty()
            && let Some(kind) = self.reports(*above)
        {
            // "announces plans to withdraw"
            status.said.push(Said { clause: *above, kind, content: clause, noun: None });
        }
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
        let acting = outer.and_then(|outer| outer.clause).unwrap_or(clause);
        let mut frame = Frame {
            code: cell.code,
            rule: by.into(),
            clause,
            status,
            trigger,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: (found.noun != usize::MAX).then_some(found.noun),
            victims: Few::default(),
            quantity: row.quantity,
            yields: false,
            act_clause,
            refine: false,
        };
        self.grid_roles(&mut frame, acting, clause, &found, &row.roles);
        if outer.is_some() && self.is_condition(clause) {
            self.conditioned(&mut frame, clause);
        }
        if let Some(Outer { noun: Some(noun), .. }) = outer {
            self.act_of_its_owner(*noun, &mut frame);
        }
        if found.noun == usize::MAX {
            frame.victims = self.counted_of(clause, trigger);
        }
        out.push(frame);
    }

    /// Those a verb is about, counted: "pull out its last soldiers" too; without any, its subject.
    fn counted_of(&self, clause: usize, trigger: Range) -> Few {
        let patient = self.patient(clause);
        if !patient.is_empty() {
            return patient;
        }
        let known = &self.clauses.list[clause];
        let own = |&noun: &usize| {
            self.groups.nouns[noun].preposition.is_some_and(|at| trigger.0 < at && at < trigger.1)
        };
        known.obliques.iter().find(own).map_or(known.subject, Few::one)
    }

    /// "Moscow describes Tokyo's decision to impose sanctions", "rejects a call by Chad to lift them": the actor is whose
    /// the act is that a noun above names.
    fn act_of_its_owner(&self, noun: usize, frame: &mut Frame) {
        let owner = self.whose(noun);
        if !owner.is_empty() {
            frame.recipients.retain(|range| !owner.contains(range));
            frame.actors = owner;
        }
    }
}
