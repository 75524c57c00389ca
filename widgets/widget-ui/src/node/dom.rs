//! Draws a node in a document, and makes drawn nodes into others with as few changes as it can: what stays the same
//! element keeps its focus, its selection and what has been typed.

use super::{Handler, Node, Parts};
use js_sys::Reflect;
use leptos::prelude::{RenderEffect, document};
use leptos::tachys::view::Mountable;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;

/// A node as it has been drawn.
pub enum NodeState {
    /// A text and what it says.
    Text(web_sys::Node, String),
    /// An element.
    Element(Box<ElementState>),
    /// Several nodes and the empty text that marks where they end.
    Many(Vec<NodeState>, web_sys::Node),
    /// A node that draws itself anew.
    Live(RenderEffect<NodeState>),
}

/// An element as it has been drawn.
pub struct ElementState {
    element: web_sys::Element,
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    listeners: Vec<Listener>,
    children: Vec<NodeState>,
}

/// Calls whatever handler it has at the moment, so that a new one costs nothing in the document.
struct Listener {
    event: &'static str,
    handler: Rc<Cell<Option<Handler>>>,
    closure: Closure<dyn FnMut(Event)>,
}

impl Node {
    /// Draws the node; it is not in the document yet.
    pub(super) fn draw(self) -> NodeState {
        match self {
            Node::Text(text) => NodeState::Text(text_node(&text), text),
            Node::Element(element) => NodeState::Element(Box::new(element.0.draw())),
            Node::Many(nodes) => NodeState::Many(draw_all(nodes), text_node("")),
            Node::Live(mut draw) => NodeState::Live(RenderEffect::new(move |before| {
                let drawn = draw();
                match before {
                    Some(mut state) => {
                        drawn.redraw(&mut state);
                        state
                    }
                    None => drawn.draw(),
                }
            })),
        }
    }

    /// Makes what has been drawn into this node.
    pub(super) fn redraw(self, state: &mut NodeState) {
        match (self, state) {
            (Node::Text(new), NodeState::Text(node, old)) => {
                if new != *old {
                    node.set_text_content(Some(&new));
                    *old = new;
                }
            }
            (Node::Element(new), NodeState::Element(old)) if new.0.is(old) => new.0.redraw(old),
            (Node::Many(new), NodeState::Many(old, end)) => {
                if let Some(parent) = end.parent_node() {
                    redraw_all(new, old, &parent, Some(end));
                }
            }
            (new, old) => {
                let drawn = new.draw();
                if let Some((parent, place)) = old.place() {
                    drawn.insert(&parent, Some(&place));
                }
                old.remove();
                *old = drawn;
            }
        }
    }
}

fn text_node(text: &str) -> web_sys::Node {
    document().create_text_node(text).into()
}

fn draw_all(nodes: Vec<Node>) -> Vec<NodeState> {
    let mut drawn = Vec::with_capacity(nodes.len());
    for node in nodes {
        drawn.push(node.draw());
    }
    drawn
}

/// Makes the nodes that stand before `end` in `parent` into others.
fn redraw_all(
    new: Vec<Node>,
    old: &mut Vec<NodeState>,
    parent: &web_sys::Node,
    end: Option<&web_sys::Node>,
) {
    while old.len() > new.len() {
        if let Some(gone) = old.pop() {
            gone.remove();
        }
    }
    for (place, node) in new.into_iter().enumerate() {
        if let Some(state) = old.get_mut(place) {
            node.redraw(state);
        } else {
            let drawn = node.draw();
            drawn.insert(parent, end);
            old.push(drawn);
        }
    }
}

impl Parts {
    fn draw(self) -> ElementState {
        // Fails for a tag that is none, and ours are written out in the views.
        let element = document().create_element(self.tag).expect("a view names tags that exist");
        let listeners = self.listeners.into_iter().map(|(event, handler)| {
            let listener = Listener::new(event, handler);
            listener.listen(&element);
            listener
        });
        let mut state = ElementState {
            listeners: listeners.collect(),
            children: draw_all(self.children),
            element,
            tag: self.tag,
            attributes: Vec::new(),
        };
        state.set_attributes(self.attributes);
        for child in &state.children {
            child.insert(&state.element, None);
        }
        // A list can choose only what is in it, so properties come last.
        state.set_properties(self.properties);
        state.set_value(self.value);
        state
    }

    /// Tells whether a drawn element can be made into this one.
    fn is(&self, state: &ElementState) -> bool {
        self.tag == state.tag
            && id(&self.attributes) == id(&state.attributes)
            && self.listeners.len() == state.listeners.len()
            && self.listeners.iter().zip(&state.listeners).all(|(new, old)| new.0 == old.event)
    }

    fn redraw(self, state: &mut ElementState) {
        state.set_attributes(self.attributes);
        for ((_, handler), listener) in self.listeners.into_iter().zip(&state.listeners) {
            listener.handler.set(Some(handler));
        }
        redraw_all(self.children, &mut state.children, &state.element, None);
        state.set_properties(self.properties);
        state.set_value(self.value);
    }
}

fn id<'a>(attributes: &'a [(&'static str, String)]) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.as_str())
}

impl ElementState {
    fn set_attributes(&mut self, new: Vec<(&'static str, String)>) {
        for (name, _) in &self.attributes {
            if !new.iter().any(|(it, _)| it == name) {
                // Never fails: removing is done or there was nothing to remove.
                let _ = self.element.remove_attribute(name);
            }
        }
        for attribute in &new {
            if !self.attributes.contains(attribute) {
                // Fails for a name that is none, and ours are written out in the views.
                let _ = self.element.set_attribute(attribute.0, &attribute.1);
            }
        }
        self.attributes = new;
    }

    /// What has been drawn last says nothing here: the reader may have changed it since. Setting what is so already does
    /// nothing.
    fn set_properties(&self, new: Vec<(&'static str, bool)>) {
        for (name, value) in new {
            // Setting a member of an element cannot fail.
            let _ = Reflect::set(&self.element, &name.into(), &value.into());
        }
    }

    /// Here neither: the reader may have typed since.
    fn set_value(&self, new: Option<String>) {
        let Some(new) = new else { return };
        let (key, new) = ("value".into(), new.into());
        // Fails for a selector that is none.
        let is_focused = self.element.matches(":focus").unwrap_or(false);
        if !is_focused && Reflect::get(&self.element, &key).ok().as_ref() != Some(&new) {
            // Setting a member of an element cannot fail.
            let _ = Reflect::set(&self.element, &key, &new);
        }
    }
}

impl Listener {
    fn new(event: &'static str, handler: Handler) -> Self {
        let handler = Rc::new(Cell::new(Some(handler)));
        let current = handler.clone();
        let call = move |event: Event| {
            if let Some(mut handler) = current.take() {
                handler(event);
                // A handler that came meanwhile stays.
                let newer = current.take();
                current.set(newer.or(Some(handler)));
            }
        };
        let call: Box<dyn FnMut(Event)> = Box::new(call);
        Listener { event, handler, closure: Closure::wrap(call) }
    }

    fn listen(&self, element: &web_sys::Element) {
        let callback = self.closure.as_ref().unchecked_ref();
        // Fails for no element and no function.
        let _ = element.add_event_listener_with_callback(self.event, callback);
    }
}

impl NodeState {
    /// Visits what stands in the document, the outermost nodes in their order.
    fn visit(&self, visit: &mut dyn FnMut(&web_sys::Node)) {
        match self {
            NodeState::Text(node, _) => visit(node),
            NodeState::Element(state) => visit(&state.element),
            NodeState::Many(states, end) => {
                for state in states {
                    state.visit(visit);
                }
                visit(end);
            }
            NodeState::Live(effect) => {
                effect.with_value_mut(|state| state.visit(visit));
            }
        }
    }

    /// Where it stands: the parent and the first node.
    fn place(&self) -> Option<(web_sys::Node, web_sys::Node)> {
        let mut first = None;
        self.visit(&mut |node| {
            first.get_or_insert_with(|| node.clone());
        });
        let first = first?;
        Some((first.parent_node()?, first))
    }

    fn insert(&self, parent: &web_sys::Node, before: Option<&web_sys::Node>) {
        self.visit(&mut |node| {
            // Fails only if `before` is not in `parent`, where it was found.
            let _ = parent.insert_before(node, before);
        });
    }

    fn remove(&self) {
        self.visit(&mut |node| {
            if let Some(parent) = node.parent_node() {
                // Its own parent has it.
                let _ = parent.remove_child(node);
            }
        });
    }
}

impl Mountable for NodeState {
    fn unmount(&mut self) {
        self.remove();
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&web_sys::Node>) {
        self.insert(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some((parent, place)) = self.place() else { return false };
        let Ok(parent) = parent.dyn_into() else { return false };
        child.mount(&parent, Some(&place));
        true
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        let mut elements = Vec::new();
        self.visit(&mut |node| elements.extend(node.dyn_ref::<web_sys::Element>().cloned()));
        elements
    }
}
