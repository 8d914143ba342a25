#!/usr/bin/python3
"""Prints the JSON lines of benchmarks as a table: tools/bench_table.py FILE."""

import json
import sys

COLUMNS = [
    ("bench", "<"),
    ("case", "<"),
    ("value", ">"),
    ("unit", "<"),
    ("p50_ms", ">"),
    ("p99_ms", ">"),
    ("baseline", "<"),
    ("ratio", ">"),
    ("n", ">"),
]


def text(value):
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.startswith("{")]
    rows = [[name for name, _ in COLUMNS]]
    rows += [[text(record.get(name)) for name, _ in COLUMNS] for record in records]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        cells = (f"{cell:{align}{width}}" for cell, (_, align), width in zip(row, COLUMNS, widths))
        print("  ".join(cells).rstrip())


if __name__ == "__main__":
    main()
