//! Where a respondent goes after the survey.

use super::Interview;
use crate::questionnaire::{ConditionalText, NamesAnswers};
use crate::text::Text;

impl Interview {
    /// Returns the address to which the respondent is sent once the response is stored; `None` for nowhere. Answers in
    /// it are as they are stored, and written so that they cannot make it another address.
    pub fn onward_link(&self) -> Option<String> {
        let ending = self.questionnaire.ending.as_deref()?;
        let holds = |link: &&ConditionalText| link.when.holds(&self.scope());
        let of_condition = ending.onward_if.iter().find(holds);
        let link = self.link(of_condition.map_or(&ending.onward, |link| &link.text));
        Some(link).filter(|link| !link.is_empty())
    }

    fn link(&self, text: &Text) -> String {
        let scope = self.scope();
        let mut link = String::new();
        let mut rest = text.get(&self.surroundings.language).trim();
        while let Some((before, after)) = rest.split_once('{') {
            link.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                rest = after;
                continue;
            };
            let piped = scope.pipe(&["{", name, "}"].concat(), NamesAnswers::AsStored);
            link.push_str(&percent_encoded(&piped));
            rest = behind;
        }
        link.push_str(rest);
        link
    }
}

/// Writes a text as part of an address (RFC 3986, section 2).
fn percent_encoded(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    encoded
}
