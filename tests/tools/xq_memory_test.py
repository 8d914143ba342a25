"""Tests that tools/xq refuses hostile files, and reads large ones, in little memory."""

import subprocess
import unittest
import zipfile

from xq_files import MAIN, PEOPLE, SHEET, TOP, Files

import registry_tables
import sink

# Of address space: more than Python takes for itself, less than the files hold.
MEMORY_KILOBYTES = 64_000
_LARGE = 48 << 20
# Reads as an import does, and says how many rows there were and what its memory came to.
_READ = """
import re, sys
sys.path.insert(0, sys.argv[1])
import source
tables = source.open_tables(sys.argv[2])
print(source.check(tables)["people"], sum(1 for _ in source.rows(tables)))
print(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
"""


class MemoryTest(Files):
    """The same command in a process that may not take much."""

    def run_xq(self, path):
        done = subprocess.run(
            ["bash", "-c", f'ulimit -v {MEMORY_KILOBYTES}; exec "$@"', "bash", "/usr/bin/python3",
             "-B", TOP / "tools/xq", "--target", "127.0.0.1:1", "--lang", "en", "registry",
             "import", path],
            capture_output=True, text=True, check=False, timeout=60,
        )
        self.assertNotIn("MemoryError", done.stderr)
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stdout + done.stderr

    def test_a_file_of_two_gigabytes(self):
        for name in ("people.csv", "t.xlsx"):
            with open(self.folder / name, "wb") as file:
                file.truncate(2 << 30)
        self.assertIn("has 2048 MB; at most 256 MB are read", self.run_xq(self.folder))
        self.assertIn("has 2048 MB; at most 256 MB are read", self.run_xq(self.path))

    def test_one_line_as_long_as_a_file_may_be(self):
        with open(self.folder / "people.csv", "wb") as file:
            file.write(PEOPLE.encode())
            file.truncate(200 << 20)
        self.assertIn("is longer than 65536 bytes", self.run_xq(self.folder))

    def test_a_bomb_as_a_workbook(self):
        self.pack_large(b" " * (1 << 20), 1100)
        self.assertIn("unpacks to 1100 MB", self.run_xq(self.path))

    def test_parts_that_stay_below_every_bound_of_size(self):
        noise = bytes(range(32, 127)).replace(b"<", b"").replace(b"&", b"")
        cell = b"<row><c t='inlineStr'><is>"
        # How each begins, and what comes again and again.
        cases = {
            "one text": (cell + b"<t>", noise),
            "many texts": (cell, b"<t>xxxxxxxxx</t>"),
            "many cells": (b"<row>", b"<c><v>1</v></c>"),
            "one tag": (b"<row a='", noise.replace(b"'", b"")),
            "one comment": (b"<!--", noise.replace(b"-", b"")),
            "tags within tags": (b"", b"<a>"),
        }
        for name, (head, tail) in cases.items():
            with self.subTest(name):
                body = head + tail * (_LARGE // len(tail))
                self.pack(**{SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + body})
                # Stored, so that the ratio gives nothing away.
                self.store()
                self.assertIn("problems; nothing was sent", self.run_xq(self.path))

    def store(self):
        with zipfile.ZipFile(self.path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_STORED) as package:
            for name, content in parts.items():
                package.writestr(name, content)

    def pack_large(self, piece, times):
        self.pack()
        with zipfile.ZipFile(self.path, "a", zipfile.ZIP_DEFLATED) as package:
            with package.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
                for _ in range(times):
                    part.write(piece)

    def test_many_rows_take_no_more_memory_than_few(self):
        for name, few, many in (("CSV", 2_000, 200_000), ("XLSX", 2_000, 50_000)):
            with self.subTest(name):
                peaks = [self.peak_kilobytes(name, rows) for rows in (few, many)]
                self.assertLess(peaks[1], peaks[0] + 4_000)

    def peak_kilobytes(self, name, rows):
        path = self.folder / ("many.xlsx" if name == "XLSX" else f"many{rows}")
        path.unlink(missing_ok=True)
        with sink.begin(path) as out:
            out.table("people", registry_tables.COLUMNS["people"])
            for i in range(rows):
                out.row((f"p{i}", "张三", f"{10**10 + i}", f"u{i}"))
        done = subprocess.run(
            ["/usr/bin/python3", "-B", "-c", _READ, TOP / "tools/xq.d", path],
            capture_output=True, text=True, check=True,
        )
        checked, read, peak = map(int, done.stdout.split())
        self.assertEqual((checked, read), (rows, rows))
        return peak


if __name__ == "__main__":
    unittest.main()
