//! The closed classes of English: what the tagger knows without any pack.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Part of speech of a token in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Tag {
    Determiner,
    Adjective,
    NounSingular,
    NounPlural,
    Name,
    Number,
    Pronoun,
    Possessive,
    Preposition,
    Adverb,
    Not,
    Modal,
    /// Finite form of be, have, do.
    AuxFinite,
    /// Other form of be, have, do.
    AuxBare,
    /// Finite verbs: third person, plural present, past.
    VerbThird,
    VerbPlural,
    VerbPast,
    /// Bare infinitive.
    VerbBare,
    Participle,
    Gerund,
    To,
    Coordinator,
    Subordinator,
    Relative,
    That,
    Comma,
    Mark,
    Date,
}

impl Tag {
    /// A finite verb form.
    pub(crate) fn is_finite(self) -> bool {
        matches!(self, Self::Modal | Self::AuxFinite | Self::VerbThird | Self::VerbPlural | Self::VerbPast)
    }

    /// Any verb form, auxiliaries and modals included.
    pub(crate) fn is_verb(self) -> bool {
        self.is_finite() || matches!(self, Self::AuxBare | Self::VerbBare | Self::Participle | Self::Gerund)
    }
}

use Tag::{
    Adverb, AuxBare, AuxFinite, Coordinator, Determiner, Modal, Not, Number, Possessive, Preposition,
    Pronoun, Relative, Subordinator, That, To,
};

/// The words of the closed classes and what each can be, dearest reading last.
const CLOSED: [(&str, &[Tag]); 34] = [
    ("the a an this these those every his its their our my your whose various", &[Determiner]),
    ("no", &[Determiner, Not]),
    ("back", &[Adverb, Tag::VerbBare, Tag::VerbPlural]),
    ("longer", &[Adverb, Tag::Adjective]),
    ("provided", &[Tag::VerbPast, Tag::Participle, Subordinator]),
    ("further", &[Tag::Adjective, Adverb]),
    ("her", &[Determiner, Pronoun]),
    ("neither", &[Determiner, Pronoun, Not]),
    ("some any each another all both either several many few most such", &[Determiner, Pronoun]),
    ("others", &[Pronoun]),
    ("more less fewer least", &[Adverb, Determiner]),
    (
        "he she it they we i you him them us me himself herself itself themselves there someone anyone nobody \
         everyone none nothing something anything everything what",
        &[Pronoun],
    ),
    ("'s", &[Possessive]),
    (
        "of in at by with from against during amid amidst among between into onto through across inside \
         outside toward towards within without upon despite regarding throughout beyond via per according concerning \
         under above below behind beside besides versus vs including alongside atop aboard",
        &[Preposition],
    ),
    ("for about over near on off up down out around along past", &[Preposition, Adverb]),
    ("following", &[Preposition, Tag::Gerund]),
    ("after before since until till as than once", &[Preposition, Subordinator]),
    (
        "although though if unless whether while whilst when whenever where wherever lest whereas how why",
        &[Subordinator],
    ),
    ("because", &[Subordinator, Preposition]),
    ("like unlike", &[Preposition]),
    ("so", &[Adverb, Subordinator]),
    ("who which whom", &[Relative]),
    ("that", &[That, Determiner]),
    ("and or but nor &", &[Coordinator]),
    ("to", &[To, Preposition]),
    ("not n't never", &[Not]),
    (
        "will would may might can could shall should must cannot can't won't wouldn't couldn't shouldn't \
         mustn't mightn't 'll ought",
        &[Modal],
    ),
    ("'d", &[Modal, AuxFinite]),
    (
        "is are was were am 're 'm isn't aren't wasn't weren't has had hasn't hadn't haven't does did doesn't \
         didn't don't 've",
        &[AuxFinite],
    ),
    ("have do", &[AuxFinite, AuxBare]),
    ("be been being having", &[AuxBare]),
    ("one", &[Number, Pronoun]),
    (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
         seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand \
         million billion trillion dozen dozens hundreds thousands millions scores half",
        &[Number],
    ),
    (
        "also still again now then already ever just only soon even later earlier yet ago together however \
         meanwhile moreover thus here too very well far almost nearly perhaps instead elsewhere otherwise \
         therefore always often twice away forward ahead quite rather abroad overnight apart mostly \
         maybe hence anew aside",
        &[Adverb],
    ),
];

static BY_WORD: LazyLock<FxHashMap<&'static str, &'static [Tag]>> = LazyLock::new(|| {
    CLOSED.iter().flat_map(|(words, tags)| words.split(' ').map(move |word| (word, *tags))).collect()
});

/// What a closed-class word can be, by folded form; empty for the words of open classes.
pub(crate) fn closed(word: &str) -> &'static [Tag] {
    BY_WORD.get(word).copied().unwrap_or_default()
}

/// All words of the closed classes.
pub(crate) fn closed_words() -> impl Iterator<Item = &'static str> {
    CLOSED.iter().flat_map(|(words, _)| words.split(' '))
}

/// Words and marks that every sentence may hold, by which nothing is worth looking up.
pub(crate) fn small_words() -> impl Iterator<Item = &'static str> {
    closed_words().chain([".", ",", "-", "/", "%", "$"])
}

/// Whom a personal pronoun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    /// Who speaks.
    Speaker,
    /// One man or woman.
    One,
    /// A body or a thing.
    Thing,
    Many,
}

/// Whom a word stands for, where it is a personal pronoun or one that owns.
pub(crate) fn person(word: &str) -> Option<Person> {
    match word {
        "i" | "me" | "we" | "us" => Some(Person::Speaker),
        "he" | "she" | "him" | "her" | "his" => Some(Person::One),
        "it" | "its" => Some(Person::Thing),
        "they" | "them" | "their" => Some(Person::Many),
        _ => None,
    }
}

/// A personal pronoun that is a subject.
pub(crate) fn is_subject_pronoun(word: &str) -> bool {
    matches!(word, "i" | "we" | "he" | "she" | "it" | "they")
}

/// All forms of be, have and do.
pub(crate) fn auxiliaries() -> impl Iterator<Item = &'static str> {
    closed_words().filter(|word| auxiliary(word).is_some())
}

/// Forms of be, have and do by what they build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Auxiliary {
    Be,
    Have,
    Do,
}

/// Which auxiliary a word is.
pub(crate) fn auxiliary(word: &str) -> Option<Auxiliary> {
    match word {
        "be" | "is" | "are" | "was" | "were" | "been" | "being" | "am" | "'re" | "'m" | "isn't"
        | "aren't" | "wasn't" | "weren't" => Some(Auxiliary::Be),
        "have" | "has" | "had" | "having" | "'ve" | "hasn't" | "hadn't" | "haven't" => Some(Auxiliary::Have),
        "do" | "does" | "did" | "don't" | "doesn't" | "didn't" => Some(Auxiliary::Do),
        _ => None,
    }
}

/// Whether a modal verb can vow: "said it would strike back".
pub(crate) fn vows(word: &str) -> bool {
    matches!(word, "will" | "would" | "'ll" | "shall")
}

/// Whether the form is past.
pub(crate) fn is_past_auxiliary(word: &str) -> bool {
    matches!(word, "was" | "were" | "had" | "did" | "wasn't" | "weren't" | "hadn't" | "didn't")
}

/// What a modal makes of its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Future,
    Possible,
    Able,
}

/// Which mood a modal sets.
pub(crate) fn mood(modal: &str) -> Mood {
    match modal {
        "will" | "shall" | "'ll" | "won't" => Mood::Future,
        "can" | "could" | "cannot" | "can't" | "couldn't" => Mood::Able,
        _ => Mood::Possible,
    }
}

/// Whether the word holds a negation within itself.
pub(crate) fn is_negative(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "cannot" | "n't" | "nor" | "neither") || word.ends_with("n't")
}

/// Determiners and pronouns that negate their clause.
pub(crate) fn is_negative_determiner(word: &str) -> bool {
    matches!(word, "no" | "neither" | "nobody" | "none" | "nothing")
}

/// Months cut short, with a full stop after them: `the Feb. 23 accord`.
pub(crate) fn is_short_month(word: &str) -> bool {
    matches!(
        word,
        "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov" | "dec"
    )
}
