//! Questions answered by typing: one line or several.

use super::mask;
use crate::compiled::compiled;
use crate::document::Node;
use crate::expression::Expression;
use crate::extra::Extra;
use crate::mask::Mask;
use crate::questionnaire::parse::Defaults;
use crate::questionnaire::reader::Reader;
use crate::text::Text;
use crate::value::Value;

/// A single-line input.
#[derive(Clone, Debug, Default)]
pub struct TextInput {
    /// What is typed.
    pub input_type: InputType,
    /// The smallest number or earliest date, as the definition writes it.
    pub min: Option<Value>,
    /// The largest number or latest date, as the definition writes it.
    pub max: Option<Value>,
    /// What takes the place of either as the answers stand.
    pub computed: Option<Extra<ComputedBounds>>,
    /// The form in which it is typed.
    pub mask: Option<Extra<Mask>>,
    /// The step of a number.
    pub step: Option<f64>,
    /// The longest answer in characters.
    pub max_length: Option<usize>,
    /// The owner's wording of the error below `min`.
    pub min_error: Text,
    /// The owner's wording of the error above `max`.
    pub max_error: Text,
    /// An example inside the empty input.
    pub placeholder: Text,
    /// The HTML `autocomplete` token.
    pub autocomplete: Option<String>,
}

compiled!(struct TextInput {
    input_type, min, max, computed, mask, step, max_length, min_error, max_error, placeholder,
    autocomplete,
});

/// The smallest and the largest answer, worked out from other answers.
#[derive(Clone, Debug, Default)]
pub struct ComputedBounds {
    /// `minValueExpression`.
    pub min: Option<Expression>,
    /// `maxValueExpression`.
    pub max: Option<Expression>,
}

compiled!(struct ComputedBounds { min, max });

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

compiled!(
    enum InputType {
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
);

/// A multi-line input.
#[derive(Clone, Debug, Default)]
pub struct CommentInput {
    /// The height in lines.
    pub rows: usize,
    /// The longest answer in characters.
    pub max_length: Option<usize>,
    /// An example inside the empty input.
    pub placeholder: Text,
    /// The answer is one line, however long.
    pub one_line: bool,
}

compiled!(struct CommentInput { rows, max_length, placeholder, one_line });

impl InputType {
    /// Every input type with its word.
    const WORDS: [(&'static str, InputType); 14] = [
        ("text", InputType::Text),
        ("number", InputType::Number),
        ("range", InputType::Range),
        ("email", InputType::Email),
        ("url", InputType::Url),
        ("tel", InputType::Tel),
        ("date", InputType::Date),
        ("datetime-local", InputType::DateTimeLocal),
        ("datetime", InputType::DateTimeLocal),
        ("time", InputType::Time),
        ("month", InputType::Month),
        ("week", InputType::Week),
        ("color", InputType::Color),
        ("password", InputType::Password),
    ];

    /// Returns the HTML input type's own word.
    pub fn as_str(self) -> &'static str {
        InputType::WORDS
            .into_iter()
            .find(|(_, input_type)| *input_type == self)
            .map_or("text", |(word, _)| word)
    }

    /// Tells whether answers are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, InputType::Number | InputType::Range)
    }

    /// Tells whether `min` and `max` mean anything.
    pub fn has_bounds(self) -> bool {
        self.is_number()
            || matches!(
                self,
                InputType::Date
                    | InputType::DateTimeLocal
                    | InputType::Time
                    | InputType::Month
                    | InputType::Week
            )
    }
}

impl TextInput {
    pub(in crate::questionnaire) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        defaults: &Defaults,
    ) -> Self {
        let word = reader.word(node, &["inputType"]).unwrap_or("text").to_ascii_lowercase();
        let input_type = InputType::WORDS.into_iter().find(|(name, _)| *name == word);
        if input_type.is_none() {
            let message = "No HTML input type of this name is known; it is taken as text.";
            reader.warning(node.pointer_to("inputType"), "unknown-input-type", message);
        }
        let input_type = input_type.map_or(InputType::Text, |(_, input_type)| input_type);
        let takes_mask = matches!(input_type, InputType::Text | InputType::Tel);
        let mask = mask::read(reader, node, &defaults.conventions).filter(|_| takes_mask);
        TextInput {
            input_type,
            mask: mask.map(Extra::new),
            min: bound(reader, node, "min"),
            max: bound(reader, node, "max"),
            computed: ComputedBounds::read(reader, node).map(Extra::new),
            min_error: reader.wording(node, &["minErrorText"]),
            max_error: reader.wording(node, &["maxErrorText"]),
            step: reader.number(node, &["step"]),
            max_length: max_length(reader, node, defaults),
            placeholder: reader.wording(node, &["placeholder", "placeHolder"]),
            autocomplete: reader.word(node, &["autocomplete", "autoComplete"]).map(str::to_owned),
        }
    }
}

impl CommentInput {
    pub(in crate::questionnaire) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        defaults: &Defaults,
    ) -> Self {
        CommentInput {
            rows: reader.count(node, &["rows"]).unwrap_or(4),
            max_length: max_length(reader, node, defaults),
            placeholder: reader.wording(node, &["placeholder", "placeHolder"]),
            one_line: reader.flag(node, &["acceptCarriageReturn"]) == Some(false),
        }
    }
}

impl ComputedBounds {
    /// Reads bounds that are worked out: those of the properties for it, and those marked by `=` among the others.
    pub(in crate::questionnaire) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Self> {
        let bounds = ComputedBounds {
            min: computed(reader, node, "minValueExpression", "min"),
            max: computed(reader, node, "maxValueExpression", "max"),
        };
        (bounds.min.is_some() || bounds.max.is_some()).then_some(bounds)
    }
}

fn computed(
    reader: &mut Reader,
    node: &Node<'_, '_>,
    property: &str,
    bound: &str,
) -> Option<Expression> {
    let marked = node.member(bound);
    let marked = marked.as_ref().and_then(|given| Some((given, given.value().as_str()?)));
    match marked.and_then(|(given, text)| Some((given, text.strip_prefix('=')?))) {
        Some((given, text)) => reader.expression_of(given, text),
        None => reader.expression(node, &[property]),
    }
}

/// Reads the smallest or largest answer. One that begins with `=` is worked out, see [`ComputedBounds`].
fn bound(reader: &mut Reader, node: &Node<'_, '_>, property: &str) -> Option<Value> {
    let bound = node.member(property)?;
    match bound.value() {
        Value::String(text) if text.trim().is_empty() || text.starts_with('=') => None,
        Value::Number(_) | Value::String(_) => Some(bound.value().clone()),
        _ => {
            let message = "A bound is a number, or a date as text.";
            reader.problem(bound.pointer(), "wrong-type", message);
            None
        }
    }
}

/// Below zero, as by default, the survey's own `maxTextLength` applies; zero is no limit.
fn max_length(reader: &mut Reader, node: &Node<'_, '_>, defaults: &Defaults) -> Option<usize> {
    match reader.number(node, &["maxLength"]) {
        Some(given) if given >= 0.0 => reader.count(node, &["maxLength"]),
        _ => defaults.text_max_length,
    }
}
