//! Known furniture of news pages in English: lines that belong to the page, not to the story.
//!
//! A rule looks at one line; lines longer than a caption are never furniture by content, so that a text without
//! line breaks is never lost. A foot marker late in the text (a licence line, a comment form, a list of related
//! stories) ends the story: what follows it goes too.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use std::sync::LazyLock;

use crate::sketch::hash::{hash_token, mix64};
use crate::text::span::Span;
use crate::text::tokenise::{Class, class};

/// Words beyond which a line is taken for text. Captions and appeals stay below it.
const LONGEST: usize = 90;

/// The share of the text after which a foot marker ends the story.
const FOOT_FROM: f64 = 0.4;

/// Kinds of furniture, by the names they bear in the table `boilerplate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Links for navigation ("Skip to main content").
    Navigation,
    /// A link to another story ("Also Read |").
    AlsoRead,
    /// Newsletter and registration forms.
    Newsletter,
    /// Appeals for money.
    Donation,
    /// Licence and copyright notes.
    Licence,
    /// Photo credits, with their captions.
    PhotoCredit,
    /// Links to social media, apps and live pages.
    Promotion,
    /// An agency's sign-off ("(Reporting by ...; editing by ...)").
    SignOff,
    /// A headline of another story, beside other furniture near the end.
    Headline,
    /// Whatever stands after the end of the story.
    Foot,
}

impl Rule {
    /// Each of them.
    pub const ALL: [Self; 10] = [
        Self::Navigation,
        Self::AlsoRead,
        Self::Newsletter,
        Self::Donation,
        Self::Licence,
        Self::PhotoCredit,
        Self::Promotion,
        Self::SignOff,
        Self::Headline,
        Self::Foot,
    ];

    /// Its name in the table `boilerplate`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::AlsoRead => "also_read",
            Self::Newsletter => "newsletter",
            Self::Donation => "donation",
            Self::Licence => "licence",
            Self::PhotoCredit => "photo_credit",
            Self::Promotion => "promotion",
            Self::SignOff => "sign_off",
            Self::Headline => "headline",
            Self::Foot => "foot",
        }
    }
}

/// The whole line is one of these.
const WHOLE: &[&str] = &[
    "skip to main content",
    "skip to content",
    "skip to navigation",
    "advertisement",
    "advertising",
    "sponsored",
    "sponsored content",
    "share",
    "share this",
    "share this article",
    "tweet",
    "print",
    "email",
    "save",
    "menu",
    "search",
    "home",
    "comments",
    "back to top",
    "loading...",
    "listen to this article",
    "story continues below",
    "story continues below advertisement",
    "article continues below",
    "continue reading",
    "read full article",
];

/// The line begins with one of these, followed by `|`, `:`, a dash or more words of a headline.
const LINKS: &[&str] = &[
    "also read",
    "read also",
    "read more",
    "read next",
    "see also",
    "read this",
    "also see",
    "more on this",
    "related:",
    "related story",
    "recommended:",
    "watch:",
    "listen:",
    "must read",
    "don't miss",
    "in pictures:",
    "more:",
    "most read",
    "trending:",
    "trending now:",
    "popular:",
];

/// The line begins with one of these, perhaps in brackets: who wrote and edited the story.
const SIGN_OFFS: &[&str] =
    &["reporting by", "additional reporting by", "writing by", "editing by", "compiled by"];

/// The line begins with one of these, and the story is over.
const FOOTS: &[&str] = &[
    "our work is licensed under",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "join the conversation",
    "related articles",
    "related stories",
    "related topics",
    "related news",
    "related content",
    "more from",
    "most popular",
    "most read",
    "you may also like",
    "you might also like",
    "recommended stories",
    "recommended for you",
    "trending now",
    "read more from",
    "about the author",
    "sign up for our newsletter",
    "more stories",
    "latest news",
    "top stories",
    "editor's picks",
    "around the web",
];

const NEWSLETTER: &[&str] = &[
    "sign up for our",
    "sign up to our",
    "sign up for the",
    "subscribe to our",
    "our newsletter",
    "our newsletters",
    "your inbox",
    "your email address",
    "required fields are marked",
    "unsubscribe at any time",
    "our free daily",
    "create a free account",
    "already a subscriber",
    "subscribers only",
    "to continue reading",
];
const DONATION: &[&str] = &[
    "support independent journalism",
    "our independent journalism",
    "value independent journalism",
    "make a donation",
    "please donate",
    "donate today",
    "donate now",
    "readers like you",
    "reader-supported",
    "reader-funded",
    "support our journalism",
    "support our work",
    "become a member",
    "become a supporter",
    "readers who donate",
    "without your help",
    "your support",
    "your contribution",
    "please support",
    "mid-year campaign",
    "year-end campaign",
    "fundraising campaign",
    "fundraising drive",
    "hour of need",
    "chip in",
];
const LICENCE: &[&str] = &[
    "all rights reserved",
    "licensed under creative commons",
    "licensed under a creative commons",
    "feel free to republish",
    "may not be published, broadcast, rewritten",
    "terms of use",
    "privacy policy",
    "terms of service",
];
const PHOTO: &[&str] = &[
    "getty images",
    "ap photo",
    "(photo:",
    "photo credit",
    "image credit",
    "photograph:",
    "photo by",
    "photo:",
    "(photo by",
    "/reuters",
    "/afp",
    "/epa",
    "/anadolu",
    "file photo",
    "via reuters]",
    "[file:",
    "picture:",
];
const PROMOTION: &[&str] = &[
    "follow us on",
    "like us on",
    "follow our live",
    "live blog",
    "download our app",
    "click here",
    "join our telegram",
    "whatsapp channel",
    "join us on",
    "get our app",
    "for up-to-date information",
    "for more news",
    "share on facebook",
    "share on twitter",
    "copy link",
];

/// All phrases of content rules, in one automaton.
static CONTENT: LazyLock<(Option<AhoCorasick>, Vec<Rule>)> = LazyLock::new(|| {
    let groups = [
        (NEWSLETTER, Rule::Newsletter),
        (DONATION, Rule::Donation),
        (LICENCE, Rule::Licence),
        (PHOTO, Rule::PhotoCredit),
        (PROMOTION, Rule::Promotion),
    ];
    let phrases: Vec<&str> = groups.iter().flat_map(|(phrases, _)| phrases.iter().copied()).collect();
    let rules = groups.iter().flat_map(|(phrases, rule)| phrases.iter().map(|_| *rule)).collect();
    (AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostFirst).build(phrases).ok(), rules)
});

/// What tells at a glance that no rule applies to a line, which is so for most lines.
///
/// Each phrase is whole words, so a line that begins with one has its first token, and a line that holds one has
/// the phrase's longest word (the last of equals), which is seldom a common one, beside the word that stands there in
/// the phrase. Credits may begin inside a word, so of these the longest word alone is asked for. A bit for each of 65,536
/// hashes: of the other words one in 600 passes, to be refused by the rules themselves.
struct Gate {
    first: Bits,
    first_of_foot: Bits,
    within: Bits,
    /// Those of credits.
    of_credit: Bits,
    /// Two words that stand side by side in a phrase, one of them the longest.
    pairs: Bits,
    /// Words that speak to the reader.
    address: Bits,
}

struct Bits(Box<[u64; 1024]>);

impl Bits {
    fn of(tokens: impl IntoIterator<Item = u64>) -> Self {
        let mut bits = Box::new([0; 1024]);
        for token in tokens {
            bits[(token >> 6) as usize & 1023] |= 1 << (token & 63);
        }
        Self(bits)
    }

    #[inline]
    fn has(&self, token: u64) -> bool {
        self.0[(token >> 6) as usize & 1023] >> (token & 63) & 1 == 1
    }
}

static GATE: LazyLock<Gate> = LazyLock::new(|| {
    let words =
        |phrase: &'static str| phrase.split(|c| class(c) == Class::Gap).filter(|word| !word.is_empty());
    let hash = |word: &str| hash_token(word.as_bytes());
    let first = [WHOLE, LINKS, SIGN_OFFS, FOOTS, &["copyright"]].into_iter().flatten();
    let spoken = [NEWSLETTER, DONATION, LICENCE, PROMOTION].into_iter().flatten();
    let longest = |phrase: &&'static str| words(phrase).max_by_key(|word| word.len()).map(hash);
    let beside = |phrase: &&'static str| {
        let tokens: Vec<u64> = words(phrase).map(hash).collect();
        let at = tokens.iter().position(|&token| Some(token) == longest(phrase))?.max(1);
        Some(pair(tokens[at - 1], *tokens.get(at)?))
    };
    Gate {
        first: Bits::of(first.filter_map(|phrase| words(phrase).next()).map(hash)),
        first_of_foot: Bits::of(FOOTS.iter().filter_map(|phrase| words(phrase).next()).map(hash)),
        within: Bits::of(spoken.clone().chain(PHOTO).filter_map(longest)),
        of_credit: Bits::of(PHOTO.iter().filter_map(longest)),
        pairs: Bits::of(spoken.filter_map(beside)),
        address: Bits::of(ADDRESS.iter().copied().map(hash)),
    }
});

impl Gate {
    fn lets_begin(&self, words: &str, tokens: &[u64]) -> bool {
        words.starts_with(['(', '©']) || tokens.first().is_some_and(|&token| self.first.has(token))
    }

    fn lets_hold(&self, tokens: &[u64]) -> bool {
        let is_beside =
            |at: usize| tokens.get(at..at + 2).is_some_and(|two| self.pairs.has(pair(two[0], two[1])));
        let is_in =
            |at: usize| self.of_credit.has(tokens[at]) || is_beside(at) || at > 0 && is_beside(at - 1);
        tokens.iter().enumerate().any(|(at, &token)| self.within.has(token) && is_in(at))
    }
}

/// Two tokens, the first one before the other.
fn pair(one: u64, other: u64) -> u64 {
    mix64(one.rotate_left(1) ^ other)
}

/// Whether a line of these tokens may end the story.
pub(super) fn may_end(tokens: &[u64]) -> bool {
    tokens.first().is_some_and(|&token| GATE.first_of_foot.has(token))
}

/// Reads the lines of one text in order.
#[derive(Debug, Default)]
pub struct Reading {
    lower: String,
    length: usize,
    ended: bool,
}

impl Reading {
    /// Begins a text of `length` bytes.
    pub fn restart(&mut self, length: usize) {
        self.length = length;
        self.ended = false;
    }

    /// Whether a foot marker has ended the story.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The rule that a line falls under. `line` holds more than white space; `words` are its words, `tokens` the
    /// hashes of its tokens.
    pub fn judge(&mut self, line: Span, words: &str, tokens: &[u64]) -> Option<Rule> {
        if self.ended {
            return Some(Rule::Foot);
        }
        if words.len() > 12 * LONGEST {
            return None;
        }
        let (begins_so, holds_it) = (GATE.lets_begin(words, tokens), GATE.lets_hold(tokens));
        if !begins_so && !holds_it {
            return None;
        }
        self.lower.clear();
        for (at, part) in words.split('\u{2019}').enumerate() {
            self.lower.push_str(if at == 0 { "" } else { "'" });
            self.lower.push_str(part);
        }
        self.lower.make_ascii_lowercase();
        let rule = if begins_so { self.by_beginning(line, words) } else { None };
        if rule.is_some() || !holds_it || tokens.len() > LONGEST {
            return rule;
        }
        let (automaton, rules) = &*CONTENT;
        let hit = automaton.as_ref()?.find(&self.lower)?;
        let rule = rules[hit.pattern().as_usize()];
        applies(rule, &self.lower, hit.start()..hit.end(), tokens).then_some(rule)
    }

    /// The rule that a line falls under by how it begins.
    fn by_beginning(&mut self, line: Span, words: &str) -> Option<Rule> {
        let lower = self.lower.as_str();
        if line.start as f64 >= FOOT_FROM * self.length as f64 && begins(lower, FOOTS) && is_foot(lower) {
            self.ended = true;
            return Some(Rule::Foot);
        }
        if WHOLE.contains(&lower) {
            return Some(Rule::Navigation);
        }
        if begins(lower, LINKS) && is_headline(words) {
            return Some(Rule::AlsoRead);
        }
        if begins(lower.trim_start_matches(['(', '[', '-', '—', ' ']), SIGN_OFFS) {
            return Some(Rule::SignOff);
        }
        let notes = ["©", "copyright ©", "(c) "];
        notes.iter().any(|note| lower.starts_with(note)).then_some(Rule::Licence)
    }
}

/// Words of the longest foot marker that ends like a sentence ("Leave a comment below."). Unmeasured.
const FOOT_WORDS: usize = 6;

/// Whether a line that begins like a foot marker is one: "More from the army than from the police was expected." is text.
fn is_foot(lower: &str) -> bool {
    is_short(lower) || is_headline(lower) || lower.starts_with("our work is licensed under")
}

/// Whether a line has no more words than a foot marker.
pub(super) fn is_short(line: &str) -> bool {
    line.split_whitespace().nth(FOOT_WORDS).is_none()
}

/// A line without the closing tags at its end: "in the north.</p>".
pub(super) fn without_tags(words: &str) -> &str {
    let mut rest = words.trim_end();
    while let Some(tag) = rest.strip_suffix('>').and_then(|open| open.rfind('<')) {
        if !rest[tag..].starts_with("</") {
            break;
        }
        rest = rest[..tag].trim_end();
    }
    rest
}

/// Whether a line may be the headline of another story: a few words without an end mark.
pub(super) fn is_like_headline(words: &str) -> bool {
    let n = words.split_whitespace().take(18).count();
    (3..=17).contains(&n) && !without_tags(words).ends_with(['.', '!', '"', '”', ':', ';', ','])
}

/// Whether `lower` begins with one of `phrases` as whole words.
fn begins(lower: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| lower.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(is_of_word)))
}

fn is_of_word(c: char) -> bool {
    class(c) != Class::Gap
}

/// A link bears a separator or lacks an end mark: "Read more of his letters." is a sentence.
fn is_headline(words: &str) -> bool {
    let words = without_tags(words);
    words.contains(['|', ':', '>', '»']) || !words.ends_with(['.', '!', '?', '"', '”'])
}

/// Words that speak to the reader.
const ADDRESS: &[&str] = &["you", "your", "us", "our", "we"];

/// Words up to which a line with a phrase of furniture is furniture; longer ones must speak to the reader.
const SHORT: usize = 14;

/// Whether the phrase found at `start..end` makes the line furniture. A credit stands at an end of its line ("the
/// photo by a passer-by was shared" is text); other phrases are whole words of a line that is short or that
/// speaks to the reader.
fn applies(rule: Rule, lower: &str, hit: std::ops::Range<usize>, tokens: &[u64]) -> bool {
    let (start, end) = (hit.start, hit.end);
    if rule == Rule::PhotoCredit {
        return start < 3 || lower.len() - end < 24 || lower[start..].starts_with('(');
    }
    let whole = !lower[..start].ends_with(is_of_word) && !lower[end..].starts_with(is_of_word);
    whole && (tokens.len() <= SHORT || tokens.iter().any(|&token| GATE.address.has(token)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise::Tokeniser;

    fn judge(line: &str) -> Option<Rule> {
        let mut reading = Reading::default();
        reading.restart(10_000);
        read(&mut reading, Span::new(0, line.len()), line)
    }

    /// As [`judge`], near the end of a text.
    fn judge_late(line: &str) -> Option<Rule> {
        let mut reading = Reading::default();
        reading.restart(100);
        read(&mut reading, Span::new(90, 99), line)
    }

    fn read(reading: &mut Reading, span: Span, line: &str) -> Option<Rule> {
        let mut tokens = Vec::new();
        Tokeniser::default().tokenise(line, Span::new(0, line.len()), &mut tokens);
        reading.judge(span, line, &tokens)
    }

    #[test]
    fn every_phrase_passes_the_gate() {
        for phrase in
            [WHOLE, LINKS, SIGN_OFFS, FOOTS, NEWSLETTER, DONATION, LICENCE, PHOTO, PROMOTION].concat()
        {
            let mut tokens = Vec::new();
            Tokeniser::default().tokenise(phrase, Span::new(0, phrase.len()), &mut tokens);
            assert!(GATE.lets_begin(phrase, &tokens) || GATE.lets_hold(&tokens), "{phrase}");
            let shout = phrase.to_uppercase();
            tokens.clear();
            Tokeniser::default().tokenise(&shout, Span::new(0, shout.len()), &mut tokens);
            assert!(GATE.lets_begin(&shout, &tokens) || GATE.lets_hold(&tokens), "{shout}");
        }
    }

    #[test]
    fn furniture_is_known() {
        for (line, rule) in [
            ("Sign up for our newsletter.", Rule::Newsletter),
            ("If you value independent journalism, please support the Tribune.", Rule::Donation),
            ("Delegates arrive at the lake. (Photo: Ministry/Handout via Getty Images)", Rule::PhotoCredit),
            ("Also Read | Five questions", Rule::AlsoRead),
            ("Read more: What we know", Rule::AlsoRead),
            ("© 2024 The Courier", Rule::Licence),
            ("(Reporting by the Geneva bureau; editing by the night desk)", Rule::SignOff),
            ("TRENDING: The long wait for a hip", Rule::AlsoRead),
            ("For up-to-date information go to our live blog.", Rule::Promotion),
        ] {
            assert_eq!(judge(line), Some(rule), "{line}");
        }
    }

    #[test]
    fn sentences_are_not_furniture() {
        for line in [
            "Donors pledged to donate $5 million for the corridor.",
            "Read more of his letters and you see a man at war.",
            "The ministry said the photo by a passer-by showed shelling of a market in the east of the city.",
            "He asked Congress for your support of the truce, Mr Lind told senators who had gathered in the hall \
             long before the vote on the resolution, which passed by 61 votes to 38 after a debate that had lasted \
             all night, as protesters outside called for an end to the war and for the release of all prisoners, \
             among them two journalists who were taken in March near the border and who have not been heard of \
             since, according to their families and to the union that speaks for them in the capital and abroad, \
             which asked for help once more.",
            "Watch towers were built along the border.",
            "A chip inside the cartridge tells the printer that it needs to be filled again, the suit says.",
            "The country still lags in terms of use of digital goods such as mobile phones, television and cameras.",
        ] {
            assert_eq!(judge(line), None, "{line}");
        }
    }

    #[test]
    fn a_sentence_is_no_foot() {
        for line in [
            "More from the army than from the police was expected at the talks.",
            "Latest news from the front says that the town has fallen.</p>",
        ] {
            assert_eq!(judge_late(line), None, "{line}");
        }
        for line in [
            "More from Our Desk",
            "Leave a reply.",
            "Top stories: Rebels take the last bridge over the river",
        ] {
            assert_eq!(judge_late(line), Some(Rule::Foot), "{line}");
        }
        assert_eq!(without_tags("in the north.</p> </div>"), "in the north.");
        assert_eq!(without_tags("a < b > c>"), "a < b > c>");
    }

    #[test]
    fn a_foot_ends_late_texts_only() {
        let mut reading = Reading::default();
        reading.restart(100);
        assert_eq!(read(&mut reading, Span::new(90, 95), "Leave a Comment"), Some(Rule::Foot));
        assert_eq!(read(&mut reading, Span::new(96, 99), "War spreads."), Some(Rule::Foot));
        reading.restart(100);
        assert_eq!(read(&mut reading, Span::new(3, 9), "Most popular"), None);
    }
}
