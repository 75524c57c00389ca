//! What the loader hands over: the attributes of the element, and a request that is under way.

use crate::session::Bearer;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use widget_ui::json::text_member;

/// The settings of one widget.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// The survey's id.
    pub(crate) survey: String,
    /// Where the API is, without a slash at the end.
    pub(crate) api: String,
    /// The language wanted; empty if none is.
    pub(crate) language: String,
    /// Who answers.
    pub(crate) bearer: Bearer,
    /// `light` or `dark`.
    pub(crate) theme: String,
    /// The level of the outermost heading, 1 to 6.
    pub(crate) heading_level: u8,
    /// Where the same survey can be answered if this widget fails.
    pub(crate) fallback_href: Option<String>,
    /// Begins every id and name, so that two widgets on a page keep apart.
    pub(crate) prefix: String,
}

impl Options {
    /// Returns an id that no other widget of the page has.
    pub(crate) fn id(&self, name: &str) -> String {
        [self.prefix.as_str(), "-", name].concat()
    }

    /// Reads the loader's object. What is missing gets its default.
    pub(crate) fn from_js(given: &JsValue) -> Self {
        let text = |key| text_member(given, key);
        Options {
            survey: text("survey").unwrap_or_default(),
            api: text("api").unwrap_or_default().trim_end_matches('/').to_owned(),
            language: text("language").unwrap_or_default(),
            bearer: Bearer { token: text("token"), partner: text("partner") },
            theme: text("theme").unwrap_or_else(|| "light".to_owned()),
            heading_level: text("headingLevel")
                .and_then(|level| level.parse().ok())
                .filter(|level| (1..=6).contains(level))
                .unwrap_or(2),
            fallback_href: text("fallbackHref"),
            prefix: text("prefix").unwrap_or_else(|| "cv".to_owned()),
        }
    }
}

/// Returns a member of the loader's object; `undefined` if it gave none.
pub(crate) fn given(options: &JsValue, key: &str) -> JsValue {
    Reflect::get(options, &JsValue::from_str(key)).unwrap_or_default()
}
