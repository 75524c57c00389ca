//! One choice: a native control and its label, large enough for any finger.

use leptos::prelude::*;

/// One choice.
#[component]
pub(crate) fn ChoiceCard(
    /// `radio` or `checkbox`.
    control: &'static str,
    /// The control's id.
    id: String,
    /// The name that the controls of a question share.
    name: String,
    /// What is stored, as text.
    value: String,
    /// What is shown.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it is chosen.
    checked: Memo<bool>,
    /// Whether it cannot be chosen.
    #[prop(into)]
    disabled: Signal<bool>,
    /// Whether the question is at fault, for a checkbox.
    #[prop(optional, into)]
    invalid: Option<Signal<bool>>,
    /// Chooses it, or takes the choice back.
    on_choose: Callback<bool>,
) -> impl IntoView {
    let label_for = id.clone();
    view! {
        <label class="choice" for=label_for>
            <input
                type=control
                id=id
                name=name
                value=value
                checked=checked.get_untracked()
                prop:checked=checked
                disabled=disabled
                aria-invalid=move || invalid.map(|invalid| invalid.get().to_string())
                on:change=move |event| on_choose.run(event_target_checked(&event))
            />
            <span class="choice-text">{text}</span>
        </label>
    }
}
