//! The kinds of questions, one file for kinds that are answered alike.

mod boolean;
mod choices;
mod matrix;
mod nested;
mod rating;
mod text;

pub use boolean::BooleanLabels;
pub use choices::{Choice, Choices, ChoicesOrder, OtherChoice};
pub use matrix::MatrixGrid;
pub use nested::{Nested, Shape, Total, TotalKind};
pub use rating::RatingScale;
pub use text::{CommentInput, InputType, TextInput};

use super::parse::Defaults;
use super::reader::Reader;
use super::unsupported;
use crate::compiled::compiled;
use crate::document::Node;
use crate::text::Text;
use choices::ListKind;

/// The kinds of questions, with what each needs.
#[derive(Clone, Debug)]
pub enum QuestionKind {
    /// One line of text, a number, a date …
    Text(TextInput),
    /// Several lines of text.
    Comment(CommentInput),
    /// One of several choices, all shown.
    RadioGroup(Choices),
    /// Any of several choices.
    Checkbox(Choices),
    /// One of several choices, in a list.
    Dropdown(Choices),
    /// A point on a scale.
    Rating(RatingScale),
    /// Yes or no.
    Boolean(BooleanLabels),
    /// One choice for each of several rows.
    Matrix(MatrixGrid),
    /// Text between questions; takes no answer.
    Html(Text),
    /// Other questions, in one row or several.
    Nested(Box<Nested>),
}

compiled!(
    enum QuestionKind {
        Text(input),
        Comment(input),
        RadioGroup(choices),
        Checkbox(choices),
        Dropdown(choices),
        Rating(scale),
        Boolean(labels),
        Matrix(grid),
        Html(text),
        Nested(nested),
    }
);

impl Default for QuestionKind {
    fn default() -> Self {
        QuestionKind::Html(Text::default())
    }
}

impl QuestionKind {
    /// Returns the choices that can be stored, if its answers are choices.
    pub(super) fn all_choices(&self) -> Vec<Choice> {
        match self {
            QuestionKind::RadioGroup(choices)
            | QuestionKind::Checkbox(choices)
            | QuestionKind::Dropdown(choices) => choices.storable().cloned().collect(),
            QuestionKind::Rating(scale) => scale.points.clone(),
            QuestionKind::Boolean(labels) => labels.choices().into(),
            QuestionKind::Matrix(grid) => grid.columns.clone(),
            QuestionKind::Text(_)
            | QuestionKind::Comment(_)
            | QuestionKind::Html(_)
            | QuestionKind::Nested(_) => Vec::new(),
        }
    }

    /// Returns SurveyJS's word for the type of question.
    pub fn type_name(&self) -> &'static str {
        match self {
            QuestionKind::Text(_) => "text",
            QuestionKind::Comment(_) => "comment",
            QuestionKind::RadioGroup(_) => "radiogroup",
            QuestionKind::Checkbox(_) => "checkbox",
            QuestionKind::Dropdown(_) => "dropdown",
            QuestionKind::Rating(_) => "rating",
            QuestionKind::Boolean(_) => "boolean",
            QuestionKind::Matrix(_) => "matrix",
            QuestionKind::Html(_) => "html",
            QuestionKind::Nested(nested) => nested.shape.type_name(),
        }
    }

    /// Returns the choices of a radiogroup, checkbox or dropdown.
    pub fn choices(&self) -> Option<&Choices> {
        match self {
            QuestionKind::RadioGroup(choices)
            | QuestionKind::Checkbox(choices)
            | QuestionKind::Dropdown(choices) => Some(choices),
            _ => None,
        }
    }
}

impl QuestionKind {
    /// Reads the kind of a question; without one there is no question, and a problem says why.
    pub(super) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        defaults: &Defaults,
    ) -> Option<Self> {
        let Some(word) = reader.word(node, &["type"]) else {
            let message = "An element needs a type.";
            reader.problem(node.pointer(), "missing-type", message);
            return None;
        };
        let choices = |reader, kind| Choices::read(reader, node, defaults, kind);
        Some(match word {
            "text" => QuestionKind::Text(TextInput::read(reader, node, defaults)),
            "comment" => QuestionKind::Comment(CommentInput::read(reader, node, defaults)),
            "radiogroup" => QuestionKind::RadioGroup(choices(reader, ListKind::RadioGroup)),
            "checkbox" => QuestionKind::Checkbox(choices(reader, ListKind::Checkbox)),
            "dropdown" => QuestionKind::Dropdown(choices(reader, ListKind::Dropdown)),
            "rating" => QuestionKind::Rating(RatingScale::read(reader, node)),
            "boolean" => QuestionKind::Boolean(BooleanLabels::read(reader, node)),
            "matrix" => QuestionKind::Matrix(MatrixGrid::read(reader, node)),
            "html" => QuestionKind::Html(reader.wording(node, &["html"])),
            _ if unsupported::is_type(word) => {
                let message = format!("Questions of type `{word}` are not built yet.");
                reader.problem(node.pointer_to("type"), "unsupported-type", message);
                return None;
            }
            _ => {
                let message = format!("SurveyJS has no question type `{word}`.");
                reader.problem(node.pointer_to("type"), "unknown-type", message);
                return None;
            }
        })
    }
}
