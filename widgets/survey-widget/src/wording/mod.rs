//! What the widget itself says, one file a language; the definition says the rest.
//!
//! Sentences that hold a number or a bound carry `{}` in its place. They are put so that no language needs a
//! plural of the number.

mod ar;
mod en;

use widget_ui::language::primary;

/// The widget's words in one language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    pub(crate) loading: &'static str,
    pub(crate) language_label: &'static str,
    pub(crate) start: &'static str,
    pub(crate) next: &'static str,
    pub(crate) back: &'static str,
    pub(crate) complete: &'static str,
    pub(crate) progress: &'static str,
    pub(crate) required: &'static str,
    pub(crate) optional: &'static str,
    pub(crate) error_prefix: &'static str,
    pub(crate) summary_title: &'static str,
    pub(crate) about_row: &'static str,
    pub(crate) required_row: &'static str,
    pub(crate) revealed: &'static str,
    pub(crate) concealed: &'static str,
    pub(crate) characters_left: &'static str,
    pub(crate) characters_over: &'static str,
    pub(crate) other: &'static str,
    pub(crate) none: &'static str,
    pub(crate) select_all: &'static str,
    pub(crate) other_label: &'static str,
    pub(crate) comment_label: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) point_of: &'static str,
    pub(crate) sending_title: &'static str,
    pub(crate) sending: &'static str,
    pub(crate) waiting_title: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) received_title: &'static str,
    pub(crate) received: &'static str,
    pub(crate) receipt_label: &'static str,
    pub(crate) receipt_use: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) return_link: &'static str,
    pub(crate) screen_out: &'static str,
    pub(crate) quota_full: &'static str,
    pub(crate) duplicate_title: &'static str,
    pub(crate) duplicate: &'static str,
    pub(crate) not_open_title: &'static str,
    pub(crate) not_open: &'static str,
    pub(crate) paused_title: &'static str,
    pub(crate) paused: &'static str,
    pub(crate) closed_title: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) closed_unsent: &'static str,
    pub(crate) erased_title: &'static str,
    pub(crate) erased: &'static str,
    pub(crate) refused_title: &'static str,
    pub(crate) refused_entry: &'static str,
    pub(crate) refused_size: &'static str,
    pub(crate) refused_sent_before: &'static str,
    pub(crate) refused_other: &'static str,
    pub(crate) edit_answers: &'static str,
    pub(crate) not_found_title: &'static str,
    pub(crate) not_found: &'static str,
    pub(crate) unreachable_title: &'static str,
    pub(crate) unreachable: &'static str,
    pub(crate) fallback_link: &'static str,
    pub(crate) support_link: &'static str,
    /// Fault code to sentence. The last entry, without a code, serves codes that are not listed.
    pub(crate) faults: &'static [(&'static str, &'static str)],
}

impl Wording {
    /// Returns the words for a language tag; English where we have none.
    pub(crate) fn of(language: &str) -> &'static Wording {
        if primary(language).eq_ignore_ascii_case("ar") { &ar::WORDING } else { &en::WORDING }
    }

    /// Says what is wrong and how to put it right. A code that needs a bound and has none is told in general terms.
    pub(crate) fn fault(&self, code: &str, bound: &str) -> String {
        let sentence = self
            .faults
            .iter()
            .find(|(it, sentence)| *it == code && !(bound.is_empty() && sentence.contains("{}")))
            .or(self.faults.last())
            .map_or("", |(_, sentence)| sentence);
        fill(sentence, &[bound])
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
mod tests {
    use super::*;
    use survey_model::rejection::Fault;

    const FAULTS: [Fault; 23] = [
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
    ];

    #[test]
    fn every_fault_has_a_sentence_of_its_own_in_every_language() {
        for (language, wording) in [("en", &en::WORDING), ("ar", &ar::WORDING)] {
            for fault in &FAULTS {
                let said = wording.faults.iter().filter(|(code, _)| *code == fault.code()).count();
                assert_eq!(said, 1, "{} in {}", fault.code(), language);
            }
            let last = wording.faults.last().map(|(code, _)| *code);
            assert_eq!(last, Some(""), "the general sentence of {language}");
        }
    }

    #[test]
    fn bounds_are_filled_in_and_their_absence_is_not_shown() {
        let wording = Wording::of("en-GB");
        assert!(wording.fault("too-long", "200").contains("200"));
        assert!(!wording.fault("too-long", "").contains("{}"));
        assert_eq!(wording.fault("no-such-code", ""), wording.fault("wrong-type", ""));
    }

    #[test]
    fn places_are_filled_in_order() {
        assert_eq!(fill("{} of {}", &["2", "5"]), "2 of 5");
        assert_eq!(fill("none", &["2"]), "none");
        assert_eq!(fill("{}{}", &["2"]), "2");
    }
}
