//! Languages by their BCP 47 tags: which to use, and which way it runs.

/// The languages written from right to left, by primary subtag.
const RIGHT_TO_LEFT: [&str; 12] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

/// Returns the primary subtag: `fr` of `fr-CA`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Returns the value for an element's `dir` attribute: `rtl` or `ltr`.
pub fn direction(tag: &str) -> &'static str {
    let primary = primary(tag);
    if RIGHT_TO_LEFT.iter().any(|it| it.eq_ignore_ascii_case(primary)) { "rtl" } else { "ltr" }
}

/// Picks the offered language that serves the first wanted one best: the same tag, else the same primary subtag,
/// else the first offered. `None` only if nothing is offered.
pub fn pick<'a>(wanted: &[&str], offered: &'a [String]) -> Option<&'a str> {
    let same = |tag: &str| offered.iter().find(|it| it.eq_ignore_ascii_case(tag));
    let alike =
        |tag: &str| offered.iter().find(|it| primary(it).eq_ignore_ascii_case(primary(tag)));
    wanted
        .iter()
        .filter(|tag| !tag.is_empty())
        .find_map(|tag| same(tag).or_else(|| alike(tag)))
        .or(offered.first())
        .map(String::as_str)
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

    #[track_caller]
    fn check_pick(wanted: &[&str], offered: &[&str], expected: Option<&str>) {
        let offered: Vec<String> = offered.iter().map(|tag| (*tag).to_owned()).collect();
        assert_eq!(pick(wanted, &offered), expected);
    }

    #[test]
    fn the_first_wanted_language_that_is_offered_wins() {
        check_pick(&["ar", "en"], &["en", "ar"], Some("ar"));
        check_pick(&["fr", "ar"], &["en", "ar"], Some("ar"));
        check_pick(&["ar-EG"], &["en", "ar"], Some("ar"));
        check_pick(&["EN-gb"], &["ar", "en-US"], Some("en-US"));
        check_pick(&["", "fr"], &["en", "ar"], Some("en"));
        check_pick(&["en"], &[], None);
    }

    #[test]
    fn direction_follows_the_primary_subtag() {
        assert_eq!(direction("ar-EG"), "rtl");
        assert_eq!(direction("UR"), "rtl");
        assert_eq!(direction("en"), "ltr");
        assert_eq!(direction("art"), "ltr");
    }
}
