//! Questions that keep their answers in the same rows: panels that ask more about each choice of a checkbox, or about
//! each row of another question.

use super::{CHOICE_COMMENT, Question, QuestionKind};
use crate::compiled::compiled;
use crate::extra::Extra;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names under which something is kept.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub(super) names: Vec<String>,
}

compiled!(struct Names { names });

impl Names {
    /// Makes a list of names; nothing if there are none.
    pub(super) fn of(names: Vec<String>) -> Option<Extra<Self>> {
        (!names.is_empty()).then(|| Extra::new(Names { names }))
    }
}

/// Lets the rows of each question know the names that others keep in them.
pub(super) fn share_names(questions: &mut [Question]) {
    let mut by_value_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, question) in questions.iter().enumerate() {
        if !names_in_rows(question).is_empty() {
            by_value_name.entry(question.value_name.clone()).or_default().push(index);
        }
    }
    for sharing in by_value_name.values().filter(|sharing| sharing.len() > 1) {
        for index in sharing {
            let others = sharing.iter().filter(|other| *other != index);
            let names: Vec<String> =
                others.flat_map(|other| names_in_rows(&questions[*other])).collect();
            if let QuestionKind::Nested(nested) = &mut questions[*index].kind {
                Arc::make_mut(&mut nested.template).shared = Names::of(names);
            }
        }
    }
}

/// Returns the names under which a question keeps something in each row of its answer.
fn names_in_rows(question: &Question) -> Vec<String> {
    match &question.kind {
        QuestionKind::Nested(nested) => {
            let asked = nested.template.questions.iter().filter(|asked| asked.takes_answer());
            asked.flat_map(|asked| [asked.value_name.clone(), asked.comment_name()]).collect()
        }
        kind => kind
            .choices()
            .and_then(|choices| choices.stored.as_ref())
            .filter(|form| form.always)
            .map(|form| vec![form.property.clone(), CHOICE_COMMENT.to_owned()])
            .unwrap_or_default(),
    }
}
