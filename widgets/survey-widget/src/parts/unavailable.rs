//! Says that there is no survey to draw, and what can be done.

use super::notice::{button, notice};
use super::shell::shell;
use crate::api::ApiError;
use crate::context::Handle;
use crate::news::Tone;
use crate::options::Options;
use crate::wording::{Word, Wording};
use widget_ui::node::{Node, el};

/// Says that there is no survey to draw.
pub(super) fn unavailable(
    error: ApiError,
    options: &Options,
    wording: &Wording,
    handle: Handle,
) -> Node {
    let (title, text) = match error {
        ApiError::NotFound => (Word::NotFoundTitle, Word::NotFound),
        ApiError::Unreachable => (Word::UnreachableTitle, Word::Unreachable),
    };
    let id = options.id("unavailable");
    let retry =
        button("button", "retry", &wording[Word::TryAgain]).on("click", move |_| handle.load(None));
    let link = options.fallback_href.as_ref().map(|href| {
        el("a").class("link").attr("href", href).text(&wording[Word::FallbackLink]).into()
    });
    let notice = notice(Tone::Bad, options.heading_level, &id, &wording[title])
        .child(el("p").attr("role", "status").text(&wording[text]))
        .child(retry)
        .child(link);
    shell(options.first_language(), options).child(notice).into()
}
