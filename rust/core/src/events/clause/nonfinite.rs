//! Infinitives, bare verbs and participles: clauses that take their subject from what they hang on.

use super::{Clause, Clauses, Kind, View};
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item, VerbGroup};
use crate::events::lexicon::Concept;

impl Clauses {
    pub(super) fn infinitive(&mut self, view: &View, groups: &Groups, index: usize, verb: usize) {
        let at = groups.verbs[verb].a;
        let before = view.before(groups, index);
        if before.is_some_and(|before| view.tag(groups.items[before]) == Some(Tag::Coordinator))
            && let Some(level) = self.nearest(|clause| clause.kind == Kind::Infinitive)
        {
            self.coordinate(level, at, verb, view);
            return;
        }
        let top = self.top();
        if self.list[top].kind == Kind::Adverbial
            && self.list[top].verb.is_none()
            && self.list[top].subject.is_empty()
            && self.list[top].parent.is_some()
        {
            // "considers whether to withdraw"
            let subject = self.list[top].parent.map(|parent| self.list[parent as usize].subject);
            let clause = &mut self.list[top];
            clause.kind = Kind::Infinitive;
            clause.verb = Some(verb as u16);
            clause.subject = subject.unwrap_or_default();
            return;
        }
        let has_verb = self.list[top].verb.is_some();
        let noun = before.and_then(|before| match groups.items[before] {
            Item::Noun(noun) => {
                let mut noun = noun as usize;
                for _ in 0..3 {
                    if view.governs(groups, noun) {
                        return Some(noun);
                    }
                    noun = groups.nouns[noun].host? as usize;
                }
                None
            }
            _ => None,
        });
        let adjective = before.and_then(|before| match groups.items[before] {
            Item::Link(token) if view.sentence.tag(token as usize) == Some(Tag::Adjective) => {
                Some(token as usize)
            }
            _ => None,
        });
        let parent = has_verb.then_some(top);
        let mut subject = Few::default();
        if let Some(parent) = parent {
            let group = &groups.verbs[self.list[parent].verb.map_or(0, usize::from)];
            // "a man called the radio to claim the attack": he claims it
            let rings = view.is_a(group.head, Concept::Ring)
                && self.list[parent].objects.last().is_some_and(|object| {
                    view.sentence.classes[groups.nouns[object].head] & view.pack.known.outlet != 0
                });
            subject = match self.list[parent].objects.last().filter(|_| !rings) {
                Some(object) if view.object_control(group) && noun.is_none() => Few::one(object),
                _ if view.object_control(group) && group.passive => self.list[parent].subject,
                _ if view.object_control(group) && noun.is_none() && !rings => {
                    // "called on X to ..."
                    self.list[parent].obliques.last().map_or(self.list[parent].subject, Few::one)
                }
                _ => self.list[parent].subject,
            };
        }
        if noun.is_none()
            && let Some(Item::Noun(last)) = before.map(|before| groups.items[before])
        {
            let last = usize::from(last);
            // "it is hard for the army to leave"
            let judged = parent
                .and_then(|parent| self.list[parent].verb)
                .is_some_and(|verb| groups.verbs[usize::from(verb)].copula)
                && groups.nouns[last].preposition.is_some_and(|token| view.sentence.lower(token) == "for");
            let doer = if judged { Some(last) } else { Self::gathered_by(view, groups, last) };
            if let Some(doer) = doer {
                subject = Few::one(doer);
            }
        }
        if noun.is_none()
            && groups.verbs[verb].passive
            && let Some(told) = before.and_then(|before| Self::told_before(view, groups, before))
        {
            // "a day before a meeting to be held in Geneva": the meeting is held
            subject = Few::one(told);
        }
        let id = self.open(Kind::Infinitive, parent, None, at, view);
        let lacks = (!has_verb && noun.is_none()).then_some(top as u16);
        if let Some(governing) = noun {
            // "opened the way for the council to act": who shall do it
            let last = before.and_then(|before| match groups.items[before] {
                Item::Noun(last) if last as usize != governing => Some(last as usize),
                _ => None,
            });
            let told = last.filter(|&last| {
                groups.nouns[last].preposition.is_some_and(|token| view.sentence.lower(token) == "for")
            });
            subject = told.map(Few::one).unwrap_or_default();
        }
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.noun = noun.map(|noun| noun as u16);
        clause.adjective = adjective;
        clause.subject = subject;
        clause.lacks_subject = lacks;
    }

    /// "a demonstration by reporters in Boz to denounce him": those who gathered.
    fn gathered_by(view: &View, groups: &Groups, last: usize) -> Option<usize> {
        let mut at = last;
        for _ in 0..3 {
            let group = &groups.nouns[at];
            let by = group.preposition.is_some_and(|token| view.sentence.lower(token) == "by");
            let host = group.host.map(usize::from);
            if by && host.is_some_and(|host| view.is_a(groups.nouns[host].head, Concept::Crowd)) {
                return Some(at);
            }
            at = host.or_else(|| at.checked_sub(1))?;
        }
        None
    }

    /// The event that the group right before names, or what it hangs on: "a meeting about Chad".
    fn told_before(view: &View, groups: &Groups, before: usize) -> Option<usize> {
        let Item::Noun(noun) = groups.items[before] else { return None };
        let mut told = None;
        let mut next = Some(noun as usize);
        for _ in 0..3 {
            let Some(noun) = next else { break };
            if view.names_event(groups.nouns[noun].head) {
                told = Some(noun);
            }
            next = groups.nouns[noun].host.map(usize::from);
        }
        told
    }

    pub(super) fn bare(&mut self, view: &View, groups: &Groups, index: usize, verb: usize) {
        let at = groups.verbs[verb].a;
        let top = self.top();
        let before = view.before(groups, index);
        let after_coordinator = before.is_some_and(|before| {
            matches!(view.tag(groups.items[before]), Some(Tag::Coordinator | Tag::Comma))
        });
        let takes_bare = |clause: &Clause| {
            clause.verb.is_some_and(|verb| {
                let group = &groups.verbs[verb as usize];
                group.infinitive || group.modal.is_some() || group.bare || group.is_to
            })
        };
        if self.list[top].verb.is_none() {
            // "demands that X withdraw"; a headline's plural verb; an imperative
            self.take(top, verb);
        } else if let Some(level) = self.nearest(takes_bare).filter(|_| after_coordinator) {
            self.coordinate(level, at, verb, view);
        } else {
            let subject = self.list[top].objects.last().map_or(self.list[top].subject, Few::one);
            let id = self.open(Kind::Infinitive, Some(top), None, at, view);
            self.list[id].verb = Some(verb as u16);
            self.list[id].subject = subject;
        }
    }

    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    pub(super) fn participle(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        let group = groups.verbs[verb];
        let at = group.a;
        let top = self.top();
        let before = view.before(groups, index);
        let previous = before.map(|before| groups.items[before]);
        let tag_before = previous.and_then(|item| view.tag(item));
        if tag_before == Some(Tag::Coordinator) && !self.harms_too(view, groups, &group) {
            let level = self.nearest(|clause| {
                clause.verb.is_some_and(|verb| {
                    let other = &groups.verbs[verb as usize];
                    if group.gerund { other.gerund } else { other.passive || other.perfect }
                })
            });
            if let Some(level) = level {
                // "had shelled the town and wounded six": active as the first
                let first =
                    self.list[self.stack[level] as usize].verb.map(|verb| groups.verbs[verb as usize]);
                groups.verbs[verb].passive &= group.gerund || first.is_none_or(|first| first.passive);
                self.coordinate(level, at, verb, view);
                return;
            }
        }
        if tag_before == Some(Tag::Comma)
            && let Some(level) = self.listed(view, groups, before, verb)
        {
            // "were shot, stabbed and burned", "have condemned, rejected and repudiated the raid"
            if let Some(first) = self.list[top].verb.map(|first| groups.verbs[first as usize]) {
                (groups.verbs[verb].passive, groups.verbs[verb].perfect) = (first.passive, first.perfect);
            }
            self.coordinate(level, at, verb, view);
            return;
        }
        if self.list[top].verb.is_none()
            && self.list[top].kind != Kind::Main
            && !group.gerund
            && self.list[top].subject.is_empty()
        {
            // "when asked"
            self.take(top, verb);
            self.list[top].lacks_subject = Some(0);
            return;
        }
        let object_follows = Self::has_object(view, group.b);
        let reported = view.reports(&group)
            && !group.gerund
            && view.sentence.lower(group.b) != "of" // "X, a citizen accused of fraud"
            && self.list[top].verb.is_some()
            && Self::attributed(view, groups, index, verb).is_some();
        let told = !group.gerund && self.said_of(view, groups, previous, index, &group);
        // "a resolution passed by the assembly this week condemned the raid"
        let waits = !group.gerund
            && object_follows
            && self.list[top].verb.is_none()
            && self.list[top].kind == Kind::Main
            && self.list.last().is_some_and(|last| {
                let made = last.verb.is_some_and(|verb| {
                    let verb = &groups.verbs[verb as usize];
                    verb.passive && view.sentence.lower(verb.b) == "by"
                });
                made && last.reduced
                    && last.antecedent.is_some_and(|noun| self.list[top].subject.contains(noun.into()))
            });
        // "an incident in which guards at a mine shot and wounded ten men"
        let after = match view.sentence.tag(group.b) {
            Some(Tag::Coordinator)
                if matches!(view.sentence.tag(group.b + 1), Some(Tag::Participle | Tag::VerbPast)) =>
            {
                group.b + 2
            }
            _ => group.b,
        };
        let acts = !group.gerund
            && Self::has_object(view, after)
            && self.list[top].verb.is_none()
            && !self.list[top].subject.is_empty()
            && matches!(self.list[top].kind, Kind::Relative | Kind::Adverbial | Kind::Complement)
            && (after != group.b || !Self::resumes(view, groups, index));
        if self.is_contact(view, groups, before, index, verb) {
            return;
        }
        if told
            || reported
            || waits
            || acts
            || !group.gerund
                && tag_before == Some(Tag::Coordinator)
                && (object_follows
                    || view.sentence.tag(group.b) == Some(Tag::To)
                        && view.pack.lexicon.can_be_past(view.sentence.entries[group.head])
                    || self.takes_people(view, groups, previous, before, &group))
        {
            // a past tense after all: "killed three soldiers and wounded six others"
            groups.verbs[verb].finite = true;
            groups.verbs[verb].participle = false;
            groups.verbs[verb].passive = false;
            groups.verbs[verb].past = true;
            self.finite(view, groups, index, verb);
            return;
        }
        let host = self.nearest(|clause| clause.verb.is_some()).map(|level| self.stack[level] as usize);
        match previous {
            Some(Item::Noun(noun)) => {
                // "bombs the hideout of a militant leader killing five": the bombing kills
                let own = self.own_verb();
                let harms = view.names_event(groups.verbs[verb].head)
                    && own.and_then(|host| self.list[host].verb).is_some_and(|verb| {
                        let verb = &groups.verbs[verb as usize];
                        verb.finite && (view.names_event(verb.head) || view.tells(verb))
                    });
                // "attack a convoy killing ten": the attack kills
                let hurts = harms
                    && view.sentence.classes[groups.verbs[verb].head] & view.pack.known.victim_word != 0;
                // "a statement by the council condemning the raid": the council condemns it
                let by = groups.nouns[noun as usize]
                    .preposition
                    .is_some_and(|token| view.sentence.lower(token) == "by");
                // "after protests calling for his removal": the protests call for it
                let crowd = view.is_a(groups.nouns[noun as usize].head, Concept::Crowd);
                let place = in_phrase(groups, noun as usize)
                    && (harms || !by && !crowd && !view.acts(groups, noun as usize));
                // "captives were exchanged, with each side releasing ten"
                let absolute = groups.nouns[noun as usize].preposition.is_some_and(|token| {
                    view.sentence.lower(token) == "with"
                        && token > 0
                        && view.sentence.tag(token - 1) == Some(Tag::Comma)
                }) && (view.acts_alone(groups, noun as usize)
                    || matches!(
                        view.sentence.lower(groups.nouns[noun as usize].a),
                        "each" | "both" | "either" | "neither"
                    ));
                let host = if harms { own } else { host };
                if let Some(host) = host.filter(|_| group.gerund && !absolute && (place || hurts)) {
                    // "struck a market in Baghdad killing ten": the clause kills, not its place
                    let subject = self.list[host].subject;
                    self.participial(view, at, verb, Some(host), subject);
                } else {
                    let clause = self.participial(view, at, verb, None, Few::one(noun as usize));
                    clause.reduced = true;
                    clause.antecedent = Some(noun);
                }
            }
            Some(Item::Link(link)) if matches!(tag_before, Some(Tag::Preposition | Tag::Subordinator)) => {
                let noun = noun_before(groups, before).filter(|&noun| view.governs(groups, noun as usize));
                self.after_link(view, groups, link as usize, noun, verb);
            }
            Some(Item::Verb(_)) => {
                let subject = self.list[top].subject;
                self.participial(view, at, verb, Some(top), subject);
            }
            _ => {
                // after a comma, or at the head of the sentence
                let host = match host {
                    Some(_) if group.gerund => self.who_goes_on(view, groups, &group).or(host),
                    host => host,
                };
                // "took the port, having shelled it": who took it
                let noun = noun_before(groups, before).filter(|_| !group.gerund && !group.perfect);
                let subject = match noun {
                    Some(noun) => Few::one(noun as usize),
                    None => host.map(|host| self.list[host].subject).unwrap_or_default(),
                };
                let clause = self.participial(view, at, verb, host, subject);
                clause.reduced = noun.is_some();
                clause.lacks_subject = (host.is_none() && noun.is_none()).then_some(0);
            }
        }
    }

    /// The level of a clause whose verb a comma alone parts from a participle, where another follows behind a coordinator.
    fn listed(&self, view: &View, groups: &Groups, before: Option<usize>, verb: usize) -> Option<usize> {
        let Item::Verb(first) = groups.items[before?.checked_sub(1)?] else { return None };
        let group = &groups.verbs[verb];
        let one = &groups.verbs[first as usize];
        let tag = |token: usize| view.sentence.tag(token);
        let mut next = group.b;
        if tag(next) == Some(Tag::Comma) {
            next += 1;
        }
        let goes_on = tag(next) == Some(Tag::Coordinator) && tag(next + 1) == Some(Tag::Participle);
        let alike = (one.passive && one.finite || one.perfect) && one.b + 1 == group.a && !group.gerund;
        (alike && goes_on && self.list[self.top()].verb == Some(first)).then(|| self.stack.len() - 1)
    }

    /// "has condemned the raid which killed two and wounded six others": what harms goes on from what harms, not from the
    /// perfect tense above.
    fn harms_too(&self, view: &View, groups: &Groups, verb: &VerbGroup) -> bool {
        let harm = |verb: &VerbGroup| view.sentence.classes[verb.head] & view.pack.known.victim_word != 0;
        let inner = self.nearest(|clause| clause.verb.is_some()).and_then(|level| {
            self.list[self.stack[level] as usize].verb.map(|verb| &groups.verbs[verb as usize])
        });
        !verb.gerund
            && harm(verb)
            && Self::has_object(view, verb.b)
            && inner.is_some_and(|inner| {
                inner.finite && inner.past && !inner.passive && !inner.perfect && harm(inner)
            })
    }

    /// "killed ten people in the north and abducted women": people who stand behind a participle that is joined to a past
    /// tense suffer what it tells, unless it stands in a list ("the dead and wounded men").
    fn takes_people(
        &self,
        view: &View,
        groups: &Groups,
        previous: Option<Item>,
        before: Option<usize>,
        verb: &VerbGroup,
    ) -> bool {
        let noun =
            match (previous, before.and_then(|before| before.checked_sub(1)).map(|at| groups.items[at])) {
                (Some(Item::Noun(noun)), _) | (_, Some(Item::Noun(noun))) => noun as usize,
                _ => return false,
            };
        let known = &view.pack.known;
        let people = view.sentence.tag(verb.b) == Some(Tag::NounPlural)
            && view.sentence.classes[verb.b] & (known.person | known.armed) != 0;
        let joined = self.list[self.top()].verb.is_some_and(|verb| {
            let verb = &groups.verbs[verb as usize];
            verb.finite && verb.past && !verb.passive && view.tells(verb)
        });
        people && joined && in_phrase(groups, noun) && view.tells(verb) && verb.a + 1 == verb.b
    }

    /// The innermost clause with a verb that does not describe a noun.
    fn own_verb(&self) -> Option<usize> {
        // nor "a vessel suspected of carrying drugs"
        let within = |clause: &Clause| {
            clause.kind == Kind::Participial
                && clause.link.is_some()
                && clause.parent.is_some_and(|parent| self.list[parent as usize].reduced)
        };
        let own = |clause: &Clause| clause.verb.is_some() && !clause.reduced && !within(clause);
        self.nearest(own).map(|level| self.stack[level] as usize)
    }

    /// The clause whose subject a gerund behind a comma has: not that of what only describes a noun ("bombed a tanker
    /// anchored off Boz, killing two"), and where the gerund speaks, that of who speaks ("says X supplied arms,
    /// accusing it of").
    fn who_goes_on(&self, view: &View, groups: &Groups, verb: &VerbGroup) -> Option<usize> {
        let event = |clause: usize| {
            let verb = self.list[clause].verb.map(|verb| &groups.verbs[verb as usize]);
            verb.is_some_and(|verb| view.names_event(verb.head) || view.tells(verb))
        };
        let mut host = self.own_verb()?;
        let nearest = self.nearest(|clause| clause.verb.is_some()).map(|level| self.stack[level] as usize)?;
        if nearest != host && event(nearest) && !event(host) {
            // "a tape of a pilot shooting at a convoy, killing one"
            return Some(nearest);
        }
        let speaks = view.says(verb) || view.reports(verb) && !view.object_control(verb);
        for _ in 0..3 {
            let clause = &self.list[host];
            let above = clause.parent.filter(|_| speaks && clause.kind == Kind::Complement && !event(host));
            let Some(above) = above.map(usize::from) else { break };
            let says = self.list[above].verb.is_some_and(|verb| view.reports(&groups.verbs[verb as usize]));
            if !says && clause.noun.is_none() {
                break;
            }
            host = above;
        }
        Some(host)
    }

    /// "the rebels said the army attacked on Monday": behind a verb of saying and a group, what may be a past tense is
    /// one, where no other verb follows.
    fn said_of(
        &self,
        view: &View,
        groups: &Groups,
        previous: Option<Item>,
        index: usize,
        verb: &VerbGroup,
    ) -> bool {
        let Some(Item::Noun(noun)) = previous else { return false };
        let clause = &self.list[self.top()];
        let says = clause.verb.is_some_and(|verb| view.is_a(groups.verbs[verb as usize].head, Concept::Say));
        says && verb.a + 1 == verb.b
            && clause.objects.last() == Some(noun as usize)
            && groups.nouns[noun as usize].b == verb.a
            && view.sentence.lower(verb.b) != "by"
            && (view.sentence.lower(verb.head).ends_with("ed")
                || view.pack.lexicon.can_be_past(view.sentence.entries[verb.head]))
            && !Self::resumes(view, groups, index)
    }

    /// "accused of killing", "while accusing each other".
    fn after_link(&mut self, view: &View, groups: &Groups, link: usize, noun: Option<u16>, verb: usize) {
        let top = self.above_description(view, groups, link);
        let clause = self.list[top];
        let main = clause.verb.map(|verb| &groups.verbs[verb as usize]);
        // "agree to talk while accusing each other": who does the one does the other
        let above = clause.parent.filter(|_| main.is_none() && clause.kind == Kind::Adverbial);
        let accuses = main.filter(|verb| view.object_control(verb));
        let of = matches!(view.sentence.lower(link), "of" | "for" | "from" | "into");
        // "quoted a witness as saying": who is quoted says it
        let quoted = above.filter(|_| view.sentence.lower(link) == "as").and_then(|above| {
            let above = &self.list[above as usize];
            let verb = &groups.verbs[above.verb? as usize];
            let quotes = view.does(verb, Concept::Quote);
            above.objects.last().filter(|_| quotes && !verb.passive)
        });
        let subject = match (above, accuses, clause.objects.last()) {
            (Some(above), ..) => quoted.map_or(self.list[above as usize].subject, Few::one),
            (None, Some(_), Some(object)) if of => Few::one(object),
            // "fined the minister for calling", "an inquiry into the minister for calling": who called
            (None, None, Some(object))
                if view.sentence.lower(link) == "for"
                    && (view.acts_alone(groups, object)
                        || clause.obliques.last().is_some_and(|noun| view.aimed_at(groups, noun))) =>
            {
                let aimed = clause.obliques.last().filter(|&noun| view.aimed_at(groups, noun));
                Few::one(aimed.unwrap_or(object))
            }
            _ if main.is_none() => Few::default(),
            _ => clause.subject,
        };
        let parent = main.is_some().then_some(top);
        let waits_for = (main.is_none() && above.is_none()).then_some(top as u16);
        let opened = self.stack.len();
        let new = self.participial(view, groups.verbs[verb].a, verb, parent, subject);
        new.link = Some(link);
        new.noun = noun;
        new.lacks_subject = waits_for;
        if above.is_some() {
            // the clause that the link opened has no verb to wait for
            self.stack.remove(opened - 1);
        }
    }

    /// "boycotts a meeting that began on Monday after accusing Chad": the clause that such a link goes on from is not that
    /// of what only describes a thing.
    fn above_description(&self, view: &View, groups: &Groups, link: usize) -> usize {
        let top = self.top();
        let clause = &self.list[top];
        let thing = clause.kind == Kind::Relative
            && clause.verb.is_some()
            && clause.antecedent.is_some_and(|noun| {
                !view.acts_alone(groups, noun as usize) && !view.acts(groups, noun as usize)
            });
        if !thing || !matches!(view.sentence.lower(link), "after" | "before" | "while") {
            return top;
        }
        self.nearest(|clause| clause.verb.is_some() && clause.kind != Kind::Relative)
            .map_or(top, |level| self.stack[level] as usize)
    }

    /// Opens the clause of a participle.
    fn participial(
        &mut self,
        view: &View,
        at: usize,
        verb: usize,
        parent: Option<usize>,
        subject: Few,
    ) -> &mut Clause {
        let id = self.open(Kind::Participial, parent, None, at, view);
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.subject = subject;
        clause
    }
}

/// The noun group right before the item `before`.
fn noun_before(groups: &Groups, before: Option<usize>) -> Option<u16> {
    match groups.items[before?.checked_sub(1)?] {
        Item::Noun(noun) => Some(noun),
        _ => None,
    }
}

/// Whether a group, or the first of its list, stands after a preposition.
fn in_phrase(groups: &Groups, noun: usize) -> bool {
    let mut at = noun;
    while let Some(before) = groups.nouns[at].coordinated.or(groups.nouns[at].apposition) {
        at = before as usize;
    }
    groups.nouns[at].preposition.is_some()
}
