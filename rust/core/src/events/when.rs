//! When: which date of the sentence, or of an earlier one, is the event's.
//!
//! A date belongs to the clause that holds it. Of several the nearest to the trigger wins; without one the clauses
//! around it are asked, the nearest first: the noun group that a relative clause describes (`an airstrike last
//! month that killed`), a participle and what it hangs on, coordinated clauses, the head of the sentence. What only
//! bounds another thing (`ahead of the Friday deadline`, `before the 2015 vote`, an anniversary) is no date of the
//! event; what names it is (`the Feb. 23 accord`). `a day after the truce began` dates the clause that it opens.

mod another;
mod near;

use std::ops::Range;

use jiff::civil::Date;

use super::clause::Kind;
use super::frame::{By, Frame, Reading};
use super::grammar::Tag;
use super::lexicon::Concept;
use super::pack::{Realis, Trait};
use crate::normalise::date::{Bound, DateHit, Precision};

/// How many days old a thing may be that is told in the present tense. Unmeasured.
const NEWS: i64 = 4;

/// How far off a clause may be whose date is taken.
const OFF: usize = 1000;

impl Reading<'_> {
    /// Whether dates ahead are meant: the event is to come.
    pub(crate) fn is_to_come(&self, frame: &Frame) -> bool {
        let code = &self.pack.codes[frame.code as usize];
        let verb = self.clauses.list[frame.clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
        frame.status.realis == Realis::Future
            || code.traits.has(Trait::Ahead)
            // "has invited the ministers to a ceremony on March 12"
            || code.traits.has(Trait::Together)
                && self.does(frame.clause, Concept::Invite)
                && verb.is_some_and(|verb| !verb.passive)
            // "could be announced on Tuesday", "would be out by 11 September"
            || verb.is_some_and(|verb| verb.modal.is_some() && !verb.perfect)
            // "talks resume on Wednesday"
            || code.traits.has(Trait::Timetable)
                && verb.is_some_and(|verb| verb.finite && !verb.past && !verb.perfect && !verb.passive)
            || self.clauses.list[frame.clause].kind == Kind::Infinitive
                && (frame.rule.is_governed() || self.looks_ahead(frame.clause))
    }

    /// "will send troops to attack on Saturday", "hopes to double it by Friday".
    fn looks_ahead(&self, clause: usize) -> bool {
        let mut at = clause;
        for _ in 0..4 {
            let clause = &self.clauses.list[at];
            let Some(verb) = clause.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return false };
            if verb.finite {
                let wishes = self.does(at, Concept::Intend);
                return verb.modal.is_some() && !verb.perfect
                    || wishes && !verb.past && !verb.perfect && !verb.passive;
            }
            match clause.parent.map(usize::from) {
                Some(parent) if clause.kind == Kind::Infinitive && parent != at => at = parent,
                _ => return false,
            }
        }
        false
    }

    /// The date of the frame, of those read as past and those read as to come, as its own tense asks.
    pub(crate) fn date<'h>(
        &self,
        frame: &Frame,
        past: &'h [DateHit],
        future: &'h [DateHit],
        published: Option<Date>,
    ) -> Option<&'h DateHit> {
        if !self.is_to_come(frame) {
            let Some(hit) = self.nearest_date(frame, past, published) else {
                // "accepted an invitation to visit in May": the May to come
                let open = frame.status.realis != Realis::Actual;
                return self.nearest_date(frame, future, published).filter(|hit| {
                    (open || self.is_own_month(frame, hit)) && published.is_some_and(|day| hit.start > day)
                });
            };
            let told = self.clauses.list[frame.clause].verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                verb.past || verb.perfect || verb.passive && verb.modal.is_none() && !verb.infinitive
            });
            // "has decided to admit it in March": what is decided comes first
            let below = self
                .clauses
                .owner
                .get(self.sentence.tokens_of(&hit.words).start)
                .is_some_and(|&owner| owner as usize != frame.clause);
            let decides = || below && self.does(frame.clause, Concept::Decide);
            let told = told && !(hit.precision == Precision::Month && decides());
            // what happens on the ground has happened where nothing says that it will
            let told = told || self.pack.is(frame.code, Trait::Local);
            // "an invitation to visit in May", said in March: the May to come, which is the nearer one
            let ahead = future
                .iter()
                .find(|other| other.words == hit.words && other.start != hit.start)
                .filter(|other| {
                    let nearer = published.is_some_and(|day| {
                        days(day, other.start).unsigned_abs() < days(day, hit.end).unsigned_abs()
                    });
                    // "a possible raid on Sunday", "called for a rally on January 6"
                    let open = matches!(frame.status.realis, Realis::Hypothetical | Realis::Future);
                    let weekday = open && published.is_some_and(|day| (1..7).contains(&days(hit.start, day)));
                    let day = hit.precision == Precision::Day && hit.relative && !told;
                    day && (nearer || weekday)
                        || hit.precision == Precision::Month && !told && nearer
                        || nearer && self.is_tomorrow(hit, published)
                });
            return Some(ahead.unwrap_or(hit));
        }
        let hit = self.nearest_date(frame, future, published)?;
        // "said on Tuesday that it may": the day of the telling is past whatever is told
        let at = self.sentence.tokens_of(&hit.words).start;
        let owner = self.clauses.owner.get(at).map_or(frame.clause, |&owner| owner as usize);
        let told = owner != frame.clause
            && self.clauses.list[owner].verb.is_some_and(|verb| self.groups.verbs[verb as usize].past);
        Some(past.iter().find(|other| told && other.words == hit.words).unwrap_or(hit))
    }

    /// "said Friday", filed on Thursday: of a weekday six days back or a day ahead, told as past, the latter. Where
    /// the news comes from it is already that day.
    fn is_tomorrow(&self, hit: &DateHit, published: Option<Date>) -> bool {
        let at = self.sentence.tokens_of(&hit.words).start;
        // "last Thursday and Friday"
        let told = (at.saturating_sub(4)..at).any(|token| {
            self.is_a(token, Concept::Previous)
                || matches!(self.sentence.lower(token), "since" | "from" | "after" | "until")
        });
        is_six_days_back(hit, published) && hit.bound != Bound::Since && !told
    }

    fn nearest_date<'h>(
        &self,
        frame: &Frame,
        hits: &'h [DateHit],
        published: Option<Date>,
    ) -> Option<&'h DateHit> {
        hits.iter()
            .map(|hit| (self.date_rank(frame, hit, published), hit))
            .filter(|&(rank, _)| rank < OFF)
            .min_by_key(|&(rank, _)| rank)
            .map(|(_, hit)| hit)
    }

    /// How well a date fits a frame: the lower the better, [`OFF`] where it can't be.
    fn date_rank(&self, frame: &Frame, hit: &DateHit, published: Option<Date>) -> usize {
        let tokens = self.sentence.tokens_of(&hit.words);
        if tokens.is_empty() || self.dates_the_heading(frame, hit, &tokens) {
            return OFF;
        }
        let at = tokens.start;
        if let Some(index) = self.dated_group(hit, &tokens) {
            let known = hit.anniversary && hit.relative;
            return if known { OFF } else { self.rank_of_group(frame, hit, index, published) };
        }
        if self.opens_with(frame, tokens.end) || self.is_put_first(frame, &tokens) {
            return 0;
        }
        if hit.anniversary
            || self.is_of_a_record(hit, at)
            || self.is_of_a_cause(frame, at)
            || hit.bound == Bound::Before
            || self.is_reckoned_from(frame, at)
            || self.is_a_deadline(frame, hit, at, published)
            || self.is_of_an_anniversary(frame, at)
            || published.is_some_and(|day| self.is_no_news(frame, hit, at, day))
        {
            return OFF;
        }
        if self.is_of_another_act(frame, hit, &tokens) {
            // what was done about it years ago is nearer to it than the news
            return if published.is_some_and(|day| is_old(hit, day)) { OFF - 1 } else { OFF };
        }
        if hit.follows {
            // "a day after the truce began", "a day after the raid": the day of what follows
            let link = tokens.end;
            let noun = self.groups.nouns.iter().position(|group| group.a > link);
            let named =
                noun.is_some_and(|noun| frame.noun == Some(noun) && self.groups.nouns[noun].a <= link + 2);
            return if self.clauses.list[frame.clause].link == Some(link) || named { 0 } else { OFF };
        }
        let base = match self.rank_of_clause(frame, at) {
            OFF if hit.precision == Precision::Day
                && self.is_done_in(frame, self.clauses.owner[at].into()) =>
            {
                250
            }
            base => base,
        };
        let distance = at.abs_diff(frame.trigger.0).min(tokens.end.abs_diff(frame.trigger.1)).min(80);
        let since = hit.bound == Bound::Since || self.is_behind_since(frame, at);
        if base >= OFF || since && !self.lasts_since(frame, base, distance) {
            return OFF;
        }
        base + distance + if hit.bound == Bound::After { 50 } else { 0 }
    }

    /// "the first such raid since the war of 1971", "since mid-April".
    fn is_behind_since(&self, frame: &Frame, at: usize) -> bool {
        const FAR: usize = 8; // tokens of what stands between, unmeasured
        let own = if frame.trigger.0 < at { frame.trigger.1 } else { 0 }; // "since the raid of Tuesday" dates the raid
        (at.saturating_sub(FAR).max(own)..at)
            .rev()
            .take_while(|&token| self.sentence.tag(token) != Some(Tag::Comma) && !self.in_verb(token))
            .any(|token| self.sentence.lower(token) == "since")
    }

    /// "lived there from 1968, when the army invaded": whether the frame's clause tells what was when a date ends here.
    fn opens_with(&self, frame: &Frame, end: usize) -> bool {
        let comma = usize::from(self.sentence.lower(end) == ",");
        self.clauses.list[frame.clause].link == Some(end + comma)
            && self.sentence.lower(end + comma) == "when"
    }

    /// "they hold him and on Friday they threatened to kill him": whether a date stands between "and" and the clause of the
    /// frame.
    fn is_put_first(&self, frame: &Frame, tokens: &Range<usize>) -> bool {
        let clause = &self.clauses.list[frame.clause];
        let preposition = tokens.start > 0 && self.sentence.tag(tokens.start - 1) == Some(Tag::Preposition);
        let before = tokens.start.checked_sub(1 + usize::from(preposition));
        let joined = before.is_some_and(|at| self.sentence.tag(at) == Some(Tag::Coordinator));
        let comma = usize::from(self.sentence.tag(tokens.end) == Some(Tag::Comma));
        let subject = clause.subject.first().map(|noun| self.groups.nouns[noun].a);
        joined && frame.trigger.0 >= tokens.end && subject == Some(tokens.end + comma)
    }

    /// "2011 Libyan civil war: ...", "the Battle of Basra (2008)": the year of a name, and no date of what is told.
    fn dates_the_heading(&self, frame: &Frame, hit: &DateHit, tokens: &Range<usize>) -> bool {
        let bracket = tokens.start > 0
            && self.sentence.lower(tokens.start - 1) == "("
            && hit.precision == Precision::Year
            && matches!(self.sentence.lower(tokens.end), ")" | "-" | "\u{2013}" | "\u{2014}");
        let heading = tokens.end <= self.heading();
        let named = hit.precision == Precision::Year
            || self.sentence.tag(tokens.end).is_some_and(|tag| {
                matches!(tag, Tag::Name | Tag::Adjective | Tag::NounSingular | Tag::NounPlural)
            });
        // "13 July Mumbai bombings: ...": the day of what the heading itself names
        let own = hit.precision == Precision::Day
            && tokens.end <= frame.trigger.0
            && frame.trigger.1 <= self.heading();
        bracket || heading && named && !own
    }

    /// The group that a date inside it, or before it with a genitive, belongs to: "the Feb. 23 accord", "last
    /// month's raid".
    fn dated_group(&self, hit: &DateHit, tokens: &Range<usize>) -> Option<usize> {
        if self.sentence.tag(tokens.end) == Some(Tag::Possessive) {
            return self.group_with(tokens.end + 1);
        }
        // "the bombing of May 10", "the war of 1971"
        let counts = self.sentence.tag(tokens.end).is_some_and(|tag| {
            matches!(tag, Tag::Name | Tag::Adjective | Tag::NounSingular | Tag::NounPlural)
        });
        let of = tokens.start.checked_sub(1).filter(|&of| !counts && self.sentence.lower(of) == "of");
        if let Some(of) = of
            && let Some(event) = self.groups.nouns.iter().position(|group| group.b == of)
            && self.names_event(event)
        {
            return Some(event);
        }
        // "the May 2, 2001 attacks" is parted at its comma
        let index = self.group_with(tokens.start).or_else(|| {
            let last = self.group_with(tokens.end - 1)?;
            (hit.attributive && self.groups.nouns[last].b > tokens.end).then_some(last)
        })?;
        let last = self.group_with(tokens.end - 1).filter(|_| hit.attributive).unwrap_or(index);
        let index = if self.groups.nouns[last].b > tokens.end { last } else { index };
        let group = &self.groups.nouns[index];
        // "the raid of the previous day failed"
        let ends = group.b <= tokens.end && self.in_verb(tokens.end);
        (hit.attributive && !ends || group.b > tokens.end && group.head >= tokens.end).then_some(index)
    }

    /// The rank of a date that a noun group holds: of what the group names, what that does, and what describes it.
    fn rank_of_group(&self, frame: &Frame, hit: &DateHit, index: usize, published: Option<Date>) -> usize {
        // "the Union 2010 summit", told in 2010
        let of_this_year = hit.precision == Precision::Year
            && published.is_some_and(|day| hit.start <= day && day.year() == hit.start.year());
        // "Sunday's truce is broken": the truce's day
        let undone =
            matches!(frame.rule.by, By::Cell { .. } | By::Own(_)) && self.pack.is(frame.code, Trait::Undoes);
        if of_this_year || undone {
            return OFF;
        }
        let group = &self.groups.nouns[index];
        let named = group.a <= frame.trigger.0 && frame.trigger.0 < group.b
            || frame.noun.is_some_and(|noun| self.groups.nouns[noun].head == group.head);
        // "the Aug. 7 blasts killed 12": what an event does has its day
        let clause = &self.clauses.list[frame.clause];
        let event = self.names_event(index);
        if named || clause.subject.contains(index) && event {
            return 0;
        }
        // "the toll of the May 10 bombing"; of "in Friday's clashes" the preposition stands before the day
        let before = self.sentence.tokens_of(&hit.words).start.checked_sub(1);
        let before = before.map_or("", |token| self.sentence.lower(token));
        let link = if self.preposition(index).is_empty() { before } else { self.preposition(index) };
        // "ten were killed and six wounded in Friday's clashes"
        let owner = self.clauses.owner[group.head] as usize;
        let beside = owner == frame.clause
            || self.pack.is(frame.code, Trait::Toll)
                && (self.joined_clauses(owner, frame.clause)
                    || self.is_loose(owner) && self.clauses.list[frame.clause].kind == Kind::Main);
        let same = beside && frame.trigger.1 <= group.a;
        let told = event
            && (frame.noun.is_some_and(|noun| self.hangs_on(index, noun)) && matches!(link, "of" | "from")
                // "were killed in Friday's clashes"
                || same && matches!(link, "in" | "during" | "by"));
        // "the 2007 violence in which 1,000 died", "Friday's attacks near the airport that killed ten"
        let last = self.groups.nouns.partition_point(|group| group.b <= clause.a).checked_sub(1);
        let open = clause.kind == Kind::Complement && clause.subject.is_empty();
        let described = (clause.kind == Kind::Relative || open)
            && group.b <= clause.a
            && (last.is_some_and(|last| self.hangs_on(last, index))
                || clause.obliques.contains(index)
                || clause.antecedent == Some(index as u16));
        if told || described { 60 } else { OFF }
    }

    /// What is told in the present tense is news. A date long past, or one to come, is of something else in its
    /// clause: "demands amends for a raid in 1981", "votes for a poll in May".
    fn is_no_news(&self, frame: &Frame, hit: &DateHit, at: usize, published: Date) -> bool {
        let code = &self.pack.codes[frame.code as usize];
        // "we want peace, he said last year": the present of that year
        let owner = self.clauses.owner[at] as usize;
        let says = self.reports(owner).is_some() && owner != frame.clause;
        if says
            && code.traits.has(Trait::OfWords)
            && self.clauses.list[frame.clause].parent == Some(owner as u16)
        {
            return false;
        }
        if hit.start > published {
            return !self.is_own_month(frame, hit)
                && frame.status.realis == Realis::Actual
                && !self.is_to_come(frame)
                && code.traits.has(Trait::Over);
        }
        let on_the_ground = code.traits.has(Trait::Local);
        let holds = hit.start <= published && published <= hit.end;
        // "has blamed the army for a massacre in 2006": not when it was said
        let said = code.traits.has(Trait::Said) && frame.trigger.1 + 2 < at;
        let told = self.clauses.list[frame.clause].verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.finite && verb.past && !verb.perfect && !verb.passive && !verb.copula
        });
        if said && !told && hit.precision == Precision::Year && days(hit.end, published) > 31 {
            return true;
        }
        let last = if holds && code.traits.has(Trait::Said) { hit.start } else { hit.end };
        if days(last, published) <= NEWS || at < 4 {
            return false;
        }
        if let Some(noun) = frame.noun.filter(|&noun| {
            let group = &self.groups.nouns[noun];
            group.a <= frame.trigger.0 && frame.trigger.1 <= group.b
        }) {
            // of nouns it is the date of those that it stands behind
            // "the raid on Boz, Chad, in 1988"
            let commas = (frame.trigger.1..at).filter(|&token| self.sentence.tag(token) == Some(Tag::Comma));
            let apart = commas.count() % 2 == 1 || (frame.trigger.1..at).any(|token| self.in_verb(token));
            return self.is_now(owner) && !self.stands_behind(at, noun) && (at < frame.trigger.1 || apart);
        }
        if self.is_now(frame.clause) && !(on_the_ground && holds) {
            return true;
        }
        let clause = &self.clauses.list[frame.clause];
        let past = clause.verb.is_some_and(|verb| self.groups.verbs[verb as usize].finite);
        let apart = owner != frame.clause && self.is_now(owner) && !past;
        let behind = frame.trigger.1 <= at && !(frame.trigger.1..at).any(|token| self.in_verb(token));
        let beside = clause.antecedent.is_some_and(|noun| self.stands_behind(at, noun as usize));
        apart && !beside && !behind
    }

    /// "approves the resolution in May": a month without a year in the clause itself, which may be the one to come.
    fn is_own_month(&self, frame: &Frame, hit: &DateHit) -> bool {
        let at = self.sentence.tokens_of(&hit.words).start;
        hit.precision == Precision::Month
            && hit.relative
            && self.clauses.owner.get(at).is_some_and(|&owner| owner as usize == frame.clause)
            && at > 0
            && self.sentence.lower(at - 1) == "in"
    }

    fn in_verb(&self, token: usize) -> bool {
        self.groups.verbs.iter().any(|verb| verb.a <= token && token < verb.b)
    }

    /// Whether the last group before a token hangs on a noun, or is it.
    fn stands_behind(&self, at: usize, noun: usize) -> bool {
        let after = self.groups.nouns.partition_point(|group| group.b <= at);
        after.checked_sub(1).is_some_and(|last| self.hangs_on(last, noun))
    }

    /// Whether a clause is told in the present tense: its own, or that of the one whose tense it has.
    fn is_now(&self, clause: usize) -> bool {
        let mut at = clause;
        for _ in 0..4 {
            let clause = &self.clauses.list[at];
            let Some(verb) = clause.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return false };
            if verb.finite {
                return !verb.past && !verb.perfect && verb.modal.is_none() && !verb.is_to;
            }
            let above = if let Some(shared) = clause.shares {
                Some(shared)
            } else if clause.link.is_some_and(|link| matches!(self.sentence.lower(link), "for" | "of")) {
                return false; // "is wanted for bombing a bus in 1988"
            } else if verb.gerund && clause.kind == Kind::Participial || clause.kind == Kind::Infinitive {
                clause.parent
            } else {
                None
            };
            match above {
                Some(above) if usize::from(above) != at => at = above.into(),
                _ => return false,
            }
        }
        false
    }

    /// "has been besieged since June", "held since 2009", "the raids since May": not "the first visit since 1979".
    fn lasts_since(&self, frame: &Frame, base: usize, distance: usize) -> bool {
        if base > 0 {
            return false; // "the campaign that it has led since 1969"
        }
        let Some(verb) = self.clauses.list[frame.clause].verb else { return true };
        let verb = &self.groups.verbs[verb as usize];
        !verb.finite || verb.perfect || verb.gerund || frame.noun.is_some() && distance <= 2
    }

    /// The noun group that holds a token.
    pub(crate) fn group_with(&self, token: usize) -> Option<usize> {
        let after = self.groups.nouns.partition_point(|group| group.a <= token);
        (after > 0 && token < self.groups.nouns[after - 1].b).then(|| after - 1)
    }

    /// Two clauses under one head, or one after the other with `and` between.
    pub(crate) fn joined_clauses(&self, one: usize, two: usize) -> bool {
        if self.clauses.paired(one, two) {
            return true;
        }
        let (one, two) = (&self.clauses.list[one], &self.clauses.list[two]);
        one.shares.is_some() && one.shares == two.shares
            || one.parent.is_some()
                && one.parent == two.parent
                && one.kind == two.kind
                && matches!(one.kind, Kind::Participial | Kind::Complement)
    }
}

/// Whether a day told in relation to that of publication is six days before it.
pub(crate) fn is_six_days_back(hit: &DateHit, published: Option<Date>) -> bool {
    hit.precision == Precision::Day && hit.relative && published.is_some_and(|day| days(hit.start, day) == 6)
}

/// Long before publication.
pub(crate) fn is_old(hit: &DateHit, published: Date) -> bool {
    hit.end.year() < published.year() && days(hit.end, published) > 60
}

/// Days from one day to another.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
