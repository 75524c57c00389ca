//! The order in which a respondent meets what stands in random order: the same for the same seed, and that of
//! `survey-core`.

use super::shuffle::Shuffle;
use crate::questionnaire::Questionnaire;
use std::sync::Arc;

/// Returns a questionnaire with its pages and panels in the order in which the respondent of a seed sees them. Questions
/// keep their indices.
pub(super) fn arranged(questionnaire: Arc<Questionnaire>, seed: u32) -> Arc<Questionnaire> {
    let Some(random) = &questionnaire.random_order else { return questionnaire };
    let mut arranged = Questionnaire::clone(&questionnaire);
    for list in &random.lists {
        let elements = arranged.elements_mut(list.holder);
        let given = elements.clone();
        for group in &list.groups {
            let mut shuffled = group.clone();
            Shuffle::seeded(list.salt.apply(seed)).shuffle(&mut shuffled);
            for (place, from) in group.iter().zip(shuffled) {
                elements[*place] = given[from];
            }
        }
    }
    // What is arranged once is not to be arranged again.
    arranged.random_order = None;
    Arc::new(arranged)
}
