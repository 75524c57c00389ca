//! From the survey's reply to a session: reads the questionnaire, takes up what the tab has kept.

use crate::api::{self, ApiError};
use crate::draft::Draft;
use crate::options::Options;
use crate::session::{Bearer, Session};
use crate::wording::Wording;
use js_sys::{Math, Promise};
use std::rc::Rc;
use std::sync::Arc;
use survey_model::compiled::{self, Unreadable};
use survey_model::interview::{Interview, Mode, Surroundings};
use survey_model::questionnaire::Questionnaire;
use survey_model::value::Value;
use survey_model::wire::SurveyReply;
use widget_ui::patterns::BrowserPatterns;
use widget_ui::{json, locale, storage};

/// Loads the survey and opens a session on it, in `wording` until its own words are there.
///
/// The language is what the tab has kept, or else the page's.
pub(crate) async fn load_session(
    options: &Options,
    first: Option<Promise>,
    wording: Rc<Wording>,
) -> Result<Session, ApiError> {
    let draft = kept_draft(options);
    let mut survey = api::load_survey(options, &options.language, first).await?;
    let kept = draft.as_ref().map(|draft| &draft.language);
    if let Some(kept) = kept.filter(|it| **it != survey.language && survey.languages.contains(it)) {
        survey = api::load_survey(options, kept, None).await?;
    }
    let questionnaire = take_questionnaire(&mut survey)?;
    let surroundings = Surroundings {
        now: locale::now(),
        language: survey.language.clone(),
        seed: draft.as_ref().map_or_else(seed, |draft| draft.seed),
        mode: Mode::Strict,
        patterns: Arc::new(BrowserPatterns),
    };
    let interview = Interview::new(questionnaire, surroundings);
    let session = Session::open(survey, interview, options.bearer.clone(), wording);
    Ok(match draft {
        Some(draft) => session.resume(draft),
        None => session,
    })
}

/// Loads the questionnaire of a version in another language.
pub(crate) async fn load_translation(
    options: &Options,
    version: u32,
    language: &str,
) -> Option<Arc<Questionnaire>> {
    let mut survey = api::load_survey(options, language, None).await.ok()?;
    let is_wanted = (survey.version, survey.language.as_str()) == (version, language);
    is_wanted.then(|| take_questionnaire(&mut survey).ok()).flatten()
}

fn take_questionnaire(survey: &mut SurveyReply) -> Result<Arc<Questionnaire>, ApiError> {
    if survey.format != compiled::FORMAT {
        return Err(ApiError::OutOfDate);
    }
    let compiled = std::mem::take(&mut survey.questionnaire);
    compiled::decode(compiled).map(Arc::new).map_err(|unreadable| match unreadable {
        Unreadable::Damaged => ApiError::Unreachable,
        Unreadable::TooLittle => ApiError::TooLittle,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number below 2^32"
)]
fn seed() -> u32 {
    (Math::random() * f64::from(u32::MAX)) as u32
}

/// Under which name the tab keeps the response: two participants in one tab never see each other's answers.
pub(crate) fn draft_key(options: &Options) -> String {
    ["canvass:", &options.survey, ":", &bearer_mark(&options.bearer)].concat()
}

fn kept_draft(options: &Options) -> Option<Draft> {
    let text = storage::load(&draft_key(options))?;
    Draft::from_value(&json::parse(&text)?)
}

/// A short mark of who answers. It is a checksum of the token's issuer and subject, not these themselves: another
/// token of the same participant finds the same draft, and the storage tells nobody who that is.
fn bearer_mark(bearer: &Bearer) -> String {
    let Some(token) = &bearer.token else { return "open".to_owned() };
    let claims = token.split('.').nth(1).and_then(read_claims);
    let claim = |key| claims.as_ref().and_then(|it| it.get(key)).and_then(Value::as_str);
    let mark = match (claim("iss"), claim("sub")) {
        (Some(iss), Some(sub)) => checksum(&[iss, "\n", sub].concat()),
        _ => checksum(token),
    };
    mark.to_string()
}

fn read_claims(base64url: &str) -> Option<Value> {
    let base64 = base64url.replace('-', "+").replace('_', "/");
    json::parse(&web_sys::window()?.atob(&base64).ok()?)
}

/// FNV-1a, 32 bits.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
