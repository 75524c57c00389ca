//! The table is what Node 20 prints; the laws are those of the standard library, which is exact too.

use super::{parse, parse_start, print, round_to};
use proptest::prelude::*;

#[track_caller]
fn reads(text: &str, expected: f64) {
    let number = parse(text).map(f64::to_bits);
    assert_eq!(number, Some(expected.to_bits()), "{text}");
}

#[test]
fn prints_what_javascript_prints() {
    let table: [(u64, &str); 75] = [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x3ff0_0000_0000_0000, "1"),
        (0xbff0_0000_0000_0000, "-1"),
        (0x4024_0000_0000_0000, "10"),
        (0x419d_6f34_5400_0000, "123456789"),
        (0x433f_ffff_ffff_ffff, "9007199254740991"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0001, "-9007199254740994"),
        (0x430c_6bf5_2634_0000, "1000000000000000"),
        (0x4341_c379_37e0_8000, "10000000000000000"),
        (0x437b_69b4_ba63_0f35, "123456789012345680"),
        (0x4415_af1d_78b5_8c40, "100000000000000000000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x4454_542b_a12a_337c, "1.5e+21"),
        (0xc44b_1ae4_d6e2_ef50, "-1e+21"),
        (0x441a_c53a_7e04_bcda, "123456789012345680000"),
        (0x4450_bb44_8ec2_f608, "1.2345678901234568e+21"),
        (0x43b0_0000_0000_0000, "1152921504606847000"),
        (0x43e0_0000_0000_0000, "9223372036854776000"),
        (0x43f0_0000_0000_0000, "18446744073709552000"),
        (0x4630_0000_0000_0000, "1.2676506002282294e+30"),
        (0x3fb9_9999_9999_999a, "0.1"),
        (0x3fc9_9999_9999_999a, "0.2"),
        (0x3fd3_3333_3333_3333, "0.3"),
        (0x3fd3_3333_3333_3334, "0.30000000000000004"),
        (0xbfe0_0000_0000_0000, "-0.5"),
        (0x3ff8_0000_0000_0000, "1.5"),
        (0x4028_ae14_7ae1_47ae, "12.34"),
        (0x4059_00a3_d70a_3d71, "100.01"),
        (0x3fd5_5555_5555_5555, "0.3333333333333333"),
        (0x3fe5_5555_5555_5555, "0.6666666666666666"),
        (0x400a_aaaa_aaaa_aaab, "3.3333333333333335"),
        (0x3ee4_f8b5_88e3_68f1, "0.00001"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x3eb9_2a73_7110_e454, "0.0000015"),
        (0x3eb4_a2cf_4d5a_a6c0, "0.00000123"),
        (0x3e7a_d7f2_9abc_af48, "1e-7"),
        (0x3e84_21f5_f40d_8376, "1.5e-7"),
        (0xbe80_823f_7115_5233, "-1.23e-7"),
        (0x3c36_b082_c214_8b8e, "1.23e-18"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x0000_0000_0000_0002, "1e-323"),
        (0x001f_ffff_ffff_ffff, "4.4501477170144023e-308"),
        (0x0010_0000_0000_0000, "2.2250738585072014e-308"),
        (0x000f_ffff_ffff_ffff, "2.225073858507201e-308"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x7e37_e43c_8800_759c, "1e+300"),
        (0x01a5_6e1f_c2f8_f359, "1e-300"),
        (0x4480_f0cf_064d_d592, "1e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x447c_7e83_209e_90b2, "8.41e+21"),
        (0x3700_f2d5_3e8f_2135, "9.5e-44"),
        (0x3d30_0000_0000_0000, "5.684341886080802e-14"),
        (0x0028_0000_0000_0000, "6.675221575521604e-308"),
        (0x4310_0000_0000_0001, "1125899906842624.2"),
        (0x4310_0000_0000_0003, "1125899906842624.8"),
        (0x4330_0000_0000_0002, "4503599627370498"),
        (0x0000_5c0a_b934_7ed7, "5e-310"),
        (0x3eb4_b66d_c01e_c6f8, "0.000001234567890123456"),
        (0x4011_6666_6666_6666, "4.35"),
        (0x3fd3_3333_3333_3334, "0.30000000000000004"),
        (0x408f_67ff_ffff_ffff, "1004.9999999999999"),
        (0x41b1_de78_4a19_999a, "299792458.1"),
        (0x44df_e185_ca57_c517, "6.02214076e+23"),
        (0x3c07_a4da_290c_1653, "1.602176634e-19"),
        (0x39b2_79dc_c8b6_f65e, "9.109383701528e-31"),
        (0x3fbf_9acf_fa7e_b6bf, "0.123456"),
        (0x444b_1ae4_d6e2_ef51, "1.0000000000000001e+21"),
        (0x7ff8_0000_0000_0000, "NaN"),
        (0x7ff0_0000_0000_0000, "Infinity"),
        (0xfff0_0000_0000_0000, "-Infinity"),
    ];
    for (bits, expected) in table {
        assert_eq!(print(f64::from_bits(bits)), expected, "{bits:x}");
    }
}

#[test]
fn rounds_as_javascript_does() {
    let table: [(f64, usize, f64); 37] = [
        (0.5, 0, 1.0),
        (1.5, 0, 2.0),
        (2.5, 0, 3.0),
        (-2.5, 0, -3.0),
        (1.005, 2, 1.0),
        (1.45, 1, 1.4),
        (8.345, 2, 8.35),
        (0.125, 2, 0.13),
        (0.375, 2, 0.38),
        (-0.125, 2, -0.13),
        (0.300_000_000_000_000_04, 1, 0.3),
        (1.210_000_000_000_000_2, 2, 1.21),
        (1.125_899_906_842_624_2e+15, 1, 1.125_899_906_842_624_2e+15),
        (1.125_899_906_842_624_8e+15, 1, 1.125_899_906_842_624_8e+15),
        (1.000_000_000_000_000_2e+15, 1, 1.000_000_000_000_000_2e+15),
        (123.456, 2, 123.46),
        (1e-7, 3, 0.0),
        (-1e-7, 3, -0.0),
        (5e-324, 100, 0.0),
        (4.503_599_627_370_495_5e+15, 0, 4.503_599_627_370_496e+15),
        (4.503_599_627_370_495_5e+15, 3, 4.503_599_627_370_495_5e+15),
        (9.007_199_254_740_992e+15, 2, 9.007_199_254_740_992e+15),
        (1e+21, 2, 1e+21),
        (0.3, 22, 0.3),
        (0.3, 30, 0.3),
        (0.333_333_333_333_333_3, 17, 0.333_333_333_333_333_3),
        (1e-10, 10, 1e-10),
        (1.5e-10, 10, 1e-10),
        (2.5e-10, 10, 3e-10),
        (1e-90, 95, 1e-90),
        (1.25e-60, 61, 1.3e-60),
        (1e-6, 6, 1e-6),
        (10.235, 2, 10.23),
        (1.000_000_000_000_000_2, 15, 1.0),
        (1.000_000_000_000_000_2, 16, 1.000_000_000_000_000_2),
        (549_755_813_888.5, 0, 549_755_813_889.0),
        (1_099_511_627_776.125, 2, 1_099_511_627_776.13),
    ];
    for (number, decimals, expected) in table {
        let rounded = round_to(number, decimals);
        assert_eq!(rounded.to_bits(), expected.to_bits(), "{number} to {decimals}: {rounded}");
    }
}

#[test]
fn leaves_alone_what_has_no_decimals() {
    for number in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e300] {
        assert_eq!(round_to(number, 3).to_bits(), number.to_bits(), "{number}");
    }
    assert_eq!(round_to(1.25, 101).to_bits(), 1.25_f64.to_bits());
}

#[test]
fn reads_every_form_of_a_decimal() {
    reads("0", 0.0);
    reads("-0", -0.0);
    reads("+5", 5.0);
    reads("05", 5.0);
    reads("5.", 5.0);
    reads(".5", 0.5);
    reads("-.5e-1", -0.05);
    reads("5.e3", 5000.0);
    reads("1E+2", 100.0);
    reads("1e0000000000000000000000002", 100.0);
    reads("Infinity", f64::INFINITY);
    reads("-Infinity", f64::NEG_INFINITY);
}

#[test]
fn refuses_what_is_no_decimal() {
    let texts = [
        "", "+", "-", ".", "-.", "e5", ".e5", "1e", "1e+", "--1", "1.2.3", "1_0", "0x1", " 1", "1 ",
    ];
    for text in
        texts.into_iter().chain(["inf", "nan", "NaN", "infinity", "Infini", "1,5", "\u{0661}"])
    {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn reads_no_farther_than_the_decimal_goes() {
    let starts = [("12px", 2), ("1.5.2", 3), ("1e+", 1), ("1e5e5", 3), ("5.", 2), ("-.5x", 3)];
    for (text, length) in starts {
        assert_eq!(parse_start(text).map(|(_, length)| length), Some(length), "{text}");
    }
    assert_eq!(parse_start("px"), None);
}

#[test]
fn reads_the_ends_of_the_range() {
    reads("1.7976931348623157e308", f64::MAX);
    reads("1.7976931348623158e308", f64::MAX);
    reads("1.7976931348623159e308", f64::INFINITY);
    reads("1e309", f64::INFINITY);
    reads("-1e999999999999999999999", f64::NEG_INFINITY);
    reads("0e999999999999999999999", 0.0);
    reads("1e-999999999999999999999", 0.0);
    reads("5e-324", 5e-324);
    reads("2.4703282292062327e-324", 0.0);
    reads("2.4703282292062328e-324", 5e-324);
    reads("7.4109846876186981e-324", 5e-324);
    reads("7.4109846876186982e-324", 1e-323);
    reads("2.2250738585072011e-308", 2.225_073_858_507_201e-308);
    reads("2.2250738585072014e-308", f64::MIN_POSITIVE);
    reads(&["0.", &"0".repeat(400), "1e401"].concat(), 1.0);
    reads(&["1", &"0".repeat(400), "e-400"].concat(), 1.0);
}

#[test]
fn a_half_goes_to_the_even_one_and_a_trifle_more_goes_up() {
    reads("9007199254740993", 9_007_199_254_740_992.0);
    reads("9007199254740993.0000000000000000000000000001", 9_007_199_254_740_994.0);
    reads("9007199254740995", 9_007_199_254_740_996.0);
    reads("9007199254740994.9999999999999999999999999999", 9_007_199_254_740_994.0);
    for number in [f64::MIN_POSITIVE, 5e-324, 1.0, 0.1, 1e22, 1e23, 1e300, 123_456.789] {
        let next = f64::from_bits(number.to_bits() + 1);
        let halfway = half_between(number);
        let even = if number.to_bits() % 2 == 0 { number } else { next };
        reads(&halfway, even);
        reads(&[&halfway, &"0".repeat(800), "1"].concat(), next);
    }
}

/// Writes the number halfway to the next double, in full: half of the sum of both, digit by digit.
fn half_between(number: f64) -> String {
    let next = f64::from_bits(number.to_bits() + 1);
    let digits = |number: f64| format!("{number:01500.1080}").into_bytes();
    let (low, high) = (digits(number), digits(next));
    let mut sum = Vec::new();
    let mut carry = 0;
    for (low, high) in low.iter().zip(&high).rev().filter(|(low, _)| **low != b'.') {
        let both = (low - b'0') + (high - b'0') + carry;
        sum.push(both % 10);
        carry = both / 10;
    }
    sum.push(carry);
    let mut rest = 0;
    let mut halved = String::new();
    for digit in sum.iter().rev() {
        let both = rest * 10 + digit;
        halved.push(char::from(b'0' + both / 2));
        rest = both % 2;
    }
    halved.insert(halved.len() - 1080, '.');
    halved
}

proptest! {
    #[test]
    fn reads_back_what_it_printed(bits: u64) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite() && number != 0.0);
        prop_assert_eq!(parse(&print(number)).map(f64::to_bits), Some(bits));
    }

    #[test]
    fn prints_the_digits_of_the_standard_library(bits: u64) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite() && number != 0.0);
        check_digits(number)?;
    }

    #[test]
    fn prints_amounts_as_the_standard_library_does(cents in -10_000_000_i64..10_000_000, digits in 0_i32..12) {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let number = cents as f64 / 10_f64.powi(digits);
        check_digits(number)?;
        check_digits(number * 1.1)?;
    }

    #[test]
    fn reads_as_the_standard_library_does(text in "[+-]?([0-9]{1,25}\\.?[0-9]{0,25}|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?") {
        prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits));
    }

    #[test]
    fn reads_what_is_close_to_a_half(bits: u64, more in "[0-9]{0,3}") {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite());
        let text = format!("{number:.20e}").replace('e', &[more.as_str(), "e"].concat());
        prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits));
    }

    #[test]
    fn reads_long_texts_as_the_standard_library_does(text in "[0-9]{0,400}\\.[0-9]{1,900}(e-?[0-9]{1,3})?") {
        prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits));
    }

    #[test]
    fn rounds_as_the_standard_library_does(bits: u64, exponent in 0_u64..1090, decimals in 0_usize..=100) {
        let number = f64::from_bits(exponent << 52 | bits >> 12);
        // The standard library sends halves to the even one, which no double of random bits is.
        let expected: f64 = format!("{number:.decimals$}").parse().expect("a number that was printed");
        prop_assert_eq!(round_to(number, decimals).to_bits(), expected.to_bits());
    }

    #[test]
    fn rounds_amounts_as_the_standard_library_does(number in -1e6..1e6_f64, decimals in 0_usize..=25) {
        let expected: f64 = format!("{number:.decimals$}").parse().expect("a number that was printed");
        prop_assert_eq!(round_to(number, decimals).to_bits(), expected.to_bits());
    }
}

/// Compares the digits and their place, however the exponent is written.
fn check_digits(number: f64) -> Result<(), TestCaseError> {
    let bare = |text: &str| -> String {
        let mantissa = text.split('e').next().unwrap_or_default();
        let digits = mantissa.replace(['.', '-'], "");
        digits.trim_matches('0').to_owned()
    };
    let printed = print(number);
    let digits = bare(&printed);
    // Halfway between two texts, the standard library takes the upper one, ECMAScript the even one.
    let is_lower_half = bare(&format!("{number:.60e}")) == [&digits, "5"].concat();
    if !(is_lower_half && digits.ends_with(['2', '4', '6', '8'])) {
        prop_assert_eq!(digits, bare(&format!("{number:e}")));
    }
    prop_assert_eq!(printed.parse().ok().map(f64::to_bits), Some(number.to_bits()));
    Ok(())
}
