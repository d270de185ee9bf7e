//! How near a place is to an event: by what it hangs on, its role there, and the clause that it stands in.

use super::{Found, OFF, Spot, Width, is_where};
use crate::events::clause::Kind;
use crate::events::frame::{Frame, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, kind_of};
use crate::events::pack::{Meaning, Trait, Traits, trait_of};
use crate::normalise::actor::ActorHit;
use crate::normalise::traits::is;

impl Reading<'_> {
    /// How well a place fits a frame: the lighter the better, [`OFF`] where it can't be.
    pub(super) fn weight(&self, frame: &Frame, spot: &Spot, actors: &[ActorHit]) -> usize {
        let Some(kind) = spot.kind else { return OFF };
        if self.is_where_it_was(frame, spot) {
            return kind + 6;
        }
        if self.tells_who_told(frame, spot)
            || self.tells_who_heard(frame, spot)
            || self.is_in_a_title(spot)
            || self.is_of_the_matter(frame, spot)
            || self.is_around_another(frame, spot)
            || self.is_where_another_leads(frame, spot)
            || self.is_of_another_deed(frame, spot)
        {
            return OFF;
        }
        let role = self.role_weight(frame, spot, actors);
        let owner = self.clauses.owner[self.groups.nouns[spot.noun].head] as usize;
        let clause = self.clause_weight(frame, owner, is_where(self.preposition(spot.top)));
        if role >= OFF || clause >= OFF {
            return OFF;
        }
        let start = spot.found.range.0;
        // "in Boz, the president condemned the invasion of Chad": what an event bears itself goes before what is far off
        let fronted = start < frame.trigger.0 && owner != frame.clause
            || frame.noun.is_some_and(|event| self.groups.nouns[event].a > start);
        let role = role + if fronted && self.has_own_place(frame, spot) { 30 } else { 0 };
        // "troop deployments in Chad"
        let own = is_where(self.preposition(spot.top))
            && !self.pack.is(frame.code, Trait::Local)
            && self.hangs_on_trigger(frame, spot.top);
        let distance =
            start.abs_diff(frame.trigger.0).min(30) / 2 + if start < frame.trigger.0 { 3 } else { 0 };
        (role + kind + clause + distance).saturating_sub(if own { 8 } else { 0 })
    }

    /// Whether a group hangs on that of the trigger.
    fn hangs_on_trigger(&self, frame: &Frame, top: usize) -> bool {
        self.groups.nouns[top].host.is_some_and(|host| {
            let host = &self.groups.nouns[host as usize];
            host.a < frame.trigger.1 && frame.trigger.0 < host.b
        })
    }

    /// "flew to Boz, where he met rebels": the place that a clause tells of.
    fn is_where_it_was(&self, frame: &Frame, spot: &Spot) -> bool {
        const NEAR: usize = 4; // tokens: "Boz, Chad, where"
        let clauses = &self.clauses.list;
        let mut at = frame.clause;
        for _ in 0..3 {
            if let Some(link) = clauses[at].link.filter(|&link| self.sentence.lower(link) == "where") {
                let end = spot.found.range.1;
                let named = |token| matches!(self.sentence.tag(token), Some(Tag::Name | Tag::Comma));
                return end <= link && link <= end + NEAR && (end..link).all(named);
            }
            match clauses[at].parent.map(usize::from).filter(|&above| above != at) {
                Some(above) if clauses[at].kind != Kind::Complement => at = above,
                _ => break,
            }
        }
        false
    }

    /// Whether another listed place hangs on the event noun itself: "the invasion of Chad", "the blast at Boz".
    fn has_own_place(&self, frame: &Frame, spot: &Spot) -> bool {
        let Some(event) = frame.noun else { return false };
        let upon = self.pack.is(frame.code, Trait::UponGround);
        upon && self.hosted(event).any(|other| {
            other != spot.noun
                && other != spot.top
                && matches!(self.preposition(other), "of" | "in" | "at" | "on")
                && self.sentence.classes[self.groups.nouns[other].head] & self.pack.known.state != 0
                && self.sentence.tag(self.groups.nouns[other].head) == Some(Tag::Name)
        })
    }

    /// What the place is: the narrower the better, and a name before none.
    pub(super) fn kind_weight(
        &self,
        noun: usize,
        top: usize,
        found: &Found,
        width: Option<Width>,
        actors: &[ActorHit],
    ) -> Option<usize> {
        if self.hosts_a_name(noun) && found.range.1 <= self.groups.nouns[noun].b {
            return None;
        }
        // "a Jewish centre" has no name
        let head = self.groups.nouns[noun].head;
        let building = self.sentence.classes[head] & self.pack.known.building != 0
            && !self.is_a(head, Concept::Settlement)
            && !self.is_a(head, Concept::Camp);
        let named = (found.range.0..found.range.1).any(|token| {
            self.sentence.tag(token) == Some(Tag::Name)
                && !(building && self.sentence.classes[token] & self.pack.known.actor_adjective != 0)
                && !actors.iter().any(|hit| self.sentence.tokens_of(&hit.words).contains(&token))
        });
        let group = &self.groups.nouns[noun];
        let proper = (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Name));
        let border = self.is_a(group.head, Concept::Verge);
        let at_border = border && matches!(self.preposition(top), "on" | "along" | "across" | "off");
        // "at the centre of a scandal"
        if found.hit.is_none() && !proper && self.is_a(group.head, Concept::Middle) {
            return None;
        }
        let capital = self.is_a(group.head, Concept::Capital);
        if found.hit.is_none() && !proper && !at_border && !capital && !is_where(self.preposition(top)) {
            return None; // "an offensive against villages"
        }
        let kind = if self.is_accounted(noun) { 60 } else { 0 };
        let weight = match width {
            Some(Width::Country) => 14,
            Some(Width::Region) => 5,
            Some(Width::Point) => 0,
            None if named => 3,
            None if self.points_back(noun) => 120,
            None => 30,
        };
        Some(kind + weight)
    }

    /// What the place is to the event, by its preposition and its part in the clause.
    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    fn role_weight(&self, frame: &Frame, spot: &Spot, actors: &[ActorHit]) -> usize {
        let Spot { noun, top, width, ref found, .. } = *spot;
        let group = &self.groups.nouns[noun];
        let listed = found.hit.is_some();
        if top != noun && !listed && self.preposition(noun) != "of" {
            return OFF; // the second of a list or an apposition that no list holds
        }
        let preposition = self.preposition(top);
        let code = &self.pack.codes[frame.code as usize];
        let upon_ground = code.traits.has(Trait::UponGround);
        let country = width == Some(Width::Country);
        // "a base on the island of Socotra"
        let spot = self.is_spot(group.head) || self.is_spot(self.groups.nouns[top].head);
        let within_trigger = group.a < frame.trigger.1
            && frame.trigger.0 < group.b
            && found.range.1 <= frame.trigger.0.max(group.head);
        // "Tokyo's decision to impose sanctions" has no place
        let owns = group.genitive == Some(found.range.1) && !spot;
        if within_trigger && !owns {
            // "a Kunduz bombing", "the Gaza ceasefire"
            return if country && !code.traits.has(Trait::UponStates) { 60 } else { 10 };
        }
        // "in the Boz war zone" is a place
        let zone = self.sentence.is(group.head, is::SPOT);
        let affair = !zone && (group.a..group.b).any(|token| self.sentence.is(token, is::AFFAIR));
        if affair || listed && self.names_event(noun) {
            return if preposition.is_empty() || !listed { OFF } else { 150 };
        }
        let lies = is_where(preposition)
            || leads_over(preposition)
            || preposition.is_empty() && self.patient(frame.clause).contains(top);
        if owns && !lies && (within_trigger || !self.is_at_a_place(noun)) {
            return OFF; // "for Chad's failure to sign"
        }
        // what a sentence is headed with gives way to any place that it names
        if listed && group.b <= self.heading() {
            return 150;
        }
        // a state or its seat that acts is a party, no place
        let acts = || {
            actors.iter().any(|hit| {
                let tokens = self.sentence.tokens_of(&hit.words);
                tokens.start <= found.range.0 && tokens.end >= found.range.1
            })
        };
        // "prayed for peace in Togo during a visit to Chad"
        let visited = code.traits.has(Trait::Visits)
            && frame.noun.is_some_and(|visit| {
                top < visit && self.hosted(visit).any(|other| self.preposition(other) == "to")
            });
        if visited {
            return 60;
        }
        if is_where(preposition) {
            return if self.is_where_another_was(frame, top) { 25 } else { 0 };
        }
        // "in Haditha, a town north of Baghdad": of two the one that it is in
        if preposition == "of" && self.leads(top, |token| self.is_direction(token)) {
            return 4;
        }
        if preposition == "of"
            && let Some(weight) = self.weight_of_part(frame, top, listed && !country)
        {
            return weight;
        }
        if preposition == "of" && self.leads(top, |token| self.sentence.lower(token) == "out") && listed {
            return if upon_ground || code.traits.has(Trait::From) { 2 } else { 25 };
        }
        let hosted = frame.noun.is_some_and(|event| self.hosted(event).any(|other| other == top));
        let owner = self.clauses.owner[group.head] as usize;
        let inner = self.clauses.list[owner].kind == Kind::Infinitive
            && self.clauses.list[owner].parent == Some(frame.clause as u16);
        // "blow up the country's pipeline": the particle looks like a preposition
        let phrasal = self.clauses.list[frame.clause].obliques.contains(top)
            && group.a == frame.trigger.1
            && frame.trigger.1 == frame.trigger.0 + 2;
        let object = preposition.is_empty()
            && (self.patient(frame.clause).contains(top) || inner && self.patient(owner).contains(top))
            || phrasal && upon_ground;
        // "asked Chad to send troops": a state is a party
        let asked = self.pack.verb_is(self.lemma(owner), trait_of::ASKS)
            || self.pack.verb_is(self.lemma(frame.clause), trait_of::ASKS);
        let reached = !(country && asked)
            && (code.traits.has(Trait::From) || code.traits.has(Trait::To))
            && !code.traits.has(Trait::OfWords);
        let sure = listed || self.is_a_capital(found);
        if object && sure && (upon_ground || reached) && !self.names_event(top) {
            // "allowed to leave Kunduz", "a carrier patrols the gulf"
            return if country { 12 } else { 6 };
        }
        // "gunmen shot Boz"
        let somebody = !listed && !spot && code.traits.has(Trait::AtPeople);
        if somebody && (object || self.taken_ground(frame.clause, top) || hosted && preposition == "of") {
            return OFF;
        }
        if self.taken_ground(frame.clause, top) && upon_ground
            || self.clauses.list[frame.clause]
                .parent
                .is_some_and(|parent| self.taken_ground(parent.into(), top))
        {
            return match width {
                Some(Width::Country) => 40,
                Some(_) | None => 3,
            };
        }
        let told = frame.noun.is_some_and(|event| self.clauses.list[frame.clause].subject.contains(event));
        if told && upon_ground && sure && !country && self.patient(frame.clause).contains(top) {
            return 15; // "artillery fire rocked Kunduz"
        }
        // "rockets from Boz": where they came from, where no other place is told
        if preposition == "from" && code.traits.has(Trait::Attack) && (listed || spot) {
            // "calls from Boz": who speaks there
            let said = group.host.is_some_and(|host| {
                let hit = self.sentence.hit(self.groups.nouns[host as usize].head);
                hit.is_some_and(|hit| self.pack.lexicon.kinds(hit) & (kind_of::ACT | kind_of::REPORT) != 0)
            });
            return if said { OFF } else { 60 };
        }
        if country && preposition == "from" && code.traits.has(Trait::Ceases) {
            return OFF;
        }
        if leads_to_place(code.traits, preposition) {
            return if listed || spot { 6 } else { 30 };
        }
        match preposition {
            "of" | "on" | "against" | "over" | "to" | "from" | "into" | "along"
                if hosted && (listed || spot) =>
            {
                if country && !upon_ground {
                    60
                } else {
                    8
                }
            }
            "on" | "along" | "off" | "over" | "through" | "into" | "onto" | "toward" | "towards" | "via"
            | "between" | "across from"
                if (listed || spot) && !(preposition == "between" && acts()) =>
            {
                18
            }
            // "130 km from Boz"
            "from" if self.leads(top, |token| self.is_a(token, Concept::Distance)) => 80,
            // "shouted slogans against Chad": a state is a party
            "against" if country && top == noun => OFF,
            "to" | "from" | "against" | "for" if listed => {
                if country {
                    50
                } else {
                    25
                }
            }
            // "Kunduz came under fire"
            "" if listed && !country && upon_ground && self.is_subject(top) && !acts() => {
                if top == noun {
                    40
                } else {
                    8
                }
            }
            _ => OFF,
        }
    }

    /// The group that a place hangs on by `of`: in `the village of Boz`, `north of Boz`, `within 15 km of the border`
    /// the name stands for the whole.
    pub(super) fn whole(&self, noun: usize) -> usize {
        let mut top = noun;
        while matches!(self.preposition(top), "of" | "including")
            && let Some(host) = self.groups.nouns[top].host
        {
            let head = self.groups.nouns[host as usize].head;
            let part = self.is_a(head, Concept::Part) || self.is_a(head, Concept::Division);
            if !self.is_spot(head) && !self.sentence.numbers[head] && !part {
                break;
            }
            top = host as usize;
        }
        self.root(top)
    }

    /// A plain place that is told by a name after `of`: the name is meant.
    fn hosts_a_name(&self, noun: usize) -> bool {
        self.is_spot(self.groups.nouns[noun].head)
            && !self.head_is(noun, Concept::Compound)
            && self.groups.nouns.get(noun + 1).is_some_and(|next| {
                next.host == Some(noun as u16)
                    && self.preposition(noun + 1) == "of"
                    && self.sentence.tag(next.head) == Some(Tag::Name)
            })
    }

    /// Whether the word before the group's preposition passes a test: `south of Kunduz`, `out of Kunduz`.
    pub(super) fn leads(&self, top: usize, test: impl Fn(usize) -> bool) -> bool {
        self.groups.nouns[top].preposition.is_some_and(|token| token > 0 && test(token - 1))
    }

    pub(super) fn is_direction(&self, token: usize) -> bool {
        self.is_a(token, Concept::Direction) || matches!(self.sentence.lower(token), "outside" | "inside")
    }

    /// Whether an attack or an advance of the clause is made upon the group: `shelling Kunduz`, `took control of Kunduz`.
    fn taken_ground(&self, clause: usize, top: usize) -> bool {
        let Some(lemma) =
            self.clauses.list[clause].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma)
        else {
            return false;
        };
        let patient = self.patient(clause);
        let of = self.preposition(top) == "of"
            && self.groups.nouns[top].host.is_some_and(|host| patient.contains(host as usize));
        let upon = of || self.preposition(top).is_empty() && patient.contains(top);
        upon && self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
            Meaning::Event(id) => self.pack.is(self.pack.events[id as usize].code, Trait::UponGround),
            _ => false,
        })
    }

    /// `the town`, `the region`: one that was named before.
    pub(super) fn points_back(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        group.b == group.a + 2
            && self.sentence.lower(group.a) == "the"
            && (self.is_a(group.head, Concept::Settlement) || self.is_a(group.head, Concept::Area))
    }

    /// "in the second unit of Boz" is in Boz, and so is, for want of a better, who is killed as "the mayor of Boz".
    fn weight_of_part(&self, frame: &Frame, top: usize, town: bool) -> Option<usize> {
        let host = self.groups.nouns[top].host? as usize;
        let head = self.groups.nouns[host].head;
        let called = self.is_a(self.groups.nouns[top].head, Concept::Settlement);
        if !town && !called || self.names_event(host) {
            return None;
        }
        let person = self.acts(head);
        if !person && is_where(self.preposition(host)) && self.sentence.tag(head) != Some(Tag::Name) {
            return Some(12);
        }
        let struck = self.pack.is(frame.code, Trait::Local) && self.patient(frame.clause).contains(host);
        (person && struck).then_some(60)
    }

    /// Whether a group names a house, land, a fight: what can be in a state.
    fn is_at_a_place(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        let bits = self.sentence.classes[self.groups.nouns[noun].head];
        bits & (known.building | known.territory | known.vessel | known.conflict) != 0
            || self.names_event(noun)
    }

    fn is_subject(&self, top: usize) -> bool {
        let owner = self.clauses.owner[self.groups.nouns[top].head] as usize;
        self.clauses.list[owner].subject.contains(top)
    }

    /// How far a clause lies from that of the event; `there` where the place stands after a preposition of place.
    fn clause_weight(&self, frame: &Frame, owner: usize, there: bool) -> usize {
        let clauses = &self.clauses.list;
        let mine = frame.clause;
        let traits = self.pack.codes[frame.code as usize].traits;
        let struck = traits.has(Trait::Spread);
        // "released after it was seized near Boz": another event than the one that follows
        let later = |clause: usize| {
            clauses[clause].link.is_some_and(|link| {
                matches!(self.sentence.lower(link), "after" | "since" | "before" | "until" | "because")
            })
        };
        if owner == mine {
            0
        } else if clauses[mine].parent == Some(owner as u16) {
            match clauses[mine].kind {
                Kind::Complement => 70,
                Kind::Adverbial if later(mine) && !there => OFF,
                Kind::Adverbial if later(mine) => 60,
                Kind::Adverbial => 40,
                _ => 12,
            }
        } else if clauses[owner].parent == Some(mine as u16) {
            match clauses[owner].kind {
                Kind::Adverbial if !struck && later(owner) => OFF,
                Kind::Adverbial => 40,
                _ => 16,
            }
        } else if self.joined_clauses(owner, mine) {
            16
        } else if clauses[owner].reduced && !clauses[owner].attribution && there && struck {
            // "a car packed with explosives outside Boz"
            10
        } else if self.shares_scene(mine, owner) {
            14
        } else if struck || traits.has(Trait::OnTheWay) {
            45
        } else {
            OFF
        }
    }
}

/// Prepositions of what lies on the ground: "on Chad's beaches".
fn leads_over(preposition: &str) -> bool {
    matches!(preposition, "on" | "along" | "off" | "over" | "into" | "through")
}

/// Whether the place of an event stands after this preposition: "left from Boz", "flew into Boz", "a raid on Boz".
fn leads_to_place(traits: Traits, preposition: &str) -> bool {
    match preposition {
        "from" => traits.has(Trait::From),
        "to" | "into" => traits.has(Trait::To),
        "on" => traits.has(Trait::Attack),
        _ => false,
    }
}
