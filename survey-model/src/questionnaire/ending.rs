//! How a survey ends: how long it may take, whether the answers are shown before they are sent, and where the
//! respondent goes afterwards.

use super::ConditionalText;
use super::reader::Reader;
use crate::compiled::compiled;
use crate::document::Node;
use crate::text::Text;

/// How a survey ends.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    /// How long it may take.
    pub timing: Option<Timing>,
    /// Whether the answers are shown before they are sent.
    pub preview: Option<Preview>,
    /// Where the respondent goes afterwards; the first whose condition holds.
    pub onward_if: Vec<ConditionalText>,
    /// Where the respondent goes if none does; empty for nowhere.
    pub onward: Text,
}

compiled!(struct Ending { timing, preview, onward_if, onward });

/// Which answers are shown before they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preview {
    /// Every question that was asked.
    All,
    /// Only questions that were answered.
    Answered,
}

compiled!(
    enum Preview {
        All,
        Answered,
    }
);

/// How long a survey and its pages may take.
///
/// A limit is never the end of anything by itself: the respondent is warned, can have as much time again as often as
/// they ask for it, and keeps every answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timing {
    /// For the survey, in seconds; 0 for no limit.
    pub survey_s: u32,
    /// For each page, by index, in seconds; 0 for no limit.
    pub pages_s: Vec<u32>,
    /// Which time is shown.
    pub shown: TimesShown,
}

compiled!(struct Timing { survey_s, pages_s, shown });

/// Which time a respondent is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimesShown {
    /// That of the page and that of the survey.
    #[default]
    Both,
    /// That of the page.
    Page,
    /// That of the survey.
    Survey,
}

compiled!(
    enum TimesShown {
        Both,
        Page,
        Survey,
    }
);

/// How long a respondent has taken, and how much more they asked for. In seconds, by whichever clock is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeTaken {
    /// For the survey so far.
    pub survey_s: u32,
    /// For the page so far.
    pub page_s: u32,
    /// How often they had more time for the survey.
    pub n_survey_extensions: u32,
    /// How often they had more time for the page.
    pub n_page_extensions: u32,
}

/// What a limit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// The survey.
    Survey,
    /// The page.
    Page,
}

/// What is left of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLeft {
    /// What it is for.
    pub of: Limited,
    /// In seconds.
    pub seconds: u32,
    /// The limit itself, in seconds: by so much it can be extended.
    pub limit_s: u32,
}

/// A warning comes so long before the end, in seconds. WCAG 2.2, success criterion 2.2.1, asks for 20.
const WARNING_S: u32 = 60;

impl Timing {
    /// Returns what is left for a page, by index, and for the survey: whichever ends first. `None` if nothing limits
    /// either.
    pub fn time_left(&self, page: usize, taken: TimeTaken) -> Option<TimeLeft> {
        let left = |of, limit_s: u32, taken_s, n_extensions: u32| {
            let all = limit_s.saturating_mul(n_extensions.saturating_add(1));
            let seconds = all.saturating_sub(taken_s);
            (limit_s > 0).then_some(TimeLeft { of, seconds, limit_s })
        };
        let page_s = self.pages_s.get(page).copied().unwrap_or(0);
        let of_page = left(Limited::Page, page_s, taken.page_s, taken.n_page_extensions);
        let of_survey =
            left(Limited::Survey, self.survey_s, taken.survey_s, taken.n_survey_extensions);
        of_page.into_iter().chain(of_survey).min_by_key(|left| left.seconds)
    }
}

impl TimeLeft {
    /// Tells whether the time is over. The answers stay, and the respondent is asked whether they want more of it.
    pub fn is_over(self) -> bool {
        self.seconds == 0
    }

    /// Tells whether the respondent is to be warned: in the last minute, but not before half of the limit has passed, and
    /// never less than 20 seconds before the end.
    pub fn is_short(self) -> bool {
        self.seconds <= WARNING_S.min((self.limit_s / 2).max(20))
    }
}

impl Ending {
    /// Reads how a survey ends; `None` if it just does. The limits of its pages are `pages_s`.
    pub(super) fn read(
        reader: &mut Reader,
        root: &Node<'_, '_>,
        pages_s: Vec<Option<u32>>,
    ) -> Option<Self> {
        let ending = Ending {
            timing: Timing::read(reader, root, pages_s),
            preview: Preview::read(reader, root),
            onward_if: ConditionalText::read_all(reader, root, "navigateToUrlOnCondition", "url"),
            onward: reader.wording(root, &["navigateToUrl"]),
        };
        let is_plain = ending.timing.is_none()
            && ending.preview.is_none()
            && ending.onward_if.is_empty()
            && ending.onward.is_empty();
        (!is_plain).then_some(ending)
    }
}

impl Preview {
    /// `showPreviewBeforeComplete` was the word that is `previewMode` now.
    fn read(reader: &mut Reader, root: &Node<'_, '_>) -> Option<Self> {
        const WHETHER: &str = "showPreviewBeforeComplete";
        let word = root.member(WHETHER).and_then(|given| given.value().as_str());
        let answered = match word {
            Some("noPreview") => return None,
            Some("showAllQuestions") => false,
            Some("showAnsweredQuestions") => true,
            _ if reader.flag(root, &[WHETHER]) != Some(true) => return None,
            _ => reader.word(root, &["previewMode"]) == Some("answeredQuestions"),
        };
        Some(if answered { Preview::Answered } else { Preview::All })
    }
}

/// Reads a limit in seconds; `None` if there is none.
pub(super) fn limit_s(reader: &mut Reader, node: &Node<'_, '_>, names: &[&str]) -> Option<u32> {
    reader.count(node, names).map(|seconds| u32::try_from(seconds).unwrap_or(u32::MAX))
}

impl Timing {
    /// Reads the limits of a survey. In SurveyJS they run only where the timer is shown.
    fn read(reader: &mut Reader, root: &Node<'_, '_>, pages_s: Vec<Option<u32>>) -> Option<Self> {
        let survey_s = limit_s(reader, root, &["timeLimit", "maxTimeToFinish"]);
        let each_s = limit_s(reader, root, &["timeLimitPerPage", "maxTimeToFinishPage"]);
        let panel = reader.word(root, &["showTimerPanel"]);
        let shows_panel = panel.is_some_and(|panel| panel != "none");
        let is_shown = reader.flag(root, &["showTimer"]).unwrap_or(shows_panel);
        let has_any = survey_s.or(each_s).is_some() || pages_s.iter().any(Option::is_some);
        if has_any && !is_shown {
            let message = "A time limit holds only with `showTimer`: without it nobody is told of the limit, and it \
                           changes nothing.";
            reader.warning(root.pointer_to("showTimer"), "no-timer", message);
        }
        (has_any && is_shown).then(|| Timing {
            survey_s: survey_s.unwrap_or(0),
            pages_s: pages_s.into_iter().map(|own| own.or(each_s).unwrap_or(0)).collect(),
            shown: match reader.word(root, &["timerInfoMode", "showTimerPanelMode"]) {
                Some("page") => TimesShown::Page,
                Some("survey") => TimesShown::Survey,
                _ => TimesShown::Both,
            },
        })
    }
}
