//! The frame around every screen: heading, tabs, size of the text. Also the documents around a page.

use crate::assets::{PAGE, STYLE};
use crate::{Response, single_file};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A screen within the frame.
pub(crate) struct Screen {
    /// The tab that is shown as chosen.
    pub tab: Tab,
    /// The title of the window.
    pub title: String,
    /// The content below the tabs.
    pub body: Markup,
}

/// The answer of a screen to a request.
pub(crate) enum Reply {
    /// A screen.
    Screen(Screen),
    /// A screen that says why something is missing or was not done, with the HTTP status.
    Refused(u16, Screen),
    /// A file to download.
    File(Response),
    /// A page with its frame.
    Whole(Response),
}

/// The tabs at the top of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The round.
    Round,
    /// Workbooks to check.
    Check,
    /// Blanks.
    Blanks,
    /// Forms and their rules.
    Forms,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Round, Self::Check, Self::Blanks, Self::Forms];

    const fn name(self) -> &'static str {
        match self {
            Self::Round => "Đợt báo cáo",
            Self::Check => "Kiểm tra",
            Self::Blanks => "Lập mẫu biểu",
            Self::Forms => "Biểu và quy tắc",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Round => "/dot",
            Self::Check => "/",
            Self::Blanks => "/mau",
            Self::Forms => "/bieu",
        }
    }
}

impl Reply {
    /// The reply that says why something is missing or was not done.
    pub fn refused(status: u16, tab: Tab, title: &str, body: &Markup) -> Self {
        let body = html! { h1 { (title) } (body) };
        Self::Refused(status, Screen { tab, title: title.to_owned(), body })
    }

    /// The reply that says that there is no such page.
    pub fn not_found() -> Self {
        let body = html! {
            p { "Trang này không còn. Có thể tệp đã được bỏ ra." }
            p { a.button href="/" { "Về trang đầu" } }
        };
        Self::refused(404, Tab::Check, "Không có trang này", &body)
    }
}

impl Screen {
    /// The screen with its frame, as it is put into a document. The tab of the round is there only if `has_round`.
    /// `address` is the path under which the browser remembers the screen, if it is not the one that was asked for.
    pub fn html(&self, has_round: bool, address: Option<&str>) -> Markup {
        visible(&self.framed(has_round, address))
    }

    fn framed(&self, has_round: bool, address: Option<&str>) -> Markup {
        let tabs = Tab::ALL.into_iter().filter(|tab| has_round || *tab != Tab::Round);
        html! {
            header {
                b { "phuluc" }
                nav aria-label="Việc cần làm" {
                    @for tab in tabs {
                        a href=(tab.path()) aria-current=[(tab == self.tab).then_some("page")] { (tab.name()) }
                    }
                }
                span.aside {
                    button type="button" data-size="-1" aria-label="A−, chữ nhỏ hơn" { "A−" }
                    button type="button" data-size="1" aria-label="A+, chữ lớn hơn" { "A+" }
                    span { "Không gửi gì ra khỏi máy" }
                }
            }
            main id="noi-dung" tabindex="-1" data-title=(self.title) data-address=[address] { (self.body) }
        }
    }
}

/// A whole document around a page of the server, which loads its style and script from there.
pub fn document(page: &str) -> String {
    let whole = html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "phuluc" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/page.css";
                script src="/page.js" defer {}
            }
            body { (PreEscaped(page)) }
        }
    };
    whole.into_string()
}

/// A page whose control characters are shown, because one that turns the direction of text makes a figure or a name
/// look like another. What fields send back stays as it is.
fn visible(page: &Markup) -> Markup {
    const VALUE: &str = " value=\"";
    let mut parts = page.0.split(VALUE);
    let mut shown = parts.next().map(|first| phuluc_form::visible(first).into_owned()).unwrap_or_default();
    for part in parts {
        let (value, rest) = part.split_at(part.find('"').unwrap_or(part.len()));
        shown.extend([VALUE, value, &phuluc_form::visible(rest)]);
    }
    PreEscaped(shown)
}

/// A screen as one file to mail. It loads nothing and can send nothing.
pub(crate) fn to_mail(title: &str, body: &Markup) -> String {
    let main = visible(&html! { main { (body) } });
    let title = &phuluc_form::visible(title);
    self_contained(title, &single_file::policy(&[PAGE], false), STYLE, &[PAGE], &main).into_string()
}

/// A whole document that contains its style and scripts. `policy` says what the page may load and run.
pub(crate) fn self_contained(
    title: &str,
    policy: &str,
    style: &str,
    scripts: &[&str],
    body: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                (body)
                @for script in scripts { script { (PreEscaped(*script)) } }
            }
        }
    }
}
