//! The size of a row as DynamoDB counts it ("DynamoDB item sizes and formats" in its developer guide): the names'
//! and values' bytes, with 3 bytes for a list or map and 1 for each element in it.

use super::Row;
use aws_sdk_dynamodb::types::AttributeValue;

/// Returns the size of a row in bytes. A write costs one unit for each 1,024 of them begun.
pub fn row_size_bytes(row: &Row) -> usize {
    row.iter().map(|(name, value)| attribute_size_bytes(name, value)).sum()
}

/// Returns the size of one attribute, its name counted in.
pub(super) fn attribute_size_bytes(name: &str, value: &AttributeValue) -> usize {
    name.len() + value_size_bytes(value)
}

fn value_size_bytes(value: &AttributeValue) -> usize {
    const CONTAINER: usize = 3;
    const ELEMENT: usize = 1;
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(digits) => number_size_bytes(digits),
        AttributeValue::B(blob) => blob.as_ref().len(),
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        AttributeValue::Ns(numbers) => numbers.iter().map(|number| number_size_bytes(number)).sum(),
        AttributeValue::Bs(blobs) => blobs.iter().map(|blob| blob.as_ref().len()).sum(),
        AttributeValue::L(items) => {
            CONTAINER + items.iter().map(|item| ELEMENT + value_size_bytes(item)).sum::<usize>()
        }
        AttributeValue::M(members) => {
            let sizes = members.iter().map(|(name, value)| attribute_size_bytes(name, value));
            CONTAINER + sizes.map(|size| ELEMENT + size).sum::<usize>()
        }
        // Booleans and null, and whatever a later SDK may bring.
        _ => 1,
    }
}

/// One byte for each two significant digits, one more, and one for a sign.
fn number_size_bytes(digits: &str) -> usize {
    let unsigned = digits.trim_start_matches('-');
    let significant = unsigned.trim_start_matches('0').trim_end_matches('0');
    significant.len().div_ceil(2) + 1 + (digits.len() - unsigned.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{bytes, number, text};

    #[track_caller]
    fn check(name: &str, value: AttributeValue, expected: usize) {
        assert_eq!(row_size_bytes(&Row::from([(name.to_owned(), value)])), expected);
    }

    #[test]
    fn sizes_follow_the_developer_guide() {
        check("name", text("héé"), 4 + 5);
        check("b", bytes(&[0; 16]), 1 + 16);
        check("n", number(0), 1 + 1);
        check("n", number(12_345), 1 + 3 + 1);
        check("n", number(1_200_000), 1 + 1 + 1);
        check("n", number(-27), 1 + 1 + 1 + 1);
        check("flag", AttributeValue::Bool(true), 4 + 1);
        check("none", AttributeValue::Null(true), 4 + 1);
        check("set", AttributeValue::Ss(vec!["ab".into(), "c".into()]), 3 + 3);
        check("list", AttributeValue::L(vec![]), 4 + 3);
        check("list", AttributeValue::L(vec![text("ab"), number(7)]), 4 + 3 + (1 + 2) + (1 + 2));
        check(
            "map",
            AttributeValue::M(Row::from([("key".into(), text("v"))])),
            3 + 3 + (1 + 3 + 1),
        );
    }
}
