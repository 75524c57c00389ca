//! What SurveyJS has and Canvass has not built: refused by name, so that a survey never silently loses a question
//! or a rule.

use super::check::Class;
use crate::value::Value;

/// A property that changes answers or routing, and the value by which it says that it does not.
type Property = (&'static str, &'static str);

/// Tells whether a property of a class changes answers or routing and is not built. It passes where it is given
/// only to say that it is off.
pub(super) fn is_property(class: Class, name: &str, value: &Value) -> bool {
    let table = match class {
        Class::Ranking => RANKING,
        Class::Dropdown | Class::Tagbox | Class::Cell => DROPDOWN,
        Class::MatrixDropdown | Class::MatrixDynamic => CELLS,
        Class::Choice => CHOICE,
        _ => &[],
    };
    let off = table.iter().find(|(property, _)| *property == name);
    off.is_some_and(|(_, off)| !is_off(value, off))
}

/// Tells whether a class has such a property, on or off.
pub(super) fn is_known(class: Class, name: &str) -> bool {
    is_property(class, name, &Value::from("on"))
}

fn is_off(value: &Value, off: &str) -> bool {
    match value {
        Value::Bool(flag) => {
            (if *flag { "true" } else { "false" }) == off || (!flag && off.is_empty())
        }
        Value::Number(number) => *number == 0.0,
        Value::String(text) => {
            text.is_empty() || text == off || text == "none" || text == "default"
        }
        value => value.is_empty_answer(),
    }
}

const RANKING: &[Property] = &[("valuePropertyName", "")];

/// Choices that load while somebody scrolls come from code of the page around SurveyJS: a server never knows them.
const DROPDOWN: &[Property] = &[("choicesLazyLoadEnabled", ""), ("choicesLazyLoadPageSize", "25")];

const CELLS: &[Property] = &[("columnsVisibleIf", "")];

const CHOICE: &[Property] = &[("elements", "")];

/// Tells whether SurveyJS has a question type of this name that is not built.
pub(super) fn is_type(word: &str) -> bool {
    matches!(
        word,
        "imagemap" | "microphone" | "camera" | "flowpanel" | "empty" | "custom" | "composite"
    )
}
