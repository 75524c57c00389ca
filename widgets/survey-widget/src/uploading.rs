//! Sending files: each by itself, as soon as it is chosen.

use crate::actions::{HEADING, SUMMARY};
use crate::api;
use crate::asked::Pen;
use crate::delivery::backoff_ms;
use crate::ink;
use crate::session::{Chosen, NotSent, Session};
use crate::wording::{ExtraWord, fill};
use js_sys::{Array, Date, Math, Reflect};
use survey_model::questionnaire::SignatureFormat;
use survey_model::wire::UploadRequest;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, HtmlCanvasElement, HtmlInputElement};
use widget_ui::timer::{sleep_ms, spawn};

/// How long nobody must draw before a signature is sent, in milliseconds: people lift the pen between their names.
const PAUSE_MS: u32 = 1_200;

/// How often a file is sent before its respondent is told that it cannot be: up to seven seconds without a connection.
const MAX_ATTEMPTS: u32 = 4;

/// How long after the first attempt there may be another, in milliseconds.
const MAX_TRYING_MS: f64 = 60_000.0;

impl Pen {
    /// Sends the files that were chosen with the control an event comes from.
    pub(crate) fn send_files(self, event: &Event) {
        let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let files = Reflect::get(&input, &JsValue::from_str("files")).unwrap_or_default();
        for file in Array::from(&files).iter() {
            self.send(file.unchecked_into());
        }
        // So that the same file can be chosen again.
        input.set_value("");
    }

    /// Takes back the file at a place of the answer.
    pub(crate) fn remove_file(self, files: &[String], place: usize) {
        self.change_files(|items| {
            if place < items.len() {
                items.remove(place);
            }
        });
        self.say(ExtraWord::FileRemoved, files.get(place).map(String::as_str).unwrap_or_default());
        self.focus_control();
    }

    /// Gives up a file that is under way, or that could not be sent.
    pub(crate) fn forget(self, run: u32) {
        self.handle.change(|session| session.forget_sending(run));
        self.focus_control();
    }

    /// Sends the signature on a pad once nobody has drawn on it for a while.
    pub(crate) fn sign_later(self, format: SignatureFormat) {
        self.handle.begin();
        let (place, index) = (self.place, self.index);
        let pen_lifted = self.handle.change(|session| session.lift_pen(place, index));
        spawn(async move {
            sleep_ms(PAUSE_MS).await;
            // Another stroke has come since, or the signature was taken back.
            let is_last = self.handle.peek(|session| session.is_on_its_way(pen_lifted));
            if is_last == Some(true) {
                self.sign(format);
            }
        });
    }

    /// Puts a typed name onto the pad as the signature, and sends it.
    pub(crate) fn sign_with(self, name: &str, format: SignatureFormat) {
        if let (Some(canvas), false) = (self.canvas(), name.trim().is_empty()) {
            ink::write_name(&canvas, name.trim());
            self.sign(format);
        }
    }

    /// Takes the signature back.
    pub(crate) fn unsign(self) {
        if let Some(canvas) = self.canvas() {
            ink::clear(&canvas);
        }
        self.handle.change(|session| session.forget_sendings_at(self.place, self.index));
        self.set(None);
        // The button is gone now. Not to the field for a name: on a phone, its keyboard would cover the pad.
        self.handle.follow(self.control_id("-pad"));
    }

    fn sign(self, format: SignatureFormat) {
        let picture = self.canvas().and_then(|canvas| ink::picture(&canvas, format));
        if let Some(picture) = picture {
            self.send_as(picture, ["signature.", ink::ending(format)].concat());
        }
    }

    fn canvas(self) -> Option<HtmlCanvasElement> {
        let root = self.handle.surrounds()?.root?;
        root.get_element_by_id(&self.control_id("-pad"))?.dyn_into().ok()
    }

    fn send(self, file: Blob) {
        let name = Reflect::get(&file, &JsValue::from_str("name")).ok();
        let name = name.and_then(|name| name.as_string()).unwrap_or_default();
        self.send_as(file, name);
    }

    fn send_as(self, file: Blob, name: String) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is larger saturates, and is too large"
        )]
        let size_bytes = file.size() as u32;
        let chosen = Chosen { name, media_type: file.type_().to_ascii_lowercase(), size_bytes };
        self.handle.begin();
        let name = chosen.name.clone();
        let (place, index) = (self.place, self.index);
        let begun = self.change_sendings(|session| session.begin_sending(place, index, chosen));
        match begun {
            Some(Ok((run, request))) => {
                self.say(ExtraWord::FileSending, &name);
                spawn(self.bring(run, request, file));
            }
            Some(Err(sentence)) => self.handle.announce([&name, ": ", &sentence].concat()),
            None => {}
        }
    }

    async fn bring(self, run: u32, request: UploadRequest, file: Blob) {
        let ended = self.attempts(run, request, file).await;
        let said = self.change_sendings(|session| session.end_sending(run, ended)).flatten();
        if let Some(said) = said {
            self.handle.announce(said);
        }
    }

    /// Changes what is on its way. The focus follows where the summary said that it was to be waited for, and that line
    /// goes.
    fn change_sendings<T>(self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        let n_complaints = || self.handle.peek(|session| session.complaints().count());
        let (summary, before) = (self.handle.id(SUMMARY), n_complaints());
        let had_focus = self.handle.has_focus_within(&summary);
        let changed = self.handle.change(change);
        let left = n_complaints();
        if had_focus && left < before {
            self.handle.follow(if left > Some(0) { summary } else { self.handle.id(HEADING) });
        }
        changed
    }

    /// Sends a file until it has arrived, there is no hope, or nobody waits for it any more.
    async fn attempts(
        self,
        run: u32,
        request: UploadRequest,
        file: Blob,
    ) -> Result<String, NotSent> {
        let give_up_at_ms = Date::now() + MAX_TRYING_MS;
        let mut n_failed = 0;
        loop {
            let surrounds = self.handle.surrounds().ok_or(NotSent::Failed)?;
            let ended = api::send_file(&surrounds.options, &request, &file).await;
            let Err(NotSent::Lost { asked_ms }) = ended else { return ended };
            n_failed += 1;
            let wait_ms = backoff_ms(n_failed, asked_ms, Math::random());
            if n_failed == MAX_ATTEMPTS || Date::now() + f64::from(wait_ms) > give_up_at_ms {
                return ended;
            }
            sleep_ms(wait_ms).await;
            // Taken back while it waited.
            if self.handle.peek(|session| session.is_on_its_way(Some(run))) != Some(true) {
                return ended;
            }
        }
    }

    /// Has something read out that is about a name.
    pub(crate) fn say(self, word: ExtraWord, name: &str) {
        if let Some(said) = self.handle.peek(|session| fill(session.wording().extra(word), &[name]))
        {
            self.handle.announce(said);
        }
    }

    fn focus_control(self) {
        self.handle.follow(self.control_id(""));
    }
}
