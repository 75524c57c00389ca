//! The smallest and largest answers as the answers stand.

use super::Interview;
use crate::expression::Expression;
use crate::questionnaire::{InputType, QuestionKind};
use crate::value::Value;

impl Interview {
    /// Returns the smallest and the largest answer to a text question, by index, as things stand: what an expression
    /// comes to, else what the definition says. Neither for any other kind.
    pub fn bounds(&self, question: usize) -> (Option<Value>, Option<Value>) {
        let QuestionKind::Text(input) = &self.questionnaire.questions[question].kind else {
            return (None, None);
        };
        let with_time = input.input_type == InputType::DateTimeLocal;
        let bound = |computed: Option<&Expression>, given: &Option<Value>| match computed {
            Some(expression) => {
                let bound = expression.evaluate_answer(&self.scope(), with_time);
                Some(bound).filter(|bound| !bound.is_empty_answer())
            }
            None => given.clone(),
        };
        let computed = input.computed.as_deref();
        (
            bound(computed.and_then(|it| it.min.as_ref()), &input.min),
            bound(computed.and_then(|it| it.max.as_ref()), &input.max),
        )
    }
}
