"""How a command gives out what it found: a table, JSON, or a CSV file."""

import csv
import json
import pathlib

import tables
from messages import Refused, text
from table import quoted

_CELL_COLUMNS = 44


def add_formats(command):
    formats = command.add_mutually_exclusive_group()
    formats.add_argument(
        "--json", action="store_true", help="what the service answered, whole, as JSON"
    )
    formats.add_argument(
        "--csv", type=pathlib.Path, metavar="FILE", help="the table, to a new file"
    )


def give(options, answer, header, rows, after=()):
    """Gives out an answer: a message, or what holds some; `header` and `rows` are its table.

    `after` are lines that follow a table on the screen.
    """
    if options.json:
        print(json.dumps(_plain(answer), ensure_ascii=False, indent=2))
        return
    titles = [text(title) for title in header]
    if options.csv:
        _write(options.csv, titles, rows)
        print(text("exported", path=options.csv, counts=text("rows_so_far", count=len(rows))))
        return
    print_table(titles, rows)
    for line in after:
        print(line)


def print_table(titles, rows):
    """On the screen: without the columns that say nothing."""
    if not rows:
        print(text("nothing_found"))
        return
    said = [i for i in range(len(titles)) if any(row[i] != "" for row in rows)]
    print(tables.render(
        [titles[i] for i in said],
        [[_folded(row[i]) if isinstance(row[i], str) else row[i] for i in said] for row in rows],
    ))


def _plain(answer):
    # Takes a second, which a table needs not.
    from google.protobuf import json_format  # pylint: disable=import-outside-toplevel

    if isinstance(answer, dict):
        return {key: _plain(value) for key, value in answer.items()}
    if isinstance(answer, list):
        return [_plain(each) for each in answer]
    return json_format.MessageToDict(answer)


def _folded(cell):
    return "\n".join(
        part for line in cell.split("\n") for part in tables.wrapped(line, _CELL_COLUMNS)
    )


def _write(path, titles, rows):
    try:
        # The mark at the front tells a spreadsheet program that it is UTF-8.
        with open(path, "x", encoding="utf-8-sig", newline="") as file:
            write = csv.writer(file).writerow
            write(titles)
            for row in rows:
                write([quoted(str(cell)) for cell in row])
    except FileExistsError:
        raise Refused("file_exists", path=path) from None
    except OSError as error:
        raise Refused("cannot_write", path=path, why=error.strerror) from None
