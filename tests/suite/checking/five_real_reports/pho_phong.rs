//! The report of Phổ Phong.

use super::{Is, finds, leaves_open, relations};

#[test]
fn findings_open_rules_and_relations() {
    let name = "pho-phong.xlsx";
    finds(
        name,
        &[
            "error tthc-06a/giai-quyet tong G12 3927 = 3030 897",
            "error so-lieu-bao-cao/mot-tong-so-ho 9.2 D110 99 = – –",
        ],
    );
    leaves_open(
        name,
        &[
            "tthc-06a/tiep-nhan tong",
            "so-lieu-bao-cao/bo-tri-can-bo 6.2",
            "so-lieu-bao-cao/bo-tri-khong-chuyen-trach 6.4",
            "so-lieu-bao-cao/ty-le-ho-ngheo 9.3",
            "so-lieu-bao-cao/ty-le-ho-can-ngheo 9.5",
        ],
    );
    relations(
        name,
        &[
            ("PP1", "tthc-06a/can-doi tong", Is::Holding),
            ("PP2", "tthc-06a/giai-quyet tong", Is::Found),
            ("PP3", "tthc-06a/dang-giai-quyet tong", Is::Holding),
            ("PP4", "so-lieu-bao-cao/can-bo-cong-chuc 6.2", Is::Holding),
            ("PP5", "so-lieu-bao-cao/trinh-do 6.5", Is::Holding),
            ("PP6", "so-lieu-bao-cao/trinh-do-khong-chuyen-trach 6.21", Is::Holding),
            ("PP7", "so-lieu-bao-cao/chu-ky-so 6.23", Is::Holding),
            ("PP8", "so-lieu-bao-cao/mot-tong-so-ho 9.2", Is::Found),
        ],
    );
}
