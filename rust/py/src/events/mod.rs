//! Packs and events for Python.

mod columns;
mod table;

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Int64Array, RecordBatch, StringArray};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use wiresift_core::events::{Article, Event, Finding, Pack, PackFile};
use wiresift_core::normalise::place::{Gazetteer, PlaceRecord};
use wiresift_core::text::clean::{Cleaner, Learned};
use wiresift_core::text::span::{CharOffsets, Span};

use crate::arrow_in::{StringLists, Strings, batches, microseconds};
use crate::arrow_out;
use crate::clean::Boilerplate;
use crate::date_orders::DateOrders;
use crate::error::to_python;
use crate::threads::Pool;

/// See `_core.pyi`.
#[pyclass(module = "wiresift._core", name = "Pack", frozen)]
pub(crate) struct PyPack {
    pack: Pack,
}

#[pymethods]
impl PyPack {
    #[new]
    fn new(py: Python<'_>, files: Vec<(String, String)>, places: AnyRecordBatch) -> PyResult<Self> {
        let gazetteer = gazetteer(places)?;
        let pack = py.detach(|| Pack::compile(&pack_files(&files), gazetteer));
        Ok(Self { pack: pack.map_err(to_python)? })
    }

    #[getter]
    fn name(&self) -> &str {
        self.pack.name()
    }

    #[getter]
    fn version(&self) -> &str {
        self.pack.version()
    }

    #[getter]
    fn hash(&self) -> String {
        self.pack.hash().to_string()
    }

    /// A row a type and mode, with its codes.
    fn types(&self) -> PyResult<PyTable> {
        let types = self.pack.types();
        let column = |of: fn(&wiresift_core::events::Code) -> Option<&str>| -> arrow_array::ArrayRef {
            Arc::new(types.iter().map(of).collect::<StringArray>())
        };
        arrow_out::table(vec![
            ("type", column(|code| Some(&code.event_type))),
            ("mode", column(|code| Some(&code.mode))),
            ("plover", column(|code| code.plover.as_deref())),
            ("plover_mode", column(|code| code.plover_mode.as_deref())),
            ("cameo", column(|code| code.cameo.as_deref())),
            ("acled", column(|code| code.acled.as_deref())),
            ("quad", column(|code| code.quad.as_deref())),
        ])
    }

    /// Every phrase that its lists look for, in all its forms.
    fn phrases(&self) -> Vec<String> {
        self.pack.phrases()
    }

    /// The events of a batch of articles.
    #[pyo3(signature = (articles, *, boilerplate=None, orders=None, threads=None))]
    fn extract(
        &self,
        py: Python<'_>,
        articles: AnyRecordBatch,
        boilerplate: Option<&Boilerplate>,
        orders: Option<&DateOrders>,
        threads: Option<usize>,
    ) -> PyResult<PyTable> {
        let learned = boilerplate.map(|boilerplate| &boilerplate.learned);
        let batches = batches(articles)?;
        let columns = batches.iter().map(Columns::of).collect::<PyResult<Vec<_>>>()?;
        let rows: Vec<Row<'_>> = columns.iter().flat_map(Columns::rows).collect();
        let pool = Pool::new(threads)?;
        let events = py.detach(|| pool.run(|| read(&self.pack, &rows, learned, orders)));
        table::events(&self.pack, &rows, &events)
    }

    /// How the sentence around a character offset was read, a line a step.
    #[pyo3(signature = (text, *, title, published, source, start, boilerplate=None))]
    #[allow(clippy::too_many_arguments)] // the columns of one article
    fn trace(
        &self,
        text: &str,
        title: Option<&str>,
        published: Option<i64>,
        source: Option<&str>,
        start: usize,
        boilerplate: Option<&Boilerplate>,
    ) -> Vec<String> {
        let row = Row { id: "", copies: Vec::new(), text, title, source, published };
        let mut kept = Vec::new();
        let mut cleaner = boilerplate.map(|boilerplate| Cleaner::new(Some(&boilerplate.learned)));
        keep(cleaner.as_mut(), &row, &mut kept);
        let article = row.article(&kept);
        let at = text.char_indices().nth(start).map_or(text.len(), |(byte, _)| byte);
        let (_, traces) = self.pack.reader().explain(&article);
        let holds = |sentence: &str| {
            text.match_indices(sentence).any(|(from, _)| (from..from + sentence.len()).contains(&at))
        };
        traces.into_iter().find(|trace| holds(&trace.sentence)).map_or_else(Vec::new, |trace| trace.lines)
    }

    /// What is wrong in the files of a pack, a row a finding.
    #[staticmethod]
    fn lint(py: Python<'_>, files: Vec<(String, String)>, places: AnyRecordBatch) -> PyResult<PyTable> {
        let gazetteer = gazetteer(places)?;
        let findings = py.detach(|| Pack::lint(&pack_files(&files), gazetteer));
        let column = |of: fn(&Finding) -> &str| -> arrow_array::ArrayRef {
            Arc::new(findings.iter().map(|finding| Some(of(finding))).collect::<StringArray>())
        };
        let lines = findings.iter().map(|finding| i64::try_from(finding.line).ok()).collect::<Int64Array>();
        arrow_out::table(vec![
            ("file", column(|finding| &finding.file)),
            ("line", Arc::new(lines)),
            ("level", column(|finding| finding.level.name())),
            ("check", column(|finding| finding.check)),
            ("message", column(|finding| &finding.message)),
        ])
    }

    /// Examples of the pack that failed: `(file, line, text, message)`.
    fn self_test(&self) -> Vec<(String, usize, String, String)> {
        self.pack.self_test().into_iter().map(|f| (f.file, f.line, f.text, f.message)).collect()
    }

    /// How many examples the pack holds.
    #[getter]
    fn examples(&self) -> usize {
        self.pack.examples()
    }
}

fn pack_files(files: &[(String, String)]) -> Vec<PackFile<'_>> {
    files.iter().map(|(name, contents)| PackFile { name, contents }).collect()
}

/// One article.
struct Row<'a> {
    id: &'a str,
    /// Ids of articles that are exact copies of this one.
    copies: Vec<&'a str>,
    text: &'a str,
    title: Option<&'a str>,
    source: Option<&'a str>,
    published: Option<i64>,
}

impl<'a> Row<'a> {
    fn article<'k>(&self, kept: &'k [Span]) -> Article<'k>
    where
        'a: 'k,
    {
        let published = self.published.and_then(day);
        Article { id: self.id, text: self.text, title: self.title, published, kept }
    }
}

/// The day of a moment in microseconds since 1970, in UTC.
pub(crate) fn day(micros: i64) -> Option<Date> {
    let time = jiff::Timestamp::from_microsecond(micros).ok()?;
    Some(TimeZone::UTC.to_datetime(time).date())
}

/// The columns of a batch of articles.
struct Columns<'a> {
    rows: usize,
    id: Strings<'a>,
    text: Strings<'a>,
    title: Strings<'a>,
    source: Strings<'a>,
    published: Vec<Option<i64>>,
    copies: Option<StringLists<'a>>,
}

impl<'a> Columns<'a> {
    fn of(batch: &'a RecordBatch) -> PyResult<Self> {
        Ok(Self {
            rows: batch.num_rows(),
            id: Strings::of(batch, "id")?,
            text: Strings::of(batch, "text")?,
            title: Strings::of(batch, "title")?,
            source: Strings::of(batch, "source")?,
            published: microseconds(batch, "published")?,
            copies: batch
                .column_by_name("copies")
                .map(|column| StringLists::of(column, "copies"))
                .transpose()?,
        })
    }

    fn rows(&self) -> impl Iterator<Item = Row<'a>> + '_ {
        (0..self.rows).map(|row| Row {
            id: self.id.get(row).unwrap_or_default(),
            copies: self.copies.as_ref().map_or_else(Vec::new, |copies| copies.of_row(row).collect()),
            text: self.text.get(row).unwrap_or_default(),
            title: self.title.get(row),
            source: self.source.get(row),
            published: self.published[row],
        })
    }
}

/// The events of one article, with the way from bytes to characters.
struct ArticleEvents<'a> {
    offsets: CharOffsets<'a>,
    events: Vec<Event>,
}

fn read<'a>(
    pack: &Pack,
    rows: &[Row<'a>],
    learned: Option<&Learned>,
    orders: Option<&DateOrders>,
) -> Vec<ArticleEvents<'a>> {
    rows.par_iter()
        .map_init(
            || (pack.reader(), learned.map(|learned| Cleaner::new(Some(learned))), Vec::new()),
            |(reader, cleaner, kept), row| {
                keep(cleaner.as_mut(), row, kept);
                reader.order(orders.map_or_else(Default::default, |orders| orders.of(row.source)));
                let events = reader.read(&row.article(kept));
                // most articles tell nothing, and need no way from bytes to characters
                let told = if events.is_empty() { "" } else { row.text };
                ArticleEvents { offsets: CharOffsets::new(told), events }
            },
        )
        .collect()
}

/// The spans of a text that are read: all of it without a cleaner.
fn keep(cleaner: Option<&mut Cleaner<'_>>, row: &Row<'_>, kept: &mut Vec<Span>) {
    if let Some(cleaner) = cleaner {
        cleaner.clean(row.source.unwrap_or_default(), row.text, kept);
    } else {
        kept.clear();
        kept.push(Span::new(0, row.text.len()));
    }
}

/// Places from a table: `name`, `country`, `latitude`, `longitude`, `population`, `precision`, `aliases`.
fn gazetteer(places: AnyRecordBatch) -> PyResult<Gazetteer> {
    let mut records = Vec::new();
    for batch in batches(places)? {
        let (name, country) = (Strings::of(&batch, "name")?, Strings::of(&batch, "country")?);
        let precision = Strings::of(&batch, "precision")?;
        let column = |name: &str| {
            batch.column_by_name(name).ok_or_else(|| PyValueError::new_err(format!("places lack {name:?}")))
        };
        let wrong = |name: &str| PyValueError::new_err(format!("places: column {name:?} is of a wrong type"));
        let float = |name: &'static str| {
            column(name)?.as_primitive_opt::<Float64Type>().cloned().ok_or_else(|| wrong(name))
        };
        let (latitude, longitude) = (float("latitude")?, float("longitude")?);
        let population = column("population")?
            .as_primitive_opt::<Int64Type>()
            .cloned()
            .ok_or_else(|| wrong("population"))?;
        let aliases = StringLists::of(column("aliases")?, "aliases")?;
        for row in 0..batch.num_rows() {
            records.push(PlaceRecord {
                name: name.get(row).unwrap_or_default().to_owned(),
                country: country.get(row).unwrap_or_default().to_owned(),
                latitude: latitude.value(row),
                longitude: longitude.value(row),
                population: u64::try_from(population.value(row)).unwrap_or(0),
                precision: precision.get(row).unwrap_or_default().to_owned(),
                aliases: aliases.of_row(row).map(str::to_owned).collect(),
            });
        }
    }
    Ok(Gazetteer::new(records))
}
