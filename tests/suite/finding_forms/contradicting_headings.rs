//! Headings, signatures, names of sheets and of files that name another unit or period than the report.

use super::unit_and_period_in_headings::{appendix, text};
use crate::support::builder::{Workbook, report, workbook};
use crate::support::cells_as_xml::Drawn;
use phuluc::desk::Context;
use phuluc::say::{Lang, words};

/// What contradicts itself in Phụ lục 2 of Xã Ví dụ 01 for the first quarter, with these texts on the sheet.
fn contradicting(name: &str, cells: &[(&str, &str)]) -> String {
    let appendix = appendix().period("2025-12-15", "2026-03-14");
    let texts: Vec<(&str, String)> = cells.iter().map(|(at, words)| (*at, text(words))).collect();
    let cells: Vec<(&str, &str)> = texts.iter().map(|(at, xml)| (*at, xml.as_str())).collect();
    let name = Some(name).filter(|name| !name.is_empty());
    let drawn = Drawn { name, cells: &cells, ..Drawn::default() };
    let found = drawn.checked(&appendix).findings;
    let found = found.iter().filter(|finding| finding.rule == "identity-differs");
    let said: Vec<String> = found.map(|finding| words::message(Lang::Vi, finding)).collect();
    if said.is_empty() { "–".to_owned() } else { said.join(" ") }
}

#[test]
fn two_periods_or_two_units_of_one_sheet_are_said_with_both_places() {
    let days = ("A5", "(Từ ngày 15/12/2025 đến ngày 14/3/2026)");
    let said = [
        contradicting("", &[("A4", "BÁO CÁO KẾT QUẢ QUÝ II NĂM 2026"), days]),
        contradicting("", &[("A4", "6 THÁNG ĐẦU NĂM 2026"), days]),
        contradicting("", &[("A4", "QUÝ I NĂM 2026"), ("A5", "Quý I năm 2025")]),
        contradicting("", &[("A5", "Quý II/2026 (từ ngày 15/12/2025 đến ngày 14/3/2026)")]),
        contradicting("", &[("A4", "TÌNH HÌNH CCHC QUÝ I NĂM 2026"), ("A5", "Kỳ báo cáo: Tháng 3 năm 2026")]),
        contradicting("", &[("A4", "TÌNH HÌNH CCHC QUÝ I NĂM 2026"), ("A5", "Kỳ báo cáo: Năm 2026")]),
        contradicting("", &[("A4", "Tháng 3 năm 2026"), days]),
        contradicting("Quý IV-2025", &[days]),
        contradicting("Quý II", &[days]),
        contradicting("T6-2026", &[days]),
        contradicting("Quý I", &[days]),
        contradicting("Tháng 3", &[days]),
        contradicting("", &[("A2", "UBND XÃ VÍ DỤ 02")]),
        contradicting("", &[("D60", "TM. ỦY BAN NHÂN DÂN XÃ VÍ DỤ 02")]),
        contradicting("", &[("D60", "Xã Ví dụ 02, ngày 14 tháng 3 năm 2026")]),
        contradicting("Xã Ví dụ 02", &[]),
    ];
    for signature in [
        "XÃ VÍ DỤ 02, NGÀY 14 THÁNG 3 NĂM 2026",
        "Xã Ví dụ 02 ngày 14 tháng 3 năm 2026",
        "Xã Ví dụ 02, ngày 14-3-2026",
        "Xã Ví dụ 02, ngày … tháng … năm 20…",
        "T/M UBND XÃ VÍ DỤ 02",
    ] {
        assert!(contradicting("", &[("D60", signature)]).contains("ghi đơn vị"), "{signature}");
    }
    insta::assert_snapshot!(said.join("\n"), @"
    Trang tính “PL2”, ô A4: ghi kỳ báo cáo “BÁO CÁO KẾT QUẢ QUÝ II NĂM 2026”, ô A5 ghi “(Từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    Trang tính “PL2”, ô A4: ghi kỳ báo cáo “6 THÁNG ĐẦU NĂM 2026”, ô A5 ghi “(Từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    Trang tính “PL2”, ô A5: ghi kỳ báo cáo “Quý I năm 2025”, ô A4 ghi “QUÝ I NĂM 2026”.
    Trang tính “PL2”, ô A5: ghi hai kỳ báo cáo khác nhau: “Quý II/2026 (từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    Trang tính “PL2”, ô A5: ghi kỳ báo cáo “Kỳ báo cáo: Tháng 3 năm 2026”, ô A4 ghi “TÌNH HÌNH CCHC QUÝ I NĂM 2026”.
    Trang tính “PL2”, ô A5: ghi kỳ báo cáo “Kỳ báo cáo: Năm 2026”, ô A4 ghi “TÌNH HÌNH CCHC QUÝ I NĂM 2026”.
    –
    Trang tính “Quý IV-2025”: tên trang tính ghi kỳ báo cáo “Quý IV-2025”, ô A5 ghi “(Từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    Trang tính “Quý II”: tên trang tính ghi kỳ báo cáo “Quý II”, ô A5 ghi “(Từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    Trang tính “T6-2026”: tên trang tính ghi kỳ báo cáo “T6-2026”, ô A5 ghi “(Từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    –
    –
    Trang tính “PL2”, ô A2: ghi đơn vị “UBND XÃ VÍ DỤ 02”, ô C1 ghi “Xã Ví dụ 01”.
    Trang tính “PL2”, ô D60: ghi đơn vị “ỦY BAN NHÂN DÂN XÃ VÍ DỤ 02”, ô C1 ghi “Xã Ví dụ 01”.
    Trang tính “PL2”, ô D60: ghi đơn vị “Xã Ví dụ 02”, ô C1 ghi “Xã Ví dụ 01”.
    Trang tính “Xã Ví dụ 02”: tên trang tính ghi đơn vị “Xã Ví dụ 02”, ô C1 ghi “Xã Ví dụ 01”.
    ");
}

/// A signature of several lines or of another office than the committee names the unit as well.
#[test]
fn a_signature_of_another_unit_is_said_whoever_signs() {
    let days = ("A5", "(Từ ngày 15/12/2025 đến ngày 14/3/2026)");
    for signature in [
        &["CHỦ TỊCH UBND XÃ VÍ DỤ 02"][..],
        &["KT. CHỦ TỊCH UBND XÃ VÍ DỤ 02\nPHÓ CHỦ TỊCH"],
        &["Q. Chủ tịch UBND xã Ví dụ 02"],
        &["TL. CHỦ TỊCH UBND XÃ VÍ DỤ 02"],
        &["TM. ỦY BAN NHÂN DÂN", "XÃ VÍ DỤ 02", "CHỦ TỊCH"],
        &["TM. UBND XÃ VÍ DỤ 02", "CHỦ TỊCH"],
        &["TM. UBND XÃ VÍ DỤ 02\nCHỦ TỊCH"],
        &["T.M UBND XÃ VÍ DỤ 02"],
        &["CHỦ TỊCH", "UBND XÃ VÍ DỤ 02"],
        &["TỔ TRƯỞNG TỔ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH XÃ VÍ DỤ 02"],
        &["TỔ TRƯỞNG", "Xã Ví dụ 02"],
        &["TM. TỔ CÔNG TÁC CCHC XÃ VÍ DỤ 02"],
        &["TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI XÃ VÍ DỤ 02"],
        &["GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG VÍ DỤ 02"],
        &["CHÁNH VĂN PHÒNG HĐND VÀ UBND XÃ VÍ DỤ 02"],
        // the first line is right, the second one is not
        &["Xã Ví dụ 01, ngày 14 tháng 3 năm 2026", "CHỦ TỊCH UBND XÃ VÍ DỤ 02"],
    ] {
        let mut cells = vec![days];
        cells.extend(["D60", "D61", "D62"].into_iter().zip(signature.iter().copied()));
        let said = contradicting("", &cells);
        assert!(said.to_lowercase().contains("ví dụ 02”, ô c1 ghi “xã ví dụ 01”"), "{signature:?}: {said}");
    }
    for signature in [
        &["CHỦ TỊCH UBND XÃ VÍ DỤ 01"][..],
        &["CHỦ TỊCH UBND XÃ VÍ DỤ 1"],
        &["Chủ tịch UBND xã duyệt"],
        &["Phó Chủ tịch UBND xã phụ trách"],
        &["KT. CHỦ TỊCH UBND XÃ đã ký"],
        &["CHỦ TỊCH UBND XÃ Nguyễn Văn A"],
        &["Chủ tịch UBND xã Nguyễn Văn A"],
        &["Trưởng phòng Văn hóa - Xã hội Nguyễn Văn A"],
        &["TM. ỦY BAN NHÂN DÂN", "XÃ VÍ DỤ 01", "CHỦ TỊCH"],
        &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Xã"],
        &["CHỦ TỊCH", "Nguyễn Thị Phường"],
        &["TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"],
        &["TỔ TRƯỞNG", "", "Nguyễn Văn A"],
        &["Nơi nhận:", "- Chủ tịch UBND xã Ví dụ 02;", "Chủ tịch, các Phó Chủ tịch UBND xã;"],
        &["Chủ tịch UBND các xã"],
        &["NGƯỜI LẬP BIỂU"],
    ] {
        let mut cells = vec![days];
        cells.extend(["D60", "D61", "D62"].into_iter().zip(signature.iter().copied()));
        cells.retain(|(_, text)| !text.is_empty());
        assert_eq!(contradicting("", &cells), "–", "{signature:?}");
    }
}

/// One contradiction of a workbook is told once, with all its places.
#[test]
fn a_contradiction_of_several_sheets_is_told_once() {
    let report = workbook("Xã Ví dụ 01")
        .tthc(&[("Tổng cộng", "42 21 19 2  37 18 17 2  5 3 2")])
        .printed("cchc-hue-02", &[("1", "6")])
        .printed("cchc-hue-03", &[("1", "6")])
        .printed("cchc-hue-04", &[("1", "6")]);
    let told = |change: &dyn Fn(&mut Workbook)| {
        let mut changed = report.clone();
        change(&mut changed);
        let found = changed.check().findings;
        let told = found.iter().filter(|it| matches!(&*it.rule, "identity-differs" | "copied-workbook"));
        told.map(|finding| words::message(Lang::Vi, finding)).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&|workbook| {
        for sheet in &mut workbook.sheets[1..] {
            sheet.heading.right[0] = String::from("Đơn vị báo cáo: UBND xã Ví dụ 02");
        }
    }), @"Trang tính “PL2”, ô C1: ghi đơn vị “UBND xã Ví dụ 02” (cũng ghi như vậy: trang tính “PL3”, ô C1; trang tính “PL4”, ô C1), trang tính “Biểu 06a”, ô E1 ghi “Xã Ví dụ 01”.");
    insta::assert_snapshot!(told(&|workbook| {
        workbook.sheets[0].heading.right[0] = String::from("Đơn vị báo cáo: UBND xã Ví dụ 02");
    }), @"
    Trang tính “Biểu 06a”: tiêu đề ghi đơn vị khác, tệp này được lập cho “Xã Ví dụ 01”.
    Trang tính “PL2”, ô C1: ghi đơn vị “Xã Ví dụ 01” (cũng ghi như vậy: trang tính “PL3”, ô C1; trang tính “PL4”, ô C1), trang tính “Biểu 06a”, ô E1 ghi “UBND xã Ví dụ 02”.
    ");
    insta::assert_snapshot!(told(&|workbook| {
        for sheet in &mut workbook.sheets {
            sheet.heading.right[0] = String::from("Đơn vị báo cáo: UBND xã Ví dụ 02");
        }
    }), @"Trang tính “Biểu 06a”: tiêu đề ghi đơn vị khác, tệp này được lập cho “Xã Ví dụ 01”.");
    insta::assert_snapshot!(told(&|workbook| {
        for sheet in &mut workbook.sheets[..2] {
            sheet.heading.period = crate::support::builder::period("2024-03-15", "2024-06-14");
        }
    }), @"
    Trang tính “Biểu 06a”: tiêu đề ghi kỳ báo cáo khác, tệp này được lập cho kỳ từ ngày 15/12/2023 đến ngày 14/3/2024.
    Trang tính “PL3”, ô A5: ghi kỳ báo cáo “(Kỳ báo cáo: từ ngày 15/12/2023 đến ngày 14/3/2024)” (cũng ghi như vậy: trang tính “PL4”, ô A5), trang tính “Biểu 06a”, ô A5 ghi “(Kỳ báo cáo: từ ngày 15/3/2024 đến ngày 14/6/2024)”.
    ");
    // two contradictions are two
    let two = told(&|workbook| {
        for (sheet, unit) in workbook.sheets[1..].iter_mut().zip(["02", "03", "02"]) {
            sheet.heading.right[0] = format!("Đơn vị báo cáo: UBND xã Ví dụ {unit}");
        }
    });
    assert_eq!(two.lines().count(), 2, "{two}");
}

/// A file that is named for another commune is said where no round knows the senders.
#[test]
fn a_file_named_for_another_unit_is_said() {
    let said = |name: &str| {
        let bytes = appendix().period("2025-12-15", "2026-03-14").bytes();
        let report = report(name, bytes, &Context::default());
        let found = report.checked.findings.iter().find(|finding| finding.rule == "identity-differs");
        found.map_or_else(
            || "–".to_owned(),
            |finding| format!("{:?}: {}", finding.severity, words::message(Lang::Vi, finding)),
        )
    };
    insta::assert_snapshot!(said("nhan/UBND xa Vi du 02.xlsx"), @"Warning: Tên tệp ghi đơn vị “UBND xa Vi du 02.xlsx”, trang tính “PL2”, ô C1 ghi “Xã Ví dụ 01”.");
    for name in [
        "UBND xã Ví dụ 01.xlsx",
        "xa VD01.xlsx",
        "xa-vi-du-1_lan-1.xlsx",
        "Phu luc cap xa.xlsx",
        "nhan/xa Vi du 02/PL2.xlsx",
    ] {
        assert_eq!(said(name), "–", "{name}");
    }
}

#[test]
fn what_only_looks_like_another_period_or_unit_contradicts_nothing() {
    let days = ("A5", "(Từ ngày 15/12/2025 đến ngày 14/3/2026)");
    let lines = [
        "BÁO CÁO KẾT QUẢ QUÝ I NĂM 2026",
        "NĂM 2026",
        "Tháng 3 năm 2026",
        "Kết quả quý I, phương hướng nhiệm vụ quý II năm 2026",
        "(Số liệu cùng kỳ: quý I/2025)",
        "So với quý IV/2025",
        "Kế hoạch quý II năm 2026",
        "Kính gửi: UBND xã Ví dụ 02",
        "(Kèm theo Báo cáo số 12/BC-UBND ngày 14/3/2026 của UBND xã Ví dụ 01)",
        "XÃ VÍ DỤ 01",
    ];
    for line in lines {
        assert_eq!(contradicting("", &[("A4", line), days]), "–", "{line}");
    }
    for signature in [
        "TM. ỦY BAN NHÂN DÂN",
        "TM. ỦY BAN NHÂN DÂN XÃ VÍ DỤ 01",
        "Ví dụ, ngày 14 tháng 3 năm 2026",
        "Xã Ví dụ 01, ngày 14 tháng 3 năm 2026",
    ] {
        assert_eq!(contradicting("", &[("D60", signature), days]), "–", "{signature}");
    }
    for remark in [
        "Xã Ví dụ 05, người dân chưa quen dịch vụ trực tuyến",
        "Phường Ví dụ, ngày 12/3/2024 đã kiểm tra",
        "Phường Ví dụ, ngày 12/3/2024",
        "TMĐT của UBND xã Ví dụ 05 đã họp",
    ] {
        assert_eq!(contradicting("", &[("E10", remark), days]), "–", "{remark}");
    }
    let names = [
        "PL2",
        "Quý I-2026",
        "2026",
        "T3.2026",
        "Xã Ví dụ 01",
        "TT 01-2020",
        "P 2",
        "Xã PL2",
        "Phường, xã PL2",
        "Xã 2",
    ];
    for name in names {
        assert_eq!(contradicting(name, &[days]), "–", "{name}");
    }
}

/// A time above a table speaks of that table only if another table has another time above it.
#[test]
fn times_above_several_tables_contradict_nothing_if_they_differ() {
    let (days, above) = (("A5", "(Từ ngày 15/12/2025 đến ngày 14/3/2026)"), ("A6", "Quý I năm 2025"));
    let second = ("A60", "STT");
    assert_eq!(contradicting("", &[days, above, ("A59", "Quý I năm 2026"), second]), "–");
    for below in ["Quý I năm 2025", "Phần II"] {
        let said = contradicting("", &[days, above, ("A59", below), second]);
        assert!(said.contains("Quý I năm 2025"), "{below}: {said}");
    }
}

#[test]
fn a_file_named_for_another_period_is_said() {
    let said = |name: &str| {
        let bytes = appendix().period("2025-12-15", "2026-03-14").bytes();
        let report = report(name, bytes, &Context::default());
        let found = report.checked.findings.iter().find(|finding| finding.rule == "identity-differs");
        found.map_or_else(|| "–".to_owned(), |finding| words::message(Lang::Vi, finding))
    };
    insta::assert_snapshot!([
        said("nhan/Xa Vi du 01 - quy II-2026.xlsx"),
        said("bao_cao_6_thang_dau_nam_2026.xlsx"),
    ].join("\n"), @"
    Tên tệp ghi kỳ báo cáo “Xa Vi du 01 - quy II-2026.xlsx”, trang tính “PL2”, ô A5 ghi “(Kỳ báo cáo: từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    Tên tệp ghi kỳ báo cáo “bao_cao_6_thang_dau_nam_2026.xlsx”, trang tính “PL2”, ô A5 ghi “(Kỳ báo cáo: từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    ");
    for name in
        ["quy I 2026.xlsx", "bao-cao-quy-1-2026.xlsx", "nam 2026.xlsx", "gui thang 4-2026.xlsx", "PL2.xlsx"]
    {
        assert_eq!(said(name), "–", "{name}");
    }
}
