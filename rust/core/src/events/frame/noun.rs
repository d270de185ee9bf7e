//! Noun frames: nouns with a type of their own, where the clause around them tells that they happened.

use super::{By, Frame, Place, Range, Reading};
use crate::events::clause::{Clause, Kind};
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Sense, flag, kind_of};
use crate::events::pack::{ClaimKind, Meaning, Realis, Trait, Traits, trait_of};
use crate::events::status::{Cue, Said, Status, signed};

/// What befalls people or things: a verb that tells it tells that what stands in its clause happened too.
const BEFALLS: Traits = Traits::of(&[Trait::Harm, Trait::UponThings]);

impl Reading<'_> {
    #[allow(clippy::too_many_lines, reason = "one step after another, in the order that decides")]
    pub(super) fn noun_frames(&self, noun: usize, out: &mut Vec<Frame>) {
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
        let mut clause = self.clauses.owner[group.head] as usize;
        // "the raid that the army launched", "a visit he will make"
        let on = self.clauses.list.iter().position(|on| {
            on.kind == Kind::Relative
                && on.antecedent.is_some_and(|noun| noun as usize == top)
                && (on.objects.contains(top) || on.subject.contains(top))
                || on.kind == Kind::Infinitive && on.subject.contains(top) && self.is_to_be(on, top)
        });
        let related = on.and_then(|on| self.tells(on, top, false)).filter(|&place| place == Place::Object);
        if let Some(on) = on.filter(|_| related.is_some()) {
            clause = on;
        }
        let under = (self.clauses.list[clause].objects.contains(top) || self.behind_particle(clause, top))
            && self.clauses.list[clause]
                .verb
                .and_then(|verb| self.groups.verbs[verb as usize].lemma)
                .is_some_and(|lemma| word.under.contains(&lemma));
        let repelled = self.pack.is(word.code, Trait::Attack) && self.is_repelled(clause, top);
        let place = if under || repelled {
            Some(Place::Object)
        } else if word.under.is_empty() {
            self.tells(clause, top, word.anywhere).filter(|_| related.is_none()).or(related).or_else(|| {
                (word.mentioned
                    && (self.argued(noun) && (!word.sides || self.sided(noun))
                        || self.related_harm(noun)
                        || self.pack.is(word.code, Trait::Attack)
                            && (self.rounds(noun) || self.placed(noun) || self.stands_as_told(clause, top))
                        || self.is_reported(clause, top)))
                .then_some(Place::Mentioned)
            })
        } else {
            None
        };
        let Some(place) = place else { return };
        if !self.evidence(clause, Some(word.code), word.needs, word.unless) {
            return;
        }
        // "agreed to patrol after a raid", "will meet following an attack": what came before is past, what goes on is no plan
        let beside = place == Place::Oblique && (self.is_before(top) || self.preposition(top) == "amid");
        let status = if beside || place == Place::Mentioned {
            self.mentioned(noun, clause)
        } else {
            Some(self.status(clause))
        };
        let Some(mut status) = status else { return };
        if related.is_some() && self.clauses.list[clause].kind == Kind::Infinitive && !status.negated {
            // "a meeting to be held in Geneva"
            status.realis = Realis::Future;
        }
        if self.since(clause) && status.realis == Realis::Actual {
            status.realis = Realis::Historical;
        }
        let stands = self.is_denied_another(clause, top);
        if stands && status.negated {
            status.negated = false;
            if self.is_definite(top) && self.is_force(word.code) {
                status.realis = Realis::Actual;
            }
        }
        if self.is_known(word.code, clause, top) {
            status.negated = false;
            if status.realis > Realis::Historical {
                status.realis = Realis::Actual;
            }
        }
        if place == Place::Oblique && status.negated && self.is_only_almost(&status) {
            // "was nearly destroyed in a raid"
            status.negated = false;
        }
        self.foreseen(noun, top, range.0, &mut status);
        if place == Place::Oblique && self.is_about_victims_of(top)
            || self.is_presupposed(word.code, clause, top)
        {
            status.negated = false;
        }
        if !self.is_claimed(clause, word.claimed, &mut status) {
            return;
        }
        if group.negative
            && !self.clauses.list[clause].subject.contains(top)
            && self.clauses.list[clause].objects.first() != Some(top)
        {
            status.negated = !status.negated;
        }
        let responsible = place == Place::Object && self.preposition(top) == "for";
        if responsible || repelled {
            // "no one claimed responsibility for the attack", "failed to repel the attack": it happened all the same
            status.negated = false;
        }
        self.reported(clause, top, responsible && !group.negative, &mut status);
        let mut frame = Frame {
            code: word.code,
            rule: By::Noun(id).into(),
            clause,
            status,
            trigger: range,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: Some(noun),
            victims: Few::default(),
            quantity: word.quantity,
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
        for other in self.hosted(noun) {
            // "a state visit to Egypt"
            let mut host = Vec::new();
            self.visited(other, &frame, &mut host);
            frame.recipients.extend(host);
        }
        out.push(frame);
    }

    /// "was the target of an attack", "the victims of a bombing": whether a predicate tells who suffers what a group
    /// names.
    fn is_target_of(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let predicate = known.verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.copula || verb.finite && self.is_a(verb.head, Concept::Copular)
        });
        predicate
            && self.preposition(top) == "of"
            && self.groups.nouns[top].host.is_some_and(|host| {
                let host = host as usize;
                known.objects.contains(host) && self.head_is(host, Concept::Sufferer)
            })
    }

    /// "beat back an attack", "the attack was repelled": whether a clause tells that what a group names was warded off.
    pub(crate) fn is_repelled(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let upon = if passive { known.subject } else { known.objects };
        (upon.contains(top) || !passive && self.behind_particle(clause, top)) && self.repels(clause)
    }

    /// "no one was hurt in the raid": the raid took place.
    fn is_about_victims_of(&self, top: usize) -> bool {
        let owner = self.clauses.owner[self.groups.nouns[top].head] as usize;
        let head = self.clauses.list[owner].verb.map(|verb| self.groups.verbs[verb as usize].head);
        matches!(self.preposition(top), "in" | "during" | "from" | "by")
            && head.is_some_and(|head| self.is_a(head, Concept::Harm))
    }

    /// "the attack caused no casualties", "no deaths were reported in the raid": what is negated is told of something that
    /// happened.
    fn is_presupposed(&self, code: u16, clause: usize, top: usize) -> bool {
        let by_another = self.negating(&self.clauses.list[clause]).is_some_and(|other| other != top);
        by_another
            && self.is_force(code)
            && (self.is_definite(top) || matches!(self.preposition(top), "in" | "during" | "from"))
    }

    /// "did not comment on the attack", "will respond to the killings": what a clause tells of something that happened.
    fn is_known(&self, code: u16, clause: usize, top: usize) -> bool {
        let Some(preposition) = self.groups.nouns[top].preposition else { return false };
        let told_of = match self.preposition(top) {
            "on" | "to" | "over" | "about" | "after" | "following" | "of" => true,
            // "apologised for the killings", but "sent tanks for the offensive"
            "for" => !self.pack.is(code, Trait::Attack),
            // "may be involved in the raid", but "will take part in the raid"
            "in" => !self.does(clause, Concept::TakePart),
            _ => false,
        };
        let lemma = self.clauses.list[clause].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma);
        // "called for the assassination of the judge"
        let governed = lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| {
                matches!(sense.meaning, Meaning::Governor(_))
                    && self.particle_at(clause, &sense.particle) == Some(preposition + 1)
            })
        });
        told_of && !governed && self.is_definite(top) && self.is_force(code)
    }

    /// "the attack did not stop the talks", "the killing was not investigated": what is denied is another thing than that
    /// it happened.
    fn is_denied_another(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return false };
        let happens = match self.verb_word(clause) {
            Some("take") => self.sentence.lower(verb.b) == "place",
            Some("go") => matches!(self.sentence.lower(verb.b), "ahead" | "on"),
            Some("be") => true,
            Some(_) => self.does(clause, Concept::Occur),
            None => true,
        };
        let launched = verb.passive
            && self.sentence.classes[verb.head] & self.pack.known.launching != 0
            && self.sentence.lower(verb.head) != "claimed";
        let group = &self.groups.nouns[top];
        verb.negation.is_some()
            && known.subject.contains(top)
            && self.preposition(top).is_empty()
            && !group.negative
            && self.sentence.lower(group.a) != "any"
            && !happens
            && !launched
    }

    /// "the massacre was no accident", "were not involved in the raid": what a group tells happened, whatever is denied of it.
    pub(crate) fn happened(&self, code: u16, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let described = known.subject.contains(top)
            && known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].copula)
            && self.preposition(top).is_empty();
        self.is_known(code, clause, top)
            || self.is_presupposed(code, clause, top)
            || self.is_force(code) && self.is_denied_another(clause, top)
            || described && self.is_definite(top) && self.is_force(code)
    }

    fn is_force(&self, code: u16) -> bool {
        self.pack.is(code, Trait::Attack) || self.pack.is(code, Trait::Harm)
    }

    fn is_definite(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        matches!(self.sentence.lower(group.a), "the" | "this" | "these") || group.genitive.is_some()
    }

    /// What is only foreseen: "a possible attack", "the threat of a veto", "ahead of a visit", "in the event of a
    /// raid", "prepares for an offensive", "warns of attacks".
    pub(super) fn foreseen(&self, noun: usize, top: usize, trigger: usize, status: &mut Status) {
        if status.realis != Realis::Actual {
            return;
        }
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        let mut cue = None;
        for token in group.a..trigger.max(group.a) {
            if self.is_a(token, Concept::Possible) {
                cue = Some((Realis::Hypothetical, token));
            } else if self.is_a(token, Concept::Planned) {
                cue = Some((Realis::Future, token));
            }
        }
        let before = self.groups.nouns[top].preposition.filter(|&token| token > 0);
        if let Some(token) = before {
            let of = [(Concept::Ahead, Realis::Future), (Concept::Risk, Realis::Hypothetical)];
            let towards = [(Concept::Preparation, Realis::Future), (Concept::Plot, Realis::Hypothetical)];
            let brings = match sentence.lower(token) {
                "of" => of.as_slice(),
                "for" => towards.as_slice(),
                _ => &[],
            };
            let found = brings.iter().find(|&&(concept, _)| self.is_a(token - 1, concept));
            cue = cue.or(found.map(|&(_, realis)| (realis, token - 1)));
        }
        let clause = self.clauses.owner[group.head] as usize;
        let known = &self.clauses.list[clause];
        let verb = known.verb.map(|verb| &self.groups.verbs[verb as usize]);
        if let Some(verb) = verb.filter(|verb| !verb.passive && verb.b <= group.a) {
            let object = known.objects.contains(top) && self.preposition(top).is_empty();
            let oblique = known.obliques.contains(top);
            let does = |concept: Concept| self.does(clause, concept);
            let found = match self.preposition(top) {
                "" if object && does(Concept::Plan) => Some(Realis::Future),
                "" if object && does(Concept::Avert) => Some(Realis::Hypothetical),
                // "will not let them use its bases for an attack"
                "for" if known.kind == Kind::Infinitive && does(Concept::Use) => Some(Realis::Hypothetical),
                "for" if oblique && does(Concept::Prepare) => Some(Realis::Future),
                "of" if oblique && does(Concept::Warn) => Some(Realis::Hypothetical),
                // "will protect the tankers from attacks"
                "from" | "against" if does(Concept::Protect) => Some(Realis::Hypothetical),
                _ => None,
            };
            cue = cue.or(found.map(|realis| (realis, verb.head)));
        }
        // "any attack on Chad would be answered"
        let indefinite =
            matches!(sentence.lower(self.groups.nouns[top].a), "a" | "an" | "any" | "another" | "further");
        if let Some(modal) = verb
            .filter(|_| indefinite && known.subject.contains(top) && self.preposition(top).is_empty())
            .and_then(|verb| verb.modal)
        {
            cue = cue.or(Some((Realis::Hypothetical, modal)));
        }
        if let Some((realis, token)) = cue {
            status.realis = realis;
            status.cues.push(Cue { kind: "governor", a: token, b: token + 1 });
        }
    }

    /// "state media report the deaths of ten people", "the group claimed responsibility for the bombing": a claim by
    /// the verb that has the noun, or what it hangs on, for its object.
    fn reported(&self, clause: usize, top: usize, responsible: bool, status: &mut Status) {
        let known = &self.clauses.list[clause];
        let mut base = top;
        while let Some(host) = self.groups.nouns[base].host.filter(|_| !known.objects.contains(base)) {
            base = host.into();
        }
        let object = known.objects.contains(base) && self.preposition(base).is_empty();
        if let Some(kind) = self
            .reports(clause)
            .filter(|&kind| status.said.is_empty() && (object || responsible) && kind != ClaimKind::Denied)
        {
            status.said.push(Said { clause, kind, content: clause, noun: None });
        }
    }

    /// "a meeting to be held in Geneva": whether an infinitive behind a group tells what is to be done with it.
    fn is_to_be(&self, on: &Clause, top: usize) -> bool {
        let passive = on.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let raised = on.parent.is_some_and(|parent| self.clauses.list[parent as usize].subject.contains(top));
        passive && !raised
    }

    /// "a new Tehran offensive", "an attack on a refinery", "fighting in the east": whether a group of force says whose it is
    /// by a name, or upon what or where it is made.
    fn placed(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let named = (group.a..group.head).any(|token| self.sentence.tag(token) == Some(Tag::Name));
        named
            || self.hosted(noun).any(|other| match self.preposition(other) {
                "on" | "against" | "upon" => {
                    let known = &self.pack.known;
                    let things = known.building | known.territory | known.vessel | known.place_head;
                    let people = known.person | known.armed | known.official | known.state;
                    !self.groups.nouns[other].pronoun
                        && !self.names_event(other)
                        && self.sentence.classes[self.groups.nouns[other].head] & (things | people) != 0
                }
                "in" | "at" | "near" | "around" | "inside" | "outside" | "across" => {
                    self.noun_bits(other) & self.pack.known.place_head != 0
                }
                _ => false,
            })
    }

    /// "the raid angered the envoys": whether a clause goes on from what has happened.
    fn stands_as_told(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let group = &self.groups.nouns[top];
        let definite = matches!(self.sentence.lower(group.a), "the" | "this" | "these" | "such")
            || group.genitive.is_some();
        definite
            && known.subject.contains(top)
            && self.preposition(top).is_empty()
            && known.verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                verb.finite && verb.past && verb.modal.is_none() && verb.negation.is_none() && !verb.copula
            })
    }

    /// "reported heavy fighting", "confirmed the attack": whether a clause reports that what a group names took place.
    fn is_reported(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let verb = known.verb.map(|verb| &self.groups.verbs[verb as usize]);
        verb.is_some_and(|verb| {
            !verb.passive
                && known.objects.contains(top)
                && self.preposition(top).is_empty()
                && self.does(clause, Concept::Confirm)
        })
    }

    /// "the bombings which killed 12", "a raid that left the town in ruins": the clause on the noun tells it.
    fn related_harm(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        self.clauses.list.iter().any(|clause| {
            clause.kind == Kind::Relative
                && clause.antecedent == Some(noun as u16)
                && clause.subject.contains(noun)
                && clause.verb.is_some_and(|verb| {
                    let group = &self.groups.verbs[verb as usize];
                    !group.passive && self.sentence.classes[group.head] & known.happening != 0
                })
        })
    }

    pub(crate) fn event_noun(&self, noun: usize) -> Option<(u16, Range)> {
        let group = &self.groups.nouns[noun];
        let tag = self.sentence.tag(group.head)?;
        // the capital of a sentence's first word makes no name: "Gunfire disrupts a rally"
        let opens = group.a + 1 == group.b
            && (group.a == 0 || matches!(self.sentence.lower(group.a - 1), ":" | "--"));
        let named = tag == Tag::Name && !self.sentence.title && !opens;
        let hit = self.sentence.hit(group.head)?;
        if self.pack.lexicon.kinds(hit) & kind_of::EVENT == 0 {
            return None;
        }
        if named && hit.end - hit.start < 2 {
            return None;
        }
        if (hit.end as usize) <= group.head || (hit.start as usize) < group.a {
            return None;
        }
        // "the attack" is a phrase of its own; its first word is none of the event's
        let (start, end) = (hit.start as usize, hit.end as usize);
        let article = start + 1 < end && self.sentence.tag(start) == Some(Tag::Determiner);
        self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
            Sense::Event(id) => Some((id, (start + usize::from(article), end))),
            _ => None,
        })
    }

    /// The head of a verb group with "be": "are missing".
    fn progressive(&self, clause: usize, token: usize) -> bool {
        self.clauses.list[clause].verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.head == token && verb.finite
        })
    }

    /// Background: a clause after "since".
    pub(super) fn since(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        known.kind == Kind::Adverbial && known.link.is_some_and(|link| self.sentence.lower(link) == "since")
    }

    /// "kept up its attacks", "carried out strikes": whether a particle of the verb stands before the group.
    pub(super) fn behind_particle(&self, clause: usize, noun: usize) -> bool {
        self.clauses.list[clause].verb.is_some_and(|verb| {
            self.groups.nouns[noun].preposition == Some(self.groups.verbs[verb as usize].b)
                && matches!(self.preposition(noun), "up" | "out" | "off")
        })
    }

    /// Whether the clause is about the noun, and how.
    pub(super) fn tells(&self, clause: usize, top: usize, anywhere: bool) -> Option<Place> {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else {
            let verbless = self.clauses.list.iter().all(|clause| clause.verb.is_none());
            return (verbless && self.groups.nouns[top].preposition.is_none_or(|_| true))
                .then_some(Place::Alone);
        };
        let group = self.groups.verbs[verb as usize];
        // "heavy fighting is ongoing"
        let predicate =
            if group.copula && group.b < self.sentence.len() { self.sentence.classes[group.b] } else { 0 };
        let verb_bits = self.sentence.classes[group.head] | predicate;
        let lemma = group.lemma;
        let event_verb = lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                // "found refuge" tells of flight, "found a bomb" of nothing
                Meaning::Event(id) if self.particle_at(clause, &sense.particle).is_some() => {
                    self.pack.codes[self.pack.events[id as usize].code as usize].traits.any(BEFALLS)
                }
                _ => false,
            })
        });
        let happening_bits = self.pack.known.happening;
        let happening = verb_bits & happening_bits != 0;
        let launching = verb_bits & self.pack.known.launching != 0;
        if launching && self.behind_particle(clause, top) {
            return Some(Place::Object);
        }
        let on = known.kind == Kind::Relative && known.antecedent.is_some_and(|noun| noun as usize == top)
            || known.kind == Kind::Infinitive && known.subject.contains(top) && self.is_to_be(known, top);
        let preposition = if on { "" } else { self.preposition(top) };
        if known.subject.contains(top) && preposition.is_empty() {
            if group.passive {
                return (launching || happening).then_some(Place::Object);
            }
            // "the death toll of the unrest is 13"
            let counts = group.copula
                && self.sentence.classes[self.groups.nouns[top].head] & self.pack.known.victim_word != 0
                && known
                    .objects
                    .first()
                    .is_some_and(|noun| self.sentence.tag(self.groups.nouns[noun].head) == Some(Tag::Number));
            return (happening || event_verb || counts || self.goes_on(top)).then_some(Place::Subject);
        }
        if known.objects.contains(top) && preposition.is_empty() {
            let there =
                known.subject.iter().any(|noun| self.sentence.lower(self.groups.nouns[noun].head) == "there");
            return (launching || (group.copula && there)).then_some(Place::Object);
        }
        if known.obliques.contains(top) || self.groups.nouns[top].host.is_some() {
            let responsible =
                preposition == "for" && self.bits_of(&known.objects) & self.pack.known.responsibility != 0;
            if responsible {
                return Some(Place::Object);
            }
            // "killed two rebels and arrested four in a raid": the army is named before the first verb
            let fighters =
                (self.clause_bits(clause) | self.bits_of(&known.subject)) & self.pack.known.armed != 0;
            // "suffered casualties in the attack"
            let harmed = self.bits_of(&known.objects) & self.pack.known.victim_word != 0;
            if launching && fighters && !harmed && preposition == "in" && verb_bits & happening_bits == 0 {
                // "are locked in heavy fighting"
                return Some(Place::Object);
            }
            if group.copula && preposition == "under" || self.is_target_of(clause, top) {
                return Some(Place::Suffered);
            }
            let host_counts = self.groups.nouns[top].host.is_some_and(|host| {
                let host = host as usize;
                self.sentence.classes_in(self.groups.nouns[host].a, self.groups.nouns[host].b)
                    & self.pack.known.victim_word
                    != 0
            });
            // "killed as a result of shootings"
            let as_result = preposition == "of"
                && self.groups.nouns[top].host.is_some_and(|host| {
                    let host = &self.groups.nouns[host as usize];
                    self.is_a(host.head, Concept::Result)
                });
            let victims =
                event_verb || host_counts || self.clause_bits(clause) & self.pack.known.victim_word != 0;
            if victims
                && (as_result
                    || matches!(
                        preposition,
                        "in" | "by" | "with" | "during" | "from" | "after" | "following" | "when" | "to"
                    ))
            {
                return Some(Place::Oblique);
            }
        }
        anywhere.then_some(if preposition.is_empty() { Place::Oblique } else { Place::Mentioned })
    }

    /// "the raid missed its target and hit a school": whether a second verb of the noun tells what it did.
    fn goes_on(&self, noun: usize) -> bool {
        self.clauses.list.iter().any(|clause| {
            clause.subject.contains(noun)
                && clause.verb.is_some_and(|verb| {
                    let verb = &self.groups.verbs[verb as usize];
                    !verb.passive && self.sentence.classes[verb.head] & self.pack.known.happening != 0
                })
        })
    }

    /// "ten dead", "dozens were wounded", "leaving 5 dead".
    pub(super) fn adjective_frames(&self, out: &mut Vec<Frame>) {
        let count = if self.sentence.flags & flag::EVENT == 0 { 0 } else { self.sentence.len() };
        for token in 0..count {
            let Some(id) = self.sentence.entry(&self.pack.lexicon, token).and_then(|entry| entry.event)
            else {
                continue;
            };
            if !matches!(
                self.sentence.tag(token),
                Some(Tag::Adjective | Tag::Participle | Tag::NounSingular | Tag::VerbPast | Tag::Gerund)
            ) {
                continue;
            }
            let word = &self.pack.events[id as usize];
            let clause = self.clauses.owner[token] as usize;
            if out.iter().any(|frame| frame.trigger.0 <= token && token < frame.trigger.1) {
                continue;
            }
            let number = self.pack.known.number;
            let before = (0..self.groups.nouns.len())
                .rev()
                .find(|&noun| self.groups.nouns[noun].b <= token + 1 && self.groups.nouns[noun].a < token);
            let group_of = (0..self.groups.nouns.len())
                .find(|&noun| self.groups.nouns[noun].a <= token && token < self.groups.nouns[noun].b);
            let copula = self.clauses.list[clause].verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                // "were reported dead", "are feared dead"
                let told = verb.passive
                    && (self.pack.verb_is(verb.lemma, trait_of::REPORTS)
                        || self.is_a(verb.head, Concept::Presumed));
                (verb.copula || told) && verb.b <= token && token <= verb.b + 1
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
            } else if copula
                || self.sentence.tag(token) == Some(Tag::Gerund) && self.progressive(clause, token)
            {
                self.clauses.list[clause].subject
            } else {
                continue;
            };
            if !self.evidence(clause, Some(word.code), word.needs, word.unless) {
                continue;
            }
            let mut status = self.status(clause);
            // "are feared dead": what the verb makes of it
            if let Some(verb) = self.clauses.list[clause].verb.map(|verb| self.groups.verbs[verb as usize])
                && let Some(lemma) = verb.lemma.filter(|_| copula && verb.passive && verb.b <= token)
                && let Some(governor) = self.governor_of(lemma, clause)
            {
                signed(governor.affirmed, &mut status, verb.head);
            }
            // "could be illegal without a mandate" judges nothing yet
            let judged = word.claimed == 0 || status.realis == Realis::Actual;
            if !judged || !self.is_claimed(clause, word.claimed, &mut status) {
                continue;
            }
            let mut frame = Frame {
                code: word.code,
                rule: By::Adjective(id).into(),
                clause,
                status,
                trigger: (token, token + 1),
                actors: Vec::new(),
                recipients: Vec::new(),
                third: Vec::new(),
                noun: None,
                victims,
                quantity: word.quantity,
                yields: false,
                act_clause: None,
                refine: word.refine,
            };
            for noun in victims.iter() {
                self.add_role(noun, false, &mut frame.recipients);
            }
            // "18 killed in Boz by soldiers"
            let verb = self.clauses.list[clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
            if verb.is_some_and(|verb| verb.head == token && !verb.perfect) {
                for noun in self.told_by(clause).iter() {
                    self.add_role(noun, true, &mut frame.actors);
                }
            }
            out.push(frame);
        }
    }
}
