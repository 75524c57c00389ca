//! A fault as the respondent is told of it, whether this module or the server found it.

use crate::delivery::RemoteFault;
use crate::place::Place;
use crate::session::Session;
use crate::wording::{Word, Wording, fill};
use survey_model::extra::of_extra;
use survey_model::interview::Located;
use survey_model::questionnaire::QuestionKind;
use survey_model::rejection::{Fault, Rejection};
use survey_model::text::Text;

/// The code of what is no fault, and passes by itself.
const STILL_SENDING: &str = "file-still-sending";

/// One thing to put right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Complaint {
    /// The name of the question on the page, or that of a required panel.
    pub(crate) question: String,
    /// The row it is about, for a matrix.
    pub(crate) row: Option<String>,
    /// The question in the row, for questions that hold questions.
    pub(crate) cell: Option<String>,
    code: String,
    bound: String,
    own_text: Text,
    /// What it is about was hidden or disabled from the beginning.
    pub(crate) was_out_of_reach: bool,
}

impl Complaint {
    /// Says it: in the owner's words if there are any, else in ours.
    fn message(&self, wording: &Wording, language: &str) -> String {
        if self.own_text.is_empty() {
            wording.fault(&self.code, &self.bound)
        } else {
            self.own_text.get(language).to_owned()
        }
    }

    /// Finds what it is about.
    pub(crate) fn locate(&self, session: &Session) -> Located<'_> {
        session.interview().locate(&self.question, self.row.as_deref(), self.cell.as_deref())
    }

    /// Tells whether it still stops the respondent: what has been hidden since is not asked any more, and what cannot be
    /// answered any more is only waited for.
    pub(crate) fn stands(&self, at: &Located) -> bool {
        let is_in_reach = at.is_visible && (at.is_enabled || self.is_still_sending());
        is_in_reach || self.was_out_of_reach
    }

    /// Words a missing answer for a kind of question, such as `order`, where "enter" would be wrong.
    #[must_use]
    pub(crate) fn about(mut self, kind: &str) -> Self {
        if self.code == Fault::Required.code() {
            self.code.push('-');
            self.code.push_str(kind);
        }
        self
    }

    /// Words a missing text for the comment of a choice, rather than for "other".
    #[must_use]
    pub(crate) fn about_comment(mut self) -> Self {
        if self.code == Fault::OtherEmpty.code() {
            self.code.push_str("-comment");
        }
        self
    }

    /// Complains of a file of a question that is still under way.
    pub(crate) fn still_sending(question: String) -> Self {
        Complaint {
            question,
            row: None,
            cell: None,
            code: STILL_SENDING.to_owned(),
            bound: String::new(),
            own_text: Text::default(),
            was_out_of_reach: false,
        }
    }

    /// Tells whether it is about a file that was still under way.
    pub(crate) fn is_still_sending(&self) -> bool {
        // Only the whole module sends files.
        of_extra(Some(())).is_some() && self.code == STILL_SENDING
    }
}

impl From<Rejection> for Complaint {
    fn from(rejection: Rejection) -> Self {
        Complaint {
            question: rejection.question,
            row: rejection.row,
            cell: rejection.cell,
            code: rejection.fault.code().to_owned(),
            bound: bound(rejection.fault),
            own_text: rejection.text,
            was_out_of_reach: false,
        }
    }
}

impl From<RemoteFault> for Complaint {
    fn from(fault: RemoteFault) -> Self {
        Complaint {
            question: fault.question,
            row: fault.row,
            cell: fault.cell,
            code: fault.code,
            bound: String::new(),
            own_text: Text::default(),
            was_out_of_reach: false,
        }
    }
}

/// Says a complaint in the language in use, with the row if it is about one.
pub(crate) fn say(complaint: &Complaint, session: &Session) -> String {
    let wording = session.wording();
    let message = complaint.message(wording, session.language());
    match row_text(complaint, session) {
        Some(row) if complaint.code == Fault::RequiredInAllRows.code() => {
            fill(&wording[Word::RequiredRow], &[&row])
        }
        Some(row) => fill(&wording[Word::AboutRow], &[&row, &message]),
        None => message,
    }
}

fn row_text(complaint: &Complaint, session: &Session) -> Option<String> {
    let at = complaint.locate(session);
    let row = at.row?;
    let interview = Place::at(&at.steps).look(session.interview());
    let questionnaire = interview.questionnaire();
    let question = questionnaire.question_index(at.question)?;
    let QuestionKind::Matrix(grid) = &questionnaire.questions[question].kind else { return None };
    let row = grid.rows.iter().find(|it| it.value.to_text() == row)?;
    Some(interview.display(&row.text))
}

/// What a sentence about a fault says beside the fault itself.
pub(crate) fn bound(fault: Fault) -> String {
    match fault {
        Fault::TooFewSelected { min } | Fault::TooShort { min } | Fault::TooFewRows { min } => {
            min.to_string()
        }
        Fault::TooManySelected { max }
        | Fault::TooLong { max }
        | Fault::TooManyRows { max }
        | Fault::TooManyFiles { max } => max.to_string(),
        Fault::FileTooLarge { max_bytes } => size(max_bytes),
        Fault::BelowMinimum { min: bound } | Fault::AboveMaximum { max: bound } => bound,
        _ => String::new(),
    }
}

/// Says how large a file is, in the unit that suits, rounded down to a tenth: what is said to fit does.
pub(crate) fn size(bytes: u32) -> String {
    let (unit, tenth) = if bytes >= 1_000_000 { (" MB", 100_000) } else { (" kB", 100) };
    let tenths = bytes / tenth;
    let rest = tenths % 10;
    let rest = if rest == 0 { String::new() } else { [".", &rest.to_string()].concat() };
    [(tenths / 10).to_string().as_str(), &rest, unit].concat()
}
