//! The report of Phú Đình.

use super::{Is, checked, finds, leaves_open, relations};

#[test]
fn findings_open_rules_and_relations() {
    let name = "phu-dinh.xlsx";
    finds(name, &["note so-lieu-bao-cao/so-hoa-theo-giai-quyet 4.13 D40 4066 <= 4061 5"]);
    leaves_open(
        name,
        &[
            "tthc-06a/tiep-nhan tong",
            "tthc-06a/dang-giai-quyet tong",
            "so-lieu-bao-cao/tuyen-truyen 2.2",
            "so-lieu-bao-cao/giai-quyet 4.4",
            "so-lieu-bao-cao/bo-tri-can-bo 6.2",
        ],
    );
    let implied = checked(name).open[0].implied;
    assert_eq!(implied.map(|implied| implied.to_string()).as_deref(), Some("53"));
    relations(
        name,
        &[
            ("PĐ1", "tthc-06a/giai-quyet tong", Is::Holding),
            ("PĐ2", "tthc-06a/can-doi tong", Is::Holding),
            ("PĐ3", "so-lieu-bao-cao/ty-le-truc-tuyen 4.3", Is::Holding),
            ("PĐ4", "tthc-06a/tiep-nhan tong", Is::Open),
            ("PĐ5", "so-lieu-bao-cao/ty-le-so-hoa 4.14", Is::Holding),
            ("PĐ5", "so-lieu-bao-cao/so-hoa-theo-giai-quyet 4.13", Is::Found),
            ("PĐ6", "so-lieu-bao-cao/ty-le-ke-hoach 1.3", Is::Holding),
            ("PĐ7", "so-lieu-bao-cao/can-bo-cong-chuc 6.2", Is::Holding),
            ("PĐ10", "so-lieu-bao-cao/toan-trinh 3.7", Is::Holding),
            ("PĐ10", "so-lieu-bao-cao/ra-soat 3.6", Is::Holding),
            ("PĐ11", "so-lieu-bao-cao/diem-tu-cham 10.1", Is::Holding),
        ],
    );
}
