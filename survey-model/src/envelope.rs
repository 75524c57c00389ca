//! The envelope around a definition: everything about a survey that is not a question.

use crate::document::Node;
use crate::expression::Expression;
use crate::hosts;
use crate::ids::{PartnerId, SurveyId};
use crate::instant::Instant;
use crate::limits;
use crate::questionnaire::{self, CheckReport, Finding, Purpose, Questionnaire, undrawable};
use crate::text::Text;
use crate::value::Value;
use crate::wire::{ShapeError, optional_text, texts};
use validator::{Validate, ValidationError};

/// How respondents of a partner are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityMode {
    /// By nothing: every submission id is a respondent.
    Open,
    /// By the partner's signed entry token.
    Participant,
}

/// A partner allowed on a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedPartner {
    /// Which.
    pub partner: PartnerId,
    /// How its respondents are told apart.
    pub identity: IdentityMode,
    /// Where respondents go back to, for a panel.
    pub return_url: Option<String>,
}

/// A survey as its owner publishes it (one file for `canvass publish`).
///
/// ```json
/// { "survey": "police-and-crime-plan", "title": {"default": "…", "ar": "…"}, "owner": "…",
///   "opens_at": "2026-11-16T00:00:00Z", "closes_at": "2027-01-21T23:59:59Z",
///   "languages": ["en", "ar"], "shards": 4, "retention_days": 730,
///   "partners": [{"partner": "city", "identity": "open"},
///                {"partner": "panel", "identity": "participant", "return_url": "https://…"}],
///   "screen_out_if": "{age} < 16", "special_category": ["ethnicity"], "allowed_hosts": ["data.example.org"],
///   "support_url": "https://…", "definition": { … SurveyJS … } }
/// ```
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Names the survey for ever.
    pub survey: SurveyId,
    /// Shown in lists and on staff pages.
    pub title: Text,
    /// Who asks.
    pub owner: String,
    /// Fieldwork starts.
    pub opens_at: Instant,
    /// Fieldwork ends; a grace of 60 s follows.
    pub closes_at: Instant,
    /// Languages the questionnaire is offered in, the first being the default. BCP 47 tags.
    pub languages: Vec<String>,
    /// Who may bring respondents.
    pub partners: Vec<AllowedPartner>,
    /// How many partitions its responses spread over, 1 to 64. Fixed at first publish.
    pub shards: u8,
    /// How long responses are kept after closing, in days; at least 30.
    pub retention_days: u32,
    /// A complete response for which this expression holds is a screen-out.
    pub screen_out_if: Option<Expression>,
    /// Questions whose answers belong to a special category; they are forced optional.
    pub special_category: Vec<String>,
    /// Where a distressed respondent finds support; linked on every page of the widget.
    pub support_url: Option<String>,
    /// Where it may send respondents, or fetch choices from; names of hosts, without the scheme.
    pub allowed_hosts: Vec<String>,
    /// The definition as given.
    pub definition: Value,
    /// The definition as understood.
    pub questionnaire: Questionnaire,
}

/// The figures and words of an envelope that have bounds.
#[derive(Validate)]
struct Terms {
    #[validate(length(min = 1, max = 200))]
    owner: String,
    #[validate(range(min = 1, max = 64))]
    shards: u32,
    #[validate(range(min = 30, max = 36_500))]
    retention_days: u32,
    #[validate(length(min = 1, max = 50))]
    languages: Vec<String>,
    #[validate(length(min = 1, max = 2_000), custom(function = "validate_link"))]
    support_url: Option<String>,
}

/// What the checked members of [`Terms`] want.
const WANTED: [(&str, &str); 5] = [
    ("owner", "The owner has 1 to 200 characters."),
    ("shards", "A survey has 1 to 64 shards."),
    ("retention_days", "Responses are kept for 30 to 36,500 days after closing."),
    ("languages", "A survey is offered in 1 to 50 languages."),
    ("support_url", "A link begins with https:// and has at most 2,000 characters."),
];

fn validate_link(link: &str) -> Result<(), ValidationError> {
    if is_link(link) { Ok(()) } else { Err(ValidationError::new("link")) }
}

/// Tells whether a link may be shown to respondents: https, or http on this machine for trying out.
fn is_link(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| {
        link.strip_prefix("http://").filter(|rest| {
            let host = rest.split(['/', ':', '?', '#']).next();
            matches!(host, Some("localhost" | "127.0.0.1"))
        })
    });
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

/// Reads an envelope with its definition. Pointers of the report are into the whole file.
///
/// The envelope is there only if the report has no problems.
pub fn parse(file: &Value) -> (Option<Envelope>, CheckReport) {
    read(file, Purpose::Check)
}

/// Reads an envelope that was published; `None` if it cannot be any more.
pub fn load(file: &Value) -> Option<Envelope> {
    read(file, Purpose::Load).0
}

fn read(file: &Value, purpose: Purpose) -> (Option<Envelope>, CheckReport) {
    let root = Node::root(file);
    if file.as_object().is_none() {
        let mut reader = Reader::default();
        reader.problem(String::new(), "wrong-type", "An envelope is a JSON object.");
        return (None, reader.report);
    }
    let mut reader = Reader::default();
    let envelope = reader.envelope(&root, purpose);
    let report = reader.report;
    (envelope.filter(|_| report.is_publishable()), report)
}

#[derive(Default)]
struct Reader {
    report: CheckReport,
}

impl Reader {
    fn problem(&mut self, pointer: String, code: &'static str, message: &str) {
        self.report.problems.push(Finding { pointer, code, message: message.to_owned() });
    }

    fn take<T>(&mut self, read: Result<T, ShapeError>) -> Option<T> {
        read.map_err(|fault| {
            let message = ["This member wants ", fault.wanted, "."].concat();
            self.problem(fault.pointer, "malformed", &message);
        })
        .ok()
    }

    fn envelope(&mut self, root: &Node<'_, '_>, purpose: Purpose) -> Option<Envelope> {
        const MOMENT: &str = "an RFC 3339 date and time";
        const SLUG: &str = "1 to 40 lower-case letters, digits and single hyphens";
        let survey = self.take(root.required("survey").and_then(|node| node.parsed(SLUG)));
        let title = self.take(root.required("title").and_then(|node| {
            Text::from_value(node.value())
                .filter(|title| !title.is_blank())
                .ok_or_else(|| node.wanted("a string, or an object from language to string"))
        }));
        if title.as_ref().is_some_and(Text::is_too_long) {
            self.problem(root.pointer_to("title"), "limit-text", Text::LIMIT);
        }
        let opens_at: Option<Instant> =
            self.take(root.required("opens_at").and_then(|node| node.parsed(MOMENT)));
        let closes_at: Option<Instant> =
            self.take(root.required("closes_at").and_then(|node| node.parsed(MOMENT)));
        if opens_at.zip(closes_at).is_some_and(|(opens, closes)| closes <= opens) {
            let message = "Fieldwork closes after it opens.";
            self.problem(root.pointer_to("closes_at"), "malformed", message);
        }
        let terms = self.terms(root);
        let partners = self.partners(root);
        let screen_out_if = self.screen_out_if(root);
        let special_category = match root.member("special_category") {
            Some(node) => self.take(texts(&node)).unwrap_or_default(),
            None => Vec::new(),
        };
        let allowed_hosts = self.allowed_hosts(root);
        let definition = self.take(root.required("definition"))?;
        self.report.problems.extend(hosts::check(&definition, &allowed_hosts));
        let (questionnaire, report) = questionnaire::parse_at(&definition, purpose);
        self.report.problems.extend(report.problems);
        self.report.warnings.extend(report.warnings);
        self.report.ignored.extend(report.ignored);
        let mut questionnaire = questionnaire?;
        for (place, name) in special_category.iter().enumerate() {
            if questionnaire.question_index(name).is_none() {
                let pointer = [root.pointer_to("special_category"), place.to_string()].join("/");
                self.problem(pointer, "unknown-name", "No question has this name.");
            }
        }
        questionnaire.mark_special_category(&special_category);
        if let Some(title) = title.as_ref().filter(|_| questionnaire.title.is_blank()) {
            // A form without a heading says nowhere what it is.
            questionnaire.title.clone_from(title);
        }
        for question in undrawable::questions(&questionnaire) {
            let message = [
                "The choices of `",
                &question.name,
                "` come from an address that depends on answers, so that they are not known when the survey is \
                 published: name the address in full, or list the choices.",
            ]
            .concat();
            self.problem(definition.pointer(), "undrawable", &message);
        }
        let terms = terms?;
        Some(Envelope {
            survey: survey?,
            title: title?,
            owner: terms.owner,
            opens_at: opens_at?,
            closes_at: closes_at?,
            languages: terms.languages,
            partners,
            shards: u8::try_from(terms.shards).ok()?,
            retention_days: terms.retention_days,
            screen_out_if,
            special_category,
            support_url: terms.support_url,
            allowed_hosts,
            definition: definition.value().clone(),
            questionnaire,
        })
    }

    fn terms(&mut self, root: &Node<'_, '_>) -> Option<Terms> {
        let number =
            |name: &str, standard: u32| root.member(name).map_or(Ok(standard), |node| node.whole());
        let languages = match root.member("languages") {
            Some(node) => self.take(texts(&node)),
            None => Some(vec!["en".to_owned()]),
        };
        let owner = self.take(root.required("owner").and_then(|node| node.text()));
        let shards = self.take(number("shards", 4));
        let retention_days = self.take(number("retention_days", 730));
        let support_url = self.take(optional_text(root, "support_url"));
        let terms = Terms {
            owner: owner?.to_owned(),
            shards: shards?,
            retention_days: retention_days?,
            languages: languages?,
            support_url: support_url?,
        };
        // `validator` keeps the offending value in what it returns, so only the member's name is taken from it.
        if let Err(faults) = terms.validate() {
            let faults = faults.field_errors();
            for (member, message) in WANTED {
                if faults.contains_key(member) {
                    self.problem(root.pointer_to(member), "malformed", message);
                }
            }
            return None;
        }
        Some(terms)
    }

    fn partners(&mut self, root: &Node<'_, '_>) -> Vec<AllowedPartner> {
        let Some(list) = root.member("partners") else {
            self.problem(root.pointer_to("partners"), "malformed", "Who brings respondents?");
            return Vec::new();
        };
        let Some(items) = self.take(list.items()) else { return Vec::new() };
        if !(1..=limits::PARTNERS).contains(&items.len()) {
            self.problem(list.pointer(), "malformed", "A survey has 1 to 50 partners.");
            return Vec::new();
        }
        let mut partners: Vec<AllowedPartner> = Vec::new();
        for item in items {
            let Some(partner) = self.take(allowed_partner(&item)) else { continue };
            if partners.iter().any(|known| known.partner == partner.partner) {
                self.problem(item.pointer(), "duplicate-name", "This partner is listed twice.");
            }
            partners.push(partner);
        }
        partners
    }

    fn allowed_hosts(&mut self, root: &Node<'_, '_>) -> Vec<String> {
        let Some(list) = root.member("allowed_hosts") else { return Vec::new() };
        let named = self.take(texts(&list)).unwrap_or_default();
        if named.len() > limits::HOSTS {
            self.problem(list.pointer(), "malformed", "A survey names at most 100 hosts.");
        }
        for (place, name) in named.iter().enumerate() {
            if !hosts::is_host(name) {
                let pointer = [list.pointer(), place.to_string()].join("/");
                let message =
                    "A host is named without scheme, port and path, such as data.example.org.";
                self.problem(pointer, "malformed", message);
            }
        }
        named
    }

    fn screen_out_if(&mut self, root: &Node<'_, '_>) -> Option<Expression> {
        let node = root.member("screen_out_if")?;
        let text = self.take(node.text())?;
        match Expression::parse(text) {
            Ok(expression) => {
                if !expression.unknown_functions().is_empty() {
                    let message = "The expression calls a function that does not exist.";
                    self.problem(node.pointer(), "unknown-function", message);
                }
                Some(expression)
            }
            Err(fault) => {
                let message = format!("The expression does not parse: {fault}.");
                self.problem(node.pointer(), "expression-syntax", &message);
                None
            }
        }
    }
}

fn allowed_partner(item: &Node<'_, '_>) -> Result<AllowedPartner, ShapeError> {
    let return_url = optional_text(item, "return_url")?;
    if return_url.as_deref().is_some_and(|link| !is_link(link)) {
        return Err(ShapeError {
            pointer: item.pointer_to("return_url"),
            wanted: "a link that begins with https://",
        });
    }
    let identity = item.required("identity")?;
    Ok(AllowedPartner {
        partner: item
            .required("partner")?
            .parsed("1 to 40 lower-case letters, digits and single hyphens")?,
        identity: match identity.text()? {
            "open" => IdentityMode::Open,
            "participant" => IdentityMode::Participant,
            _ => return Err(identity.wanted("open or participant")),
        },
        return_url,
    })
}
