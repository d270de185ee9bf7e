//! A claim about what stands before it: `..., the ministry said`.

use super::{Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};
use crate::events::lexicon::Concept;

impl Clauses {
    /// The first group of the subject of an attribution: it stands between a comma and the reporting verb, and
    /// nothing is said after the verb.
    pub(super) fn attributed(view: &View, groups: &Groups, index: usize, verb: usize) -> Option<usize> {
        let before = view.before(groups, index)?;
        let mut noun = match groups.items[before] {
            Item::Noun(noun) => noun as usize,
            Item::Link(_) => Self::named_speaker(view, groups, before)?,
            Item::Verb(_) => return None,
        };
        // "an official in the capital said", "the British and Irish ministers said"
        for _ in 0..3 {
            let group = &groups.nouns[noun];
            if group.preposition.is_some() {
                noun = group.host? as usize;
            } else if let Some(previous) = group.coordinated.filter(|_| view.coordinated(groups, noun)) {
                noun = previous as usize;
            } else {
                break;
            }
        }
        if groups.nouns[noun].preposition.is_some() || view.is_in_denial(groups, noun) {
            return None;
        }
        let opens = view.comma_before(groups, Some(noun)) || view.quote_ends(groups.nouns[noun].a.max(1));
        let end = groups.verbs[verb].b;
        let closes = match view.sentence.tag(end) {
            None
            | Some(
                Tag::Comma
                | Tag::Mark
                | Tag::Date
                | Tag::Preposition
                | Tag::Adverb
                | Tag::Subordinator
                | Tag::Coordinator
                | Tag::Gerund,
            ) => true,
            // "..., the minister told Kenya Television."
            Some(Tag::NounPlural | Tag::Name | Tag::Determiner)
                if view.is_a(groups.verbs[verb].head, Concept::Tell)
                    && View::told(groups, end).is_some_and(|end| {
                        matches!(
                            view.sentence.tag(end),
                            None | Some(Tag::Comma | Tag::Mark | Tag::Date | Tag::Preposition)
                        )
                    }) =>
            {
                true
            }
            // "she told reporters"
            Some(Tag::NounPlural | Tag::Determiner | Tag::Name | Tag::Pronoun) => {
                view.sentence.tag(end + 1).is_none_or(|tag| !tag.is_verb() && tag != Tag::That)
                    && view.quote_ends(groups.nouns[noun].a.max(1))
            }
            _ => false,
        };
        (opens && closes).then_some(noun)
    }

    /// "..., said an army spokesman": whether somebody who acts stands right behind a verb of saying, and says no more.
    pub(super) fn said_behind(view: &View, groups: &Groups, index: usize, verb: usize) -> bool {
        let Some(&Item::Noun(noun)) = groups.items.get(index + 1) else { return false };
        let group = &groups.nouns[noun as usize];
        let says = view.is_a(groups.verbs[verb].head, Concept::Say);
        let closes = matches!(
            view.sentence.tag(group.b),
            None | Some(Tag::Comma | Tag::Mark | Tag::Date | Tag::Preposition)
        );
        let next = groups.items[index + 2..].iter().find(|item| !matches!(item, Item::Noun(_)));
        let goes_on = matches!(next, Some(&Item::Verb(_)));
        says && closes
            && !goes_on
            && group.preposition.is_none()
            && !group.pronoun
            && view.acts_alone(groups, noun as usize)
    }

    /// "..., its commander, X, said": whom the name between commas before the verb belongs to.
    fn named_speaker(view: &View, groups: &Groups, comma: usize) -> Option<usize> {
        let between = |at: usize| view.tag(groups.items[at]) == Some(Tag::Comma);
        let name = comma.checked_sub(1).filter(|_| between(comma))?;
        let Item::Noun(name) = groups.items[name] else { return None };
        let speaker = groups.nouns[name as usize].apposition? as usize;
        let opens =
            view.comma_before(groups, Some(speaker)) || view.quote_ends(groups.nouns[speaker].a.max(1));
        (opens && view.comma_before(groups, Some(name as usize))).then_some(speaker)
    }

    /// The first group of the subject of an attribution that stands within a clause which waits for its verb: commas on
    /// both sides, and the clause goes on behind. "The talks, the minister said, will go on", "If it fails, he said,
    /// rebels will attack".
    pub(super) fn inserted(&self, view: &View, groups: &Groups, index: usize, verb: usize) -> Option<usize> {
        let waiting = &self.list[self.top()];
        if waiting.kind != Kind::Main || groups.verbs[verb].passive {
            return None;
        }
        let first = Self::attributed(view, groups, index, verb)?;
        if !view.comma_before(groups, Some(first)) || groups.nouns[first].a < 2 {
            return None;
        }
        let mut rest = groups.items[index + 1..].iter();
        let comma =
            rest.find(|&&item| !matches!(view.tag(item), Some(Tag::Date | Tag::Adverb | Tag::Preposition)))?;
        if view.tag(*comma) != Some(Tag::Comma) {
            return None;
        }
        let mut subject = waiting.subject.iter().any(|noun| noun < first);
        for &item in rest {
            match item {
                Item::Noun(noun) => subject |= groups.nouns[noun as usize].preposition.is_none(),
                Item::Verb(next) => {
                    let next = &groups.verbs[next as usize];
                    return (subject && next.finite && !view.reports(next)).then_some(first);
                }
                Item::Link(link) => match view.sentence.tag(link as usize) {
                    Some(Tag::Preposition | Tag::Date | Tag::Adverb | Tag::Mark) => {}
                    _ => return None,
                },
            }
        }
        None
    }

    /// Opens the clause of an attribution within another, which goes on to wait for its verb.
    pub(super) fn said_within(
        &mut self,
        view: &View,
        groups: &mut Groups,
        first: usize,
        index: usize,
        verb: usize,
    ) {
        let mut waiting = std::mem::take(&mut self.stack);
        self.said_by(view, groups, first, index, verb);
        // until the comma behind it
        waiting.append(&mut self.stack);
        self.stack = waiting;
    }

    /// Opens the clause of an attribution whose subject begins with the group `first`.
    pub(super) fn said_by(
        &mut self,
        view: &View,
        groups: &mut Groups,
        first: usize,
        index: usize,
        verb: usize,
    ) {
        let start = groups.nouns[first].a;
        let last = (0..index)
            .rev()
            .find_map(|at| match groups.items[at] {
                Item::Noun(noun) => Some(noun as usize),
                _ => None,
            })
            .unwrap_or(first);
        for clause in &mut self.list {
            for noun in first..=last {
                clause.subject.remove(noun);
                clause.objects.remove(noun);
                clause.obliques.remove(noun);
            }
        }
        groups.nouns[first].coordinated = None;
        groups.nouns[first].apposition = None;
        self.stack.truncate(1);
        let id = self.open(Kind::Main, None, None, start, view);
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.subject.push(first);
        for noun in first + 1..=last {
            if groups.nouns[noun].coordinated.is_some_and(|root| root as usize == first) {
                clause.subject.push(noun);
            } else {
                clause.obliques.push(noun);
            }
        }
        self.owner[start..groups.verbs[verb].a].fill(id as u16);
        self.attribute(id);
    }

    /// The claim covers every root clause before it.
    pub(super) fn attribute(&mut self, id: usize) {
        self.list[id].attribution = true;
        for clause in 0..id {
            let clause = &mut self.list[clause];
            if clause.parent.is_none() && !clause.attribution && clause.noun.is_none() {
                match clause.kind {
                    Kind::Main => {
                        clause.parent = Some(id as u16);
                        clause.kind = Kind::Complement;
                    }
                    Kind::Adverbial => clause.parent = Some(id as u16),
                    _ => {}
                }
            }
        }
        self.speaker = Some(id as u16);
    }
}
