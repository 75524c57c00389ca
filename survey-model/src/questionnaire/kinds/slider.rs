//! Questions answered on a scale by moving one point, or the two ends of a range.

use crate::compiled::compiled;
use crate::decimal;
use crate::document::Node;
use crate::expression::Expression;
use crate::limits;
use crate::questionnaire::reader::Reader;
use crate::text::Text;
use crate::value::Value;

/// A scale on which a number, or a range of numbers, is chosen.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a definition")]
pub struct Slider {
    /// Two ends are chosen, stored as a list with the smaller first; otherwise one number.
    pub is_range: bool,
    /// Where the scale begins.
    pub min: f64,
    /// Where it ends.
    pub max: f64,
    /// Where it begins as the answers stand, if that depends on them.
    pub min_by: Option<Expression>,
    /// Where it ends as the answers stand, if that depends on them.
    pub max_by: Option<Expression>,
    /// How far apart the numbers are that can be chosen, counted from where the scale begins; 0 if any can.
    pub step: f64,
    /// How far apart the two ends of a range are at least.
    pub min_length: Option<f64>,
    /// How far apart the two ends of a range are at most.
    pub max_length: Option<f64>,
    /// The two ends can be moved past each other.
    pub can_swap: bool,
    /// The respondent can take the answer back.
    pub can_clear: bool,
    /// Labels stand along the scale.
    pub shows_labels: bool,
    /// How many labels there are, where the owner has none of their own.
    pub n_labels: usize,
    /// The owner's own labels.
    pub labels: Vec<SliderLabel>,
    /// Stands around the number of a label; `{0}` marks its place.
    pub label_format: String,
    /// Stands around the number chosen; `{0}` marks its place.
    pub value_format: String,
}

compiled!(struct Slider {
    is_range, min, max, min_by, max_by, step, min_length, max_length, can_swap, can_clear,
    shows_labels, n_labels, labels, label_format, value_format,
});

/// A label of the owner's along a scale.
#[derive(Clone, Debug, Default)]
pub struct SliderLabel {
    /// Where it stands.
    pub value: f64,
    /// What it says; empty for the number.
    pub text: Text,
    /// The number stands beside the text.
    pub shows_value: bool,
}

compiled!(struct SliderLabel { value, text, shows_value });

impl Slider {
    /// Returns the labels along a scale, by where they stand: the owner's, else the numbers at even distances.
    pub fn labels_between(&self, min: f64, max: f64) -> Vec<SliderLabel> {
        if !self.labels.is_empty() {
            return self.labels.clone();
        }
        #[expect(clippy::cast_precision_loss, reason = "at most 1,000 labels")]
        let place = |label: usize| match self.n_labels {
            0 | 1 => min,
            count => min + label as f64 * (max - min) / (count - 1) as f64,
        };
        let label = |value| SliderLabel { value, text: Text::default(), shows_value: false };
        (0..self.n_labels).map(place).map(label).collect()
    }

    /// Returns a number in one of the formats, to four decimals at most.
    pub fn formatted(format: &str, number: f64) -> String {
        format.replace("{0}", &decimal::print(decimal::round_to(number, 4)))
    }

    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let is_range = reader.word(node, &["sliderType"]) == Some("range");
        let min_length = reader.number(node, &["minRangeLength"]);
        let swaps = reader.flag(node, &["allowSwap"]).unwrap_or(true);
        let format =
            |reader: &mut Reader, name| reader.word(node, &[name]).unwrap_or("{0}").to_owned();
        let slider = Slider {
            is_range,
            min: reader.number(node, &["min"]).unwrap_or(0.0),
            max: reader.number(node, &["max"]).unwrap_or(100.0),
            min_by: reader.expression(node, &["minValueExpression"]),
            max_by: reader.expression(node, &["maxValueExpression"]),
            step: reader.number(node, &["step"]).unwrap_or(1.0).max(0.0),
            min_length: min_length.filter(|_| is_range),
            max_length: reader.number(node, &["maxRangeLength"]).filter(|_| is_range),
            can_swap: swaps && min_length.is_none_or(|length| length == 0.0),
            can_clear: reader.flag(node, &["allowClear"]).unwrap_or(false),
            shows_labels: reader.flag(node, &["showLabels"]).unwrap_or(true),
            n_labels: n_labels(reader, node),
            labels: labels(reader, node),
            label_format: format(reader, "labelFormat"),
            value_format: format(reader, "tooltipFormat"),
        };
        let is_fixed = slider.min_by.is_none() && slider.max_by.is_none();
        if is_fixed && slider.min >= slider.max {
            let message = "Nothing can be chosen: the scale ends before it begins.";
            reader.warning(node.pointer(), "empty-scale", message);
        }
        slider
    }
}

/// SurveyJS puts six labels where a negative number, or none, is given.
fn n_labels(reader: &mut Reader, node: &Node<'_, '_>) -> usize {
    match reader.number(node, &["labelCount"]) {
        Some(count) if count >= 0.0 => {
            reader.count(node, &["labelCount"]).unwrap_or(0).min(limits::RATING_POINTS)
        }
        _ => 6,
    }
}

/// Reads labels: numbers, or objects with a number and a text.
fn labels(reader: &mut Reader, node: &Node<'_, '_>) -> Vec<SliderLabel> {
    let mut labels = Vec::new();
    reader.each(node, &["customLabels"], limits::RATING_POINTS, |reader, item| {
        let label = match item.value() {
            Value::Number(value) => Some(SliderLabel { value: *value, ..SliderLabel::default() }),
            _ => reader.number(item, &["value"]).map(|value| SliderLabel {
                value,
                text: reader.wording(item, &["text"]),
                shows_value: reader.flag(item, &["showValue"]).unwrap_or(false),
            }),
        };
        if label.is_none() {
            let message = "A label is a number, or an object with a number as its value.";
            reader.problem(item.pointer(), "wrong-type", message);
        }
        labels.extend(label);
    });
    labels
}
