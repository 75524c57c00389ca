//! What the tab's storage keeps of a response under way, so that a reload loses nothing. A cache, nothing more.

use survey_model::ids::SubmissionId;
use survey_model::instant::Instant;
use survey_model::value::{Object, Value};

/// A response under way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// The questionnaire version being answered.
    pub(crate) version: u32,
    /// The submission's id.
    pub(crate) id: SubmissionId,
    /// When the respondent started.
    pub(crate) started_at: Instant,
    /// The seed that ordered random choices.
    pub(crate) seed: u32,
    /// The language in use.
    pub(crate) language: String,
    /// The page shown, by index.
    pub(crate) page: usize,
    /// The answers so far.
    pub(crate) answers: Object,
    /// The body being sent, once sending has started.
    pub(crate) frozen: Option<String>,
}

impl Draft {
    /// Makes the cached form.
    pub(crate) fn to_value(&self) -> Value {
        let page = u32::try_from(self.page).unwrap_or(0);
        Value::Object(Object::from([
            ("version".to_owned(), Value::from(self.version)),
            ("id".to_owned(), Value::from(self.id.to_string())),
            ("started_at".to_owned(), Value::from(self.started_at.to_string())),
            ("seed".to_owned(), Value::from(self.seed)),
            ("language".to_owned(), Value::from(self.language.as_str())),
            ("page".to_owned(), Value::from(page)),
            ("answers".to_owned(), Value::Object(self.answers.clone())),
            ("frozen".to_owned(), self.frozen.clone().map_or(Value::Null, Value::String)),
        ]))
    }

    /// Reads the cached form; `None` if anything about it is odd.
    pub(crate) fn from_value(value: &Value) -> Option<Self> {
        let text = |key| value.get(key).and_then(Value::as_str);
        Some(Draft {
            version: whole(value.get("version")?)?,
            id: text("id")?.parse().ok()?,
            started_at: text("started_at")?.parse().ok()?,
            seed: whole(value.get("seed")?)?,
            language: text("language")?.to_owned(),
            page: usize::try_from(whole(value.get("page")?)?).ok()?,
            answers: value.get("answers")?.as_object()?.clone(),
            frozen: text("frozen").map(str::to_owned),
        })
    }
}

fn whole(value: &Value) -> Option<u32> {
    let number = value.as_number()?;
    let in_range = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    in_range.then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            version: 3,
            id: SubmissionId::from_bytes([9; 16]),
            started_at: Instant::from_unix_ms(1_000),
            seed: u32::MAX,
            language: "ar".to_owned(),
            page: 2,
            answers: Object::from([("q".to_owned(), Value::from("x"))]),
            frozen: None,
        }
    }

    #[test]
    fn what_is_kept_comes_back() {
        let sending = Draft { frozen: Some("{}".to_owned()), ..draft() };
        for draft in [draft(), sending] {
            assert_eq!(Draft::from_value(&draft.to_value()), Some(draft));
        }
    }

    #[test]
    fn an_odd_cache_is_ignored() {
        let mut value = draft().to_value();
        if let Value::Object(members) = &mut value {
            members.insert("seed".to_owned(), Value::from(1.5));
        }
        assert_eq!(Draft::from_value(&value), None);
        assert_eq!(Draft::from_value(&Value::Null), None);
    }
}
