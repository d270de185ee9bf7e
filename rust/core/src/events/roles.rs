//! Who did it, to whom: roles read off the clause and the noun group of a frame.
//!
//! Voice decides which of subject, object and `by` is which. Genitives and modifiers of an event noun are its
//! actor (`Israel's shelling`, `Taliban attacks`). Both sides of what needs two (talks, agreements) are actors.
//! A role is a range of tokens; what it names is for normalisation. Here are the roles of verbs and of topics; `actor`
//! tells who can act, `noun` reads the roles around an event noun.

mod actor;
mod behind;
mod charged;
mod noun;
mod owner;
mod target;

use super::clause::Kind;
use super::few::Few;
use super::frame::{Frame, Range, Reading, TopicUse};
use super::grammar::Tag;
use super::lexicon::Concept;
use super::pack::{Meaning, Roles, Trait, Traits};

impl Reading<'_> {
    fn add_all(&self, nouns: &Few, acting: bool, into: &mut Vec<Range>) {
        for noun in nouns.iter() {
            self.add_role(noun, acting, into);
        }
    }

    /// Obliques of a clause with one of the prepositions: those of its verb, not those that hang on a noun before it
    /// ("the government of Chad released three men").
    fn obliques<'s>(
        &'s self,
        clause: usize,
        prepositions: &'s [impl AsRef<str>],
    ) -> impl Iterator<Item = usize> + 's {
        let known = &self.clauses.list[clause];
        let verb = known.verb.map_or(0, |verb| self.groups.verbs[verb as usize].head);
        let brought = move |&noun: &usize| {
            let group = &self.groups.nouns[noun];
            let preposition = self.preposition(noun);
            (group.a > verb || group.host.is_none())
                && !self.far_from(noun)
                && !self.tells_source(noun)
                && !(preposition == "of"
                    && group.host.is_some_and(|host| {
                        // "freed X, a critic of the president", "were freed in the south of Chad"
                        let group = &self.groups.nouns[host as usize];
                        group.apposition.is_some()
                            || group.preposition.is_some() && !self.names_event(host.into())
                    }))
                && prepositions.iter().any(|wanted| wanted.as_ref() == preposition)
                && !self.is_within_another(noun)
        };
        known.obliques.iter().filter(brought)
    }

    /// "massed troops on the border, according to the envoy".
    fn tells_source(&self, noun: usize) -> bool {
        self.groups.nouns[noun]
            .preposition
            .is_some_and(|token| token > 0 && self.sentence.lower(token - 1) == "according")
    }

    /// "imposed sanctions because of a raid on the town": what hangs on an event that only stands in the clause.
    fn is_within_another(&self, noun: usize) -> bool {
        // "signed a deal with Chad before a meeting with Mali"
        let sides = matches!(self.preposition(noun), "with" | "between")
            && self.groups.nouns[noun].host.is_some_and(|host| {
                let host = host.into();
                self.names_event(host)
                    && matches!(self.preposition(host), "after" | "before" | "following" | "since")
                    || matches!(self.preposition(host), "amid" | "amidst" | "despite") // "amid disputes with Chad"
            });
        sides
            || matches!(self.preposition(noun), "on" | "against" | "at" | "upon" | "into" | "of" | "from")
                && self.groups.nouns[noun].host.is_some_and(|host| {
                    let host = host as usize;
                    self.names_event(host)
                        && matches!(
                            self.preposition(host),
                            "of" | "after"
                                | "before"
                                | "during"
                                | "following"
                                | "in"
                                | "by"
                                | "since"
                                | "amid"
                        )
                })
    }

    pub(crate) fn verb_roles(
        &self,
        frame: &mut Frame,
        clause: usize,
        (agent, patient): (&Few, &Few),
        roles: &Roles,
        intransitive: bool,
    ) {
        // who finds bodies killed nobody
        let finds = patient.iter().any(|noun| self.is_body(noun));
        let traits = self.pack.codes[frame.code as usize].traits;
        let force = traits.any(Traits::FORCE);
        let suffers = finds || force && self.follows_what_is_suffered(clause);
        let mut agent = if suffers { Few::default() } else { *agent };
        if agent.is_empty() && !suffers {
            agent = self.told_with_next(clause);
        }
        if roles.subject_is_recipient {
            self.add_all(&self.clauses.list[clause].subject, false, &mut frame.recipients);
        } else {
            for noun in agent.iter() {
                if self.names_event(noun) || self.is_arm(noun) {
                    // "a drone attack conducted by the army kills": who did it, before what it was done with
                    self.doers(noun, &mut frame.actors);
                    if frame.actors.is_empty() && self.names_event(noun) {
                        frame.actors = self.whose(noun);
                    } else if frame.actors.is_empty() {
                        self.owner(noun, &mut frame.actors);
                    }
                } else {
                    // "planes bombed the port"
                    let craft = force && self.head_is(noun, Concept::Craft);
                    self.add_role(noun, !craft, &mut frame.actors);
                }
            }
        }
        if roles.mutual {
            // "met in Geneva", "met for talks": the particle brings a place or a purpose, no side
            let aside = |noun: usize| {
                matches!(
                    self.preposition(noun),
                    "in" | "at"
                        | "on"
                        | "for"
                        | "over"
                        | "after"
                        | "before"
                        | "during"
                        | "near"
                        | "outside"
                        | "under"
                )
            };
            for noun in patient.iter().filter(|&noun| !aside(noun)) {
                self.add_role(noun, true, &mut frame.actors);
            }
            for noun in self.obliques(clause, &["with", "between", "among"]) {
                if !self.stands_apart(noun) && !self.divided(noun) {
                    self.add_role(noun, true, &mut frame.actors);
                }
            }
        } else if !intransitive && !roles.no_object {
            // "sent tanks to Chad": what is given is nobody
            let to = |noun: usize| matches!(self.preposition(noun), "to" | "for") && self.is_actor(noun);
            let given = !force && self.obliques(clause, &roles.recipients).any(to);
            let arms =
                |noun: usize| self.sentence.classes[self.groups.nouns[noun].head] & self.pack.known.arms != 0;
            for noun in patient.iter().filter(|&noun| !given || self.is_actor(noun) && !arms(noun)) {
                self.add_role(noun, false, &mut frame.recipients);
                if traits.has(Trait::UponThings) {
                    self.add_owned(noun, &mut frame.recipients);
                }
            }
        }
        if traits.has(Trait::Suffered) {
            self.companions(clause, &mut frame.recipients);
        }
        for noun in self.obliques(clause, &roles.recipients) {
            // "threw a bomb onto the premises"
            let head = self.groups.nouns[noun].head;
            let thing = traits.has(Trait::UponThings)
                && self.sentence.classes[head] & (self.pack.known.building | self.pack.known.vessel) != 0;
            self.add_role(noun, !thing, &mut frame.recipients);
        }
        self.addressed(clause, frame);
        for noun in self.obliques(clause, &roles.actors) {
            self.add_role(noun, true, &mut frame.actors);
        }
        if force && frame.actors.is_empty() && self.pack.is(frame.code, Trait::Attack) {
            // "fired from an Israeli aircraft"
            let known = &self.pack.known;
            let from = self.obliques(clause, &["from"]).find(|&noun| {
                let group = &self.groups.nouns[noun];
                self.sentence.classes[group.head] & (known.armed | known.arms | known.vessel) != 0
                    && !self.is_ground(noun)
            });
            if let Some(noun) = from {
                self.owner(noun, &mut frame.actors);
                if frame.actors.is_empty() {
                    self.add_role(noun, true, &mut frame.actors);
                }
            }
        }
        for noun in self.obliques(clause, &["under"]) {
            // "came under Russian shelling"
            self.owner(noun, &mut frame.actors);
        }
        frame.recipients.retain(|range| !frame.actors.contains(range));
    }

    /// "was abducted with his interpreter": those who suffer it with the subject of a passive verb.
    fn companions(&self, clause: usize, into: &mut Vec<Range>) {
        let known = &self.pack.known;
        let verb = self.clauses.list[clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
        if into.is_empty() || !verb.is_some_and(|verb| verb.passive) {
            return;
        }
        for noun in self.obliques(clause, &["with"]) {
            let group = &self.groups.nouns[noun];
            // "killed in a gunfight with three rebels"
            if group.host.is_some_and(|host| self.names_event(host.into())) {
                continue;
            }
            let bits = self.sentence.classes_in(group.a, group.b);
            let people = bits & (known.person | known.official | known.armed) != 0 && bits & known.arms == 0;
            let told = matches!(self.sentence.lower(group.a), "his" | "her" | "their")
                || (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Number));
            if people && told && !self.stands_apart(noun) {
                self.add_role(noun, true, into);
            }
        }
    }

    /// "Chad's oil pipelines": beside the owner what is hit.
    pub(crate) fn add_owned(&self, noun: usize, into: &mut Vec<Range>) {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let thing = known.building | known.vessel | known.arms | known.armed;
        let Some(mark) = group.genitive.filter(|&mark| mark > group.a && mark + 1 < group.b) else { return };
        let head = self.sentence.tag(group.head);
        let range = (mark + 1, group.b);
        let named = into.iter().any(|known| known.0 < range.1 && range.0 < known.1);
        if !named
            && group.head >= range.0
            && matches!(head, Some(Tag::NounSingular | Tag::NounPlural))
            && self.sentence.classes[group.head] & thing != 0
            && !self.names_event(noun)
        {
            into.push(range);
        }
    }

    /// "came under fire, killing two": who suffers the one does not do the other.
    fn follows_what_is_suffered(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let Some(parent) =
            known.parent.filter(|_| known.kind == Kind::Participial && !known.reduced && !passive)
        else {
            return false;
        };
        let lemma =
            self.clauses.list[parent as usize].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma);
        lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                Meaning::Event(id) => {
                    let word = &self.pack.events[id as usize];
                    word.roles.subject_is_recipient
                        && self.pack.codes[word.code as usize].traits.any(Traits::FORCE)
                        && self.particle_at(parent.into(), &sense.particle).is_some()
                }
                _ => false,
            })
        })
    }

    /// Whom words are for: "called for the president to step down", "alleged that the inspector was a spy".
    pub(crate) fn addressed(&self, clause: usize, frame: &mut Frame) {
        if !frame.recipients.is_empty() {
            return;
        }
        let accuses = self.accuses(clause);
        for (index, below) in self.clauses.list.iter().enumerate() {
            if below.parent != Some(clause as u16) {
                continue;
            }
            let asked = below.kind == Kind::Infinitive
                && below.subject.first().is_some_and(|noun| self.preposition(noun) == "for");
            if asked || accuses && below.kind == Kind::Complement {
                for noun in below.subject.iter().filter(|&noun| !self.names_event(noun)) {
                    self.add_role(noun, true, &mut frame.recipients);
                }
                // "alleged that the attack was planned by the group"
                let passive = below.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
                if passive && accuses && frame.recipients.is_empty() {
                    for noun in self.told_by(index).iter() {
                        self.add_role(noun, true, &mut frame.recipients);
                    }
                }
                return;
            }
        }
    }

    /// "the withdrawal of the rebels", "the deployment of Chadian troops": those who go.
    fn goes_itself(&self, noun: usize, frame: &Frame) -> bool {
        let traits = self.pack.codes[frame.code as usize].traits;
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        (traits.has(Trait::Leaves) || traits.has(Trait::Sends))
            && self.is_actor(noun)
            && !self.is_ground(noun)
            && self.sentence.classes_in(group.a, group.b) & (known.armed | known.state | known.actor) != 0
    }

    /// Roles that hang on a topic or on the noun of its act.
    fn topic_roles(&self, noun: usize, frame: &mut Frame, roles: &Roles) {
        // "rejected Kuwait's offer", "the offer by Kuwait": whose act it was is the other side
        let taken = !frame.actors.is_empty();
        let into =
            if taken || self.is_freed(noun, frame) { &mut frame.recipients } else { &mut frame.actors };
        self.owner(noun, into);
        if roles.mutual {
            self.dashed(noun, &mut frame.actors);
        } else {
            self.laid_upon(noun, roles, &mut frame.recipients);
        }
        for other in self.hosted(noun) {
            match self.preposition(other) {
                "by" => {
                    let into = if taken { &mut frame.recipients } else { &mut frame.actors };
                    self.add_role(other, true, into);
                }
                "between" | "among" | "with" if roles.mutual => {
                    self.add_role(other, true, &mut frame.actors);
                }
                "of" if !taken && self.goes_itself(other, frame) => {
                    self.add_role(other, true, &mut frame.actors);
                }
                word if roles.recipients.iter().any(|wanted| wanted == word) => {
                    self.add_role(other, true, &mut frame.recipients);
                }
                _ => {}
            }
        }
    }

    /// "lift the embargo imposed on Chad": upon whom a topic is laid by the clause on it.
    fn laid_upon(&self, noun: usize, roles: &Roles, into: &mut Vec<Range>) {
        let upon = |word: &str| {
            matches!(word, "on" | "upon" | "against") && roles.recipients.iter().any(|wanted| wanted == word)
        };
        for clause in self.clauses.list.iter().filter(|on| on.reduced && on.antecedent == Some(noun as u16)) {
            for other in clause.obliques.iter().filter(|&other| upon(self.preposition(other))) {
                self.add_role(other, true, into);
            }
        }
    }

    /// Who does what two clauses tell together: "agreed to withdraw".
    fn doing(&self, acting: usize, clause: usize) -> Few {
        let mut agent = self.agent(acting);
        let inverted = agent.is_empty() || agent.iter().all(|noun| self.groups.nouns[noun].negative);
        if inverted
            && self.clauses.list[acting].verb.is_some_and(|verb| self.groups.verbs[verb as usize].copula)
        {
            agent.extend(&self.clauses.list[acting].objects);
        }
        // "Chad welcomed the decision of Mali to withdraw"
        let meant = self.clauses.list[clause].noun.and_then(|noun| self.intent_of(noun.into()));
        if acting != clause
            && let Some(own) = meant
        {
            agent = Few::one(own);
        } else if acting != clause && agent.is_empty() {
            agent = self.agent(clause);
        }
        agent
    }

    pub(crate) fn grid_roles(
        &self,
        frame: &mut Frame,
        acting: usize,
        clause: usize,
        found: &TopicUse,
        roles: &Roles,
    ) {
        let mut agent = self.doing(acting, clause);
        // "Chad faces sanctions", "the breach led to sanctions"
        if self.pack.is(frame.code, Trait::OneTarget) && found.noun != usize::MAX {
            if self.endures(acting) {
                self.add_all(&agent, true, &mut frame.recipients);
                agent = Few::default();
            } else if self.does(acting, Concept::Lead) {
                for noun in agent.iter() {
                    frame.recipients.extend(self.whose(noun));
                }
                agent = Few::default();
            }
        }
        for noun in agent.iter().filter(|&noun| noun != found.noun && Some(noun) != found.act_noun) {
            if self.names_event(noun) {
                continue;
            }
            if roles.mutual && self.between(acting) {
                self.add_role(noun, true, &mut frame.third);
            } else {
                self.add_role(noun, true, &mut frame.actors);
            }
        }
        self.topic_thirds(frame, found, roles);
        let named = [Some(found.noun).filter(|&noun| noun != usize::MAX), found.act_noun];
        for noun in named.into_iter().flatten() {
            self.topic_roles(noun, frame, roles);
        }
        if !frame.actors.is_empty() && found.noun != usize::MAX {
            self.makers(found.noun, &mut frame.recipients);
        }
        let mut clauses = vec![acting];
        if clause != acting {
            clauses.push(clause);
        }
        for &clause in &clauses {
            if roles.mutual {
                for noun in self.obliques(clause, &["with", "between", "among"]) {
                    if !self.stands_apart(noun) && !self.divided(noun) {
                        self.add_role(noun, true, &mut frame.actors);
                    }
                }
            }
            for noun in self.obliques(clause, &roles.recipients).filter(|&noun| noun != found.noun) {
                self.add_role(noun, true, &mut frame.recipients);
            }
        }
        let known = &self.clauses.list[acting];
        if acting != clause {
            for noun in known.objects.iter().filter(|&noun| noun != found.noun) {
                self.add_role(noun, true, &mut frame.recipients);
            }
            let asks = self.obliques(acting, &["on", "upon", "of", "from", "for", "to"]).collect::<Vec<_>>();
            for noun in asks {
                self.add_role(noun, true, &mut frame.recipients);
            }
            if found.noun == usize::MAX && !roles.no_object {
                let patient = self.patient(clause);
                self.add_all(&patient, false, &mut frame.recipients);
            }
            if matches!(self.clauses.list[clause].kind, Kind::Complement | Kind::Infinitive) {
                let inner = self.agent(clause);
                let out = if roles.mutual { &mut frame.actors } else { &mut frame.recipients };
                for noun in inner.iter().filter(|&noun| !self.names_event(noun)) {
                    self.add_role(noun, true, out);
                }
            }
        } else if found.noun == usize::MAX {
            if !roles.no_object {
                let patient = self.patient(clause);
                self.add_all(&patient, false, &mut frame.recipients);
            }
        } else if !roles.no_object {
            for noun in known
                .objects
                .iter()
                .filter(|&noun| noun != found.noun && Some(noun) != found.act_noun && !self.names_event(noun))
            {
                self.add_role(noun, true, &mut frame.recipients);
            }
            for noun in self.obliques(acting, &["on", "upon", "from"]).collect::<Vec<_>>() {
                if noun != found.noun && !self.names_event(noun) && !roles.mutual {
                    self.add_role(noun, true, &mut frame.recipients);
                }
            }
        }
        if roles.mutual && frame.actors.len() > 1 {
            frame.recipients.clear();
        }
        frame.third.retain(|range| !frame.actors.contains(range));
        frame.recipients.retain(|range| !frame.actors.contains(range));
    }
}
