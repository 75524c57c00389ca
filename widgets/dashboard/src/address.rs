//! The address bar: which page is shown stands in the fragment, and a sign-in link brings its token there.

use leptos::prelude::*;
use survey_model::ids::SurveyId;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The list of surveys: `#/`, and whatever names no page.
    Surveys,
    /// One survey: `#/surveys/<id>`.
    Survey(SurveyId),
}

impl Place {
    /// Returns the fragment to link to.
    pub fn link(&self) -> String {
        match self {
            Place::Surveys => "#/".to_owned(),
            Place::Survey(survey) => format!("#/surveys/{survey}"),
        }
    }
}

/// What a fragment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// `#token=…`: a sign-in link was followed.
    Token(String),
    /// Go to a page.
    Place(Place),
}

impl Fragment {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.trim_start_matches('#');
        if let Some(token) = fragment.strip_prefix("token=").filter(|token| !token.is_empty()) {
            return Fragment::Token(token.to_owned());
        }
        let survey = fragment.strip_prefix("/surveys/").and_then(|survey| survey.parse().ok());
        Fragment::Place(survey.map_or(Place::Surveys, Place::Survey))
    }

    /// Returns the page to show; a sign-in link leads to the list.
    pub fn place(&self) -> Place {
        match self {
            Fragment::Token(_) => Place::Surveys,
            Fragment::Place(place) => place.clone(),
        }
    }
}

/// Returns the fragment in the address bar; empty where there is none.
pub fn current() -> String {
    window().location().hash().unwrap_or_default()
}

/// Takes the token out of the address bar and out of the history entry.
pub fn forget_token() {
    if let Ok(history) = window().history() {
        // If the browser refuses, the token stays where the reader put it.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("#/"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fragment: &str, expected: Fragment) {
        assert_eq!(Fragment::parse(fragment), expected);
    }

    #[test]
    fn fragments_name_pages_and_bring_tokens() {
        let plan: SurveyId = "police-and-crime-plan".parse().unwrap();
        check("", Fragment::Place(Place::Surveys));
        check("#/", Fragment::Place(Place::Surveys));
        check("#/surveys/police-and-crime-plan", Fragment::Place(Place::Survey(plan)));
        check("#/surveys/Not An Id", Fragment::Place(Place::Surveys));
        check("#token=a.b.c", Fragment::Token("a.b.c".to_owned()));
        check("#token=", Fragment::Place(Place::Surveys));
    }

    #[test]
    fn links_lead_where_they_say() {
        for place in [Place::Surveys, Place::Survey("a-1".parse().unwrap())] {
            assert_eq!(Fragment::parse(&place.link()), Fragment::Place(place));
        }
    }
}
