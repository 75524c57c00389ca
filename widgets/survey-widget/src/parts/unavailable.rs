//! Says that there is no survey to draw, and what can be done.

use super::app::Loader;
use super::notice::{button, notice};
use super::shell::shell;
use crate::api::ApiError;
use crate::news::Tone;
use crate::options::Options;
use crate::wording::Wording;
use widget_ui::node::{Node, el};

/// Says that there is no survey to draw.
pub(super) fn unavailable(error: ApiError, options: &Options, loader: Loader) -> Node {
    let language = options.first_language().to_owned();
    let wording = Wording::of(&language);
    let (title, text) = match error {
        ApiError::NotFound => (wording.not_found_title, wording.not_found),
        ApiError::Unreachable => (wording.unreachable_title, wording.unreachable),
    };
    let id = [options.prefix.as_str(), "-unavailable"].concat();
    let retry =
        button("button", "retry", wording.try_again).on("click", move |_| loader.load(None));
    let link = options
        .fallback_href
        .as_ref()
        .map(|href| el("a").class("link").attr("href", href).text(wording.fallback_link).into());
    let notice = notice(Tone::Bad, options.heading_level, &id, title)
        .child(el("p").attr("role", "status").child(text))
        .child(retry)
        .child(link);
    shell(move || language.clone(), options).child(notice).into()
}
