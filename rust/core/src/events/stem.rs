//! Whether a word is made of another by the rules of English, or ends as only its common words do.

/// Endings, and what stands in their place in the word that they are put to.
const ENDINGS: [(&str, &str); 26] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("ier", "y"),
    ("iers", "y"),
    ("or", ""),
    ("or", "e"),
    ("ors", "e"),
    ("ly", ""),
    ("ily", "y"),
    ("bly", "ble"),
    ("ally", ""),
    ("al", ""),
    ("ness", ""),
    ("iness", "y"),
    ("ist", ""),
    ("ists", ""),
];

/// What is put before a word.
const PREFIXES: [&str; 19] = [
    "un", "re", "non", "anti", "counter", "inter", "over", "under", "mis", "dis", "sub", "multi", "semi",
    "pre", "co", "pro", "in", "im", "out",
];

/// Ends of words of seven letters or more that are no names.
const COMMON: [&str; 26] = [
    "tion", "tions", "sion", "sions", "ment", "ments", "mental", "ness", "ity", "ities", "ism", "ance",
    "ances", "ence", "ences", "able", "ible", "ious", "eous", "tive", "tives", "sive", "ful", "less", "ship",
    "tional",
];

/// Whether `known` knows the word that this one is made of, or its ending tells that it is none of a name.
pub(super) fn explains(word: &str, known: impl Fn(&str) -> bool) -> bool {
    if word.len() < 4 {
        return false;
    }
    if word.len() >= 7 && COMMON.iter().any(|ending| word.ends_with(ending)) {
        return true;
    }
    if word.len() >= 8 && word.ends_with("ly")
        || ["istry", "ology", "graphy"].iter().any(|end| word.ends_with(end))
    {
        return true;
    }
    if has_stem(word, &known) {
        return true;
    }
    PREFIXES.iter().any(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= 4 && (known(rest) || has_stem(rest, &known)))
    })
}

fn has_stem(word: &str, known: impl Fn(&str) -> bool) -> bool {
    ENDINGS.iter().any(|(ending, instead)| {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) else { return false };
        if instead.is_empty() {
            known(stem) || is_doubled(stem) && known(&stem[..stem.len() - 1])
        } else {
            known(&format!("{stem}{instead}"))
        }
    })
}

/// Whether it ends with a consonant twice, as before an ending: `planned`.
fn is_doubled(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    bytes.len() > 3
        && bytes.is_ascii()
        && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
        && !matches!(bytes[bytes.len() - 1], b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::explains;

    #[test]
    fn words_are_explained_by_their_stems_and_endings() {
        let known = |word: &str| matches!(word, "plan" | "occupy" | "force" | "happy" | "sabotage" | "legal");
        for word in ["planned", "occupiers", "forces", "unhappily", "sabotaged", "illegality", "repression"] {
            assert!(explains(word, known), "{word}");
        }
        for word in ["cerezo", "planas", "duarte", "mohammed", "forceville", "unión", "é", ""] {
            assert!(!explains(word, known), "{word}");
        }
    }
}
