"""Files for the tests of tools/xq: CSV and XLSX, right and wrong."""

import pathlib
import shutil
import sys
import tempfile
import unittest
import zipfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tools/xq.d"), str(TOP / "tools/client")]

import messages  # noqa: E402
import source  # noqa: E402

PEOPLE = "key,name,phone,user_name\n"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(*rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def row(number, *cells):
    made = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{made}</row>'


class Files(unittest.TestCase):
    """A folder of one test, for files to import."""

    def setUp(self):
        messages.choose("en", {})
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = self.folder / "t.xlsx"

    def write(self, name, content):
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(data)

    def read(self, path=None):
        tables = source.open_tables(path or self.folder)
        source.check(tables)
        return list(source.rows(tables))

    def problems(self, path=None):
        """As text, one a line."""
        with self.assertRaises(source.Problems) as caught:
            self.read(path)
        return str(caught.exception).splitlines()

    def refusal(self, path=None):
        with self.assertRaises(messages.Refused) as caught:
            self.read(path)
        return caught.exception.key

    def pack(self, **parts):
        """A workbook with one sheet, people, of these parts as they are."""
        made = {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="r"><sheets>'
            '<sheet name="people" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="x">'
            '<Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
            SHEET: sheet(row(1, "key", "name")),
            **parts,
        }
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in made.items():
                package.writestr(name, content)
