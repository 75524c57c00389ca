//! All that is shown of one question at a moment, worked out in one go.
//!
//! A question follows the session by this one value rather than by a signal for each of its parts: what can be
//! seen is then plain, testable without a browser, and a third of the module's size.

use crate::complaint::say;
use crate::markup::{self, Piece};
use crate::place::Place;
use crate::session::Session;
use crate::wording::{ExtraWord, Word, Wording, fill};
use survey_model::decimal;
use survey_model::extra::Extra as Uncommon;
use survey_model::interview::{self, ChoiceRole, Interview, OfferedChoice};
use survey_model::mask::Mask;
use survey_model::questionnaire::{
    BooleanLabels, Choices, CommentInput, Element, InputType, MatrixGrid, Nested, Question,
    QuestionKind, RatingScale, Shape, TextInput,
};
use survey_model::text::Text;
use survey_model::value::{Object, Value};

mod uploads;

pub(crate) use uploads::{Files, Pad};

/// All that is shown of one question.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) wording: &'a Wording,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) hint: String,
    pub(crate) errors: Vec<String>,
    pub(crate) is_required: bool,
    pub(crate) is_disabled: bool,
    /// The free comment beside the answer, where the question has one.
    pub(crate) comment: Option<Extra>,
    pub(crate) control: Control,
}

/// A text that goes with an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Extra {
    pub(crate) label: String,
    pub(crate) placeholder: String,
    pub(crate) text: String,
}

/// What the question is answered with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Control {
    /// One line.
    Line(Line),
    /// Several lines.
    Area(Area),
    /// Choices, all shown.
    Cards(Cards),
    /// Choices in the browser's own list.
    List(List),
    /// Points side by side.
    Scale(Scale),
    /// A choice for each row.
    Grid(Grid),
    /// Questions in each row.
    Rows(Uncommon<Rows>),
    /// Pictures to choose from.
    Pictures(Uncommon<Pictures>),
    /// Choices to put in order.
    Order(Uncommon<Order>),
    /// A scale to move along.
    Track(Uncommon<Track>),
    /// No control: a picture or film.
    Picture(Uncommon<Drawing>),
    /// Files to hand over.
    Files(Uncommon<Files>),
    /// Where to sign.
    Pad(Uncommon<Pad>),
    /// No control: a formatted text.
    Html(Vec<Piece>),
    /// No control: what an expression comes to.
    Output(String),
}

/// Several lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) rows: usize,
    pub(crate) placeholder: String,
    pub(crate) limit: Option<usize>,
    pub(crate) text: String,
}

/// Choices, all shown; several can be chosen, or one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cards {
    pub(crate) several: bool,
    pub(crate) inline: bool,
    pub(crate) offers: Vec<Offer>,
    pub(crate) other: Option<Extra>,
    /// Where choices can be added.
    pub(crate) adding: Option<Uncommon<Adding>>,
}

/// Where a choice is added to those on offer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Adding {
    /// It joins the others rather than taking their place.
    pub(crate) joins: bool,
    /// The longest, in characters.
    pub(crate) limit: Option<usize>,
}

/// Choices in a list, which begins with `first`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List {
    pub(crate) first: String,
    pub(crate) offers: Vec<Offer>,
    pub(crate) other: Option<Extra>,
    /// Where a choice can be added.
    pub(crate) adding: Option<Uncommon<Adding>>,
}

/// Points side by side. `of_last` makes "3" into "3 of 5" for those who listen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) offers: Vec<Offer>,
    pub(crate) of_last: String,
    pub(crate) low: String,
    pub(crate) high: String,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grid {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// Any number of columns can be chosen in a row.
    pub(crate) several: bool,
}

/// Rows, each with questions of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rows {
    /// What every row asks.
    pub(crate) elements: Vec<Element>,
    /// The rows that are shown: its place among all, and its heading, empty where one row is all there is.
    pub(crate) shown: Vec<(usize, String)>,
    /// What the button says that adds a row, while one may be added.
    pub(crate) add: Option<String>,
    /// What the buttons say that remove one, while one may be removed.
    pub(crate) remove: Option<String>,
    /// Said in place of rows.
    pub(crate) none: String,
    /// What is counted up, each with what it is.
    pub(crate) totals: Vec<(String, String)>,
}

/// A single-line control.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) input_type: InputType,
    pub(crate) placeholder: String,
    pub(crate) autocomplete: Option<String>,
    pub(crate) min: Option<String>,
    pub(crate) max: Option<String>,
    pub(crate) limit: Option<usize>,
    pub(crate) text: String,
}

/// A choice as it is offered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Offer {
    /// What choosing it answers.
    pub(crate) value: Value,
    pub(crate) text: String,
    pub(crate) is_disabled: bool,
    pub(crate) is_chosen: bool,
    /// What is written to it, while it is chosen and takes a comment.
    pub(crate) comment: Option<Uncommon<Extra>>,
    /// It is there only because it is chosen.
    pub(crate) is_own: bool,
}

/// A row of a grid.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// The row's value as text.
    pub(crate) key: String,
    pub(crate) text: String,
    pub(crate) offers: Vec<Offer>,
}

impl<'a> Seen<'a> {
    /// Works out what is shown of a question at a place; `None` while it is hidden.
    pub(crate) fn of(session: &'a Session, place: Place, index: usize) -> Option<Self> {
        let interview = place.look(session.interview());
        if !interview.is_question_visible(index) {
            return None;
        }
        let question = &interview.questionnaire().questions[index];
        let wording = session.wording();
        let eye = Eye { interview, wording, question, index };
        let is_disabled = question.read_only || !interview.is_enabled(index);
        let own = session.complaints_at(place, &question.name);
        Some(Seen {
            wording,
            name: question.name.clone(),
            title: interview.display_of(index, &question.title),
            hint: interview.display_of(index, &question.description),
            errors: own.map(|complaint| say(complaint, session)).collect(),
            is_required: interview.is_required(index),
            is_disabled,
            comment: question.comment_area.as_ref().map(|label| eye.comment(label)),
            control: eye.control(session, place, is_disabled),
        })
    }

    /// Tells whether something is to be put right.
    pub(crate) fn is_faulty(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Tells whether an answer once given can be taken back only by a button of its own.
    pub(crate) fn is_clearable(&self) -> bool {
        let is_chosen = match &self.control {
            Control::Cards(cards) if !cards.several => is_any_chosen(&cards.offers),
            Control::Scale(scale) => is_any_chosen(&scale.offers),
            Control::Pictures(pictures) => !pictures.several && pictures.is_any_chosen(),
            Control::Order(order) => order.is_given,
            Control::Track(track) => track.is_given(),
            _ => false,
        };
        is_chosen && !self.is_required && !self.is_disabled
    }
}

fn is_any_chosen(offers: &[Offer]) -> bool {
    offers.iter().any(|offer| offer.is_chosen)
}

/// Looks at one question.
struct Eye<'a> {
    interview: &'a Interview,
    wording: &'a Wording,
    question: &'a Question,
    index: usize,
}

impl Eye<'_> {
    fn control(&self, session: &Session, place: Place, is_disabled: bool) -> Control {
        match &self.question.kind {
            QuestionKind::Text(input) => Control::Line(self.line(input)),
            QuestionKind::Comment(input) => self.area(input),
            QuestionKind::RadioGroup(choices) => self.cards(choices, false, is_disabled),
            QuestionKind::Checkbox(choices) | QuestionKind::Tagbox(choices) => {
                self.cards(choices, true, is_disabled)
            }
            QuestionKind::ButtonGroup(choices) => side_by_side(self.offers(choices, is_disabled)),
            QuestionKind::Dropdown(choices) => Control::List(List {
                first: self.display_or(&choices.placeholder, &self.wording[Word::Choose]),
                offers: self.offers(choices, is_disabled),
                other: self.other(choices),
                adding: self.adding(choices, false, is_disabled),
            }),
            QuestionKind::Rating(scale) => self.scale(scale, is_disabled),
            QuestionKind::Boolean(labels) => side_by_side(self.yes_and_no(labels, is_disabled)),
            // Without rows it is a single choice, stored as such.
            QuestionKind::Matrix(grid) if grid.rows.is_empty() => {
                side_by_side(self.plain_offers(is_disabled))
            }
            QuestionKind::Matrix(grid) => self.grid(grid, is_disabled),
            QuestionKind::Html(text) => Control::Html(markup::read(&self.interview.display(text))),
            QuestionKind::Nested(nested) => {
                Control::Rows(Uncommon::new(self.rows(nested, is_disabled)))
            }
            QuestionKind::ImagePicker(picker) => {
                Control::Pictures(Uncommon::new(self.pictures(picker, is_disabled)))
            }
            QuestionKind::Ranking(ranking) => {
                Control::Order(Uncommon::new(self.order(ranking, is_disabled)))
            }
            QuestionKind::Image(picture) => Control::Picture(Uncommon::new(self.picture(picture))),
            QuestionKind::Slider(slider) => Control::Track(Uncommon::new(self.track(slider))),
            QuestionKind::File(input) => {
                Control::Files(Uncommon::new(self.files(session, place, input)))
            }
            QuestionKind::SignaturePad(pad) => {
                Control::Pad(Uncommon::new(self.pad(session, place, pad)))
            }
            QuestionKind::Expression(_) => {
                Control::Output(self.interview.display_answer(self.index))
            }
        }
    }

    fn answer(&self) -> Option<&Value> {
        self.interview.answer(self.index)
    }

    fn answer_text(&self) -> String {
        self.answer().map(Value::to_text).unwrap_or_default()
    }

    fn display_or(&self, text: &Text, ours: &str) -> String {
        let own = self.interview.display(text);
        if own.is_empty() { ours.to_owned() } else { own }
    }

    fn comment(&self, label: &Text) -> Extra {
        Extra {
            label: self.display_or(label, &self.wording[Word::CommentLabel]),
            placeholder: String::new(),
            text: self.interview.comment(self.index).to_owned(),
        }
    }

    fn line(&self, input: &TextInput) -> Line {
        // A number is typed as text, where the browser enforces no bound.
        let has_picker = !input.input_type.is_number();
        let (min, max) = self.interview.bounds(self.index);
        let bound = |bound: Option<Value>| bound.filter(|_| has_picker).map(|it| it.to_text());
        let own = self.interview.display(&input.placeholder);
        let outline = input.mask.as_deref().filter(|_| own.is_empty()).map(Mask::outline);
        let masked = input.mask.as_deref().zip(self.answer());
        Line {
            input_type: input.input_type,
            placeholder: outline.unwrap_or(own),
            autocomplete: input.autocomplete.clone(),
            min: bound(min),
            max: bound(max),
            limit: input.max_length,
            text: masked.map_or_else(|| self.answer_text(), |(mask, answer)| mask.text_of(answer)),
        }
    }

    fn area(&self, input: &CommentInput) -> Control {
        Control::Area(Area {
            rows: input.rows.clamp(2, 20),
            placeholder: self.interview.display(&input.placeholder),
            limit: input.max_length,
            text: self.answer_text(),
        })
    }

    fn cards(&self, choices: &Choices, several: bool, is_disabled: bool) -> Control {
        Control::Cards(Cards {
            several,
            inline: choices.inline,
            offers: self.offers(choices, is_disabled),
            other: self.other(choices),
            adding: self.adding(choices, several, is_disabled),
        })
    }

    fn offers(&self, choices: &Choices, is_disabled: bool) -> Vec<Offer> {
        let offered = self.interview.offered_choices(self.index);
        let all = offered
            .iter()
            .filter(|choice| choice.role == ChoiceRole::Ordinary)
            .all(|choice| self.is_chosen(&choice.value));
        let offer = |choice: OfferedChoice| {
            // The owner's own words stand; the model's stand-ins for missing ones are not in the language.
            let (own, ours) = match choice.role {
                ChoiceRole::Ordinary | ChoiceRole::Refused | ChoiceRole::DontKnow => (None, ""),
                ChoiceRole::Other => {
                    (choices.other.as_ref().map(|other| &other.choice), &self.wording[Word::Other])
                }
                ChoiceRole::None => (choices.none.as_ref(), &self.wording[Word::None]),
                ChoiceRole::SelectAll => {
                    (choices.select_all.as_ref(), &self.wording[Word::SelectAll])
                }
            };
            let is_chosen = match choice.role {
                ChoiceRole::SelectAll => all,
                _ => self.is_chosen(&choice.value),
            };
            let mut offer = offered_as(choice, is_disabled, is_chosen);
            if let Some(own) = own {
                offer.text = self.display_or(&own.text, ours);
            }
            offer.comment = self.choice_comment(choices, &offer);
            offer
        };
        let mut offers: Vec<Offer> = offered.into_iter().map(offer).collect();
        if choices.custom.is_some() {
            for added in self.interview.added_choices(self.index) {
                offers.push(Offer { is_own: true, ..offered_as(added, is_disabled, true) });
            }
        }
        offers
    }

    /// Choices that are all there is to a question: points of a scale, columns without rows.
    fn plain_offers(&self, is_disabled: bool) -> Vec<Offer> {
        let mut offers = Vec::new();
        for choice in self.interview.offered_choices(self.index) {
            let is_chosen = self.is_chosen(&choice.value);
            offers.push(offered_as(choice, is_disabled, is_chosen));
        }
        offers
    }

    fn adding(
        &self,
        choices: &Choices,
        joins: bool,
        is_disabled: bool,
    ) -> Option<Uncommon<Adding>> {
        let custom = choices.custom.as_ref()?;
        let is_full = self.interview.is_full(self.question, choices);
        (!is_disabled && !is_full)
            .then(|| Uncommon::new(Adding { joins, limit: custom.max_length }))
    }

    fn choice_comment(&self, choices: &Choices, offer: &Offer) -> Option<Uncommon<Extra>> {
        choices.stored.as_ref()?;
        let asked = choices.comment_of(&offer.value).filter(|_| offer.is_chosen)?;
        Some(Uncommon::new(Extra {
            label: fill(self.wording.extra(ExtraWord::CommentOn), &[&offer.text]),
            placeholder: self.interview.display(&asked.placeholder),
            text: self.interview.choice_comment(self.index, &offer.value).to_owned(),
        }))
    }

    fn is_chosen(&self, value: &Value) -> bool {
        self.interview.is_chosen(self.index, value)
    }

    fn other(&self, choices: &Choices) -> Option<Extra> {
        let other = choices.other.as_ref().filter(|other| self.is_chosen(&other.choice.value))?;
        Some(Extra {
            label: self.wording[Word::OtherLabel].to_owned(),
            placeholder: self.interview.display(&other.placeholder),
            text: self.interview.other(self.index).to_owned(),
        })
    }

    fn named(&self, value: &Value, text: &Text, ours: &str, is_disabled: bool) -> Offer {
        Offer {
            value: value.clone(),
            text: self.display_or(text, ours),
            is_disabled,
            is_chosen: self.answer() == Some(value),
            comment: None,
            is_own: false,
        }
    }

    fn scale(&self, scale: &RatingScale, is_disabled: bool) -> Control {
        // "of 5" makes sense of a numbered point only; a worded point speaks for itself.
        let last = scale.points.last().filter(|last| last.value.as_number().is_some());
        let of_last = last.map(|last| fill(&self.wording[Word::PointOf], &[&last.value.to_text()]));
        Control::Scale(Scale {
            offers: self.plain_offers(is_disabled),
            of_last: of_last.unwrap_or_default(),
            low: self.interview.display(&scale.min_description),
            high: self.interview.display(&scale.max_description),
        })
    }

    fn grid(&self, grid: &MatrixGrid, is_disabled: bool) -> Control {
        let columns = self.interview.offered_choices(self.index);
        let rows = self.interview.offered_rows(self.index).into_iter();
        let rows = rows.map(|row| self.row(grid, &columns, row, is_disabled)).collect();
        Control::Grid(Grid {
            columns: columns.into_iter().map(|it| it.text).collect(),
            rows,
            several: grid.takes_several(),
        })
    }

    fn row(
        &self,
        grid: &MatrixGrid,
        columns: &[OfferedChoice],
        row: OfferedChoice,
        is_disabled: bool,
    ) -> Row {
        let key = row.value.to_text();
        let is_disabled = is_disabled || !row.enabled;
        let mut offers = Vec::with_capacity(columns.len());
        for column in columns {
            let is_chosen = self.interview.is_column_chosen(self.index, &key, &column.value);
            let mut offer = offered_as(column.clone(), is_disabled, is_chosen);
            if grid.cells.is_some()
                && let Some(own) = grid.cell_text(&row.value, &column.value)
            {
                offer.text = self.display_or(own, &column.text);
            }
            offers.push(offer);
        }
        Row { offers, text: row.text, key }
    }

    fn rows(&self, nested: &Nested, is_disabled: bool) -> Rows {
        let rows = self.interview.rows(self.index);
        let shown = rows.iter().enumerate().filter(|(_, row)| row.is_shown());
        let n_rows = rows.len();
        let add = self.wording.extra(ExtraWord::AddRow);
        let remove = self.wording.extra(ExtraWord::RemoveRow);
        let can_add = nested.shape.grows() && nested.can_add && n_rows < nested.n_max;
        let can_remove = nested.shape.grows() && nested.can_remove && n_rows > nested.n_min;
        Rows {
            elements: nested
                .template
                .pages
                .first()
                .map(|page| page.elements.clone())
                .unwrap_or_default(),
            shown: shown
                .map(|(place, row)| (place, row_heading(nested, place, row, self.wording)))
                .collect(),
            add: (can_add && !is_disabled).then(|| self.display_or(&nested.add, add)),
            remove: (can_remove && !is_disabled).then(|| self.display_or(&nested.remove, remove)),
            none: self.interview.display(&nested.no_rows),
            totals: self.totals(nested),
        }
    }

    fn totals(&self, nested: &Nested) -> Vec<(String, String)> {
        let totals = self.interview.totals(self.index);
        let title = |name: &str| {
            let column = nested.template.question_index(name)?;
            Some(self.interview.display(&nested.template.questions[column].title))
        };
        let figure =
            |(name, figure): (&String, &Value)| (title(name).unwrap_or_default(), figure.to_text());
        totals.map(|totals| totals.iter().map(figure).collect()).unwrap_or_default()
    }

    fn yes_and_no(&self, labels: &BooleanLabels, is_disabled: bool) -> Vec<Offer> {
        let (yes, no) = (&self.wording[Word::Yes], &self.wording[Word::No]);
        vec![
            self.named(&labels.value_true, &labels.label_true, yes, is_disabled),
            self.named(&labels.value_false, &labels.label_false, no, is_disabled),
        ]
    }
}

/// Choices of which one can be chosen, and nothing beside them.
fn side_by_side(offers: Vec<Offer>) -> Control {
    Control::Cards(Cards { several: false, inline: true, offers, other: None, adding: None })
}

/// Not inlined: it is called four times, and its weight is that of the calls.
#[inline(never)]
fn offered_as(offered: OfferedChoice, is_disabled: bool, is_chosen: bool) -> Offer {
    Offer {
        value: offered.value,
        text: offered.text,
        is_disabled: is_disabled || !offered.enabled,
        is_chosen,
        comment: None,
        is_own: false,
    }
}

/// Heads a row: in the owner's words, by the row that the definition names, or by its number. Nothing where one row is
/// all there ever is.
pub(crate) fn row_heading(
    nested: &Nested,
    place: usize,
    row: &interview::Row,
    wording: &Wording,
) -> String {
    let interview = row.interview();
    let own = match nested.shape {
        Shape::Items => return String::new(),
        Shape::FixedRows => {
            let named = nested.rows.iter().find(|it| it.value.to_text() == row.key());
            named.map(|named| interview.display(&named.text))
        }
        Shape::Rows | Shape::Panels => Some(interview.display(&nested.row_title)),
    };
    own.map(|own| own.trim().to_owned())
        .filter(|own| !own.is_empty())
        .unwrap_or_else(|| fill(wording.extra(ExtraWord::RowHeading), &[&(place + 1).to_string()]))
}

/// The answer to a matrix after one row was answered.
pub(crate) fn with_row(answer: Option<&Value>, key: &str, column: Value) -> Value {
    let mut rows = answer.and_then(Value::as_object).cloned().unwrap_or_else(Object::new);
    rows.insert(key.to_owned(), column);
    Value::Object(rows)
}

/// Reads what was typed on a line; `None` for nothing. A number that is none stays text, so that the fault is told.
pub(crate) fn typed(text: &str, is_number: bool) -> Option<Value> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    let number = if is_number { decimal::parse(&trimmed.replace(',', ".")) } else { None };
    Some(match number.filter(|number| number.is_finite()) {
        Some(number) => Value::Number(number),
        None => Value::String(text.to_owned()),
    })
}

mod order;
mod pictures;
mod said;
mod track;

pub(crate) use order::Order;
pub(crate) use pictures::{Drawing, Pictures};
pub(crate) use said::{Said, said};
pub(crate) use track::{End, Track};

#[cfg(test)]
mod tests;
