//! Puts functions that are alike side by side, since what has just been seen compresses best.
//!
//! How alike two functions are is estimated by `MinHash` (Broder, On the resemblance and containment of documents,
//! 1997): of all pieces of a few bytes, each of several hash functions keeps the least hash, and two bodies share
//! about as many of these as they share pieces. Each function is followed by the one most like it of those left. Where
//! that leads depends on the first one and on the length of the pieces, so several are tried, and what compresses best is
//! kept.

use crate::asset::brotli;
use anyhow::Result;
use std::cmp::Reverse;
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// How many bytes a piece may have: about two instructions. Longer ones order worse.
const PIECE_BYTES: [usize; 2] = [3, 4];

/// How many hash functions there are.
const N_HASHES: usize = 48;

/// How many functions are tried as the first one.
const N_STARTS: usize = 16;

type Signature = [u32; N_HASHES];

/// Returns a module without names with a name for each function, in whose order they compress best.
pub(crate) fn name_by_likeness(module: &[u8]) -> Result<Vec<u8>> {
    let mut first_index = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    first_index += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(&module[body.range()]),
            _ => {}
        }
    }
    let mut places = vec![0; bodies.len()];
    for (place, function) in best_chain(&bodies)?.into_iter().enumerate() {
        places[function] = place;
    }
    let mut names = NameMap::new();
    for (index, place) in (first_index..).zip(places) {
        names.append(index, &format!("{place:08}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut labelled = module.to_vec();
    section.append_to(&mut labelled);
    Ok(labelled)
}

/// The order of the bodies, by their numbers, of several the one in which they compress best.
fn best_chain(bodies: &[&[u8]]) -> Result<Vec<usize>> {
    let mut best: Option<(usize, Vec<usize>)> = None;
    for piece_bytes in PIECE_BYTES {
        let signatures: Vec<Signature> =
            bodies.iter().map(|body| signature(body, piece_bytes)).collect();
        for start in (0..bodies.len()).step_by(bodies.len().div_ceil(N_STARTS).max(1)) {
            let order = chain(bodies, &signatures, start);
            let in_order: Vec<&[u8]> = order.iter().map(|place| bodies[*place]).collect();
            let n_bytes = brotli(&in_order.concat())?.len();
            if best.as_ref().is_none_or(|(least, _)| n_bytes < *least) {
                best = Some((n_bytes, order));
            }
        }
    }
    Ok(best.map(|(_, order)| order).unwrap_or_default())
}

/// The order of the bodies that begins with one of them.
fn chain(bodies: &[&[u8]], signatures: &[Signature], start: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = Some(start);
    while let Some(place) = next {
        let last = left.remove(place);
        order.push(last);
        let likeness = |function: usize| {
            let pairs = signatures[last].iter().zip(&signatures[function]);
            let n_shared = pairs.filter(|(one, other)| one == other).count();
            (n_shared, Reverse(bodies[last].len().abs_diff(bodies[function].len())))
        };
        next = (0..left.len()).max_by_key(|place| likeness(left[*place]));
    }
    order
}

fn signature(body: &[u8], piece_bytes: usize) -> Signature {
    let mut least = [u32::MAX; N_HASHES];
    for piece in body.windows(piece_bytes) {
        let hash = piece.iter().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        });
        for (seed, least) in (0_u32..).zip(&mut least) {
            *least = (*least).min(mixed(hash ^ seed.wrapping_mul(0x9e37_79b1)));
        }
    }
    least
}

/// The finishing steps of `MurmurHash3`.
fn mixed(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_stands_side_by_side() {
        let (a, b) =
            (b"one two three four five six seven", b"eight nine ten eleven twelve thirteen");
        let bodies: [&[u8]; 4] = [a, b, b"one two three four five six nine", &b[1..]];
        let signatures = bodies.map(|body| signature(body, 5));
        assert_eq!(chain(&bodies, &signatures, 0), [0, 2, 3, 1]);
        assert_eq!(chain(&bodies, &signatures, 1), [1, 3, 2, 0]);
        let mut best = best_chain(&bodies).unwrap();
        best.sort_unstable();
        assert_eq!(best, [0, 1, 2, 3]);
        assert_eq!(best_chain(&[]).unwrap(), [0; 0]);
    }

    #[test]
    fn each_function_gets_a_name() {
        // Two functions of one type without locals or code.
        let module =
            b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x03\x02\0\0\x0a\x07\x02\x02\0\x0b\x02\0\x0b";
        let named = name_by_likeness(module).unwrap();
        assert!(named.starts_with(module));
        let section = b"\x01\x15\x02\0\x0800000000\x01\x0800000001";
        assert!(named.ends_with(section), "{named:?}");
    }
}
