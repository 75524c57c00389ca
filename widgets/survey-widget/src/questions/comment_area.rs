//! A free comment beside an answer.

use crate::asked::Asked;
use leptos::prelude::*;

/// A free comment beside an answer; nothing where the question has none.
#[component]
pub(crate) fn CommentArea(
    /// Which question.
    asked: Asked,
) -> impl IntoView {
    asked.with(|question| question.comment_area.is_some()).then(|| {
        let own = asked.session.follow(move |session| {
            let text = session.question(asked.index).comment_area.as_ref();
            text.map(|text| session.interview().display(text)).unwrap_or_default()
        });
        let label = move || {
            let own = own.get();
            if own.is_empty() { asked.session.wording().comment_label.to_owned() } else { own }
        };
        view! {
            <div class="other">
                <label class="other-label" for=asked.id_of("comment")>{label}</label>
                <textarea
                    class="input"
                    rows="3"
                    id=asked.id_of("comment")
                    name=asked.id_of("comment")
                    data-comment=asked.name()
                    prop:value=asked.comment().get_untracked()
                    on:input=move |event| asked.set_comment(&event_target_value(&event))
                ></textarea>
            </div>
        }
    })
}
