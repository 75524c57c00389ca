//! The receipt. It is shown only when the service has given one.

use super::done::{ReturnLink, completed_html};
use super::markup::Markup;
use crate::actions::HEADING;
use crate::context::{SessionHandle, use_session};
use crate::session::Stage;
use leptos::prelude::*;
use survey_model::disposition::Disposition;
use survey_model::wire::Receipt;
use widget_ui::notice::{Notice, NoticeTone};

/// The receipt, the survey's own thanks, and the way back.
#[component]
pub(crate) fn Received() -> impl IntoView {
    let session = use_session();
    let level = session.options(|options| options.heading_level);
    let title = session.says(|wording| wording.received_title);
    let receipt = session.peek(|session| match session.stage() {
        Stage::Received(receipt) => Some(receipt.clone()),
        _ => None,
    });
    receipt.map(|Receipt { receipt, disposition, return_url, .. }| {
        view! {
            <div class="received" data-state="received" data-disposition=disposition.as_str()>
                <Notice tone=NoticeTone::Good level=level + 1 id=session.id(HEADING) title=title>
                    <ReceiptCode code=receipt/>
                </Notice>
                {thanks(session, disposition)}
                <ReturnLink return_url/>
            </div>
        }
    })
}

/// The survey's own text after completion; ours where it has none, and for those it is not meant for.
fn thanks(session: SessionHandle, disposition: Disposition) -> impl IntoView {
    let html = session.follow(completed_html);
    let says = move || {
        let wording = session.wording();
        match disposition {
            Disposition::ScreenOut => wording.screen_out,
            Disposition::QuotaFull => wording.quota_full,
            _ => wording.received,
        }
    };
    let own = move || disposition == Disposition::Complete && html.with(|html| !html.is_empty());
    move || {
        if own() {
            view! { <Markup html=html/> }.into_any()
        } else {
            view! { <p>{says}</p> }.into_any()
        }
    }
}

/// The code, to be read, selected or copied.
#[component]
fn ReceiptCode(
    /// The code.
    code: String,
) -> impl IntoView {
    let session = use_session();
    let copied = RwSignal::new(false);
    let copy_text = move || {
        let wording = session.wording();
        if copied.get() { wording.copied } else { wording.copy }
    };
    let (to_copy, hook) = (code.clone(), code.clone());
    view! {
        <p class="receipt-label">{session.says(|wording| wording.receipt_label)}</p>
        <p class="receipt">
            <code class="receipt-code" part="receipt" data-receipt=hook dir="ltr">{code}</code>
            <button type="button" class="link" data-action="copy" on:click=move |_| copy(session, &to_copy, copied)>
                <span role="status">{copy_text}</span>
            </button>
        </p>
        <p class="muted">{session.says(|wording| wording.receipt_use)}</p>
    }
}

/// Puts the code on the clipboard where the browser lets us; it can be selected by hand anyway.
fn copy(session: SessionHandle, code: &str, copied: RwSignal<bool>) {
    let clipboard = web_sys::window().map(|window| window.navigator()).filter(|navigator| {
        // Pages without TLS have no clipboard.
        js_sys::Reflect::has(navigator, &"clipboard".into()).unwrap_or(false)
    });
    if let Some(navigator) = clipboard {
        let _ = navigator.clipboard().write_text(code);
        copied.set(true);
        session.announce(session.wording().copied.to_owned());
    }
}
