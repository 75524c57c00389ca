//! Keys and attribute names. Nothing else knows them but the template, which repeats `pk`, `sk` and `expires_at`.
//!
//! # Access patterns
//!
//! | question | table | key condition | order | caller |
//! | --- | --- | --- | --- | --- |
//! | is this respondent's response stored? | responses | `pk = R#<survey>#<shard>`, `sk = <dedup key>` | one | intake |
//! | every response of a survey | responses | `pk = R#<survey>#<shard>`, for each shard | dedup key | recount, exports |
//! | is the engine there? | registry | `DIRECTORY`, `-` | one | every function's init |
//! | which surveys are there? | registry | `DIRECTORY`, `-` | one | staff, tally |
//! | how does this survey stand? | registry | `S#<survey>`, `HEAD` | one | intake, staff |
//! | what did version n ask? | registry | `S#<survey>`, `V#<version>` | one | intake, totals |
//! | which keys does this partner sign with? | registry | `P#<partner>`, `HEAD` | one | intake |
//! | what are the totals of this survey? | registry | `T#<survey>` | head last | staff, totals |
//! | how far have the totals come? | registry | `STREAM`, `POSITION` | one | totals |
//! | when were they last brought up to date? | registry | `STREAM`, `FOLDED` | one | staff |
//!
//! `pk` is a string everywhere; `sk` is 16 bytes in `responses` and `partials`, a string in `registry`.
//! Numbers in sort keys are zero-padded to their full width, so that they sort as numbers.
//! A version's totals stand under `C#<version>#<chunk>`, a day's under `D#<day>`, or behind `G#<generation>#` when they
//! were written by a commit that no transaction holds; all before `HEAD`.

use std::fmt;
use std::str::FromStr;
use survey_model::ids::{PartnerId, SurveyId};

/// Attribute names, the same in every table.
pub(crate) mod attribute {
    pub(crate) const PARTITION_KEY: &str = "pk";
    pub(crate) const SORT_KEY: &str = "sk";
    pub(crate) const KIND: &str = "k";
    pub(crate) const ROW_VERSION: &str = "w";
    pub(crate) const EXPIRES_AT: &str = "expires_at";

    // One letter each: every response pays for them.
    pub(crate) const SUBMISSION: &str = "s";
    pub(crate) const FINGERPRINT: &str = "f";
    pub(crate) const VERSION: &str = "v";
    pub(crate) const DISPOSITION: &str = "d";
    pub(crate) const PARTNER: &str = "p";
    pub(crate) const CHANNEL: &str = "c";
    pub(crate) const LANGUAGE: &str = "l";
    pub(crate) const STARTED_AT: &str = "b";
    pub(crate) const RECEIVED_AT: &str = "t";
    pub(crate) const SEED: &str = "n";
    pub(crate) const ASKED: &str = "q";
    pub(crate) const FLAGS: &str = "g";
    pub(crate) const IS_TEST: &str = "z";
    pub(crate) const IS_EXCLUDED: &str = "x";
    pub(crate) const ANSWERS: &str = "a";
    pub(crate) const ERASED_AT: &str = "e";

    // The registry has few rows, so its names are words.
    pub(crate) const SURVEYS: &str = "surveys";
    pub(crate) const LIVE_VERSION: &str = "version";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const OPENS_AT: &str = "opens_at";
    pub(crate) const CLOSES_AT: &str = "closes_at";
    pub(crate) const IS_PAUSED: &str = "is_paused";
    pub(crate) const N_SHARDS: &str = "n_shards";
    pub(crate) const RETENTION_DAYS: &str = "retention_days";
    pub(crate) const SURVEY_KEY: &str = "survey_key";
    pub(crate) const PUBLISHED_AT: &str = "published_at";
    pub(crate) const ENVELOPE: &str = "envelope";
    pub(crate) const NAME: &str = "name";
    pub(crate) const RETURN_URL: &str = "return_url";
    pub(crate) const KEYS: &str = "keys";
    pub(crate) const SECRET: &str = "secret";
    pub(crate) const IS_ACTIVE: &str = "is_active";
    pub(crate) const REVISION: &str = "revision";
    pub(crate) const PARTS: &str = "parts";
    pub(crate) const GENERATION: &str = "generation";
    pub(crate) const SEAL: &str = "seal";
    pub(crate) const SEALED_AT: &str = "sealed_at";
    pub(crate) const N_RESPONSES: &str = "n_responses";
    pub(crate) const N_SINCE: &str = "n_since";
    pub(crate) const DIGEST: &str = "digest";
    pub(crate) const BY_DISPOSITION: &str = "by_disposition";
    pub(crate) const BY_PARTNER: &str = "by_partner";
    pub(crate) const BY_CHANNEL: &str = "by_channel";
    pub(crate) const BY_LANGUAGE: &str = "by_language";
    pub(crate) const BY_VERSION: &str = "by_version";
    pub(crate) const BY_FLAG: &str = "by_flag";
    pub(crate) const BY_HOUR: &str = "by_hour";
    pub(crate) const COUNTS: &str = "counts";
    pub(crate) const STREAM_ARN: &str = "stream_arn";
    pub(crate) const STREAM_SHARDS: &str = "shards";
    pub(crate) const AWAITING_RECOUNT: &str = "awaiting_recount";
    pub(crate) const CLAIMED_AT: &str = "claimed_at";
    pub(crate) const FOLDED_AT: &str = "folded_at";
}

/// The text is no key of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {wanted} key")]
pub struct InvalidKey {
    wanted: &'static str,
}

/// A partition of `responses` or `partials`: one shard of one survey.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponsesPartition {
    /// The survey.
    pub survey: SurveyId,
    /// The shard, below the survey's shard count.
    pub shard: u8,
}

impl fmt::Display for ResponsesPartition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "R#{}#{}", self.survey, self.shard)
    }
}

impl FromStr for ResponsesPartition {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let parse = || {
            let (survey, shard) = text.strip_prefix("R#")?.split_once('#')?;
            Some(ResponsesPartition { survey: survey.parse().ok()?, shard: canonical(shard)? })
        };
        parse().ok_or(InvalidKey { wanted: "responses partition" })
    }
}

/// A partition of `registry`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegistryPartition {
    /// The list of surveys.
    Directory,
    /// A survey and its versions.
    Survey(SurveyId),
    /// A partner.
    Partner(PartnerId),
    /// The totals of a survey.
    Totals(SurveyId),
    /// How far the totals have followed the change stream.
    Stream,
}

impl fmt::Display for RegistryPartition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegistryPartition::Directory => formatter.write_str("DIRECTORY"),
            RegistryPartition::Survey(survey) => write!(formatter, "S#{survey}"),
            RegistryPartition::Partner(partner) => write!(formatter, "P#{partner}"),
            RegistryPartition::Totals(survey) => write!(formatter, "T#{survey}"),
            RegistryPartition::Stream => formatter.write_str("STREAM"),
        }
    }
}

impl FromStr for RegistryPartition {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let parse = || match text.split_once('#') {
            None if text == "DIRECTORY" => Some(RegistryPartition::Directory),
            None if text == "STREAM" => Some(RegistryPartition::Stream),
            Some(("S", survey)) => survey.parse().ok().map(RegistryPartition::Survey),
            Some(("P", partner)) => partner.parse().ok().map(RegistryPartition::Partner),
            Some(("T", survey)) => survey.parse().ok().map(RegistryPartition::Totals),
            _ => None,
        };
        parse().ok_or(InvalidKey { wanted: "registry partition" })
    }
}

/// A place within a partition of `registry`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegistrySort {
    /// The only row of its partition.
    Only,
    /// What there is once of a survey, a partner or a survey's totals.
    Head,
    /// A version of a survey.
    Version(u32),
    /// The counts and bases of a version's questions, in several rows.
    Choices {
        /// The version.
        version: u32,
        /// Which of its rows, from 0.
        chunk: u16,
    },
    /// The totals by hour of one UTC day, `2026-11-20`.
    Day(String),
    /// Some of these, set aside until the head names their generation.
    InGeneration {
        /// Which; not 0.
        generation: u64,
        /// What.
        part: Box<RegistrySort>,
    },
    /// The position in the change stream.
    Position,
    /// When the totals were last brought up to date.
    Folded,
}

impl RegistrySort {
    /// Returns where a part of a survey's totals stands in a generation; 0 is the first.
    #[must_use]
    pub(crate) fn in_generation(self, generation: u64) -> Self {
        match generation {
            0 => self,
            _ => RegistrySort::InGeneration { generation, part: Box::new(self) },
        }
    }

    /// Returns the generation of a part of a survey's totals, and what it is there.
    pub(crate) fn into_part(self) -> (u64, Self) {
        match self {
            RegistrySort::InGeneration { generation, part } => (generation, *part),
            part => (0, part),
        }
    }
}

impl fmt::Display for RegistrySort {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegistrySort::Only => formatter.write_str("-"),
            RegistrySort::Head => formatter.write_str("HEAD"),
            RegistrySort::Version(version) => write!(formatter, "V#{version:010}"),
            RegistrySort::Choices { version, chunk } => {
                write!(formatter, "C#{version:010}#{chunk:05}")
            }
            RegistrySort::Day(day) => write!(formatter, "D#{day}"),
            RegistrySort::InGeneration { generation, part } => {
                write!(formatter, "G#{generation:016x}#{part}")
            }
            RegistrySort::Position => formatter.write_str("POSITION"),
            RegistrySort::Folded => formatter.write_str("FOLDED"),
        }
    }
}

impl FromStr for RegistrySort {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let parse = || match text.split_once('#') {
            None => match text {
                "-" => Some(RegistrySort::Only),
                "HEAD" => Some(RegistrySort::Head),
                "POSITION" => Some(RegistrySort::Position),
                "FOLDED" => Some(RegistrySort::Folded),
                _ => None,
            },
            Some(("V", version)) => padded(version, 10).map(RegistrySort::Version),
            Some(("C", rest)) => {
                let (version, chunk) = rest.split_once('#')?;
                Some(RegistrySort::Choices {
                    version: padded(version, 10)?,
                    chunk: padded(chunk, 5)?,
                })
            }
            Some(("D", day)) => is_day(day).then(|| RegistrySort::Day(day.to_owned())),
            Some(("G", rest)) => {
                let (digits, part) = rest.split_once('#')?;
                let generation =
                    u64::from_str_radix(digits, 16).ok().filter(|number| *number != 0)?;
                let part: RegistrySort = part.parse().ok()?;
                let is_part = matches!(part, RegistrySort::Choices { .. } | RegistrySort::Day(_));
                (is_part && digits == format!("{generation:016x}"))
                    .then(|| RegistrySort::InGeneration { generation, part: Box::new(part) })
            }
            Some(_) => None,
        };
        parse().ok_or(InvalidKey { wanted: "registry sort" })
    }
}

/// Reads a number written without padding.
fn canonical<N: FromStr + ToString>(text: &str) -> Option<N> {
    text.parse::<N>().ok().filter(|number| number.to_string() == text)
}

/// Reads a number padded with zeroes to a width.
fn padded<N: FromStr>(text: &str, width: usize) -> Option<N> {
    let is_padded = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    is_padded.then(|| text.parse().ok())?
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SLUG: &str = "[a-z0-9]{1,10}(-[a-z0-9]{1,9}){0,3}";

    fn slugs<T: FromStr<Err: fmt::Debug> + fmt::Debug>() -> impl Strategy<Value = T> {
        SLUG.prop_map(|text| text.parse().expect("the pattern makes slugs"))
    }

    fn partitions() -> impl Strategy<Value = RegistryPartition> {
        prop_oneof![
            Just(RegistryPartition::Directory),
            Just(RegistryPartition::Stream),
            slugs().prop_map(RegistryPartition::Survey),
            slugs().prop_map(RegistryPartition::Partner),
            slugs().prop_map(RegistryPartition::Totals),
        ]
    }

    fn parts() -> impl Strategy<Value = RegistrySort> {
        prop_oneof![
            any::<(u32, u16)>()
                .prop_map(|(version, chunk)| RegistrySort::Choices { version, chunk }),
            "[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(RegistrySort::Day),
        ]
    }

    fn sorts() -> impl Strategy<Value = RegistrySort> {
        prop_oneof![
            (any::<u64>(), parts()).prop_map(|(generation, part)| part.in_generation(generation)),
            Just(RegistrySort::Only),
            Just(RegistrySort::Head),
            Just(RegistrySort::Position),
            Just(RegistrySort::Folded),
            any::<u32>().prop_map(RegistrySort::Version),
            parts(),
        ]
    }

    proptest! {
        #[test]
        fn responses_partitions_read_back(survey in slugs(), shard: u8) {
            let key = ResponsesPartition { survey, shard };
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn registry_partitions_read_back(key in partitions()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn registry_sorts_read_back(key in sorts()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn any_text_is_read_as_at_most_one_key(text in "[RSPTVCDG]#[a-z0-9#-]{0,30}") {
            if let Ok(key) = text.parse::<ResponsesPartition>() {
                prop_assert_eq!(key.to_string(), text.clone());
            }
            if let Ok(key) = text.parse::<RegistryPartition>() {
                prop_assert_eq!(key.to_string(), text.clone());
            }
            if let Ok(key) = text.parse::<RegistrySort>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }

        #[test]
        fn versions_sort_as_numbers(left: u32, right: u32) {
            let key = |version| RegistrySort::Version(version).to_string();
            prop_assert_eq!(left.cmp(&right), key(left).cmp(&key(right)));
        }
    }
}
