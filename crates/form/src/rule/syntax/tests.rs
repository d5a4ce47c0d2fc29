//! Tests of the rule language: the texts that it accepts, and the place that it points at when it does not.

use super::parse;

#[track_caller]
fn fails(text: &str, at: &str, expected: &str) {
    let error = parse(text).unwrap_err();
    assert_eq!((&text[error.span.clone()], error.expected), (at, expected));
}

#[test]
fn whole_rules_parse() {
    for text in [
        "tiep_nhan = truc_tuyen + truc_tiep + ky_truoc",
        "[2] = percent([2.2], [2.1])",
        "[7] = 1 implies given([7.1]) and given([7.2])",
        "value = sum(children)",
        "[tong] = sum(open)",
        "ky_truoc = prev(dang_giai_quyet)",
        "[3.3.1] <= @tthc-06a[tong].da_giai_quyet",
        "da_giai_quyet = zero(truoc_han) + (dung_han + qua_han) * 1",
        "[7.6.2/a] + [7.6.2/b] <= 100.5",
        "toi_da = tham_dinh_2|tham_dinh_1 + diem_tru",
        "diem_tru = sum(lines)",
        "base([7.1], [7.2]) = base([7.3], [7.4])",
        "diem = round(if b / a < 0.6 then 0 else b / a * toi_da, 2)",
        "max(a, b, c) <= min(d, abs(e - f))",
        "[1] = 1 or [2] = 1 implies not(given([3]) and [4] > 0) or ([5] = 0)",
        "(a + b) * c = d and (e = f or (g) = h)",
    ] {
        assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
    }
}

#[test]
fn errors_point_at_the_offending_text() {
    fails("a == b", "=", super::VALUES);
    fails("a| = b", "=", "a column");
    fails("[2.1 = 3", "2.1", "]");
    fails("a = b c", "c", "+, -, *, /, and, or, implies");
    fails("sum(rows) = a", "rows)", "open, children, lines, [row]..[row]");
    fails("percent(a b) = 1", "b)", ",");
    fails("a + b", "", "=, !=, <=, >=, <, >");
    fails("@tthc = 1", "tthc", "@form[row]");
    fails("a = 1.", "1.", "a number");
}

#[test]
fn what_not_denies_is_turned_round() {
    #[track_caller]
    fn case(text: &str, read: &str) {
        assert_eq!(parse(text).unwrap().to_string(), read, "{text}");
    }
    case("not(a = b)", "a != b");
    case("not(a <= b and given(c))", "a > b or not(given(c))");
    case("not(a = b or c = d)", "a != b and c != d");
    case("not(not(given(a)))", "given(a)");
    case("a = 1 and (b = 1 or c = 1)", "a = 1 and (b = 1 or c = 1)");
}

#[test]
fn parentheses_end_somewhere() {
    let deep = format!("{}a{} = 1", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(parse(&deep).unwrap_err().expected, "fewer parentheses");
    assert!(parse(&format!("{} = 1", "not(".repeat(10_000))).is_err());
}

#[test]
fn multiplication_binds_closer_than_addition() {
    assert_eq!(parse("a / (b * c) = d / e / f").unwrap().to_string(), "a / (b * c) = d / e / f");
    assert_eq!(parse("a * (b / c) = d").unwrap().to_string(), "a * (b / c) = d");
    assert_eq!(parse("a + b * c = d").unwrap().to_string(), "a + b * c = d");
    assert_eq!(parse("(a + b) * c = d").unwrap().to_string(), "(a + b) * c = d");
    assert_eq!(parse("a - (b - c) = d").unwrap().to_string(), "a - (b - c) = d");
}
