"""Runs the queries of docs/sql.md with DuckDB over a folder of tables, and prints what they give.

Usage: recipe.py DOC FOLDER. Every query but those that only prepare prints its first line, its columns and its rows.
"""

import re
import sys
import time

import duckdb


def queries(doc):
    """The queries of a page, each with its title."""
    text = open(doc, encoding="utf-8").read()
    for block in re.findall(r"```sql\n(.*?)```", text, re.DOTALL):
        title, query = block.split("\n", 1)
        yield title.removeprefix("-- "), query


def run(doc, folder, timed=False):
    database = duckdb.connect()
    for title, query in queries(doc):
        began = time.process_time(), time.perf_counter()
        result = database.execute(query.replace("'kho/", f"'{folder}/"))
        if query.lstrip().startswith("CREATE"):
            continue
        heads, rows = [column[0] for column in result.description], result.fetchall()
        print(f"== {title}")
        if timed:
            cpu, wall = time.process_time() - began[0], time.perf_counter() - began[1]
            print(f"{len(rows)} rows, {wall:.2f} s, CPU {cpu:.2f} s")
            continue
        print(";".join(heads))
        for row in rows:
            print(";".join("" if field is None else str(field) for field in row))


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2])
