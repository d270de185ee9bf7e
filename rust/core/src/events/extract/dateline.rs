//! The dateline of an article: where it was filed, and when.

use jiff::civil::Date;

use super::Reader;
use crate::events::Article;
use crate::events::locate::dateline;
use crate::events::when::days;
use crate::normalise::date::{self, DateHit, NumericOrder, Precision, Tense};
use crate::text::words::{Shape, Words};

/// How many days may lie between filing and publication. Of 18,900 dateline days of a wire of 1987, 97 in 100 were those
/// of publication, and 3 in 100 at most two days from it.
const NEAR: i64 = 2;

/// Sentences from the head in which a dateline is looked for. Pages of the web have captions and the like before it.
const FIRST: usize = 10;

impl Reader<'_> {
    /// `KIEV, Ukraine (AP) -` at the head of an article: remembers it, and cuts it off its sentence. A dateline is
    /// no part of what the sentence says.
    pub(super) fn dateline(&mut self, article: &Article) {
        let gazetteer = &self.pack.resources.gazetteer;
        self.filed = None;
        let mut paragraph = None;
        for (index, sight) in self.scan.sights.iter_mut().enumerate().take(FIRST) {
            // further down, behind captions and the like, it opens a paragraph
            let opens = paragraph.replace(sight.segment.paragraph) != Some(sight.segment.paragraph);
            if index > 2 && !opens {
                continue;
            }
            let words = &mut self.steps.sentence.words;
            words.focus(sight.words.clone());
            let capitals = dateline::capitals(words);
            if capitals.is_none() && !(gazetteer.may_begin(words, 0) || gazetteer.may_begin(words, 1)) {
                continue;
            }
            gazetteer.find(words, &mut self.places);
            let mut hit = self.places.first().filter(|hit| hit.words.start <= 1).cloned();
            if let Some(count) = capitals.filter(|_| hit.is_none()) {
                // a short name, or a place that nobody knows
                words.focus(sight.words.start..sight.words.start + count);
                words.reshape(&[Shape::Capital; dateline::LONGEST][..count]);
                gazetteer.find(words, &mut self.places);
                words.reshape(&[Shape::Upper; dateline::LONGEST][..count]);
                hit = self.places.first().filter(|hit| hit.words == (0..count)).cloned();
                words.focus(sight.words.clone());
            }
            let Some(at) = hit.as_ref().map(|hit| hit.words.end).or(capitals) else { continue };
            let Some(end) = dateline::end(words, at).filter(|&end| end < words.len()) else {
                continue;
            };
            self.filed =
                hit.map(|hit| (hit.clone(), words.span(hit.words.clone()), index, sight.words.clone()));
            if let Some(published) = article.published {
                words.focus(sight.words.start + at..sight.words.start + end);
                self.filed_on = filed_on(words, published, self.steps.order, &mut self.future);
                words.focus(sight.words.clone());
            }
            sight.segment.span.start = words.word(end).span.start;
            sight.words.start += end;
            return;
        }
    }
}

/// The day that a dateline tells ("TOKYO, April 8 -"), where it is another than that of publication.
fn filed_on(words: &Words, published: Date, order: NumericOrder, hits: &mut Vec<DateHit>) -> Option<Date> {
    if !words.as_slice().iter().any(|word| word.shape == Shape::Number) {
        return None;
    }
    date::dates(words, Some(published), order, Tense::Unknown, hits);
    let day = hits.iter().find(|hit| hit.precision == Precision::Day && hit.start == hit.end)?.start;
    (1..=NEAR).contains(&days(published, day).abs()).then_some(day)
}
