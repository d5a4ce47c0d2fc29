//! Tests of number formats: the code, the number, and what people see.

use super::{NumberFormat, Shown};
use rust_decimal::Decimal;

fn value(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[track_caller]
fn case(format: &str, number: &str, seen: &str) {
    let shown = match NumberFormat::new(format).shown(value(number)) {
        Shown::Figure(figure) => figure.to_string(),
        Shown::Words(words) => format!("“{words}”"),
        Shown::Nothing => String::new(),
    };
    assert_eq!(shown, seen, "{number} as {format}");
}

#[test]
fn what_people_see() {
    case("General", "11.6", "11.6");
    case("", "11.6", "11.6");
    case("0", "11.6", "12");
    case("0", "-0.4", "0");
    case("0", "-11.6", "-12");
    case("00000", "33", "33");
    case("#,##0.00;[Red]-#,##0.00", "1232.005", "1232.01");
    case("#,##0.00;[Red]-#,##0.00", "-1232.005", "-1232.01");
    case("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "11.6", "12");
    case("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "-11.6", "-12");
    case("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "0", "“-”");
    case("#,##0,", "1232000", "1232");
    case("#,##0.0,,\" triệu\"", "2827000000", "2827");
    case("#,##0,.0", "1232560", "1232.6");
    case("0.0%", "0.8319", "83.2");
    case("dd/mm/yyyy", "11.6", "11.6");
    case("# ?/?", "0.5", "0.5");
    case("[$-42A]0", "11.6", "12");
    case("#,##0 [$₫-42A]", "1232", "1232");
    case("#,##0\\ \"đ\"", "1232", "1232");
    case("#,##0 đ", "1232", "1232");
    case("0.00E+00", "12345", "12300");
    case("#.##", "0.5", "0.5");
    case(".00", "12.5", "12.5");
    case("General\" người\"", "12.5", "12.5");
}

#[test]
fn digits_of_the_format_are_seen_as_digits_of_the_figure() {
    case("0\"000\"", "33", "33000");
    case("0\".000\"", "33", "33000");
    case("#,##0\" 000\"", "1232", "1232000");
    case("0\\0", "33", "330");
    case("\"1\"0", "33", "133");
    case("0\",5\"", "33", "33.5");
    case("0\\,00", "1234", "12.34");
    case("General\"000\"", "33", "33000");
    case("0\"/2026\"", "5", "“5/2026”");
    case("\"Quý 4: \"0", "5", "5");
}

#[test]
fn what_shows_no_figure() {
    case(";;;", "33", "");
    case("#", "0", "");
    case("\"không có\"", "33", "“không có”");
    case("0;-0;\"-\"", "0", "“-”");
    case("0;0;\"0\"", "0", "0");
    case("0;;", "-33", "");
    case("0;0", "-33", "33");
}

#[test]
fn each_section_is_for_its_own_numbers() {
    case("[>=1000]0.0,\"K\";0", "5600", "5.6");
    case("[>999]#,##0.0,\"K\";0", "513", "513");
    case("[=0]\"-\";0.00%", "0", "“-”");
    case("[=0]\"-\";0.00%", "0.033", "3.3");
    case("[<1]0.0%;[<1000]0;0,", "0.5", "50");
    case("[<1]0.0%;[<1000]0;0,", "500", "500");
    case("[<1]0.0%;[<1000]0;0,", "5000", "5");
    case("[>100]0;[<50]0.0", "70", "“####”");
    case("[<0]\"âm \"0;0", "-5", "5");
    case("[Red][<10]0;[Blue][>=10]0.0", "10", "10");
    let format = NumberFormat::new("[=0]\"-\";0.00%");
    assert_eq!([value("0"), value("0.033")].map(|number| format.is_percent(number)), [false, true]);
    assert_eq!([value("0"), value("0.033")].map(|number| format.decimals(number)), [None, Some(2)]);
}

#[test]
fn words_stand_beside_the_figures_that_they_scale() {
    let format = NumberFormat::new("[>=1000000]0.0,,\" triệu\";0 [$đồng]");
    assert_eq!(format.words(value("2827000000")), ["triệu"]);
    assert_eq!(format.words(value("5")), ["đồng"]);
    assert_eq!([value("2827000000"), value("5")].map(|number| format.thousands(number)), [2, 0]);
}

#[test]
fn text_has_a_section_of_its_own() {
    assert_eq!(
        [";;;", "0;0;0;@", "0", "@"].map(|code| NumberFormat::new(code).hides_text()),
        [true, false, false, false]
    );
    case("0;@", "-5", "-5");
    case("@", "33", "33");
}

#[test]
fn only_a_bare_percent_sign_multiplies() {
    let percent = |code: &str| {
        let format = NumberFormat::new(code);
        (format.is_percent(Decimal::ONE), format.has_percent_sign(Decimal::ONE))
    };
    assert_eq!(percent("0.00%"), (true, false));
    assert_eq!(percent("0\"tỷ lệ\"%"), (true, false));
    assert_eq!(percent("0\"%\""), (false, true));
    assert_eq!(percent("0\\%"), (false, true));
    assert_eq!(percent("0_%"), (false, false));
    assert_eq!(percent("General"), (false, false));
    assert!(NumberFormat::percent().is_percent(Decimal::ONE));
}

#[test]
fn words_and_signs_beside_a_figure_are_told() {
    #[track_caller]
    fn case(code: &str, words: &[&str], text: &str) {
        let format = NumberFormat::new(code);
        let number = value("1250");
        assert_eq!(format.words(number), words, "{code}");
        assert_eq!(format.text(number), text, "{code}");
    }
    case("#,##0\" nghìn\"", &["nghìn"], "1250 nghìn");
    case("\"ước \"0", &["ước"], "ước 1250");
    case("\"<\"0", &["<"], "<1250");
    case("0\"+\"", &["+"], "1250+");
    case("[$$-409]#,##0", &["$"], "$1250");
    case("#,##0\\ [$₫-42A]", &["₫"], "1250 ₫");
    case("_-* #,##0\\ \"₫\"_-;-* #,##0\\ \"₫\"_-", &["₫"], "1250 ₫");
    case("0\" (lũy kế)\"", &["lũy kế"], "1250 (lũy kế)");
    case("\"HS: \"0", &["HS"], "HS: 1250");
    for code in ["General", "#,##0", "#,##0_);(#,##0)", "_-* #,##0_-", "0*-", "0\".\"", "[$-42A]#,##0"] {
        assert!(NumberFormat::new(code).words(value("1250")).is_empty(), "{code}");
    }
}
