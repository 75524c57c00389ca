//! Signature Version 4 of AWS, for what a browser sends: forms (a policy) and links (a query).
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html>. The clock is handed in.

use super::key::Hex;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use survey_model::instant::Instant;

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Under which a signature is made: a day, a region, the service S3.
pub(super) struct Scope<'a> {
    /// The moment of signing, as `20261120T120000Z`.
    pub(super) stamp: String,
    region: &'a str,
}

impl<'a> Scope<'a> {
    pub(super) fn new(region: &'a str, now: Instant) -> Self {
        let text = now.to_string();
        let to_seconds = text.split('.').next().unwrap_or_default();
        let digits = to_seconds.replace(['-', ':', 'Z'], "");
        Scope { stamp: digits + "Z", region }
    }

    fn day(&self) -> &str {
        &self.stamp[..8]
    }

    /// Returns the scope as text: `20261120/eu-west-2/s3/aws4_request`.
    pub(super) fn text(&self) -> String {
        format!("{}/{}/s3/aws4_request", self.day(), self.region)
    }

    /// Signs a text; hexadecimal.
    pub(super) fn sign(&self, secret: &str, text: &str) -> String {
        let mut key = mac(format!("AWS4{secret}").as_bytes(), self.day());
        for part in [self.region, "s3", "aws4_request"] {
            key = mac(&key, part);
        }
        Hex(&mac(&key, text)).to_string()
    }

    /// Signs a request that has no headers but `host`, and whose parameters are all in the query; returns the whole query.
    ///
    /// `path` is encoded already; `parameters` are not.
    pub(super) fn sign_query(
        &self,
        secret: &str,
        (method, host, path): (&str, &str, &str),
        parameters: &[(&str, String)],
    ) -> String {
        let mut pairs: Vec<(String, String)> =
            parameters.iter().map(|(name, value)| (encoded(name), encoded(value))).collect();
        pairs.sort();
        let query: Vec<String> =
            pairs.into_iter().map(|(name, value)| [name, value].join("=")).collect();
        let query = query.join("&");
        let request = format!("{method}\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD");
        let digest = Sha256::digest(request.as_bytes());
        let text = format!("{ALGORITHM}\n{}\n{}\n{}", self.stamp, self.text(), Hex(&digest));
        format!("{query}&X-Amz-Signature={}", self.sign(secret, &text))
    }
}

fn mac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Encodes a name or value of a query: everything but the unreserved characters of RFC 3986.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Decodes what [`encoded`] has encoded; what is no such thing stays as it is, and then no signature fits.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of every example that AWS has published.
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    #[test]
    fn a_link_is_signed_as_in_the_published_example() {
        let scope = Scope::new("us-east-1", "2013-05-24T00:00:00Z".parse().unwrap());
        let credential = format!("AKIAIOSFODNN7EXAMPLE/{}", scope.text());
        let parameters = [
            ("X-Amz-Algorithm", ALGORITHM.to_owned()),
            ("X-Amz-Credential", credential),
            ("X-Amz-Date", scope.stamp.clone()),
            ("X-Amz-Expires", "86400".to_owned()),
            ("X-Amz-SignedHeaders", "host".to_owned()),
        ];
        let request = ("GET", "examplebucket.s3.amazonaws.com", "/test.txt");
        let query = scope.sign_query(SECRET, request, &parameters);
        assert!(query.ends_with(
            "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        ));
        assert!(query.contains("AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"));
    }

    #[test]
    fn a_form_is_signed_as_in_the_published_example() {
        let policy = r#"{ "expiration": "2015-12-30T12:00:00.000Z",
  "conditions": [
    {"bucket": "sigv4examplebucket"},
    ["starts-with", "$key", "user/user1/"],
    {"acl": "public-read"},
    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},
    ["starts-with", "$Content-Type", "image/"],
    {"x-amz-meta-uuid": "14365123651274"},
    {"x-amz-server-side-encryption": "AES256"},
    ["starts-with", "$x-amz-meta-tag", ""],

    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
    {"x-amz-date": "20151229T000000Z" }
  ]
}"#;
        let policy = super::super::policy::base64(policy.replace('\n', "\r\n").as_bytes());
        let scope = Scope::new("us-east-1", "2015-12-29T00:00:00Z".parse().unwrap());
        assert_eq!(
            scope.sign(SECRET, &policy),
            "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"
        );
    }
}
