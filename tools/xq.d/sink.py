"""Where an export goes: a folder of CSV files, or one XLSX file. All of it, or nothing."""

import contextlib
import csv
import os
import pathlib
import shutil
import tempfile
import zipfile
from xml.sax import saxutils

import xlsx_table
from messages import Refused
from table import quoted

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # The same rows make the same bytes.
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@contextlib.contextmanager
def begin(path):
    """Yields what takes the tables; in place when the context ends without an error."""
    path = pathlib.Path(path)
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise Refused("file_exists", path=path)
    to_workbook = path.suffix.lower() == ".xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    scratch.chmod(0o777 & ~_umask())
    try:
        if to_workbook:
            with _Workbook(scratch / path.name) as sink:
                yield sink
            (scratch / path.name).replace(path)
        else:
            with _Folder(scratch) as sink:
                yield sink
            scratch.replace(path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _umask():
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


class _Folder:
    """`table()` begins one; `row()` is one of its rows."""

    def __init__(self, folder):
        self._folder = folder
        self._files = contextlib.ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return self._files.__exit__(*error)

    def table(self, name, columns):
        self._files.close()
        path = self._folder / f"{name}.csv"
        file = self._files.enter_context(open(path, "w", encoding="utf-8-sig", newline=""))
        self._write = csv.writer(file).writerow
        self._write(columns)

    def row(self, cells):
        self._write([quoted(cell) for cell in cells])


class _Workbook:
    """The same as sheets, written one after the other."""

    def __init__(self, path):
        self._path = path
        self._zip = zipfile.ZipFile(path, "w")
        self._names = []
        self._sheet = None
        self._rows = 0

    def __enter__(self):
        return self

    def __exit__(self, error, *_):
        self._end_sheet()
        if error is None:
            self._describe()
        self._zip.close()

    def table(self, name, columns):
        self._end_sheet()
        self._names.append(name)
        self._sheet = self._zip.open(_part(f"xl/worksheets/sheet{len(self._names)}.xml"), "w")
        self._rows = 0
        self._write(f'{_DECLARATION}<worksheet xmlns="{_SHEETS}"><sheetData>')
        self._write_row(columns)

    def row(self, cells):
        self._write_row([quoted(cell) for cell in cells])

    def _write_row(self, cells):
        self._rows += 1
        if self._rows > xlsx_table.ROWS_MAX:
            raise Refused("too_many_rows", path=self._path.name, limit=xlsx_table.ROWS_MAX)
        written = "".join(
            f'<c t="inlineStr"><is><t xml:space="preserve">{saxutils.escape(cell)}</t></is></c>'
            if cell else "<c/>"
            for cell in cells
        )
        self._write(f"<row>{written}</row>")

    def _end_sheet(self):
        if self._sheet is not None:
            self._write("</sheetData></worksheet>")
            self._sheet.close()
            self._sheet = None

    def _write(self, text):
        self._sheet.write(text.encode())

    def _describe(self):
        numbers = list(enumerate(self._names, 1))
        main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        self._add("[Content_Types].xml", (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml"'
            f' ContentType="{main}.sheet.main+xml"/>'
        ) + "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{main}.worksheet+xml"/>'
            for i, _ in numbers
        ) + "</Types>")
        self._add("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        self._add("xl/workbook.xml", (
            f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
        ) + "".join(
            f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in numbers
        ) + "</sheets></workbook>")
        self._add("xl/_rels/workbook.xml.rels", _relations(
            [("worksheet", f"worksheets/sheet{i}.xml") for i, _ in numbers]
        ))

    def _add(self, name, content):
        self._zip.writestr(_part(name), _DECLARATION + content)


def _relations(targets):
    return f'<Relationships xmlns="{_PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    ) + "</Relationships>"


def _part(name):
    info = zipfile.ZipInfo(name, _FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
