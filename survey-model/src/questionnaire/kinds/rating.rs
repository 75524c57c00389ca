//! Questions answered by a point on a scale.

use super::choices::{Choice, read_list};
use crate::compiled::compiled;
use crate::document::Node;
use crate::limits;
use crate::questionnaire::reader::Reader;
use crate::text::Text;
use crate::value::Value;

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

compiled!(struct RatingScale { points, min_description, max_description });

impl RatingScale {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let given = read_list(reader, node, "rateValues", limits::RATING_POINTS);
        let generates = reader.flag(node, &["autoGenerate"]).unwrap_or(given.is_empty());
        let mut points = if generates || given.is_empty() { generate(reader, node) } else { given };
        if reader.word(node, &["rateType", "rateDisplayMode"]) == Some("smileys") {
            points.truncate(10);
        }
        RatingScale {
            points,
            min_description: reader
                .wording(node, &["minRateDescription", "mininumRateDescription"]),
            max_description: reader
                .wording(node, &["maxRateDescription", "maximumRateDescription"]),
        }
    }
}

/// The points from `rateMin` to `rateMax`; of these two and `rateCount`, any two settle the third.
fn generate(reader: &mut Reader, node: &Node<'_, '_>) -> Vec<Choice> {
    let step = reader.number(node, &["rateStep"]).filter(|step| *step > 0.0).unwrap_or(1.0);
    let count = reader.count(node, &["rateCount"]);
    let given_min = reader.number(node, &["rateMin"]);
    let given_max = reader.number(node, &["rateMax"]);
    let count = count.and_then(|count| u32::try_from(count).ok()).map(f64::from);
    let span = |count: f64| step * (count - 1.0);
    let (min, max) = match (given_min, given_max, count) {
        (Some(min), None, Some(count)) => (min, min + span(count)),
        (None, Some(max), Some(count)) => (max - span(count), max),
        (None, None, Some(count)) => (1.0, 1.0 + span(count)),
        _ => (given_min.unwrap_or(1.0), given_max.unwrap_or(5.0)),
    };
    let min = min.min(max);
    let mut points = Vec::new();
    let mut value = min;
    while value <= max {
        if points.len() >= limits::RATING_POINTS {
            let message = "A scale may have at most 1,000 points.";
            reader.problem(node.pointer(), "limit-items", message);
            break;
        }
        if !reader.counts_unwritten(1, || node.pointer()) {
            break;
        }
        points.push(Choice::plain(Value::Number(value)));
        value = round_to_step(value + step, step);
    }
    points
}

/// Rounds to as many decimals as the step has, so that sums of 0.1 stay what they look like.
fn round_to_step(value: f64, step: f64) -> f64 {
    let mut scale = 1.0;
    while (step * scale).fract() != 0.0 && scale < 1e12 {
        scale *= 10.0;
    }
    (value * scale).round() / scale
}
