//! Upon whom what is told again was done, where an earlier sentence, or the rest of the article, says it: "the raid", "this
//! massacre", "the embargo".

use super::document::Memory;
use super::frame::{Frame, Reading};
use super::grammar::Tag;
use super::lexicon::{Concept, EntryId};
use super::pack::{Pack, Realis, Trait, Traits};
use super::{Actor, Event};

/// How many sentences back "the attack" may be one that was told with its target. Unmeasured.
const NEAR: usize = 3;

/// To whom the last attack, killing or abduction was done.
#[derive(Debug)]
pub(crate) struct Struck {
    /// Number of the sentence.
    sentence: usize,
    /// It was more than one.
    many: bool,
    /// How many sentences on it may be named again.
    near: usize,
    /// The word that told it, where that was a noun.
    head: Option<EntryId>,
    sides: Vec<Actor>,
}

/// What is named again by nouns of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Attack,
    Killing,
    Abduction,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Attack, Self::Killing, Self::Abduction];

    fn has(self, traits: Traits) -> bool {
        match self {
            Self::Attack => traits.has(Trait::Attack),
            Self::Killing => traits.has(Trait::Killed),
            Self::Abduction => {
                traits.has(Trait::Outcome) && traits.has(Trait::UponPeople) && !traits.has(Trait::Toll)
            }
        }
    }
}

impl Reading<'_> {
    /// "the attack", "this cowardly raid", "the murder": what was told before.
    pub(crate) fn names_again(&self, noun: usize) -> bool {
        self.is_told(noun) && self.hosted(noun).next().is_none()
    }

    /// The same with what hangs on it: "the raid on the port".
    pub(crate) fn is_told(&self, noun: usize) -> bool {
        let Some((id, range)) = self.event_noun(noun) else { return false };
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let definite = matches!(self.sentence.lower(group.a), "the" | "this" | "these" | "that" | "those");
        // "the embassy attack" is another than the one on a convoy
        let describes = |token: usize| {
            self.sentence.tag(token) == Some(Tag::Adjective)
                && self.sentence.classes[token] & (known.actor_adjective | known.armed | known.state) == 0
                && !self.is_a(token, Concept::Another)
                && !self.is_a(token, Concept::Ordinal)
        };
        let traits = self.pack.codes[self.pack.events[id as usize].code as usize].traits;
        definite
            && range.0 > group.a
            && (group.a + 1..range.0).all(describes)
            && Kind::ALL.iter().any(|kind| kind.has(traits))
    }

    /// "Rebels hit a convoy. Chad condemned the attack": gives what is named again those whom it was done to, and remembers
    /// those of this sentence.
    pub(crate) fn carry_targets(
        &self,
        frames: &[Frame],
        start: usize,
        events: &mut [Event],
        memory: &mut Memory,
    ) {
        let Some(number) = events.first().map(|event| event.sentence) else { return };
        for (kind, struck) in Kind::ALL.into_iter().zip(&mut memory.struck) {
            let of_kind = |event: &Event| kind.has(self.pack.codes[event.code].traits) && event.took_place();
            let own = if memory.ends { None } else { self.struck(kind, frames, events) };
            let named = events.iter().any(|event| of_kind(event) && !event.recipients.is_empty());
            let mut again = false;
            for (row, (event, frame)) in events.iter_mut().zip(frames).enumerate() {
                let noun = frame.noun.filter(|&noun| self.names_again(noun) && !self.is_mutual(frame));
                let Some(noun) = noun.filter(|_| of_kind(event) && event.recipients.is_empty()) else {
                    continue;
                };
                again = true;
                let that = struck.as_ref().filter(|struck| self.is_that(noun, struck, number));
                let that = that.filter(|_| !named && !self.tells_of_another());
                let does = |side: &Actor| event.actors.iter().any(|actor| actor.name == side.name);
                if let Some(that) = that.filter(|that| !that.sides.iter().any(does)) {
                    event.recipients.clone_from(&that.sides);
                } else if that.is_none() && kind == Kind::Attack && !self.head_is(noun, Concept::Campaign) {
                    memory.open.push(start + row);
                }
            }
            match own {
                _ if memory.ends => {}
                Some(own) if named || !again => *struck = Some(own).filter(|own| !own.sides.is_empty()),
                // "the attack left ten dead": the next sentence may go on with it
                _ if again => {
                    if let Some(struck) = struck {
                        struck.sentence = number;
                    }
                }
                _ if events.iter().any(of_kind) => *struck = None,
                _ => {}
            }
        }
    }

    /// Whether what is named again may be what was told before.
    fn is_that(&self, noun: usize, struck: &Struck, number: usize) -> bool {
        let head = self.groups.nouns[noun].head;
        let plural = self.sentence.tag(head) == Some(Tag::NounPlural);
        // an offensive is more than the raid that was told before
        let campaign = self.is_a(head, Concept::Campaign) && struck.head != Some(self.sentence.entries[head]);
        number <= struck.sentence + struck.near && (struck.many || !plural) && !campaign
    }

    /// Whom a sentence tells it was done to, or whom or what its attacks hit; nobody where that differs.
    fn struck(&self, kind: Kind, frames: &[Frame], events: &[Event]) -> Option<Struck> {
        let traits = |event: &Event| self.pack.codes[event.code].traits;
        let told = |event: &Event| event.took_place() && !event.recipients.is_empty();
        let hit = |event: &Event| {
            let traits = traits(event);
            traits.has(Trait::Toll) || traits.has(Trait::Outcome) && !traits.has(Trait::UponPeople)
        };
        let first = events.iter().position(|event| kind.has(traits(event)) && told(event));
        let beside = || events.iter().position(|event| kind == Kind::Attack && hit(event) && told(event));
        let at = first.or_else(beside)?;
        let sides = &events[at].recipients;
        let differs = |event: &Event| kind.has(traits(event)) && told(event) && event.recipients != *sides;
        let one = first.is_none() || !events.iter().any(differs);
        let head = frames[at].noun.map(|noun| self.groups.nouns[noun].head);
        let plural = head.is_some_and(|head| self.sentence.tag(head) == Some(Tag::NounPlural));
        Some(Struck {
            sentence: events[at].sentence,
            many: sides.len() > 1 || first.is_some() && plural,
            // "ten were hurt": what hurt them may be another thing than what is told of later
            near: if first.is_some() { NEAR } else { 1 },
            head: head.map(|head| self.sentence.entries[head]),
            sides: if one { sides.clone() } else { Vec::new() },
        })
    }
}

/// Gives an attack that is named again far from where it was told ("the bombings") its target, where all attacks of its
/// kind that the article tells were made upon the same.
pub(crate) fn settle(pack: &Pack, open: &[usize], events: &mut [Event]) {
    if open.is_empty() {
        return;
    }
    let spans = |event: &Event| event.recipients.iter().map(|actor| actor.span.start).collect::<Vec<_>>();
    let tolls = events.iter().filter(|event| pack.is(event.code, Trait::Toll));
    let mut hurt: Vec<usize> = tolls.flat_map(spans).collect();
    hurt.sort_unstable();
    // a kind has one target, or none that is known: each is looked for once
    let mut targets: Vec<(usize, Option<Actor>)> = Vec::new();
    for &row in open {
        let code = events[row].code;
        if !targets.iter().any(|(known, _)| *known == code) {
            targets.push((code, only_target(code, &hurt, events).cloned()));
        }
        let Some((_, Some(target))) = targets.iter().find(|(known, _)| *known == code) else { continue };
        if events[row].recipients.is_empty()
            && !events[row].actors.iter().any(|actor| is_alike(actor, target))
        {
            events[row].recipients.push(target.clone());
        }
    }
}

/// The first target of all attacks of a kind, where they have but one; `hurt` is where those stand who were hurt, in order.
fn only_target<'e>(code: usize, hurt: &[usize], events: &'e [Event]) -> Option<&'e Actor> {
    let told = |event: &&Event| event.code == code && event.took_place();
    let all = || events.iter().filter(told).flat_map(|event| &event.recipients);
    // what was hit tells more of it than who was hurt there
    let thing = |actor: &&Actor| hurt.binary_search(&actor.span.start).is_err();
    let things: Vec<&Actor> = all().filter(thing).collect();
    let sides =
        if things.is_empty() { all().filter(|actor| actor.kind != "people").collect() } else { things };
    let first = *sides.first()?;
    sides.iter().all(|actor| is_alike(actor, first)).then_some(first)
}

fn is_alike(one: &Actor, other: &Actor) -> bool {
    one.id == other.id || stem(&one.name) == stem(&other.name)
}

/// The last word of a name without its ending: "embassy" and "embassies" are one.
fn stem(name: &str) -> String {
    const LETTERS: usize = 5;
    let last = name.rsplit(' ').next().unwrap_or_default();
    last.chars().take(LETTERS).flat_map(char::to_lowercase).collect()
}

/// Gives what bears upon one party throughout an article ("the embargo") that party, where a row does not name it and all
/// others of its type name the same.
pub(crate) fn one_target(pack: &Pack, events: &mut [Event]) {
    let mut borne: Vec<(&str, Option<Actor>)> = Vec::new();
    for event in events.iter().filter(|event| pack.is(event.code, Trait::OneTarget)) {
        let name = pack.codes[event.code].event_type.as_str();
        for actor in &event.recipients {
            match borne.iter_mut().find(|(known, _)| *known == name) {
                None => borne.push((name, Some(actor.clone()))),
                Some((_, one)) => *one = one.take().filter(|one| is_same(one, actor)),
            }
        }
    }
    for event in events.iter_mut().filter(|event| pack.is(event.code, Trait::OneTarget)) {
        let name = pack.codes[event.code].event_type.as_str();
        if event.recipients.is_empty()
            && let Some((_, Some(one))) = borne.iter().find(|(known, _)| *known == name)
            && !event.actors.iter().any(|actor| is_same(one, actor))
        {
            event.recipients.push(one.clone());
        }
    }
}

/// Whether two are one, or of one state.
fn is_same(one: &Actor, other: &Actor) -> bool {
    one.id == other.id || one.country.is_some() && one.country == other.country
}

impl Event {
    /// Whether it is told as done.
    pub(crate) fn took_place(&self) -> bool {
        !self.negated && self.realis == Realis::Actual
    }
}
