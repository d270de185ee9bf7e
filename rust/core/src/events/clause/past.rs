//! Past tenses that are participles after all: another finite verb of the same breath has the subject, or an
//! auxiliary before them is left out.

use super::{Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};

impl Clauses {
    /// Reads a verb that was taken for finite as a participle.
    pub(super) fn as_participle(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        make_participle(groups, verb);
        self.participle(view, groups, index, verb);
    }

    /// Whether the verb of the clause on top was a participle after all: a past tense without the object that it
    /// wants, right behind a noun, before another verb that has no subject of its own.
    pub(super) fn misread(
        &self,
        view: &View,
        groups: &Groups,
        before: Option<usize>,
        tag_before: Option<Tag>,
    ) -> bool {
        let clause = &self.list[self.top()];
        let Some(verb) = clause.verb.map(|verb| &groups.verbs[verb as usize]) else { return false };
        let bare = matches!(before.map(|before| groups.items[before]),
            Some(Item::Noun(noun)) if groups.nouns[noun as usize].preposition.is_none());
        !bare
            && !matches!(tag_before, Some(Tag::Comma | Tag::Coordinator | Tag::Mark))
            && matches!(clause.kind, Kind::Main | Kind::Complement)
            && clause.objects.is_empty()
            && verb.finite
            && clause.subject.last().is_some_and(|noun| stands_before(groups, noun, verb.a))
            && view.lacks_object(verb)
    }

    /// Makes a reduced clause of what the clause on top has told so far, and gives it the verb.
    pub(super) fn reduce(&mut self, view: &View, groups: &mut Groups, at: usize, verb: usize) {
        let top = self.top();
        let Some(first) = self.list[top].verb else { return };
        make_participle(groups, first as usize);
        let start = groups.verbs[first as usize].a;
        let noun = self.list[top].subject.last();
        let obliques = self.list[top].obliques.take(|noun| groups.nouns[noun].a > start);
        self.list[top].verb = Some(verb as u16);
        let id = self.open(Kind::Participial, None, None, start, view);
        self.stack.pop();
        let clause = &mut self.list[id];
        clause.verb = Some(first);
        clause.obliques = obliques;
        clause.reduced = true;
        clause.antecedent = noun.map(|noun| noun as u16);
        if let Some(noun) = noun {
            clause.subject.push(noun);
        }
        self.owner[start..at].fill(id as u16);
    }

    /// Whether a verb right behind a group of another verb's clause is a participle after all: "killed ten in a foiled
    /// rebel planned attack", "stormed a post, with two guards reported dead". It is a past tense that may be one,
    /// under an event's verb that has no clause for its object.
    pub(super) fn describes(&self, view: &View, groups: &Groups, before: Option<usize>, verb: usize) -> bool {
        let group = &groups.verbs[verb];
        let Some(Item::Noun(noun)) = before.map(|before| groups.items[before]) else { return false };
        let clause = &self.list[self.top()];
        let Some(above) = clause.verb.map(|verb| &groups.verbs[verb as usize]) else { return false };
        // "fighting breaks out with ten deaths reported"
        let told = groups.nouns[noun as usize];
        let absolute = told.preposition.is_some_and(|at| view.sentence.lower(at) == "with")
            && (told.a..told.head).any(|token| view.sentence.numbers[token])
            && (told.b..group.a).all(|token| view.sentence.tag(token) == Some(Tag::Adverb));
        // "killing ten people, in a raid blamed on the rebels": nobody blames what is killed
        let beside = above.gerund
            && told.preposition.is_some()
            && told.b == group.a
            && !clause.objects.contains(noun as usize);
        (absolute || (above.finite && !above.copula || beside) && view.tells(above))
            && group.a + 1 == group.b
            && view.sentence.tag(group.head) == Some(Tag::VerbPast)
            && (view.pack.lexicon.can_be_participle(view.sentence.entries[group.head])
                || view.sentence.lower(group.head).ends_with("ed"))
            && !clause.objects.last().is_some_and(|first| view.coordinated(groups, first))
    }

    /// Whether a past tense between its subject and "by" is a participle: another finite verb follows.
    pub(super) fn made_by(
        &self,
        view: &View,
        groups: &Groups,
        before: Option<usize>,
        index: usize,
        verb: usize,
    ) -> bool {
        let group = &groups.verbs[verb];
        group.a + 1 == group.b
            && view.sentence.tag(group.head) == Some(Tag::VerbPast)
            && view.sentence.lower(group.b) == "by"
            && self.list[self.top()].verb.is_none()
            && matches!(before.map(|before| groups.items[before]),
                Some(Item::Noun(noun)) if groups.nouns[noun as usize].b == group.a)
            && (Self::resumes(view, groups, index) || Self::acts_next(view, groups, index))
    }

    /// Whether a past tense right behind a group is a participle after all: without the object that it wants, and joined to
    /// another that tells by whom. "a man kidnapped and killed by rebels".
    pub(super) fn made_with(view: &View, groups: &Groups, before: Option<usize>, verb: usize) -> bool {
        let group = &groups.verbs[verb];
        let tag = |token: usize| view.sentence.tag(token);
        let last = (group.b + 1..group.b + 4)
            .take_while(|&token| {
                matches!(tag(token), Some(Tag::Participle | Tag::VerbPast | Tag::Adverb | Tag::Adjective))
            })
            .last();
        tag(group.b) == Some(Tag::Coordinator)
            && last.is_some_and(|last| {
                matches!(tag(last), Some(Tag::Participle | Tag::VerbPast))
                    && view.sentence.lower(last + 1) == "by"
            })
            && view.lacks_object(group)
            && matches!(before.map(|before| groups.items[before]),
                Some(Item::Noun(noun)) if groups.nouns[noun as usize].b == group.a)
    }

    /// Whether the next verb of the same breath may be a past tense with an object: "passed by the assembly this week
    /// condemned the raid".
    fn acts_next(view: &View, groups: &Groups, index: usize) -> bool {
        for &item in &groups.items[index + 1..] {
            match item {
                Item::Verb(verb) => {
                    let group = &groups.verbs[verb as usize];
                    return group.participle && !group.gerund && Self::has_object(view, group.b);
                }
                Item::Noun(noun) => {
                    if groups.nouns[noun as usize].preposition.is_none() {
                        return false;
                    }
                }
                Item::Link(token) => {
                    if !matches!(
                        view.sentence.tag(token as usize),
                        Some(Tag::Preposition | Tag::Date | Tag::Adverb)
                    ) {
                        return false;
                    }
                }
            }
        }
        false
    }

    /// The group right before a past tense that is a participle after all: joined by a coordinator to a passive clause,
    /// with the auxiliary left out.
    pub(super) fn elided(
        &self,
        view: &View,
        groups: &Groups,
        before: Option<usize>,
        verb: usize,
    ) -> Option<usize> {
        let Item::Noun(noun) = groups.items[before?] else { return None };
        let noun = noun as usize;
        let group = &groups.verbs[verb];
        let clause = &self.list[self.top()];
        let above = clause.verb.map(|verb| &groups.verbs[verb as usize])?;
        (above.passive
            && above.finite
            && view.tells(above)
            && clause.objects.contains(noun)
            && view.coordinated(groups, noun)
            && group.a + 1 == group.b
            && view.sentence.tag(group.head) == Some(Tag::VerbPast)
            && !Self::has_object(view, group.b)
            && view.sentence.tag(group.b) != Some(Tag::That))
        .then_some(noun)
    }
}

/// Whether a group, or what hangs on it, ends at a token: "the hospital in Boz" before "bombed".
fn stands_before(groups: &Groups, noun: usize, at: usize) -> bool {
    groups.nouns[noun].b == at
        || groups.nouns[noun + 1..]
            .iter()
            .take_while(|group| group.b <= at)
            .any(|group| group.b == at && group.host == Some(noun as u16) && group.coordinated.is_none())
}

fn make_participle(groups: &mut Groups, verb: usize) {
    let group = &mut groups.verbs[verb];
    (group.finite, group.past) = (false, false);
    (group.participle, group.passive) = (true, true);
}
