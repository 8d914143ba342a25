"""A CSV file as a table, read line by line."""

import csv

from messages import Refused
from table import Columns

LINE_BYTES_MAX = 64 << 10

csv.field_size_limit(LINE_BYTES_MAX)


class _TooLong(Exception):
    """A record that goes on and on, such as after an open quote."""


class CsvTable:
    """One table; `place` is how problems name it."""

    def __init__(self, name, path):
        self.name = name
        self.path = path
        self.place = path.name
        self.columns = ()

    def rows(self, problems):
        """(line, cells) of each row without problems; the others go to `problems`."""
        try:
            with open(self.path, "rb") as file:
                yield from _Reading(self, file, problems).rows()
        except OSError as error:
            raise Refused("cannot_read", path=self.path, why=error.strerror) from None


class _Reading:
    """One pass over the file."""

    def __init__(self, table, file, problems):
        self._table = table
        self._place = table.place
        self._file = file
        self._problems = problems
        self._line = 0  # That was read last.
        self._record_bytes = 0
        self._broken = False  # Whether the record at hand has a problem already.

    def _lines(self):
        while True:
            line = self._file.readline(LINE_BYTES_MAX + 1)
            if not line:
                return
            self._line += 1
            self._record_bytes += len(line)
            if self._record_bytes > LINE_BYTES_MAX:
                raise _TooLong
            if self._line == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            yield self._decoded(line)

    def _decoded(self, line):
        if b"\0" in line:
            self._tell("holds_nul")
            line = line.replace(b"\0", b"")
        try:
            return line.decode()
        except UnicodeDecodeError:
            self._tell("not_utf8")
            return line.decode(errors="replace")

    def _tell(self, key, line=None, **values):
        self._broken = True
        self._problems.add(self._place, line or self._line, "", key, **values)

    def rows(self):
        begin = 1
        columns = None
        try:
            for cells in csv.reader(self._lines(), strict=True):
                line, begin = begin, self._line + 1
                broken, self._broken = self._broken, False
                self._record_bytes = 0
                if columns is None:
                    columns = Columns(
                        self._table.name, self._place, line, cells, self._problems
                    )
                    self._table.columns = columns.names
                    if not columns.right:
                        return
                elif not broken:
                    cells = columns.cells(line, cells)
                    if cells is not None:
                        yield line, cells
        except csv.Error as error:
            self._tell("not_csv", begin, why=error)
        except _TooLong:
            self._tell("line_too_long", begin, limit=LINE_BYTES_MAX)
        else:
            if columns is None:
                self._tell("empty_table", 1)
