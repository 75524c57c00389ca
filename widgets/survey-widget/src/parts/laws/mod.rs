//! Laws of the form as it is drawn, over many definitions: respondents do whatever they can with what they see, and in
//! every state every question that is asked stands there once, every control has a name, every reference leads
//! somewhere, and whatever is complained of can be reached and was theirs to do.

mod deeds;

use super::survey::survey;
use crate::complaint::Complaint;
use crate::context::{Handle, Scene, Surrounds};
use crate::options::Options;
use crate::place::Place;
use crate::session::{Session, Step, testing};
use crate::wording::testing::wording;
use deeds::Dice;
use leptos::prelude::Owner;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use survey_model::interview::Interview;
use survey_model::questionnaire::{Element, QuestionKind};
use survey_model::rejection::Fault;
use survey_model::value::Value;
use widget_ui::node::Outlined;

/// How many things a respondent does.
const N_DEEDS: usize = 40;

/// How many respondents come to each definition of the project's own, and to each real one.
const N_RESPONDENTS: [u32; 2] = [12, 2];

/// Definitions whose own rules leave answers that no server takes, or takes for others.
const UNANSWERABLE: [&str; 6] = [
    // Two expressions that read each other count on with every look.
    "expression/circle",
    // A default with a list where a panel should be.
    "survey-library-cases.jsonl:97",
    // One list of rows for two questions, of which one allows four and the other any number.
    "survey-library-cases.jsonl:232",
    // A text under the name of a slider, and as the ends of one.
    "survey-library-cases.jsonl:368",
    "survey-library-cases.jsonl:369",
    // A choice without a value.
    "survey-library-cases.jsonl:503",
];

#[test]
fn whatever_is_drawn_keeps_the_laws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut own = definitions_in(&root.join("tests/conformance/fixtures"));
    for file in ["household", "own-words", "park", "site-visit"] {
        let definition = read(&root.join("tests/fixtures").join(file).with_extension("json"));
        own.push((file.to_owned(), definition));
    }
    let n_own = own.len();
    assert!(n_own > 200, "only {n_own} fixtures were found");
    let real = real_definitions(&root.join("../shared/corpus"));
    if real.is_empty() {
        eprintln!(
            "no real definitions beside the repository: the laws are tried on its own {n_own} fixtures"
        );
    }
    let mut broken = Vec::new();
    for (definitions, n_respondents) in [own, real].into_iter().zip(N_RESPONDENTS) {
        for (name, definition) in definitions {
            if UNANSWERABLE.contains(&name.as_str()) {
                continue;
            }
            if let Err(law) = visit(&definition, n_respondents) {
                broken.push(format!("{name}: {law}"));
            }
        }
    }
    assert!(broken.is_empty(), "{} break a law:\n{}", broken.len(), broken.join("\n"));
}

/// Every definition of a folder, each file of which holds several by name.
fn definitions_in(folder: &Path) -> Vec<(String, Value)> {
    let mut definitions = Vec::new();
    for file in files_in(folder) {
        let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let several = read(&file);
        for (name, definition) in several.as_object().expect("definitions by name") {
            definitions.push((format!("{stem}/{name}"), definition.clone()));
        }
    }
    definitions
}

/// Real definitions that the rules take, where their folder is there.
fn real_definitions(folder: &Path) -> Vec<(String, Value)> {
    if !folder.exists() {
        return Vec::new();
    }
    let mut definitions: Vec<(String, Value)> = files_in(&folder.join("definitions"))
        .into_iter()
        .map(|file| (file.display().to_string(), read(&file)))
        .collect();
    for lines in ["health-study-forms.jsonl", "survey-library-cases.jsonl"] {
        let text = std::fs::read_to_string(folder.join(lines)).expect("a file of the folder");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let line = Value::from_json(line).expect("JSON");
            definitions
                .extend(line.get("json").map(|it| (format!("{lines}:{number}"), it.clone())));
        }
    }
    definitions.retain(|(_, definition)| {
        // Choices at an address are there once a survey is published.
        let is_whole = !definition.to_json().contains("choicesByUrl");
        let (questionnaire, report) = survey_model::questionnaire::parse(definition);
        // Of two questions with one name, nobody knows which a complaint is about.
        let is_clear = report.warnings.iter().all(|it| it.code != "duplicate-name");
        is_whole && is_clear && questionnaire.is_some()
    });
    definitions
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

fn read(file: &Path) -> Value {
    let text =
        std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    Value::from_json(&text).expect("JSON")
}

/// Has respondents come to a definition; tells which law broke, with the fewest deeds that break it.
fn visit(definition: &Value, n_respondents: u32) -> Result<(), String> {
    let mut definition = definition.clone();
    if let Value::Object(members) = &mut definition
        && members.get("title").is_none_or(|title| title.to_text().trim().is_empty())
    {
        // On publishing it takes that of its envelope.
        members.insert("title".to_owned(), "A survey".into());
    }
    let definition = definition.to_json();
    let config = ProptestConfig {
        cases: n_respondents,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let seeded = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, seeded);
    let rolls = prop::collection::vec(any::<u16>(), 0..N_DEEDS);
    let visited =
        runner.run(&rolls, |rolls| respond(&definition, &rolls).map_err(TestCaseError::fail));
    visited.map_err(|error| error.to_string())
}

/// Answers, a deed for each roll, and looks at what is drawn after each.
fn respond(definition: &str, rolls: &[u16]) -> Result<(), String> {
    let mut session = testing::session_of(definition);
    testing::begin(&mut session);
    look(&session)?;
    for roll in rolls {
        let mut dice = Dice(u64::from(*roll));
        let key = dice.roll(8);
        if key == 0 {
            match session.go_on() {
                Step::Faulty => blame(&session)?,
                Step::Last => return agree(&mut session),
                Step::Moved => {}
            }
        } else if key == 1 {
            session.go_back();
        } else if session.checking().is_none() {
            deeds::act(&mut session, &mut dice);
        }
        look(&session).map_err(|law| format!("{law}, after {}", told(&session)))?;
    }
    Ok(())
}

/// Looks at the whole of what is drawn.
fn look(session: &Session) -> Result<(), String> {
    let outline = outline(session);
    ids_are_unique(&outline)?;
    references_lead_somewhere(&outline)?;
    controls_have_names(&outline)?;
    if session.checking().is_none() {
        what_is_asked_stands_there(session, &outline)?;
        complaints_can_be_reached(session, &outline)?;
    }
    Ok(())
}

fn outline(session: &Session) -> Vec<Outlined> {
    let options = Options { prefix: "w".to_owned(), ..Options::default() };
    Owner::new().with(|| {
        let handle = Handle::new(Surrounds::default(), Rc::new(wording("en")));
        let scene = Scene { session, options: &options, handle, place: Place::default() };
        survey(scene, "").outline()
    })
}

fn ids_are_unique(outline: &[Outlined]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    match outline.iter().filter_map(|it| it.attribute("id")).find(|id| !seen.insert(*id)) {
        Some(id) => Err(format!("the id {id} stands there twice")),
        None => Ok(()),
    }
}

fn references_lead_somewhere(outline: &[Outlined]) -> Result<(), String> {
    let ids: BTreeSet<&str> = outline.iter().filter_map(|it| it.attribute("id")).collect();
    for element in outline {
        for name in ["for", "aria-labelledby", "aria-describedby", "aria-controls", "href"] {
            let Some(value) = element.attribute(name) else { continue };
            let Some(targets) =
                (if name == "href" { value.strip_prefix('#') } else { Some(value) })
            else {
                continue;
            };
            if let Some(astray) = targets.split_whitespace().find(|it| !ids.contains(it)) {
                return Err(format!(
                    "{name} of a {} leads to {astray}, which is not there",
                    element.tag
                ));
            }
        }
    }
    Ok(())
}

/// Every control, and every group of them, says what it is for.
fn controls_have_names(outline: &[Outlined]) -> Result<(), String> {
    for (place, element) in outline.iter().enumerate() {
        let is_named = match element.tag {
            "input" | "select" | "textarea" | "progress" | "canvas" | "iframe" | "video" => false,
            "button" | "a" | "legend" | "option" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                !text_of(outline, place).is_empty()
            }
            "fieldset" => outline.iter().any(|it| it.tag == "legend" && it.parent == Some(place)),
            "img" => element.attribute("alt").is_some(),
            _ if element.attribute("role") == Some("group") => false,
            _ => continue,
        };
        let by_itself = ["aria-label", "title"]
            .iter()
            .any(|it| element.attribute(it).is_some_and(|text| !text.trim().is_empty()));
        let id = element.attribute("id");
        let labels = outline.iter().enumerate().filter(|(_, it)| {
            let is_label =
                it.tag == "label" && it.attribute("for").is_some_and(|it| Some(it) == id);
            let names = element.attribute("aria-labelledby").unwrap_or_default();
            is_label
                || it
                    .attribute("id")
                    .is_some_and(|it| names.split_whitespace().any(|name| name == it))
        });
        let by_label =
            labels.map(|(place, _)| text_of(outline, place)).any(|text| !text.is_empty());
        if !is_named && !by_itself && !by_label {
            let what = id.or(element.attribute("data-action")).unwrap_or_default();
            return Err(format!("a {} {what} has no name", element.tag));
        }
    }
    Ok(())
}

/// What an element says, by its text and by what its pictures say.
fn text_of(outline: &[Outlined], place: usize) -> String {
    let said = inside(outline, place).filter_map(|inner| outline[inner].attribute("alt"));
    let said = said.collect::<String>();
    [outline[place].text.as_str(), &said].concat().trim().to_owned()
}

/// The form shows the questions that the rules ask, in their order, and no others.
fn what_is_asked_stands_there(session: &Session, outline: &[Outlined]) -> Result<(), String> {
    let name = |(place, index): (Place, usize)| {
        &place.look(session.interview()).questionnaire().questions[index].name
    };
    let asked: Vec<&String> = asked(session).into_iter().map(name).collect();
    let shown: Vec<&str> = outline.iter().filter_map(|it| it.attribute("data-question")).collect();
    if shown == asked {
        Ok(())
    } else {
        Err(format!("{shown:?} are shown where {asked:?} are asked"))
    }
}

/// What is asked on the page and in the rows of its questions: where each question stands, in the order shown.
fn asked(session: &Session) -> Vec<(Place, usize)> {
    let page = &session.questionnaire().pages[session.page()];
    let mut asked = Vec::new();
    collect(session.interview(), Place::default(), &page.elements, &mut asked);
    asked
}

fn collect(
    interview: &Interview,
    here: Place,
    elements: &[Element],
    into: &mut Vec<(Place, usize)>,
) {
    let questionnaire = interview.questionnaire();
    for element in elements {
        match element {
            Element::Panel(panel) if interview.is_panel_visible(*panel) => {
                collect(interview, here, &questionnaire.panels[*panel].elements, into);
            }
            Element::Question(index) if interview.is_question_visible(*index) => {
                into.push((here, *index));
                if let QuestionKind::Nested(nested) = &questionnaire.questions[*index].kind {
                    let elements = nested.template.pages.first().map_or(&[][..], |it| &it.elements);
                    let rows = interview.rows(*index).iter().enumerate();
                    for (place, row) in rows.filter(|(_, row)| row.is_shown()) {
                        collect(row.interview(), here.within(*index, place), elements, into);
                    }
                }
            }
            Element::Panel(_) | Element::Question(_) => {}
        }
    }
}

/// Each complaint stands beside what it is about, and a link leads from the summary to a control there.
fn complaints_can_be_reached(session: &Session, outline: &[Outlined]) -> Result<(), String> {
    let page = format!("w-page{}", session.page());
    let links: Vec<&str> =
        outline.iter().filter_map(|it| it.attribute("href")?.strip_prefix('#')).collect();
    if links.len() != session.complaints().count() {
        return Err(format!("{links:?} are the links of {:?}", complaints(session)));
    }
    let n_beside = outline.iter().filter(|it| has_class(it, "error-line")).count();
    // Beside what is hidden, and stored all the same, nothing can stand.
    let n_anywhere = links.iter().filter(|link| **link == page).count();
    if n_beside > links.len() || n_beside + n_anywhere < links.len() {
        return Err(format!("{n_beside} of {:?} stand where they belong", complaints(session)));
    }
    for link in links.into_iter().filter(|link| *link != page) {
        let at = outline.iter().position(|it| it.attribute("id") == Some(link));
        let is_asked = |place: &usize| {
            let names = ["data-question", "data-panel"];
            names.iter().any(|name| outline[*place].attribute(name).is_some())
        };
        let around = at.and_then(|at| ways_up(outline, at).find(is_asked));
        let (Some(at), Some(around)) = (at, around) else {
            return Err(format!("{link} stands beside nothing that is asked"));
        };
        let lands = lands(outline, at);
        if !lands.is_some_and(|place| ways_up(outline, place).any(|it| it == around)) {
            return Err(format!("{link}, a {}, leads elsewhere: {lands:?}", outline[at].tag));
        }
        if !inside(outline, around).any(|it| has_class(&outline[it], "error")) {
            return Err(format!("{link} leads to what is not at fault"));
        }
    }
    Ok(())
}

/// Where the focus goes by a link to an element, as `crate::focus` has it.
fn lands(outline: &[Outlined], at: usize) -> Option<usize> {
    let is_control = |place: &usize| {
        let it = &outline[*place];
        let is_one = ["input", "select", "textarea", "button"].contains(&it.tag);
        is_one && it.attribute("disabled").is_none()
    };
    if is_control(&at) || outline[at].attribute("tabindex").is_some() {
        return Some(at);
    }
    let first_within = |around: usize| inside(outline, around).find(is_control);
    let question = || ways_up(outline, at).find(|it| has_class(&outline[*it], "question"));
    first_within(at).or_else(|| first_within(question()?))
}

/// All that stands in an element, in its order.
fn inside(outline: &[Outlined], around: usize) -> impl Iterator<Item = usize> {
    let stands_in = move |it: &usize| ways_up(outline, *it).any(|it| it == around);
    (around + 1..outline.len()).filter(stands_in)
}

/// An element and all that it stands in, by their places, the innermost first.
fn ways_up(outline: &[Outlined], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(at), |place| outline[*place].parent)
}

fn has_class(element: &Outlined, class: &str) -> bool {
    element.attribute("class").is_some_and(|it| it.split(' ').any(|it| it == class))
}

fn complaints(session: &Session) -> Vec<&Complaint> {
    session.complaints().collect()
}

/// What the form lets through, the server takes, and it stores what the form holds.
fn agree(session: &mut Session) -> Result<(), String> {
    if session.freeze(Value::to_json) == Step::Faulty {
        return blame(session);
    }
    let Some((_, frozen)) = session.begin_attempt() else {
        return Err("nothing is sent".to_owned());
    };
    let body = Value::from_json(&frozen.body).map_err(|error| error.to_string())?;
    let answers = body.get("answers").and_then(Value::as_object).cloned().unwrap_or_default();
    let here = session.interview();
    let there =
        Interview::of_answers(here.questionnaire().clone(), here.surroundings().clone(), answers);
    match (here.clone().complete(), there.complete()) {
        (Ok(here), Ok(there)) if here.answers == there.answers => Ok(()),
        (here, there) => Err(format!("here {here:?}, there {there:?}")),
    }
}

/// Who is stopped is told why, and nobody is blamed for what the form itself offered.
fn blame(session: &Session) -> Result<(), String> {
    if session.complaints().next().is_none() {
        return Err("whoever goes on is stopped, and nothing is said".to_owned());
    }
    let faults = session.interview().page_rejections(session.page());
    let ours = faults.into_iter().find(|it| {
        matches!(
            it.fault,
            Fault::UnknownChoice
                | Fault::UnknownRow
                | Fault::RepeatedChoice
                | Fault::NoneWithOthers
                | Fault::WrongType
                | Fault::TooManyRows { .. }
                | Fault::TooManyFiles { .. }
                | Fault::UnknownFile
        )
    });
    match ours {
        Some(fault) => Err(format!("{fault:?} of {}", told(session))),
        None => Ok(()),
    }
}

/// The answers as they stand, to say after what a law broke.
fn told(session: &Session) -> String {
    Value::Object(session.interview().answers().clone()).to_json()
}
