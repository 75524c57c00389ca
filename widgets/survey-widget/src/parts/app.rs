//! The whole widget, whatever has come of it so far.

use super::shell::shell;
use super::survey::survey;
use super::unavailable::unavailable;
use crate::context::{Handle, Loading, Scene, State};
use crate::place::Place;
use crate::wording::Word;
use widget_ui::node::{Node, el, live};

/// The whole widget.
pub(crate) fn app(handle: Handle) -> Node {
    live(move || handle.draw(|state| draw(handle, state)))
}

fn draw(handle: Handle, state: &State) -> Node {
    let options = &state.surrounds.options;
    match &state.loading {
        Loading::Waiting => shell(&options.language, options)
            .child(
                el("p").class("muted").attr("role", "status").text(&state.wording[Word::Loading]),
            )
            .into(),
        Loading::Failed(error) => unavailable(*error, options, &state.wording, handle),
        Loading::Ready(session) => {
            survey(Scene { session, options, handle, place: Place::default() }, &state.announcement)
        }
    }
}
