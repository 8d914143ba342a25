"""Tables to import: a folder of CSV files, or one XLSX file with sheets of the same names.

Whatever the files hold, memory stays flat: they are read in pieces of bounded size.
"""

import collections
import pathlib
import stat

import csv_table
import registry_tables
import xlsx_table
from messages import Refused, text

FILE_BYTES_MAX = 256 << 20
ROWS_MAX = 2_000_000
_PROBLEMS_KEPT = 1000


class Problem(collections.namedtuple("Problem", ["place", "line", "column", "reason"])):
    """What is wrong where; `column` is empty when it is the whole line."""

    def __str__(self):
        column = f" {self.column}:" if self.column else ""
        return f"{self.place}:{self.line}:{column} {self.reason}"


class Problems(Exception):
    """Every problem of the tables; nothing of them was sent."""

    def __init__(self):
        super().__init__()
        self.first = []
        self.count = 0
        self._table_begin = 0

    def add(self, place, line, column, key, **values):
        self.count += 1
        if len(self.first) < _PROBLEMS_KEPT:
            self.first.append(Problem(place, line, column, text(key, **values)))

    def end_table(self):
        """Those of the table at hand are complete; they are told in the order of its lines."""
        self.first[self._table_begin :] = sorted(
            self.first[self._table_begin :], key=lambda problem: problem.line
        )
        self._table_begin = len(self.first)

    def __str__(self):
        lines = [f"{problem}" for problem in self.first]
        if self.count > len(lines):
            lines.append(text("more_problems", count=self.count - len(lines)))
        return "\n".join(lines)


def open_tables(path):
    """The tables at a path, in the order of registry_tables; raises Refused."""
    path = pathlib.Path(path)
    if path.is_dir():
        found = [
            csv_table.CsvTable(name, path / f"{name}.csv")
            for name in registry_tables.COLUMNS
            if (path / f"{name}.csv").exists()
        ]
        for table in found:
            _check_size(table.path)
    else:
        _check_size(path)
        found = xlsx_table.open_workbook(path, registry_tables.COLUMNS)
    if not found:
        raise Refused("no_tables", path=path, names=", ".join(registry_tables.COLUMNS))
    return found


def _check_size(path):
    try:
        status = path.stat()
    except FileNotFoundError:
        raise Refused("no_such_path", path=path) from None
    except OSError as error:
        raise Refused("cannot_read", path=path, why=error.strerror) from None
    if not stat.S_ISREG(status.st_mode):
        raise Refused("not_a_file", path=path)
    if status.st_size > FILE_BYTES_MAX:
        size, limit = status.st_size >> 20, FILE_BYTES_MAX >> 20
        raise Refused("file_too_large", path=path, size=size, limit=limit)


def check(tables, tick=lambda _: None):
    """Reads all tables through, and returns how many rows each has; raises Problems or Refused.

    What the cells mean is the registry's to judge.
    """
    problems = Problems()
    counts = {}
    total = 0
    for table in tables:
        counts[table.name] = 0
        for _ in table.rows(problems):
            counts[table.name] += 1
            total += 1
            if total > ROWS_MAX:
                raise Refused("too_many_rows", path=table.place, limit=ROWS_MAX)
            if total % 1000 == 0:
                tick(text("rows_so_far", count=total))
        problems.end_table()
    if problems.count:
        raise problems
    return counts


def rows(tables):
    """(name, line, cells) of each row, of tables that were checked."""
    for table in tables:
        problems = Problems()
        for line, cells in table.rows(problems):
            if problems.count:
                break
            yield table.name, line, cells
        if problems.count:
            raise Refused("changed_meanwhile", path=table.place)
