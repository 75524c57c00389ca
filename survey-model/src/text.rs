//! Wording in several languages, as SurveyJS writes it: a plain string, or `{"default": "…", "fr": "…"}`.

use crate::value::Value;
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

    /// Reads wording as a definition writes it; `None` for anything but a string or an object of strings.
    pub fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::String(wording) => Some(Text::plain(wording)),
            Value::Object(members) => members
                .iter()
                .map(|(language, wording)| Some((language.clone(), wording.as_str()?.to_owned())))
                .collect::<Option<_>>()
                .map(Text::localised),
            _ => None,
        }
    }

    /// Returns this wording, or `fallback` in every language if there is none.
    #[must_use]
    pub fn or_plain(self, fallback: &str) -> Self {
        if self.is_empty() { Text::plain(fallback) } else { self }
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

    /// Returns the wordings in all languages.
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &str> {
        self.by_language.values().map(String::as_str)
    }

    /// Returns the languages that have wording of their own; [`DEFAULT_LANGUAGE`] among them.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.by_language.keys().map(String::as_str)
    }
}
