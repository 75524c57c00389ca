//! A view of one type: elements, text and live parts, put together at run time.
//!
//! Leptos' own views have a type of their own for each piece of markup, and each brings its own code to draw, update
//! and drop it. On a page that respondents wait for, that was half of the module: with one type, the same form is a
//! third of the size. Everything reactive stays Leptos: a live part is a `RenderEffect`, and a [`Node`] is a view like
//! any other, on a server too.
//!
//! A live part is drawn as a whole and compared with what stands there, so that one is enough for a page: what is the
//! same keeps its element. Two elements are the same if tag, id and the events listened to are.

mod dom;
mod html;
mod outline;
mod view;

pub use dom::NodeState;
pub use outline::Outlined;

use web_sys::Event;

/// A piece of a view.
pub enum Node {
    /// Text.
    Text(String),
    /// An element.
    Element(Element),
    /// Several pieces in a row, or none.
    Many(Vec<Node>),
    /// A piece that is drawn anew whenever a signal that it reads changes.
    Live(Box<dyn FnMut() -> Node + Send>),
}

/// What an event calls.
type Handler = Box<dyn FnMut(Event) + Send>;

/// An element under construction.
///
/// The methods that build it take plain references and are not inlined: they are called some hundred times, and their
/// weight is that of the calls.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    properties: Vec<(&'static str, bool)>,
    value: Option<String>,
    listeners: Vec<(&'static str, Handler)>,
    children: Vec<Node>,
}

/// Begins an element.
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        properties: Vec::new(),
        value: None,
        listeners: Vec::new(),
        children: Vec::new(),
    }))
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
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.0.attributes.push((name, value.to_owned()));
        self
    }

    /// Sets an attribute if there is a value for it.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute that says `true` or `false`.
    #[must_use]
    #[inline(never)]
    pub fn says(self, name: &'static str, is_so: bool) -> Self {
        self.attr(name, if is_so { "true" } else { "false" })
    }

    /// Sets an attribute that says something by being there.
    #[must_use]
    #[inline(never)]
    pub fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set { self.attr(name, "") } else { self }
    }

    /// Sets the class.
    #[must_use]
    #[inline(never)]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Sets the id.
    #[must_use]
    #[inline(never)]
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Keeps a property that the reader changes too, such as `checked`, in step with the state. On a server, where
    /// there are no properties, it is an attribute.
    #[must_use]
    #[inline(never)]
    pub fn property(mut self, name: &'static str, value: bool) -> Self {
        self.0.properties.push((name, value));
        self
    }

    /// Keeps what stands in a control in step with the state, except while it has the focus: nobody's typing is
    /// rewritten under their hands.
    #[must_use]
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.value = Some(value.to_owned());
        self
    }

    /// Listens to an event.
    #[must_use]
    pub fn on(self, event: &'static str, handler: impl FnMut(Event) + Send + 'static) -> Self {
        self.listen(event, Box::new(handler))
    }

    #[inline(never)]
    fn listen(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.listeners.push((event, handler));
        self
    }

    /// Adds a text.
    #[must_use]
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.push(Node::Text(text.to_owned()))
    }

    /// Adds a child.
    #[must_use]
    pub fn child(self, child: impl Into<Node>) -> Self {
        self.push(child.into())
    }

    #[inline(never)]
    fn push(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Node::Element(element)
    }
}

impl From<&str> for Node {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Node::Text(text.to_owned())
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
