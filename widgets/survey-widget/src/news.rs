//! What there is to say when no page of questions is shown, worked out in one go.

use crate::delivery::Refusal;
use crate::session::{Session, Shut, Stage};
use crate::wording::{Word, Wording};
use survey_model::disposition::Disposition;
use survey_model::instant::Instant;
use survey_model::wire::Receipt;

/// What there is to say.
#[derive(Clone, Debug)]
pub(crate) struct News<'a> {
    pub(crate) wording: &'a Wording,
    /// Names the state for tests and style sheets.
    pub(crate) state: &'static str,
    pub(crate) tone: Tone,
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
    /// The day that stands in the place of `{}` in the text.
    pub(crate) day: Option<Instant>,
    /// The text is read out when it changes: nobody has pressed anything.
    pub(crate) is_live: bool,
    pub(crate) actions: Vec<Action>,
    pub(crate) receipt: Option<Thanks>,
    /// Where the respondent goes back to.
    pub(crate) return_url: Option<String>,
    /// Where the survey leads on to.
    pub(crate) onward_url: Option<String>,
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

impl<'a> News<'a> {
    /// Works out what there is to say; `None` while a page of questions is shown.
    pub(crate) fn of(session: &'a Session) -> Option<Self> {
        let wording = session.wording();
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
            onward_url: None,
        };
        Some(match session.stage() {
            Stage::Answering => return None,
            // "Not sent yet" stays up during the next attempt: a notice that flickers helps nobody.
            Stage::Sending(delivery) if delivery.n_failed > 0 => News {
                state: "waiting",
                title: &wording[Word::WaitingTitle],
                text: &wording[Word::Waiting],
                is_live: true,
                actions: vec![Action::TryNow],
                ..news
            },
            Stage::Sending(_) => News {
                state: "sending",
                title: &wording[Word::SendingTitle],
                text: &wording[Word::Sending],
                is_live: true,
                ..news
            },
            Stage::Refused(refusal, _) => News {
                state: "refused",
                tone: Tone::Bad,
                title: &wording[Word::RefusedTitle],
                text: refusal_text(*refusal, wording),
                actions: vec![Action::Edit, Action::SendAgain],
                ..news
            },
            Stage::Duplicate(return_url) => News {
                state: "duplicate",
                title: &wording[Word::DuplicateTitle],
                text: &wording[Word::Duplicate],
                return_url: return_url.clone(),
                ..news
            },
            Stage::Shut(shut) => shut_news(session, *shut, news),
            Stage::Received(receipt) => received_news(session, receipt, news),
        })
    }
}

fn refusal_text(refusal: Refusal, wording: &Wording) -> &str {
    match refusal {
        Refusal::Entry => &wording[Word::RefusedEntry],
        Refusal::TooLarge => &wording[Word::RefusedSize],
        Refusal::SentBefore => &wording[Word::RefusedSentBefore],
        Refusal::Other => &wording[Word::RefusedOther],
    }
}

fn received_news<'a>(session: &Session, receipt: &Receipt, news: News<'a>) -> News<'a> {
    let wording = news.wording;
    let is_meant = receipt.disposition == Disposition::Complete;
    let html = if is_meant { session.interview().completed_html() } else { String::new() };
    News {
        state: "received",
        tone: Tone::Good,
        title: &wording[Word::ReceivedTitle],
        // The survey's own thanks follow below.
        text: if html.is_empty() { thanks(receipt.disposition, wording) } else { "" },
        receipt: Some(Thanks {
            code: receipt.receipt.clone(),
            disposition: receipt.disposition,
            html,
        }),
        return_url: receipt.return_url.clone(),
        // A link, not a jump: the receipt's code is to be read first.
        onward_url: session.interview().onward_link().filter(|_| is_meant),
        ..news
    }
}

fn thanks(disposition: Disposition, wording: &Wording) -> &str {
    match disposition {
        Disposition::ScreenOut => &wording[Word::ScreenOut],
        Disposition::QuotaFull => &wording[Word::QuotaFull],
        Disposition::Complete | Disposition::Partial | Disposition::BreakOff => {
            &wording[Word::Received]
        }
    }
}

fn shut_news<'a>(session: &Session, shut: Shut, news: News<'a>) -> News<'a> {
    let wording = news.wording;
    let (state, title, text, day) = match shut {
        Shut::NotOpen => (
            "not-open",
            &wording[Word::NotOpenTitle],
            &wording[Word::NotOpen],
            Some(session.survey().opens_at),
        ),
        Shut::Closed => (
            "closed",
            &wording[Word::ClosedTitle],
            &wording[Word::Closed],
            Some(session.survey().closes_at),
        ),
        Shut::Paused => ("paused", &wording[Word::PausedTitle], &wording[Word::Paused], None),
        Shut::ClosedUnsent => {
            ("closed", &wording[Word::ClosedTitle], &wording[Word::ClosedUnsent], None)
        }
        Shut::Erased => ("erased", &wording[Word::ErasedTitle], &wording[Word::Erased], None),
    };
    News { state, title, text, day, ..news }
}

#[cfg(test)]
mod tests;
