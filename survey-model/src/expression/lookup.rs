//! What a name in braces says about an object of answers.

use super::numbers;
use crate::lower_case::lower_case;
use crate::value::{Object, Value};

/// Looks a name up in an object of answers: the literal dotted name first, then a path such as `panel[0].name`,
/// `list[-1]` or `list.length`. Case does not matter. Null if there is nothing of that name; the length of
/// nothing is 0.
pub fn lookup(answers: &Object, name: &str) -> Value {
    lookup_first(&[answers], name)
}

/// As [`lookup()`], in the first of several objects that has something of that name.
pub(crate) fn lookup_first(objects: &[&Object], name: &str) -> Value {
    let found = objects.iter().find_map(|members| find(members, name));
    found
        .unwrap_or_else(|| if name.ends_with(".length") { Value::Number(0.0) } else { Value::Null })
}

/// Finds what a name stands for among the members of an object.
pub(super) fn find(members: &Object, name: &str) -> Option<Value> {
    let mut place = Place::Members(members);
    let mut rest = name;
    loop {
        let (next, n_read) = place.descend(rest)?;
        place = next;
        match rest.get(n_read + 1..) {
            Some(after_point) => rest = after_point,
            None => return Some(place.into_value()),
        }
    }
}

/// Where a path has led so far.
#[derive(Clone, Copy)]
enum Place<'a> {
    Members(&'a Object),
    Value(&'a Value),
    Length(usize),
}

impl<'a> Place<'a> {
    /// Follows as much of a path as one step can: several dotted words if a key is written so. Returns how many
    /// bytes of the path that took.
    fn descend(self, path: &str) -> Option<(Place<'a>, usize)> {
        let (key, index, n_read) = first_index(path);
        if let Some(found) = self.child(key) {
            let found = match index {
                Some(index) => found.item(index)?,
                None => found,
            };
            return Some((found, n_read));
        }
        let points = key.bytes().enumerate().rev().filter(|(_, byte)| *byte == b'.');
        points.into_iter().find_map(|(end, _)| Some((self.child(&key[..end])?, end)))
    }

    fn child(self, key: &str) -> Option<Place<'a>> {
        match self {
            Place::Members(members) | Place::Value(Value::Object(members)) => {
                member(members, key).map(Place::Value)
            }
            Place::Value(Value::List(items)) if key == "length" => Some(Place::Length(items.len())),
            Place::Value(Value::List(items)) => {
                let is_plain = key == "0" || !key.starts_with(['0', '+']);
                items.get(key.parse::<usize>().ok().filter(|_| is_plain)?).map(Place::Value)
            }
            Place::Value(Value::String(text)) if key == "length" && !text.is_empty() => {
                Some(Place::Length(text.encode_utf16().count()))
            }
            _ => None,
        }
    }

    /// Returns an item of a list; a negative index counts from the end.
    fn item(self, index: f64) -> Option<Place<'a>> {
        let Place::Value(Value::List(items)) = self else {
            return None;
        };
        #[expect(clippy::cast_precision_loss, reason = "no list in memory is that long")]
        let index = if index < 0.0 { index + items.len() as f64 } else { index };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be whole and positive"
        )]
        let place = (index >= 0.0 && index.fract() == 0.0).then_some(index as usize)?;
        items.get(place).map(Place::Value)
    }

    fn into_value(self) -> Value {
        match self {
            Place::Members(members) => Value::Object(members.clone()),
            Place::Value(value) => value.clone(),
            #[expect(clippy::cast_precision_loss, reason = "no list in memory is that long")]
            Place::Length(length) => Value::Number(length as f64),
        }
    }
}

/// Splits a path at its first `[index]`: what stands before, the index, and the length of both.
fn first_index(path: &str) -> (&str, Option<f64>, usize) {
    let mut end = 0;
    for word in path.split('.') {
        end += word.len();
        let bracket = word.strip_suffix(']').and_then(|word| word.rfind('['));
        if let Some(bracket) = bracket {
            let index = numbers::number_in_answer(&word[bracket + 1..word.len() - 1]);
            if !index.is_nan() {
                return (&path[..end - word.len() + bracket], Some(index), end);
            }
        }
        end += 1;
    }
    (path, None, path.len())
}

fn member<'a>(members: &'a Object, key: &str) -> Option<&'a Value> {
    if key.is_empty() {
        return None;
    }
    members.get(key).or_else(|| {
        let is_ascii = key.is_ascii();
        let is_same = |written: &str| {
            if is_ascii {
                written.eq_ignore_ascii_case(key)
            } else {
                !written.is_ascii() && lower_case(written) == lower_case(key)
            }
        };
        members.iter().find(|(written, _)| is_same(written)).map(|(_, value)| value)
    })
}
