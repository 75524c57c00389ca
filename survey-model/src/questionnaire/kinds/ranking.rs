//! Questions answered by putting choices in order.

use super::choices::{Choices, ListKind};
use crate::compiled::compiled;
use crate::document::Node;
use crate::questionnaire::parse::Defaults;
use crate::questionnaire::reader::Reader;

/// Choices to put in order, the first the highest.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The choices.
    pub choices: Choices,
    /// Only those that are chosen are ranked; otherwise all are.
    pub selects: bool,
}

compiled!(struct Ranking { choices, selects });

impl Ranking {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>, defaults: &Defaults) -> Self {
        Ranking {
            choices: Choices::read(reader, node, defaults, ListKind::Ranking),
            selects: reader.flag(node, &["selectToRankEnabled"]).unwrap_or(false),
        }
    }
}
