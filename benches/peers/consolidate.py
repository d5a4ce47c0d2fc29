"""Reads, checks and consolidates a round without phuluc: consolidate.py pandas|calamine ROUND WORKBOOK

With `pandas`, workbooks are read by pandas through openpyxl, and written likewise; with `calamine` they are read
by python-calamine and written by XlsxWriter. It knows where things stand on the sheets of the sample round, checks the
sums that phuluc checks there and what the sample plants, and writes for each form a sheet with a line for every
unit and figure and live totals. Beside the workbook a list says which rule was broken in which file. That is less than phuluc does (no search for forms,
no diagnosis, no history of sendings), so what it takes is the least that such a script takes.
"""

import sys
from pathlib import Path

# sheet, first row, column of the code, of the label, first column of figures, how many
FORMS = {
    "Biểu 06a": (11, 1, 1, 2, 11),
    "PL2": (9, 0, 1, 3, 1),
    "PL3": (9, 0, 1, 3, 1),
    "PL4": (9, 0, 1, 3, 1),
    "PL01": (9, 0, 1, 3, 1),
    "Bộ chỉ số 766": (8, 0, 1, 2, 2),
    "Chỉ số CCHC": (9, 0, 1, 2, 3),
    "Lời văn báo cáo": (9, 0, 1, 3, 1),
}
HEADINGS = {"PL2": ["3", "4", "5", "6"], "PL3": ["2", "3"], "PL4": ["1", "2", "3"]}
CODES = {("PL2", "7"): {0, 1}, ("PL2", "7.2"): {0, 1, 2}, ("PL2", "8"): {0, 1}}
NOT_MORE = [("1.1.2", "1.1.1"), ("1.2.4", "1.2.3"), ("2.5", "2.4"), ("3.4.2", "3.1.3"), ("7.8.1", "3.4.2")]


def read_by_pandas(path):
    import pandas

    sheets = pandas.read_excel(path, sheet_name=None, header=None, engine="openpyxl", dtype=object)
    return {name: sheet.where(sheet.notna(), None).values.tolist() for name, sheet in sheets.items()}


def read_by_calamine(path):
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets[name] = [[None if cell == "" else cell for cell in row] for row in rows]
    return sheets


def rows_of(sheets, form):
    """The lines of a form: code, label, figures."""
    first, code, label, figures, width = FORMS[form]
    lines = []
    for row in sheets[form][first:]:
        row = row + [None] * (figures + width - len(row))
        key, name = row[code], row[label]
        if key is None and name is None:
            continue
        if isinstance(key, float):
            key = f"{key:g}"
        key = str(key if key is not None else name).strip().rstrip(".")
        lines.append((key, name, row[figures : figures + width]))
    return lines


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number(value):
    return value if is_number(value) else 0


def differ(one, other):
    return abs(one - other) > 1e-6


def parents(lines):
    """The figures of each line that has lines right below it by their codes, and theirs.

    A line without a code stands beside the one above it.
    """
    known, below, above = {}, {}, ""
    for key, _, figures in lines:
        known[key] = figures
        if key[0].isdigit():
            above = key.rpartition(".")[0]
        if above in known:
            below.setdefault(above, []).append(figures)
    return [(known[key], figures) for key, figures in below.items()]


def check(forms):
    """The rules that a report breaks."""
    found = set()
    table = forms["Biểu 06a"]
    whole = True
    for _, _, figures in table:
        if any(is_number(figure) and figure != int(figure) for figure in figures):
            found.add("ambiguous-number")
            whole = False
    if whole:
        for _, _, row in table:
            row = [number(figure) for figure in row]
            if differ(row[0], row[1] + row[2] + row[3]):
                found.add("tthc-06a/tiep-nhan")
            if differ(row[4], row[5] + row[6] + row[7]):
                found.add("tthc-06a/giai-quyet")
            if differ(row[8], row[9] + row[10]):
                found.add("tthc-06a/dang-giai-quyet")
            if differ(row[0], row[4] + row[8]):
                found.add("tthc-06a/can-doi")
        *fields, (_, _, total) = table
        for column, figure in enumerate(total):
            if differ(number(figure), sum(number(row[column]) for _, _, row in fields)):
                found.add("tthc-06a/tong-linh-vuc")
    for form, lines in forms.items():
        for key, _, figures in lines:
            for figure in figures:
                if figure is not None and not is_number(figure):
                    found.add("not-a-number")
            if figures[0] is not None and key in HEADINGS.get(form, ()):
                found.add("value-in-heading")
            if (form, key) in CODES and figures[0] is not None and figures[0] not in CODES[form, key]:
                found.add("code-not-allowed")
    statistics = {key: number(figures[0]) for key, _, figures in forms["PL01"]}
    for less, more in NOT_MORE:
        if statistics.get(less, 0) > statistics.get(more, 0):
            found.add(f"cchc-thai-nguyen-01/{less}")
    if statistics["7.8.2"] > statistics["3.4.2"]:
        found.add("cchc-thai-nguyen-01/muc-do-4")
    *axes, (_, _, total) = forms["Bộ chỉ số 766"]
    if differ(sum(number(figures[0]) for _, _, figures in axes), 100):
        found.add("bo-chi-so-766/du-sau-truc")
    if all(is_number(figures[1]) for _, _, figures in axes):
        if differ(sum(figures[1] for _, _, figures in axes), number(total[1])):
            found.add("bo-chi-so-766/tong-diem")
    *criteria, (_, _, total) = forms["Chỉ số CCHC"]
    tops = [figures for key, _, figures in criteria if key.isdigit()]
    for parent, children in [(total, tops), *parents(criteria)]:
        for column in range(3):
            if is_number(parent[column]):
                if differ(parent[column], sum(number(child[column]) for child in children)):
                    found.add("chi-so-cchc-vo-nhai/diem-bang-tong")
    said = {key: figures[0] for key, _, figures in forms["Lời văn báo cáo"]}
    if is_number(said.get("4.2")) and whole and differ(said["4.2"], number(table[-1][2][1])):
        found.add("so-lieu-bao-cao/truc-tuyen-theo-bieu-06a")
    return found


def total(column, count):
    return f"=SUM({chr(ord('C') + column)}2:{chr(ord('C') + column)}{count + 1})"


def lines_of(units, form):
    for unit, forms in units:
        for key, _, figures in forms[form]:
            yield [unit, key, *(figure if is_number(figure) else None for figure in figures)]


def write_by_pandas(units, workbook):
    import pandas

    with pandas.ExcelWriter(workbook, engine="openpyxl") as writer:
        for form, (*_, width) in FORMS.items():
            lines = list(lines_of(units, form))
            lines.append(["", "", *(total(column, len(lines)) for column in range(width))])
            table = pandas.DataFrame(lines, columns=["unit", "code", *range(width)], dtype=object)
            table.to_excel(writer, sheet_name=form, index=False)


def write_by_xlsxwriter(units, workbook):
    import xlsxwriter

    with xlsxwriter.Workbook(workbook, {"constant_memory": True}) as book:
        for form, (*_, width) in FORMS.items():
            sheet = book.add_worksheet(form)
            sheet.write_row(0, 0, ["unit", "code", *range(width)])
            count = 0
            for count, line in enumerate(lines_of(units, form), 1):
                sheet.write_row(count, 0, line)
            for column in range(width):
                sheet.write_formula(count + 1, 2 + column, total(column, count))


def main(library, folder, workbook):
    read, write = {
        "pandas": (read_by_pandas, write_by_pandas),
        "calamine": (read_by_calamine, write_by_xlsxwriter),
    }[library]
    units, found = [], []
    for path in sorted((Path(folder) / "nhan").glob("*.xlsx")):
        sheets = read(path)
        forms = {form: rows_of(sheets, form) for form in FORMS}
        found += [f"nhan/{path.name};{rule}" for rule in sorted(check(forms))]
        units.append((path.stem, forms))
    write(units, workbook)
    Path(workbook).with_suffix(".csv").write_text("\n".join(["file;rule", *found, ""]), encoding="utf-8")


main(*sys.argv[1:])
