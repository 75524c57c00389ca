//! What SurveyJS has and Canvass has not built: refused by name, so that a survey never silently loses a question
//! or a rule.

/// Tells whether SurveyJS has a question type of this name that is not built.
pub(super) fn is_type(word: &str) -> bool {
    matches!(
        word,
        "tagbox"
            | "imagepicker"
            | "image"
            | "expression"
            | "multipletext"
            | "matrixdropdown"
            | "matrixdynamic"
            | "paneldynamic"
            | "ranking"
            | "slider"
            | "buttongroup"
            | "file"
            | "signaturepad"
            | "imagemap"
            | "microphone"
            | "camera"
            | "flowpanel"
            | "empty"
            | "custom"
            | "composite"
    )
}
