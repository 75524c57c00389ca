//! What `check` says beyond what reading a definition finds: properties without effect, properties that are not
//! built, and probable mistakes. It walks the definition itself, because only there every property has its place.

mod built;
mod cosmetic;
mod cycles;
mod defaults;
mod names;

use super::parse::Purpose;
use super::report::{CheckReport, Finding};
use super::{Question, Questionnaire, unsupported};
use crate::document::Node;
use crate::value::Value;
use cycles::Dependency;
use names::Names;
use std::collections::{BTreeMap, BTreeSet};

/// What a JSON object of a definition describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Survey,
    Page,
    Panel,
    Text,
    Comment,
    RadioGroup,
    Checkbox,
    Dropdown,
    Rating,
    Boolean,
    Matrix,
    Html,
    MultipleText,
    MatrixDropdown,
    MatrixDynamic,
    PanelDynamic,
    /// A column of a matrix of cells, or an item of a `multipletext`.
    Cell,
    Tagbox,
    ButtonGroup,
    ImagePicker,
    Ranking,
    Image,
    File,
    SignaturePad,
    Expression,
    Slider,
    Choice,
    Validator,
    CalculatedValue,
    Trigger,
    TextIf,
    UrlIf,
    ChoicesByUrl,
    MaskSettings,
    RegionalFormat,
    SliderLabel,
}

impl Class {
    fn of_element(node: &Node<'_, '_>) -> Option<Self> {
        Some(match node.member("type")?.value().as_str()?.to_ascii_lowercase().as_str() {
            "panel" => Class::Panel,
            "text" => Class::Text,
            "comment" => Class::Comment,
            "radiogroup" => Class::RadioGroup,
            "checkbox" => Class::Checkbox,
            "dropdown" => Class::Dropdown,
            "rating" => Class::Rating,
            "boolean" => Class::Boolean,
            "matrix" => Class::Matrix,
            "html" => Class::Html,
            "multipletext" => Class::MultipleText,
            "matrixdropdown" => Class::MatrixDropdown,
            "matrixdynamic" => Class::MatrixDynamic,
            "paneldynamic" => Class::PanelDynamic,
            "tagbox" => Class::Tagbox,
            "buttongroup" => Class::ButtonGroup,
            "imagepicker" => Class::ImagePicker,
            "ranking" => Class::Ranking,
            "image" => Class::Image,
            "file" => Class::File,
            "signaturepad" => Class::SignaturePad,
            "expression" => Class::Expression,
            "slider" => Class::Slider,
            _ => return None,
        })
    }
}

/// Adds to the report what reading did not find.
pub(super) fn check(
    root: &Node<'_, '_>,
    questionnaire: &Questionnaire,
    purpose: Purpose,
    report: &mut CheckReport,
) {
    let mut checker = Checker {
        names: Names::of(questionnaire),
        report,
        seen: BTreeMap::new(),
        dependencies: Vec::new(),
        nesting: 0,
    };
    checker.object(root, Class::Survey, &[]);
    if questionnaire.questions.is_empty() && checker.report.problems.is_empty() {
        let message = "The definition asks nothing: it has no question.";
        checker.report.warnings.push(finding(root, "no-questions", message));
    }
    if purpose == Purpose::Check {
        checker.refused_defaults(questionnaire);
    }
    let dependencies = checker.dependencies;
    for pointer in cycles::circular(&dependencies) {
        report.warnings.push(Finding {
            pointer,
            code: "circular-visibility",
            message: "Whether this question shows depends on itself by way of other questions."
                .to_owned(),
        });
    }
}

struct Checker<'a> {
    names: Names<'a>,
    report: &'a mut CheckReport,
    /// The place of each question name seen so far.
    seen: BTreeMap<String, String>,
    dependencies: Vec<Dependency>,
    /// How many questions with rows are around: the names within are their own.
    nesting: usize,
}

impl Checker<'_> {
    /// Checks one object and what it holds. `shown_by` are the names that the visibility of its container reads.
    fn object(&mut self, node: &Node<'_, '_>, class: Class, shown_by: &[String]) {
        for (name, member) in node.members() {
            self.property(class, name, &member);
        }
        self.reachable(node, class);
        let mut shown_by = shown_by.to_vec();
        shown_by
            .extend(node.member("visibleIf").map(|when| names::read_by(&when)).unwrap_or_default());
        match class {
            Class::Survey | Class::Page | Class::Panel => {
                self.list(node, "pages", Class::Page, &shown_by);
                for name in ["elements", "questions"] {
                    self.elements(node, name, &shown_by);
                }
                if class == Class::Survey {
                    self.list(node, "calculatedValues", Class::CalculatedValue, &[]);
                    self.list(node, "triggers", Class::Trigger, &[]);
                    self.list(node, "completedHtmlOnCondition", Class::TextIf, &[]);
                    self.list(node, "navigateToUrlOnCondition", Class::UrlIf, &[]);
                    self.part(node, "regionalFormat", Class::RegionalFormat);
                }
            }
            Class::Choice
            | Class::Validator
            | Class::CalculatedValue
            | Class::Trigger
            | Class::TextIf
            | Class::UrlIf
            | Class::ChoicesByUrl
            | Class::MaskSettings
            | Class::RegionalFormat
            | Class::SliderLabel => {}
            Class::MultipleText
            | Class::MatrixDropdown
            | Class::MatrixDynamic
            | Class::PanelDynamic => {
                self.question(node, shown_by);
                self.nesting += 1;
                for name in ["columns", "items"] {
                    self.list(node, name, Class::Cell, &[]);
                }
                for name in ["templateElements", "detailElements"] {
                    self.elements(node, name, &[]);
                }
                self.nesting -= 1;
                for name in ["choices", "rows"] {
                    self.list(node, name, Class::Choice, &[]);
                }
                self.repeated_values(node, "choices");
                self.list(node, "validators", Class::Validator, &[]);
            }
            _ => {
                self.question(node, shown_by);
                self.part(node, "choicesByUrl", Class::ChoicesByUrl);
                self.part(node, "maskSettings", Class::MaskSettings);
                self.list(node, "customLabels", Class::SliderLabel, &[]);
                for name in ["choices", "rateValues", "rows", "columns"] {
                    self.list(node, name, Class::Choice, &[]);
                }
                for name in ["choices", "rateValues", "columns"] {
                    self.repeated_values(node, name);
                }
                self.list(node, "validators", Class::Validator, &[]);
            }
        }
    }

    fn list(&mut self, node: &Node<'_, '_>, name: &str, class: Class, shown_by: &[String]) {
        let Some(list) = node.member(name) else { return };
        let Ok(items) = list.items() else { return };
        for item in items {
            self.object(&item, class, shown_by);
        }
    }

    fn part(&mut self, node: &Node<'_, '_>, name: &str, class: Class) {
        if let Some(part) = node.member(name) {
            self.object(&part, class, &[]);
        }
    }

    fn elements(&mut self, node: &Node<'_, '_>, name: &str, shown_by: &[String]) {
        let Some(list) = node.member(name) else { return };
        let Ok(items) = list.items() else { return };
        for item in items {
            if let Some(class) = Class::of_element(&item) {
                self.object(&item, class, shown_by);
            }
        }
    }

    fn property(&mut self, class: Class, name: &str, member: &Node<'_, '_>) {
        if *member.value() == Value::Null {
            return;
        }
        if built::is_built(class, name) {
            self.names.check(name, member, self.report);
        } else if unsupported::is_property(class, name, member.value()) {
            let message = format!(
                "`{name}` changes answers or routing and is not built yet; remove it to publish."
            );
            self.report.problems.push(finding(member, "unsupported-property", message));
        } else if cosmetic::is_cosmetic(class, name) {
            let message = format!("`{name}` is accepted and changes nothing here.");
            self.report.ignored.push(finding(member, "cosmetic", message));
        } else if !unsupported::is_known(class, name) {
            let message =
                format!("SurveyJS does not know `{name}` here either; it changes nothing.");
            self.report.ignored.push(finding(member, "unknown-property", message));
        }
    }

    /// Warns of what no answer can bring to light.
    fn reachable(&mut self, node: &Node<'_, '_>, class: Class) {
        let is_hidden = node.member("visible").is_some_and(|visible| match visible.value() {
            Value::Number(number) => *number == 0.0,
            given => given.to_text() == "false",
        });
        let has_condition = node
            .member("visibleIf")
            .is_some_and(|when| when.value().as_str().is_some_and(|text| !text.trim().is_empty()));
        if is_hidden && !has_condition && !matches!(class, Class::Choice | Class::Validator) {
            let message = "It is hidden and has no `visibleIf`, so nobody will ever see it.";
            self.report.warnings.push(finding(node, "unreachable", message));
        }
    }

    fn question(&mut self, node: &Node<'_, '_>, shown_by: Vec<String>) {
        let Some(name) = node.member("name").map(|name| name.value().to_text()) else { return };
        if self.nesting > 0 {
            return;
        }
        let pointer = node.pointer();
        self.dependencies.push(Dependency {
            name: name.clone(),
            pointer: pointer.clone(),
            reads: shown_by,
        });
        if let Some(first) = self.seen.get(&name) {
            let message = format!(
                "A question of this name stands at {first} already; both share one answer."
            );
            self.report.warnings.push(Finding { pointer, code: "duplicate-name", message });
        } else {
            self.seen.insert(name, pointer);
        }
    }

    /// Warns of what the form begins with and a server refuses.
    fn refused_defaults(&mut self, questionnaire: &Questionnaire) {
        // With a problem somewhere else, parts of the questionnaire are missing.
        if !self.report.is_publishable() {
            return;
        }
        for rejection in defaults::refused(questionnaire) {
            let Some(pointer) = self.seen.get(&rejection.question) else { continue };
            let message = format!(
                "What the question begins with is refused ({}): it has to be changed before the survey can be sent.",
                rejection.fault.code()
            );
            let finding = Finding { pointer: pointer.clone(), code: "refused-default", message };
            if !self.report.warnings.contains(&finding) {
                self.report.warnings.push(finding);
            }
        }
    }

    fn repeated_values(&mut self, node: &Node<'_, '_>, name: &str) {
        let Some(list) = node.member(name) else { return };
        let Ok(items) = list.items() else { return };
        let mut seen = BTreeSet::new();
        for item in items {
            let value = item.member("value").map_or_else(|| item.value(), |value| value.value());
            if !seen.insert(value.to_text()) {
                let message = "Another item of this list has the same value.";
                self.report.warnings.push(finding(&item, "duplicate-value", message));
            }
        }
    }
}

fn finding(node: &Node<'_, '_>, code: &'static str, message: impl Into<String>) -> Finding {
    Finding { pointer: node.pointer(), code, message: message.into() }
}
