//! Closed lists of words, asked by one look-up.

/// Defines a function that tells whether a word is in a list written as one string.
macro_rules! word_set {
    ($(#[$doc:meta])* $visibility:vis $name:ident, $set:ident, $words:expr) => {
        static $set: std::sync::LazyLock<$crate::text::vocabulary::Vocabulary> =
            std::sync::LazyLock::new(|| $words.split_whitespace().collect());
        $(#[$doc])*
        $visibility fn $name(lower: &str) -> bool {
            $set.get(lower).is_some()
        }
    };
}

pub(crate) use word_set;
