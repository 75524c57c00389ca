//! What somebody sees who is not signed in.

use crate::app::PAGE_TITLE;
use crate::session::SignedOut;
use leptos::prelude::*;
use widget_ui::heading::Heading;

/// Says how to sign in.
#[component]
pub fn SignedOutPage(
    /// Why nobody is signed in.
    reason: SignedOut,
) -> impl IntoView {
    let explanation = reason.explain();
    view! {
        <section class="sign-in" data-page="signed-out" data-reason=format!("{reason:?}")>
            <Heading level=1 id=PAGE_TITLE class="title">
                "Sign in to see the counts"
            </Heading>
            {(!explanation.is_empty())
                .then(|| view! { <p class="reason" role="alert">{explanation}</p> })}
            <p>"These pages open from a personal sign-in link. It is valid for a limited time and only in the tab that opened it."</p>
            <p>
                "Ask whoever runs Canvass for you for a new link. If that is you: "
                <code>"canvass up"</code> " prints one when it starts."
            </p>
        </section>
    }
}
