//! What SurveyJS has and Canvass has not built: refused by name, so that a survey never silently loses a question
//! or a rule.

use super::check::Class;
use crate::value::Value;

/// A property that changes answers or routing, and the value by which it says that it does not.
type Property = (&'static str, &'static str);

/// Tells whether a property of a class changes answers or routing and is not built. It passes where it is given
/// only to say that it is off.
pub(super) fn is_property(class: Class, name: &str, value: &Value) -> bool {
    let tables: &[&[Property]] = match class {
        Class::Survey => &[SURVEY],
        Class::Page | Class::Panel => &[CONTAINER],
        Class::Text => &[QUESTION, TEXT],
        Class::Comment => &[QUESTION, COMMENT],
        Class::RadioGroup | Class::ButtonGroup | Class::ImagePicker | Class::Checkbox => {
            &[QUESTION, SELECT]
        }
        Class::Ranking => &[QUESTION, SELECT, RANKING],
        Class::Dropdown | Class::Tagbox => &[QUESTION, SELECT, DROPDOWN],
        Class::Rating
        | Class::PanelDynamic
        | Class::Matrix
        | Class::Boolean
        | Class::Html
        | Class::Image
        | Class::Expression
        | Class::File
        | Class::SignaturePad
        | Class::MultipleText => &[QUESTION],
        Class::MatrixDropdown | Class::MatrixDynamic => &[QUESTION, CELLS],
        Class::Cell => &[QUESTION, TEXT, COMMENT, SELECT, DROPDOWN],
        Class::Choice => &[CHOICE],
        Class::Validator | Class::CalculatedValue | Class::Trigger | Class::TextIf => &[],
    };
    let off = tables.iter().copied().flatten().find(|(property, _)| *property == name);
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

const SURVEY: &[Property] = &[
    ("maxTimeToFinish", ""),
    ("maxTimeToFinishPage", ""),
    ("mode", "edit"),
    ("navigateToUrl", ""),
    ("navigateToUrlOnCondition", ""),
    ("questionOrder", "initial"),
    ("questionsOrder", "initial"),
    ("readOnly", ""),
    ("timeLimit", ""),
    ("timeLimitPerPage", ""),
];

const CONTAINER: &[Property] = &[
    ("maxTimeToFinish", ""),
    ("questionOrder", "initial"),
    ("questionsOrder", "initial"),
    ("timeLimit", ""),
];

const QUESTION: &[Property] =
    &[("useDisplayValuesInDynamicTexts", "true"), ("useDisplayValuesInTitle", "true")];

const TEXT: &[Property] = &[
    ("maskSettings", ""),
    ("maskType", "none"),
    ("maxValueExpression", ""),
    ("minValueExpression", ""),
];

const COMMENT: &[Property] = &[("acceptCarriageReturn", "true")];

const SELECT: &[Property] = &[("choicesByUrl", "")];

const RANKING: &[Property] = &[("valuePropertyName", "")];

/// Choices that load while somebody scrolls come from code of the page around SurveyJS: a server never knows them.
const DROPDOWN: &[Property] = &[("choicesLazyLoadEnabled", ""), ("choicesLazyLoadPageSize", "25")];

const CELLS: &[Property] = &[("columnsVisibleIf", "")];

const CHOICE: &[Property] = &[("elements", "")];

/// Tells whether SurveyJS has a question type of this name that is not built.
pub(super) fn is_type(word: &str) -> bool {
    matches!(
        word,
        "slider"
            | "imagemap"
            | "microphone"
            | "camera"
            | "flowpanel"
            | "empty"
            | "custom"
            | "composite"
    )
}
