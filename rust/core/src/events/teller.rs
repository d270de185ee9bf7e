//! Who tells a sentence as a whole: "..., he said" behind all of it, "he said that ..." before.
//!
//! The clauses above a frame name who says it (see [`super::claim`]). Where their chain breaks, at a relative clause, a
//! condition put first, a list that takes in whoever speaks, the verb of saying at the edge of the sentence still
//! tells. Only who speaks is taken from it: polarity, realis and certainty stay with the chain.
//!
//! Cost: linear in the sentence, asked only for frames that nobody is known to claim.

use super::clause::{Clause, Kind, View};
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::group::{NounGroup, VerbGroup};
use super::lexicon::Concept;
use super::pack::{ClaimKind, Meaning, trait_of};

/// How many stretches between commas a speaker with what describes him may take: "X, head of the police, said".
const STRETCHES: usize = 3;

impl Reading<'_> {
    /// Who says what a frame tells, by the verb of saying at the edge of its sentence: the speaker, and the verb.
    pub(crate) fn teller_of(&self, frame: &Frame) -> Option<(Range, Range)> {
        let told = self.says_behind(frame).or_else(|| self.says_before(frame));
        told.or_else(|| self.speaks_up(frame)).or_else(|| self.owns_up(frame))
    }

    /// "The council condemns the 'targeted killings' of civilians": whose words they are that it condemns.
    fn speaks_up(&self, frame: &Frame) -> Option<(Range, Range)> {
        let quotes = &self.sentence.quotes;
        if quotes.get(frame.trigger.0).is_none_or(|&quote| quote == 0) {
            return None;
        }
        let root = self.root_clause(frame.clause);
        let verb = &self.groups.verbs[self.clauses.list[root].verb? as usize];
        let view = View { pack: self.pack, sentence: self.sentence };
        let outside = quotes.get(verb.head) == Some(&0);
        let speaks = verb.finite && !verb.passive && verb.negation.is_none() && view.says(verb);
        let named = self.agent(root).first().is_some_and(|noun| !self.groups.nouns[noun].pronoun);
        let speaks = named && outside && speaks && verb.b <= frame.trigger.0;
        let range = self.speaker(root, None).filter(|_| speaks)?;
        Some((range, (verb.head, verb.head + 1)))
    }

    /// "The militia claimed responsibility for killing ten": who owns up says that it happened.
    fn owns_up(&self, frame: &Frame) -> Option<(Range, Range)> {
        let owner = self.claimer()?;
        let known = self.pack.known.responsibility;
        let word = (0..self.sentence.len()).find(|&token| self.sentence.classes[token] & known != 0)?;
        // "the crimes that it claimed responsibility for"
        let behind = word < frame.trigger.0 && owner.1 <= word;
        let clause = &self.clauses.list[self.clauses.owner[word] as usize];
        (behind && clause.kind != Kind::Relative).then_some((owner, (word, word + 1)))
    }

    /// "Rebels who fled have returned, hospital and police sources said.": the last finite verb; or the first that says
    /// no more where a condition stands before it, "if they return, the envoy said, there will be talks".
    fn says_behind(&self, frame: &Frame) -> Option<(Range, Range)> {
        let last = self.groups.verbs.iter().rposition(|verb| verb.finite)?;
        let condition = self.sentence.tag(0) == Some(Tag::Subordinator);
        let from = if condition { 0 } else { last };
        self.groups.verbs[from..=last].iter().find_map(|verb| {
            if verb.a < frame.trigger.1 || !self.states(verb) {
                return None;
            }
            let (start, noun) = self.speaker_before(verb).or_else(|| self.speaker_behind(verb))?;
            let range = self.spokesmen(self.said_on_by(noun))?;
            (frame.trigger.1 <= start).then_some((range, (verb.head, verb.head + 1)))
        })
    }

    /// "The envoy said that if rebels attacked, the army would": all that follows, up to what the writer adds.
    fn says_before(&self, frame: &Frame) -> Option<(Range, Range)> {
        let list = &self.clauses.list;
        let says = (0..list.len()).find(|&index| {
            let clause = &list[index];
            let verb = clause.verb.map(|verb| &self.groups.verbs[verb as usize]);
            clause.kind == Kind::Main
                && clause.parent.is_none()
                && !clause.attribution
                && verb.is_some_and(|verb| verb.finite)
        })?;
        let verb = &self.groups.verbs[list[says].verb? as usize];
        if frame.trigger.0 < verb.b || !self.states(verb) {
            return None;
        }
        let content = self.content_from(verb)?;
        let root = self.root_clause(frame.clause);
        // "said it was concerned and urged": whoever speaks does another thing
        let acts = root != says
            && list[root].kind == Kind::Main
            && list[root].subject.first() == list[says].subject.first();
        let within =
            frame.trigger.0 >= content && !acts && (root == says || !self.stands_alone(root, content));
        let noun = self.agent(says).first()?;
        // "the fact shows how": no more than somebody who says so
        let relates = self.pack.lexicon.does(verb.lemma, Concept::Relate);
        let somebody = relates || self.groups.nouns[noun].pronoun || self.may_speak(noun);
        let range = self.speaker(says, None).filter(|_| within && somebody)?;
        Some((range, (verb.head, verb.head + 1)))
    }

    /// Whom the subject of "..., he said" means: whoever says something before in the sentence, and nobody of whom he
    /// speaks.
    pub(crate) fn said_on_by(&self, noun: usize) -> usize {
        let meant = self.meant(noun);
        let group = &self.groups.nouns[noun];
        let says = |clause: &Clause| {
            let verb = clause.verb.map(|verb| &self.groups.verbs[verb as usize]);
            clause.subject.contains(meant)
                && verb.is_some_and(|verb| self.pack.verb_is(verb.lemma, trait_of::REPORTS))
        };
        if !group.pronoun || self.clauses.list.iter().any(says) { meant } else { noun }
    }

    /// Who speaks, as [`Reading::actor_range`] gives it; "Chadian and U.S. officials" together.
    pub(crate) fn spokesmen(&self, noun: usize) -> Option<Range> {
        let (a, b) = self.actor_range(noun)?;
        let nation = self.pack.known.state | self.pack.known.actor_adjective;
        let nouns = &self.groups.nouns;
        let mut last = noun;
        // a word alone that may stand before a noun: no "France and Chadian officials"
        let before = |group: &NounGroup| {
            let word = self.sentence.lower(group.head);
            group.head == group.a
                && self.sentence.classes[group.head] & nation != 0
                && (self.sentence.classes[group.head] & self.pack.known.actor_adjective != 0
                    || word.contains('.')
                    || word.len() == 2)
        };
        while last + 1 < nouns.len()
            && before(&nouns[last])
            && nouns[last + 1].a == nouns[last].b + 1
            && matches!(self.sentence.lower(nouns[last].b), "and" | "or" | ",")
        {
            last += 1;
        }
        let group = &nouns[last];
        let joint = last > noun
            && self.sentence.lower(group.a - 1) != ","
            && self.sentence.tag(group.head) == Some(Tag::NounPlural)
            && self.sentence.classes[group.a] & nation != 0;
        Some(if joint && b == nouns[noun].b { (a, self.actor_range(last)?.1) } else { (a, b) })
    }

    /// Whether a verb says something, and denies nothing; "is quoted as saying" too.
    fn states(&self, verb: &VerbGroup) -> bool {
        let quoted = || {
            let saying =
                |at: usize| self.sentence.lower(at) == "as" && self.sentence.lower(at + 1) == "saying";
            self.pack.lexicon.does(verb.lemma, Concept::Quote) && (verb.b..self.sentence.len()).any(saying)
        };
        verb.finite
            && (!verb.passive || quoted())
            && verb.negation.is_none()
            && verb.modal.is_none()
            && self.pack.verb_is(verb.lemma, trait_of::REPORTS)
            && verb.lemma.is_some_and(|lemma| {
                self.pack.verbs[lemma as usize].iter().any(|sense| {
                    sense.particle.is_empty()
                        && matches!(sense.meaning, Meaning::Report(kind) if kind != ClaimKind::Denied)
                })
            })
    }

    /// Whether nothing is said behind a verb of saying: when, where and whom somebody told follow at most.
    fn closes(&self, verb: &VerbGroup) -> bool {
        self.ends_at(self.behind_addressee(verb))
    }

    /// Whether nothing but when and where follows a token.
    fn ends_at(&self, token: usize) -> bool {
        let at = self.behind(token, |tag| matches!(tag, Tag::Date | Tag::Adverb | Tag::Preposition));
        let tag = self.sentence.tag(at);
        matches!(tag, None | Some(Tag::Comma | Tag::Mark | Tag::Gerund | Tag::Subordinator))
    }

    /// The first token from one on that `skips` does not pass over; the group behind a preposition goes with it.
    fn behind(&self, token: usize, skips: impl Fn(Tag) -> bool) -> usize {
        let mut at = token;
        while let Some(tag) = self.sentence.tag(at).filter(|&tag| skips(tag)) {
            at = if tag == Tag::Preposition { self.group_at(at + 1).unwrap_or(at + 1) } else { at + 1 };
        }
        at
    }

    /// Who speaks right before a verb of saying, behind a comma or a quotation: the first token, and the group.
    fn speaker_before(&self, said: &VerbGroup) -> Option<(usize, usize)> {
        if !self.closes(said) {
            return None;
        }
        let verb = said.a;
        let mut end = verb;
        for _ in 0..STRETCHES {
            while end > 0 && self.sentence.tag(end - 1) == Some(Tag::Adverb) {
                end -= 1;
            }
            let start = self.stretch(end)?;
            if let Some(noun) = self.speaks_at(start, end) {
                let described = end < verb && self.sentence.tag(end) == Some(Tag::Comma);
                let named = end == verb || described;
                return named.then_some((start, noun));
            }
            // "X, head of the police, said": over what describes him
            if start < end && end == verb {
                return None;
            }
            end = start.checked_sub(1)?;
        }
        None
    }

    /// "..., said the envoy": who speaks right behind a verb of saying that itself stands behind a comma or a quotation.
    fn speaker_behind(&self, verb: &VerbGroup) -> Option<(usize, usize)> {
        let opens = self.stretch(verb.a) == Some(verb.a) && self.pack.lexicon.does(verb.lemma, Concept::Say);
        let noun = self.groups.nouns.iter().position(|group| group.a >= verb.b).filter(|_| opens)?;
        let group = &self.groups.nouns[noun];
        let near = group.a <= verb.b + 1 && group.preposition.is_none() && !group.pronoun;
        (near && self.may_speak(noun)).then_some((verb.a, noun))
    }

    /// The first token of the stretch without a comma that ends before a token; none at the head of the sentence.
    fn stretch(&self, end: usize) -> Option<usize> {
        let quotes = &self.sentence.quotes;
        let edge = |token: usize| {
            matches!(self.sentence.tag(token), Some(Tag::Comma | Tag::Mark))
                || quotes[token] > 0 && quotes.get(end).is_none_or(|&quote| quote == 0)
        };
        (1..=end).rev().find(|&start| edge(start - 1))
    }

    /// The group that fills a stretch of tokens as its subject: it stands first, acts or speaks, and no finite verb
    /// follows it there.
    fn speaks_at(&self, start: usize, end: usize) -> Option<usize> {
        let verbs = &self.groups.verbs;
        if verbs.iter().any(|verb| verb.finite && verb.a >= start && verb.b <= end) {
            return None;
        }
        let noun = self.groups.nouns.iter().position(|group| group.a >= start && group.b <= end)?;
        let group = &self.groups.nouns[noun];
        // "today's communique", "military and hospital officials": what only describes stands in no group
        let opens = |token: usize| match self.sentence.tag(token) {
            Some(
                Tag::Determiner
                | Tag::Adjective
                | Tag::NounSingular
                | Tag::Date
                | Tag::Possessive
                | Tag::Gerund,
            ) => true,
            Some(Tag::Coordinator) => token > start,
            _ => self.sentence.lower(token) == "'s",
        };
        if !(start..group.a).all(opens) {
            return None;
        }
        let we = matches!(self.sentence.lower(group.head), "i" | "we");
        if group.preposition.is_some() || group.negative || we {
            return None;
        }
        // "military and hospital officials": of both kinds
        let noun = (noun + 1..self.groups.nouns.len())
            .take_while(|&other| self.groups.nouns[other].b <= end)
            .find(|&other| self.groups.nouns[other].coordinated == Some(noun as u16) && !self.may_speak(noun))
            .unwrap_or(noun);
        self.may_speak(noun).then_some(noun)
    }

    /// Whether a group can say something: somebody, a paper, a source.
    fn may_speak(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let bits = self.sentence.classes_in(group.a, group.b);
        let body = known.state | known.official | known.person;
        self.is_actor(noun) && (!self.names_event(noun) || self.sentence.classes[group.head] & body != 0)
            || bits & (known.outlet | known.document) != 0
            || self.is_a(group.head, Concept::Source)
    }

    /// Where what is said begins behind a verb of saying: behind "that", at the first word of a clause, at a quotation.
    fn content_from(&self, verb: &VerbGroup) -> Option<usize> {
        let quotes = &self.sentence.quotes;
        let opens = |token: usize| quotes.get(token).is_some_and(|&quote| quote > quotes[token - 1]);
        let skips = |tag| matches!(tag, Tag::Date | Tag::Adverb | Tag::Preposition);
        let at = self.behind(self.behind_addressee(verb), skips);
        match self.sentence.tag(at)? {
            Tag::That => return Some(at + 1),
            Tag::Comma | Tag::Mark if opens(at + 1) => return Some(at + 1),
            Tag::Subordinator => {
                let word = self.sentence.lower(at);
                let held = matches!(word, "if" | "unless" | "although" | "though" | "while" | "how");
                // "told reporters after he met them that", "said before it left: '"
                let begins = |token: &usize| self.sentence.tag(*token) == Some(Tag::That) || opens(*token);
                return if held { Some(at) } else { (at + 1..self.sentence.len()).find(begins) };
            }
            _ => {}
        }
        // "told them to leave", "reported a raid that killed ten": no clause of its own, but "said the plan, which failed,
        // was dead"
        self.group_at(at)?;
        let next = self.groups.verbs.iter().find(|next| next.a >= at && (next.finite || next.infinitive));
        // "reported ten killed in the raid"
        let informs = self.pack.lexicon.does(verb.lemma, Concept::Inform);
        let Some(next) = next else { return informs.then_some(at) };
        let relates = self.pack.lexicon.does(verb.lemma, Concept::Relate);
        let parted = !relates
            && (at..next.a).any(|token| {
                matches!(self.sentence.tag(token), Some(Tag::Comma | Tag::Mark | Tag::Relative | Tag::That))
            });
        (next.finite && !parted).then_some(at)
    }

    /// The token behind a verb of saying and whom somebody told.
    fn behind_addressee(&self, verb: &VerbGroup) -> usize {
        let told = self.is_a(verb.head, Concept::Tell).then(|| self.group_at(verb.b));
        told.flatten().unwrap_or(verb.b)
    }

    /// One past the group that begins at a token.
    fn group_at(&self, token: usize) -> Option<usize> {
        self.groups.nouns.iter().find(|group| group.a == token).map(|group| group.b)
    }

    /// The outermost clause over one, through the nouns that clauses describe.
    fn root_clause(&self, clause: usize) -> usize {
        let list = &self.clauses.list;
        let mut at = clause;
        for _ in 0..list.len() {
            let known = &list[at];
            let noun = known.noun.or(known.antecedent).map(usize::from);
            let owner = noun.map(|noun| self.clauses.owner[self.groups.nouns[noun].head] as usize);
            let up = known.parent.map(usize::from).or(owner).filter(|&up| up != at);
            let Some(up) = up else { break };
            at = up;
        }
        at
    }

    /// Whether a clause is the writer's own beside what is said from `content` on: a comma or "but" parts them.
    fn stands_alone(&self, root: usize, content: usize) -> bool {
        let clause = &self.clauses.list[root];
        if clause.kind != Kind::Main || clause.a <= content {
            return clause.a < content;
        }
        // "that, to make peace, the army must": what is said has no verb yet
        let told = self.groups.verbs.iter().any(|verb| {
            let owner = self.clauses.owner[verb.head] as usize;
            let aside = matches!(self.clauses.list[owner].kind, Kind::Adverbial | Kind::Relative);
            verb.finite && verb.a >= content && verb.a < clause.a && !aside
        });
        if !told {
            return false;
        }
        let mut at = clause.a;
        while at > content && self.sentence.tag(at - 1) == Some(Tag::Adverb) {
            at -= 1;
        }
        let joined = self.sentence.tag(at - 1) == Some(Tag::Coordinator);
        let comma = |token: usize| matches!(self.sentence.tag(token), Some(Tag::Comma | Tag::Mark));
        // ", and aid groups warned that": another speaks; else what is said goes on behind ", and" (33 of 50 in PolNeAR)
        let speaks = clause.verb.is_some_and(|verb| {
            let lemma = self.groups.verbs[verb as usize].lemma;
            self.pack.verb_is(lemma, trait_of::REPORTS)
        });
        comma(at - 1) || speaks || joined && self.sentence.lower(at - 1) != "and"
    }
}
