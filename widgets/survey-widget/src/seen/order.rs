//! What is seen of a ranking.

use super::{Eye, Offer};
use survey_model::questionnaire::Ranking;
use survey_model::value::Value;

/// Choices to put in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    /// Those that are in order, the first the highest; as they are offered until somebody has ranked them.
    pub(crate) ranked: Vec<Offer>,
    /// Those that are not, where only chosen ones are ranked.
    pub(crate) unranked: Option<Vec<Offer>>,
    /// Somebody has ranked them.
    pub(crate) is_given: bool,
}

impl Eye<'_> {
    pub(super) fn order(&self, ranking: &Ranking, is_disabled: bool) -> Order {
        let given = self.answer().and_then(Value::as_list).unwrap_or_default();
        let offers = self.offers(&ranking.choices, is_disabled);
        let (mut ranked, rest): (Vec<_>, Vec<_>) =
            offers.into_iter().partition(|offer| offer.is_chosen);
        ranked.sort_by_key(|offer| given.iter().position(|value| *value == offer.value));
        let is_given = !ranked.is_empty();
        let unranked = if ranking.selects {
            Some(rest)
        } else {
            ranked.extend(rest);
            None
        };
        Order { ranked, unranked, is_given }
    }
}
