//! One row of a matrix.

use super::matrix::{cell, with_cell};
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::questionnaire::Choice;

/// One row of a matrix.
#[component]
pub(crate) fn MatrixRow(
    /// Which question.
    asked: Asked,
    /// The row's place, from 0.
    place: usize,
    /// The row; `None` in a matrix without rows.
    row: Option<Choice>,
    /// The choices.
    columns: StoredValue<Vec<Choice>>,
) -> impl IntoView {
    let key = row.as_ref().map(|row| row.value.to_text());
    let hook = key.clone();
    let text = row.map(|row| row.text).unwrap_or_default();
    let text = asked.session.follow(move |session| session.interview().display(&text));
    let at = |column: (usize, Choice)| radio(asked, place, key.clone(), column);
    let radios = columns.get_value().into_iter().enumerate().map(at).collect_view();
    view! {
        <fieldset class="row" data-row=hook>
            <legend class="row-text">{text}</legend>
            {radios}
        </fieldset>
    }
}

fn radio(
    asked: Asked,
    row: usize,
    key: Option<String>,
    (place, column): (usize, Choice),
) -> impl IntoView {
    let name = asked.id_of(&["row", &row.to_string()].concat());
    let id = match (row, place) {
        (0, 0) => asked.id(),
        (_, 0) => name.clone(),
        _ => [name.as_str(), "-", &place.to_string()].concat(),
    };
    let Choice { value, text, .. } = column;
    let text = asked.session.follow(move |session| session.interview().display(&text));
    let answer = asked.answer();
    let (own, own_key) = (value.clone(), key.clone());
    let checked = Memo::new(move |_| {
        answer.with(|answer| cell(answer.as_ref(), own_key.as_deref()).as_ref() == Some(&own))
    });
    let stored = value.to_text();
    let choose = move |_| {
        let answer = answer.get_untracked();
        asked.set(Some(with_cell(answer, key.as_deref(), value.clone())));
    };
    let label_for = id.clone();
    view! {
        <label class="choice cell" for=label_for>
            <input
                type="radio"
                id=id
                name=name
                value=stored
                checked=checked.get_untracked()
                prop:checked=checked
                disabled=asked.is_disabled()
                on:change=choose
            />
            <span class="choice-text">{text}</span>
        </label>
    }
}
