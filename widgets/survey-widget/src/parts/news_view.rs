//! A notice in the place of the questions: sending, received, refused, closed …

use super::markup::draw;
use super::receipt_code::ReceiptCode;
use crate::actions::HEADING;
use crate::context::{SessionHandle, use_session};
use crate::markup;
use crate::news::{Action, News, Thanks};
use crate::wording::{Wording, fill};
use leptos::prelude::*;
use survey_model::disposition::Disposition;
use widget_ui::locale::date_and_time;
use widget_ui::notice::Notice;

/// A notice in the place of the questions.
#[component]
pub(crate) fn NewsView(
    /// What there is to say.
    news: News,
) -> AnyView {
    let session = use_session();
    let level = session.options(|options| options.heading_level) + 1;
    let text = session.peek(|session| match news.day {
        Some(day) => fill(news.text, &[&date_and_time(day, session.language())]),
        None => news.text.to_owned(),
    });
    let button = |action| action_button(session, action, news.wording);
    let actions: Vec<AnyView> = news.actions.into_iter().map(button).collect();
    let disposition = news.receipt.as_ref().map(|thanks| thanks.disposition.as_str());
    let own_thanks = news.receipt.as_ref().and_then(own_thanks);
    let code = news.receipt.map(|thanks| view! { <ReceiptCode code=thanks.code/> }.into_any());
    let title = news.title;
    view! {
        <div class="news" data-state=news.state data-disposition=disposition>
            <Notice tone=news.tone level=level id=session.id(HEADING) title=title>
                <p role=news.is_live.then_some("status")>{text}</p>
                {code}
                <div class="buttons">{actions}</div>
            </Notice>
            {own_thanks}
            {return_link(news.return_url, news.wording)}
        </div>
    }
    .into_any()
}

/// The survey's own thanks, for those whom it is meant for.
fn own_thanks(thanks: &Thanks) -> Option<AnyView> {
    let is_meant = thanks.disposition == Disposition::Complete && !thanks.html.is_empty();
    is_meant
        .then(|| view! { <div class="markup">{draw(&markup::read(&thanks.html))}</div> }.into_any())
}

fn action_button(session: SessionHandle, action: Action, wording: &'static Wording) -> AnyView {
    let (name, class, text) = match action {
        Action::TryNow => ("retry", "button", wording.try_again),
        Action::SendAgain => ("retry", "button plain", wording.try_again),
        Action::Edit => ("edit", "button", wording.edit_answers),
    };
    let act = move |_| match action {
        Action::TryNow => session.deliver(),
        Action::SendAgain => session.send_again(),
        Action::Edit => session.edit_again(),
    };
    view! { <button type="button" class=class data-action=name on:click=act>{text}</button> }
        .into_any()
}

/// The way back to where the respondent came from; nothing if there is none, or its address is not a web address.
fn return_link(url: Option<String>, wording: &'static Wording) -> Option<AnyView> {
    let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))?;
    let link = view! {
        <a class="button" part="return" data-action="return" href=url>{wording.return_link}</a>
    };
    Some(link.into_any())
}
