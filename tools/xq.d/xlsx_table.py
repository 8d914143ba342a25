"""A sheet of an XLSX file as a table, read in pieces."""

import array
import datetime
import decimal
import posixpath
import re

import xlsx_package
from messages import Refused
from table import COLUMNS_MAX, Columns

TEXTS_BYTES_MAX = 128 << 20
_TEXTS_MAX = 4_000_000
ROWS_MAX = 1 << 20
_WORKBOOK = "xl/workbook.xml"
# Formats of numbers that are days: those built in, and what others are written with.
_DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY_LETTERS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_FORMATS_MAX = 100_000
_EPOCHS = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}
_DAYS_MAX = 2_900_000


def open_workbook(path, names):
    """The sheets of these names, in this order; raises Refused."""
    with xlsx_package.Package(path) as package:
        if not package.has(_WORKBOOK):
            raise Refused("not_xlsx", path=path, why=f"it has no {_WORKBOOK}")
        workbook = _Workbook()
        _read(package, path, _WORKBOOK, workbook)
        relations = _Relations()
        _read(package, path, "xl/_rels/workbook.xml.rels", relations)
    return [
        XlsxTable(name, path, relations.targets[workbook.sheets[name]], workbook.from_1904)
        for name in names
        if workbook.sheets.get(name) in relations.targets
    ]


def _read(package, path, part, handler):
    try:
        for _ in package.parse(part, handler):
            pass
    except xlsx_package.Damaged as error:
        raise Refused("not_xlsx", path=path, why=error) from None
    except xlsx_package.Strange:
        raise Refused("not_xlsx", path=path, why=part) from None


class XlsxTable:
    """One table; `place` is how problems name it."""

    def __init__(self, name, path, part, from_1904):
        self.name = name
        self.path = path
        self.place = f"{path.name}:{name}"
        self.columns = ()
        self._part = part
        self._from_1904 = from_1904

    def rows(self, problems):
        """(line, cells) of each row without problems; the others go to `problems`."""
        columns = None
        sheet = None
        try:
            with xlsx_package.Package(self.path) as package:
                sheet = self._sheet(package, problems)
                for _ in package.parse(self._part, sheet):
                    for line, cells in sheet.take():
                        if columns is None:
                            columns = Columns(
                                self.name, self.place, line, cells, problems, ragged=True
                            )
                            self.columns = columns.names
                            if not columns.right:
                                return
                        else:
                            cells = columns.cells(line, cells)
                            if cells is not None:
                                yield line, cells
        except xlsx_package.Damaged as error:
            problems.add(self.place, sheet.line if sheet else 1, "", "damaged", why=error)
        except xlsx_package.Strange:
            problems.add(self.place, sheet.line if sheet else 1, "", "strange_xml")
        else:
            if columns is None:
                problems.add(self.place, 1, "", "empty_table")

    def _sheet(self, package, problems):
        texts = _Texts(self.path)
        if package.has("xl/sharedStrings.xml"):
            for _ in package.parse("xl/sharedStrings.xml", texts):
                pass
        styles = _Styles()
        if package.has("xl/styles.xml"):
            for _ in package.parse("xl/styles.xml", styles):
                pass

        def tell(line, column, key, **values):
            problems.add(self.place, line, column, key, **values)

        return _Sheet(texts, styles.is_day(), _EPOCHS[self._from_1904], tell)


class _Workbook(xlsx_package.Handler):
    def __init__(self):
        self.sheets = {}  # Relation by name.
        self.from_1904 = False

    def begin(self, name, attributes):
        if name == "sheet" and len(self.sheets) < _FORMATS_MAX:
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self.sheets[attributes.get("name", "").strip().lower()] = relation
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


class _Relations(xlsx_package.Handler):
    def __init__(self):
        self.targets = {}

    def begin(self, name, attributes):
        if name == "Relationship" and len(self.targets) < _FORMATS_MAX:
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            self.targets[attributes.get("Id")] = posixpath.normpath(path)


class _Texts(xlsx_package.Handler):
    """The texts that cells share, one after the other in one buffer."""

    def __init__(self, path):
        self._path = path
        self._bytes = bytearray()
        self._ends = array.array("L")
        self._in_phonetic = False

    def wants_text(self, name):
        return name == "t" and not self._in_phonetic

    def begin(self, name, attributes):
        if name == "rPh":
            self._in_phonetic = True

    def end(self, name, text):
        if name == "t":
            self._bytes += text.encode()
            self._check()
        elif name == "rPh":
            self._in_phonetic = False
        elif name == "si":
            self._ends.append(len(self._bytes))
            self._check()

    def _check(self):
        if len(self._bytes) > TEXTS_BYTES_MAX or len(self._ends) > _TEXTS_MAX:
            raise Refused("too_many_texts", path=self._path, limit=TEXTS_BYTES_MAX >> 20)

    def __getitem__(self, number):
        if number is None or number >= len(self._ends):
            raise xlsx_package.Damaged("a cell refers to a shared text that is not there")
        begin = self._ends[number - 1] if number else 0
        return self._bytes[begin : self._ends[number]].decode()


class _Styles(xlsx_package.Handler):
    """Which formats of cells show days."""

    def __init__(self):
        self._own = {}
        self._formats = []
        self._in_cell_formats = False

    def begin(self, name, attributes):
        if len(self._formats) + len(self._own) > _FORMATS_MAX:
            raise xlsx_package.Strange
        if name == "numFmt":
            code = _NOT_FORMAT.sub("", attributes.get("formatCode", "")[:1000])
            self._own[attributes.get("numFmtId")] = bool(_DAY_LETTERS.search(code))
        elif name == "cellXfs":
            self._in_cell_formats = True
        elif name == "xf" and self._in_cell_formats:
            self._formats.append(attributes.get("numFmtId", "0"))

    def end(self, name, text):
        if name == "cellXfs":
            self._in_cell_formats = False

    def is_day(self):
        """For each format of cells."""
        return [
            self._own[number] if number in self._own else
            _whole(number) in _DAY_FORMATS
            for number in self._formats
        ]


class _Sheet(xlsx_package.Handler):
    """Gathers rows, a few at a time."""

    def __init__(self, texts, is_day, epoch, tell):
        self._texts = texts
        self._is_day = is_day
        self._epoch = epoch
        self._tell = tell
        self._rows = []
        self.line = 0
        self._cells = None
        self._right = True  # Whether the row at hand has no problem.
        self._in_phonetic = False

    def take(self):
        rows, self._rows = self._rows, []
        return rows

    def wants_text(self, name):
        return name == "v" or (name == "t" and not self._in_phonetic)

    def begin(self, name, attributes):
        if name == "c" and self._cells is not None:
            self._begin_cell(attributes)
        elif name == "row":
            number = _whole(attributes.get("r", ""))
            self.line = self.line + 1 if number is None else number
            if self.line > ROWS_MAX:
                raise xlsx_package.Strange
            self._cells = []
            self._right = True
        elif name == "rPh":
            self._in_phonetic = True

    def _begin_cell(self, attributes):
        column = _column(attributes.get("r", ""))
        if column is None:
            column = len(self._cells)
        if column >= COLUMNS_MAX:
            if self._right:
                self._tell(self.line, "", "too_many_columns", limit=COLUMNS_MAX)
            self._right = False
            column = COLUMNS_MAX - 1
        self._cells.extend([""] * (column + 1 - len(self._cells)))
        self._column = column
        self._type = attributes.get("t", "n")
        style = _whole(attributes.get("s", "0"))
        self._shows_day = style is not None and style < len(self._is_day) and self._is_day[style]

    def end(self, name, text):
        if name in ("v", "t"):
            if self._cells and text:
                self._cells[self._column] += self._value(text)
                if len(self._cells[self._column]) > xlsx_package.TEXT_MAX:
                    raise xlsx_package.Strange
        elif name == "row":
            if self._right and self._cells is not None:
                self._rows.append((self.line, self._cells))
            self._cells = None
        elif name == "rPh":
            self._in_phonetic = False

    def _value(self, text):
        if self._type == "s":
            return self._texts[_whole(text.strip())]
        if self._type == "b":
            return "true" if text.strip() == "1" else "false"
        if self._type == "e":
            self._right = False
            self._tell(self.line, "", "error_cell", error=text[:20])
            return ""
        if self._type == "n":
            return self._number(text)
        return text

    def _number(self, text):
        try:
            number = decimal.Decimal(text.strip())
        except decimal.InvalidOperation:
            return text
        if not number.is_finite() or abs(number) > 10**18:
            return text
        if self._shows_day and 0 < number < _DAYS_MAX:
            when = self._epoch + datetime.timedelta(days=float(number))
            whole = number == number.to_integral_value()
            return str(when.date()) if whole else when.isoformat(sep=" ", timespec="minutes")
        if number == number.to_integral_value():
            return str(int(number))
        return text


def _whole(text):
    """A number of a few digits; None if it is none."""
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else None


def _column(reference):
    """The number of the column that “AB12” is in, from 0."""
    number = 0
    for character in reference.upper():
        if not "A" <= character <= "Z":
            break
        number = number * 26 + ord(character) - ord("A") + 1
        if number > COLUMNS_MAX:
            return COLUMNS_MAX
    return number - 1 if number else None
