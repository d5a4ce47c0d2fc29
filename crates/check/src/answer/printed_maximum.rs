//! A maximum as score sheets print it, with the steps in which points are given: “3 (0; 1,5; 3)”, “Tối đa 5”, “4 (từ 95%
//! trở lên: 4; dưới 95%: 0)”.
//!
//! It takes the text of a cell. It gives the maximum, the steps with what each is given for, and what it cannot read.

use phuluc_form::{Choice, match_key};
use rust_decimal::Decimal;

/// A printed maximum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedMaximum {
    /// The most points.
    pub maximum: Decimal,
    /// The only points that may be given, by their points; a list of bare points has no labels.
    pub steps: Vec<Choice>,
    /// What stands beside the maximum and is no list of steps.
    pub unread: Option<String>,
}

/// Reads a printed maximum; `None` if the text does not begin with one.
pub fn read(text: &str) -> Option<PrintedMaximum> {
    let text = on_one_line(text);
    let lower = text.to_lowercase();
    let start = ["tối đa:", "tối đa", "điểm tối đa"]
        .into_iter()
        .filter(|word| lower.starts_with(word))
        .map(str::len)
        .max()
        .unwrap_or_default();
    let rest = text.get(start..)?.trim_start();
    let end =
        rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))).unwrap_or(rest.len());
    let (figure, rest) = rest.split_at(end);
    let maximum = points(figure)?;
    let rest = rest.trim();
    let rest = rest.strip_prefix("điểm").or_else(|| rest.strip_prefix('đ')).unwrap_or(rest).trim();
    // “3 – 5”, “15/12” are no maximum with its steps
    if !rest.is_empty() && !rest.starts_with(['(', ':', ';', '[']) {
        return None;
    }
    if rest.is_empty() {
        return Some(PrintedMaximum { maximum, steps: Vec::new(), unread: None });
    }
    let inner = rest
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')').or_else(|| inner.strip_suffix(").")))
        .unwrap_or(rest);
    let bare = inner.trim_start_matches([':', ';', ' ']);
    let mut steps = steps(bare);
    if steps.is_empty() {
        steps = bare_steps(bare);
    }
    let unread = steps.is_empty().then(|| rest.to_owned());
    Some(PrintedMaximum { maximum, steps, unread })
}

/// A text with one space between its words.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl PrintedMaximum {
    /// Whether it says nothing else than a form that prints this figure, and gives points in these steps.
    pub fn says(&self, fixed: Decimal, steps: &[Choice]) -> bool {
        let are_same_steps = self.steps.iter().map(|step| step.code).eq(steps.iter().map(|step| step.code));
        self.maximum == fixed && self.unread.is_none() && are_same_steps
    }
}

/// A list of points alone: “0; 1,5; 3”, “0/1/2”.
fn bare_steps(text: &str) -> Vec<Choice> {
    let separator = if text.contains(';') { ';' } else { '/' };
    let read: Option<Vec<Decimal>> = text.split(separator).map(|piece| points(piece.trim())).collect();
    let steps = read.unwrap_or_default().into_iter().map(|code| Choice { code, label: String::new() });
    settled(steps.collect())
}

/// The steps in “Đạt 100%: 1; từ 80% đến dưới 100%: 0,5; dưới 80%: 0 điểm”, by their points; empty if the text has
/// fewer than two. Lines before the first step, such as the criterion itself, are skipped.
pub fn steps(text: &str) -> Vec<Choice> {
    let pieces = text.split(['\n', ';']).map(on_one_line).filter(|piece| !piece.is_empty());
    let read: Vec<Option<Choice>> = pieces.map(|piece| step(&piece)).collect();
    let steps: Vec<Choice> = read.iter().skip_while(|step| step.is_none()).flatten().cloned().collect();
    let all = read.iter().skip_while(|step| step.is_none()).all(Option::is_some);
    if all { settled(steps) } else { Vec::new() }
}

/// The steps by their points; none if they are fewer than two, or two have the same points.
fn settled(mut steps: Vec<Choice>) -> Vec<Choice> {
    steps.sort_by_key(|step| step.code);
    let count = steps.len();
    steps.dedup_by_key(|step| step.code);
    if count >= 2 && steps.len() == count { steps } else { Vec::new() }
}

/// One step: the points, and what they are given for.
fn step(piece: &str) -> Option<Choice> {
    let (meaning, given) = piece.rsplit_once([':', '='])?;
    // “Kế hoạch (có: 5; không: 0)” names the criterion before its steps
    let meaning =
        meaning.rsplit_once('(').filter(|(_, last)| !last.contains(')')).map_or(meaning, |(_, last)| last);
    let given = given.trim().trim_end_matches(['.', ')', ',']).trim();
    let given = given.strip_suffix("điểm").unwrap_or(given).trim();
    let label = meaning.trim_matches(['-', '+', ' ', '(', '•']).to_owned();
    let says_something = match_key(&label).chars().any(char::is_alphabetic);
    let code = points(given).filter(|points| !points.is_sign_negative())?;
    Some(Choice { code, label }).filter(|_| says_something)
}

/// Points in Vietnamese notation, such as 0,5 or 2, or -5 for points that are taken off.
fn points(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_figure = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.len() <= 6;
    let figure = Decimal::from_str_exact(&text.replace(',', ".")).ok().filter(|_| is_figure)?;
    Some(figure.normalize())
}

#[cfg(test)]
mod tests {
    use super::{read, steps};

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let said: Vec<String> =
            steps(text).iter().map(|step| format!("{} {}", step.code, step.label)).collect();
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn steps_are_read_as_they_are_printed() {
        let three = ["0 dưới 80%", "0.5 từ 80% đến dưới 100%", "1 Đạt 100%"];
        case("Đạt 100%: 1; từ 80% đến dưới 100%: 0,5; dưới 80%: 0", &three);
        case(
            "Tỷ lệ hoàn thành kế hoạch\nĐạt 100%: 1 điểm;\ntừ 80% đến dưới 100%: 0,5 điểm;\ndưới 80%: 0 điểm.",
            &three,
        );
        case("- Có ban hành: 1\n- Không ban hành: 0", &["0 Không ban hành", "1 Có ban hành"]);
        case("Kế hoạch (có: 5; không: 0)", &["0 không", "5 có"]);
        case("Ban hành kế hoạch: 1", &[]);
        case("Đạt: 1; không đạt: 1", &[]);
        case("Trong đó: cấp tỉnh; cấp xã", &[]);
        case("Căn cứ: Kế hoạch số 5; thời hạn: 15/12", &[]);
    }

    #[test]
    fn a_maximum_stands_with_its_steps_in_one_cell() {
        #[track_caller]
        fn maximum(text: &str, expected: &str) {
            let said = read(text).map(|printed| {
                let steps: Vec<String> = printed
                    .steps
                    .iter()
                    .map(|step| format!("{} {}", step.code, step.label).trim().to_owned())
                    .collect();
                format!("{} [{}] {}", printed.maximum, steps.join("; "), printed.unread.unwrap_or_default())
            });
            assert_eq!(said.unwrap_or_default().trim(), expected, "{text}");
        }
        maximum("3", "3 []");
        maximum("2,5 điểm", "2.5 []");
        maximum("Tối đa 5", "5 []");
        maximum("-5", "-5 []");
        maximum("3 (0; 1,5; 3)", "3 [0; 1.5; 3]");
        maximum("2 (0/1/2)", "2 [0; 1; 2]");
        maximum("2 điểm (Có: 2; Không: 0)", "2 [0 Không; 2 Có]");
        let three = "4 (từ 95% trở lên: 4; từ 80% đến dưới 95%: 2; dưới 80%: 0)";
        maximum(three, "4 [0 dưới 80%; 2 từ 80% đến dưới 95%; 4 từ 95% trở lên]");
        maximum("10 (theo tỷ lệ)", "10 [] (theo tỷ lệ)");
        maximum("theo tỷ lệ", "");
        maximum("15/12", "");
        maximum("3 - 5", "");
    }
}
