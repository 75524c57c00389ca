//! What a questionnaire does by itself: values it calculates, answers that follow others, triggers, and texts that
//! depend on the answers.

use super::reader::{Reader, find};
use super::{Element, Questionnaire};
use crate::compiled::compiled;
use crate::document::Node;
use crate::expression::Expression;
use crate::extra::Extra;
use crate::limits;
use crate::text::Text;
use crate::value::Value;

/// A value that is calculated from answers and read by its name, as an answer is.
#[derive(Clone, Debug)]
pub struct CalculatedValue {
    /// What it is called in expressions.
    pub name: String,
    /// What it is calculated from.
    pub expression: Expression,
    /// It is stored with the answers.
    pub in_result: bool,
}

compiled!(struct CalculatedValue { name, expression, in_result });

/// How a question comes by an answer that nobody has given.
#[derive(Clone, Debug, Default)]
pub struct AutomaticAnswer {
    /// `defaultValueExpression`: the answer until the respondent gives another.
    pub default: Option<Expression>,
    /// `resetValueIf`: when the answer goes back to what it started with.
    pub reset_if: Option<Expression>,
    /// `setValueIf`: when the answer is set anew.
    pub set_if: Option<Expression>,
    /// `setValueExpression`: to what.
    pub set_to: Option<Expression>,
}

compiled!(struct AutomaticAnswer { default, reset_if, set_if, set_to });

/// Something that happens when answers change.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// When; only copying happens without a condition.
    pub when: Option<Expression>,
    /// What.
    pub action: TriggerAction,
}

compiled!(struct Trigger { when, action });

/// What a trigger does.
#[derive(Clone, Debug)]
pub enum TriggerAction {
    /// Ends the survey after the page.
    Complete,
    /// Gives an answer.
    SetAnswer {
        /// Under which name.
        to: String,
        /// Which.
        value: Value,
    },
    /// Gives a value to a name that only expressions read.
    SetVariable {
        /// The name.
        name: String,
        /// The value.
        value: Value,
    },
    /// Gives the answer of another question.
    CopyAnswer {
        /// Under which name.
        to: String,
        /// Whose.
        from: String,
        /// Its text as shown, not its value.
        as_shown: bool,
    },
    /// Goes on at a later question.
    Skip {
        /// Which, by index.
        question: usize,
        /// On which page it stands.
        page: usize,
    },
    /// Gives what an expression comes to.
    SetResult {
        /// Under which name.
        to: String,
        /// The expression.
        expression: Expression,
    },
    /// Shows pages and questions, or hides them when the condition fails.
    Show {
        /// Pages, by index.
        pages: Vec<usize>,
        /// Questions, by index.
        questions: Vec<usize>,
    },
}

compiled!(enum TriggerAction {
    Complete, SetAnswer { to, value }, SetVariable { name, value },
    CopyAnswer { to, from, as_shown }, Skip { question, page }, SetResult { to, expression },
    Show { pages, questions },
});

/// A text for when a condition holds.
#[derive(Clone, Debug)]
pub struct ConditionalText {
    /// When.
    pub when: Expression,
    /// The text.
    pub text: Text,
}

compiled!(struct ConditionalText { when, text });

/// The operators of a trigger's older form: `name`, `operator`, `value`.
const OPERATORS: [&str; 10] = [
    "empty",
    "notempty",
    "equal",
    "notequal",
    "contains",
    "notcontains",
    "greater",
    "less",
    "greaterorequal",
    "lessorequal",
];

impl CalculatedValue {
    /// Reads the calculated values of a survey, each after those it is calculated from.
    pub(super) fn read_all(reader: &mut Reader, root: &Node<'_, '_>) -> Vec<Self> {
        let mut values = Vec::new();
        reader.each(root, &["calculatedValues"], limits::CALCULATED_VALUES, |reader, node| {
            let name = reader.name(node, String::new());
            let in_result = reader.flag(node, &["includeIntoResult"]).unwrap_or(false);
            // `survey-core` ignores one without a name or an expression, too: nothing is lost with it.
            let expression = reader.expression(node, &["expression"]).filter(|_| !name.is_empty());
            values.extend(expression.map(|expression| CalculatedValue {
                name,
                expression,
                in_result,
            }));
        });
        in_order_of_need(values)
    }
}

/// Orders values so that each follows those it reads; on a circle, the one written first comes last.
fn in_order_of_need(values: Vec<CalculatedValue>) -> Vec<CalculatedValue> {
    fn place(index: usize, values: &[CalculatedValue], seen: &mut [bool], order: &mut Vec<usize>) {
        if std::mem::replace(&mut seen[index], true) {
            return;
        }
        for (other, value) in values.iter().enumerate() {
            if values[index].expression.variables().contains(&value.name.as_str()) {
                place(other, values, seen, order);
            }
        }
        order.push(index);
    }
    let mut order = Vec::new();
    let mut seen = vec![false; values.len()];
    for index in 0..values.len() {
        place(index, &values, &mut seen, &mut order);
    }
    order.into_iter().map(|index| values[index].clone()).collect()
}

impl AutomaticAnswer {
    /// Reads how a question comes by an answer; `None` if only by being answered.
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Extra<Self>> {
        let automatic = AutomaticAnswer {
            default: reader.expression(node, &["defaultValueExpression"]),
            reset_if: reader.expression(node, &["resetValueIf"]),
            set_if: reader.expression(node, &["setValueIf"]),
            set_to: reader.expression(node, &["setValueExpression"]),
        };
        let AutomaticAnswer { default, reset_if, set_if, set_to } = &automatic;
        let is_any = [default, reset_if, set_if, set_to].into_iter().any(Option::is_some);
        is_any.then(|| Extra::new(automatic))
    }
}

impl ConditionalText {
    /// Reads texts with their conditions; the text stands under `name`.
    pub(super) fn read_all(
        reader: &mut Reader,
        root: &Node<'_, '_>,
        list: &str,
        name: &str,
    ) -> Vec<Self> {
        let mut texts = Vec::new();
        reader.each(root, &[list], limits::CONDITIONAL_TEXTS, |reader, node| {
            let text = reader.wording(node, &[name]);
            let when = reader.expression(node, &["expression"]);
            texts.extend(when.map(|when| ConditionalText { when, text }));
        });
        texts
    }
}

impl Trigger {
    /// Reads the triggers of a survey whose pages and questions are known.
    pub(super) fn read_all(
        reader: &mut Reader,
        root: &Node<'_, '_>,
        questionnaire: &Questionnaire,
    ) -> Vec<Self> {
        let mut triggers = Vec::new();
        reader.each(root, &["triggers"], limits::TRIGGERS, |reader, node| {
            let action = TriggerAction::read(reader, node, questionnaire);
            let when = condition(reader, node);
            triggers.extend(action.map(|action| Trigger { when, action }));
        });
        triggers
    }
}

/// Reads when a trigger acts: an expression, or the older form.
fn condition(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Expression> {
    if find(node, &["expression"]).is_some() {
        return reader.expression(node, &["expression"]);
    }
    let name = reader.word(node, &["name"])?;
    let operator = reader.word(node, &["operator"]).unwrap_or_default().to_ascii_lowercase();
    let operator = OPERATORS.into_iter().find(|known| *known == operator).unwrap_or("equal");
    let operand = match node.member("value").map(|value| value.value()) {
        _ if matches!(operator, "empty" | "notempty") => String::new(),
        None | Some(Value::Null) => return None,
        Some(Value::String(text)) if text.trim().is_empty() => return None,
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_text(),
        Some(value) => ["'", &value.to_text().replace('\'', "\\'"), "'"].concat(),
    };
    let text = format!("{{{name}}} {operator} {operand}");
    let parsed = Expression::parse(text.trim());
    if parsed.is_err() {
        let message = "`name`, `operator` and `value` make no condition; write an `expression`.";
        reader.problem(node.pointer(), "expression-syntax", message);
    }
    parsed.ok()
}

impl TriggerAction {
    fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        questionnaire: &Questionnaire,
    ) -> Option<Self> {
        let word = reader.type_word(node).unwrap_or_default();
        let mut name = |property| reader.word(node, &[property]).unwrap_or_default().to_owned();
        Some(match word.strip_suffix("trigger").unwrap_or(&word) {
            "complete" => TriggerAction::Complete,
            "setvalue" => {
                let value =
                    node.member("setValue").map(|value| value.value().clone()).unwrap_or_default();
                let to = name("setToName");
                if reader.flag(node, &["isVariable"]).unwrap_or(false) {
                    TriggerAction::SetVariable { name: to, value }
                } else {
                    TriggerAction::SetAnswer { to, value }
                }
            }
            "copyvalue" => TriggerAction::CopyAnswer {
                to: name("setToName"),
                from: name("fromName"),
                as_shown: reader.flag(node, &["copyDisplayValue"]).unwrap_or(false),
            },
            "runexpression" => TriggerAction::SetResult {
                to: name("setToName"),
                expression: reader.expression(node, &["runExpression"])?,
            },
            "skip" => {
                let question = questionnaire.question_index(&name("gotoName"))?;
                TriggerAction::Skip { question, page: page_of(questionnaire, question)? }
            }
            "visible" => TriggerAction::Show {
                pages: named(node, "pages", |name| {
                    questionnaire.pages.iter().position(|page| page.name == name)
                }),
                questions: named(node, "questions", |name| questionnaire.question_index(name)),
            },
            _ => {
                let message = "SurveyJS has the triggers complete, setvalue, copyvalue, skip, runexpression and \
                               visible.";
                reader.problem(node.pointer(), "unknown-trigger", message);
                return None;
            }
        })
    }
}

fn page_of(questionnaire: &Questionnaire, question: usize) -> Option<usize> {
    let holds = |elements: &[Element]| questionnaire.questions_of(elements).contains(&question);
    questionnaire.pages.iter().position(|page| holds(&page.elements))
}

/// Returns what is found for each name of a list.
fn named(node: &Node<'_, '_>, property: &str, index: impl Fn(&str) -> Option<usize>) -> Vec<usize> {
    let names = node.member(property).and_then(|list| list.value().as_list());
    names.unwrap_or_default().iter().filter_map(Value::as_str).filter_map(index).collect()
}
