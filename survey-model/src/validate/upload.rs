//! Checks of uploaded files: how many, how large, of which kind, and that each is a file of ours. Whether its reference
//! was really given out is for whoever has the key to say.

use super::Faults;
use crate::questionnaire::{FileInput, SignaturePad};
use crate::rejection::Fault;
use crate::upload::{UploadReference, described};
use crate::value::Value;

pub(super) fn files(input: &FileInput, answer: &Value, faults: &mut Faults<'_>) {
    let items = answer.as_list().unwrap_or_default();
    let described: Option<Vec<_>> = items.iter().map(described).collect();
    let Some(described) = described.filter(|_| answer.as_list().is_some()) else {
        faults.push(Fault::WrongType);
        return;
    };
    if described.len() > input.n_max {
        faults.push(Fault::TooManyFiles { max: input.n_max });
    }
    let mut found: Vec<Fault> = Vec::new();
    for (item, (name, media_type)) in items.iter().zip(described) {
        let fault = match item.get("content").and_then(reference) {
            None => Some(Fault::UnknownFile),
            Some(reference) => input.fault_of(name, media_type, reference.size_bytes),
        };
        // One sentence for all files that are at fault in the same way.
        found.extend(fault.filter(|fault| !found.contains(fault)));
    }
    for fault in found {
        faults.push(fault);
    }
}

pub(super) fn signature(pad: &SignaturePad, answer: &Value, faults: &mut Faults<'_>) {
    let fault = match (answer, reference(answer)) {
        (_, Some(reference)) => pad.fault_of(pad.format.media_type(), reference.size_bytes),
        (Value::String(_), None) => Some(Fault::UnknownFile),
        _ => Some(Fault::WrongType),
    };
    if let Some(fault) = fault {
        faults.push(fault);
    }
}

fn reference(content: &Value) -> Option<UploadReference> {
    content.as_str()?.parse().ok()
}
