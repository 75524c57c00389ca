//! What a server must refuse of an answer on a scale: numbers off it or between its steps, ranges of the wrong length.

use super::Faults;
use super::bounds::is_on_step;
use crate::decimal;
use crate::interview::Interview;
use crate::questionnaire::Slider;
use crate::rejection::Fault;
use crate::value::Value;

/// To so many decimals a length is looked at, so that it is what the two ends look like.
const DECIMALS: usize = 9;

pub(super) fn check(
    interview: &Interview,
    slider: &Slider,
    answer: &Value,
    faults: &mut Faults<'_>,
) {
    let (min, max) = interview.scale(slider);
    let is_point = |number: f64| {
        (min..=max).contains(&number)
            && (slider.step == 0.0 || is_on_step(number - min, slider.step))
    };
    match (slider.is_range, answer) {
        (false, Value::Number(number)) => {
            if !is_point(*number) {
                faults.push(Fault::OutsideScale);
            }
        }
        (true, Value::List(ends)) => {
            let [Value::Number(low), Value::Number(high)] = ends[..] else {
                return faults.push(Fault::WrongType);
            };
            let length = decimal::round_to(high - low, DECIMALS);
            let fits = length >= slider.min_length.unwrap_or(0.0).max(0.0)
                && slider.max_length.is_none_or(|most| length <= most);
            if !(is_point(low) && is_point(high) && fits) {
                faults.push(Fault::OutsideScale);
            }
        }
        _ => faults.push(Fault::WrongType),
    }
}
