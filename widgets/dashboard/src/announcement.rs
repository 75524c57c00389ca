//! What a screen reader is told of a number that may move each second.

use crate::figures;
use survey_model::instant::Instant;

/// The shortest time between two announcements.
const PAUSE_MS: i64 = 20_000;

/// Decides what is said and when. The first number is the page's own content and is not announced.
#[derive(Clone, Copy, Debug, Default)]
pub struct Announcements {
    last: Option<(Instant, u64)>,
}

impl Announcements {
    /// Takes the newest number; returns what to say now, if anything.
    ///
    /// A change that is held back is said as soon as the pause is over and the number is handed in again.
    pub fn next(&mut self, now: Instant, n_responses: u64) -> Option<String> {
        let Some((at, n_before)) = self.last else {
            self.last = Some((now, n_responses));
            return None;
        };
        if n_before == n_responses || now < at.plus_ms(PAUSE_MS) {
            return None;
        }
        self.last = Some((now, n_responses));
        Some(figures::responses(n_responses))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_survey_is_announced_now_and_then() {
        let mut announcements = Announcements::default();
        let mut at =
            |seconds: i64, n| announcements.next(Instant::from_unix_ms(seconds * 1_000), n);
        assert_eq!(at(0, 5), None);
        assert_eq!(at(1, 6), None);
        assert_eq!(at(20, 9).as_deref(), Some("9 responses"));
        assert_eq!(at(30, 10), None);
        assert_eq!(at(45, 10).as_deref(), Some("10 responses"));
        assert_eq!(at(90, 10), None);
    }
}
