//! A view of one type: elements, text and live parts, put together at run time.
//!
//! Leptos' own views have a type of their own for each piece of markup, and each brings its own code to draw, update
//! and drop it. On a page that respondents wait for, that was half of the module: with one type, the same form is a
//! third of the size. Everything reactive stays Leptos: a live part is a `RenderEffect`, and a [`Node`] is a view like
//! any other, on a server too.

mod dom;
mod html;
mod view;

pub use dom::NodeState;

use web_sys::Event;

/// A piece of a view.
pub enum Node {
    /// Text.
    Text(String),
    /// An element.
    Element(Box<Element>),
    /// Several pieces in a row, or none.
    Many(Vec<Node>),
    /// A piece that is drawn anew whenever a signal that it reads changes.
    Live(Box<dyn FnMut() -> Node + Send>),
}

/// What an event calls.
type Handler = Box<dyn FnMut(Event) + Send>;

/// What an attribute follows.
type Follower = Box<dyn FnMut() -> String + Send>;

/// An element under construction.
pub struct Element {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    properties: Vec<(&'static str, bool)>,
    followers: Vec<(&'static str, Follower)>,
    listeners: Vec<(&'static str, Handler)>,
    children: Vec<Node>,
}

/// Begins an element.
pub fn el(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        properties: Vec::new(),
        followers: Vec::new(),
        listeners: Vec::new(),
        children: Vec::new(),
    }
}

/// Makes a piece that follows the signals it reads.
pub fn live(draw: impl FnMut() -> Node + Send + 'static) -> Node {
    Node::Live(Box::new(draw))
}

/// Makes nothing, in a place where there may be something.
pub fn nothing() -> Node {
    Node::Many(Vec::new())
}

impl Element {
    /// Sets an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute if there is a value for it.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute that says something by being there.
    #[must_use]
    pub fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set { self.attr(name, "") } else { self }
    }

    /// Sets an attribute that follows the signals it reads.
    #[must_use]
    pub fn follow(
        mut self,
        name: &'static str,
        value: impl FnMut() -> String + Send + 'static,
    ) -> Self {
        self.followers.push((name, Box::new(value)));
        self
    }

    /// Sets the class.
    #[must_use]
    pub fn class(self, class: impl Into<String>) -> Self {
        self.attr("class", class)
    }

    /// Sets the id.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        self.attr("id", id)
    }

    /// Keeps a property that the reader changes too, such as `checked`, in step with the state. On a server, where
    /// there are no properties, it is an attribute.
    #[must_use]
    pub fn property(mut self, name: &'static str, value: bool) -> Self {
        self.properties.push((name, value));
        self
    }

    /// Listens to an event.
    #[must_use]
    pub fn on(mut self, event: &'static str, handler: impl FnMut(Event) + Send + 'static) -> Self {
        self.listeners.push((event, Box::new(handler)));
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Node::Element(Box::new(element))
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Node::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Node::Text(text)
    }
}

impl From<Vec<Node>> for Node {
    fn from(nodes: Vec<Node>) -> Self {
        Node::Many(nodes)
    }
}

impl From<Option<Node>> for Node {
    fn from(node: Option<Node>) -> Self {
        node.unwrap_or_else(nothing)
    }
}
