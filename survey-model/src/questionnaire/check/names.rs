//! Names in braces: in expressions, and piped into wording.

use super::{Question, Questionnaire, finding};
use crate::document::Node;
use crate::expression::Expression;
use crate::questionnaire::TriggerAction;
use crate::questionnaire::report::CheckReport;
use crate::value::Value;
use std::collections::BTreeSet;

/// The properties that hold an expression.
const EXPRESSIONS: &[&str] = &[
    "choicesEnableIf",
    "choicesVisibleIf",
    "columnsVisibleIf",
    "defaultValueExpression",
    "enableIf",
    "expression",
    "maxValueExpression",
    "minValueExpression",
    "panelCountExpression",
    "requiredIf",
    "resetValueIf",
    "rowCountExpression",
    "rowsVisibleIf",
    "runExpression",
    "setValueExpression",
    "setValueIf",
    "templateVisibleIf",
    "totalExpression",
    "visibleIf",
];

/// The properties whose wording can hold answers.
const WORDINGS: &[&str] =
    &["completedHtml", "description", "html", "navigateToUrl", "title", "url"];

/// The properties of a trigger that name a question.
const REFERENCES: &[&str] = &["fromName", "gotoName"];

/// Names that SurveyJS itself defines.
const BUILT_IN: &[&str] = &[
    "CACHE",
    "NOCACHE",
    "choice",
    "item",
    "locale",
    "nextPanel",
    "nextRow",
    "no",
    "pagecount",
    "pageno",
    "panel",
    "panelIndex",
    "parentPanel",
    "prevPanel",
    "prevRow",
    "row",
    "rowIndex",
    "rowName",
    "rowTitle",
    "rowValue",
    "state",
    "title",
    "visiblePanelIndex",
    "visibleRowIndex",
];

/// The names that a definition defines.
pub(super) struct Names<'a> {
    known: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(questionnaire: &'a Questionnaire) -> Self {
        let names = |question: &'a Question| [question.name.as_str(), &question.value_name];
        let calculated = questionnaire.calculated.iter().map(|value| value.name.as_str());
        let given = questionnaire.triggers.iter().filter_map(|trigger| match &trigger.action {
            TriggerAction::SetVariable { name, .. } => Some(name.as_str()),
            TriggerAction::SetAnswer { to, .. }
            | TriggerAction::CopyAnswer { to, .. }
            | TriggerAction::SetResult { to, .. } => Some(to.as_str()),
            _ => None,
        });
        let known = questionnaire
            .questions
            .iter()
            .filter(|question| question.takes_answer())
            .flat_map(names)
            .chain(calculated)
            .chain(given)
            .collect();
        Names { known }
    }

    /// Warns of names in a property that nothing defines.
    pub(super) fn check(&self, property: &str, member: &Node<'_, '_>, report: &mut CheckReport) {
        let used = if EXPRESSIONS.contains(&property) {
            read_by(member)
        } else if WORDINGS.contains(&property) {
            piped_into(member.value())
        } else if REFERENCES.contains(&property) {
            member.value().as_str().map(str::to_owned).into_iter().collect()
        } else {
            return;
        };
        for name in used {
            if !self.is_known(&name) {
                let message = format!("No question is called `{name}`.");
                report.warnings.push(finding(member, "unknown-name", message));
            }
        }
    }

    fn is_known(&self, name: &str) -> bool {
        let is_defined = |name: &str| self.known.contains(name) || BUILT_IN.contains(&name);
        let own = name.strip_suffix("-Comment").or(name.strip_suffix("-unwrapped")).unwrap_or(name);
        // A path starts with a name; a name may itself hold dots.
        is_defined(name)
            || is_defined(own)
            || name.match_indices(['.', '[']).any(|(end, _)| is_defined(&name[..end]))
    }
}

/// Returns the names that an expression reads, without the marks that change how.
pub(super) fn read_by(member: &Node<'_, '_>) -> Vec<String> {
    let Some(text) = member.value().as_str() else { return Vec::new() };
    match Expression::parse(text) {
        Ok(expression) => expression
            .variables()
            .into_iter()
            .map(|name| name.trim_start_matches(['#', '$', '!']).to_owned())
            .collect(),
        // The fault itself is reported where the expression is read.
        Err(_) => Vec::new(),
    }
}

fn piped_into(wording: &Value) -> Vec<String> {
    match wording {
        Value::String(text) => {
            let pieces = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
            // Braces also stand in style sheets and scripts: what looks like neither is a name.
            pieces
                .map(|(name, _)| name.trim().to_owned())
                .filter(|name| !name.is_empty() && !name.contains([':', ';', '\n']))
                .collect()
        }
        Value::Object(languages) => languages.values().flat_map(piped_into).collect(),
        _ => Vec::new(),
    }
}
