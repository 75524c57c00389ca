//! The words that pages show for the stable words of the API.

/// Says a disposition.
pub fn disposition(word: &str) -> String {
    match word {
        "complete" => "Complete".to_owned(),
        "partial" => "Partial".to_owned(),
        "screen_out" => "Screened out".to_owned(),
        "quota_full" => "Quota full".to_owned(),
        "break_off" => "Broken off".to_owned(),
        other => plain(other),
    }
}

/// Says where fieldwork stands.
pub fn status(word: &str) -> String {
    match word {
        "not_open" => "Not open yet".to_owned(),
        "open" => "Open".to_owned(),
        "paused" => "Paused".to_owned(),
        "closed" => "Closed".to_owned(),
        other => plain(other),
    }
}

/// Says a language: its own name and its tag.
pub fn language(tag: &str) -> String {
    match widget_ui::language::own_name(tag) {
        name if name == tag => tag.to_owned(),
        name => format!("{name} ({tag})"),
    }
}

/// Says a questionnaire version.
pub fn version(number: &str) -> String {
    format!("Version {number}")
}

/// Says how a type of question is answered.
pub fn kind(word: &str) -> &'static str {
    match word {
        "checkbox" => "Several answers possible",
        "rating" => "Scale",
        "boolean" => "Yes or no",
        "matrix" => "One answer a row",
        _ => "One answer",
    }
}

/// Says any other word: underscores and hyphens become spaces, the first letter a capital.
pub fn plain(word: &str) -> String {
    let spaced = word.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_nobody_foresaw_are_still_said() {
        assert_eq!(disposition("screen_out"), "Screened out");
        assert_eq!(disposition("quality_term"), "Quality term");
        assert_eq!(plain("straight-lining"), "Straight lining");
        assert_eq!(plain(""), "");
        assert_eq!(language("ar"), "العربية (ar)");
        assert_eq!(language("xx"), "xx");
    }
}
