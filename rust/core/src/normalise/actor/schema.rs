//! The TOML files of a lexicon, as they are written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

/// One file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// States by their ISO 3166 alpha-3 code.
    #[serde(default)]
    pub(super) states: BTreeMap<String, State>,
    #[serde(default)]
    pub(super) actor: Vec<Entry>,
    #[serde(default)]
    pub(super) person: Vec<Person>,
    #[serde(default)]
    pub(super) agent: Vec<Agent>,
}

/// A state. The first name is the canonical one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub(super) names: Vec<String>,
    #[serde(default)]
    pub(super) people: Vec<String>,
    #[serde(default)]
    pub(super) seats: Vec<String>,
    /// Bodies of its government with a name of their own: `the Pentagon`. Other names of one follow after commas.
    #[serde(default)]
    pub(super) bodies: BTreeMap<String, String>,
    /// CAMEO code, where it differs from the key.
    pub(super) code: Option<String>,
}

/// An organisation or group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) names: Vec<String>,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) country: String,
    pub(super) code: String,
    #[serde(default)]
    pub(super) seats: Vec<String>,
}

/// A person, with offices in time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) names: Vec<String>,
    /// Names that mean this person without a first name before.
    #[serde(default)]
    pub(super) short: Vec<String>,
    pub(super) country: String,
    /// Code outside the terms below.
    pub(super) code: Option<String>,
    #[serde(default)]
    pub(super) roles: Vec<RoleEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleEntry {
    pub(super) office: String,
    /// Where it isn't the state and GOV.
    pub(super) code: Option<String>,
    #[serde(default, deserialize_with = "day")]
    pub(super) since: Option<Date>,
    #[serde(default, deserialize_with = "day")]
    pub(super) until: Option<Date>,
}

/// A kind of people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agent {
    pub(super) id: String,
    pub(super) names: Vec<String>,
    /// Names that need a state before them: `the Ukrainian side`.
    #[serde(default)]
    pub(super) dependent: Vec<String>,
    pub(super) kind: String,
    pub(super) code: String,
    /// It stands before the name of a person: `President`, `negotiator`, `Mr`.
    #[serde(default)]
    pub(super) title: bool,
    /// It is an office with one holder at a time, by this name in `roles`.
    pub(super) office: Option<String>,
    /// Only a title, nobody by itself: `Mr`.
    #[serde(default)]
    pub(super) bare: bool,
}

/// A day as a TOML date or as text.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = toml::value::Datetime::deserialize(deserializer)?.to_string();
    text.parse().map(Some).map_err(serde::de::Error::custom)
}
