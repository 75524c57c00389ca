//! E-mail addresses, by the rule of `survey-core` and written by hand: a regular-expression engine would outweigh
//! the rest of the widget.

use super::Faults;
use crate::questionnaire::{InputType, Question, TextInput, ValidatorRule};
use crate::rejection::Fault;
use crate::value::Value;

/// An input of type `email` checks its answer, unless the owner has a validator of their own for that.
pub(super) fn check(
    question: &Question,
    input: &TextInput,
    answer: &Value,
    faults: &mut Faults<'_>,
) {
    // What is false in JavaScript is no address to look at.
    if matches!(answer, Value::Bool(false) | Value::Number(0.0)) {
        return;
    }
    let has_own = question.validators.iter().any(|v| matches!(v.rule, ValidatorRule::Email));
    if input.input_type == InputType::Email && !has_own && !is_email(&answer.to_text()) {
        faults.push(Fault::NotAnEmail);
    }
}

/// Tells whether a text is an e-mail address: a local part of dotted words or in quotes, and a domain of at least
/// two dotted words, the last at least two characters long.
pub(super) fn is_email(text: &str) -> bool {
    // The local part may hold an `@` only inside quotes, and the domain none at all.
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    is_local(local) && is_domain(domain)
}

fn is_local(local: &str) -> bool {
    let is_quoted = local.len() > 2
        && local.starts_with('"')
        && local.ends_with('"')
        && !local.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    is_quoted || local.split('.').all(|word| !word.is_empty() && !word.contains(is_special))
}

fn is_domain(domain: &str) -> bool {
    let words: Vec<&str> = domain.split('.').collect();
    let is_word =
        |word: &&str| !word.is_empty() && !word.contains(|c: char| is_special(c) || c == '=');
    words.len() >= 2
        && words.iter().all(is_word)
        && words.last().is_some_and(|last| last.encode_utf16().count() >= 2)
}

fn is_special(character: char) -> bool {
    matches!(character, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '@' | '"')
        || character.is_whitespace()
        || character == '\u{feff}'
}
