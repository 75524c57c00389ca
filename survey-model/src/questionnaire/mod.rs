//! A questionnaire: one immutable version of what respondents are asked.
//!
//! [`parse()`] reads a SurveyJS definition and reports everything it does not understand; what it returns holds no
//! JSON any more, only what the rules and the widget need. Questions stand in one list in definition order, and
//! pages and panels refer to them by index; that index is also the question's bit in the stored bitmap.

mod check;
mod ending;
mod graph;
mod kinds;
mod logic;
mod order;
mod parse;
mod reader;
mod report;
mod salt;
mod shared;
pub(crate) mod undrawable;
mod unsupported;
mod validator;

pub use ending::{Ending, Limited, Preview, TimeLeft, TimeTaken, TimesShown, Timing};
pub(crate) use graph::{Container, Graph, N_WORKS, Part, Work};
pub(crate) use kinds::CHOICE_COMMENT;
pub use kinds::{
    BooleanLabels, Calculation, Carried, CarriedSource, CarriedWhich, CellText, Choice,
    ChoiceComment, Choices, ChoicesOrder, CommentInput, ComputedBounds, CustomChoices, FileInput,
    ImagePicker, InputType, MatrixCells, MatrixGrid, Nested, NumberStyle, OtherChoice, Picture,
    PictureContent, PictureFit, PictureSize, QuestionKind, Ranking, RatingScale, RemoteChoices,
    RemoteState, RowCount, Shape, SignatureFormat, SignaturePad, Slider, SliderLabel,
    StoredChoices, TextInput, Total, TotalKind,
};
pub use logic::{AutomaticAnswer, CalculatedValue, ConditionalText, Trigger, TriggerAction};
pub use parse::parse;
pub(crate) use parse::{Purpose, parse_at};
pub use report::{CheckReport, Finding};
pub use validator::{Validator, ValidatorRule};

use crate::compiled::compiled;
use crate::expression::Expression;
use crate::extra::Extra;
use crate::text::Text;
use crate::value::{Object, Value};
use order::{Holder, RandomOrder};
use salt::Salt;
use shared::Names;
use std::sync::Arc;

/// Follows a value name to name the totals below the answer.
pub(crate) const TOTAL_SUFFIX: &str = "-total";

/// Follows a value name to name the comment beside the answer.
const COMMENT_SUFFIX: &str = "-Comment";

/// One version of a survey's questions.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent settings of the definition")]
pub struct Questionnaire {
    /// The survey's title.
    pub title: Text,
    /// What the survey is about.
    pub description: Text,
    /// Shown with the receipt after the response is stored; HTML.
    pub completed_html: Text,
    /// Shown instead when its condition holds; the first that does.
    pub completed_html_if: Vec<ConditionalText>,
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
    /// What is calculated from answers, each value after those it reads.
    pub calculated: Vec<Extra<CalculatedValue>>,
    /// What happens when answers change, in definition order.
    pub triggers: Vec<Extra<Trigger>>,
    /// How it ends, if it does more than end.
    pub ending: Option<Extra<Ending>>,
    /// Nothing can be answered: the survey only shows answers.
    pub read_only: bool,
    /// An answer is stored with its mask.
    pub(crate) stores_masks: bool,
    /// What stands in random order.
    pub(crate) random_order: Option<Extra<RandomOrder>>,
    /// An answer can set others: there are triggers, or answers that rules set.
    pub(crate) reacts: bool,
    /// The value names whose answers expressions read as the values of their choices, which are stored as objects.
    read_bare: Option<Extra<Names>>,
    /// Of a row: the names under which other questions keep their answers in it.
    shared: Option<Extra<Names>>,
    /// The questions ordered by name, those of one name in definition order.
    by_name: Vec<usize>,
    /// The questions ordered by value name, those of one value name in definition order.
    by_value_name: Vec<usize>,
    /// What depends on what.
    pub(crate) graph: Graph,
}

compiled!(struct Questionnaire {
    title, description, completed_html, completed_html_if, locale, clear_invisible,
    first_page_is_start, show_back, show_question_numbers, buttons, pages, panels, questions,
    calculated, triggers, ending, read_only, stores_masks, random_order, reacts, read_bare, shared,
    by_name, by_value_name, graph,
});

impl Questionnaire {
    /// Returns the index of the question of a name; of the first, if several share it.
    pub fn question_index(&self, name: &str) -> Option<usize> {
        let questions = &self.questions;
        let first = self.by_name.partition_point(|index| questions[*index].name.as_str() < name);
        self.by_name.get(first).copied().filter(|index| questions[*index].name == name)
    }

    /// Returns the question that a way of names leads to, through the questions that hold questions.
    pub fn question_at(&self, path: &[String]) -> Option<&Question> {
        let (name, rest) = path.split_first()?;
        let question = &self.questions[self.question_index(name)?];
        match (&question.kind, rest) {
            (_, []) => Some(question),
            (QuestionKind::Nested(nested), rest) => nested.template.question_at(rest),
            _ => None,
        }
    }

    /// Returns the questions that keep their answer under a name, by index, in definition order.
    pub fn questions_keeping(&self, value_name: &str) -> &[usize] {
        let name_of = |index: &usize| self.questions[*index].value_name.as_str();
        let first = self.by_value_name.partition_point(|index| name_of(index) < value_name);
        let rest = &self.by_value_name[first..];
        &rest[..rest.partition_point(|index| name_of(index) == value_name)]
    }

    /// Returns the questions that share the answer kept under a name, by index; none where one question keeps it.
    pub(crate) fn sharing(&self, value_name: &str) -> &[usize] {
        if !self.graph.has_shared() {
            return &[];
        }
        Some(self.questions_keeping(value_name)).filter(|it| it.len() > 1).unwrap_or_default()
    }

    /// Returns the first question that keeps its answer under a name, by index; if none does, case does not matter.
    pub(crate) fn question_by_value_name(&self, name: &str) -> Option<usize> {
        let in_any_case =
            || self.questions.iter().position(|it| it.value_name.eq_ignore_ascii_case(name));
        self.questions_keeping(name).first().copied().or_else(in_any_case)
    }

    /// Tells whether a question keeps its answer or its comment under a name.
    pub(crate) fn keeps(&self, name: &str) -> bool {
        let is_kept = |value_name: &str, kept: fn(&Question) -> bool| {
            self.questions_keeping(value_name).iter().any(|index| kept(&self.questions[*index]))
        };
        let of_comment = name.strip_suffix(COMMENT_SUFFIX);
        let of_total = name.strip_suffix(TOTAL_SUFFIX);
        is_kept(name, Question::takes_answer)
            || of_total.is_some_and(|name| is_kept(name, Question::has_totals))
            || of_comment.is_some_and(|name| is_kept(name, Question::takes_comment))
            || self.shared.as_ref().is_some_and(|shared| shared.names.iter().any(|it| it == name))
    }

    /// Tells the same of names that come in order, each from where the one before it was found.
    pub(crate) fn keeps_in_order(&self) -> impl FnMut(&str) -> bool + '_ {
        let questions = || self.by_value_name.iter().map(|index| &self.questions[*index]);
        // In a browser, bytes count for more than these microseconds.
        let mut in_order = cfg!(feature = "native").then(|| questions().peekable());
        move |name| {
            let is_answer = in_order.as_mut().is_some_and(|questions| {
                while questions.next_if(|it| it.value_name.as_str() < name).is_some() {}
                questions.peek().is_some_and(|it| it.value_name == name && it.takes_answer())
            });
            is_answer || self.keeps(name)
        }
    }

    /// Returns the values of the choices in an answer, if they are stored as objects and the name is the answer's own.
    pub(crate) fn bare_choices(&self, answers: &Object, name: &str) -> Option<Value> {
        let value_name =
            self.read_bare.as_ref()?.names.iter().find(|known| known.eq_ignore_ascii_case(name))?;
        let question = &self.questions[*self.questions_keeping(value_name).first()?];
        question.kind.choices()?.unwrapped(answers.get(value_name)?)
    }

    /// Notes the answers that hold choices as objects: of several questions that keep their answers together, the
    /// first says how they are read.
    fn note_read_bare(&mut self) {
        let is_first = |index: usize, question: &Question| {
            self.questions_keeping(&question.value_name).first() == Some(&index)
        };
        let is_read_bare = |question: &Question| {
            question.kind.choices().is_some_and(|choices| choices.stored.is_some())
        };
        let names = self
            .questions
            .iter()
            .enumerate()
            .filter(|(index, question)| is_read_bare(question) && is_first(*index, question))
            .map(|(_, question)| question.value_name.clone());
        self.read_bare = Names::of(names.collect());
    }

    /// Notes whether an answer can set others, here or in rows, and whether one is stored with its mask.
    fn note_reactions(&mut self) {
        let is_set_by_rule = |question: &Question| match (&question.automatic, &question.kind) {
            (_, QuestionKind::Nested(nested)) if nested.template.reacts => true,
            (Some(it), _) => it.reset_if.is_some() || it.set_if.is_some() || it.set_to.is_some(),
            _ => false,
        };
        let stores_mask = |it: &Question| it.mask().is_some_and(|mask| mask.stores_shown);
        self.stores_masks = self.questions.iter().any(stores_mask);
        self.reacts = !self.read_only
            && (!self.triggers.is_empty() || self.questions.iter().any(is_set_by_rule));
    }

    /// Orders the questions by their names, so that they can be found.
    fn index(&mut self) {
        let questions = &self.questions;
        self.by_name = (0..questions.len()).collect();
        self.by_name.sort_by(|left, right| questions[*left].name.cmp(&questions[*right].name));
        self.by_value_name = (0..questions.len()).collect();
        self.by_value_name
            .sort_by(|left, right| questions[*left].value_name.cmp(&questions[*right].value_name));
        self.note_read_bare();
    }

    /// Returns the page that only introduces, if there is one: the first of several.
    pub fn start_page(&self) -> Option<&Page> {
        self.pages.first().filter(|_| self.first_page_is_start && self.pages.len() > 1)
    }

    /// Returns the questions in a page or panel and the panels inside it, by index, in order.
    pub fn questions_of(&self, elements: &[Element]) -> Vec<usize> {
        let mut questions = Vec::new();
        self.gather(elements, &mut questions);
        questions
    }

    fn gather(&self, elements: &[Element], questions: &mut Vec<usize>) {
        for element in elements {
            match *element {
                Element::Question(index) => questions.push(index),
                Element::Panel(index) => self.gather(&self.panels[index].elements, questions),
            }
        }
    }

    /// Gives every question its salt.
    fn salt(&mut self) {
        for page in 0..self.pages.len() {
            let salt = Salt::default().with("page").with(&self.pages[page].name);
            self.salt_order(Holder::Page(page), salt);
            let elements = std::mem::take(&mut self.pages[page].elements);
            self.salt_elements(&elements, salt);
            self.pages[page].elements = elements;
        }
    }

    fn salt_elements(&mut self, elements: &[Element], salt: Salt) {
        for element in elements {
            match *element {
                Element::Question(index) => {
                    let question = &mut self.questions[index];
                    question.salt = salt.with(question.kind.type_name()).with(&question.name);
                    question.salt_rows();
                }
                Element::Panel(index) => {
                    let salt = salt.with("panel").with(&self.panels[index].name);
                    self.salt_order(Holder::Panel(index), salt);
                    let elements = std::mem::take(&mut self.panels[index].elements);
                    self.salt_elements(&elements, salt);
                    self.panels[index].elements = elements;
                }
            }
        }
    }

    fn salt_order(&mut self, holder: Holder, salt: Salt) {
        if let Some(order) = &mut self.random_order {
            order.salt(holder, salt);
        }
    }

    /// Marks questions by name as of a special category: they are then never required.
    pub fn mark_special_category(&mut self, names: &[String]) {
        for question in &mut self.questions {
            question.special_category |= names.contains(&question.name);
        }
    }
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

compiled!(struct ButtonTexts { start, next, back, complete });

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

compiled!(
    enum ClearInvisible {
        OnComplete,
        OnHidden,
        OnHiddenContainer,
        Never,
    }
);

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

compiled!(struct Conditions { hidden, visible_if, enable_if, required_if });

/// What a page or panel says that asks for one answer among its questions.
#[derive(Clone, Debug, Default)]
pub struct OneAnswer {
    /// It asks for one unless a condition decides.
    pub always: bool,
    /// The owner's wording of that error.
    pub error: Text,
}

compiled!(struct OneAnswer { always, error });

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
    /// It is shown, and cannot be answered.
    pub read_only: bool,
    /// At least one of its questions must be answered.
    pub required: Option<Extra<OneAnswer>>,
}

compiled!(struct Page { name, title, description, elements, conditions, read_only, required });

/// A part of a page or panel, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// An index into [`Questionnaire::questions`].
    Question(usize),
    /// An index into [`Questionnaire::panels`].
    Panel(usize),
}

compiled!(
    enum Element {
        Question(index),
        Panel(index),
    }
);

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
    /// It is shown, and cannot be answered.
    pub read_only: bool,
    /// At least one of its questions must be answered.
    pub required: Option<Extra<OneAnswer>>,
}

compiled!(struct Panel { name, title, description, elements, conditions, read_only, required });

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
    /// How else it comes by an answer that nobody has given.
    pub automatic: Option<Extra<AutomaticAnswer>>,
    /// A free comment beside the answer (`showCommentArea`), stored under `<name>-Comment`.
    pub comment_area: Option<Text>,
    /// The longest such comment, in characters.
    pub comment_max_length: Option<usize>,
    /// When its answer goes if it is hidden; the questionnaire's rule if `None`.
    pub clear_if_invisible: Option<ClearInvisible>,
    /// The answer belongs to a special category (GDPR article 9): never required.
    pub special_category: bool,
    /// How its own texts name answers, and others its choice; as shown unless it says otherwise.
    pub(crate) names_answers: Option<Extra<NamesAnswers>>,
    /// Makes its random order differ from that of other questions.
    pub(crate) salt: Salt,
}

compiled!(struct Question {
    name, value_name, title, description, kind, is_required, required_error, read_only, conditions,
    validators, default_value, automatic, comment_area, comment_max_length, clear_if_invisible,
    special_category, names_answers, salt,
});

/// How texts name answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamesAnswers {
    /// As the respondent chose them.
    AsShown,
    /// As they are stored: `useDisplayValuesInDynamicTexts` is off.
    AsStored,
}

compiled!(
    enum NamesAnswers {
        AsShown,
        AsStored,
    }
);

impl Question {
    /// Tells whether it takes an answer; text and pictures between questions do not.
    pub fn takes_answer(&self) -> bool {
        self.kind.takes_answer()
    }

    /// Gives the questions of its rows their salt, which begins with its own, whatever panels are between.
    fn salt_rows(&mut self) {
        if let QuestionKind::Nested(nested) = &mut self.kind {
            for question in &mut Arc::make_mut(&mut nested.template).questions {
                question.salt = self.salt.with(question.kind.type_name()).with(&question.name);
                question.salt_rows();
            }
        }
    }

    /// Returns what its answer follows until the respondent gives another.
    pub(crate) fn default_expression(&self) -> Option<&Expression> {
        self.automatic.as_ref()?.default.as_ref()
    }

    /// Returns when its answer goes if it is hidden.
    pub(crate) fn clear_rule(&self, questionnaire: &Questionnaire) -> ClearInvisible {
        self.clear_if_invisible.unwrap_or(questionnaire.clear_invisible)
    }

    /// Tells whether its answer goes at once when it, or what contains it, hides.
    pub(crate) fn clears_when_hidden(&self, questionnaire: &Questionnaire) -> bool {
        let rule = self.clear_rule(questionnaire);
        matches!(rule, ClearInvisible::OnHidden | ClearInvisible::OnHiddenContainer)
    }

    /// Tells whether its answer goes at once also when only what contains it hides.
    pub(crate) fn clears_with_container(&self, questionnaire: &Questionnaire) -> bool {
        self.clear_rule(questionnaire) == ClearInvisible::OnHiddenContainer
    }

    /// Tells whether answers in its panels go when it hides, whatever its own rule is.
    pub(crate) fn clears_within(&self) -> bool {
        self.panels().is_some_and(|Nested { template, .. }| {
            template.questions.iter().any(|inner| inner.clears_with_container(template))
        })
    }

    /// Tells whether it holds questions of its own, in rows or panels.
    pub(crate) fn is_nested(&self) -> bool {
        matches!(self.kind, QuestionKind::Nested(_))
    }

    /// Returns what it has of panels that repeat; `None` if it is another kind of question.
    pub(crate) fn panels(&self) -> Option<&Nested> {
        match &self.kind {
            QuestionKind::Nested(nested) if nested.shape == Shape::Panels => Some(nested),
            _ => None,
        }
    }

    /// Tells whether it starts with an answer, or can.
    pub(crate) fn has_default(&self) -> bool {
        self.default_value.is_some() || self.default_expression().is_some()
    }

    /// Tells whether it, or its rows, may have an answer before anybody has given any.
    pub(crate) fn begins_answered(&self) -> bool {
        self.has_default()
            || matches!(&self.kind, QuestionKind::Nested(nested) if nested.has_default())
    }

    /// Tells whether a respondent answers it; what an expression comes to, nobody does.
    pub fn is_answered_by_hand(&self) -> bool {
        self.takes_answer() && !matches!(self.kind, QuestionKind::Expression(_))
    }

    /// Tells whether its answers are choices from a list, and so can be counted.
    pub fn is_closed(&self) -> bool {
        self.takes_answer()
            && !matches!(
                self.kind,
                QuestionKind::Text(_)
                    | QuestionKind::Comment(_)
                    | QuestionKind::Expression(_)
                    | QuestionKind::Nested(_)
                    | QuestionKind::File(_)
                    | QuestionKind::SignaturePad(_)
                    | QuestionKind::Slider(_)
            )
            && !self.kind.choices().is_some_and(Choices::are_answers)
    }

    /// Returns every choice that can be stored, in definition order, then none and other: the columns of a matrix,
    /// yes and no of a boolean. Empty for an open question.
    pub fn all_choices(&self) -> Vec<Choice> {
        self.kind.all_choices()
    }

    /// Tells whether a comment, or a text of "other", can belong to it.
    pub fn takes_comment(&self) -> bool {
        let text_of_other = |list: &Choices| list.other.is_some() && list.other_as_comment;
        self.comment_area.is_some() || self.kind.choices().is_some_and(text_of_other)
    }

    /// Tells whether totals stand below it.
    fn has_totals(&self) -> bool {
        matches!(&self.kind, QuestionKind::Nested(nested) if !nested.totals.is_empty())
    }

    /// Tells whether its comment, or text of "other", is kept beside its answer rather than in it.
    pub(crate) fn comments_beside(&self) -> bool {
        let in_answer = self.kind.choices().is_some_and(|choices| !choices.other_as_comment);
        !in_answer || self.comment_area.is_some()
    }

    /// Returns the name under which its comment, or text of "other", is kept.
    pub fn comment_name(&self) -> String {
        [self.value_name.as_str(), COMMENT_SUFFIX].concat()
    }
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_in_order_are_kept_as_each_by_itself() {
        let question = |index: usize| {
            let kind = ["text", "html", "dropdown"][index % 3];
            let shared = if index.is_multiple_of(7) { index + 2 } else { index };
            json!({"type": kind, "name": format!("q{index:02}"), "valueName": format!("v{shared:02}"),
                "choices": [1], "showCommentArea": index.is_multiple_of(5)})
        };
        let elements: Vec<_> = (0..40).map(question).collect();
        let definition = Value::from_json(&json!({ "elements": elements }).to_string()).unwrap();
        let (questionnaire, report) = parse(&definition);
        let questionnaire = questionnaire.unwrap_or_else(|| panic!("{:?}", report.problems));
        let names = (0..45)
            .flat_map(|index| ["", "-Comment", "-a"].map(|suffix| format!("v{index:02}{suffix}")));
        let names: Vec<String> = names.chain(["a".to_owned(), "w".to_owned()]).collect();
        let mut n_kept = 0;
        for step in 1..40 {
            let mut some: Vec<&String> = names.iter().skip(step / 2).step_by(step).collect();
            some.sort_unstable();
            let mut is_kept = questionnaire.keeps_in_order();
            for name in some {
                assert_eq!(is_kept(name), questionnaire.keeps(name), "{name}, every {step}.");
                n_kept += usize::from(questionnaire.keeps(name));
            }
        }
        assert!(n_kept > 40, "{n_kept}");
    }
}
