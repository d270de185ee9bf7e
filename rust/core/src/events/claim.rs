//! Claims: who says what a row holds.
//!
//! The walk of [`super::status`] gives the reporting clauses above a frame, innermost first. Beside them stand
//! "according to", adverbs ("reportedly"), and quotations that go on over sentences and paragraphs, whose
//! speaker the document remembers.

use super::clause::Kind;
use super::few::Few;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::lexicon::{Concept, bit_of};
use super::pack::{ClaimKind, Realis};
use super::status::{Said, Status};
use crate::normalise::traits::is;

/// A claim in tokens.
#[derive(Debug, Clone)]
pub(crate) struct TokenClaim {
    pub speaker: Option<Range>,
    pub outlet: Option<Range>,
    pub kind: ClaimKind,
    pub cue: Range,
    pub content: Range,
}

impl Reading<'_> {
    /// The claim over a frame, from its own sentence.
    pub(crate) fn claim(&self, frame: &Frame) -> Option<TokenClaim> {
        let mut claim: Option<TokenClaim> = None;
        // "police say tests show that": the police say it
        let mut by_a_thing = false;
        for said in &frame.status.said {
            let speaker = self.speaker(said.clause, said.noun);
            let known = &self.clauses.list[said.clause];
            let cue = match (said.noun, known.verb) {
                (Some(noun), _) => (self.groups.nouns[noun].head, self.groups.nouns[noun].head + 1),
                (None, Some(verb)) => {
                    (self.groups.verbs[verb as usize].head, self.groups.verbs[verb as usize].head + 1)
                }
                _ => continue,
            };
            let outlet = speaker.filter(|&range| self.is_outlet(range));
            let quoting = self.quoting(said.clause);
            match &mut claim {
                None => {
                    by_a_thing = said.noun.is_none()
                        && outlet.is_none()
                        && self.agent(said.clause).first().is_some_and(|noun| {
                            let group = &self.groups.nouns[noun];
                            !group.pronoun
                                && !self.is_actor(noun)
                                && self.sentence.classes[group.head] & self.pack.known.document == 0
                        });
                    let own = said.content == said.clause; // "reports the deaths of ten people"
                    let content =
                        if own { (cue.1, self.sentence.len()) } else { self.extent(said.content, cue) };
                    let quoted = self.sentence.quotes.get(frame.trigger.0).is_some_and(|&quote| quote > 0);
                    claim = Some(TokenClaim {
                        speaker: speaker.filter(|_| outlet.is_none()),
                        outlet: outlet.or(quoting),
                        kind: if quoted && said.kind == ClaimKind::Said {
                            ClaimKind::Quoted
                        } else {
                            said.kind
                        },
                        cue,
                        content,
                    });
                }
                Some(inner) => {
                    if inner.outlet.is_none() {
                        inner.outlet = outlet;
                    }
                    // "we insist that ..., she said": she speaks for them
                    let we = inner
                        .speaker
                        .is_some_and(|(a, b)| b == a + 1 && matches!(self.sentence.lower(a), "we" | "i"));
                    if (inner.speaker.is_none() || (by_a_thing || we) && speaker.is_some())
                        && outlet.is_none()
                    {
                        inner.speaker = speaker;
                        by_a_thing = false;
                    }
                }
            }
        }
        if let Some((cue, source)) = self.according_to() {
            let outlet = self.is_outlet(source);
            let content = (0, self.sentence.len());
            let claim = claim.get_or_insert(TokenClaim {
                speaker: None,
                outlet: None,
                kind: ClaimKind::Reported,
                cue,
                content,
            });
            if outlet {
                claim.outlet = claim.outlet.or(Some(source));
            } else if claim.speaker.is_none() {
                claim.speaker = Some(source);
            }
        }
        if claim.is_none()
            && let Some(cue) = frame.status.cues.iter().find(|cue| {
                cue.kind == "hedge"
                    && (self.is_a(cue.a, Concept::Reportedly) || self.is_a(cue.a, Concept::Allegedly))
            })
        {
            let kind =
                if self.is_a(cue.a, Concept::Reportedly) { ClaimKind::Reported } else { ClaimKind::Alleged };
            claim = Some(TokenClaim {
                speaker: None,
                outlet: None,
                kind,
                cue: (cue.a, cue.b),
                content: (0, self.sentence.len()),
            });
        }
        self.told_as_a_whole(frame, claim)
    }

    /// A claim that names nobody takes whoever tells the sentence as a whole.
    fn told_as_a_whole(&self, frame: &Frame, claim: Option<TokenClaim>) -> Option<TokenClaim> {
        if claim.as_ref().is_some_and(|claim| claim.speaker.is_some() || claim.outlet.is_some()) {
            return claim;
        }
        let Some((range, cue)) = self.teller_of(frame) else { return claim };
        let quoted = self.sentence.quotes.get(frame.trigger.0).is_some_and(|&quote| quote > 0);
        let kind = if quoted { ClaimKind::Quoted } else { ClaimKind::Said };
        let content = if cue.0 < frame.trigger.0 { (cue.1, self.sentence.len()) } else { (0, cue.0) };
        let mut claim = claim.unwrap_or(TokenClaim { speaker: None, outlet: None, kind, cue, content });
        if self.is_outlet(range) {
            claim.outlet = Some(range);
        } else {
            claim.speaker = Some(range);
        }
        Some(claim)
    }

    /// Whether somebody of these classes says what a clause tells, as the content itself, and denies nothing of it; 0 asks
    /// for nobody. Nobody says it of a passive without an agent ("the accord has been violated"). What is said has been
    /// said, whatever is to come ("they would pay for it"): where it is said, `status` becomes actual.
    pub(crate) fn is_claimed(&self, clause: usize, classes: u64, status: &mut Status) -> bool {
        if classes == 0 {
            return true;
        }
        let known = &self.clauses.list[clause];
        let by = |said: &Said| {
            said.kind != ClaimKind::Denied
                && self.speaker(said.clause, said.noun).is_some_and(|(a, b)| {
                    let noun = self.group_with(a).map_or(0, |noun| self.bits_of(&Few::one(noun)));
                    (noun | self.sentence.classes_in(a, b)) & classes != 0
                })
        };
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let agentless = passive && self.told_by(clause).is_empty();
        let condition = status.cues.iter().any(|cue| cue.kind == "condition");
        if !matches!(known.kind, Kind::Complement | Kind::Main) || agentless || !status.said.iter().any(by) {
            return false;
        }
        if !condition {
            status.realis = Realis::Actual;
        }
        !status.negated
    }

    /// "'We back the pact,' the minister said": what who says it is, where what is said is told of "we".
    pub(crate) fn bits_of_speaker(&self, clause: usize, subject: &Few) -> u64 {
        let we = |noun: usize| self.sentence.lower(self.groups.nouns[noun].head) == "we";
        if !subject.first().is_some_and(we) {
            return 0;
        }
        let known = &self.pack.known;
        let anybody = known.name | known.person | known.pronoun | known.number;
        self.status(clause).said.iter().filter(|said| said.kind != ClaimKind::Denied).fold(0, |bits, said| {
            let speaker = self.speaker(said.clause, said.noun).and_then(|(a, _)| self.group_with(a));
            bits | speaker.map_or(0, |noun| self.bits_of(&Few::one(noun)) & !anybody)
        })
    }

    /// Who says what a clause or a noun of saying tells.
    pub(crate) fn speaker(&self, clause: usize, noun: Option<usize>) -> Option<Range> {
        if let Some(noun) = noun {
            let group = &self.groups.nouns[noun];
            if let Some(mark) = group.genitive.filter(|&mark| mark < group.head) {
                return Some((group.a, mark));
            }
            let behind =
                self.hosted(noun).find(|&other| matches!(self.preposition(other), "by" | "from" | "of"));
            if let Some(behind) = behind {
                return self.actor_range(behind);
            }
            // "officials sent signals that", "the army issued a warning that"
            let owner = self.clauses.owner[group.head] as usize;
            let maker = self.clauses.list[owner].objects.contains(noun).then(|| self.agent(owner).first());
            return maker.flatten().and_then(|maker| self.actor_range(self.meant(maker)));
        }
        let agent = self.agent(clause);
        if agent.is_empty() {
            return self.swallowed_speaker(clause);
        }
        // "nobody believes that", "no group has claimed"
        let first = agent.first().filter(|&noun| {
            let group = &self.groups.nouns[noun];
            !(group.negative || group.pronoun && self.is_nobody(noun))
        })?;
        let when = &self.groups.nouns[first];
        if self.sentence.is(when.b - 1, is::UNIT) || self.dated((when.a, when.b)) {
            // "hours after the army declares", "a few hours later, the army declared": no hour says anything
            let verb = self.clauses.list[clause].verb.map_or(0, |verb| self.groups.verbs[verb as usize].a);
            let behind = (first + 1..self.groups.nouns.len())
                .take_while(|&other| self.groups.nouns[other].b <= verb)
                .find(|&other| self.is_actor(other));
            return behind.and_then(|noun| self.actor_range(self.meant(noun)));
        }
        // "a report by the agency said": the one behind the document
        let group = &self.groups.nouns[first];
        if self.sentence.classes[group.head] & self.pack.known.document != 0
            && let Some(author) = self
                .hosted(first)
                .find(|&other| matches!(self.preposition(other), "by" | "from") && self.may_write(other))
        {
            return self.actor_range(author);
        }
        let told = self.clauses.list[clause].attribution;
        self.spokesmen(if told { self.said_on_by(first) } else { self.meant(first) })
    }

    /// "In a separate report Tass said": the name right before a verb of saying that has no subject, at the end of a
    /// phrase whose own word is no title.
    fn swallowed_speaker(&self, clause: usize) -> Option<Range> {
        let verb = &self.groups.verbs[self.clauses.list[clause].verb? as usize];
        let noun = self.groups.nouns.iter().rposition(|group| group.b == verb.a)?;
        self.swallowed(noun, clause).map(|start| (start, verb.a))
    }

    /// Where a name begins that a phrase has swallowed and that acts in a clause behind it.
    fn swallowed(&self, noun: usize, clause: usize) -> Option<usize> {
        let group = &self.groups.nouns[noun];
        let known = &self.clauses.list[clause];
        let verb = &self.groups.verbs[known.verb? as usize];
        let name = |&token: &usize| self.sentence.tag(token) == Some(Tag::Name);
        let start = (group.a..group.b).rev().take_while(name).last()?;
        let plain = start > group.a && self.sentence.tag(start - 1) == Some(Tag::NounSingular);
        let titled = self.pack.known.official | self.pack.known.person;
        let found = group.b == verb.a
            && known.subject.is_empty()
            && verb.finite
            && !verb.passive
            && group.preposition.is_some()
            && group.genitive.is_none()
            && plain
            && self.sentence.classes[start - 1] & titled == 0;
        found.then_some(start)
    }

    /// Whether a group holds the name of whoever speaks behind it, and is no place.
    pub(crate) fn swallows_speaker(&self, noun: usize) -> bool {
        let clause = self.clauses.owner[self.groups.nouns[noun].head] as usize;
        self.reports(clause).is_some() && self.swallowed(noun, clause).is_some()
    }

    /// Whether a group may be the author of a paper: "a report from the north" is the north's no more than its people's.
    pub(crate) fn may_write(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let bits = self.sentence.classes_in(group.a, group.b);
        let ground = bits & self.pack.known.place_head != 0
            || self.head_is(noun, Concept::Division)
            || self.sentence.lower(group.head) == "province";
        self.preposition(noun) == "by" || self.is_actor(noun) && !ground && !self.is_ground(noun)
    }

    /// From the first token of what is said to its last.
    fn extent(&self, content: usize, cue: Range) -> Range {
        let start = self.clauses.list[content].a;
        if start < cue.0 { (start, cue.0) } else { (start, self.sentence.len()) }
    }

    /// "the agency quoted witnesses as saying": the outlet that has the one who speaks in a clause for its object.
    fn quoting(&self, clause: usize) -> Option<Range> {
        let known = &self.clauses.list[clause];
        let link = known.link.filter(|&link| self.sentence.lower(link) == "as");
        let speaker = known.subject.first().filter(|_| link.is_some())?;
        let quoting = (0..clause).rev().find(|&other| self.clauses.list[other].objects.contains(speaker))?;
        let outlet = self.agent(quoting).first().and_then(|outlet| self.actor_range(outlet))?;
        self.is_outlet(outlet).then_some(outlet)
    }

    pub(crate) fn is_outlet(&self, range: Range) -> bool {
        self.sentence.classes_in(range.0, range.1) & self.pack.known.outlet != 0
    }

    /// "according to X", "as per X".
    fn according_to(&self) -> Option<(Range, Range)> {
        let known = self.pack.lexicon.sources();
        if self.sentence.mask & known == 0 {
            return None;
        }
        let at = (0..self.sentence.len().saturating_sub(1)).find(|&token| {
            known & bit_of(self.sentence.entries[token]) != 0
                && (matches!(
                    (self.sentence.lower(token), self.sentence.lower(token + 1)),
                    ("according", "to") | ("as", "per")
                ) || (token + 3 < self.sentence.len() && self.sentence.lower(token) == "citing"))
        })?;
        let after = if self.sentence.lower(at) == "citing" { at + 1 } else { at + 2 };
        let noun = self.groups.nouns.iter().position(|group| group.a >= after && group.a <= after + 1)?;
        // "according to figures from the ministry"
        let head = self.groups.nouns[noun].head;
        let told =
            self.sentence.classes[head] & self.pack.known.document != 0 || self.is_a(head, Concept::Figures);
        let author = self
            .hosted(noun)
            .find(|&other| matches!(self.preposition(other), "by" | "from") && self.is_actor(other) && told);
        let range = self.spokesmen(author.unwrap_or(noun))?;
        let dated = (range.0..range.1).all(|token| self.sentence.tag(token) == Some(Tag::Date));
        // "citing a rise in prices", "citing the council's opposition": a reason, and nobody who speaks
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let reason = self.sentence.lower(at) == "citing"
            && self.sentence.classes[group.head]
                & (known.armed
                    | known.person
                    | known.official
                    | known.state
                    | known.actor
                    | known.outlet
                    | known.document)
                == 0
            && self.sentence.tag(group.head) != Some(Tag::Name)
            && !self.is_a(group.head, Concept::Source);
        (!dated && !reason).then_some(((at, after), range))
    }
}
