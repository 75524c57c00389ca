//! Wording in several languages, as SurveyJS writes it: a plain string, or `{"default": "…", "fr": "…"}`.

use crate::language::primary;
use crate::limits;
use crate::value::Value;

/// One piece of wording. Empty when the definition gives none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Language tag and wording; each language once, ordered by tag.
    by_language: Vec<(String, String)>,
}

/// The key under which a definition gives the wording for every language it does not name.
pub const DEFAULT_LANGUAGE: &str = "default";

impl Text {
    /// What is said of wording that is too long.
    pub(crate) const LIMIT: &str = "A text may have at most 100,000 bytes.";

    /// Makes wording that is the same in every language.
    pub fn plain(wording: impl Into<String>) -> Self {
        Text { by_language: vec![(DEFAULT_LANGUAGE.to_owned(), wording.into())] }
    }

    /// Makes wording from language tag (or [`DEFAULT_LANGUAGE`]) and text. Of several texts for a language, the
    /// first counts.
    pub fn localised(by_language: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut text = Text::default();
        for (language, wording) in by_language {
            if let Err(place) =
                text.by_language.binary_search_by(|(tag, _)| tag.as_str().cmp(&language))
            {
                text.by_language.insert(place, (language, wording));
            }
        }
        text
    }

    /// Reads wording as a definition writes it; `None` for anything but a string or an object of strings.
    pub fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::String(wording) => Some(Text::plain(wording)),
            Value::Object(members) => members
                .iter()
                .map(|(language, wording)| Some((language.clone(), wording.as_str()?.to_owned())))
                .collect::<Option<Vec<_>>>()
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
        let primary = primary(language);
        let given = |wanted: &&str| self.by_language.iter().find(|(tag, _)| tag == wanted);
        [language, primary, DEFAULT_LANGUAGE, "en"]
            .iter()
            .find_map(given)
            .or(self.by_language.first())
            .map_or("", |(_, wording)| wording)
    }

    /// Tells whether there is no wording in any language.
    pub fn is_empty(&self) -> bool {
        self.wordings().all(str::is_empty)
    }

    /// Tells whether there is nothing to be read, in any language.
    pub fn is_blank(&self) -> bool {
        self.wordings().all(|wording| wording.trim().is_empty())
    }

    /// Tells whether it is too long in any language.
    pub(crate) fn is_too_long(&self) -> bool {
        self.wordings().any(|wording| wording.len() > limits::TEXT_BYTES)
    }

    /// Returns the wordings in all languages.
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &str> {
        self.by_language.iter().map(|(_, wording)| wording.as_str())
    }

    /// Returns the languages that have wording of their own; [`DEFAULT_LANGUAGE`] among them.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.by_language.iter().map(|(language, _)| language.as_str())
    }
}
