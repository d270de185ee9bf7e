//! Patterns over the tokens of a sentence: matches become frames.

use std::ops::Range;

use super::ends::Places;
use super::machine::{Machine, Match, Tokens, ends_of};
use super::ways::Way;
use super::{Anchored, Compiled, Pattern, Scope, Test};
use crate::events::Realis;
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::frame::{By, Frame, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::{Among, EntryId, Positions, flag};
use crate::events::pack::Trait;
use crate::events::status::{Cue, signed};

/// A stretch of a sentence in which patterns are looked for.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    /// Its tokens, in order, and their words.
    pub(super) tokens: &'a [usize],
    pub(super) words: &'a [EntryId],
    /// The same, as sets of words are looked for among them.
    pub(super) among: Among<'a>,
    /// The noun group that begins at each token of the sentence, plus one.
    pub(super) nouns: &'a [u16],
    /// The place among its tokens of the verb around which the patterns stand.
    pub(super) verb: Option<usize>,
}

/// A stretch, for one compiled pattern.
pub(super) struct Scoped<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) stretch: Stretch<'a>,
    pub(super) compiled: &'a Compiled,
}

impl Scoped<'_> {
    fn test(&self, test: &Test, at: usize) -> Option<usize> {
        let (token, sentence) = (self.stretch.tokens[at], self.reading.sentence);
        let one = match test {
            Test::Words(words) => words.holds(sentence.entries[token]),
            Test::Set(set) => self.reading.pack.lexicon.sets.has(*set, sentence.entries[token]),
            Test::Class(bits) => sentence.classes[token] & bits != 0,
            Test::Tags(tags) => sentence.tag(token).is_some_and(|tag| tags.contains(&tag)),
            Test::Regex(regex) => regex.is_match(sentence.lower(token)),
            Test::Any => true,
            Test::Verb => self.stretch.verb == Some(at),
            Test::Phrases(set) => return set.end(self.stretch.words, at),
            Test::Not(test) => self.test(test, at).is_none(),
            Test::Group(bits) => return self.group(*bits, token, at),
        };
        one.then_some(at + 1)
    }

    /// Where the noun group that begins at a token ends.
    fn group(&self, bits: u64, token: usize, at: usize) -> Option<usize> {
        let noun = usize::from(self.stretch.nouns[token]).checked_sub(1)?;
        let group = &self.reading.groups.nouns[noun];
        // what stands before a name describes it: "President So-and-so"
        let named = self.reading.sentence.tag(group.head) == Some(Tag::Name);
        let mut shown = self.reading.sentence.classes[group.head];
        if bits & !shown != 0 && named {
            shown |= self.reading.noun_bits(noun);
        }
        // "the rebels' refusal": around a verb a group shows whom any of its words names
        if self.stretch.verb.is_some() {
            shown |= self.reading.sentence.classes_in(group.a, group.b);
        }
        let fits = bits == 0 || shown & bits != 0;
        let end = at + self.stretch.tokens[at..].partition_point(|&other| other < group.b);
        fits.then_some(end)
    }
}

impl Tokens for Scoped<'_> {
    fn count(&self) -> usize {
        self.stretch.tokens.len()
    }

    fn take(&self, atom: usize, at: usize) -> Option<usize> {
        self.test(&self.compiled.tests[atom], at)
    }

    fn take_each(&self, atom: usize, from: Places) -> Places {
        let (sentence, tokens) = (self.reading.sentence, self.stretch.tokens);
        let one = |at: usize, takes: bool| takes.then_some(at + 1);
        let ends = match &self.compiled.tests[atom] {
            Test::Set(set) if from & from.wrapping_sub(1) != 0 => {
                (self.stretch.among.places(*set) & from) << 1
            }
            Test::Words(words) => ends_of(from, |at| one(at, words.holds(self.stretch.words[at]))),
            Test::Class(bits) => ends_of(from, |at| one(at, sentence.classes[tokens[at]] & bits != 0)),
            Test::Group(bits) => ends_of(from, |at| self.group(*bits, tokens[at], at)),
            test => ends_of(from, |at| self.test(test, at)),
        };
        // what most atoms ask for is told apart once, and not at each token
        debug_assert_eq!(ends, ends_of(from, |at| self.take(atom, at)));
        ends
    }
}

impl Compiled {
    /// What the slots of a name hold, each side in order.
    pub(super) fn slots(&self, found: &Match, wanted: &str) -> Vec<Range<usize>> {
        let named = self.program.slots.iter().zip(&found.slots);
        named
            .filter(|(name, _)| name.strip_suffix("_b").unwrap_or(name) == wanted)
            .filter_map(|(_, range)| range.clone())
            .collect()
    }
}

impl Reading<'_> {
    /// Frames of the patterns of the pack.
    pub(in crate::events) fn pattern_frames(&self, machine: &mut Machine, out: &mut Vec<Frame>) {
        let patterns = &self.pack.patterns;
        if self.sentence.flags & flag::ANCHORS == 0 {
            return;
        }
        let candidates = self.candidates();
        if candidates.is_empty() {
            return;
        }
        let nouns = self.nouns_by_token();
        let sentence = self.sentence;
        let (mut tokens, mut words, mut positions) = (Vec::new(), Vec::new(), Positions::default());
        for scope in [Scope::Clause, Scope::Quotation, Scope::Sentence] {
            let wanted = candidates.iter().map(|&id| &patterns.list[id as usize]);
            let wanted = wanted.filter(|pattern| pattern.scope == scope);
            if wanted.clone().next().is_none() {
                continue;
            }
            tokens.clear();
            tokens.extend((0..self.sentence.len()).filter(|&token| self.part(scope, token).is_some()));
            tokens.sort_by_key(|&token| self.part(scope, token));
            for tokens in tokens.chunk_by(|&one, &next| self.part(scope, one) == self.part(scope, next)) {
                words.clear();
                words.extend(tokens.iter().map(|&token| self.sentence.entries[token]));
                let mut among = self.among();
                if sentence.positions.known {
                    among.within = tokens.iter().fold(0, |all, &token| all | 1 << token);
                } else {
                    positions.set(&words);
                    (among.words, among.positions) = (&words, &positions);
                }
                let stretch = Stretch { tokens, words: &words, among, nouns: &nouns, verb: None };
                for pattern in wanted.clone() {
                    self.scan(pattern, stretch, machine, out);
                }
            }
        }
    }

    /// The noun group that begins at each token, plus one.
    pub(super) fn nouns_by_token(&self) -> Vec<u16> {
        let mut nouns = vec![0; self.sentence.len()];
        for (noun, group) in self.groups.nouns.iter().enumerate() {
            nouns[group.a] = noun as u16 + 1;
        }
        nouns
    }

    /// The patterns that may match, in their order in the pack.
    fn candidates(&self) -> Vec<u32> {
        let Self { pack, sentence, .. } = self;
        let mut found: Vec<u32> = Vec::new();
        for &word in &sentence.entries {
            for anchored in pack.patterns.anchored.of(word) {
                let absent = anchored.rarest.is_some_and(|set| !sentence.present.holds(set));
                if !absent && found.last() != Some(&anchored.pattern) && self.may_match(anchored) {
                    found.push(anchored.pattern);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the sentence holds all words and classes of a way in which a pattern matches, and shows what it needs.
    fn may_match(&self, anchored: &Anchored) -> bool {
        let pattern = &self.pack.patterns.list[anchored.pattern as usize];
        let way = &pattern.matches[anchored.one as usize].ways[anchored.way as usize];
        (pattern.needs == 0 || (self.bits | self.article) & pattern.needs != 0)
            && self.shows_all(way)
            && way.company.are_there(self.among())
    }

    /// The words of the sentence.
    pub(super) fn among(&self) -> Among<'_> {
        let sentence = self.sentence;
        Among::all(&self.pack.lexicon.sets, &sentence.entries, &sentence.positions, &sentence.present)
    }

    /// Whether the sentence shows a class of each set that a way of matching holds.
    fn shows_all(&self, way: &Way) -> bool {
        way.shown.iter().all(|&bits| self.bits & bits != 0)
    }

    /// Which clause or quotation a token is in, for a scope of such.
    fn part(&self, scope: Scope, token: usize) -> Option<usize> {
        match scope {
            Scope::Clause => Some(self.clauses.owner[token].into()),
            Scope::Quotation => usize::from(self.sentence.quotes[token]).checked_sub(1),
            Scope::Sentence => Some(0),
        }
    }

    /// Looks for a pattern in the tokens of a scope, which are these words.
    fn scan<'p>(
        &'p self,
        pattern: &'p Pattern,
        stretch: Stretch<'p>,
        machine: &mut Machine,
        out: &mut Vec<Frame>,
    ) {
        let scoped = |compiled: &'p Compiled| Scoped { reading: self, stretch, compiled };
        let mut find = |compiled: &'p Compiled| machine.find(&compiled.program, &scoped(compiled));
        let matches = |compiled: &'p Compiled| compiled.program.parts.matches(&scoped(compiled));
        let tokens = stretch.tokens;
        let holds = |way: &Way| self.shows_all(way) && way.wanted.are_near(stretch.among);
        let there = |one: &&'p Compiled| one.ways.iter().any(holds) && matches(one).unwrap_or(true);
        let found = pattern.matches.iter().filter(there).find_map(|one| Some((one, find(one)?)));
        let Some((compiled, found)) = found else {
            return;
        };
        let mut forbids = |guard: &'p Compiled| matches(guard).unwrap_or_else(|| find(guard).is_some());
        if found.range.is_empty() || pattern.guards.iter().any(&mut forbids) {
            return;
        }
        let first = self.clauses.owner[tokens[found.range.start]] as usize;
        let said = self.said_of_another(pattern, compiled, tokens, &found, first);
        let clause = said.unwrap_or_else(|| self.clause_of_trigger(pattern, compiled, tokens, &found, first));
        if !self.evidence(clause, Some(pattern.code), pattern.needs, pattern.unless) {
            return;
        }
        let mut frame = self.pattern_frame(pattern, compiled, tokens, &found, clause);
        if said.is_some() {
            frame.actors.retain(|&(a, _)| self.clauses.owner[a] as usize != first);
            if frame.actors.is_empty() {
                for noun in self.agent(clause).iter() {
                    self.add_role(noun, true, &mut frame.actors);
                }
            }
        }
        if self.is_claimed(clause, pattern.claimed, &mut frame.status) {
            out.push(frame);
        }
    }

    /// The clause of a match's trigger.
    fn told_in(&self, compiled: &Compiled, tokens: &[usize], found: &Match) -> Option<usize> {
        let trigger = compiled.slots(found, "trigger").pop()?;
        Some(self.clauses.owner[tokens[trigger.start]].into())
    }

    /// "no deal with the rebels holding ten men": the clause of what a match tells, where it describes a noun of the clause
    /// in which the match begins.
    fn clause_of_trigger(
        &self,
        pattern: &Pattern,
        compiled: &Compiled,
        tokens: &[usize],
        found: &Match,
        first: usize,
    ) -> usize {
        let clause = self.told_in(compiled, tokens, found).unwrap_or(first);
        let known = &self.clauses.list[clause];
        // "threatens to cut off fuel", "says that it may cut off fuel"
        let below = compiled.loose
            && !self.pack.is(pattern.code, Trait::Said)
            && matches!(known.kind, Kind::Infinitive | Kind::Complement);
        if known.reduced || below { clause } else { first }
    }

    /// "the president indicated that the navy would blockade the port": the clause of the deed, where a match begins with
    /// who tells of it and somebody else does it. What is done by saying is the speaker's own.
    fn said_of_another(
        &self,
        pattern: &Pattern,
        compiled: &Compiled,
        tokens: &[usize],
        found: &Match,
        first: usize,
    ) -> Option<usize> {
        let clause = self.told_in(compiled, tokens, found)?;
        let known = &self.clauses.list[clause];
        let told = clause != first
            && known.kind == Kind::Complement
            && known.parent == Some(first as u16)
            && !self.pack.is(pattern.code, Trait::Said)
            && self.reports(first).is_some()
            && self
                .agent(clause)
                .first()
                .is_some_and(|noun| self.is_actor(noun) && !self.groups.nouns[noun].pronoun);
        told.then_some(clause)
    }

    /// "food may never reach the besieged town": whether a stretch is one participle before the noun that it describes,
    /// told to be so whatever the sentence says of the noun.
    fn describes(&self, stretch: (usize, usize)) -> bool {
        let (at, end) = stretch;
        end == at + 1
            && self.sentence.tag(at) == Some(Tag::Participle)
            && self.groups.nouns.iter().any(|group| group.a <= at && at < group.head)
    }

    /// Who stands in what the slots of a match hold: whole groups with those listed beside them, else the words.
    pub(super) fn filled(&self, stretches: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
        let mut into = Vec::new();
        for (a, b) in stretches {
            let first = self.groups.nouns.partition_point(|group| group.a < a);
            match self.groups.nouns.get(first) {
                Some(group) if group.b <= b => self.add_role(first, false, &mut into),
                _ => into.push((a, b)),
            }
        }
        into
    }

    fn pattern_frame(
        &self,
        pattern: &Pattern,
        compiled: &Compiled,
        tokens: &[usize],
        found: &Match,
        clause: usize,
    ) -> Frame {
        let slots = |wanted: &str| compiled.slots(found, wanted);
        let stretch = |range: Range<usize>| (tokens[range.start], tokens[range.end - 1] + 1);
        let trigger = stretch(slots("trigger").pop().unwrap_or_else(|| found.range.clone()));
        let roles = |wanted: &str| self.filled(slots(wanted).into_iter().map(stretch));
        let mut victims = Few::default();
        for (a, b) in slots("counted").into_iter().map(stretch) {
            let first = self.groups.nouns.partition_point(|group| group.b <= a);
            let touching = self.groups.nouns[first..].iter().take_while(|group| group.a < b).count();
            (first..first + touching).for_each(|noun| victims.push(noun));
        }
        let mut status = self.status(clause);
        // a negation that the pattern asks for is part of what it tells: "no progress has been made"
        let own = |cue: &Cue| cue.kind == "negation" && trigger.0 <= cue.a && cue.b <= trigger.1;
        let before = status.cues.len();
        status.cues.retain(|cue| !own(cue));
        status.negated ^= (before - status.cues.len()) % 2 == 1;
        if self.describes(trigger) {
            status.negated = false;
            status.realis = Realis::Actual;
            status.cues.clear();
        }
        let told = |&noun: &usize| {
            let group = &self.groups.nouns[noun];
            group.a <= trigger.0 && trigger.0 < group.b
        };
        let noun = (0..self.groups.nouns.len()).find(told).filter(|_| status.negated);
        if noun.is_some_and(|noun| self.happened(pattern.code, clause, self.root(noun))) {
            status.negated = false;
            if status.realis > Realis::Historical {
                status.realis = Realis::Actual;
            }
        }
        if let Some(signature) = pattern.signature {
            signed(signature, &mut status, trigger.0);
            // who says that he will not come refuses now, unless all hangs on a condition
            if signature.realis == Some(Realis::Actual)
                && status.cues.iter().all(|cue| cue.kind != "condition")
            {
                status.realis = Realis::Actual;
            }
        }
        Frame {
            code: pattern.code,
            rule: By::Pattern(pattern.id).into(),
            clause,
            status,
            trigger,
            actors: roles("actor"),
            recipients: roles("recipient"),
            third: roles("third_party"),
            noun: None,
            victims,
            quantity: pattern.quantity,
            yields: false,
            act_clause: None,
            refine: false,
        }
    }
}
