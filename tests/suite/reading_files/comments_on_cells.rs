//! Comments on the cells of an `.xlsx`: threaded ones, and parts that cannot be read.

use crate::support::builder::{Workbook, workbook};
use crate::support::cells_as_xml::{COMMENTS, Drawn, RELATIONS, related};
use phuluc::grid;
use phuluc::grid::At;

/// Excel writes a threaded comment twice, the second time with a sentence for older programs.
#[test]
fn a_threaded_comment_is_read_once() {
    let report: Workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
    let bytes = Drawn {
        comments: &[("D11", "tc={1}", "[Threaded comment] 12 34 Comment: đúng là 33")],
        ..Drawn::default()
    };
    let threads = "<ThreadedComments xmlns=\"t\"><threadedComment ref=\"D11\" id=\"{1}\"><text>đúng là 33</text>\
                   </threadedComment><threadedComment ref=\"D11\" parentId=\"{1}\"><text>à, 34</text></threadedComment></ThreadedComments>";
    let package = |with_threads: bool| {
        let relations = [
            ("comments", "../comments1.xml"),
            ("threadedComment", "../threadedComments/threadedComment1.xml"),
        ];
        let package = bytes.package(&report).without(RELATIONS).with(RELATIONS, related(&relations));
        if with_threads { package.with("xl/threadedComments/threadedComment1.xml", threads) } else { package }
    };
    let texts = |with_threads: bool| {
        let sheet = grid::read(&package(with_threads).bytes()).unwrap().swap_remove(0);
        sheet.comments().iter().map(|comment| comment.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(true), ["đúng là 33", "à, 34"]);
    // without the threads the copies are all there is
    assert_eq!(texts(false), ["[Threaded comment] 12 34 Comment: đúng là 33"]);
}

/// Comments that cannot be read cost no cell.
#[test]
fn a_damaged_part_of_comments_costs_no_cell() {
    let report: Workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
    let drawn = Drawn { comments: &[("D11", "A", "đúng là 33")], ..Drawn::default() };
    for part in ["<comments><authors><author>A", "<other/>", "", "<comments><commentList><comment><text/>"] {
        let package = drawn.package(&report).without(COMMENTS).with(COMMENTS, part);
        let sheet = grid::read(&package.bytes()).unwrap().swap_remove(0);
        assert_eq!(sheet.comments(), [], "{part}");
        assert_eq!(sheet.text(At { row: 9, column: 3 }), "6", "{part}");
    }
}
