//! The expression language of SurveyJS definitions: `visibleIf`, `requiredIf`, validators and the rest.

/// A parsed expression.
#[derive(Clone, Debug, Default)]
pub struct Expression {}
