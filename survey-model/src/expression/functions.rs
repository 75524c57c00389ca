//! The functions of the language.

use super::datum::Datum;
use super::evaluate::{add_settled, evaluate, read_stored};
use super::node::{Call, Node};
use super::{Scope, date_functions, item_functions, numbers};
use crate::compiled::compiled;
use crate::{arithmetic, decimal};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A function of the language, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Age,
    Avg,
    AvgInArray,
    Count,
    CountInArray,
    CurrentDate,
    CurrentYear,
    DateAdd,
    DateDiff,
    Day,
    DiffDays,
    DisplayValue,
    GetComment,
    GetDate,
    GetYear,
    Iif,
    IsContainerReady,
    IsDisplayMode,
    Max,
    MaxInArray,
    Min,
    MinInArray,
    Month,
    PropertyValue,
    Round,
    Substring,
    Sum,
    SumInArray,
    Today,
    Trunc,
    Weekday,
    Year,
}

compiled!(
    enum Function {
        Age,
        Avg,
        AvgInArray,
        Count,
        CountInArray,
        CurrentDate,
        CurrentYear,
        DateAdd,
        DateDiff,
        Day,
        DiffDays,
        DisplayValue,
        GetComment,
        GetDate,
        GetYear,
        Iif,
        IsContainerReady,
        IsDisplayMode,
        Max,
        MaxInArray,
        Min,
        MinInArray,
        Month,
        PropertyValue,
        Round,
        Substring,
        Sum,
        SumInArray,
        Today,
        Trunc,
        Weekday,
        Year,
    }
);

impl Function {
    /// Tells whether a text after its second argument can be a condition on items.
    pub(super) fn takes_condition(self) -> bool {
        use Function::{AvgInArray, CountInArray, MaxInArray, MinInArray, SumInArray};
        matches!(self, SumInArray | CountInArray | AvgInArray | MinInArray | MaxInArray)
    }

    pub(super) fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "age" => Function::Age,
            "avg" => Function::Avg,
            "avgInArray" => Function::AvgInArray,
            "count" => Function::Count,
            "countInArray" => Function::CountInArray,
            "currentDate" => Function::CurrentDate,
            "currentYear" => Function::CurrentYear,
            "dateAdd" => Function::DateAdd,
            "dateDiff" => Function::DateDiff,
            "day" => Function::Day,
            "diffDays" => Function::DiffDays,
            "displayValue" => Function::DisplayValue,
            "getComment" => Function::GetComment,
            "getDate" => Function::GetDate,
            "getYear" => Function::GetYear,
            "iif" => Function::Iif,
            "isContainerReady" => Function::IsContainerReady,
            "isDisplayMode" => Function::IsDisplayMode,
            "max" => Function::Max,
            "maxInArray" => Function::MaxInArray,
            "min" => Function::Min,
            "minInArray" => Function::MinInArray,
            "month" => Function::Month,
            "propertyValue" => Function::PropertyValue,
            "round" => Function::Round,
            "substring" => Function::Substring,
            "sum" => Function::Sum,
            "sumInArray" => Function::SumInArray,
            "today" => Function::Today,
            "trunc" => Function::Trunc,
            "weekday" => Function::Weekday,
            "year" => Function::Year,
            _ => return None,
        })
    }
}

/// Calls a function; null if the language does not have it.
pub(super) fn call<'e>(call: &'e Call, scope: &dyn Scope) -> Datum<'e> {
    let Some(function) = call.function else {
        return Datum::Null;
    };
    let mut given: Vec<Datum<'e>> =
        call.arguments.iter().map(|argument| evaluate(argument, scope)).collect();
    match function {
        Function::Iif => choose(&mut given),
        Function::Sum => sum(&flatten(&given)),
        Function::Avg => average(&flatten(&given)),
        Function::Count => count(flatten(&given).len()),
        Function::Min => extreme(&flatten(&given), Ordering::Less),
        Function::Max => extreme(&flatten(&given), Ordering::Greater),
        Function::Round => round(&flatten(&given)),
        Function::Trunc => truncate(&flatten(&given)),
        Function::Substring => substring(&given),
        // No form that is read without rows has these.
        _ if cfg!(not(feature = "full")) && function.takes_condition() => Datum::Null,
        Function::SumInArray
        | Function::CountInArray
        | Function::AvgInArray
        | Function::MinInArray
        | Function::MaxInArray => {
            if let Some(Node::Variable(variable)) = call.arguments.first() {
                given[0] = read_stored(variable, scope);
            }
            item_functions::call(function, &call.arguments, &given, scope)
        }
        Function::DisplayValue
        | Function::GetComment
        | Function::PropertyValue
        | Function::IsContainerReady
        | Function::IsDisplayMode => ask_survey(function, &given, scope),
        _ => date_functions::call(function, &given, scope.now()),
    }
}

fn choose<'e>(given: &mut Vec<Datum<'e>>) -> Datum<'e> {
    match given.len() {
        0 | 1 => Datum::Null,
        _ if given[0].is_truthy() => given.swap_remove(1),
        2 => Datum::Undefined,
        _ => given.swap_remove(2),
    }
}

/// Lays lists open, drops what is missing, and turns numbers in texts into numbers.
fn flatten<'d>(given: &'d [Datum<'d>]) -> Vec<Datum<'d>> {
    let mut flat = Vec::with_capacity(given.len());
    for datum in given {
        match datum {
            Datum::Undefined | Datum::Null => {}
            Datum::List(items) => flat.extend(flatten(items)),
            _ => {
                let number = datum.numeric();
                flat.push(if number.is_nan() { datum.reborrow() } else { Datum::Number(number) });
            }
        }
    }
    flat
}

fn sum(items: &[Datum]) -> Datum<'static> {
    items.iter().fold(Datum::Number(0.0), |sum, item| add_settled(&sum, item))
}

fn average(items: &[Datum]) -> Datum<'static> {
    if items.is_empty() {
        return Datum::Number(0.0);
    }
    #[expect(clippy::cast_precision_loss, reason = "no list in memory is that long")]
    Datum::Number(sum(items).to_number() / items.len() as f64)
}

#[expect(clippy::cast_precision_loss, reason = "no list in memory is that long")]
fn count(n_items: usize) -> Datum<'static> {
    Datum::Number(n_items as f64)
}

/// Returns the item that lies farthest in the wanted direction; the first of equals.
fn extreme(items: &[Datum], wanted: Ordering) -> Datum<'static> {
    let farthest = items
        .iter()
        .reduce(|best, item| if item.order(best) == Some(wanted) { item } else { best });
    farthest.map_or(Datum::Undefined, Datum::to_owned)
}

/// Returns the number and the precision that `round` and `trunc` are given; `None` if either is no number.
fn number_and_precision(items: &[Datum], default_precision: f64) -> Option<(f64, f64)> {
    let number = items.first()?.numeric();
    let precision = items.get(1).filter(|precision| precision.is_truthy());
    let precision = precision.map_or(default_precision, Datum::numeric);
    (!number.is_nan() && !precision.is_nan()).then_some((number, precision))
}

fn round(items: &[Datum]) -> Datum<'static> {
    let rounded = number_and_precision(items, 0.0).map(|(number, precision)| {
        let scale = arithmetic::power(10.0, precision);
        // A number that a decimal writes as a half is often stored a little below it.
        numbers::round_half_up(number * scale * (1.0 + f64::EPSILON)) / scale
    });
    Datum::Number(rounded.unwrap_or(f64::NAN))
}

/// Cuts the printed number off behind so many decimals.
fn truncate(items: &[Datum]) -> Datum<'static> {
    let Some((number, precision)) = number_and_precision(items, -1.0) else {
        return Datum::Number(f64::NAN);
    };
    let printed = decimal::print(number);
    let is_digit = |character: &char| character.is_ascii_digit();
    let sign = usize::from(number < 0.0);
    let whole = sign + printed[sign..].chars().take_while(is_digit).count();
    let mut end = whole;
    let is_count = precision.fract() == 0.0 && (0.0..1e21).contains(&precision);
    if is_count && whole < printed.len() {
        let decimals = printed[whole + 1..].chars().take_while(is_digit).count();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and positive"
        )]
        let wanted = precision as usize;
        end = whole + 1 + decimals.min(wanted);
    }
    Datum::Number(numbers::number_of(&printed[..end]))
}

/// Cuts a piece out of a text, counted in UTF-16 units.
fn substring<'e>(given: &[Datum<'e>]) -> Datum<'e> {
    let (Some(Datum::Text(text)), Some(start)) = (given.first(), given.get(1)) else {
        return Datum::text("");
    };
    if !start.is_numeric() {
        return Datum::text("");
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let place = |datum: &Datum| {
        let number = datum.to_number();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative; the cast saturates"
        )]
        let place = if number.is_nan() { 0 } else { number.max(0.0) as usize };
        place.min(units.len())
    };
    let end = given.get(2).filter(|end| end.is_numeric());
    let (start, end) = (place(start), end.map_or(units.len(), place));
    let piece = String::from_utf16_lossy(&units[start.min(end)..start.max(end)]);
    Datum::Text(Cow::Owned(piece))
}

/// Answers the functions that ask about the survey around the expression.
fn ask_survey(function: Function, given: &[Datum], scope: &dyn Scope) -> Datum<'static> {
    if function == Function::IsDisplayMode {
        return Datum::Bool(scope.is_display_mode());
    }
    let Some(name) = given.first().filter(|name| name.is_truthy()).map(Datum::to_text) else {
        return if function == Function::IsContainerReady {
            Datum::Bool(false)
        } else {
            Datum::Undefined
        };
    };
    let second = given.get(1);
    let value = || second.filter(|it| !it.is_empty()).map(|it| it.to_owned().into_value());
    match (function, second) {
        (Function::IsContainerReady, index) => {
            Datum::Bool(scope.is_container_ready(&name, index.map(Datum::to_number)))
        }
        (Function::GetComment, _) => scope.comment(&name, value().as_ref()).into(),
        (Function::PropertyValue, Some(property)) if property.is_truthy() && given.len() == 2 => {
            scope.property(&name, &property.to_text()).into()
        }
        (Function::PropertyValue, _) => Datum::Undefined,
        _ => scope.display_value(&name, value().as_ref()).into(),
    }
}
