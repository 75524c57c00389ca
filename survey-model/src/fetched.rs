//! The lists of choices that services offer: which are to be fetched, and how they become part of a definition.
//!
//! Nobody fetches while a respondent waits: a form and a server that fetch by themselves can get two lists, and a service
//! would learn of every respondent. So a list is fetched when the questionnaire is published and kept beside its address.

use crate::document::Node;
use crate::limits;
use crate::value::{Object, Value};

/// The member of `choicesByUrl` that holds what was fetched: an addition of ours.
pub(crate) const ITEMS: &str = "fetched";

/// The property that says where choices come from.
const BY_URL: &str = "choicesByUrl";

/// SurveyJS's marks in an address; they say how long a browser keeps a list.
const MARKS: [&str; 2] = ["{CACHE}", "{NOCACHE}"];

/// Why a service's answer holds no choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoChoices {
    /// The path leads nowhere, or to something that is no list.
    #[error("there is no list where `path` leads: change `path`, or the service")]
    NoList,
    /// The list is empty, and the definition does not say that it may be.
    #[error("the list is empty: if it may be, set `allowEmptyResponse`")]
    Empty,
    /// Its items have several members, and the definition does not say which is the value.
    #[error("an item has several members: name the one that is the value as `valueName`")]
    NoValueName,
    /// There are too many.
    #[error("a question may have at most 5,000 choices")]
    TooMany,
}

/// Returns an address without SurveyJS's marks.
pub(crate) fn address(url: &str) -> String {
    MARKS.iter().fold(url.to_owned(), |url, mark| url.replace(mark, "")).trim().to_owned()
}

/// Tells whether a `choicesByUrl` depends on answers.
pub(crate) fn has_names(by_url: &Node<'_, '_>) -> bool {
    let text = |name| by_url.member(name).and_then(|it| it.value().as_str()).unwrap_or_default();
    address(text("url")).contains('{') || text("path").contains('{')
}

/// Calls `visit` on each `choicesByUrl` with an address, wherever in a definition it stands.
pub(crate) fn each<'v>(node: &Node<'_, 'v>, visit: &mut impl FnMut(&Node<'_, 'v>)) {
    for (name, member) in node.members() {
        let has_address = || member.member("url").is_some_and(|url| !url.value().is_empty_answer());
        if name == BY_URL && has_address() {
            visit(&member);
        } else {
            each(&member, visit);
        }
    }
    if let Ok(items) = node.items() {
        items.for_each(|item| each(&item, visit));
    }
}

/// Returns the addresses in a definition whose choices can be fetched and are not there yet, each once.
pub fn addresses(definition: &Value) -> Vec<String> {
    let mut addresses = Vec::new();
    each(&Node::root(definition), &mut |by_url| {
        let url = by_url.member("url").and_then(|url| url.value().as_str());
        let is_wanted = !has_names(by_url) && by_url.member(ITEMS).is_none();
        let url = url.filter(|_| is_wanted).map(address);
        addresses.extend(url.filter(|url| !addresses.contains(url)));
    });
    addresses
}

/// Puts what a service answered beside its address, as choices, wherever in a definition that stands.
///
/// # Errors
/// The answer does not hold choices where the definition says.
pub fn keep(definition: &mut Value, url: &str, answer: &Value) -> Result<(), NoChoices> {
    match definition {
        Value::Object(members) => {
            let mut kept = Ok(());
            members.retain(|name, member| {
                kept = kept.and_then(|()| match member {
                    Value::Object(by_url) if name == BY_URL => keep_items(by_url, url, answer),
                    member => keep(member, url, answer),
                });
                true
            });
            kept?;
        }
        Value::List(items) => {
            for item in items {
                keep(item, url, answer)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn keep_items(by_url: &mut Object, url: &str, answer: &Value) -> Result<(), NoChoices> {
    let text = |name: &str| by_url.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if address(&text("url")) != url {
        return Ok(());
    }
    let names = [text("valueName"), text("titleName"), text("imageLinkName")];
    let may_be_empty = matches!(by_url.get("allowEmptyResponse"), Some(Value::Bool(true)));
    let list = at_path(answer, &text("path")).and_then(Value::as_list);
    let list = list.or(may_be_empty.then_some(&[])).ok_or(NoChoices::NoList)?;
    if list.len() > limits::CHOICES {
        return Err(NoChoices::TooMany);
    }
    let items: Vec<Option<Value>> =
        list.iter().map(|item| choice(item, &names)).collect::<Result<_, _>>()?;
    let items: Vec<Value> = items.into_iter().flatten().collect();
    if items.is_empty() && !may_be_empty {
        return Err(NoChoices::Empty);
    }
    by_url.insert(ITEMS.to_owned(), Value::List(items));
    Ok(())
}

/// Follows a path of names, apart by semicolons, else by commas, else by dots.
fn at_path<'v>(answer: &'v Value, path: &str) -> Option<&'v Value> {
    if path.is_empty() {
        return Some(answer);
    }
    let mark = [';', ',', '.'].into_iter().find(|mark| path.contains(*mark)).unwrap_or('.');
    path.split(mark).try_fold(answer, member)
}

/// Makes a choice of one item; `None` if it has no value. Without a name for it, SurveyJS takes the member that is written
/// first, which is an accident of the service: what is clear without that is taken here.
fn choice(item: &Value, [value, title, image]: &[String; 3]) -> Result<Option<Value>, NoChoices> {
    let Value::Object(members) = item else {
        return Ok((!item.is_empty_answer()).then(|| item.clone()));
    };
    let own = if !value.is_empty() {
        dotted(item, value)
    } else if members.len() > 1 {
        Some(members.get("value").ok_or(NoChoices::NoValueName)?)
    } else {
        members.values().next()
    };
    let Some(own) = own.filter(|own| **own != Value::Null) else { return Ok(None) };
    let or = |name: &str, usual| dotted(item, if name.is_empty() { usual } else { name });
    let mut choice = Object::from([("value".to_owned(), own.clone())]);
    let rest = [
        ("text", or(title, "title")),
        ("imageLink", or(image, "imageLink")),
        ("visibleIf", item.get("visibleIf")),
        ("enableIf", item.get("enableIf")),
        ("isExclusive", item.get("isExclusive")),
    ];
    for (name, given) in rest {
        if let Some(given) = given.filter(|given| !given.is_empty_answer()) {
            choice.insert(name.to_owned(), given.clone());
        }
    }
    Ok(Some(Value::Object(choice)))
}

fn dotted<'v>(item: &'v Value, name: &str) -> Option<&'v Value> {
    name.split('.').try_fold(item, member)
}

/// Returns a member of an object, or an item of a list by its place.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::List(items) => items.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    }
}
