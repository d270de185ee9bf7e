//! What only describes the subject of what is said: "said a guard, who was off duty, fled".

use super::{Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};

impl Clauses {
    /// Whether what stands between commas describes the object of a verb of saying, which is the subject of what is
    /// said: a relative clause on top, or those whom it includes.
    pub(super) fn describes_said(&self, view: &View, groups: &Groups, top: usize, level: usize) -> bool {
        let says = &self.list[self.stack[level] as usize];
        if !says.verb.is_some_and(|verb| view.reports(&groups.verbs[verb as usize])) {
            return false;
        }
        let Some(object) = says.objects.last() else { return false };
        if level + 1 == self.stack.len() {
            // "reports 87 people, including eight guards, were killed"
            let end = groups.nouns[object].b;
            return view.sentence.tag(end) == Some(Tag::Comma)
                && matches!(view.sentence.lower(end + 1), "including" | "among");
        }
        self.list[top].kind == Kind::Relative
            && self.list[top].antecedent.is_some_and(|antecedent| antecedent as usize == object)
    }

    /// Whether the last object of a clause, which a coordinator joins to what is told before, only tells between commas
    /// whom it includes: it is the subject of the next verb.
    pub(super) fn includes_behind(&self, view: &View, groups: &Groups, top: usize, at: usize) -> bool {
        let Some(object) = self.list[top].objects.last() else { return false };
        let group = &groups.nouns[object];
        // "was shut and an envoy, Ana Diaz, met the rebels"
        let named = groups
            .nouns
            .iter()
            .any(|name| name.apposition == Some(object as u16) && name.a == group.b + 1 && name.b + 1 == at);
        view.coordinated(groups, object)
            && view.sentence.tag(group.b) == Some(Tag::Comma)
            && (named || matches!(view.sentence.lower(group.b + 1), "including" | "among"))
    }

    /// The level of a clause of saying whose object a finished relative clause on top describes: the verb right
    /// behind is that of what is said. So it is where gerunds describe the object: "said a man wearing a mask fled".
    pub(super) fn described(
        &self,
        view: &View,
        groups: &Groups,
        top: usize,
        before: Option<usize>,
    ) -> Option<usize> {
        let Item::Noun(_) = groups.items[before?] else { return None };
        let verb_of = |clause: usize| self.list[clause].verb.map(|verb| &groups.verbs[verb as usize]);
        let gerund =
            |clause: usize| self.list[clause].reduced && verb_of(clause).is_some_and(|verb| verb.gerund);
        let verb = verb_of(top)?;
        // "told a business meeting the union grows little": a meeting, and nobody who meets
        let named = view.names_event(verb.head) && !self.list[top].objects.is_empty();
        if self.list[top].kind != Kind::Relative && (!gerund(top) || named) || view.reports(verb) {
            return None;
        }
        let mut level = self.stack.len() - 1;
        // "said a bomb targeting a bus carrying guards went off"
        while level > 1 && gerund(self.stack[level] as usize) && gerund(self.stack[level - 1] as usize) {
            level -= 1;
        }
        let antecedent = self.list[self.stack[level] as usize].antecedent? as usize;
        let level = level.checked_sub(1)?;
        let says = self.stack[level] as usize;
        (self.list[says].objects.last() == Some(antecedent)
            && verb_of(says).is_some_and(|verb| view.reports(verb)))
        .then_some(level)
    }

    /// Whether the comma at the item `before` closes an apposition to the last object of a verb of saying: "says
    /// the minister, X, has resigned", "says X, the editor of a paper, was shot", "says the mayor of Boz, X, was shot".
    pub(super) fn ends_apposition(
        &mut self,
        view: &View,
        groups: &mut Groups,
        before: Option<usize>,
        reports: bool,
    ) -> bool {
        let top = self.top();
        let Some(Item::Noun(noun)) = before.filter(|&at| at > 0).map(|at| groups.items[at - 1]) else {
            return false;
        };
        if !self.list[top].verb.is_some_and(|verb| view.reports(&groups.verbs[verb as usize])) {
            return false;
        }
        let nouns = &groups.nouns;
        // over what hangs on it, and over what it is joined to: "X, a teacher and father of two, was shot"
        let whole = |mut noun: usize| loop {
            let group = &nouns[noun];
            let joined = group.coordinated.filter(|_| view.coordinated(groups, noun));
            match joined.or(group.host.filter(|_| group.coordinated.is_none())) {
                Some(next) if group.apposition.is_none() => noun = usize::from(next),
                _ => return noun,
            }
        };
        let noun = whole(noun as usize);
        // a comma alone makes no list: "says a guard, the brother of a minister, was shot"
        let listed = nouns[noun].coordinated.filter(|_| !reports);
        let Some(described) = nouns[noun].apposition.or(listed).map(usize::from) else {
            return false;
        };
        let mut objects = self.list[top].objects;
        objects.remove(noun);
        let over = |mut noun: usize| {
            while let Some(host) = nouns[noun].host.filter(|_| nouns[noun].apposition.is_none()) {
                noun = usize::from(host);
            }
            noun
        };
        // "says X, 45, a teacher, was shot"
        let root = nouns[described].apposition.map_or(described, usize::from);
        let last = objects.last();
        let ends = described < noun && (last == Some(over(root)) || last == Some(whole(root)));
        if ends {
            self.list[top].objects = objects;
            groups.nouns[noun].coordinated = None;
            groups.nouns[noun].apposition = Some(described as u16);
        }
        ends
    }
}
