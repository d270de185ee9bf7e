//! Whom a deed of words reaches, where its own object does not say it: the one who shall do what is demanded, the
//! one behind a call that is rejected, the one a threat would hit.

use super::{Frame, Range, Reading};
use crate::events::clause::{Clause, Kind};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::Trait;

impl Reading<'_> {
    /// Adds the recipients that stand further off.
    pub(super) fn reach(&self, clause: usize, frame: &mut Frame) {
        let mut found: Vec<Range> = Vec::new();
        let traits = self.pack.codes[frame.code as usize].traits;
        if traits.has(Trait::Asks) {
            self.asked(clause, &mut found);
        }
        if traits.has(Trait::Binds) && self.agrees(clause) {
            self.lent_to(clause, &mut found);
        }
        if traits.has(Trait::Threatens) {
            self.threatened(clause, frame, &mut found);
        }
        if traits.has(Trait::Judges) {
            self.judged(clause, &mut found);
        }
        if traits.has(Trait::Condemns) && frame.recipients.is_empty() && found.is_empty() {
            // "denounced the fact that Chad arms them"
            let active = |&below: &usize| {
                let verb = self.clauses.list[below].verb;
                verb.is_some_and(|verb| !self.groups.verbs[verb as usize].passive)
            };
            for below in self.below(clause, Kind::Complement).filter(active) {
                for noun in self.clauses.list[below].subject.iter().filter(|&noun| self.is_party(noun)) {
                    self.add_role(noun, true, &mut found);
                }
            }
        }
        if traits.has(Trait::Visits) {
            // "flew to Egypt", "received in Rome": the state that is visited
            let known = &self.clauses.list[clause];
            let after = known.verb.map_or(0, |verb| self.groups.verbs[verb as usize].b);
            let later = |&noun: &usize| self.groups.nouns[noun].a >= after;
            for noun in known.objects.iter().chain(known.obliques.iter()).filter(later) {
                self.visited(noun, frame, &mut found);
            }
        }
        if traits.has(Trait::Toll) {
            self.included(clause, &mut found);
        }
        let nobody = frame.recipients.iter().all(|&range| self.is_thing_of_war(range));
        if traits.has(Trait::Attack) && nobody {
            // "a bomb went off outside the ministry", "set off a bomb at a hotel"
            let kinds = self.pack.known.building | self.pack.known.body;
            for noun in self.clauses.list[clause].obliques.iter() {
                let group = &self.groups.nouns[noun];
                let target = self.sentence.classes_in(group.a, group.b) & kinds != 0;
                if target && matches!(self.preposition(noun), "outside" | "near" | "at" | "inside" | "in") {
                    self.add_role(noun, false, &mut found);
                }
            }
        }
        if traits.has(Trait::Attack) && nobody && found.is_empty() {
            self.fired_into(clause, &mut found);
        }
        if traits.has(Trait::Attack) && nobody && found.is_empty() {
            // "use tear gas to disperse protesters"
            for below in self.below(clause, Kind::Infinitive) {
                let drives = self.does(below, Concept::Disperse);
                for noun in self.clauses.list[below].objects.iter().filter(|_| drives) {
                    let group = &self.groups.nouns[self.contents(noun)];
                    let people = self.pack.known.person | self.pack.known.armed;
                    if self.sentence.classes[group.head] & people != 0 || group.pronoun {
                        self.add_role(noun, false, &mut found);
                    }
                }
            }
        }
        if traits.has(Trait::Said) {
            self.borne_upon(clause, frame, &mut found);
        }
        for range in found {
            if !frame.recipients.contains(&range) && !frame.actors.contains(&range) {
                frame.recipients.push(range);
            }
        }
    }

    /// "fire mortars into Chad": the land that it is aimed at.
    fn fired_into(&self, clause: usize, found: &mut Vec<Range>) {
        let known = &self.clauses.list[clause];
        let verb = known.verb.map_or(0, |verb| self.groups.verbs[verb as usize].head);
        for noun in known.obliques.iter().filter(|&noun| self.groups.nouns[noun].a > verb) {
            let group = &self.groups.nouns[noun];
            let land = self.sentence.tag(group.head) == Some(Tag::Name)
                && self.sentence.classes_in(group.a, group.b)
                    & (self.pack.known.state | self.pack.known.territory | self.pack.known.place_head)
                    != 0;
            if land && matches!(self.preposition(noun), "into" | "at" | "toward" | "towards") {
                self.add_role(noun, false, found);
            }
        }
    }

    /// Who shall do what is demanded, or go.
    fn asked(&self, clause: usize, found: &mut Vec<Range>) {
        // "demanded that the council lift the embargo"
        for below in self.below(clause, Kind::Complement) {
            for noun in self.clauses.list[below].subject.iter() {
                self.add_role(noun, true, found);
            }
        }
        // "demanding the government step down"
        for below in self.below(clause, Kind::Infinitive) {
            let known = &self.clauses.list[below];
            let bare = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].bare);
            for noun in
                known.subject.iter().filter(|&noun| bare && self.clauses.list[clause].objects.contains(noun))
            {
                self.add_role(noun, true, found);
            }
        }
        self.leaving(clause, found);
        // "demands an Israeli apology"
        let known = &self.clauses.list[clause];
        for noun in known.objects.iter().chain(known.obliques.iter()) {
            if !matches!(self.preposition(noun), "" | "for") {
                continue;
            }
            if self.is_matter(noun) {
                self.owner(noun, found);
            }
            // "an end to Chadian air strikes"
            let ends = self.head_is(noun, Concept::End);
            for other in self.hosted(noun).filter(|&other| ends && self.preposition(other) == "to") {
                if self.is_matter(other) || self.names_event(other) {
                    self.owner(other, found);
                }
            }
        }
    }

    /// "agrees to lend the bank $5 billion", "to ship gas to Egypt": the other side.
    fn lent_to(&self, clause: usize, found: &mut Vec<Range>) {
        for below in self.below(clause, Kind::Infinitive) {
            let known = &self.clauses.list[below];
            let first = known.objects.first().filter(|_| known.objects.iter().count() > 1);
            let to = known.obliques.iter().find(|&noun| {
                let head = self.groups.nouns[noun].head;
                self.preposition(noun) == "to" && self.sentence.tag(head) == Some(Tag::Name)
            });
            if let Some(noun) = first.or(to) {
                self.add_role(noun, true, found);
            }
        }
    }

    /// Whom a threat would hit.
    pub(super) fn threatened(&self, clause: usize, frame: &Frame, found: &mut Vec<Range>) {
        // "warned Iran not to use missiles against ships": only the one who is warned
        let told = !frame.recipients.is_empty();
        // "threatened to force the minister to resign"
        for below in self.below(clause, Kind::Infinitive).filter(|_| !told) {
            // "threatens to use force"
            let bare = |&noun: &usize| {
                let group = &self.groups.nouns[noun];
                group.a == group.head && self.is_a(group.head, Concept::Force)
            };
            for noun in self.clauses.list[below].objects.iter().filter(|noun| !bare(noun)) {
                self.add_role(noun, true, found);
                for other in self.hosted(noun).filter(|&other| self.preposition(other) == "of") {
                    self.add_role(other, true, found);
                }
            }
        }
        // "threatens to launch strikes on the port", "to open fire on protesters"
        for below in self.below(clause, Kind::Infinitive).filter(|_| !told) {
            let aimed = |&noun: &usize| matches!(self.preposition(noun), "on" | "against" | "at");
            for noun in self.clauses.list[below].obliques.iter().filter(aimed) {
                self.add_role(noun, false, found);
            }
        }
        if found.is_empty() && !told {
            // "threatens to push for the party's expulsion"
            for below in self.below(clause, Kind::Infinitive) {
                self.leaving(below, found);
            }
        }
        if found.is_empty() && !told {
            self.provoked(clause, found);
        }
        // "... if the South cooperates": who is to heed it, beside whom it would hit
        for below in self.clauses.list.iter().filter(|below| below.kind == Kind::Adverbial) {
            let condition =
                below.link.is_some_and(|link| matches!(self.sentence.lower(link), "if" | "unless"));
            let active = below.verb.is_some_and(|verb| !self.groups.verbs[verb as usize].passive);
            if condition && active {
                for noun in below.subject.iter().filter(|&noun| !told || self.is_party(noun)) {
                    self.add_role(noun, true, found);
                }
            }
        }
    }

    /// Adds the state that a visit goes to.
    pub(super) fn visited(&self, noun: usize, frame: &Frame, into: &mut Vec<Range>) {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let bits = self.sentence.classes_in(group.a, group.b);
        let acts = known.person | known.official | known.armed | known.body | known.sides;
        // "to the Republic of Korea"
        let republic = self.preposition(noun) == "of"
            && group.host.is_some_and(|host| {
                let host = self.groups.nouns[host as usize].head;
                self.is_a(host, Concept::Realm)
            });
        let there = republic || matches!(self.preposition(noun), "" | "to" | "in" | "into");
        if frame.is_visit(self.pack)
            && there
            && bits & known.state != 0
            && bits & acts == 0
            && self.sentence.tag(group.head) == Some(Tag::Name)
        {
            self.add_role(noun, true, into);
        }
    }

    /// "demand the resignation of the president", "call for the minister's removal": whom they want to go.
    fn leaving(&self, clause: usize, into: &mut Vec<Range>) {
        let known = &self.clauses.list[clause];
        for noun in known.objects.iter().chain(known.obliques.iter()) {
            let group = &self.groups.nouns[noun];
            let goes = self.is_a(group.head, Concept::Removal);
            if !goes || !matches!(self.preposition(noun), "" | "for") {
                continue;
            }
            self.owner(noun, into);
            for other in self.hosted(noun).filter(|&other| self.preposition(other) == "of") {
                if self.groups.nouns[other].host == Some(noun as u16) {
                    self.add_role(other, true, into);
                }
            }
        }
    }

    /// "rejects calls by the opposition", "denounced a raid by the army": those behind what is judged.
    pub(super) fn judged(&self, clause: usize, found: &mut Vec<Range>) {
        for noun in self.patient(clause).iter() {
            if self.is_actor(noun) {
                continue;
            }
            if self.is_matter(noun) {
                self.owner(noun, found); // "condemned Israeli strikes"
            }
            // "welcomed the plan announced by the party"
            let made = |on: &&Clause| on.reduced && on.antecedent == Some(noun as u16);
            for on in self.clauses.list.iter().filter(made) {
                let by = |&other: &usize| self.preposition(other) == "by" && self.is_party(other);
                for other in on.obliques.iter().filter(by) {
                    self.add_role(other, true, found);
                }
            }
            for other in self.hosted(noun) {
                // "condemned the bombing of the embassy": that is upon whom, and not by whom
                let own = self.groups.nouns[other].host == Some(noun as u16) && !self.is_harm(noun);
                if matches!(self.preposition(other), "by" | "from") || own && self.preposition(other) == "of"
                {
                    self.add_role(other, true, found);
                }
            }
        }
        // "blames the unrest on foreigners"
        let blames = self.does(clause, Concept::Blame);
        for noun in self.clauses.list[clause].obliques.iter() {
            if blames && self.preposition(noun) == "on" {
                if self.names_event(noun) || self.is_arm(noun) {
                    self.owner(noun, found); // "on a Chadian airstrike"
                } else {
                    self.add_role(noun, true, found);
                }
            }
        }
    }

    /// Whether a group names what somebody suffers: an attack, a killing.
    fn is_harm(&self, noun: usize) -> bool {
        self.told_as(noun, Trait::Attack)
            || self.told_as(noun, Trait::Toll)
            || self.head_is(noun, Concept::Befall)
    }

    /// "killed 24 people, including 17 soldiers".
    fn included(&self, clause: usize, found: &mut Vec<Range>) {
        let including = |&other: &usize| self.preposition(other) == "including";
        for noun in self.patient(clause).iter() {
            for other in self.hosted(noun).filter(including) {
                self.add_role(other, true, found);
            }
        }
        for other in self.clauses.list[clause].obliques.iter().filter(including) {
            self.add_role(other, true, found);
        }
    }

    /// Whether the verb is "agree".
    fn agrees(&self, clause: usize) -> bool {
        self.does(clause, Concept::Agree)
    }

    /// Clauses of a kind that hang on a clause.
    pub(super) fn below(&self, clause: usize, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        self.clauses
            .list
            .iter()
            .enumerate()
            .filter(move |(_, below)| below.kind == kind && below.parent == Some(clause as u16))
            .map(|(index, _)| index)
    }
}
