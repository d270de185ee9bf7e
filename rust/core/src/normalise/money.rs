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
    if words.lower(at + 1) == "$" {
        let letters = words.lower(at);
        if words.word(at + 1).glued {
            return prefixed(letters).or_else(|| code(letters)).map(|code| (code, at + 2));
        }
        // "HK $ 10", as texts cut into words have it; "a $ 5 note" is no Australian one
        return prefixed(letters).filter(|_| letters.len() > 1 || letters == "c").map(|code| (code, at + 2));
    }
    if word.shape == Shape::Upper
        && let Some(code) = code(words.lower(at))
    {
        return Some((code, at + 1));
    }
    // "dlrs 50 million", as wires write it
    if words.lower(at) == "dlrs" {
        return Some(("USD", at + 1));
    }
    if let Some(code) = letters(words, at) {
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
        Shape::Mark => {
            // "10 €", but not the sign of what follows in "for 10 $5 notes"
            let own =
                word.glued || words.as_slice().get(at + 1).is_none_or(|next| next.shape != Shape::Number);
            return sign(words.lower(at)).filter(|_| own).map(|code| (code, at + 1));
        }
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
    if let Some(code) = three_words(words.lower(at), words.lower(at + 1), words.lower(at + 2)) {
        return Some((code, at + 3));
    }
    if is_nationality(words.lower(at))
        && let Some(code) = name(words.lower(at + 1))
    {
        return Some((code, at + 2));
    }
    let scaled = at > 0
        && matches!(words.lower(at - 1), "million" | "billion" | "trillion" | "bn" | "m" | "mln" | "bln");
    match words.lower(at) {
        "usd" | "rmb" | "eur" | "gbp" | "uah" => return code(words.lower(at)).map(|code| (code, at + 1)),
        // "30 billion won" is money, "30 won" are winners
        "won" if scaled => return Some(("KRW", at + 1)),
        // "30 million pounds" are sterling where nothing is weighed
        "pounds" if scaled && words.lower(at + 1) != "of" => return Some(("GBP", at + 1)),
        _ => {}
    }
    name(words.lower(at)).map(|code| (code, at + 1))
}

/// Letters that stand for a currency before its figure: `RM50 million`, `KSh5bn`; single ones only before a sum with a
/// scale, `N20 billion`.
pub(crate) fn letters(words: &Words, at: usize) -> Option<&'static str> {
    let slice = words.as_slice();
    let figure = slice.get(at + 1).filter(|next| next.shape == Shape::Number)?;
    let code = match words.lower(at) {
        "rm" => "MYR",
        "ksh" | "kshs" => "KES",
        "ush" | "ushs" => "UGX",
        "tsh" | "tshs" => "TZS",
        "tk" => "BDT",
        "ghs" | "ghc" => "GHS",
        "n" => "NGN",
        "r" => "ZAR",
        _ => return None,
    };
    let scaled = || {
        matches!(words.lower(at + 2), "million" | "billion" | "trillion")
            || matches!(words.lower(at + 2), "m" | "mn" | "bn")
                && slice.get(at + 2).is_some_and(|scale| scale.glued)
    };
    let capital = words.word(at).shape != Shape::Lower;
    let long = words.lower(at).len() > 1 && (figure.glued || code == "BDT");
    (capital && (long || figure.glued && scaled())).then_some(code)
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
        "₡" => "CRC",
        "₾" => "GEL",
        "₭" => "LAK",
        "₫" => "VND",
        "฿" => "THB",
        "₸" => "KZT",
        "₼" => "AZN",
        "֏" => "AMD",
        "៛" => "KHR",
        "₮" => "MNT",
        "₿" => "XBT",
        "₲" => "PYG",
        "₵" => "GHS",
        "৳" => "BDT",
        "؋" => "AFN",
        _ => return None,
    })
}

fn prefixed(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "us" | "u.s." | "u.s" => "USD",
        "a" | "au" => "AUD",
        "c" | "ca" | "can" | "cdn" => "CAD",
        "hk" => "HKD",
        "nz" => "NZD",
        "s" | "sg" => "SGD",
        "r" => "BRL",
        "nt" => "TWD",
        "mex" | "mx" => "MXN",
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
        "hkd" => "HKD",
        "nzd" => "NZD",
        "sgd" => "SGD",
        "twd" => "TWD",
        "krw" => "KRW",
        "thb" => "THB",
        "idr" => "IDR",
        "myr" => "MYR",
        "php" => "PHP",
        "vnd" => "VND",
        "pkr" => "PKR",
        "bdt" => "BDT",
        "lkr" => "LKR",
        "npr" => "NPR",
        "afn" => "AFN",
        "irr" => "IRR",
        "iqd" => "IQD",
        "ils" => "ILS",
        "egp" => "EGP",
        "syp" => "SYP",
        "lbp" => "LBP",
        "jod" => "JOD",
        "kwd" => "KWD",
        "qar" => "QAR",
        "bhd" => "BHD",
        "omr" => "OMR",
        "yer" => "YER",
        "lyd" => "LYD",
        "tnd" => "TND",
        "dzd" => "DZD",
        "sdg" => "SDG",
        "etb" => "ETB",
        "kes" => "KES",
        "ugx" => "UGX",
        "tzs" => "TZS",
        "ngn" => "NGN",
        "ghs" => "GHS",
        "xof" => "XOF",
        "xaf" => "XAF",
        "cdf" => "CDF",
        "rwf" => "RWF",
        "mxn" => "MXN",
        "brl" => "BRL",
        "ars" => "ARS",
        "clp" => "CLP",
        "ves" => "VES",
        "uyu" => "UYU",
        "czk" => "CZK",
        "huf" => "HUF",
        "bgn" => "BGN",
        "hrk" => "HRK",
        "rsd" => "RSD",
        "isk" => "ISK",
        "gel" => "GEL",
        "amd" => "AMD",
        "azn" => "AZN",
        "kzt" => "KZT",
        "uzs" => "UZS",
        "byn" => "BYN",
        "mdl" => "MDL",
        "btc" | "xbt" => "XBT",
        _ => return None,
    })
}

fn two_words(first: &str, second: &str) -> Option<&'static str> {
    Some(match (first, second) {
        ("us" | "u.s." | "american", "dollars" | "dollar" | "dlrs" | "dlr") => "USD",
        ("australian", "dollars" | "dollar" | "dlrs") => "AUD",
        ("canadian", "dollars" | "dollar" | "dlrs") => "CAD",
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
        ("german" | "deutsche" | "west", "marks" | "mark") => "DEM",
        ("french", "francs" | "franc") => "FRF",
        ("belgian", "francs" | "franc") => "BEF",
        ("danish", "crowns" | "kroner") => "DKK",
        ("norwegian", "crowns" | "kroner") => "NOK",
        ("swedish", "crowns" | "kronor") => "SEK",
        ("mexican", "pesos") => "MXN",
        ("philippine", "pesos") => "PHP",
        ("zimbabwe" | "zimbabwean", "dollars" | "dollar") => "ZWL",
        ("singapore" | "singaporean", "dollars" | "dollar") => "SGD",
        ("taiwan" | "taiwanese", "dollars" | "dollar") => "TWD",
        ("jamaican", "dollars" | "dollar") => "JMD",
        ("liberian", "dollars" | "dollar") => "LRD",
        ("kenyan" | "kenya", "shillings" | "shilling") => "KES",
        ("ugandan" | "uganda", "shillings" | "shilling") => "UGX",
        ("tanzanian" | "tanzania", "shillings" | "shilling") => "TZS",
        ("somali", "shillings" | "shilling") => "SOS",
        ("jordanian", "dinars" | "dinar") => "JOD",
        ("kuwaiti", "dinars" | "dinar") => "KWD",
        ("libyan", "dinars" | "dinar") => "LYD",
        ("tunisian", "dinars" | "dinar") => "TND",
        ("algerian", "dinars" | "dinar") => "DZD",
        ("serbian", "dinars" | "dinar") => "RSD",
        ("bahraini", "dinars" | "dinar") => "BHD",
        ("moroccan", "dirhams" | "dirham") => "MAD",
        ("emirati" | "uae", "dirhams" | "dirham") => "AED",
        ("iranian", "rials" | "rial" | "riyals") => "IRR",
        ("yemeni", "rials" | "rial" | "riyals") => "YER",
        ("omani", "rials" | "rial" | "riyals") => "OMR",
        ("qatari", "riyals" | "riyal" | "rials") => "QAR",
        ("sudanese", "pounds" | "pound") => "SDG",
        ("irish", "pounds" | "pound" | "punts") => "IEP",
        ("nepali" | "nepalese", "rupees" | "rupee") => "NPR",
        ("mauritian", "rupees" | "rupee") => "MUR",
        ("argentine" | "argentinian", "pesos") => "ARS",
        ("chilean", "pesos") => "CLP",
        ("colombian", "pesos") => "COP",
        ("cuban", "pesos") => "CUP",
        ("uruguayan", "pesos") => "UYU",
        ("congolese", "francs" | "franc") => "CDF",
        ("rwandan", "francs" | "franc") => "RWF",
        ("burundian" | "burundi", "francs" | "franc") => "BIF",
        ("czech", "crowns" | "koruna" | "korunas") => "CZK",
        ("slovak", "crowns" | "koruna") => "SKK",
        ("icelandic", "kronur" | "krona" | "crowns") => "ISK",
        ("romanian", "lei" | "leu") => "RON",
        ("moldovan", "lei" | "leu") => "MDL",
        ("bulgarian", "leva" | "lev" | "levs") => "BGN",
        _ => return None,
    })
}

/// Currencies of countries with a name of two words.
fn three_words(first: &str, second: &str, third: &str) -> Option<&'static str> {
    Some(match (first, second, third) {
        ("hong", "kong", "dollars" | "dollar") => "HKD",
        ("new", "zealand", "dollars" | "dollar") => "NZD",
        ("new", "taiwan", "dollars" | "dollar") => "TWD",
        ("sri", "lankan" | "lanka", "rupees" | "rupee") => "LKR",
        ("south", "sudanese", "pounds" | "pound") => "SSP",
        ("south", "african", "rand" | "rands") => "ZAR",
        ("south", "korean", "won") => "KRW",
        _ => return None,
    })
}

/// Words that only repeat whose currency it is: `Chinese yuan`, `Dutch guilders`.
fn is_nationality(lower: &str) -> bool {
    matches!(
        lower,
        "chinese"
            | "japanese"
            | "russian"
            | "ukrainian"
            | "israeli"
            | "polish"
            | "thai"
            | "nigerian"
            | "dutch"
            | "finnish"
            | "spanish"
            | "greek"
            | "hungarian"
            | "kazakh"
            | "afghan"
            | "vietnamese"
            | "ethiopian"
            | "indonesian"
            | "malaysian"
            | "georgian"
            | "armenian"
            | "brazilian"
    )
}

fn name(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "dollar" | "dollars" | "bucks" | "dlr" | "dlrs" => "USD",
        "euro" | "euros" => "EUR",
        "yen" => "JPY",
        "stg" | "sterling" => "GBP",
        "yuan" | "renminbi" => "CNY",
        "rouble" | "roubles" | "ruble" | "rubles" => "RUB",
        "hryvnia" | "hryvnias" | "hryvnya" => "UAH",
        "shekel" | "shekels" => "ILS",
        "naira" => "NGN",
        "zloty" | "zlotys" => "PLN",
        "afghanis" => "AFN",
        "cents" | "cent" => "cents",
        "bitcoin" | "bitcoins" => "XBT",
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
        "pence" | "penny" => "pence",
        "pesetas" | "peseta" => "ESP",
        "markka" | "markkaa" => "FIM",
        "guilders" | "guilder" => "NLG",
        "drachmas" | "drachma" => "GRD",
        "escudos" => "PTE",
        "kronor" | "krona" => "SEK",
        "kroner" | "krone" => "kroner",
        "forints" | "forint" => "HUF",
        "lei" => "lei",
        "tenge" => "KZT",
        "lari" => "GEL",
        "drams" => "AMD",
        "manats" | "manat" => "manat",
        "taka" => "BDT",
        "kyats" | "kyat" => "MMK",
        "dong" => "VND",
        "birr" => "ETB",
        "cedis" => "GHS",
        "bolivars" | "bolivares" => "bolivars",
        _ => return None,
    })
}
