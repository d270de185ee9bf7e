//! A noun group: subject, object or oblique of the clause that is open.

use super::{Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};

impl Clauses {
    /// "In Nairobi, a bomb exploded": after a fronted phrase and a comma the group before the verb is the
    /// subject, no apposition and no member of a list.
    pub(super) fn fronted(&self, view: &View, groups: &mut Groups, index: usize, noun: usize) {
        let clause = &self.list[self.top()];
        let group = &groups.nouns[noun];
        // a participle may be fronted too: "Speaking in Geneva, the envoy said"
        let waits = self.list[0].verb.is_none() && self.list[0].subject.is_empty();
        let open =
            clause.verb.is_none() && clause.subject.is_empty() || clause.kind == Kind::Participial && waits;
        if !open
            || group.preposition.is_some()
            || group.apposition.is_none() && group.coordinated.is_none()
            || !view.comma_before(groups, Some(noun))
        {
            return;
        }
        let mut verb_follows = false;
        let mut described = false;
        let mut reduced = 0;
        let mut relative = false;
        for (at, &item) in groups.items[index + 1..].iter().take(20).enumerate() {
            match item {
                // "In Boz, ten men, who had fled a raid, attacked a post"
                Item::Link(token) if view.sentence.tag(token as usize) == Some(Tag::Relative) => {
                    relative = true;
                }
                Item::Verb(verb) if relative && groups.verbs[verb as usize].finite => {
                    (relative, reduced) = (false, reduced + 1);
                }
                Item::Noun(_) if relative => {}
                // "In Turin, a mine placed on the track wrecks a train", "In Mali, a group of men led by a captain seizes
                // the palace", "a bomber using a car packed with explosives kills five": what describes the subject is
                // not its verb, nor what describes that
                Item::Verb(verb)
                    if groups.verbs[verb as usize].participle && (reduced == 0 && at < 8 || reduced == 1) =>
                {
                    reduced += 1;
                }
                // "In Chad, a bill proposing to ban the party is rejected"
                Item::Verb(verb) if reduced > 0 && groups.verbs[verb as usize].infinitive => {}
                Item::Verb(verb) => {
                    let verb = &groups.verbs[verb as usize];
                    verb_follows = (verb.finite || verb.bare) && !described;
                    break;
                }
                // "In Gaza, X, a leader of the group, was killed": an apposition of its own parts nothing
                Item::Noun(other) if groups.nouns[other as usize].apposition == Some(noun as u16) => {
                    described = true;
                }
                Item::Noun(other)
                    if groups.nouns[other as usize].preposition.is_none()
                        && groups.nouns[other as usize].coordinated.is_none()
                        && reduced == 0 =>
                {
                    break;
                }
                Item::Noun(_) => {}
                Item::Link(token) => {
                    let tag = view.sentence.tag(token as usize);
                    described &= tag != Some(Tag::Comma);
                    if !matches!(
                        tag,
                        Some(
                            Tag::Preposition
                                | Tag::Date
                                | Tag::Adverb
                                | Tag::Not
                                | Tag::Coordinator
                                | Tag::Comma
                        )
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

    pub(super) fn noun(&mut self, view: &View, noun: usize, groups: &Groups) {
        let group = &groups.nouns[noun];
        if group.apposition.is_some() || view.is_lapse(group) {
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
        if group.preposition.is_none()
            && let Some(level) = self.behind_described(view, groups, noun)
        {
            self.stack.truncate(level + 1);
        }
        let top = self.top();
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

    /// "By a report issued today 11 men were hurt": the level of the clause that waits for its subject, behind what only
    /// describes a group of it and has no object.
    fn behind_described(&self, view: &View, groups: &Groups, noun: usize) -> Option<usize> {
        let top = &self.list[self.top()];
        let verb = &groups.verbs[top.verb? as usize];
        let told = verb.participle && verb.passive && !verb.gerund && verb.b < groups.nouns[noun].a;
        let keeps = view.pack.lexicon.keeps_object(view.sentence.entries[verb.head]);
        let level = self.stack.len().checked_sub(2)?;
        let waiting = &self.list[self.stack[level] as usize];
        (top.reduced
            && told
            && !keeps
            && waiting.kind == Kind::Main
            && waiting.verb.is_none()
            && waiting.subject.is_empty())
        .then_some(level)
    }
}
