//! Names of places, percentages and sums inside Vietnamese sentences.

use phuluc_check::{Answer, Location, cell_on_sheet, spelled, whose, wording};
use phuluc_form::{
    Atom, Catalogue, Cmp, ColumnRef, Expr, Form, Holds, Lang, Place, RowRef, Set, WhichReport, number,
};

/// The short name of a place: `ô D12`, or `mục 2.1` in forms whose rows have codes.
pub(super) fn cell(place: &Location) -> String {
    wording::cell(Lang::Vi, place)
}

/// The name of a place as a term of a sum, where “ô” or “mục” stands before the whole sum.
pub(super) fn term(place: &Location) -> String {
    let name = match (place.labels.coded && place.labels.by_row, place.on_sheet.at) {
        (false, Some(at)) => cell_on_sheet(Lang::Vi, place, at),
        (true, _) => place.on_form.row.to_string(),
        (false, None) if place.labels.coded => place.on_form.row.to_string(),
        (false, None) => format!("“{}”", place.labels.column),
    };
    name + &whose(Lang::Vi, place)
}

/// The name of a place with its cell and label: `ô E12 “trực tiếp, bưu chính”`, `mục 7.1 (ô D31)`.
pub(super) fn cell_named(place: &Location) -> String {
    let label = if place.labels.by_row { &place.labels.row } else { &place.labels.column };
    let name = match (place.labels.coded && place.labels.by_row, place.on_sheet.at) {
        (false, Some(at)) => format!("ô {} “{label}”", cell_on_sheet(Lang::Vi, place, at)),
        // a row that was deleted has no cell
        (false, None) if place.labels.coded => format!("mục {}, cột “{label}”", place.on_form.row),
        (false, None) => format!("“{label}”"),
        (true, Some(at)) => format!("mục {} (ô {})", place.on_form.row, cell_on_sheet(Lang::Vi, place, at)),
        (true, None) => format!("mục {}", place.on_form.row),
    };
    name + &whose(Lang::Vi, place)
}

/// A place whose figure is not known, and why.
pub(super) fn unknown(place: &Location) -> String {
    match place.shown.answer {
        Answer::Unreadable(_) => format!("{} không đọc được", cell_named(place)),
        _ => format!("{} chưa nhập", cell_named(place)),
    }
}

/// The number of addends up to which a sentence names them all.
const LONG: usize = 8;

/// The sum of several places: `các mục 1.1 + 1.2`, `D12 + E12`.
pub(super) fn added(expr: &Expr<Location>) -> String {
    let places = expr.places();
    let coded = places.len() > 1 && places.iter().all(|place| place.labels.coded && place.labels.by_row);
    let sum = match expr.addends() {
        // of a long sum the first and the last addend are enough
        Some(addends) if addends.len() > LONG => {
            let ends = [addends.first(), addends.last()].into_iter().flatten();
            let ends: Vec<String> = ends.map(|place| term(place)).collect();
            format!("{} số ({})", addends.len(), ends.join(" … "))
        }
        _ => spelled(expr, &term, &ratio),
    };
    if coded { format!("các mục {sum}") } else { sum }
}

pub(super) fn ratio(part: &str, base: &str) -> String {
    format!("tỷ lệ {part} / {base}")
}

pub(super) fn compared(cmp: Cmp) -> &'static str {
    match cmp {
        Cmp::Eq => "bằng",
        Cmp::Ne => "khác",
        Cmp::Le => "không lớn hơn",
        Cmp::Ge => "không nhỏ hơn",
        Cmp::Lt => "nhỏ hơn",
        Cmp::Gt => "lớn hơn",
    }
}

/// A place by the names that its form gives to row and column.
pub(super) fn name_in(catalogue: &Catalogue, home: &Form, place: &Place) -> String {
    let other = place.form.as_ref().and_then(|id| catalogue.in_force(id, None));
    let form = other.map_or(home, |other| other.as_ref());
    let columns = match &place.column {
        ColumnRef::Id(id) => std::slice::from_ref(id),
        ColumnRef::First(ids) => ids,
        ColumnRef::Each => &[],
    };
    let columns = columns.iter().filter_map(|id| form.column(id)).map(|column| &form.columns[column]);
    // the only column whose figures the rows name need not be named
    let is_only = form.value_columns().nth(1).is_none();
    let said: Vec<String> = columns
        .filter(|column| column.holds != Holds::ByRow || !is_only)
        .map(|column| format!("“{}”", column.say))
        .collect();
    let said = (!said.is_empty()).then(|| said.join(", chưa có thì "));
    let row = match &place.row {
        RowRef::Id(id) if form.total_row().is_some_and(|total| total.id == *id) => {
            Some("dòng tổng cộng".to_owned())
        }
        RowRef::Id(id) => match form.fixed_row(id).map(|row| &form.fixed_rows()[row]) {
            Some(row) if !row.is_coded() => Some(format!("dòng “{}”", row.say())),
            _ => Some(format!("mục {id}")),
        },
        RowRef::Each => None,
    };
    let mut name = match (said, row) {
        (Some(column), Some(row)) => format!("{column} ở {row}"),
        (Some(column), None) => column,
        (None, Some(row)) => row,
        (None, None) => "số của dòng".to_owned(),
    };
    if other.is_some() {
        name = format!("{name} của {}", form.short);
    }
    name.push_str(match place.which {
        WhichReport::Now => "",
        WhichReport::Before => " của kỳ trước",
        WhichReport::LastYear => " của cùng kỳ năm trước",
        WhichReport::Year => " cộng từ đầu năm",
    });
    name
}

pub(super) fn sum(expr: &Expr<Place>, name: &impl Fn(&Place) -> String) -> String {
    let part = |e: &Expr<Place>| sum(e, name);
    let grouped = |e: &Expr<Place>| match e {
        Expr::Add(..) | Expr::Sub(..) => format!("({})", sum(e, name)),
        _ => sum(e, name),
    };
    match expr {
        Expr::Number(number) => number::vietnamese(*number),
        Expr::Place(place) | Expr::Zero(place) => name(place),
        Expr::Add(a, b) => format!("{} + {}", part(a), part(b)),
        Expr::Sub(a, b) => format!("{} - {}", part(a), part(b)),
        Expr::Mul(a, b) => format!("{} × {}", grouped(a), grouped(b)),
        Expr::Div(a, b) => format!("{} chia {}", grouped(a), grouped(b)),
        Expr::Min(..) => format!("số nhỏ nhất trong ({})", listed(expr, name)),
        Expr::Max(..) => format!("số lớn nhất trong ({})", listed(expr, name)),
        Expr::Round(a, 0) => format!("{} làm tròn thành số nguyên", grouped(a)),
        Expr::Round(a, decimals) => format!("{} làm tròn {decimals} chữ số thập phân", grouped(a)),
        Expr::Abs(a) => format!("giá trị tuyệt đối của {}", grouped(a)),
        Expr::If(_) => {
            let bands = super::bands::say(expr, name);
            format!("({})", bands.unwrap_or_else(|| choice(expr, name)))
        }
        Expr::Percent(a, b) => format!("tỷ lệ phần trăm của {} trên {}", part(a), part(b)),
        Expr::Base(a, b) => format!("tổng số tính ngược từ {} và {}", part(a), part(b)),
        Expr::Sum(sum) => {
            let rows = match (sum.set, sum.ends.as_slice()) {
                (Set::Range, [first, last]) => format!("tổng từ {} đến {}", name(first), name(last)),
                (Set::Children, _) => "tổng các mục con".to_owned(),
                (Set::Lines, _) => "tổng các dòng đơn vị thêm dưới mục".to_owned(),
                (Set::Open | Set::Range, _) => match &sum.group {
                    Some(group) => format!("tổng các dòng của nhóm “{group}”"),
                    None => "tổng các dòng lĩnh vực".to_owned(),
                },
            };
            match sum.when.as_slice() {
                [] => rows,
                when => format!("{rows} có {}", claim(when, name)),
            }
        }
    }
}

/// The operands of a minimum or maximum.
fn listed(expr: &Expr<Place>, name: &impl Fn(&Place) -> String) -> String {
    let same = std::mem::discriminant(expr);
    let listed = expr.operands().map(|operand| {
        if std::mem::discriminant(operand) == same { listed(operand, name) } else { sum(operand, name) }
    });
    listed.collect::<Vec<_>>().join("; ")
}

/// The branches of a conditional: “mục 4 nếu mục 2 bằng 0, nếu không thì 0”.
fn choice(expr: &Expr<Place>, name: &impl Fn(&Place) -> String) -> String {
    match expr {
        Expr::If(branches) => format!(
            "{} nếu {}, nếu không thì {}",
            sum(&branches.then, name),
            claim(&branches.when, name),
            choice(&branches.other, name)
        ),
        _ => sum(expr, name),
    }
}

/// What several atoms say together.
pub(super) fn claim(atoms: &[Atom<Place>], name: &impl Fn(&Place) -> String) -> String {
    let several = atoms.len() > 1;
    let atoms = atoms.iter().map(|atom| match atom {
        Atom::Given(place) => format!("{} đã nhập", name(place)),
        Atom::Missing(place) => format!("{} để trống", name(place)),
        Atom::Compare { left, cmp, right } => {
            format!("{} {} {}", sum(left, name), compared(*cmp), sum(right, name))
        }
        Atom::Reads { place, words, is } => {
            format!("{} {} “{words}”", name(place), if *is { "là" } else { "khác" })
        }
        Atom::Any(alternatives) => {
            let any: Vec<String> = alternatives.iter().map(|atoms| claim(atoms, name)).collect();
            if several { format!("({})", any.join(" hoặc ")) } else { any.join(" hoặc ") }
        }
    });
    atoms.collect::<Vec<_>>().join(" và ")
}

/// Takes the places where a blank counts as 0.
pub(super) fn zero_places<'e>(expr: &'e Expr<Place>, take: &mut dyn FnMut(&'e Place)) {
    if let Expr::Zero(place) = expr {
        take(place);
    }
    for atom in expr.condition() {
        if let Atom::Compare { left, right, .. } = atom {
            zero_places(left, take);
            zero_places(right, take);
        }
    }
    for operand in expr.operands() {
        zero_places(operand, take);
    }
}
