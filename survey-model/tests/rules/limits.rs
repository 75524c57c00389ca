//! Every limit of `limits.rs`: what just keeps to it passes, and what is just beyond it does not.
//!
//! How long and how deep an expression may be is tested with the language, in `tests/expression_rules.rs`; here only
//! what a definition with such an expression is told.

use crate::{codes, evaluated, interview, json, object, questionnaire};
use survey_model::envelope;
use survey_model::fetched::{NoChoices, keep};
use survey_model::ids::{PartnerId, SubmissionId, SurveyId};
use survey_model::interview::Mode;
use survey_model::limits;
use survey_model::questionnaire::{self as definitions, CheckReport, Finding, QuestionKind};
use survey_model::upload::UploadReference;
use survey_model::value::{Object, Value};
use survey_model::wire::{Submission, UploadRequest};

/// As many items as are asked for, as JSON.
fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = (0..count).map(item).collect();
    format!("[{}]", items.join(","))
}

/// Something within as many others of its kind as are asked for.
fn nested(depth: usize, open: &str, innermost: &str, close: &str) -> String {
    [&open.repeat(depth), innermost, &close.repeat(depth)].concat()
}

fn text(n: usize) -> String {
    format!(r#"{{"type":"text","name":"q{n}"}}"#)
}

/// Tells whether a message names a limit.
fn names(message: &str, limit: usize) -> bool {
    let message = message.replace(',', "");
    message.split(|c: char| !c.is_ascii_digit()).any(|number| number == limit.to_string())
}

/// Checks that there is nothing to say at a limit, and beyond it only this, which names the limit.
#[track_caller]
fn check_problems(limit: usize, code: &str, problems: impl Fn(usize) -> Vec<Finding>) {
    assert_eq!(problems(limit), []);
    let problems = problems(limit + 1);
    assert!(!problems.is_empty(), "nothing is said beyond the limit");
    for problem in problems {
        assert_eq!(problem.code, code, "{problem:?}");
        assert!(names(&problem.message, limit), "{problem:?}");
    }
}

fn report(definition: &str) -> CheckReport {
    let definition = match json(definition) {
        Value::List(elements) => {
            Value::from(Object::from([("elements".to_owned(), elements.into())]))
        }
        definition => definition,
    };
    definitions::parse(&definition).1
}

/// Checks a limit of definitions by one that reaches it and one that is beyond it.
#[track_caller]
fn check_definition(limit: usize, code: &str, definition: impl Fn(usize) -> String) {
    check_problems(limit, code, |size| report(&definition(size)).problems);
}

#[test]
fn questions_in_rows_or_not() {
    check_definition(limits::QUESTIONS, "limit-questions", |n| list(n, text));
    check_definition(limits::QUESTIONS, "limit-questions", |n| {
        let within = list(n - 1, text);
        format!(r#"[{{"type":"paneldynamic","name":"p","templateElements":{within}}}]"#)
    });
}

#[test]
fn pages() {
    check_definition(limits::PAGES, "limit-pages", |n| {
        format!(r#"{{"pages":{}}}"#, list(n, |page| format!(r#"{{"name":"p{page}"}}"#)))
    });
}

#[test]
fn panels_in_rows_or_not() {
    let panels = |n| list(n, |panel| format!(r#"{{"type":"panel","name":"p{panel}"}}"#));
    check_definition(limits::PANELS, "limit-panels", panels);
    check_definition(limits::PANELS, "limit-panels", |n| {
        let within = panels(n - 1);
        format!(
            r#"[{{"type":"panel","name":"p"}},{{"type":"paneldynamic","name":"r","templateElements":{within}}}]"#
        )
    });
}

#[test]
fn panels_within_panels() {
    check_definition(limits::PANEL_DEPTH, "limit-panels", |depth| {
        format!("[{}]", nested(depth, r#"{"type":"panel","elements":["#, &text(0), "]}"))
    });
}

#[test]
fn choices_rows_and_columns() {
    for question in [
        r#""type":"checkbox","choices""#,
        r#""type":"imagepicker","choices""#,
        r#""type":"matrix","columns":[1],"rows""#,
        r#""type":"matrix","rows":[1],"columns""#,
        r#""type":"file","acceptedTypes""#,
        r#""type":"file","acceptedCategories""#,
    ] {
        check_definition(limits::CHOICES, "limit-items", |n| {
            format!(
                r#"[{{"name":"q",{question}:{}}}]"#,
                list(n, |choice| format!(r#""c{choice}""#))
            )
        });
    }
    check_definition(limits::CHOICES, "limit-items", |n| {
        format!(r#"[{{"name":"q","type":"dropdown","choicesMin":1,"choicesMax":{n}}}]"#)
    });
}

#[test]
fn choices_that_a_service_offers() {
    let mut definition = json(r#"[{"choicesByUrl":{"url":"https://example.org"}}]"#);
    let mut keeps = |n| {
        let answer = json(&list(n, |choice| choice.to_string()));
        keep(&mut definition, "https://example.org", &answer)
    };
    assert_eq!(keeps(limits::CHOICES), Ok(()));
    assert_eq!(keeps(limits::CHOICES + 1), Err(NoChoices::TooMany));
    assert!(names(&NoChoices::TooMany.to_string(), limits::CHOICES));
}

#[test]
fn characters_of_a_choice_that_nobody_knows() {
    let definition = r#"[{"type":"text","name":"land"},
        {"type":"dropdown","name":"q","choicesByUrl":{"url":"https://example.org/{land}"}}]"#;
    let faults = |length: usize| {
        let answers = format!(r#"{{"q":"{}"}}"#, "é".repeat(length));
        codes(&evaluated(definition, &answers, Mode::Strict))
    };
    assert_eq!(faults(limits::UNKNOWN_CHOICE_CHARACTERS), [""; 0]);
    assert_eq!(faults(limits::UNKNOWN_CHOICE_CHARACTERS + 1), ["q:unknown-choice"]);
    let warnings = report(definition).warnings;
    assert!(names(&warnings[0].message, limits::UNKNOWN_CHOICE_CHARACTERS));
}

/// A definition of questions that together have so many of something, none more than `most`; `question` makes one by its
/// place, with as many as it is asked for.
fn together(n: usize, most: usize, question: impl Fn(usize, usize) -> String) -> String {
    let (n_full, rest) = (n / most, n % most);
    let mut questions: Vec<String> = (0..n_full).map(|place| question(place, most)).collect();
    if rest > 0 {
        questions.push(question(n_full, rest));
    }
    format!("[{}]", questions.join(","))
}

#[test]
fn choices_that_are_not_written_out() {
    let choices = |n| list(n, |choice| choice.to_string());
    let check_most = |most: usize, question: &dyn Fn(usize, usize) -> String| {
        check_definition(limits::UNWRITTEN_CHOICES, "limit-items", |n| together(n, most, question));
    };
    let check = |question: &dyn Fn(usize, usize) -> String| check_most(limits::CHOICES, question);
    // Carried, in rows or not.
    let carrying = |place: usize, n: usize, from: &str| {
        format!(
            r#"{{"type":"checkbox","name":"s{place}","choices":{}}},
            {{"type":"checkbox","name":"c{place}","choicesFromQuestion":"{from}s{place}"}}"#,
            choices(n)
        )
    };
    check(&|place, n| carrying(place, n, ""));
    check(&|place, n| {
        let within = carrying(place, n, "panel.");
        format!(r#"{{"type":"paneldynamic","name":"p{place}","templateElements":[{within}]}}"#)
    });
    // Shared by columns; a column with choices of its own shares none.
    check(&|place, n| {
        format!(
            r#"{{"type":"matrixdynamic","name":"m{place}","choices":{},"columns":["a",
                {{"name":"b","choices":[1]}},{{"name":"c","cellType":"text"}}]}}"#,
            choices(n)
        )
    });
    check(&|place, n| {
        format!(r#"{{"type":"dropdown","name":"q{place}","choicesMin":1,"choicesMax":{n}}}"#)
    });
    check_most(limits::RATING_POINTS, &|place, n| {
        format!(r#"{{"type":"rating","name":"q{place}","rateMax":{n}}}"#)
    });
}

#[test]
fn points_and_labels_of_a_scale() {
    let points = |n| list(n, |point| point.to_string());
    check_definition(limits::RATING_POINTS, "limit-items", |n| {
        format!(r#"[{{"type":"rating","name":"q","rateMax":{n}}}]"#)
    });
    check_definition(limits::RATING_POINTS, "limit-items", |n| {
        format!(r#"[{{"type":"rating","name":"q","rateValues":{}}}]"#, points(n))
    });
    check_definition(limits::RATING_POINTS, "limit-items", |n| {
        format!(r#"[{{"type":"slider","name":"q","customLabels":{}}}]"#, points(n))
    });
    let n_labels = |n: usize| {
        let questionnaire =
            questionnaire(&format!(r#"[{{"type":"slider","name":"q","labelCount":{n}}}]"#));
        match &questionnaire.questions[0].kind {
            QuestionKind::Slider(slider) => slider.n_labels,
            kind => panic!("{kind:?}"),
        }
    };
    assert_eq!(n_labels(limits::RATING_POINTS), limits::RATING_POINTS);
    assert_eq!(n_labels(limits::RATING_POINTS + 1), limits::RATING_POINTS);
}

#[test]
fn validators() {
    check_definition(limits::VALIDATORS, "limit-items", |n| {
        let validators = list(n, |_| r#"{"type":"email"}"#.to_owned());
        format!(r#"[{{"type":"text","name":"q","validators":{validators}}}]"#)
    });
}

#[test]
fn bytes_of_wording() {
    for definition in [
        r#"[{"type":"text","name":"q","title":"TEXT"}]"#,
        r#"[{"type":"text","name":"q","title":{"default":"a","fr":"TEXT"}}]"#,
        r#"[{"type":"dropdown","name":"q","choices":["TEXT"]}]"#,
        r#"[{"type":"dropdown","name":"q","choices":["a|TEXT"]}]"#,
        r#"[{"type":"dropdown","name":"q","choices":[{"value":"TEXT"}]}]"#,
        r#"[{"type":"html","name":"q","html":"TEXT"}]"#,
    ] {
        check_definition(limits::TEXT_BYTES, "limit-text", |bytes| {
            definition.replace("TEXT", &"x".repeat(bytes))
        });
    }
    check_envelope(limits::TEXT_BYTES, "limit-text", |bytes| {
        ("title", Value::from("x".repeat(bytes)))
    });
}

#[test]
fn bytes_of_names() {
    for definition in [
        r#"[{"type":"text","name":"NAME"}]"#,
        r#"[{"type":"panel","name":"NAME"}]"#,
        r#"{"pages":[{"name":"NAME"}]}"#,
    ] {
        check_definition(limits::NAME_BYTES, "limit-name", |bytes| {
            definition.replace("NAME", &"x".repeat(bytes))
        });
    }
}

#[test]
fn expressions() {
    let definition =
        |expression: &str| format!(r#"[{{"type":"text","name":"q","visibleIf":"{expression}"}}]"#);
    check_definition(limits::EXPRESSION_CHARACTERS, "limit-expression", |n| {
        definition(&format!("{:<n$}", "1 = 1"))
    });
    // What is innermost is a level, too.
    let problems = |depth| report(&definition(&nested(depth - 1, "!", "true", ""))).problems;
    assert_eq!(problems(limits::EXPRESSION_DEPTH), []);
    assert_eq!(problems(limits::EXPRESSION_DEPTH + 1)[0].code, "expression-syntax");
}

#[track_caller]
fn check_pattern(limit: usize, pattern: impl Fn(usize) -> String) {
    check_definition(limit, "limit-pattern", |size| {
        let pattern = pattern(size);
        format!(
            r#"[{{"type":"text","name":"q","validators":[{{"type":"regex","regex":"{pattern}"}}]}}]"#
        )
    });
}

#[test]
fn patterns() {
    check_pattern(limits::PATTERN_BYTES, |bytes| "a".repeat(bytes));
    check_pattern(limits::PATTERN_STEPS, |steps| format!("a{{{steps}}}"));
    check_pattern(limits::PATTERN_DEPTH, |depth| nested(depth, "(", "a", ")"));
}

#[test]
fn bytes_of_an_answer_that_a_pattern_is_tried_on() {
    let definition = r#"[{"type":"text","name":"q","validators":[{"type":"regex","regex":"^a"}]}]"#;
    for mode in [Mode::Compat, Mode::Strict] {
        let faults = |bytes| {
            let answers = format!(r#"{{"q":"{}"}}"#, "a".repeat(bytes));
            codes(&evaluated(definition, &answers, mode))
        };
        assert_eq!(faults(limits::PATTERN_INPUT_BYTES), [""; 0]);
        assert_eq!(faults(limits::PATTERN_INPUT_BYTES + 1), ["q:pattern-mismatch"]);
    }
}

/// Checks a limit of envelopes by what one of its members is.
#[track_caller]
fn check_envelope(limit: usize, code: &str, member: impl Fn(usize) -> (&'static str, Value)) {
    check_problems(limit, code, |size| {
        let mut file = object(
            r#"{"survey":"s","title":"T","owner":"O","opens_at":"2026-11-16T00:00:00Z",
            "closes_at":"2027-01-21T00:00:00Z","partners":[{"partner":"city","identity":"open"}],
            "definition":{"elements":[{"type":"text","name":"a"}]}}"#,
        );
        let (name, value) = member(size);
        file.insert(name.to_owned(), value);
        envelope::parse(&Value::Object(file)).1.problems
    });
}

#[test]
fn partners_and_hosts_of_a_survey() {
    check_envelope(limits::PARTNERS, "malformed", |n| {
        let partner = |n| format!(r#"{{"partner":"p{n}","identity":"open"}}"#);
        ("partners", json(&list(n, partner)))
    });
    check_envelope(limits::HOSTS, "malformed", |n| {
        ("allowed_hosts", json(&list(n, |n| format!(r#""h{n}.example""#))))
    });
}

#[test]
fn bytes_of_ids() {
    let is_id = |bytes: usize| {
        let id = "s".repeat(bytes);
        [id.parse::<SurveyId>().is_ok(), id.parse::<PartnerId>().is_ok()]
    };
    assert_eq!(is_id(limits::SLUG_BYTES), [true, true]);
    assert_eq!(is_id(limits::SLUG_BYTES + 1), [false, false]);
    let wanted = "-".parse::<SurveyId>().expect_err("no id").to_string();
    assert!(names(&wanted, limits::SLUG_BYTES), "{wanted}");
    check_submission(limits::SLUG_BYTES, "/partner", |bytes| {
        ("partner", Value::from("p".repeat(bytes)))
    });
}

/// Checks a limit of submissions by what one of its members is.
#[track_caller]
fn check_submission(limit: usize, pointer: &str, member: impl Fn(usize) -> (&'static str, Value)) {
    let read = |size| {
        let mut body = object(
            r#"{"version":1,"language":"en","channel":"web","started_at":"2026-11-20T12:00:00Z","seed":1,
            "answers":{}}"#,
        );
        let (name, value) = member(size);
        body.insert(name.to_owned(), value);
        Submission::from_value(&Value::Object(body)).map(drop)
    };
    assert_eq!(read(limit), Ok(()));
    let refused = read(limit + 1).expect_err("it is beyond the limit");
    assert_eq!(refused.pointer, pointer);
    assert!(names(refused.wanted, limit), "{refused:?}");
}

#[test]
fn names_and_depth_of_answers() {
    check_submission(limits::ANSWERS, "/answers", |n| {
        let answers = (0..n).map(|answer| (format!("q{answer}"), Value::from(1.0)));
        ("answers", Value::Object(answers.collect()))
    });
    check_submission(limits::ANSWER_DEPTH, "/answers", |depth| {
        // The answers themselves are one.
        ("answers", json(&format!(r#"{{"q":{}}}"#, nested(depth - 1, "[", "", "]"))))
    });
}

#[test]
fn rows_that_a_definition_names() {
    check_definition(limits::ROWS, "limit-items", |n| {
        let rows = list(n, |row| row.to_string());
        format!(r#"[{{"type":"matrixdropdown","name":"m","rows":{rows},"columns":[]}}]"#)
    });
}

#[test]
fn rows_that_a_respondent_adds() {
    for question in
        [r#""type":"paneldynamic","maxPanelCount""#, r#""type":"matrixdynamic","maxRowCount""#]
    {
        let definition = format!(r#"[{{"name":"p",{question}:{}}}]"#, limits::ROWS + 1);
        let answers = |n_rows| format!(r#"{{"p":{}}}"#, list(n_rows, |_| "{}".to_owned()));
        let faults = |n_rows| codes(&evaluated(&definition, &answers(n_rows), Mode::Strict));
        assert_eq!(faults(limits::ROWS), [""; 0]);
        assert_eq!(faults(limits::ROWS + 1), ["p:too-many-rows"]);
        // A server does not even make them.
        let n_made = |n_rows| {
            interview(&definition, Mode::Strict)
                .with_answers(object(&answers(n_rows)))
                .rows(0)
                .len()
        };
        assert_eq!(n_made(limits::ROWS), limits::ROWS);
        assert_eq!(n_made(limits::ROWS + 1), 0);
    }
}

#[test]
fn rows_that_there_are_of_themselves() {
    for question in [
        r#""type":"paneldynamic","panelCount":N"#,
        r#""type":"matrixdynamic","rowCount":N"#,
        r#""type":"paneldynamic","minPanelCount":N"#,
        r#""type":"paneldynamic","panelCountExpression":"N""#,
        r#""type":"paneldynamic","bindings":{"panelCount":"n"}"#,
    ] {
        let n_rows = |n: usize| {
            let definition = format!(
                r#"[{{"type":"text","name":"n","inputType":"number","defaultValue":N}},{{"name":"p",{question}}}]"#
            );
            interview(&definition.replace('N', &n.to_string()), Mode::Strict).rows(1).len()
        };
        assert_eq!(n_rows(limits::ROWS), limits::ROWS, "{question}");
        assert_eq!(n_rows(limits::ROWS + 1), limits::ROWS, "{question}");
    }
}

#[test]
fn rows_before_anything_is_answered() {
    let panels = |name: usize, n_rows: usize, within: &str| {
        format!(
            r#"{{"type":"paneldynamic","name":"p{name}","panelCount":{n_rows},"templateElements":[{within}]}}"#
        )
    };
    check_definition(limits::FIRST_ROWS, "limit-rows", |n| {
        together(n, limits::ROWS, |place, n| panels(place, n, ""))
    });
    let problems = |n_rows: &[usize]| {
        let rows = n_rows.iter().enumerate().rev();
        let question = rows.fold(String::new(), |within, (name, n)| panels(name, *n, &within));
        report(&format!("[{question}]")).problems
    };
    let side = limits::FIRST_ROWS.isqrt();
    assert_eq!(problems(&[side, side - 1]), []);
    assert_eq!(problems(&[side, side])[0].code, "limit-rows");
    // Those that come with a row that a respondent adds, and it.
    assert_eq!(problems(&[0, side, side - 2]), []);
    assert_eq!(problems(&[0, side, side - 1])[0].code, "limit-rows");
}

#[test]
fn questions_within_rows_of_questions() {
    let panels = r#"{"type":"paneldynamic","name":"p","templateElements":["#;
    check_definition(limits::NESTING, "limit-nesting", |depth| {
        format!("[{}]", nested(depth, panels, &text(0), "]}"))
    });
    // A file may be asked for in the innermost of them.
    let deepest = limits::NESTING + 1;
    let read = |n_names| {
        let request = UploadRequest {
            version: 1,
            submission: SubmissionId::from_bytes([7; 16]),
            partner: None,
            path: vec!["p".to_owned(); n_names],
            name: "a.png".to_owned(),
            media_type: "image/png".to_owned(),
            size_bytes: 1,
        };
        UploadRequest::from_value(&request.to_value()).map(drop)
    };
    assert_eq!(read(deepest), Ok(()));
    let refused = read(deepest + 1).expect_err("no question is that deep");
    assert!(refused.pointer == "/path" && names(refused.wanted, deepest));
}

/// As many files as are asked for, all of one size.
fn files(count: usize, size_bytes: u32) -> Value {
    let reference = UploadReference { id: [1; 8], size_bytes, seal: [2; 16] }.to_string();
    let file = [("name", "a.png"), ("type", "image/png"), ("content", &reference)];
    let file: Object =
        file.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    vec![Value::Object(file); count].into()
}

#[track_caller]
fn check_files(question: &str, answer: Value, expected: &[&str]) {
    let interview = interview(&format!("[{question}]"), Mode::Strict)
        .with_answers(Object::from([("q".to_owned(), answer)]));
    let rejections = interview.rejections();
    let faults: Vec<&str> = rejections.iter().map(|it| it.fault.code()).collect();
    assert_eq!(faults, expected);
}

/// Checks that a definition may ask for as much as a limit allows, and is told where it asks for more.
#[track_caller]
fn check_asked(limit: usize, question: impl Fn(usize) -> String) {
    let warnings = |asked| report(&format!("[{}]", question(asked))).warnings;
    assert_eq!(warnings(limit), []);
    let beyond = &warnings(limit + 1)[0];
    assert_eq!(beyond.code, "beyond-limit");
    assert!(names(&beyond.message, limit), "{beyond:?}");
}

#[test]
fn files_of_a_question() {
    let question =
        |n| format!(r#"{{"type":"file","name":"q","allowMultiple":true,"maxFiles":{n}}}"#);
    check_asked(limits::FILES, question);
    check_files(&question(limits::FILES + 1), files(limits::FILES, 1), &[]);
    check_files(&question(limits::FILES + 1), files(limits::FILES + 1, 1), &["too-many-files"]);
}

#[test]
fn bytes_of_a_file() {
    let question = |bytes: usize| format!(r#"{{"type":"file","name":"q","maxSize":{bytes}}}"#);
    let limit = limits::FILE_BYTES as usize;
    check_asked(limit, question);
    let (largest, usual) = (limits::FILE_BYTES, limits::USUAL_FILE_BYTES);
    check_files(&question(limit + 1), files(1, largest), &[]);
    check_files(&question(limit + 1), files(1, largest + 1), &["file-too-large"]);
    let says_nothing = r#"{"type":"file","name":"q"}"#;
    check_files(says_nothing, files(1, usual), &[]);
    check_files(says_nothing, files(1, usual + 1), &["file-too-large"]);
}

#[test]
fn bytes_of_a_signature() {
    let signature =
        |size_bytes| UploadReference { id: [1; 8], size_bytes, seal: [2; 16] }.to_string().into();
    let pad = r#"{"type":"signaturepad","name":"q"}"#;
    check_files(pad, signature(limits::SIGNATURE_BYTES), &[]);
    check_files(pad, signature(limits::SIGNATURE_BYTES + 1), &["file-too-large"]);
}

#[test]
fn sides_of_a_signature() {
    let sides = |px: u32| {
        let questionnaire = questionnaire(&format!(
            r#"[{{"type":"signaturepad","name":"q","signatureWidth":{px},"signatureHeight":{px}}}]"#
        ));
        match &questionnaire.questions[0].kind {
            QuestionKind::SignaturePad(pad) => [pad.width_px, pad.height_px],
            kind => panic!("{kind:?}"),
        }
    };
    let (min, max) = (limits::SIGNATURE_SIDE_MIN, limits::SIGNATURE_SIDE_MAX);
    assert_eq!([sides(min - 1), sides(min), sides(min + 1)], [[min; 2], [min; 2], [min + 1; 2]]);
    assert_eq!([sides(max - 1), sides(max), sides(max + 1)], [[max - 1; 2], [max; 2], [max; 2]]);
}

#[test]
fn what_a_survey_does_by_itself() {
    let survey = |member: &str, items: String| format!(r#"{{"{member}":{items}}}"#);
    check_definition(limits::CALCULATED_VALUES, "limit-items", |n| {
        let value = |n| format!(r#"{{"name":"v{n}","expression":"1"}}"#);
        survey("calculatedValues", list(n, value))
    });
    check_definition(limits::TRIGGERS, "limit-items", |n| {
        survey("triggers", list(n, |_| r#"{"type":"complete","expression":"1 = 2"}"#.to_owned()))
    });
    for member in ["completedHtmlOnCondition", "navigateToUrlOnCondition"] {
        check_definition(limits::CONDITIONAL_TEXTS, "limit-items", |n| {
            survey(member, list(n, |_| r#"{"expression":"1 = 2"}"#.to_owned()))
        });
    }
}

/// Calculations of which each comes to what one that is written after it does, and the last to the answer.
fn chain(length: usize) -> String {
    let calculation = |n| {
        let next = if n + 1 == length { "a".to_owned() } else { format!("e{}", n + 1) };
        format!(r#"{{"type":"expression","name":"e{n}","expression":"{{{next}}}"}}"#)
    };
    let calculations = list(length, calculation);
    format!("[{},{}", text(0).replace("q0", "a"), &calculations[1..])
}

#[test]
fn rounds_until_answers_stand() {
    let settles = |n_rounds| {
        // Each round but the first, which is what the answer itself leads to, comes one calculation further.
        let mut interview = interview(&chain(1 + n_rounds), Mode::Strict);
        interview.set_answer(0, Some("x".into()));
        interview.answers().contains_key("e0")
    };
    assert!(settles(limits::ROUNDS));
    assert!(!settles(limits::ROUNDS + 1));
}

/// How many of some questions have an answer once `q` is answered, where each follows another.
fn n_set(count: usize, followed: impl Fn(usize) -> String) -> usize {
    let questions = list(count, |n| {
        let followed = followed(n);
        format!(r#"{{"type":"text","name":"q{n}","setValueExpression":"{{{followed}}}"}}"#)
    });
    let definition = format!(r#"[{{"type":"text","name":"q"}},{}"#, &questions[1..]);
    let mut interview = interview(&definition, Mode::Strict);
    interview.set_answer(0, Some("x".into()));
    interview.answers().len() - 1
}

#[test]
fn answers_that_one_answer_sets() {
    for count in [limits::CONSEQUENCES, limits::CONSEQUENCES + 1] {
        assert_eq!(n_set(count, |_| "q".to_owned()), limits::CONSEQUENCES);
    }
    for count in [limits::CONSEQUENCE_DEPTH, limits::CONSEQUENCE_DEPTH + 1] {
        let before = |n: usize| n.checked_sub(1).map_or("q".to_owned(), |n| format!("q{n}"));
        assert_eq!(n_set(count, before), limits::CONSEQUENCE_DEPTH);
    }
}

#[test]
fn triggers_that_one_answer_sets_off() {
    // Each is set off by one that is written after it, and so in the next run.
    let n_set = |n_triggers: usize| {
        let trigger = |n: usize| {
            let (to, from) = (n_triggers - n, n_triggers - n - 1);
            format!(
                r#"{{"type":"setvalue","expression":"{{q{from}}} = 'x'","setToName":"q{to}","setValue":"x"}}"#
            )
        };
        let (questions, triggers) = (list(n_triggers + 1, text), list(n_triggers, trigger));
        let definition = format!(r#"{{"elements":{questions},"triggers":{triggers}}}"#);
        let mut interview = interview(&definition, Mode::Strict);
        interview.set_answer(0, Some("x".into()));
        interview.answers().len() - 1
    };
    for n_triggers in [limits::TRIGGER_RUNS, limits::TRIGGER_RUNS + 1] {
        assert_eq!(n_set(n_triggers), limits::TRIGGER_RUNS);
    }
}

/// A few bytes in each of many rows do not make millions of rows within them.
#[test]
fn rows_within_rows_that_numbers_make() {
    let n_most = limits::COUNTED_ROWS / limits::ROWS;
    let by_expression = r#""rowCountExpression":"{panel.n}""#;
    let by_answer = r#""bindings":{"rowCount":"n"}"#;
    for count in [by_expression, by_answer] {
        let definition = format!(
            r#"[{{"type":"paneldynamic","name":"p","templateElements":[
                {{"type":"text","name":"n","inputType":"number"}},
                {{"type":"matrixdynamic","name":"m","rowCount":0,{count},"maxRowCount":{},"cellType":"text",
                  "columns":[{{"name":"c"}}]}}]}}]"#,
            limits::ROWS
        );
        let n_within = |n_rows: usize| {
            let panels = vec![format!(r#"{{"n":{}}}"#, limits::ROWS); n_rows].join(",");
            let answers = object(&format!(r#"{{"p":[{panels}]}}"#));
            let interview = interview(&definition, Mode::Strict).with_answers(answers);
            interview.rows(0).iter().map(|row| row.interview().rows(1).len()).sum::<usize>()
        };
        assert_eq!(n_within(n_most), limits::COUNTED_ROWS, "{count}");
        assert!(n_within(n_most + 1) <= limits::COUNTED_ROWS, "{count}");
        assert!(n_within(limits::ROWS) <= limits::COUNTED_ROWS, "{count}");
    }
}
