//! The files of a submission: each must have been agreed with us, for this very question and submission.

use survey_model::questionnaire::Questionnaire;
use survey_model::rejection::{Fault, Rejection};
use survey_model::text::Text;
use survey_model::upload::uploads_in;
use survey_model::value::Object;
use survey_store::identity::SurveyKey;
use survey_store::uploads::UploadOwner;

/// Returns a rejection for every file in answers that somebody else was allowed to send, or nobody. Reads nothing but
/// the answers: what was agreed is sealed into each reference.
pub(crate) fn unknown(
    owner: &UploadOwner,
    key: &SurveyKey,
    questionnaire: &Questionnaire,
    answers: &Object,
) -> Vec<Rejection> {
    let uploads = uploads_in(questionnaire, answers).into_iter();
    let strays = uploads.filter(|upload| !owner.vouches_for(key, upload));
    strays
        .map(|upload| Rejection {
            question: upload.path.into_iter().next().unwrap_or_default(),
            fault: Fault::UnknownFile,
            row: upload.row,
            cell: upload.cell,
            text: Text::default(),
        })
        .collect()
}
