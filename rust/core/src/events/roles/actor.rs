//! Who can act, and which words name him: titles, names behind a description, owners.

use crate::events::frame::{Range, Reading};
use crate::events::grammar::{Tag, is_subject_pronoun};
use crate::events::lexicon::{Concept, kind_of};
use crate::normalise::traits::is;

impl Reading<'_> {
    /// Whether a group can act: a person, a body, a force, a name.
    pub(crate) fn is_actor(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        if group.pronoun {
            let word = self.sentence.lower(group.head);
            return is_subject_pronoun(word)
                || matches!(word, "who" | "him" | "her" | "them" | "us" | "me" | "both" | "each");
        }
        // "the force of the blast"
        let power = || {
            self.is_a(group.head, Concept::Force)
                && self.hosted(noun).any(|other| self.preposition(other) == "of" && self.names_event(other))
        };
        if self.is_matter(noun) || self.is_arm(noun) || power() {
            return false;
        }
        let bits = self.sentence.classes_in(group.a, group.b);
        if bits
            & (known.armed
                | known.person
                | known.official
                | known.state
                | known.actor_adjective
                | known.sides)
            != 0
        {
            return true;
        }
        // "a drug mafia", "two killers"
        if matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::NounPlural))
            && self.is_a(group.head, Concept::Doer)
        {
            return true;
        }
        // "an IED" acts for nobody
        bits & known.weapon_bomb == 0
            && (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Name))
    }

    /// "a Chadian rocket", "an airstrike": whose it is acts, not the weapon.
    pub(crate) fn is_arm(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::NounPlural))
            && self.sentence.classes[group.head] & (self.pack.known.armed | self.pack.known.person) == 0
            && self.is_a(group.head, Concept::Arm)
    }

    /// "the Ukraine crisis", "Russian involvement": what a state has or is part of.
    pub(crate) fn is_matter(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        (group.a..group.head).any(|token| self.sentence.tag(token) != Some(Tag::Determiner))
            && matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::NounPlural))
            && self.is_a(group.head, Concept::Matter)
    }

    /// A sea, a province, a border: ground that nobody can mean as who acts.
    pub(crate) fn is_ground(&self, noun: usize) -> bool {
        let (group, known) = (&self.groups.nouns[noun], &self.pack.known);
        let bits = self.sentence.classes_in(group.a, group.b);
        bits & (known.place_head | known.territory) != 0
            && bits & (known.armed | known.official | known.person | known.actor_adjective) == 0
    }

    /// Tokens that name the actor in a group, without determiners and numbers; the owner where only the owner
    /// can act.
    pub(crate) fn actor_range(&self, noun: usize) -> Option<Range> {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let (mut a, mut b) = (group.a, group.b);
        let head_acts = |from: usize, to: usize| {
            self.sentence.classes_in(from, to)
                & (known.armed | known.person | known.official | known.state | known.sides)
                != 0
        };
        if let Some(mark) = group.genitive.filter(|&mark| mark > a && mark < b)
            && (mark + 1 == b
                || !(head_acts(mark + 1, b)
                    || self.sentence.classes_in(mark + 1, b) & known.outlet != 0
                    || self.sentence.tag(group.head) == Some(Tag::Name)))
        {
            b = mark;
        }
        while a < b && self.strips(a) && !self.is_ordinal_of_a_name(a, b) {
            a += 1;
        }
        // "the 15-nation Council": how many it counts is no part of its name
        if a > group.a
            && a + 1 < b
            && self.sentence.hyphened[a]
            && self.sentence.tag(a) == Some(Tag::NounSingular)
            && (group.a..a).any(|token| self.sentence.tag(token) == Some(Tag::Number))
        {
            a += 1;
        }
        // "took four observers hostage": what they were made
        if b == group.b
            && b > a + 1
            && match self.sentence.tag(b - 2) {
                Some(Tag::NounPlural) => self.is_a(b - 1, Concept::Captive),
                Some(Tag::Name) => self.is_a(b - 1, Concept::Hostage),
                _ => false,
            }
        {
            b -= 1;
        }
        if b == group.b
            && head_acts(group.head, group.head + 1)
            && let Some(inner) = (noun + 1 < self.groups.nouns.len()).then_some(noun + 1)
            && self.groups.nouns[inner].host == Some(noun as u16)
            && (self.preposition(inner) == "of" || self.sent_from(noun, inner))
            && self.groups.nouns[inner].a <= group.b + 1
            // "accused both sides of violations": the crime is no part of them
            && !(self.preposition(inner) == "of"
                && self.accused(noun)
                && self.sentence.lower(self.groups.nouns[inner].b) != "of")
            // "accused the president X of interference"
            && (self.sentence.tag(group.head) != Some(Tag::Name)
                || self.sentence.classes[group.head] & known.official != 0
                || self.sentence.tag(self.groups.nouns[inner].head) == Some(Tag::Name))
        {
            b = self.groups.nouns[inner].b;
            if self.sentence.tag(self.groups.nouns[inner].head) == Some(Tag::Name) {
                b = self.of_name(b); // "guerrillas of the Army of National Liberation"
            }
        } else if b == group.b && self.is_body_of_people(group.head) {
            b = self.of_name(b); // "the Movement for Democracy"
        }
        if b == group.b
            && let Some(end) = self.named_behind_state(noun)
        {
            return Some((a, end));
        }
        // "the envoy to Libya, Abdul Ilah Khatib": the name belongs to the mention
        if b == group.b
            && head_acts(group.head, group.head + 1)
            && self.sentence.tag(group.head) != Some(Tag::Name)
            && let Some(name) = self.named(noun)
        {
            b = self.groups.nouns[name].b;
        } else if let Some(end) = self.name_after(noun, b) {
            b = end;
        } else if let Some(end) = self.title_of(noun, b) {
            b = end;
        }
        // "two more were killed": what is counted is all there is
        if a + 1 == b && self.sentence.lower(a) == "more" && a > group.a {
            a = group.a;
        }
        // "government forces (AFL)": with the whole bracket or without it
        let open = (a + 1..b).find(|&token| self.sentence.lower(token) == "(");
        if let Some(open) = open.filter(|&open| !(open..b).any(|token| self.sentence.lower(token) == ")")) {
            let closed = open + 2 == b && self.sentence.lower(b) == ")";
            b = if closed { b + 1 } else { open };
        }
        (a < b).then_some((a, b))
    }

    /// "the 5th Brigade", "the 3D Infantry Brigade": a number with its ending before a name belongs to it.
    fn is_ordinal_of_a_name(&self, token: usize, end: usize) -> bool {
        let sentence = self.sentence;
        let next = token + 1;
        next + 1 < end
            && sentence.tag(token) == Some(Tag::Number)
            && matches!(sentence.lower(next), "st" | "nd" | "rd" | "th" | "d")
            && sentence.span(token, next).end == sentence.span(next, next + 1).start
            && sentence.tag(next + 1) == Some(Tag::Name)
    }

    /// One past a name that follows a title's state without a comma: "ambassador to Chad Ann Boz".
    fn named_behind_state(&self, noun: usize) -> Option<usize> {
        let known = &self.pack.known;
        let head = self.groups.nouns[noun].head;
        let next = self.groups.nouns.get(noun + 1)?;
        let title = self.sentence.classes[head] & known.official != 0
            && matches!(self.sentence.tag(head), Some(Tag::NounSingular | Tag::Name));
        let name = |token: usize| {
            self.sentence.tag(token) == Some(Tag::Name) && self.sentence.classes[token] & known.state == 0
        };
        let fits = title
            && next.host == Some(noun as u16)
            && self.preposition(noun + 1) == "to"
            && next.b > next.a + 2
            && self.sentence.classes[next.a] & known.state != 0
            && (next.a + 1..next.b).all(name);
        fits.then_some(next.b)
    }

    /// "Movement", "Front": a name that goes on with "for" or "of".
    fn is_body_of_people(&self, head: usize) -> bool {
        self.sentence.tag(head) == Some(Tag::Name) && self.is_a(head, Concept::BodyHead)
    }

    /// Whether a group is the object of a verb that brings a crime with "of".
    pub(crate) fn accused(&self, noun: usize) -> bool {
        let clause = self.clauses.owner[self.groups.nouns[noun].head] as usize;
        self.clauses.list[clause].objects.contains(noun) && self.does(clause, Concept::Accuse)
    }

    /// "diplomats from the European Union": those who speak for a body.
    pub(crate) fn sent_from(&self, noun: usize, inner: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let other = &self.groups.nouns[inner];
        self.preposition(inner) == "from"
            && self.is_a(group.head, Concept::SentFrom)
            && self.sentence.tag(other.head) == Some(Tag::Name)
    }

    /// One past the name of somebody who was described first, where a comma alone binds it: `the chancellor of
    /// Germany, Angela Merkel,`, `the envoy to Libya, Abdul Khatib,`.
    fn name_after(&self, noun: usize, end: usize) -> Option<usize> {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        // a title, not the name of somebody in office: "President X, Premier Y" are two
        let title = self.pack.lexicon.classes(self.sentence.entries[group.head]) & known.official != 0;
        if self.sentence.classes[group.head] & known.official == 0
            || self.sentence.tag(group.head) == Some(Tag::NounPlural)
            || self.sentence.tag(group.head) == Some(Tag::Name) && !title
        {
            return None;
        }
        let other = (noun + 1..self.groups.nouns.len().min(noun + 4))
            .find(|&other| self.groups.nouns[other].preposition.is_none())?;
        let name = &self.groups.nouns[other];
        let comma = name.a > end && self.sentence.lower(name.a - 1) == ",";
        let bits = self.sentence.classes_in(name.a, name.b);
        let person = (bits & known.person != 0 || name.b > name.a + 1 && bits & known.state == 0)
            && self.sentence.tag(name.head) == Some(Tag::Name)
            && self.sentence.tag(name.a) != Some(Tag::Determiner);
        let between = (end..name.a).all(|token| !self.sentence.tag(token).is_some_and(Tag::is_finite));
        let closed = self.sentence.lower(name.b) == ","
            || self.sentence.tag(name.b).is_none_or(|tag| tag.is_verb() || tag == Tag::Mark);
        (comma && person && closed && between).then_some(name.b)
    }

    /// One past the name of a group that was described first without a comma: `rebel group the Movement for Justice`,
    /// `a militia calling itself the Army of Warriors`.
    fn title_of(&self, noun: usize, end: usize) -> Option<usize> {
        let head = self.groups.nouns[noun].head;
        if !self.is_a(head, Concept::Band) {
            return None;
        }
        let calls = |at: usize| {
            let next = self.sentence.lower(at + 1);
            match () {
                () if self.is_a(at, Concept::Called) => {
                    at + 1 + usize::from(matches!(next, "itself" | "themselves"))
                }
                () if next == "as" && self.is_a(at, Concept::KnownAs) => at + 2,
                () => at,
            }
        };
        let from = calls(end);
        let name = self.groups.nouns[noun + 1..].iter().take(2).find(|name| name.a == from)?;
        let named = self.sentence.tag(name.a) == Some(Tag::Determiner) || from > end;
        (named && self.sentence.tag(name.head) == Some(Tag::Name) && name.preposition.is_none())
            .then(|| self.of_name(name.b))
    }

    /// One past the words that go on with a name: `the Movement for the Emancipation of the Niger Delta`.
    fn of_name(&self, end: usize) -> usize {
        let mut end = end;
        for _ in 0..3 {
            let next = self.groups.nouns.iter().find(|group| {
                let from = group.preposition.map_or(group.a, |preposition| preposition.min(group.a));
                from == end
                    && matches!(group.preposition.map(|at| self.sentence.lower(at)), Some("of" | "for"))
                    && self.sentence.tag(group.head) == Some(Tag::Name)
            });
            match next {
                Some(group) => end = group.b,
                None => break,
            }
        }
        end
    }

    /// The name that stands as an apposition to a description, or to what hangs on it.
    fn named(&self, noun: usize) -> Option<usize> {
        if !self.named_members(noun).is_empty() {
            return None;
        }
        (noun + 1..self.groups.nouns.len().min(noun + 4)).find(|&other| {
            let group = &self.groups.nouns[other];
            let mut base = group.apposition;
            let mut fits = false;
            for _ in 0..3 {
                match base {
                    Some(at) if at as usize == noun => {
                        fits = true;
                        break;
                    }
                    Some(at) => base = self.groups.nouns[at as usize].host,
                    None => break,
                }
            }
            // "gunmen at a convoy in the Boz Region, Chad": that is where
            let plain = group.apposition != Some(noun as u16)
                && self.sentence.tag(self.groups.nouns[noun].head) == Some(Tag::NounPlural)
                && matches!(self.preposition(noun + 1), "at" | "in" | "near" | "on" | "outside");
            fits && !plain
                && self.sentence.tag(group.head) == Some(Tag::Name)
                && group.genitive.is_none()
                && self.sentence.tag(group.a) != Some(Tag::Determiner)
        })
    }

    pub(super) fn strips(&self, token: usize) -> bool {
        if self.sentence.numbers[token] {
            return true;
        }
        match self.sentence.tag(token) {
            Some(
                Tag::Determiner
                | Tag::Number
                | Tag::Adverb
                | Tag::Preposition
                | Tag::Possessive
                | Tag::Mark
                | Tag::Comma,
            ) => true,
            Some(Tag::Adjective) => self.is_a(token, Concept::Stripped),
            _ => false,
        }
    }

    pub(crate) fn dated(&self, range: Range) -> bool {
        (range.0..range.1).all(|token| self.sentence.dates[token])
    }

    /// Whether a group is bodies, not those who died.
    pub(crate) fn is_body(&self, noun: usize) -> bool {
        let head = self.groups.nouns[noun].head;
        self.sentence.is(head, is::REMAINS)
            && (!self.is_a(head, Concept::Body)
                || matches!(self.sentence.lower(head + 1), "of" | "was" | "is" | "has"))
    }

    /// Whether the group is an event itself ("the attack", "talks").
    pub(crate) fn names_event(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        self.sentence
            .hit(group.head)
            .is_some_and(|hit| self.pack.lexicon.kinds(hit) & (kind_of::EVENT | kind_of::TOPIC) != 0)
            && self.sentence.classes[group.head] & (self.pack.known.armed | self.pack.known.official) == 0
    }
}
