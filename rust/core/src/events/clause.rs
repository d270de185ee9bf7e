//! Clauses: the third step. Each verb group gets a clause, its subject, objects and obliques, and a parent.
//!
//! One pass over the items with a stack of open clauses. A clause closes where English closes it: at a finite
//! verb that an outer clause still lacks, at a comma after a relative or subordinate clause, at a semicolon. A
//! coordinated verb inherits its subject; an infinitive takes its subject from its governor; a participle from
//! the noun before it or the clause it hangs on. A reporting verb after a comma (`..., X said`) becomes the
//! parent of what stands before it.

use super::few::Few;
use super::grammar::Tag;
use super::group::{Groups, Item, VerbGroup};
use super::lexicon::kind_of;
use super::pack::{Pack, trait_of};
use super::sentence::Sentence;

/// How a clause hangs on its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Main,
    /// "that ..." or without it, after a verb.
    Complement,
    Relative,
    /// After a subordinator.
    Adverbial,
    Infinitive,
    /// Gerund or participle.
    Participial,
}

/// A clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause {
    pub kind: Kind,
    pub verb: Option<u16>,
    /// Subordinator, relative, or the preposition before a gerund.
    pub link: Option<usize>,
    /// Clause whose verb governs this one.
    pub parent: Option<u16>,
    /// Noun group that governs this one ("the plan to ...").
    pub noun: Option<u16>,
    /// Adjective that governs this one ("ready to ...").
    pub adjective: Option<usize>,
    /// Clause whose verb form this one shares ("will meet and talk").
    pub shares: Option<u16>,
    pub subject: Few,
    pub objects: Few,
    pub obliques: Few,
    /// Noun that a relative or reduced clause describes.
    pub antecedent: Option<u16>,
    /// Reduced relative: "soldiers killed in the war".
    pub reduced: bool,
    /// A claim about what stands before: "..., X said".
    pub attribution: bool,
    /// The sentence is in a quotation here.
    pub quote: u16,
    /// First token.
    pub a: usize,
    /// Its subject comes after the verb: "said X".
    inverted: bool,
    lacks_subject: Option<u16>,
}

/// The clauses of a sentence, in reusable buffers.
#[derive(Debug, Default)]
pub(crate) struct Clauses {
    pub list: Vec<Clause>,
    /// Clause of each token.
    pub owner: Vec<u16>,
    /// Classes of the tokens of each clause.
    pub bits: Vec<u64>,
    stack: Vec<u16>,
    /// Speaker of a quotation that goes on.
    speaker: Option<u16>,
    /// Coordinated clauses, first and second.
    pairs: Vec<(u16, u16)>,
}

/// What the pass needs to see.
pub(crate) struct View<'a> {
    pub pack: &'a Pack,
    pub sentence: &'a Sentence,
}

impl View<'_> {
    fn tag(&self, item: Item) -> Option<Tag> {
        match item {
            Item::Link(token) => self.sentence.tag(token as usize),
            _ => None,
        }
    }

    /// Whether the verb has a reporting sense.
    pub(crate) fn reports(&self, verb: &VerbGroup) -> bool {
        self.pack.verb_is(verb.lemma, trait_of::REPORTS)
    }

    fn object_control(&self, verb: &VerbGroup) -> bool {
        self.pack.verb_is(verb.lemma, trait_of::CONTROLS)
    }

    fn is_a(&self, token: usize, kinds: u8) -> bool {
        self.sentence.hit(token).is_some_and(|hit| self.pack.lexicon.kinds(hit) & kinds != 0)
    }

    fn names_event(&self, token: usize) -> bool {
        self.is_a(token, kind_of::EVENT | kind_of::TOPIC)
    }

    fn governs(&self, groups: &Groups, noun: usize) -> bool {
        self.is_a(groups.nouns[noun].head, kind_of::GOVERNOR | kind_of::ACT | kind_of::REPORT)
    }
}

impl Clauses {
    pub(crate) fn read(&mut self, view: &View, groups: &mut Groups) {
        self.list.clear();
        self.stack.clear();
        self.pairs.clear();
        self.owner.clear();
        self.owner.resize(view.sentence.len(), 0);
        self.speaker = None;
        self.open(Kind::Main, None, None, 0, view);
        for index in 0..groups.items.len() {
            match groups.items[index] {
                Item::Noun(noun) => {
                    self.fronted(view, groups, index, noun as usize);
                    self.noun(noun as usize, groups);
                }
                Item::Verb(verb) => self.verb(view, groups, index, verb as usize),
                Item::Link(token) => self.link(view, groups, index, token as usize),
            }
            let (a, b) = match groups.items[index] {
                Item::Noun(noun) => (groups.nouns[noun as usize].a, groups.nouns[noun as usize].b),
                Item::Verb(verb) => (groups.verbs[verb as usize].a, groups.verbs[verb as usize].b),
                Item::Link(token) => (token as usize, token as usize + 1),
            };
            let top = self.top() as u16;
            for token in a..b {
                self.owner[token] = top;
            }
        }
        self.finish(view, groups);
        self.bits.clear();
        self.bits.resize(self.list.len(), 0);
        for (&owner, &classes) in self.owner.iter().zip(&view.sentence.classes) {
            self.bits[owner as usize] |= classes;
        }
    }

    /// Whether two clauses are joined by `and` or a comma.
    pub(crate) fn paired(&self, one: usize, two: usize) -> bool {
        let (one, two) = (one as u16, two as u16);
        self.pairs.iter().any(|&pair| pair == (one, two) || pair == (two, one))
    }

    fn top(&self) -> usize {
        self.stack.last().map_or(0, |&top| top as usize)
    }

    fn open(
        &mut self,
        kind: Kind,
        parent: Option<usize>,
        link: Option<usize>,
        at: usize,
        view: &View,
    ) -> usize {
        let quote = view.sentence.quotes.get(at).copied().unwrap_or(0);
        self.list.push(Clause {
            kind,
            verb: None,
            link,
            parent: parent.map(|parent| parent as u16),
            noun: None,
            adjective: None,
            shares: None,
            subject: Few::default(),
            objects: Few::default(),
            obliques: Few::default(),
            antecedent: None,
            reduced: false,
            attribution: false,
            quote,
            a: at,
            inverted: false,
            lacks_subject: None,
        });
        let id = self.list.len() - 1;
        self.stack.push(id as u16);
        id
    }

    /// "In Nairobi, a bomb exploded": after a fronted phrase and a comma the group before the verb is the
    /// subject, no apposition and no member of a list.
    fn fronted(&self, view: &View, groups: &mut Groups, index: usize, noun: usize) {
        let clause = &self.list[self.top()];
        let group = &groups.nouns[noun];
        // a participle may be fronted too: "Speaking in Geneva, the envoy said"
        let waits = self.list[0].verb.is_none() && self.list[0].subject.is_empty();
        let open =
            clause.verb.is_none() && clause.subject.is_empty() || clause.kind == Kind::Participial && waits;
        if !open
            || group.preposition.is_some()
            || group.apposition.is_none() && group.coordinated.is_none()
            || !Self::comma_before(view, groups, Some(noun))
        {
            return;
        }
        let mut verb_follows = false;
        for &item in groups.items[index + 1..].iter().take(12) {
            match item {
                Item::Verb(verb) => {
                    let verb = &groups.verbs[verb as usize];
                    verb_follows = verb.finite || verb.bare;
                    break;
                }
                Item::Noun(other)
                    if groups.nouns[other as usize].preposition.is_none()
                        && groups.nouns[other as usize].coordinated.is_none() =>
                {
                    break;
                }
                Item::Noun(_) => {}
                Item::Link(token) => {
                    let tag = view.sentence.tag(token as usize);
                    if !matches!(
                        tag,
                        Some(Tag::Preposition | Tag::Date | Tag::Adverb | Tag::Not | Tag::Coordinator)
                    ) {
                        break;
                    }
                }
            }
        }
        if verb_follows {
            groups.nouns[noun].apposition = None;
            groups.nouns[noun].coordinated = None;
        }
    }

    fn noun(&mut self, noun: usize, groups: &Groups) {
        let group = &groups.nouns[noun];
        let top = self.top();
        if group.apposition.is_some() {
            return;
        }
        if let Some(first) = group.coordinated {
            let mut root = first as usize;
            while let Some(next) = groups.nouns[root].coordinated {
                root = next as usize;
            }
            if groups.nouns[root].preposition.is_some() || groups.nouns[root].apposition.is_some() {
                return;
            }
        }
        let clause = &mut self.list[top];
        if group.preposition.is_some() {
            clause.obliques.push(noun);
        } else if clause.verb.is_none() || clause.inverted {
            clause.subject.push(noun);
            clause.inverted = false;
        } else {
            clause.objects.push(noun);
        }
    }

    /// Last item before `index` that is not a date, an adverb or a single mark of a given kind.
    fn before(view: &View, groups: &Groups, index: usize) -> Option<usize> {
        (0..index)
            .rev()
            .find(|&at| !matches!(view.tag(groups.items[at]), Some(Tag::Date | Tag::Adverb | Tag::Not)))
    }

    fn verb(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        let group = groups.verbs[verb];
        if group.infinitive {
            self.infinitive(view, groups, index, verb);
        } else if group.finite {
            self.finite(view, groups, index, verb);
        } else if group.participle || matches!(view.sentence.lower(group.a), "having" | "being") {
            self.participle(view, groups, index, verb);
        } else {
            self.bare(view, groups, index, verb);
        }
    }

    fn take(&mut self, clause: usize, verb: usize) {
        let clause = &mut self.list[clause];
        clause.verb = Some(verb as u16);
        if clause.kind == Kind::Relative
            && let Some(antecedent) = clause.antecedent
        {
            if clause.subject.is_empty() {
                clause.subject.push(antecedent as usize);
            } else {
                clause.objects.push(antecedent as usize);
            }
        }
    }

    /// Open clause above the top that lacks a verb.
    fn lacking(&self) -> Option<usize> {
        self.stack.iter().rposition(|&clause| self.list[clause as usize].verb.is_none())
    }

    fn nearest(&self, test: impl Fn(&Clause) -> bool) -> Option<usize> {
        self.stack.iter().rposition(|&clause| test(&self.list[clause as usize]))
    }

    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    fn finite(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        let at = groups.verbs[verb].a;
        let top = self.top();
        let before = Self::before(view, groups, index);
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
            let other = self.stack[level] as usize;
            self.stack.truncate(level);
            let copy = self.list[other];
            let id = self.open(copy.kind, copy.parent.map(usize::from), copy.link, at, view);
            let clause = &mut self.list[id];
            clause.subject = copy.subject;
            clause.noun = copy.noun;
            clause.adjective = copy.adjective;
            clause.antecedent = copy.antecedent;
            clause.lacks_subject = copy.lacks_subject;
            clause.verb = Some(verb as u16);
            self.pairs.push((other as u16, id as u16));
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
        let reporting_end = reports && Self::comma_before(view, groups, self.list[top].objects.last());
        if tag_before == Some(Tag::Comma)
            && index > 0
            && !self.ends_apposition(view, groups, top, before)
            && !reporting_end
            && !(reports && Self::quote_ends(view, at))
            && self.list[top].verb.is_some()
            && let Some(level) = self.nearest(|clause| {
                clause.verb.is_some_and(|verb| groups.verbs[verb as usize].finite)
                    && !matches!(clause.kind, Kind::Relative)
            })
        {
            // "imposes sanctions on X, expresses support for Y"
            let other = self.stack[level] as usize;
            self.stack.truncate(level);
            let copy = self.list[other];
            let id = self.open(copy.kind, copy.parent.map(usize::from), copy.link, at, view);
            let clause = &mut self.list[id];
            clause.subject = copy.subject;
            clause.noun = copy.noun;
            clause.verb = Some(verb as u16);
            return;
        }
        // a subject that was read as an object of the clause before
        let subject = self.list[top].objects.last().map(|last| {
            let mut first = last;
            while let Some(previous) = groups.nouns[first].coordinated {
                if !self.list[top].objects.contains(previous as usize) || !Self::joined(view, groups, first) {
                    break;
                }
                first = previous as usize;
            }
            (first, last)
        });
        let attributes = reports
            && (tag_before == Some(Tag::Comma)
                || Self::comma_before(view, groups, subject.map(|s| s.0))
                || Self::quote_ends(view, at));
        let Some((first, last)) = subject.filter(|&(_, last)| {
            groups.nouns[last].b <= at
                && self.list[top]
                    .verb
                    .is_some_and(|verb| groups.verbs[verb as usize].b <= groups.nouns[last].a)
        }) else {
            let inherited = self.list[top].subject;
            let parent = self.list[top].parent.map(usize::from);
            self.stack.truncate(1);
            let id = self.open(Kind::Main, if attributes { None } else { parent }, None, at, view);
            self.list[id].verb = Some(verb as u16);
            if attributes {
                self.attribute(id);
                self.list[id].inverted = true;
            } else {
                self.list[id].subject = inherited;
            }
            return;
        };
        let mut moved = Few::default();
        for noun in self.list[top].objects.iter().filter(|&noun| noun >= first && noun <= last) {
            moved.push(noun);
        }
        let start = groups.nouns[first].a;
        for noun in moved.iter() {
            self.list[top].objects.remove(noun);
        }
        let mut obliques = Few::default();
        for noun in self.list[top].obliques.iter().filter(|&noun| groups.nouns[noun].a > start) {
            obliques.push(noun);
        }
        for noun in obliques.iter() {
            self.list[top].obliques.remove(noun);
        }
        let coordinator = Self::coordinated(view, groups, first);
        groups.nouns[first].coordinated = None;
        groups.nouns[first].apposition = None;
        let (kind, parent) = if attributes {
            (Kind::Main, None)
        } else if coordinator || Self::comma_before(view, groups, Some(first)) {
            (
                if self.list[top].kind == Kind::Complement { Kind::Complement } else { Kind::Main },
                self.list[top]
                    .parent
                    .map(usize::from)
                    .filter(|_| self.list[top].kind == Kind::Complement || self.list[top].quote > 0),
            )
        } else {
            (Kind::Complement, Some(top))
        };
        if kind == Kind::Main {
            self.stack.truncate(1);
        }
        let id = self.open(kind, parent, None, start, view);
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.subject = moved;
        clause.obliques = obliques;
        for token in start..at {
            self.owner[token] = id as u16;
        }
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

    /// The first group of the subject of an attribution: it stands between a comma and the reporting verb, and
    /// nothing is said after the verb.
    fn attributed(view: &View, groups: &Groups, index: usize, verb: usize) -> Option<usize> {
        let before = Self::before(view, groups, index)?;
        let Item::Noun(noun) = groups.items[before] else { return None };
        let mut noun = noun as usize;
        // "an official in the capital said", "the British and Irish ministers said"
        for _ in 0..3 {
            let group = &groups.nouns[noun];
            if group.preposition.is_some() {
                noun = group.host? as usize;
            } else if let Some(previous) = group.coordinated.filter(|_| Self::coordinated(view, groups, noun))
            {
                noun = previous as usize;
            } else {
                break;
            }
        }
        if groups.nouns[noun].preposition.is_some() {
            return None;
        }
        let opens = Self::comma_before(view, groups, Some(noun))
            || Self::quote_ends(view, groups.nouns[noun].a.max(1));
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
            // "she told reporters"
            Some(Tag::NounPlural | Tag::Determiner | Tag::Name | Tag::Pronoun) => {
                view.sentence.tag(end + 1).is_none_or(|tag| !tag.is_verb() && tag != Tag::That)
                    && Self::quote_ends(view, groups.nouns[noun].a.max(1))
            }
            _ => false,
        };
        (opens && closes).then_some(noun)
    }

    /// Opens the clause of an attribution whose subject begins with the group `first`.
    fn said_by(&mut self, view: &View, groups: &mut Groups, first: usize, index: usize, verb: usize) {
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
        for token in start..groups.verbs[verb].a {
            self.owner[token] = id as u16;
        }
        self.attribute(id);
    }

    /// The claim covers every root clause before it.
    fn attribute(&mut self, id: usize) {
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

    fn item_of(groups: &Groups, noun: usize) -> Option<usize> {
        groups.items.iter().position(|&item| item == Item::Noun(noun as u16))
    }

    fn joined(view: &View, groups: &Groups, noun: usize) -> bool {
        Self::item_of(groups, noun)
            .is_some_and(|at| at > 0 && view.tag(groups.items[at - 1]) == Some(Tag::Comma))
    }

    fn coordinated(view: &View, groups: &Groups, noun: usize) -> bool {
        Self::item_of(groups, noun)
            .and_then(|at| Self::before(view, groups, at))
            .is_some_and(|at| view.tag(groups.items[at]) == Some(Tag::Coordinator))
    }

    /// Whether the comma at the item `before` closes an apposition to the last object of a verb of saying: "says
    /// the minister, X, has resigned".
    fn ends_apposition(&self, view: &View, groups: &Groups, top: usize, before: Option<usize>) -> bool {
        let Some(Item::Noun(noun)) = before.filter(|&at| at > 0).map(|at| groups.items[at - 1]) else {
            return false;
        };
        self.list[top].verb.is_some_and(|verb| view.reports(&groups.verbs[verb as usize]))
            && groups.nouns[noun as usize].apposition.is_some()
            && groups.nouns[noun as usize].apposition.map(usize::from) == self.list[top].objects.last()
    }

    fn comma_before(view: &View, groups: &Groups, noun: Option<usize>) -> bool {
        noun.and_then(|noun| Self::item_of(groups, noun)).is_some_and(|at| {
            at > 0 && matches!(view.tag(groups.items[at - 1]), Some(Tag::Comma | Tag::Mark))
        })
    }

    /// A quotation ends right before the subject of the verb at `at`.
    fn quote_ends(view: &View, at: usize) -> bool {
        let quotes = &view.sentence.quotes;
        quotes[at] == 0 && (at.saturating_sub(8)..at).any(|token| quotes[token] > 0)
    }

    fn infinitive(&mut self, view: &View, groups: &Groups, index: usize, verb: usize) {
        let at = groups.verbs[verb].a;
        let before = Self::before(view, groups, index);
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
            subject = match self.list[parent].objects.last() {
                Some(object) if view.object_control(group) && noun.is_none() => Few::one(object),
                _ if view.object_control(group) && group.passive => self.list[parent].subject,
                _ if view.object_control(group) && noun.is_none() => {
                    // "called on X to ..."
                    self.list[parent].obliques.last().map_or(self.list[parent].subject, Few::one)
                }
                _ => self.list[parent].subject,
            };
        }
        let id = self.open(Kind::Infinitive, parent, None, at, view);
        let lacks = (!has_verb && noun.is_none()).then_some(top as u16);
        if noun.is_some() {
            subject = Few::default();
        }
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.noun = noun.map(|noun| noun as u16);
        clause.adjective = adjective;
        clause.subject = subject;
        clause.lacks_subject = lacks;
    }

    fn coordinate(&mut self, level: usize, at: usize, verb: usize, view: &View) {
        let other = self.stack[level] as usize;
        self.stack.truncate(level);
        let copy = self.list[other];
        let id = self.open(copy.kind, copy.parent.map(usize::from), copy.link, at, view);
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.subject = copy.subject;
        clause.noun = copy.noun;
        clause.adjective = copy.adjective;
        clause.antecedent = copy.antecedent;
        clause.reduced = copy.reduced;
        clause.lacks_subject = copy.lacks_subject;
        clause.shares = Some(other as u16);
        self.pairs.push((other as u16, id as u16));
    }

    fn bare(&mut self, view: &View, groups: &Groups, index: usize, verb: usize) {
        let at = groups.verbs[verb].a;
        let top = self.top();
        let before = Self::before(view, groups, index);
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

    /// Whether a group can act by its classes, or is an event that can.
    fn acts(view: &View, groups: &Groups, noun: usize) -> bool {
        let known = &view.pack.known;
        let group = &groups.nouns[noun];
        view.sentence.classes_in(group.a, group.b) & (known.person | known.armed | known.official) != 0
            || view.names_event(group.head)
    }

    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    fn participle(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        let group = groups.verbs[verb];
        let at = group.a;
        let top = self.top();
        let before = Self::before(view, groups, index);
        let previous = before.map(|before| groups.items[before]);
        let tag_before = previous.and_then(|item| view.tag(item));
        if tag_before == Some(Tag::Coordinator) {
            let level = self.nearest(|clause| {
                clause.verb.is_some_and(|verb| {
                    let other = &groups.verbs[verb as usize];
                    if group.gerund { other.gerund } else { other.passive || other.perfect }
                })
            });
            if let Some(level) = level {
                self.coordinate(level, at, verb, view);
                return;
            }
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
        let object_follows = matches!(
            view.sentence.tag(group.b),
            Some(Tag::Determiner | Tag::Number | Tag::Name | Tag::Pronoun)
        );
        let reported = view.reports(&group)
            && !group.gerund
            && self.list[top].verb.is_some()
            && Self::attributed(view, groups, index, verb).is_some();
        if reported || !group.gerund && object_follows && tag_before == Some(Tag::Coordinator) {
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
            Some(Item::Noun(noun))
                if group.gerund
                    && host.is_some()
                    && groups.nouns[noun as usize].preposition.is_some()
                    && !Self::acts(view, groups, noun as usize) =>
            {
                // "struck a market in Baghdad killing ten": the clause kills, not its place
                let host = host.unwrap_or_default();
                let subject = self.list[host].subject;
                let id = self.open(Kind::Participial, Some(host), None, at, view);
                self.list[id].verb = Some(verb as u16);
                self.list[id].subject = subject;
            }
            Some(Item::Noun(noun)) => {
                let id = self.open(Kind::Participial, None, None, at, view);
                let clause = &mut self.list[id];
                clause.reduced = true;
                clause.subject.push(noun as usize);
                clause.antecedent = Some(noun);
                clause.verb = Some(verb as u16);
            }
            Some(Item::Link(link)) if matches!(tag_before, Some(Tag::Preposition | Tag::Subordinator)) => {
                let waiting = self.list[top].verb.is_none();
                let noun = before
                    .and_then(|before| before.checked_sub(1))
                    .and_then(|at| match groups.items[at] {
                        Item::Noun(noun) => Some(noun),
                        _ => None,
                    })
                    .filter(|&noun| view.governs(groups, noun as usize));
                // "agree to talk while accusing each other": who does the one does the other
                let above =
                    self.list[top].parent.filter(|_| waiting && self.list[top].kind == Kind::Adverbial);
                let subject = match above {
                    Some(above) => self.list[above as usize].subject,
                    None if waiting => Few::default(),
                    None => self.list[top].subject,
                };
                let accuses = !waiting
                    && self.list[top]
                        .verb
                        .is_some_and(|verb| view.object_control(&groups.verbs[verb as usize]));
                let subject = match self.list[top].objects.last() {
                    Some(object)
                        if accuses
                            && matches!(
                                view.sentence.lower(link as usize),
                                "of" | "for" | "from" | "into"
                            ) =>
                    {
                        Few::one(object)
                    }
                    _ if accuses
                        && self.list[top].verb.is_some_and(|verb| groups.verbs[verb as usize].passive) =>
                    {
                        self.list[top].subject
                    }
                    _ => subject,
                };
                let parent = (!waiting).then_some(top);
                let id = self.open(Kind::Participial, parent, Some(link as usize), at, view);
                let clause = &mut self.list[id];
                clause.verb = Some(verb as u16);
                clause.subject = subject;
                clause.noun = noun;
                clause.lacks_subject = (waiting && above.is_none()).then_some(top as u16);
            }
            Some(Item::Verb(_)) => {
                let subject = self.list[top].subject;
                let id = self.open(Kind::Participial, Some(top), None, at, view);
                self.list[id].verb = Some(verb as u16);
                self.list[id].subject = subject;
            }
            _ => {
                // after a comma, or at the head of the sentence
                let noun =
                    before.and_then(|before| before.checked_sub(1)).and_then(|at| match groups.items[at] {
                        Item::Noun(noun) if !group.gerund => Some(noun),
                        _ => None,
                    });
                let subject = match noun {
                    Some(noun) => Few::one(noun as usize),
                    None => host.map(|host| self.list[host].subject).unwrap_or_default(),
                };
                let waiting = host.is_none();
                let id = self.open(Kind::Participial, host, None, at, view);
                let clause = &mut self.list[id];
                clause.verb = Some(verb as u16);
                clause.subject = subject;
                clause.reduced = noun.is_some();
                clause.lacks_subject = (waiting && noun.is_none()).then_some(0);
            }
        }
    }

    fn link(&mut self, view: &View, groups: &Groups, index: usize, token: usize) {
        let Some(tag) = view.sentence.tag(token) else { return };
        let top = self.top();
        match tag {
            Tag::Comma => {
                if self.list[top].verb.is_some()
                    && matches!(
                        self.list[top].kind,
                        Kind::Relative | Kind::Participial | Kind::Adverbial | Kind::Infinitive
                    )
                    && let Some(level) = self.lacking()
                {
                    self.stack.truncate(level + 1);
                }
            }
            Tag::Subordinator => {
                let parent = self.list[top].verb.is_some().then_some(top);
                self.open(Kind::Adverbial, parent, Some(token), token, view);
            }
            Tag::Relative => {
                let antecedent = groups.items[..index].iter().rev().find_map(|&item| match item {
                    Item::Noun(noun) => Some(noun),
                    _ => None,
                });
                let id = self.open(Kind::Relative, None, Some(token), token, view);
                self.list[id].antecedent = antecedent;
            }
            Tag::That => self.that(view, groups, index, token),
            Tag::Mark if matches!(view.sentence.lower(token), ";" | ":") => {
                let speaker = self.speaker;
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

    fn that(&mut self, view: &View, groups: &Groups, index: usize, token: usize) {
        let top = self.top();
        let before = Self::before(view, groups, index);
        let previous = before.map(|before| groups.items[before]);
        let reporting = self.list[top].verb.is_some_and(|verb| {
            view.reports(&groups.verbs[verb as usize]) || view.object_control(&groups.verbs[verb as usize])
        });
        match previous {
            Some(Item::Noun(noun))
                if view.governs(groups, noun as usize)
                    && !(reporting
                        && groups.nouns[noun as usize].preposition.is_some()
                        && !self.list[top].objects.is_empty()) =>
            {
                let parent = self.list[top].verb.is_some().then_some(top);
                let id = self.open(Kind::Complement, parent, Some(token), token, view);
                self.list[id].noun = Some(noun);
            }
            Some(Item::Noun(noun)) if !reporting => {
                let id = self.open(Kind::Relative, None, Some(token), token, view);
                self.list[id].antecedent = Some(noun);
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

    /// "a demand that NATO has rejected": an act without an object after a noun describes the noun.
    fn gaps(&mut self, view: &View, groups: &Groups) {
        for clause in &mut self.list {
            let (Some(noun), Some(verb)) = (clause.noun, clause.verb) else { continue };
            let group = &groups.verbs[verb as usize];
            let acts = view.pack.verb_is(group.lemma, trait_of::ACTS_ALONE);
            let gap = clause.kind == Kind::Complement
                && acts
                && !group.passive
                && clause.objects.is_empty()
                && !matches!(view.sentence.tag(group.b), Some(Tag::To | Tag::That | Tag::Preposition));
            if gap && !clause.subject.is_empty() {
                clause.kind = Kind::Relative;
                clause.objects.push(noun as usize);
                clause.antecedent = Some(noun);
                clause.noun = None;
                clause.parent = None;
            }
        }
    }

    /// "a bombing inside a courtroom that killed ...": the relative describes the event, not its place.
    fn antecedents(&mut self, view: &View, groups: &Groups) {
        for index in 0..self.list.len() {
            let clause = self.list[index];
            let Some(antecedent) = clause.antecedent.map(usize::from) else { continue };
            let who = clause.link.is_some_and(|link| matches!(view.sentence.lower(link), "who" | "whom"));
            let fits = |noun: usize| {
                let group = &groups.nouns[noun];
                let known = &view.pack.known;
                let bits = view.sentence.classes_in(group.a, group.b);
                let acts = bits & (known.person | known.armed | known.official) != 0;
                if who { acts } else { acts || bits & known.state != 0 || view.names_event(group.head) }
            };
            // ", which" describes the name right before it
            let named = !who
                && view.sentence.tag(groups.nouns[antecedent].head) == Some(Tag::Name)
                && clause
                    .link
                    .is_some_and(|link| link > 0 && view.sentence.tag(link - 1) == Some(Tag::Comma));
            if named || fits(antecedent) {
                continue;
            }
            let mut at = antecedent;
            for _ in 0..3 {
                let Some(host) = groups.nouns[at].host else { break };
                at = host as usize;
                if fits(at) {
                    let clause = &mut self.list[index];
                    if clause.subject.contains(antecedent) {
                        clause.subject.remove(antecedent);
                        clause.subject.push(at);
                    } else if clause.objects.contains(antecedent) {
                        clause.objects.remove(antecedent);
                        clause.objects.push(at);
                    }
                    clause.antecedent = Some(at as u16);
                    break;
                }
            }
        }
    }

    /// Late subjects; a headline without a finite verb.
    fn finish(&mut self, view: &View, groups: &Groups) {
        let finite = self.list.iter().any(|clause| {
            clause
                .verb
                .is_some_and(|verb| groups.verbs[verb as usize].finite || groups.verbs[verb as usize].bare)
        });
        if !finite && let Some(first) = self.list.iter().position(|clause| clause.verb.is_some()) {
            let clause = &mut self.list[first];
            clause.reduced = false;
            if clause.kind == Kind::Participial && clause.link.is_none() {
                clause.kind = Kind::Main;
            }
        }
        for index in 0..self.list.len() {
            if let Some(from) = self.list[index].lacks_subject
                && self.list[index].subject.is_empty()
            {
                let subject = self.list[from as usize].subject;
                self.list[index].subject = subject;
                if self.list[index].parent.is_none()
                    && self.list[index].kind == Kind::Participial
                    && (from as usize) != index
                {
                    self.list[index].parent = Some(from);
                }
            }
        }
        self.gaps(view, groups);
        self.antecedents(view, groups);
        // "killed or injured two million people": one object for both
        for &(first, second) in &self.pairs {
            let (one, two) = (self.list[first as usize], self.list[second as usize]);
            if let (Some(a), Some(b)) = (one.verb, two.verb)
                && one.objects.is_empty()
                && groups.verbs[a as usize].b + 1 >= groups.verbs[b as usize].a
                && !groups.verbs[a as usize].passive
            {
                self.list[first as usize].objects = two.objects;
            }
        }
    }
}
