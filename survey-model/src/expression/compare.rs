//! When two values are equal, and when one contains another.

use super::dates::{Moment, Precision};
use super::datum::{Datum, is_empty_object, order_texts};
use super::numbers;
use crate::decimal;
use crate::instant::Instant;
use crate::lower_case::lower_case;
use crate::value::Object;
use std::cmp::Ordering;

/// Tells whether two values are equal: texts but for case and blanks around them, lists in any order, dates
/// with texts to the precision of the text.
pub(super) fn equal(left: Datum, right: Datum, now: Instant) -> bool {
    let (left, right) = align_dates(left, right, now);
    same(&undefined_if_so_named(left), &undefined_if_so_named(right))
}

/// Tells whether two lists have equal items in the same order.
pub(super) fn equal_in_order(left: &[Datum], right: &[Datum]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
}

/// Orders two values, as `<` and `>` see them; `None` if either is missing or they do not compare.
pub(super) fn order(left: Datum, right: Datum, now: Instant) -> Option<Ordering> {
    if left.is_nullish() || right.is_nullish() {
        return None;
    }
    let (left, right) = align_dates(left, right, now);
    left.order(&right)
}

/// Brings a date and a text to the same precision; other pairs stay as they are.
fn align_dates<'e>(left: Datum<'e>, right: Datum<'e>, now: Instant) -> (Datum<'e>, Datum<'e>) {
    match (left, right) {
        (Datum::Text(text), Datum::Date(date)) => {
            let date = date.cut_to(Precision::Second);
            (Datum::Date(read_beside(&text, date, now)), Datum::Date(date))
        }
        (Datum::Date(date), Datum::Text(text)) => {
            let date = match text.encode_utf16().count() {
                0..11 => date.cut_to(Precision::Day),
                11..14 => date.cut_to(Precision::Hour),
                14..17 => date.cut_to(Precision::Minute),
                _ => date,
            };
            let date = date.cut_to(Precision::Second);
            (Datum::Date(date), Datum::Date(read_beside(&text, date, now)))
        }
        pair => pair,
    }
}

/// Reads a text as a date to be compared with another: if that one is a midnight, only the day counts.
fn read_beside(text: &str, other: Moment, now: Instant) -> Moment {
    let moment = if text.is_empty() { Moment::from(now) } else { Moment::parse(text) };
    if other.has_time_of_day() { moment } else { moment.without_time() }
}

/// The word "undefined" is as good as nothing in a comparison.
fn undefined_if_so_named(datum: Datum) -> Datum {
    match &datum {
        Datum::Text(text) if text == "undefined" => Datum::Undefined,
        _ => datum,
    }
}

fn same(left: &Datum, right: &Datum) -> bool {
    match (left, right) {
        (Datum::Undefined | Datum::Null, Datum::Undefined | Datum::Null) => true,
        (Datum::Bool(left), Datum::Bool(right)) => left == right,
        (Datum::Text(left), Datum::Text(right)) => same_text(left, right),
        #[expect(clippy::float_cmp, reason = "answers are equal when they are the same number")]
        (Datum::Number(left), Datum::Number(right)) => left == right,
        (Datum::Date(left), Datum::Date(right)) => left == right,
        (Datum::Undefined, Datum::List(items)) | (Datum::List(items), Datum::Undefined) => {
            items.is_empty()
        }
        (Datum::Undefined | Datum::Null, Datum::Text(text))
        | (Datum::Text(text), Datum::Undefined | Datum::Null) => text.is_empty(),
        (Datum::Text(text), Datum::Number(number)) | (Datum::Number(number), Datum::Text(text)) => {
            same_number(text, *number)
        }
        (Datum::Text(text), Datum::Bool(flag)) | (Datum::Bool(flag), Datum::Text(text)) => {
            text.eq_ignore_ascii_case(if *flag { "true" } else { "false" })
        }
        #[expect(clippy::float_cmp, reason = "a flag is exactly 0 or 1")]
        (Datum::Number(number), Datum::Bool(flag)) | (Datum::Bool(flag), Datum::Number(number)) => {
            *number == f64::from(u8::from(*flag))
        }
        (Datum::List(left), Datum::List(right)) => same_items(left, right),
        (Datum::Object(left), Datum::Object(right)) => same_members(left, right),
        _ => false,
    }
}

fn same_members(left: &Object, right: &Object) -> bool {
    let mut pairs = left.iter().zip(right);
    left.len() == right.len()
        && is_empty_object(left) == is_empty_object(right)
        && pairs.all(|((left_key, left), (right_key, right))| {
            left_key == right_key && same(&Datum::borrow(left), &Datum::borrow(right))
        })
}

fn same_text(left: &str, right: &str) -> bool {
    let (left, right) = (numbers::trim(left), numbers::trim(right));
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    left == right || lower_case(left) == lower_case(right)
}

/// Tells whether a text reads as the number. An empty text does not read as zero.
#[expect(clippy::float_cmp, reason = "answers are equal when they are the same number")]
fn same_number(text: &str, number: f64) -> bool {
    let value = numbers::number_of(text);
    if text.is_empty() || number.is_nan() || value.is_nan() {
        return false;
    }
    let printed = decimal::print(number);
    let starts_alike = numbers::parse_int(text) == numbers::parse_int(&printed)
        && numbers::parse_float(text) == number;
    starts_alike || value == number
}

fn same_items(left: &[Datum], right: &[Datum]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let sorted = |items: &[Datum]| {
        let mut keyed: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(place, item)| (item.to_text().into_owned(), place))
            .collect();
        keyed.sort_by(|(left, _), (right, _)| order_texts(left, right));
        keyed
    };
    let places = sorted(left).into_iter().zip(sorted(right));
    places.into_iter().all(|((_, from), (_, to))| same(&left[from], &right[to]))
}

/// Tells whether a list has every item of `right`, or a text the text of it.
pub(super) fn contains(left: &Datum, right: &Datum) -> bool {
    contains_or_not(left, right, true)
}

/// Tells whether a list lacks an item of `right`, or a text the text of it; a missing list lacks everything.
pub(super) fn not_contains(left: &Datum, right: &Datum) -> bool {
    (!left.is_truthy() && !right.is_empty()) || contains_or_not(left, right, false)
}

/// The answer if `left` contains `right` is `wanted`; neither question is answered yes when a side is missing.
fn contains_or_not(left: &Datum, right: &Datum, wanted: bool) -> bool {
    match left {
        Datum::List(items) if items.is_empty() => !wanted,
        Datum::List(items) => {
            let has = |wanted: &Datum| items.iter().any(|item| is_item(item, wanted));
            let has_all = match right {
                Datum::List(all) => all.iter().all(has),
                single => has(single),
            };
            has_all == wanted
        }
        Datum::Undefined | Datum::Null => false,
        Datum::Number(number) if number.is_nan() => false,
        Datum::Text(text) if text.is_empty() => false,
        _ if !right.is_truthy() => false,
        _ => {
            let (whole, part) = (left.to_text(), right.to_text());
            lower_case(&whole).contains(&lower_case(&part)) == wanted
        }
    }
}

fn is_item(item: &Datum, wanted: &Datum) -> bool {
    match (item, wanted) {
        (Datum::Text(left), Datum::Text(right)) => same_text(left, right),
        _ => same(&undefined_if_so_named(item.clone()), &undefined_if_so_named(wanted.clone())),
    }
}

/// Tells whether the two have an item in common.
pub(super) fn any_of(left: &Datum, right: &Datum) -> bool {
    match (left, right) {
        _ if left.is_empty() => right.is_empty(),
        _ if right.is_empty() => true,
        (Datum::List(_), Datum::List(wanted)) => wanted.iter().any(|item| contains(left, item)),
        (Datum::List(_), _) => contains(left, right),
        _ => contains(right, left),
    }
}

/// Tells whether `left` contains every item of `right`.
pub(super) fn all_of(left: &Datum, right: &Datum) -> bool {
    if !left.is_truthy() && !right.is_empty() {
        return false;
    }
    match right {
        Datum::List(wanted) => wanted.iter().all(|item| contains(left, item)),
        _ => contains(left, right),
    }
}
