//! The first look at an article: its sentences, their words, and which of them can tell an event.
//!
//! Every word is looked up once. A sentence whose words and phrases can start nothing costs no more than that;
//! so does one whose triggers all want company (a class, an act, a preposition) that it does not show.

use std::ops::Range;

use super::lexicon::{Among, Crowd, EntryId, Hit, Positions, Present, SetId, Trigger, flag};
use super::pack::{Pack, Subject, Subjects};
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
    look: Look,
    /// Its tokens and phrases among those of the article; the tokens are all its words where none is put down.
    tokens: Range<usize>,
    hits: Range<usize>,
    /// What they can start, among the triggers of the article.
    triggers: Range<usize>,
    /// Whether they could start anything, be it in other company.
    pub stirs: bool,
    /// Classes of its words.
    pub classes: u64,
    /// A bit for each subject that it speaks of.
    pub subjects: Subjects,
    /// It may be a headline.
    headline: bool,
    /// It is in capitals, and its words have the case of small print.
    pub capitals: bool,
}

impl Sight {
    fn has(&self, flags: u32) -> bool {
        self.look.flags & flags != 0
    }

    /// Whether it holds quotation marks or apostrophes.
    pub(crate) fn quotes(&self) -> bool {
        self.has(flag::QUOTE)
    }

    /// Whether it may name an armed group.
    pub(crate) fn may_be_armed(&self) -> bool {
        self.has(flag::ARMED)
    }

    /// Whether it may be a headline.
    pub(crate) fn may_be_headline(&self) -> bool {
        self.headline
    }

    /// The subjects that close all that a trigger can start in the sentence.
    fn closing(&self, trigger: &Trigger) -> Subjects {
        if self.has(flag::VOWS) { trigger.closing.vowed } else { trigger.closing.always }
    }
}

/// Whether a sentence of so many words may be a headline: see [`Sentence::is_headline`], whose tokens leave some words out.
fn may_be_headline(text: &str, span: Span, words: usize) -> bool {
    const MOST: usize = 40; // twice the tokens of the longest: a mark each may be left out
    words <= MOST && !span.of(text).trim_end().ends_with(['.', '?', '!', ':', ';'])
}

/// What a sentence can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tells {
    Nothing,
    /// What is closed where nobody of another country takes part; `placed` where it may take place in one.
    AtHome {
        placed: bool,
    },
    Something,
}

/// The sentences of an article.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub sights: Vec<Sight>,
    segments: Vec<segment::Sentence>,
    /// Tokens of the sentences that hold quotation marks or brackets, phrases of all, and what they can start.
    tokens: Vec<EntryId>,
    hits: Vec<Hit>,
    triggers: Vec<Trigger>,
    /// The tokens of a sentence that may start something, where each stands, and which sets of words they meet.
    starting: Vec<usize>,
    positions: Positions,
    present: Present,
    counts: Vec<u32>,
    subjects: Counts,
    /// Classes that the article is about.
    pub about: u64,
    /// The sentence that was read last is in capitals.
    capitals: bool,
    /// A bit for each subject that it is about and that closes types, and for each that closes them at home.
    pub subject: Subjects,
    pub at_home: Subjects,
    /// Those of `at_home` of which it speaks little more often than of what stands against them: they close nothing there that
    /// a state takes part in.
    pub divided: Subjects,
    /// A bit for each that it speaks of in enough sentences to be about it, whatever else it speaks of.
    spoken: Subjects,
    /// Those of them that it speaks of more than of what is against them.
    mostly: Subjects,
    /// A bit for each subject that closes it throughout.
    throughout: Subjects,
    /// It speaks of a subject that closes nothing.
    pub ours: bool,
}

impl Scan {
    /// Reads all words of an article into `sentence`.
    pub(crate) fn read(&mut self, pack: &Pack, article: &Article, sentence: &mut Sentence) {
        segment::sentences(article.text, article.kept, &mut self.segments);
        self.sights.clear();
        self.counts.clear();
        self.tokens.clear();
        self.hits.clear();
        self.counts.resize(64, 0);
        self.capitals = false;
        self.subjects = Counts::default();
        sentence.begin(article.text, Span::new(0, article.text.len()));
        let lexicon = &pack.lexicon;
        let segments = std::mem::take(&mut self.segments);
        for &segment in &segments {
            let mut look = sentence.append(lexicon, article.text, segment.span);
            let words = &sentence.ids[look.words.clone()];
            if pack.discards.articles.are_in(words, look.mask) {
                self.sights.clear();
                break;
            }
            if pack.discards.sentences.are_in(words, look.mask) {
                look.discard();
            }
            self.capitals = sentence.recase(pack, look.words.clone(), self.capitals);
            if look.words.len() <= LONGEST {
                self.take_down(pack, article.text, sentence, segment, look);
                continue;
            }
            for from in look.words.clone().step_by(LONGEST) {
                let words = from..look.words.end.min(from + LONGEST);
                let span = sentence.span_of(words.clone());
                let look = sentence.look_again(lexicon, words);
                self.take_down(pack, article.text, sentence, segment::Sentence { span, ..segment }, look);
            }
        }
        self.segments = segments;
        self.about = self.about(pack);
        (self.subject, self.at_home) = self.subjects.about(pack);
        self.divided = self.subjects.divided(pack, self.at_home);
        (self.spoken, self.mostly) = self.subjects.spoken(pack);
        self.throughout = self.subjects.throughout(pack);
        self.ours = self.subjects.ours(pack);
        self.find_triggers(pack, &sentence.ids);
    }

    /// Takes a sentence down, with its phrases, and counts what it speaks of.
    fn take_down(
        &mut self,
        pack: &Pack,
        text: &str,
        sentence: &mut Sentence,
        segment: segment::Sentence,
        look: Look,
    ) {
        let lexicon = &pack.lexicon;
        let mut rest = look.classes & pack.known.counted();
        while rest != 0 {
            self.counts[rest.trailing_zeros() as usize] += 1;
            rest &= rest - 1;
        }
        let (token, hit) = (self.tokens.len(), self.hits.len());
        let (mut classes, mut stirs) = (look.classes, false);
        if look.flags & (flag::TRIGGER | flag::OPENS) != 0 {
            sentence.glance(lexicon, &look, segment.span.start, &mut self.tokens, &mut self.hits);
            stirs = look.flags & flag::TRIGGER != 0;
            for hit in &self.hits[hit..] {
                classes |= lexicon.classes_of(hit);
                stirs |= !lexicon.triggers(hit).is_empty();
            }
        }
        let headline = may_be_headline(text, segment.span, look.words.len());
        let mut subjects = (look.flags >> flag::SUBJECT) as Subjects;
        if stirs {
            for (number, subject) in pack.subjects.iter().enumerate() {
                subjects |= Subjects::from(subject.classes & classes != 0) << number;
            }
            for (number, subject) in pack.subjects.iter().enumerate().filter(|(_, subject)| subject.rest) {
                let opposed = subjects & (subject.against | subject.against_at_home) != 0;
                subjects |= Subjects::from(!opposed) << number;
            }
            self.subjects.add(subjects);
        }
        self.sights.push(Sight {
            segment,
            words: look.words.clone(),
            look,
            tokens: token..self.tokens.len(),
            hits: hit..self.hits.len(),
            triggers: 0..0,
            stirs,
            classes,
            subjects,
            headline,
            capitals: self.capitals,
        });
    }

    /// Finds what each sentence can start, when it is known what the article is about: as far as it shows what is wanted
    /// for that, or may show it with the actors that it may name, and no subject closes it. Where something is certain,
    /// the rest is left out.
    fn find_triggers(&mut self, pack: &Pack, ids: &[EntryId]) {
        self.triggers.clear();
        let lexicon = &pack.lexicon;
        let possible = actors::possible(pack);
        // an attack that is told makes the rest of the article about conflict
        let about = self.about | pack.known.conflict;
        for number in 0..self.sights.len() {
            let sight = &self.sights[number];
            if !sight.stirs {
                continue;
            }
            let closed = self.closed(pack, sight);
            // whether an armed group is named, which opens what is closed, is known later
            let (closed, open) = if sight.may_be_armed() { (0, closed) } else { (closed, 0) };
            let hits = &self.hits[sight.hits.clone()];
            let acts = hits.iter().fold(sight.look.acts, |acts, hit| acts | lexicon.acts_of(hit));
            let (shown, ever) = (sight.classes, sight.classes | possible);
            let wanted = |trigger: &Trigger| {
                sight.closing(trigger) & closed == 0
                    && trigger.marks & !sight.look.flags == 0
                    && (trigger.acts == 0 || trigger.acts & acts != 0)
                    && trigger.may_be_met(ever, about)
                    && (trigger.unless & self.about == 0 || trigger.excuse & ever != 0)
            };
            let certain = |trigger: &Trigger| {
                trigger.after == 0
                    && trigger.may_be_met(shown, self.about)
                    && (trigger.unless & about == 0 || trigger.excuse & shown != 0)
                    && (sight.closing(trigger) | trigger.closing.at_home & self.at_home) & (open | closed)
                        == 0
            };
            let first = self.triggers.len();
            let mut done = false;
            let mut take = |trigger: &Trigger| {
                self.triggers.push(*trigger);
                done |= certain(trigger);
                done
            };
            let all = sight.tokens.is_empty();
            let tokens =
                if all { &ids[sight.look.words.clone()] } else { &self.tokens[sight.tokens.clone()] };
            let under =
                |set: Option<SetId>| set.is_none_or(|set| tokens.iter().any(|&id| lexicon.sets.has(set, id)));
            let of_phrases = hits.iter().flat_map(|hit| lexicon.triggers(hit));
            let mut of_phrases = of_phrases.filter(|trigger| wanted(trigger) && under(trigger.under));
            if !of_phrases.any(&mut take) && sight.has(flag::TRIGGER) {
                self.starting.clear();
                let may_start = |&at: &usize| lexicon.may_start(tokens[at], wanted);
                self.starting.extend((0..tokens.len()).filter(may_start));
                if !self.starting.is_empty() {
                    self.positions.set(tokens);
                }
                let (mask, headline) = (sight.look.mask, sight.headline);
                let crowd = Crowd { words: tokens, mask, positions: &self.positions, headline };
                let found = self.starting.iter().any(|&at| lexicon.starts(at, crowd, wanted, &mut take));
                // which sets of words are there is found out where nothing else is certain
                self.starting.retain(|&at| !found && lexicon.flags(tokens[at]) & flag::ANCHORS != 0);
                if !self.starting.is_empty() {
                    self.present.set(&lexicon.sets, tokens);
                    let among = Among::all(&lexicon.sets, tokens, &self.positions, &self.present);
                    self.starting
                        .iter()
                        .any(|&at| lexicon.starts_among(tokens[at], among, wanted, &mut take));
                }
            }
            let triggers = first..self.triggers.len();
            self.sights[number].triggers = triggers;
        }
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
        // three sentences of an article, and more than its war (unmeasured), and more than a third of those on what states do:
        // on Reuters texts of 1987 that opens 94 rows and on the BBC's none; more than half of them would open 147 and 22
        for class in [known.commerce, known.sport] {
            if count(class) >= 3 && count(class) > (2 * conflict).max(self.opposed(pack, class) / 3) {
                about |= class;
            }
        }
        about
    }

    /// In how many sentences an article speaks of what keeps it from the subjects that a class tells, at home at least.
    fn opposed(&self, pack: &Pack, class: u64) -> u32 {
        let told = pack.subjects.iter().filter(|subject| subject.classes & class != 0);
        self.subjects.most(told.fold(0, |all, subject| all | subject.against_at_home))
    }

    /// Whether a sentence can tell an event, with these classes of the actors that it names, where the article is
    /// about those of `about`, and where the subjects of `closed` close what they close.
    pub(crate) fn can_tell(&self, sight: &Sight, actors: u64, about: u64, closed: Subjects) -> bool {
        let classes = sight.classes | actors;
        self.triggers[sight.triggers.clone()]
            .iter()
            .any(|trigger| trigger.is_met_by(classes, about) && sight.closing(trigger) & closed == 0)
    }

    /// As [`Scan::can_tell`], behind topics of these types; what a sentence tells at home is told apart.
    pub(crate) fn tells(&self, sight: &Sight, actors: u64, about: u64, told: u64, closed: Subjects) -> Tells {
        let classes = sight.classes | actors;
        let at_home = self.at_home & !self.divided;
        let mut all = Tells::Nothing;
        for trigger in &self.triggers[sight.triggers.clone()] {
            let stands = trigger.after == 0 || trigger.after & told != 0;
            if !stands || !trigger.is_met_by(classes, about) || sight.closing(trigger) & closed != 0 {
                continue;
            }
            if trigger.closing.at_home & closed & at_home == 0 {
                return Tells::Something;
            }
            let before = matches!(all, Tells::AtHome { placed: true });
            all = Tells::AtHome { placed: before || trigger.closing.placed };
        }
        all
    }

    /// The article has two countries: nothing is closed at home for what it speaks of beside its subjects.
    pub(crate) fn open(&mut self, subjects: Subjects) {
        self.subject &= !subjects;
        self.at_home &= !subjects;
    }

    /// A bit for each subject that closes types at home in a sentence: those of the article, and of what the article
    /// speaks of enough those which the sentence speaks of, or the article most, where the sentence speaks of nothing
    /// against them.
    pub(crate) fn at_home_in(&self, pack: &Pack, sight: &Sight) -> Subjects {
        let opposed = |subject: &Subject| sight.subjects & (subject.against | subject.against_at_home) != 0;
        let here = sight.subjects & self.spoken | self.mostly;
        let all = pack.subjects.iter().enumerate().filter(|(number, _)| here >> number & 1 != 0);
        all.filter(|(_, subject)| !opposed(subject)).fold(self.at_home, |all, (number, _)| all | 1 << number)
    }

    /// A bit for each subject of the article that nothing in a sentence speaks against.
    pub(crate) fn unopposed(&self, pack: &Pack, sight: &Sight) -> Subjects {
        let opposed = |&number: &usize| {
            self.throughout >> number & 1 == 0 && sight.subjects & pack.subjects[number].against != 0
        };
        (0..pack.subjects.len()).filter(opposed).fold(self.subject, |all, number| all & !(1 << number))
    }

    /// Those of these subjects that close what a sentence can start, unless it names an armed group.
    pub(crate) fn closed(&self, pack: &Pack, sight: &Sight) -> Subjects {
        if self.subject == 0 || sight.has(flag::MEDIATES) { 0 } else { self.unopposed(pack, sight) }
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
            .rposition(|sight| if all { sight.stirs } else { self.can_tell(sight, possible, about, 0) });
        last.map_or(0, |last| last + 1)
    }
}
