"""Writes workbooks with the libraries that other programs are made with.

Usage: write.py FOLDER, with the workbooks as JSON on stdin: a list of workbooks, each a list of sheets
{"name", "cells": [[row, column, text or number]], "merges": [[top, left, bottom, right]]}, all counted from 0.
Each is written into FOLDER by every library, as 0-openpyxl.xlsx, 0-XlsxWriter.xlsx, 0-xlwt.xls.
"""

import json
import pathlib
import sys

import openpyxl
import xlsxwriter
import xlwt


def with_openpyxl(sheets, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet["name"])
        for row, column, value in sheet["cells"]:
            page.cell(row + 1, column + 1).value = value
        for top, left, bottom, right in sheet["merges"]:
            page.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    book.save(f"{path}-openpyxl.xlsx")


def with_xlsxwriter(sheets, path):
    book = xlsxwriter.Workbook(f"{path}-XlsxWriter.xlsx")
    for sheet in sheets:
        page = book.add_worksheet(sheet["name"])
        for top, left, bottom, right in sheet["merges"]:
            page.merge_range(top, left, bottom, right, "")
        for row, column, value in sheet["cells"]:
            if isinstance(value, str):
                page.write_string(row, column, value)
            else:
                page.write_number(row, column, value)
    book.close()


def with_xlwt(sheets, path):
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        page = book.add_sheet(sheet["name"], cell_overwrite_ok=True)
        for top, left, bottom, right in sheet["merges"]:
            page.merge(top, bottom, left, right)
        for row, column, value in sheet["cells"]:
            page.write(row, column, value)
    book.save(f"{path}-xlwt.xls")


folder = pathlib.Path(sys.argv[1])
for number, sheets in enumerate(json.load(sys.stdin)):
    for write in (with_openpyxl, with_xlsxwriter, with_xlwt):
        write(sheets, folder / str(number))
