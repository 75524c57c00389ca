//! Reading the masks of text questions.

use crate::document::Node;
use crate::mask::conventions::Conventions;
use crate::mask::{Mask, MaskForm, MomentMask, NumberMask, PatternMask};
use crate::questionnaire::reader::{Reader, find};

/// Reads the mask of a text question; `None` if it has none.
pub(super) fn read(
    reader: &mut Reader,
    node: &Node<'_, '_>,
    conventions: &Conventions,
) -> Option<Mask> {
    let word = reader.word(node, &["maskType"]).unwrap_or("none");
    let empty = node.with_value(&crate::value::Value::Null);
    let given = find(node, &["maskSettings"]);
    let settings = given.as_ref().unwrap_or(&empty);
    let form = match word {
        "none" => return None,
        "pattern" => {
            let settings_at = settings.pointer_to("pattern");
            let place = given.as_ref().map_or(node.pointer_to("maskSettings"), |_| settings_at);
            MaskForm::Pattern(pattern(reader, settings, place))
        }
        "numeric" => MaskForm::Number(number(reader, settings, conventions)),
        "currency" => {
            let mut mask = number(reader, settings, conventions);
            around(reader, settings, conventions, &mut mask);
            MaskForm::Number(mask)
        }
        "datetime" => MaskForm::Moment(moment(reader, settings, conventions)),
        _ => {
            let message = "One of none, pattern, numeric, currency and datetime.";
            reader.problem(node.pointer_to("maskType"), "unknown-word", message);
            return None;
        }
    };
    let stores_shown = reader.flag(settings, &["saveMaskedValue"]).unwrap_or(false);
    Some(Mask { form, stores_shown })
}

impl Conventions {
    /// Reads those of a survey: of its language, or of the one that it names for this, with what it says otherwise.
    pub(in crate::questionnaire) fn read(
        reader: &mut Reader,
        root: &Node<'_, '_>,
        locale: &str,
    ) -> Self {
        let Some(format) = find(root, &["regionalFormat"]) else { return Conventions::of(locale) };
        let mut conventions = Conventions::of(reader.word(&format, &["locale"]).unwrap_or(locale));
        let places = [
            ("datePattern", &mut conventions.date),
            ("timePattern", &mut conventions.time),
            ("decimalSeparator", &mut conventions.decimal_separator),
            ("thousandsSeparator", &mut conventions.thousands_separator),
            ("currencySymbol", &mut conventions.currency_sign),
            ("currencyPattern", &mut conventions.currency_pattern),
        ];
        for (property, place) in places {
            if let Some(text) = text(&format, property) {
                text.clone_into(place);
            }
        }
        conventions
    }
}

/// Returns a text that may be empty: that says something else than none.
fn text<'v>(node: &Node<'_, 'v>, property: &str) -> Option<&'v str> {
    node.member(property)?.value().as_str()
}

fn pattern(reader: &mut Reader, settings: &Node<'_, '_>, place: String) -> PatternMask {
    let Some(pattern) = reader.word(settings, &["pattern"]) else {
        let message = "A mask of this type needs a pattern, such as 999-9999.";
        reader.problem(place, "missing-pattern", message);
        return PatternMask::default();
    };
    PatternMask::parse(pattern)
}

fn number(reader: &mut Reader, settings: &Node<'_, '_>, conventions: &Conventions) -> NumberMask {
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    let decimal_separator = text(settings, "decimalSeparator").filter(|text| !text.is_empty());
    let decimal_separator = first(decimal_separator.unwrap_or(&conventions.decimal_separator));
    let thousands_separator = text(settings, "thousandsSeparator");
    let thousands_separator =
        first(thousands_separator.unwrap_or(&conventions.thousands_separator));
    let precision = match reader.number(settings, &["precision"]) {
        Some(digits) if digits <= 0.0 => 0,
        Some(_) => reader.count(settings, &["precision"]).unwrap_or(0).min(20),
        None => 2,
    };
    NumberMask {
        decimal_separator,
        thousands_separator,
        precision,
        min: reader.number(settings, &["min"]),
        max: reader.number(settings, &["max"]),
        takes_negative: reader.flag(settings, &["allowNegativeValues"]).unwrap_or(true),
        ..NumberMask::default()
    }
}

/// Works out what stands around an amount.
fn around(
    reader: &mut Reader,
    settings: &Node<'_, '_>,
    conventions: &Conventions,
    mask: &mut NumberMask,
) {
    let authored = text(settings, "currencyPattern").unwrap_or_default().to_owned();
    let authored = with_affixes(settings, authored);
    let pattern = [authored.as_str(), &conventions.currency_pattern]
        .into_iter()
        .find(|pattern| is_currency_pattern(pattern))
        .unwrap_or("@#");
    let given = text(settings, "currencySymbol");
    let sign = given.unwrap_or(&conventions.currency_sign);
    if pattern.contains('@') && sign.is_empty() {
        if given.is_none() {
            let message = "No currency is known for the survey's language: write its sign as `currencySymbol`.";
            reader.problem(settings.pointer_to("currencySymbol"), "missing-currency", message);
        }
        return;
    }
    let split = |template: &str| {
        let (before, after) = template.split_once('#').unwrap_or((template, ""));
        (before.replace('@', sign), after.replace('@', sign))
    };
    mask.around = split(&pattern.replace('-', ""));
    mask.around_negative =
        if pattern.contains('-') { split(pattern) } else { split(&["-", pattern].concat()) };
}

/// Writes the older `prefix` and `suffix` into the pattern of an amount. The sign of an amount below zero stands before
/// the number, unless the side that stays has it.
fn with_affixes(settings: &Node<'_, '_>, mut pattern: String) -> String {
    for (property, is_prefix) in [("prefix", true), ("suffix", false)] {
        let Some(affix) = text(settings, property) else { continue };
        let number = if is_prefix { pattern.rfind('#') } else { pattern.find('#') };
        let (before, after) = number.map_or(("", ""), |at| (&pattern[..at], &pattern[at + 1..]));
        let (before, after) = if is_prefix { (affix, after) } else { (before, affix) };
        let stays = if is_prefix { after } else { before };
        let sign = if stays.contains('-') { "" } else { "-" };
        pattern = [before, sign, "#", after].concat();
    }
    pattern
}

fn is_currency_pattern(pattern: &str) -> bool {
    let count = |mark: char| pattern.matches(mark).count();
    count('#') == 1
        && count('@') <= 1
        && count('-') <= 1
        && !pattern.contains(|c: char| c.is_ascii_digit() || c.is_control())
}

fn moment(reader: &mut Reader, settings: &Node<'_, '_>, conventions: &Conventions) -> MomentMask {
    let preset = reader.word(settings, &["patternPreset"]).unwrap_or("localeDate");
    let pattern = match (reader.word(settings, &["pattern"]), &*preset.to_ascii_lowercase()) {
        (Some(pattern), _) => pattern.to_owned(),
        (None, "localetime") => conventions.time.clone(),
        (None, "localedatetime") => [conventions.date.as_str(), &conventions.time].join(" "),
        (None, _) => conventions.date.clone(),
    };
    MomentMask {
        parts: MomentMask::parse(&pattern),
        min: reader.word(settings, &["min"]).map(str::to_owned),
        max: reader.word(settings, &["max"]).map(str::to_owned),
    }
}
