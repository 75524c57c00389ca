//! Uploaded files: what an answer says of one, and the reference under which it is kept.
//!
//! Files lie outside of the response, so that its row stays small. The answer to a `file` question lists name, media type
//! and reference (as `content`) of each; the answer to a `signaturepad` is a reference alone. A reference is given out
//! before a file is sent and is sealed by whoever gives it out; what it says of itself is read here, its seal is not.

use crate::questionnaire::{Question, QuestionKind, Questionnaire, Shape};
use crate::value::{Object, Value};
use std::fmt;
use std::str::FromStr;

/// How every reference begins.
const PREFIX: &str = "upload:";

/// Names an uploaded file. Tells nothing about the respondent or the file but its size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UploadReference {
    /// Tells the uploads of one submission apart.
    pub id: [u8; 8],
    /// How large the file is.
    pub size_bytes: u32,
    /// Proves that the reference was given out for this file, question and submission.
    pub seal: [u8; 16],
}

impl fmt::Display for UploadReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(PREFIX)?;
        write_hex(formatter, &self.id)?;
        write!(formatter, ".{}.", self.size_bytes)?;
        write_hex(formatter, &self.seal)
    }
}

fn write_hex(formatter: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
}

/// The text is no reference to an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reference to an uploaded file")]
pub struct NoReference;

impl FromStr for UploadReference {
    type Err = NoReference;

    fn from_str(text: &str) -> Result<Self, NoReference> {
        let mut parts = text.strip_prefix(PREFIX).ok_or(NoReference)?.split('.');
        let mut next = || parts.next().ok_or(NoReference);
        let (id, size, seal) = (next()?, next()?, next()?);
        // One size has one form, so that a reference has one too.
        let is_number = size.bytes().all(|byte| byte.is_ascii_digit()) && !size.starts_with('0');
        if parts.next().is_some() || !is_number {
            return Err(NoReference);
        }
        Ok(UploadReference {
            id: from_hex(id)?,
            size_bytes: size.parse().map_err(|_| NoReference)?,
            seal: from_hex(seal)?,
        })
    }
}

fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], NoReference> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Err(NoReference);
    }
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(NoReference),
    };
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(bytes)
}

/// One file as an answer lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// What the respondent's device calls it.
    pub name: String,
    /// Its media type, `image/png`.
    pub media_type: String,
    /// Where it is kept.
    pub reference: UploadReference,
}

impl UploadedFile {
    /// Makes the item of an answer.
    pub fn to_value(&self) -> Value {
        Value::Object(Object::from([
            ("name".to_owned(), self.name.as_str().into()),
            ("type".to_owned(), self.media_type.as_str().into()),
            ("content".to_owned(), self.reference.to_string().into()),
        ]))
    }
}

/// Tells whether a text can be the name of a file: 1 to 255 UTF-16 units without separators and control characters.
pub fn is_file_name(name: &str) -> bool {
    let n_units = name.encode_utf16().count();
    (1..=255).contains(&n_units)
        && !matches!(name, "." | "..")
        && !name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\'))
}

/// Tells whether a text is a media type without parameters (RFC 6838 section 4.2), in lower case.
pub fn is_media_type(text: &str) -> bool {
    let is_part = |part: &str| {
        (1..=127).contains(&part.len())
            && part.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$&-^_.+".contains(&byte)
            })
    };
    text.split_once('/').is_some_and(|(kind, subtype)| is_part(kind) && is_part(subtype))
}

/// A file in a set of answers, and what asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The names of the questions on the way to it, the innermost last.
    pub path: Vec<String>,
    /// The row of the outermost question, if it has rows: its name, or its place from 0.
    pub row: Option<String>,
    /// The way from that row to the question, as in [`crate::rejection::Rejection::cell`].
    pub cell: Option<String>,
    /// The file. A signature is called by its question's name.
    pub file: UploadedFile,
}

/// Returns every uploaded file in answers that were judged strictly, in the order of the questionnaire.
pub fn uploads_in(questionnaire: &Questionnaire, answers: &Object) -> Vec<Upload> {
    let mut uploads = Vec::new();
    for question in &questionnaire.questions {
        if let Some(answer) = answers.get(&question.value_name) {
            uploads.extend(uploads_of(question, answer));
        }
    }
    uploads
}

fn uploads_of(question: &Question, answer: &Value) -> Vec<Upload> {
    let own = |file| Upload { path: vec![question.name.clone()], row: None, cell: None, file };
    match &question.kind {
        QuestionKind::File(_) => {
            let items = answer.as_list().unwrap_or_default();
            items.iter().filter_map(read_item).map(own).collect()
        }
        QuestionKind::SignaturePad(pad) => {
            let reference = answer.as_str().and_then(|text| text.parse().ok());
            let file = reference.map(|reference| UploadedFile {
                name: pad.file_name(),
                media_type: pad.format.media_type().to_owned(),
                reference,
            });
            file.map(own).into_iter().collect()
        }
        QuestionKind::Nested(nested) => {
            let mut uploads = Vec::new();
            for (row, members) in rows_of(nested.shape, answer) {
                for inner in uploads_in(&nested.template, members) {
                    uploads.push(within(question, row.clone(), inner));
                }
            }
            uploads
        }
        _ => Vec::new(),
    }
}

fn rows_of(shape: Shape, answer: &Value) -> Vec<(Option<String>, &Object)> {
    match (shape, answer) {
        (Shape::Items, Value::Object(members)) => vec![(None, members)],
        (_, Value::List(rows)) => {
            let rows = rows.iter().enumerate();
            rows.filter_map(|(place, row)| Some((Some(place.to_string()), row.as_object()?)))
                .collect()
        }
        (_, Value::Object(rows)) => rows
            .iter()
            .filter_map(|(key, row)| Some((Some(key.clone()), row.as_object()?)))
            .collect(),
        _ => Vec::new(),
    }
}

/// Puts what was found in a row into the question that has the row.
fn within(question: &Question, row: Option<String>, inner: Upload) -> Upload {
    let name = inner.path.first().cloned().unwrap_or_default();
    let at_row = inner.row.map(|row| ["[", &row, "]"].concat()).unwrap_or_default();
    let rest = inner.cell.map(|cell| [".", &cell].concat()).unwrap_or_default();
    let mut path = vec![question.name.clone()];
    path.extend(inner.path);
    Upload { path, row, cell: Some([name, at_row, rest].concat()), file: inner.file }
}

/// Reads the item of an answer: an object with these three members and no other.
pub(crate) fn read_item(item: &Value) -> Option<UploadedFile> {
    let reference = item.get("content")?.as_str()?.parse().ok()?;
    let (name, media_type) = described(item)?;
    Some(UploadedFile { name: name.to_owned(), media_type: media_type.to_owned(), reference })
}

/// Reads what an item says of its file, whatever its reference; `None` if it is not of the form of an item.
pub(crate) fn described(item: &Value) -> Option<(&str, &str)> {
    let text = |key| item.get(key).and_then(Value::as_str);
    let (name, media_type) = (text("name")?, text("type")?);
    let is_whole = item.as_object().is_some_and(|members| members.len() == 3);
    let is_item = is_whole && text("content").is_some();
    (is_item && is_file_name(name) && is_media_type(media_type)).then_some((name, media_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: UploadReference =
        UploadReference { id: [0xab; 8], size_bytes: 2_048, seal: [7; 16] };

    #[test]
    fn a_reference_reads_back_and_nothing_else_does() {
        let text = REFERENCE.to_string();
        assert_eq!(text, "upload:abababababababab.2048.07070707070707070707070707070707");
        assert_eq!(text.parse(), Ok(REFERENCE));
        let wrong = [
            "",
            "upload:",
            "data:image/png;base64,AAAA",
            "https://example.org/a.png",
            &text[1..],
            &text[..text.len() - 1],
            &text.replace("2048", "02048"),
            &text.replace("2048", "0"),
            &text.replace("2048", "-1"),
            &text.replace("2048", "99999999999"),
            &text.replace("ab", "AB"),
            &[&text, "."].concat(),
            &text.replace("abab", "a\u{e9}b"),
        ];
        for wrong in wrong {
            assert_eq!(wrong.parse::<UploadReference>(), Err(NoReference), "{wrong}");
        }
    }

    #[test]
    fn names_lead_nowhere() {
        for name in ["a.png", "صورة.jpg", "a b (1).tar.gz", "..a", &"x".repeat(255)] {
            assert!(is_file_name(name), "{name}");
        }
        for name in ["", ".", "..", "../a", "a/b", "a\\b", "a\0b", "a\nb", &"x".repeat(256)] {
            assert!(!is_file_name(name), "{name:?}");
        }
    }

    #[test]
    fn media_types_are_plain() {
        for text in ["image/png", "application/vnd.ms-excel", "image/svg+xml"] {
            assert!(is_media_type(text), "{text}");
        }
        for text in
            ["", "image", "image/", "/png", "image/png; a=b", "Image/PNG", "a/b/c", "a/b\r\n"]
        {
            assert!(!is_media_type(text), "{text:?}");
        }
    }
}
