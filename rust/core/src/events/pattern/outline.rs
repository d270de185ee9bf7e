//! What a pattern asks for, as it is written: to tell whether another one before it takes all that it could match.

use super::compile::SIDE;
use super::parse::{Atom, Node, parse};

/// The parts of a pattern between which any number of tokens may stand, in their order.
#[derive(Debug)]
pub(in crate::events) struct Outline {
    runs: Vec<Vec<Node>>,
    /// It wants several sides, and matches where it finds them only.
    sided: bool,
}

impl Outline {
    /// That of a pattern; none of one that can't be read.
    pub(in crate::events) fn of(pattern: &str) -> Option<Self> {
        let steps = match parse(pattern).ok()? {
            Node::Sequence(steps) => steps,
            other => vec![other],
        };
        let sided = steps.iter().any(is_sided);
        let runs = steps.split(is_gap).filter(|run| !run.is_empty());
        Some(Self { runs: runs.map(<[Node]>::to_vec).collect(), sided })
    }

    /// Whether this matches wherever `other` does, as far as what they ask for tells.
    pub(in crate::events) fn takes_all_of(&self, other: &Self) -> bool {
        let mut places = other.runs.iter().flat_map(|run| (0..run.len()).map(move |at| &run[at..]));
        let mut used = 0;
        !self.sided
            && self.runs.iter().all(|run| {
                // what the part before took of a run is behind
                let mut skip = std::mem::take(&mut used);
                let found = places.by_ref().any(|place| {
                    if skip > 0 {
                        skip -= 1;
                        return false;
                    }
                    run.len() <= place.len() && run.iter().zip(place).all(|(one, two)| takes(one, two))
                });
                used = run.len() - 1;
                found
            })
    }

    /// The sets that it asks for.
    pub(in crate::events) fn sets(&self) -> Vec<&str> {
        let mut out = Vec::new();
        self.runs.iter().flatten().for_each(|node| sets_of(node, &mut out));
        out
    }
}

/// Any number of tokens, or none.
fn is_gap(node: &Node) -> bool {
    matches!(node, Node::Repeat { node, least: 0, most: None, .. } if **node == Node::Atom(Atom::Any))
}

fn is_sided(node: &Node) -> bool {
    match node {
        Node::Capture(slot, node) => slot == SIDE || is_sided(node),
        Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().any(is_sided),
        Node::Repeat { node, .. } => is_sided(node),
        _ => false,
    }
}

/// Whether a step takes all that another one does.
fn takes(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Capture(_, one), other) => takes(one, other),
        (one, Node::Capture(_, other)) => takes(one, other),
        (one, Node::Either(others)) => others.iter().all(|other| takes(one, other)),
        (Node::Either(ones), other) => ones.iter().any(|one| takes(one, other)),
        (Node::Atom(Atom::Lemma(lemma)), Node::Atom(Atom::Word(word))) => lemma == word,
        (Node::Atom(Atom::Group(classes)), Node::Atom(Atom::Group(_))) if classes.is_empty() => true,
        (one, other) => one == other,
    }
}

fn sets_of<'n>(node: &'n Node, out: &mut Vec<&'n str>) {
    match node {
        Node::Atom(Atom::Set(name)) => out.push(name),
        Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().for_each(|node| sets_of(node, out)),
        Node::Repeat { node, .. } | Node::Capture(_, node) => sets_of(node, out),
        Node::Atom(_) | Node::Start | Node::End => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[test]
    fn a_line_that_asks_for_less_takes_what_one_that_asks_for_more_could() {
        for (first, second, takes) in [
            ("* ... grain", "* ... grain", true),
            ("* ... grain", "* ... grain ... to recipient:@<actor>", true),
            ("* ... grain", "not * ... new grain", true),
            ("* ... ~crop", "* ... crop", true),
            ("* ... (oats | rye)", "* ... rye", true),
            ("* ... @", "* ... recipient:@<actor>", true),
            ("* ... rye", "* ... (oats | rye)", false),
            ("* grain", "* ... grain", false),
            ("* ... grain ... oil", "* ... oil ... grain", false),
            ("* ... grain ... grain", "* ... grain", false),
            ("* ... a b ... c", "* ... a b c", true),
            ("* ... a b ... b", "* ... a b c", false),
            ("grain ... *", "* ... grain", false),
            ("* ... ..3 grain", "* ... grain", false),
            ("* ... grain", "* ... grain?", false),
            ("side:@<actor> ... *", "side:@<actor> ... * ... grain", false),
        ] {
            let [one, two] = [first, second].map(|text| Outline::of(text).unwrap());
            assert_eq!(one.takes_all_of(&two), takes, "{first} before {second}");
        }
        assert_eq!(
            Outline::of("&cereals ... (&fuels | x:&oils)").unwrap().sets(),
            ["cereals", "fuels", "oils"]
        );
        assert!(Outline::of("(a").is_none());
    }
}
