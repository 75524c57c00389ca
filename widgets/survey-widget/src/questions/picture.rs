//! Pictures and films: between questions, and to choose from.
//!
//! A film on `YouTube` is a link: a frame of theirs would tell them who is asked what before anybody has pressed
//! anything, and most pages that a survey stands in have a policy against it.

use crate::seen::{Drawing, Seen};
use crate::wording::{ExtraWord, Wording};
use survey_model::questionnaire::PictureContent;
use widget_ui::node::{Node, el, nothing};

/// A picture or film between questions.
pub(super) fn picture(seen: &Seen, drawing: &Drawing) -> Node {
    el("div")
        .class("figure")
        .attr("data-question", &seen.name)
        .child(drawn(drawing, seen.wording))
        .into()
}

/// A picture or film; nothing where there is none.
pub(super) fn drawn(drawing: &Drawing, wording: &Wording) -> Node {
    let (link, alternative) = (drawing.link.as_str(), drawing.alternative.as_str());
    if link.is_empty() {
        return nothing();
    }
    let shown = match drawing.content {
        PictureContent::Image => el("img").attr("alt", alternative).attr("loading", "lazy"),
        PictureContent::Video => el("video")
            .attr("controls", "")
            .attr("preload", "metadata")
            .attr("playsinline", "")
            .attr("aria-label", alternative),
        PictureContent::YouTube => return film_link(link, alternative, wording),
    };
    shown
        .class(drawing.class)
        .attr("src", link)
        // The page that a respondent is on is nothing to whoever keeps the pictures.
        .attr("referrerpolicy", "no-referrer")
        .maybe("width", drawing.width.as_deref())
        .maybe("height", drawing.height.as_deref())
        .into()
}

fn film_link(link: &str, alternative: &str, wording: &Wording) -> Node {
    let which = [": ", alternative].concat();
    let which = if alternative.is_empty() { "" } else { which.as_str() };
    el("a")
        .class("link film")
        .attr("href", &watched_at(link))
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(wording.extra(ExtraWord::WatchFilm))
        .text(which)
        .into()
}

/// The page on which a film is watched: the address of a frame shows none by itself.
fn watched_at(link: &str) -> String {
    let embedded = link.split_once("/embed/");
    let id = embedded.and_then(|(_, rest)| rest.split(['?', '/', '#']).next());
    id.map_or_else(|| link.to_owned(), |id| ["https://www.youtube.com/watch?v=", id].concat())
}
