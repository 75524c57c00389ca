//! What the widget itself says. The words of a language are one file, `words/<language>.json`, which the loader brings
//! beside this module: nobody waits for a language that they do not read. What only the whole module says stands in it
//! under `extra`, and does not travel with the other. The definition says the rest.
//!
//! Sentences that hold a number or a bound carry `{}` in its place. They are put so that no language needs a
//! plural of the number.

use std::ops::Index;
use survey_model::extra::Extra;
use survey_model::value::{Object, Value};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $keys:ident: $($word:ident = $key:literal),* $(,)?) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($word),* }

        /// What the words are called in a file, in the order in which they are listed.
        const $keys: &[&str] = &[$($key),*];
    };
}

words! {
    /// A label or sentence, by what it is for.
    Word, KEYS:
    Loading = "loading",
    LanguageLabel = "language_label",
    Start = "start",
    Next = "next",
    Back = "back",
    Complete = "complete",
    Progress = "progress",
    Required = "required",
    Optional = "optional",
    ErrorPrefix = "error_prefix",
    SummaryTitle = "summary_title",
    AboutRow = "about_row",
    RequiredRow = "required_row",
    Revealed = "revealed",
    Concealed = "concealed",
    CharactersLeft = "characters_left",
    CharactersOver = "characters_over",
    Other = "other",
    None = "none",
    SelectAll = "select_all",
    OtherLabel = "other_label",
    CommentLabel = "comment_label",
    Choose = "choose",
    Clear = "clear",
    Yes = "yes",
    No = "no",
    PointOf = "point_of",
    SendingTitle = "sending_title",
    Sending = "sending",
    WaitingTitle = "waiting_title",
    Waiting = "waiting",
    TryAgain = "try_again",
    ReceivedTitle = "received_title",
    Received = "received",
    ReceiptLabel = "receipt_label",
    ReceiptUse = "receipt_use",
    Copy = "copy",
    Copied = "copied",
    OnwardLink = "onward_link",
    ReturnLink = "return_link",
    ScreenOut = "screen_out",
    QuotaFull = "quota_full",
    DuplicateTitle = "duplicate_title",
    Duplicate = "duplicate",
    NotOpenTitle = "not_open_title",
    NotOpen = "not_open",
    PausedTitle = "paused_title",
    Paused = "paused",
    ClosedTitle = "closed_title",
    Closed = "closed",
    ClosedUnsent = "closed_unsent",
    ErasedTitle = "erased_title",
    Erased = "erased",
    RefusedTitle = "refused_title",
    RefusedEntry = "refused_entry",
    RefusedSize = "refused_size",
    RefusedSentBefore = "refused_sent_before",
    RefusedOther = "refused_other",
    EditAnswers = "edit_answers",
    NotFoundTitle = "not_found_title",
    NotFound = "not_found",
    UnreachableTitle = "unreachable_title",
    Unreachable = "unreachable",
    OutOfDate = "out_of_date",
    FallbackLink = "fallback_link",
    SupportLink = "support_link",
}

words! {
    /// What only the whole module says: of what stands behind [`Extra`].
    ExtraWord, EXTRA_KEYS:
    AddRow = "add_row",
    RemoveRow = "remove_row",
    RowHeading = "row_heading",
    KeepOrder = "keep_order",
    MoveUp = "move_up",
    MoveDown = "move_down",
    PlaceOf = "place_of",
    Ranked = "ranked",
    RankedNone = "ranked_none",
    Unranked = "unranked",
    Rank = "rank",
    Unrank = "unrank",
    UnrankedNow = "unranked_now",
    WatchFilm = "watch_film",
    RangeFrom = "range_from",
    RangeTo = "range_to",
    AsNumber = "as_number",
    EndAsNumber = "end_as_number",
    NotAnswered = "not_answered",
    CheckTitle = "check_title",
    ChangeAnswers = "change_answers",
    NoAnswer = "no_answer",
    TimeLeft = "time_left",
    TimeShort = "time_short",
    TimeOver = "time_over",
    MoreTime = "more_time",
    ChooseFile = "choose_file",
    ChooseFiles = "choose_files",
    FileLimit = "file_limit",
    FilesLimit = "files_limit",
    FileTypes = "file_types",
    FileSending = "file_sending",
    FileSent = "file_sent",
    FileRemoved = "file_removed",
    SignHere = "sign_here",
    SignTyped = "sign_typed",
    SignUse = "sign_use",
    SignClear = "sign_clear",
    Signed = "signed",
    CommentOn = "comment_on",
    OwnChoice = "own_choice",
    OwnChoiceAdd = "own_choice_add",
    OwnChoiceAdded = "own_choice_added",
}

/// The widget's words in one language.
#[derive(Debug)]
pub(crate) struct Wording {
    words: Vec<String>,
    /// Fault code to sentence.
    faults: Object,
    /// What only the whole module says: `words` by key and `faults` by code.
    extra: Option<Extra<Value>>,
}

impl Wording {
    /// Reads a language's file; `None` if a word is missing.
    pub(crate) fn from_value(file: &Value) -> Option<Self> {
        let form = file.get("form")?;
        let mut words = Vec::with_capacity(KEYS.len());
        for key in KEYS {
            words.push(form.get(key)?.as_str()?.to_owned());
        }
        Some(Wording {
            words,
            faults: file.get("faults")?.as_object()?.clone(),
            extra: file.get("extra").map(|extra| Extra::new(extra.clone())),
        })
    }

    /// Says what only the whole module says; nothing in the other one, which has no use for it.
    pub(crate) fn extra(&self, word: ExtraWord) -> &str {
        self.said_extra("words", || EXTRA_KEYS[word as usize]).unwrap_or_default()
    }

    fn said_extra<'k>(&self, part: &str, key: impl FnOnce() -> &'k str) -> Option<&str> {
        let extra = self.extra.as_ref()?;
        extra.get(part)?.get(key())?.as_str()
    }

    /// Says what is wrong and how to put it right. A code that is not known, or that needs a bound and has none, is
    /// told in general terms.
    pub(crate) fn fault(&self, code: &str, bound: &str) -> String {
        let sentence = |code: &str| {
            let said = self.faults.get(code).and_then(Value::as_str);
            said.or_else(|| self.said_extra("faults", || code))
        };
        let own = sentence(code).filter(|it| !(bound.is_empty() && it.contains("{}")));
        fill(own.or(sentence("unknown")).unwrap_or_default(), &[bound])
    }
}

impl Index<Word> for Wording {
    type Output = str;

    fn index(&self, word: Word) -> &str {
        self.words.get(word as usize).map(String::as_str).unwrap_or_default()
    }
}

/// Puts values in the places of `{}`, in order.
pub(crate) fn fill(sentence: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 8);
    let mut values = values.iter();
    let mut parts = sentence.split("{}");
    filled.push_str(parts.next().unwrap_or_default());
    for part in parts {
        filled.push_str(values.next().copied().unwrap_or_default());
        filled.push_str(part);
    }
    filled
}

#[cfg(test)]
pub(crate) mod testing {
    use super::Wording;
    use survey_model::value::Value;

    /// The files of all languages.
    pub(crate) const FILES: [(&str, &str); 2] =
        [("en", include_str!("../words/en.json")), ("ar", include_str!("../words/ar.json"))];

    /// The words of a language.
    #[track_caller]
    pub(crate) fn wording(language: &str) -> Wording {
        let file = FILES.iter().find(|(it, _)| *it == language).expect("a language of ours");
        Wording::from_value(&Value::from_json(file.1).unwrap()).expect("a whole file")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use survey_model::rejection::Fault;
    use testing::{FILES, wording};

    const FAULTS: [Fault; 30] = [
        Fault::Required,
        Fault::RequiredInAllRows,
        Fault::EachRowUnique,
        Fault::OtherEmpty,
        Fault::TooFewSelected { min: 1 },
        Fault::TooManySelected { max: 1 },
        Fault::BelowMinimum { min: String::new() },
        Fault::AboveMaximum { max: String::new() },
        Fault::TooShort { min: 1 },
        Fault::TooLong { max: 1 },
        Fault::DigitsNotAllowed,
        Fault::NotANumber,
        Fault::NotAnEmail,
        Fault::NotAUrl,
        Fault::NotADate,
        Fault::PatternMismatch,
        Fault::ExpressionFailed,
        Fault::UnknownChoice,
        Fault::UnknownRow,
        Fault::RepeatedChoice,
        Fault::NoneWithOthers,
        Fault::OutsideScale,
        Fault::WrongType,
        Fault::KeyDuplication,
        Fault::TooFewRows { min: 1 },
        Fault::TooManyRows { max: 1 },
        Fault::TooManyFiles { max: 1 },
        Fault::FileTooLarge { max_bytes: 1 },
        Fault::FileTypeNotAccepted,
        Fault::UnknownFile,
    ];

    #[test]
    fn every_language_has_a_sentence_for_every_fault() {
        for (language, _) in FILES {
            let wording = wording(language);
            for fault in &FAULTS {
                let code = fault.code();
                let is_known = wording.faults.contains_key(code)
                    || wording.said_extra("faults", || code).is_some();
                assert!(is_known, "{code} in {language}");
            }
        }
    }

    #[test]
    fn every_language_says_the_same_things() {
        let keys = |text: &str, part: &[&str]| -> BTreeSet<String> {
            let file = Value::from_json(text).unwrap();
            let part = part.iter().fold(&file, |within, name| within.get(name).unwrap());
            part.as_object().unwrap().keys().cloned().collect()
        };
        let (_, english) = FILES[0];
        for part in
            [&["loader"][..], &["form"], &["faults"], &["extra", "words"], &["extra", "faults"]]
        {
            for (language, file) in FILES {
                assert_eq!(keys(file, part), keys(english, part), "{part:?} of {language}");
            }
        }
        let used = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(keys(english, &["form"]), used(KEYS));
        assert_eq!(keys(english, &["extra", "words"]), used(EXTRA_KEYS));
    }

    #[test]
    fn a_file_that_lacks_a_word_is_refused() {
        assert!(
            Wording::from_value(&Value::from_json(r#"{"form":{},"faults":{}}"#).unwrap()).is_none()
        );
    }

    #[test]
    fn bounds_are_filled_in_and_their_absence_is_not_shown() {
        let wording = wording("en");
        assert!(wording.fault("too-long", "200").contains("200"));
        assert!(!wording.fault("too-long", "").contains("{}"));
        assert_eq!(wording.fault("no-such-code", ""), wording.fault("unknown", ""));
    }

    #[test]
    fn places_are_filled_in_order() {
        assert_eq!(fill("{} of {}", &["2", "5"]), "2 of 5");
        assert_eq!(fill("none", &["2"]), "none");
        assert_eq!(fill("{}{}", &["2"]), "2");
    }
}
