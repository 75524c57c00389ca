//! What there is to say when no page of questions is shown, worked out in one go.

use crate::delivery::Refusal;
use crate::session::{Session, Shut, Stage};
use crate::wording::Wording;
use survey_model::disposition::Disposition;
use survey_model::instant::Instant;
use survey_model::wire::Receipt;

/// What there is to say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct News {
    pub(crate) wording: &'static Wording,
    /// Names the state for tests and style sheets.
    pub(crate) state: &'static str,
    pub(crate) tone: Tone,
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    /// The day that stands in the place of `{}` in the text.
    pub(crate) day: Option<Instant>,
    /// The text is read out when it changes: nobody has pressed anything.
    pub(crate) is_live: bool,
    pub(crate) actions: Vec<Action>,
    pub(crate) receipt: Option<Thanks>,
    /// Where the respondent goes back to.
    pub(crate) return_url: Option<String>,
}

/// How it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A fact.
    Plain,
    /// Something went well.
    Good,
    /// Something needs attention.
    Bad,
}

/// What goes with a receipt.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Thanks {
    /// The receipt's code.
    pub(crate) code: String,
    /// How the response ended.
    pub(crate) disposition: Disposition,
    /// The survey's own thanks to those whom it is meant for, formatted; empty for ours.
    pub(crate) html: String,
}

/// What can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Does not wait for the next attempt.
    TryNow,
    /// Sends what was refused once more.
    SendAgain,
    /// Goes back to the answers.
    Edit,
}

impl News {
    /// Works out what there is to say; `None` while a page of questions is shown.
    pub(crate) fn of(session: &Session) -> Option<Self> {
        let wording = Wording::of(session.language());
        let news = News {
            wording,
            state: "",
            tone: Tone::Plain,
            title: "",
            text: "",
            day: None,
            is_live: false,
            actions: Vec::new(),
            receipt: None,
            return_url: None,
        };
        Some(match session.stage() {
            Stage::Answering => return None,
            // "Not sent yet" stays up during the next attempt: a notice that flickers helps nobody.
            Stage::Sending(delivery) if delivery.n_failed > 0 => News {
                state: "waiting",
                title: wording.waiting_title,
                text: wording.waiting,
                is_live: true,
                actions: vec![Action::TryNow],
                ..news
            },
            Stage::Sending(_) => News {
                state: "sending",
                title: wording.sending_title,
                text: wording.sending,
                is_live: true,
                ..news
            },
            Stage::Refused(refusal, _) => News {
                state: "refused",
                tone: Tone::Bad,
                title: wording.refused_title,
                text: refusal_text(*refusal, wording),
                actions: vec![Action::Edit, Action::SendAgain],
                ..news
            },
            Stage::Duplicate(return_url) => News {
                state: "duplicate",
                title: wording.duplicate_title,
                text: wording.duplicate,
                return_url: return_url.clone(),
                ..news
            },
            Stage::Shut(shut) => shut_news(session, *shut, news),
            Stage::Received(receipt) => received_news(session, receipt, news),
        })
    }
}

fn refusal_text(refusal: Refusal, wording: &'static Wording) -> &'static str {
    match refusal {
        Refusal::Entry => wording.refused_entry,
        Refusal::TooLarge => wording.refused_size,
        Refusal::SentBefore => wording.refused_sent_before,
        Refusal::Other => wording.refused_other,
    }
}

fn received_news(session: &Session, receipt: &Receipt, news: News) -> News {
    let wording = news.wording;
    let is_meant = receipt.disposition == Disposition::Complete;
    let html = if is_meant {
        session.interview().display(&session.questionnaire().completed_html)
    } else {
        String::new()
    };
    News {
        state: "received",
        tone: Tone::Good,
        title: wording.received_title,
        // The survey's own thanks follow below.
        text: if html.is_empty() { thanks(receipt.disposition, wording) } else { "" },
        receipt: Some(Thanks {
            code: receipt.receipt.clone(),
            disposition: receipt.disposition,
            html,
        }),
        return_url: receipt.return_url.clone(),
        ..news
    }
}

fn thanks(disposition: Disposition, wording: &'static Wording) -> &'static str {
    match disposition {
        Disposition::ScreenOut => wording.screen_out,
        Disposition::QuotaFull => wording.quota_full,
        Disposition::Complete | Disposition::Partial | Disposition::BreakOff => wording.received,
    }
}

fn shut_news(session: &Session, shut: Shut, news: News) -> News {
    let wording = news.wording;
    let (state, title, text, day) = match shut {
        Shut::NotOpen => {
            ("not-open", wording.not_open_title, wording.not_open, Some(session.survey().opens_at))
        }
        Shut::Closed => {
            ("closed", wording.closed_title, wording.closed, Some(session.survey().closes_at))
        }
        Shut::Paused => ("paused", wording.paused_title, wording.paused, None),
        Shut::ClosedUnsent => ("closed", wording.closed_title, wording.closed_unsent, None),
        Shut::Erased => ("erased", wording.erased_title, wording.erased, None),
    };
    News { state, title, text, day, ..news }
}

#[cfg(test)]
mod tests;
