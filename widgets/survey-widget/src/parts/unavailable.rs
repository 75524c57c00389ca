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
        ApiError::Unreachable | ApiError::TooLittle => (Word::UnreachableTitle, Word::Unreachable),
        ApiError::OutOfDate => (Word::UnreachableTitle, Word::OutOfDate),
    };
    let id = options.id("unavailable");
    // What is out of date is so until the page is loaded anew.
    let retry = (error != ApiError::OutOfDate).then(|| {
        button("button", "retry", &wording[Word::TryAgain])
            .on("click", move |_| handle.load(None))
            .into()
    });
    let link = options.fallback_href.as_ref().map(|href| {
        el("a").class("link").attr("href", href).text(&wording[Word::FallbackLink]).into()
    });
    let notice = notice(Tone::Bad, options.heading_level, &id, &wording[title])
        .child(el("p").attr("role", "status").text(&wording[text]))
        .child(retry)
        .child(link);
    shell(&options.language, options).child(notice).into()
}
