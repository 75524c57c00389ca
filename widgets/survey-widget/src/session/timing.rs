//! Time limits. What they say is a matter of `survey_model`; here the seconds are counted, by whoever calls each second.

use super::{Session, Stage};
use survey_model::questionnaire::{Limited, TimeLeft, TimeTaken, Timing};

/// What a second has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passed {
    /// Nothing that is to be said.
    Quietly,
    /// The respondent is to be warned.
    Short,
    /// The time is over.
    Over,
}

impl Session {
    /// Tells whether anything limits the time.
    pub(crate) fn is_timed(&self) -> bool {
        self.timing().is_some()
    }

    fn timing(&self) -> Option<&Timing> {
        self.questionnaire().ending.as_ref()?.timing.as_ref()
    }

    /// Returns how much time is left; nothing while there is no limit, or no question is shown.
    pub(crate) fn time_left(&self) -> Option<TimeLeft> {
        let timing = self.timing()?;
        let is_asked = matches!(self.stage, Stage::Answering) && !self.is_introduction();
        is_asked.then(|| timing.time_left(self.page, self.taken)).flatten()
    }

    /// Counts a second, once the respondent has left the introduction, and tells what it has changed.
    pub(crate) fn count_second(&mut self) -> Passed {
        let Some(before) = self.time_left() else { return Passed::Quietly };
        self.taken.survey_s = self.taken.survey_s.saturating_add(1);
        self.taken.page_s = self.taken.page_s.saturating_add(1);
        match self.time_left() {
            Some(left) if left.is_over() && !before.is_over() => Passed::Over,
            Some(left) if left.is_short() && !before.is_short() => Passed::Short,
            _ => Passed::Quietly,
        }
    }

    /// Gives as much time again of what is running out.
    pub(crate) fn extend_time(&mut self) {
        match self.time_left().map(|left| left.of) {
            Some(Limited::Page) => self.taken.n_page_extensions += 1,
            Some(Limited::Survey) => self.taken.n_survey_extensions += 1,
            None => {}
        }
    }

    pub(super) fn begin_page_time(&mut self) {
        self.taken = TimeTaken { page_s: 0, n_page_extensions: 0, ..self.taken };
    }
}
