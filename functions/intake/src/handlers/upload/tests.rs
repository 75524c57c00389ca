use crate::testing::{
    AUDIENCE, Bench, NOON, OTHER_SUBMISSION, Request, SUBMISSION, SURVEY, claims, post_as,
    post_open, survey, token, uploads,
};
use serde_json::{Value as Json, json};
use survey_store::memory::Call;

/// The survey of the bench with files in it, on their own and in panels.
fn survey_with_files() -> Json {
    let mut survey = survey();
    survey["definition"] = json!({"elements": [
        {"type": "file", "name": "photo", "allowMultiple": true, "maxFiles": 2, "maxSize": 2000,
         "acceptedTypes": "image/*,.pdf"},
        {"type": "signaturepad", "name": "sign"},
        {"type": "paneldynamic", "name": "lamps", "templateElements": [{"type": "file", "name": "photo"}]},
        {"type": "text", "name": "note"},
    ]});
    survey
}

async fn bench() -> Bench {
    let bench = Bench::new().await;
    bench.publish(&survey_with_files()).await;
    bench
}

fn wanted() -> Json {
    json!({
        "version": 2, "submission": SUBMISSION, "partner": "city", "path": ["photo"],
        "name": "lamp.png", "type": "image/png", "size": 1234,
    })
}

fn changed(member: &str, value: Json) -> Json {
    let mut body = wanted();
    body[member] = value;
    body
}

fn ask(body: &Json) -> Request {
    Request::post(&format!("/v1/surveys/{SURVEY}/uploads"), body.to_string())
        .with("content-type", "application/json")
}

/// Asks for a ticket, and returns the reference.
async fn reference(bench: &Bench, body: &Json) -> String {
    let answer = bench.send(&ask(body)).await;
    assert_eq!(answer.status, 200, "{:?}", answer.json);
    answer.json["reference"].as_str().unwrap().to_owned()
}

/// Submits answers to the second version.
async fn submit(bench: &Bench, answers: &Json) -> (u16, Json) {
    let answer = bench.send(&of_second_version(post_open(answers))).await;
    (answer.status, answer.json)
}

fn of_second_version(mut request: Request) -> Request {
    let text = String::from_utf8(request.body).unwrap();
    request.body = text.replace("\"version\":1", "\"version\":2").into_bytes();
    request
}

fn item(reference: &str) -> Json {
    json!({"name": "lamp.png", "type": "image/png", "content": reference})
}

#[tokio::test]
async fn a_file_that_was_agreed_is_taken_by_one_put() {
    let bench = bench().await;
    let first = bench.send(&ask(&wanted())).await;
    assert_eq!(first.status, 200, "{:?}", first.json);
    let fields = first.json["fields"].as_object().unwrap();
    let fields: Vec<(String, String)> = fields
        .iter()
        .map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned()))
        .collect();
    let admitted = uploads().admit(&fields, NOON).unwrap();
    assert_eq!((admitted.size_bytes, admitted.media_type.as_str()), (1234, "image/png"));
    assert_eq!(first.json["url"], "https://files.s3.eu-west-2.amazonaws.com");
    // Neither the address nor the reference says what the file is called or who sends it.
    for secret in ["lamp", SUBMISSION] {
        assert!(!first.json.to_string().contains(secret), "{:?}", first.json);
    }
    let again = reference(&bench, &wanted()).await;
    assert_ne!(first.json["reference"], again, "each file has an id of its own");

    let before = bench.store.n_calls_in_all();
    let taken = submit(&bench, &json!({"photo": [item(&again)]})).await;
    assert_eq!(taken.0, 201, "{taken:?}");
    assert_eq!(bench.store.n_calls_in_all(), before + 1);
    assert_eq!(bench.store.n_calls(Call::SaveResponse), 1);
}

#[tokio::test]
async fn a_signature_and_a_file_in_a_row_are_taken_too() {
    let bench = bench().await;
    let mut signature = changed("path", json!(["sign"]));
    signature["name"] = json!("signature.png");
    let signature = reference(&bench, &signature).await;
    let in_row = reference(&bench, &changed("path", json!(["lamps", "photo"]))).await;
    let answers = json!({"sign": signature, "lamps": [{}, {"photo": [item(&in_row)]}]});
    let taken = submit(&bench, &answers).await;
    assert_eq!(taken.0, 201, "{taken:?}");
}

#[tokio::test]
async fn nobody_elses_file_is_taken() {
    let bench = bench().await;
    let own = reference(&bench, &wanted()).await;
    let of_other = reference(&bench, &changed("submission", json!(OTHER_SUBMISSION))).await;
    let of_row = reference(&bench, &changed("path", json!(["lamps", "photo"]))).await;
    let mut renamed = item(&own);
    renamed["name"] = json!("other.png");
    let mut retyped = item(&own);
    retyped["type"] = json!("image/gif");
    let smaller = item(&own.replace(".1234.", ".1.").replace(".1234.", ".2."));
    let unsealed = item(&[&own[..own.len() - 32], &"0".repeat(32)].concat());
    let cases = [
        ("another submission's", item(&of_other)),
        ("another question's", item(&of_row)),
        ("renamed", renamed),
        ("retyped", retyped),
        ("of another size", smaller),
        ("unsealed", unsealed),
        ("in place", item("data:image/png;base64,AAAA")),
        ("elsewhere", item("https://files.example/lamp.png")),
    ];
    for (what, item) in cases {
        let (status, body) = submit(&bench, &json!({"photo": [item]})).await;
        assert_eq!((status, &body["code"]), (422, &json!("invalid-answers")), "{what}: {body}");
        assert_eq!(body["errors"][0]["code"], "unknown-file", "{what}: {body}");
        assert_eq!(body["errors"][0]["question"], "photo", "{what}: {body}");
    }
    let (_, body) = submit(&bench, &json!({"lamps": [{"photo": [item(&own)]}]})).await;
    assert_eq!(body["errors"][0]["row"], "0", "{body}");
    assert_eq!(body["errors"][0]["cell"], "photo", "{body}");
    assert_eq!(bench.store.n_calls(Call::SaveResponse), 0);
    assert_eq!(submit(&bench, &json!({"photo": [item(&own)]})).await.0, 201, "and the own one is");
}

#[tokio::test]
async fn a_participants_file_is_theirs_alone() {
    let bench = bench().await;
    let of = |participant: &str| token(&claims(participant));
    let with = |participant: &str| {
        ask(&wanted()).with("authorization", &format!("Bearer {}", of(participant)))
    };
    let answer = bench.send(&with("p-1")).await;
    let reference = answer.json["reference"].as_str().unwrap().to_owned();
    let answers = json!({"photo": [item(&reference)]});
    let foreign = bench.send(&of_second_version(post_as(&of("p-2"), &answers))).await;
    assert_eq!(foreign.outcome(), (422, "invalid-answers"));
    let own = bench.send(&of_second_version(post_as(&of("p-1"), &answers))).await;
    assert_eq!(own.status, 201, "{:?} {AUDIENCE}", own.json);
}

#[tokio::test]
async fn what_a_question_does_not_take_gets_no_ticket() {
    let bench = bench().await;
    let mut disguised = changed("name", json!("lamp.exe"));
    disguised["type"] = json!("application/octet-stream");
    let mut named = changed("path", json!(["sign"]));
    named["name"] = json!("my name.png");
    let cases = [
        ("too large", changed("size", json!(2001)), (413, "file-too-large")),
        ("of another kind", changed("type", json!("text/html")), (415, "file-type-not-accepted")),
        ("a program", disguised, (415, "file-type-not-accepted")),
        ("a named signature", named, (415, "file-type-not-accepted")),
        ("a text question", changed("path", json!(["note"])), (422, "unknown-question")),
        ("no question", changed("path", json!(["nothing"])), (422, "unknown-question")),
        ("nothing in it", changed("path", json!(["photo", "x"])), (422, "unknown-question")),
        ("a version that is not", changed("version", json!(9)), (422, "unknown-version")),
        ("no path", changed("path", json!([])), (400, "malformed")),
        ("a way out", changed("name", json!("../../etc/passwd")), (400, "malformed")),
        ("a way out", changed("name", json!("..\\x.png")), (400, "malformed")),
        ("no name", changed("name", json!("")), (400, "malformed")),
        ("a control character", changed("name", json!("a\u{0}.png")), (400, "malformed")),
        ("parameters", changed("type", json!("image/png; x=y")), (400, "malformed")),
        ("a header", changed("type", json!("image/png\r\nx: y")), (400, "malformed")),
        ("empty", changed("size", json!(0)), (400, "malformed")),
        ("below nothing", changed("size", json!(-1)), (400, "malformed")),
        ("no UUID", changed("submission", json!("1")), (400, "malformed")),
        ("nobody's", changed("partner", json!("nobody")), (403, "partner-not-allowed")),
        ("the panel's", changed("partner", json!("panel")), (401, "invalid-token")),
    ];
    for (what, body, expected) in cases {
        let answer = bench.send(&ask(&body)).await;
        assert_eq!(answer.outcome(), expected, "{what}: {:?}", answer.json);
    }
    let form = ask(&wanted()).with("content-type", "text/plain");
    assert_eq!(bench.send(&form).await.outcome(), (415, "unsupported-media-type"));
    let nowhere = ask(&wanted()).to("/v1/surveys/nowhere/uploads");
    assert_eq!(bench.send(&nowhere).await.outcome(), (404, "unknown-survey"));
}

#[tokio::test]
async fn files_are_taken_while_responses_are() {
    let bench = bench().await;
    bench.clock.advance_ms(-30 * 86_400_000);
    assert_eq!(bench.send(&ask(&wanted())).await.outcome(), (403, "not-open"));
    bench.clock.advance_ms(60 * 86_400_000);
    assert_eq!(bench.send(&ask(&wanted())).await.outcome(), (410, "closed"));
}
