//! The tables `[[word]]`: verbs, nouns and adjectives with a type and a mode of their own.

use serde::Deserialize;
use toml::Spanned;

use super::builder::Builder;
use super::reporting::ClaimKind;
use super::source::{List, Source, split};
use super::traits::Trait;
use super::types::CodeId;
use super::verbs::Meaning;
use crate::Result;
use crate::events::few::Few;
use crate::events::lexicon::{EntryId, LemmaId, Sense, SetId, Trigger, flag};

/// How roles are read off a frame.
#[derive(Debug, Clone)]
pub(crate) struct Roles {
    /// Prepositions whose nouns are recipients, besides the object.
    pub recipients: Vec<String>,
    /// Prepositions whose nouns are actors ("under fire from").
    pub actors: Vec<String>,
    /// Both sides are actors.
    pub mutual: bool,
    /// The subject is not the actor but the one concerned.
    pub subject_is_recipient: bool,
    /// The object is not a recipient.
    pub no_object: bool,
}

/// Whether a verb wants an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wants {
    None,
    Optional,
    Required,
}

/// An event word: a verb or noun with a type of its own.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug)]
pub(crate) struct EventWord {
    pub name: String,
    pub code: CodeId,
    pub object: Wants,
    /// The noun may stand in any place of a finite clause, not only under a verb of happening.
    pub anywhere: bool,
    /// Verbs under which the noun, as their object, tells an event.
    pub under: Vec<LemmaId>,
    pub subject_classes: u64,
    pub subject_never: u64,
    pub object_classes: u64,
    pub object_never: u64,
    /// One of these prepositions must bring a noun of the clause, or none of them may.
    pub with: Vec<String>,
    pub without: Vec<String>,
    pub needs: u64,
    pub unless: u64,
    /// The mode gives way to the weapon named in the clause.
    pub refine: bool,
    pub roles: Roles,
    pub quantity: Few,
    /// Kind of the claim that the complement becomes.
    pub complement: Option<ClaimKind>,
    /// Wants an infinitive that its object is to do ("asks X to leave").
    pub infinitive: bool,
    /// It tells an event only where somebody of these classes says it; 0 asks for nobody.
    pub claimed: u64,
    /// Its row is dropped when the clause below gives a row.
    pub yields: bool,
    /// The noun tells an event wherever it says who, whom or where.
    pub mentioned: bool,
    /// It must name the sides for that ("a meeting between", "with").
    pub sides: bool,
}

#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWord {
    pub(super) name: Option<String>,
    #[serde(rename = "type")]
    pub(super) event_type: Spanned<String>,
    pub(super) mode: String,
    pub(super) verbs: Option<List>,
    pub(super) nouns: Option<List>,
    pub(super) adjectives: Option<List>,
    pub(super) object: Option<Wants>,
    #[serde(default)]
    pub(super) anywhere: bool,
    pub(super) subject_class: Option<List>,
    pub(super) subject_never: Option<List>,
    pub(super) object_class: Option<List>,
    pub(super) object_never: Option<List>,
    pub(super) with: Option<String>,
    pub(super) without: Option<String>,
    pub(super) needs: Option<List>,
    pub(super) unless: Option<List>,
    #[serde(default)]
    pub(super) refine: bool,
    pub(super) recipients: Option<String>,
    pub(super) actors: Option<String>,
    pub(super) under: Option<List>,
    #[serde(default)]
    pub(super) mutual: bool,
    #[serde(default)]
    pub(super) subject_is_recipient: bool,
    #[serde(default)]
    pub(super) no_object: bool,
    pub(super) quantity: Option<String>,
    pub(super) complement: Option<ClaimKind>,
    #[serde(default)]
    pub(super) infinitive: bool,
    pub(super) claimed: Option<List>,
    #[serde(default)]
    pub(super) yields: bool,
    #[serde(default)]
    pub(super) mentioned: bool,
    #[serde(default)]
    pub(super) sides: bool,
}

impl Builder {
    /// The set of all forms of some verbs; none of no verbs.
    fn forms_of_all(&mut self, verbs: &[LemmaId]) -> Option<SetId> {
        let forms: Vec<EntryId> = verbs.iter().flat_map(|&verb| self.lexicon.forms_of(verb)).collect();
        (!forms.is_empty()).then(|| self.lexicon.sets.number(forms))
    }

    /// Whether a mode tells an attack: a noun of one tells it where it is repelled, too.
    fn is_attack(&self, code: CodeId) -> bool {
        self.codes[code as usize].traits.has(Trait::Attack)
    }

    pub(super) fn words(&mut self, source: &Source) {
        for spanned in &source.raw.word {
            let done = self.word(source, spanned.get_ref());
            self.note(done);
        }
    }

    fn word(&mut self, source: &Source, raw: &RawWord) -> Result<()> {
        let known = self.known();
        let id = self.events.len() as u16;
        let code = self.code(source, raw.event_type.span().start, raw.event_type.get_ref(), &raw.mode)?;
        let name = raw.name.clone().unwrap_or_else(|| format!("{}.{}", raw.event_type.get_ref(), raw.mode));
        let needs = self.class_bits(source, raw.needs.as_ref())?;
        let unless = self.class_bits(source, raw.unless.as_ref())?;
        let object_classes = self.class_bits(source, raw.object_class.as_ref())?;
        let subject_classes = self.class_bits(source, raw.subject_class.as_ref())?;
        let claimed = self.class_bits(source, raw.claimed.as_ref())?;
        let trigger = Trigger {
            needs,
            unless,
            excuse: Self::excuse(&known, needs, unless),
            claimed: Self::shown(&known, claimed),
            marks: if claimed == 0 { 0 } else { flag::SAYS },
            closing: self.closing([code]),
            ..Trigger::default()
        };
        let verb = Trigger {
            object: Self::shown(&known, object_classes),
            subject: Self::shown(&known, subject_classes),
            ..trigger
        };
        for (_, phrase) in source.optional(raw.verbs.as_ref()) {
            self.add_verb_sense(phrase, Meaning::Event(id), Some(verb));
        }
        let under: Vec<LemmaId> =
            source.optional(raw.under.as_ref()).into_iter().map(|(_, verb)| self.add_verb(verb)).collect();
        let noun = Trigger { under: self.forms_of_all(&under).filter(|_| !self.is_attack(code)), ..trigger };
        for (_, phrase) in source.optional(raw.nouns.as_ref()) {
            self.add_noun_phrase(phrase, Sense::Event(id), Some(noun));
        }
        for (_, word) in source.optional(raw.adjectives.as_ref()) {
            let entry = self.lexicon.intern(word) as usize;
            self.lexicon.entries[entry].event = Some(id);
            self.lexicon.entries[entry].starts.push((Box::default(), trigger));
            // a participle is read as a verb first
            self.lexicon.entries[entry].adjective |= self.lexicon.entries[entry].forms.is_empty();
        }
        let quantity = self.counted(raw.quantity.as_ref(), code);
        self.events.push(EventWord {
            name,
            code,
            object: raw.object.unwrap_or(Wants::Required),
            anywhere: raw.anywhere,
            under,
            subject_classes,
            subject_never: self.class_bits(source, raw.subject_never.as_ref())?,
            object_classes,
            object_never: self.class_bits(source, raw.object_never.as_ref())?,
            with: split(raw.with.as_ref()),
            without: split(raw.without.as_ref()),
            needs,
            unless,
            refine: raw.refine,
            roles: Roles {
                recipients: split(raw.recipients.as_ref()),
                actors: split(raw.actors.as_ref()),
                mutual: raw.mutual,
                subject_is_recipient: raw.subject_is_recipient,
                no_object: raw.no_object,
            },
            quantity,
            complement: raw.complement,
            infinitive: raw.infinitive,
            claimed,
            yields: raw.yields,
            mentioned: raw.mentioned,
            sides: raw.sides,
        });
        Ok(())
    }
}
