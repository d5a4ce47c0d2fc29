"""Reads workbooks with openpyxl, as a second opinion on what stands in them.

Usage: read.py, with the paths of .xlsx files on stdin, one a line. Prints JSON: for each file a list of sheets
[name, {place: [kind, value]}]; null for a file that openpyxl does not read.
"""

import datetime
import json
import sys
import warnings

import openpyxl
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.formula import ArrayFormula

DAYS = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


def value_of(cell, epoch):
    value = cell.value
    if isinstance(value, bool):
        return ["other", "TRUE" if value else "FALSE"]
    if isinstance(value, (int, float)):
        return ["number", float(value)]
    if isinstance(value, DAYS):
        return ["date", float(to_excel(value, epoch))]
    if value in ERROR_CODES or cell.data_type == "e":
        return ["error", value]
    return ["text", unescape(value)]


def read(path):
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = []
    for page in book.worksheets:
        cells = {}
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None and not isinstance(cell.value, ArrayFormula):
                    cells[cell.coordinate] = value_of(cell, book.epoch)
        sheets.append([page.title, cells])
    return sheets


warnings.simplefilter("ignore")
files = []
for path in sys.stdin.read().splitlines():
    try:
        files.append(read(path))
    except Exception:  # whatever it is, it is no opinion
        files.append(None)
json.dump(files, sys.stdout)
