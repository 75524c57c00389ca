//! A notice in the place of the questions: sending, received, refused, closed …

use super::markup::draw;
use super::notice::{button, notice};
use super::receipt_code::receipt_code;
use crate::actions::HEADING;
use crate::context::{Handle, Scene};
use crate::markup;
use crate::news::{Action, News, Thanks};
use crate::wording::{Word, Wording, fill};
use survey_model::language::primary;
use widget_ui::locale::date_and_time;
use widget_ui::node::{Node, el, nothing};

/// A notice in the place of the questions.
pub(super) fn news_view(scene: Scene, news: &News) -> Node {
    let level = scene.options.heading_level.saturating_add(1);
    let text = match news.day {
        Some(day) => fill(news.text, &[&date_and_time(day, locale(scene))]),
        None => news.text.to_owned(),
    };
    let code = news.receipt.as_ref().map(|thanks| receipt_code(scene, &thanks.code));
    let notice = notice(news.tone, level, &scene.id(HEADING), news.title)
        .child(paragraph(&text, news.is_live))
        .child(code.unwrap_or_default())
        .child(actions(scene.handle, news));
    let disposition = news.receipt.as_ref().map(|thanks| thanks.disposition.as_str());
    el("div")
        .class("news")
        .attr("data-state", news.state)
        .maybe("data-disposition", disposition)
        .child(notice)
        .child(news.receipt.as_ref().map_or_else(nothing, own_thanks))
        .child(link_to(news.onward_url.as_deref(), "onward", &news.wording[Word::OnwardLink]))
        .child(link_to(news.return_url.as_deref(), "return", &news.wording[Word::ReturnLink]))
        .into()
}

/// The page's own variety of the survey's language, which writes dates as its readers do; else the language.
fn locale(scene: Scene<'_>) -> &str {
    let (page, survey) = (scene.options.language.as_str(), scene.session.language());
    if primary(page) == primary(survey) { page } else { survey }
}

fn paragraph(text: &str, is_live: bool) -> Node {
    if text.is_empty() {
        return nothing();
    }
    el("p").maybe("role", is_live.then_some("status")).text(text).into()
}

/// The survey's own thanks; nothing if it has none.
fn own_thanks(thanks: &Thanks) -> Node {
    if thanks.html.is_empty() {
        return nothing();
    }
    el("div").class("markup").child(draw(&markup::read(&thanks.html))).into()
}

fn actions(handle: Handle, news: &News) -> Node {
    if news.actions.is_empty() {
        return nothing();
    }
    let buttons: Vec<Node> =
        news.actions.iter().map(|action| action_button(handle, *action, news.wording)).collect();
    el("div").class("buttons").child(buttons).into()
}

fn action_button(handle: Handle, action: Action, wording: &Wording) -> Node {
    let (name, class, text) = match action {
        Action::TryNow => ("retry", "button", &wording[Word::TryAgain]),
        Action::SendAgain => ("retry", "button plain", &wording[Word::TryAgain]),
        Action::Edit => ("edit", "button", &wording[Word::EditAnswers]),
    };
    let act = move |_| match action {
        Action::TryNow => handle.deliver(),
        Action::SendAgain => handle.send_again(),
        Action::Edit => handle.edit_again(),
    };
    button(class, name, text).on("click", act).into()
}

/// The way on, or back to where the respondent came from; nothing if there is none, or its address is not a web address.
fn link_to(url: Option<&str>, name: &str, text: &str) -> Node {
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    url.filter(is_web).map_or_else(nothing, |url| {
        el("a")
            .class("button")
            .attr("part", name)
            .attr("data-action", name)
            .attr("href", url)
            .text(text)
            .into()
    })
}
