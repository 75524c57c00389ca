//! What one response adds to the totals.
//!
//! The law: `total += c(new image) − c(old image)`, where `c` is [`contribution`] of a counted row and nothing for
//! an absent, erased, test or excluded one. Everything a staff page shows is a sum of these cells.

use crate::disposition::Disposition;
use crate::ids::PartnerId;
use crate::instant::Instant;
use crate::questionnaire::Questionnaire;
use crate::value::Object;
use std::collections::BTreeMap;

/// One counter of a survey's totals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// Responses by disposition: all that are neither test nor excluded.
    Disposition(Disposition),
    /// Complete responses by partner. Like all below, sums to the public number.
    Partner(String),
    /// By channel.
    Channel(String),
    /// By the language it was answered in.
    Language(String),
    /// By questionnaire version.
    Version(u32),
    /// By flag; a response can have several or none.
    Flag(String),
    /// By UTC hour of receipt, `2026-11-20T12`.
    Hour(String),
    /// How many were asked a closed question.
    Base {
        /// The questionnaire version.
        version: u32,
        /// The question's index in it.
        question: u32,
    },
    /// How many chose a choice of a closed question.
    Choice {
        /// The questionnaire version.
        version: u32,
        /// The question's index in it.
        question: u32,
        /// The choice as [`crate::questionnaire::Questionnaire`] stores it, printed as JSON without quotes for
        /// text; `row\u{1f}column` for a matrix. "other" texts are not part of it.
        choice: String,
    },
}

/// Counters, and how much each changes. Zeroes are left out.
pub type Changes = BTreeMap<Cell, i64>;

/// What the law needs to know of a stored response.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedResponse<'a> {
    /// How it ended.
    pub disposition: Disposition,
    /// Who brought the respondent.
    pub partner: &'a PartnerId,
    /// By which way.
    pub channel: &'a str,
    /// In which language.
    pub language: &'a str,
    /// Answered under which version.
    pub version: u32,
    /// When it was received.
    pub received_at: Instant,
    /// Reasons to look at it.
    pub flags: &'a [String],
    /// For each question by index, whether it was asked.
    pub asked: &'a [bool],
    /// The answers by value name.
    pub answers: &'a Object,
}

/// Returns what a counted response adds to the totals.
pub fn contribution(response: &CountedResponse<'_>, questionnaire: &Questionnaire) -> Changes {
    let _ = (response, questionnaire);
    Changes::new()
}
