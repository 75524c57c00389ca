//! The totals of one survey, as the staff function reports them.

use survey_model::instant::Instant;
use survey_model::value::Value;
use survey_model::wire::ShapeError;

/// Everything that is counted of one survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    /// The survey's title.
    pub title: String,
    /// `not_open`, `open`, `paused` or `closed`.
    pub status: String,
    /// The live questionnaire version.
    pub version: u64,
    /// Fieldwork starts.
    pub opens_at: Instant,
    /// Fieldwork ends.
    pub closes_at: Instant,
    /// Up to when responses are counted.
    pub counted_at: Instant,
    /// Goes up by one with each commit of the totals.
    pub revision: u64,
    /// The public number: complete, not test, not excluded.
    pub n_responses: u64,
    /// Responses by disposition.
    pub by_disposition: Vec<Count>,
    /// Complete responses by partner.
    pub by_partner: Vec<Count>,
    /// By channel.
    pub by_channel: Vec<Count>,
    /// By the language they were answered in.
    pub by_language: Vec<Count>,
    /// By questionnaire version.
    pub by_version: Vec<Count>,
    /// By flag; a response can have several or none.
    pub by_flag: Vec<Count>,
    /// By UTC hour of receipt, earliest first.
    pub by_hour: Vec<HourCount>,
    /// Closed questions in the order of the questionnaire.
    pub questions: Vec<QuestionTotals>,
}

/// How many responses have one property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The property's stable word.
    pub word: String,
    /// How many.
    pub n: u64,
}

/// How many responses came in one hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourCount {
    /// The hour's beginning.
    pub starts_at: Instant,
    /// How many.
    pub n: u64,
}

/// The counts of one closed question in one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionTotals {
    /// The questionnaire version.
    pub version: u64,
    /// The question's name, unique in its version.
    pub name: String,
    /// The question as asked.
    pub title: String,
    /// The SurveyJS type.
    pub kind: String,
    /// How many were asked.
    pub base: u64,
    /// One group, or one for each row of a matrix.
    pub groups: Vec<ChoiceGroup>,
}

/// Choices that share a base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceGroup {
    /// The statement, for a row of a matrix.
    pub row: Option<String>,
    /// The choices in the order of the questionnaire.
    pub choices: Vec<ChoiceCount>,
}

/// How many chose a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceCount {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub text: String,
    /// How many.
    pub n: u64,
}

impl Totals {
    /// Reads the reply of `GET /v1/staff/surveys/{survey}/totals`.
    ///
    /// # Errors
    /// The first member that is missing or of the wrong type.
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        Ok(Totals {
            title: text(body, "title")?,
            status: text(body, "status")?,
            version: number(body, "version")?,
            opens_at: instant(body, "opens_at")?,
            closes_at: instant(body, "closes_at")?,
            counted_at: instant(body, "counted_at")?,
            revision: number(body, "revision")?,
            n_responses: number(body, "n_responses")?,
            by_disposition: counts(body, "by_disposition")?,
            by_partner: counts(body, "by_partner")?,
            by_channel: counts(body, "by_channel")?,
            by_language: counts(body, "by_language")?,
            by_version: counts(body, "by_version")?,
            by_flag: counts(body, "by_flag")?,
            by_hour: hours(body)?,
            questions: list(body, "questions")?
                .iter()
                .map(QuestionTotals::from_value)
                .collect::<Result<_, _>>()?,
        })
    }

    /// Returns the totals of a question, if it is there.
    pub fn question(&self, version: u64, name: &str) -> Option<&QuestionTotals> {
        self.questions.iter().find(|question| question.version == version && question.name == name)
    }
}

impl QuestionTotals {
    fn from_value(question: &Value) -> Result<Self, ShapeError> {
        let choices = list(question, "choices")?;
        let groups = match question.get("rows").and_then(Value::as_list) {
            None => vec![ChoiceGroup { row: None, choices: choices_of(choices, None)? }],
            Some(rows) => rows
                .iter()
                .map(|row| {
                    let value = text(row, "value")?;
                    let choices = choices_of(choices, Some(&value))?;
                    Ok(ChoiceGroup { row: Some(text(row, "text")?), choices })
                })
                .collect::<Result<_, _>>()?,
        };
        Ok(QuestionTotals {
            version: number(question, "version")?,
            name: text(question, "name")?,
            title: text(question, "title")?,
            kind: text(question, "type")?,
            base: number(question, "base")?,
            groups,
        })
    }
}

/// Returns the choices that belong to a row.
fn choices_of(choices: &[Value], row: Option<&str>) -> Result<Vec<ChoiceCount>, ShapeError> {
    choices
        .iter()
        .filter(|choice| choice.get("row").and_then(Value::as_str) == row)
        .map(|choice| {
            Ok(ChoiceCount {
                value: text(choice, "value")?,
                text: text(choice, "text")?,
                n: number(choice, "n")?,
            })
        })
        .collect()
}

fn hours(body: &Value) -> Result<Vec<HourCount>, ShapeError> {
    list(body, "by_hour")?
        .iter()
        .map(|hour| {
            let starts_at = format!("{}:00:00Z", text(hour, "hour")?)
                .parse()
                .map_err(|_| misshaped("hour", "an hour such as 2026-11-20T12"))?;
            Ok(HourCount { starts_at, n: number(hour, "n")? })
        })
        .collect()
}

fn counts(body: &Value, key: &str) -> Result<Vec<Count>, ShapeError> {
    let member = body.get(key).ok_or_else(|| misshaped(key, "an object of counts"))?;
    let words = member.as_object().ok_or_else(|| misshaped(key, "an object of counts"))?.keys();
    words.map(|word| Ok(Count { word: word.clone(), n: number(member, word)? })).collect()
}

/// Returns the list member `key`.
pub(crate) fn list<'a>(body: &'a Value, key: &str) -> Result<&'a [Value], ShapeError> {
    body.get(key).and_then(Value::as_list).ok_or_else(|| misshaped(key, "a list"))
}

/// Returns the text member `key`.
pub(crate) fn text(body: &Value, key: &str) -> Result<String, ShapeError> {
    let text = body.get(key).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| misshaped(key, "a text"))
}

/// Returns the member `key`, a count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not negative and below 2^53"
)]
pub(crate) fn number(body: &Value, key: &str) -> Result<u64, ShapeError> {
    body.get(key)
        .and_then(Value::as_number)
        .filter(|number| number.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(number))
        .map(|number| number as u64)
        .ok_or_else(|| misshaped(key, "a whole number"))
}

/// Returns the member `key`, a moment.
pub(crate) fn instant(body: &Value, key: &str) -> Result<Instant, ShapeError> {
    let text = body.get(key).and_then(Value::as_str);
    text.and_then(|text| text.parse().ok()).ok_or_else(|| misshaped(key, "a date and time"))
}

fn misshaped(key: &str, wanted: &'static str) -> ShapeError {
    ShapeError { pointer: format!("/{key}"), wanted }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPLY: &str = r#"{
        "survey": "s", "title": "T", "status": "open", "version": 2,
        "opens_at": "2026-11-16T00:00:00.000Z", "closes_at": "2027-01-21T23:59:59.000Z",
        "counted_at": "2026-11-20T12:00:01.500Z", "revision": 7, "n_responses": 3,
        "by_disposition": {"complete": 3, "screen_out": 1}, "by_partner": {"city": 2, "panel": 1},
        "by_channel": {"web": 3}, "by_language": {"en": 3}, "by_version": {"2": 3}, "by_flag": {},
        "by_hour": [{"hour": "2026-11-20T12", "n": 3}],
        "questions": [
            {"version": 2, "name": "q", "title": "Q", "type": "radiogroup", "base": 3, "rows": null,
             "choices": [{"value": "a", "text": "A", "row": null, "n": 3}]},
            {"version": 2, "name": "m", "title": "M", "type": "matrix", "base": 3,
             "rows": [{"value": "r1", "text": "First"}, {"value": "r2", "text": "Second"}],
             "choices": [{"value": "y", "text": "Yes", "row": "r1", "n": 1},
                         {"value": "y", "text": "Yes", "row": "r2", "n": 2}]}]}"#;

    #[test]
    fn a_reply_is_read_whole() {
        let totals = Totals::from_value(&Value::from_json(REPLY).unwrap()).unwrap();
        assert_eq!((totals.n_responses, totals.revision), (3, 7));
        assert_eq!(totals.by_partner[1], Count { word: "panel".to_owned(), n: 1 });
        assert_eq!(totals.by_hour[0].starts_at.hour(), "2026-11-20T12");
        assert_eq!(totals.question(2, "q").unwrap().groups[0].choices[0].n, 3);
        let matrix = &totals.question(2, "m").unwrap().groups;
        let rows: Vec<_> = matrix.iter().map(|it| (it.row.as_deref(), it.choices[0].n)).collect();
        assert_eq!(rows, [(Some("First"), 1), (Some("Second"), 2)]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let reply = REPLY.replace("\"revision\": 7", "\"revision\": -7");
        let error = Totals::from_value(&Value::from_json(&reply).unwrap()).unwrap_err();
        assert_eq!(error.pointer, "/revision");
    }
}
