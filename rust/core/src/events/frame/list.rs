//! Lists of those who take part: who else is named beside a group, over what describes the members
//! (`X, the minister of A, and Y, the minister of B, met`).

use super::{Range, Reading};
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::normalise::traits::is;

/// Groups between a member of a list and its first: "and Y" after "X, the head of the ministry of A".
const STEPS: usize = 5;

impl Reading<'_> {
    /// Adds a group and those listed with it. `acting` keeps only those that can act.
    pub(crate) fn add_role(&self, noun: usize, acting: bool, into: &mut Vec<Range>) {
        // a member of a list stands for the whole list
        let noun = self.root(noun);
        // "Chad and Mali say that they have intercepted ..."
        let meant = self.meant(noun);
        if meant == noun
            && let Some(range) = self.spoken_for(noun)
        {
            if !into.contains(&range) {
                into.push(range);
            }
            return;
        }
        let noun = if self.groups.nouns[noun].pronoun { self.root(meant) } else { noun };
        let mut at = self.controlled(self.traded(self.contents(self.whose_lives(noun))));
        let mut push = |noun: usize| {
            if acting && !self.is_actor(noun) {
                return;
            }
            let noun = self.described(self.meant(noun));
            if self.is_nobody(noun) || self.is_time(noun) {
                return;
            }
            if let Some(range) = self.actor_range(noun)
                && !into.iter().any(|known| known.0 <= range.0 && range.1 <= known.1)
                && !self.dated(range)
            {
                into.push(range);
            }
        };
        push(at);
        for other in self.members(at).iter().chain(self.named_members(at).iter()) {
            push(other);
        }
        // "Palestinian groups in Gaza including Hamas"
        let mut next = at + 1..self.groups.nouns.len().min(at + 4);
        let hangs = |other: usize| {
            let host = |noun: usize| self.groups.nouns[noun].host.map(usize::from);
            host(other) == Some(at) || host(other).and_then(host) == Some(at)
        };
        let including = |&other: &usize| acting && self.preposition(other) == "including" && hangs(other);
        if let Some(other) = next.find(including) {
            push(other);
        }
        for other in at + 1..self.groups.nouns.len().min(at + 10) {
            match self.groups.nouns[other].coordinated {
                Some(previous)
                    if (previous as usize == at || self.depends(previous as usize))
                        && (self.root(other) == self.root(noun) || self.hangs(other, noun))
                        && !self.renames(other, previous as usize) =>
                {
                    push(other);
                    for other in self.named_members(other).iter() {
                        push(other);
                    }
                    at = other;
                }
                None if self.described_alike(other, noun) => push(other),
                _ => {}
            }
        }
    }

    /// "duties on imports of Chadian cotton", "a ban on shipments to Chad": what is traded, or with whom.
    fn traded(&self, noun: usize) -> usize {
        let group = &self.groups.nouns[noun];
        if !self.is_a(group.head, Concept::Traffic)
            || self.sentence.classes_in(group.a, group.head) & self.pack.known.actor_adjective != 0
        {
            return noun;
        }
        let of = |&other: &usize| {
            self.groups.nouns[other].host == Some(noun as u16)
                && matches!(self.preposition(other), "of" | "from" | "to")
                && self.is_actor(self.contents(other))
        };
        self.hosted(noun).find(of).map_or(noun, |other| self.contents(other))
    }

    /// "seized control of the town": the town.
    fn controlled(&self, noun: usize) -> usize {
        if !self.head_is(noun, Concept::Control) {
            return noun;
        }
        let of = |&other: &usize| {
            self.groups.nouns[other].host == Some(noun as u16)
                && matches!(self.preposition(other), "of" | "over" | "on")
        };
        self.hosted(noun).find(of).map_or(noun, |other| self.contents(other))
    }

    /// "Nobody was hurt", "there were no victims".
    pub(crate) fn is_nobody(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        matches!(self.sentence.lower(group.a), "nobody" | "none" | "nothing" | "no-one" | "there")
            || group.b == group.a + 2
                && self.sentence.lower(group.a) == "no"
                && self.sentence.lower(group.b - 1) == "one"
    }

    /// "hours before the truce began".
    fn is_time(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        self.sentence.is(group.head, is::UNIT)
            && self.sentence.lower(group.head).ends_with('s')
            && group.genitive.is_none()
    }

    /// "X, a rebel leader who signed": the one who is described.
    fn described(&self, noun: usize) -> usize {
        let group = &self.groups.nouns[noun];
        let Some(base) = group.apposition.map(usize::from) else { return noun };
        let known = &self.pack.known;
        let person = self.sentence.classes[group.head] & (known.person | known.official) != 0
            && self.sentence.tag(group.head) == Some(Tag::NounSingular)
            && self.sentence.tag(group.a) == Some(Tag::Determiner);
        let name = &self.groups.nouns[base];
        let named = self.sentence.tag(name.head) == Some(Tag::Name) && name.b + 1 == group.a;
        if person && named { base } else { noun }
    }

    /// "the governments of Syria, Jordan and Egypt", "Presidents X of Ukraine and Y of Russia": the others of the
    /// list that hangs on a plural head.
    fn members(&self, noun: usize) -> Few {
        let mut out = Few::default();
        let group = &self.groups.nouns[noun];
        let plural = self.sentence.tag(group.head) == Some(Tag::NounPlural)
            || self.sentence.lower(group.a).ends_with('s')
                && self.sentence.classes[group.a] & self.pack.known.official != 0;
        let acts = self.sentence.classes_in(group.a, group.b)
            & (self.pack.known.official | self.pack.known.state)
            | self.sentence.classes[group.head] & self.pack.known.armed;
        if !plural || acts == 0 {
            return out;
        }
        let Some(inner) = self.hosted(noun).next().filter(|&inner| {
            (self.preposition(inner) == "of" || self.sent_from(noun, inner))
                && self.groups.nouns[inner].host == Some(noun as u16)
        }) else {
            return out;
        };
        for other in inner + 1..self.groups.nouns.len().min(inner + 8) {
            if self.groups.nouns[other].coordinated.is_some() && self.root(other) == inner {
                out.push(other);
            }
        }
        out
    }

    /// "three former rivals, Chad, Mali and Sudan": the names of a list that tells who the members of a plural are.
    pub(crate) fn named_members(&self, noun: usize) -> Few {
        let mut out = Few::default();
        let name = |other: usize| {
            let group = &self.groups.nouns[other];
            self.sentence.tag(group.head) == Some(Tag::Name) && group.preposition.is_none()
        };
        if self.sentence.tag(self.groups.nouns[noun].head) != Some(Tag::NounPlural) {
            return out;
        }
        let first = (noun + 1..self.groups.nouns.len())
            .take(2)
            .find(|&first| self.groups.nouns[first].apposition == Some(noun as u16));
        let Some(first) = first.filter(|&first| name(first)) else { return out };
        let names = (first + 1..self.groups.nouns.len()).take(9).take_while(|&other| {
            self.groups.nouns[other].coordinated == Some(other as u16 - 1) && name(other)
        });
        let Some(last) = names.last().filter(|&last| self.joined_by_word(last)) else { return out };
        for other in first..=last {
            out.push(other);
        }
        out
    }

    /// Whether a group is bound to one before it.
    fn depends(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        group.coordinated.is_some()
            || group.host.is_some()
            || group.apposition.is_some()
            || self.describing(noun).is_some()
    }

    /// The group that a reduced clause around a group describes: `the party, led by X` for X.
    fn describing(&self, noun: usize) -> Option<usize> {
        let clause = &self.clauses.list[self.clauses.owner[self.groups.nouns[noun].head] as usize];
        (clause.reduced && clause.obliques.contains(noun)).then_some(clause.antecedent?.into())
    }

    /// A list member whose neighbour hangs on the role ("the leader of X and Y").
    fn hangs(&self, other: usize, noun: usize) -> bool {
        let mut at = self.root(other);
        let mut described = false;
        for _ in 0..STEPS {
            if at == noun {
                break;
            }
            let group = &self.groups.nouns[at];
            let up = match (group.apposition, group.host) {
                (Some(base), _) => {
                    described = true;
                    usize::from(base)
                }
                (None, Some(host)) => host.into(),
                (None, None) => match self.describing(at) {
                    Some(base) => {
                        described = true;
                        base
                    }
                    None => return false,
                },
            };
            at = self.root(up);
        }
        let group = &self.groups.nouns[other];
        let article = |noun: usize| {
            let group = &self.groups.nouns[noun];
            self.sentence.lower(group.a) == "the" && group.a < group.head
        };
        // "commanders from Chad and the United Kingdom", "opponents of the government and the army": one phrase
        let head = &self.groups.nouns[noun];
        let inner = self.groups.nouns[self.root(other)].preposition.is_some()
            && article(other)
            && (self.sentence.tag(group.head) == Some(Tag::Name) && self.is_a(group.head, Concept::Articled)
                || article(self.root(other))
                    && self.sentence.tag(head.head) == Some(Tag::NounPlural)
                    && !matches!(self.preposition(self.root(noun)), "between" | "among")
                    && self.sentence.tag(head.a) != Some(Tag::Determiner));
        at == noun
            && (matches!(self.sentence.tag(group.a), Some(Tag::Determiner | Tag::Number)) && !inner
                || self.plural_verb(noun) && self.joined_by_word(other)
                || described && self.after_comma(other) && self.is_actor(other))
    }

    /// Whether a coordinator stands before a group, or before one that goes on from it: a comma alone makes no list
    /// ("in Boz, Sudan").
    pub(super) fn joined_by_word(&self, noun: usize) -> bool {
        let joined = |noun: usize| {
            let group = &self.groups.nouns[noun];
            let mut at = group.a;
            while at > 0 && self.sentence.tag(at - 1) == Some(Tag::Adverb) {
                at -= 1;
            }
            at > 0 && self.sentence.tag(at - 1) == Some(Tag::Coordinator)
                || group.preposition.is_none() && self.sentence.lower(at.saturating_sub(1)) == "with"
                || self.sentence.lower(at.saturating_sub(1)) == "as"
        };
        joined(noun)
            || (noun + 1..self.groups.nouns.len()).take(8).any(|other| {
                self.groups.nouns[other].coordinated.is_some()
                    && self.root(other) == self.root(noun)
                    && joined(other)
            })
    }

    /// "X, former defence minister, alleges": one of two between whom only a comma stands tells the office of the
    /// other.
    fn renames(&self, other: usize, previous: usize) -> bool {
        let (one, two) = (&self.groups.nouns[previous], &self.groups.nouns[other]);
        let known = &self.pack.known;
        let title =
            |token: usize| self.pack.lexicon.classes(self.sentence.entries[token]) & known.official != 0;
        let office = || {
            let last = (two.a..two.b).rev().find(|&token| title(token));
            last.is_some_and(|token| {
                token == two.head || matches!(self.sentence.lower(token + 1), "of" | "for" | "to")
            })
        };
        let first = self.groups.nouns[self.root(previous)].preposition;
        let ground = known.state | known.place_head | known.territory;
        one.b + 1 == two.a
            && self.sentence.tag(one.b) == Some(Tag::Comma)
            && self.sentence.tag(one.head) == Some(Tag::Name)
            && !(one.a..one.b).any(title)
            && self.sentence.tag(two.head) != Some(Tag::NounPlural)
            && office()
            && !self.joined_by_word(other)
            && first.is_none_or(|at| {
                matches!(self.sentence.lower(at), "by" | "with" | "on" | "against" | "to" | "between")
            })
            && self.sentence.classes_in(one.a, one.b) & ground == 0
    }

    /// Whether a list goes on after a comma: `, and Y`.
    fn after_comma(&self, noun: usize) -> bool {
        let a = self.groups.nouns[noun].a;
        a > 1
            && self.sentence.tag(a - 1) == Some(Tag::Coordinator)
            && self.sentence.tag(a - 2) == Some(Tag::Comma)
    }

    /// "the premier of X, the president of Y and the king of Z meet": one of several who are described alike, where
    /// the verb is plural.
    fn described_alike(&self, other: usize, noun: usize) -> bool {
        let official = |noun: usize| {
            let group = &self.groups.nouns[noun];
            self.sentence.classes[group.head] & self.pack.known.official != 0
                && self.sentence.tag(group.a) == Some(Tag::Determiner)
        };
        let Some(base) = self.groups.nouns[other].apposition else { return false };
        let base = base as usize;
        (base == noun || self.groups.nouns[base].host == Some(noun as u16))
            && official(noun)
            && official(other)
            && self.plural_verb(noun)
    }

    /// Whether a subject's verb is plural, so that a singular head must be one of several.
    fn plural_verb(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let clause = &self.clauses.list[self.clauses.owner[group.head] as usize];
        clause.subject.contains(noun)
            && matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::Name))
            && clause.verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                self.sentence.tag(verb.a) == Some(Tag::VerbPlural)
                    || matches!(self.sentence.lower(verb.a), "are" | "were" | "have")
            })
    }
}
