//! The forms of regular English verbs and nouns, made when a pack is compiled.
//!
//! What is irregular, and verbs that double their last letter, come from the pack; what is left follows spelling.

/// How a form of a verb is used. A form may have several uses (`put` has three).
pub(crate) mod use_of {
    /// Infinitive, imperative, present of plural subjects.
    pub(crate) const BASE: u8 = 1;
    /// Third person singular.
    pub(crate) const THIRD: u8 = 2;
    /// Past tense.
    pub(crate) const PAST: u8 = 4;
    /// Past participle.
    pub(crate) const PARTICIPLE: u8 = 8;
    /// Present participle and gerund.
    pub(crate) const GERUND: u8 = 16;
}

fn is_vowel(byte: Option<&u8>) -> bool {
    matches!(byte, Some(b'a' | b'e' | b'i' | b'o' | b'u'))
}

fn consonant_y(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 1 && bytes[bytes.len() - 1] == b'y' && !is_vowel(bytes.get(bytes.len() - 2))
}

/// `attack` to `attacks`, `ambush` to `ambushes`, `ally` to `allies`; also the regular plural of a noun.
pub(crate) fn with_s(word: &str) -> String {
    if consonant_y(word) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let bytes = word.as_bytes();
    let round = bytes.len() > 1 && bytes[bytes.len() - 1] == b'o' && !is_vowel(bytes.get(bytes.len() - 2));
    let hissing = round || ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hissing { "es" } else { "s" })
}

/// Past tense of a regular verb.
pub(crate) fn past(verb: &str, doubles: bool) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if consonant_y(verb) {
        format!("{}ied", &verb[..verb.len() - 1])
    } else {
        format!("{}ed", doubled(verb, doubles))
    }
}

/// Present participle of a regular verb.
pub(crate) fn gerund(verb: &str, doubles: bool) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if verb.ends_with('e') && !verb.ends_with("ee") && !verb.ends_with("oe") && verb.len() > 2 {
        return format!("{}ing", &verb[..verb.len() - 1]);
    }
    format!("{}ing", doubled(verb, doubles))
}

fn doubled(verb: &str, doubles: bool) -> String {
    match verb.chars().next_back() {
        Some(last) if doubles => format!("{verb}{last}"),
        _ => verb.to_owned(),
    }
}

/// Whether a verb is written with one last letter and with two, as a Briton or an American writes: `travelled`,
/// `traveled`, `kidnapped`, `kidnaped`.
pub(crate) fn doubles_or_not(verb: &str, doubles: bool) -> bool {
    let bytes = verb.as_bytes();
    let vowels = |at: usize| is_vowel(bytes.get(at));
    let syllables = (0..bytes.len()).filter(|&at| vowels(at) && !vowels(at + 1)).count();
    let single = bytes.len() > 2 && vowels(bytes.len() - 2) && !vowels(bytes.len() - 3);
    match bytes.last() {
        Some(b'l') => doubles || single && syllables > 1,
        Some(b'p') => doubles && syllables > 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_follows_the_rules() {
        assert_eq!(with_s("ally"), "allies");
        assert_eq!(with_s("go"), "goes");
        assert_eq!(with_s("breach"), "breaches");
        assert_eq!(with_s("veto"), "vetoes");
        assert_eq!(past("deny", false), "denied");
        assert_eq!(past("drop", true), "dropped");
        assert_eq!(gerund("flee", false), "fleeing");
        assert_eq!(gerund("die", false), "dying");
        assert_eq!(gerund("strike", false), "striking");
    }

    #[test]
    fn some_verbs_are_spelt_both_ways() {
        let both = ["travel", "fuel", "signal", "kidnap"].map(|verb| doubles_or_not(verb, true));
        assert_eq!(both, [true; 4]);
        let one = ["reveal", "fail", "sail", "pull", "kill"].map(|verb| doubles_or_not(verb, false));
        assert_eq!(one, [false; 5]);
        assert!(!doubles_or_not("drop", true));
    }
}
