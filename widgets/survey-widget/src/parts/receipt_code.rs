//! The receipt's code, to be read, selected or copied.

use crate::context::{SessionHandle, use_session};
use leptos::prelude::*;

/// The receipt's code.
#[component]
pub(crate) fn ReceiptCode(
    /// The code.
    code: String,
) -> AnyView {
    let session = use_session();
    let wording = session.wording();
    let (to_copy, hook) = (code.clone(), code.clone());
    view! {
        <p class="receipt-label">{wording.receipt_label}</p>
        <p class="receipt">
            <code class="receipt-code" part="receipt" data-receipt=hook dir="ltr">{code}</code>
            <button type="button" class="link" data-action="copy" on:click=move |_| copy(session, &to_copy)>
                {wording.copy}
            </button>
        </p>
        <p class="muted">{wording.receipt_use}</p>
    }
    .into_any()
}

/// Puts the code on the clipboard where the browser lets us; it can be selected by hand anyway.
fn copy(session: SessionHandle, code: &str) {
    let navigator = web_sys::window().map(|window| window.navigator()).filter(|navigator| {
        // Pages without TLS have no clipboard.
        js_sys::Reflect::has(navigator, &"clipboard".into()).unwrap_or(false)
    });
    if let Some(navigator) = navigator {
        // A page may be denied the clipboard; the code is still there to be selected.
        let _ = navigator.clipboard().write_text(code);
        session.announce(session.wording().copied.to_owned());
    }
}
