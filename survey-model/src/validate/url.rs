//! Web addresses, as an `<input type="url">` takes them.

/// Tells whether a text is an absolute web address: http or https, a host, no white space.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let is_letter = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    let is_word = |c: char| is_letter(c) || matches!(c, '-' | '.' | '_' | ':' | '[' | ']');
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && host.starts_with(|c: char| is_letter(c) || c == '[')
        && host.chars().all(is_word)
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}
