//! Topics: what a noun group is about, through containers, act nouns and lists.

use super::{Range, Reading, TopicUse};
use crate::events::grammar::Tag;
use crate::events::group::NounGroup;
use crate::events::lexicon::{Sense, kind_of};
use crate::events::pack::ActId;
use crate::normalise::traits::is;

impl Reading<'_> {
    /// The topic that a noun group is about.
    pub(crate) fn topic(&self, noun: usize, depth: usize) -> Option<TopicUse> {
        let group = &self.groups.nouns[noun];
        if group.pronoun {
            return self.topic_again(noun).filter(|_| depth == 0);
        }
        let (topic, act) = self.head_senses(group);
        let inner = || {
            self.hosted(noun)
                .filter(|&other| self.brings_topic(other))
                .take(3)
                .find_map(|other| self.topic(other, depth + 1))
        };
        if let Some((topic, range)) = topic {
            // "an agreement on a truce", but "an agreement at two days of talks"
            let held_at = self.hosted(noun).next().is_some_and(|other| self.preposition(other) == "at");
            if let Some(act) = act.filter(|_| depth < 2 && !held_at)
                && let Some(mut found) = inner().filter(|found| found.topic != topic)
            {
                found.act = Some(act);
                found.act_noun = Some(noun);
                return Some(found);
            }
            return Some(TopicUse {
                topic,
                range,
                noun,
                act: None,
                act_noun: None,
                negative: group.negative,
                governor: self.qualified(group, range.0),
            });
        }
        if depth >= 3 {
            return None;
        }
        if let Some(act) = act {
            // "ceasefire violations", "the violation of the truce"
            if let Some((topic, range)) = self.modifier_topic(group) {
                return Some(TopicUse {
                    topic,
                    range: (range.0, group.head + 1),
                    noun,
                    act: Some(act),
                    act_noun: Some(noun),
                    negative: group.negative,
                    governor: None,
                });
            }
            // "at the end of the month for talks"
            let of_time = |other: usize| {
                self.preposition(other) == "of" && self.sentence.is(self.groups.nouns[other].head, is::UNIT)
            };
            if self.hosted(noun).any(of_time) {
                return None;
            }
            if let Some(mut found) = inner() {
                found.act = Some(act);
                found.act_noun = Some(noun);
                found.negative |= group.negative;
                return Some(found);
            }
            // "a no-fly zone, a demand that NATO has rejected"
            let mut at = group.apposition;
            for _ in 0..3 {
                let before = at? as usize;
                if before != noun
                    && let Some(found) = self.topic(before, depth + 2)
                {
                    return Some(found);
                }
                at = self.groups.nouns[before].host;
            }
            return None;
        }
        let amount = self.sentence.tag(group.head) == Some(Tag::Number);
        if amount || self.sentence.classes[group.head] & self.pack.known.container != 0 {
            // "another $800 million in security aid", "a series of talks", "an arms sales package"
            return inner().or_else(|| {
                let (topic, range) = self.modifier_topic(group).filter(|_| !amount)?;
                let negative = group.negative;
                Some(TopicUse { topic, range, noun, act: None, act_noun: None, negative, governor: None })
            });
        }
        let governor = self.sentence.hit(group.head).and_then(|hit| {
            self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
                Sense::Governor(id) => Some(id),
                _ => None,
            })
        })?;
        let mut found = inner()?;
        found.governor = Some((governor, group.head));
        Some(found)
    }

    /// Whether a preposition brings what a noun is about: "a deal on a truce", and not "a deal on the border after hours
    /// of talks".
    fn brings_topic(&self, noun: usize) -> bool {
        let brings = matches!(
            self.preposition(noun),
            "of" | "for" | "on" | "to" | "in" | "about" | "with" | "at" | "against" | "towards" | "toward"
        );
        let time = |host: u16| self.sentence.is(self.groups.nouns[host as usize].head, is::UNIT);
        brings && !self.groups.nouns[noun].host.is_some_and(time)
    }

    /// An adjective that governs the topic it stands before ("a possible truce").
    fn qualified(&self, group: &NounGroup, topic: usize) -> Option<(u16, usize)> {
        (group.a..topic.max(group.a)).find_map(|token| {
            let governor = self.sentence.entry(&self.pack.lexicon, token)?.governor?;
            (self.sentence.tag(token) == Some(Tag::Adjective)).then_some((governor, token))
        })
    }

    /// The topics of a group: its own, and those listed with what hangs on it ("proposals for a truce, the
    /// release of hostages and a withdrawal").
    pub(super) fn topics(&self, noun: usize, out: &mut Vec<TopicUse>) {
        let Some(first) = self.topic(noun, 0) else { return };
        out.push(first);
        if first.noun == noun {
            return;
        }
        let root = self.root(first.noun);
        for other in first.noun + 1..self.groups.nouns.len().min(first.noun + 8) {
            let apart = self.sentence.tag(self.groups.nouns[other].a) == Some(Tag::Determiner)
                && !first.act.is_some_and(|act| self.pack.acts[act as usize].governs);
            if (self.root(other) == root || self.listed(other, root))
                && !apart
                && let Some(found) = self.topic(other, 1)
                && found.topic != first.topic
            {
                // "proposals for a withdrawal and the creation of corridors": both are proposed
                let neutral = found.act.is_some_and(|act| self.pack.acts[act as usize].neutral)
                    && first.act.is_some_and(|act| self.pack.acts[act as usize].governs);
                let listed = found.act.is_none() || neutral;
                out.push(TopicUse {
                    act: if listed { first.act } else { found.act },
                    act_noun: if listed { first.act_noun } else { found.act_noun },
                    governor: found.governor.or(first.governor),
                    ..found
                });
            }
        }
    }

    pub(super) fn head_senses(&self, group: &NounGroup) -> (Option<(u16, Range)>, Option<ActId>) {
        let Some(hit) = self.sentence.hit(group.head) else { return (None, None) };
        if self.pack.lexicon.kinds(hit) & (kind_of::TOPIC | kind_of::ACT) == 0 {
            return (None, None);
        }
        if (hit.start as usize) < group.a && hit.end as usize <= group.head {
            return (None, None);
        }
        let (mut topic, mut act) = (None, None);
        for &sense in self.pack.lexicon.senses(hit) {
            match sense {
                Sense::Topic(id) if self.stands_for_nothing(id) => {}
                Sense::Topic(id) => topic = topic.or(Some((id, (hit.start as usize, hit.end as usize)))),
                Sense::Act(id) => act = act.or(Some(id)),
                _ => {}
            }
        }
        (topic, act)
    }

    /// Whether a topic only stands for another one, and none was told: "the measures" of an article without any.
    fn stands_for_nothing(&self, topic: u16) -> bool {
        let row = &self.pack.topics[topic as usize];
        row.again && self.told.families & row.family == 0
    }

    pub(super) fn modifier_topic(&self, group: &NounGroup) -> Option<(u16, Range)> {
        (group.a..group.head).find_map(|token| {
            let hit = self.sentence.hit(token)?;
            self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
                Sense::Topic(id) if !self.stands_for_nothing(id) => {
                    Some((id, (hit.start as usize, hit.end as usize)))
                }
                _ => None,
            })
        })
    }
}
