//! Choices carried forward: those of another question, or of them the ones chosen there.

use super::QuestionKind;
use super::choices::{Choice, Choices};
use crate::compiled::compiled;
use crate::document::Node;
use crate::extra::Extra;
use crate::questionnaire::Question;
use crate::questionnaire::reader::Reader;
use std::collections::BTreeMap;

/// Where carried choices come from.
///
/// The items of the question that carries them are those of its source, place by place; other, where it can be
/// carried, follows them. Where the source has rows, or stands outside the row that carries, there are no items until
/// somebody has answered.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// The question that they come from.
    pub source: CarriedSource,
    /// Which of them.
    pub which: CarriedWhich,
    /// Of rows: whose answers are the choices; empty for the first in each row, in the order of its questions.
    pub values: String,
    /// Of rows: whose answers are the texts of the choices; empty for the choices themselves.
    pub texts: String,
}

compiled!(struct Carried { source, which, values, texts });

/// The question that choices are carried from.
#[derive(Clone, Debug)]
pub enum CarriedSource {
    /// One that has choices, by its index.
    Here(usize),
    /// One whose answers make the choices, by its index: it has rows, or carries from one that has.
    Answers(usize),
    /// One of the survey's own, by its name, from within a row.
    Outside(String),
}

compiled!(
    enum CarriedSource {
        Here(index),
        Answers(index),
        Outside(name),
    }
);

impl Default for CarriedSource {
    fn default() -> Self {
        CarriedSource::Here(0)
    }
}

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
    values: String,
    texts: String,
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
        let mut column =
            |property| reader.word(node, &[property]).map(str::to_owned).unwrap_or_default();
        let (values, texts) =
            (column("choiceValuesFromQuestion"), column("choiceTextsFromQuestion"));
        let pointer = node.pointer_to("choicesFromQuestion");
        Some(CarryRequest { question, source, which, values, texts, pointer })
    }

    fn granted(self, source: CarriedSource) -> Carried {
        let CarryRequest { which, values, texts, .. } = self;
        Carried { source, which, values, texts }
    }
}

/// A name from which choices are carried into a row, and where it stands: to be looked for once all is read.
pub(in crate::questionnaire) type OutsideName = (String, String);

/// Warns of names outside that no question with choices or rows has.
pub(in crate::questionnaire) fn check_outside(
    reader: &mut Reader,
    questions: &[Question],
    names: Vec<OutsideName>,
) {
    for (name, pointer) in names {
        if !questions.iter().any(|question| question.name == name && has_choices(question)) {
            let message = "No question of this name has choices; the question keeps its own.";
            reader.warning(pointer, "unknown-name", message);
        }
    }
}

fn has_choices(question: &Question) -> bool {
    question.kind.choices().is_some() || has_rows(question)
}

/// Tells whether the answer to a question is a list of rows.
fn has_rows(question: &Question) -> bool {
    matches!(&question.kind, QuestionKind::Nested(nested) if nested.shape.grows())
}

/// As [`carry`], among the questions of a row. Returns the names that are looked for outside the row.
pub(in crate::questionnaire) fn carry_in_row(
    reader: &mut Reader,
    questions: &mut [Question],
    requests: Vec<CarryRequest>,
) -> Vec<OutsideName> {
    let mut outside = Vec::new();
    let mut own_requests = Vec::new();
    for mut request in requests {
        let own = request.source.strip_prefix("panel.").or(request.source.strip_prefix("row."));
        if let Some(own) = own {
            request.source = String::from(own);
            own_requests.push(request);
        } else if let Some(choices) = questions[request.question].kind.choices_mut() {
            outside.push((request.source.clone(), request.pointer.clone()));
            let source = CarriedSource::Outside(request.source.clone());
            choices.carried = Some(Extra::new(request.granted(source)));
        }
    }
    carry(reader, questions, own_requests);
    outside
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
    let mut from_rows = Vec::new();
    for request in requests {
        let source = by_name.get(request.source.as_str()).copied();
        if let Some(rows) = source.filter(|source| has_rows(&questions[*source])) {
            from_rows.push((rows, request));
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
    for (rows, request) in from_rows {
        if let Some(choices) = questions[request.question].kind.choices_mut() {
            choices.items = Vec::new();
            choices.carried = Some(Extra::new(request.granted(CarriedSource::Answers(rows))));
        }
    }
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
            if !reader.counts_unwritten(items.len(), || request.pointer.clone()) {
                return;
            }
            let are_answers = questions[source].kind.choices().is_some_and(Choices::are_answers);
            if let Some(choices) = questions[request.question].kind.choices_mut() {
                choices.items = items;
                choices.carried = Some(Extra::new(request.granted(if are_answers {
                    CarriedSource::Answers(source)
                } else {
                    CarriedSource::Here(source)
                })));
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
    /// Tells whether its choices are what respondents have written, so that nobody can list them.
    pub(crate) fn are_answers(&self) -> bool {
        self.carried.as_ref().is_some_and(|it| matches!(it.source, CarriedSource::Answers(_)))
    }

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
