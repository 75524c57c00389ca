//! Masks: the form in which a text is typed and shown, and what of it is stored.
//!
//! A widget hands over what was typed and gets back what is stored, and the other way round; a server asks whether
//! what is stored fits. What is stored is without the mask unless the definition says otherwise: a date as
//! `2024-02-05`, an amount as a number.

pub(crate) mod conventions;
mod moment;
mod number;
mod pattern;

pub use moment::{MomentMask, MomentPart};
pub use number::NumberMask;
pub use pattern::{PatternMask, PatternPlace};

use crate::compiled::compiled;
use crate::rejection::Fault;
use crate::value::Value;

/// The mask of a text question.
#[derive(Clone, Debug)]
pub struct Mask {
    /// The form.
    pub form: MaskForm,
    /// The text is stored as it is shown.
    pub stores_shown: bool,
}

compiled!(struct Mask { form, stores_shown });

/// The forms that a mask can have.
#[derive(Clone, Debug)]
pub enum MaskForm {
    /// A character for each place.
    Pattern(PatternMask),
    /// A number, or an amount of money.
    Number(NumberMask),
    /// A date, a time, or both.
    Moment(MomentMask),
}

compiled!(
    enum MaskForm {
        Pattern(mask),
        Number(mask),
        Moment(mask),
    }
);

impl Mask {
    /// Returns what is stored of a typed text; `None` if the text does not fill the mask. What stands between the places
    /// need not be typed.
    pub fn stored(&self, typed: &str) -> Option<Value> {
        let value = self.form.unmasked(typed).or_else(|| match &self.form {
            MaskForm::Pattern(mask) => mask.unmasked(&mask.shown(typed)).map(Value::from),
            _ => None,
        })?;
        if self.stores_shown { self.form.shown(&value).map(Value::from) } else { Some(value) }
    }

    /// Returns a stored answer as it is shown; what does not fit, as much of it as does.
    pub fn shown(&self, stored: &Value) -> String {
        match stored {
            Value::String(text) if self.stores_shown && self.is_filled(text) => text.clone(),
            stored => self.form.shown(stored).unwrap_or_default(),
        }
    }

    /// Returns what stands where an answer is typed: as shown if it fits, otherwise as it was typed.
    pub fn text_of(&self, answer: &Value) -> String {
        if self.fault_of(answer).is_none() { self.shown(answer) } else { answer.to_text() }
    }

    /// Returns a typed answer in the form in which it is stored, if it fills the mask; otherwise as it was typed, to be
    /// told as a fault.
    pub(crate) fn taken_in(&self, answer: Value) -> Value {
        match &answer {
            Value::String(text) if self.fault_of(&answer).is_some() => {
                self.stored(text).unwrap_or(answer)
            }
            _ => answer,
        }
    }

    /// Returns what is shown where nothing is typed yet: the places to fill.
    pub fn outline(&self) -> String {
        self.form.shown(&Value::Null).unwrap_or_default()
    }

    /// Returns why a stored answer does not fit; `None` if it does.
    pub fn fault_of(&self, stored: &Value) -> Option<Fault> {
        if !self.stores_shown {
            return self.form.fault_of(stored);
        }
        let Value::String(text) = stored else { return Some(Fault::WrongType) };
        let Some(value) = self.form.unmasked(text) else { return Some(self.form.misfit()) };
        self.form.fault_of(&value).or_else(|| {
            let is_as_shown = self.form.shown(&value).as_ref() == Some(text);
            (!is_as_shown).then(|| self.form.misfit())
        })
    }

    /// Returns an answer in the form in which it is stored, wherever it comes from; what fits neither form stays as it
    /// is.
    pub(crate) fn settled(&self, answer: Value) -> Value {
        if answer.is_empty_answer() {
            return answer;
        }
        if self.stores_shown {
            if let Value::String(text) = &answer
                && self.keeps(text)
            {
                return answer;
            }
            return self.form.shown(&answer).map_or(Value::Null, Value::from);
        }
        match (&self.form, &answer) {
            (MaskForm::Pattern(mask), Value::String(text)) if mask.shown(text) == *text => {
                mask.unmasked(text).unwrap_or_default().into()
            }
            _ => answer,
        }
    }

    /// Returns what expressions read of a stored answer: never the mask.
    pub(crate) fn meaning(&self, stored: &Value) -> Option<Value> {
        if !self.stores_shown {
            return Some(stored.clone());
        }
        let none = || match self.form {
            MaskForm::Number(_) => None,
            _ => Some(Value::from("")),
        };
        match stored {
            Value::String(text) => self.form.unmasked(text).or_else(none),
            _ => none(),
        }
    }

    /// Tells whether what is typed is a number.
    pub(crate) fn takes_numbers(&self) -> bool {
        matches!(&self.form, MaskForm::Number(_))
    }

    /// Tells whether a date comes with a time.
    pub(crate) fn has_time(&self) -> bool {
        matches!(&self.form, MaskForm::Moment(mask) if mask.has_time())
    }

    fn is_filled(&self, text: &str) -> bool {
        self.form.unmasked(text).is_some()
    }

    /// Tells whether a text that is to be stored as it is shown stays as it is: it fills the mask, or has nothing to
    /// do with it.
    fn keeps(&self, text: &str) -> bool {
        if self.is_filled(text) {
            return true;
        }
        let shown = self.form.shown(&text.into());
        let outline = self.outline();
        (shown.as_ref() == Some(&outline) && *text != outline)
            || shown.is_none_or(|shown| !self.is_filled(&shown))
    }
}

impl MaskForm {
    fn unmasked(&self, typed: &str) -> Option<Value> {
        match self {
            MaskForm::Pattern(mask) => mask.unmasked(typed).map(Value::from),
            MaskForm::Number(mask) => mask.unmasked(typed).map(Value::Number),
            MaskForm::Moment(mask) => mask.unmasked(typed).map(Value::from),
        }
    }

    /// Returns a value without the mask as it is shown; `None` for a number that the mask does not take.
    fn shown(&self, value: &Value) -> Option<String> {
        let text = value.as_str();
        match self {
            MaskForm::Pattern(mask) => Some(mask.shown(text.unwrap_or_default())),
            MaskForm::Number(mask) => mask.shown(&value.to_text()),
            MaskForm::Moment(mask) => Some(mask.shown(text.unwrap_or_default())),
        }
    }

    fn fault_of(&self, value: &Value) -> Option<Fault> {
        match (self, value) {
            (MaskForm::Number(mask), Value::Number(number)) => mask.fault_of(*number),
            (MaskForm::Pattern(mask), Value::String(text)) => {
                let is_filled = mask.unmasked(&mask.shown(text)).as_ref() == Some(text);
                (!is_filled).then_some(Fault::PatternMismatch)
            }
            (MaskForm::Moment(mask), Value::String(text)) => mask.fault_of(text),
            // A number that was typed and is none is still a text.
            (MaskForm::Number(_), Value::String(_)) => Some(Fault::NotANumber),
            _ => Some(Fault::WrongType),
        }
    }

    /// The fault of a text that does not fill the mask.
    fn misfit(&self) -> Fault {
        match self {
            MaskForm::Pattern(_) => Fault::PatternMismatch,
            MaskForm::Number(_) => Fault::NotANumber,
            MaskForm::Moment(_) => Fault::NotADate,
        }
    }
}
