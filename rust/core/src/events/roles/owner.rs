//! Whose an event is: "Chad's raid", "the army offensive", "its attack".

use crate::events::frame::{Frame, Range, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::Trait;
use crate::normalise::traits::is;

impl Reading<'_> {
    /// The actor that owns or modifies an event noun.
    pub(crate) fn owner(&self, noun: usize, into: &mut Vec<Range>) {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        if let Some(mark) = group.genitive.filter(|&mark| mark > group.a && mark < group.head) {
            let mut a = group.a;
            while a < mark && self.strips(a) {
                a += 1;
            }
            if a < mark && !self.dated((a, mark)) && !self.owns_nothing(mark - 1) {
                into.push((a, mark));
                return;
            }
        }
        // "a Taliban suicide bomber": who is told by the noun itself
        if self.sentence.classes[group.head] & known.armed != 0
            && self.sentence.tag(group.head) != Some(Tag::Name)
            && !self.is_arm(noun)
            && let Some(range) = self.actor_range(noun)
        {
            into.push(range);
            return;
        }
        // the words of a phrase describe ("bomb attack"), unless they act ("insurgent attack", "Chadian strike")
        let phrase =
            self.sentence.hit(group.head).map_or(group.head, |hit| (hit.start as usize).max(group.a));
        let acts = |token: usize| {
            !self.is_a(token, Concept::Sort)
                && (self.pack.lexicon.classes(self.sentence.entries[token]) & known.armed != 0
                    || self.sentence.classes[token] & (known.actor_adjective | known.state) != 0)
        };
        let start = if (phrase..group.head).any(acts) { group.head } else { phrase };
        let mut at = group.a;
        while at < start {
            let bits = self.sentence.classes[at];
            // "Chadian-made missiles" are anybody's
            let acts = bits & (known.armed | known.actor_adjective | known.state) != 0
                && !(self.sentence.lower(at + 1) == "-" && self.is_a(at + 2, Concept::Made));
            let named = bits & self.pack.known.actor != 0;
            // "a military operation": what kind, not who; "a terrorist attack attributed to rebels"
            let kind = self.is_a(at, Concept::Sort)
                && (at == group.a || bits & known.actor == 0 || self.sentence.tag(at) != Some(Tag::Name))
                && at + 1 >= start;
            let sort = self.is_a(at, Concept::AttackKind) && at + 1 == start;
            if (acts || named) && !kind && !sort {
                let mut b = at + 1;
                while b < start
                    && (self.sentence.tag(b) == Some(Tag::Name)
                        || self.sentence.classes[b] & (known.armed | known.official) != 0)
                {
                    b += 1;
                }
                if !self.dated((at, b)) {
                    into.push((at, b));
                }
                self.second_side(b, start, into);
                return;
            }
            at += 1;
        }
    }

    /// "government-rebel talks": the second of two whom a hyphen joins, with one that ends at `end`.
    fn second_side(&self, end: usize, start: usize, into: &mut Vec<Range>) {
        let known = &self.pack.known;
        let sides = known.armed | known.actor_adjective | known.state | known.actor;
        let side = |token: usize| {
            self.sentence.classes[token] & sides != 0 && self.sentence.tag(token) != Some(Tag::Number)
        };
        // "the Boz-Kara Conference" has its name from one place
        let named = self.sentence.tag(start) == Some(Tag::Name);
        if end + 1 >= start || named || !self.is_hyphen(end) || !side(end + 1) {
            return;
        }
        let last = (end + 1..start).take_while(|&token| side(token)).last();
        into.extend(last.map(|last| (end + 1, last + 1)));
    }

    /// "the government - rebel talks": the first of two, with spaces around the hyphen.
    pub(super) fn dashed(&self, noun: usize, into: &mut Vec<Range>) {
        let known = &self.pack.known;
        let Some(end) = self.groups.nouns[noun].a.checked_sub(1).filter(|&end| self.is_hyphen(end)) else {
            return;
        };
        let Some(before) = end.checked_sub(1).and_then(|at| self.group_with(at)) else { return };
        let group = &self.groups.nouns[before];
        let sides = known.armed | known.state | known.actor;
        let seat = (group.a..group.b).any(|token| self.sentence.seats.contains(&token));
        if group.b == end && !into.is_empty() && !seat && self.noun_bits(before) & sides != 0 {
            self.add_role(before, true, into);
        }
    }

    fn is_hyphen(&self, token: usize) -> bool {
        matches!(self.sentence.lower(token), "-" | "\u{2013}" | "/")
    }

    /// Whose an event or an act is: its owner, or else who stands behind "by" ("Chad's raid", "a raid by Chad").
    pub(crate) fn whose(&self, noun: usize) -> Vec<Range> {
        let mut found = Vec::new();
        self.owner(noun, &mut found);
        if let Some(other) = self.done_by(noun).filter(|_| found.is_empty()) {
            self.add_role(other, true, &mut found);
        }
        found
    }

    /// "Iran said that its offensive had begun": whom the pronoun before an event noun means.
    pub(crate) fn owner_meant(&self, noun: usize) -> Option<Range> {
        let group = &self.groups.nouns[noun];
        let own =
            matches!(self.sentence.lower(group.a), "its" | "their" | "his" | "her") && group.a < group.head;
        if !own {
            return None;
        }
        if let Some(meant) = self.meant_by(group.a, noun) {
            return self.actor_range(meant);
        }
        // "He spoke of his visit", "Their raids go on": whom an earlier sentence names
        let clause = &self.clauses.list[self.clauses.owner[group.head] as usize];
        let pronoun = |&noun: &usize| {
            let words = (self.sentence.lower(self.groups.nouns[noun].head), self.sentence.lower(group.a));
            matches!(words, ("he", "his") | ("she", "her") | ("they", "their") | ("it", "its"))
        };
        let first = self.groups.verbs.iter().all(|verb| verb.a > group.a);
        match clause.subject.iter().find(pronoun).map(|noun| self.groups.nouns[noun].head) {
            Some(head) => Some((head, head + 1)),
            None => first.then_some((group.a, group.a + 1)),
        }
    }

    /// What owns an event only in time or place: "the previous day's clashes", "the world's first bomb".
    fn owns_nothing(&self, token: usize) -> bool {
        self.sentence.is(token, is::UNIT) || self.is_a(token, Concept::NoOwner)
    }

    /// Whether the owner of an event suffers it: "his brother's murder", "rebel casualties".
    pub(super) fn befalls(&self, noun: usize, trigger: &Range) -> bool {
        let group = &self.groups.nouns[noun];
        let owned = group.genitive.is_some_and(|mark| mark < trigger.0 && mark > group.a);
        let losses =
            group.genitive.is_none() && group.a < trigger.0 && self.is_a(group.head, Concept::Losses);
        (owned || losses) && self.befalls_owner(noun)
    }

    /// "his kidnapping", "her death": whether the pronoun before an event noun stands for who suffers it.
    pub(super) fn is_its_own(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let freed = self.is_a(group.head, Concept::Freed)
            && !self.hosted(noun).any(|other| self.preposition(other) == "of");
        matches!(self.sentence.lower(group.a), "his" | "her") && (freed || self.befalls_owner(noun))
    }

    fn befalls_owner(&self, noun: usize) -> bool {
        let head = self.groups.nouns[noun].head;
        (self.is_a(head, Concept::Befall) || self.is_a(head, Concept::Losses))
            && !self.hosted(noun).any(|other| self.preposition(other) == "of")
    }

    /// "the businessman's release": whether who owns what befalls people is one of them, and no state or force does it.
    pub(super) fn is_freed(&self, noun: usize, frame: &Frame) -> bool {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        self.pack.is(frame.code, Trait::UponPeople)
            && !self.pack.is(frame.code, Trait::Attack)
            && !self.hosted(noun).any(|other| self.preposition(other) == "of")
            && group.genitive.is_some_and(|mark| {
                let bits = self.sentence.classes_in(group.a, mark);
                bits & (known.person | known.official) != 0 && bits & (known.state | known.armed) == 0
            })
    }
}
