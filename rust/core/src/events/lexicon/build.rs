//! How a lexicon is made: words are interned, verbs and nouns get their forms, phrases their senses; at the end, what is
//! asked of every word is gathered.

use rustc_hash::FxHashSet;

use super::{
    Entry, EntryId, Form, Glance, LemmaId, Lexicon, Node, Sense, Way, act_bit, bit_of, flag, kind_of,
};
use crate::events::company::{Companies, Trigger};
use crate::events::grammar;
use crate::events::inflect::{self, use_of};
use crate::events::tag::{Tagging, other_words};
use crate::normalise::traits;
use crate::text::span::Span;
use crate::text::words::Words;

impl Lexicon {
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node::default()], glances: vec![Glance::default()], ..Self::default() }
    }

    pub(crate) fn intern(&mut self, word: &str) -> EntryId {
        let id = self.words.insert(word);
        if self.entries.len() <= id as usize {
            self.entries.resize_with(id as usize + 1, Entry::default);
        }
        id
    }

    pub(crate) fn set_irregular(&mut self, verb: &str, forms: [&str; 3]) {
        self.irregular.insert(verb.into(), forms.map(Into::into));
    }

    /// How nouns that end in `one` end in the plural.
    pub(crate) fn set_plural(&mut self, one: &str, many: &str) {
        self.plurals.push((one.into(), many.into()));
        self.plurals.sort_by_key(|(one, _)| std::cmp::Reverse(one.len()));
    }

    /// The past tense and participle that a verb has beside those of its own list or of the rule.
    pub(crate) fn set_second_past(&mut self, verb: &str, form: &str) {
        self.second_past.insert(verb.into(), form.into());
    }

    /// The plural of a noun.
    pub(crate) fn plural(&self, noun: &str) -> String {
        let irregular = self.plurals.iter().find_map(|(one, many)| Some((noun.strip_suffix(&**one)?, many)));
        irregular.map_or_else(|| inflect::with_s(noun), |(stem, many)| format!("{stem}{many}"))
    }

    pub(crate) fn set_doubling(&mut self, verb: &str) {
        self.doubling.insert(verb.into());
    }

    /// Adds a verb with all its forms, once.
    pub(crate) fn add_verb(&mut self, verb: &str) -> LemmaId {
        if let Some(&id) = self.lemma_ids.get(verb) {
            return id;
        }
        let id = self.lemmas.len() as LemmaId;
        self.lemmas.push(verb.into());
        self.lemma_ids.insert(verb.into(), id);
        self.written.push(Vec::new());
        let doubles = self.doubling.contains(verb);
        // a prefixed verb follows its stem: overrun, retake, re-open
        let prefix = ["re-", "over", "re", "with", "under", "mis", "out", "up"]
            .into_iter()
            .find(|prefix| verb.strip_prefix(prefix).is_some_and(|stem| self.irregular.contains_key(stem)));
        let forms = match (self.irregular.get(verb), prefix) {
            (Some(forms), _) => forms.clone(),
            (None, Some(prefix)) => {
                let stem = &self.irregular[&verb[prefix.len()..]];
                [0, 1, 2].map(|i| format!("{prefix}{}", stem[i]).into())
            }
            (None, None) => {
                let past: Box<str> = inflect::past(verb, doubles).into();
                [past.clone(), past, inflect::gerund(verb, doubles).into()]
            }
        };
        self.add_form(verb, id, use_of::BASE);
        self.add_form(&inflect::with_s(verb), id, use_of::THIRD);
        self.add_form(&forms[0], id, use_of::PAST);
        self.add_form(&forms[1], id, use_of::PARTICIPLE);
        self.add_form(&forms[2], id, use_of::GERUND);
        if prefix.is_none() && !self.irregular.contains_key(verb) && inflect::doubles_or_not(verb, doubles) {
            self.add_form(&inflect::past(verb, !doubles), id, use_of::PAST | use_of::PARTICIPLE);
            self.add_form(&inflect::gerund(verb, !doubles), id, use_of::GERUND);
        }
        if let Some(form) = self.second_past.get(verb).cloned() {
            self.add_form(&form, id, use_of::PAST | use_of::PARTICIPLE);
        }
        id
    }

    fn add_form(&mut self, form: &str, lemma: LemmaId, uses: u8) {
        // a hyphenated form is found by its phrase in the token stream; the verb is its last word there
        let id = self.intern(form);
        let forms = &mut self.entries[id as usize].forms;
        if let Some(old) = forms.iter_mut().find(|old| old.lemma == lemma) {
            old.uses |= uses;
        } else {
            forms.push(Form { lemma, uses });
            self.written[lemma as usize].push(id);
        }
    }

    /// Adds a form that a verb has beside those of its list or of the rule; its ending tells which.
    pub(crate) fn add_other_form(&mut self, form: &str, lemma: LemmaId) {
        let uses = match form {
            _ if form.ends_with("ing") => use_of::GERUND,
            _ if form.ends_with('s') => use_of::THIRD,
            _ => use_of::PAST | use_of::PARTICIPLE,
        };
        self.add_form(form, lemma, uses);
    }

    /// Adds a noun in both numbers.
    pub(crate) fn add_noun(&mut self, noun: &str) {
        let id = self.intern(noun);
        self.entries[id as usize].singular = true;
        let id = self.intern(&self.plural(noun));
        self.entries[id as usize].plural = true;
    }

    /// Adds a sense to a phrase, written as words parted by spaces. Hyphens are marks of their own; the phrase
    /// is also found with spaces in place of its hyphens.
    pub(crate) fn add_phrase(&mut self, phrase: &str, sense: Sense, trigger: Option<Trigger>) {
        let mut words = Words::default();
        words.read(phrase, Span::new(0, phrase.len()));
        let tokens: Vec<String> = (0..words.len()).map(|index| words.lower(index).to_owned()).collect();
        self.add_tokens(&tokens, sense, trigger);
        if tokens.iter().any(|token| token == "-") {
            let spaced: Vec<String> = tokens.into_iter().filter(|token| token != "-").collect();
            self.add_tokens(&spaced, sense, trigger);
        }
    }

    fn add_tokens(&mut self, tokens: &[String], sense: Sense, trigger: Option<Trigger>) {
        let mut node = 0;
        for (index, token) in tokens.iter().enumerate() {
            let id = self.intern(token);
            if index == 0 {
                if self.entries[id as usize].node == 0 {
                    self.entries[id as usize].node = self.new_node();
                }
                node = self.entries[id as usize].node;
            } else {
                let known = self.next.get(&(node, id)).copied();
                node = known.unwrap_or_else(|| {
                    let next = self.new_node();
                    self.next.insert((node, id), next);
                    next
                });
            }
        }
        if node == 0 {
            return;
        }
        let slot = &mut self.nodes[node as usize];
        if let Some(trigger) = trigger.filter(|trigger| !slot.triggers.contains(trigger)) {
            slot.triggers.push(trigger);
        }
        if let Sense::Act(act) = sense {
            slot.acts |= act_bit(act);
        }
        slot.kinds |= kind_of::sense(sense);
        if let Sense::Class(bits) = sense {
            slot.classes |= bits;
        }
        match sense {
            Sense::Class(bits) => match slot.senses.iter_mut().find_map(|old| match old {
                Sense::Class(old) => Some(old),
                _ => None,
            }) {
                Some(old) => *old |= bits,
                None => slot.senses.push(sense),
            },
            _ if slot.senses.contains(&sense) => {}
            _ => slot.senses.push(sense),
        }
        if let (Sense::Class(bits), [only]) = (sense, tokens) {
            let id = self.look_up(only);
            self.entries[id as usize].classes |= bits;
        }
        if let (Sense::Act(act), [only]) = (sense, tokens) {
            let id = self.look_up(only);
            self.entries[id as usize].noun_act.get_or_insert(act);
        }
    }

    fn new_node(&mut self) -> u32 {
        self.nodes.push(Node::default());
        self.nodes.len() as u32 - 1
    }

    /// Gathers what is asked of every word. Called once, when all lists are in. `reports` says whether a verb
    /// has a sense of reporting, `mediates` whether it is one of a third party.
    pub(crate) fn finish(&mut self, reports: impl Fn(LemmaId) -> bool, mediates: impl Fn(LemmaId) -> bool) {
        for word in
            grammar::closed_words().chain(other_words()).chain(["\"", "'", "(", "["]).chain(traits::words())
        {
            self.intern(word);
        }
        self.by = self.words.get("by");
        self.quotes = ["\"", "'"].map(|mark| self.look_up(mark));
        for word in ["according", "as", "citing"] {
            self.sources |= bit_of(self.intern(word));
        }
        for (entry, word) in self.entries.iter_mut().zip(self.words.iter()) {
            entry.tagging = Tagging::of(word, entry);
        }
        // a node is made after the one that it follows, so that one walk backwards reaches all
        let mut opens: Vec<bool> = self.nodes.iter().map(|node| !node.triggers.is_empty()).collect();
        let mut claims: Vec<bool> = self.nodes.iter().map(|node| node.kinds & kind_of::REPORT != 0).collect();
        let mut edges: Vec<(u32, u32)> = self.next.iter().map(|(&(from, _), &to)| (to, from)).collect();
        edges.sort_unstable();
        for &(to, from) in edges.iter().rev() {
            opens[from as usize] |= opens[to as usize];
            claims[from as usize] |= claims[to as usize];
        }
        let way = |node: &Node| Way { next: 0, ends: !node.senses.is_empty() };
        self.ways = self.nodes.iter().map(way).collect();
        for &(from, word) in self.next.keys() {
            self.ways[from as usize].next |= bit_of(word);
        }
        let small: FxHashSet<EntryId> = grammar::small_words().map(|word| self.look_up(word)).collect();
        self.sets.gather(self.entries.len(), &small);
        let (companies, flags) = Companies::of(&mut self.entries, &small, &self.sets);
        self.companies = companies;
        self.glances = self
            .entries
            .iter()
            .zip(self.words.iter())
            .zip(flags)
            .map(|((entry, word), flags)| Glance {
                classes: entry.classes,
                acts: entry.acts,
                node: entry.node,
                traits: traits::of(word),
                flags: flags
                    | u32::from(entry.subjects) << flag::SUBJECT
                    | if opens[entry.node as usize] { flag::OPENS } else { 0 }
                    | if matches!(word, "\"" | "'") { flag::QUOTE } else { 0 }
                    | if entry.forms.iter().any(|form| reports(form.lemma)) { flag::REPORTS } else { 0 }
                    | if matches!(word, "," | "-" | "." | "/" | "$") { flag::JOINS } else { 0 }
                    | if entry.event.is_some() { flag::EVENT } else { 0 }
                    | if grammar::auxiliary(word).is_some() { flag::AUXILIARY } else { 0 }
                    | if grammar::vows(word) { flag::VOWS } else { 0 }
                    | if entry.forms.iter().any(|form| mediates(form.lemma)) { flag::MEDIATES } else { 0 }
                    | if entry.armed { flag::ARMED } else { 0 }
                    | if matches!(word, "(" | "[") { flag::BRACKET } else { 0 }
                    | if grammar::is_negative(word) { flag::NEGATES } else { 0 }
                    | if entry.says || claims[entry.node as usize] { flag::SAYS } else { 0 },
            })
            // the last one is that of the unknown word
            .chain([Glance::default()])
            .collect();
    }
}
