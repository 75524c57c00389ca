//! Questions answered by choosing from a list: radiogroup, checkbox, dropdown, tagbox and buttongroup; what ranking
//! and imagepicker have in common with them.

use super::carried::Carried;
use super::remote::{RemoteChoices, RemoteState};
use super::stored::{CustomChoices, StoredChoices};
use crate::compiled::compiled;
use crate::document::Node;
use crate::expression::Expression;
use crate::extra::Extra;
use crate::interview::is_same_choice;
use crate::limits;
use crate::questionnaire::parse::Defaults;
use crate::questionnaire::reader::Reader;
use crate::text::{DEFAULT_LANGUAGE, Text};
use crate::value::Value;
use std::collections::BTreeSet;

/// The choices of a question.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// In the order in which the definition gives them.
    pub items: Vec<Choice>,
    /// "Other, please say", if offered.
    pub other: Option<OtherChoice>,
    /// "None of these", if offered.
    pub none: Option<Choice>,
    /// "Refuse to answer", if offered.
    pub refused: Option<Choice>,
    /// "Don't know", if offered.
    pub dont_know: Option<Choice>,
    /// "Select all", if offered (where several can be chosen).
    pub select_all: Option<Choice>,
    /// Fewest selected (where several can be chosen).
    pub min_selected: Option<usize>,
    /// Most selected (where several can be chosen).
    pub max_selected: Option<usize>,
    /// Which choices are offered, tried on each as `{item}`.
    pub visible_if: Option<Expression>,
    /// Which choices can be chosen, tried on each as `{item}`.
    pub enable_if: Option<Expression>,
    /// The text of "other" is kept beside the answer, under `<name>-Comment`; otherwise it is the answer.
    pub other_as_comment: bool,
    /// The longest text of "other", in characters.
    pub other_max_length: Option<usize>,
    /// The question hides when no choice is offered.
    pub hide_if_empty: bool,
    /// How the choices are ordered for a respondent.
    pub order: ChoicesOrder,
    /// The choices stand side by side.
    pub inline: bool,
    /// An example inside an empty dropdown.
    pub placeholder: Text,
    /// The question that the choices come from, if they are not its own.
    pub carried: Option<Extra<Carried>>,
    /// How they are stored, if not by their values.
    pub stored: Option<Extra<StoredChoices>>,
    /// Whether the respondent may add others.
    pub custom: Option<Extra<CustomChoices>>,
    /// The service that the choices come from, if they are not its own.
    pub remote: Option<Extra<RemoteChoices>>,
    /// What the definition gives as default and does not offer.
    pub stray_default: Option<Extra<StrayDefault>>,
}

compiled!(struct Choices {
    items, other, none, refused, dont_know, select_all, min_selected, max_selected, visible_if,
    enable_if, other_as_comment, other_max_length, hide_if_empty, order, inline, placeholder,
    carried, stored, custom, remote, stray_default,
});

/// Choices that the definition gives as default and does not offer: nobody chose them.
#[derive(Clone, Debug, Default)]
pub struct StrayDefault {
    /// Their values.
    pub values: Vec<Value>,
}

compiled!(struct StrayDefault { values });

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

compiled!(
    enum ChoicesOrder {
        None,
        Ascending,
        Descending,
        Random,
    }
);

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
    /// Choosing it takes back all others, as with "none".
    pub exclusive: bool,
}

compiled!(struct Choice { value, text, visible_if, enable_if, exclusive });

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

compiled!(struct OtherChoice { choice, placeholder, error });

impl Choices {
    /// Returns every choice that can be stored: the items, then none, its kin and other.
    pub fn storable(&self) -> impl Iterator<Item = &Choice> {
        self.items
            .iter()
            .chain(self.exclusive())
            .chain(self.other.as_ref().map(|other| &other.choice))
    }

    /// Returns the choices that say why nothing else is chosen: none, refused, don't know.
    pub fn exclusive(&self) -> impl Iterator<Item = &Choice> {
        self.none.iter().chain(&self.refused).chain(&self.dont_know)
    }

    /// Tells whether there is nothing to choose, nor ever will be, unless it is carried over from another question.
    pub(crate) fn is_without_any(&self) -> bool {
        self.storable().next().is_none() && self.remote.is_none() && self.custom.is_none()
    }

    /// Tells whether nobody knows which choices there are.
    pub(crate) fn is_unknown(&self) -> bool {
        self.remote.as_ref().is_some_and(|remote| remote.state != RemoteState::Known)
    }

    /// Returns every choice that excludes all others: those, and items that the owner made so.
    pub fn excluding(&self) -> impl Iterator<Item = &Choice> {
        self.exclusive().chain(self.items.iter().filter(|item| item.exclusive))
    }
}

/// Which list of choices is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    RadioGroup,
    Checkbox,
    Dropdown,
    Tagbox,
    ButtonGroup,
    ImagePicker,
    Ranking,
}

impl ListKind {
    /// Tells whether any number of choices is asked for.
    fn takes_several(self) -> bool {
        matches!(self, ListKind::Checkbox | ListKind::Tagbox | ListKind::Ranking)
    }

    /// Tells whether none and its kin can be offered.
    fn offers_exclusive(self) -> bool {
        !matches!(self, ListKind::ImagePicker | ListKind::Ranking)
    }

    /// Tells whether there is room for the comment of a choice.
    pub(super) fn offers_comments(self) -> bool {
        matches!(self, ListKind::RadioGroup | ListKind::Checkbox | ListKind::Dropdown)
    }

    /// Tells whether other can be offered.
    fn offers_other(self) -> bool {
        self.offers_exclusive() && self != ListKind::ButtonGroup
    }
}

impl Choices {
    pub(super) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        defaults: &Defaults,
        kind: ListKind,
    ) -> Self {
        let mut items = read_list(reader, node, "choices", limits::CHOICES);
        if kind == ListKind::Dropdown {
            items.extend(numbered(reader, node));
        }
        let remote = RemoteChoices::read(reader, node).map(|(remote, fetched)| {
            // What a service offers stands in place of the question's own choices.
            items = fetched.unwrap_or_else(|| std::mem::take(&mut items));
            Extra::new(remote)
        });
        let other_as_comment = match node.member("storeOthersAsComment").map(|n| n.value()) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(word)) if word == "true" => true,
            Some(Value::String(word)) if word == "false" => false,
            _ => defaults.other_as_comment,
        };
        let shows_comment = reader.flag(node, &["showCommentArea", "hasComment"]).unwrap_or(false);
        let count = |reader: &mut Reader, name| {
            kind.takes_several().then(|| reader.count(node, &[name])).flatten()
        };
        let stored = StoredChoices::read(reader, node, kind, &items);
        let exclusive = |reader: &mut Reader, flags: &[&str], value, wording| {
            let choice = special(reader, node, flags, value, wording);
            choice.filter(|_| kind.offers_exclusive())
        };
        let dont_know = exclusive(reader, &["showDontKnowItem"], "dontknow", "dontKnowText");
        let refused = exclusive(reader, &["showRefuseItem"], "refused", "refuseText");
        let mut choices = Choices {
            items,
            other: OtherChoice::read(reader, node).filter(|_| kind.offers_other()),
            none: exclusive(reader, &["showNoneItem", "hasNone"], "none", "noneText"),
            refused: worded(refused, "Refuse to answer", "أفضّل عدم الإجابة"),
            dont_know: worded(dont_know, "Don't know", "لا أعرف"),
            select_all: (kind.takes_several() && kind.offers_exclusive())
                .then(|| {
                    let flags = ["showSelectAllItem", "hasSelectAll"];
                    special(reader, node, &flags, "all", "selectAllText")
                })
                .flatten(),
            min_selected: count(reader, "minSelectedChoices"),
            max_selected: count(reader, "maxSelectedChoices"),
            visible_if: reader.expression(node, &["choicesVisibleIf"]),
            enable_if: reader.expression(node, &["choicesEnableIf"]),
            other_as_comment: match &stored {
                // With a comment area, the comment is the area's, and "other" keeps its text in the answer.
                _ if shows_comment => false,
                Some(stored) => !stored.always,
                None => other_as_comment,
            },
            other_max_length: defaults.comment_max_length,
            hide_if_empty: reader.flag(node, &["hideIfChoicesEmpty"]).unwrap_or(false),
            order: ChoicesOrder::read(reader, node, &["choicesOrder"]),
            inline: reader.number(node, &["colCount"]) == Some(0.0),
            placeholder: reader.wording(node, &["placeholder", "placeHolder", "optionsCaption"]),
            carried: None,
            stored,
            custom: CustomChoices::read(reader, node, defaults, kind),
            remote,
            stray_default: None,
        };
        let is_carried = node.member("choicesFromQuestion").is_some();
        if !is_carried && let Some(default) = node.member("defaultValue") {
            choices.stray_default = choices.strays_in(default.value());
            if choices.stray_default.is_some() {
                let message =
                    "A choice that is not on offer is left out of what the question begins with.";
                reader.warning(default.pointer(), "unknown-default", message);
            }
        }
        choices
    }

    fn strays_in(&self, default: &Value) -> Option<Extra<StrayDefault>> {
        let mut strays = default.as_list().unwrap_or(std::slice::from_ref(default)).to_vec();
        strays.retain(|value| self.is_stray(value));
        (!strays.is_empty()).then(|| Extra::new(StrayDefault { values: strays }))
    }

    /// Tells whether a value is none of the choices that there are, where nothing else can be chosen.
    pub(crate) fn is_stray(&self, value: &Value) -> bool {
        let takes_any = self.is_unknown() || self.carried.is_some() || self.custom.is_some();
        if takes_any || (self.other.is_some() && !self.other_as_comment) {
            return false;
        }
        let is = |choice: &Choice| is_same_choice(&choice.value, self.bare(value));
        !value.is_empty_answer() && !self.storable().any(is)
    }
}

impl OtherChoice {
    fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Self> {
        let choice = special(reader, node, &["showOtherItem", "hasOther"], "other", "otherText")?;
        Some(OtherChoice {
            choice,
            placeholder: reader.wording(node, &["otherPlaceholder", "otherPlaceHolder"]),
            error: reader.wording(node, &["otherErrorText"]),
        })
    }
}

impl ChoicesOrder {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>, names: &[&str]) -> Self {
        match reader.word(node, names).unwrap_or("none") {
            "none" | "initial" => ChoicesOrder::None,
            "asc" => ChoicesOrder::Ascending,
            "desc" => ChoicesOrder::Descending,
            "random" => ChoicesOrder::Random,
            _ => {
                let message = "One of none, asc, desc and random.";
                reader.problem(node.pointer_to(names[0]), "unknown-word", message);
                ChoicesOrder::None
            }
        }
    }
}

/// Reads one of the choices that a flag adds to the list.
fn special(
    reader: &mut Reader,
    node: &Node<'_, '_>,
    flags: &[&str],
    value: &str,
    wording: &str,
) -> Option<Choice> {
    let shown = reader.flag(node, flags).unwrap_or(false);
    let text = reader.wording(node, &[wording]);
    shown.then(|| Choice { value: value.into(), text, ..Choice::default() })
}

/// Gives a choice our wording, in the widget's own languages, where the owner has none.
fn worded(choice: Option<Choice>, english: &str, arabic: &str) -> Option<Choice> {
    let mut choice = choice?;
    if choice.text.is_empty() {
        let words = [(DEFAULT_LANGUAGE, english), ("ar", arabic)];
        choice.text = Text::localised(words.map(|(tag, text)| (tag.to_owned(), text.to_owned())));
    }
    Some(choice)
}

/// The choices that `choicesMin`, `choicesMax` and `choicesStep` of a dropdown stand for.
fn numbered(reader: &mut Reader, node: &Node<'_, '_>) -> Vec<Choice> {
    let first = reader.number(node, &["choicesMin"]).unwrap_or(0.0);
    let last = reader.number(node, &["choicesMax"]).unwrap_or(0.0);
    let step = reader.number(node, &["choicesStep"]).filter(|step| *step > 0.0).unwrap_or(1.0);
    if last == 0.0 {
        return Vec::new();
    }
    let mut choices = Vec::new();
    let mut value = first;
    while value <= last {
        if choices.len() >= limits::CHOICES {
            let message = "A question may have at most 5,000 choices.";
            reader.problem(node.pointer_to("choicesMax"), "limit-items", message);
            break;
        }
        if !reader.counts_unwritten(1, || node.pointer_to("choicesMax")) {
            break;
        }
        choices.push(Choice::plain(Value::Number(value)));
        value += step;
    }
    choices
}

/// Reads a list of choices, rows or columns, at most `limit` of them.
pub(super) fn read_list(
    reader: &mut Reader,
    node: &Node<'_, '_>,
    property: &str,
    limit: usize,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    reader.each(node, &[property], limit, |reader, item| {
        choices.extend(Choice::read(reader, item));
    });
    choices
}

/// Reads the rows of a matrix, each of which keeps an answer of its own: of several with the same value, the first.
pub(super) fn read_rows(reader: &mut Reader, node: &Node<'_, '_>, limit: usize) -> Vec<Choice> {
    let (mut rows, mut seen) = (Vec::new(), BTreeSet::new());
    reader.each(node, &["rows"], limit, |reader, item| {
        let Some(row) = Choice::read(reader, item) else { return };
        if seen.insert(row.value.to_text()) {
            rows.push(row);
        } else {
            let message = "A row before it has the same value, and with it the same answer: this one is left out. Give it \
                           a value of its own.";
            reader.warning(item.pointer(), "duplicate-value", message);
        }
    });
    rows
}

impl Choice {
    /// Makes a choice that shows its value.
    pub(super) fn plain(value: Value) -> Self {
        Choice { text: Text::plain(value.to_text()), value, ..Choice::default() }
    }

    /// Reads `"a"`, `"a|shown as this"`, `1` or `{"value": …, "text": …}`.
    fn read(reader: &mut Reader, item: &Node<'_, '_>) -> Option<Self> {
        match item.value() {
            Value::String(text) => {
                let (value, shown) = text.split_once('|').unwrap_or((text, text));
                let text = Text::plain(shown);
                reader.check_wording(item, &text);
                Some(Choice { value: value.into(), text, ..Choice::default() })
            }
            Value::Number(_) | Value::Bool(_) => Some(Choice::plain(item.value().clone())),
            Value::Object(_) => {
                let shown = || item.member("text").filter(|text| text.value().as_str().is_some());
                let value = item.member("value").or_else(|| item.member("name")).or_else(shown);
                let value = value.map(|value| value.value().clone()).unwrap_or_default();
                if value == Value::Null {
                    let message =
                        "A choice without a value is left out: the value is what is stored.";
                    reader.warning(item.pointer(), "missing-value", message);
                    return None;
                }
                let mut text = reader.wording(item, &["text"]);
                if text.is_empty() {
                    text = Text::plain(value.to_text());
                    reader.check_wording(item, &text);
                }
                Some(Choice {
                    text,
                    value,
                    visible_if: reader.expression(item, &["visibleIf"]),
                    enable_if: reader.expression(item, &["enableIf"]),
                    exclusive: reader.flag(item, &["isExclusive"]).unwrap_or(false),
                })
            }
            _ => {
                let message = "A choice is a string, a number or an object with a value.";
                reader.problem(item.pointer(), "wrong-type", message);
                None
            }
        }
    }
}
