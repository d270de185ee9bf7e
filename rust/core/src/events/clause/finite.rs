//! A finite verb: it closes the clauses that end before it, and finds its subject.

use super::{Clauses, Kind, View};
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};

impl Clauses {
    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    pub(super) fn finite(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        let at = groups.verbs[verb].a;
        let top = self.top();
        let before = view.before(groups, index);
        let tag_before = before.and_then(|at| view.tag(groups.items[at]));
        let reports = view.reports(&groups.verbs[verb]);
        if self.made_by(view, groups, before, index, verb) || Self::made_with(view, groups, before, verb) {
            // "a resolution passed by the assembly condemned the raid"
            self.as_participle(view, groups, index, verb);
            return;
        }
        if reports
            && self.list[top].verb.is_none()
            && let Some(first) = self.inserted(view, groups, index, verb)
        {
            // "the talks, the minister said, will go on"
            self.said_within(view, groups, first, index, verb);
            return;
        }
        if self.list[top].verb.is_none()
            && !(self.list[top].subject.is_empty()
                && tag_before == Some(Tag::Coordinator)
                && self.stack.len() > 1)
        {
            if let Some((thing, who)) = self.contact(view, groups, before, index, verb) {
                // "the embargo the council has imposed on Chad hurts"
                self.list[top].subject.remove(who);
                self.about(view, groups, thing, who, verb);
                return;
            }
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
        if reports
            && tag_before == Some(Tag::Comma)
            && self.list[top].verb.is_some()
            && Self::said_behind(view, groups, index, verb)
        {
            // "ten were killed, said an army spokesman"
            self.alone(view, at, verb, true);
            return;
        }
        if tag_before == Some(Tag::Coordinator)
            && let Some(level) = self.goes_on_from(view, groups, before, verb)
        {
            let pair = self.beside(level, at, verb, view);
            self.pairs.push(pair);
            return;
        }
        if let Some(what) = Self::free_relative(view, groups, before) {
            // "frees 40 inmates in what is called a gesture of goodwill": the inmates are called nothing
            let at = groups.nouns[what].a;
            let id = self.open(Kind::Adverbial, Some(top), None, at, view);
            self.list[id].verb = Some(verb as u16);
            self.list[id].subject.push(what);
            self.owner[at..groups.verbs[verb].a].fill(id as u16);
            return;
        }
        if let Some(subject) =
            self.new_subject(view, groups, before).or_else(|| self.spliced(view, groups, before))
        {
            // "attack a post north of the city and bombers strike across the country"
            groups.nouns[subject].coordinated = None;
            groups.nouns[subject].apposition = None;
            let at = groups.nouns[subject].a;
            self.stack.truncate(1);
            let id = self.open(Kind::Main, None, None, at, view);
            self.list[id].verb = Some(verb as u16);
            self.list[id].subject.push(subject);
            self.owner[at..groups.verbs[verb].a].fill(id as u16);
            return;
        }
        if let Some(subject) = self.beside_passive(view, groups, before) {
            // "the raid in which ten were killed and nine were hurt": what is killed has no object
            groups.nouns[subject].coordinated = None;
            self.list[top].objects.remove(subject);
            let at = groups.nouns[subject].a;
            let level = self.stack.len() - 1;
            let pair = self.beside(level, at, verb, view);
            let obliques = self.list[pair.0 as usize].obliques;
            let clause = &mut self.list[pair.1 as usize];
            clause.subject = Few::one(subject);
            if let Some(antecedent) =
                clause.antecedent.map(usize::from).filter(|&noun| obliques.contains(noun))
            {
                clause.obliques.push(antecedent);
            }
            self.owner[at..groups.verbs[verb].a].fill(pair.1);
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
            && !self.ends_apposition(view, groups, before, reports)
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
            if self.includes_behind(view, groups, top, at) {
                // "a soldier was killed and five others, including a nurse, were hurt"
                self.after_object(view, groups, at, verb, false, None);
                return;
            }
            // "imposes sanctions on X, expresses support for Y"
            self.beside(level, at, verb, view);
            return;
        }
        if let Some(level) = self.described(view, groups, top, before) {
            // "says a bomb that killed three guards was planted"
            self.stack.truncate(level + 1);
            self.after_object(view, groups, at, verb, false, None);
            return;
        }
        if self.describes(view, groups, before, verb) {
            self.as_participle(view, groups, index, verb);
            return;
        }
        if let Some(noun) = self.elided(view, groups, before, verb) {
            // "four were killed and an officer wounded"
            self.list[top].objects.remove(noun);
            groups.nouns[noun].coordinated = None;
            self.as_participle(view, groups, index, verb);
            return;
        }
        if self.misread(view, groups, before, tag_before) {
            // "the six men murdered last week by soldiers were buried"
            self.reduce(view, groups, at, verb);
            return;
        }
        self.undescribed(view, groups, before);
        if let Some((thing, who)) = self.contact(view, groups, before, index, verb) {
            // "asked it to enforce the embargo the council has imposed on Chad"
            self.list[top].objects.remove(who);
            self.about(view, groups, thing, who, verb);
            return;
        }
        self.after_object(view, groups, at, verb, reports, tag_before);
    }

    /// Whether another finite verb follows in the same breath, without a subject of its own.
    pub(super) fn resumes(view: &View, groups: &Groups, index: usize) -> bool {
        let mut subject = false;
        for &item in &groups.items[index + 1..] {
            match item {
                Item::Verb(verb) if groups.verbs[verb as usize].finite => return !subject,
                Item::Verb(_) => subject = false,
                Item::Noun(noun) => {
                    let group = &groups.nouns[noun as usize];
                    subject = group.preposition.is_none() && group.coordinated.is_none();
                }
                Item::Link(token) => {
                    if matches!(
                        view.sentence.tag(token as usize),
                        Some(
                            Tag::Comma
                                | Tag::Mark
                                | Tag::That
                                | Tag::Relative
                                | Tag::Subordinator
                                | Tag::Coordinator
                        )
                    ) {
                        return false;
                    }
                }
            }
        }
        false
    }

    /// "what" behind a preposition, right before its verb.
    fn free_relative(view: &View, groups: &Groups, before: Option<usize>) -> Option<usize> {
        let Item::Noun(noun) = groups.items[before?] else { return None };
        let group = &groups.nouns[noun as usize];
        (group.pronoun && group.preposition.is_some() && view.sentence.lower(group.head) == "what")
            .then_some(noun as usize)
    }

    /// The group right before a verb that a coordinator joins to what stands behind a passive verb.
    fn beside_passive(&self, view: &View, groups: &Groups, before: Option<usize>) -> Option<usize> {
        let Item::Noun(noun) = groups.items[before?] else { return None };
        let noun = noun as usize;
        let clause = &self.list[self.top()];
        let passive = &groups.verbs[clause.verb? as usize];
        let keeps = view.pack.lexicon.keeps_object(view.sentence.entries[passive.head]);
        (passive.passive
            && passive.finite
            && !keeps
            && clause.kind == Kind::Relative
            && clause.objects.first() == clause.objects.last()
            && clause.objects.contains(noun)
            && view.coordinated(groups, noun)
            && self.lacking().is_some())
        .then_some(noun)
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
        let mut noun = noun as usize;
        // "in their offensive and the thrust through the lines was going on": over what hangs on it
        while let Some(host) = groups.nouns[noun].host.filter(|_| groups.nouns[noun].coordinated.is_none()) {
            noun = host as usize;
        }
        // "by rebels, and ten men and two women were taken": the whole list behind a comma
        let bare = |&noun: &usize| groups.nouns[noun].preposition.is_none();
        let mut first = noun;
        while let Some(previous) = groups.nouns[first].coordinated.map(usize::from).filter(bare) {
            first = previous;
        }
        if view.comma_and(groups, first) {
            noun = first;
        }
        let group = &groups.nouns[noun];
        let clause = &self.list[self.top()];
        let says = view.reports(&groups.verbs[clause.verb? as usize]);
        let mut root = groups.nouns[group.coordinated? as usize];
        // "in the capital, Boz, and a guard is killed": over the name of what hangs on the preposition
        if let Some(described) = root.apposition.filter(|_| root.preposition.is_none()) {
            root = groups.nouns[described as usize];
        }
        // "clashes between the army and rebels kill ten": two sides, one phrase
        let sides = root.preposition.is_some_and(|at| matches!(view.sentence.lower(at), "between" | "among"));
        (group.preposition.is_none()
            && root.preposition.is_some()
            && !sides
            && (!says || clause.objects.is_empty())
            && view.coordinated(groups, noun)
            && !clause.objects.contains(noun)
            && self.lacking().is_none())
        .then_some(noun)
    }

    /// The group that a verb right behind has for its subject, where a comma alone parts it from a phrase of the clause
    /// before: "sends troops to Chad, half of them are medics". No comma behind says that it would describe that.
    fn spliced(&self, view: &View, groups: &Groups, before: Option<usize>) -> Option<usize> {
        let Item::Noun(noun) = groups.items[before?] else { return None };
        let mut noun = noun as usize;
        while let Some(host) = groups.nouns[noun].host.filter(|_| groups.nouns[noun].coordinated.is_none()) {
            noun = host as usize;
        }
        let clause = &self.list[self.top()];
        let above = &groups.verbs[clause.verb? as usize];
        let group = &groups.nouns[noun];
        (group.preposition.is_none()
            && !group.pronoun
            && (group.coordinated.is_some() || group.apposition.is_some())
            && group.a > above.b
            && !view.reports(above)
            && !view.coordinated(groups, noun)
            && view.comma_before(groups, Some(noun))
            && !clause.objects.contains(noun)
            && self.lacking().is_none())
        .then_some(noun)
    }

    /// Whether an object can begin at a token.
    pub(super) fn has_object(view: &View, token: usize) -> bool {
        matches!(view.sentence.tag(token), Some(Tag::Determiner | Tag::Number | Tag::Name | Tag::Pronoun))
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
        // "killing nine, as talks ... continue": a comma parts what is done to whom from what goes on
        let parted = |last: usize| {
            !view.comma_before(groups, Some(last))
                && (groups.nouns[last].b..at).any(|token| view.sentence.tag(token) == Some(Tag::Comma))
                && view.sentence.tag(at - 1) != Some(Tag::Comma)
                && self.list[top].verb.is_some_and(|verb| view.tells(&groups.verbs[verb as usize]))
        };
        match subject.filter(|&(_, last)| between(last) && !parted(last)) {
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
        // "hit a depot, and Chad, Mali and Sudan accused": all of those behind ", and"
        if first == last && view.coordinated(groups, last) {
            let mut at = last;
            while let Some(previous) = groups.nouns[at].coordinated.map(usize::from)
                && objects.contains(previous)
                && view.acts_alone(groups, previous)
            {
                at = previous;
                if view.comma_and(groups, at) {
                    first = at;
                    break;
                }
                if !view.joined(groups, at) {
                    break;
                }
            }
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
        // "said they had left, but the army denied it": whoever else it is says it himself
        let against = start > 1
            && view.sentence.lower(start - 1) == "but"
            && view.sentence.tag(start - 2) == Some(Tag::Comma)
            && before.quote == 0
            && view.sentence.quotes.get(start).is_none_or(|&quote| quote == 0);
        let (kind, parent) = if attributes || against {
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
