//! The static files, as S3 and CloudFront would serve them: types, compression, caching, CORS.

use crate::template::PathHeaders;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

struct Site {
    folder: PathBuf,
    config: String,
    path_headers: Vec<PathHeaders>,
}

/// Makes the server of a folder made by `bundle`. `api` is what `/v1/config.json` tells the widgets, `path_headers`
/// what the distribution of the template adds.
pub(crate) fn router(folder: PathBuf, api: &str, path_headers: Vec<PathHeaders>) -> Router {
    let config = serde_json::json!({ "api": api }).to_string();
    let site = Site { folder, config, path_headers };
    Router::new().fallback(any(serve)).with_state(Arc::new(site))
}

async fn serve(State(site): State<Arc<Site>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = match *request.method() {
        Method::GET | Method::HEAD => site.respond(request.uri().path(), request.headers()).await,
        Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "GET, HEAD"),
        ("x-content-type-options", "nosniff"),
        ("vary", "accept-encoding"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    site.add_path_headers(&path, response.headers_mut());
    response
}

impl Site {
    async fn respond(&self, path: &str, request: &HeaderMap) -> Response {
        if path == "/v1/config.json" {
            return file_response(path, self.config.clone().into_bytes(), false, request);
        }
        let Some(mut file) = self.locate(path) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        if tokio::fs::metadata(&file).await.is_ok_and(|found| found.is_dir()) {
            if !path.ends_with('/') {
                let location = format!("{path}/");
                return (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, location)])
                    .into_response();
            }
            file.push("index.html");
        }
        let name = file.to_string_lossy().into_owned();
        if accepts_brotli(request)
            && let Ok(compressed) = tokio::fs::read(format!("{name}.br")).await
        {
            return file_response(&name, compressed, true, request);
        }
        match tokio::fs::read(&file).await {
            Ok(content) => file_response(&name, content, false, request),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        }
    }

    fn add_path_headers(&self, path: &str, headers: &mut HeaderMap) {
        let rule = self.path_headers.iter().find(|rule| rule.applies_to(path));
        for (name, value) in rule.map(PathHeaders::headers).unwrap_or_default() {
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                headers.insert(name, value);
            }
        }
    }

    /// Returns the file of a path, which never leads out of the folder.
    fn locate(&self, path: &str) -> Option<PathBuf> {
        let relative = Path::new(path.strip_prefix('/')?);
        let is_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        is_inside.then(|| self.folder.join(relative))
    }
}

fn file_response(name: &str, content: Vec<u8>, is_brotli: bool, request: &HeaderMap) -> Response {
    let digest = ring::digest::digest(&ring::digest::SHA256, &content);
    let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest.as_ref()[..12]));
    let is_known = request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == etag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(content))
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::try_from(etag).expect("base64 is visible ASCII"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(name)));
    if !is_known {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
        if is_brotli {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
    }
    response
}

fn accepts_brotli(request: &HeaderMap) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            Some((parts.next()?, parts.next().unwrap_or("q=1")))
        })
        .any(|(coding, quality)| coding == "br" && quality.trim_end_matches(['.', '0']) != "q=")
}

/// A name with its content's hash never changes what it means; everything else is asked for again.
fn caching(name: &str) -> &'static str {
    if has_hash(name) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=0, must-revalidate"
    }
}

/// `name.<hash>.ext`, the hash being at least eight letters and digits.
fn has_hash(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let mut parts = file.rsplit('.');
    let (_extension, hash, stem) = (parts.next(), parts.next(), parts.next());
    stem.is_some()
        && hash.is_some_and(|hash| {
            hash.len() >= 8
                && hash
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

/// Returns the type of a file by its extension.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{accepts_brotli, has_hash, router};
    use crate::template::Template;
    use axum::http::HeaderMap;

    async fn cdn() -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        };
        write("v1/embed.js", "plain");
        write("v1/assets/widget.0a1b2c3d4e.wasm", "wasm");
        write("v1/assets/widget.0a1b2c3d4e.wasm.br", "brotli");
        write("staff/index.html", "<p>");
        write("frame.html", "<p>");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = router(
            folder.path().to_owned(),
            "http://api",
            Template::built_in().unwrap().path_headers().unwrap(),
        );
        tokio::spawn(async move { axum::serve(listener, app).await });
        (folder, address)
    }

    async fn get(url: String, headers: &[(&str, &str)]) -> reqwest::Response {
        let mut request = reqwest::Client::new().get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    #[tokio::test]
    async fn hashed_files_are_compressed_and_kept_for_a_year() {
        let (_folder, cdn) = cdn().await;
        let url = format!("{cdn}/v1/assets/widget.0a1b2c3d4e.wasm");
        let plain = get(url.clone(), &[]).await;
        assert_eq!(plain.headers()["content-type"], "application/wasm");
        assert_eq!(plain.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(plain.headers()["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(plain.headers()["access-control-allow-origin"], "*");
        assert_eq!(plain.headers()["x-content-type-options"], "nosniff");
        assert_eq!(plain.text().await.unwrap(), "wasm");
        let compressed = get(url, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(compressed.headers()["content-encoding"], "br");
        assert_eq!(compressed.text().await.unwrap(), "brotli");
    }

    /// A page that isolates itself shows only frames that do so too.
    #[tokio::test]
    async fn the_hosted_form_isolates_itself_as_on_aws() {
        let (_folder, cdn) = cdn().await;
        let frame = get(format!("{cdn}/frame.html"), &[]).await;
        assert_eq!(frame.headers()["cross-origin-embedder-policy"], "credentialless");
        assert_eq!(frame.headers()["cross-origin-resource-policy"], "cross-origin");
        let loader = get(format!("{cdn}/v1/embed.js"), &[]).await;
        assert!(loader.headers().get("cross-origin-embedder-policy").is_none());
    }

    #[tokio::test]
    async fn moving_files_are_asked_for_again() {
        let (_folder, cdn) = cdn().await;
        let first = get(format!("{cdn}/v1/embed.js"), &[]).await;
        assert_eq!(first.headers()["cache-control"], "public, max-age=0, must-revalidate");
        let etag = first.headers()["etag"].to_str().unwrap().to_owned();
        let again = get(format!("{cdn}/v1/embed.js"), &[("if-none-match", &etag)]).await;
        assert_eq!(again.status(), 304);
        let config = get(format!("{cdn}/v1/config.json"), &[]).await;
        assert_eq!(config.text().await.unwrap(), r#"{"api":"http://api"}"#);
    }

    #[tokio::test]
    async fn folders_have_an_index_and_nothing_leads_out() {
        let (_folder, cdn) = cdn().await;
        assert_eq!(get(format!("{cdn}/staff"), &[]).await.url().path(), "/staff/");
        assert_eq!(get(format!("{cdn}/staff/"), &[]).await.text().await.unwrap(), "<p>");
        for path in ["/nothing", "/v1/assets/", "/..%2f..%2fetc/passwd", "//etc/passwd"] {
            assert_eq!(get(format!("{cdn}{path}"), &[]).await.status(), 404, "{path}");
        }
    }

    #[test]
    fn hashes_and_codings_are_recognised() {
        for name in ["/v1/assets/a.0123abcd.js", "widget.Zm9vYmFy_-1.wasm"] {
            assert!(has_hash(name), "{name}");
        }
        for name in ["/v1/embed.js", "index.ar.html", "/v1/assets.01234567/x.js", "a.0123.js"] {
            assert!(!has_hash(name), "{name}");
        }
        let accepts = |value: &str| {
            let headers = HeaderMap::from_iter([(
                "accept-encoding".parse().unwrap(),
                value.parse().unwrap(),
            )]);
            accepts_brotli(&headers)
        };
        assert!(accepts("gzip, deflate, br"));
        assert!(accepts("br;q=0.5"));
        assert!(!accepts("gzip"));
        assert!(!accepts("br;q=0.0"));
        assert!(!accepts("broken"));
    }
}
