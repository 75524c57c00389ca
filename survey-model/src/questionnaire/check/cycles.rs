//! Circular visibility: questions whose being shown depends on their own answer.

use std::collections::BTreeMap;

/// What the visibility of a question reads, its containers' included.
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) pointer: String,
    pub(super) reads: Vec<String>,
}

/// Returns the places of the questions that lie on a circle, or between two.
pub(super) fn circular(dependencies: &[Dependency]) -> Vec<String> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, dependency) in dependencies.iter().enumerate() {
        by_name.entry(&dependency.name).or_default().push(index);
    }
    let mut forwards = vec![Vec::new(); dependencies.len()];
    let mut backwards = vec![Vec::new(); dependencies.len()];
    for (index, dependency) in dependencies.iter().enumerate() {
        for name in &dependency.reads {
            for read in by_name.get(name.as_str()).into_iter().flatten() {
                forwards[index].push(*read);
                backwards[*read].push(index);
            }
        }
    }
    // Whatever leads nowhere, and whatever nothing leads to, lies on no circle; taking it away again and again
    // leaves the circles.
    let leads_on = peel(&forwards, &backwards);
    let is_led_to = peel(&backwards, &forwards);
    dependencies
        .iter()
        .enumerate()
        .filter(|(index, _)| leads_on[*index] && is_led_to[*index])
        .map(|(_, dependency)| dependency.pointer.clone())
        .collect()
}

/// Tells for each node whether it remains when those without an edge are taken away again and again.
fn peel(edges: &[Vec<usize>], reversed: &[Vec<usize>]) -> Vec<bool> {
    let mut n_edges: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut remains = vec![true; edges.len()];
    let mut bare: Vec<usize> = (0..edges.len()).filter(|node| n_edges[*node] == 0).collect();
    while let Some(node) = bare.pop() {
        remains[node] = false;
        for neighbour in &reversed[node] {
            n_edges[*neighbour] -= 1;
            if n_edges[*neighbour] == 0 {
                bare.push(*neighbour);
            }
        }
    }
    remains
}
