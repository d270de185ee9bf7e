//! Clauses that tell something of a thing without a relative word: "the embargo the council has imposed".

use super::{Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};
use crate::events::lexicon::Concept;
use crate::events::pack::trait_of;
use crate::normalise::traits::is;

impl Clauses {
    /// "the camps the army raided were empty": whether a form that may be a participle tells what somebody right before it
    /// did to the thing before; then it is read so.
    pub(super) fn is_contact(
        &mut self,
        view: &View,
        groups: &mut Groups,
        before: Option<usize>,
        index: usize,
        verb: usize,
    ) -> bool {
        let group = &groups.verbs[verb];
        let past = !group.gerund
            && view.pack.lexicon.can_be_past(view.sentence.entries[group.head])
            && view.sentence.lower(group.b) != "by";
        let Some((thing, who)) = self.contact(view, groups, before, index, verb).filter(|_| past) else {
            return false;
        };
        let group = &groups.nouns[thing];
        // "took most of the villages the rebels held"
        let within = group.preposition.is_some_and(|at| view.sentence.lower(at) != "of");
        if within || view.sentence.tag(group.a) != Some(Tag::Determiner) {
            return false;
        }
        let verb_group = &mut groups.verbs[verb];
        verb_group.finite = true;
        verb_group.participle = false;
        verb_group.passive = false;
        verb_group.past = true;
        let top = self.top();
        self.list[top].subject.remove(who);
        self.list[top].objects.remove(who);
        self.about(view, groups, thing, who, verb);
        true
    }

    /// A thing with somebody right behind it who does something to it, by a verb without an object: "the embargo the
    /// council has imposed", "duties it levies". Gives both. At the head of a clause its own verb must follow.
    pub(super) fn contact(
        &self,
        view: &View,
        groups: &Groups,
        before: Option<usize>,
        index: usize,
        verb: usize,
    ) -> Option<(usize, usize)> {
        let Item::Noun(who) = groups.items[before?] else { return None };
        let who = who as usize;
        let thing = who.checked_sub(1)?;
        let (one, two) = (&groups.nouns[thing], &groups.nouns[who]);
        let group = &groups.verbs[verb];
        let clause = &self.list[self.top()];
        let bare = two.preposition.is_none() && two.coordinated.is_none() && two.apposition.is_none();
        let acts = two.pronoun && !matches!(view.sentence.lower(two.head), "what" | "which" | "who")
            || view.acts_alone(groups, who) && view.sentence.tag(two.a) == Some(Tag::Determiner)
            || view.sentence.tag(two.head) == Some(Tag::Name)
                && view.sentence.tag(one.head) != Some(Tag::Name);
        let thing_like = !one.pronoun
            && !view.acts_alone(groups, thing)
            && matches!(view.sentence.tag(one.head), Some(Tag::NounSingular | Tag::NounPlural))
            && !view.sentence.is(one.head, is::UNIT)
            && !view.is_a(one.head, Concept::Circumstance);
        let open = (!group.passive || !group.finite)
            && !group.copula
            && group.lemma.is_some()
            && (!view.reports(group) || view.pack.verb_is(group.lemma, trait_of::ACTS_ALONE))
            && !matches!(
                view.sentence.tag(group.b),
                Some(
                    Tag::Determiner
                        | Tag::Number
                        | Tag::Name
                        | Tag::Pronoun
                        | Tag::NounSingular
                        | Tag::NounPlural
                        | Tag::Adjective
                        | Tag::To
                        | Tag::That
                        | Tag::Relative
                )
            );
        if one.b != two.a || !bare || !acts || !thing_like || !open {
            return None;
        }
        match clause.verb.map(|verb| &groups.verbs[verb as usize]) {
            Some(above) => {
                let told = view.reports(above) || view.object_control(above);
                (!(told && clause.objects.first() == Some(thing)) && clause.objects.contains(who))
                    .then_some((thing, who))
            }
            None => {
                (clause.subject.contains(who) && Self::resumes(view, groups, index)).then_some((thing, who))
            }
        }
    }

    /// Opens a clause that tells what `who` does to `thing`.
    pub(super) fn about(&mut self, view: &View, groups: &Groups, thing: usize, who: usize, verb: usize) {
        let start = groups.nouns[who].a;
        let id = self.open(Kind::Relative, None, None, start, view);
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.subject.push(who);
        clause.objects.push(thing);
        clause.antecedent = Some(thing as u16);
        self.owner[start..groups.verbs[verb].a].fill(id as u16);
    }
}
