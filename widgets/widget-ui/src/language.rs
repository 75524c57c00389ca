//! Languages by their BCP 47 tags: which a language reads, and what it calls itself.

use survey_model::language::primary;

/// The languages written from right to left, by primary subtag.
const RIGHT_TO_LEFT: [&str; 12] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

/// Returns the value for an element's `dir` attribute: `rtl` or `ltr`.
pub fn direction(tag: &str) -> &'static str {
    let primary = primary(tag);
    if RIGHT_TO_LEFT.iter().any(|it| it.eq_ignore_ascii_case(primary)) { "rtl" } else { "ltr" }
}

/// Returns a language's name in that language, for the switch between languages; the tag itself where we know none.
pub fn own_name(tag: &str) -> &str {
    match primary(tag) {
        "ar" => "العربية",
        "bn" => "বাংলা",
        "cy" => "Cymraeg",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fa" => "فارسی",
        "fr" => "Français",
        "gu" => "ગુજરાતી",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "it" => "Italiano",
        "pa" => "ਪੰਜਾਬੀ",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "so" => "Soomaali",
        "ta" => "தமிழ்",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "zh" => "中文",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_primary_subtag() {
        assert_eq!(direction("ar-EG"), "rtl");
        assert_eq!(direction("UR"), "rtl");
        assert_eq!(direction("en"), "ltr");
        assert_eq!(direction("art"), "ltr");
    }
}
