//! What a node comes to in a document, for tests without a browser.

use super::{Node, Parts};

/// An element as it stands in a document.
#[derive(Clone, Debug)]
pub struct Outlined {
    /// What it is.
    pub tag: &'static str,
    /// What is said of it; properties that are set stand among the attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// The text in it, that of the elements in it included.
    pub text: String,
    /// The element that it stands in, by its place in the outline.
    pub parent: Option<usize>,
}

impl Outlined {
    /// Returns an attribute; `None` without it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
    }
}

impl Node {
    /// Lists all elements in the order in which they begin.
    pub fn outline(self) -> Vec<Outlined> {
        let mut outline = Vec::new();
        self.outline_into(None, &mut outline);
        outline
    }

    fn outline_into(self, parent: Option<usize>, outline: &mut Vec<Outlined>) {
        match self {
            Node::Text(text) => {
                let mut around = parent;
                while let Some(place) = around {
                    outline[place].text.push_str(&text);
                    around = outline[place].parent;
                }
            }
            Node::Element(element) => element.0.outline_into(parent, outline),
            Node::Many(nodes) => nodes.into_iter().for_each(|it| it.outline_into(parent, outline)),
            Node::Live(mut draw) => draw().outline_into(parent, outline),
        }
    }
}

impl Parts {
    fn outline_into(self, parent: Option<usize>, outline: &mut Vec<Outlined>) {
        let mut attributes = self.attributes;
        let set = self.properties.into_iter().filter(|(_, is_set)| *is_set);
        attributes.extend(set.map(|(name, _)| (name, String::new())));
        attributes.extend(self.value.map(|value| ("value", value)));
        let place = outline.len();
        outline.push(Outlined { tag: self.tag, attributes, text: String::new(), parent });
        self.children.into_iter().for_each(|child| child.outline_into(Some(place), outline));
    }
}

#[cfg(test)]
mod tests {
    use crate::node::{Node, el};

    #[test]
    fn an_outline_lists_elements_with_all_text_in_them() {
        let inner = el("b").property("hidden", true).text("2");
        let node: Node = vec![el("p").id("x").text("1").child(inner).into(), el("i").into()].into();
        let outline = node.outline();
        let told: Vec<_> = outline.iter().map(|it| (it.tag, it.text.as_str(), it.parent)).collect();
        assert_eq!(told, [("p", "12", None), ("b", "2", Some(0)), ("i", "", None)]);
        assert_eq!((outline[0].attribute("id"), outline[1].attribute("id")), (Some("x"), None));
        assert_eq!(outline[1].attribute("hidden"), Some(""));
    }
}
