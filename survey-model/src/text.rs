//! Wording in several languages, as SurveyJS writes it: a plain string, or `{"default": "…", "fr": "…"}`.

use std::collections::BTreeMap;

/// One piece of wording. Empty when the definition gives none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    by_language: BTreeMap<String, String>,
}

/// The key under which a definition gives the wording for every language it does not name.
pub const DEFAULT_LANGUAGE: &str = "default";

impl Text {
    /// Makes wording that is the same in every language.
    pub fn plain(wording: impl Into<String>) -> Self {
        Text { by_language: BTreeMap::from([(DEFAULT_LANGUAGE.to_owned(), wording.into())]) }
    }

    /// Makes wording from language tag (or [`DEFAULT_LANGUAGE`]) to text.
    pub fn localised(by_language: BTreeMap<String, String>) -> Self {
        Text { by_language }
    }

    /// Returns the wording for a language: itself, else its primary subtag (`fr` for `fr-CA`), else the default,
    /// else English, else any. Empty only if there is no wording at all.
    pub fn get(&self, language: &str) -> &str {
        let primary = language.split('-').next().unwrap_or(language);
        [language, primary, DEFAULT_LANGUAGE, "en"]
            .iter()
            .find_map(|tag| self.by_language.get(*tag))
            .or_else(|| self.by_language.values().next())
            .map_or("", String::as_str)
    }

    /// Tells whether there is no wording in any language.
    pub fn is_empty(&self) -> bool {
        self.by_language.values().all(String::is_empty)
    }

    /// Returns the languages that have wording of their own; [`DEFAULT_LANGUAGE`] among them.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.by_language.keys().map(String::as_str)
    }
}
