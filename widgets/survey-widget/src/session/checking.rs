//! The answers shown once more before they are sent, if the owner wants that.

use super::{Session, Step};
use survey_model::extra::Extra as Uncommon;
use survey_model::questionnaire::Preview;

impl Session {
    /// Returns which answers are shown instead of a page, if they are.
    pub(crate) fn checking(&self) -> Option<Preview> {
        self.checking.as_ref().map(|preview| **preview)
    }

    /// Tells whether the answers are still to be shown before they can be sent.
    pub(crate) fn is_to_check(&self) -> bool {
        self.preview().is_some() && self.checking.is_none()
    }

    fn preview(&self) -> Option<Preview> {
        self.questionnaire().ending.as_ref()?.preview
    }

    /// Shows the answers after the last page; after that, there is nothing left but to send them.
    pub(super) fn check_or_end(&mut self) -> Step {
        match self.preview() {
            Some(preview) if self.checking.is_none() => {
                self.checking = Some(Uncommon::new(preview));
                Step::Moved
            }
            _ => Step::Last,
        }
    }

    /// Returns the pages whose answers are shown.
    pub(crate) fn pages_to_check(&self) -> Vec<usize> {
        let introductions = usize::from(self.questionnaire().first_page_is_start);
        self.route().filter(|page| *page >= introductions).collect()
    }

    /// Goes back to a page whose answers are shown.
    pub(crate) fn change_page(&mut self, page: usize) {
        self.checking = None;
        self.enter(page);
    }
}
