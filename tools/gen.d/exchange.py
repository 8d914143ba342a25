"""Writes the three tables of the exchange format, a row at a time."""

import contextlib
import csv
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "xq.d"))

from registry_tables import COLUMNS  # noqa: E402


class Exchange:
    """The CSV files of a folder; a context. Also counts, and remembers children as told."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self._files = contextlib.ExitStack()
        self.counts = dict.fromkeys(COLUMNS, 0)
        self._children = {}

    def __enter__(self):
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write = {name: self._begin(name, columns) for name, columns in COLUMNS.items()}
        return self

    def _begin(self, name, columns):
        path = self._folder / f"{name}.csv"
        file = self._files.enter_context(open(path, "w", encoding="utf-8-sig", newline=""))
        write = csv.writer(file).writerow
        write(columns)
        return write

    def __exit__(self, *error):
        return self._files.__exit__(*error)

    def remember_children(self, keys):
        """From now on, those of these organizations."""
        self._children.update((key, []) for key in keys)

    def children(self, key):
        """(key, name, kind, level) of each that was remembered."""
        return self._children[key]

    def organization(
        self, key, name, kind, level, parent, valid_from, *, division="", school="", credit="",
        leading_body="", ledger_root="",
    ):
        self.counts["organizations"] += 1
        self._write["organizations"](
            (key, name, kind, level, parent, valid_from, division, school, credit, leading_body,
             ledger_root)
        )
        if parent in self._children:
            self._children[parent].append((key, name, kind, level))

    def person(self, name, *, has_account=True):
        """Returns the key. The phone is of a range that no network has."""
        self.counts["people"] += 1
        number = self.counts["people"]
        key = f"p{number:07d}"
        self._write["people"]((key, name, f"10{number:09d}", key if has_account else ""))
        return key

    def post(self, row):
        self.counts["posts"] += 1
        self._write["posts"](row)
