//! The report of Phú Thượng.

use super::{Is, checked, finds, held, leaves_open, relations};

#[test]
fn findings_open_rules_and_relations() {
    let name = "phu-thuong.xlsx";
    finds(
        name,
        &[
            "error chi-so-cchc-vo-nhai/diem-bang-tong 1 D10 8.5 = 8 0.5",
            "error chi-so-cchc-vo-nhai/diem-tru-giai-thich 3.1.2 E34 1.25 = 1 0.25",
            "error chi-so-cchc-vo-nhai/toi-da-bang-tong 4.1 C63 4 = – –",
            "error chi-so-cchc-vo-nhai/diem-bang-tong 4.1 D63 3 = – –",
            "error chi-so-cchc-vo-nhai/toi-da-bang-tong 4.2 C69 8 = 7 1",
            "error chi-so-cchc-vo-nhai/diem-bang-tong 4.2 D69 6.5 = 6 0.5",
            "error chi-so-cchc-vo-nhai/diem-tru-bang-tong 4.2 E69 1.5 = 1 0.5",
            "error chi-so-cchc-vo-nhai/co-diem-thi-co-toi-da 4.2.4 D73 0.5 given – –",
            "error chi-so-cchc-vo-nhai/toi-da-bang-tong 4.3.2 C78 1.5 = 2.5 -1",
            "error chi-so-cchc-vo-nhai/diem-bang-tong 4.3.2 D78 1.5 = 2.5 -1",
            "error chi-so-cchc-vo-nhai/diem-bang-tong tong D131 73.25 = 73.75 -0.5",
        ],
    );
    leaves_open(
        name,
        &[
            "chi-so-cchc-vo-nhai/diem-tru-giai-thich 3.2.5",
            "chi-so-cchc-vo-nhai/diem-tru-giai-thich 8.1",
            "chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru 4.1.4",
            "chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru 4.1.5",
            "chi-so-cchc-vo-nhai/diem-khong-qua-toi-da 4.1.4",
            "chi-so-cchc-vo-nhai/diem-khong-qua-toi-da 4.1.5",
        ],
    );
    let sheet = "chi-so-cchc-vo-nhai";
    let holding = |rule: &str, rows: &[&str]| {
        for row in rows {
            relations(name, &[("", &format!("{sheet}/{rule} {row}"), Is::Holding)]);
        }
    };
    // every node whose children add up, in points and in maxima
    let columns = ["toi_da", "tham_dinh_1"].map(phuluc::form::ColumnId::from);
    for node in ["2", "3", "3.1", "3.2", "4", "4.3", "5", "6", "7", "7.4", "8"] {
        for (rule, column) in ["toi-da-bang-tong", "diem-bang-tong"].into_iter().zip(&columns) {
            let held = held(name);
            let mut of_node = held.iter().filter(|held| held.row.as_str() == node && held.column == *column);
            assert!(of_node.any(|held| held.rule.as_str() == format!("{sheet}/{rule}")), "{rule} {node}");
        }
    }
    holding(
        "diem-tru-giai-thich",
        &["1.3", "1.4", "2.3", "3.1.1", "4.3.3", "4.3.7", "7.1", "7.3", "7.4.6", "8.3", "8.4"],
    );
    holding("diem-tru-bang-tong", &["4.1", "4.3"]);
    holding("toi-da-bang-diem-cong-tru", &["1.3", "3.1.2", "4.1", "4.2", "4.3", "8.1", "8.4"]);
    relations(name, &[("", "so-lieu-bao-cao/diem-theo-bang-diem 10.3", Is::Holding)]);
    // the wrong cell is the first task's heading; 8 there makes the total agree, too
    let first = &checked(name).findings[0].suggestions[0];
    assert_eq!((first.place.on_form.row.as_str(), first.to, first.mends), ("1", 8.into(), 2));
}
