//! Choices that a service offers (`choicesByUrl`). They are fetched once, when the questionnaire is published, and are
//! part of it from then on.

use super::choices::{Choice, read_list};
use crate::compiled::compiled;
use crate::document::Node;
use crate::fetched;
use crate::limits;
use crate::questionnaire::reader::{Reader, find};

/// Where choices come from.
#[derive(Clone, Debug, Default)]
pub struct RemoteChoices {
    /// The address.
    pub url: String,
    /// Whether they are here.
    pub state: RemoteState,
}

compiled!(struct RemoteChoices { url, state });

/// Whether choices of a service are part of the questionnaire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemoteState {
    /// They are.
    #[default]
    Known,
    /// They will be once the questionnaire is published.
    NotFetched,
    /// They depend on answers, and so are not known beforehand: any short text is one.
    DependsOnAnswers,
}

compiled!(
    enum RemoteState {
        Known,
        NotFetched,
        DependsOnAnswers,
    }
);

impl RemoteChoices {
    /// Reads where a question's choices come from, and which there are if they have been fetched; `None` if it has only
    /// its own.
    pub(super) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
    ) -> Option<(Self, Option<Vec<Choice>>)> {
        let given = find(node, &["choicesByUrl"])?;
        let url = reader.word(&given, &["url"])?.to_owned();
        let items = given
            .member(fetched::ITEMS)
            .map(|_| read_list(reader, &given, fetched::ITEMS, limits::CHOICES));
        let state = match &items {
            _ if fetched::has_names(&given) => RemoteState::DependsOnAnswers,
            Some(_) => RemoteState::Known,
            None => RemoteState::NotFetched,
        };
        if state == RemoteState::DependsOnAnswers {
            let message = "The address has a name in braces, so that its choices are not known beforehand: any text of \
                           at most 200 characters is taken, and none is checked.";
            reader.warning(given.pointer_to("url"), "choices-unchecked", message);
        } else if state == RemoteState::NotFetched {
            let message = "The choices are not here yet: `canvass publish` fetches them and keeps them in the version.";
            reader.warning(given.pointer_to("url"), "choices-not-fetched", message);
        }
        Some((RemoteChoices { url, state }, items))
    }
}
