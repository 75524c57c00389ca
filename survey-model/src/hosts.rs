//! The hosts that a survey may send its respondents to, or fetch choices from: those that its envelope names.

use crate::document::Node;
use crate::fetched;
use crate::questionnaire::Finding;

/// Returns the host of an address that a survey may use: https, and a host that no answer can change.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..end];
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let name = host.split(':').next()?;
    let port = &host[name.len()..];
    let is_port = port.is_empty() || port[1..].bytes().all(|byte| byte.is_ascii_digit());
    let is_clean = !url.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    (!name.is_empty() && name.chars().all(is_letter) && is_port && is_clean).then_some(name)
}

/// Tells whether a text names a host, as an envelope does.
pub(crate) fn is_host(name: &str) -> bool {
    host(&["https://", name].concat()) == Some(name)
}

/// Tells whether an address is at one of the hosts.
pub fn is_allowed(url: &str, hosts: &[String]) -> bool {
    host(url).is_some_and(|host| hosts.iter().any(|known| known.eq_ignore_ascii_case(host)))
}

/// Finds the addresses in a definition that lead elsewhere.
pub(crate) fn check(definition: &Node<'_, '_>, hosts: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    fetched::each(definition, &mut |by_url| {
        if let Some(url) = by_url.member("url") {
            findings.extend(finding(&url, hosts));
        }
    });
    if let Some(url) = definition.member("navigateToUrl") {
        findings.extend(finding(&url, hosts));
    }
    let on_condition = definition.member("navigateToUrlOnCondition");
    if let Some(Ok(items)) = on_condition.as_ref().map(Node::items) {
        for item in items {
            findings.extend(item.member("url").and_then(|url| finding(&url, hosts)));
        }
    }
    findings
}

/// Says what is wrong with an address; of one in several languages, with the first that is.
fn finding(node: &Node<'_, '_>, hosts: &[String]) -> Option<Finding> {
    let wordings = node.members().filter_map(|(_, wording)| wording.value().as_str());
    let urls = node.value().as_str().into_iter().chain(wordings).map(str::trim);
    let wrong = urls
        .filter(|url| !url.is_empty())
        .map(fetched::address)
        .find(|url| !is_allowed(url, hosts))?;
    let message = match host(&wrong) {
        Some(host) => format!(
            "`{host}` is none of the survey's hosts: name it under `allowed_hosts` in the envelope, or change the address."
        ),
        None => "An address begins with https:// and a host that no answer changes.".to_owned(),
    };
    Some(Finding { pointer: node.pointer(), code: "host-not-allowed", message })
}
