"""What a CSV file and a sheet of a workbook have in common: columns, and rows of cells."""

import re

import registry_tables

COLUMNS_MAX = 100
CELL_BYTES_MAX = 1000

# A program for spreadsheets would compute what begins so.
_COMPUTED = re.compile(r"'*[=+\-@]")


def quoted(cell):
    """The cell as it is written to a file: never a formula."""
    return f"'{cell}" if _COMPUTED.match(cell) else cell


def unquoted(cell):
    """What quoted() was given."""
    return cell[1:] if cell.startswith("'") and _COMPUTED.match(cell) else cell


class Columns:
    """The first row of a table. In a `ragged` one, rows may be short."""

    def __init__(self, table, place, line, names, problems, *, ragged=False):
        """Tells the problems what is wrong with it; `right` says whether nothing is."""
        known = registry_tables.COLUMNS[table]
        before = problems.count
        names = [name.strip() for name in names]
        while names and not names[-1]:
            names.pop()
        self.names = tuple(names)
        self._place = place
        self._ragged = ragged
        self._problems = problems
        if len(names) > COLUMNS_MAX:
            problems.add(place, line, "", "too_many_columns", limit=COLUMNS_MAX)
            names = names[:COLUMNS_MAX]
        for name in registry_tables.REQUIRED[table]:
            if name not in names:
                problems.add(place, line, name, "missing_column")
        for i, name in enumerate(names):
            if name not in known:
                problems.add(place, line, name[:64] or f"{i + 1}", "unknown_column")
            elif name in names[:i]:
                problems.add(place, line, name, "column_twice")
        self.right = problems.count == before

    def cells(self, line, cells):
        """The cells of a row, one for each column; None if it is blank or has a problem."""
        if not any(cells):
            return None
        names = self.names
        # A program for spreadsheets leaves out, or adds, what is empty at the end.
        while len(cells) > len(names) and not cells[-1]:
            cells.pop()
        if self._ragged:
            cells.extend([""] * (len(names) - len(cells)))
        if len(cells) != len(names):
            self._problems.add(
                self._place, line, "", "cell_count", count=len(cells), want=len(names)
            )
            return None
        right = True
        for i, cell in enumerate(cells):
            if len(cell) * 4 > CELL_BYTES_MAX:
                size = len(cell.encode("utf-8", "surrogatepass"))
                if size > CELL_BYTES_MAX:
                    self._problems.add(
                        self._place, line, names[i], "cell_too_long",
                        size=size, limit=CELL_BYTES_MAX,
                    )
                    right = False
            if cell and cell[0] == "'":
                cells[i] = unquoted(cell)
        return cells if right else None
