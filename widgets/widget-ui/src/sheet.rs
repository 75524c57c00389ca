//! Style sheets without `<style>` elements, which a partner's content security policy may forbid.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Adds a constructed style sheet to a shadow root or a document.
///
/// # Errors
/// What the browser throws: it has no constructed sheets, or `css` was made in another document.
pub fn adopt(root: &JsValue, css: &str) -> Result<(), JsValue> {
    let constructor: Function =
        Reflect::get(&js_sys::global(), &JsValue::from_str("CSSStyleSheet"))?.dyn_into()?;
    let sheet = Reflect::construct(&constructor, &Array::new())?;
    let replace: Function = Reflect::get(&sheet, &JsValue::from_str("replaceSync"))?.dyn_into()?;
    replace.call1(&sheet, &JsValue::from_str(css))?;
    let key = JsValue::from_str("adoptedStyleSheets");
    let sheets = Array::from(&Reflect::get(root, &key)?);
    sheets.push(&sheet);
    Reflect::set(root, &key, &sheets)?;
    Ok(())
}
