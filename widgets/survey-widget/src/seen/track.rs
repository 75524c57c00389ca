//! What is seen of a slider, and what moving it answers.

use super::Eye;
use crate::wording::ExtraWord;
use survey_model::questionnaire::Slider;
use survey_model::value::Value;

/// A scale to move along.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Track {
    /// The point, or the two ends of a range.
    pub(crate) ends: Vec<End>,
    /// Where the scale begins and ends, and how far apart its numbers are, for the control.
    pub(crate) min: String,
    pub(crate) max: String,
    pub(crate) step: String,
    /// What stands along the scale, at even distances.
    pub(crate) labels: Vec<String>,
    pub(crate) rule: Rule,
}

/// What is moved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct End {
    /// Names it; empty for the only one.
    pub(crate) label: String,
    /// Where it is, for the control: where the scale begins while there is no answer.
    pub(crate) place: String,
    /// What was typed or chosen; empty without an answer.
    pub(crate) text: String,
    /// What it says, for those who look and those who listen.
    pub(crate) said: String,
}

/// How far ends can go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    min: f64,
    max: f64,
    step: f64,
    shortest: f64,
    longest: f64,
    /// The range as it stands; all of the scale without an answer.
    range: Option<(f64, f64)>,
}

impl Track {
    /// Tells whether there is an answer.
    pub(super) fn is_given(&self) -> bool {
        self.ends.iter().any(|end| !end.text.is_empty())
    }
}

impl Rule {
    /// Returns the answer after an end, by its place, was moved to a number. The other end gives way, so that the range
    /// is neither turned round nor too short or too long.
    pub(crate) fn moved(self, end: usize, to: f64) -> Value {
        let Some((low, high)) = self.range else { return Value::Number(to) };
        let (shortest, longest) =
            (self.on_step(self.shortest, f64::ceil), self.on_step(self.longest, f64::floor));
        let (low, high) = if end == 0 {
            let low = to.min(self.max - shortest).max(self.min);
            (low, high.clamp(low + shortest, low + longest.max(shortest)))
        } else {
            let high = to.max(self.min + shortest).min(self.max);
            (low.clamp(high - longest.max(shortest), high - shortest), high)
        };
        vec![Value::Number(low), Value::Number(high)].into()
    }

    /// A length in whole steps.
    fn on_step(self, length: f64, round: fn(f64) -> f64) -> f64 {
        if self.step > 0.0 && length.is_finite() {
            round(length / self.step) * self.step
        } else {
            length
        }
    }
}

impl Eye<'_> {
    pub(super) fn track(&self, slider: &Slider) -> Track {
        let (min, max) = self.interview.scale(slider);
        let number = |number: f64| Value::Number(number).to_text();
        let given: Vec<Option<&Value>> = match (slider.is_range, self.answer()) {
            (true, Some(Value::List(ends))) => vec![ends.first(), ends.get(1)],
            (true, _) => vec![None, None],
            (false, answer) => vec![answer],
        };
        let numbers: Vec<Option<f64>> =
            given.iter().map(|end| end.and_then(Value::as_number)).collect();
        let range = slider.is_range.then(|| (numbers[0].unwrap_or(min), numbers[1].unwrap_or(max)));
        let end = |(place, given): (usize, Option<&Value>)| {
            let begins = if place == 0 { min } else { max };
            End {
                label: self.end_label(slider, place),
                place: number(numbers[place].unwrap_or(begins)),
                text: given.map(Value::to_text).unwrap_or_default(),
                said: numbers[place].map_or_else(
                    || self.wording.extra(ExtraWord::NotAnswered).to_owned(),
                    |number| Slider::formatted(&slider.value_format, number),
                ),
            }
        };
        Track {
            ends: given.iter().copied().enumerate().map(end).collect(),
            min: number(min),
            max: number(max),
            step: if slider.step > 0.0 { number(slider.step) } else { "any".to_owned() },
            labels: if slider.shows_labels { self.labels(slider, min, max) } else { Vec::new() },
            rule: Rule {
                min,
                max,
                step: slider.step,
                shortest: slider.min_length.unwrap_or(0.0).clamp(0.0, (max - min).max(0.0)),
                longest: slider.max_length.unwrap_or(f64::INFINITY).max(0.0),
                range,
            },
        }
    }

    fn end_label(&self, slider: &Slider, place: usize) -> String {
        let word = match (slider.is_range, place) {
            (false, _) => return String::new(),
            (true, 0) => ExtraWord::RangeFrom,
            (true, _) => ExtraWord::RangeTo,
        };
        self.wording.extra(word).to_owned()
    }

    /// The labels along the scale. Those of the owner stand at even distances whatever their numbers, which they carry
    /// then.
    fn labels(&self, slider: &Slider, min: f64, max: f64) -> Vec<String> {
        let labels = slider.labels_between(min, max);
        #[expect(clippy::cast_precision_loss, reason = "at most 1,000 labels")]
        let is_even = labels.iter().enumerate().all(|(place, label)| {
            let even = min + (max - min) * place as f64 / (labels.len().max(2) - 1) as f64;
            (label.value - even).abs() <= (max - min).abs() / 100.0
        });
        let label = |label: &survey_model::questionnaire::SliderLabel| {
            let number = Slider::formatted(&slider.label_format, label.value);
            let text = self.interview.display(&label.text);
            if text.is_empty() {
                number
            } else if is_even && !label.shows_value {
                text
            } else {
                [text.as_str(), " (", &number, ")"].concat()
            }
        };
        labels.iter().map(label).collect()
    }
}
