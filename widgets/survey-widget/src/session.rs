//! One respondent's session with the widget: where they are, what is wrong, what is being sent.
//!
//! Plain: no signal, browser, clock or chance. The components draw it and the handle in `context` changes it.

use crate::complaint::Complaint;
use crate::delivery::{Delivery, Frozen, Outcome, Refusal};
use crate::draft::Draft;
use crate::place::Place;
use crate::wording::Wording;
use std::rc::Rc;
use std::sync::Arc;
use survey_model::extra::{Extra as Uncommon, of_extra};
use survey_model::ids::SubmissionId;
use survey_model::instant::Instant;
use survey_model::interview::Interview;
use survey_model::questionnaire::{Element, Preview, QuestionKind, Questionnaire, TimeTaken};
use survey_model::value::Value;
use survey_model::wire::{Receipt, Submission, SurveyReply, SurveyStatus};

pub(crate) use sending::{Chosen, NotSent, Sending};

/// Who answers, as far as the page around the widget says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bearer {
    /// The entry token that the partner has signed, in participant mode.
    pub(crate) token: Option<String>,
    /// The partner who brings the respondent, in open mode.
    pub(crate) partner: Option<String>,
}

/// A respondent has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Beginning {
    /// The id of the submission to be.
    pub(crate) id: SubmissionId,
    /// When, by the browser's clock.
    pub(crate) at: Instant,
}

/// What the widget shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// A page of questions.
    Answering,
    /// The frozen response is on its way.
    Sending(Delivery),
    /// The response was not taken; the answers are kept.
    Refused(Refusal, Frozen),
    /// The participant's response was here already.
    Duplicate(Option<String>),
    /// No responses are taken.
    Shut(Shut),
    /// The response is stored.
    Received(Receipt),
}

/// Why no responses are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// Fieldwork has not begun.
    NotOpen,
    /// Staff have paused the survey.
    Paused,
    /// Fieldwork is over.
    Closed,
    /// Fieldwork ended while the response was being answered or sent.
    ClosedUnsent,
    /// This response was erased.
    Erased,
}

/// What a press of Continue led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Something is to be put right first.
    Faulty,
    /// Another page is shown.
    Moved,
    /// That was the last page: the response can be frozen.
    Last,
}

/// How many questions of the page an answer has shown and hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revealed {
    /// Shown.
    pub(crate) n_shown: usize,
    /// Hidden.
    pub(crate) n_hidden: usize,
}

/// One respondent's session.
pub(crate) struct Session {
    wording: Rc<Wording>,
    interview: Interview,
    survey: SurveyReply,
    bearer: Bearer,
    beginning: Option<Beginning>,
    stage: Stage,
    page: usize,
    complaints: Vec<Complaint>,
    /// The answers are shown before they are sent.
    checking: Option<Uncommon<Preview>>,
    /// How long it has taken, where that is limited.
    taken: TimeTaken,
    /// Files that are being sent, or could not be.
    sendings: Vec<Sending>,
    n_sendings: u32,
}

impl Session {
    /// Opens a session on its first page, or on what there is to say if no responses are taken.
    pub(crate) fn open(
        survey: SurveyReply,
        interview: Interview,
        bearer: Bearer,
        wording: Rc<Wording>,
    ) -> Self {
        let stage = match survey.status {
            SurveyStatus::Open => Stage::Answering,
            SurveyStatus::NotOpen => Stage::Shut(Shut::NotOpen),
            SurveyStatus::Paused => Stage::Shut(Shut::Paused),
            SurveyStatus::Closed => Stage::Shut(Shut::Closed),
        };
        let mut session = Session {
            wording,
            interview,
            survey,
            bearer,
            beginning: None,
            stage,
            page: 0,
            complaints: Vec::new(),
            checking: None,
            taken: TimeTaken::default(),
            sendings: Vec::new(),
            n_sendings: 0,
        };
        let first = session.route().next();
        session.page = first.unwrap_or(0);
        session
    }

    /// Takes up what the tab has kept. A response being sent goes on being sent, whatever version is live by now.
    #[must_use]
    pub(crate) fn resume(mut self, draft: Draft) -> Self {
        if let Some(body) = draft.frozen {
            self.stage = Stage::Sending(Delivery::new(Frozen { id: draft.id, body }));
        }
        self.beginning = Some(Beginning { id: draft.id, at: draft.started_at });
        if draft.version == self.survey.version {
            self.interview = self.interview.with_answers(draft.answers);
            let page = self.route().find(|page| *page >= draft.page);
            self.page = page.unwrap_or(self.page);
        }
        self
    }

    /// Returns what the tab should keep; `None` before the respondent has begun and after all is said.
    pub(crate) fn draft(&self) -> Option<Draft> {
        let beginning = self.beginning?;
        let frozen = match &self.stage {
            Stage::Answering | Stage::Refused(..) | Stage::Shut(Shut::NotOpen | Shut::Paused) => {
                None
            }
            Stage::Sending(delivery) => Some(delivery.frozen.body.clone()),
            Stage::Duplicate(_) | Stage::Shut(_) | Stage::Received(_) => return None,
        };
        Some(Draft {
            version: self.survey.version,
            id: beginning.id,
            started_at: beginning.at,
            seed: self.interview.surroundings().seed,
            language: self.language().to_owned(),
            page: self.page,
            answers: self.interview.answers().clone(),
            frozen,
        })
    }

    /// Returns the interview.
    pub(crate) fn interview(&self) -> &Interview {
        &self.interview
    }

    /// Returns the questionnaire.
    pub(crate) fn questionnaire(&self) -> &Questionnaire {
        self.interview.questionnaire()
    }

    /// Returns what is known of the survey; its definition is left out.
    pub(crate) fn survey(&self) -> &SurveyReply {
        &self.survey
    }

    /// Returns what is shown.
    pub(crate) fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Returns the page shown, by index.
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// Returns the language in use.
    pub(crate) fn language(&self) -> &str {
        &self.interview.surroundings().language
    }

    /// Goes on in another language, in which the same version of the questionnaire is given.
    pub(crate) fn translate(
        &mut self,
        language: &str,
        questionnaire: Arc<Questionnaire>,
        wording: Rc<Wording>,
    ) {
        let mut surroundings = self.interview.surroundings().clone();
        language.clone_into(&mut surroundings.language);
        let answers = self.interview.answers().clone();
        self.interview = Interview::new(questionnaire, surroundings).with_answers(answers);
        self.set_wording(wording);
    }

    /// Changes the widget's own words.
    pub(crate) fn set_wording(&mut self, wording: Rc<Wording>) {
        self.wording = wording;
    }

    /// Returns the words in use.
    pub(crate) fn wording(&self) -> &Wording {
        &self.wording
    }

    /// Returns what is to be put right of one question, or required panel.
    pub(crate) fn complaints_at(
        &self,
        place: Place,
        name: &str,
    ) -> impl Iterator<Item = &Complaint> {
        self.complaints.iter().filter(move |complaint| {
            let at = complaint.locate(self);
            complaint.stands(&at) && at.question == name && Place::at(&at.steps) == place
        })
    }

    /// Returns everything to be put right on the page shown.
    pub(crate) fn complaints(&self) -> impl Iterator<Item = &Complaint> {
        self.complaints.iter().filter(|complaint| complaint.stands(&complaint.locate(self)))
    }

    /// Forgets what hangs on a row that is about to be removed: files on their way to it, and complaints about the rows of
    /// its question, for others have their numbers then.
    pub(crate) fn forget_row(&mut self, place: Place, index: usize, row: usize) {
        let mut complaints = std::mem::take(&mut self.complaints);
        complaints.retain(|complaint| {
            let way = Place::at(&complaint.locate(self).steps);
            way.row_within(place, index).is_none()
        });
        self.complaints = complaints;
        self.forget_sendings_in(place, index, row);
    }

    /// Tells whether the page shown only introduces.
    pub(crate) fn is_introduction(&self) -> bool {
        self.questionnaire().first_page_is_start && self.page == 0
    }

    /// Returns the number of the page shown, from 1, and how many there are; `None` on an introduction.
    pub(crate) fn progress(&self) -> Option<(usize, usize)> {
        if self.is_introduction() {
            return None;
        }
        let introductions = usize::from(self.questionnaire().first_page_is_start);
        let pages: Vec<usize> = self.route().filter(|page| *page >= introductions).collect();
        let place = pages.iter().position(|page| *page == self.page)?;
        Some((place + 1, pages.len()))
    }

    /// Tells whether the page shown is the first, as things stand.
    pub(crate) fn is_first(&self) -> bool {
        self.previous().is_none()
    }

    /// Tells whether there is a page to go back to.
    pub(crate) fn has_previous(&self) -> bool {
        let is_after_another = self.checking.is_some() || self.previous().is_some();
        self.questionnaire().show_back && is_after_another
    }

    /// Tells whether the page shown is the last, as things stand.
    pub(crate) fn is_last(&self) -> bool {
        self.following().is_none()
    }

    /// The pages that the respondent comes by as things stand; triggers can end the survey early, or skip pages.
    fn route(&self) -> impl Iterator<Item = usize> {
        self.interview.route().into_iter()
    }

    fn following(&self) -> Option<usize> {
        self.route().find(|page| *page > self.page)
    }

    fn previous(&self) -> Option<usize> {
        self.route().take_while(|page| *page < self.page).last()
    }

    /// Notes that the respondent has begun, if they had not; tells whether this was the beginning.
    pub(crate) fn begin(&mut self, beginning: Beginning) -> bool {
        let first = self.beginning.is_none();
        self.beginning.get_or_insert(beginning);
        first
    }

    /// Changes the interview as a respondent does, and tells what that has shown and hidden on the page.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Interview)) -> Revealed {
        let before = self.shown_questions();
        change(&mut self.interview);
        let after = self.shown_questions();
        Revealed {
            n_shown: after.iter().filter(|question| !before.contains(question)).count(),
            n_hidden: before.iter().filter(|question| !after.contains(question)).count(),
        }
    }

    fn shown_questions(&self) -> Vec<usize> {
        let mut questions = Vec::new();
        if let Some(page) = self.questionnaire().pages.get(self.page) {
            self.collect_questions(&page.elements, &mut questions);
        }
        questions.retain(|question| self.interview.is_question_visible(*question));
        questions
    }

    fn collect_questions(&self, elements: &[Element], into: &mut Vec<usize>) {
        for element in elements {
            match element {
                Element::Question(question) => into.push(*question),
                Element::Panel(panel) => {
                    self.collect_questions(&self.questionnaire().panels[*panel].elements, into);
                }
            }
        }
    }

    /// Checks the page and goes on if nothing is wrong.
    pub(crate) fn go_on(&mut self) -> Step {
        let rejections = self.interview.page_rejections(self.page);
        let complaints = self.with_sending(rejections, Some(self.page));
        self.complaints = complaints.into_iter().map(|it| self.worded(it)).collect();
        if !self.complaints.is_empty() {
            return Step::Faulty;
        }
        match self.following() {
            Some(page) => {
                self.enter(page);
                Step::Moved
            }
            None => self.check_or_end(),
        }
    }

    /// Goes back a page; nothing is checked and nothing lost. Tells whether there was one.
    pub(crate) fn go_back(&mut self) -> bool {
        if self.checking.take().is_some() {
            return true;
        }
        let previous = self.previous();
        if let Some(page) = previous {
            self.enter(page);
        }
        previous.is_some()
    }

    /// Shows a page, with nothing to put right on it yet.
    fn enter(&mut self, page: usize) {
        self.page = page;
        self.complaints.clear();
        self.begin_page_time();
    }

    /// Freezes the response and starts sending it. If a page is at fault after all, shows that page instead.
    /// `print` makes JSON text.
    pub(crate) fn freeze(&mut self, print: impl FnOnce(&Value) -> String) -> Step {
        let Some(beginning) = self.beginning else { return Step::Faulty };
        let rejections = self.interview.clone().complete().err().unwrap_or_default();
        let complaints = self.with_sending(rejections, None);
        if !complaints.is_empty() {
            self.complain(complaints);
            return Step::Faulty;
        }
        let submission = Submission {
            version: self.survey.version,
            language: self.language().to_owned(),
            channel: if self.bearer.token.is_some() { "panel" } else { "web" }.to_owned(),
            partner: self.bearer.partner.clone(),
            started_at: beginning.at,
            seed: self.interview.surroundings().seed,
            // As they stand, those of hidden questions too: a condition may have read them, and the server must come
            // to the same. It drops them then, as completing does here.
            answers: self.interview.answers().clone(),
        };
        let body = print(&submission.to_value());
        self.stage = Stage::Sending(Delivery::new(Frozen { id: beginning.id, body }));
        Step::Last
    }

    /// Begins an attempt to send and returns its number with what to send; `None` if there is nothing to send, or
    /// an attempt is under way.
    pub(crate) fn begin_attempt(&mut self) -> Option<(u32, Frozen)> {
        match &mut self.stage {
            Stage::Sending(delivery) => Some((delivery.begin()?, delivery.frozen.clone())),
            _ => None,
        }
    }

    /// Tells whether an attempt is the latest one.
    pub(crate) fn is_current(&self, run: u32) -> bool {
        matches!(&self.stage, Stage::Sending(delivery) if delivery.run == run)
    }

    /// Takes in how an attempt went. Returns how long to wait before the next, in milliseconds; `None` when there
    /// will be none. `0 <= chance < 1` spreads the waiting.
    pub(crate) fn settle(&mut self, outcome: Outcome, chance: f64) -> Option<u32> {
        let Stage::Sending(delivery) = &mut self.stage else { return None };
        self.stage = match outcome {
            Outcome::Again { asked_ms } => return Some(delivery.fail(asked_ms, chance)),
            Outcome::Stored(receipt) => Stage::Received(receipt),
            Outcome::AlreadyResponded { return_url } => Stage::Duplicate(return_url),
            Outcome::Closed => Stage::Shut(Shut::ClosedUnsent),
            Outcome::Erased => Stage::Shut(Shut::Erased),
            Outcome::Refused(refusal) => Stage::Refused(refusal, delivery.frozen.clone()),
            Outcome::Rejected(faults) => {
                self.complain(faults.into_iter().map(Complaint::from).collect());
                Stage::Answering
            }
        };
        None
    }

    /// Goes back to the answers after a refusal. Nothing was stored, so they may change.
    pub(crate) fn edit_again(&mut self) {
        if matches!(self.stage, Stage::Refused(..)) {
            self.stage = Stage::Answering;
        }
    }

    /// Sends the same bytes again after a refusal.
    pub(crate) fn send_again(&mut self) {
        if let Stage::Refused(_, frozen) = &self.stage {
            self.stage = Stage::Sending(Delivery::new(frozen.clone()));
        }
    }

    /// Shows the first page that is complained about, with its complaints.
    fn complain(&mut self, complaints: Vec<Complaint>) {
        let page = complaints.iter().find_map(|complaint| self.page_of(&complaint.question));
        self.page = page.unwrap_or(self.page);
        self.checking = None;
        self.complaints = complaints
            .into_iter()
            .filter(|it| self.page_of(&it.question).is_none_or(|page| page == self.page))
            .map(|it| self.worded(it))
            .collect();
    }

    fn page_of(&self, name: &str) -> Option<usize> {
        let questionnaire = self.questionnaire();
        questionnaire.pages.iter().position(|page| {
            let mut questions = Vec::new();
            self.collect_questions(&page.elements, &mut questions);
            let asked = questions.iter().any(|index| questionnaire.questions[*index].name == name);
            let is_page = page.required.is_some() && page.name == name;
            asked || is_page || self.has_panel(&page.elements, name)
        })
    }

    fn has_panel(&self, elements: &[Element], name: &str) -> bool {
        elements.iter().any(|element| match element {
            Element::Question(_) => false,
            Element::Panel(index) => {
                let panel = &self.questionnaire().panels[*index];
                let is_meant = panel.required.is_some() && panel.name == name;
                is_meant || self.has_panel(&panel.elements, name)
            }
        })
    }

    fn worded(&self, mut complaint: Complaint) -> Complaint {
        let at = complaint.locate(self);
        let was_out_of_reach = !at.is_visible || !at.is_enabled;
        let interview = Place::at(&at.steps).look(&self.interview);
        let questionnaire = interview.questionnaire();
        let question = questionnaire.question_index(at.question);
        complaint.was_out_of_reach = was_out_of_reach;
        let kind = question.map(|index| &questionnaire.questions[index].kind);
        let choices = kind.and_then(QuestionKind::choices).filter(|it| it.stored.is_some());
        // Unless "other" is chosen, what is missing is the comment of a choice.
        let is_comment = choices.zip(question).is_some_and(|(choices, index)| {
            let mut other = choices.other.iter();
            !other.any(|other| interview.is_chosen(index, &other.choice.value))
        });
        let complaint = if is_comment { complaint.about_comment() } else { complaint };
        match kind {
            Some(QuestionKind::Text(_) | QuestionKind::Comment(_)) => complaint,
            Some(QuestionKind::Ranking(ranking)) if !ranking.selects => complaint.about("order"),
            Some(QuestionKind::File(_)) => complaint.about("file"),
            Some(QuestionKind::SignaturePad(_)) => complaint.about("signature"),
            // A panel or a page, too, has no kind.
            Some(QuestionKind::Nested(_))
                if question.is_some_and(|it| interview.rows(it).is_empty()) =>
            {
                complaint.about("rows")
            }
            Some(QuestionKind::Nested(_)) => complaint.about("questions"),
            None if of_extra(Some(())).is_some() => complaint.about("questions"),
            Some(kind) if !kind.takes_several() => complaint.about("choice"),
            _ => complaint.about("choices"),
        }
    }
}

mod checking;
mod sending;
mod timing;

pub(crate) use timing::Passed;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
