//! The closed list of problems, and the one table from a problem to its HTTP status.

use lambda_http::http::StatusCode;

/// What went wrong, as a client may tell one case from another.
///
/// The word of a code never changes once published; a new case gets a new code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// No call of this API has that path.
    UnknownCall,
    /// The path exists, for other methods.
    MethodNotAllowed,
    /// No survey has that id.
    UnknownSurvey,
    /// A submission came without `Idempotency-Key`.
    IdempotencyKeyMissing,
    /// `Idempotency-Key` is not a UUID.
    IdempotencyKeyInvalid,
    /// The submission id was used before, with another body.
    IdempotencyKeyReused,
    /// The body is not `application/json`.
    UnsupportedMediaType,
    /// The body is larger than a submission may be.
    TooLarge,
    /// The body is no submission: encoding, JSON, depth or shape.
    Malformed,
    /// The submission names a questionnaire version that the survey does not have.
    UnknownVersion,
    /// The partner may not bring respondents to this survey, or not in this way.
    PartnerNotAllowed,
    /// No token where one is needed, or not one of ours: form, key, signature or claims.
    InvalidToken,
    /// The token was good and has expired.
    ExpiredToken,
    /// The token is good, for another survey.
    TokenForAnotherSurvey,
    /// The token's role does not allow the call.
    RoleNotAllowed,
    /// Fieldwork has not begun.
    NotOpen,
    /// Fieldwork has ended.
    Closed,
    /// Staff have paused the survey.
    Paused,
    /// At least one answer breaks a rule of the questionnaire.
    InvalidAnswers,
    /// This participant has responded already.
    AlreadyResponded,
    /// The response was erased and stays erased.
    Erased,
    /// No question that takes files stands where a file is to go.
    UnknownQuestion,
    /// The file is larger than its question takes.
    FileTooLarge,
    /// The file is of a kind that its question does not take.
    FileTypeNotAccepted,
    /// Something is wrong on our side that a retry will not mend, such as a damaged row.
    Internal,
    /// The engine is away or overloaded; the same call will work later.
    Unavailable,
}

/// One line of the table.
struct Line {
    word: &'static str,
    status: StatusCode,
    title: &'static str,
}

impl Code {
    /// Every code. [`Code::Unavailable`] stays the last variant, so that none can be forgotten here.
    pub const ALL: [Code; Code::Unavailable as usize + 1] = [
        Code::UnknownCall,
        Code::MethodNotAllowed,
        Code::UnknownSurvey,
        Code::IdempotencyKeyMissing,
        Code::IdempotencyKeyInvalid,
        Code::IdempotencyKeyReused,
        Code::UnsupportedMediaType,
        Code::TooLarge,
        Code::Malformed,
        Code::UnknownVersion,
        Code::PartnerNotAllowed,
        Code::InvalidToken,
        Code::ExpiredToken,
        Code::TokenForAnotherSurvey,
        Code::RoleNotAllowed,
        Code::NotOpen,
        Code::Closed,
        Code::Paused,
        Code::InvalidAnswers,
        Code::AlreadyResponded,
        Code::Erased,
        Code::UnknownQuestion,
        Code::FileTooLarge,
        Code::FileTypeNotAccepted,
        Code::Internal,
        Code::Unavailable,
    ];

    /// Returns the stable kebab-case word.
    pub fn as_str(self) -> &'static str {
        self.line().word
    }

    /// Returns the HTTP status.
    pub fn status(self) -> StatusCode {
        self.line().status
    }

    /// Returns one sentence for people, the same for every occurrence (RFC 9457 section 3.1.3).
    pub fn title(self) -> &'static str {
        self.line().title
    }

    /// Returns the URI that names the kind of problem (RFC 9457 section 3.1.1).
    pub fn type_uri(self) -> String {
        format!("urn:canvass:problem:{}", self.as_str())
    }

    /// The table. No other place in the product states an HTTP status for an error.
    fn line(self) -> Line {
        use StatusCode as S;
        let (word, status, title) = match self {
            Code::UnknownCall => ("unknown-call", S::NOT_FOUND, "There is no such call."),
            Code::MethodNotAllowed => (
                "method-not-allowed",
                S::METHOD_NOT_ALLOWED,
                "This address does not take that method.",
            ),
            Code::UnknownSurvey => ("unknown-survey", S::NOT_FOUND, "There is no such survey."),
            Code::IdempotencyKeyMissing => (
                "idempotency-key-missing",
                S::BAD_REQUEST,
                "A submission needs an Idempotency-Key header.",
            ),
            Code::IdempotencyKeyInvalid => (
                "idempotency-key-invalid",
                S::BAD_REQUEST,
                "The Idempotency-Key must be a UUID in its 36-character form.",
            ),
            Code::IdempotencyKeyReused => (
                "idempotency-key-reused",
                S::UNPROCESSABLE_ENTITY,
                "This Idempotency-Key was used for other answers.",
            ),
            Code::UnsupportedMediaType => (
                "unsupported-media-type",
                S::UNSUPPORTED_MEDIA_TYPE,
                "A submission is sent as application/json.",
            ),
            Code::TooLarge => ("too-large", S::PAYLOAD_TOO_LARGE, "The submission is too large."),
            Code::Malformed => ("malformed", S::BAD_REQUEST, "The body is not a submission."),
            Code::UnknownVersion => (
                "unknown-version",
                S::UNPROCESSABLE_ENTITY,
                "The survey has no such questionnaire version.",
            ),
            Code::PartnerNotAllowed => (
                "partner-not-allowed",
                S::FORBIDDEN,
                "This partner does not bring respondents to the survey in this way.",
            ),
            Code::InvalidToken => {
                ("invalid-token", S::UNAUTHORIZED, "A valid bearer token is needed.")
            }
            Code::ExpiredToken => ("expired-token", S::UNAUTHORIZED, "The token has expired."),
            Code::TokenForAnotherSurvey => (
                "token-for-another-survey",
                S::FORBIDDEN,
                "The token was issued for another survey.",
            ),
            Code::RoleNotAllowed => {
                ("role-not-allowed", S::FORBIDDEN, "The token's role does not allow this call.")
            }
            Code::NotOpen => ("not-open", S::FORBIDDEN, "The survey has not opened yet."),
            Code::Closed => ("closed", S::GONE, "The survey is closed."),
            Code::Paused => {
                ("paused", S::SERVICE_UNAVAILABLE, "The survey is paused and will go on.")
            }
            Code::InvalidAnswers => (
                "invalid-answers",
                S::UNPROCESSABLE_ENTITY,
                "Some answers cannot be accepted as they are.",
            ),
            Code::AlreadyResponded => {
                ("already-responded", S::CONFLICT, "This participant has already responded.")
            }
            Code::Erased => ("erased", S::GONE, "This response was erased."),
            Code::UnknownQuestion => (
                "unknown-question",
                S::UNPROCESSABLE_ENTITY,
                "The questionnaire has no such question, or it takes no files.",
            ),
            Code::FileTooLarge => (
                "file-too-large",
                S::PAYLOAD_TOO_LARGE,
                "The file is larger than the question takes.",
            ),
            Code::FileTypeNotAccepted => (
                "file-type-not-accepted",
                S::UNSUPPORTED_MEDIA_TYPE,
                "The question does not take files of this kind.",
            ),
            Code::Internal => {
                ("internal", S::INTERNAL_SERVER_ERROR, "Something is wrong on our side.")
            }
            Code::Unavailable => {
                ("unavailable", S::SERVICE_UNAVAILABLE, "The service is busy; try again soon.")
            }
        };
        Line { word, status, title }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn words_are_distinct_and_kebab_case() {
        let words: BTreeSet<&str> = Code::ALL.into_iter().map(Code::as_str).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for word in words {
            assert!(
                word.split('-').all(|part| {
                    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase())
                }),
                "{word}"
            );
        }
    }

    #[test]
    fn every_code_stands_at_its_own_place_and_is_an_error() {
        for (place, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(code as usize, place);
            assert!(code.status().is_client_error() || code.status().is_server_error());
        }
    }
}
