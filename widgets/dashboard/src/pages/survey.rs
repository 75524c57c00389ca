//! One survey, live.

use crate::address::Place;
use crate::announcement::Announcements;
use crate::api::StaffApi;
use crate::app::PAGE_TITLE;
use crate::charts::hours::HourChart;
use crate::figures;
use crate::pages::breakdown::Breakdown;
use crate::pages::freshness::FreshnessNotice;
use crate::pages::headline::Headline;
use crate::pages::question::QuestionTable;
use crate::polling::{Freshness, Polled, poll};
use crate::session::use_session;
use crate::totals::{Count, Totals};
use crate::words;
use leptos::prelude::*;
use survey_model::ids::SurveyId;
use widget_ui::announcer::Announcer;
use widget_ui::heading::Heading;
use widget_ui::locale;

/// The service gives counts that are up to a second old, so asking each second could show a response only after two.
/// At this pace it is on the page within two seconds, whoever else is watching.
const INTERVAL_MS: u32 = 600;

/// The live totals of one survey.
#[component]
pub fn SurveyPage(
    /// Where to ask.
    api: StaffApi,
    /// Which survey.
    survey: SurveyId,
) -> impl IntoView {
    let id = survey.to_string();
    let polled = poll(INTERVAL_MS, use_session(), move || {
        let (api, survey) = (api.clone(), survey.clone());
        async move { api.load_totals(&survey).await }
    });
    let totals: Signal<Option<Totals>> = polled.latest.into();
    let loaded = Memo::new(move |_| totals.with(Option::is_some));
    let waiting = move || polled.freshness.get() == Freshness::Waiting;
    let title = part(totals, |it| it.title.clone());
    let heading = {
        let id = id.clone();
        move || Some(title.get()).filter(|it| !it.is_empty()).unwrap_or_else(|| id.clone())
    };
    name_tab(totals);
    view! {
        <div data-page="survey" data-survey=id>
            <p class="crumb">
                <a href=Place::Surveys.link()>"All surveys"</a>
            </p>
            <Heading level=1 id=PAGE_TITLE class="title">
                <span dir="auto">{heading}</span>
            </Heading>
            <FreshnessNotice
                freshness=polled.freshness.into()
                updated_at=polled.updated_at.into()
            />
            <Show when=waiting>
                <p class="muted">"Loading the totals…"</p>
            </Show>
            <Announcer text=announcements(polled) />
            <Show when=move || loaded.get()>
                <Figures totals />
            </Show>
        </div>
    }
}

/// Everything that is counted.
#[component]
fn Figures(totals: Signal<Option<Totals>>) -> impl IntoView {
    let n_responses = part(totals, |it| it.n_responses);
    let n_received = part(totals, |it| it.by_disposition.iter().map(|count| count.n).sum());
    let breakdown = move |name, title, hint, word, of, counts: fn(&Totals) -> Vec<Count>| {
        view! { <Breakdown name title hint word base=of counts=part(totals, counts) /> }
    };
    view! {
        <div class="overview">
            <Headline totals />
            <HourChart
                hours=part(totals, |it| it.by_hour.clone())
                until=part(totals, |it| Some(it.counted_at))
            />
        </div>
        <section aria-labelledby="breakdowns">
            <h2 id="breakdowns" class="section-title">
                "Who has responded"
            </h2>
            <div class="cards">
                {breakdown("disposition", "By disposition", "All that were received", words::disposition, n_received, |it| it.by_disposition.clone())}
                {breakdown("partner", "By partner", "Complete responses", words::plain, n_responses, |it| it.by_partner.clone())}
                {breakdown("channel", "By channel", "Complete responses", words::plain, n_responses, |it| it.by_channel.clone())}
                {breakdown("language", "By language", "Complete responses", words::language, n_responses, |it| it.by_language.clone())}
                {breakdown("version", "By version", "Complete responses", words::version, n_responses, |it| it.by_version.clone())}
                {breakdown("flag", "By flag", "Worth a look; none is left out", words::plain, n_responses, |it| it.by_flag.clone())}
            </div>
        </section>
        <Questions totals />
    }
}

/// The closed questions, in the order of the questionnaire.
#[component]
fn Questions(totals: Signal<Option<Totals>>) -> impl IntoView {
    let names = part(totals, |it| {
        it.questions.iter().map(|it| (it.version, it.name.clone())).collect::<Vec<_>>()
    });
    let question = move |version: u64, name: String| {
        Memo::new(move |_| {
            totals
                .with(|totals| totals.as_ref()?.question(version, &name).cloned())
                .unwrap_or_default()
        })
    };
    view! {
        <section aria-labelledby="questions">
            <h2 id="questions" class="section-title">
                "What they answered"
            </h2>
            <p class="muted lead">
                "Shares are of the base: those complete responses in which the question was asked."
            </p>
            <div class="questions">
                <For
                    each=move || names.get()
                    key=Clone::clone
                    children=move |(version, name)| {
                        view! { <QuestionTable question=question(version, name).into() /> }
                    }
                />
            </div>
        </section>
    }
}

/// Returns one part of the totals; it changes only when the part itself does.
fn part<T>(totals: Signal<Option<Totals>>, pick: fn(&Totals) -> T) -> Signal<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| totals.with(|totals| totals.as_ref().map(pick).unwrap_or_default())).into()
}

/// Returns what a screen reader is told.
fn announcements(polled: Polled<Totals>) -> Signal<String> {
    let said = RwSignal::new(String::new());
    let announcements = StoredValue::new(Announcements::default());
    Effect::new(move |_| {
        let n_responses = polled.latest.with(|totals| totals.as_ref().map(|it| it.n_responses));
        let next = n_responses.and_then(|n_responses| {
            announcements.try_update_value(|it| it.next(locale::now(), n_responses)).flatten()
        });
        if let Some(sentence) = next {
            said.set(sentence);
        }
    });
    said.into()
}

/// Shows the number in the tab's name, so that it is seen from another tab.
fn name_tab(totals: Signal<Option<Totals>>) {
    let name = part(totals, |it| format!("{} · {}", figures::whole(it.n_responses), it.title));
    Effect::new(move |_| {
        let name = name.get();
        document().set_title(if name.is_empty() { "Canvass staff" } else { &name });
    });
}
