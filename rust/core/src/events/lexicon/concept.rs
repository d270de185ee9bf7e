//! What the engine itself asks of words: the lists of the table `[concepts]` of a pack, a bit each.
//!
//! What each list means stands beside it in the pack. A word is asked by its entry, a verb by its number, so that no
//! reading compares strings. Cost: one look into a dense table.

use super::{EntryId, LemmaId, Lexicon};
use crate::text::words::Words;

macro_rules! concepts {
    ($($name:ident $key:literal,)+) => {
        /// A list of the table `[concepts]`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Concept { $($name,)+ }

        impl Concept {
            /// All of them, with their keys.
            pub(crate) const ALL: &[(&str, Self)] = &[$(($key, Self::$name),)+];
        }
    };
}

concepts! {
    Arm "arm",
    Matter "matter",
    ThingOfWar "thing_of_war",
    NoParty "no_party",
    NoOwner "no_owner",
    Sort "sort",
    AttackKind "attack_kind",
    Tool "tool",
    Prefix "prefix",
    Made "made",
    Stripped "stripped",
    Body "body",
    Lives "lives",
    Hostage "hostage",
    Captive "captive",
    BodyHead "body_head",
    Band "band",
    Called "called",
    KnownAs "known_as",
    Realm "realm",
    SentFrom "sent_from",
    Doer "doer",
    Insurgent "insurgent",
    Regular "regular",
    Craft "craft",
    Perpetrate "perpetrate",
    Keep "keep",
    Still "still",
    Work "work",
    Implicate "implicate",
    Hands "hands",
    Orders "orders",
    Involvement "involvement",
    Play "play",
    Participate "participate",
    Paper "paper",
    Traffic "traffic",
    Lead "lead",
    Punish "punish",
    Confess "confess",
    Envoy "envoy",
    Accuse "accuse",
    Charge "charge",
    Blame "blame",
    Attribute "attribute",
    Responsible "responsible",
    Answerable "answerable",
    Serve "serve",
    Term "term",
    OwnUp "own_up",
    Mastermind "mastermind",
    Capture "capture",
    Target "target",
    Aim "aim",
    Endure "endure",
    Foil "foil",
    Draw "draw",
    Face "face",
    Receive "receive",
    Befall "befall",
    Losses "losses",
    Freed "freed",
    Campaign "campaign",
    Occur "occur",
    Pair "pair",
    Harm "harm",
    Die "die",
    Dead "dead",
    Hurt "hurt",
    Sufferer "sufferer",
    Result "result",
    Reprisal "reprisal",
    Struggle "struggle",
    Disperse "disperse",
    Removal "removal",
    Request "request",
    Utterance "utterance",
    End "end",
    Force "force",
    Give "give",
    Order "order",
    Approve "approve",
    Cancel "cancel",
    Call "call",
    Agree "agree",
    Decline "decline",
    Identify "identify",
    Discuss "discuss",
    TakePart "take_part",
    Possible "possible",
    Planned "planned",
    Ahead "ahead",
    Risk "risk",
    Preparation "preparation",
    Plot "plot",
    Plan "plan",
    Avert "avert",
    Use "use",
    Prepare "prepare",
    Warn "warn",
    Protect "protect",
    Sign "sign",
    Confirm "confirm",
    Presumed "presumed",
    Anniversary "anniversary",
    Ordinal "ordinal",
    Further "further",
    Copular "copular",
    Rally "rally",
    Test "test",
    Support "support",
    VerbPart "verb_part",
    Control "control",
    Accord "accord",
    Settlement "settlement",
    Capital "capital",
    Area "area",
    Division "division",
    Camp "camp",
    Compound "compound",
    Part "part",
    Middle "middle",
    Border "border",
    Verge "verge",
    Direction "direction",
    Whereabouts "whereabouts",
    Water "water",
    ShipPrefix "ship_prefix",
    Treaty "treaty",
    Route "route",
    Travel "travel",
    Send "send",
    Welcome "welcome",
    Tour "tour",
    Attend "attend",
    Gathering "gathering",
    Appear "appear",
    Speaker "speaker",
    Told "told",
    LongTime "long_time",
    States "states",
    Forces "forces",
    Positions "positions",
    Votes "votes",
    Assembly "assembly",
    Shot "shot",
    Open "open",
    Fire "fire",
    Police "police",
    Free "free",
    Warning "warning",
    WarningShot "warning_shot",
    Fight "fight",
    Course "course",
    Go "go",
    Rage "rage",
    Intransitive "intransitive",
    Manner "manner",
    Close "close",
    Nearby "nearby",
    Lately "lately",
    Hour "hour",
    Occasion "occasion",
    Paired "paired",
    DescribedAs "described_as",
    Suspected "suspected",
    Alleged "alleged",
    Believed "believed",
    Held "held",
    Ground "ground",
    Urge "urge",
    Acting "acting",
    Remaining "remaining",
    Retreating "retreating",
    Feuding "feuding",
    Dollar "dollar",
    Numbered "numbered",
    Moment "moment",
    Articled "articled",
    Allegation "allegation",
    Circumstance "circumstance",
    Say "say",
    Tell "tell",
    Quote "quote",
    Crowd "crowd",
    Ruin "ruin",
    Account "account",
    Figures "figures",
    Publish "publish",
    Obtain "obtain",
    Inform "inform",
    Addition "addition",
    Source "source",
    Reportedly "reportedly",
    Allegedly "allegedly",
    False "false",
    Lie "lie",
    Truth "truth",
    Light "light",
    Stop "stop",
    Recording "recording",
    Begin "begin",
    Finish "finish",
    Nameless "nameless",
    Remark "remark",
    Collective "collective",
    OneInS "one_in_s",
    Hold "hold",
    Post "post",
    Another "another",
    Elsewhere "elsewhere",
    Intend "intend",
    Invite "invite",
    Previous "previous",
    Superlative "superlative",
    Vote "vote",
    WinVotes "win_votes",
    Aye "aye",
    Nay "nay",
    Abstention "abstention",
    BringsAid "brings_aid",
    NoForce "no_force",
    NoAcronym "no_acronym",
    ShortTitle "short_title",
    TakesPerson "takes_person",
    BodyWord "body_word",
    Dated "dated",
    People "people",
    Shooter "shooter",
    MoveOn "move_on",
    Many "many",
    Throng "throng",
    ShotOff "shot_off",
    Suffer "suffer",
    DayBefore "day_before",
    Issue "issue",
    Arrest "arrest",
    ResultIn "result_in",
    Loss "loss",
    Meeting "meeting",
    Exchange "exchange",
    Exchanged "exchanged",
    Clock "clock",
    Record "record",
    Distance "distance",
    Town "town",
    Seat "seat",
    Remnant "remnant",
    Saint "saint",
    Speech "speech",
    Writing "writing",
    Relate "relate",
    Interrupt "interrupt",
    Decide "decide",
    Ring "ring",
    Review "review",
}

impl Concept {
    /// The list with a key.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|&&(known, _)| known == key).map(|&(_, concept)| concept)
    }
}

/// The lists that a word or a verb stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Concepts([u64; Concept::ALL.len().div_ceil(64)]);

impl Concepts {
    fn add(&mut self, concept: Concept) {
        self.0[concept as usize / 64] |= 1 << (concept as usize % 64);
    }

    #[inline]
    fn has(&self, concept: Concept) -> bool {
        self.0[concept as usize / 64] >> (concept as usize % 64) & 1 == 1
    }
}

impl Lexicon {
    /// Puts a word into a list, as it is written.
    pub(crate) fn list_word(&mut self, word: &str, concept: Concept) {
        let id = self.intern(word);
        at(&mut self.concepts, id).add(concept);
    }

    /// Puts a verb into a list, in all its forms.
    pub(crate) fn list_verb(&mut self, lemma: LemmaId, concept: Concept) {
        at(&mut self.verb_concepts, lemma).add(concept);
        for form in self.forms_of(lemma) {
            at(&mut self.concepts, form).add(concept);
        }
    }

    /// Whether a word stands in a list.
    #[inline]
    pub(crate) fn is_a(&self, id: EntryId, concept: Concept) -> bool {
        self.concepts.get(id as usize).is_some_and(|concepts| concepts.has(concept))
    }

    /// Whether a word of a text does.
    pub(crate) fn is_word_a(&self, words: &Words, at: usize, concept: Concept) -> bool {
        let word = words.as_slice().get(at);
        word.and_then(|word| self.words.of(words, word)).is_some_and(|id| self.is_a(id, concept))
    }

    /// Whether a verb does.
    #[inline]
    pub(crate) fn does(&self, lemma: Option<LemmaId>, concept: Concept) -> bool {
        lemma
            .and_then(|lemma| self.verb_concepts.get(lemma as usize))
            .is_some_and(|concepts| concepts.has(concept))
    }
}

fn at(list: &mut Vec<Concepts>, id: u32) -> &mut Concepts {
    let id = id as usize;
    if list.len() <= id {
        list.resize(id + 1, Concepts::default());
    }
    &mut list[id]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key without a list would be a question that nothing answers.
    #[test]
    fn the_pack_that_ships_has_every_list() {
        let text = include_str!("../../../../../python/wiresift/packs/peace/concepts.toml");
        let keys: Vec<&str> =
            text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
        let keys: Vec<&str> = keys.into_iter().filter(|key| !key.contains([' ', '#'])).collect();
        assert_eq!(keys, Concept::ALL.iter().map(|&(key, _)| key).collect::<Vec<_>>());
    }
}
