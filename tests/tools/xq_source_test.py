"""Tests tools/xq.d/source.py: what is read from CSV and XLSX, and what is refused.

openpyxl, which xq does without, makes the workbooks.
"""

import datetime
import struct
import unittest
import zipfile

import openpyxl

from xq_files import MAIN, PEOPLE, SHEET, Files, row, sheet

import messages
import registry_tables
import source


class CsvTest(Files):
    def test_reads_rows_with_their_lines(self):
        rows = 'p1,"张,\n三",10000000001,\r\n\n,,,\np2,李四,,u2\n'
        self.write("people.csv", "\ufeff" + PEOPLE + rows)
        self.assertEqual(self.read(), [
            ("people", 2, ["p1", "张,\n三", "10000000001", ""]),
            ("people", 6, ["p2", "李四", "", "u2"]),
        ])

    def test_columns_may_be_in_any_order_and_be_left_out(self):
        self.write("people.csv", "name,key\n张三,p1\n")
        tables = source.open_tables(self.folder)
        self.assertEqual(source.check(tables), {"people": 1})
        self.assertEqual(tables[0].columns, ("name", "key"))

    def test_tables_come_in_the_order_of_what_they_refer_to(self):
        for name in ("posts", "people", "organizations"):
            self.write(f"{name}.csv", ",".join(registry_tables.COLUMNS[name]) + "\n")
        self.assertEqual(
            [table.name for table in source.open_tables(self.folder)],
            ["organizations", "people", "posts"],
        )

    def test_what_was_quoted_against_computing_is_read_as_it_was(self):
        self.write("people.csv", PEOPLE + "p1,'=1+1,,\np2,''-x,,\np3,'t,,\np4,=2,,\n")
        self.assertEqual(
            [cells[1] for _, _, cells in self.read()], ["=1+1", "'-x", "'t", "=2"]
        )

    def test_every_problem_is_told_with_its_place(self):
        rows = [
            "p1,张三,,",
            b"p2,\xff\xfe,,".decode("latin-1"),
            "p3,a\0b,,",
            "p4,张三,",
            "p5,张三,,,x",
            "p6," + "团" * 334 + ",,",
        ]
        content = PEOPLE.encode() + b"\n".join(
            row.encode("latin-1") if "\xff" in row else row.encode() for row in rows
        )
        self.write("people.csv", content)
        self.write("posts.csv", "key,title,title,salary\n")
        self.assertEqual(self.problems(), [
            "people.csv:3: is not UTF-8",
            "people.csv:4: holds U+0000",
            "people.csv:5: has 3 cells, want 4",
            "people.csv:6: has 5 cells, want 4",
            "people.csv:7: name: has 1002 bytes, at most 1000 fit",
            "posts.csv:1: person_key: the column is missing",
            "posts.csv:1: organization_key: the column is missing",
            "posts.csv:1: appointment_type: the column is missing",
            "posts.csv:1: valid_from: the column is missing",
            "posts.csv:1: title: the column is there twice",
            "posts.csv:1: salary: there is no such column",
        ])

    def test_the_same_in_chinese(self):
        messages.choose(None, {"LANG": "zh_CN.UTF-8"})
        self.write("people.csv", "key\n")
        self.assertEqual(self.problems(), ["people.csv:1: name: 缺少这一列"])
        self.assertEqual(self.refusal(self.folder / "none"), "no_such_path")
        for key, texts in messages._TEXTS.items():  # pylint: disable=protected-access
            self.assertEqual(len(texts), len(messages.LANGUAGES), key)

    def test_what_is_no_table_is_told(self):
        cases = {
            "": "people.csv:1: has no first row that names the columns",
            PEOPLE + 'p1,"x"y,,\n': "people.csv:2: is not CSV",
            PEOPLE + 'p1,"' + "x\n" * 50_000: "people.csv:2: is longer than 65536 bytes",
            PEOPLE + "p1," + "x" * 70_000: "people.csv:2: is longer than 65536 bytes",
            ",".join(["c"] * 101) + "\n": "people.csv:1: has more than 100 columns",
        }
        for content, told in cases.items():
            self.write("people.csv", content)
            self.assertIn(told, self.problems()[0])

    def test_no_more_problems_are_kept_than_people_read(self):
        self.write("people.csv", PEOPLE + "p1\n" * 5000)
        told = self.problems()
        self.assertEqual((len(told), told[-1]), (1001, "... and 4000 more"))

    def test_what_is_no_file_of_ours_is_refused(self):
        self.assertEqual(self.refusal(), "no_tables")
        self.assertEqual(self.refusal("/dev/zero"), "not_a_file")
        (self.folder / "people.csv").mkdir()
        self.assertEqual(self.refusal(), "not_a_file")

    def test_a_file_that_changes_between_check_and_upload_is_noticed(self):
        self.write("people.csv", PEOPLE + "p1,张三,,\n")
        tables = source.open_tables(self.folder)
        source.check(tables)
        self.write("people.csv", PEOPLE + "p1,张三\n")
        with self.assertRaises(messages.Refused) as caught:
            list(source.rows(tables))
        self.assertEqual(caught.exception.key, "changed_meanwhile")


class XlsxTest(Files):
    def save(self, **sheets):
        """Rows by the name of their sheet, written by openpyxl."""
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets.items():
            made = workbook.create_sheet(name)
            for cells in rows:
                made.append(cells)
        workbook.save(self.path)

    def test_reads_what_a_program_for_spreadsheets_writes(self):
        self.save(
            organizations=[
                ["key", "name", "kind", "level", "valid_from", "division_code", "ledger_root"],
                ["sn", "共青团陕西省委员会", "provincial_committee", "province",
                 datetime.date(2010, 1, 31), 610000, True],
                [],
                ["x.1", "'=x", "county_committee", "county", datetime.datetime(2010, 2, 1), None,
                 None, None],
            ],
            notes=[["anything"]],
            people=[["key", "name", "phone"], ["p1", "张三", 10000000001]],
        )
        self.assertEqual(self.read(self.path), [
            ("organizations", 2, ["sn", "共青团陕西省委员会", "provincial_committee", "province",
                                  "2010-01-31", "610000", "true"]),
            ("organizations", 4, ["x.1", "=x", "county_committee", "county", "2010-02-01", "", ""]),
            ("people", 2, ["p1", "张三", "10000000001"]),
        ])

    def test_shared_texts_styles_and_phonetics_are_those_of_the_cells(self):
        self.pack(**{
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>key</t></si><si><t>name</t></si>'
            "<si><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang san</t></rPh></si></sst>",
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164"'
            ' formatCode="yyyy&quot;年&quot;m"/></numFmts><cellStyleXfs><xf numFmtId="14"/>'
            '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
            SHEET: sheet(
                '<row r="3"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
                '<row r="7"><c r="B7" t="s"><v>2</v></c><c r="A7" s="1"><v>42736</v></c></row>'
                '<row><c><v>1.2E3</v></c><c t="b"><v>0</v></c></row>'
            ),
        })
        self.assertEqual(self.read(self.path), [
            ("people", 7, ["2017-01-01", "张三"]), ("people", 8, ["1200", "false"]),
        ])

    def test_problems_of_cells_are_told_with_their_place(self):
        self.pack(**{SHEET: sheet(
            row(1, "key", "name"), row(2, "p1", "团" * 334), row(3, "a", "b", "c"),
            '<row r="4"><c t="e"><v>#REF!</v></c></row>',
            f'<row r="5"><c r="{"Z" * 9}5"><v>1</v></c></row>',
        )})
        self.assertEqual(self.problems(self.path), [
            "t.xlsx:people:2: name: has 1002 bytes, at most 1000 fit",
            "t.xlsx:people:3: has 3 cells, want 2",
            "t.xlsx:people:4: holds the error #REF!",
            "t.xlsx:people:5: has more than 100 columns",
        ])

    def test_wrong_columns_are_named(self):
        self.save(people=[["key", "salary"]], posts=[])
        self.assertEqual(self.problems(self.path)[:2], [
            "t.xlsx:people:1: name: the column is missing",
            "t.xlsx:people:1: salary: there is no such column",
        ])

    def test_what_is_no_workbook_is_refused(self):
        self.path.write_bytes(b"PK")
        self.assertEqual(self.refusal(self.path), "not_xlsx")
        with zipfile.ZipFile(self.path, "w") as package:
            package.writestr("a", "b")
        self.assertEqual(self.refusal(self.path), "not_xlsx")
        self.pack()
        whole = self.path.read_bytes()
        self.path.write_bytes(whole[: len(whole) // 2])
        self.assertEqual(self.refusal(self.path), "not_xlsx")
        self.pack(**{"xl/workbook.xml": "<workbook"})
        self.assertEqual(self.refusal(self.path), "not_xlsx")
        self.save(other=[["key"]])
        self.assertEqual(self.refusal(self.path), "no_tables")

    def test_what_breaks_off_within_a_sheet_is_a_problem(self):
        rows = sheet(row(1, "key", "name"), row(2, "p1", "x"))
        for broken in (rows[:-20], rows.replace("<sheetData>", "<sheetData>&undefined;")):
            self.pack(**{SHEET: broken})
            self.assertIn("is damaged", self.problems(self.path)[0])
        self.pack(**{SHEET: sheet('<row><c t="s"><v>5</v></c></row>')})
        self.assertIn("is damaged", self.problems(self.path)[0])

    def test_entities_are_not_expanded(self):
        laughs = '<!DOCTYPE x [<!ENTITY a "ha">]>' + sheet(row(1, "&a;"))
        self.pack(**{SHEET: laughs})
        self.assertIn("no spreadsheet", self.problems(self.path)[0])

    def test_a_bomb_is_refused_by_what_its_directory_says(self):
        self.pack(**{SHEET: sheet(" " * (20 << 20))})
        self.assertEqual(self.refusal(self.path), "zip_bomb")

    def test_more_than_the_directory_says_is_not_unpacked(self):
        self.pack(**{SHEET: sheet(" " * (20 << 20))})
        data = bytearray(self.path.read_bytes())
        # The size of the sheet in the directory; the sheet is its last part.
        at = data.rfind(b"PK\1\2")
        struct.pack_into("<L", data, at + 24, 1000)
        self.path.write_bytes(data)
        self.assertIn("is damaged", self.problems(self.path)[0])

    def test_a_directory_that_would_fill_memory_is_not_read(self):
        with zipfile.ZipFile(self.path, "w") as package:
            for i in range(1001):
                package.writestr(str(i), "")
        self.assertEqual(self.refusal(self.path), "too_many_parts")
        data = bytearray(self.path.read_bytes())
        at = data.rfind(b"PK\5\6")
        struct.pack_into("<HH", data, at + 8, 1, 1)
        self.path.write_bytes(data)
        self.assertEqual(self.refusal(self.path), "too_many_parts")
        self.path.write_bytes(data[:at] + b"PK\6\7" + bytes(16) + data[at:])
        self.assertEqual(self.refusal(self.path), "too_many_parts")


if __name__ == "__main__":
    unittest.main()
