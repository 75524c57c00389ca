//! The list of surveys.

use crate::address::Place;
use crate::api::StaffApi;
use crate::app::PAGE_TITLE;
use crate::figures;
use crate::pages::freshness::FreshnessNotice;
use crate::polling::{Freshness, poll};
use crate::session::use_session;
use crate::surveys::SurveyLine;
use crate::words;
use leptos::prelude::*;
use widget_ui::heading::Heading;

/// The list need not follow each response as closely as a survey's own page.
const INTERVAL_MS: u32 = 3_000;

/// Every survey with its number of responses.
#[component]
pub fn SurveysPage(
    /// Where to ask.
    api: StaffApi,
) -> impl IntoView {
    let polled = poll(INTERVAL_MS, use_session(), move || {
        let api = api.clone();
        async move { api.load_surveys().await }
    });
    let lines = Memo::new(move |_| polled.latest.get());
    let waiting = move || polled.freshness.get() == Freshness::Waiting;
    Effect::new(move |_| document().set_title("Surveys – Canvass staff"));
    view! {
        <div data-page="surveys">
            <Heading level=1 id=PAGE_TITLE class="title">
                "Surveys"
            </Heading>
            <FreshnessNotice
                freshness=polled.freshness.into()
                updated_at=polled.updated_at.into()
            />
            <Show when=waiting>
                <p class="muted">"Loading the surveys…"</p>
            </Show>
            {move || lines.get().map(|lines| view! { <SurveyList lines /> })}
        </div>
    }
}

#[component]
fn SurveyList(lines: Vec<SurveyLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p>"No survey has been published yet."</p> }.into_any();
    }
    view! {
        <ul class="surveys">
            {lines.into_iter().map(|line| view! { <SurveyItem line /> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn SurveyItem(line: SurveyLine) -> impl IntoView {
    let dates = format!("{} to {}", figures::day(line.opens_at), figures::day(line.closes_at));
    view! {
        <li class="card survey" data-survey=line.survey.to_string()>
            <h2 class="survey-title">
                <a href=Place::Survey(line.survey.clone()).link() dir="auto">
                    {line.title}
                </a>
            </h2>
            <p class="survey-number">
                <strong data-responses=line.n_responses>{figures::whole(line.n_responses)}</strong>
                " " {figures::response_word(line.n_responses)}
            </p>
            <p class="muted">
                <span class="chip" data-status=line.status.clone()>
                    {words::status(&line.status)}
                </span>
                {dates}
            </p>
        </li>
    }
}
