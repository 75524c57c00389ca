//! The kinds of questions, one file for kinds that are answered alike.

mod boolean;
mod calculation;
mod carried;
mod choices;
mod mask;
mod matrix;
mod nested;
mod picture;
mod ranking;
mod rating;
mod remote;
mod slider;
mod stored;
mod text;
mod upload;

pub use boolean::BooleanLabels;
pub use calculation::{Calculation, NumberStyle};
pub use carried::{Carried, CarriedSource, CarriedWhich};
pub(super) use carried::{CarryRequest, OutsideName, carry, carry_in_row, check_outside};
pub use choices::{Choice, Choices, ChoicesOrder, OtherChoice};
pub use matrix::{CellText, MatrixCells, MatrixGrid};
pub use nested::{Nested, RowCount, Shape, Total, TotalKind};
pub use picture::{ImagePicker, Picture, PictureContent, PictureFit, PictureSize};
pub use ranking::Ranking;
pub use rating::RatingScale;
pub use remote::{RemoteChoices, RemoteState};
pub use slider::{Slider, SliderLabel};
pub(crate) use stored::COMMENT as CHOICE_COMMENT;
pub use stored::{ChoiceComment, CustomChoices, StoredChoices};
pub use text::{CommentInput, ComputedBounds, InputType, TextInput};
pub use upload::{FileInput, SignatureFormat, SignaturePad};

use super::parse::Defaults;
use super::reader::Reader;
use super::unsupported;
use crate::compiled::compiled;
use crate::document::Node;
use crate::extra::Extra;
use crate::interview::is_same_choice;
use crate::text::Text;
use crate::value::Value;
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
    /// What an expression comes to; nobody answers it.
    Expression(Extra<Calculation>),
    /// Other questions, in one row or several.
    Nested(Extra<Nested>),
    /// Any of several choices, in a list.
    Tagbox(Choices),
    /// One of several choices, as buttons in a row.
    ButtonGroup(Choices),
    /// One or any of several pictures.
    ImagePicker(Extra<ImagePicker>),
    /// Choices put in order.
    Ranking(Extra<Ranking>),
    /// A picture between questions; takes no answer.
    Image(Extra<Picture>),
    /// Files that the respondent hands over.
    File(Extra<FileInput>),
    /// The respondent's signature, as a picture.
    SignaturePad(Extra<SignaturePad>),
    /// A number, or a range, on a scale to move along.
    Slider(Extra<Slider>),
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
        Tagbox(choices),
        ButtonGroup(choices),
    }
    extra {
        Nested(nested),
        Expression(calculation),
        ImagePicker(picker),
        Ranking(ranking),
        Image(picture),
        File(input),
        SignaturePad(pad),
        Slider(slider)
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
            QuestionKind::Rating(scale) => scale.points.clone(),
            QuestionKind::Boolean(labels) => labels.choices().into(),
            QuestionKind::Matrix(grid) => grid.columns.clone(),
            kind => kind.choices().into_iter().flat_map(Choices::storable).cloned().collect(),
        }
    }

    /// Tells whether it takes an answer; text and pictures between questions do not.
    pub fn takes_answer(&self) -> bool {
        !matches!(self, QuestionKind::Html(_) | QuestionKind::Image(_))
    }

    /// Tells whether it may hide for lack of rows or choices.
    pub(super) fn can_hide(&self) -> bool {
        match self {
            QuestionKind::Matrix(grid) => grid.hide_if_empty,
            QuestionKind::Nested(nested) => nested.hides_without_rows(),
            kind => kind.choices().is_some_and(|choices| choices.hide_if_empty),
        }
    }

    /// Tells whether it takes files, which are stored apart from the answers: only a respondent can hand one over.
    pub fn takes_files(&self) -> bool {
        matches!(self, QuestionKind::File(_) | QuestionKind::SignaturePad(_))
    }

    /// Returns what nobody typed or chose in the form that an answer has: a list as one text, and as a choice the value
    /// of that which is meant, where `"1"` stands for 1.
    pub(crate) fn in_form(&self, value: Value) -> Value {
        let meant = |value: Value| {
            let is_meant = |choice: &&Choice| is_same_choice(&choice.value, &value);
            let known = match self {
                QuestionKind::Rating(scale) => scale.points.iter().find(is_meant),
                kind => kind.choices().and_then(|choices| choices.storable().find(is_meant)),
            };
            known.map(|choice| choice.value.clone()).unwrap_or(value)
        };
        match self.as_one_text(value) {
            Value::List(items) => Value::List(items.into_iter().map(meant).collect()),
            single => meant(single),
        }
    }

    /// Returns a list as the one text that a typed answer makes of it, and anything else as it is.
    pub(crate) fn as_one_text(&self, answer: Value) -> Value {
        let between = match self {
            QuestionKind::Text(_) => ", ",
            QuestionKind::Comment(_) => "\n",
            _ => return answer,
        };
        match answer {
            Value::List(items) => {
                items.iter().map(Value::to_text).collect::<Vec<_>>().join(between).into()
            }
            answer => answer,
        }
    }

    /// Tells whether its answer is a list of choices.
    pub fn takes_several(&self) -> bool {
        match self {
            QuestionKind::Checkbox(_) | QuestionKind::Tagbox(_) | QuestionKind::Ranking(_) => true,
            QuestionKind::ImagePicker(picker) => picker.several,
            _ => false,
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
            QuestionKind::Expression(_) => "expression",
            QuestionKind::Nested(nested) => nested.shape.type_name(),
            QuestionKind::Tagbox(_) => "tagbox",
            QuestionKind::ButtonGroup(_) => "buttongroup",
            QuestionKind::ImagePicker(_) => "imagepicker",
            QuestionKind::Ranking(_) => "ranking",
            QuestionKind::Image(_) => "image",
            QuestionKind::File(_) => "file",
            QuestionKind::SignaturePad(_) => "signaturepad",
            QuestionKind::Slider(_) => "slider",
        }
    }

    /// Returns the choices of a question that offers a list of them.
    pub fn choices(&self) -> Option<&Choices> {
        match self {
            QuestionKind::RadioGroup(choices)
            | QuestionKind::Checkbox(choices)
            | QuestionKind::Dropdown(choices)
            | QuestionKind::Tagbox(choices)
            | QuestionKind::ButtonGroup(choices) => Some(choices),
            QuestionKind::ImagePicker(picker) => Some(&picker.choices),
            QuestionKind::Ranking(ranking) => Some(&ranking.choices),
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
        let Some(word) = reader.type_word(node) else {
            untyped(reader, node);
            return None;
        };
        let choices = |reader, kind| Choices::read(reader, node, defaults, kind);
        Some(match word.as_str() {
            "text" => QuestionKind::Text(TextInput::read(reader, node, defaults)),
            "comment" => QuestionKind::Comment(CommentInput::read(reader, node, defaults)),
            "radiogroup" => QuestionKind::RadioGroup(choices(reader, ListKind::RadioGroup)),
            "checkbox" => QuestionKind::Checkbox(choices(reader, ListKind::Checkbox)),
            "dropdown" => QuestionKind::Dropdown(choices(reader, ListKind::Dropdown)),
            "rating" => QuestionKind::Rating(RatingScale::read(reader, node)),
            "boolean" => QuestionKind::Boolean(BooleanLabels::read(reader, node)),
            "matrix" => QuestionKind::Matrix(MatrixGrid::read(reader, node)),
            "html" => QuestionKind::Html(reader.wording(node, &["html"])),
            "tagbox" => QuestionKind::Tagbox(choices(reader, ListKind::Tagbox)),
            "buttongroup" => QuestionKind::ButtonGroup(choices(reader, ListKind::ButtonGroup)),
            "imagepicker" => {
                QuestionKind::ImagePicker(Extra::new(ImagePicker::read(reader, node, defaults)))
            }
            "ranking" => QuestionKind::Ranking(Extra::new(Ranking::read(reader, node, defaults))),
            "image" => QuestionKind::Image(Extra::new(Picture::read(reader, node))),
            "slider" => QuestionKind::Slider(Extra::new(Slider::read(reader, node))),
            "expression" => QuestionKind::Expression(Extra::new(Calculation::read(reader, node))),
            "file" => QuestionKind::File(Extra::new(FileInput::read(reader, node))),
            "signaturepad" => {
                QuestionKind::SignaturePad(Extra::new(SignaturePad::read(reader, node)))
            }
            _ if unsupported::is_type(&word) => {
                let message = format!("Questions of type `{word}` are not built yet.");
                reader.problem(node.pointer_to("type"), "unsupported-type", message);
                return None;
            }
            _ => {
                let written = reader.word(node, &["type"]).unwrap_or_default();
                let message = format!(
                    "SurveyJS has no question type `{written}`. Types of a page's own, with their code, are not taken: \
                     write out the questions that it stands for."
                );
                reader.problem(node.pointer_to("type"), "unknown-type", message);
                return None;
            }
        })
    }
}

/// An element without a type: nothing to SurveyJS.
fn untyped(reader: &mut Reader, node: &Node<'_, '_>) {
    if node.member("questionTemplateName").is_some() {
        let message = "Custom question templates (`questionTemplateName`) are no part of SurveyJS: write the \
                       question out.";
        reader.problem(node.pointer_to("questionTemplateName"), "unknown-type", message);
    } else {
        let message = "An element without a type is left out, here as in SurveyJS: give it one, or remove it.";
        reader.warning(node.pointer(), "missing-type", message);
    }
}
