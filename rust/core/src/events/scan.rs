//! The first look at an article: its sentences, their words, and which of them can tell an event.
//!
//! Every word is looked up once. A sentence whose words and phrases can start nothing costs no more than that;
//! so does one whose triggers all want company (a class, an act, a preposition) that it does not show.

use std::ops::Range;

use super::lexicon::{Trigger, flag};
use super::pack::Pack;
use super::sentence::{Look, Sentence};
use super::subject::Counts;
use super::{Article, actors};
use crate::text::segment;
use crate::text::span::Span;

/// A sentence of more words is read in pieces, so that no text makes the steps within a sentence dear. Sentences of
/// news have 25 words; of 58,000 of Wikipedia's current events of 2002 to 2015 the longest has 194.
const LONGEST: usize = 512;

/// A sentence at first sight.
#[derive(Debug, Clone)]
pub(crate) struct Sight {
    pub segment: segment::Sentence,
    /// Its words among those of the article.
    pub words: Range<usize>,
    /// What its words and phrases can start, among the triggers of the article.
    triggers: Range<usize>,
    /// Whether they could start anything, be it in other company.
    pub stirs: bool,
    /// Classes of its words.
    pub classes: u64,
    /// A bit for each subject that it speaks of.
    pub subjects: u8,
    /// It holds quotation marks or apostrophes.
    pub quotes: bool,
    /// It is in capitals, and its words have the case of small print.
    pub capitals: bool,
}

/// The sentences of an article.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub sights: Vec<Sight>,
    segments: Vec<segment::Sentence>,
    /// What the sentences can start.
    triggers: Vec<Trigger>,
    counts: Vec<u32>,
    subjects: Counts,
    /// Classes that the article is about.
    pub about: u64,
    /// The sentence that was read last is in capitals.
    capitals: bool,
    /// A bit for each subject that it is about and that closes types, and for each that closes them at home.
    pub subject: u8,
    pub at_home: u8,
}

impl Scan {
    /// Reads all words of an article into `sentence`.
    pub(crate) fn read(&mut self, pack: &Pack, article: &Article, sentence: &mut Sentence) {
        segment::sentences(article.text, article.kept, &mut self.segments);
        self.sights.clear();
        self.counts.clear();
        self.triggers.clear();
        self.counts.resize(64, 0);
        self.capitals = false;
        self.subjects = Counts::default();
        sentence.begin(article.text, Span::new(0, article.text.len()));
        let lexicon = &pack.lexicon;
        let segments = std::mem::take(&mut self.segments);
        for &segment in &segments {
            let look = sentence.append(lexicon, article.text, segment.span);
            self.capitals = sentence.recase(pack, look.words.clone(), self.capitals);
            if look.words.len() <= LONGEST {
                self.take_down(pack, sentence, segment, &look);
                continue;
            }
            for from in look.words.clone().step_by(LONGEST) {
                let words = from..look.words.end.min(from + LONGEST);
                let span = sentence.span_of(words.clone());
                let look = sentence.look_again(lexicon, words);
                self.take_down(pack, sentence, segment::Sentence { span, ..segment }, &look);
            }
        }
        self.segments = segments;
        self.about = self.about(pack);
        (self.subject, self.at_home) = self.subjects.about(pack);
    }

    /// Takes a sentence down, with what it may start.
    fn take_down(&mut self, pack: &Pack, sentence: &mut Sentence, segment: segment::Sentence, look: &Look) {
        let lexicon = &pack.lexicon;
        let known = &pack.known;
        let counted = known.conflict | known.disaster | known.commerce | known.sport;
        let mut rest = look.classes & counted;
        while rest != 0 {
            self.counts[rest.trailing_zeros() as usize] += 1;
            rest &= rest - 1;
        }
        let first = self.triggers.len();
        let (mut classes, mut stirs) = (look.classes, false);
        if look.flags & (flag::TRIGGER | flag::OPENS) != 0 {
            sentence.glance(lexicon, look, segment.span.start);
            classes |= sentence.classes_of_phrases(lexicon);
            stirs = look.flags & flag::TRIGGER != 0 || sentence.has_trigger(lexicon);
            let shown = (classes, actors::possible(pack));
            sentence.triggers(lexicon, look, shown, counted, &mut self.triggers);
        }
        let mut subjects = (look.flags >> flag::SUBJECT) as u8;
        if stirs {
            for (number, subject) in pack.subjects.iter().enumerate() {
                subjects |= u8::from(subject.classes & classes != 0) << number;
            }
            self.subjects.add(subjects);
        }
        self.sights.push(Sight {
            segment,
            words: look.words.clone(),
            triggers: first..self.triggers.len(),
            stirs,
            classes,
            subjects,
            quotes: look.flags & flag::QUOTE != 0,
            capitals: self.capitals,
        });
    }

    /// Conflict in at least two sentences, and in more than twice as many as disasters are; markets and matches.
    fn about(&self, pack: &Pack) -> u64 {
        let count = |class: u64| if class == 0 { 0 } else { self.counts[class.trailing_zeros() as usize] };
        let known = &pack.known;
        let conflict = count(known.conflict);
        let mut about = 0;
        if conflict >= 2 && conflict > 2 * count(known.disaster) {
            about |= known.conflict;
        }
        // three sentences of an article, and more than its war; unmeasured
        for class in [known.commerce, known.sport] {
            if count(class) >= 3 && count(class) > 2 * conflict {
                about |= class;
            }
        }
        about
    }

    /// Whether a sentence can tell an event, with these classes of the actors that it names, where the article is
    /// about those of `about`.
    pub(crate) fn can_tell(&self, sight: &Sight, actors: u64, about: u64) -> bool {
        let classes = sight.classes | actors;
        self.triggers[sight.triggers.clone()].iter().any(|trigger| trigger.is_met_by(classes, about))
    }

    /// One past the last sentence that may tell an event, with the actors that it may name; with any trigger
    /// where `all` is set.
    pub(crate) fn end(&self, pack: &Pack, all: bool) -> usize {
        let possible = actors::possible(pack);
        // an attack that is told makes the rest of the article about conflict
        let about = self.about | pack.known.conflict;
        let last = self
            .sights
            .iter()
            .rposition(|sight| if all { sight.stirs } else { self.can_tell(sight, possible, about) });
        last.map_or(0, |last| last + 1)
    }
}
