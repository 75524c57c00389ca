//! The members of a JSON object.
//!
//! A sorted list rather than a tree: answers are few, lookups are one binary search, and a tree's code would weigh
//! more in the widget than all objects of a survey.

use super::Value;

/// The members of a JSON object. Keys are unique and ordered by code point, which makes equal objects print alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    members: Vec<(String, Value)>,
}

impl Object {
    /// Makes an object without members.
    pub const fn new() -> Self {
        Object { members: Vec::new() }
    }

    /// Makes an object of members in any order.
    ///
    /// # Errors
    /// A key that stands there twice.
    #[cfg(feature = "native")]
    pub(crate) fn of_unique(mut members: Vec<(String, Value)>) -> Result<Self, RepeatedKey> {
        members.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        let repeats = members.windows(2).any(|pair| pair[0].0 == pair[1].0);
        if repeats { Err(RepeatedKey) } else { Ok(Object { members }) }
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.members.binary_search_by(|(name, _)| name.as_str().cmp(key))
    }

    /// Returns the value of a member.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.place(key).ok().map(|place| &self.members[place].1)
    }

    /// Returns the value of a member, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.place(key).ok().map(|place| &mut self.members[place].1)
    }

    /// Returns a member with its key as kept here.
    pub fn get_key_value(&self, key: &str) -> Option<(&str, &Value)> {
        self.place(key).ok().map(|place| {
            let (name, value) = &self.members[place];
            (name.as_str(), value)
        })
    }

    /// Tells whether there is a member of that key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.place(key).is_ok()
    }

    /// Adds a member, or gives one another value; returns the value it had.
    pub fn insert(&mut self, key: String, value: Value) -> Option<Value> {
        // Members mostly arrive in order.
        if self.members.last().is_none_or(|(last, _)| *last < key) {
            self.members.push((key, value));
            return None;
        }
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.members[place].1, value)),
            Err(place) => {
                self.members.insert(place, (key, value));
                None
            }
        }
    }

    /// Removes a member; returns the value it had.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.place(key).ok().map(|place| self.members.remove(place).1)
    }

    /// Keeps only the members that `keep` approves of.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        self.members.retain_mut(|(key, value)| keep(key, value));
    }

    /// Returns how many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Tells whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns the members in order.
    pub fn iter(&self) -> Members<'_> {
        self.members.iter().map(|(key, value)| (key, value))
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &String> {
        self.members.iter().map(|(key, _)| key)
    }

    /// Returns the values, in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> {
        self.members.iter().map(|(_, value)| value)
    }

    /// Returns the values to be changed, in the order of their keys.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut Value> {
        self.members.iter_mut().map(|(_, value)| value)
    }
}

/// The members of an object, borrowed.
pub type Members<'a> = std::iter::Map<
    std::slice::Iter<'a, (String, Value)>,
    fn(&'a (String, Value)) -> (&'a String, &'a Value),
>;

/// An object repeats a key.
#[cfg(feature = "native")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an object repeats a key")]
pub(crate) struct RepeatedKey;

impl<'a> IntoIterator for &'a Object {
    type Item = (&'a String, &'a Value);
    type IntoIter = Members<'a>;

    fn into_iter(self) -> Members<'a> {
        self.iter()
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

/// Of several values for one key, the last counts.
impl Extend<(String, Value)> for Object {
    fn extend<I: IntoIterator<Item = (String, Value)>>(&mut self, members: I) {
        for (key, value) in members {
            self.insert(key, value);
        }
    }
}

/// Of several values for one key, the last counts.
impl FromIterator<(String, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        let mut object = Object::new();
        object.extend(members);
        object
    }
}

impl<const N: usize> From<[(String, Value); N]> for Object {
    fn from(members: [(String, Value); N]) -> Self {
        members.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_unique_and_in_order_however_they_came() {
        let mut object = Object::new();
        for key in ["b", "a", "c", "b"] {
            object.insert(key.to_owned(), key.into());
        }
        assert_eq!(object.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(object.insert("a".to_owned(), 1.0.into()), Some("a".into()));
        assert_eq!(object.remove("b"), Some("b".into()));
        assert_eq!(object.remove("b"), None);
        assert_eq!(object.get("a"), Some(&1.0.into()));
        assert_eq!((object.len(), object.contains_key("b")), (2, false));
    }
}
