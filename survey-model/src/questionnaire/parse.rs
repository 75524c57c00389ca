//! From a SurveyJS definition to a questionnaire: pages, panels, questions and what all questions have.

use super::check;
use super::ending::{self, Ending};
use super::kinds::{
    CarryRequest, Nested, OutsideName, QuestionKind, Shape, carry, carry_in_row, check_outside,
};
use super::order::{self, Holder, RandomList, RandomOrder, RandomPlaces};
use super::reader::{Reader, find};
use super::report::CheckReport;
use super::salt::Salt;
use super::shared::share_names;
use super::validator::Validator;
use super::{
    AutomaticAnswer, ButtonTexts, CalculatedValue, ClearInvisible, ConditionalText, Conditions,
    Element, Graph, NamesAnswers, OneAnswer, Page, Panel, Question, Questionnaire, Trigger,
};
use crate::document::Node;
use crate::extra::Extra;
use crate::limits;
use crate::mask::conventions::Conventions;
use crate::value::{Object, Value};
use std::collections::BTreeSet;

/// Reads a SurveyJS definition.
///
/// The questionnaire is there only if the report has no problems.
pub fn parse(definition: &Value) -> (Option<Questionnaire>, CheckReport) {
    parse_at(&Node::root(definition), Purpose::Check)
}

/// What a definition is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To tell its author all that is to be said of it.
    Check,
    /// To work with: what it begins with was tried when it was published.
    Load,
}

/// As [`parse`], of a definition inside a larger document.
pub(crate) fn parse_at(
    root: &Node<'_, '_>,
    purpose: Purpose,
) -> (Option<Questionnaire>, CheckReport) {
    let (questionnaire, mut report) = read(root);
    check::check(root, &questionnaire, purpose, &mut report);
    (report.is_publishable().then_some(questionnaire), report)
}

/// What is read of every definition, and the problems met while reading.
pub(super) fn read(root: &Node<'_, '_>) -> (Questionnaire, CheckReport) {
    let mut parser = Parser::default();
    parser.survey(root);
    (parser.questionnaire, parser.reader.report)
}

/// Survey-wide settings that questions fall back to.
pub(super) struct Defaults {
    pub(super) other_as_comment: bool,
    pub(super) text_max_length: Option<usize>,
    pub(super) comment_max_length: Option<usize>,
    pub(super) conventions: Conventions,
}

/// Where a page or panel has its elements; the second is an old name.
const ELEMENTS: &[&str] = &["elements", "questions"];

#[derive(Default)]
struct Parser {
    reader: Reader,
    questionnaire: Questionnaire,
    /// How many questions were read, those in rows included.
    n_questions: usize,
    /// How many panels, likewise.
    n_panels: usize,
    /// How many rows there are before anything is answered.
    n_first_rows: usize,
    /// How many nested questions are around what is read.
    nesting: usize,
    carry_requests: Vec<CarryRequest>,
    /// Names of the survey's own questions that rows carry choices from.
    carried_from_outside: Vec<OutsideName>,
    /// How long each page may take, in seconds.
    limits_s: Vec<Option<u32>>,
    /// Pages and panels that do not say otherwise are in random order.
    is_random: bool,
    /// Those that are.
    random_lists: Vec<RandomList>,
}

impl Parser {
    fn survey(&mut self, root: &Node<'_, '_>) {
        if root.value().as_object().is_none() {
            let message = "A definition is a JSON object.";
            self.reader.problem(root.pointer(), "wrong-type", message);
            return;
        }
        let reader = &mut self.reader;
        let locale = reader.word(root, &["locale"]).unwrap_or("en");
        let defaults = Defaults {
            other_as_comment: reader.flag(root, &["storeOthersAsComment"]).unwrap_or(true),
            text_max_length: reader.count(root, &["maxTextLength"]),
            comment_max_length: reader.count(root, &["maxCommentLength", "maxOthersLength"]),
            conventions: Conventions::read(reader, root, locale),
        };
        self.questionnaire = Questionnaire {
            title: reader.wording(root, &["title"]),
            description: reader.wording(root, &["description"]),
            completed_html: reader.wording(root, &["completedHtml"]),
            completed_html_if: ConditionalText::read_all(
                reader,
                root,
                "completedHtmlOnCondition",
                "html",
            ),
            locale: locale.to_owned(),
            clear_invisible: clear_invisible(reader, root, "clearInvisibleValues")
                .unwrap_or_default(),
            read_only: reader.flag(root, &["readOnly"]).unwrap_or(false)
                || reader.word(root, &["mode"]) == Some("display"),
            first_page_is_start: reader
                .flag(root, &["firstPageIsStartPage", "firstPageIsStarted"])
                .unwrap_or(false),
            show_back: reader.flag(root, &["showPrevButton"]).unwrap_or(true),
            show_question_numbers: match root.member("showQuestionNumbers").map(|n| n.value()) {
                Some(Value::Bool(shown)) => *shown,
                Some(Value::String(word)) => !matches!(word.as_str(), "off" | "false" | ""),
                _ => false,
            },
            buttons: ButtonTexts {
                start: reader.wording(root, &["startSurveyText"]),
                next: reader.wording(root, &["pageNextText"]),
                back: reader.wording(root, &["pagePrevText"]),
                complete: reader.wording(root, &["completeText"]),
            },
            ..Questionnaire::default()
        };
        self.is_random = order::is_random(reader, root);
        self.pages(root, &defaults);
        let limits_s = std::mem::take(&mut self.limits_s);
        self.questionnaire.ending = Ending::read(&mut self.reader, root, limits_s).map(Extra::new);
        let lists = std::mem::take(&mut self.random_lists);
        self.questionnaire.random_order =
            (!lists.is_empty()).then(|| Extra::new(RandomOrder { lists }));
        self.name_the_nameless();
        let requests = std::mem::take(&mut self.carry_requests);
        carry(&mut self.reader, &mut self.questionnaire.questions, requests);
        let outside = std::mem::take(&mut self.carried_from_outside);
        check_outside(&mut self.reader, &self.questionnaire.questions, outside);
        share_names(&mut self.questionnaire.questions);
        self.questionnaire.salt();
        self.questionnaire.index();
        let calculated = CalculatedValue::read_all(&mut self.reader, root);
        self.questionnaire.calculated = calculated.into_iter().map(Extra::new).collect();
        let triggers = Trigger::read_all(&mut self.reader, root, &self.questionnaire);
        self.questionnaire.triggers = triggers.into_iter().map(Extra::new).collect();
        self.questionnaire.note_reactions();
        self.questionnaire.graph = Graph::of(&self.questionnaire, None);
    }

    /// Names text and pictures that have no name, as SurveyJS does. Nothing is kept under these names; they only must
    /// not be another's.
    fn name_the_nameless(&mut self) {
        let questions = &mut self.questionnaire.questions;
        let taken: BTreeSet<String> = questions.iter().map(|it| it.name.clone()).collect();
        let mut names = (1..).map(|n| format!("question{n}")).filter(|name| !taken.contains(name));
        for question in questions.iter_mut().filter(|question| question.name.is_empty()) {
            question.name = names.next().unwrap_or_default();
            question.value_name.clone_from(&question.name);
        }
    }

    fn pages(&mut self, root: &Node<'_, '_>, defaults: &Defaults) {
        // A definition without pages is one page.
        if root.member("pages").is_none() {
            let random = self.is_random.then(|| RandomPlaces::new(Holder::Page(0)));
            let elements = self.elements(root, ELEMENTS, defaults, 0, random);
            let name = "page1".to_owned();
            self.questionnaire.pages.push(Page { name, elements, ..Page::default() });
            self.limits_s.push(None);
            return;
        }
        let Some(pages) = root.member("pages") else { return };
        let items = match pages.items() {
            Ok(items) if items.len() <= limits::PAGES => items,
            Ok(_) => {
                let message = "A questionnaire may have at most 1,000 pages.";
                return self.reader.problem(pages.pointer(), "limit-pages", message);
            }
            Err(fault) => {
                return self.reader.problem(fault.pointer, "wrong-type", "`pages` is a list.");
            }
        };
        for (place, node) in items.enumerate() {
            let random = self.random_places(&node, Holder::Page(place));
            let elements = self.elements(&node, ELEMENTS, defaults, 0, random);
            let reader = &mut self.reader;
            let page = Page {
                name: reader.name(&node, format!("page{}", place + 1)),
                title: reader.wording(&node, &["title"]),
                description: reader.wording(&node, &["description"]),
                elements,
                conditions: conditions(reader, &node),
                read_only: reader.flag(&node, &["readOnly"]).unwrap_or(false),
                required: one_answer(reader, &node),
            };
            self.limits_s.push(ending::limit_s(reader, &node, &["timeLimit", "maxTimeToFinish"]));
            self.questionnaire.pages.push(page);
        }
    }

    /// Begins the list of a page or panel that orders its elements at random. In rows `survey-core` orders nothing.
    fn random_places(&mut self, node: &Node<'_, '_>, holder: Holder) -> Option<RandomPlaces> {
        let is_random =
            self.nesting == 0 && order::orders_randomly(&mut self.reader, node, self.is_random);
        is_random.then(|| RandomPlaces::new(holder))
    }

    /// Reads elements; where their order is `random`, notes their places.
    fn elements(
        &mut self,
        node: &Node<'_, '_>,
        names: &[&str],
        defaults: &Defaults,
        depth: usize,
        mut random: Option<RandomPlaces>,
    ) -> Vec<Element> {
        let mut elements = Vec::new();
        let Some(list) = find(node, names) else { return elements };
        let items = match list.items() {
            Ok(items) => items,
            Err(fault) => {
                self.reader.problem(fault.pointer, "wrong-type", "`elements` is a list.");
                return elements;
            }
        };
        for item in items {
            let element = if item.value().as_object().is_none() {
                self.reader.problem(item.pointer(), "wrong-type", "An element is an object.");
                None
            } else if self.reader.type_word(&item).as_deref() == Some("panel") {
                self.panel(&item, defaults, depth).map(Element::Panel)
            } else {
                self.question(&item, defaults).map(Element::Question)
            };
            // What is left out has no place.
            let Some(element) = element else { continue };
            if let Some(random) = &mut random {
                random.take_in(&mut self.reader, &item, elements.len());
            }
            elements.push(element);
        }
        self.random_lists.extend(random.map(RandomPlaces::into_list));
        elements
    }

    fn panel(&mut self, node: &Node<'_, '_>, defaults: &Defaults, depth: usize) -> Option<usize> {
        let index = self.questionnaire.panels.len();
        self.n_panels += 1;
        if depth >= limits::PANEL_DEPTH || self.n_panels > limits::PANELS {
            let message = "Panels may nest 20 deep, and a questionnaire may have 5,000 of them.";
            self.reader.problem(node.pointer(), "limit-panels", message);
            return None;
        }
        // The place is taken first, so that a panel comes before the panels inside it.
        self.questionnaire.panels.push(Panel::default());
        let random = self.random_places(node, Holder::Panel(index));
        let elements = self.elements(node, ELEMENTS, defaults, depth + 1, random);
        let reader = &mut self.reader;
        self.questionnaire.panels[index] = Panel {
            name: reader.name(node, format!("panel{}", index + 1)),
            title: reader.wording(node, &["title"]),
            description: reader.wording(node, &["description"]),
            elements,
            conditions: conditions(reader, node),
            read_only: reader.flag(node, &["readOnly"]).unwrap_or(false),
            required: one_answer(reader, node),
        };
        Some(index)
    }

    fn question(&mut self, node: &Node<'_, '_>, defaults: &Defaults) -> Option<usize> {
        let index = self.questionnaire.questions.len();
        self.n_questions += 1;
        if self.n_questions > limits::QUESTIONS {
            let message = "A questionnaire may have at most 5,000 questions.";
            self.reader.problem(node.pointer(), "limit-questions", message);
            return None;
        }
        let shape = self.reader.type_word(node).and_then(|word| Shape::of_type(&word));
        let kind = match shape {
            Some(shape) => QuestionKind::Nested(Extra::new(self.nested(node, defaults, shape)?)),
            None => QuestionKind::read(&mut self.reader, node, defaults)?,
        };
        let reader = &mut self.reader;
        let name = reader.name(node, String::new());
        if name.is_empty() && kind.takes_answer() {
            let message = "A question needs a name: answers are kept under it.";
            reader.problem(node.pointer(), "missing-name", message);
            return None;
        }
        if let Some(choices) = kind.choices() {
            let carried = CarryRequest::read(reader, node, index);
            if carried.is_none() && choices.is_without_any() {
                let message = "It offers no choice, so nobody can answer it.";
                reader.warning(node.pointer(), "no-choices", message);
            }
            self.carry_requests.extend(carried);
        }
        if let Some(default) = node.member("defaultValue").filter(|_| kind.takes_files()) {
            let message = "Only respondents hand over files: what it would begin with is left out.";
            reader.warning(default.pointer(), "unknown-default", message);
        }
        let shows_comment = reader.flag(node, &["showCommentArea", "hasComment"]).unwrap_or(false);
        let comment_text = reader.wording(node, &["commentText"]);
        let question = Question {
            value_name: reader.word(node, &["valueName"]).unwrap_or(&name).trim().to_owned(),
            title: reader.wording(node, &["title"]).or_plain(&name),
            description: reader.wording(node, &["description"]),
            is_required: reader.flag(node, &["isRequired"]).unwrap_or(false),
            required_error: reader.wording(node, &["requiredErrorText"]),
            read_only: reader.flag(node, &["readOnly"]).unwrap_or(false),
            conditions: conditions(reader, node),
            validators: Validator::read_all(reader, node),
            default_value: node
                .member("defaultValue")
                .map(|value| kind.in_form(value.value().clone()))
                .filter(|value| !value.is_empty_answer()),
            automatic: AutomaticAnswer::read(reader, node),
            comment_area: Some(comment_text).filter(|_| shows_comment && kind.takes_answer()),
            comment_max_length: defaults.comment_max_length,
            clear_if_invisible: clear_invisible(reader, node, "clearIfInvisible"),
            special_category: false,
            names_answers: reader
                .flag(node, &["useDisplayValuesInDynamicTexts", "useDisplayValuesInTitle"])
                .filter(|as_shown| !as_shown)
                .map(|_| Extra::new(NamesAnswers::AsStored)),
            salt: Salt::default(),
            kind,
            name,
        };
        self.questionnaire.questions.push(question);
        Some(index)
    }
}

impl Parser {
    /// Reads a question that holds questions: what its rows ask becomes a questionnaire of one page.
    fn nested(&mut self, node: &Node<'_, '_>, defaults: &Defaults, shape: Shape) -> Option<Nested> {
        if self.nesting >= limits::NESTING {
            let message = "Questions with rows may nest 5 deep.";
            self.reader.problem(node.pointer(), "limit-nesting", message);
            return None;
        }
        let template = Questionnaire {
            locale: self.questionnaire.locale.clone(),
            clear_invisible: self.questionnaire.clear_invisible,
            read_only: self.questionnaire.read_only,
            ..Questionnaire::default()
        };
        let around = std::mem::replace(&mut self.questionnaire, template);
        let requests_around = std::mem::take(&mut self.carry_requests);
        self.nesting += 1;
        let mut elements = match shape {
            Shape::Panels => self.elements(node, &["templateElements"], defaults, 0, None),
            Shape::Items => self.cells(node, "items", "text", defaults),
            Shape::FixedRows | Shape::Rows => {
                let cell = self.reader.word(node, &["cellType"]).filter(|word| *word != "default");
                self.cells(node, "columns", cell.unwrap_or("dropdown"), defaults)
            }
        };
        let n_columns = elements.len();
        elements.extend(self.elements(node, &["detailElements"], defaults, 0, None));
        self.nesting -= 1;
        self.name_the_nameless();
        let requests = std::mem::replace(&mut self.carry_requests, requests_around);
        let outside = carry_in_row(&mut self.reader, &mut self.questionnaire.questions, requests);
        self.carried_from_outside.extend(outside);
        let mut template = std::mem::replace(&mut self.questionnaire, around);
        share_names(&mut template.questions);
        template.pages.push(Page { elements, ..Page::default() });
        template.salt();
        template.index();
        template.note_reactions();
        template.graph = Graph::of(&template, Some(shape.word()));
        let nested = Nested::read(&mut self.reader, node, shape, template, n_columns);
        if self.nesting == 0 {
            self.n_first_rows = self.n_first_rows.saturating_add(nested.n_first_rows());
            if self.n_first_rows > limits::FIRST_ROWS {
                let message = "A questionnaire may have at most 10,000 rows before anything is answered, those within \
                               rows included.";
                self.reader.problem(node.pointer(), "limit-rows", message);
            }
        }
        Some(nested)
    }

    /// Reads the columns of a matrix, or the items of a `multipletext`, as the questions that they are.
    fn cells(
        &mut self,
        node: &Node<'_, '_>,
        property: &str,
        standard: &str,
        defaults: &Defaults,
    ) -> Vec<Element> {
        let Some(list) = node.member(property) else { return Vec::new() };
        let Ok(items) = list.items() else {
            let message = "The columns or items of a question are a list.";
            self.reader.problem(list.pointer(), "wrong-type", message);
            return Vec::new();
        };
        let shared = node.member("choices").map(|all| all.value());
        let n_shared = shared.and_then(Value::as_list).map_or(0, <[Value]>::len);
        let mut elements = Vec::new();
        for item in items {
            let has_own = item.member("choices").is_some_and(|own| !own.value().is_empty_answer());
            let cell = cell_of(&item, standard, shared.filter(|_| !has_own));
            let cell = item.with_value(&cell);
            let Some(index) = self.question(&cell, defaults) else { continue };
            elements.push(Element::Question(index));
            let takes_them =
                !has_own && self.questionnaire.questions[index].kind.choices().is_some();
            if takes_them && !self.reader.counts_unwritten(n_shared, || item.pointer()) {
                break;
            }
        }
        elements
    }
}

/// Writes a column or item as the question that it stands for, with choices that it shares with others.
fn cell_of(item: &Node<'_, '_>, standard: &str, choices: Option<&Value>) -> Value {
    let mut cell = match item.value() {
        Value::Object(members) => members.clone(),
        name => Object::from([("name".to_owned(), name.clone())]),
    };
    let given = cell.get("cellType").and_then(Value::as_str).filter(|word| *word != "default");
    let word = given.unwrap_or(standard).to_owned();
    cell.insert("type".to_owned(), word.into());
    if let Some(choices) = choices {
        cell.insert("choices".to_owned(), choices.clone());
    }
    Value::Object(cell)
}

fn one_answer(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Extra<OneAnswer>> {
    let always = reader.flag(node, &["isRequired"]).unwrap_or(false);
    let error = reader.wording(node, &["requiredErrorText"]);
    let is_asked = always || find(node, &["requiredIf"]).is_some();
    is_asked.then(|| Extra::new(OneAnswer { always, error }))
}

fn conditions(reader: &mut Reader, node: &Node<'_, '_>) -> Conditions {
    Conditions {
        hidden: reader.flag(node, &["visible"]) == Some(false),
        visible_if: reader.expression(node, &["visibleIf"]),
        enable_if: reader.expression(node, &["enableIf"]),
        required_if: reader.expression(node, &["requiredIf"]),
    }
}

fn clear_invisible(
    reader: &mut Reader,
    node: &Node<'_, '_>,
    property: &str,
) -> Option<ClearInvisible> {
    // Two older forms: a boolean, where true was what is `onComplete` now.
    if let Some(Value::Bool(flag)) = node.member(property).map(|given| given.value()) {
        return Some(if *flag { ClearInvisible::OnComplete } else { ClearInvisible::Never });
    }
    match reader.word(node, &[property])? {
        "default" => None,
        "none" => Some(ClearInvisible::Never),
        "onComplete" => Some(ClearInvisible::OnComplete),
        "onHidden" => Some(ClearInvisible::OnHidden),
        "onHiddenContainer" => Some(ClearInvisible::OnHiddenContainer),
        _ => {
            let message = "One of none, onComplete, onHidden and onHiddenContainer.";
            reader.problem(node.pointer_to(property), "unknown-word", message);
            None
        }
    }
}
