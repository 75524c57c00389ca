//! Files and signatures: kept out of the answers, which name them.

use crate::{codes, evaluated, interview, json, object, questionnaire};
use survey_model::ids::SubmissionId;
use survey_model::interview::Mode;
use survey_model::questionnaire::{FileInput, QuestionKind};
use survey_model::upload::{UploadReference, uploads_in};
use survey_model::value::{Object, Value};
use survey_model::wire::{UploadGrant, UploadRequest};

/// A reference to a file of this size.
fn reference(size_bytes: u32) -> String {
    UploadReference { id: [1; 8], size_bytes, seal: [2; 16] }.to_string()
}

fn item(name: &str, media_type: &str, size_bytes: u32) -> Value {
    let members = [
        ("name", name.to_owned()),
        ("type", media_type.to_owned()),
        ("content", reference(size_bytes)),
    ];
    Value::Object(members.into_iter().map(|(key, text)| (key.to_owned(), text.into())).collect())
}

fn answers(answer: Value) -> String {
    Value::from(Object::from([("q".to_owned(), answer)])).to_json()
}

#[track_caller]
fn check(question: &str, answer: Value, expected: &[&str]) {
    let (definition, answers) = (format!("[{question}]"), answers(answer));
    let expected: Vec<String> = expected.iter().map(|code| format!("q:{code}")).collect();
    assert_eq!(codes(&evaluated(&definition, &answers, Mode::Strict)), expected, "{answers}");
    // Compatibly, the answer is kept as it is, whatever it is.
    let compat = evaluated(&definition, &answers, Mode::Compat);
    assert_eq!((codes(&compat).len(), compat.data), (0, object(&answers)), "{answers}");
}

const FILE: &str = r#"{"type":"file","name":"q"}"#;
const FILES: &str = r#"{"type":"file","name":"q","allowMultiple":true,"maxFiles":2,"maxSize":1000,
    "acceptedTypes":".PDF, image/*,text/plain"}"#;

#[test]
fn a_file_is_named_typed_and_referred_to() {
    check(FILE, vec![item("a.png", "image/png", 1)].into(), &[]);
    for stray in [
        r#""data:image/png;base64,AAAA""#,
        r#"{"name":"a","type":"image/png","content":"x"}"#,
        r#"["a.png"]"#,
        r#"[{"name":"a.png","content":"x"}]"#,
        r#"[{"name":"../a.png","type":"image/png","content":"x"}]"#,
        r#"[{"name":"a.png","type":"image/png; x","content":"x"}]"#,
        r#"[{"name":"a.png","type":"image/png","content":"x","more":1}]"#,
    ] {
        check(FILE, json(stray), &["wrong-type"]);
    }
    for content in ["x", "", "data:image/png;base64,AAAA", "https://example.org/a.png"] {
        let item = format!(r#"[{{"name":"a.png","type":"image/png","content":"{content}"}}]"#);
        check(FILE, json(&item), &["unknown-file"]);
    }
}

#[test]
fn number_size_and_type_are_held_to() {
    let (png, pdf) = (|size| item("a.png", "image/png", size), item("B.pDf", "application/x", 1));
    check(FILES, vec![png(1_000), pdf.clone()].into(), &[]);
    check(FILES, vec![item("notes", "text/plain", 1)].into(), &[]);
    check(FILES, vec![png(1_001), png(2_000)].into(), &["file-too-large"]);
    check(FILES, vec![png(1), png(1), pdf].into(), &["too-many-files"]);
    for (name, media_type) in
        [("a.exe", "application/x"), ("a.pdf.exe", "a/b"), ("pdf", "images/png")]
    {
        check(FILES, vec![item(name, media_type, 1)].into(), &["file-type-not-accepted"]);
    }
    check(FILE, vec![png(1), png(1)].into(), &["too-many-files"]);
}

#[track_caller]
fn input(question: &str) -> FileInput {
    let questionnaire = questionnaire(&format!("[{question}]"));
    match &questionnaire.questions[0].kind {
        QuestionKind::File(input) => input.as_ref().clone(),
        kind => panic!("{kind:?}"),
    }
}

#[test]
fn what_is_accepted_is_said_in_many_ways() {
    let accepted =
        |types: &str| input(&format!(r#"{{"type":"file","name":"q",{types}}}"#)).accepted;
    assert_eq!(accepted(r#""acceptedTypes":"Image/*,.PDF,,.pdf""#), ["image/*", ".pdf"]);
    assert_eq!(accepted(r#""acceptedTypes":[".a"," .b"]"#), [".a", ".b"]);
    assert_eq!(accepted(r#""acceptedTypes":"*/*""#), [""; 0]);
    assert!(accepted(r#""acceptedCategories":["archive","custom"]"#).contains(&".zip".to_owned()));
}

#[test]
fn a_signature_is_a_reference_alone() {
    let png = r#"{"type":"signaturepad","name":"q"}"#;
    check(png, reference(1).into(), &[]);
    check(png, "data:image/png;base64,AAAA".into(), &["unknown-file"]);
    check(png, vec![item("a.png", "image/png", 1)].into(), &["wrong-type"]);
}

#[test]
fn a_required_one_must_be_there() {
    for kind in ["file", "signaturepad"] {
        let definition = format!(r#"[{{"type":"{kind}","name":"q","isRequired":true}}]"#);
        for mode in [Mode::Compat, Mode::Strict] {
            assert_eq!(codes(&evaluated(&definition, r#"{"q":[]}"#, mode)), ["q:required"]);
        }
    }
}

#[test]
fn files_are_piped_by_name() {
    let definition = r#"[{"type":"file","name":"f","allowMultiple":true},{"type":"signaturepad","name":"s"},
        {"type":"text","name":"t","title":"{f}; {s}"}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.set_answer(0, Some(vec![item("a.png", "image/png", 1), item("b", "x/y", 1)].into()));
    interview.set_answer(1, Some(reference(1).into()));
    let title = &interview.questionnaire().questions[2].title;
    assert_eq!(interview.display(title), "a.png, b; signature.png");
}

#[test]
fn every_upload_of_a_response_is_found_with_its_place() {
    let questionnaire = questionnaire(
        r#"[{"type":"file","name":"f","valueName":"kept"},{"type":"signaturepad","name":"s","dataFormat":"svg"},
            {"type":"paneldynamic","name":"p","templateElements":[{"type":"file","name":"photo"},
                {"type":"paneldynamic","name":"in","templateElements":[{"type":"signaturepad","name":"sign"}]}]}]"#,
    );
    let file = vec![item("a.png", "image/png", 5)];
    let inner = Object::from([("sign".to_owned(), Value::from(reference(6)))]);
    let row = Object::from([
        ("photo".to_owned(), file.clone().into()),
        ("in".to_owned(), vec![Value::Object(inner)].into()),
    ]);
    let answers = Object::from([
        ("kept".to_owned(), file.into()),
        ("s".to_owned(), reference(7).into()),
        ("p".to_owned(), vec![Value::Object(Object::new()), Value::Object(row)].into()),
    ]);
    let found: Vec<String> = uploads_in(&questionnaire, &answers)
        .iter()
        .map(|it| {
            let (row, cell) = (it.row.as_deref().unwrap_or("-"), it.cell.as_deref().unwrap_or("-"));
            let file = &it.file;
            let size = file.reference.size_bytes;
            format!("{} {row} {cell} {} {} {size}", it.path.join("/"), file.name, file.media_type)
        })
        .collect();
    assert_eq!(
        found,
        [
            "f - - a.png image/png 5",
            "s - - signature.svg image/svg+xml 7",
            "p/photo 1 photo a.png image/png 5",
            "p/in/sign 1 in[0].sign signature.png image/png 6",
        ]
    );
}

#[test]
fn requests_and_grants_read_back_and_nothing_odd_does() {
    let request = UploadRequest {
        version: 2,
        submission: SubmissionId::from_bytes([7; 16]),
        partner: None,
        path: vec!["visits".to_owned(), "photo".to_owned()],
        name: "صورة.png".to_owned(),
        media_type: "image/png".to_owned(),
        size_bytes: 5,
    };
    assert_eq!(UploadRequest::from_value(&request.to_value()), Ok(request.clone()));
    let grant = UploadGrant {
        url: "https://files.example".to_owned(),
        fields: vec![("key".to_owned(), "a".to_owned()), ("policy".to_owned(), "b".to_owned())],
        reference: reference(5),
        expires_at: "2026-11-20T12:15:00Z".parse().expect("a moment"),
    };
    assert_eq!(UploadGrant::from_value(&grant.to_value()), Ok(grant));
    for (member, odd) in [
        ("path", json("[]")),
        ("path", json("[1]")),
        ("name", json(r#""a/b""#)),
        ("type", json(r#""image""#)),
        ("size", json("0")),
        ("size", json("1.5")),
        ("submission", json(r#""1""#)),
    ] {
        let Value::Object(mut body) = request.to_value() else { panic!("a body is an object") };
        body.insert(member.to_owned(), odd);
        let refused = UploadRequest::from_value(&Value::Object(body)).expect_err(member);
        assert!(refused.pointer.starts_with(&format!("/{member}")), "{refused:?}");
    }
}
