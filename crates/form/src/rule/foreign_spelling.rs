//! The spellings that people bring into rules from spreadsheets and other languages, so that the message can say what
//! to write instead.
//!
//! It takes the text before and after the point where the grammar fails.

/// A spelling from a spreadsheet or another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignSpelling {
    /// `==`
    DoubleEquals,
    /// `&&`, `&`
    AndSign,
    /// `||`
    OrSign,
    /// `<>`, `≠`
    NotEqual,
    /// `≤`, `=<`
    AtMost,
    /// `≥`, `=>`
    AtLeast,
    /// `=>`, `->` between claims
    Arrow,
    /// `0 <= a <= 5`
    Chained,
    /// `×`, `x`
    Times,
    /// `÷`, or `:` between figures.
    Divided,
    /// `[1]:[2]`, which may be a quotient or a range.
    Colon,
    /// `−`, `-1`
    Minus,
    /// `max(a; b)`
    Semicolon,
    /// `1,5`, `1,000`
    Comma,
    /// `1.000`, `1 000`
    Grouped,
    /// `sum([5.1]:[5.2])`, `[5.1]..[5.2]`
    Range,
    /// `50%`
    PercentSign,
    /// `!given(…)`
    Exclamation,
    /// `not a = 0`
    NotWithoutParentheses,
    /// `AND`, `IF … THEN`
    CapitalWord,
    /// `if(a, b, c)`
    SpreadsheetIf,
    /// `and(a, b)`, `or(a, b)`
    SpreadsheetAnd,
    /// A function with the wrong number of arguments.
    Arguments(&'static str),
    /// A function in capitals.
    Capitals(&'static str),
    /// `sumif(…)`, `sum(open if …)`
    SumIf,
    /// A function that does not exist.
    NoFunction,
    /// “và”, “hoặc”, “không”, “nếu”
    Vietnamese,
    /// Words without quotation marks, or elsewhere than after `where`.
    Words,
}

/// The functions with their arguments, as the message shows them.
const FUNCTIONS: [(&str, &str); 12] = [
    ("percent", "percent(a, b)"),
    ("base", "base(a, b)"),
    ("min", "min(a, b)"),
    ("max", "max(a, b)"),
    ("round", "round(a, 2)"),
    ("abs", "abs(a)"),
    ("sum", "sum([5.1]..[5.4])"),
    ("zero", "zero([1.1])"),
    ("prev", "prev([1.1])"),
    ("last_year", "last_year([1.1])"),
    ("year", "year([1.1])"),
    ("given", "given([1.1])"),
];

/// The signs of other languages, each with the sign before it if that one is part of it.
const SIGNS: [(&str, Option<char>, ForeignSpelling); 21] = [
    ("=>", None, ForeignSpelling::Arrow),
    ("->", None, ForeignSpelling::Arrow),
    (">", Some('-'), ForeignSpelling::Arrow),
    ("→", None, ForeignSpelling::Arrow),
    ("⇒", None, ForeignSpelling::Arrow),
    ("−", None, ForeignSpelling::Minus),
    (";", None, ForeignSpelling::Semicolon),
    ("=", Some('='), ForeignSpelling::DoubleEquals),
    (">", Some('='), ForeignSpelling::AtLeast),
    ("<", Some('='), ForeignSpelling::AtMost),
    (">", Some('<'), ForeignSpelling::NotEqual),
    ("&", None, ForeignSpelling::AndSign),
    ("|", Some('|'), ForeignSpelling::OrSign),
    ("||", None, ForeignSpelling::OrSign),
    ("≠", None, ForeignSpelling::NotEqual),
    ("≤", None, ForeignSpelling::AtMost),
    ("≥", None, ForeignSpelling::AtLeast),
    ("×", None, ForeignSpelling::Times),
    ("÷", None, ForeignSpelling::Divided),
    ("%", None, ForeignSpelling::PercentSign),
    ("!", None, ForeignSpelling::Exclamation),
];

/// The known slip at this point, if there is one.
pub(super) fn slip(before: &str, after: &str) -> Option<ForeignSpelling> {
    if is_foreign_call(before, after) {
        let end = after.find('(').unwrap_or(after.len());
        let word = format!("{}{}", name_at_end(before), &after[..end]).to_lowercase();
        let is_known = ["và", "hoặc", "không", "nếu"].contains(&word.as_str());
        return Some(if is_known { ForeignSpelling::Vietnamese } else { ForeignSpelling::NoFunction });
    }
    let before = before.trim_end();
    let last = before.chars().next_back();
    let digit_before = last.is_some_and(|c| c.is_ascii_digit());
    let digit_after = after.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let sign = SIGNS.into_iter().find(|(sign, wanted, _)| {
        after.starts_with(sign) && wanted.is_none_or(|wanted| last == Some(wanted))
    });
    if let Some((.., slip)) = sign {
        return Some(slip);
    }
    if after.starts_with(',') && digit_before && digit_after {
        return Some(ForeignSpelling::Comma);
    }
    if digit_before && after.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(ForeignSpelling::Grouped);
    }
    let in_sum = called(before).is_some_and(|name| name == "sum");
    if after.starts_with(':') || after.starts_with("..") {
        let is_row = last == Some(']');
        return Some(match (is_row, after.starts_with(':') && !in_sum) {
            (true, true) => ForeignSpelling::Colon,
            (true, false) => ForeignSpelling::Range,
            (false, _) => ForeignSpelling::Divided,
        });
    }
    // a figure ends before the sign
    let ends_value = last.is_some_and(|c| c == ']' || c == ')' || c.is_ascii_alphanumeric());
    if ends_value && (after.starts_with("x ") || after.starts_with("X ")) {
        return Some(ForeignSpelling::Times);
    }
    if !ends_value && after.starts_with('-') {
        return Some(ForeignSpelling::Minus);
    }
    let is_compared = after.starts_with(['<', '>', '=']) || after.starts_with("!=");
    match called(before) {
        Some(name) if is_compared && name == "if" => return Some(ForeignSpelling::SpreadsheetIf),
        None if is_compared && ends_value && before.contains(['<', '>', '=']) => {
            return Some(ForeignSpelling::Chained);
        }
        _ => {}
    }
    if let Some(word) = keyword_between(before, after) {
        return Some(word);
    }
    let lower = after.to_lowercase();
    let begins_with = |word: &str| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    if ["và", "hoặc", "không", "nếu", "thì"].into_iter().any(begins_with) {
        return Some(ForeignSpelling::Vietnamese);
    }
    // no name of a row or column has such letters
    if after.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()) && before.ends_with('=') {
        return Some(ForeignSpelling::Words);
    }
    if in_sum && ["if ", "khi ", "mà "].iter().any(|word| after.to_lowercase().starts_with(word)) {
        return Some(ForeignSpelling::SumIf);
    }
    if after.starts_with([',', ')'])
        && let Some(name) = called(before)
    {
        let usage = FUNCTIONS.into_iter().find(|(function, _)| *function == name).map(|(_, usage)| usage);
        return match name.as_str() {
            "if" => Some(ForeignSpelling::SpreadsheetIf),
            "and" | "or" => Some(ForeignSpelling::SpreadsheetAnd),
            _ => usage.map(ForeignSpelling::Arguments),
        };
    }
    if after.starts_with('(') {
        // the name was already read as a column
        let name = name_at_end(before).to_ascii_lowercase();
        let usage = FUNCTIONS.into_iter().find(|(function, _)| *function == name).map(|(_, usage)| usage);
        return Some(match name.as_str() {
            "and" | "or" => ForeignSpelling::SpreadsheetAnd,
            "if" => ForeignSpelling::SpreadsheetIf,
            "sumif" | "sumifs" => ForeignSpelling::SumIf,
            _ => usage.map_or(ForeignSpelling::NoFunction, ForeignSpelling::Capitals),
        });
    }
    let word = after.to_ascii_lowercase();
    (word.starts_with("and(") || word.starts_with("or(")).then_some(ForeignSpelling::SpreadsheetAnd)
}

/// A word of the language in capitals, or one that lacks its parentheses, on either side of the point.
fn keyword_between(before: &str, after: &str) -> Option<ForeignSpelling> {
    const KEYWORDS: [&str; 7] = ["AND", "OR", "NOT", "IF", "THEN", "ELSE", "IMPLIES"];
    let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    let (left, right) = (name_at_end(before), &after[..end]);
    // spreadsheets write their functions in capitals, too
    let calls = after[end..].starts_with('(') || after.starts_with('(');
    if !calls && [left, right].iter().any(|word| KEYWORDS.contains(word)) {
        return Some(ForeignSpelling::CapitalWord);
    }
    let begins_value = after.starts_with(|c: char| c == '[' || c.is_ascii_alphabetic());
    if left == "not" && begins_value {
        return Some(ForeignSpelling::NotWithoutParentheses);
    }
    let usage = FUNCTIONS.into_iter().find(|(function, _)| *function == left).map(|(_, usage)| usage);
    usage.filter(|_| begins_value).map(ForeignSpelling::Arguments)
}

/// Whether a function is called by a name with accents, such as `tổng(…)`. The letters before the first accent were
/// already read.
fn is_foreign_call(before: &str, after: &str) -> bool {
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let is_accented = !after[..end].is_ascii();
    let is_one_word =
        before.ends_with(|c: char| c.is_ascii_alphabetic()) || after.starts_with(|c: char| !c.is_ascii());
    is_accented && is_one_word && after[end..].starts_with('(')
}

/// The name of the function whose parentheses a text ends in.
fn called(before: &str) -> Option<String> {
    let mut depth = 0_usize;
    let open = before.char_indices().rev().find(|(_, c)| {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => return true,
            '(' => depth -= 1,
            _ => {}
        }
        false
    });
    Some(name_at_end(before[..open?.0].trim_end()).to_ascii_lowercase())
}

fn name_at_end(text: &str) -> &str {
    let start = text.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::ForeignSpelling;
    use crate::rule::syntax::parse;

    #[track_caller]
    fn case(text: &str, slip: ForeignSpelling) {
        assert_eq!(parse(text).unwrap_err().slip, Some(slip), "{text}");
    }

    #[test]
    fn spellings_of_other_languages_are_known() {
        case("a == b", ForeignSpelling::DoubleEquals);
        case("a = 1 && b = 1", ForeignSpelling::AndSign);
        case("a = 1 || b = 1", ForeignSpelling::OrSign);
        case("a <> b", ForeignSpelling::NotEqual);
        case("a ≠ b", ForeignSpelling::NotEqual);
        case("a ≤ b", ForeignSpelling::AtMost);
        case("a => b", ForeignSpelling::AtLeast);
        case("a × b = c", ForeignSpelling::Times);
        case("a : b = c", ForeignSpelling::Divided);
        case("a = 1,000", ForeignSpelling::Comma);
        case("a = 0,5", ForeignSpelling::Comma);
        case("a = 1.000", ForeignSpelling::Grouped);
        case("[4] = [5.1]:[5.2]", ForeignSpelling::Colon);
        case("[1] : [2] = 3", ForeignSpelling::Colon);
        case("[4] = [5.1]..[5.2]", ForeignSpelling::Range);
        case("[4] = sum([5.1]:[5.2])", ForeignSpelling::Range);
        case("[4] = sum([5.1], [5.2])", ForeignSpelling::Arguments("sum([5.1]..[5.4])"));
        case("[4] = SUM([5.1]..[5.2])", ForeignSpelling::Capitals("sum([5.1]..[5.4])"));
        case("a = IF(b > 0, 1, 2)", ForeignSpelling::SpreadsheetIf);
        case("a = sumif(open, b = 1)", ForeignSpelling::SumIf);
        case("a = sum(open if b = 1)", ForeignSpelling::SumIf);
        case("a = 50%", ForeignSpelling::PercentSign);
        case("!given(a)", ForeignSpelling::Exclamation);
        case("a = if(b > 0, 1, 2)", ForeignSpelling::SpreadsheetIf);
        case("and(a = 1, b = 1)", ForeignSpelling::SpreadsheetAnd);
        case("a = max(b)", ForeignSpelling::Arguments("max(a, b)"));
        case("a = round(b)", ForeignSpelling::Arguments("round(a, 2)"));
        case("a = abs(b, c)", ForeignSpelling::Arguments("abs(a)"));
        case("a = average(b, c)", ForeignSpelling::NoFunction);
        case("a = 1 và b = 1", ForeignSpelling::Vietnamese);
        case("if([1] > 0, 1, 0) = [2]", ForeignSpelling::SpreadsheetIf);
        case("if(a = 0, 1, 0) = b", ForeignSpelling::SpreadsheetIf);
        case("max(a; b) = c", ForeignSpelling::Semicolon);
        case("MAX([1];[2]) = [5]", ForeignSpelling::Capitals("max(a, b)"));
        case("a = 1 AND b = 1", ForeignSpelling::CapitalWord);
        case("a = 1 OR b = 1", ForeignSpelling::CapitalWord);
        case("IF [1] > 0 THEN 1 ELSE 0 = [2]", ForeignSpelling::CapitalWord);
        case("if a > 0 THEN 1 else 0 = b", ForeignSpelling::CapitalWord);
        case("a = 1 IMPLIES b = 1", ForeignSpelling::CapitalWord);
        case("AND(a = 1, b = 1)", ForeignSpelling::SpreadsheetAnd);
        case("not [1] = 0", ForeignSpelling::NotWithoutParentheses);
        case("given [1]", ForeignSpelling::Arguments("given([1.1])"));
        case("[1] > 0 => [2] > 0", ForeignSpelling::Arrow);
        case("a > 0 -> b > 0", ForeignSpelling::Arrow);
        case("a > 0 → b > 0", ForeignSpelling::Arrow);
        case("0 <= [1] <= 5", ForeignSpelling::Chained);
        case("[1] = [2] = [3]", ForeignSpelling::Chained);
        case("a = −1", ForeignSpelling::Minus);
        case("a − b = 1", ForeignSpelling::Minus);
        case("a >= -5", ForeignSpelling::Minus);
        case("a = 1 000", ForeignSpelling::Grouped);
        case("[5] = tổng([5.1]..[5.2])", ForeignSpelling::NoFunction);
        case("không(given([1]))", ForeignSpelling::Vietnamese);
        case("[1] = 1 và([2] = 1)", ForeignSpelling::Vietnamese);
        case("[1] x 2 = [2]", ForeignSpelling::Times);
        case("a = sum(open where b = Đất đai)", ForeignSpelling::Words);
        case("a = sum(open where b < \"Đất đai\")", ForeignSpelling::Words);
        case("a = \"Đất đai\"", ForeignSpelling::Words);
    }

    #[test]
    fn nothing_is_guessed_where_nothing_is_known() {
        assert_eq!(parse("a = b c").unwrap_err().slip, None);
        assert_eq!(parse("a +").unwrap_err().slip, None);
    }
}
