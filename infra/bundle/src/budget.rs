//! The promise about size: what a respondent on a slow phone waits for.

/// Most bytes, brotli, that travel until a first page can be answered and rejected on Continue: loader, glue, wasm,
/// styles, the English words and questionnaire. It only ever goes down; to be 60,000 in the end.
pub(crate) const FIRST_PAGE_BUDGET_BYTES: usize = 130_000;

/// Most bytes, brotli, of the loader alone: every visitor of a partner's page pays for it, also who never answers.
pub(crate) const LOADER_BUDGET_BYTES: usize = 4_096;

/// Plain names of what a respondent's browser loads before the first page can be answered.
const FIRST_PAGE: [&str; 5] =
    ["embed.js", "survey_widget.js", "survey_widget.wasm", "survey_widget.css", "words_en.json"];

/// Says whether a file of the site, named by its path, is loaded before the first page can be answered.
pub(crate) fn is_on_first_page(path: &str) -> bool {
    FIRST_PAGE.contains(&plain_name(path).as_str())
}

/// Returns a file's name without its folder and hash.
fn plain_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    match file.split('.').collect::<Vec<_>>()[..] {
        [stem, _hash, extension] => format!("{stem}.{extension}"),
        _ => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_not_part_of_the_plain_name() {
        assert_eq!(plain_name("v1/assets/dashboard.0123456789abcdef.wasm"), "dashboard.wasm");
        assert_eq!(plain_name("staff/index.html"), "index.html");
    }

    #[test]
    fn the_staff_page_is_not_on_the_first_page() {
        assert!(is_on_first_page("v1/embed.js"));
        assert!(is_on_first_page("v1/assets/survey_widget.0123456789abcdef.wasm"));
        assert!(!is_on_first_page("v1/assets/dashboard.0123456789abcdef.wasm"));
        assert!(!is_on_first_page("staff/index.html"));
    }
}
