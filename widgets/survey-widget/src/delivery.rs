//! Sending a response until its receipt is here: what is frozen, what a reply means, how long to wait.
//!
//! Pure. The requests are made in `api`, the waiting in `actions`.

use survey_model::disposition::Disposition;
use survey_model::ids::SubmissionId;
use survey_model::value::Value;
use survey_model::wire::Receipt;
use widget_ui::fetch::{NoReply, Reply};

/// A submission as it goes out: the same id and the same bytes each time, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frozen {
    /// Sent as `Idempotency-Key`.
    pub(crate) id: SubmissionId,
    /// The printed body.
    pub(crate) body: String,
}

/// A frozen submission on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delivery {
    /// What is sent.
    pub(crate) frozen: Frozen,
    /// How many attempts have failed.
    pub(crate) n_failed: u32,
    /// Counts the attempts begun, so that an attempt that was overtaken can tell.
    pub(crate) run: u32,
    /// Whether an attempt is under way now; otherwise the next one is waited for.
    pub(crate) in_flight: bool,
}

impl Delivery {
    /// Starts a delivery; no attempt has begun.
    pub(crate) fn new(frozen: Frozen) -> Self {
        Delivery { frozen, n_failed: 0, run: 0, in_flight: false }
    }

    /// Begins an attempt and returns its number; `None` while another is under way.
    pub(crate) fn begin(&mut self) -> Option<u32> {
        if self.in_flight {
            return None;
        }
        self.in_flight = true;
        self.run += 1;
        Some(self.run)
    }

    /// Notes that the attempt under way failed and returns how long to wait for the next, in milliseconds.
    pub(crate) fn fail(&mut self, asked_ms: Option<u32>, chance: f64) -> u32 {
        self.in_flight = false;
        self.n_failed += 1;
        backoff_ms(self.n_failed, asked_ms, chance)
    }
}

/// The longest wait between two attempts, in milliseconds, unless the server asks for more.
const LONGEST_WAIT_MS: u32 = 60_000;

/// How long to wait after the `n_failed`th failure: doubling from one second to a minute, the upper half of it by
/// chance (`0 <= chance < 1`) so that many widgets do not come back together; never sooner than the server asked.
pub(crate) fn backoff_ms(n_failed: u32, asked_ms: Option<u32>, chance: f64) -> u32 {
    let doublings = n_failed.saturating_sub(1).min(6);
    let ceiling = (1_000_u32 << doublings).min(LONGEST_WAIT_MS);
    let half = ceiling / 2;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a fraction of at most half a minute"
    )]
    let by_chance = (f64::from(half) * chance.clamp(0.0, 1.0)) as u32;
    match asked_ms {
        Some(asked) => asked.saturating_add(by_chance),
        None => half + by_chance,
    }
}

/// Tells whether a status says that the same request may work later.
pub(crate) fn may_work_later(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599)
}

/// What a reply to a submission means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The response is stored. Only a whole receipt says so.
    Stored(Receipt),
    /// Nothing is known, or the service is busy: send the same bytes again.
    Again {
        /// What the server asked to wait, in milliseconds.
        asked_ms: Option<u32>,
    },
    /// The participant has a response already.
    AlreadyResponded {
        /// Where the participant goes back to.
        return_url: Option<String>,
    },
    /// Fieldwork is over.
    Closed,
    /// The response was erased at the respondent's wish and stays so.
    Erased,
    /// Some answers are not accepted.
    Rejected(Vec<RemoteFault>),
    /// It will not be accepted in this form, and the answers are not why.
    Refused(Refusal),
}

/// One fault that the server found, as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RemoteFault {
    /// The question's name.
    pub(crate) question: String,
    /// The fault's code.
    pub(crate) code: String,
    /// The row, for a matrix.
    pub(crate) row: Option<String>,
    /// The question in the row, for questions that hold questions.
    pub(crate) cell: Option<String>,
}

/// Why a submission is refused although its answers are not at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The entry token is missing, wrong or has expired.
    Entry,
    /// The response is larger than the survey takes.
    TooLarge,
    /// Other answers have been sent under this id before, from another tab for instance.
    SentBefore,
    /// Anything else.
    Other,
}

/// Reads a reply to a submission.
pub(crate) fn judge(reply: Result<Reply, NoReply>) -> Outcome {
    let Ok(reply) = reply else { return Outcome::Again { asked_ms: None } };
    let body = reply.body.unwrap_or_default();
    let again = Outcome::Again { asked_ms: reply.retry_after_ms };
    match reply.status {
        // A reply cut short is no receipt; the next attempt gets the same one.
        200..=299 => Receipt::from_value(&body).map_or(again, Outcome::Stored),
        status if may_work_later(status) => again,
        403 if text(&body, "code").as_deref() == Some("not-open") => again,
        401 | 403 => Outcome::Refused(Refusal::Entry),
        409 => Outcome::AlreadyResponded { return_url: text(&body, "return_url") },
        410 if text(&body, "code").as_deref() == Some("erased") => Outcome::Erased,
        410 => Outcome::Closed,
        413 => Outcome::Refused(Refusal::TooLarge),
        422 => judge_unprocessable(&body),
        _ => Outcome::Refused(Refusal::Other),
    }
}

fn judge_unprocessable(body: &Value) -> Outcome {
    let errors = body.get("errors").and_then(Value::as_list).unwrap_or_default();
    let faults: Vec<RemoteFault> = errors.iter().filter_map(remote_fault).collect();
    if !faults.is_empty() {
        Outcome::Rejected(faults)
    } else if text(body, "code").as_deref() == Some("idempotency-key-reused") {
        Outcome::Refused(Refusal::SentBefore)
    } else {
        Outcome::Refused(Refusal::Other)
    }
}

fn remote_fault(error: &Value) -> Option<RemoteFault> {
    Some(RemoteFault {
        question: text(error, "question")?,
        code: text(error, "code")?,
        row: text(error, "row"),
        cell: text(error, "cell"),
    })
}

fn text(body: &Value, key: &str) -> Option<String> {
    body.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// The name of the public event that tells the page how a stored response ended.
pub(crate) fn event_of(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::ScreenOut => "screenout",
        Disposition::QuotaFull => "quotafull",
        Disposition::Complete | Disposition::Partial | Disposition::BreakOff => "complete",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge_reply(status: u16, body: &str) -> Outcome {
        judge(Ok(Reply { status, retry_after_ms: None, body: Value::from_json(body).ok() }))
    }

    #[track_caller]
    fn check(status: u16, body: &str, expected: Outcome) {
        assert_eq!(judge_reply(status, body), expected);
    }

    #[test]
    fn only_a_whole_receipt_is_success() {
        let whole = r#"{"receipt":"ABC","disposition":"complete","received_at":"2026-11-20T12:00:00.000Z","dropped":[]}"#;
        assert!(
            matches!(judge_reply(201, whole), Outcome::Stored(receipt) if receipt.receipt == "ABC")
        );
        assert!(matches!(judge_reply(200, whole), Outcome::Stored(_)));
        check(201, r#"{"receipt":"ABC"}"#, Outcome::Again { asked_ms: None });
        check(201, r#"{"rece"#, Outcome::Again { asked_ms: None });
    }

    #[test]
    fn what_may_pass_is_tried_again() {
        assert_eq!(judge(Err(NoReply)), Outcome::Again { asked_ms: None });
        for status in [408, 425, 429, 500, 502, 503, 504] {
            check(status, "", Outcome::Again { asked_ms: None });
        }
        let busy = Reply { status: 503, retry_after_ms: Some(7_000), body: None };
        assert_eq!(judge(Ok(busy)), Outcome::Again { asked_ms: Some(7_000) });
    }

    #[test]
    fn final_answers_are_told_apart() {
        let return_url = Some("https://panel.example/back".to_owned());
        check(
            409,
            r#"{"code":"already-responded","return_url":"https://panel.example/back"}"#,
            Outcome::AlreadyResponded { return_url },
        );
        check(410, r#"{"code":"closed"}"#, Outcome::Closed);
        check(410, r#"{"code":"erased"}"#, Outcome::Erased);
        check(401, "{}", Outcome::Refused(Refusal::Entry));
        check(413, "{}", Outcome::Refused(Refusal::TooLarge));
        check(
            422,
            r#"{"code":"idempotency-key-reused","errors":[]}"#,
            Outcome::Refused(Refusal::SentBefore),
        );
        check(400, "", Outcome::Refused(Refusal::Other));
        let fault =
            RemoteFault { question: "q".into(), code: "too-long".into(), row: None, cell: None };
        check(
            422,
            r#"{"errors":[{"question":"q","code":"too-long"}]}"#,
            Outcome::Rejected(vec![fault]),
        );
    }

    #[test]
    fn waits_double_up_to_a_minute_and_obey_the_server() {
        assert_eq!(backoff_ms(1, None, 0.0), 500);
        assert_eq!(backoff_ms(1, None, 1.0), 1_000);
        assert_eq!(backoff_ms(4, None, 0.0), 4_000);
        assert_eq!(backoff_ms(50, None, 1.0), LONGEST_WAIT_MS);
        assert_eq!(backoff_ms(1, Some(30_000), 0.0), 30_000);
    }

    #[test]
    fn one_attempt_at_a_time() {
        let id = SubmissionId::from_bytes([7; 16]);
        let mut delivery = Delivery::new(Frozen { id, body: "{}".into() });
        assert_eq!(delivery.begin(), Some(1));
        assert_eq!(delivery.begin(), None);
        assert_eq!(delivery.fail(None, 0.0), 500);
        assert_eq!(delivery.begin(), Some(2));
        assert_eq!(delivery.fail(None, 0.0), 1_000);
    }
}
