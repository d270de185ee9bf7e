//! Numbers of a frame: which amounts of the sentence belong to it, and what they count.

mod votes;

use super::Quantity;
use super::frame::{By, Frame, Reading};
use super::grammar::Tag;
use super::lexicon::Concept;
use super::pack::Trait;
use super::sentence::Sentence;
use crate::normalise::quantity::{Amount, AmountKind};

impl Reading<'_> {
    /// The quantities that a frame asks for, from the amounts of its sentence.
    pub(crate) fn quantities(&self, frame: &Frame, amounts: &[Amount]) -> Vec<Quantity> {
        let mut out = Vec::new();
        for kind in frame.quantity.iter() {
            match self.pack.quantities[kind].as_str() {
                "votes" => self.votes(frame, amounts, &mut out),
                "money" => self.nearest(frame, amounts, AmountKind::Money, "money", &mut out),
                "duration" => self.nearest(frame, amounts, AmountKind::Duration, "duration", &mut out),
                "aid" => self.load(frame, amounts, &mut out),
                kind => self.counted(frame, amounts, kind, &mut out),
            }
        }
        self.length_of(frame, amounts, &mut out);
        self.lasts(frame, amounts, &mut out);
        out
    }

    /// "180 tonnes of flour": how much is brought.
    fn load(&self, frame: &Frame, amounts: &[Amount], out: &mut Vec<Quantity>) {
        let weighed: Vec<Amount> = amounts
            .iter()
            .filter(|amount| {
                amount.kind == AmountKind::Measure
                    && amount
                        .unit
                        .is_some_and(|unit| matches!(unit, "tonnes" | "tons" | "kilograms" | "pounds"))
            })
            .cloned()
            .collect();
        self.nearest(frame, &weighed, AmountKind::Measure, "aid", out);
        // "delivered 2,400 tents"; those who bring it and those who get it are no aid
        if out.is_empty() && frame.noun.is_none() {
            let known = &self.pack.known;
            let others =
                known.armed | known.person | known.official | known.state | known.actor | known.vessel;
            for noun in self.clauses.list[frame.clause].objects.iter() {
                let bits = self.sentence.classes[self.groups.nouns[noun].head];
                let carrier = self.is_a(self.groups.nouns[self.contents(noun)].head, Concept::BringsAid);
                if bits & others == 0 && !carrier && !self.names_event(noun) {
                    self.count_of_one(noun, amounts, "aid", out);
                }
            }
        }
    }

    /// How long what the frame names is, where its own group says so: `a ten-year guarantee`, `three days of talks`.
    fn length_of(&self, frame: &Frame, amounts: &[Amount], out: &mut Vec<Quantity>) {
        let Some(noun) = frame.noun.filter(|_| out.iter().all(|known| known.kind != "duration")) else {
            return;
        };
        let group = &self.groups.nouns[noun];
        let host = group
            .host
            .filter(|_| self.preposition(noun) == "of")
            .map(|host| &self.groups.nouns[host as usize])
            .filter(|host| self.sentence.numbers[host.head]);
        let a = host.map_or(group.a, |host| host.a);
        let found = amounts.iter().find(|amount| {
            let tokens = self.sentence.tokens_of(&amount.words);
            amount.kind == AmountKind::Duration
                && tokens.start >= a
                && tokens.end <= group.b
                && !tokens.is_empty()
        });
        if let Some(amount) = found {
            out.push(quantity(self.sentence, amount, "duration"));
        }
    }

    /// "extended by six months", "held in the hills for three weeks": how long, behind what lasts.
    fn lasts(&self, frame: &Frame, amounts: &[Amount], out: &mut Vec<Quantity>) {
        if !self.pack.is(frame.code, Trait::Lasts)
            || frame.status.negated
            || out.iter().any(|known| known.kind == "duration")
        {
            return;
        }
        let after = frame.trigger.1;
        let own = |amount: &&Amount| {
            let tokens = self.sentence.tokens_of(&amount.words);
            let Some(before) = tokens.start.checked_sub(1).filter(|&before| before >= after) else {
                return false;
            };
            amount.kind == AmountKind::Duration
                && matches!(self.sentence.lower(before), "for" | "by" | "lasting")
                && self.clauses.owner[before] as usize == frame.clause
                && !self.groups.verbs.iter().any(|verb| after <= verb.a && verb.a < before)
                // "for three days of talks", "for a weekend parade"
                && !matches!(self.sentence.lower(tokens.end), "of" | "old" | "'")
                && !matches!(
                    self.sentence.tag(tokens.end),
                    Some(Tag::NounSingular | Tag::NounPlural | Tag::Adjective)
                )
        };
        if let Some(amount) = amounts.iter().find(own) {
            out.push(quantity(self.sentence, amount, "duration"));
        }
    }

    /// Amounts of the groups that are counted, each group of a list with its own: `killed a judge and 15 others`.
    fn counted(&self, frame: &Frame, amounts: &[Amount], kind: &str, out: &mut Vec<Quantity>) {
        let before = out.len();
        if let Some(amount) = self.of_whom(frame.clause, amounts) {
            out.push(quantity(self.sentence, amount, kind));
            return;
        }
        // "12 people - ten nurses and two guards -": who they were
        let parts = frame.victims.iter().skip(1).find(|&noun| self.is_behind_a_dash(noun));
        for noun in frame.victims.iter().take_while(|&noun| parts.is_none_or(|parts| noun < parts)) {
            // "three men were seized before they were killed"
            let meant = if self.groups.nouns[noun].pronoun { self.root(self.meant(noun)) } else { noun };
            let meant = self.whose_lives(meant);
            if !(self.groups.nouns[meant].coordinated.is_some() && self.is_part(meant)) {
                self.count_of(meant, amounts, kind, out);
            }
        }
        if out.len() > before {
            return;
        }
        // "hijacked a ship with 18 sailors on board", "released a tanker and its crew of 20"
        if matches!(kind, "abducted" | "released") {
            let aboard = |noun: &usize| {
                let head = self.groups.nouns[*noun].head;
                self.preposition(*noun) == "with" && self.sentence.classes[head] & self.pack.known.person != 0
            };
            for noun in frame.victims.iter() {
                for other in self.hosted(noun).filter(aboard) {
                    self.count_of_one(other, amounts, kind, out);
                }
            }
        }
        let sent = out.len() == before && matches!(kind, "weapons" | "troops");
        // "500 rifles were asked for": arms that name the event themselves
        if let Some(noun) = frame.noun.filter(|_| sent && kind == "weapons") {
            self.count_of(noun, amounts, kind, out);
        }
        // "the last 900 soldiers left"
        for noun in self.clauses.list[frame.clause]
            .subject
            .iter()
            .filter(|_| sent && kind == "troops" && frame.noun.is_none())
        {
            self.count_of(noun, amounts, kind, out);
        }
        // "held up a shipment of 40 tanks"
        if sent && out.len() == before && frame.noun.is_none() {
            for object in self.clauses.list[frame.clause].objects.iter() {
                for other in self.hosted(object).filter(|&other| self.preposition(other) == "of") {
                    self.count_of(other, amounts, kind, out);
                }
            }
        }
        // "the release of 200 prisoners"
        if let Some(noun) = frame.noun {
            for other in self.hosted(noun).filter(|&other| matches!(self.preposition(other), "of" | "for")) {
                self.count_of(other, amounts, kind, out);
            }
        }
        // a participle that was read as passive: "the blasts ... killed 20 people"
        if out.len() == before && frame.noun.is_none() {
            for noun in self.clauses.list[frame.clause].objects.iter() {
                self.count_of(noun, amounts, kind, out);
            }
        }
        // "a group of 230 evacuees was waiting"
        if out.len() == before
            && matches!(frame.rule.by, By::Pattern(_))
            && let Some(noun) = self.group_with(frame.trigger.1 - 1)
        {
            self.count_of_one(noun, amounts, kind, out);
        }
        if out.len() == before {
            self.count_some(frame, amounts, kind, out);
        }
    }

    /// "killed villagers, including ten children", where nobody counts the villagers: ten at least.
    fn count_some(&self, frame: &Frame, amounts: &[Amount], kind: &str, out: &mut Vec<Quantity>) {
        const FAR: usize = 4; // groups, unmeasured
        let Some(whole) = frame.victims.iter().last().or(frame.noun) else { return };
        let group = &self.groups.nouns[whole];
        if (group.a..group.b).any(|token| self.sentence.numbers[token]) {
            return;
        }
        let some = amounts.iter().find(|amount| {
            let at = self.sentence.tokens_of(&amount.words).start;
            let group = self.group_with(at);
            let said = (at.saturating_sub(3)..at).any(|token| self.sentence.lower(token) == "including");
            let near = group.is_some_and(|group| {
                let head = self.groups.nouns[self.contents(group)].head;
                let people = self.pack.known.armed | self.pack.known.person | self.pack.known.official;
                group > whole && group <= whole + FAR && self.sentence.classes[head] & people != 0
            });
            amount.kind == AmountKind::Count && said && near
        });
        if let Some(amount) = some {
            let known = quantity(self.sentence, amount, kind);
            out.push(Quantity { best: None, high: None, is_minimum: true, ..known });
        }
    }

    /// "16 tourists, three of whom were killed": how many of them a clause is about.
    fn of_whom<'a>(&self, clause: usize, amounts: &'a [Amount]) -> Option<&'a Amount> {
        let link = self.clauses.list[clause].link.filter(|&link| link > 1)?;
        let whom =
            matches!(self.sentence.lower(link), "whom" | "which") && self.sentence.lower(link - 1) == "of";
        // "three of whom", "of whom three were killed"
        let ends = |amount: &&Amount| {
            let tokens = self.sentence.tokens_of(&amount.words);
            let verb = self.clauses.list[clause].verb.map(|verb| self.groups.verbs[verb as usize].a);
            amount.kind == AmountKind::Count
                && (tokens.end + 1 == link || tokens.start == link + 1 && verb == Some(tokens.end))
        };
        amounts.iter().find(ends).filter(|_| whom)
    }

    /// "47 people in Kunduz and ten in Baghlan": whether a bare number counts on in another place.
    fn counts_on(&self, noun: usize, other: usize) -> bool {
        let (one, two) = (&self.groups.nouns[noun], &self.groups.nouns[other]);
        let place = |at: usize| matches!(self.sentence.lower(at), "in" | "at" | "near" | "on");
        two.b == two.a + 1
            && self.sentence.numbers[two.a]
            && two.preposition.is_none()
            && two
                .coordinated
                .is_some_and(|before| self.groups.nouns[before as usize].host == Some(noun as u16))
            && place(one.b)
            && self.sentence.lower(two.b) == self.sentence.lower(one.b)
    }

    /// The amount of one group and of those listed with it.
    fn count_of(&self, noun: usize, amounts: &[Amount], kind: &str, out: &mut Vec<Quantity>) {
        let first = out.len();
        self.count_of_one(noun, amounts, kind, out);
        let (mut last, inner) = (noun, self.contents(noun));
        for other in noun + 1..self.groups.nouns.len().min(noun + 10) {
            // "12 people - ten nurses and two guards -": who they were
            if self.is_behind_a_dash(other) {
                break;
            }
            // "hundreds of rebels and 18 soldiers"
            let listed = |first: u16| first as usize == last || last == noun && first as usize == inner;
            if self.groups.nouns[other].coordinated.is_some_and(listed) {
                if !self.is_part(other) {
                    self.count_of_one(other, amounts, kind, out);
                }
                last = other;
            } else if self.counts_on(noun, other) {
                self.count_of_one(other, amounts, kind, out);
            }
        }
        // "two sailors, one from Chad and one from Mali"
        let ones = |part: &Quantity| part.best == Some(1.0) && part.span.end - part.span.start == 3;
        if let Some((whole, parts)) = out[first..].split_first()
            && !parts.is_empty()
            && whole.best == Some(parts.len() as f64)
            && parts.iter().all(ones)
        {
            out.truncate(first + 1);
        }
    }

    /// A dash before a group, its number or its hedge.
    fn is_behind_a_dash(&self, noun: usize) -> bool {
        let before = noun.checked_sub(1).map_or(0, |before| self.groups.nouns[before].b);
        (before..self.groups.nouns[noun].a)
            .any(|token| matches!(self.sentence.lower(token), "-" | "--" | "\u{2013}" | "\u{2014}"))
    }

    /// "17 officers, 15 of them trainers": some of those who were counted.
    fn is_part(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let of = |at: usize| {
            self.sentence.lower(at) == "of"
                && matches!(self.sentence.lower(at + 1), "them" | "whom" | "these" | "which")
        };
        // "hurt five guards, one seriously"
        let bare = group.b == group.a + 1 && self.sentence.numbers[group.a] && group.a > 0;
        let hard = bare
            && self.sentence.tag(group.a - 1) == Some(Tag::Comma)
            && self.sentence.tag(group.b) == Some(Tag::Adverb)
            && !self.groups.verbs.iter().any(|verb| verb.a <= group.b + 1 && group.b < verb.b);
        of(group.b) || (group.a..group.b).any(of) || hard || self.is_age(noun)
    }

    /// "a soldier, 35, was killed": a bare number between commas behind somebody.
    fn is_age(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let comma = |at: usize| self.sentence.tag(at) == Some(Tag::Comma);
        group.b == group.a + 1
            && self.sentence.numbers[group.a]
            && group.a > 0
            && comma(group.a - 1)
            && comma(group.b)
    }

    /// "three deaths and 30 injuries", "killed 11, 60 others were wounded": whether a group counts those of another
    /// kind.
    fn counts_others(&self, noun: usize, kind: &str) -> bool {
        let group = &self.groups.nouns[noun];
        let after = if matches!(self.sentence.lower(group.b), "being" | "were" | "was" | "are" | "is") {
            group.b + 1
        } else {
            group.b
        };
        let told = |concept: Concept| {
            [group.head, group.b - 1, after].into_iter().any(|token| self.is_a(token, concept))
        };
        match kind {
            "killed" => told(Concept::Hurt),
            "displaced" => told(Concept::Hurt) || told(Concept::Dead),
            "injured" => {
                // "several were killed or injured" counts both
                let both = matches!(self.sentence.lower(after + 1), "and" | "or")
                    && self.is_a(after + 2, Concept::Hurt);
                !both && told(Concept::Dead)
            }
            _ => false,
        }
    }

    fn count_of_one(&self, noun: usize, amounts: &[Amount], kind: &str, out: &mut Vec<Quantity>) {
        let group = &self.groups.nouns[noun];
        let inner = &self.groups.nouns[self.contents(noun)];
        if self.is_some_of_them(group.a) {
            return;
        }
        if self.counts_others(noun, kind) {
            return;
        }
        let known = &self.pack.known;
        let bits = self.sentence.classes[inner.head];
        // drones and jets act, and are things that are counted
        let things = known.arms | known.vessel;
        let people = bits & (known.armed | known.person) != 0 && bits & things == 0;
        let kind = match kind {
            "weapons" if people => "troops",
            "troops" if bits & things != 0 => "weapons",
            kind => kind,
        };
        // "and six more people": the number may stand apart
        let more = |token: usize| matches!(self.sentence.lower(token), "more" | "other" | "others");
        let apart = (group.a.saturating_sub(2)..group.a)
            .find(|&token| self.sentence.numbers[token] && more(token + 1))
            .filter(|&token| {
                amounts.iter().any(|amount| self.sentence.tokens_of(&amount.words).end == token + 1)
            });
        let range = (apart.unwrap_or(group.a), group.b.max(inner.b));
        let amount = amounts.iter().find(|amount| {
            let tokens = self.sentence.tokens_of(&amount.words);
            tokens.start < range.1 && tokens.end > range.0 && amount.kind == AmountKind::Count
        });
        // "two missions", "34 targets": nobody is sent, and no arms
        let bare = amount.is_some_and(|amount| self.sentence.tokens_of(&amount.words).end >= range.1);
        if matches!(kind, "troops" | "weapons") && !people && !bare && !self.may_be_sent(noun) {
            return;
        }
        let quantity = match amount {
            Some(amount) => quantity(self.sentence, amount, kind),
            None => match self.article_number(noun) {
                // "mobilised a task force": of arms and troops an article tells no number
                Some(_) if matches!(kind, "weapons" | "troops") => return,
                Some(number) => Quantity { kind: kind.to_owned(), ..number },
                None => return,
            },
        };
        if !out.iter().any(|other| other.span == quantity.span) {
            out.push(quantity);
        }
    }

    /// Whether a group counts people or arms, as far as its words tell: "500 Thai and 1,000 Cambodian troops", "20 F-35I
    /// variants", "another 2,000".
    fn may_be_sent(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        let inner = &self.groups.nouns[self.contents(noun)];
        let told = known.arms | known.vessel | known.armed | known.person | known.official;
        // "14 tanks and 5,000 rifles": what the first of a list is
        let listed = group.coordinated.is_some_and(|first| self.may_be_sent(first as usize));
        let state = self.is_a(inner.head, Concept::NoForce);
        !state
            && (listed
                || (group.a..group.b)
                    .chain(inner.a..inner.b)
                    .any(|token| self.sentence.classes[token] & told != 0)
                || matches!(self.sentence.tag(inner.head), Some(Tag::Name | Tag::Adjective)))
    }

    /// "17 people, among them four children", "of whom four": whether what begins at a token was counted before.
    fn is_some_of_them(&self, at: usize) -> bool {
        let word = |back: usize| at.checked_sub(back).map_or("", |token| self.sentence.lower(token));
        word(1) == "including"
            || matches!(word(1), "them" | "whom" | "which") && matches!(word(2), "among" | "of")
    }

    /// "a soldier was killed" counts one.
    fn article_number(&self, noun: usize) -> Option<Quantity> {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let one = matches!(self.sentence.lower(group.a), "a" | "an")
            && self.sentence.tag(group.head) == Some(Tag::NounSingular)
            && self.sentence.classes[group.head] & (known.person | known.armed | known.official) != 0
            && self.sentence.classes[group.head] & known.container == 0;
        one.then(|| Quantity {
            kind: String::new(),
            low: Some(1.0),
            best: Some(1.0),
            high: Some(1.0),
            unit: None,
            is_minimum: false,
            is_approximate: false,
            span: self.sentence.span(group.a, group.a + 1),
        })
    }

    /// The nearest amount of a kind in the clause or next to the trigger.
    fn nearest(
        &self,
        frame: &Frame,
        amounts: &[Amount],
        kind: AmountKind,
        name: &str,
        out: &mut Vec<Quantity>,
    ) {
        let centre = frame.noun.map_or(frame.trigger.0, |noun| self.groups.nouns[noun].head);
        let best = amounts
            .iter()
            .filter(|amount| amount.kind == kind)
            .filter_map(|amount| {
                let tokens = self.sentence.tokens_of(&amount.words);
                let at = tokens.start.min(self.sentence.len().saturating_sub(1));
                let same = self.clauses.owner.get(at).is_some_and(|&owner| owner as usize == frame.clause)
                    || frame.trigger.0 <= at && at < frame.trigger.1;
                let distance = at.abs_diff(centre);
                (same && distance <= 14).then_some((distance, amount))
            })
            .min_by_key(|(distance, _)| *distance);
        if let Some((_, amount)) = best {
            out.push(quantity(self.sentence, amount, name));
        }
    }
}

fn quantity(sentence: &Sentence, amount: &Amount, kind: &str) -> Quantity {
    Quantity {
        kind: kind.to_owned(),
        low: amount.low,
        best: amount.best,
        high: amount.high,
        unit: amount.unit.map(str::to_owned),
        is_minimum: amount.is_minimum,
        is_approximate: amount.is_approximate,
        span: sentence.words.span(amount.words.clone()),
    }
}
