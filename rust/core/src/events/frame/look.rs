//! What a clause or a group shows: its classes, who acts, what hangs on a group.

use super::Reading;
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, LemmaId, kind_of};
use crate::events::pack::{Meaning, Trait, Traits};

impl Reading<'_> {
    /// The verb of a clause.
    pub(crate) fn lemma(&self, clause: usize) -> Option<LemmaId> {
        self.groups.verbs[self.clauses.list[clause].verb? as usize].lemma
    }

    /// Whether a token stands in a list of `[concepts]`.
    pub(crate) fn is_a(&self, token: usize, concept: Concept) -> bool {
        self.sentence.is_a(&self.pack.lexicon, token, concept)
    }

    /// Whether the head of a group does.
    pub(crate) fn head_is(&self, noun: usize, concept: Concept) -> bool {
        self.is_a(self.groups.nouns[noun].head, concept)
    }

    /// Whether the verb of a clause does.
    pub(crate) fn does(&self, clause: usize, concept: Concept) -> bool {
        self.pack.lexicon.does(self.lemma(clause), concept)
    }

    /// Whether the verb of a clause wards off what its object names ("beat back an attack").
    pub(crate) fn repels(&self, clause: usize) -> bool {
        self.lemma(clause).is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| {
                sense.meaning == Meaning::Repels && self.particle_at(clause, &sense.particle).is_some()
            })
        })
    }

    /// Classes of the tokens of a clause.
    pub(crate) fn clause_bits(&self, clause: usize) -> u64 {
        self.clauses.bits[clause]
    }

    /// Classes of a clause, its parent and its children.
    pub(crate) fn family_bits(&self, clause: usize) -> u64 {
        let mut bits = self.clause_bits(clause);
        for (index, other) in self.clauses.list.iter().enumerate() {
            let related = other.parent == Some(clause as u16)
                || self.clauses.list[clause].parent == Some(index as u16)
                || other.antecedent.is_some_and(|noun| {
                    self.clauses.owner[self.groups.nouns[noun as usize].head] as usize == clause
                })
                || self.clauses.list[clause].antecedent.is_some_and(|noun| {
                    self.clauses.owner[self.groups.nouns[noun as usize].head] as usize == index
                });
            if related {
                bits |= self.clause_bits(index);
            }
        }
        bits
    }

    /// Classes of a noun group, with what it shows by shape.
    pub(crate) fn noun_bits(&self, noun: usize) -> u64 {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let mut bits = 0;
        for token in group.a..group.b {
            bits |= self.sentence.classes[token];
            match self.sentence.tags[token] {
                Tag::Name => bits |= known.name,
                Tag::Number => bits |= known.number,
                _ => {}
            }
        }
        if group.pronoun {
            bits |= known.pronoun;
            if matches!(self.sentence.lower(group.head), "he" | "she") {
                bits |= self.person;
            }
        }
        bits
    }

    /// A group and those it is listed with, and what hangs on a container with "of".
    pub(crate) fn bits_of(&self, nouns: &Few) -> u64 {
        nouns.iter().fold(0, |bits, noun| {
            let meant = self.meant(noun);
            bits | self.noun_bits(self.contents(noun)) | self.noun_bits(noun) | self.noun_bits(meant)
        })
    }

    /// The same, with what describes them right behind: "Diaz, a rebel leader, ...".
    pub(super) fn bits_described(&self, nouns: &Few) -> u64 {
        nouns.iter().fold(self.bits_of(nouns), |bits, noun| {
            let next = self.groups.nouns.get(noun + 1);
            let described = next.is_some_and(|group| group.apposition == Some(noun as u16));
            bits | if described { self.noun_bits(noun + 1) } else { 0 }
        })
    }

    /// Classes of the heads alone: "arms inspectors" are no arms.
    pub(crate) fn head_bits(&self, nouns: &Few) -> u64 {
        nouns.iter().fold(0, |bits, noun| {
            let inner = self.contents(noun);
            let head = self.groups.nouns[inner].head;
            let mut shape = self.noun_bits(inner) & (self.pack.known.pronoun | self.pack.known.number);
            if matches!(self.sentence.tag(head), Some(Tag::Name | Tag::Number)) {
                // "dissident So-and-so": what stands before a name describes it; "the So-and-so Palace" does not
                let known = &self.pack.known;
                let ground = known.building | known.territory | known.place_head;
                let place = self.sentence.classes[head] & ground != 0;
                let after = if place { known.person | known.official } else { 0 };
                shape |= self.noun_bits(inner) & !after;
            }
            let outer = self.groups.nouns[noun].head;
            let body = if self.is_body(noun) { self.sentence.classes[outer] } else { 0 };
            bits | shape
                | body
                | self.sentence.classes[head]
                | (self.noun_bits(noun) & self.pack.known.number)
        })
    }

    /// The group that counts: what a container holds ("dozens of rebels", "a series of attacks").
    pub(crate) fn contents(&self, noun: usize) -> usize {
        let mut noun = noun;
        for _ in 0..2 {
            let group = &self.groups.nouns[noun];
            let container = self.sentence.classes[group.head] & self.pack.known.container != 0
                || self.sentence.tag(group.head) == Some(Tag::Number)
                || self.is_body(noun);
            if !container {
                break;
            }
            let held = self.hosted(noun).find(|&other| {
                self.preposition(other) == "of"
                    && self.groups.nouns[other].host == Some(noun as u16)
                    // "accused the group of an attack": it holds no attack
                    && !(self.names_event(other) && self.accused(noun))
            });
            match held {
                Some(inner) => noun = inner,
                None => break,
            }
        }
        self.described_last(noun)
    }

    /// "claimed the lives of ten people": those whose lives they were.
    pub(crate) fn whose_lives(&self, noun: usize) -> usize {
        if !self.head_is(noun, Concept::Lives) {
            return noun;
        }
        self.hosted(noun).find(|&other| self.preposition(other) == "of").unwrap_or(noun)
    }

    /// "American, British and Egyptian forces": the noun that a list of adjectives of peoples describes.
    fn described_last(&self, noun: usize) -> usize {
        let bare = |noun: usize| {
            let group = &self.groups.nouns[noun];
            group.a + 1 == group.b
                && self.sentence.classes[group.head] & self.pack.known.actor_adjective != 0
                && self.sentence.classes[group.head] & self.pack.known.state == 0
        };
        if !bare(noun) {
            return noun;
        }
        let last = (noun + 1..self.groups.nouns.len())
            .take(5)
            .take_while(|&other| self.groups.nouns[other].coordinated == Some(other as u16 - 1))
            .last();
        let fits = |last: usize| {
            let group = &self.groups.nouns[last];
            group.b > group.a + 1
                && self.sentence.classes[group.a] & self.pack.known.actor_adjective != 0
                && self.sentence.tag(group.head) == Some(Tag::NounPlural)
        };
        last.filter(|&last| fits(last)).unwrap_or(noun)
    }

    /// Groups that hang on `noun` through a preposition.
    pub(crate) fn hosted(&self, noun: usize) -> impl Iterator<Item = usize> + '_ {
        (noun + 1..self.groups.nouns.len()).take(8).filter(move |&other| {
            let mut host = self.groups.nouns[other].host;
            // "the shelling of X by Y": Y hangs on the group before, and so on the first
            for _ in 0..3 {
                match host {
                    Some(found) if found as usize == noun || self.shares(noun, found as usize) => {
                        return true;
                    }
                    Some(found)
                        if self.preposition(other) != "of"
                            || self.groups.nouns[found as usize].host.is_some() =>
                    {
                        host = self.groups.nouns[found as usize].host;
                    }
                    _ => return false,
                }
            }
            false
        })
    }

    /// "the bombing and shelling of the town": whether what hangs on the second of two events hangs on the first too, since
    /// nothing stands between them.
    pub(crate) fn shares(&self, noun: usize, second: usize) -> bool {
        let (one, other) = (&self.groups.nouns[noun], &self.groups.nouns[second]);
        let event = |head: usize| {
            let hit = self.sentence.hit(head);
            hit.is_some_and(|hit| self.pack.lexicon.kinds(hit) & kind_of::EVENT != 0)
        };
        other.coordinated == Some(noun as u16)
            && one.b + 1 == other.a
            && self.sentence.tag(one.b) == Some(Tag::Coordinator)
            && event(one.head)
            && event(other.head)
    }

    pub(crate) fn preposition(&self, noun: usize) -> &str {
        self.groups.nouns[noun].preposition.map_or("", |token| self.sentence.lower(token))
    }

    /// The one who acts, by voice.
    pub(crate) fn agent(&self, clause: usize) -> Few {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else { return Few::default() };
        if self.groups.verbs[verb as usize].passive {
            return self.told_by(clause);
        }
        if let Some(doer) = self.doer_above(clause) {
            return doer;
        }
        if known.subject.is_empty()
            && let Some(noun) = known.noun
        {
            return self.intending(noun as usize, clause);
        }
        let mut out = Few::default();
        for noun in
            known.subject.iter().filter(|&noun| self.sentence.lower(self.groups.nouns[noun].head) != "there")
        {
            match self.author(noun) {
                Some(author) => out.push(author),
                None if self.is_turned_down(noun) => {}
                None => out.push(noun),
            }
        }
        out
    }

    /// "The hospital is hit by a Syrian missile, killing 12": who hit it kills.
    fn doer_above(&self, clause: usize) -> Option<Few> {
        let known = &self.clauses.list[clause];
        let head = self.groups.verbs[known.verb? as usize].head;
        let above = &self.clauses.list[known.parent? as usize];
        let shared = known.kind == Kind::Participial && !known.reduced && known.subject == above.subject;
        let happens = self.sentence.classes[head] & self.pack.known.happening != 0;
        let upper = &self.groups.verbs[above.verb? as usize];
        if !(shared && happens && upper.passive) {
            return None;
        }
        let doers = self.told_by(known.parent? as usize);
        // "the post was attacked, killing two": what suffers kills nobody
        let suffers = known.link.is_none()
            && upper.lemma.is_some_and(|lemma| {
                self.pack.verbs[lemma as usize].iter().any(|sense| matches!(sense.meaning, Meaning::Event(_)))
            });
        (suffers || !doers.is_empty()).then_some(doers)
    }

    /// Whether what a group tells came before the rest: "after a raid".
    pub(super) fn is_before(&self, noun: usize) -> bool {
        matches!(self.preposition(noun), "after" | "following")
    }

    /// Those behind "by" in a passive clause.
    pub(crate) fn told_by(&self, clause: usize) -> Few {
        let mut out = Few::default();
        let known = &self.clauses.list[clause];
        // "the attack by rebels was condemned": what stands before the verb belongs to the subject
        let behind = |noun: usize| {
            known.verb.is_none_or(|verb| self.groups.verbs[verb as usize].a <= self.groups.nouns[noun].a)
                || !known.subject.iter().any(|subject| subject < noun)
        };
        let by = |&noun: &usize| {
            self.preposition(noun) == "by"
                && !self.is_means(noun)
                && behind(noun)
                && !self.is_by_another(noun)
        };
        known.obliques.iter().filter(by).for_each(|noun| out.push(noun));
        out
    }

    /// "was set off after a speech by the president": what stands behind "by" did what came before.
    fn is_by_another(&self, noun: usize) -> bool {
        let mut at = noun;
        for _ in 0..3 {
            let Some(host) = self.groups.nouns[at].host else { return false };
            at = host.into();
            if self.told_as(at, Trait::Attack) {
                return false;
            }
            if self.is_before(at) || self.preposition(at) == "before" {
                return true;
            }
        }
        false
    }

    /// "evacuated by helicopter", "hit by mistake": a bare word for the way in which something is done.
    fn is_means(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        group.b == group.a + 1 && self.pack.lexicon.is_means(self.sentence.entries[group.head])
    }

    /// "was seized and taken away by gunmen": who does both, where a passive verb has no "by" of its own.
    pub(crate) fn told_with_next(&self, clause: usize) -> Few {
        let passive = |verb: Option<u16>| verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let known = &self.clauses.list[clause];
        let next = clause + 1;
        let both = passive(known.verb)
            && self.clauses.list.get(next).is_some_and(|other| {
                passive(other.verb) && other.subject == known.subject && self.clauses.paired(clause, next)
            });
        if both { self.told_by(next) } else { Few::default() }
    }

    /// Who is to do what a noun governs: its owner, else the subject of its clause ("meets him in a bid to ...").
    fn intending(&self, noun: usize, clause: usize) -> Few {
        let group = &self.groups.nouns[noun];
        let owner = self.clauses.owner[group.head] as usize;
        if group.genitive.is_some() || owner == clause || group.negative {
            return Few::default();
        }
        // "foiled an attempt by pirates to hijack a ship"; but "rejected a call by Chad to release them"
        if let Some(other) = self.done_by(noun) {
            return if self.asks(noun) { Few::default() } else { Few::one(other) };
        }
        if let Some(other) = self.intent_of(noun) {
            return Few::one(other);
        }
        let known = &self.clauses.list[owner];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        // "foiled an attempt to bomb the embassy": another's
        let foiled = known.objects.contains(noun) && self.does(owner, Concept::Foil);
        if passive || foiled { Few::default() } else { known.subject }
    }

    /// "a call by Chad to free them": whether who is behind a noun asks somebody else to do what it governs.
    pub(super) fn asks(&self, noun: usize) -> bool {
        self.head_is(noun, Concept::Request)
    }

    /// Who stands behind "by" at a noun: "a call by Chad".
    pub(crate) fn done_by(&self, noun: usize) -> Option<usize> {
        self.hosted(noun).find(|&other| {
            self.preposition(other) == "by" && self.groups.nouns[other].host == Some(noun as u16)
        })
    }

    /// Who stands behind a document or a thing: "a resolution passed by the assembly condemned ...".
    pub(super) fn author(&self, noun: usize) -> Option<usize> {
        let (group, known) = (&self.groups.nouns[noun], &self.pack.known);
        let reduced =
            self.clauses.list.iter().find(|clause| clause.reduced && clause.antecedent == Some(noun as u16));
        let by = |noun: usize| self.preposition(noun) == "by";
        let made_by = reduced.and_then(|clause| clause.obliques.iter().find(|&other| by(other)));
        if self.sentence.classes[group.head] & known.document == 0 {
            // "an IED planted by rebels kills three"
            let somebody = known.armed | known.person | known.official | known.state | known.sides;
            let acts = self.sentence.classes_in(group.a, group.b) & somebody != 0
                || self.sentence.tag(group.head) == Some(Tag::Name)
                    && self.sentence.classes[group.head] & known.weapon_bomb == 0;
            return made_by.filter(|&author| !acts && self.is_actor(author)).or_else(|| self.gathered(noun));
        }
        made_by
            .or_else(|| {
                self.hosted(noun)
                    .find(|&other| matches!(self.preposition(other), "by" | "from") && self.may_write(other))
            })
            .filter(|&author| self.is_actor(author))
            .or_else(|| {
                // "the group issued a statement ordering ..."
                let owner = self.clauses.owner[group.head] as usize;
                let made = &self.clauses.list[owner];
                let put_out = made.objects.contains(noun) && !self.turns_down(owner);
                put_out.then(|| made.subject.first()).flatten()
            })
    }

    /// "in a rally demanding his release, thousands marched": who gathered for what a crowd says.
    fn gathered(&self, noun: usize) -> Option<usize> {
        let group = &self.groups.nouns[noun];
        if !self.is_a(group.head, Concept::Crowd) {
            return None;
        }
        let by = self.hosted(noun).find(|&other| matches!(self.preposition(other), "by" | "of"));
        let clause = &self.clauses.list[self.clauses.owner[group.head] as usize];
        let there = clause.objects.is_empty()
            && clause.obliques.contains(noun)
            && matches!(self.preposition(noun), "in" | "at" | "during");
        let held = clause.objects.contains(noun);
        by.or_else(|| clause.subject.first().filter(|&subject| (there || held) && subject != noun))
            .filter(|&doer| self.is_actor(self.contents(doer)))
    }

    /// Whether a group is a document that the verb of its clause refuses.
    fn is_turned_down(&self, noun: usize) -> bool {
        let head = self.groups.nouns[noun].head;
        let owner = self.clauses.owner[head] as usize;
        self.sentence.classes[head] & self.pack.known.document != 0
            && self.clauses.list[owner].objects.contains(noun)
            && self.turns_down(owner)
    }

    /// "blocked a statement criticising Chad": whether a clause refuses, stops or undoes its object.
    pub(crate) fn turns_down(&self, clause: usize) -> bool {
        let Some(lemma) = self.lemma(clause) else { return false };
        self.pack.verbs[lemma as usize].iter().any(|sense| {
            let says = match sense.meaning {
                Meaning::Governor(id) => self.pack.governors[id as usize].affirmed.negates,
                Meaning::Act(act) => self.pack.denial == Some(act),
                Meaning::Event(id) => {
                    let code = self.pack.events[id as usize].code;
                    self.pack.is(code, Trait::Refuses) || self.pack.is(code, Trait::Condemns)
                }
                _ => false,
            };
            says && self.particle_at(clause, &sense.particle).is_some()
        })
    }

    /// The one acted upon, by voice.
    pub(crate) fn patient(&self, clause: usize) -> Few {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else { return Few::default() };
        if self.groups.verbs[verb as usize].passive { known.subject } else { known.objects }
    }

    /// Whether the verb of a clause can tell an event of one of these traits.
    pub(crate) fn tells_of(&self, clause: usize, traits: &[Trait]) -> bool {
        self.tells_any(clause, Traits::of(traits))
    }

    pub(super) fn tells_any(&self, clause: usize, traits: Traits) -> bool {
        self.lemma(clause).is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                Meaning::Event(id) => {
                    let code = self.pack.events[id as usize].code;
                    self.pack.codes[code as usize].traits.any(traits)
                }
                _ => false,
            })
        })
    }

    /// Whether something is done to the group that begins at a token, by the verb of its clause.
    pub(crate) fn is_acted_upon(&self, token: usize) -> bool {
        let noun = self.groups.nouns.binary_search_by_key(&token, |group| group.a);
        noun.is_ok_and(|noun| self.patient(self.clauses.owner[token] as usize).contains(noun))
    }

    /// Whether a group is listed with another, or with what hangs on it ("the release of hostages and the
    /// withdrawal of troops").
    pub(super) fn listed(&self, other: usize, noun: usize) -> bool {
        if self.groups.nouns[other].coordinated.is_none() {
            return false;
        }
        let mut at = self.root(other);
        for _ in 0..4 {
            if at == noun {
                return true;
            }
            match self.groups.nouns[at].host {
                Some(host) => at = self.root(host as usize),
                None => return false,
            }
        }
        false
    }

    /// First member of the list that a group belongs to.
    pub(crate) fn root(&self, noun: usize) -> usize {
        let mut at = noun;
        while let Some(previous) = self.groups.nouns[at].coordinated {
            at = previous as usize;
        }
        at
    }

    /// Whether a group names an event of this trait.
    pub(crate) fn told_as(&self, noun: usize, of: Trait) -> bool {
        self.event_noun(noun).is_some_and(|(id, _)| self.pack.is(self.pack.events[id as usize].code, of))
    }
}
