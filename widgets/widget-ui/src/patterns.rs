//! The browser's own regular expressions, for the patterns of a definition.

use js_sys::{Array, Function, Reflect, RegExp};
use survey_model::pattern::{InvalidPattern, PatternEngine};
use wasm_bindgen::{JsCast, JsValue};

/// Matches with the browser's `RegExp`.
pub struct BrowserPatterns;

impl PatternEngine for BrowserPatterns {
    fn is_match(
        &self,
        pattern: &str,
        ignore_case: bool,
        input: &str,
    ) -> Result<bool, InvalidPattern> {
        compile(pattern, if ignore_case { "i" } else { "" })
            .map(|compiled| compiled.test(input))
            .map_err(|_| InvalidPattern::Malformed)
    }
}

/// Constructs by reflection, because `RegExp::new` has no way to report a pattern that is none.
fn compile(pattern: &str, flags: &str) -> Result<RegExp, JsValue> {
    let constructor: Function =
        Reflect::get(&js_sys::global(), &JsValue::from_str("RegExp"))?.dyn_into()?;
    let arguments = Array::of2(&JsValue::from_str(pattern), &JsValue::from_str(flags));
    Reflect::construct(&constructor, &arguments)?.dyn_into()
}
