//! What depends on what: which parts of a questionnaire must be looked at again when the value of a name changes.
//!
//! A part is a condition, a calculation or whatever else follows from answers; a name is what an answer is kept under,
//! or what is calculated. Names are noted in lower case, as they are read in any. Whatever an interview works out while
//! it settles must be noted here with all that it reads, or it will not be worked out anew.

use super::{
    COMMENT_SUFFIX, Calculation, CarriedSource, Choice, Choices, Conditions, Element, Nested,
    Question, QuestionKind, Questionnaire, RowCount, Slider, TOTAL_SUFFIX, Trigger, TriggerAction,
};
use crate::compiled::compiled;
use crate::expression::{Expression, Read};
use crate::extra::{Extra, of_extra};
use crate::lower_case::lower_case;
use std::collections::BTreeSet;

/// What there is to do about one part of a questionnaire; which part, says its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Work {
    /// What triggers show, and the names they give values to; there is one part.
    Lasting,
    /// Works a calculated value out.
    Calculate,
    /// Evaluates the conditions of a page.
    Page,
    /// Evaluates the conditions of a panel.
    Panel,
    /// Evaluates the conditions of a question.
    Question,
    /// Clears the answer to a question that has hidden, or gives one that shows its default answer.
    Clear,
    /// Removes choices from an answer that are not offered any more.
    Choices,
    /// Works an expression question out, or a default answer that follows others.
    Follow,
    /// Brings rows in line with their answer and with what is around them.
    Rows,
    /// Gives a question its default answer again, for what it stands in shows again.
    Begin,
}

compiled!(
    enum Work {
        Lasting,
        Calculate,
        Page,
        Panel,
        Question,
        Clear,
        Choices,
        Follow,
        Rows,
        Begin,
    }
);

/// How many kinds of work there are.
pub(crate) const N_WORKS: usize = Work::Begin as usize + 1;

/// One piece of work.
pub(crate) type Part = (Work, usize);

/// Where a question or panel stands, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Container {
    Page(usize),
    Panel(usize),
}

compiled!(
    enum Container {
        Page(index),
        Panel(index),
    }
);

/// The parts of a questionnaire, by what they read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    /// Each name with the parts to look at when its value changes, in order.
    readers: Vec<(String, Vec<Part>)>,
    /// Those that read the row as a whole.
    of_whole_row: Vec<Part>,
    /// Those to look at when anything changes.
    of_anything: Vec<Part>,
    /// All the work that there can be, but for that on conditions.
    pub(crate) parts: Vec<Part>,
    /// Where each panel stands.
    pub(crate) panels: Vec<Container>,
    /// Where each question stands.
    pub(crate) questions: Vec<Container>,
    /// The questions that answers to others can set, by index.
    pub(crate) reacting: Vec<usize>,
    /// Names differ in more than case, and those of answers are written everywhere as they are kept.
    pub(crate) spells_exactly: bool,
    /// The questions that keep their answer under the same name as another, if any do.
    sharing: Option<Extra<Sharing>>,
    /// A row reads something of what is around it.
    pub(crate) reads_around: bool,
    /// What begins anew when what it stands in shows again, if anything does.
    beginnings: Option<Extra<Beginnings>>,
    /// What it reads there, in order; the compiled form goes without.
    around: Vec<Around>,
}

compiled!(struct Graph {
    readers, of_whole_row, of_anything, parts, panels, questions, reacting, spells_exactly, sharing,
    reads_around, beginnings,
} but { around });

/// The questions that keep their answer under the same name as another, by index, in order.
#[derive(Clone, Debug)]
struct Sharing {
    questions: Vec<usize>,
}

compiled!(struct Sharing { questions });

/// The questions with a default answer within pages and panels that can hide, by index, in order.
#[derive(Clone, Debug)]
struct Beginnings {
    within: Vec<(Container, Vec<usize>)>,
}

compiled!(struct Beginnings { within });

/// Something that a row reads of what is around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Around {
    /// The value of a name.
    Value(Box<str>),
    /// The answer to a question as it is shown.
    Shown(Box<str>),
    /// Anything at all.
    Anything,
}

impl Graph {
    /// Tells whether another question keeps its answer under the same name as this one.
    pub(crate) fn is_shared(&self, question: usize) -> bool {
        of_extra(self.sharing.as_ref())
            .is_some_and(|sharing| sharing.questions.binary_search(&question).is_ok())
    }

    /// Tells whether any two questions keep their answer under the same name.
    pub(crate) fn has_shared(&self) -> bool {
        of_extra(self.sharing.as_ref()).is_some()
    }

    /// Returns the questions that have a default answer within a page or panel that can hide.
    pub(crate) fn beginnings(&self, container: Container) -> &[usize] {
        let Some(all) = of_extra(self.beginnings.as_deref()) else { return &[] };
        let place = all.within.binary_search_by(|(known, _)| known.cmp(&container));
        place.map_or(&[], |place| &all.within[place].1)
    }

    /// Calls `mark` on each part to look at when the value of a name changes. In a row, `is_row` says that the name is
    /// one of the row's own answers.
    pub(crate) fn readers_of(&self, name: &str, is_row: bool, mut mark: impl FnMut(Part)) {
        let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
        let lower;
        let name = if is_lower {
            name
        } else {
            lower = lower_case(name);
            lower.as_str()
        };
        if let Ok(place) = self.readers.binary_search_by(|(known, _)| known.as_str().cmp(name)) {
            self.readers[place].1.iter().copied().for_each(&mut mark);
        }
        if is_row {
            self.of_whole_row.iter().copied().for_each(&mut mark);
        }
        self.of_anything.iter().copied().for_each(mark);
    }

    /// Takes down what depends on what in a questionnaire; in that of rows, `word` is what expressions call a row.
    pub(super) fn of(questionnaire: &Questionnaire, word: Option<&str>) -> Self {
        let graph = Graph::default();
        let mut builder =
            Builder { questionnaire, word, graph, reads: Vec::new(), spellings: BTreeSet::new() };
        builder.containers();
        builder.beginnings();
        builder.flow();
        for (index, page) in questionnaire.pages.iter().enumerate() {
            builder.conditions(&page.conditions, (Work::Page, index));
        }
        for (index, panel) in questionnaire.panels.iter().enumerate() {
            builder.conditions(&panel.conditions, (Work::Panel, index));
        }
        for (index, question) in questionnaire.questions.iter().enumerate() {
            builder.question(index, question);
        }
        builder.finish()
    }
}

struct Builder<'q> {
    questionnaire: &'q Questionnaire,
    word: Option<&'q str>,
    graph: Graph,
    /// What is read by which part, in any order and more than once.
    reads: Vec<(String, Part)>,
    /// Names of answers, as they are written where they are read.
    spellings: BTreeSet<String>,
}

impl Builder<'_> {
    fn containers(&mut self) {
        let questionnaire = self.questionnaire;
        self.graph.panels = vec![Container::Page(0); questionnaire.panels.len()];
        self.graph.questions = vec![Container::Page(0); questionnaire.questions.len()];
        let pages = questionnaire.pages.iter().enumerate();
        let pages = pages.map(|(index, page)| (Container::Page(index), &page.elements));
        let panels = questionnaire.panels.iter().enumerate();
        let panels = panels.map(|(index, panel)| (Container::Panel(index), &panel.elements));
        for (container, elements) in pages.chain(panels) {
            for element in elements {
                match *element {
                    Element::Question(index) => self.graph.questions[index] = container,
                    Element::Panel(index) => self.graph.panels[index] = container,
                }
            }
        }
    }

    fn beginnings(&mut self) {
        let questionnaire = self.questionnaire;
        let hiding = Hiding::of(questionnaire);
        let pages = questionnaire.pages.iter().enumerate();
        let pages = pages.map(|(index, page)| {
            let hides = can_hide(&page.conditions) || hiding.pages.contains(&index);
            (Container::Page(index), hides, &page.elements)
        });
        let panels = questionnaire.panels.iter().enumerate();
        let panels = panels.map(|(index, panel)| {
            (Container::Panel(index), can_hide(&panel.conditions), &panel.elements)
        });
        let mut within = Vec::new();
        for (container, hides, elements) in pages.chain(panels) {
            if hides || hiding.can_all(questionnaire, elements) {
                let mut questions = questionnaire.questions_of(elements);
                questions.retain(|index| questionnaire.questions[*index].has_default());
                within.extend((!questions.is_empty()).then_some((container, questions)));
            }
        }
        if !within.is_empty() {
            self.graph.beginnings = Some(Extra::new(Beginnings { within }));
        }
    }

    /// What the questionnaire does by itself.
    fn flow(&mut self) {
        for (index, calculated) in self.questionnaire.calculated.iter().enumerate() {
            let part = (Work::Calculate, index);
            self.graph.parts.push(part);
            self.expression(&calculated.expression, part);
            self.name(&calculated.name, part);
        }
        if !self.questionnaire.triggers.is_empty() {
            self.graph.parts.push((Work::Lasting, 0));
        }
        for trigger in &self.questionnaire.triggers {
            self.trigger(trigger, (Work::Lasting, 0));
        }
    }

    fn trigger(&mut self, trigger: &Trigger, part: Part) {
        if let Some(when) = &trigger.when {
            self.expression(when, part);
        }
        match &trigger.action {
            TriggerAction::SetAnswer { to: name, .. } | TriggerAction::SetVariable { name, .. } => {
                self.name(name, part);
            }
            TriggerAction::CopyAnswer { to, from, as_shown } => {
                self.name(to, part);
                self.name(from, part);
                if *as_shown {
                    self.shown(from, part);
                }
            }
            TriggerAction::SetResult { to, expression } => {
                self.name(to, part);
                self.expression(expression, part);
            }
            TriggerAction::Complete | TriggerAction::Skip { .. } | TriggerAction::Show { .. } => {}
        }
    }

    fn conditions(&mut self, conditions: &Conditions, part: Part) {
        let Conditions { hidden: _, visible_if, enable_if, required_if } = conditions;
        for condition in [visible_if, enable_if, required_if].into_iter().flatten() {
            self.expression(condition, part);
        }
    }

    fn question(&mut self, index: usize, question: &Question) {
        self.conditions(&question.conditions, (Work::Question, index));
        if question.clears_when_hidden(self.questionnaire) {
            self.own(question, (Work::Clear, index));
            if question.takes_comment() {
                self.answer(&question.comment_name(), (Work::Clear, index));
            }
        }
        if let Some(default) = question.default_expression() {
            self.own(question, (Work::Follow, index));
            self.expression(default, (Work::Follow, index));
            if let QuestionKind::Slider(slider) = &question.kind {
                self.scale(slider, (Work::Follow, index));
            }
        }
        self.kind(index, question);
        let reacts_in_rows =
            matches!(&question.kind, QuestionKind::Nested(nested) if nested.template.reacts);
        if question.automatic.is_some() || reacts_in_rows {
            self.graph.reacting.push(index);
        }
    }

    fn kind(&mut self, index: usize, question: &Question) {
        match &question.kind {
            QuestionKind::Rating(scale) => {
                if scale.points.iter().any(|point| point.visible_if.is_some()) {
                    self.own(question, (Work::Choices, index));
                    self.items(&scale.points, (Work::Choices, index));
                }
            }
            QuestionKind::Matrix(grid) if grid.hide_if_empty => {
                self.rows_of(&grid.rows, grid.rows_visible_if.as_ref(), (Work::Question, index));
            }
            QuestionKind::Expression(calculation) => {
                self.own(question, (Work::Follow, index));
                self.calculation(calculation, (Work::Follow, index));
            }
            QuestionKind::Nested(nested) => {
                self.nested(question, nested, (Work::Rows, index));
                if nested.hides_without_rows() {
                    let rows_visible_if = nested.rows_visible_if.as_ref();
                    self.rows_of(&nested.rows, rows_visible_if, (Work::Question, index));
                }
            }
            kind => {
                let Some(choices) = kind.choices() else { return };
                if choices.hide_if_empty {
                    self.choices(choices, (Work::Question, index));
                }
                if choices.has_conditions() || matches!(kind, QuestionKind::Ranking(_)) {
                    self.own(question, (Work::Choices, index));
                    self.name(&question.comment_name(), (Work::Choices, index));
                    self.choices(choices, (Work::Choices, index));
                }
            }
        }
    }

    fn calculation(&mut self, calculation: &Calculation, part: Part) {
        if let Some(expression) = &calculation.expression {
            self.expression(expression, part);
        }
    }

    /// A default answer beyond the end of a scale is put there.
    fn scale(&mut self, slider: &Slider, part: Part) {
        for end in [&slider.min_by, &slider.max_by].into_iter().flatten() {
            self.expression(end, part);
        }
    }

    fn rows_of(&mut self, rows: &[Choice], rows_visible_if: Option<&Expression>, part: Part) {
        self.items(rows, part);
        if let Some(condition) = rows_visible_if {
            self.expression(condition, part);
        }
    }

    /// Which choices are offered.
    fn choices(&mut self, choices: &Choices, part: Part) {
        self.items(&choices.items, part);
        if let Some(condition) = &choices.visible_if {
            self.expression(condition, part);
        }
        if let Some(carried) = &choices.carried {
            self.carried(&carried.source, choices, part);
        }
    }

    fn carried(&mut self, source: &CarriedSource, choices: &Choices, part: Part) {
        let source = match source {
            // Those that carry choices from each other in a circle have none.
            CarriedSource::Here(_) if choices.items.is_empty() => return,
            CarriedSource::Here(index) | CarriedSource::Answers(index) => *index,
            CarriedSource::Outside(_) => return self.anything(part),
        };
        let source = &self.questionnaire.questions[source];
        self.answer(&source.value_name, part);
        self.answer(&source.comment_name(), part);
        if let Some(list) = source.kind.choices() {
            self.choices(list, part);
        }
    }

    fn items(&mut self, items: &[Choice], part: Part) {
        for condition in items.iter().filter_map(|item| item.visible_if.as_ref()) {
            self.expression(condition, part);
        }
    }

    fn nested(&mut self, question: &Question, nested: &Nested, part: Part) {
        self.own(question, part);
        self.name(&[question.value_name.as_str(), TOTAL_SUFFIX].concat(), part);
        self.items(&nested.rows, part);
        let totals = nested.totals.iter().filter_map(|total| total.expression.as_ref());
        for expression in totals.chain(&nested.rows_visible_if) {
            self.expression(expression, part);
        }
        for read in &nested.template.graph.around {
            match read {
                Around::Value(name) => self.name(inner_name(name), part),
                Around::Shown(name) => self.shown(name, part),
                Around::Anything => self.anything(part),
            }
        }
        match &nested.count {
            Some(RowCount::Expression(expression)) => self.expression(expression, part),
            Some(RowCount::Answer(name)) => self.answer(name, part),
            None => {}
        }
    }

    /// Notes a part that has to do with the answer to its own question.
    fn own(&mut self, question: &Question, part: Part) {
        self.graph.parts.push(part);
        self.answer(&question.value_name, part);
    }

    fn expression(&mut self, expression: &Expression, part: Part) {
        expression.reads(&mut |read| match read {
            Read::Value(name) => self.name(name, part),
            Read::Shown(question) | Read::Comment(question) => self.shown(question, part),
            Read::Anything => self.anything(part),
        });
    }

    /// Notes what shows the answer to a question, with the texts of respondents that stand in its choices.
    fn shown(&mut self, name: &str, part: Part) {
        let Some(index) = self.questionnaire.question_index(name) else {
            if self.word.is_some() {
                self.read_around(Around::Shown(name.into()));
            }
            return self.name(name, part);
        };
        let question = &self.questionnaire.questions[index];
        self.answer(&question.value_name, part);
        self.answer(&question.comment_name(), part);
        if let Some(choices) = question.kind.choices().filter(|it| it.carried.is_some()) {
            self.choices(choices, part);
        }
    }

    /// Notes a part that reads what is only known when it does.
    fn anything(&mut self, part: Part) {
        self.graph.of_anything.push(part);
        if self.word.is_some() {
            self.read_around(Around::Anything);
        }
    }

    /// Notes a name as it is written in an expression: the path to a value, every step of which can be an answer.
    fn name(&mut self, name: &str, part: Part) {
        let Some(word) = self.word else { return self.path(name, part) };
        let begins = name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        match name.get(word.len()..).filter(|_| begins && !word.is_empty()) {
            Some("") => self.graph.of_whole_row.push(part),
            Some(rest) if rest.starts_with('.') => self.path(&rest[1..], part),
            _ => self.read_around(Around::Value(name.into())),
        }
    }

    fn read_around(&mut self, read: Around) {
        self.graph.around.push(read);
    }

    fn path(&mut self, path: &str, part: Part) {
        self.spellings.insert(path.to_owned());
        for (end, byte) in path.bytes().enumerate() {
            if matches!(byte, b'.' | b'[') {
                self.answer(&path[..end], part);
            }
        }
        self.answer(path, part);
    }

    fn answer(&mut self, name: &str, part: Part) {
        self.reads.push((lower_case(name), part));
    }

    fn finish(mut self) -> Graph {
        self.reads.sort_unstable();
        self.reads.dedup();
        let mut graph = self.graph;
        for (name, part) in self.reads {
            match graph.readers.last_mut() {
                Some((last, parts)) if *last == name => parts.push(part),
                _ => graph.readers.push((name, vec![part])),
            }
        }
        for parts in [&mut graph.of_whole_row, &mut graph.of_anything, &mut graph.parts] {
            parts.sort_unstable();
            parts.dedup();
        }
        graph.around.sort_unstable();
        graph.around.dedup();
        graph.reads_around = !graph.around.is_empty();
        let questions = &self.questionnaire.questions;
        let names: BTreeSet<&str> = questions.iter().map(|it| it.value_name.as_str()).collect();
        let is_shared = |question: &Question| {
            let keeping = self.questionnaire.questions_keeping(&question.value_name);
            keeping.len() > 1 && keeping.iter().any(|index| questions[*index].takes_answer())
        };
        let sharing: Vec<usize> =
            (0..questions.len()).filter(|it| is_shared(&questions[*it])).collect();
        graph.sharing = (!sharing.is_empty()).then(|| Extra::new(Sharing { questions: sharing }));
        graph.spells_exactly = spells_exactly(&names, self.spellings);
        graph
    }
}

/// What triggers can show and hide, by index.
#[derive(Default)]
struct Hiding {
    pages: BTreeSet<usize>,
    questions: BTreeSet<usize>,
}

impl Hiding {
    fn of(questionnaire: &Questionnaire) -> Self {
        let mut hiding = Hiding::default();
        for trigger in &questionnaire.triggers {
            if let TriggerAction::Show { pages, questions } = &trigger.action {
                hiding.pages.extend(pages);
                hiding.questions.extend(questions);
            }
        }
        hiding
    }

    /// Tells whether there may be nothing to show of these elements.
    fn can_all(&self, questionnaire: &Questionnaire, elements: &[Element]) -> bool {
        elements.iter().all(|element| match *element {
            Element::Question(index) => {
                let Question { conditions, kind, .. } = &questionnaire.questions[index];
                can_hide(conditions) || kind.can_hide() || self.questions.contains(&index)
            }
            Element::Panel(index) => {
                let panel = &questionnaire.panels[index];
                can_hide(&panel.conditions) || self.can_all(questionnaire, &panel.elements)
            }
        })
    }
}

fn can_hide(conditions: &Conditions) -> bool {
    conditions.hidden || conditions.visible_if.is_some()
}

/// Tells whether each spelling is that of a name or of none, in any case, and no two names differ only in case; the
/// names of comments and totals included.
fn spells_exactly(names: &BTreeSet<&str>, mut spellings: BTreeSet<String>) -> bool {
    for suffix in ["", COMMENT_SUFFIX, TOTAL_SUFFIX] {
        spellings.extend(names.iter().map(|name| [name, suffix].concat()));
    }
    let lower: BTreeSet<String> = spellings.iter().map(|name| lower_case(name)).collect();
    lower.len() == spellings.len()
}

/// Returns what the questions around a row call what the row reads of them: `parentPanel` is their own row.
fn inner_name(name: &str) -> &str {
    match name.get(.."parent".len()) {
        Some(start) if start.eq_ignore_ascii_case("parent") => &name["parent".len()..],
        _ => name,
    }
}
