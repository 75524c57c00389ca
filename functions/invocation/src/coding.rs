//! Compressing what is answered, as far as the client understands it (RFC 9110 section 12.5.3).

use std::io::Write as _;

/// The least work after which brotli beats gzip by more than a little; README, Decisions, has the figures.
const BROTLI_QUALITY: i32 = 5;
/// As a power of two: brotli's window, 256 KiB. A questionnaire fits; the default would cost 4 MiB of memory.
const BROTLI_WINDOW: i32 = 18;

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// RFC 7932.
    Brotli,
    /// RFC 1952.
    Gzip,
    /// As it is.
    Identity,
}

impl Coding {
    /// Those that are offered, the one with the smallest result first.
    const OFFERED: [Coding; 3] = [Coding::Brotli, Coding::Gzip, Coding::Identity];

    /// Returns the coding that an `Accept-Encoding` prefers; of those it likes alike, the one with the smallest
    /// result. A client that refuses everything gets the body as it is: better than no answer.
    pub fn preferred(accept_encoding: Option<&str>) -> Self {
        let liking = |coding: Coding| accept_encoding.map_or(0, |header| coding.liking(header));
        let liked = Coding::OFFERED.into_iter().rev().filter(|coding| liking(*coding) > 0);
        liked.max_by_key(|coding| liking(*coding)).unwrap_or(Coding::Identity)
    }

    /// Returns the name in `Content-Encoding`, which names no identity.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Coding::Brotli => Some("br"),
            Coding::Gzip => Some("gzip"),
            Coding::Identity => None,
        }
    }

    /// Encodes a text.
    ///
    /// # Panics
    /// Never: writing into memory does not fail.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Coding::Brotli => brotli(text),
            Coding::Gzip => gzip(text),
            Coding::Identity => text.as_bytes().to_vec(),
        }
    }

    /// How much a header likes this coding, in thousandths; 0 refuses it. The coding's own name comes before `*`.
    fn liking(self, accept_encoding: &str) -> u16 {
        let name = self.name().unwrap_or("identity");
        let liking_of = |wanted: &str| {
            let named = accept_encoding.split(',').map(|entry| match entry.split_once(';') {
                Some((coding, weight)) => (coding.trim(), thousandths(weight)),
                None => (entry.trim(), 1_000),
            });
            let mut found = named.filter(|(coding, _)| coding.eq_ignore_ascii_case(wanted));
            found.next().map(|(_, weight)| weight)
        };
        liking_of(name).or_else(|| liking_of("*")).unwrap_or(0)
    }
}

/// Reads a weight, `q=0.8`. What is none refuses.
fn thousandths(weight: &str) -> u16 {
    let weight = weight.trim().to_ascii_lowercase();
    let Some((whole, fraction)) =
        weight.strip_prefix("q=").map(|q| q.split_once('.').unwrap_or((q, "")))
    else {
        return 0;
    };
    if fraction.len() > 3 {
        return 0;
    }
    format!("{whole}{fraction:0<3}").parse().ok().filter(|q| *q <= 1_000).unwrap_or(0)
}

fn brotli(text: &str) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: text.len(),
        mode: brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT,
        ..Default::default()
    };
    let mut encoded = Vec::new();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut encoded, &parameters)
        .expect("writing into memory does not fail");
    encoded
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("writing into memory does not fail");
    encoder.finish().expect("writing into memory does not fail")
}

#[cfg(test)]
mod tests {
    use super::Coding;
    use crate::testing::decode;

    #[track_caller]
    fn check(accept_encoding: &str, expected: Coding) {
        assert_eq!(Coding::preferred(Some(accept_encoding)), expected, "{accept_encoding:?}");
    }

    #[test]
    fn the_smallest_of_what_a_client_likes_best_is_chosen() {
        check("gzip, deflate, br, zstd", Coding::Brotli);
        check("gzip, deflate", Coding::Gzip);
        check("GZIP;Q=0.5 , br;q=0.5", Coding::Brotli);
        check("br;q=0.2, gzip;q=0.9", Coding::Gzip);
        check("br;q=0, gzip", Coding::Gzip);
        check("*", Coding::Brotli);
        check("*, br;q=0", Coding::Gzip);
        check("gzip;q=0.3, identity", Coding::Identity);
        check("deflate, compress", Coding::Identity);
    }

    #[test]
    fn a_client_that_says_nothing_clear_gets_the_body_as_it_is() {
        assert_eq!(Coding::preferred(None), Coding::Identity);
        for header in ["", ",;,", "br;q=", "br;q=x", "br;q=-1", "br;q=2", "br;q=0.0000", "*;q=0"] {
            check(header, Coding::Identity);
        }
    }

    #[test]
    fn what_is_encoded_can_be_read_again() {
        for text in
            ["", "{}", &"\"Is street lighting bright enough? هل الإنارة كافية؟\"".repeat(300)]
        {
            for coding in Coding::OFFERED {
                assert_eq!(decode(coding.name(), &coding.encode(text)), text, "{coding:?}");
            }
        }
    }
}
