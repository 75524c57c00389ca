//! A questionnaire: one immutable version of what respondents are asked.
//!
//! [`parse`] reads a SurveyJS definition and reports everything it does not understand; what it returns holds no
//! JSON any more, only what the rules and the widget need. Questions stand in one list in definition order, and
//! pages and panels refer to them by index; that index is also the question's bit in the stored bitmap.

mod report;

pub use report::{CheckReport, Finding};

use crate::expression::Expression;
use crate::text::Text;
use crate::value::Value;

/// Reads a SurveyJS definition.
///
/// The questionnaire is there only if the report has no problems.
pub fn parse(definition: &Value) -> (Option<Questionnaire>, CheckReport) {
    let _ = definition;
    (None, CheckReport::default())
}

/// One version of a survey's questions.
#[derive(Clone, Debug, Default)]
pub struct Questionnaire {
    /// The survey's title.
    pub title: Text,
    /// What the survey is about.
    pub description: Text,
    /// Shown with the receipt after the response is stored; HTML.
    pub completed_html: Text,
    /// The language in which the definition's plain strings are written; `en` unless `locale` says otherwise.
    pub locale: String,
    /// When the answers of hidden questions go.
    pub clear_invisible: ClearInvisible,
    /// The first page only introduces; its button reads "Start".
    pub first_page_is_start: bool,
    /// Whether the Back button is offered.
    pub show_back: bool,
    /// Whether questions are numbered.
    pub show_question_numbers: bool,
    /// The owner's own wording of the buttons.
    pub buttons: ButtonTexts,
    /// Pages in definition order. Never empty.
    pub pages: Vec<Page>,
    /// Every panel of every page.
    pub panels: Vec<Panel>,
    /// Every question of every page, in definition order.
    pub questions: Vec<Question>,
}

/// The owner's own wording of buttons; empty where the widget's standard wording serves.
#[derive(Clone, Debug, Default)]
pub struct ButtonTexts {
    /// Starts the survey.
    pub start: Text,
    /// Goes on.
    pub next: Text,
    /// Goes back.
    pub back: Text,
    /// Sends the response.
    pub complete: Text,
}

/// When the answers of hidden questions are removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClearInvisible {
    /// Kept while answering, removed when the response is completed.
    #[default]
    OnComplete,
    /// Removed when the question itself hides.
    OnHidden,
    /// Removed when the question or what contains it hides.
    OnHiddenContainer,
    /// Never removed.
    Never,
}

/// What decides whether an element is shown, must be answered, can be answered.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// `visible` was false: hidden unless an expression shows it.
    pub hidden: bool,
    /// `visibleIf`.
    pub visible_if: Option<Expression>,
    /// `enableIf`.
    pub enable_if: Option<Expression>,
    /// `requiredIf`.
    pub required_if: Option<Expression>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Unique among pages.
    pub name: String,
    /// Its heading.
    pub title: Text,
    /// Text below the heading.
    pub description: Text,
    /// What it shows, in order.
    pub elements: Vec<Element>,
    /// When it is shown.
    pub conditions: Conditions,
}

/// A part of a page or panel, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// An index into [`Questionnaire::questions`].
    Question(usize),
    /// An index into [`Questionnaire::panels`].
    Panel(usize),
}

/// A group of elements within a page.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// Unique among panels.
    pub name: String,
    /// Its heading.
    pub title: Text,
    /// Text below the heading.
    pub description: Text,
    /// What it shows, in order.
    pub elements: Vec<Element>,
    /// When it is shown.
    pub conditions: Conditions,
    /// At least one of its questions must be answered.
    pub is_required: bool,
    /// The owner's wording of that error.
    pub required_error: Text,
}

/// A question, or a piece of text between questions.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Unique among questions.
    pub name: String,
    /// The key under which the answer is kept; the name unless `valueName` says otherwise.
    pub value_name: String,
    /// The question as asked; falls back to the name.
    pub title: Text,
    /// A hint below the title.
    pub description: Text,
    /// What kind of answer it takes.
    pub kind: QuestionKind,
    /// It must be answered (unless `requiredIf` alone decides).
    pub is_required: bool,
    /// The owner's wording of that error.
    pub required_error: Text,
    /// It is shown, and cannot be answered.
    pub read_only: bool,
    /// When it is shown, required, enabled.
    pub conditions: Conditions,
    /// The owner's own checks, in order.
    pub validators: Vec<Validator>,
    /// The answer it starts with.
    pub default_value: Option<Value>,
    /// A free comment beside the answer (`showCommentArea`), stored under `<name>-Comment`.
    pub comment_area: Option<Text>,
    /// The answer belongs to a special category (GDPR article 9): never required.
    pub special_category: bool,
}

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
}

impl Default for QuestionKind {
    fn default() -> Self {
        QuestionKind::Html(Text::default())
    }
}

/// A single-line input.
#[derive(Clone, Debug, Default)]
pub struct TextInput {
    /// What is typed.
    pub input_type: InputType,
    /// The smallest number or earliest date, as the definition writes it.
    pub min: Option<Value>,
    /// The largest number or latest date, as the definition writes it.
    pub max: Option<Value>,
    /// The step of a number.
    pub step: Option<f64>,
    /// The longest answer in characters.
    pub max_length: Option<usize>,
    /// An example inside the empty input.
    pub placeholder: Text,
    /// The HTML `autocomplete` token.
    pub autocomplete: Option<String>,
}

/// The HTML input types that SurveyJS names in `inputType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the HTML input type of the same name")]
pub enum InputType {
    #[default]
    Text,
    Number,
    Range,
    Email,
    Url,
    Tel,
    Date,
    DateTimeLocal,
    Time,
    Month,
    Week,
    Color,
    Password,
}

/// A multi-line input.
#[derive(Clone, Debug, Default)]
pub struct CommentInput {
    /// The height in lines.
    pub rows: usize,
    /// The longest answer in characters.
    pub max_length: Option<usize>,
    /// An example inside the empty input.
    pub placeholder: Text,
}

/// The choices of a radiogroup, checkbox or dropdown.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// In the order in which the definition gives them.
    pub items: Vec<Choice>,
    /// "Other, please say", if offered.
    pub other: Option<OtherChoice>,
    /// "None of these", if offered.
    pub none: Option<Choice>,
    /// "Select all", if offered (checkbox only).
    pub select_all: Option<Choice>,
    /// Fewest selected (checkbox only).
    pub min_selected: Option<usize>,
    /// Most selected (checkbox only).
    pub max_selected: Option<usize>,
    /// How the choices are ordered for a respondent.
    pub order: ChoicesOrder,
    /// The choices stand side by side.
    pub inline: bool,
    /// An example inside an empty dropdown.
    pub placeholder: Text,
}

/// How choices are ordered for a respondent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChoicesOrder {
    /// As the definition gives them.
    #[default]
    None,
    /// By wording, A to Z.
    Ascending,
    /// By wording, Z to A.
    Descending,
    /// By the response's seed.
    Random,
}

/// One choice, row or column.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is stored.
    pub value: Value,
    /// What is shown; falls back to the value.
    pub text: Text,
    /// When it is offered.
    pub visible_if: Option<Expression>,
    /// When it can be chosen.
    pub enable_if: Option<Expression>,
}

/// The choice that takes a text of its own.
#[derive(Clone, Debug, Default)]
pub struct OtherChoice {
    /// The choice itself; its value is usually `other`.
    pub choice: Choice,
    /// An example inside the empty text.
    pub placeholder: Text,
    /// The owner's wording of the error when the text is missing.
    pub error: Text,
}

/// A rating scale.
#[derive(Clone, Debug, Default)]
pub struct RatingScale {
    /// The points, lowest first.
    pub points: Vec<Choice>,
    /// What the lowest means.
    pub min_description: Text,
    /// What the highest means.
    pub max_description: Text,
}

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

/// One choice for each of several rows.
#[derive(Clone, Debug, Default)]
pub struct MatrixGrid {
    /// The statements. Without rows the matrix is one row, stored as a single value.
    pub rows: Vec<Choice>,
    /// The choices.
    pub columns: Vec<Choice>,
    /// Every row must be answered.
    pub all_rows_required: bool,
    /// No column may be chosen twice.
    pub each_row_unique: bool,
}

/// A check that the owner added to a question.
#[derive(Clone, Debug)]
pub struct Validator {
    /// What is checked.
    pub rule: ValidatorRule,
    /// The owner's wording of the error; empty for ours.
    pub text: Text,
    /// Does not block: `notificationType` is warning or info.
    pub warning_only: bool,
}

/// What a validator checks.
#[derive(Clone, Debug)]
pub enum ValidatorRule {
    /// A number between bounds.
    Numeric {
        /// The smallest.
        min: Option<f64>,
        /// The largest.
        max: Option<f64>,
    },
    /// A text of a length between bounds, in characters.
    Text {
        /// The shortest.
        min_length: Option<usize>,
        /// The longest.
        max_length: Option<usize>,
        /// Digits are allowed.
        allow_digits: bool,
    },
    /// A number of selected choices between bounds.
    AnswerCount {
        /// The fewest.
        min: Option<usize>,
        /// The most.
        max: Option<usize>,
    },
    /// An ECMAScript pattern, not anchored.
    Regex {
        /// The pattern.
        pattern: String,
        /// Case is ignored.
        ignore_case: bool,
    },
    /// An e-mail address.
    Email,
    /// An expression that must hold.
    Expression(Expression),
}
