//! Questions that nobody answers: what an expression comes to.

use crate::compiled::compiled;
use crate::decimal;
use crate::document::Node;
use crate::expression::Expression;
use crate::questionnaire::reader::Reader;
use crate::text::Text;
use crate::value::Value;

/// What an expression question shows and stores.
#[derive(Clone, Debug, Default)]
pub struct Calculation {
    /// What is calculated; nothing if the definition leaves it out.
    pub expression: Option<Expression>,
    /// The digits after the point to which a number is rounded before it is stored.
    pub precision: Option<usize>,
    /// Stands around the value when it is shown; `{0}` marks its place.
    pub format: Text,
    /// How a number is shown.
    pub style: NumberStyle,
    /// The ISO 4217 code of [`NumberStyle::Currency`].
    pub currency: String,
    /// Thousands are set apart.
    pub grouping: bool,
    /// The fewest digits shown after the point.
    pub min_fraction: Option<usize>,
    /// The most digits shown after the point.
    pub max_fraction: Option<usize>,
}

compiled!(struct Calculation {
    expression, precision, format, style, currency, grouping, min_fraction, max_fraction,
});

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberStyle {
    /// As it is.
    #[default]
    Plain,
    /// With thousands set apart.
    Decimal,
    /// With the sign of a currency.
    Currency,
    /// As hundredths.
    Percent,
    /// As a date.
    Date,
}

compiled!(
    enum NumberStyle {
        Plain,
        Decimal,
        Currency,
        Percent,
        Date,
    }
);

impl Calculation {
    /// Returns a result as it is stored.
    pub(crate) fn rounded(&self, result: Value) -> Value {
        match (result, self.precision) {
            (Value::Number(number), Some(decimals)) => {
                Value::Number(decimal::round_to(number, decimals))
            }
            (result, _) => result,
        }
    }

    /// Returns a value as it is shown, in `format`.
    pub(crate) fn shown(&self, value: &Value, format: &str) -> String {
        let text = match value {
            Value::Number(number)
                if !matches!(self.style, NumberStyle::Plain | NumberStyle::Date) =>
            {
                self.shown_number(*number)
            }
            Value::String(text) if self.style == NumberStyle::Date => {
                text.split('T').next().unwrap_or_default().to_owned()
            }
            value => value.to_text(),
        };
        if format.is_empty() { text } else { format.replace("{0}", &text) }
    }

    fn shown_number(&self, number: f64) -> String {
        let (least, most) = match self.style {
            NumberStyle::Currency => (2, 2),
            NumberStyle::Percent => (0, 0),
            _ => (0, 3),
        };
        let least = self.min_fraction.unwrap_or(least);
        let most = self.max_fraction.unwrap_or(most).max(least);
        let number = if self.style == NumberStyle::Percent { number * 100.0 } else { number };
        let printed = decimal::print(decimal::round_to(number.abs(), most));
        let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
        let mut shown = if number < 0.0 { "-".to_owned() } else { String::new() };
        if self.style == NumberStyle::Currency {
            shown.push_str(currency_sign(&self.currency));
        }
        for (place, digit) in whole.char_indices() {
            if self.grouping && place > 0 && (whole.len() - place) % 3 == 0 {
                shown.push(',');
            }
            shown.push(digit);
        }
        if !fraction.is_empty() || least > 0 {
            shown.push('.');
            shown.push_str(fraction);
            shown.extend(std::iter::repeat_n('0', least.saturating_sub(fraction.len())));
        }
        if self.style == NumberStyle::Percent {
            shown.push('%');
        }
        shown
    }

    pub(in crate::questionnaire) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let mut digits = |name| {
            let given = reader.number(node, &[name]).filter(|digits| *digits >= 0.0)?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "at most 20, and not negative"
            )]
            Some(given.min(20.0) as usize)
        };
        Calculation {
            precision: digits("precision"),
            min_fraction: digits("minimumFractionDigits"),
            max_fraction: digits("maximumFractionDigits"),
            expression: reader.expression(node, &["expression"]),
            format: reader.wording(node, &["format"]),
            style: match reader.word(node, &["displayStyle"]) {
                Some("decimal") => NumberStyle::Decimal,
                Some("currency") => NumberStyle::Currency,
                Some("percent") => NumberStyle::Percent,
                Some("date") => NumberStyle::Date,
                _ => NumberStyle::Plain,
            },
            currency: reader.word(node, &["currency"]).unwrap_or("USD").to_owned(),
            grouping: reader.flag(node, &["useGrouping"]).unwrap_or(true),
        }
    }
}

/// Returns the sign of the currencies that have one in English; others stand by their code and a space.
fn currency_sign(code: &str) -> &str {
    match code {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        code => code,
    }
}
