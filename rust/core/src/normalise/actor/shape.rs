//! People and groups that no lexicon holds, by how their names are written and what stands beside them.

use super::compose::Finder;
use super::lexicon::Class;
use super::shape_words::group_kind;
use super::{ActorHit, ActorRef, Form, Names};
use crate::normalise::traits::is;
use crate::text::words::Shape;

impl Finder<'_> {
    /// Whether the token at `at` is a given name, capitalised.
    pub(super) fn is_given(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Capital | Shape::Mixed)) && self.words.is(at, is::GIVEN)
    }

    /// Whether a capitalised word that nothing explains stands before `at`: another first name.
    pub(super) fn follows_a_name(&self, at: usize) -> bool {
        at > 1
            && matches!(self.shape(at - 1), Some(Shape::Capital | Shape::Mixed))
            && self.lexicon.longest(self.words, at - 1).is_none()
            && !self.words.is(at - 1, is::STARTER | is::CALENDAR)
            && !self.headline
    }

    /// Whether what looks like a surname at `at` is a name of its own: `Israel Hamas`, a month, a weekday.
    pub(super) fn is_subject_name(&self, at: usize) -> bool {
        self.lexicon.longest(self.words, at).is_some() || self.words.is(at, is::CALENDAR)
    }

    /// A name that the lexicon doesn't have: a group, a person met before, a new person.
    pub(super) fn unknown(&self, at: usize, names: &mut Names) -> Option<ActorHit> {
        if !matches!(self.shape(at), Some(Shape::Capital | Shape::Mixed)) {
            return None;
        }
        if self.may_go_on(at + 1) {
            if let Some(hit) = self.group(at, None, names) {
                return Some(hit);
            }
            if let Some(hit) = self.new_person(at, names) {
                return Some(hit);
            }
        }
        let index = names.surname(self.lower(at))?;
        let after_name =
            at > 1 && matches!(self.shape(at - 1), Some(Shape::Capital | Shape::Mixed)) && !self.headline;
        (!after_name || at == 1).then_some(ActorHit {
            words: at..at + 1,
            actor: ActorRef::Named(index),
            form: Form::Surname,
        })
    }

    /// Whether a name of more than one word can have its second at `at`: what is written small there, other
    /// than the small words inside names, and most marks end a name.
    fn may_go_on(&self, at: usize) -> bool {
        let Some(next) = self.words.as_slice().get(at) else { return false };
        match next.shape {
            Shape::Lower => next.span.len() <= 5,
            Shape::Mark => next.is('-') || next.is('.'),
            Shape::Number => false,
            Shape::Capital | Shape::Upper | Shape::Mixed => true,
        }
    }

    /// One past the name that begins at `from`: capitalised words, initials, particles; at most five words.
    pub(super) fn name_end(&self, from: usize, titled: bool) -> Option<usize> {
        let mut end = from;
        let mut count = 0;
        let mut full = false;
        while count < 5 {
            let here = self.particles(end);
            let shape = self.shape(here)?;
            if !matches!(shape, Shape::Capital | Shape::Mixed)
                || self.words.is(here, is::CALENDAR)
                || here == from && self.words.is(here, is::STARTER)
            {
                break;
            }
            let known = self.lexicon.longest(self.words, here).is_some_and(|(_, name)| {
                matches!(name.class, Class::Proper | Class::People | Class::Seat | Class::Agent)
            });
            if known && !(here == from && (titled || self.is_given(here))) {
                break;
            }
            let initial = self.words.word(here).span.len() == 1;
            end = here + 1;
            count += 1;
            full |= !initial;
            if initial && self.lower(end) == "." && self.words.word(end).glued {
                end += 1;
            }
            // "Al-Khalifa", "Abdul-Rahman"
            while self.lower(end) == "-"
                && self.words.word(end).glued
                && self.shape(end + 1) != Some(Shape::Mark)
            {
                let Some(next) = self.words.as_slice().get(end + 1).filter(|next| next.glued) else { break };
                if matches!(next.shape, Shape::Number | Shape::Mark) || next.shape == Shape::Lower {
                    break;
                }
                end += 2;
            }
        }
        (full && end > from).then_some(end)
    }

    /// Skips small words that stand inside names, where a capital follows.
    fn particles(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..3 {
            let lower_case = self.shape(end) == Some(Shape::Lower);
            if lower_case && self.words.is(end, is::PARTICLE) && end > 0 {
                end += if self.lower(end + 1) == "-" { 2 } else { 1 };
            }
        }
        if end > at && matches!(self.shape(end), Some(Shape::Capital | Shape::Mixed)) { end } else { at }
    }

    /// A person of two or more words with something beside it that tells it is one.
    fn new_person(&self, at: usize, names: &mut Names) -> Option<ActorHit> {
        if self.words.is(at, is::STARTER | is::CALENDAR) {
            return None;
        }
        let end = self.name_end(at, false)?;
        let words = (at..end).filter(|&index| self.shape(index) != Some(Shape::Mark)).count();
        if words < 2 || (at..end).any(|index| group_kind(self.words.traits(index)).is_some()) {
            return None;
        }
        let (country, code, appositive) = self.apposition(end);
        let speaks =
            self.words.is(end, is::SPEECH) || at > 0 && self.words.is(at - 1, is::SPEECH) && !self.headline;
        if !(self.is_given(at) || appositive || speaks) {
            return None;
        }
        let index = self.remember(at, end, &country, &code, names);
        Some(ActorHit { words: at..end, actor: ActorRef::Named(index), form: Form::Shape })
    }

    /// `, an adviser to the Ukrainian president,` or `, 43,` after a name.
    fn apposition(&self, at: usize) -> (String, String, bool) {
        let nothing = (String::new(), String::new(), false);
        if self.lower(at) != "," {
            return nothing;
        }
        if self.shape(at + 1) == Some(Shape::Number) {
            return (String::new(), String::new(), self.lower(at + 2) == ",");
        }
        let (mut base, mut agent) = (None, None);
        let mut index = at + 1;
        while index < at + 10 && !matches!(self.lower(index), "," | "." | ";" | "" | "\u{2014}") {
            let Some((end, name)) = self.lexicon.longest(self.words, index) else {
                // "an expert on Russia" is no Russian
                if agent.is_some()
                    && matches!(self.lower(index), "on" | "at" | "in" | "with" | "who" | "from")
                {
                    break;
                }
                index += 1;
                continue;
            };
            match name.class {
                Class::Agent => {
                    // "head" says less than what he is the head of
                    let vague = agent.is_none_or(|agent| self.lexicon.record(agent).code.is_empty());
                    if vague {
                        agent = Some(name.record);
                    }
                }
                Class::Proper | Class::People | Class::Seat => base = base.or(Some(name.record)),
                // "a Zelensky adviser" serves his state
                Class::Full | Class::Short => base = base.or(self.lexicon.state_of(name.record)),
            }
            index = end;
        }
        let determined =
            matches!(self.lower(at + 1), "a" | "an" | "the" | "who" | "head" | "chief" | "leader");
        let titled = agent.is_some_and(|agent| self.lexicon.is_title(agent));
        if !(determined && agent.is_some() || titled) {
            return nothing;
        }
        let (country, code) = self.standing(base, agent);
        (country, code, true)
    }

    /// Remembers the person whose name is at `from..end`.
    pub(super) fn remember(
        &self,
        from: usize,
        end: usize,
        country: &str,
        code: &str,
        names: &mut Names,
    ) -> u32 {
        let name = self.text(from, end);
        let index = names.meet(&name, self.lower(end - 1), "person", country, code);
        // "Carlos Pizarro Leongomez" is called Pizarro too
        let second = end.checked_sub(2).filter(|&second| second > from).filter(|&second| {
            matches!(self.shape(second), Some(Shape::Capital | Shape::Mixed))
                && self.words.word(second).span.len() > 2
                && !self.words.is(second, is::GIVEN | is::PARTICLE)
        });
        if let Some(second) = second {
            names.call(self.lower(second), index);
        }
        index
    }

    /// The words of a name, in the case of a name.
    fn text(&self, from: usize, end: usize) -> String {
        let mut out = String::new();
        for index in from..end {
            let word = self.words.word(index);
            if index > from && !word.glued {
                out.push(' ');
            }
            let lower = self.lower(index);
            if word.shape == Shape::Lower {
                out.push_str(lower);
                continue;
            }
            if let [first, rest @ ..] = lower.as_bytes()
                && lower.is_ascii()
                && !rest.contains(&b'\'')
            {
                out.push(char::from(first.to_ascii_uppercase()));
                out.push_str(&lower[1..]);
                continue;
            }
            // a letter after an inner apostrophe is a capital too: O'Brien
            let mut raise = true;
            for c in lower.chars() {
                if raise {
                    out.extend(c.to_uppercase());
                } else {
                    out.push(c);
                }
                raise = c == '\'' && lower.len() > 4;
            }
        }
        out
    }

    /// A group by the last word of its name: `Karen Liberation Front`, `Bashkir Workers Party`.
    pub(super) fn group(&self, at: usize, base: Option<u32>, names: &mut Names) -> Option<ActorHit> {
        if self.words.is(at, is::STARTER | is::CALENDAR) || self.headline {
            return None;
        }
        let mut end = at;
        let mut best = None;
        while end < at + 7 {
            let shape = self.shape(end);
            let inside = end > at
                && shape == Some(Shape::Lower)
                && matches!(self.lower(end), "of" | "for" | "the" | "and" | "to")
                && best.is_none();
            if !matches!(shape, Some(Shape::Capital | Shape::Mixed | Shape::Upper)) && !inside {
                break;
            }
            if let Some(kind) = group_kind(self.words.traits(end)).filter(|_| !inside && end > at) {
                best = Some((end + 1, kind));
            }
            end += 1;
            if self.lower(end) == "-" && self.words.word(end).glued {
                end += 1;
            }
        }
        let (end, kind) = best?;
        // what follows an adjective must be more than a kind of people with capitals: "Russian Army"
        let plain = base.is_some() && self.agents(at + 1).is_some_and(|agents| agents.end >= end);
        if plain || self.agents(at).is_some_and(|agents| agents.end >= end) {
            return None;
        }
        let code = if kind == "armed_group" { "UAF" } else { "" };
        let (country, base_code) =
            base.map_or((String::new(), String::new()), |base| self.standing(Some(base), None));
        let name = self.text(at, end);
        let index = names.meet(&name, "", kind, &country, &format!("{base_code}{code}"));
        Some(ActorHit { words: at..end, actor: ActorRef::Named(index), form: Form::Shape })
    }
}
