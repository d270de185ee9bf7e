//! Who is meant without being named in the role itself: pronouns, by their sentence, and third parties of talks
//! and agreements ("brokered by Qatar").

use super::clause::Kind;
use super::frame::{Frame, Range, Reading, TopicUse};
use super::grammar::{Person, Tag, person};
use super::lexicon::Concept;
use super::pack::{ClaimKind, Roles, Trait};
use crate::text::words::Shape;

/// Groups that "him" looks back over for one that is no subject. Unmeasured.
const NEAR: usize = 8;

impl Reading<'_> {
    /// Whom a pronoun means within its sentence: the subject of a clause above or before that fits.
    pub(crate) fn meant(&self, noun: usize) -> usize {
        let group = &self.groups.nouns[noun];
        if !group.pronoun {
            return self.counted_before(noun).or_else(|| self.counted_after(noun)).unwrap_or(noun);
        }
        self.meant_by(group.head, noun).unwrap_or(noun)
    }

    /// Whom a pronoun in the group `noun` means, or one that owns what the group names.
    pub(crate) fn meant_by(&self, pronoun: usize, noun: usize) -> Option<usize> {
        let (one, many) = match person(self.sentence.lower(pronoun))? {
            Person::One => (true, false),
            Person::Thing => (false, false),
            Person::Many => (false, true),
            Person::Speaker => return None,
        };
        let known = &self.pack.known;
        let clause = self.clauses.owner[pronoun] as usize;
        // who acts upon "him" is another
        let owns = !self.groups.nouns[noun].pronoun;
        let own = self.clauses.list[clause].subject;
        let object = !owns
            && match self.sentence.lower(pronoun) {
                "him" | "her" | "them" => true,
                "it" => {
                    self.clauses.list[clause].objects.contains(noun)
                        || matches!(self.preposition(noun), "on" | "upon" | "against")
                }
                _ => false,
            };
        let fits = |other: usize| {
            let group = &self.groups.nouns[other];
            if object && own.contains(other) {
                return false;
            }
            if group.pronoun || other >= noun || !self.is_actor(other) || self.names_event(other) {
                return false;
            }
            let bits = self.sentence.classes_in(group.a, group.b);
            let plural = self.is_many(other);
            // "the Israeli army": what the head says goes before what its people are
            let head = self.pack.lexicon.classes(self.sentence.entries[group.head]);
            let force =
                head & (known.state | known.armed) != 0 && head & (known.person | known.official) == 0;
            let human = bits & (known.person | known.official) != 0 && !force;
            let body = bits & (known.state | known.armed) != 0;
            if one {
                !plural && self.may_be_a_person(other, bits)
            } else if many {
                plural || body && !human
            } else {
                !plural && body && !human
            }
        };
        if owns && let Some(found) = own.iter().find(|&other| fits(other)) {
            return Some(found);
        }
        // "will strike Chad unless it withdraws": upon whom it is made, who is to do something first
        let known = &self.clauses.list[clause];
        let awaited = known.subject.contains(noun)
            && known.link.is_some_and(|link| matches!(self.sentence.lower(link), "unless" | "until"));
        if awaited
            && !one
            && let Some(above) = known.parent.map(|above| &self.clauses.list[above as usize])
        {
            let upon = |&other: &usize| matches!(self.preposition(other), "on" | "against" | "upon");
            let found =
                above.objects.iter().chain(above.obliques.iter().filter(upon)).find(|&other| fits(other));
            if found.is_some() {
                return found;
            }
        }
        // "stormed the post in Chad after striking it": what the verb above had as its object
        if object && self.sentence.lower(pronoun) == "it" && self.tells_of(clause, &[Trait::Attack]) {
            let above = known.parent.map(|above| &self.clauses.list[above as usize]);
            let thing = above.and_then(|above| above.objects.first()).filter(|&other| {
                other < noun
                    && !self.groups.nouns[other].pronoun
                    && (self.sentence.tag(self.groups.nouns[other].head) != Some(Tag::NounPlural)
                        || self.head_is(other, Concept::OneInS))
                    && !self.names_event(other)
            });
            if thing.is_some() {
                return thing;
            }
        }
        self.fitting(clause, noun, (one, many), object, fits)
    }

    /// "the rebels' spokesman said that it would hold talks", "a spokesman for the army said they": for whom the one
    /// speaks whose words hold the pronoun.
    pub(crate) fn spoken_for(&self, pronoun: usize) -> Option<Range> {
        let head = self.groups.nouns[pronoun].head;
        if !matches!(self.sentence.lower(head), "it" | "they") {
            return None;
        }
        let above = self.clauses.list[self.clauses.owner[head] as usize].parent? as usize;
        let says = &self.clauses.list[above];
        // "warned Chad that it would be held responsible", "alleges that they help": another is meant
        if !matches!(self.reports(above)?, ClaimKind::Said | ClaimKind::Reported) || !says.objects.is_empty()
        {
            return None;
        }
        let speaker = says.subject.first()?;
        let group = &self.groups.nouns[speaker];
        if self.sentence.classes[group.head] & self.pack.known.official == 0
            || self.sentence.tag(group.head) != Some(Tag::NounSingular)
        {
            return None;
        }
        let mut found = Vec::new();
        let known = &self.pack.known;
        let hangs = |&other: &usize| {
            let group = &self.groups.nouns[other];
            // and not the "State" of "the Secretary of State so-and-so"
            let body = self.sentence.tag(group.head) != Some(Tag::Name)
                || self.sentence.classes_in(group.a, group.b) & (known.armed | known.state) != 0;
            group.host == Some(speaker as u16)
                && matches!(self.preposition(other), "for" | "of" | "from")
                && body
        };
        if let Some(other) = self.hosted(speaker).find(hangs) {
            self.add_role(other, true, &mut found);
        } else {
            self.owner(speaker, &mut found);
        }
        found.first().copied()
    }

    /// Whether "he" or "she" may mean a group in the singular, which is of these classes: the militant and the minister, and
    /// neither "Hamas" and "Tass" nor the army and the ministry.
    pub(crate) fn may_be_a_person(&self, noun: usize, bits: u64) -> bool {
        let known = &self.pack.known;
        let head = self.groups.nouns[noun].head;
        let human = known.official | known.person;
        let of_head = self.pack.lexicon.classes(self.sentence.entries[head]);
        // "the Israeli army": what the head says goes before what its people are
        let bodies = known.state | known.armed | known.outlet | known.document;
        let force = of_head & bodies != 0 && of_head & human == 0;
        let collective = force && self.is_a(head, Concept::Collective);
        // "a militant was shot after he ...": one man
        let fighter = self.sentence.tag(head) == Some(Tag::NounSingular)
            && of_head & known.armed != 0
            && self.groups.nouns[noun].preposition.is_none();
        // "BP", "IRNA"
        let letters = self.sentence.tag(head) == Some(Tag::Name)
            && self.sentence.shape(head) == Shape::Upper
            && bits & human == 0;
        !letters
            && (bits & human != 0 && !force
                || !collective && (bits & (known.state | known.armed) == 0 || fighter))
    }

    /// "a minister", "State Department spokeswoman Boz": whether the last word that says what a group is means one person,
    /// whatever body stands before it. The names behind say nothing.
    pub(crate) fn is_human(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        let classes = |token: usize| self.pack.lexicon.classes(self.sentence.entries[token]);
        let a = group.genitive.filter(|&mark| mark < group.head).map_or(group.a, |mark| mark + 1);
        let called = (a..=group.head)
            .rev()
            .find(|&token| {
                let bits = classes(token);
                self.sentence.tag(token) != Some(Tag::Name) || bits != 0 && bits & known.actor_adjective == 0
            })
            .unwrap_or(group.head);
        let bits = classes(called);
        bits & (known.official | known.person) != 0
            && bits & known.state == 0
            && !self.is_a(called, Concept::Collective)
    }

    /// Whom a pronoun in the group `noun` of a clause means, of those who fit.
    fn fitting(
        &self,
        clause: usize,
        noun: usize,
        (one, many): (bool, bool),
        object: bool,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let above = self.subject_above(clause, &fits);
        // "the army said ten men were seized before they were killed": of two whom "they" fits the many
        if many && above.is_some_and(|found| !self.is_many(found)) {
            let known = &self.pack.known;
            let suits = |&other: &usize| fits(other) && self.is_many(other);
            let people = |&other: &usize| {
                let head = self.groups.nouns[other].head;
                suits(&other)
                    && self.sentence.classes[head] & (known.person | known.armed | known.official) != 0
            };
            let before =
                (0..clause).rev().take(4).find_map(|at| self.clauses.list[at].subject.iter().find(suits));
            // "the army freed 40 girls after they had been seized"
            let object = || {
                let own = &self.clauses.list[clause];
                let above = own.parent.filter(|_| own.kind == Kind::Adverbial)?;
                self.clauses.list[above as usize].objects.iter().find(people)
            };
            let found = before.or_else(object);
            if found.is_some() {
                return found;
            }
        }
        above
            .or_else(|| {
                let subject = |at: usize| self.clauses.list[at].subject.iter().find(|&other| fits(other));
                (0..clause).rev().take(4).find_map(subject)
            })
            // "the police shot a man after he had rammed a bus"
            .or_else(|| {
                let own = &self.clauses.list[clause];
                let above = own.parent.filter(|_| (one || many) && own.kind == Kind::Adverbial)?;
                self.clauses.list[above as usize]
                    .objects
                    .iter()
                    .find(|&other| fits(other) && (one || self.is_many(other)))
            })
            // "issues a warrant for the minister, accusing him of fraud"
            .or_else(|| {
                // "positions of the group in Lebanon after accusing it": the group, before where it is
                let near = || (0..noun).rev().take(NEAR).filter(|&other| object && fits(other));
                let there = |&other: &usize| {
                    matches!(self.preposition(other), "in" | "at" | "near" | "across" | "into" | "from")
                };
                near().find(|other| !there(other)).or_else(|| near().next())
            })
    }

    /// The first subject that fits of the clauses above one.
    fn subject_above(&self, clause: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut at = clause;
        for _ in 0..4 {
            at = self.clauses.list[at].parent.map(usize::from).filter(|&parent| parent != at)?;
            if let Some(found) = self.clauses.list[at].subject.iter().find(|&other| fits(other)) {
                return Some(found);
            }
        }
        None
    }

    /// Whether a group is a plural, or the first of a list.
    fn is_many(&self, noun: usize) -> bool {
        self.sentence.tag(self.groups.nouns[noun].head) == Some(Tag::NounPlural)
            || self.groups.nouns.iter().any(|later| later.coordinated == Some(noun as u16))
    }

    /// "a gunman is killed and four more are wounded": what a bare number counts is named before it.
    fn counted_before(&self, noun: usize) -> Option<usize> {
        let bare = |noun: usize| {
            let group = &self.groups.nouns[noun];
            (group.a..group.b).all(|token| {
                matches!(self.sentence.tag(token), Some(Tag::Number | Tag::Adverb | Tag::Determiner))
                    // "leaving at least 12 dead"
                    || token + 1 == group.b
                        && token > group.a
                        && self.sentence.tag(token) == Some(Tag::Adjective)
                        && self.sentence.classes[token] & self.pack.known.victim_word != 0
            })
        };
        let counts = |noun: usize| self.noun_bits(noun) & self.pack.known.number != 0;
        if !bare(noun) || !counts(noun) {
            return None;
        }
        let before = (0..noun).rev().take(6).find(|&other| {
            let group = &self.groups.nouns[other];
            let owner = self.clauses.owner[group.head] as usize;
            let suffers = self.patient(owner).contains(other);
            (counts(other) || suffers) && !bare(other) && !group.pronoun && group.preposition.is_none()
        });
        before
            .filter(|&other| !self.is_loss(other))
            .or_else(|| self.struck_before(noun))
            .or(before.filter(|&other| counts(other)))
    }

    /// "killed one and wounded six soldiers": what a bare number counts is named with the next.
    fn counted_after(&self, noun: usize) -> Option<usize> {
        let group = &self.groups.nouns[noun];
        let bare = |token: usize| {
            matches!(self.sentence.tag(token), Some(Tag::Number | Tag::Adverb | Tag::Determiner))
        };
        if group.b + 1 >= self.sentence.len()
            || self.noun_bits(noun) & self.pack.known.number == 0
            || !(group.a..group.b).all(bare)
            || self.sentence.tag(group.b) != Some(Tag::Coordinator)
        {
            return None;
        }
        let known = &self.pack.known;
        let mine = self.clauses.owner[group.head] as usize;
        let next = noun + 1;
        let other = self.groups.nouns.get(next)?;
        let owner = self.clauses.owner[other.head] as usize;
        (owner != mine
            && self.joined_clauses(mine, owner)
            && self.clauses.list[mine].objects.contains(noun)
            && self.clauses.list[owner].objects.contains(next)
            && self.noun_bits(next) & known.number != 0
            && self.sentence.classes[other.head] & (known.person | known.armed) != 0
            && self.sentence.lower(other.head) != "others")
            .then_some(next)
    }

    /// Whether a group tells what an attack was made on, and no people: "attacked a village, killing four".
    fn is_loss(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        self.sentence.classes[group.head] & (known.person | known.armed | known.official | known.number) == 0
    }

    /// "drove into a group of soldiers, killing four", "an attack on pilgrims kills 20": people whom something was
    /// done to, in the clause of a bare number or the one above.
    fn struck_before(&self, noun: usize) -> Option<usize> {
        let known = &self.pack.known;
        let mine = self.clauses.owner[self.groups.nouns[noun].head] as usize;
        let above = self.clauses.list[mine].parent.map(usize::from);
        (0..noun).rev().take(6).find(|&other| {
            let group = &self.groups.nouns[other];
            let owner = self.clauses.owner[group.head] as usize;
            let beside = owner == mine || above == Some(owner) || self.joined_clauses(owner, mine);
            let plural = self.sentence.tag(group.head) == Some(Tag::NounPlural)
                || self.sentence.tag(group.head) == Some(Tag::Name)
                    && self.sentence.lower(group.head).ends_with('s');
            let people = plural && self.sentence.classes[group.head] & (known.person | known.armed) != 0;
            let upon = |noun: usize| {
                matches!(self.preposition(noun), "on" | "against" | "at" | "into" | "targeting" | "upon")
            };
            let within = self.preposition(other) == "of"
                && group
                    .host
                    .is_some_and(|host| upon(host as usize) && self.groups.nouns[host as usize].a > 0);
            beside && people && (upon(other) || within)
        })
    }

    /// Whether a clause's verb is that of a third party ("broker", "mediate").
    pub(crate) fn between(&self, clause: usize) -> bool {
        self.clauses.list[clause]
            .verb
            .and_then(|verb| self.groups.verbs[verb as usize].lemma)
            .is_some_and(|lemma| self.pack.turns.between.contains(&lemma))
    }

    /// Third parties of a topic: "talks brokered by Qatar".
    pub(crate) fn third(&self, noun: usize, into: &mut Vec<Range>) {
        for (index, clause) in self.clauses.list.iter().enumerate() {
            let passive = clause.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
            let about = clause.antecedent == Some(noun as u16) || passive && clause.subject.contains(noun);
            if about && self.between(index) {
                for agent in self.agent(index).iter() {
                    self.add_role(agent, true, into);
                }
            }
        }
        for other in self.hosted(noun) {
            if matches!(self.preposition(other), "under" | "through" | "via") {
                self.add_role(other, true, into);
            }
        }
    }

    /// Who made what is answered: "a truce proposed by the envoy was rejected".
    pub(crate) fn makers(&self, noun: usize, into: &mut Vec<Range>) {
        for (index, clause) in self.clauses.list.iter().enumerate() {
            if clause.reduced && clause.antecedent == Some(noun as u16) && !self.between(index) {
                for agent in self.agent(index).iter() {
                    self.add_role(agent, true, into);
                }
            }
        }
    }

    /// Who carried out what a noun names: "an attack conducted by the army".
    pub(crate) fn doers(&self, noun: usize, into: &mut Vec<Range>) {
        for (index, clause) in self.clauses.list.iter().enumerate() {
            let launched = clause.verb.is_some_and(|verb| {
                let head = self.groups.verbs[verb as usize].head;
                self.sentence.classes[head] & self.pack.known.launching != 0
            });
            // "an attack on a hill held by rebels": the hill is held
            let held = clause.verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                self.is_a(verb.head, Concept::Hold) && verb.a > self.groups.nouns[noun].b
            });
            // "the murder of the nuns perpetrated by the army"
            let of_it = || {
                let host = |noun: u16| self.groups.nouns[noun as usize].host;
                clause.antecedent.and_then(host) == Some(noun as u16)
                    && clause.antecedent.is_some_and(|noun| !self.names_event(noun.into()))
                    && self.does(index, Concept::Perpetrate)
            };
            let about = clause.antecedent == Some(noun as u16) || of_it();
            if clause.reduced && launched && !held && about {
                for agent in self.agent(index).iter() {
                    self.add_role(agent, true, into);
                }
            }
        }
    }

    /// Third parties of a topic and of the act noun above it.
    pub(crate) fn topic_thirds(&self, frame: &mut Frame, found: &TopicUse, roles: &Roles) {
        if !roles.mutual {
            return;
        }
        for noun in [Some(found.noun), found.act_noun].into_iter().flatten() {
            if noun != usize::MAX {
                self.third(noun, &mut frame.third);
            }
        }
    }
}
