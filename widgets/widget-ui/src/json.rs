//! JSON by the browser's own parser and printer: carrying a second one would cost the widget 11 kB.

use js_sys::{Array, JSON, Object, Reflect};
use survey_model::value::Value;
use wasm_bindgen::{JsCast, JsValue};

/// Reads JSON text; `None` if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    JSON::parse(text).ok().map(|value| from_js(&value))
}

/// Prints a value as compact JSON.
pub fn print(value: &Value) -> String {
    JSON::stringify(&to_js(value)).map(String::from).unwrap_or_default()
}

/// Takes over what the browser's parser made. What JSON has no word for (functions, `undefined`) reads as null.
pub fn from_js(value: &JsValue) -> Value {
    if let Some(flag) = value.as_bool() {
        Value::Bool(flag)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(text) = value.as_string() {
        Value::String(text)
    } else if let Some(items) = value.dyn_ref::<Array>() {
        Value::List(items.iter().map(|item| from_js(&item)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let mut members = survey_model::value::Object::new();
        for entry in Object::entries(object).iter() {
            // Not collected: a map made from a whole list brings a sort with it.
            if let Some((key, value)) = member_from_js(&entry) {
                members.insert(key, value);
            }
        }
        Value::Object(members)
    } else {
        Value::Null
    }
}

fn member_from_js(entry: &JsValue) -> Option<(String, Value)> {
    let pair: &Array = entry.dyn_ref()?;
    Some((pair.get(0).as_string()?, from_js(&pair.get(1))))
}

/// Makes the browser's own value.
pub fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(flag) => JsValue::from_bool(*flag),
        Value::Number(number) => JsValue::from_f64(*number),
        Value::String(text) => JsValue::from_str(text),
        Value::List(items) => items.iter().map(to_js).collect::<Array>().into(),
        Value::Object(members) => {
            // Without a prototype, so that a member named `__proto__` is a member like any other.
            let object: Object = Object::create(JsValue::NULL.unchecked_ref());
            for (key, member) in members {
                // Setting a member of a plain, extensible object cannot fail.
                let _ = Reflect::set(&object, &JsValue::from_str(key), &to_js(member));
            }
            object.into()
        }
    }
}

/// Returns the text member `key` of a JavaScript object; `None` if it is absent, empty or no text.
pub fn text_member(object: &JsValue, key: &str) -> Option<String> {
    let text = Reflect::get(object, &JsValue::from_str(key)).ok()?.as_string()?;
    (!text.is_empty()).then_some(text)
}
