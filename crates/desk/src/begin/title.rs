//! The title of a round that nobody named: what its forms report, and the period.
//!
//! It takes the forms and the name of the period. The forms compiled into the program are those of reports on administrative reform; of other
//! forms the words count that their titles begin with together.

use phuluc_form::{Catalogue, Form, match_key, uncapital};

/// The most letters of a title that the forms' own titles make.
const MOST_LETTERS: usize = 90;

/// The title for a round of these forms over a period of that name.
pub(super) fn of(forms: &[&Form], period: &str) -> String {
    let reported = reported(forms);
    // a form for a certain year names it
    if match_key(&reported).contains(&match_key(period)) { reported } else { format!("{reported} {period}") }
}

fn reported(forms: &[&Form]) -> String {
    let own = Catalogue::built_in();
    if forms.is_empty()
        || forms.iter().any(|form| own.as_ref().is_ok_and(|own| own.in_force(&form.id, None).is_some()))
    {
        return "Báo cáo cải cách hành chính".to_owned();
    }
    let titles: Vec<&str> = forms.iter().map(|form| form.title.as_str()).collect();
    let named = subject(&titles).filter(|title| title.chars().count() <= MOST_LETTERS);
    named.unwrap_or_else(|| match forms {
        [form] => format!("Báo cáo theo {}", uncapital(&form.short)),
        _ => "Báo cáo số liệu".to_owned(),
    })
}

/// “Báo cáo” and the words that all titles begin with; `None` if they share fewer than two words.
fn subject(titles: &[&str]) -> Option<String> {
    let (first, others) = titles.split_first()?;
    let is_shared = |(at, word): &(usize, &str)| {
        others.iter().all(|title| {
            title.split_whitespace().nth(*at).is_some_and(|other| match_key(other) == match_key(word))
        })
    };
    let shared: Vec<&str> =
        first.split_whitespace().enumerate().take_while(is_shared).map(|(_, word)| word).collect();
    if shared.len() < 2 {
        return None;
    }
    // “Biểu mẫu thống kê số liệu báo cáo …” names the report itself
    let report = shared.windows(2).position(|pair| match_key(&pair.join(" ")) == "bao cao");
    let words = report.map_or(shared.as_slice(), |report| &shared[report + 2..]);
    let said = words.join(" ");
    let said = said.trim_end_matches([' ', ':', ',', ';', '-', '–', '.']);
    (!said.is_empty()).then(|| format!("Báo cáo {}", uncapital(said)))
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[track_caller]
    fn case(titles: &[&str], expected: Option<&str>) {
        assert_eq!(subject(titles).as_deref(), expected, "{titles:?}");
    }

    #[test]
    fn the_words_that_titles_share_are_the_subject() {
        case(&["Kết quả chuyển đổi số"], Some("Báo cáo kết quả chuyển đổi số"));
        case(&["Báo cáo chuyển đổi số"], Some("Báo cáo chuyển đổi số"));
        case(
            &["Biểu thống kê báo cáo lao động: Việc làm", "Biểu thống kê báo cáo lao động: Tiền lương"],
            Some("Báo cáo lao động"),
        );
        case(&["CCHC và chuyển đổi số"], Some("Báo cáo CCHC và chuyển đổi số"));
        case(&["Việc làm", "Tiền lương"], None);
        case(&["Báo cáo"], None);
    }
}
