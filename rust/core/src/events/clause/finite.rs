//! A finite verb: it closes the clauses that end before it, and finds its subject.

use super::{Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};

impl Clauses {
    /// One case after another, in the order that decides.
    pub(super) fn finite(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        let at = groups.verbs[verb].a;
        let top = self.top();
        let before = view.before(groups, index);
        let tag_before = before.and_then(|at| view.tag(groups.items[at]));
        let reports = view.reports(&groups.verbs[verb]);
        if self.list[top].verb.is_none()
            && !(self.list[top].subject.is_empty()
                && tag_before == Some(Tag::Coordinator)
                && self.stack.len() > 1)
        {
            self.take(top, verb);
            return;
        }
        if reports
            && self.list[top].verb.is_some()
            && let Some(first) = Self::attributed(view, groups, index, verb)
        {
            // "..., the ministry said": a claim over what stands before
            self.said_by(view, groups, first, index, verb);
            return;
        }
        if tag_before == Some(Tag::Coordinator)
            && let Some(level) =
                self.nearest(|clause| clause.verb.is_some_and(|verb| groups.verbs[verb as usize].finite))
        {
            let pair = self.beside(level, at, verb, view);
            self.pairs.push(pair);
            return;
        }
        if let Some(subject) = self.new_subject(view, groups, before) {
            // "attack a post north of the city and bombers strike across the country"
            groups.nouns[subject].coordinated = None;
            let at = groups.nouns[subject].a;
            self.stack.truncate(1);
            let id = self.open(Kind::Main, None, None, at, view);
            self.list[id].verb = Some(verb as u16);
            self.list[id].subject.push(subject);
            self.owner[at..groups.verbs[verb].a].fill(id as u16);
            return;
        }
        if let Some(level) = self.lacking().filter(|&level| level + 1 < self.stack.len()) {
            // an outer clause waits for its verb, unless a new subject stands right here after a comma
            let waiting = self.stack[level] as usize;
            if !self.list[waiting].subject.is_empty() || self.list[top].objects.is_empty() {
                self.stack.truncate(level + 1);
                self.take(waiting, verb);
                return;
            }
        }
        let reporting_end = reports && view.comma_before(groups, self.list[top].objects.last());
        if tag_before == Some(Tag::Comma)
            && index > 0
            && !self.ends_apposition(view, groups, top, before)
            && !reporting_end
            && !(reports && view.quote_ends(at))
            && self.list[top].verb.is_some()
            && let Some(level) = self.nearest(|clause| {
                clause.verb.is_some_and(|verb| groups.verbs[verb as usize].finite)
                    && !matches!(clause.kind, Kind::Relative)
            })
        {
            if self.describes_said(view, groups, top, level) {
                // "says X, who was held since May, has been released"
                self.stack.truncate(level + 1);
                self.after_object(view, groups, at, verb, false, None);
                return;
            }
            // "imposes sanctions on X, expresses support for Y"
            self.beside(level, at, verb, view);
            return;
        }
        if self.describes(view, groups, before, verb) {
            let group = &mut groups.verbs[verb];
            (group.finite, group.past) = (false, false);
            (group.participle, group.passive) = (true, true);
            self.participle(view, groups, index, verb);
            return;
        }
        self.undescribed(view, groups, before);
        self.after_object(view, groups, at, verb, reports, tag_before);
    }

    /// "the rebels rejected the accord, the European Union pledged help": a name that no comma closes describes
    /// nothing before it.
    fn undescribed(&mut self, view: &View, groups: &mut Groups, before: Option<usize>) {
        let Some(Item::Noun(noun)) = before.map(|before| groups.items[before]) else { return };
        let noun = noun as usize;
        let clause = &self.list[self.top()];
        let Some(described) = groups.nouns[noun].apposition.map(usize::from) else { return };
        let says = clause.verb.is_none_or(|verb| view.reports(&groups.verbs[verb as usize]));
        let behind = groups.nouns[described].b < groups.nouns[noun].a;
        if !says
            && behind
            && clause.objects.contains(described)
            && view.comma_before(groups, Some(noun))
            && view.acts_alone(groups, noun)
        {
            groups.nouns[noun].apposition = None;
            let top = self.top();
            self.list[top].objects.push(noun);
        }
    }

    /// The group right before a verb that a coordinator joins to a phrase of the clause before, where no clause waits
    /// for a verb: the verb's own subject.
    fn new_subject(&self, view: &View, groups: &Groups, before: Option<usize>) -> Option<usize> {
        let Item::Noun(noun) = groups.items[before?] else { return None };
        let noun = noun as usize;
        let group = &groups.nouns[noun];
        let clause = &self.list[self.top()];
        let says = view.reports(&groups.verbs[clause.verb? as usize]);
        let root = groups.nouns[group.coordinated? as usize];
        (group.preposition.is_none()
            && root.preposition.is_some()
            && (!says || clause.objects.is_empty())
            && view.coordinated(groups, noun)
            && !clause.objects.contains(noun)
            && self.lacking().is_none())
        .then_some(noun)
    }

    /// Whether a verb right behind a group of another verb's clause is a participle after all: "killed ten in a foiled
    /// rebel planned attack", "stormed a post, with two guards reported dead". It is a past tense that may be one,
    /// under an event's verb that has no clause for its object.
    fn describes(&self, view: &View, groups: &Groups, before: Option<usize>, verb: usize) -> bool {
        let group = &groups.verbs[verb];
        let Some(Item::Noun(_)) = before.map(|before| groups.items[before]) else { return false };
        let clause = &self.list[self.top()];
        let Some(above) = clause.verb.map(|verb| &groups.verbs[verb as usize]) else { return false };
        above.finite
            && !above.copula
            && view.tells(above)
            && group.a + 1 == group.b
            && view.sentence.tag(group.head) == Some(Tag::VerbPast)
            && (view.pack.lexicon.can_be_participle(view.sentence.entries[group.head])
                || view.sentence.lower(group.head).ends_with("ed"))
            && !clause.objects.last().is_some_and(|first| view.coordinated(groups, first))
    }

    /// Whether what stands between commas describes the object of a verb of saying, which is the subject of what is
    /// said: a relative clause on top, or those whom it includes.
    fn describes_said(&self, view: &View, groups: &Groups, top: usize, level: usize) -> bool {
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

    /// A verb whose subject was read as the object of the clause before: "said the minister resigned". Where there
    /// is none, the verb begins a clause of its own.
    fn after_object(
        &mut self,
        view: &View,
        groups: &mut Groups,
        at: usize,
        verb: usize,
        reports: bool,
        tag_before: Option<Tag>,
    ) {
        let top = self.top();
        let subject = self.last_object(view, groups);
        let attributes = reports
            && (tag_before == Some(Tag::Comma)
                || view.comma_before(groups, subject.map(|subject| subject.0))
                || view.quote_ends(at));
        let between = |last: usize| {
            let after_verb = |verb: u16| groups.verbs[verb as usize].b <= groups.nouns[last].a;
            groups.nouns[last].b <= at && self.list[top].verb.is_some_and(after_verb)
        };
        match subject.filter(|&(_, last)| between(last)) {
            Some((first, last)) => self.with_subject(view, groups, first..=last, verb, attributes),
            None => self.alone(view, at, verb, attributes),
        }
    }

    /// The groups of the last object, first and last: "the minister, his wife and a guard".
    fn last_object(&self, view: &View, groups: &Groups) -> Option<(usize, usize)> {
        let clause = &self.list[self.top()];
        let objects = &clause.objects;
        let last = objects.last()?;
        // "said he and his deputy had met": what is said has no other object
        let says = clause.verb.is_some_and(|verb| view.reports(&groups.verbs[verb as usize]));
        let mut first = last;
        while let Some(previous) = groups.nouns[first].coordinated {
            // "rejected the accord, the union pledged help": a comma alone makes no list of two
            let joined =
                first != last && view.joined(groups, first) || says && view.coordinated(groups, first);
            if !objects.contains(previous as usize) || !joined {
                break;
            }
            first = previous as usize;
        }
        // "hit a depot, and Chad and Mali accused": both of those behind the comma
        if first == last
            && let Some(previous) = groups.nouns[last].coordinated.map(usize::from)
            && objects.contains(previous)
            && view.coordinated(groups, last)
            && view.comma_and(groups, previous)
            && view.acts_alone(groups, previous)
        {
            first = previous;
        }
        Some((first, last))
    }

    /// A verb without a subject before it: that of the clause before, or one that comes after it ("said X").
    fn alone(&mut self, view: &View, at: usize, verb: usize, attributes: bool) {
        let before = self.list[self.top()];
        self.stack.truncate(1);
        let parent = before.parent.filter(|_| !attributes).map(usize::from);
        let id = self.open(Kind::Main, parent, None, at, view);
        self.list[id].verb = Some(verb as u16);
        if attributes {
            self.attribute(id);
            self.list[id].inverted = true;
        } else {
            self.list[id].subject = before.subject;
        }
    }

    /// A verb that takes objects of the clause before as its subject, with what belongs to them.
    fn with_subject(
        &mut self,
        view: &View,
        groups: &mut Groups,
        subject: std::ops::RangeInclusive<usize>,
        verb: usize,
        attributes: bool,
    ) {
        let top = self.top();
        let first = *subject.start();
        let start = groups.nouns[first].a;
        let before = &mut self.list[top];
        let moved = before.objects.take(|noun| subject.contains(&noun));
        let obliques = before.obliques.take(|noun| groups.nouns[noun].a > start);
        let coordinator = view.coordinated(groups, first);
        groups.nouns[first].coordinated = None;
        groups.nouns[first].apposition = None;
        let before = self.list[top];
        let (kind, parent) = if attributes {
            (Kind::Main, None)
        } else if coordinator || view.comma_before(groups, Some(first)) {
            let kind = if before.kind == Kind::Complement { Kind::Complement } else { Kind::Main };
            (kind, before.parent.filter(|_| kind == Kind::Complement || before.quote > 0))
        } else {
            (Kind::Complement, Some(top as u16))
        };
        if kind == Kind::Main {
            self.stack.truncate(1);
        }
        let id = self.open(kind, parent.map(usize::from), None, start, view);
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.subject = moved;
        clause.obliques = obliques;
        self.owner[start..groups.verbs[verb].a].fill(id as u16);
        if attributes {
            self.attribute(id);
        } else if kind == Kind::Main
            && parent.is_none()
            && let Some(speaker) = self.speaker.filter(|_| self.list[id].quote > 0)
        {
            self.list[id].parent = Some(speaker);
            self.list[id].kind = Kind::Complement;
        }
    }
}
