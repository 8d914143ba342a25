"""Where each field of a text-format message stands in its file."""

import re

_TOKEN = re.compile(
    r"""
    (?P<skipped>[\s;:]+ | \#[^\n]*)
    | (?P<text>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<mark>[][{}<>,])
    | (?P<word>[^][\s,;:{}<>#"']+)
    """,
    re.VERBOSE,
)


def lines_of(text):
    """The line of each field of a message that parses, by its path: "duties[1].kind_ids[0]".

    Every part of a path has an index here; line_of() finds paths without.
    """
    lines = {}
    _Scanner(text).message("", lines)
    return lines


def line_of(lines, path):
    """The line of a path, or of the nearest message that it is in; 0 for none."""
    parts = [part if part.endswith("]") else f"{part}[0]" for part in path.split(".")]
    while parts:
        line = lines.get(".".join(parts))
        if line:
            return line
        parts.pop()
    return 0


class _Scanner:
    """Goes through the tokens of a text once."""

    def __init__(self, text):
        self._tokens = []  # (kind, token, line).
        line = 1
        for match in _TOKEN.finditer(text):
            if match.lastgroup != "skipped":
                self._tokens.append((match.lastgroup, match[0], line))
            line += match[0].count("\n")
        self._tokens.append(("mark", "}", line))
        self._next = 0

    def message(self, path, lines):
        """All fields up to the end of the message."""
        counts = {}
        while self._next < len(self._tokens):
            _, name, line = self._take()
            if name in ("}", ">"):
                return
            if name == ",":
                continue
            if self._peek()[1] != "[":
                self._value(path, name, line, counts, lines)
                continue
            while self._take()[1] != "]" and self._peek()[1] not in ("]", "}"):
                self._value(path, name, self._peek()[2], counts, lines)

    def _value(self, path, name, line, counts, lines):
        full = f"{path}{name}[{counts.get(name, 0)}]"
        counts[name] = counts.get(name, 0) + 1
        lines[full] = line
        kind, token, _ = self._take()
        if token in ("{", "<"):
            self.message(f"{full}.", lines)
        # Strings side by side are one.
        while kind == "text" and self._peek()[0] == "text":
            self._take()

    def _peek(self):
        return self._tokens[min(self._next, len(self._tokens) - 1)]

    def _take(self):
        token = self._peek()
        self._next += 1
        return token
