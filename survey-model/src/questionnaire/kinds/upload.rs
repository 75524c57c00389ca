//! Questions answered by handing over a file, or by signing.

use crate::compiled::compiled;
use crate::document::Node;
use crate::limits;
use crate::questionnaire::reader::{Reader, find};
use crate::rejection::Fault;
use crate::text::Text;

/// Files that a respondent hands over.
#[derive(Clone, Debug, Default)]
pub struct FileInput {
    /// The most files.
    pub n_max: usize,
    /// The largest file.
    pub max_bytes: u32,
    /// What is accepted, in lower case: endings of names (`.pdf`), media types, or all of a kind (`image/*`). Empty for
    /// anything.
    pub accepted: Vec<String>,
    /// Said where no file has been chosen yet.
    pub placeholder: Text,
}

compiled!(struct FileInput { n_max, max_bytes, accepted, placeholder });

/// Where a respondent signs.
#[derive(Clone, Debug, Default)]
pub struct SignaturePad {
    /// What the signature is kept as.
    pub format: SignatureFormat,
    /// The width of the picture.
    pub width_px: u32,
    /// Its height.
    pub height_px: u32,
    /// Said where nobody has signed yet.
    pub placeholder: Text,
}

compiled!(struct SignaturePad { format, width_px, height_px, placeholder });

/// The format of a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the image format of that name")]
pub enum SignatureFormat {
    #[default]
    Png,
    Jpeg,
    Svg,
}

compiled!(
    enum SignatureFormat {
        Png,
        Jpeg,
        Svg,
    }
);

impl FileInput {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let several = reader.flag(node, &["allowMultiple"]).unwrap_or(false);
        let asked = reader.count(node, &["maxFiles"]);
        if asked.is_some_and(|asked| asked > limits::FILES) && several {
            bounded(reader, node, "maxFiles", "Of one question, at most 100 files are kept.");
        }
        let n_max = asked.unwrap_or(limits::FILES).min(limits::FILES);
        let asked = reader.count(node, &["maxSize"]);
        let asked = asked.map(|asked| u32::try_from(asked).unwrap_or(u32::MAX));
        if asked.is_some_and(|asked| asked > limits::FILE_BYTES) {
            bounded(reader, node, "maxSize", "A file may have at most 104,857,600 bytes.");
        }
        FileInput {
            n_max: if several { n_max } else { 1 },
            max_bytes: asked.unwrap_or(limits::USUAL_FILE_BYTES).min(limits::FILE_BYTES),
            accepted: accepted(reader, node),
            placeholder: reader.wording(node, &["filePlaceholder"]),
        }
    }

    /// Returns what is wrong with a file of this name, media type and size, if anything is.
    pub fn fault_of(&self, name: &str, media_type: &str, size_bytes: u32) -> Option<Fault> {
        if size_bytes > self.max_bytes {
            return Some(Fault::FileTooLarge { max_bytes: self.max_bytes });
        }
        (!self.accepts(name, media_type)).then_some(Fault::FileTypeNotAccepted)
    }

    fn accepts(&self, name: &str, media_type: &str) -> bool {
        let is_of = |accepted: &String| match accepted.strip_suffix("/*") {
            Some(kind) => media_type.split('/').next() == Some(kind),
            None if accepted.starts_with('.') => ends_with(name, accepted),
            None => media_type == accepted,
        };
        self.accepted.is_empty() || self.accepted.iter().any(is_of)
    }
}

/// Tells whether a name ends with an ending, whatever its case. The ending is ASCII, or nothing of ours ends so.
fn ends_with(name: &str, ending: &str) -> bool {
    let start = name.len().checked_sub(ending.len());
    start.and_then(|start| name.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

impl SignaturePad {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let mut side = |name: &str, standard: u32| {
            let given = reader.count(node, &[name]).and_then(|side| u32::try_from(side).ok());
            given.unwrap_or(standard).clamp(limits::SIGNATURE_SIDE_MIN, limits::SIGNATURE_SIDE_MAX)
        };
        let (width_px, height_px) = (side("signatureWidth", 300), side("signatureHeight", 200));
        SignaturePad {
            // Old definitions have media types here, and anything unknown is a PNG.
            format: match reader.word(node, &["dataFormat"]) {
                Some("jpeg" | "image/jpeg") => SignatureFormat::Jpeg,
                Some("svg" | "image/svg+xml") => SignatureFormat::Svg,
                _ => SignatureFormat::Png,
            },
            width_px,
            height_px,
            placeholder: reader.wording(node, &["placeholder"]),
        }
    }

    /// Returns what the picture is called as a file: the same for everybody.
    pub fn file_name(&self) -> String {
        ["signature.", self.format.ending()].concat()
    }

    /// Returns what is wrong with a picture of this media type and size, if anything is.
    pub fn fault_of(&self, media_type: &str, size_bytes: u32) -> Option<Fault> {
        if media_type != self.format.media_type() {
            return Some(Fault::FileTypeNotAccepted);
        }
        let max_bytes = limits::SIGNATURE_BYTES;
        (size_bytes > max_bytes).then_some(Fault::FileTooLarge { max_bytes })
    }
}

impl SignatureFormat {
    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            SignatureFormat::Png => "image/png",
            SignatureFormat::Jpeg => "image/jpeg",
            SignatureFormat::Svg => "image/svg+xml",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            SignatureFormat::Png => "png",
            SignatureFormat::Jpeg => "jpg",
            SignatureFormat::Svg => "svg",
        }
    }
}

/// Warns that a limit of the definition lies beyond ours.
fn bounded(reader: &mut Reader, node: &Node<'_, '_>, property: &str, message: &str) {
    reader.warning(node.pointer_to(property), "beyond-limit", message);
}

/// Reads what is accepted: `acceptedTypes`, a list or a text with commas as in HTML, and whole categories.
fn accepted(reader: &mut Reader, node: &Node<'_, '_>) -> Vec<String> {
    let mut accepted: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        let text = text.trim().to_ascii_lowercase();
        // HTML's own word for anything is that nothing is said.
        if !text.is_empty() && !accepted.contains(&text) {
            accepted.push(text);
        }
    };
    reader.each(node, &["acceptedCategories"], limits::CHOICES, |_, item| {
        let category = item.value().as_str().unwrap_or_default();
        for ending in category_endings(category) {
            add(ending);
        }
    });
    let types = find(node, &["acceptedTypes"]);
    if types.is_some_and(|types| types.value().as_list().is_some()) {
        reader.each(node, &["acceptedTypes"], limits::CHOICES, |_, item| {
            add(item.value().as_str().unwrap_or_default());
        });
    } else {
        let types = reader.word(node, &["acceptedTypes"]).unwrap_or_default();
        types.split(',').for_each(&mut add);
    }
    if accepted.iter().any(|it| matches!(it.as_str(), "*" | "*/*" | ".*")) {
        accepted.clear();
    }
    accepted
}

/// Returns the endings of the names of files that SurveyJS puts into a category.
fn category_endings(category: &str) -> &'static [&'static str] {
    match category {
        "image" => &[".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tiff", ".svg"],
        "video" => &[".mp4", ".avi", ".mov", ".wmv", ".flv", ".mkv", ".webm"],
        "audio" => &[".mp3", ".wav", ".aac", ".ogg", ".wma", ".flac"],
        "document" => {
            &[".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".txt", ".rtf", ".odt"]
        }
        "archive" => &[".zip", ".rar", ".7z", ".tar", ".gz"],
        _ => &[],
    }
}
