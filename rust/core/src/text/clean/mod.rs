//! Boilerplate out of a text, as spans of the raw text that stay.
//!
//! Two kinds of line go: lines that recur within one source ([`learn`]) and known furniture of news pages
//! ([`furniture`]). The raw text is never altered: the result is a list of spans, and every later offset is into
//! the raw text. A text is never emptied: where too little would stay, the recurring lines go back, and
//! where nothing would, all of them.
//!
//! The same pass gives the tokens of what stays: a line's tokens tell which of its rules could apply at all, and
//! tokens never cross a line, so a line that goes takes its own along and nothing is read twice.
//!
//! Cost: beside the tokens, a hash and two look-ups a line, and a bit a token; the few lines that hold a word of a
//! rule are copied in lower case and searched.

pub mod furniture;
pub mod learn;

use rustc_hash::{FxHashMap, FxHashSet};

use self::furniture::{Reading, Rule};
use self::learn::ReadLine;
use super::segment;
use super::span::Span;
use super::tokenise::Tokeniser;
use crate::sketch::hash::hash_bytes;

/// Words of a line that is known by another source. A shorter one may be anyone's.
const LEAST_ELSEWHERE: usize = 5;

/// The share of a text after which a headline beside furniture belongs to the page.
/// Unmeasured: subheads of the story itself stand all over it, lists of other stories at its foot.
const HEADLINES_FROM: f64 = 0.6;

/// If fewer words than this would stay, the recurring lines are the text's body, and stay.
/// Unmeasured: a flash of one sentence has more.
const LEAST_WORDS: usize = 8;

/// Lines learned for each source.
#[derive(Debug, Default, Clone)]
pub struct Learned {
    /// Hashes of the lines of each source, by the source's name.
    lines: FxHashMap<String, FxHashSet<u64>>,
    /// Hashes of the lines of all sources: a page that is passed on whole brings its furniture with it.
    anywhere: FxHashSet<u64>,
}

impl Learned {
    /// From (source, line) pairs, such as a saved table of boilerplate.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut learned = Self::default();
        for (source, line) in pairs {
            learned.insert(source, hash_bytes(line.trim().as_bytes()));
        }
        learned
    }

    /// From hashes of lines by source, such as [`Learned::hashes`] gives.
    pub(crate) fn from_hashes<'a>(hashes: impl IntoIterator<Item = (&'a str, u64)>) -> Self {
        let mut learned = Self::default();
        for (source, line) in hashes {
            learned.insert(source, line);
        }
        learned
    }

    /// The hashes of the lines of each source, sorted.
    pub(crate) fn hashes(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self
            .lines
            .iter()
            .flat_map(|(source, lines)| lines.iter().map(move |&line| (source.as_str(), line)))
            .collect();
        all.sort_unstable();
        all
    }

    /// The lines of a source.
    pub(crate) fn of_source(&self, source: &str) -> impl Iterator<Item = u64> + '_ {
        self.lines.get(source).into_iter().flatten().copied()
    }

    /// Whether a line recurs within this source, and whether within any.
    pub(crate) fn has(&self, source: &str, line: u64) -> (bool, bool) {
        let own = self.lines.get(source).is_some_and(|lines| lines.contains(&line));
        (own, self.anywhere.contains(&line))
    }

    /// Takes a line of a source back; it stays known of others if `is_elsewhere`.
    pub(crate) fn remove(&mut self, source: &str, line: u64, is_elsewhere: bool) {
        if let Some(lines) = self.lines.get_mut(source) {
            lines.remove(&line);
        }
        if !is_elsewhere {
            self.anywhere.remove(&line);
        }
    }

    /// A line of other sources.
    pub(crate) fn insert_elsewhere(&mut self, line: u64) {
        self.anywhere.insert(line);
    }

    pub(crate) fn insert(&mut self, source: &str, line: u64) {
        if !self.lines.contains_key(source) {
            self.lines.insert(source.to_owned(), FxHashSet::default());
        }
        if let Some(lines) = self.lines.get_mut(source) {
            lines.insert(line);
        }
        self.anywhere.insert(line);
    }
}

/// Why a line went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It recurs within its source.
    Recurring,
    /// It recurs within another source.
    RecurringElsewhere,
    /// It is known furniture.
    Furniture(Rule),
}

impl Why {
    /// By its name in the table `boilerplate`.
    pub fn of(name: &str) -> Option<Self> {
        let furniture = Rule::ALL.into_iter().map(Self::Furniture);
        [Self::Recurring, Self::RecurringElsewhere]
            .into_iter()
            .chain(furniture)
            .find(|why| why.name() == name)
    }

    /// Its name in the table `boilerplate`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recurring => "recurring",
            Self::RecurringElsewhere => "recurring_elsewhere",
            Self::Furniture(rule) => rule.name(),
        }
    }
}

/// A line of the text under way.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Without its line feed.
    span: Span,
    /// Without white space at its ends.
    words: Span,
    /// Its tokens end here in those of the text.
    tokens_end: usize,
    /// Those of them that stand alone.
    alone: usize,
    why: Option<Why>,
    /// It recurs within its source, but was put back.
    is_spared: bool,
}

impl Line {
    fn spare(&mut self) {
        self.is_spared |= self.why.take() == Some(Why::Recurring);
    }
}

/// Cleans texts; holds what was learned and its buffers.
#[derive(Debug, Default)]
pub struct Cleaner<'l> {
    learned: Option<&'l Learned>,
    lines: Vec<Line>,
    /// Whether the last text lost a line.
    is_cleaned: bool,
    /// The line that ended its story.
    foot: Option<usize>,
    reading: Reading,
    tokeniser: Tokeniser,
    tokens: Vec<u64>,
}

impl<'l> Cleaner<'l> {
    /// With lines learned from the archive, or known furniture alone.
    pub fn new(learned: Option<&'l Learned>) -> Self {
        Self { learned, ..Self::default() }
    }

    /// The spans of `text` that stay, in order, into `kept`.
    pub fn clean(&mut self, source: &str, text: &str, kept: &mut Vec<Span>) {
        kept.clear();
        let mut tokens = std::mem::take(&mut self.tokens);
        self.judge(source, text, None, &mut tokens);
        self.tokens = tokens;
        let mut follows = false;
        for line in &self.lines {
            match kept.last_mut() {
                Some(last) if follows && line.why.is_none() => last.end = line.span.end,
                _ if line.why.is_none() => kept.push(line.span),
                _ => {}
            }
            follows = line.why.is_none();
        }
    }

    /// Replaces `tokens` by the hashes of the tokens of what stays; returns how many of them stand alone. `read` are
    /// the lines of the text, if they were read before.
    pub fn read(
        &mut self,
        source: &str,
        text: &str,
        read: Option<&[ReadLine]>,
        tokens: &mut Vec<u64>,
    ) -> usize {
        self.judge(source, text, read, tokens);
        if !self.is_cleaned {
            return self.lines.iter().map(|line| line.alone).sum();
        }
        let (mut start, mut kept, mut alone) = (0, 0, 0);
        for line in &self.lines {
            if line.why.is_none() {
                tokens.copy_within(start..line.tokens_end, kept);
                kept += line.tokens_end - start;
                alone += line.alone;
            }
            start = line.tokens_end;
        }
        tokens.truncate(kept);
        alone
    }

    /// The lines that the last text lost, without white space at their ends, and why.
    pub fn removed(&self) -> impl Iterator<Item = (Span, Why)> + '_ {
        let lines = if self.is_cleaned { self.lines.as_slice() } else { &[] };
        lines.iter().filter_map(|line| line.why.map(|why| (line.words, why)))
    }

    /// The lines of the last text that recur within its source but were put back. What is learned is all of these
    /// and those that went: another source's texts may lose a line that its own always keep.
    pub fn spared(&self) -> impl Iterator<Item = Span> + '_ {
        self.lines.iter().filter(|line| line.is_spared).map(|line| line.words)
    }

    /// Whether the last text lost a line.
    pub fn is_cleaned(&self) -> bool {
        self.is_cleaned
    }

    /// Reads the lines of `text` with their tokens, and says which go.
    fn judge(&mut self, source: &str, text: &str, read: Option<&[ReadLine]>, tokens: &mut Vec<u64>) {
        tokens.clear();
        self.lines.clear();
        self.is_cleaned = false;
        self.foot = None;
        self.reading.restart(text.len());
        self.tokeniser.scan(text, Span::new(0, text.len()));
        let own = self.learned.and_then(|learned| learned.lines.get(source));
        if let Some(read) = read.filter(|read| are_lines_of(read, text)) {
            let mut start = 0;
            for line in read {
                let end = line.end as usize;
                self.judge_line(own, text, Span::new(start, end), Some(line.hash), tokens);
                start = end + 1;
            }
        } else {
            lines(text).for_each(|line| self.judge_line(own, text, line, None, tokens));
        }
        if self.is_cleaned {
            let wrapped = segment::is_wrapped(text);
            if wrapped {
                self.spare_parts_of_paragraphs(text);
            }
            self.drop_alternative_texts(text);
            self.drop_headlines(text, wrapped);
            self.spare_the_body(text);
            self.is_cleaned = self.lines.iter().any(|line| line.why.is_some());
        }
    }

    /// Reads the next line. `own` are the lines of its source, `hash` is that of its words, if it is known.
    fn judge_line(
        &mut self,
        own: Option<&FxHashSet<u64>>,
        text: &str,
        span: Span,
        hash: Option<u64>,
        tokens: &mut Vec<u64>,
    ) {
        let first = tokens.len();
        let alone = self.tokeniser.take_until(text, span.end, tokens);
        let words = trim(text, span);
        let mut line = Line { span, words, tokens_end: tokens.len(), alone, why: None, is_spared: false };
        if !words.is_empty() {
            let (tokens, words) = (&tokens[first..], words.of(text));
            let recurs = self.recurs(own, words, hash);
            // A line that recurs goes anyway; its furniture is of interest only where it ends the story.
            let furniture = if recurs.is_some() && !furniture::may_end(tokens) {
                None
            } else {
                let ended = self.reading.ended();
                let rule = self.reading.judge(line.words, words, tokens);
                if self.reading.ended() && !ended {
                    self.foot = Some(self.lines.len());
                }
                rule
            };
            line.why = recurs.or(furniture.map(Why::Furniture));
        }
        self.is_cleaned |= line.why.is_some();
        self.lines.push(line);
    }

    fn recurs(&self, own: Option<&FxHashSet<u64>>, words: &str, hash: Option<u64>) -> Option<Why> {
        let learned = self.learned?;
        if learned.anywhere.is_empty() {
            return None;
        }
        let line = hash.unwrap_or_else(|| hash_bytes(words.as_bytes()));
        if own.is_some_and(|lines| lines.contains(&line)) {
            Some(Why::Recurring)
        } else if learned.anywhere.contains(&line)
            && words.split_whitespace().nth(LEAST_ELSEWHERE - 1).is_some()
        {
            Some(Why::RecurringElsewhere)
        } else {
            None
        }
    }

    /// Where lines break because they are full, a line of a paragraph that stays is no furniture, whatever it holds: "THANKS
    /// TO YOUR SUPPORT AND". What stands behind a foot that is such a line is none either.
    fn spare_parts_of_paragraphs(&mut self, text: &str) {
        let furniture = |line: &Line| matches!(line.why, Some(Why::Furniture(_)));
        let (mut start, mut ends) = (0, true);
        for paragraph in self.lines.chunk_by_mut(|one, next| one.words.is_empty() == next.words.is_empty()) {
            if let Some(foot) = self.foot.filter(|foot| (start..start + paragraph.len()).contains(foot)) {
                ends = foot == start && furniture::is_short(paragraph[0].words.of(text));
            }
            if !ends || paragraph.iter().any(|line| line.why.is_none()) {
                paragraph.iter_mut().filter(|line| furniture(line)).for_each(|line| line.why = None);
            }
            start += paragraph.len();
        }
    }

    /// Near the end, headlines of other stories that follow on other furniture. In a `wrapped` text they stand alone.
    fn drop_headlines(&mut self, text: &str, wrapped: bool) {
        let mut follows = false;
        for at in 0..self.lines.len() {
            let Line { span, words, why, .. } = self.lines[at];
            if words.is_empty() {
                continue;
            }
            let beside = |at: usize| self.lines.get(at).is_some_and(|line| !line.words.is_empty());
            let in_paragraph = wrapped && (beside(at + 1) || beside(at.wrapping_sub(1)));
            let late = span.start as f64 >= HEADLINES_FROM * text.len() as f64;
            let may = why.is_none() && follows && late && !in_paragraph;
            if may && furniture::is_like_headline(words.of(text)) {
                self.lines[at].why = Some(Why::Furniture(Rule::Headline));
            }
            follows = self.lines[at].why.is_some();
        }
    }

    /// A line without an end mark straight before a photo credit is the picture's alternative text or title.
    fn drop_alternative_texts(&mut self, text: &str) {
        let credit = Some(Why::Furniture(Rule::PhotoCredit));
        let mut before: Option<usize> = None;
        let mut after_credit = false;
        for at in 0..self.lines.len() {
            if self.lines[at].words.is_empty() {
                continue;
            }
            let is_credit = self.lines[at].why == credit;
            if let Some(before) = before.filter(|_| is_credit && !after_credit) {
                let line = &mut self.lines[before];
                let words = furniture::without_tags(line.words.of(text));
                let ends = words.ends_with(['.', '!', '?', '"', '”', '\'', '’', ':']);
                if line.why.is_none() && !ends && words.split(' ').count() < 30 {
                    line.why = credit;
                }
            }
            (before, after_credit) = (Some(at), is_credit);
        }
    }

    /// Puts the recurring lines back, then all lines, while too little stays.
    fn spare_the_body(&mut self, text: &str) {
        let stays = |lines: &[Line], enough: usize| {
            let kept = lines.iter().filter(|line| line.why.is_none());
            kept.flat_map(|line| line.words.of(text).split_whitespace()).nth(enough - 1).is_some()
        };
        let recurring = |line: &Line| matches!(line.why, Some(Why::Recurring | Why::RecurringElsewhere));
        if self.lines.iter().any(recurring) && !stays(&self.lines, LEAST_WORDS) {
            self.lines.iter_mut().filter(|line| recurring(line)).for_each(Line::spare);
        }
        if !stays(&self.lines, 1) {
            self.lines.iter_mut().for_each(Line::spare);
        }
    }
}

/// Whether lines that were read may be those of this text: each ends at a line feed, the last where it ends.
fn are_lines_of(read: &[ReadLine], text: &str) -> bool {
    let Some((last, others)) = read.split_last() else { return false };
    last.end as usize == text.len()
        && others.iter().all(|line| text.as_bytes().get(line.end as usize) == Some(&b'\n'))
}

/// The lines of a text, without their line feeds.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len())).map(move |end| {
        let span = Span::new(start, end);
        start = end + 1;
        span
    })
}

/// A line without white space at its ends.
pub(super) fn trim(text: &str, line: Span) -> Span {
    let is_mark = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = &text.as_bytes()[line.start..line.end];
    if is_mark(bytes.first()) && is_mark(bytes.last()) {
        return line;
    }
    let words = line.of(text);
    let start = line.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::learn::LineReader;
    use super::*;
    use proptest::prelude::*;

    fn clean(text: &str, learned: &Learned) -> Vec<String> {
        let mut kept = Vec::new();
        Cleaner::new(Some(learned)).clean("The Post", text, &mut kept);
        kept.iter().map(|span| span.of(text).trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn furniture_goes_and_the_story_stays() {
        let text = "Skip to main content\n\nTalks resumed in Geneva on Monday.\nAlso Read | Ten ways to sleep\n\
                    Both sides agreed to a truce.\nDelegates at the palace\nMaria Orlo/Getty Images\n\
                    The next round is in May.\nLeave a Comment\nRebels shell a town";
        assert_eq!(
            clean(text, &Learned::default()),
            [
                "Talks resumed in Geneva on Monday.",
                "Both sides agreed to a truce.",
                "The next round is in May."
            ]
        );
    }

    #[test]
    fn a_line_of_a_wrapped_paragraph_is_no_furniture() {
        let text = "THE MINISTER SAID TO THE\nCROWD IN OSLO THAT THANKS\nTO YOUR SUPPORT AND TO THE\nARMY THE WAR \
                    IS OVER.\n\nTHE REBELS WANT MORE THAN\nMORE FROM THE UNITED STATES\nTHEY SAID ON MONDAY IN THE\n\
                    CAPITAL.\n\nTHE TALKS GO ON.";
        assert_eq!(clean(text, &Learned::default()), [text]);
        let text = &text.replace("MORE FROM", "HELP OF");
        let page = format!("{text}\n\nSIGN UP FOR OUR NEWSLETTER\n\nLEAVE A COMMENT\nYOUR NAME");
        assert_eq!(clean(&page, &Learned::default()), [text.as_str()]);
        // what ends the story may be known as a line that recurs, too
        let learned = Learned::from_pairs([("The Post", "LEAVE A COMMENT")]);
        let behind = "A READER SAYS THAT THE WAR\nIN THE NORTH IS FAR FROM OVER.";
        assert_eq!(clean(&format!("{page}\n\n{behind}"), &learned), [text.as_str()]);
        let shown = format!(
            "TALKS RESUME IN OSLO TODAY\n\nA MAN WHO IS SEEN IN A FILE PHOTO\nOF THE TALKS IS DEAD.\n\n{text}"
        );
        assert_eq!(clean(&shown, &Learned::default()), [shown.as_str()]);
    }

    #[test]
    fn a_paragraph_in_tags_before_a_credit_stays() {
        let text = "<p>Talks resumed in Geneva.</p>\n(Photo: Maria Orlo)\n<p>They end on Friday.</p>";
        let kept = clean(text, &Learned::default());
        assert_eq!(kept, ["<p>Talks resumed in Geneva.</p>", "<p>They end on Friday.</p>"]);
    }

    #[test]
    fn headlines_at_the_foot_go_with_the_furniture_before_them() {
        let text = "Skip to main content\nTalks resume in Geneva\nBoth sides spoke for six hours.\n\
                    Delegates left by car after dark and said little.\nSee also: Ten soups\nRebels shell bridge, two dead\n\
                    City council passes dog tax";
        assert_eq!(
            clean(text, &Learned::default()).concat().lines().last(),
            Some("Delegates left by car after dark and said little.")
        );
        assert!(clean(text, &Learned::default())[0].starts_with("Talks resume in Geneva"));
    }

    #[test]
    fn recurring_lines_go_for_their_source_only() {
        let learned = Learned::from_pairs([
            ("The Post", "Brought to you by the Post"),
            ("Other", "Talks resumed."),
            ("Other", "Reporting for the Other by its own staff"),
        ]);
        let text =
            "Talks resumed.\n Brought to you by the Post\nBoth sides spoke of progress after six hours.";
        assert_eq!(
            clean(text, &learned),
            ["Talks resumed.", "Both sides spoke of progress after six hours."]
        );
        let flash = "Talks resumed.\nBrought to you by the Post";
        assert_eq!(clean(flash, &learned), [flash]);
    }

    #[test]
    fn a_short_article_keeps_its_body() {
        let learned = Learned::from_pairs([("The Post", "No trading today because of the holiday.")]);
        let text = "No trading today because of the holiday.";
        assert_eq!(clean(text, &learned), [text]);
        assert_eq!(clean("Also Read | Rain", &Learned::default()), ["Also Read | Rain"]);
    }

    proptest! {
        #[test]
        fn spans_are_ordered_slices(text in "(\\PC|\n|Also Read \\||Getty Images){0,60}") {
            let mut kept = Vec::new();
            let mut cleaner = Cleaner::new(None);
            cleaner.clean("", &text, &mut kept);
            let (mut tokens, mut of_spans, mut alone) = (Vec::new(), Vec::new(), 0);
            for &span in &kept {
                alone += Tokeniser::default().tokenise(&text, span, &mut of_spans);
            }
            prop_assert_eq!(cleaner.read("", &text, None, &mut tokens), alone);
            prop_assert_eq!(&tokens, &of_spans);
            let mut reader = LineReader::default();
            reader.read(&text);
            prop_assert_eq!(cleaner.read("", &text, Some(reader.lines()), &mut tokens), alone);
            prop_assert_eq!(&tokens, &of_spans);
            // Lines of a longer text do no harm.
            let other = format!("{text}\n\nMore");
            reader.read(&other);
            cleaner.read("", &text, Some(reader.lines()), &mut tokens);
            prop_assert_eq!(tokens, of_spans);
            let mut end = 0;
            for span in kept {
                prop_assert!(span.start >= end && span.start <= span.end);
                prop_assert!(text.get(span.start..span.end).is_some());
                end = span.end;
            }
        }
    }
}
