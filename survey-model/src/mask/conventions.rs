//! How numbers, dates and amounts are written where a language is spoken: what a mask falls back to.

/// The conventions of one language or region, as masks are written.
#[derive(Clone, Debug)]
pub(crate) struct Conventions {
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) decimal_separator: String,
    pub(crate) thousands_separator: String,
    /// The usual currency; empty where none is known here.
    pub(crate) currency_sign: String,
    /// Where it stands: `@` is the sign, `#` the number, `-` the minus of an amount below zero.
    pub(crate) currency_pattern: String,
}

/// Date patterns, and the languages and regions that write dates so.
const DATES: &[(&str, &[&str])] = &[
    (
        "dd/mm/yyyy",
        &[
            "ar", "ca", "cy", "el", "en-au", "en-gb", "en-ie", "en-in", "en-nz", "es", "fr", "hi",
            "ht", "id", "it", "ms", "nl-be", "pt", "sw", "th", "ur", "vi",
        ],
    ),
    (
        "dd.mm.yyyy",
        &[
            "bg", "da", "de", "et", "fi", "fr-ch", "he", "is", "ka", "kk", "lv", "mk", "no", "pl",
            "ro", "ru", "sr", "tr", "uk",
        ],
    ),
    ("dd. mm. yyyy", &["cs", "hr", "sk", "sl"]),
    ("dd-mm-yyyy", &["nl"]),
    ("yyyy-mm-dd", &["en-ca", "fr-ca", "lt", "sv"]),
    ("yyyy/mm/dd", &["en-za", "eu", "fa", "ja", "zh"]),
    ("yyyy. mm. dd", &["hu", "ko"]),
];

/// The languages that count the hours twice to twelve, and the regions that do not though their language does.
const HALF_DAYS: (&[&str], &[&str]) = (&["en", "fil"], &["en-gb", "en-ie", "en-za"]);

/// Separators of the fraction and of thousands, and the languages and regions that use them.
const SEPARATORS: &[(&str, &str, &[&str])] = &[
    (
        ",",
        ".",
        &[
            "ca", "da", "de", "el", "es", "eu", "hr", "id", "is", "it", "mk", "nl", "pt", "ro",
            "sl", "sr", "tr", "vi",
        ],
    ),
    (
        ",",
        "\u{a0}",
        &[
            "bg", "cs", "en-za", "et", "fi", "fr-ca", "ht", "hu", "ka", "kk", "lt", "lv", "no",
            "pl", "ru", "sk", "sv", "uk",
        ],
    ),
    (",", "\u{202f}", &["fr"]),
];

/// Currencies, where their sign stands, and the languages and regions of the countries that pay in them.
const CURRENCIES: &[(&str, &str, &[&str])] = &[
    (
        "€",
        "# @",
        &["ca", "de", "el", "es", "et", "eu", "fi", "fr", "hr", "it", "lt", "lv", "pt", "sk", "sl"],
    ),
    ("€", "@ -#", &["nl"]),
    ("€", "@#", &["en-ie"]),
    ("£", "@#", &["cy", "en-gb"]),
    ("$", "@#", &["en", "en-au", "en-ca", "en-nz"]),
    ("$", "# @", &["fr-ca"]),
    ("CHF", "# @", &["fr-ch"]),
    ("R", "@#", &["en-za"]),
    ("R$", "@ #", &["pt-br"]),
    ("Kč", "# @", &["cs"]),
    ("kr", "# @", &["no", "sv"]),
    ("kr.", "# @", &["da", "is"]),
    ("zł", "# @", &["pl"]),
    ("Ft", "# @", &["hu"]),
    ("₽", "# @", &["ru"]),
    ("₴", "# @", &["uk"]),
    ("₺", "@#", &["tr"]),
    ("₪", "# @", &["he"]),
    ("₹", "@#", &["en-in", "hi"]),
    ("¥", "@#", &["ja", "zh"]),
    ("₩", "@#", &["ko"]),
    ("฿", "@#", &["th"]),
    ("₫", "# @", &["vi"]),
];

impl Conventions {
    /// Returns the conventions of a language tag, of its primary subtag where the region has none of its own, and the
    /// American ones where neither has.
    pub(crate) fn of(locale: &str) -> Self {
        let locale = locale.to_ascii_lowercase();
        let primary = crate::language::primary(&locale);
        let has = |list: &[&str]| [locale.as_str(), primary].map(|tag| list.contains(&tag));
        let date = nearest(DATES.iter().map(|(date, list)| (has(list), *date)));
        let separators =
            SEPARATORS.iter().map(|(point, group, list)| (has(list), (*point, *group)));
        // English in South Africa and the like have their own; the rest of a language is not asked then.
        let (point, group) = nearest(separators).unwrap_or((".", ","));
        let currencies = CURRENCIES.iter().map(|(sign, at, list)| (has(list), (*sign, *at)));
        let (sign, pattern) = nearest(currencies).unwrap_or(("", "@#"));
        let is_halved = HALF_DAYS.0.contains(&primary) && !HALF_DAYS.1.contains(&locale.as_str());
        Conventions {
            date: date.unwrap_or("mm/dd/yyyy").to_owned(),
            time: if is_halved { "hh:MM TT" } else { "HH:MM" }.to_owned(),
            decimal_separator: point.to_owned(),
            thousands_separator: group.to_owned(),
            currency_sign: sign.to_owned(),
            currency_pattern: pattern.to_owned(),
        }
    }
}

/// Picks what is said of the tag itself, else of its language.
fn nearest<T: Copy>(said: impl Iterator<Item = ([bool; 2], T)> + Clone) -> Option<T> {
    let mut exact = said.clone().filter(|(has, _)| has[0]);
    let mut alike = said.filter(|(has, _)| has[1]);
    exact.next().or_else(|| alike.next()).map(|(_, what)| what)
}
