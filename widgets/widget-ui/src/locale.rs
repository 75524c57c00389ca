//! Numbers and dates in the reader's language, by the browser's own `Intl`.

use js_sys::{Date, Number, Object, Reflect};
use survey_model::instant::Instant;
use wasm_bindgen::JsValue;

/// Writes a whole number: `1,397`.
pub fn number(number: f64, language: &str) -> String {
    Number::from(number).to_locale_string(language).into()
}

/// Writes a day in the reader's own time zone: `21 January 2022`.
pub fn date(instant: Instant, language: &str) -> String {
    with_style(instant, language, &[("dateStyle", "long")])
}

/// Writes a day and time in the reader's own time zone.
pub fn date_and_time(instant: Instant, language: &str) -> String {
    with_style(instant, language, &[("dateStyle", "long"), ("timeStyle", "short")])
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of four-digit years are exact")]
fn with_style(instant: Instant, language: &str, styles: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (key, style) in styles {
        // Setting a member of a plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(style));
    }
    Date::new(&JsValue::from_f64(instant.unix_ms() as f64))
        .to_locale_string(language, &options)
        .into()
}

/// Returns the moment by the browser's clock.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of four-digit years")]
pub fn now() -> Instant {
    Instant::from_unix_ms(Date::now() as i64)
}
