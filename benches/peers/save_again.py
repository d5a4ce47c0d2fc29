"""Saves workbooks again with openpyxl: save_again.py FOLDER WORKBOOK..."""

import sys
from pathlib import Path

import openpyxl

folder, *workbooks = map(Path, sys.argv[1:])
for workbook in workbooks:
    openpyxl.load_workbook(workbook).save(folder / workbook.name)
