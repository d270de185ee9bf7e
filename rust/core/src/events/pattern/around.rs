//! Verbs of the tables `[[verb]]` in a sentence: what the words around each tell becomes a frame.
//!
//! Before a verb stand the words of its clause and of those above it, behind it those of its clause and of those
//! below, so that "said" is found before "would free" and what a second verb brings is not found behind the first.
//! Sides that no slot of a line names are those of the grammar, as far as they are actors that are known.
//!
//! Cost: a look-up a verb; for verbs of tables the lines that hang on the words around it, each some operations on
//! bits, for [`BEFORE`] + 1 + [`BEHIND`] tokens at most, so that all of it is linear in the text.

use std::ops::Range;

use super::machine::{Machine, Match};
use super::scan::{Scoped, Stretch};
use super::verbs::{Head, Line, Told, VerbRule};
use crate::events::few::Few;
use crate::events::frame::{By, Frame, Range as Tokens, Reading};
use crate::events::lexicon::EntryId;
use crate::events::status::Cue;

/// How many tokens before a verb and behind it are read: there are bits for 63 with it.
const BEFORE: usize = 24;
const BEHIND: usize = 38;

/// The tokens around a verb, with their words.
#[derive(Default)]
struct Surroundings {
    tokens: Vec<usize>,
    words: Vec<EntryId>,
    verb: usize,
}

/// Who is on each side.
#[derive(Default)]
struct Sides {
    actors: Vec<Tokens>,
    recipients: Vec<Tokens>,
    /// All of them are on both sides.
    mutual: bool,
}

/// What is told around a verb.
struct Found {
    told: Told,
    /// The line that tells; none where the verb does.
    line: Option<u16>,
    /// The line asks for a word that denies.
    denies: bool,
    sides: Sides,
}

impl Reading<'_> {
    /// Frames of the tables of verbs.
    pub(in crate::events) fn verb_rule_frames(&self, machine: &mut Machine, out: &mut Vec<Frame>) {
        let rules = &self.pack.verb_rules;
        if rules.list.is_empty() {
            return;
        }
        let head =
            |clause: usize| self.clauses.list[clause].verb.map(|verb| self.groups.verbs[verb as usize].head);
        let mut order: Vec<(usize, usize)> =
            (0..self.clauses.list.len()).filter_map(|clause| Some((head(clause)?, clause))).collect();
        order.sort_unstable();
        order.dedup_by_key(|(head, _)| *head);
        let mut nouns = Vec::new();
        let mut around = Surroundings::default();
        let mut covers = vec![false; self.clauses.list.len()];
        for (token, clause) in order {
            let Some(head) = self.head_at(token) else { continue };
            if self.above(clause).any(|above| covers[above]) {
                continue;
            }
            if nouns.is_empty() {
                nouns = self.nouns_by_token();
            }
            let rule = &rules.list[head.rule as usize];
            self.surroundings(clause, token, head, &mut around);
            let found = self.told_around(rule, head, clause, &around, &nouns, machine);
            if !found.told.is_something() {
                continue;
            }
            let sides = &found.sides;
            let has_sides = !sides.actors.is_empty() && (sides.mutual || !sides.recipients.is_empty());
            covers[clause] |= rule.covers && (has_sides || !rule.sides);
            let trigger = (token - head.before.len(), token + 1 + head.behind.len());
            self.frames_of(head.rule, clause, trigger, found, out);
        }
    }

    /// The table of the verb at a token, where the words of its phrase stand around it.
    fn head_at(&self, token: usize) -> Option<&Head> {
        let words = &self.sentence.entries;
        let heads = self.pack.verb_rules.heads.get(&words[token])?;
        heads.iter().find(|head| {
            words[..token].ends_with(&head.before) && words[token + 1..].starts_with(&head.behind)
        })
    }

    /// The clauses above a clause: those of the verbs that govern it, or of the noun that it describes.
    fn above(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let above = |clause: &usize| {
            let known = &self.clauses.list[*clause];
            let of_noun = || {
                let noun = known.antecedent.or(known.noun)?;
                Some(self.clauses.owner[self.groups.nouns[noun as usize].head])
            };
            known.parent.or_else(of_noun).map(usize::from).filter(|above| above != clause)
        };
        std::iter::successors(above(&clause), above).take(self.clauses.list.len())
    }

    /// The tokens that a pattern around a verb may read.
    fn surroundings(&self, clause: usize, verb: usize, head: &Head, out: &mut Surroundings) {
        let count = self.clauses.list.len();
        let mut near = vec![false; count];
        near[clause] = true;
        for above in self.above(clause) {
            near[above] = true;
        }
        let owner = |token: usize| usize::from(self.clauses.owner[token]);
        out.tokens.clear();
        let before = (0..verb - head.before.len()).rev().filter(|&token| near[owner(token)]);
        out.tokens.extend(before.take(BEFORE));
        out.tokens.reverse();
        out.verb = out.tokens.len();
        out.tokens.push(verb);
        let below = self.below_or_itself(clause);
        let behind = (verb + 1 + head.behind.len()..self.sentence.len()).filter(|&token| below[owner(token)]);
        out.tokens.extend(behind.take(BEHIND));
        out.words.clear();
        out.words.extend(out.tokens.iter().map(|&token| self.sentence.entries[token]));
    }

    /// Of each clause whether it is a clause or hangs below it. Each is looked at once.
    fn below_or_itself(&self, clause: usize) -> Vec<bool> {
        let mut known: Vec<Option<bool>> = vec![None; self.clauses.list.len()];
        known[clause] = Some(true);
        let mut way = Vec::new();
        for other in 0..known.len() {
            way.clear();
            way.extend(std::iter::once(other).chain(self.above(other)).take_while(|&at| known[at].is_none()));
            let end = way.last().copied().unwrap_or(other);
            let below = match known[end] {
                Some(below) => below,
                None => self.above(end).next().and_then(|above| known[above]).unwrap_or(false),
            };
            for &at in &way {
                known[at] = Some(below);
            }
        }
        known.into_iter().map(|below| below == Some(true)).collect()
    }

    /// What the first line that matches tells, or the verb alone.
    fn told_around(
        &self,
        rule: &VerbRule,
        head: &Head,
        clause: usize,
        around: &Surroundings,
        nouns: &[u16],
        machine: &mut Machine,
    ) -> Found {
        let known = around.words.iter().filter_map(|word| rule.by_word.get(word)).flatten();
        let mut lines: Vec<u32> = known.chain(&rule.always).copied().collect();
        lines.sort_unstable();
        lines.dedup();
        let among = self.among();
        let stretch = |from: usize| Stretch {
            tokens: &around.tokens[from..],
            words: &around.words[from..],
            among,
            nouns,
            verb: Some(around.verb - from),
        };
        for number in lines {
            let line = &rule.lines[number as usize];
            let Line { compiled, told, denies, .. } = line;
            let tells = |sides: Sides| Found {
                told: *told,
                line: u16::try_from(number).ok(),
                denies: *denies,
                sides: self.completed(sides, clause, around),
            };
            let scoped = |from: usize| Scoped { reading: self, stretch: stretch(from), compiled };
            if compiled.program.parts.matches(&scoped(0)) == Some(false) {
                continue;
            }
            if compiled.program.slots.is_empty() {
                return tells(Sides::default());
            }
            // of what may stand before the verb, the nearest
            let found = (0..=around.verb).rev().find_map(|from| {
                let found = machine.find(&compiled.program, &scoped(from))?;
                Some((from, found))
            });
            let Some((from, found)) = found else { continue };
            if let Some(sides) = self.sides_of(line, &found, &around.tokens[from..]) {
                return tells(sides);
            }
        }
        let sides = self.completed(Sides::default(), clause, around);
        Found { told: head.told, line: None, denies: false, sides }
    }

    /// Who fills the slots of a match; none where it wants several sides and there is one.
    fn sides_of(&self, line: &Line, found: &Match, tokens: &[usize]) -> Option<Sides> {
        let stretch = |Range { start, end }: Range<usize>| (tokens[start], tokens[end - 1] + 1);
        let roles = |slot: &str| self.filled(line.compiled.slots(found, slot).into_iter().map(stretch));
        let (actors, recipients, side) = (roles("actor"), roles("recipient"), roles("side"));
        if side.is_empty() {
            return Some(Sides { actors, recipients, mutual: false });
        }
        (side.len() > 1).then_some(Sides { actors: side, recipients, mutual: true })
    }

    /// The sides with those that no slot names, by the grammar of the verb.
    fn completed(&self, mut sides: Sides, clause: usize, around: &Surroundings) -> Sides {
        let (agent, patient) = (self.agent(clause), self.patient(clause));
        if sides.actors.is_empty() {
            self.add_known(&agent, &mut sides.actors);
            sides.actors.retain(|range| !sides.recipients.contains(range));
        }
        let passive =
            self.clauses.list[clause].verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        if sides.actors.is_empty() && !passive {
            self.first_before(clause, around, &mut sides);
        }
        // "was told to free him": who does what an infinitive tells stands above it, but not who says so behind it
        let above = self.above(clause).take_while(|&above| !self.clauses.list[above].attribution);
        for above in above.filter(|_| !passive) {
            if !sides.actors.is_empty() {
                break;
            }
            self.add_known(&self.agent(above), &mut sides.actors);
            sides.actors.retain(|range| !sides.recipients.contains(range));
        }
        if sides.recipients.is_empty() && !sides.mutual {
            if passive {
                self.add_known(&patient, &mut sides.recipients);
            } else {
                self.first_behind(around, &mut sides);
            }
        }
        sides.recipients.retain(|range| !sides.actors.contains(range));
        sides
    }

    /// Adds those of some groups who are known actors, or pronouns that may mean one, with all that are listed with them.
    fn add_known(&self, nouns: &Few, into: &mut Vec<Tokens>) {
        for noun in nouns.iter() {
            let group = &self.groups.nouns[noun];
            if group.pronoun || self.names_somebody(noun) {
                self.add_role(noun, false, into);
            }
        }
    }

    /// Whether a group, or what hangs on it with "of", names a known actor.
    fn names_somebody(&self, noun: usize) -> bool {
        let named = |noun: usize| {
            let group = &self.groups.nouns[noun];
            self.sentence.classes_in(group.a, group.b) & self.pack.known.actor != 0
        };
        named(noun)
            || self
                .hosted(noun)
                .any(|other| matches!(self.preposition(other), "of" | "in" | "from") && named(other))
    }

    /// "ties between Chad and Mali may spur": the last known actor before the verb, within its clause.
    fn first_before(&self, clause: usize, around: &Surroundings, sides: &mut Sides) {
        for &token in around.tokens[..around.verb].iter().rev() {
            let Ok(noun) = self.groups.nouns.binary_search_by_key(&token, |group| group.a) else { continue };
            let group = &self.groups.nouns[noun];
            let own = usize::from(self.clauses.owner[token]) == clause && !group.pronoun;
            if own && self.sentence.classes_in(group.a, group.b) & self.pack.known.actor != 0 {
                self.add_role(noun, false, &mut sides.actors);
                sides.actors.retain(|range| !sides.recipients.contains(range));
                if !sides.actors.is_empty() {
                    return;
                }
            }
        }
    }

    /// The first known actor behind the verb who is not on the other side by the same words.
    fn first_behind(&self, around: &Surroundings, sides: &mut Sides) {
        let word = |&(a, b): &Tokens| (a..b).map(|token| self.sentence.lower(token)).collect::<Vec<_>>();
        let taken: Vec<Vec<&str>> = sides.actors.iter().map(word).collect();
        for &token in &around.tokens[around.verb + 1..] {
            let Ok(noun) = self.groups.nouns.binary_search_by_key(&token, |group| group.a) else { continue };
            let group = &self.groups.nouns[noun];
            if group.pronoun || self.sentence.classes_in(group.a, group.b) & self.pack.known.actor == 0 {
                continue;
            }
            let mut found = Vec::new();
            self.add_role(noun, false, &mut found);
            found.retain(|range| !sides.actors.contains(range) && !taken.contains(&word(range)));
            if !found.is_empty() {
                sides.recipients = found;
                return;
            }
        }
    }

    fn frames_of(&self, rule: u16, clause: usize, trigger: Tokens, found: Found, out: &mut Vec<Frame>) {
        let Found { told, line, denies, sides } = found;
        let mut status = self.status(clause);
        // "did not cut aid", where the line says "not": that is part of what it tells
        if denies && status.negated {
            status.negated = false;
            status.cues.retain(|cue: &Cue| cue.kind != "negation");
        }
        let Sides { actors, recipients, mutual } = sides;
        // of what several sides do to each other one row tells
        let mutual = mutual && recipients.is_empty();
        let frame = |code: u16, back: bool, actors: Vec<Tokens>, recipients: Vec<Tokens>| Frame {
            code,
            rule: By::Verb { rule, line, back, mutual }.into(),
            clause,
            status: status.clone(),
            trigger,
            actors,
            recipients,
            third: Vec::new(),
            noun: None,
            victims: Few::default(),
            quantity: Few::default(),
            yields: false,
            act_clause: None,
            refine: false,
        };
        if let Some(code) = told.code {
            out.push(frame(code, false, actors.clone(), recipients.clone()));
        }
        if let Some(code) = told.back.filter(|&code| !(mutual && told.code == Some(code))) {
            out.push(frame(code, true, recipients, actors));
        }
    }
}
