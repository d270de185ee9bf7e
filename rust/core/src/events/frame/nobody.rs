//! Who is nobody: what was taken for a party by its place in the sentence, and can't be one.

use super::{By, Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::grammar::{Tag, person};
use crate::events::lexicon::Concept;
use crate::events::pack::{Trait, Traits};
use crate::normalise::traits::is;
use crate::text::words::Shape;

impl Reading<'_> {
    /// Drops parties that are nobody: "demanded an apology", "lift the siege", "delivered tents". What is hit or
    /// taken may be a thing or a place.
    pub(super) fn drop_nobody(&self, frame: &mut Frame) {
        if matches!(frame.rule.by, By::Verb { .. }) {
            return;
        }
        self.drop_event(frame);
        if self.pack.codes[frame.code as usize].traits.has(Trait::Judges) {
            self.drop_judged(frame);
        }
        if self.pack.is(frame.code, Trait::Attack) {
            self.drop_means(frame);
        }
        self.drop_parts(&mut frame.actors);
        self.drop_parts(&mut frame.recipients);
        let known = &self.pack.known;
        let acting = self.acting() | known.actor_adjective | known.body;
        let traits = self.pack.codes[frame.code as usize].traits;
        frame.actors.retain(|&range| !self.is_scene(range));
        frame.recipients.retain(|&range| !self.is_scene(range));
        if traits.any(Traits::FORCE) {
            self.turn_targets(frame);
        }
        let things = if traits.has(Trait::UponThings) {
            known.building | known.place_head | known.territory | known.vessel
        } else {
            0
        };
        let people = traits.has(Trait::UponPeople);
        let moves = frame.moves(self.pack);
        if traits.any(Traits::FORCE) || traits.has(Trait::Outcome) {
            frame.actors.retain(|&(a, b)| !self.is_tool((a, b)));
        }
        frame.recipients.retain(|&(a, b)| {
            let ground = self.group_with(a).is_some_and(|noun| self.is_ground(noun));
            if moves && ground {
                return false;
            }
            if self.stands_for_nobody((a, b)) || people && self.is_thing_of_war((a, b)) {
                return false;
            }
            if traits.has(Trait::Asks) {
                // "called for a general strike"; of "a Security Council meeting" the council is asked
                let named = (a..b).any(|token| self.sentence.tag(token) == Some(Tag::Name));
                if self.is_deed((a, b)) && !named {
                    return false;
                }
                if self.is_told_to_act(frame.clause, a) {
                    return true;
                }
            }
            let named = (a..b).any(|token| self.sentence.tag(token) == Some(Tag::Name));
            let counted = people
                && self.sentence.tag(b - 1) == Some(Tag::NounPlural)
                && !self.is_a(b - 1, Concept::Lives); // that a blast claims
            let pronoun = self.sentence.tag(a) == Some(Tag::Pronoun)
                || b == a + 1 && person(self.sentence.lower(a)).is_some();
            let doer = self.is_a(b - 1, Concept::Doer);
            named || counted || pronoun || doer || self.sentence.classes_in(a, b) & (acting | things) != 0
        });
    }

    /// "urged the citizenry to stay": whoever is told to do something is somebody.
    fn is_told_to_act(&self, clause: usize, token: usize) -> bool {
        self.group_with(token).is_some_and(|noun| {
            let noun = self.root(noun);
            let definite = matches!(
                self.sentence.lower(self.groups.nouns[noun].a),
                "the" | "all" | "both" | "these" | "those" | "fellow"
            );
            let to = |verb: u16| {
                let verb = &self.groups.verbs[usize::from(verb)];
                verb.infinitive && !verb.passive
            };
            definite
                && self.clauses.list[clause].objects.contains(noun)
                && self.clauses.list.iter().any(|below| {
                    below.kind == Kind::Infinitive
                        && below.parent == Some(clause as u16)
                        && below.verb.is_some_and(to)
                        && below.subject.contains(noun)
                })
        })
    }

    /// "went ahead with the exchange": what is done takes no part in it. Of "a suicide bomber" the whole does.
    fn drop_event(&self, frame: &mut Frame) {
        let Some(noun) = frame.noun else { return };
        let group = self.groups.nouns[noun];
        let known = &self.pack.known;
        let bits = self.sentence.classes[group.head];
        let somebody = bits & (known.armed | known.person | known.official) != 0 && bits & known.arms == 0;
        if !somebody {
            let event = |&(a, b): &Range| a <= group.head && group.head < b && self.names_event(noun);
            frame.actors.retain(|range| !event(range));
            return;
        }
        if let By::Noun(_) = frame.rule.by
            && let Some(whole) = self.actor_range(noun)
        {
            for range in &mut frame.actors {
                if whole.0 <= range.0 && range.1 <= whole.1 {
                    *range = whole;
                }
            }
        }
    }

    /// "condemned the Mali attack": an attack is nobody who could be blamed for it; whose it is can be ("the rebels' terrorist
    /// action").
    fn drop_judged(&self, frame: &mut Frame) {
        let mut whose = Vec::new();
        frame.recipients.retain(|&(a, b)| {
            let attack = self.group_with(a).filter(|&noun| {
                let head = self.groups.nouns[noun].head;
                a <= head && head < b && self.told_as(noun, Trait::Attack)
            });
            if let Some(noun) = attack
                && self.groups.nouns[noun].genitive.is_some()
            {
                self.owner(noun, &mut whose);
            }
            attack.is_none()
        });
        whose.retain(|range| !frame.actors.contains(range) && !frame.recipients.contains(range));
        frame.recipients.extend(whose);
    }

    /// "drove a truck into a post", "rammed the car into a convoy": what is driven is the means, and whom it is driven into
    /// suffers it.
    fn drop_means(&self, frame: &mut Frame) {
        let clause = &self.clauses.list[frame.clause];
        let known = &self.pack.known;
        let people = known.armed | known.person | known.official;
        let driven = |noun: usize| {
            let group = &self.groups.nouns[noun];
            !group.pronoun
                && self.sentence.tag(group.head) == Some(Tag::NounSingular)
                && self.sentence.classes[group.head] & people == 0
        };
        let Some(means) = clause.objects.first().filter(|&noun| driven(noun)) else { return };
        let things = known.building | known.vessel | known.place_head;
        let upon = clause.obliques.iter().find(|&noun| {
            matches!(self.preposition(noun), "into" | "against")
                && self.noun_bits(noun) & (people | things) != 0
        });
        let Some(upon) = upon else { return };
        let group = &self.groups.nouns[means];
        let before = frame.recipients.len();
        frame.recipients.retain(|&(a, b)| b <= group.a || group.b <= a);
        if frame.recipients.len() < before {
            self.add_role(upon, false, &mut frame.recipients);
        }
    }

    /// "the Kabul blast", "the Minsk truce", "Vienna talks": a seat of government before what happened there is the
    /// place. With "with" it is a side ("Tehran talks with Oslo"). So is a state before what befalls states ("the Kenya
    /// bombing"), if it is written as its name is ("US bombing" is by whom).
    fn is_scene(&self, (a, b): Range) -> bool {
        let known = &self.pack.known;
        let seat = |token: usize| self.sentence.seats.contains(&token);
        let state = |token: usize| {
            self.sentence.shape(token) == Shape::Capital
                && self.sentence.classes[token] & known.state != 0
                && self.sentence.classes[token] & (known.actor_adjective | known.armed) == 0
        };
        let Some(noun) = self.modified((a, b)) else { return false };
        let seats = (a..b).all(seat) && self.names_event(noun);
        let states = || (a..b).all(state) && self.told_as(noun, Trait::UponStates);
        (seats || states()) && self.sentence.lower(self.groups.nouns[noun].b) != "with"
    }

    /// The group whose head a range describes, and doesn't own.
    fn modified(&self, (a, b): Range) -> Option<usize> {
        self.group_with(a).filter(|&noun| {
            let group = &self.groups.nouns[noun];
            b <= group.head && group.genitive.is_none()
        })
    }

    /// "the embassy bombing": a building before the attack on it suffers that, and attacked nobody.
    fn turn_targets(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        let target = |&(a, b): &Range| {
            self.sentence.classes[b - 1] & known.building != 0
                && self.sentence.classes_in(a, b) & known.armed == 0
                && self.modified((a, b)).is_some_and(|noun| self.told_as(noun, Trait::Attack))
        };
        let (targets, actors): (Vec<Range>, Vec<Range>) =
            frame.actors.iter().partition(|range| target(range));
        frame.actors = actors;
        if self.pack.is(frame.code, Trait::Attack) {
            frame.recipients.extend(targets);
        }
    }

    /// Classes of those who act by themselves.
    fn acting(&self) -> u64 {
        let known = &self.pack.known;
        known.armed | known.person | known.official | known.state | known.actor | known.sides
    }

    /// A word that stands for nobody: "blew herself up", "welcomes what he called".
    fn stands_for_nobody(&self, (a, b): Range) -> bool {
        a + 1 == b
            && (self.is_a(a, Concept::NoParty)
                || a > 0
                    && matches!(
                        (self.sentence.lower(a - 1), self.sentence.lower(a)),
                        ("one", "another") | ("each", "other")
                    )
                || matches!(
                    self.sentence.lower(a),
                    "himself" | "herself" | "itself" | "themselves" | "what" | "which" | "there"
                ))
    }

    /// What brings harm, tells it or measures it, and suffers none: "explosives were detonated", "the toll of the
    /// clashes", "17 injuries", "minutes apart".
    pub(super) fn is_thing_of_war(&self, (a, b): Range) -> bool {
        let known = &self.pack.known;
        // of "members of a mission" the members
        let Some(noun) = self.group_with(a).filter(|&noun| self.groups.nouns[noun].head < b) else {
            return false;
        };
        let head = self.groups.nouns[noun].head;
        let bits = self.sentence.classes[head];
        let suffers = known.armed
            | known.person
            | known.official
            | known.building
            | known.vessel
            | known.place_head
            | known.territory
            | known.state;
        if self.sentence.tag(a) == Some(Tag::Pronoun) || bits & suffers != 0 {
            return false;
        }
        self.names_event(noun)
            || bits & (known.weapon_bomb | known.victim_word) != 0
            || self.sentence.is(head, is::UNIT)
            || self.is_a(head, Concept::ThingOfWar)
    }

    /// Drops what is part of another party or of its place: the name within "the minister, X", the state of "seized
    /// Hudur, Somalia", the "government" of "anti-government".
    fn drop_parts(&self, parties: &mut Vec<Range>) {
        let known = &self.pack.known;
        let of_a_place = |&(a, b): &Range| {
            if a < 2
                || self.sentence.lower(a - 1) != ","
                || matches!(self.sentence.lower(b), "and" | "or" | "&")
            {
                return false;
            }
            let Some(before) = self.group_with(a - 2) else { return false };
            let before = &self.groups.nouns[before];
            let bits = self.sentence.classes_in(a, b);
            // "arrived in Boz, D.C."
            let there = self.group_with(a).is_some_and(|noun| {
                let root = self.root(noun);
                root != noun
                    && root + 1 == noun
                    && !self.joined_by_word(noun)
                    && match self.preposition(root) {
                        "in" | "at" | "near" | "outside" => true,
                        // "the town of Boz, Chad", and not "the governor of Boz, X"
                        "of" => self.groups.nouns[root].host.is_some_and(|host| {
                            let head = self.groups.nouns[host as usize].head;
                            self.sentence.classes[head] & (known.official | known.person | known.armed) == 0
                        }),
                        _ => false,
                    }
            });
            let state = (self.sentence.classes[b - 1] & known.state != 0 || there)
                && bits & (known.armed | known.person | known.official | known.sides) == 0;
            // "at the summit in Davos, Britain urged"
            let subject = self.sentence.tag(b).is_some_and(|tag| tag.is_finite() || tag == Tag::Modal);
            state
                && !subject
                && self.sentence.tag(b - 1) == Some(Tag::Name)
                && before.b == a - 1
                && self.sentence.tag(before.b - 1) == Some(Tag::Name)
                && self.sentence.classes_in(before.a, before.b) & self.acting() == 0
        };
        // "threatens Washington, D.C."
        let district = |&(a, b): &Range| a + 1 == b && self.sentence.lower(a) == "d.c.";
        // "anti-government violence", "the G8 summit"
        let cut = |&(a, b): &Range| {
            let hyphened = self.sentence.hyphened[a] && a > 1 && self.is_a(a - 2, Concept::Prefix);
            let letter =
                b == a + 1 && self.sentence.lower(a).len() == 1 && self.sentence.tag(a) != Some(Tag::Pronoun);
            hyphened || letter
        };
        let all = parties.clone();
        parties.retain(|&range| {
            let within = |one: Range, two: Range| one != two && two.0 <= one.0 && one.1 <= two.1;
            let part = all.iter().any(|&other| within(range, other) && !self.is_deed(other));
            let deed = self.is_deed(range) && all.iter().any(|&other| within(other, range));
            !part && !deed && !of_a_place(&range) && !cut(&range) && !district(&range)
        });
    }

    /// "the Israeli siege", "a Chadian apology": whose it is acts, or suffers what is done.
    fn is_deed(&self, (a, b): Range) -> bool {
        self.group_with(a).is_some_and(|noun| {
            self.groups.nouns[noun].head < b && (self.names_event(noun) || self.is_matter(noun))
        })
    }

    /// What force is used with, and the word that only describes it: "killed in a drone strike", "a terrorist attack".
    fn is_tool(&self, (a, b): Range) -> bool {
        let Some(noun) = self.group_with(a) else { return false };
        let head = self.groups.nouns[noun].head;
        let named = (a..b).any(|token| self.sentence.tag(token) == Some(Tag::Name));
        if b == a + 1 && a < head {
            return self.is_a(a, Concept::Tool);
        }
        !named
            && b == head + 1
            && self.sentence.classes_in(a, b) & self.acting() == 0
            && (self.is_arm(noun) || self.names_event(noun))
    }
}
