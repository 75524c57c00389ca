//! What is shown of questions answered with a file or a signature.

use super::Eye;
use crate::complaint::size;
use crate::place::Place;
use crate::session::{Sending, Session};
use crate::wording::{ExtraWord, fill};
use survey_model::questionnaire::{FileInput, SignatureFormat, SignaturePad};
use survey_model::value::Value;

/// Files, and where more of them are chosen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Files {
    /// The names of those that have arrived.
    pub(crate) kept: Vec<String>,
    /// Those on their way, and those that could not be sent.
    pub(crate) sendings: Vec<Sending>,
    /// What the browser is told to offer.
    pub(crate) accept: String,
    /// Whether several can be chosen at once.
    pub(crate) several: bool,
    /// Whether there is room for one more.
    pub(crate) has_room: bool,
    /// What is allowed, in words.
    pub(crate) rules: String,
    /// Said while there is none.
    pub(crate) placeholder: String,
}

/// Where to sign.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pad {
    pub(crate) format: SignatureFormat,
    pub(crate) width_px: u32,
    pub(crate) height_px: u32,
    pub(crate) placeholder: String,
    /// Whether a signature has arrived.
    pub(crate) is_signed: bool,
    /// The one on its way, or that could not be sent.
    pub(crate) sending: Option<Sending>,
}

impl Eye<'_> {
    pub(super) fn files(&self, session: &Session, place: Place, input: &FileInput) -> Files {
        let items = self.answer().and_then(Value::as_list).unwrap_or_default();
        let name = |item: &Value| item.get("name").map(Value::to_text).unwrap_or_default();
        let several = input.n_max > 1;
        Files {
            kept: items.iter().map(name).collect(),
            sendings: session.sendings_at(place, self.index).cloned().collect(),
            accept: input.accepted.join(","),
            several,
            has_room: !several || items.len() < input.n_max,
            rules: self.rules(input),
            placeholder: self.interview.display(&input.placeholder),
        }
    }

    fn rules(&self, input: &FileInput) -> String {
        let largest = size(input.max_bytes);
        let mut rules = if input.n_max > 1 {
            fill(self.wording.extra(ExtraWord::FilesLimit), &[&input.n_max.to_string(), &largest])
        } else {
            fill(self.wording.extra(ExtraWord::FileLimit), &[&largest])
        };
        if !input.accepted.is_empty() {
            let accepted = input.accepted.join(", ");
            rules.push(' ');
            rules.push_str(&fill(self.wording.extra(ExtraWord::FileTypes), &[&accepted]));
        }
        rules
    }

    pub(super) fn pad(&self, session: &Session, place: Place, pad: &SignaturePad) -> Pad {
        Pad {
            format: pad.format,
            width_px: pad.width_px,
            height_px: pad.height_px,
            placeholder: self.display_or(&pad.placeholder, self.wording.extra(ExtraWord::SignHere)),
            is_signed: self.answer().is_some(),
            sending: session.sendings_at(place, self.index).last().cloned(),
        }
    }
}
