//! The totals of a survey, spread over several rows so that none comes near 400 kB: a head, one row for each day
//! with its hours, and the counts and bases of each version's questions in chunks of at most 50 kB.
//!
//! A commit writes only the rows that change. Each row says which commit wrote it, and the head says it of every
//! row, so that a reader notices when it has seen half of a commit and reads again.

use super::seal::{read_seal, seal_map};
use super::{Kind, Row, RowReader, insert, new_registry_row, number};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use crate::totals::{SurveyTotals, TotalsChange};
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::BTreeMap;
use survey_model::ids::SurveyId;
use survey_model::tally::{Cell, Changes};

/// The head of a survey's totals.
pub(crate) const TOTALS: Kind = Kind { word: "totals", name: "totals", row_version: 1 };
/// The hours of a day.
pub(crate) const DAY: Kind = Kind { word: "totals-day", name: "totals of a day", row_version: 1 };
/// Some counts of a version.
pub(crate) const CHOICES: Kind =
    Kind { word: "totals-choices", name: "totals of choices", row_version: 1 };

/// The size at which a chunk is full.
const CHUNK_BYTES: usize = 50_000;
/// What a count costs beside its name: 1 byte as an element, 21 for the longest number.
const COUNT_BYTES: usize = 22;

/// Counters by their name within a row's map.
type Counts = BTreeMap<String, i64>;

/// What a commit writes for one survey.
#[derive(Debug)]
pub(crate) struct TotalsWrites {
    /// Whether the parts stand in a generation that no head names yet, so that they may be written beforehand.
    pub(crate) is_aside: bool,
    /// The rows that change, but for the head.
    pub(crate) parts: Vec<Row>,
    /// The head.
    pub(crate) head: Row,
    /// Sort keys of rows that must go with this commit, since a reader would take them for parts.
    pub(crate) deletes: Vec<RegistrySort>,
    /// Sort keys of rows that no head can name once this commit is won. They may go with it.
    pub(crate) strays: Vec<RegistrySort>,
}

/// Works out what turns the stored totals into the new ones under a new revision, in the generation given: theirs,
/// or a new one.
pub(crate) fn totals_writes(change: &TotalsChange, revision: u64, generation: u64) -> TotalsWrites {
    let survey = &change.after.survey;
    let (before, after) = (split(&change.before.cells), split(&change.after.cells));
    let is_aside = generation != change.before.generation;
    let (mut rows, mut parts) = (Vec::new(), BTreeMap::new());
    for (sort, counts) in &after.parts {
        let place = sort.clone().in_generation(generation);
        let name = place.to_string();
        let unchanged = (!is_aside && before.parts.get(sort) == Some(counts))
            .then(|| change.before.parts.get(&name).copied())
            .flatten();
        if unchanged.is_none() {
            rows.push(part_row(survey, &place, counts, revision));
        }
        parts.insert(name, unchanged.unwrap_or(revision));
    }
    let mut head = head_row(survey, &after.head, &parts, revision);
    if generation != 0 {
        insert(&mut head, attribute::GENERATION, number(generation));
    }
    if let Some(seal) = &change.after.seal {
        insert(&mut head, attribute::SEAL, seal_map(seal));
    }
    let parsed = |name: &String| name.parse().expect("only names that were read as keys are kept");
    let gone = change.before.parts.keys().filter(|name| !parts.contains_key(*name));
    let dead = change.before.strays.iter().filter(|(_, written_for)| **written_for <= revision);
    let dead: Vec<RegistrySort> = dead.map(|(name, _)| parsed(name)).collect();
    let gone: Vec<RegistrySort> = gone.map(parsed).collect();
    let (deletes, strays) =
        if is_aside { (Vec::new(), [gone, dead].concat()) } else { (gone, dead) };
    TotalsWrites { is_aside, parts: rows, head, deletes, strays }
}

/// Counters by the row, and for the head by the attribute, that they belong to.
#[derive(Debug, Default, PartialEq)]
struct Split {
    head: BTreeMap<&'static str, Counts>,
    parts: BTreeMap<RegistrySort, Counts>,
}

fn split(cells: &Changes) -> Split {
    let mut split = Split::default();
    let mut by_version: BTreeMap<u32, Counts> = BTreeMap::new();
    for (cell, count) in cells {
        let mut in_head = |attribute, name: String| {
            split.head.entry(attribute).or_default().insert(name, *count);
        };
        match cell {
            Cell::Disposition(disposition) => {
                in_head(attribute::BY_DISPOSITION, disposition.to_string());
            }
            Cell::Partner(partner) => in_head(attribute::BY_PARTNER, partner.clone()),
            Cell::Channel(channel) => in_head(attribute::BY_CHANNEL, channel.clone()),
            Cell::Language(language) => in_head(attribute::BY_LANGUAGE, language.clone()),
            Cell::Version(version) => in_head(attribute::BY_VERSION, version.to_string()),
            Cell::Flag(flag) => in_head(attribute::BY_FLAG, flag.clone()),
            Cell::Hour(hour) => {
                let (day, hour) = hour.split_once('T').unwrap_or((hour, ""));
                let day = RegistrySort::Day(day.to_owned());
                split.parts.entry(day).or_default().insert(hour.to_owned(), *count);
            }
            Cell::Base { version, question } => {
                let counts = by_version.entry(*version).or_default();
                counts.insert(format!("{question:05}"), *count);
            }
            Cell::Choice { version, question, choice } => {
                let counts = by_version.entry(*version).or_default();
                counts.insert(format!("{question:05}#{choice}"), *count);
            }
        }
    }
    for (version, counts) in by_version {
        for (chunk, counts) in chunks(counts).into_iter().enumerate() {
            let chunk = u16::try_from(chunk).expect("a version has far fewer than 65,536 chunks");
            split.parts.insert(RegistrySort::Choices { version, chunk }, counts);
        }
    }
    split
}

fn chunks(counts: Counts) -> Vec<Counts> {
    let mut chunks = Vec::new();
    let (mut chunk, mut chunk_bytes) = (Counts::new(), 0);
    for (name, count) in counts {
        let bytes = name.len() + COUNT_BYTES;
        if chunk_bytes + bytes > CHUNK_BYTES && !chunk.is_empty() {
            chunks.push(std::mem::take(&mut chunk));
            chunk_bytes = 0;
        }
        chunk_bytes += bytes;
        chunk.insert(name, count);
    }
    if !chunk.is_empty() {
        chunks.push(chunk);
    }
    chunks
}

const HEAD_ATTRIBUTES: [&str; 6] = [
    attribute::BY_DISPOSITION,
    attribute::BY_PARTNER,
    attribute::BY_CHANNEL,
    attribute::BY_LANGUAGE,
    attribute::BY_VERSION,
    attribute::BY_FLAG,
];

fn head_row(
    survey: &SurveyId,
    head: &BTreeMap<&'static str, Counts>,
    parts: &BTreeMap<String, u64>,
    revision: u64,
) -> Row {
    let partition = RegistryPartition::Totals(survey.clone());
    let mut row = new_registry_row(TOTALS, &partition, &RegistrySort::Head);
    insert(&mut row, attribute::REVISION, number(revision));
    let parts = parts.iter().map(|(sort, revision)| (sort.clone(), number(revision))).collect();
    insert(&mut row, attribute::PARTS, AttributeValue::M(parts));
    for name in HEAD_ATTRIBUTES {
        insert(&mut row, name, counts_map(head.get(name).unwrap_or(&Counts::new())));
    }
    row
}

fn part_row(survey: &SurveyId, sort: &RegistrySort, counts: &Counts, revision: u64) -> Row {
    let partition = RegistryPartition::Totals(survey.clone());
    let (kind, name) = match sort.clone().into_part().1 {
        RegistrySort::Day(_) => (DAY, attribute::BY_HOUR),
        _ => (CHOICES, attribute::COUNTS),
    };
    let mut row = new_registry_row(kind, &partition, sort);
    insert(&mut row, attribute::REVISION, number(revision));
    insert(&mut row, name, counts_map(counts));
    row
}

fn counts_map(counts: &Counts) -> AttributeValue {
    AttributeValue::M(counts.iter().map(|(name, count)| (name.clone(), number(count))).collect())
}

/// Puts the rows of a survey's totals together. `None` if they are not all of the same commit.
pub(crate) fn read_totals(
    survey: &SurveyId,
    rows: &[Row],
) -> Result<Option<SurveyTotals>, StoreError> {
    let mut totals = SurveyTotals::empty(survey.clone());
    let mut parts = Vec::new();
    for row in rows {
        let sort: RegistrySort = row
            .get(attribute::SORT_KEY)
            .and_then(|sort| sort.as_s().ok()?.parse().ok())
            .ok_or(StoreError::MalformedRow {
                kind: TOTALS.name,
                attribute: attribute::SORT_KEY,
                problem: "not of its form",
            })?;
        match sort {
            RegistrySort::Head => read_head(row, &mut totals)?,
            sort => parts.push((sort, row)),
        }
    }
    let mut found = BTreeMap::new();
    for (sort, row) in parts {
        let name = sort.to_string();
        let (generation, part) = sort.into_part();
        if generation == totals.generation {
            found.insert(name, read_part(&part, row, &mut totals.cells)?);
        } else {
            let mut uncounted = Changes::new();
            totals.strays.insert(name, read_part(&part, row, &mut uncounted)?);
        }
    }
    Ok((found == totals.parts).then_some(totals))
}

fn read_head(row: &Row, totals: &mut SurveyTotals) -> Result<(), StoreError> {
    let reader = RowReader::new(TOTALS, row)?;
    totals.revision = reader.number(attribute::REVISION)?;
    totals.parts = reader.numbers(attribute::PARTS)?;
    totals.seal = read_seal(&reader)?;
    if reader.has(attribute::GENERATION) {
        totals.generation = reader.number(attribute::GENERATION)?;
    }
    for name in HEAD_ATTRIBUTES {
        for (word, count) in reader.numbers(name)? {
            let malformed = || reader.malformed(name, "not a word of its kind");
            let cell = match name {
                attribute::BY_DISPOSITION => {
                    Cell::Disposition(word.parse().map_err(|_| malformed())?)
                }
                attribute::BY_PARTNER => Cell::Partner(word),
                attribute::BY_CHANNEL => Cell::Channel(word),
                attribute::BY_LANGUAGE => Cell::Language(word),
                attribute::BY_VERSION => Cell::Version(word.parse().map_err(|_| malformed())?),
                _ => Cell::Flag(word),
            };
            totals.cells.insert(cell, count);
        }
    }
    Ok(())
}

fn read_part(sort: &RegistrySort, row: &Row, cells: &mut Changes) -> Result<u64, StoreError> {
    match sort {
        RegistrySort::Day(day) => {
            let reader = RowReader::new(DAY, row)?;
            for (hour, count) in reader.numbers(attribute::BY_HOUR)? {
                cells.insert(Cell::Hour(format!("{day}T{hour}")), count);
            }
            reader.number(attribute::REVISION)
        }
        RegistrySort::Choices { version, .. } => {
            let reader = RowReader::new(CHOICES, row)?;
            for (name, count) in reader.numbers(attribute::COUNTS)? {
                let malformed = || reader.malformed(attribute::COUNTS, "not a question");
                let cell = count_cell(*version, &name).ok_or_else(malformed)?;
                cells.insert(cell, count);
            }
            reader.number(attribute::REVISION)
        }
        _ => Err(StoreError::MalformedRow {
            kind: TOTALS.name,
            attribute: attribute::SORT_KEY,
            problem: "not part of totals",
        }),
    }
}

fn count_cell(version: u32, name: &str) -> Option<Cell> {
    match name.split_once('#') {
        None => Some(Cell::Base { version, question: name.parse().ok()? }),
        Some((question, choice)) => Some(Cell::Choice {
            version,
            question: question.parse().ok()?,
            choice: choice.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::samples::survey_id;
    use crate::totals::CommitGauge;
    use proptest::prelude::*;
    use survey_model::disposition::Disposition;

    fn cells() -> impl Strategy<Value = Cell> {
        let word = "[a-z-]{1,12}";
        prop_oneof![
            (0..5_usize).prop_map(|place| Cell::Disposition(Disposition::ALL[place])),
            word.prop_map(Cell::Partner),
            word.prop_map(Cell::Channel),
            word.prop_map(Cell::Language),
            any::<u32>().prop_map(Cell::Version),
            word.prop_map(Cell::Flag),
            (1..29_u8, 0..24_u8)
                .prop_map(|(day, hour)| Cell::Hour(format!("2026-11-{day:02}T{hour:02}"))),
            (1..4_u32, 0..5_000_u32)
                .prop_map(|(version, question)| Cell::Base { version, question }),
            (1..4_u32, 0..5_000_u32, ".{0,2000}").prop_map(|(version, question, choice)| {
                Cell::Choice { version, question, choice }
            }),
        ]
    }

    fn totals() -> impl Strategy<Value = Changes> {
        let count = (1..1_000_000_i64).prop_union(-5..0_i64);
        proptest::collection::btree_map(cells(), count, 0..120)
    }

    /// Applies a commit to stored rows.
    fn apply(rows: &mut BTreeMap<String, Row>, change: &TotalsChange, revision: u64) {
        apply_in(rows, change, revision, change.before.generation);
    }

    /// Applies a commit to stored rows in a generation, and takes every stray along.
    fn apply_in(
        rows: &mut BTreeMap<String, Row>,
        change: &TotalsChange,
        revision: u64,
        generation: u64,
    ) {
        let writes = totals_writes(change, revision, generation);
        for row in writes.parts.into_iter().chain([writes.head]) {
            rows.insert(row[attribute::SORT_KEY].as_s().unwrap().clone(), row);
        }
        for sort in writes.deletes.into_iter().chain(writes.strays) {
            rows.remove(&sort.to_string()).expect("only stored rows are deleted");
        }
    }

    fn read(rows: &BTreeMap<String, Row>) -> Option<SurveyTotals> {
        let rows: Vec<Row> = rows.values().cloned().collect();
        read_totals(&survey_id("a-survey"), &rows).unwrap()
    }

    proptest! {
        #[test]
        fn commits_read_back_and_a_mixture_of_two_is_noticed(
            first in totals(), second in totals(),
            from_second in any::<u64>(), generation in 0..3_u64,
        ) {
            let empty = SurveyTotals::empty(survey_id("a-survey"));
            let mut rows = BTreeMap::new();
            let change = TotalsChange { after: empty.with_cells(first.clone()), before: empty };
            apply(&mut rows, &change, 1);
            let before = read(&rows).expect("rows of one commit fit together");
            prop_assert_eq!(&before.cells, &first);
            let old = rows.clone();
            let change = TotalsChange { after: before.with_cells(second.clone()), before };
            apply_in(&mut rows, &change, 2, generation);
            prop_assert_eq!(&read(&rows).expect("these too").cells, &second);

            // Every row as one of the two commits left it.
            let sorts: Vec<_> = old.keys().chain(rows.keys()).cloned().collect();
            let mut mixture = BTreeMap::new();
            for (place, sort) in sorts.into_iter().enumerate() {
                let source = if from_second >> (place % 64) & 1 == 1 { &rows } else { &old };
                if let Some(row) = source.get(&sort) {
                    mixture.insert(sort, row.clone());
                }
            }
            if let Some(mixed) = read(&mixture) {
                prop_assert!(mixed.cells == first || mixed.cells == second || mixture.is_empty());
            }
        }

        #[test]
        fn rows_set_aside_change_nothing_until_the_head_names_them(
            first in totals(), second in totals(),
        ) {
            let empty = SurveyTotals::empty(survey_id("a-survey"));
            let mut rows = BTreeMap::new();
            let change = TotalsChange { after: empty.with_cells(first.clone()), before: empty };
            apply(&mut rows, &change, 1);
            let before = read(&rows).expect("rows of one commit fit together");
            let lost = TotalsChange { after: before.with_cells(second.clone()), before };
            for row in totals_writes(&lost, 2, 7).parts {
                rows.insert(row[attribute::SORT_KEY].as_s().unwrap().clone(), row);
            }
            let still = read(&rows).expect("rows of one commit fit together");
            prop_assert_eq!(&still.cells, &first);
            // Whoever wins the revision that they were written for takes them away.
            let change = TotalsChange { after: still.with_cells(second), before: still };
            apply(&mut rows, &change, 2);
            prop_assert!(!rows.keys().any(|name| name.starts_with("G#")));
        }

        #[test]
        fn a_gauge_never_says_too_little(stored in totals(), added in totals()) {
            let stored = SurveyTotals::empty(survey_id("a-survey")).with_cells(stored);
            let mut gauge = CommitGauge::default();
            gauge.note(&stored, &added);
            let mut after = stored.clone();
            after.add(&added);
            let mut rows = BTreeMap::new();
            let empty = SurveyTotals::empty(survey_id("a-survey"));
            apply(&mut rows, &TotalsChange { before: empty, after: stored }, 1);
            let stored = read(&rows).expect("rows of one commit fit together");
            let writes = totals_writes(&TotalsChange { before: stored, after }, 2, 0);
            let weight = gauge.weight();
            let rows = writes.parts.iter().chain([&writes.head]);
            let bytes: usize = rows.map(crate::rows::row_size_bytes).sum();
            let n_rows = writes.parts.len() + 1;
            prop_assert!(n_rows < weight.n_rows, "{n_rows} of {weight:?}");
            prop_assert!(bytes < weight.bytes, "{bytes} of {weight:?}");
        }

        #[test]
        fn no_row_of_counts_grows_past_its_chunk(totals in totals()) {
            let empty = SurveyTotals::empty(survey_id("a-survey"));
            let change = TotalsChange { after: empty.with_cells(totals), before: empty };
            for row in totals_writes(&change, 1, 0).parts {
                prop_assert!(crate::rows::row_size_bytes(&row) < 51_000);
            }
        }
    }
}
