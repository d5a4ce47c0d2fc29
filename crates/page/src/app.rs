//! The application: finds the screen that answers a request.

use crate::consolidated::Which;
use crate::definitions::{self, Dropped};
use crate::frame::{Reply, Screen, Tab};
use crate::open_files::{KeptFile, OpenFiles};
use crate::progress::Progress;
use crate::{
    Request, Response, Upload, begin_round, blanks, board, close_round, consolidated, forms, report, reports,
    start, suggestion_trial, unit,
};
use maud::html;
use phuluc_check::Checker;
use phuluc_desk::{Folder, Tools};
use phuluc_form::{Lang, Problems};
use phuluc_say::words;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The screens over the workbooks that were dropped, and over a round if there is one.
pub struct App<'t> {
    tools: Tools<'t>,
    kept: Mutex<OpenFiles>,
    /// A checker that also knows the forms that were dropped, or those of the round that was opened; `None` until
    /// there are some.
    checker: Mutex<Option<Arc<Checker>>>,
    round: OnceLock<&'t dyn Folder>,
    progress: Progress,
    /// Finds the folder of a round by the path that somebody typed.
    finder: Option<FolderFinder<'t>>,
}

/// Finds a folder by its path; `None` if there is none.
pub type FolderFinder<'t> = fn(&str) -> Option<&'t dyn Folder>;

impl fmt::Debug for App<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("kept", &self.kept).finish_non_exhaustive()
    }
}

impl<'t> App<'t> {
    /// An application without a round and without workbooks.
    pub fn new(tools: Tools<'t>) -> Self {
        Self {
            tools,
            kept: Mutex::default(),
            checker: Mutex::default(),
            round: OnceLock::new(),
            progress: Progress::default(),
            finder: None,
        }
    }

    /// An application over the folder of a round.
    pub fn over(tools: Tools<'t>, round: &'t dyn Folder) -> Self {
        Self { round: OnceLock::from(round), ..Self::new(tools) }
    }

    /// The same application, which opens the folder of a round when somebody types its path on the first screen.
    #[must_use]
    pub fn finding(self, finder: FolderFinder<'t>) -> Self {
        Self { finder: Some(finder), ..self }
    }

    /// Opens the folder of a round with its own copy of forms, or looks at the copy again. An application has at most
    /// one round. Gives the page that says what is wrong with the forms, if they cannot be used.
    pub fn open_round(&self, round: &'t dyn Folder) -> Option<Response> {
        let round = *self.round.get_or_init(|| round);
        match definitions::of_round(round) {
            Ok(None) => None,
            Ok(Some(checker)) => {
                *self.checker() = Some(Arc::new(checker));
                None
            }
            Err(bad) => Some(self.answer(bad_definitions(&bad), None)),
        }
    }

    /// Opens a workbook as if it had been dropped. Gives whether there was space for it.
    #[must_use]
    pub fn keep(&self, upload: Upload) -> bool {
        self.kept().add(upload, &self.tools).is_some()
    }

    /// The path of the first screen: the round, the workbooks that are open already, or the start.
    pub fn first_path(&self) -> String {
        match (self.round.get(), self.kept().files()) {
            (Some(_), _) => "/dot".to_owned(),
            (None, []) => "/".to_owned(),
            (None, [only]) => format!("/bao-cao/{}", only.id),
            (None, _) => "/kiem-tra".to_owned(),
        }
    }

    /// Answers a request.
    pub fn handle(&self, request: &Request) -> Response {
        if request.path.trim_matches('/') == "tien-do" {
            let said = self.progress.said();
            if request.is_post {
                self.progress.stop();
            }
            return self.answer(said, None);
        }
        let _work = self.progress.request();
        let reply = self.reply(request);
        // asking for the sample opens files, too
        let opens = request.is_post || request.path.trim_matches('/') == "vi-du";
        let address = opens.then(|| self.address_after(&request.path));
        self.answer(reply, address.as_deref())
    }

    /// The path of the screen that stays after a request that changed something. The browser goes back to it, and
    /// loads it again, instead of sending the request a second time.
    fn address_after(&self, path: &str) -> String {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            ["dot", "don-vi", number] => format!("/dot/don-vi/{number}"),
            ["dot", ..] => "/dot".to_owned(),
            ["mo-dot"] if self.round.get().is_some() => "/dot".to_owned(),
            ["mau"] => "/mau".to_owned(),
            ["thu" | "thoi-thu", id] => format!("/bao-cao/{id}"),
            _ => {
                let kept = self.kept();
                match shown(&kept) {
                    Some(file) => format!("/bao-cao/{}", file.id),
                    None if kept.files().is_empty() => "/".to_owned(),
                    None => "/kiem-tra".to_owned(),
                }
            }
        }
    }

    fn answer(&self, reply: Reply, address: Option<&str>) -> Response {
        let page = |status, screen: &Screen| Response::Page {
            status,
            html: screen.html(self.round.get().is_some(), address).into_string(),
        };
        match reply {
            Reply::Screen(screen) => page(200, &screen),
            Reply::Refused(status, screen) => page(status, &screen),
            Reply::Whole(response) | Reply::File(response) => response,
        }
    }

    fn reply(&self, request: &Request) -> Reply {
        let checker = self.checker().clone();
        let tools = &match &checker {
            Some(checker) => Tools { checker, watch: &self.progress, ..self.tools },
            None => Tools { watch: &self.progress, ..self.tools },
        };
        let parts: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
        match (request.is_post, parts.as_slice(), self.round.get().copied()) {
            (false, ["dot"], Some(round)) if !begin_round::is_begun(round) => {
                Reply::Screen(begin_round::screen(round, tools.catalogue(), request, None))
            }
            (true, ["dot", "lap"], Some(round)) => begin_round::begin(round, request, tools),
            (true, ["dot", "chot"], Some(round)) => close_round::close(round, request, tools),
            (false, ["dot", "kiem-chung"], Some(round)) => close_round::verify(round, tools),
            (true, ["dot", "cua-ai"], Some(round)) => board::assign(round, request, tools),
            (false, ["dot", "tep", number], Some(round)) => board::file(round, number, tools),
            (false, ["dot"], Some(round)) => board::screen(round, request, tools),
            (true, ["dot", "nhan"], Some(round)) => board::receive(round, request, tools),
            (true, ["dot", "phieu"], Some(round)) => board::send_back(round, request, tools),
            (false, ["dot", "tong-hop"], Some(round)) => board::consolidated(round, Which::First, tools),
            (false, ["dot", "tong-hop-day-du"], Some(round)) => {
                board::consolidated(round, Which::Complete, tools)
            }
            (false, ["dot", "so-lieu", parts @ ..], Some(round)) => board::totals(round, parts, tools),
            (false, ["dot", "don-vi", number], Some(round)) => unit::screen(round, number, request, tools),
            (true, ["dot", "don-vi", number], Some(round)) => unit::decide(round, number, request, tools),
            (false, ["mau"], _) => Reply::Screen(blanks::screen(tools.catalogue(), request, None)),
            (true, ["mau"], _) => blanks::workbook(request, tools),
            (false, ["bieu"], _) => Reply::Screen(forms::screen(tools.catalogue())),
            (false, ["bieu", id, version], _) => {
                forms::manual(tools.catalogue(), id, version).map_or_else(Reply::not_found, Reply::Screen)
            }
            (true, ["mo-dot"], None) => self.find_round(request),
            (is_post, parts, _) => self.with_files(is_post, parts, request, tools),
        }
    }

    /// Opens the folder whose path was typed.
    fn find_round(&self, request: &Request) -> Reply {
        let path = request.field("thu-muc").trim_matches('"');
        let Some(round) = self.finder.and_then(|finder| finder(path)) else {
            let body = html! {
                p { "Không có thư mục “" (path) "” trên máy này." }
                p { b { "Cách xử lý: " } "mở thư mục của đợt trong Explorer, chép đường dẫn ở thanh địa chỉ rồi dán vào đây." }
                (start::round_field(path))
            };
            return Reply::refused(422, Tab::Check, "Chưa mở được đợt báo cáo", &body);
        };
        match self.open_round(round) {
            Some(bad) => Reply::Whole(bad),
            None => self.reply(&Request { now: request.now, ..Request::get("dot") }),
        }
    }

    /// The first screen.
    fn start(&self, kept: &OpenFiles) -> Screen {
        let can_open = self.finder.is_some() && self.round.get().is_none();
        start::screen(&reports::refused(kept), can_open)
    }

    /// Answers a request about the workbooks that were dropped.
    fn with_files(&self, is_post: bool, parts: &[&str], request: &Request, tools: &Tools<'_>) -> Reply {
        let mut kept = self.kept();
        match (is_post, parts) {
            (false, []) if kept.files().is_empty() => Reply::Screen(self.start(&kept)),
            (true, ["kiem-tra"]) => self.take(&mut kept, request, tools),
            (false, [] | ["kiem-tra"]) => Reply::Screen(reports::screen(&kept)),
            (true, ["bo-het"]) => {
                kept.clear();
                Reply::Screen(self.start(&kept))
            }
            (false, ["vi-du"]) => {
                // the invented communes are not mixed with what somebody opened
                if kept.files().is_empty() {
                    kept.open_sample(tools);
                }
                Reply::Screen(reports::screen(&kept))
            }
            (false, ["bao-cao", id]) => report_on(&kept, id, tools),
            (true, ["thu", id]) => match suggestion_trial::asked(request) {
                Ok(figures) => {
                    kept.try_out(id, &figures, tools);
                    report_on(&kept, id, tools)
                }
                Err(error) => {
                    Reply::refused(422, Tab::Check, "Chưa thử được", &html! { p { (error.said(Lang::Vi)) } })
                }
            },
            (true, ["thoi-thu", id]) => {
                kept.try_out(id, &[], tools);
                report_on(&kept, id, tools)
            }
            (false, ["phieu", id]) => {
                kept.get(id).map_or_else(Reply::not_found, |file| report::marked_workbook(file, tools))
            }
            (true, ["tong-hop"]) => consolidated::workbook(&kept, Which::First, tools),
            (true, ["tong-hop-day-du"]) => consolidated::workbook(&kept, Which::Complete, tools),
            (false, ["so-lieu", parts @ ..]) => consolidated::totals(&kept, parts, tools),
            _ => Reply::not_found(),
        }
    }

    /// Takes dropped files. Definitions come first, because the other files are checked by them.
    fn take(&self, kept: &mut OpenFiles, request: &Request, tools: &Tools<'_>) -> Reply {
        let mut dropped = Dropped::of(&request.files);
        let others = std::mem::take(&mut dropped.others);
        if !others.is_empty() {
            kept.close_sample();
        }
        for name in request.all("chua-mo") {
            kept.refuse(name, request.field("vi-sao"));
        }
        if dropped.packs.is_empty() {
            return check(kept, &others, None, tools);
        }
        let names = dropped.names();
        let checker = match dropped.checker(tools.catalogue()) {
            Ok(checker) => Arc::new(checker),
            Err(bad) => {
                // the reports are checked by the forms that are known, and the page says so
                kept.refuse(
                    &names.join(", "),
                    &format!("bộ biểu mẫu có chỗ sai nên chưa dùng.\n{}", problems(&bad)),
                );
                return check(kept, &others, Some(422), tools);
            }
        };
        kept.accept(&names);
        *self.checker() = Some(Arc::clone(&checker));
        let tools = &Tools { checker: &checker, ..*tools };
        kept.check_all(tools);
        if others.is_empty() && kept.files().is_empty() {
            return Reply::Screen(forms::screen(tools.catalogue()));
        }
        check(kept, &others, None, tools)
    }

    fn checker(&self) -> MutexGuard<'_, Option<Arc<Checker>>> {
        self.checker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self) -> MutexGuard<'_, OpenFiles> {
        // a request that panicked has left only whole files behind
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The problems of definitions, a line for each.
fn problems(bad: &[Problems]) -> String {
    let said: Vec<String> =
        bad.iter().map(|problems| words::definition_problems(Lang::Vi, problems)).collect();
    said.join("\n")
}

/// The reply that names the problems of definitions.
fn bad_definitions(bad: &[Problems]) -> Reply {
    let body = html! { pre { (problems(bad)) } };
    Reply::refused(422, Tab::Check, "Bộ biểu mẫu có chỗ sai nên chưa dùng", &body)
}

/// Takes workbooks. Shows the report if only one is open or one was corrected, else the list of all. `status` is that of
/// the reply if something was refused already.
fn check(kept: &mut OpenFiles, files: &[&Upload], mut status: Option<u16>, tools: &Tools<'_>) -> Reply {
    tools.watch.begin(files.len());
    for upload in files {
        tools.watch.step();
        if tools.watch.is_stopped() {
            kept.refuse(&upload.name, "chưa đọc vì đã bấm Dừng; thả lại nếu cần");
        } else if kept.add((*upload).clone(), tools).is_none() {
            kept.refuse(&upload.name, NO_SPACE);
            status = Some(413);
        }
    }
    let screen = match shown(kept) {
        _ if kept.files().is_empty() => start::screen(&reports::refused(kept), false),
        Some(file) => report::screen(file, &reports::refused(kept), tools),
        None => reports::screen(kept),
    };
    match status {
        Some(status) => Reply::Refused(status, screen),
        None => Reply::Screen(screen),
    }
}

/// Why a file was not opened for which there is no space.
const NO_SPACE: &str = "các tệp đang mở đã quá 200 MB. Cách xử lý: bỏ các tệp đang mở ra rồi thả lại.";

/// The file whose report is shown by itself after files were taken: the only one, or the last one if it replaced an
/// earlier state.
fn shown(kept: &OpenFiles) -> Option<&KeptFile> {
    match kept.files() {
        [only] => Some(only),
        files => files.last().filter(|file| file.replaces),
    }
}

/// The report on the open file with this id.
fn report_on(kept: &OpenFiles, id: &str, tools: &Tools<'_>) -> Reply {
    let screen = |file| Reply::Screen(report::screen(file, &reports::refused(kept), tools));
    kept.get(id).map_or_else(Reply::not_found, screen)
}
