//! Draws a node in a document, and makes drawn nodes into others with as few changes as it can: what stays the same
//! element keeps its focus, its selection and what has been typed.

use super::{Follower, Handler, Node, Parts};
use leptos::prelude::RenderEffect;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::Mountable;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Comment, Event, Text};

/// A node as it has been drawn.
pub enum NodeState {
    /// A text and what it says.
    Text(Text, String),
    /// An element.
    Element(Box<ElementState>),
    /// Several nodes and the mark of where they end.
    Many(Vec<NodeState>, Comment),
    /// A node that draws itself anew.
    Live(RenderEffect<NodeState>),
}

/// An element as it has been drawn.
pub struct ElementState {
    element: web_sys::Element,
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    properties: Vec<(&'static str, bool)>,
    followers: Vec<RenderEffect<()>>,
    listeners: Vec<Listener>,
    children: Vec<NodeState>,
}

struct Listener {
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Node {
    /// Draws the node; it is not in the document yet.
    pub(super) fn draw(self) -> NodeState {
        match self {
            Node::Text(text) => NodeState::Text(Rndr::create_text_node(&text), text),
            Node::Element(element) => NodeState::Element(Box::new(element.0.draw())),
            Node::Many(nodes) => NodeState::Many(
                nodes.into_iter().map(Node::draw).collect(),
                Rndr::create_placeholder(),
            ),
            Node::Live(mut draw) => {
                NodeState::Live(RenderEffect::new(move |before| match before {
                    Some(mut state) => {
                        draw().redraw(&mut state);
                        state
                    }
                    None => draw().draw(),
                }))
            }
        }
    }

    /// Makes what has been drawn into this node.
    pub(super) fn redraw(self, state: &mut NodeState) {
        match (self, state) {
            (Node::Text(new), NodeState::Text(node, old)) => {
                if new != *old {
                    Rndr::set_text(node, &new);
                    *old = new;
                }
            }
            (Node::Element(new), NodeState::Element(old)) if new.0.tag == old.tag => {
                new.0.redraw(old);
            }
            (Node::Many(new), NodeState::Many(old, end)) => redraw_many(new, old, end),
            (new, old) => {
                let mut drawn = new.draw();
                old.insert_before_this(&mut drawn);
                old.unmount();
                *old = drawn;
            }
        }
    }
}

fn redraw_many(new: Vec<Node>, old: &mut Vec<NodeState>, end: &Comment) {
    let n_kept = old.len().min(new.len());
    for mut gone in old.drain(n_kept..) {
        gone.unmount();
    }
    for (place, node) in new.into_iter().enumerate() {
        if let Some(state) = old.get_mut(place) {
            node.redraw(state);
        } else {
            let mut drawn = node.draw();
            end.insert_before_this(&mut drawn);
            old.push(drawn);
        }
    }
}

impl Parts {
    fn draw(self) -> ElementState {
        let element = Rndr::create_element(self.tag, None);
        for (name, value) in &self.attributes {
            Rndr::set_attribute(&element, name, value);
        }
        let mut children: Vec<NodeState> = self.children.into_iter().map(Node::draw).collect();
        for child in &mut children {
            child.mount(&element, None);
        }
        for (name, value) in &self.properties {
            Rndr::set_property(&element, name, &JsValue::from_bool(*value));
        }
        let followers = follow(&element, self.followers);
        let listeners = listen(&element, self.listeners);
        let (tag, attributes, properties) = (self.tag, self.attributes, self.properties);
        ElementState { element, tag, attributes, properties, followers, listeners, children }
    }

    fn redraw(self, state: &mut ElementState) {
        let element = &state.element;
        for (name, _) in &state.attributes {
            if !self.attributes.iter().any(|(it, _)| it == name) {
                Rndr::remove_attribute(element, name);
            }
        }
        for attribute in &self.attributes {
            if !state.attributes.contains(attribute) {
                Rndr::set_attribute(element, attribute.0, &attribute.1);
            }
        }
        for property in &self.properties {
            if !state.properties.contains(property) {
                Rndr::set_property(element, property.0, &JsValue::from_bool(property.1));
            }
        }
        state.attributes = self.attributes;
        state.properties = self.properties;
        state.followers = follow(element, self.followers);
        for listener in state.listeners.drain(..) {
            listener.remove(element);
        }
        state.listeners = listen(element, self.listeners);
        redraw_children(element, self.children, &mut state.children);
    }
}

fn redraw_children(element: &web_sys::Element, new: Vec<Node>, old: &mut Vec<NodeState>) {
    for mut gone in old.drain(old.len().min(new.len())..) {
        gone.unmount();
    }
    for (place, node) in new.into_iter().enumerate() {
        if let Some(state) = old.get_mut(place) {
            node.redraw(state);
        } else {
            let mut drawn = node.draw();
            drawn.mount(element, None);
            old.push(drawn);
        }
    }
}

fn follow(
    element: &web_sys::Element,
    followers: Vec<(&'static str, Follower)>,
) -> Vec<RenderEffect<()>> {
    let follow = |(name, mut value): (&'static str, Follower)| {
        let element = element.clone();
        RenderEffect::new(move |_| Rndr::set_attribute(&element, name, &value()))
    };
    followers.into_iter().map(follow).collect()
}

fn listen(element: &web_sys::Element, handlers: Vec<(&'static str, Handler)>) -> Vec<Listener> {
    let listen = |(event, handler): (&'static str, Handler)| {
        let closure = Closure::wrap(handler as Box<dyn FnMut(Event)>);
        // Fails for no element and no function.
        let _ = element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        Listener { event, closure }
    };
    handlers.into_iter().map(listen).collect()
}

impl Listener {
    fn remove(self, element: &web_sys::Element) {
        // Fails for no element and no function.
        let _ = element
            .remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
    }
}

impl Mountable for NodeState {
    fn unmount(&mut self) {
        match self {
            NodeState::Text(node, _) => Mountable::unmount(node),
            NodeState::Element(state) => Mountable::unmount(&mut state.element),
            NodeState::Many(states, end) => {
                states.iter_mut().for_each(Mountable::unmount);
                Mountable::unmount(end);
            }
            NodeState::Live(effect) => {
                effect.with_value_mut(Mountable::unmount);
            }
        }
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&web_sys::Node>) {
        match self {
            NodeState::Text(node, _) => node.mount(parent, marker),
            NodeState::Element(state) => state.element.mount(parent, marker),
            NodeState::Many(states, end) => {
                for state in states {
                    state.mount(parent, marker);
                }
                end.mount(parent, marker);
            }
            NodeState::Live(effect) => {
                effect.with_value_mut(|state| state.mount(parent, marker));
            }
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            NodeState::Text(node, _) => node.insert_before_this(child),
            NodeState::Element(state) => state.element.insert_before_this(child),
            NodeState::Many(states, end) => {
                states.first().is_some_and(|first| first.insert_before_this(child))
                    || end.insert_before_this(child)
            }
            NodeState::Live(effect) => {
                effect.with_value_mut(|state| state.insert_before_this(child)).unwrap_or(false)
            }
        }
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        match self {
            NodeState::Text(..) => Vec::new(),
            NodeState::Element(state) => vec![state.element.clone()],
            NodeState::Many(states, _) => states.iter().flat_map(Mountable::elements).collect(),
            NodeState::Live(effect) => {
                effect.with_value_mut(|state| state.elements()).unwrap_or_default()
            }
        }
    }
}
