//! Whom a deed of words reaches, where its own object does not say it: the one who shall do what is demanded, the
//! one behind a call that is rejected, the one a threat would hit.

use super::{Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::grammar::Tag;

impl Reading<'_> {
    /// Adds the recipients that stand further off.
    pub(super) fn reach(&self, clause: usize, frame: &mut Frame) {
        let mut found: Vec<Range> = Vec::new();
        match self.pack.codes[frame.code as usize].event_type.as_str() {
            "demand" => {
                // "demanded that the council lift the embargo"
                for below in self.below(clause, Kind::Complement) {
                    for noun in self.clauses.list[below].subject.iter() {
                        self.add_role(noun, true, &mut found);
                    }
                }
            }
            "threat" => {
                // "threatened to force the minister to resign"
                for below in self.below(clause, Kind::Infinitive) {
                    for noun in self.clauses.list[below].objects.iter() {
                        self.add_role(noun, true, &mut found);
                        for other in self.hosted(noun).filter(|&other| self.preposition(other) == "of") {
                            self.add_role(other, true, &mut found);
                        }
                    }
                }
                if found.is_empty() && frame.recipients.is_empty() {
                    // "... if the South cooperates"
                    for below in self.clauses.list.iter().filter(|below| below.kind == Kind::Adverbial) {
                        if below.link.is_some_and(|link| matches!(self.sentence.lower(link), "if" | "unless"))
                        {
                            for noun in below.subject.iter() {
                                self.add_role(noun, true, &mut found);
                            }
                        }
                    }
                }
            }
            "condemnation" | "rejection" | "support" | "accusation" => {
                // "rejects calls by the opposition", "denounced a raid by the army"
                for noun in self.patient(clause).iter().filter(|&noun| !self.is_actor(noun)) {
                    for other in self.hosted(noun) {
                        if matches!(self.preposition(other), "by" | "from" | "of") {
                            self.add_role(other, true, &mut found);
                        }
                    }
                }
            }
            "diplomatic_contact" => {
                // "flew to Egypt", "received in Rome": the state that is visited
                let known = &self.clauses.list[clause];
                let after = known.verb.map_or(0, |verb| self.groups.verbs[verb as usize].b);
                let later = |&noun: &usize| self.groups.nouns[noun].a >= after;
                for noun in known.objects.iter().chain(known.obliques.iter()).filter(later) {
                    self.visited(noun, frame, &mut found);
                }
            }
            "casualties" => {
                // "killed 24 people, including 17 soldiers"
                let including = |&other: &usize| self.preposition(other) == "including";
                for noun in self.patient(clause).iter() {
                    for other in self.hosted(noun).filter(including) {
                        self.add_role(other, true, &mut found);
                    }
                }
                for other in self.clauses.list[clause].obliques.iter().filter(including) {
                    self.add_role(other, true, &mut found);
                }
            }
            "attack" => {
                // "a bomb went off outside the ministry"
                if !frame.recipients.is_empty() {
                    return;
                }
                for noun in self.clauses.list[clause].obliques.iter() {
                    let group = &self.groups.nouns[noun];
                    let target = self.sentence.classes_in(group.a, group.b) & self.pack.known.building != 0;
                    if target && matches!(self.preposition(noun), "outside" | "near" | "at" | "inside" | "in")
                    {
                        self.add_role(noun, false, &mut found);
                    }
                }
            }
            _ => {}
        }
        for range in found {
            if !frame.recipients.contains(&range) && !frame.actors.contains(&range) {
                frame.recipients.push(range);
            }
        }
    }

    /// Adds the state that a visit goes to.
    pub(super) fn visited(&self, noun: usize, frame: &Frame, into: &mut Vec<Range>) {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let bits = self.sentence.classes_in(group.a, group.b);
        let acts = known.person | known.official | known.armed | known.body | known.sides;
        let there = matches!(self.preposition(noun), "" | "to" | "in" | "into");
        if self.pack.codes[frame.code as usize].mode == "visit"
            && there
            && bits & known.state != 0
            && bits & acts == 0
            && self.sentence.tag(group.head) == Some(Tag::Name)
        {
            self.add_role(noun, true, into);
        }
    }

    /// Clauses of a kind that hang on a clause.
    fn below(&self, clause: usize, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        self.clauses
            .list
            .iter()
            .enumerate()
            .filter(move |(_, below)| below.kind == kind && below.parent == Some(clause as u16))
            .map(|(index, _)| index)
    }
}
