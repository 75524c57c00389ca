//! A point on a scale: radio buttons side by side, the ends labelled.

use super::clear::ClearAnswer;
use super::group::Group;
use crate::asked::Asked;
use crate::wording::fill;
use leptos::prelude::*;
use survey_model::questionnaire::{Choice, QuestionKind, RatingScale};
use survey_model::text::Text;
use survey_model::value::Value;

/// A point on a scale.
#[component]
pub(crate) fn Rating(
    /// Which question.
    asked: Asked,
    /// The scale.
    scale: RatingScale,
) -> impl IntoView {
    // "3 of 5" makes sense of a numbered point only; a worded point speaks for itself.
    let last = scale.points.last().map(|point| &point.value);
    let last = last.filter(|value| value.as_number().is_some()).map(Value::to_text);
    let point = |(place, point)| point_view(asked, place, point, last.clone());
    let points = scale.points.into_iter().enumerate().map(point).collect_view();
    let low = end_text(asked, |scale| &scale.min_description);
    let high = end_text(asked, |scale| &scale.max_description);
    view! {
        <Group asked role="radiogroup">
            <div class="rating">
                <div class="points">{points}</div>
                <div class="ends">
                    <span>{low}</span>
                    <span>{high}</span>
                </div>
            </div>
            <ClearAnswer asked/>
        </Group>
    }
}

fn end_text(asked: Asked, pick: fn(&RatingScale) -> &Text) -> Memo<String> {
    asked.kind_text(move |kind| match kind {
        QuestionKind::Rating(scale) => Some(pick(scale)),
        _ => None,
    })
}

fn point_view(asked: Asked, place: usize, point: Choice, last: Option<String>) -> impl IntoView {
    let Choice { value, text, .. } = point;
    let text = asked.session.follow(move |session| session.interview().display(&text));
    let of_last = move || {
        last.as_ref().map(|last| [" ", &fill(asked.session.wording().point_of, &[last])].concat())
    };
    let answer = asked.answer();
    let own = value.clone();
    let checked = Memo::new(move |_| answer.with(|answer| answer.as_ref() == Some(&own)));
    view! {
        <label class="choice point" for=asked.choice_id(place)>
            <input
                type="radio"
                id=asked.choice_id(place)
                name=asked.id()
                value=value.to_text()
                checked=checked.get_untracked()
                prop:checked=checked
                disabled=asked.is_disabled()
                on:change=move |_| asked.set(Some(value.clone()))
            />
            <span class="choice-text">{text}<span class="sr-only">{of_last}</span></span>
        </label>
    }
}
