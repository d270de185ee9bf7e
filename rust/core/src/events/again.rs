//! What an article has told of, for the words that stand for it later: "It was extended by a week", "the pause takes
//! effect on Wednesday", "the rebels rejected it".

use super::clause::Kind;
use super::frame::{By, Frame, Reading, Role, TopicUse};
use super::grammar::Tag;
use super::pack::{ActId, Cell, trait_of};

/// How many sentences back a pronoun may mean a topic. Unmeasured; what lies farther is hardly meant.
const NEAR: usize = 2;

/// The topics that were told.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told {
    /// A bit for each of their types.
    pub families: u64,
    /// The first one of the last sentence that told any, and whether its noun was a plural.
    pub last: Option<(u16, bool)>,
    /// The sentence that told it.
    sentence: usize,
}

/// What the pronouns of a sentence can mean, and what its names are.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before {
    pub told: Told,
    /// Classes of the person that "he" or "she" means.
    pub person: u64,
    /// It names a body of states, or people of more than one.
    pub states: bool,
}

impl Told {
    /// What a sentence can look back on.
    pub(crate) fn before(self, sentence: usize) -> Self {
        Self { last: self.last.filter(|_| sentence - self.sentence <= NEAR), ..self }
    }

    /// Takes in what the frames of a sentence tell.
    pub(crate) fn take(&mut self, reading: &Reading, frames: &[Frame], sentence: usize) {
        let topics = &reading.pack.topics;
        for frame in frames {
            let (By::Cell { topic, .. } | By::Own(topic) | By::Mention { topic, .. }) = frame.rule.by else {
                continue;
            };
            let row = &topics[topic as usize];
            self.families |= row.family;
            if self.last.is_some() && self.sentence == sentence {
                continue;
            }
            // "halted attacks": it is the truce that holds
            let plain = |row: &super::pack::Topic| !row.governed && !row.again;
            let main = topics.iter().position(|other| plain(other) && other.family == row.family);
            let topic = if plain(row) { Some(topic as usize) } else { main };
            let plural = frame.noun.is_some_and(|noun| {
                let group = &reading.groups.nouns[noun];
                matches!(reading.sentence.lower(group.head), "they" | "them")
                    || reading.sentence.tag(group.head) == Some(Tag::NounPlural)
            });
            self.last = topic.map(|topic| (topic as u16, plural));
            self.sentence = sentence;
        }
    }
}

impl Reading<'_> {
    /// The topic that a pronoun stands for, as the subject or the object of a verb.
    pub(crate) fn topic_again(&self, noun: usize) -> Option<TopicUse> {
        let (topic, plural) = self.told.last?;
        let group = &self.groups.nouns[noun];
        let fits = match self.sentence.lower(group.head) {
            "it" => !plural,
            "they" | "them" => plural,
            _ => false,
        };
        (fits && group.preposition.is_none()).then_some(TopicUse {
            topic,
            range: (group.a, group.b),
            noun,
            act: None,
            act_noun: None,
            negative: false,
            governor: None,
        })
    }

    /// Whether something else before a pronoun can be what it means: "his answer to the bill will be to veto it".
    fn has_another(&self, pronoun: usize) -> bool {
        let head = match self.sentence.lower(self.groups.nouns[pronoun].head) {
            "it" => Tag::NounSingular,
            _ => Tag::NounPlural,
        };
        (0..pronoun).any(|other| {
            let group = &self.groups.nouns[other];
            self.sentence.tag(group.head) == Some(head) && !self.is_actor(other) && !self.measures(other)
        })
    }

    /// Whether a verb can only be said of the topic that a pronoun stands for, and of nobody: "it was signed", "it
    /// expired", "both signed it".
    pub(crate) fn stands(
        &self,
        clause: usize,
        found: &TopicUse,
        role: Role,
        act: Option<ActId>,
        own: Option<Cell>,
    ) -> bool {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return false };
        let again = act.is_some_and(|act| self.pack.acts[act as usize].again)
            && !self.pack.verb_is(verb.lemma, trait_of::REPORTS);
        let governs = self.wants_done(clause);
        let row = &self.pack.topics[found.topic as usize];
        let held = |cell: Cell| {
            (0..self.pack.acts.len()).any(|act| {
                let column = &self.pack.acts[act];
                column.neutral && column.yields && row.cells[act] == Some(cell)
            })
        };
        let own_deed = own.is_some_and(|own| !held(own));
        // "it was agreed that they meet"
        let stands_for_clause = self.has_content(clause);
        if governs
            || stands_for_clause
            || verb.copula
            || verb.gerund && verb.participle
            || self.meant(found.noun) != found.noun
            || self.has_another(found.noun)
        {
            return false;
        }
        match role {
            Role::Object => again || own_deed || own.is_some() && verb.passive,
            Role::Subject => {
                let measured = known.objects.iter().all(|noun| self.measures(noun));
                let alone = measured && self.sentence.lower(self.groups.nouns[found.noun].head) == "it";
                let ends = act.is_some_and(|act| self.pack.acts[act as usize].intransitive) && again;
                alone && known.kind == Kind::Main && (own.is_some() || ends)
            }
            Role::Oblique => false,
        }
    }
}
