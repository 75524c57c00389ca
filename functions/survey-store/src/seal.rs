//! The seal on a survey's totals: what they were when fieldwork had ended, carried along by what is folded since.
//!
//! Once responses expire, rows can no longer tell what was counted. The seal can: it is moved only by the commits
//! that move the totals, and only while it still fits them, so that totals changed in any other way are found out.

use crate::totals::SurveyTotals;
use sha2::{Digest, Sha256};
use survey_model::instant::Instant;
use survey_model::tally::{Cell, Changes};

/// The seal on a survey's totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The end of fieldwork that it was made after. Fieldwork that is prolonged ends in another one.
    pub closes_at: Instant,
    /// When it was made.
    pub sealed_at: Instant,
    /// Complete responses counted then.
    pub n_responses: i64,
    /// What erasures, exclusions and late corrections have added to that since.
    pub n_since: i64,
    /// Of every counter, as they are to be now.
    pub(crate) digest: [u8; 32],
}

impl Seal {
    /// Seals totals.
    pub fn new(totals: &SurveyTotals, closes_at: Instant, sealed_at: Instant) -> Self {
        let digest = digest(&totals.cells);
        Seal { closes_at, sealed_at, n_responses: totals.n_responses(), n_since: 0, digest }
    }

    /// Tells whether totals are those sealed, less what was erased since.
    pub fn holds(&self, totals: &SurveyTotals) -> bool {
        self.digest == digest(&totals.cells)
            && self.n_responses + self.n_since == totals.n_responses()
    }

    /// Follows a fold. A broken seal stays broken: the fold does not know what is right.
    #[must_use]
    pub fn followed(&self, before: &SurveyTotals, after: &SurveyTotals) -> Self {
        let digest = if self.holds(before) { digest(&after.cells) } else { self.digest };
        let n_since = self.n_since + after.n_responses() - before.n_responses();
        Seal { n_since, digest, ..self.clone() }
    }

    /// Follows a recount, which knows what is right.
    #[must_use]
    pub fn corrected(&self, after: &SurveyTotals) -> Self {
        let n_since = after.n_responses() - self.n_responses;
        Seal { n_since, digest: digest(&after.cells), ..self.clone() }
    }
}

/// SHA-256 over every counter, in an order and spelling that no change to [`Cell`] can move.
fn digest(cells: &Changes) -> [u8; 32] {
    let mut lines: Vec<String> =
        cells.iter().map(|(cell, count)| format!("{count} {}", spelling(cell))).collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.len().to_be_bytes());
        hash.update(line);
    }
    hash.finalize().into()
}

fn spelling(cell: &Cell) -> String {
    match cell {
        Cell::Disposition(disposition) => format!("disposition {disposition}"),
        Cell::Partner(partner) => format!("partner {partner}"),
        Cell::Channel(channel) => format!("channel {channel}"),
        Cell::Language(language) => format!("language {language}"),
        Cell::Version(version) => format!("version {version}"),
        Cell::Flag(flag) => format!("flag {flag}"),
        Cell::Hour(hour) => format!("hour {hour}"),
        Cell::Base { version, question } => format!("base {version} {question}"),
        Cell::Choice { version, question, choice } => {
            format!("choice {version} {question} {choice}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Seal;
    use crate::contract::samples::{NOON, survey_id};
    use crate::totals::SurveyTotals;
    use survey_model::disposition::Disposition;
    use survey_model::tally::{Cell, Changes};

    fn totals(n_complete: i64, n_city: i64) -> SurveyTotals {
        SurveyTotals::empty(survey_id("a-survey")).with_cells(Changes::from([
            (Cell::Disposition(Disposition::Complete), n_complete),
            (Cell::Partner("city".to_owned()), n_city),
        ]))
    }

    #[test]
    fn a_seal_holds_for_what_was_sealed_and_nothing_else() {
        let seal = Seal::new(&totals(3, 3), NOON, NOON);
        assert!(seal.holds(&totals(3, 3)));
        assert!(!seal.holds(&totals(3, 2)), "every counter is sealed");
        assert!(!seal.holds(&totals(2, 3)));
    }

    #[test]
    fn a_seal_follows_what_is_folded_unless_it_is_broken() {
        let seal = Seal::new(&totals(3, 3), NOON, NOON);
        let erased = seal.followed(&totals(3, 3), &totals(2, 2));
        assert!(erased.holds(&totals(2, 2)) && !erased.holds(&totals(3, 3)));
        assert_eq!((erased.n_responses, erased.n_since), (3, -1));
        let broken = seal.followed(&totals(9, 9), &totals(8, 8));
        assert!(!broken.holds(&totals(8, 8)), "a fold on wrong totals does not make them right");
        assert!(broken.corrected(&totals(2, 2)).holds(&totals(2, 2)));
    }

    /// Stored seals must stay readable, so the digest of known totals is known.
    #[test]
    fn the_digest_is_this_one_for_ever() {
        let digest = Seal::new(&totals(3, 3), NOON, NOON).digest;
        insta::assert_snapshot!(format!("{digest:02x?}"));
    }
}
