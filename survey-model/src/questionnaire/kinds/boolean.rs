//! Questions answered by yes or no.

use super::choices::Choice;
use crate::compiled::compiled;
use crate::document::Node;
use crate::questionnaire::reader::Reader;
use crate::text::Text;
use crate::value::Value;

/// The two answers of a boolean question.
#[derive(Clone, Debug)]
pub struct BooleanLabels {
    /// Stored for yes.
    pub value_true: Value,
    /// Stored for no.
    pub value_false: Value,
    /// Shown for yes; empty for the widget's own word.
    pub label_true: Text,
    /// Shown for no; empty for the widget's own word.
    pub label_false: Text,
}

compiled!(struct BooleanLabels { value_true, value_false, label_true, label_false });

impl Default for BooleanLabels {
    fn default() -> Self {
        BooleanLabels {
            value_true: Value::Bool(true),
            value_false: Value::Bool(false),
            label_true: Text::default(),
            label_false: Text::default(),
        }
    }
}

impl BooleanLabels {
    /// Returns yes and no as choices, in English without wording of the owner's own.
    pub(super) fn choices(&self) -> [Choice; 2] {
        let yes = (&self.value_true, &self.label_true, "Yes");
        let no = (&self.value_false, &self.label_false, "No");
        [yes, no].map(|(value, label, standard)| Choice {
            value: value.clone(),
            text: label.clone().or_plain(standard),
            ..Choice::default()
        })
    }
}

impl BooleanLabels {
    /// Returns what `true` or `false`, written as a text, stands for, where that text is not itself the answer.
    pub(crate) fn of_word(&self, given: &Value) -> Option<Value> {
        match given.as_str() {
            Some("true") if self.value_true != *given => Some(Value::Bool(true)),
            Some("false") if self.value_false != *given => Some(Value::Bool(false)),
            _ => None,
        }
    }

    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let value = |property: &str, standard: bool| {
            node.member(property).map_or(Value::Bool(standard), |given| given.value().clone())
        };
        BooleanLabels {
            value_true: value("valueTrue", true),
            value_false: value("valueFalse", false),
            label_true: reader.wording(node, &["labelTrue"]),
            label_false: reader.wording(node, &["labelFalse"]),
        }
    }
}
