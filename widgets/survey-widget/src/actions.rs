//! What the respondent does, and what follows outside: focus, events, announcements, sending.

use crate::api::{self, ApiError};
use crate::context::{Handle, Loading};
use crate::delivery::{Outcome, event_of};
use crate::load::{load_session, load_translation};
use crate::session::{Beginning, Passed, Revealed, Session, Stage, Step};
use crate::wording::{ExtraWord, Word, Wording, fill};
use js_sys::{Math, Promise};
use survey_model::ids::SubmissionId;
use survey_model::interview::Interview;
use wasm_bindgen::JsValue;
use widget_ui::timer::{sleep_ms, spawn};
use widget_ui::{json, locale};

/// The id of what takes the focus when the page changes or the stage does.
pub(crate) const HEADING: &str = "heading";
/// How long a respondent must pause before the characters left are read out, in milliseconds.
const PAUSE_MS: u32 = 1_000;
/// A second, in milliseconds.
const SECOND_MS: u32 = 1_000;
/// The id of the error summary.
pub(crate) const SUMMARY: &str = "summary";

impl Handle {
    /// Loads the survey. `first` is the request for it that is under way, if there is one.
    pub(crate) fn load(self, first: Option<Promise>) {
        spawn(self.bring_survey(first));
    }

    async fn bring_survey(self, first: Option<Promise>) {
        let Some((surrounds, wording)) = self.starting_point() else { return };
        let loaded = load_session(&surrounds.options, first, wording).await;
        if let Err(ApiError::TooLittle) = loaded {
            // The loader puts the whole module in the place of this.
            surrounds.emit("toolittle", &[]);
            return;
        }
        let (loading, event) = match loaded {
            Ok(mut session) => {
                let language = session.language().to_owned();
                if let Some(wording) = surrounds.bring_words(&language).await {
                    session.set_wording(wording);
                }
                (Loading::Ready(Box::new(session)), "ready")
            }
            Err(error) => (Loading::Failed(error), "error"),
        };
        // Nobody is there any more if the widget was removed meanwhile.
        if self.set_loading(loading).is_some() {
            surrounds.emit(event, &[]);
            if self.peek(Session::is_timed) == Some(true) {
                self.count_seconds();
            }
            // A response that was being sent before a reload goes on its way.
            self.deliver();
        }
    }

    /// Changes an answer.
    #[inline(never)]
    pub(crate) fn answer(self, change: &mut dyn FnMut(&mut Interview)) {
        self.begin();
        if let Some(revealed) = self.change(|session| session.change(change)) {
            self.announce_revealed(revealed);
        }
    }

    fn announce_revealed(self, revealed: Revealed) {
        let sentences = [(revealed.n_shown, Word::Revealed), (revealed.n_hidden, Word::Concealed)];
        let said = self.peek(|session| {
            let mut said = String::new();
            for (n, word) in sentences {
                if n > 0 {
                    said.push_str(&fill(&session.wording()[word], &[&n.to_string()]));
                    said.push(' ');
                }
            }
            said
        });
        if let Some(said) = said.filter(|said| !said.is_empty()) {
            self.announce(said);
        }
    }

    /// Says how many characters are left, once the respondent pauses. While they type it would only disturb.
    pub(crate) fn count_out(self, limit: usize, n_written: usize) {
        let count = self.count();
        spawn(async move {
            sleep_ms(PAUSE_MS).await;
            if !self.is_last_count(count) {
                return;
            }
            let left = |session: &Session| characters_left(session.wording(), limit, n_written);
            if let Some(left) = self.peek(left) {
                self.announce(left);
            }
        });
    }

    /// Presses Continue: checks the page, then goes on or sends.
    pub(crate) fn go_on(self) {
        self.begin();
        match self.change(Session::go_on) {
            Some(Step::Faulty) => self.focus(self.id(SUMMARY)),
            Some(Step::Moved) => self.turned(),
            Some(Step::Last) => self.send(),
            None => {}
        }
    }

    /// Presses Back.
    pub(crate) fn go_back(self) {
        if self.change(Session::go_back) == Some(true) {
            self.turned();
        }
    }

    /// Goes back from the answers to the page that they are on.
    pub(crate) fn change_page(self, page: usize) {
        self.change(|session| session.change_page(page));
        self.turned();
    }

    /// Has as much time again.
    pub(crate) fn extend_time(self) {
        self.change(Session::extend_time);
        // The button is gone now.
        self.focus(self.id(HEADING));
    }

    /// Counts the seconds as long as anything limits them and the widget is there.
    fn count_seconds(self) {
        spawn(async move {
            while self.peek(Session::is_timed) == Some(true) {
                sleep_ms(SECOND_MS).await;
                self.count_second();
            }
        });
    }

    fn count_second(self) {
        let Some(passed) = self.pass(Session::count_second) else { return };
        let word = match passed {
            Passed::Quietly => return,
            Passed::Short => ExtraWord::TimeShort,
            Passed::Over => ExtraWord::TimeOver,
        };
        if let Some(said) = self.peek(|session| session.wording().extra(word).to_owned()) {
            self.announce(said);
        }
    }

    fn turned(self) {
        self.focus(self.id(HEADING));
        let page = self.peek(Session::page).and_then(|page| u32::try_from(page).ok()).unwrap_or(0);
        self.emit("pagechange", &[("page", JsValue::from(page + 1))]);
    }

    /// Changes the language, once the survey and the widget's own words are there in it. Without them it stays as it
    /// is.
    pub(crate) fn switch_language(self, language: String) {
        spawn(async move {
            let (Some(surrounds), Some(version)) =
                (self.surrounds(), self.peek(|session| session.survey().version))
            else {
                return;
            };
            let Some(wording) = surrounds.bring_words(&language).await else { return };
            if let Some(questionnaire) =
                load_translation(&surrounds.options, version, &language).await
            {
                self.change(|session| session.translate(&language, questionnaire, wording));
            }
        });
    }

    /// Notes that the respondent has begun.
    pub(crate) fn begin(self) {
        let beginning = Beginning { id: new_submission_id(), at: locale::now() };
        if self.change(|session| session.begin(beginning)) == Some(true) {
            self.emit("started", &[]);
        }
    }

    fn send(self) {
        match self.change(|session| session.freeze(json::print)) {
            Some(Step::Last) => {
                self.focus(self.id(HEADING));
                self.deliver();
            }
            Some(Step::Faulty) => self.focus(self.id(SUMMARY)),
            Some(Step::Moved) | None => {}
        }
    }

    /// Sends what is frozen until there is an answer to it. Does nothing while an attempt is under way.
    pub(crate) fn deliver(self) {
        spawn(self.attempts());
    }

    async fn attempts(self) {
        while let Some((run, frozen)) = self.change(Session::begin_attempt).flatten() {
            let Some(surrounds) = self.surrounds() else { return };
            let outcome = api::submit(&surrounds.options, &frozen).await;
            self.tell(&outcome);
            let wait_ms = self.change(|session| session.settle(outcome, Math::random())).flatten();
            let Some(wait_ms) = wait_ms else {
                self.settled();
                return;
            };
            sleep_ms(wait_ms).await;
            // "Try again now" has overtaken this attempt, and waits on its own.
            if self.change(|session| session.is_current(run)) != Some(true) {
                return;
            }
        }
    }

    /// Tells the page around how an attempt went.
    fn tell(self, outcome: &Outcome) {
        match outcome {
            Outcome::Stored(receipt) => {
                let details = [
                    ("receipt", JsValue::from_str(&receipt.receipt)),
                    ("status", JsValue::from_str(receipt.disposition.as_str())),
                ];
                self.emit("submitted", &details);
                self.emit(event_of(receipt.disposition), &details);
            }
            Outcome::AlreadyResponded { .. } => self.emit("duplicate", &[]),
            Outcome::Closed | Outcome::Erased => self.emit("closed", &[]),
            Outcome::Again { .. } => self.emit("error", &[("status", "retrying".into())]),
            Outcome::Rejected(_) => self.emit("error", &[("status", "rejected".into())]),
            Outcome::Refused(_) => self.emit("error", &[("status", "refused".into())]),
        }
    }

    fn settled(self) {
        let answering = self.peek(|session| matches!(session.stage(), Stage::Answering));
        self.focus(self.id(if answering == Some(true) { SUMMARY } else { HEADING }));
    }

    /// Sends the refused response once more, as it is.
    pub(crate) fn send_again(self) {
        self.change(Session::send_again);
        self.focus(self.id(HEADING));
        self.deliver();
    }

    /// Goes back to the answers after a refusal.
    pub(crate) fn edit_again(self) {
        self.change(Session::edit_again);
        self.focus(self.id(HEADING));
    }
}

/// Says how many characters are left, or too many.
pub(crate) fn characters_left(wording: &Wording, limit: usize, n_written: usize) -> String {
    let is_over = n_written > limit;
    let sentence =
        if is_over { &wording[Word::CharactersOver] } else { &wording[Word::CharactersLeft] };
    fill(sentence, &[&limit.abs_diff(n_written).to_string()])
}

/// Makes a random UUID (version 4). Not by `randomUUID`, which browsers keep from pages without TLS.
fn new_submission_id() -> SubmissionId {
    let mut bytes = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // Sixteen bytes are far below the limit, the only way in which this fails.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    SubmissionId::from_bytes(bytes)
}
