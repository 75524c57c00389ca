//! Choices carried forward: those of another question, or of them the ones chosen there.

use super::QuestionKind;
use super::choices::{Choice, Choices};
use crate::compiled::compiled;
use crate::document::Node;
use crate::extra::Extra;
use crate::limits;
use crate::questionnaire::Question;
use crate::questionnaire::reader::Reader;
use std::collections::BTreeMap;

/// Where carried choices come from.
///
/// The items of the question that carries them are those of its source, place by place; other, where it can be
/// carried, follows them.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// The question that they come from, by its index.
    pub source: usize,
    /// Which of them.
    pub which: CarriedWhich,
}

compiled!(struct Carried { source, which });

/// Which of another question's choices are carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CarriedWhich {
    /// All that are visible there.
    #[default]
    All,
    /// Those chosen there.
    Chosen,
    /// Those not chosen there.
    NotChosen,
}

compiled!(
    enum CarriedWhich {
        All,
        Chosen,
        NotChosen,
    }
);

/// A wish to carry choices, by name, before all questions are read.
#[derive(Clone, Debug)]
pub(in crate::questionnaire) struct CarryRequest {
    /// The question that asks for them.
    pub(in crate::questionnaire) question: usize,
    source: String,
    which: CarriedWhich,
    pointer: String,
}

impl CarryRequest {
    pub(in crate::questionnaire) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        question: usize,
    ) -> Option<Self> {
        let source = reader.word(node, &["choicesFromQuestion"])?.to_owned();
        let which = match reader.word(node, &["choicesFromQuestionMode"]).unwrap_or("all") {
            "selected" => CarriedWhich::Chosen,
            "unselected" => CarriedWhich::NotChosen,
            _ => CarriedWhich::All,
        };
        let pointer = node.pointer_to("choicesFromQuestion");
        Some(CarryRequest { question, source, which, pointer })
    }
}

/// As [`carry`], among the questions of a row. What comes from outside the row is not built.
pub(in crate::questionnaire) fn carry_in_row(
    reader: &mut Reader,
    questions: &mut [Question],
    mut requests: Vec<CarryRequest>,
) {
    requests.retain_mut(|request| {
        let own = request.source.strip_prefix("panel.").or(request.source.strip_prefix("row."));
        if let Some(own) = own {
            request.source = own.to_owned();
        }
        let is_own = questions.iter().any(|question| question.name == request.source);
        if !is_own {
            let message = "Carrying choices into a row from outside it is not built yet.";
            reader.problem(request.pointer.clone(), "unsupported-property", message);
        }
        is_own
    });
    carry(reader, questions, requests);
}

/// Puts the carried choices where they were asked for. Requests that wait for each other in a circle get none.
pub(in crate::questionnaire) fn carry(
    reader: &mut Reader,
    questions: &mut [Question],
    requests: Vec<CarryRequest>,
) {
    let mut sources: Vec<Option<(usize, CarryRequest)>> = vec![None; questions.len()];
    let by_name: BTreeMap<&str, usize> =
        questions.iter().enumerate().rev().map(|(index, it)| (it.name.as_str(), index)).collect();
    for request in requests {
        let source = by_name.get(request.source.as_str()).copied();
        if source.is_some_and(|source| matches!(questions[source].kind, QuestionKind::Nested(_))) {
            let message = "Carrying the answers in rows as choices is not built yet.";
            reader.problem(request.pointer, "unsupported-property", message);
            continue;
        }
        // As in `survey-core`, a source that has no choices leaves the question its own.
        let source = source.filter(|source| questions[*source].kind.choices().is_some());
        if let Some(source) = source {
            let question = request.question;
            sources[question] = Some((source, request));
        } else {
            let message = "No question of this name has choices; the question keeps its own.";
            reader.warning(request.pointer, "unknown-name", message);
        }
    }
    let mut n_carried = 0;
    for start in 0..questions.len() {
        // From source to source as far as it goes, then back: a source has its choices before they are carried on.
        let mut chain = Vec::new();
        let mut next = start;
        while let Some((source, request)) = sources[next].take() {
            next = source;
            chain.push((source, request));
        }
        let is_circle = chain.iter().any(|(_, request)| request.question == next);
        for (source, request) in chain.into_iter().rev() {
            let items = if is_circle {
                let message =
                    "The questions that choices are carried from form a circle: there are none.";
                reader.warning(request.pointer.clone(), "circular-choices", message);
                Vec::new()
            } else {
                carried_items(&questions[source], request.which)
            };
            n_carried += items.len();
            if n_carried > limits::CARRIED_CHOICES {
                let message = "Questions may carry at most 50,000 choices from each other.";
                return reader.problem(request.pointer, "limit-items", message);
            }
            if let Some(choices) = questions[request.question].kind.choices_mut() {
                choices.items = items;
                choices.carried = Some(Extra::new(Carried { source, which: request.which }));
            }
        }
    }
}

/// The items that a question can hand on. Their conditions stay with it.
fn carried_items(source: &Question, which: CarriedWhich) -> Vec<Choice> {
    let bare = |choice: &Choice| Choice {
        value: choice.value.clone(),
        text: choice.text.clone(),
        ..Choice::default()
    };
    let Some(choices) = source.kind.choices() else { return Vec::new() };
    let other = choices.other.iter().map(|other| &other.choice);
    choices.items.iter().chain(other.filter(|_| which == CarriedWhich::Chosen)).map(bare).collect()
}

impl Choices {
    /// Tells whether which items are offered can change with the answers.
    pub(crate) fn has_conditions(&self) -> bool {
        self.visible_if.is_some()
            || self.carried.is_some()
            || self.items.iter().any(|item| item.visible_if.is_some())
    }
}

impl QuestionKind {
    fn choices_mut(&mut self) -> Option<&mut Choices> {
        match self {
            QuestionKind::RadioGroup(choices)
            | QuestionKind::Checkbox(choices)
            | QuestionKind::Dropdown(choices)
            | QuestionKind::Tagbox(choices)
            | QuestionKind::ButtonGroup(choices) => Some(choices),
            QuestionKind::ImagePicker(picker) => Some(&mut picker.choices),
            QuestionKind::Ranking(ranking) => Some(&mut ranking.choices),
            _ => None,
        }
    }
}
