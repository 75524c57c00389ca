use super::syntax::{Part, Syntax};
use super::{InvalidPattern, Pattern};
use crate::limits;
use proptest::prelude::*;

fn matches(pattern: &str, text: &str) -> bool {
    Pattern::parse(pattern, false).expect("a pattern").is_match(text)
}

fn matches_in_any_case(pattern: &str, text: &str) -> bool {
    Pattern::parse(pattern, true).expect("a pattern").is_match(text)
}

fn error(pattern: &str) -> Option<InvalidPattern> {
    Pattern::parse(pattern, false).err()
}

fn can_blow_up(pattern: &str) -> bool {
    Pattern::parse(pattern, false).expect("a pattern").can_blow_up()
}

#[test]
fn a_match_may_be_anywhere_unless_it_is_anchored() {
    assert!(matches("b", "abc"));
    assert!(!matches("^b", "abc"));
    assert!(!matches("b$", "abc"));
    assert!(matches("^abc$", "abc"));
    assert!(matches("", ""));
}

#[test]
fn counted_repetitions_count() {
    assert!(matches(r"^\d{3}$", "123"));
    assert!(!matches(r"^\d{3}$", "1234"));
    assert!(matches(r"^\d{2,}$", "1234"));
    assert!(matches(r"^(ab){1,2}?$", "abab"));
    assert!(!matches(r"^(ab){1,2}$", "ababab"));
    assert!(matches(r"^(){4000000000}$", ""));
}

#[test]
fn an_alternative_may_be_empty() {
    assert!(matches("^(a||b)c$", "c"));
    assert!(matches("^(a||b)c$", "bc"));
    assert!(!matches("^(a||b)c$", "abc"));
}

#[test]
fn looks_around_hold_at_their_place() {
    let password = r"^(?=.*[A-Z])(?=.*\d)(?!.*\s).{8,}$";
    assert!(matches(password, "Password1"));
    assert!(!matches(password, "password1"));
    assert!(!matches(password, "Pass word1"));
    assert!(matches(r"(?<=\$)\d+$", "costs $20"));
    assert!(!matches(r"(?<!\$)\b\d+$", "costs $20"));
    assert!(matches(r"^(?=a(?=b(?!d)))abc", "abc"));
    assert!(matches(r"^(?=a)*b", "b"));
}

#[test]
fn words_end_where_they_do() {
    assert!(matches(r"\bcat\b", "a cat."));
    assert!(!matches(r"\bcat\b", "concatenate"));
    assert!(matches(r"\Bcat\B", "concatenate"));
    assert!(!matches(r"\b", ""));
}

#[test]
fn a_brace_that_counts_nothing_is_a_character() {
    assert!(matches("^a{$", "a{"));
    assert!(matches("^a{,2}$", "a{,2}"));
    assert!(matches(r"^x{1}{$", "x{"));
    assert!(matches("^]}$", "]}"));
}

#[test]
fn escapes_mean_what_they_do_in_a_browser() {
    assert!(matches(r"^\x41\u0042\103\t$", "ABC\t"));
    assert!(matches(r"^\u{2}$", "uu"));
    assert!(matches(r"^\x4$", "x4"));
    assert!(matches(r"^\8\k\p\-$", "8kp-"));
    assert!(matches(r"^\cJ$", "\n"));
    assert!(matches(r"^\c1$", r"\c1"));
    assert!(matches(r"^[\c1]$", "\u{11}"));
    assert!(matches(r"^[\b]$", "\u{8}"));
    assert!(matches(r"^\0$", "\0"));
    assert!(matches(r"^\477$", "'7"));
}

#[test]
fn a_class_is_no_end_of_a_range() {
    for text in ["a", "-", "z"] {
        assert!(matches(r"^[\w-z]$", text), "{text}");
    }
    assert!(matches("^[]*[^]$", "x"));
    assert!(!matches("[]", "x"));
    assert!(matches("^[a-]$", "-"));
}

#[test]
fn a_character_beyond_the_first_65536_is_two_units() {
    assert!(matches("^..$", "😀"));
    assert!(!matches("^.$", "😀"));
    assert!(matches("^[😀]{2}$", "😀"));
}

#[test]
fn case_is_ignored_beyond_ascii_but_never_across_it() {
    assert!(matches_in_any_case("^ÄßΣ$", "äßς"));
    assert!(matches_in_any_case("^[a-z]+$", "ABC"));
    assert!(!matches_in_any_case("^[^a]$", "A"));
    // The long s and the sign for kelvin.
    assert!(!matches_in_any_case("^s$", "ſ"));
    assert!(!matches_in_any_case("^k$", "\u{212a}"));
    assert!(!matches_in_any_case("^ß$", "SS"));
}

#[test]
fn what_is_no_pattern_is_refused() {
    for pattern in [
        "(", ")", "[", "a**", "*", "{1}", "a{2,1}", "[z-a]", "(?a)", "\\", "(?<=a)*", "(?<>a)",
        "^*", "(?<1>a)",
    ] {
        assert_eq!(error(pattern), Some(InvalidPattern::Malformed), "{pattern}");
    }
    for pattern in [r"(a)\1", r"\1(a)", r"(?<n>a)\k<n>"] {
        assert_eq!(error(pattern), Some(InvalidPattern::RefersBack), "{pattern}");
    }
}

#[test]
fn repetitions_within_repetitions_multiply() {
    let squared = |count: usize| format!("(a{{{count}}}){{{count}}}");
    let side = limits::PATTERN_STEPS.isqrt();
    assert_eq!(error(&squared(side)), None);
    assert_eq!(error(&squared(side + 1)), Some(InvalidPattern::TooLarge));
}

#[test]
fn patterns_that_can_blow_up_are_found() {
    for pattern in [
        "(a+)+$",
        "^(a|a)*$",
        "^(a|ab?)*b*$",
        "(a*)*",
        "(a?b?)*c",
        r"^(\w+\s?)*$",
        r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        "(x{2,3})+y",
        "(.*a){20}",
        "^(?=(a+)+b)",
        "(?<=(a|a)*)b",
        "(a|a){0,300}b",
        "(a|aa){60}",
        "^.*.*.*.*=x",
        &"a?".repeat(50),
        r"^(\d+,?)+$",
    ] {
        assert!(can_blow_up(pattern), "{pattern}");
    }
}

#[test]
fn usual_patterns_are_not_held_for_slow() {
    for pattern in [
        r"^([\w\.\-]+)@([\w\-]+)((\.(\w){2,3})+)$",
        r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
        r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s]).{8,64}$",
        r"^\+?\d{1,3}[\s.-]?\(?\d{1,4}\)?[\s.-]?\d{1,4}[\s.-]?\d{1,9}$",
        r"^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$",
        r"^[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d$",
        r"^\d{1,3}(,\d{3})*(\.\d+)?$",
        r"^(\d{4}[ -]?){3}\d{4}$",
        r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$",
        r"^(https?:\/\/)?([\da-z\.-]+)\.([a-z\.]{2,6})([\/\w \.-]*)\/?$",
        r"^\s*[\w ]*\s*$",
        r"^.{0,4000}$",
        r"^(\d{3})+$",
        r"^[^,]*(,[^,]*)*$",
        r"^([01]\d|2[0-3]):[0-5]\d$",
        r"^#?([a-f0-9]{6}|[a-f0-9]{3})$",
        r"^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?$",
        r"^(\S+\s+){0,249}\S+$",
    ] {
        assert!(!can_blow_up(pattern), "{pattern}");
    }
}

/// A pattern over a small alphabet, with what it would be for an engine that tries one way after another.
fn small_pattern() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just(".".to_owned()),
        Just("[^a]".to_owned())
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|parts| format!("(?:{})", parts.join("|"))),
            (
                inner,
                prop_oneof![
                    Just("*"),
                    Just("+"),
                    Just("?"),
                    Just("{2}"),
                    Just("{0,2}"),
                    Just("{1,}")
                ]
            )
                .prop_map(|(part, how_often)| format!("(?:{part}){how_often}")),
        ]
    })
}

/// How many steps a search takes that tries one way after another, up to a bound.
struct Backtracking<'a> {
    text: &'a [u8],
    n_steps: usize,
}

impl Backtracking<'_> {
    const BOUND: usize = 400_000;

    fn matches(
        &mut self,
        part: &Part,
        at: usize,
        then: &mut dyn FnMut(&mut Self, usize) -> bool,
    ) -> bool {
        self.n_steps += 1;
        if self.n_steps > Self::BOUND {
            return true;
        }
        match part {
            Part::Unit(units) => {
                self.text.get(at).is_some_and(|unit| units.contains((*unit).into()))
                    && then(self, at + 1)
            }
            Part::At(_) => then(self, at),
            Part::Sequence(parts) => match parts.split_first() {
                None => then(self, at),
                Some((first, rest)) => {
                    self.matches(first, at, &mut |this, at| this.all(rest, at, then))
                }
            },
            Part::Either(parts) => parts.iter().any(|part| self.matches(part, at, then)),
            Part::Repeated { part, min, max } => self.again(part, *min, *max, at, then),
        }
    }

    fn all(
        &mut self,
        parts: &[Part],
        at: usize,
        then: &mut dyn FnMut(&mut Self, usize) -> bool,
    ) -> bool {
        match parts.split_first() {
            None => then(self, at),
            Some((first, rest)) => {
                self.matches(first, at, &mut |this, at| this.all(rest, at, then))
            }
        }
    }

    fn again(
        &mut self,
        part: &Part,
        min: u32,
        max: Option<u32>,
        at: usize,
        then: &mut dyn FnMut(&mut Self, usize) -> bool,
    ) -> bool {
        if max == Some(0) {
            return then(self, at);
        }
        let once_more = self.matches(part, at, &mut |this, after| {
            (min > 0 || after != at)
                && this.again(part, min.saturating_sub(1), max.map(|max| max - 1), after, then)
        });
        once_more || (min == 0 && then(self, at))
    }
}

proptest! {
    /// What is not held for slow is quick for every engine, whatever the text.
    #[test]
    fn what_is_not_held_for_slow_takes_few_steps(pattern in small_pattern(), text in "[ab]{1,2}", tail in "[abc]") {
        let syntax = Syntax::parse(&pattern, false).expect("a pattern");
        let text = text.repeat(20) + &tail;
        let mut search = Backtracking { text: text.as_bytes(), n_steps: 0 };
        // It never succeeds, so that it tries all ways there are.
        search.matches(&syntax.whole, 0, &mut |_, _| false);
        if !can_blow_up(&pattern) {
            prop_assert!(search.n_steps < Backtracking::BOUND, "{pattern} {text}");
        }
    }

    /// Both ways of matching find the same.
    #[test]
    fn all_ways_at_once_find_what_one_after_another_does(pattern in small_pattern(), text in "[abc]{0,6}") {
        let syntax = Syntax::parse(&pattern, false).expect("a pattern");
        let mut search = Backtracking { text: text.as_bytes(), n_steps: 0 };
        let n = text.len();
        let found = search.matches(&syntax.whole, 0, &mut |_, at| at == n);
        prop_assume!(search.n_steps < Backtracking::BOUND);
        prop_assert_eq!(matches(&format!("^(?:{pattern})$"), &text), found);
    }

    /// Whatever is given, there is an answer.
    #[test]
    fn nothing_panics(pattern in r"[a-c()\[\]{}*+?|^$.\\0-9,:=!<>kcux-]{0,20}", text in "[a-c0-9]{0,8}") {
        if let Ok(pattern) = Pattern::parse(&pattern, true) {
            pattern.is_match(&text);
            pattern.can_blow_up();
        }
    }
}
