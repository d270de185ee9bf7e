//! The words and marks between groups: they open clauses and close them.

use super::{Clause, Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item, VerbGroup};
use crate::events::lexicon::Concept;

impl Clauses {
    pub(super) fn link(&mut self, view: &View, groups: &Groups, index: usize, token: usize) {
        let Some(tag) = view.sentence.tag(token) else { return };
        let top = self.top();
        match tag {
            Tag::Comma => {
                if self.list[top].verb.is_some()
                    && (self.list[top].attribution
                        || matches!(
                            self.list[top].kind,
                            Kind::Relative | Kind::Participial | Kind::Adverbial | Kind::Infinitive
                        ))
                    && let Some(level) = self.lacking()
                {
                    self.stack.truncate(level + 1);
                }
            }
            Tag::Subordinator => {
                if self.says_over_clause(view, groups, index, token) {
                    // "said if the raids went on, the army would": what is said waits for its verb
                    self.open(Kind::Complement, Some(top), None, token, view);
                }
                let top = self.top();
                let parent = self.list[top].verb.is_some().then_some(top);
                self.open(Kind::Adverbial, parent, Some(token), token, view);
            }
            Tag::Relative => {
                let antecedent = groups.items[..index].iter().rev().find_map(|&item| match item {
                    Item::Noun(noun) => Some(Self::deadly(view, groups, index, token, noun)),
                    _ => None,
                });
                let id = self.open(Kind::Relative, None, Some(token), token, view);
                let clause = &mut self.list[id];
                clause.antecedent = antecedent;
                // "a clash in which ten died"
                if let Some(antecedent) = antecedent
                    && token > 0
                    && view.sentence.tag(token - 1) == Some(Tag::Preposition)
                {
                    clause.obliques.push(antecedent.into());
                }
            }
            Tag::That => self.that(view, groups, index, token),
            Tag::Mark if matches!(view.sentence.lower(token), ";" | ":") => {
                // "the general told reporters: 'Ten were killed'"
                let says = |&id: &usize| {
                    let clause = &self.list[id];
                    clause.parent.is_none()
                        && clause.verb.is_some_and(|verb| {
                            let verb = &groups.verbs[verb as usize];
                            verb.finite && view.reports(verb)
                        })
                };
                let announced = (view.sentence.lower(token) == ":"
                    && view.sentence.quotes.get(token + 1).is_some_and(|&quote| quote > 0))
                .then(|| (0..self.list.len()).rev().find(says))
                .flatten();
                let speaker = announced.map(|id| id as u16).or(self.speaker);
                self.speaker = speaker;
                self.stack.clear();
                let id = self.open(Kind::Main, None, None, token + 1, view);
                if self.list[id].quote > 0
                    && let Some(speaker) = speaker
                {
                    self.list[id].parent = Some(speaker);
                    self.list[id].kind = Kind::Complement;
                }
            }
            _ => {}
        }
    }

    /// Whether a subordinator right behind a verb of saying opens a clause of what is said: a comma and a clause of its own
    /// follow.
    fn says_over_clause(&self, view: &View, groups: &Groups, index: usize, token: usize) -> bool {
        let top = self.top();
        let says = self.list[top].verb.is_some_and(|verb| {
            let verb = &groups.verbs[verb as usize];
            verb.b == token && verb.negation.is_none() && view.reports(verb)
        });
        if !says
            || !matches!(
                view.sentence.lower(token),
                "if" | "unless" | "once" | "although" | "though" | "while"
            )
        {
            return false;
        }
        let rest = &groups.items[index + 1..];
        let Some(comma) = rest.iter().position(|&item| view.tag(item) == Some(Tag::Comma)) else {
            return false;
        };
        let mut subject = false;
        for &item in &rest[comma + 1..] {
            match item {
                Item::Noun(noun) => subject |= groups.nouns[noun as usize].preposition.is_none(),
                Item::Verb(verb) => return subject && groups.verbs[verb as usize].finite,
                Item::Link(link) => match view.sentence.tag(link as usize) {
                    Some(Tag::Preposition | Tag::Date | Tag::Adverb | Tag::Coordinator) => {}
                    _ => return false,
                },
            }
        }
        false
    }

    pub(super) fn that(&mut self, view: &View, groups: &Groups, index: usize, token: usize) {
        self.back_to_saying(view, groups, token);
        let top = self.top();
        let before = view.before(groups, index);
        let mut previous = before.map(|before| groups.items[before]);
        if let Some(Item::Noun(noun)) = previous
            && let Some(charge) = Self::charge_by(view, groups, index, noun as usize)
        {
            previous = Some(Item::Noun(charge));
        }
        let reporting = self.list[top].verb.is_some_and(|verb| {
            view.reports(&groups.verbs[verb as usize]) || view.object_control(&groups.verbs[verb as usize])
        });
        match previous {
            Some(Item::Noun(noun))
                if view.governs(groups, noun as usize)
                    && !(reporting
                        && groups.nouns[noun as usize].preposition.is_some_and(|preposition| {
                            // "said in a statement that": what is said, not what the statement is about
                            !self.list[top].objects.is_empty() || view.sentence.lower(preposition) == "in"
                        })) =>
            {
                let parent = self.list[top].verb.is_some().then_some(top);
                let id = self.open(Kind::Complement, parent, Some(token), token, view);
                self.list[id].noun = Some(noun);
            }
            Some(Item::Noun(noun)) if !reporting => {
                let id = self.open(Kind::Relative, None, Some(token), token, view);
                self.list[id].antecedent = Some(Self::deadly(view, groups, index, token, noun));
            }
            Some(Item::Link(link))
                if view.sentence.lower(link as usize) == ";"
                    || link > 0
                        && view.sentence.tag(link as usize) == Some(Tag::Coordinator)
                        && view.sentence.lower(link as usize - 1) == ";" =>
            {
                // "said that they had fled; that he had stayed; and that ..."
                let listed = |clause: &&Clause| {
                    clause.kind == Kind::Complement
                        && clause.link.is_some_and(|link| view.sentence.tag(link) == Some(Tag::That))
                };
                let parent = self.list.iter().rev().find(listed).and_then(|clause| clause.parent);
                self.open(Kind::Complement, parent.map(usize::from), Some(token), token, view);
            }
            Some(Item::Link(link)) if matches!(view.sentence.tag(link as usize), Some(Tag::Coordinator)) => {
                let level = self.nearest(|clause| clause.kind == Kind::Complement);
                let parent =
                    level.and_then(|level| self.list[self.stack[level] as usize].parent).map(usize::from);
                if let Some(level) = level {
                    self.stack.truncate(level);
                }
                self.open(Kind::Complement, parent, Some(token), token, view);
            }
            _ => {
                let parent = self.list[top].verb.is_some().then_some(top);
                self.open(Kind::Complement, parent, Some(token), token, view);
            }
        }
    }

    /// "said in a letter published on Monday that": over the clause that describes the paper, back to the verb of saying.
    fn back_to_saying(&mut self, view: &View, groups: &Groups, token: usize) {
        let Some(level) = self.stack.len().checked_sub(2) else { return };
        let (says, top) = (&self.list[self.stack[level] as usize], &self.list[self.top()]);
        let paper = |noun: usize| {
            let group = &groups.nouns[noun];
            let head = group.head;
            group.preposition.is_some_and(|at| matches!(view.sentence.lower(at), "in" | "during" | "on"))
                && (view.sentence.classes[head] & (view.pack.known.document | view.pack.known.outlet) != 0
                    || view.is_a(head, Concept::Speech))
        };
        let described = top.antecedent.map(usize::from);
        let goes_on = top.verb.is_none_or(|verb| {
            let verb = &groups.verbs[verb as usize];
            verb.b < token && !view.reports(verb) && !view.object_control(verb)
        });
        let opens = says.verb.is_some_and(|verb| {
            let verb = &groups.verbs[verb as usize];
            verb.finite && view.reports(verb)
        });
        if goes_on && opens && says.objects.is_empty() && top.reduced && described.is_some_and(paper) {
            self.stack.truncate(level + 1);
        }
    }

    /// "an attack on the shrine of a saint that killed ten": what kills is the attack, not what stands nearest.
    fn deadly(view: &View, groups: &Groups, index: usize, token: usize, nearest: u16) -> u16 {
        // its verb may stand behind a phrase ("that in a month left thousands dead"), not behind a subject of its own
        let phrase = |item: &Item| {
            matches!(*item, Item::Noun(noun) if groups.nouns[noun as usize].preposition.is_some())
                || matches!(item, Item::Link(_))
        };
        let verb = groups.items[index + 1..].iter().take(3).find(|&item| !phrase(item));
        let kills =
            matches!(verb, Some(&Item::Verb(verb)) if Self::harms(view, &groups.verbs[verb as usize]));
        let known = &view.pack.known;
        if !kills || !matches!(view.sentence.lower(token), "that" | "which") {
            return nearest;
        }
        let before = groups.items[..index].iter().rev();
        let attack = before.take_while(|item| !matches!(item, Item::Verb(_))).find_map(|&item| match item {
            Item::Noun(noun) => {
                let head = groups.nouns[noun as usize].head;
                let told = view.names_event(head) && view.sentence.classes[head] & known.conflict != 0;
                told.then_some(noun)
            }
            _ => None,
        });
        attack.unwrap_or(nearest)
    }

    /// Whether a verb tells what an attack does: "killed", "left ... dead".
    fn harms(view: &View, verb: &VerbGroup) -> bool {
        !verb.passive
            && (view.sentence.classes[verb.head] & view.pack.known.victim_word != 0
                || view.is_a(verb.head, Concept::Ruin))
    }

    /// "charges by Chad that rebels were armed": the noun whose content follows, over who brings it.
    fn charge_by(view: &View, groups: &Groups, index: usize, noun: usize) -> Option<u16> {
        let by = groups.nouns[noun].preposition.is_some_and(|token| view.sentence.lower(token) == "by");
        let subject_follows = matches!(groups.items.get(index + 1), Some(Item::Noun(_)));
        groups.nouns[noun].host.filter(|&host| by && subject_follows && view.governs(groups, host as usize))
    }
}
