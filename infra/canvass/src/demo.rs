//! Two partner sites that are not ours, each on a port of its own: a city's consultation page, and a panel that
//! hands its participants over with a signed token. Pages and variables are described in `demo/README.md`.

use crate::cdn::content_type;
use crate::partners::PanelKey;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

const CITY_ENGLISH: &str = include_str!("../demo/city/index.html");
const CITY_ARABIC: &str = include_str!("../demo/city/index.ar.html");
const CITY_CSS: &str = include_str!("../demo/city/city.css");
const PANEL_ENTRY: &str = include_str!("../demo/panel/index.html");
const PANEL_RETURN: &str = include_str!("../demo/panel/return.html");
const PANEL_CSS: &str = include_str!("../demo/panel/panel.css");

/// Who is signed in at the panel unless the address names another.
const PARTICIPANT: &str = "m-20417";

/// What the panel may be told on return.
const STATUSES: [&str; 6] =
    ["complete", "screen_out", "quota_full", "quality_term", "already_responded", "closed"];

/// What the sites know of the product.
pub(crate) struct Demo {
    /// The HTTP API.
    pub(crate) api: String,
    /// Where the loader comes from.
    pub(crate) cdn: String,
    /// The survey both embed.
    pub(crate) survey: String,
    /// The service that entry tokens are for.
    pub(crate) audience: String,
    /// The panel's secret.
    pub(crate) panel_key: PanelKey,
}

#[derive(Deserialize)]
struct Visit {
    lang: Option<String>,
    participant: Option<String>,
    status: Option<String>,
}

/// Makes the city's site.
pub(crate) fn city(demo: Arc<Demo>) -> Router {
    Router::new()
        .route("/", get(city_page))
        .route("/city.css", get(async || css(CITY_CSS)))
        .with_state(demo)
}

/// Makes the panel's site.
pub(crate) fn panel(demo: Arc<Demo>) -> Router {
    Router::new()
        .route("/", get(panel_entry))
        .route("/return", get(panel_return))
        .route("/panel.css", get(async || css(PANEL_CSS)))
        .with_state(demo)
}

async fn city_page(State(demo): State<Arc<Demo>>, Query(visit): Query<Visit>) -> Response {
    let language = language(&visit);
    let page = if language == "ar" { CITY_ARABIC } else { CITY_ENGLISH };
    html(demo.fill(page, &[("lang", language)]))
}

async fn panel_entry(State(demo): State<Arc<Demo>>, Query(visit): Query<Visit>) -> Response {
    let participant =
        visit.participant.as_deref().filter(|id| !id.is_empty()).unwrap_or(PARTICIPANT);
    let now = jiff::Timestamp::now();
    match demo.panel_key.entry_token(participant, &demo.survey, &demo.audience, now) {
        Ok(token) => {
            let variables =
                [("lang", language(&visit)), ("participant", participant), ("token", &token)];
            html(demo.fill(PANEL_ENTRY, &variables))
        }
        Err(error) => {
            tracing::error!(%error, "no entry token could be signed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn panel_return(State(demo): State<Arc<Demo>>, Query(visit): Query<Visit>) -> Response {
    let known = STATUSES.into_iter().find(|status| Some(*status) == visit.status.as_deref());
    html(demo.fill(PANEL_RETURN, &[("status", known.unwrap_or_default())]))
}

fn language(visit: &Visit) -> &'static str {
    if visit.lang.as_deref() == Some("ar") { "ar" } else { "en-GB" }
}

impl Demo {
    /// Puts values, HTML-escaped, in place of a page's `{{variables}}`.
    fn fill(&self, page: &str, variables: &[(&str, &str)]) -> String {
        let own = [("api", self.api.as_str()), ("cdn", &self.cdn), ("survey", &self.survey)];
        own.iter().chain(variables).fold(page.to_owned(), |page, (name, value)| {
            page.replace(&format!("{{{{{name}}}}}"), &escaped(value))
        })
    }
}

/// Escapes text for HTML, attributes included. Braces too, so that no value brings a variable of its own.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, character| {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '{' => escaped.push_str("&#123;"),
            '}' => escaped.push_str("&#125;"),
            other => escaped.push(other),
        }
        escaped
    })
}

fn html(page: String) -> Response {
    // A page with somebody's token in it must not be kept.
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    ];
    (headers, page).into_response()
}

fn css(sheet: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type(".css")), (header::CACHE_CONTROL, "no-cache")], sheet)
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::{Demo, city, panel};
    use crate::data_dir::DataDir;
    use crate::partners::PanelKey;
    use std::sync::Arc;

    async fn sites() -> (String, String) {
        let data = DataDir::ephemeral().unwrap();
        let demo = Arc::new(Demo {
            api: "http://api".to_owned(),
            cdn: "http://cdn".to_owned(),
            survey: "plan".to_owned(),
            audience: "canvass".to_owned(),
            panel_key: PanelKey::of(&data).unwrap(),
        });
        let mut addresses = Vec::new();
        for site in [city(Arc::clone(&demo)), panel(demo)] {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            addresses.push(format!("http://{}", listener.local_addr().unwrap()));
            tokio::spawn(async move { axum::serve(listener, site).await });
        }
        (addresses.remove(0), addresses.remove(0))
    }

    async fn page(url: String) -> String {
        reqwest::get(url).await.unwrap().error_for_status().unwrap().text().await.unwrap()
    }

    #[tokio::test]
    async fn no_page_keeps_a_variable() {
        let (city, panel) = sites().await;
        let pages = [
            format!("{city}/"),
            format!("{city}/?lang=ar"),
            format!("{panel}/"),
            format!("{panel}/return?status=complete"),
        ];
        for url in pages {
            let page = page(url.clone()).await;
            assert!(!page.contains("{{"), "{url}");
        }
        for url in [format!("{city}/city.css"), format!("{panel}/panel.css")] {
            page(url).await;
        }
    }

    #[tokio::test]
    async fn what_the_address_says_is_escaped() {
        let (_city, panel) = sites().await;
        let page = page(format!("{panel}/?participant=%22%3E%3Cscript%3E%7B%7Btoken%7D%7D")).await;
        assert!(page.contains("&quot;&gt;&lt;script&gt;&#123;&#123;token"));
        assert!(!page.contains("<script>"));
    }
}
