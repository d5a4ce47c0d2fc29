"""Times the queries of docs/sql.md over ten years of ten forms of 3,321 units.

Usage: scale.py DOC FOLDER [YEARS UNITS FORMS]. FOLDER gets a file a year and table with the columns that
`phuluc doc-so-lieu` writes, made by DuckDB; one of the years is closed twice, with some figures changed.
"""

import pathlib
import sys

import duckdb
import recipe

ROWS, COLUMNS = 20, 4


def values(year, units, forms, closing):
    """A year's figures: with the second closing every thousandth is another."""
    changed = f" + (hash(u, f, r, c) % 1000 = 0)::INT" if closing > 1 else ""
    return f"""SELECT DATE '{year - 1}-12-15' AS period_from, DATE '{year}-12-14' AS period_to,
        '{year}-12-2{closing}T16:00:00+07:00' AS closed_at, 'Bộ Ví dụ' AS receiver,
        lpad(u::VARCHAR, 5, '0') AS unit_code, 'Xã Ví dụ ' || u AS unit,
        CASE f WHEN 0 THEN 'tthc-06a' ELSE 'bieu-' || f END AS form, '2020' AS version,
        CASE r WHEN 0 THEN 'tong' ELSE 'dong-' || r END AS row_id, 'Dòng ' || r AS label,
        ['tiep_nhan', 'da_giai_quyet', 'truoc_han', 'dung_han'][c + 1] AS column_id,
        CASE WHEN hash(u, f, r, c, {year}) % 20 = 0 THEN 'blank' ELSE 'number' END AS state,
        CASE WHEN hash(u, f, r, c, {year}) % 20 <> 0 THEN ([1000, 900, 600, 200][c + 1] + hash(u, {year}) % 90{changed})::DOUBLE END AS value,
        value::VARCHAR AS raw, 1::BIGINT AS sending, '{year}-12-16T09:00:00+07:00' AS received_at, true AS counted,
        'nhan/xa-' || u || '.xlsx' AS path, md5(u::VARCHAR) AS sha256, 'Biểu' AS sheet, 'D' || (9 + r) AS cell
        FROM range(1, {units} + 1) AS us(u), range({forms}) AS fs(f), range({ROWS}) AS rs(r), range({COLUMNS}) AS cs(c)"""


def make(folder, years, units, forms):
    database = duckdb.connect()
    for year in range(2017, 2017 + years):
        for closing in (1, 2) if year == 2020 else (1,):
            end = f"{year - 1}-12-15_{year}-12-14_chot-{year}122{closing}T160000.parquet"
            rows = values(year, units, forms, closing)
            database.execute(f"COPY ({rows}) TO '{folder}/so-lieu_{end}' (FORMAT parquet)")
            units_of = "period_from, period_to, closed_at, receiver, unit_code, unit"
            database.execute(
                f"COPY (SELECT DISTINCT {units_of} FROM '{folder}/so-lieu_{end}') TO '{folder}/don-vi_{end}' (FORMAT parquet)"
            )
            # three thousandths of the units took the next one over in 2025
            database.execute(
                f"""COPY (SELECT unit_code, lpad((unit_code::INT + 1)::VARCHAR, 5, '0') AS predecessor_code,
                    DATE '2025-07-01' AS from_day FROM '{folder}/don-vi_{end}' WHERE unit_code::INT % 3 = 0)
                    TO '{folder}/ke-thua_{end}' (FORMAT parquet)"""
            )


if __name__ == "__main__":
    doc, folder, *sizes = sys.argv[1:]
    years, units, forms = map(int, sizes or (10, 3321, 10))
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    make(folder, years, units, forms)
    size = sum(file.stat().st_size for file in pathlib.Path(folder).iterdir())
    print(f"{(years + (years > 3)) * units * forms * ROWS * COLUMNS:,} values, {size / 1e6:.0f} MB")
    recipe.run(doc, folder, timed=True)
