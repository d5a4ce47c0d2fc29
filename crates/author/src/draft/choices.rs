//! Reads lists of codes as forms print them: “Chưa = 0 Hoàn thành = 1”, “1: Có; 0: Không”.

use super::text::one_line;
use phuluc_form::Choice;
use rust_decimal::Decimal;

/// The codes with their meanings, in the order of the codes; empty if the text is no such list.
pub(super) fn read(text: &str) -> Vec<Choice> {
    let text = one_line(text);
    let pairs = ['=', ':'].into_iter().find_map(|sign| pairs(&text, sign));
    let pairs = pairs.or_else(|| numbered(&text));
    let Some(mut choices) = pairs else { return bracketed(&text) };
    choices.sort_by_key(|choice| choice.code);
    choices
}

/// The pairs in “Có (1)/ Không (0)”; empty if the text is no such list.
pub(super) fn bracketed(text: &str) -> Vec<Choice> {
    let text = one_line(text);
    let mut pieces = text.split('(');
    let mut meaning = pieces.next().unwrap_or_default();
    let mut found: Vec<Choice> = Vec::new();
    for piece in pieces {
        let Some((code, rest)) = piece.split_once(')') else { return Vec::new() };
        let Some(read) = choice(code.trim(), meaning.rsplit(':').next().unwrap_or(meaning)) else {
            return Vec::new();
        };
        if found.iter().any(|other| other.code == read.code) {
            return Vec::new();
        }
        found.push(read);
        meaning = rest;
    }
    found.sort_by_key(|choice| choice.code);
    let is_whole = !meaning.contains(char::is_alphanumeric);
    if found.len() > 1 && is_whole && follow_each_other(&found) { found } else { Vec::new() }
}

/// Whether the codes run on from 0 or 1.
fn follow_each_other(choices: &[Choice]) -> bool {
    let first = choices.first().map_or(Decimal::ONE_HUNDRED, |choice| choice.code);
    let runs = (0..).zip(choices).all(|(n, choice)| choice.code == first + Decimal::from(n));
    runs && first <= Decimal::ONE
}

/// The pairs of code and meaning joined by `sign`; `None` if the text is no list of such pairs.
fn pairs(text: &str, sign: char) -> Option<Vec<Choice>> {
    let pieces: Vec<&str> = text.split(sign).map(str::trim).collect();
    let (first, rest) = pieces.split_first()?;
    let (last, middle) = rest.split_last()?;
    let mut found: Vec<(&str, &str)> = Vec::new();
    // the text between two signs holds the end of one pair and the beginning of the next
    if is_code(first) {
        let mut code = *first;
        for piece in middle {
            let (meaning, next) = piece.rsplit_once([' ', ',', ';'])?;
            found.push((code, meaning));
            code = next;
        }
        found.push((code, last));
    } else {
        let mut meaning = *first;
        for piece in middle {
            let end = piece.find(|c: char| !c.is_ascii_digit())?;
            found.push((&piece[..end], meaning));
            meaning = &piece[end..];
        }
        found.push((last.trim_end_matches([')', '.', ';', ' ']), meaning));
    }
    let choices: Option<Vec<Choice>> =
        found.into_iter().map(|(code, meaning)| choice(code, meaning)).collect();
    let mut codes: Vec<Decimal> = choices.iter().flatten().map(|choice| choice.code).collect();
    codes.sort_unstable();
    codes.dedup();
    choices.filter(|choices| choices.len() > 1 && codes.len() == choices.len())
}

/// The pairs in “1. Còn hiệu lực; 2. Hết hiệu lực”, numbered from 0 or 1; `None` if the text is no such list.
fn numbered(text: &str) -> Option<Vec<Choice>> {
    let text = text.trim_matches(['(', ')', ' ']);
    let pieces: Vec<&str> = text.split(';').map(str::trim).collect();
    let of_piece = |piece: &str| {
        let (code, meaning) = piece.split_once(['.', '-', ')'])?;
        choice(code.trim(), meaning.trim())
    };
    // “0. Chưa 1. Đang 2. Xong”, “1-Tốt, 2-Khá”: a number begins a piece where its turn comes
    let pieces = if pieces.len() > 1 { pieces } else { in_turn(text) };
    let choices: Option<Vec<Choice>> = pieces.into_iter().map(of_piece).collect();
    choices.filter(|choices| choices.len() > 1 && follow_each_other(choices))
}

/// The pieces of a text that begin with the numbers 0, 1, 2 or 1, 2, 3 in turn.
fn in_turn(text: &str) -> Vec<&str> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let Ok(first) = text[..digits].parse::<usize>() else { return Vec::new() };
    let mut pieces = Vec::new();
    let mut rest = text;
    for next in first + 1.. {
        let begins = |at: &usize| {
            let is_alone = rest[..*at].ends_with([' ', ',', '/']);
            let number = next.to_string();
            let behind = rest[*at..].strip_prefix(&number).unwrap_or_default();
            is_alone && behind.starts_with(['.', '-', ')'])
        };
        let Some(at) = rest.char_indices().map(|(at, _)| at).find(begins) else { break };
        pieces.push(rest[..at].trim_end_matches([' ', ',', '/']));
        rest = &rest[at..];
    }
    pieces.push(rest);
    pieces
}

/// A code with its meaning, without the signs around them; `None` if the code or the meaning is missing.
fn choice(code: &str, meaning: &str) -> Option<Choice> {
    let label = meaning.rsplit('(').next()?.trim_matches([' ', ',', ';', '.', '/', ')', '-']);
    if !is_code(code) || label.is_empty() {
        return None;
    }
    Some(Choice { code: Decimal::from_str_exact(code).ok()?, label: label.to_owned() })
}

fn is_code(text: &str) -> bool {
    (1..3).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let said: Vec<String> =
            read(text).iter().map(|choice| format!("{} {}", choice.code, choice.label)).collect();
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn lists_of_codes() {
        case("Chưa = 0 Hoàn thành = 1", &["0 Chưa", "1 Hoàn thành"]);
        case("Chưa có = 0 2 cấp = 1 3 cấp = 2", &["0 Chưa có", "1 2 cấp", "2 3 cấp"]);
        case("Đã thực hiện=1\nChưa thực hiện=0", &["0 Chưa thực hiện", "1 Đã thực hiện"]);
        case("0 = Không; 1 = Có", &["0 Không", "1 Có"]);
        case("1: Có, 0: Không", &["0 Không", "1 Có"]);
        case("Có tổ chức hay không (Có = 1; Không = 0)", &["0 Không", "1 Có"]);
        case("1. Còn hiệu lực; 2. Hết hiệu lực", &["1 Còn hiệu lực", "2 Hết hiệu lực"]);
        case("Trực tiếp = 1; Trực tuyến = 2; Cả hai = 3", &["1 Trực tiếp", "2 Trực tuyến", "3 Cả hai"]);
        case(
            "0. Chưa triển khai 1. Đang triển khai 2. Hoàn thành",
            &["0 Chưa triển khai", "1 Đang triển khai", "2 Hoàn thành"],
        );
        case("1-Tốt, 2-Khá, 3-Trung bình", &["1 Tốt", "2 Khá", "3 Trung bình"]);
        case("Có (1)/ Không (0)", &["0 Không", "1 Có"]);
        case("Kết quả: Đạt (1), Không đạt (0)", &["0 Không đạt", "1 Đạt"]);
        case("Từ 2 đến 5 ngày", &[]);
        case("Nam (người)", &[]);
        case("Số hộ (1) và số khẩu", &[]);
        case("1. Số văn bản ban hành năm 2. Nam", &["1 Số văn bản ban hành năm", "2 Nam"]);
        case("1. Văn bản", &[]);
        case("Văn bản", &[]);
        case("Trong đó: cấp tỉnh", &[]);
        case("A = 1 B = 1", &[]);
        case("Tổng = 1", &[]);
    }
}
