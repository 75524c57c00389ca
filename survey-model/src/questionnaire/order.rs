//! Pages and panels that show what is in them in random order.

use super::reader::{Reader, find};
use super::salt::Salt;
use super::{Element, Questionnaire};
use crate::compiled::compiled;
use crate::document::Node;
use std::collections::BTreeMap;

/// What of a questionnaire stands in random order.
#[derive(Clone, Debug, Default)]
pub(crate) struct RandomOrder {
    /// The pages and panels whose elements do.
    pub(crate) lists: Vec<RandomList>,
}

compiled!(struct RandomOrder { lists });

/// A page or panel whose elements stand in random order.
#[derive(Clone, Debug)]
pub(crate) struct RandomList {
    /// Which.
    pub(crate) holder: Holder,
    /// Makes its order differ from that of others.
    pub(crate) salt: Salt,
    /// The places within which elements change places; what is in none stays where it is.
    pub(crate) groups: Vec<Vec<usize>>,
}

compiled!(struct RandomList { holder, salt, groups });

/// What holds elements, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A page.
    Page(usize),
    /// A panel.
    Panel(usize),
}

compiled!(
    enum Holder {
        Page(index),
        Panel(index),
    }
);

/// The two names under which a definition says how elements are ordered.
const ORDER: &[&str] = &["questionOrder", "questionsOrder"];

/// Tells whether a survey asks for random order in all that does not say otherwise.
pub(super) fn is_random(reader: &mut Reader, node: &Node<'_, '_>) -> bool {
    match reader.word(node, ORDER).unwrap_or("initial") {
        "random" => true,
        "initial" | "default" => false,
        _ => {
            let message = "One of initial and random.";
            let given = find(node, ORDER).map_or_else(|| node.pointer(), |given| given.pointer());
            reader.problem(given, "unknown-word", message);
            false
        }
    }
}

/// Tells whether a page or panel orders its elements at random: by itself, or because the survey does.
pub(super) fn orders_randomly(
    reader: &mut Reader,
    node: &Node<'_, '_>,
    survey_is_random: bool,
) -> bool {
    let own = is_random(reader, node);
    let follows = matches!(reader.word(node, ORDER), None | Some("default"));
    own || follows && survey_is_random
}

/// A [`RandomList`] while its page or panel is read.
pub(super) struct RandomPlaces {
    holder: Holder,
    by_category: BTreeMap<String, Vec<usize>>,
}

impl RandomPlaces {
    /// Begins with nothing in it.
    pub(super) fn new(holder: Holder) -> Self {
        RandomPlaces { holder, by_category: BTreeMap::new() }
    }

    /// Takes in an element that has a place there.
    pub(super) fn take_in(&mut self, reader: &mut Reader, element: &Node<'_, '_>, place: usize) {
        if reader.flag(element, &["randomize"]).unwrap_or(true) {
            let category = reader.word(element, &["randomizeCategory"]).unwrap_or_default();
            self.by_category.entry(category.to_owned()).or_default().push(place);
        }
    }

    /// Returns the whole list.
    pub(super) fn into_list(self) -> RandomList {
        let groups = self.by_category.into_values().collect();
        RandomList { holder: self.holder, salt: Salt::default(), groups }
    }
}

impl RandomOrder {
    /// Gives the list of a page or panel its salt.
    pub(super) fn salt(&mut self, holder: Holder, salt: Salt) {
        for list in self.lists.iter_mut().filter(|list| list.holder == holder) {
            list.salt = salt;
        }
    }
}

impl Questionnaire {
    /// Returns what a page or panel holds, to be put in another order.
    pub(crate) fn elements_mut(&mut self, holder: Holder) -> &mut Vec<Element> {
        match holder {
            Holder::Page(index) => &mut self.pages[index].elements,
            Holder::Panel(index) => &mut self.panels[index].elements,
        }
    }
}
