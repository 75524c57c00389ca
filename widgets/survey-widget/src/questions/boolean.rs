//! Yes or no, as two radio buttons: neither is chosen until the respondent does.

use super::choice_card::ChoiceCard;
use super::clear::ClearAnswer;
use super::group::Group;
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::questionnaire::{BooleanLabels, QuestionKind};
use survey_model::value::Value;

/// Yes or no.
#[component]
pub(crate) fn Boolean(
    /// Which question.
    asked: Asked,
    /// What is stored and shown for each.
    labels: BooleanLabels,
) -> impl IntoView {
    view! {
        <Group asked role="radiogroup">
            <div class="choices inline">
                {card(asked, true, labels.value_true)}
                {card(asked, false, labels.value_false)}
            </div>
            <ClearAnswer asked/>
        </Group>
    }
}

fn card(asked: Asked, yes: bool, value: Value) -> impl IntoView {
    let label = asked.kind_text(move |kind| match kind {
        QuestionKind::Boolean(labels) => {
            Some(if yes { &labels.label_true } else { &labels.label_false })
        }
        _ => None,
    });
    let text = Signal::derive(move || {
        let (own, wording) = (label.get(), asked.session.wording());
        let ours = if yes { wording.yes } else { wording.no };
        if own.is_empty() { ours.to_owned() } else { own }
    });
    let answer = asked.answer();
    let own = value.clone();
    let checked = Memo::new(move |_| answer.with(|answer| answer.as_ref() == Some(&own)));
    let stored = value.to_text();
    let on_choose = Callback::new(move |_| asked.set(Some(value.clone())));
    view! {
        <ChoiceCard
            control="radio"
            id=asked.choice_id(usize::from(!yes))
            name=asked.id()
            value=stored
            text=text
            checked=checked
            disabled=asked.is_disabled()
            on_choose=on_choose
        />
    }
}
