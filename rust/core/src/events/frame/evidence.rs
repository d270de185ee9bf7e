//! Whether a sentence and its article show what a word asks for: its conditions.

use super::{Frame, Range, Reading};
use crate::events::lexicon::Concept;
use crate::events::pack::{CodeId, Trait};

impl Reading<'_> {
    /// Whether the sentence beside a word, or the article, shows what the word needs: a word that speaks of battle
    /// is no evidence of one by itself ("battle falling sales").
    pub(super) fn evidence_beside(&self, needs: u64, word: Range) -> bool {
        let beside = (0..self.sentence.len())
            .filter(|token| !(word.0..word.1).contains(token))
            .fold(0, |bits, token| bits | self.sentence.classes[token]);
        (beside | self.article) & needs != 0
    }

    /// "killed in clashes", "wounded during an attack": whether fighting is what something of the clause happened in.
    fn is_in_fighting(&self, clause: usize) -> bool {
        let known = &self.pack.known;
        let list = &self.clauses.list;
        let harmed = list[clause].verb.is_some_and(|verb| {
            self.sentence.classes[self.groups.verbs[verb as usize].head] & known.victim_word != 0
        });
        harmed
            && list[clause].obliques.iter().any(|noun| {
                let group = &self.groups.nouns[noun];
                let bits = self.sentence.classes_in(group.a, group.b);
                matches!(self.preposition(noun), "in" | "during" | "by")
                    && bits & known.conflict != 0
                    && bits & (known.disaster | known.sport | known.commerce) == 0
                    && self.told_as(noun, Trait::Attack)
            })
    }

    /// Whether the clause, the sentence or the article shows what a word needs.
    ///
    /// A sentence whose triggers all need what neither it nor the article shows is not read at all (`scan`): where a
    /// frame is to be content with less than `needs`, its [`super::super::lexicon::Trigger`] must say so too.
    ///
    /// Commerce forbids nothing yet that is done by words where the sentence names states: whether they do it is known
    /// when its row is made (see `Gate`).
    pub(crate) fn evidence(&self, clause: usize, code: Option<CodeId>, needs: u64, unless: u64) -> bool {
        let open = self.states && code.is_some_and(|code| self.pack.is(code, Trait::OfWords));
        // "evacuated from Greek islands as wildfires spread": states and places show no war beside a disaster
        let known = &self.pack.known;
        let war = needs & (known.armed | known.conflict | known.unrest | known.weapon_bomb | known.arms);
        if self.bits & unless & known.disaster != 0
            && war != 0
            && (self.bits | self.article) & war == 0
            && code.is_some_and(|code| self.pack.is(code, Trait::Moves))
        {
            return false;
        }
        self.shows(clause, needs, if open { unless & !self.pack.known.commerce } else { unless })
    }

    /// Whether words of commerce, in its clause or its article, forbid a frame unless it is told of states alone.
    pub(crate) fn is_business(&self, frame: &Frame) -> bool {
        let (needs, unless) = frame.rule.company(self.pack);
        self.pack.is(frame.code, Trait::OfWords) && self.is_of_business(frame.clause, needs, unless)
    }

    /// Whether commerce alone forbids a rule in a clause.
    pub(super) fn is_of_business(&self, clause: usize, needs: u64, unless: u64) -> bool {
        let commerce = unless & self.pack.known.commerce;
        commerce != 0
            && self.states
            && (self.article | self.bits) & commerce != 0
            && !self.shows(clause, needs, unless)
            && self.shows(clause, needs, unless & !commerce)
    }

    fn shows(&self, clause: usize, needs: u64, unless: u64) -> bool {
        if needs == 0 && unless == 0 {
            return true;
        }
        let here = self.clause_bits(clause);
        let known = &self.pack.known;
        // where soldiers or rebels act, crime is a part of the war
        let fighters = known.armed | known.conflict;
        let unless = if here & fighters == fighters { unless & !known.crime } else { unless };
        // soldiers who kill or seize do it in no disaster, a helicopter that crashes does
        let crashes = |clause: usize| {
            let list = &self.clauses.list;
            let above = list[clause].parent.and_then(|parent| list[parent as usize].verb);
            [list[clause].verb, above].into_iter().flatten().any(|verb| {
                self.sentence.classes[self.groups.verbs[verb as usize].head] & known.disaster != 0
            })
        };
        let armed = unless & known.disaster != 0
            && self.bits_of(&self.agent(clause)) & known.armed != 0
            && !self.does(clause, Concept::Die) // "two sailors die in an accident"
            && !crashes(clause);
        let unless = if armed { unless & !known.disaster } else { unless };
        // a bomb that kills is no sport
        let killed = self.bits & known.weapon_bomb != 0 && here & known.victim_word != 0;
        let blast = here & known.weapon_bomb != 0 && here & (known.victim_word | known.happening) != 0;
        let blast = blast || killed;
        let unless = if blast { unless & !known.sport } else { unless };
        // what one state says to another is no commerce, whatever the article is about
        let states =
            unless & known.commerce != 0 && here & known.commerce == 0 && self.between_states(clause);
        let unless = if states { unless & !known.commerce } else { unless };
        if self.article & unless != 0 && (needs == 0 || here & needs & known.conflict == 0) {
            // an article about markets or matches
            return false;
        }
        // who is killed in clashes is no victim of the drought beside them
        let calm = known.disaster | known.sport | known.commerce;
        let unless =
            if here & unless & calm != 0 && self.is_in_fighting(clause) { unless & !calm } else { unless };
        if needs == 0 {
            let calm = unless & known.disaster;
            return here & unless == 0 && (calm == 0 || self.family_bits(clause) & calm == 0);
        }
        // an explosion, people or a place alone are no war where the sentence tells of an accident
        let shown = here & needs;
        let weak = known.weapon_bomb | known.happening | known.person | known.unrest;
        let blast = shown & !weak == 0 && self.bits & known.conflict == 0;
        if shown != 0 && blast && self.bits & unless & known.disaster != 0 {
            return false;
        }
        if shown != 0 && here & unless == 0 {
            return true;
        }
        let family = self.family_bits(clause);
        if here & unless != 0 {
            return false;
        }
        if family & needs != 0 {
            return family & unless == 0 || here & needs != 0;
        }
        if self.bits & unless != 0 {
            return false;
        }
        self.bits & needs != 0 || self.article & needs != 0
    }

    /// Whether those of one state act upon another that is named.
    fn between_states(&self, clause: usize) -> bool {
        let known = &self.pack.known;
        let named = known.actor | known.actor_adjective;
        let patient = self.patient(clause);
        self.bits_of(&patient) & named != 0
            && self.bits_of(&self.agent(clause)) & (named | known.official) != 0
    }
}
