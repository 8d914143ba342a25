"""Reads the demo's CSV files, and tells every problem of every file at once.

A table is a list of named tuples in the order of its file; lists are tuples, days are
datetime.date, an empty optional day is None. Each row also has `line`, where it starts.
"""

import collections
import csv
import io
import pathlib

import csv_checks
import csv_columns
from csv_cells import Bad, parse_cell, printable

Tables = collections.namedtuple("Tables", csv_columns.FILES)


class Problem(
    collections.namedtuple("Problem", ["file", "line", "column", "reason"])
):
    """What is wrong where; `column` is empty when it is the whole line."""

    def __str__(self):
        column = f" {self.column}:" if self.column else ""
        return f"{self.file}:{self.line}:{column} {self.reason}"


class Problems(Exception):
    """Every problem of a folder; nothing of it was loaded."""

    def __init__(self, problems):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class _File:
    """One file while it is read."""

    def __init__(self, path, columns):
        self.path = path
        self.columns = columns
        self.problems = []
        self.cells = None  # (line, cells) of each whole row; None when there is no table at all.

    def problem(self, line, column, reason):
        self.problems.append(Problem(self.path.name, line, column, reason))

    def read(self):
        try:
            content = self.path.read_bytes()
        except OSError as error:
            self.problem(1, "", f"cannot be read: {error.strerror}")
            return
        # Bytes that are not UTF-8 become lone surrogates, which no UTF-8 text has.
        text = content.decode("utf-8-sig", errors="surrogateescape")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        names = [column.name for column in self.columns]
        try:
            header = next(reader, [])
            if not self._has_columns(header, names):
                return
            self.cells = []
            line = reader.line_num + 1
            for cells in reader:
                if len(cells) == len(names):
                    self.cells.append((line, dict(zip(header, cells))))
                else:
                    self.problem(line, "", f"has {len(cells)} cells, want {len(names)}")
                line = reader.line_num + 1
        except csv.Error as error:
            self.problem(line, "", f"is not CSV: {error}")

    def _has_columns(self, header, names):
        for name in names:
            if name not in header:
                self.problem(1, name, "the column is missing")
        for i, name in enumerate(header):
            if name not in names:
                self.problem(1, printable(name), "there is no such column")
            elif name in header[:i]:
                self.problem(1, name, "the column is there twice")
        return not self.problems

    def keys(self):
        if self.cells is None:
            return None
        return {cells["key"] for _, cells in self.cells}

    def parse(self, keys):
        row_type = collections.namedtuple(
            "Row", [column.name for column in self.columns] + ["line"]
        )
        rows = []
        seen = {}
        for line, cells in self.cells or []:
            for column in csv_columns.UNIQUE:
                text = cells.get(column, "")
                first = seen.setdefault((column, text), line)
                if text and first != line:
                    self.problem(line, column, f"“{printable(text)}” is that of line {first} too")
            values = {}
            for column in self.columns:
                try:
                    values[column.name] = parse_cell(column, cells[column.name], keys)
                except Bad as bad:
                    self.problem(line, column.name, str(bad))
            if len(values) == len(self.columns):
                rows.append(row_type(line=line, **values))
        return rows


def load(folder, kinds=None):
    """Reads the nine files of `folder`; with `kinds`, activities may be of these only.

    Raises Problems with everything that is wrong in any of them.
    """
    folder = pathlib.Path(folder)
    files = {
        name: _File(folder / f"{name}.csv", columns)
        for name, columns in csv_columns.columns(kinds).items()
    }
    for file in files.values():
        file.read()
    keys = {name: file.keys() for name, file in files.items()}
    tables = {name: file.parse(keys) for name, file in files.items()}
    csv_checks.check(tables, files)
    problems = [
        problem
        for file in files.values()
        for problem in sorted(file.problems, key=lambda p: p.line)
    ]
    if problems:
        raise Problems(problems)
    return Tables(**tables)
