//! Languages by their BCP 47 tags.

/// Returns the primary subtag: `fr` of `fr-CA`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Picks the offered language that serves a wanted one best: the same tag, else the same primary subtag,
/// else the first offered. `None` only if nothing is offered.
pub fn pick<'a>(wanted: &str, offered: &'a [String]) -> Option<&'a str> {
    let same = offered.iter().find(|it| it.eq_ignore_ascii_case(wanted));
    let alike = || offered.iter().find(|it| primary(it).eq_ignore_ascii_case(primary(wanted)));
    same.or_else(alike).or(offered.first()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pick(wanted: &str, offered: &[&str], expected: Option<&str>) {
        let offered: Vec<String> = offered.iter().map(|tag| (*tag).to_owned()).collect();
        assert_eq!(pick(wanted, &offered), expected);
    }

    #[test]
    fn a_wanted_language_that_is_not_offered_gives_way_to_the_nearest() {
        check_pick("ar", &["en", "ar"], Some("ar"));
        check_pick("fr-CA", &["en", "fr", "fr-CA"], Some("fr-CA"));
        check_pick("ar-EG", &["en", "ar"], Some("ar"));
        check_pick("EN-gb", &["ar", "en-US"], Some("en-US"));
        for other in ["fr", ""] {
            check_pick(other, &["en", "ar"], Some("en"));
        }
        check_pick("en", &[], None);
    }
}
