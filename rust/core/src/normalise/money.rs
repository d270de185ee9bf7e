//! Currencies: their signs, codes and names, as ISO 4217 codes.
//!
//! `$` alone is read as the US dollar, which is what news in English means by it; `A$`, `C$`, `HK$` say which
//! other one they mean. Names shared by many states (`pesos`, `francs`, `pounds` of weight) keep a name of
//! their own in lower case instead of a guessed code. Source of the codes: ISO 4217.
//!
//! Cost: a comparison of short strings beside a number, no allocation.

use crate::text::words::{Shape, Words};

/// A currency sign at `at` (with the letters before it, `US$`): its code and the index of the number.
pub(crate) fn before(words: &Words, at: usize) -> Option<(&'static str, usize)> {
    let word = words.as_slice().get(at)?;
    if word.shape == Shape::Mark {
        return sign(words.lower(at)).map(|code| (code, at + 1));
    }
    if words.lower(at + 1) == "$" && words.word(at + 1).glued {
        return prefixed(words.lower(at)).map(|code| (code, at + 2));
    }
    if word.shape == Shape::Upper
        && let Some(code) = code(words.lower(at))
    {
        return Some((code, at + 1));
    }
    if matches!(words.lower(at), "rs" | "rp") && word.shape == Shape::Capital {
        let next = if words.lower(at + 1) == "." { at + 2 } else { at + 1 };
        return Some((if words.lower(at) == "rs" { "INR" } else { "IDR" }, next));
    }
    None
}

/// A currency named at `at`, after a number: its code and the index past it.
pub(crate) fn after(words: &Words, at: usize) -> Option<(&'static str, usize)> {
    let word = words.as_slice().get(at)?;
    match word.shape {
        Shape::Mark => return sign(words.lower(at)).filter(|_| word.glued).map(|code| (code, at + 1)),
        Shape::Number => return None,
        Shape::Upper => {
            if let Some(code) = code(words.lower(at)) {
                return Some((code, at + 1));
            }
        }
        _ => {}
    }
    if let Some(code) = two_words(words.lower(at), words.lower(at + 1)) {
        return Some((code, at + 2));
    }
    name(words.lower(at)).map(|code| (code, at + 1))
}

fn sign(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₹" => "INR",
        "₽" => "RUB",
        "₴" => "UAH",
        "₪" => "ILS",
        "₺" => "TRY",
        "₩" => "KRW",
        "₦" => "NGN",
        "₱" => "PHP",
        _ => return None,
    })
}

fn prefixed(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "us" | "u.s." | "u.s" => "USD",
        "a" | "au" => "AUD",
        "c" | "ca" => "CAD",
        "hk" => "HKD",
        "nz" => "NZD",
        "s" | "sg" => "SGD",
        "r" => "BRL",
        "nt" => "TWD",
        _ => return None,
    })
}

fn code(upper: &str) -> Option<&'static str> {
    Some(match upper {
        "usd" => "USD",
        "eur" => "EUR",
        "gbp" => "GBP",
        "jpy" => "JPY",
        "chf" => "CHF",
        "cny" | "rmb" => "CNY",
        "inr" => "INR",
        "rub" => "RUB",
        "uah" => "UAH",
        "aud" => "AUD",
        "cad" => "CAD",
        "sek" => "SEK",
        "nok" => "NOK",
        "dkk" => "DKK",
        "pln" => "PLN",
        "aed" => "AED",
        "sar" => "SAR",
        "zar" => "ZAR",
        _ => return None,
    })
}

fn two_words(first: &str, second: &str) -> Option<&'static str> {
    Some(match (first, second) {
        ("us" | "u.s." | "american", "dollars" | "dollar") => "USD",
        ("australian", "dollars" | "dollar") => "AUD",
        ("canadian", "dollars" | "dollar") => "CAD",
        ("pounds" | "pound", "sterling") | ("british", "pounds") => "GBP",
        ("swiss", "francs" | "franc") => "CHF",
        ("cfa", "francs" | "franc") => "XOF",
        ("indian", "rupees" | "rupee") => "INR",
        ("pakistani" | "pakistan", "rupees" | "rupee") => "PKR",
        ("syrian", "pounds" | "pound") => "SYP",
        ("egyptian", "pounds" | "pound") => "EGP",
        ("lebanese", "pounds" | "pound" | "lira") => "LBP",
        ("turkish", "lira" | "liras") => "TRY",
        ("iraqi", "dinars" | "dinar") => "IQD",
        ("saudi", "riyals" | "riyal") => "SAR",
        ("danish", "crowns" | "kroner") => "DKK",
        ("norwegian", "crowns" | "kroner") => "NOK",
        ("swedish", "crowns" | "kronor") => "SEK",
        ("mexican", "pesos") => "MXN",
        ("philippine", "pesos") => "PHP",
        _ => return None,
    })
}

fn name(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "dollar" | "dollars" | "bucks" => "USD",
        "euro" | "euros" => "EUR",
        "yen" => "JPY",
        "yuan" | "renminbi" => "CNY",
        "rouble" | "roubles" | "ruble" | "rubles" => "RUB",
        "hryvnia" | "hryvnias" | "hryvnya" => "UAH",
        "shekel" | "shekels" => "ILS",
        "naira" => "NGN",
        "zloty" | "zlotys" => "PLN",
        "afghanis" => "AFN",
        "cents" => "cents",
        "rupee" | "rupees" => "rupees",
        "peso" | "pesos" => "pesos",
        "franc" | "francs" => "francs",
        "dinar" | "dinars" => "dinars",
        "riyal" | "riyals" | "rial" | "rials" => "rials",
        "lira" | "liras" => "lira",
        "dirham" | "dirhams" => "dirhams",
        "shilling" | "shillings" => "shillings",
        "baht" => "THB",
        "rand" => "ZAR",
        "reais" => "BRL",
        "rupiah" => "IDR",
        "ringgit" => "MYR",
        _ => return None,
    })
}
