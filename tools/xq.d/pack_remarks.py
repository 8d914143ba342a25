"""What a service remarks about a file: in the order of its lines, and what is alike once."""

import collections
import re
import textwrap

import reasons
from messages import text

# So many are told together.
_ALIKE = 3
_COLUMNS = 96
_FIGURE = re.compile(r"\d+(?:-\d+)*")


def refusals(file, violations):
    """Prints (field, reason) of each violation."""
    # What counts those that did not travel has no field, and is the last.
    for field, what in sorted(violations, key=lambda each: _order(file, each[0])):
        print(file.at(field, reasons.said(what)))


def warnings(file, remarks):
    """Prints remarks, each "field: what"; those that differ only in figures together."""
    groups = collections.defaultdict(list)
    for remark in remarks:
        field, separator, what = remark.partition(": ")
        if not separator or not re.fullmatch(r"[\w.\[\]]+", field):
            field, what = "", remark
        groups[_FIGURE.sub("#", what)].append((field, what))
    ordered = [sorted(group, key=lambda each: _order(file, each[0])) for group in groups.values()]
    for group in sorted(ordered, key=lambda each: _order(file, each[0][0])):
        if len(group) < _ALIKE:
            for field, what in group:
                print(file.at(field, text("warning", what=reasons.said(what))))
            continue
        what = reasons.said(_common([what for _, what in group]))
        print(f"{file.path}: " + text("warning_alike", count=len(group), what=what))
        lines = ", ".join(dict.fromkeys(str(file.line(field)) for field, _ in group))
        told = text("warning_lines", lines=lines)
        print(textwrap.fill(told, _COLUMNS, initial_indent="  ", subsequent_indent="    "))


def _order(file, field):
    return (not field, file.line(field))


def _common(reasons_alike):
    """One for all: an ellipsis for each figure that is not the same in all."""
    figures = zip(*(_FIGURE.findall(each) for each in reasons_alike))
    shown = iter([each[0] if len(set(each)) == 1 else "…" for each in figures])
    return _FIGURE.sub(lambda _: next(shown), reasons_alike[0])
