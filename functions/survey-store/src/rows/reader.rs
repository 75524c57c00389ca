//! Reading attributes, with errors that name the attribute and never its value.

use super::{Kind, Row};
use crate::StoreError;
use crate::keys::attribute;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use survey_model::instant::Instant;
use survey_model::text::Text;
use survey_model::value::Value;

/// Reads the attributes of one row.
pub(crate) struct RowReader<'r> {
    kind: Kind,
    row: &'r Row,
}

impl<'r> RowReader<'r> {
    /// Begins to read a row.
    ///
    /// # Errors
    /// The row is of another kind, or of a layout that this program does not know.
    pub(crate) fn new(kind: Kind, row: &'r Row) -> Result<Self, StoreError> {
        let reader = RowReader { kind, row };
        if reader.text(attribute::KIND)? != kind.word {
            return Err(reader.malformed(attribute::KIND, "another kind"));
        }
        if reader.number::<u32>(attribute::ROW_VERSION)? != kind.row_version {
            return Err(reader.malformed(attribute::ROW_VERSION, "unknown layout"));
        }
        Ok(reader)
    }

    /// Begins to read a map within a row of a kind.
    pub(crate) fn within(kind: Kind, map: &'r Row) -> Self {
        RowReader { kind, row: map }
    }

    pub(crate) fn malformed(&self, attribute: &'static str, problem: &'static str) -> StoreError {
        StoreError::MalformedRow { kind: self.kind.name, attribute, problem }
    }

    fn value(&self, name: &'static str) -> Result<&'r AttributeValue, StoreError> {
        self.row.get(name).ok_or_else(|| self.malformed(name, "missing"))
    }

    pub(crate) fn has(&self, name: &'static str) -> bool {
        self.row.contains_key(name)
    }

    pub(crate) fn text(&self, name: &'static str) -> Result<&'r str, StoreError> {
        let value = self.value(name)?.as_s();
        value.map(String::as_str).map_err(|_| self.malformed(name, "not a string"))
    }

    pub(crate) fn parsed<T: FromStr>(&self, name: &'static str) -> Result<T, StoreError> {
        self.text(name)?.parse().map_err(|_| self.malformed(name, "not of its form"))
    }

    pub(crate) fn number<N: FromStr>(&self, name: &'static str) -> Result<N, StoreError> {
        let digits = self.value(name)?.as_n().map_err(|_| self.malformed(name, "not a number"))?;
        digits.parse().map_err(|_| self.malformed(name, "out of range"))
    }

    pub(crate) fn moment(&self, name: &'static str) -> Result<Instant, StoreError> {
        self.number(name).map(Instant::from_unix_ms)
    }

    pub(crate) fn bytes(&self, name: &'static str) -> Result<&'r [u8], StoreError> {
        let blob = self.value(name)?.as_b().map_err(|_| self.malformed(name, "not binary"))?;
        Ok(blob.as_ref())
    }

    pub(crate) fn array<const N: usize>(&self, name: &'static str) -> Result<[u8; N], StoreError> {
        self.bytes(name)?.try_into().map_err(|_| self.malformed(name, "not of its length"))
    }

    /// Reads a flag; absent is false.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, StoreError> {
        match self.row.get(name) {
            None => Ok(false),
            Some(AttributeValue::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.malformed(name, "not a boolean")),
        }
    }

    /// Reads a set of strings in ascending order; absent is empty.
    pub(crate) fn strings(&self, name: &'static str) -> Result<Vec<String>, StoreError> {
        match self.row.get(name) {
            None => Ok(Vec::new()),
            Some(AttributeValue::Ss(strings)) => {
                let mut strings = strings.clone();
                strings.sort_unstable();
                Ok(strings)
            }
            Some(_) => Err(self.malformed(name, "not a set of strings")),
        }
    }

    pub(crate) fn map(
        &self,
        name: &'static str,
    ) -> Result<&'r HashMap<String, AttributeValue>, StoreError> {
        self.value(name)?.as_m().map_err(|_| self.malformed(name, "not a map"))
    }

    /// Reads a map of numbers.
    pub(crate) fn numbers<N: FromStr>(
        &self,
        name: &'static str,
    ) -> Result<BTreeMap<String, N>, StoreError> {
        let entries = self.map(name)?.iter().map(|(key, value)| {
            let digits = value.as_n().map_err(|_| self.malformed(name, "not a map of numbers"))?;
            let number = digits.parse().map_err(|_| self.malformed(name, "out of range"))?;
            Ok((key.clone(), number))
        });
        entries.collect()
    }

    /// Reads wording printed as a JSON object by language.
    pub(crate) fn wording(&self, name: &'static str) -> Result<Text, StoreError> {
        let printed = Value::from_json(self.text(name)?);
        let Ok(Value::Object(by_language)) = printed else {
            return Err(self.malformed(name, "not a JSON object"));
        };
        let texts = by_language.into_iter().map(|(language, text)| match text {
            Value::String(text) => Ok((language, text)),
            _ => Err(self.malformed(name, "not wording")),
        });
        Ok(Text::localised(texts.collect::<Result<Vec<_>, _>>()?))
    }
}
