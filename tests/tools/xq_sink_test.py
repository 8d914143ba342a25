"""Tests tools/xq.d/sink.py: what is written is read again, by us and by openpyxl."""

import unittest

import openpyxl

from xq_files import Files

import messages
import sink
import source

COLUMNS = ("key", "name", "phone", "user_name")
ROWS = [
    ("p1", "=1+1", "", ""),
    ("p2", "'-x", "+86", "@u"),
    ("p3", 'a<b>&"c",\n d ', "10000000001", "u3"),
    ("p4", "'t", "", ""),
]
AS_WRITTEN = [
    ("p1", "'=1+1", None, None),
    ("p2", "''-x", "'+86", "'@u"),
    ("p3", 'a<b>&"c",\n d ', "10000000001", "u3"),
    ("p4", "'t", None, None),
]


class SinkTest(Files):
    def write(self, path):
        with sink.begin(path) as out:
            out.table("organizations", ("key", "name", "kind", "level", "valid_from"))
            out.table("people", COLUMNS)
            for row in ROWS:
                out.row(row)

    def test_what_was_written_is_read_as_it_was(self):
        for path in (self.folder / "out", self.path):
            self.write(path)
            self.assertEqual([tuple(cells) for _, _, cells in self.read(path)], ROWS)

    def test_nothing_is_there_to_be_computed(self):
        self.write(self.folder / "out")
        content = (self.folder / "out/people.csv").read_bytes().decode()
        self.assertTrue(content.startswith("\ufeffkey,name,phone,user_name\r\np1,'=1+1,,\r\n"))
        self.write(self.path)
        workbook = openpyxl.load_workbook(self.path)
        self.assertEqual(workbook.sheetnames, ["organizations", "people"])
        rows = list(workbook["people"].iter_rows(values_only=True))
        self.assertEqual(rows, [COLUMNS, *AS_WRITTEN])
        types = {cell.data_type for cells in workbook["people"].iter_rows() for cell in cells}
        self.assertNotIn("f", types)

    def test_the_same_rows_make_the_same_bytes(self):
        self.write(self.path)
        first = self.path.read_bytes()
        self.path.unlink()
        self.write(self.path)
        self.assertEqual(self.path.read_bytes(), first)

    def test_what_breaks_off_leaves_nothing(self):
        for path in (self.folder / "out", self.path):
            with self.assertRaises(ZeroDivisionError), sink.begin(path) as out:
                out.table("people", COLUMNS)
                out.row((str(1 // 0), "", "", ""))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_nothing_is_written_over(self):
        (self.folder / "x").mkdir()
        (self.folder / "x/y").touch()
        for path in (self.folder / "x", self.folder / "x/y"):
            with self.assertRaises(messages.Refused) as caught, sink.begin(path):
                pass
            self.assertEqual(caught.exception.key, "file_exists")
        (self.folder / "empty").mkdir()
        self.write(self.folder / "empty")
        self.assertEqual(len(source.open_tables(self.folder / "empty")), 2)


if __name__ == "__main__":
    unittest.main()
