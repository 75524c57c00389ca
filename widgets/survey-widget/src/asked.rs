//! One question as it is drawn and acted on.

use crate::context::{Handle, Scene};
use crate::place::Place;
use crate::seen::{Seen, typed, with_row};
use leptos::prelude::{event_target_checked, event_target_value};
use survey_model::interview::Interview;
use survey_model::value::Value;
use web_sys::Event;
use widget_ui::node::Element;

/// A question on the page.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// What it is part of.
    pub(crate) scene: Scene<'a>,
    /// Which one, an index into the questionnaire's questions.
    pub(crate) index: usize,
}

impl Asked<'_> {
    /// Returns the id of its first control.
    pub(crate) fn id(self) -> String {
        self.scene.id_here("q", self.index)
    }

    /// Returns the id of one of its parts.
    pub(crate) fn id_of(self, part: &str) -> String {
        [self.id().as_str(), "-", part].concat()
    }

    /// Returns the id of one of its controls; the first has that of the question.
    pub(crate) fn control_id(self, place: usize) -> String {
        if place == 0 { self.id() } else { self.id_of(&place.to_string()) }
    }

    /// Returns the ids of what describes its control: hint, then error.
    pub(crate) fn described_by(self, seen: &Seen) -> Option<String> {
        match (seen.hint.is_empty(), seen.is_faulty()) {
            (true, false) => None,
            (true, true) => Some(self.id_of("error")),
            (false, false) => Some(self.id_of("hint")),
            (false, true) => Some([self.id_of("hint"), self.id_of("error")].join(" ")),
        }
    }

    /// Says of a control what every single control says: whether it can be used, is at fault, and what describes it.
    pub(crate) fn describe(self, control: Element, seen: &Seen) -> Element {
        control
            .flag("disabled", seen.is_disabled)
            .says("aria-invalid", seen.is_faulty())
            .maybe("aria-describedby", self.described_by(seen).as_deref())
    }

    /// Returns what answers it.
    pub(crate) fn pen(self) -> Pen {
        let Scene { handle, place, .. } = self.scene;
        Pen { handle, place, index: self.index }
    }
}

/// Answers one question. Listeners keep it.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    /// Of the widget.
    pub(crate) handle: Handle,
    /// Where the question stands.
    pub(crate) place: Place,
    /// Which one it is there.
    pub(crate) index: usize,
}

impl Pen {
    /// Returns the id of one of its controls, by what follows that of the first.
    pub(crate) fn control_id(self, suffix: &str) -> String {
        self.handle.id(&[&self.place.id_of("q", self.index), suffix].concat())
    }

    fn answer(self, mut change: impl FnMut(&mut Interview, usize)) {
        let Pen { handle, place, index } = self;
        handle.answer(&mut |interview| {
            place.change(interview, &mut |here| change(here, index));
        });
    }

    /// Gives, changes or takes back the answer.
    pub(crate) fn set(self, answer: Option<Value>) {
        self.answer(|interview, index| interview.set_answer(index, answer.clone()));
    }

    /// Changes the list of files that is the answer.
    pub(crate) fn change_files(self, mut change: impl FnMut(&mut Vec<Value>)) {
        self.answer(|interview, index| {
            let before = interview.answer(index).and_then(Value::as_list);
            let mut items = before.unwrap_or_default().to_vec();
            change(&mut items);
            interview.set_answer(index, Some(Value::List(items)));
        });
    }

    /// Answers one row of a matrix; the other rows keep their answers.
    pub(crate) fn set_row(self, row: &str, column: Value) {
        self.answer(|interview, index| {
            let answer = with_row(interview.answer(index), row, column.clone());
            interview.set_answer(index, Some(answer));
        });
    }

    /// Selects or unselects one column of several in a row of a matrix.
    pub(crate) fn toggle_in_row(self, row: &str, column: &Value, selected: bool) {
        self.answer(|interview, index| interview.toggle_column(index, row, column, selected));
    }

    /// Gives or changes the comment of a choice.
    pub(crate) fn set_choice_comment(self, choice: &Value, comment: &str) {
        self.answer(|interview, index| interview.set_choice_comment(index, choice, comment));
    }

    /// Takes in what has been typed so far, and has the characters left counted out.
    pub(crate) fn write(self, text: &str, is_number: bool, limit: Option<usize>) {
        self.set(typed(text, is_number));
        if let Some(limit) = limit {
            self.handle.count_out(limit, text.chars().count());
        }
    }

    /// Gives or changes the comment.
    pub(crate) fn set_comment(self, comment: &str) {
        self.answer(|interview, index| interview.set_comment(index, comment));
    }

    /// Gives or changes the text of "other".
    pub(crate) fn set_other(self, text: &str) {
        self.answer(|interview, index| interview.set_other(index, text));
    }

    /// Takes out a choice that is there only because it is chosen, and goes to where others are added.
    pub(crate) fn take_out(self, choice: &Value) {
        self.toggle(choice, false);
        self.handle.follow(self.control_id("-own"));
    }

    /// Selects or unselects one choice of several.
    pub(crate) fn toggle(self, choice: &Value, selected: bool) {
        self.answer(|interview, index| interview.toggle_choice(index, choice, selected));
    }

    /// Adds a row, and goes to it.
    pub(crate) fn add_row(self) {
        self.answer(Interview::add_row);
        self.handle.focus(self.handle.id(&[&self.place.id_of("q", self.index), "-last"].concat()));
    }

    /// Removes a row, and goes to where one is added.
    pub(crate) fn remove_row(self, row: usize) {
        self.handle.change(|session| session.forget_row(self.place, self.index, row));
        self.answer(|interview, index| interview.remove_row(index, row));
        self.handle.focus(self.handle.id(&self.place.id_of("q", self.index)));
    }
}

/// Returns what the control that an event comes from says.
pub(crate) fn written(event: &Event) -> String {
    event_target_value(event)
}

/// Tells whether the control that an event comes from is checked.
pub(crate) fn is_checked(event: &Event) -> bool {
    event_target_checked(event)
}
