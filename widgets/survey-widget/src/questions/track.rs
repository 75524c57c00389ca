//! A scale to move along: the browser's own slider for each end, by which keys and pointers do the same, and beside it
//! the number, for those who would rather type.

use super::clear::clear_button;
use super::group::{Role, group};
use crate::asked::{Asked, written};
use crate::seen::{End, Seen, Track, typed};
use crate::wording::{ExtraWord, fill};
use survey_model::value::Value;
use widget_ui::node::{Node, el, nothing};

/// A scale to move along.
pub(super) fn track(asked: Asked, seen: &Seen, track: &Track) -> Node {
    let end = |(place, end): (usize, &End)| draw_end(asked, seen, track, place, end);
    let ends: Vec<Node> = track.ends.iter().enumerate().map(end).collect();
    let parts = vec![el("div").class("tracks").child(ends).into(), clear_button(asked, seen)];
    group(asked, seen, Role::Plain, parts)
}

fn draw_end(asked: Asked, seen: &Seen, track: &Track, place: usize, end: &End) -> Node {
    let (slider, number) =
        (asked.control_id(place), asked.id_of(&["number", &place.to_string()].concat()));
    // A single point is named by its question, which stands above it.
    let label = el("label").attr("for", &slider);
    let label = if end.label.is_empty() {
        label.class("sr-only").text(&seen.title)
    } else {
        label.class("other-label").text(&end.label)
    };
    let named = match end.label.as_str() {
        "" => seen.wording.extra(ExtraWord::AsNumber).to_owned(),
        label => fill(seen.wording.extra(ExtraWord::EndAsNumber), &[label]),
    };
    el("div")
        .class(if end.text.is_empty() { "track unset" } else { "track" })
        .child(label)
        .child(el("p").class("track-value").attr("aria-hidden", "true").text(&end.said))
        .child(draw_slider(asked, seen, track, place, end, &slider))
        .child(labels(track))
        .child(el("label").class("track-label").attr("for", &number).text(&named))
        .child(draw_number(asked, seen, track, place, end, &number))
        .into()
}

fn draw_slider(
    asked: Asked,
    seen: &Seen,
    track: &Track,
    place: usize,
    end: &End,
    id: &str,
) -> Node {
    let (pen, rule) = (asked.pen(), track.rule);
    asked
        .describe(el("input"), seen)
        .attr("type", "range")
        .class("slider")
        .id(id)
        .attr("name", id)
        .attr("min", &track.min)
        .attr("max", &track.max)
        .attr("step", &track.step)
        .attr("aria-valuetext", &end.said)
        .value(&end.place)
        .on("input", move |event| {
            if let Some(Value::Number(to)) = typed(&written(&event), true) {
                pen.set(Some(rule.moved(place, to)));
            }
        })
        .into()
}

/// What is typed counts once it is left: half a number would push the other end away. What is no number is told on
/// Continue.
fn draw_number(
    asked: Asked,
    seen: &Seen,
    track: &Track,
    place: usize,
    end: &End,
    id: &str,
) -> Node {
    let (pen, rule) = (asked.pen(), track.rule);
    let others: Vec<Value> = track.ends.iter().map(|end| end.text.as_str().into()).collect();
    asked
        .describe(el("input"), seen)
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .class("input short")
        .id(id)
        .attr("name", id)
        .value(&end.text)
        .on("change", move |event| {
            let answer = match (typed(&written(&event), true), others.len()) {
                (Some(Value::Number(to)), _) => Some(rule.moved(place, to)),
                (Some(text), 2..) => {
                    let mut ends = others.clone();
                    ends[place] = text;
                    Some(Value::List(ends))
                }
                (Some(text), _) => Some(text),
                (None, _) => None,
            };
            pen.set(answer);
        })
        .on("blur", move |_| pen.handle.redraw())
        .into()
}

fn labels(track: &Track) -> Node {
    if track.labels.is_empty() {
        return nothing();
    }
    let label = |text: &String| el("span").text(text).into();
    let labels: Vec<Node> = track.labels.iter().map(label).collect();
    // The control says its value itself.
    el("div").class("ends").attr("aria-hidden", "true").child(labels).into()
}
