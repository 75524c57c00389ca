//! Where a question stands: on the page itself, or in a row of a question that holds questions.

use survey_model::interview::Interview;

/// How deep rows lie within rows at most.
const DEEPEST: usize = survey_model::limits::NESTING;

/// The way to a row: nested questions by index, each with the row that is entered. Nowhere is the page itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    steps: [(usize, usize); DEEPEST],
    n_steps: usize,
}

impl Place {
    /// Goes a whole way.
    pub(crate) fn at(steps: &[(usize, usize)]) -> Self {
        let mut place = Place::default();
        for (question, row) in steps {
            place = place.within(*question, *row);
        }
        place
    }

    /// Goes on into a row. No questionnaire leads deeper than there is room for.
    #[must_use]
    pub(crate) fn within(mut self, question: usize, row: usize) -> Self {
        if let Some(step) = self.steps.get_mut(self.n_steps) {
            *step = (question, row);
            self.n_steps += 1;
        }
        self
    }

    /// Returns the row of a question at another place that leads here; `None` if none does.
    pub(crate) fn row_within(self, other: Place, question: usize) -> Option<usize> {
        let rest = self.steps().strip_prefix(other.steps())?;
        rest.first().filter(|(entered, _)| *entered == question).map(|(_, row)| *row)
    }

    /// Goes the same way, but through another row where it leaves another place.
    #[must_use]
    pub(crate) fn through_row(mut self, other: Place, row: usize) -> Self {
        if let Some(step) = self.steps.get_mut(other.n_steps) {
            step.1 = row;
        }
        self
    }

    /// Returns the way: nested questions by index, each with the row that is entered.
    pub(crate) fn steps(&self) -> &[(usize, usize)] {
        &self.steps[..self.n_steps]
    }

    /// Returns the row as an interview, or the whole one as far as there is a way.
    pub(crate) fn look(self, mut interview: &Interview) -> &Interview {
        for (question, row) in self.steps() {
            match interview.rows(*question).get(*row) {
                Some(row) => interview = row.interview(),
                None => break,
            }
        }
        interview
    }

    /// Tells whether a question there is visible, and everything on the way to it.
    pub(crate) fn is_visible(self, mut interview: &Interview, index: usize) -> bool {
        for (question, row) in self.steps() {
            let row = interview.rows(*question).get(*row);
            let Some(row) = row.filter(|row| row.is_shown()) else { return false };
            if !interview.is_question_visible(*question) {
                return false;
            }
            interview = row.interview();
        }
        interview.is_question_visible(index)
    }

    /// Lets the respondent do something there.
    pub(crate) fn change(self, interview: &mut Interview, change: &mut dyn FnMut(&mut Interview)) {
        enter(self.steps(), interview, change);
    }

    /// Returns what sets the ids of this place apart, for a question or panel: `q2-r0-` for those in a row.
    pub(crate) fn id_of(self, kind: &str, index: usize) -> String {
        let mut id = String::new();
        for (question, row) in self.steps() {
            id.push_str(&["q", &question.to_string(), "-r", &row.to_string(), "-"].concat());
        }
        id.push_str(kind);
        id.push_str(&index.to_string());
        id
    }
}

fn enter(
    steps: &[(usize, usize)],
    interview: &mut Interview,
    change: &mut dyn FnMut(&mut Interview),
) {
    match steps {
        [] => change(interview),
        [(question, row), rest @ ..] => {
            interview.answer_in(*question, *row, |inner| enter(rest, inner, change));
        }
    }
}
