//! The table `events`.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int64Array, StringArray, StringViewArray};
use jiff::civil::Date;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use wiresift_core::events::{Code, Event, Pack};

use super::columns::{Actors, Claims, Cues, Lists, Optional, Places, Quantities, Site};
use super::{ArticleEvents, Row};
use crate::arrow_out::table;

/// All events of `rows`, in order.
pub(super) fn events(pack: &Pack, rows: &[Row<'_>], read: &[ArticleEvents<'_>]) -> PyResult<PyTable> {
    let all: Vec<(&str, Site<'_>, &Event)> = rows
        .iter()
        .zip(read)
        .flat_map(|(row, read)| {
            let site = Site { id: row.id, text: row.text, offsets: &read.offsets };
            let documents = std::iter::once(row.id).chain(row.copies.iter().copied());
            documents.flat_map(move |document| read.events.iter().map(move |event| (document, site, event)))
        })
        .collect();
    let code = |of: fn(&Code) -> Option<&str>| -> ArrayRef {
        Arc::new(all.iter().map(|(_, _, event)| of(&pack.types()[event.code])).collect::<StringArray>())
    };
    let strings = |of: fn(&Event) -> Option<&str>| -> ArrayRef {
        Arc::new(all.iter().map(|(_, _, event)| of(event)).collect::<StringViewArray>())
    };
    let dates = |of: fn(&Event) -> Option<Date>| -> ArrayRef {
        Arc::new(all.iter().map(|(_, _, event)| of(event).map(days)).collect::<Date32Array>())
    };
    let offsets = |of: fn(&Event) -> usize| -> ArrayRef {
        Arc::new(Int64Array::from_iter_values(all.iter().map(|(_, site, event)| site.at(of(event)))))
    };
    let constant =
        |value: &str| -> ArrayRef { Arc::new(StringArray::from_iter_values(all.iter().map(|_| value))) };
    let (mut actors, mut recipients) = (Lists::<Actors>::new(), Lists::<Actors>::new());
    let (mut third_parties, mut quantities) = (Lists::<Actors>::new(), Lists::<Quantities>::new());
    let mut cues = Lists::<Cues>::new();
    let (mut places, mut claims) = (Optional::<Places>::new(), Optional::<Claims>::new());
    for &(_, site, event) in &all {
        actors.push(&event.actors, site);
        recipients.push(&event.recipients, site);
        third_parties.push(&event.third_parties, site);
        quantities.push(&event.quantities, site);
        cues.push(&event.cues, site);
        places.push(event.place.as_ref(), site);
        claims.push(event.claim.as_deref(), site);
    }
    let triggers = all.iter().map(|(_, site, event)| event.trigger.of(site.text));
    let ids = all.iter().map(|&(document, site, event)| {
        // an id holds for the article that was read, not for its copies
        if document == site.id {
            Cow::Borrowed(event.event_id.as_str())
        } else {
            Cow::Owned(event.id_in(document))
        }
    });
    let sentences = all.iter().map(|(_, _, event)| i64::try_from(event.sentence).unwrap_or(i64::MAX));
    table(vec![
        ("event_id", Arc::new(StringArray::from_iter_values(ids))),
        ("doc_id", Arc::new(StringViewArray::from_iter_values(all.iter().map(|(document, _, _)| document)))),
        ("type", code(|code| Some(&code.event_type))),
        ("mode", code(|code| Some(&code.mode))),
        ("plover", code(|code| code.plover.as_deref())),
        ("plover_mode", code(|code| code.plover_mode.as_deref())),
        ("cameo", code(|code| code.cameo.as_deref())),
        ("acled", code(|code| code.acled.as_deref())),
        ("quad", code(|code| code.quad.as_deref())),
        ("actors", actors.finish()),
        ("recipients", recipients.finish()),
        ("third_parties", third_parties.finish()),
        ("place", places.finish()),
        ("date_start", dates(|event| event.date_start)),
        ("date_end", dates(|event| event.date_end)),
        ("date_precision", strings(|event| event.date_precision)),
        ("date_source", strings(|event| event.date_source)),
        ("quantities", quantities.finish()),
        ("polarity", strings(|event| Some(if event.negated { "negated" } else { "affirmed" }))),
        ("realis", strings(|event| Some(event.realis.name()))),
        ("certainty", strings(|event| Some(if event.hedged { "hedged" } else { "asserted" }))),
        ("cues", cues.finish()),
        ("claim", claims.finish()),
        ("trigger", Arc::new(StringViewArray::from_iter_values(triggers))),
        ("start", offsets(|event| event.trigger.start)),
        ("end", offsets(|event| event.trigger.end)),
        ("sentence", Arc::new(Int64Array::from_iter_values(sentences))),
        ("sentence_start", offsets(|event| event.sentence_span.start)),
        ("sentence_end", offsets(|event| event.sentence_span.end)),
        ("rule", strings(|event| Some(&event.rule))),
        ("pack", constant(pack.name())),
        ("pack_version", constant(pack.version())),
        ("pack_hash", constant(pack.hash())),
    ])
}

/// Days since 1970.
fn days(date: Date) -> i32 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() as i32 / 24
}
