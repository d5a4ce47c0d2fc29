//! The report of Hương Hữu.

use super::{Is, finds, leaves_open, relations, submission};

#[test]
fn findings_open_rules_and_relations() {
    let name = "huong-huu.xlsx";
    finds(
        name,
        &[
            "warning measure-changed 3.2 D16 5 – – –",
            "warning value-in-heading 4 D20 0 blank – –",
            "warning value-in-heading 5 D23 25 blank – –",
            "warning value-in-heading 6 D28 0 blank – –",
            "error cchc-hue-02/co-khao-sat-thi-co-phieu 7 D33 1 given – –",
            "error cchc-hue-03/tong-van-ban 1 D10 1 = 0 1",
            "warning value-in-heading 2 D14 0 blank – –",
            "note zero-of-none 2.2 D16 0 = – –",
            "warning value-in-heading 3 D19 0 blank – –",
            "note zero-of-none 3.2 D21 0 = – –",
            "warning blank-total 1.4 D14 – = 129 –",
            "error not-a-number 3.2 D26 % number – –",
            "note measure-converted – – – – – –",
            "warning so-lieu-bao-cao/hoan-thanh-theo-phu-luc-2 1.2 D11 12 = 15 -3",
            "warning so-lieu-bao-cao/ty-le-theo-phu-luc-2 1.3 D12 60 = 75 -15",
            "warning so-lieu-bao-cao/vbqppl-theo-phu-luc-3 2.1 D14 0 = 1 -1",
            "warning so-lieu-bao-cao/danh-muc-theo-phu-luc-4 3.1 D20 130 = 129 1",
            "warning so-lieu-bao-cao/cong-bo-moi-theo-phu-luc-4 3.3 D22 10 = 2 8",
            "warning so-lieu-bao-cao/bai-bo-theo-phu-luc-4 3.4 D23 17 = 0 17",
            "warning so-lieu-bao-cao/lien-thong-theo-phu-luc-4 3.5 D24 17 = 34 -17",
            "warning so-lieu-bao-cao/huyen-giao 7.2 D96 85 = 9 76",
            "warning so-lieu-bao-cao/huyen-giao-theo-phu-luc-2 7.2 D96 85 = 25 60",
        ],
    );
    leaves_open(
        name,
        &[
            "tthc-06a/tiep-nhan tong",
            "tthc-06a/dang-giai-quyet tong",
            "cchc-hue-02/ty-le-xu-ly-van-de 3.3",
            "cchc-hue-02/xu-ly-khong-qua-phat-hien 3.3.2",
            "cchc-hue-04/ty-le-dung-han-huyen 3.2",
            "cchc-hue-04/ty-le-giai-quyet-pakn 3.4",
            "cchc-hue-04/giai-quyet-pakn 3.4.2",
            "so-lieu-bao-cao/ty-le-thu 5.6",
        ],
    );
    relations(
        name,
        &[
            ("HH1", "tthc-06a/can-doi tong", Is::Holding),
            ("HH2", "tthc-06a/giai-quyet tong", Is::Holding),
            ("HH2", "cchc-hue-04/ty-le-dung-han-xa 3.3", Is::Holding),
            ("HH2", "so-lieu-bao-cao/dung-han-theo-bieu-06a 4.5", Is::Holding),
            ("HH3", "so-lieu-bao-cao/ty-le-truc-tuyen 4.3", Is::Holding),
            ("HH4", "so-lieu-bao-cao/cong-an 4.16", Is::Holding),
            ("HH5", "so-lieu-bao-cao/ty-le-ke-hoach 1.3", Is::Holding),
            ("HH6", "cchc-hue-02/ty-le-hoan-thanh-ke-hoach 2", Is::Holding),
            ("HH7", "so-lieu-bao-cao/hoan-thanh-theo-phu-luc-2 1.2", Is::Found),
            ("HH7", "so-lieu-bao-cao/ty-le-theo-phu-luc-2 1.3", Is::Found),
            ("HH10", "so-lieu-bao-cao/danh-muc-theo-phu-luc-4 3.1", Is::Found),
            ("HH11", "so-lieu-bao-cao/lien-thong-theo-phu-luc-4 3.5", Is::Found),
            ("HH12", "so-lieu-bao-cao/cong-bo-moi-theo-phu-luc-4 3.3", Is::Found),
            ("HH13", "so-lieu-bao-cao/bai-bo-theo-phu-luc-4 3.4", Is::Found),
            ("HH14", "blank-total 1.4", Is::Found),
            ("HH16", "cchc-hue-03/tong-van-ban 1", Is::Found),
            ("HH16", "so-lieu-bao-cao/vbqppl-theo-phu-luc-3 2.1", Is::Found),
            ("HH17", "zero-of-none 2.2", Is::Found),
            ("HH17", "zero-of-none 3.2", Is::Found),
            ("HH18", "not-a-number 3.2", Is::Found),
            ("HH19", "cchc-hue-02/co-khao-sat-thi-co-phieu 7", Is::Found),
            ("HH21", "so-lieu-bao-cao/tinh-giao 7.1", Is::Holding),
            ("HH22", "so-lieu-bao-cao/huyen-giao 7.2", Is::Found),
            ("HH23", "cchc-hue-02/nhiem-vu-huyen-giao 5.1", Is::Holding),
            ("HH23", "so-lieu-bao-cao/huyen-giao-theo-phu-luc-2 7.2", Is::Found),
            ("HH24", "so-lieu-bao-cao/thu-thanh-phan 5.5", Is::Holding),
            ("HH24", "so-lieu-bao-cao/ty-le-thu 5.6", Is::Open),
            ("HH25", "so-lieu-bao-cao/ty-le-giai-ngan 5.9", Is::Holding),
        ],
    );
}

#[test]
fn remarks_that_say_none_are_answers() {
    let submission = submission("huong-huu.xlsx");
    let form = submission.form(&"cchc-hue-04".into()).unwrap();
    let state = |row: &str| form.rows[form.row(&row.into()).unwrap()].entries.get(3).answer.state();
    assert_eq!(state("3.4"), phuluc::check::AnswerState::Nil);
    assert_eq!(state("3.4.1"), phuluc::check::AnswerState::Blank);
    assert_eq!(state("1.2"), phuluc::check::AnswerState::Number);
}
