//! Reading JSON documents: a value together with the way to it, so that every complaint can say where.
//!
//! The way is a chain of borrowed steps; it becomes a pointer (and costs memory) only when there is a complaint.

use crate::value::Value;
use crate::wire::ShapeError;

/// A value in a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'p, 'v> {
    value: &'v Value,
    parent: Option<&'p Node<'p, 'v>>,
    step: Step<'v>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'v> {
    Root,
    Member(&'v str),
    Item(usize),
}

impl<'v> Node<'_, 'v> {
    /// Starts at the root of a document.
    pub(crate) fn root(value: &'v Value) -> Node<'v, 'v> {
        Node { value, parent: None, step: Step::Root }
    }

    /// Returns another value in this place.
    pub(crate) fn with_value<'s>(&'s self, value: &'s Value) -> Node<'s, 's> {
        Node { value, parent: self.parent, step: self.step }
    }

    /// Returns the value here.
    pub(crate) fn value(&self) -> &'v Value {
        self.value
    }

    /// Returns a member; a null one reads as absent.
    pub(crate) fn member<'s>(&'s self, name: &str) -> Option<Node<'s, 'v>> {
        let (name, value) = self.value.as_object()?.get_key_value(name)?;
        (*value != Value::Null).then_some(Node {
            value,
            parent: Some(self),
            step: Step::Member(name),
        })
    }

    /// Returns a member that must be there.
    pub(crate) fn required<'s>(&'s self, name: &str) -> Result<Node<'s, 'v>, ShapeError> {
        self.member(name).ok_or_else(|| ShapeError {
            pointer: self.pointer_to(name),
            wanted: "this member is needed",
        })
    }

    /// Returns the members of an object, in order; nothing for anything else.
    pub(crate) fn members<'s>(&'s self) -> impl Iterator<Item = (&'v str, Node<'s, 'v>)> {
        self.value.as_object().into_iter().flatten().map(|(name, value)| {
            (name.as_str(), Node { value, parent: Some(self), step: Step::Member(name) })
        })
    }

    /// Returns the items of a list.
    pub(crate) fn items<'s>(
        &'s self,
    ) -> Result<impl ExactSizeIterator<Item = Node<'s, 'v>>, ShapeError> {
        let items = self.value.as_list().ok_or_else(|| self.wanted("a list"))?;
        Ok(items.iter().enumerate().map(|(place, value)| Node {
            value,
            parent: Some(self),
            step: Step::Item(place),
        }))
    }

    /// Returns the text here.
    pub(crate) fn text(&self) -> Result<&'v str, ShapeError> {
        self.value.as_str().ok_or_else(|| self.wanted("a string"))
    }

    /// Returns the text here, parsed; `wanted` says as what.
    pub(crate) fn parsed<T: std::str::FromStr>(
        &self,
        wanted: &'static str,
    ) -> Result<T, ShapeError> {
        self.value.as_str().and_then(|text| text.parse().ok()).ok_or_else(|| self.wanted(wanted))
    }

    /// Returns the whole number here, between 0 and `u32::MAX`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number in the range of u32"
    )]
    pub(crate) fn whole(&self) -> Result<u32, ShapeError> {
        match self.value {
            Value::Number(number)
                if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number) =>
            {
                Ok(*number as u32)
            }
            _ => Err(self.wanted("a whole number from 0 to 4294967295")),
        }
    }

    /// Makes the complaint that something else is wanted here.
    pub(crate) fn wanted(&self, wanted: &'static str) -> ShapeError {
        ShapeError { pointer: self.pointer(), wanted }
    }

    /// Returns the JSON pointer (RFC 6901) of this place.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = self.parent.map_or_else(String::new, Node::pointer);
        match self.step {
            Step::Root => {}
            Step::Member(name) => push_member(&mut pointer, name),
            Step::Item(place) => push_member(&mut pointer, &place.to_string()),
        }
        pointer
    }

    /// Returns the JSON pointer of a member of this place, whether it is there or not.
    pub(crate) fn pointer_to(&self, name: &str) -> String {
        let mut pointer = self.pointer();
        push_member(&mut pointer, name);
        pointer
    }
}

fn push_member(pointer: &mut String, name: &str) {
    pointer.push('/');
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
}
