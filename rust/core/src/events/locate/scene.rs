//! Which places of a sentence the event can't have: those of a title, of the matter spoken of, of what stands around
//! another event.

use super::{Spot, Width, is_where};
use crate::events::clause::Kind;
use crate::events::frame::{Frame, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{Realis, Trait};
use crate::normalise::traits::is;

impl Reading<'_> {
    /// "the ambassador to Chad", "envoys from Mali": whom somebody stands for.
    pub(super) fn is_in_a_title(&self, spot: &Spot) -> bool {
        let top = spot.top;
        matches!(self.preposition(top), "to" | "from" | "for")
            && self.groups.nouns[top].host.is_some_and(|host| {
                let host = host as usize;
                let head = self.groups.nouns[host].head;
                // "the visit of the president to Chad"
                let of_event =
                    self.groups.nouns[host].host.is_some_and(|above| self.names_event(above as usize));
                let stands = self.is_a(head, Concept::Envoy);
                // "sent an envoy to Chad"
                let owner = self.clauses.owner[head] as usize;
                let sent = self.does(owner, Concept::Send) && self.patient(owner).contains(host);
                stands && !of_event && !sent
            })
    }

    /// Whether what is done by words has the place in its matter: "demands amends for a raid on Boz", "calls on
    /// Chad", "a deal on drilling in the gulf". Its own is where they are spoken: "signed in Boz", "at talks in Boz",
    /// "protesters in Boz demand".
    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    pub(super) fn is_of_the_matter(&self, frame: &Frame, spot: &Spot) -> bool {
        let Spot { noun, top, width, ref found, .. } = *spot;
        let code = &self.pack.codes[frame.code as usize];
        if !code.traits.has(Trait::OfWords) || code.traits.has(Trait::UponGround) {
            return false;
        }
        let group = &self.groups.nouns[noun];
        if group.a < frame.trigger.1 && frame.trigger.0 < group.b {
            return false;
        }
        // "progress in Chad's economy"
        if group.genitive == Some(found.range.1) && !self.is_spot(group.head) && !self.names_event(noun) {
            return true;
        }
        let owner = self.clauses.owner[group.head] as usize;
        let preposition = self.preposition(top);
        let travels = || {
            let tour = self.groups.nouns[top].host.is_some_and(|host| {
                let head = self.groups.nouns[host as usize].head;
                self.is_a(head, Concept::Tour)
            });
            let moves = self.does(owner, Concept::Travel);
            // "welcomed him to Boz", "sent a delegation to Boz"
            let received = code.traits.has(Trait::Visits)
                && self.does(owner, Concept::Welcome)
                && !code.traits.has(Trait::Remote);
            // "flew to Boz for talks"
            let there = owner != frame.clause || frame.noun.is_some() && code.traits.has(Trait::Together);
            preposition == "to" && (there && moves || tour || received)
        };
        // "In Boz, the two sides ..."
        let fronted = found.range.0 < 4 && is_where(preposition) && owner == 0 && self.heading() == 0;
        let apart = matches!(self.clauses.list[frame.clause].kind, Kind::Complement | Kind::Relative);
        if fronted && !apart {
            return false;
        }
        let ashore = matches!(preposition, "on" | "through") && self.is_spot(self.groups.nouns[top].head);
        let away = matches!(preposition, "behind" | "above" | "below" | "beyond");
        let leads = preposition == "of" && self.leads(top, |token| self.is_direction(token));
        // "Germany: parties approve a deal"
        if group.a == 0 && group.b == self.heading() {
            return false;
        }
        if !(is_where(preposition) && !away
            || leads
            || ashore
            || travels()
            || self.is_hosted_by_trigger(frame, top))
            || found.range.1 <= self.heading()
            || !(self.shares_scene(frame.clause, owner) || self.is_scene_of(frame, owner))
        {
            return true;
        }
        let Some(mut host) = self.groups.nouns[top].host.map(usize::from) else { return false };
        // "met the president of Chad in Boz"
        while matches!(self.preposition(host), "of" | "from")
            && let Some(above) = self.groups.nouns[host].host.map(usize::from)
            && !self.names_event(host)
        {
            host = above;
        }
        if self.is_gathering(host) || self.told_as(host, Trait::Together) {
            return false;
        }
        // "on the shores of the lake in the north of Boz": over the places between
        for _ in 0..4 {
            let building = self.sentence.classes[self.groups.nouns[host].head] & self.pack.known.building;
            let place = self.is_spot(self.groups.nouns[host].head)
                || building != 0 && is_where(self.preposition(host))
                || self.sentence.tag(self.groups.nouns[host].head) == Some(Tag::Name) && !self.is_actor(host);
            let above = self.groups.nouns[self.whole(host)].host.map(usize::from);
            match above {
                Some(above) if place && above != host => host = above,
                None if place && is_where(self.preposition(self.whole(host))) => return false,
                _ => break,
            }
        }
        let overlaps = {
            let host = &self.groups.nouns[host];
            host.a < frame.trigger.1 && frame.trigger.0 < host.b
        };
        if frame.noun == Some(host) || overlaps {
            return false;
        }
        let mut above = Some(host);
        for _ in 0..6 {
            let Some(index) = above else { break };
            if self.clauses.list[owner].subject.contains(index) {
                // "the commander in Chad condemned it"
                let head = self.groups.nouns[host].head;
                return self.sentence.classes[head] & self.pack.known.official != 0
                    && self.sentence.tag(head) != Some(Tag::NounPlural);
            }
            above = self.groups.nouns[index].host.map(usize::from);
        }
        // "condemned the attack during a mass in Boz"
        let matter = |noun: usize| {
            let group = &self.groups.nouns[noun];
            let trigger = group.a < frame.trigger.1 && frame.trigger.0 < group.b;
            !trigger
                && frame.noun != Some(noun)
                && self.names_event(noun)
                && self.patient(frame.clause).contains(noun)
        };
        let mut above = Some(host);
        for _ in 0..4 {
            above = above.and_then(|noun| self.groups.nouns[noun].host.map(usize::from));
            if above.is_some_and(matter) {
                return true;
            }
        }
        match self.preposition(host) {
            "at" | "during" | "in" | "with" | "between" | "by" | "among" | "after" | "outside" | "inside"
            | "near" | "around" | "across" => false,
            "" => {
                let named = self.groups.nouns[host].a..self.groups.nouns[host].b;
                self.names_event(host) || named.clone().any(|token| self.sentence.is(token, is::AFFAIR))
            }
            // "held talks on trade in Boz": in a town they met, in a state is what they spoke of
            "on" | "about" | "over" | "for" | "to" => {
                let met = code.traits.has(Trait::Together);
                // "met for a round of talks in Boz"
                let fought = self.sentence.classes[self.groups.nouns[host].head] & self.pack.known.conflict;
                let aim = self.preposition(host) == "for" && fought == 0;
                !met || width != Some(Width::Point) || self.names_event(host) && !aim
            }
            _ => true,
        }
    }

    /// Whether people come together in what the group names: a summit, a ceremony.
    fn is_gathering(&self, noun: usize) -> bool {
        self.head_is(noun, Concept::Gathering)
    }

    /// Whether a clause inside tells where the words were spoken: "speaking in Boz", "at a ceremony held in Boz".
    fn is_scene_of(&self, frame: &Frame, owner: usize) -> bool {
        let mut clause = &self.clauses.list[owner];
        // "a summit set to begin in Boz"
        if clause.kind == Kind::Infinitive
            && let Some(above) = clause.parent
        {
            clause = &self.clauses.list[above as usize];
        }
        let Some(antecedent) = clause.antecedent.map(usize::from).or(clause.subject.first()) else {
            return false;
        };
        let group = &self.groups.nouns[antecedent];
        let gathering =
            self.is_gathering(antecedent) || group.a < frame.trigger.1 && frame.trigger.0 < group.b;
        let speaks =
            self.does(owner, Concept::Appear) && self.clauses.list[frame.clause].subject.contains(antecedent);
        clause.kind == Kind::Participial && (gathering || speaks)
            || clause.kind == Kind::Relative && gathering
    }

    /// "the talks in Boz", "a bombing of Boz": what hangs on the event noun itself.
    fn is_hosted_by_trigger(&self, frame: &Frame, top: usize) -> bool {
        frame.noun.is_some_and(|event| self.groups.nouns[top].host == Some(event as u16))
            && matches!(self.preposition(top), "in" | "at" | "near" | "over")
    }

    /// Whether what one clause tells happens where another is: the same, or one that it is the purpose, the manner or
    /// the second half of.
    pub(super) fn shares_scene(&self, clause: usize, owner: usize) -> bool {
        let mut at = clause;
        for _ in 0..4 {
            if at == owner || self.joined_clauses(at, owner) {
                return true;
            }
            let known = &self.clauses.list[at];
            let gerund = known.kind == Kind::Participial
                && known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].gerund);
            let flat = known.kind == Kind::Infinitive && !self.is_intent(at)
                || known.kind == Kind::Participial && !known.reduced
                || gerund
                || known.shares.is_some();
            // "with protesters demanding": where those are who do it
            let holder = || {
                let noun = known.antecedent.map(usize::from).or(known.subject.first())?;
                Some(self.clauses.owner[self.groups.nouns[noun].head] as usize)
            };
            match known.parent.map(usize::from).or_else(|| holder().filter(|_| gerund)) {
                Some(parent) if flat && parent != at => at = parent,
                _ => return false,
            }
        }
        false
    }

    /// Whether the place is that of a sentence around the event and not its own: of one that describes somebody by
    /// it ("march in Boz for the people who died"), or that only tells who meant to do it.
    pub(super) fn is_around_another(&self, frame: &Frame, spot: &Spot) -> bool {
        let Spot { noun, top, .. } = *spot;
        let owner = self.clauses.owner[self.groups.nouns[noun].head] as usize;
        let fronted = self.groups.nouns[noun].a < 4 && is_where(self.preposition(top));
        if fronted && self.heading() == 0 {
            return false;
        }
        let mut at = frame.clause;
        let mut crossed = false;
        for _ in 0..6 {
            if at == owner {
                return crossed;
            }
            let clause = &self.clauses.list[at];
            let above = clause.parent.map(usize::from).filter(|&parent| parent != at);
            let gerund = clause.verb.is_some_and(|verb| self.groups.verbs[verb as usize].gerund);
            let described = clause.antecedent.map(usize::from).filter(|_| {
                clause.kind == Kind::Relative
                    || clause.kind == Kind::Participial && clause.parent.is_none() && !gerund
            });
            if let Some(antecedent) = described {
                let head = self.groups.nouns[antecedent].head;
                let event = self.names_event(antecedent)
                    || self.sentence.classes[head] & self.pack.known.conflict != 0;
                // "with ten people killed" goes with what is told before
                let absolute = self.preposition(antecedent) == "with";
                crossed |= !event
                    && !absolute
                    && !self.hangs_on(top, antecedent)
                    && !self.hangs_on(noun, antecedent)
                    && !self.hangs_on(antecedent, noun);
                let holder = self.clauses.owner[head] as usize;
                at = if holder == at {
                    match above {
                        Some(above) => above,
                        None => return false,
                    }
                } else {
                    holder
                };
                continue;
            }
            crossed |= clause.kind == Kind::Infinitive
                && frame.status.realis == Realis::Hypothetical
                && (self.is_intent(at) && !self.is_of_intent(at, noun)
                    || self.groups.nouns[noun].a > clause.a);
            match above {
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    }

    /// Whether an infinitive tells what a noun before it is for: "a plot to kill", and not "went to Boz to meet".
    fn is_intent(&self, clause: usize) -> bool {
        self.clauses.list[clause].noun.is_some_and(|noun| {
            let head = self.groups.nouns[noun as usize].head;
            self.sentence.tag(head) != Some(Tag::Name) && !self.is_spot(head)
        })
    }

    /// "campaigns in Boz to fight them": the place of the noun before the infinitive.
    fn is_of_intent(&self, clause: usize, noun: usize) -> bool {
        self.clauses.list[clause].noun.is_some_and(|other| self.hangs_on(noun, other.into()))
    }

    /// Whether a group hangs on another, over prepositions and lists.
    pub(crate) fn hangs_on(&self, noun: usize, other: usize) -> bool {
        const DEEP: usize = 8; // groups from one to the other, unmeasured
        let mut at = noun;
        for _ in 0..DEEP {
            if at == other {
                return true;
            }
            let group = &self.groups.nouns[at];
            match group.host.or(group.coordinated).or(group.apposition) {
                Some(next) => at = next.into(),
                None => return false,
            }
        }
        false
    }
}
