//! The text of a pattern to its tree. Errors name the column and what was expected there.

use std::fmt;

/// What one step of a pattern asks of the tokens at a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Atom {
    /// A word as written, folded: `ceasefire`.
    Word(String),
    /// A word in any of its forms: `~sign`.
    Lemma(String),
    /// A token of one of these classes: `<armed|state>`.
    Class(Vec<String>),
    /// A whole noun group; with classes, one whose head has one of them: `@`, `@<armed>`.
    Group(Vec<String>),
    /// A token of this tag: `%number`.
    Tag(String),
    /// A token whose raw text matches a regular expression from end to end: `/[A-Z]+-\d+/`.
    Regex(String),
    /// Any one token: `_`.
    Any,
    /// A phrase of a set of `[sets]`: `&currency`.
    Set(String),
    /// The verb of a `[[verb]]` table: `*`.
    Verb,
    /// A token that the atom does not match: `!not`.
    Not(Box<Atom>),
}

/// A pattern as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One step.
    Atom(Atom),
    /// One after the other, with nothing between.
    Sequence(Vec<Node>),
    /// The first of these that leads to a match.
    Either(Vec<Node>),
    /// Between `least` and `most` times; `None` for no bound. Greedy takes as many as it can.
    Repeat { node: Box<Node>, least: u32, most: Option<u32>, greedy: bool },
    /// A slot: the tokens that the part matched.
    Capture(String, Box<Node>),
    /// The beginning of the scope: `^`.
    Start,
    /// Its end: `$`.
    End,
}

/// Why a pattern could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// Characters before the fault, counted from 1.
    pub(super) column: usize,
    /// What was expected.
    pub(super) message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// Nested brackets beyond this are refused; no rule written by hand comes near.
const DEPTH: usize = 64;
/// The largest bound of a gap or a repetition.
const MOST: u32 = 100;

/// Reads a pattern.
pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut parser = Parser { chars: text.chars().collect(), at: 0, depth: 0 };
    let node = parser.either()?;
    parser.space();
    match parser.peek() {
        None => Ok(node),
        Some(c) => Err(parser.error(format!("expected the end of the pattern, found {c:?}"))),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError { column: self.at + 1, message: message.into() }
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, c: char) -> Result<(), SyntaxError> {
        if self.eat(c) { Ok(()) } else { Err(self.error(format!("expected {c:?}"))) }
    }

    fn either(&mut self) -> Result<Node, SyntaxError> {
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Either(branches) })
    }

    fn sequence(&mut self) -> Result<Node, SyntaxError> {
        let mut nodes = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(_) => nodes.push(self.repeated()?),
            }
        }
        match nodes.len() {
            0 => Err(self.error("expected a word, a class such as <armed>, or a bracket")),
            1 => Ok(nodes.remove(0)),
            _ => Ok(Node::Sequence(nodes)),
        }
    }

    /// A step with its slot and its repetition: `actor:<name>+`.
    fn repeated(&mut self) -> Result<Node, SyntaxError> {
        if let Some(slot) = self.slot() {
            if self.depth == DEPTH {
                return Err(self.error(format!("expected at most {DEPTH} brackets and slots in each other")));
            }
            self.depth += 1;
            let node = self.repeated()?;
            self.depth -= 1;
            return Ok(Node::Capture(slot, Box::new(node)));
        }
        let bracket = self.peek() == Some('(');
        let node = self.single()?;
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            _ => return Ok(node),
        };
        if !bracket && matches!(node, Node::Start | Node::End | Node::Repeat { .. }) {
            return Err(self.error("expected a word, class or bracket before ?, * or +"));
        }
        self.at += 1;
        Ok(Node::Repeat { node: Box::new(node), least, most, greedy: true })
    }

    fn single(&mut self) -> Result<Node, SyntaxError> {
        match self.peek() {
            Some('^') => {
                self.at += 1;
                Ok(Node::Start)
            }
            Some('$') => {
                self.at += 1;
                Ok(Node::End)
            }
            Some('(') => self.bracket(),
            Some('.') => self.gap(),
            _ => Ok(Node::Atom(self.atom()?)),
        }
    }

    fn bracket(&mut self) -> Result<Node, SyntaxError> {
        if self.depth == DEPTH {
            return Err(self.error(format!("expected at most {DEPTH} brackets and slots in each other")));
        }
        self.depth += 1;
        self.expect('(')?;
        let node = self.either()?;
        self.expect(')')?;
        self.depth -= 1;
        Ok(node)
    }

    /// `...` for any number of tokens, `..3` for at most three; as few as lead to a match.
    fn gap(&mut self) -> Result<Node, SyntaxError> {
        self.expect('.')?;
        self.expect('.')?;
        let most = if self.eat('.') {
            None
        } else {
            let most = self.number()?;
            if !(1..=MOST).contains(&most) {
                return Err(self.error(format!("expected a gap of 1 to {MOST} tokens")));
            }
            Some(most)
        };
        Ok(Node::Repeat { node: Box::new(Node::Atom(Atom::Any)), least: 0, most, greedy: false })
    }

    fn number(&mut self) -> Result<u32, SyntaxError> {
        let from = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.chars[from..self.at].iter().collect();
        digits.parse().map_err(|_| self.error("expected a third point, or a number of tokens"))
    }

    /// The name before a colon that stands against what follows: `actor:@`.
    fn slot(&mut self) -> Option<String> {
        let rest = &self.chars[self.at..];
        let length = rest.iter().take_while(|c| c.is_ascii_lowercase() || **c == '_').count();
        let opens = rest.get(length + 1).is_some_and(|c| !c.is_whitespace());
        if length == 0 || rest.get(length) != Some(&':') || !opens {
            return None;
        }
        let name = rest[..length].iter().collect();
        self.at += length + 1;
        Some(name)
    }

    fn atom(&mut self) -> Result<Atom, SyntaxError> {
        match self.peek() {
            Some('!') => {
                self.at += 1;
                if matches!(self.peek(), Some('@' | '!' | '&' | '*')) {
                    return Err(self.error("expected one token after !, not a group"));
                }
                Ok(Atom::Not(Box::new(self.atom()?)))
            }
            Some('~') => {
                self.at += 1;
                Ok(Atom::Lemma(self.word()?))
            }
            Some('<') => Ok(Atom::Class(self.classes()?)),
            Some('@') => {
                self.at += 1;
                Ok(Atom::Group(if self.peek() == Some('<') { self.classes()? } else { Vec::new() }))
            }
            Some('%') => {
                self.at += 1;
                Ok(Atom::Tag(self.word()?))
            }
            Some('&') => {
                self.at += 1;
                Ok(Atom::Set(self.word()?))
            }
            Some('*') => {
                self.at += 1;
                Ok(Atom::Verb)
            }
            Some('/') => self.regex(),
            Some('"') => self.quoted(),
            Some('_') if self.chars.get(self.at + 1).is_none_or(|c| !c.is_alphanumeric()) => {
                self.at += 1;
                Ok(Atom::Any)
            }
            _ => Ok(Atom::Word(self.word()?)),
        }
    }

    fn word(&mut self) -> Result<String, SyntaxError> {
        let from = self.at;
        while self.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '_' | '-' | '’')) {
            self.at += 1;
        }
        if from == self.at {
            let found = self.peek().map_or_else(|| "the end".to_owned(), |c| format!("{c:?}"));
            return Err(self.error(format!("expected a word, found {found}")));
        }
        Ok(self.chars[from..self.at].iter().collect())
    }

    fn classes(&mut self) -> Result<Vec<String>, SyntaxError> {
        self.expect('<')?;
        let mut names = vec![self.word()?];
        while self.eat('|') {
            names.push(self.word()?);
        }
        self.expect('>')?;
        Ok(names)
    }

    fn until(&mut self, close: char) -> Result<String, SyntaxError> {
        let from = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek() {
                None => {
                    self.at = from;
                    return Err(self.error(format!("expected a closing {close:?}")));
                }
                Some('\\') if self.chars.get(self.at + 1) == Some(&close) => {
                    text.push(close);
                    self.at += 2;
                }
                Some(c) if c == close => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(c) => {
                    text.push(c);
                    self.at += 1;
                }
            }
        }
    }

    fn regex(&mut self) -> Result<Atom, SyntaxError> {
        let from = self.at;
        let text = self.until('/')?;
        if text.is_empty() {
            self.at = from;
            return Err(self.error("expected a regular expression between the slashes"));
        }
        Ok(Atom::Regex(text))
    }

    fn quoted(&mut self) -> Result<Atom, SyntaxError> {
        let from = self.at;
        let text = self.until('"')?;
        if text.is_empty() || text.contains(char::is_whitespace) {
            self.at = from;
            return Err(self.error("expected one word or mark between the quotation marks"));
        }
        Ok(Atom::Word(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_becomes_a_tree() {
        let tree = parse("actor:@<state> ~sign (the|a)? ..3 recipient:@").unwrap();
        let word = |text: &str| Node::Atom(Atom::Word(text.to_owned()));
        let group = |classes: &[&str]| {
            Node::Atom(Atom::Group(classes.iter().map(|name| (*name).to_owned()).collect()))
        };
        let many = |node, least, most, greedy| Node::Repeat { node: Box::new(node), least, most, greedy };
        assert_eq!(
            tree,
            Node::Sequence(vec![
                Node::Capture("actor".to_owned(), Box::new(group(&["state"]))),
                Node::Atom(Atom::Lemma("sign".to_owned())),
                many(Node::Either(vec![word("the"), word("a")]), 0, Some(1), true),
                many(Node::Atom(Atom::Any), 0, Some(3), false),
                Node::Capture("recipient".to_owned(), Box::new(group(&[]))),
            ])
        );
    }

    #[test]
    fn faults_are_told_with_their_column() {
        for (text, column, message) in [
            ("", 1, "expected a word, a class"),
            ("call for (truce", 16, "expected ')'"),
            ("call )", 6, "expected the end"),
            ("a . b", 4, "expected '.'"),
            ("a .. b", 5, "expected a third point"),
            ("a ..0 b", 6, "expected a gap of 1 to 100"),
            ("<armed", 7, "expected '>'"),
            ("~ sign", 2, "expected a word, found ' '"),
            ("x /ab", 3, "expected a closing '/'"),
            ("?", 1, "expected a word, found '?'"),
            ("^? a", 2, "expected a word, class or bracket before"),
            ("!@", 2, "expected one token after !"),
            ("a \"two words\"", 3, "expected one word or mark"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.column, column, "{text}: {error}");
            assert!(error.message.starts_with(message), "{text}: {error}");
        }
    }

    #[test]
    fn brackets_have_an_end() {
        let deep = "(".repeat(100_000);
        assert!(parse(&deep).unwrap_err().message.starts_with("expected at most"));
    }
}
