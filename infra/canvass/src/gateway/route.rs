//! Which function answers a request: the template's routes, the most specific first, as API Gateway chooses.

use crate::template::Route;
use std::collections::BTreeMap;

/// The routes of an API.
pub(super) struct Routes {
    routes: Vec<(Route, String)>,
}

/// The route a request takes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Matched<'a> {
    /// The function that answers.
    pub(super) function: &'a str,
    /// The route's key: `GET /v1/surveys/{survey}`.
    pub(super) route_key: String,
    /// What its parameters stand for, decoded.
    pub(super) path_parameters: BTreeMap<String, String>,
}

impl Routes {
    /// Takes (route, function) pairs.
    pub(super) fn new(routes: Vec<(Route, String)>) -> Self {
        Routes { routes }
    }

    /// Finds the route of a request.
    pub(super) fn find(&self, method: &str, path: &str) -> Option<Matched<'_>> {
        self.routes
            .iter()
            .filter(|(route, _)| route.method == method || route.method == "ANY")
            .filter_map(|(route, function)| Some((route, function, parameters(&route.path, path)?)))
            .min_by_key(|(route, ..)| (generality(&route.path), route.method == "ANY"))
            .map(|(route, function, path_parameters)| Matched {
                function,
                route_key: format!("{} {}", route.method, route.path),
                path_parameters,
            })
    }
}

/// Whether the route is greedy, and how many of its segments are parameters: fewer is more specific.
fn generality(route: &str) -> (bool, usize) {
    (route.ends_with("+}"), route.split('/').filter(|segment| segment.starts_with('{')).count())
}

fn parameters(route: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let mut parameters = BTreeMap::new();
    let mut rest = path.split('/');
    for wanted in route.split('/') {
        let parameter = wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        let (name, value) = match parameter {
            None => match rest.next() {
                Some(segment) if segment == wanted => continue,
                _ => return None,
            },
            Some(name) => match name.strip_suffix('+') {
                Some(name) => (name, rest.by_ref().collect::<Vec<_>>().join("/")),
                None => (name, rest.next()?.to_owned()),
            },
        };
        if value.is_empty() {
            return None;
        }
        parameters.insert(name.to_owned(), percent_decoded(&value));
    }
    rest.next().is_none().then_some(parameters)
}

/// Decodes `%XX`; what is no such thing stays.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Routes, percent_decoded};
    use crate::template::Route;

    #[test]
    fn the_most_specific_route_is_taken() {
        let routes = [
            ("ANY", "/v1/{path+}", "fallback"),
            ("GET", "/v1/surveys/{survey}", "intake"),
            ("POST", "/v1/surveys/{survey}/responses", "intake"),
            ("GET", "/v1/surveys/{survey}/count", "staff"),
            ("GET", "/v1/surveys/{survey}/{part}", "parts"),
            ("GET", "/v1/staff/{path+}", "staff"),
        ];
        let routes = Routes::new(
            routes
                .into_iter()
                .map(|(method, path, function)| {
                    (Route { method: method.into(), path: path.into() }, function.into())
                })
                .collect(),
        );
        let check = |method, path, expected: Option<(&str, &str)>| {
            let found = routes.find(method, path);
            let found = found.as_ref().map(|found| (found.function, found.route_key.as_str()));
            assert_eq!(found, expected, "{method} {path}");
        };
        check("GET", "/v1/surveys/a", Some(("intake", "GET /v1/surveys/{survey}")));
        check("GET", "/v1/surveys/a/count", Some(("staff", "GET /v1/surveys/{survey}/count")));
        check("GET", "/v1/surveys/a/x", Some(("parts", "GET /v1/surveys/{survey}/{part}")));
        check("GET", "/v1/staff/a/b", Some(("staff", "GET /v1/staff/{path+}")));
        check("DELETE", "/v1/surveys/a", Some(("fallback", "ANY /v1/{path+}")));
        check("GET", "/", None);
        check("GET", "/v1/", None);
        let parameters = routes.find("GET", "/v1/staff/a%20b/c").unwrap().path_parameters;
        assert_eq!(parameters["path"], "a b/c");
    }

    #[test]
    fn escapes_are_decoded() {
        for (text, decoded) in
            [("a%20b", "a b"), ("%", "%"), ("%zz", "%zz"), ("%C3%A9", "é"), ("%4", "%4")]
        {
            assert_eq!(percent_decoded(text), decoded);
        }
    }
}
