//! Builders for the nested columns of events: mentions, actors, places, quantities, cues, claims.

use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Float64Builder, Int64Builder, StringViewBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{Field, Fields};
use wiresift_core::events::{Actor, Claim, Cue, Place, Quantity};
use wiresift_core::text::span::{CharOffsets, Span};

/// An article's id and text, with the way from bytes to characters.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) id: &'a str,
    pub(super) text: &'a str,
    pub(super) offsets: &'a CharOffsets<'a>,
}

impl Site<'_> {
    /// A byte offset in characters.
    pub(super) fn at(&self, byte: usize) -> i64 {
        i64::try_from(self.offsets.at(byte)).unwrap_or(i64::MAX)
    }
}

/// Columns of one struct type.
pub(super) trait Columns: Default {
    /// What a row is made of.
    type Item;
    /// Appends a row; `None` is a row of nulls.
    fn push(&mut self, item: Option<(&Self::Item, Site<'_>)>);
    /// The columns by name.
    fn finish(self) -> Vec<(&'static str, ArrayRef)>;
}

/// Lists of structs, one list a row.
pub(super) struct Lists<C> {
    columns: C,
    lengths: Vec<usize>,
}

impl<C: Columns> Lists<C> {
    pub(super) fn new() -> Self {
        Self { columns: C::default(), lengths: Vec::new() }
    }

    pub(super) fn push(&mut self, items: &[C::Item], site: Site<'_>) {
        for item in items {
            self.columns.push(Some((item, site)));
        }
        self.lengths.push(items.len());
    }

    pub(super) fn finish(self) -> ArrayRef {
        let values = structs(self.columns.finish(), None);
        let field = Arc::new(Field::new("item", values.data_type().clone(), true));
        Arc::new(ListArray::new(field, OffsetBuffer::from_lengths(self.lengths), values, None))
    }
}

/// Structs, one or null a row.
pub(super) struct Optional<C> {
    columns: C,
    valid: Vec<bool>,
}

impl<C: Columns> Optional<C> {
    pub(super) fn new() -> Self {
        Self { columns: C::default(), valid: Vec::new() }
    }

    pub(super) fn push(&mut self, item: Option<&C::Item>, site: Site<'_>) {
        self.valid.push(item.is_some());
        self.columns.push(item.map(|item| (item, site)));
    }

    pub(super) fn finish(self) -> ArrayRef {
        structs(self.columns.finish(), Some(NullBuffer::from(self.valid)))
    }
}

fn structs(columns: Vec<(&'static str, ArrayRef)>, nulls: Option<NullBuffer>) -> ArrayRef {
    let fields: Fields =
        columns.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true)).collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    Arc::new(StructArray::new(fields, arrays, nulls))
}

fn done(mut builder: impl ArrayBuilder) -> ArrayRef {
    builder.finish()
}

/// `text`, `start`, `end`.
#[derive(Default)]
struct Mentions {
    text: StringViewBuilder,
    start: Int64Builder,
    end: Int64Builder,
}

impl Mentions {
    fn push(&mut self, at: Option<(Span, Site<'_>)>) {
        self.text.append_option(at.map(|(span, site)| span.of(site.text)));
        self.start.append_option(at.map(|(span, site)| site.at(span.start)));
        self.end.append_option(at.map(|(span, site)| site.at(span.end)));
    }

    fn finish(self) -> [(&'static str, ArrayRef); 3] {
        [("text", done(self.text)), ("start", done(self.start)), ("end", done(self.end))]
    }
}

#[derive(Default)]
pub(super) struct Actors {
    id: StringViewBuilder,
    name: StringViewBuilder,
    kind: StringViewBuilder,
    country: StringViewBuilder,
    code: StringViewBuilder,
    mentions: Mentions,
}

impl Columns for Actors {
    type Item = Actor;

    fn push(&mut self, item: Option<(&Actor, Site<'_>)>) {
        let actor = item.map(|(actor, _)| actor);
        self.id.append_option(actor.map(|actor| &actor.id));
        self.name.append_option(actor.map(|actor| &actor.name));
        self.kind.append_option(actor.map(|actor| &actor.kind));
        self.country.append_option(actor.and_then(|actor| actor.country.as_ref()));
        self.code.append_option(actor.and_then(|actor| actor.code.as_ref()));
        self.mentions.push(item.map(|(actor, site)| (actor.span, site)));
    }

    fn finish(self) -> Vec<(&'static str, ArrayRef)> {
        let mut columns = vec![
            ("id", done(self.id)),
            ("name", done(self.name)),
            ("kind", done(self.kind)),
            ("country", done(self.country)),
            ("code", done(self.code)),
        ];
        columns.extend(self.mentions.finish());
        columns
    }
}

#[derive(Default)]
pub(super) struct Places {
    name: StringViewBuilder,
    country: StringViewBuilder,
    latitude: Float64Builder,
    longitude: Float64Builder,
    precision: StringViewBuilder,
    mentions: Mentions,
}

impl Columns for Places {
    type Item = Place;

    fn push(&mut self, item: Option<(&Place, Site<'_>)>) {
        let place = item.map(|(place, _)| place);
        self.name.append_option(place.map(|place| &place.name));
        self.country.append_option(place.and_then(|place| place.country.as_ref()));
        self.latitude.append_option(place.and_then(|place| place.latitude));
        self.longitude.append_option(place.and_then(|place| place.longitude));
        self.precision.append_option(place.map(|place| &place.precision));
        self.mentions.push(item.map(|(place, site)| (place.span, site)));
    }

    fn finish(self) -> Vec<(&'static str, ArrayRef)> {
        let mut columns = vec![
            ("name", done(self.name)),
            ("country", done(self.country)),
            ("latitude", done(self.latitude)),
            ("longitude", done(self.longitude)),
            ("precision", done(self.precision)),
        ];
        columns.extend(self.mentions.finish());
        columns
    }
}

#[derive(Default)]
pub(super) struct Quantities {
    kind: StringViewBuilder,
    low: Float64Builder,
    best: Float64Builder,
    high: Float64Builder,
    unit: StringViewBuilder,
    is_minimum: BooleanBuilder,
    is_approximate: BooleanBuilder,
    mentions: Mentions,
}

impl Columns for Quantities {
    type Item = Quantity;

    fn push(&mut self, item: Option<(&Quantity, Site<'_>)>) {
        let quantity = item.map(|(quantity, _)| quantity);
        self.kind.append_option(quantity.map(|quantity| &quantity.kind));
        self.low.append_option(quantity.and_then(|quantity| quantity.low));
        self.best.append_option(quantity.and_then(|quantity| quantity.best));
        self.high.append_option(quantity.and_then(|quantity| quantity.high));
        self.unit.append_option(quantity.and_then(|quantity| quantity.unit.as_ref()));
        self.is_minimum.append_option(quantity.map(|quantity| quantity.is_minimum));
        self.is_approximate.append_option(quantity.map(|quantity| quantity.is_approximate));
        self.mentions.push(item.map(|(quantity, site)| (quantity.span, site)));
    }

    fn finish(self) -> Vec<(&'static str, ArrayRef)> {
        let mut columns = vec![
            ("kind", done(self.kind)),
            ("low", done(self.low)),
            ("best", done(self.best)),
            ("high", done(self.high)),
            ("unit", done(self.unit)),
            ("is_minimum", done(self.is_minimum)),
            ("is_approximate", done(self.is_approximate)),
        ];
        columns.extend(self.mentions.finish());
        columns
    }
}

#[derive(Default)]
pub(super) struct Cues {
    kind: StringViewBuilder,
    mentions: Mentions,
}

impl Columns for Cues {
    type Item = Cue;

    fn push(&mut self, item: Option<(&Cue, Site<'_>)>) {
        self.kind.append_option(item.map(|(cue, _)| &cue.kind));
        self.mentions.push(item.map(|(cue, site)| (cue.span, site)));
    }

    fn finish(self) -> Vec<(&'static str, ArrayRef)> {
        let mut columns = vec![("kind", done(self.kind))];
        columns.extend(self.mentions.finish());
        columns
    }
}

#[derive(Default)]
pub(super) struct Claims {
    speaker: Actors,
    has_speaker: Vec<bool>,
    outlet: StringViewBuilder,
    kind: StringViewBuilder,
    cue: StringViewBuilder,
    start: Int64Builder,
    end: Int64Builder,
}

impl Columns for Claims {
    type Item = Claim;

    fn push(&mut self, item: Option<(&Claim, Site<'_>)>) {
        let claim = item.map(|(claim, _)| claim);
        let speaker = item.and_then(|(claim, site)| Some((claim.speaker.as_ref()?, site)));
        self.has_speaker.push(speaker.is_some());
        self.speaker.push(speaker);
        self.outlet.append_option(claim.and_then(|claim| claim.outlet.as_ref()));
        self.kind.append_option(claim.map(|claim| claim.kind.name()));
        self.cue.append_option(claim.and_then(|claim| claim.cue.as_ref()));
        self.start.append_option(item.map(|(claim, site)| site.at(claim.span.start)));
        self.end.append_option(item.map(|(claim, site)| site.at(claim.span.end)));
    }

    fn finish(self) -> Vec<(&'static str, ArrayRef)> {
        vec![
            ("speaker", structs(self.speaker.finish(), Some(NullBuffer::from(self.has_speaker)))),
            ("outlet", done(self.outlet)),
            ("kind", done(self.kind)),
            ("cue", done(self.cue)),
            ("start", done(self.start)),
            ("end", done(self.end)),
        ]
    }
}
