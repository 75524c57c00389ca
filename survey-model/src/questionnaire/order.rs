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

impl RandomList {
    /// Reads how a page or panel orders its elements, which stand under one of `names`; `None` if as they are given.
    pub(super) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        names: &[&str],
        holder: Holder,
        survey_is_random: bool,
    ) -> Option<Self> {
        let own = is_random(reader, node);
        let follows = matches!(reader.word(node, ORDER), None | Some("default"));
        if !(own || follows && survey_is_random) {
            return None;
        }
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let list = find(node, names)?;
        // An element without a type is left out, and so has no place.
        let elements = list.items().ok()?.filter(|item| item.member("type").is_some());
        for (place, element) in elements.enumerate() {
            if reader.flag(&element, &["randomize"]).unwrap_or(true) {
                let category = reader.word(&element, &["randomizeCategory"]).unwrap_or_default();
                groups.entry(category.to_owned()).or_default().push(place);
            }
        }
        let groups = groups.into_values().collect();
        Some(RandomList { holder, salt: Salt::default(), groups })
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
