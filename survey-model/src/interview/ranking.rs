//! Rankings: an answer holds every choice that is offered, each once.

use super::answering::is_absent;
use super::choices::ChoiceView;
use super::{Interview, is_same_choice};
use crate::questionnaire::{Choice, Choices, Question, Ranking};
use crate::value::Value;

impl Interview {
    /// Makes the answer to a ranking fit what is offered: what is not offered goes, and, where all are ranked, what is
    /// missing follows at the end. Tells whether anything changed.
    pub(super) fn rank(&mut self, question: &Question, ranking: &Ranking) -> bool {
        let Some(answer) = self.read.get(&question.value_name) else { return false };
        // Strictly, what is not a ranking is left for the checks to refuse.
        let is_strict = self.surroundings.mode.is_strict();
        let is_nothing = is_absent(answer) && answer.as_object().is_none();
        if is_nothing || (is_strict && !is_ranked(&self.scope().items(&ranking.choices), answer)) {
            return false;
        }
        if ranking.selects {
            return ranking.choices.has_conditions() && self.clear_hidden_selection(question);
        }
        let ranked = self.ranked(&ranking.choices, answer);
        if ranked.as_slice() == answer.as_list().unwrap_or_default() {
            return false;
        }
        self.store(question, Some(ranked).filter(|ranked| !ranked.is_empty()).map(Value::List));
        true
    }

    fn ranked(&self, choices: &Choices, answer: &Value) -> Vec<Value> {
        let scope = self.scope();
        let offered: Vec<Value> =
            ChoiceView { scope: &scope }.visible_items(choices).map(|item| item.value).collect();
        // With a single choice carried there is nothing to rank.
        if choices.carried.is_some() && offered.len() == 1 {
            return Vec::new();
        }
        let given = answer.as_list().unwrap_or(std::slice::from_ref(answer));
        let mut ranked: Vec<Value> = Vec::with_capacity(offered.len());
        let known = given
            .iter()
            .filter_map(|value| offered.iter().find(|choice| is_same_choice(choice, value)));
        for value in known.chain(&offered) {
            if !ranked.contains(value) {
                ranked.push((*value).clone());
            }
        }
        ranked
    }

    /// Tells whether a ranking has a single choice carried forward, so that there is nothing to rank.
    pub(crate) fn has_nothing_to_rank(&self, ranking: &Ranking) -> bool {
        let scope = self.scope();
        let choices = &ranking.choices;
        !ranking.selects
            && choices.carried.is_some()
            && ChoiceView { scope: &scope }.visible_items(choices).nth(1).is_none()
    }
}

/// Tells whether an answer is a list of choices that the ranking has, each once.
fn is_ranked(items: &[Choice], answer: &Value) -> bool {
    answer.as_list().is_some_and(|list| {
        list.iter().enumerate().all(|(place, value)| {
            items.iter().any(|item| is_same_choice(&item.value, value))
                && !list[..place].iter().any(|earlier| is_same_choice(earlier, value))
        })
    })
}
