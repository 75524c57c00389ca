//! Back and Continue. Continue is never disabled: pressing it is how one learns what is missing.

use super::notice::button;
use crate::context::SessionHandle;
use crate::session::Session;
use crate::wording::Wording;
use leptos::prelude::With;
use widget_ui::node::{Node, el, live};

/// The texts of the buttons; no back button at the beginning.
#[derive(Clone, PartialEq)]
struct Texts {
    next: String,
    back: Option<String>,
}

fn texts(session: &Session) -> Texts {
    let own = &session.questionnaire().buttons;
    let wording = Wording::of(session.language());
    let or_ours = |text, ours: &str| {
        let own = session.interview().display(text);
        if own.is_empty() { ours.to_owned() } else { own }
    };
    let next = if session.is_last() {
        or_ours(&own.complete, wording.complete)
    } else if session.is_introduction() {
        or_ours(&own.start, wording.start)
    } else {
        or_ours(&own.next, wording.next)
    };
    let back = session.has_previous().then(|| or_ours(&own.back, wording.back));
    Texts { next, back }
}

/// The buttons of a page.
pub(super) fn buttons(session: SessionHandle) -> Node {
    let texts = session.follow(texts);
    live(move || texts.with(|texts| draw(session, texts)))
}

fn draw(session: SessionHandle, texts: &Texts) -> Node {
    let next = button("button", "continue", texts.next.as_str()).attr("part", "continue");
    let back = texts.back.as_ref().map(|text| {
        button("button plain", "back", text.as_str())
            .attr("part", "back")
            .on("click", move |_| session.go_back())
            .into()
    });
    el("div").class("buttons").child(next).child(back).into()
}
