"""An XLSX file as a package of XML parts, none of which is read before its size is known."""

import collections
import struct
import zipfile
import zlib
from xml.parsers import expat

from messages import Refused

UNPACKED_BYTES_MAX = 1 << 30
RATIO_MAX = 200
# Below this much, a ratio does no harm.
_SMALL = 16 << 20
_PARTS_MAX = 1000
_DIRECTORY_BYTES_MAX = 1 << 20
_CHUNK = 64 << 10
# Without a tag or text in so many chunks, a part holds what no spreadsheet does.
_SILENT_CHUNKS_MAX = 16
_DEPTH_MAX = 32
TEXT_MAX = 64 << 10

_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\5\6"
_ZIP64_SIGNATURE = b"PK\6\7"
_ZIP64_SIZE = 20
_COMMENT_MAX = (1 << 16) - 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1


class Damaged(Exception):
    """A part cannot be read as XML."""


class Strange(Exception):
    """A part is well-formed, but would take memory as no spreadsheet does."""


class Package:
    """The parts of the file at `path`; raises Refused. A context."""

    def __init__(self, path):
        self._path = path
        try:
            self._check_directory()
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise Refused("cannot_read", path=path, why=error.strerror) from None
        except (zipfile.BadZipFile, NotImplementedError, struct.error) as error:
            raise Refused("not_xlsx", path=path, why=error) from None
        try:
            self._check_sizes()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._zip.close()

    def _check_directory(self):
        """The list of parts is read as a whole; it must be short."""
        with open(self._path, "rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _END.size - _ZIP64_SIZE - _COMMENT_MAX))
            tail = file.read()
        at = tail.rfind(_END_SIGNATURE)
        if at < 0 or len(tail) - at < _END.size:
            raise zipfile.BadZipFile("it has no directory")
        fields = _END.unpack_from(tail, at)
        parts, directory_bytes = fields[4], fields[5]
        before = tail[max(0, at - _ZIP64_SIZE) : at]
        if (
            parts > _PARTS_MAX
            or directory_bytes > _DIRECTORY_BYTES_MAX
            # Directories of 64 bits are for what is too large anyway.
            or before.startswith(_ZIP64_SIGNATURE)
        ):
            raise Refused("too_many_parts", path=self._path)

    def _check_sizes(self):
        infos = self._zip.infolist()
        if len(infos) > _PARTS_MAX:
            raise Refused("too_many_parts", path=self._path)
        for info in infos:
            if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
                raise Refused("not_xlsx", path=self._path, why=f"{info.filename} is encrypted")
        # Parts that overlap are told by their sum.
        unpacked = sum(info.file_size for info in infos)
        packed = max(1, self._path.stat().st_size)
        if unpacked > UNPACKED_BYTES_MAX or (
            unpacked > _SMALL and unpacked > packed * RATIO_MAX
        ):
            raise Refused(
                "zip_bomb", path=self._path, size=unpacked >> 20, ratio=unpacked // packed
            )

    def has(self, name):
        return name in self._zip.namelist()

    def parse(self, name, handler):
        """Reads a part in pieces; yields after each, for the handler to be emptied.

        Raises Damaged and Strange.
        """
        try:
            # More than the directory says is never unpacked.
            with self._zip.open(name) as part:
                yield from _parse(part, handler)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, expat.ExpatError) as error:
            raise Damaged(str(error)) from None


class Handler:
    """Hears the tags and texts of a part, by their names without prefixes."""

    def begin(self, name, attributes):
        """A tag begins."""

    def end(self, name, text):
        """A tag ends; `text` is what stood in it, up to a bound, if wants_text(name)."""

    def wants_text(self, name):  # pylint: disable=unused-argument
        return False


_Open = collections.namedtuple("_Open", ["name", "text"])


def _parse(part, handler):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    stack = []
    silent = 0

    def begin(name, attributes):
        nonlocal silent
        silent = 0
        name = name.rpartition(":")[2]
        if len(stack) > _DEPTH_MAX:
            raise Strange
        stack.append(_Open(name, [] if handler.wants_text(name) else None))
        handler.begin(name, attributes)

    def end(_):
        name, text = stack.pop()
        handler.end(name, "".join(text) if text else "")

    def characters(data):
        nonlocal silent
        silent = 0
        text = stack[-1].text
        if text is not None:
            text.append(data)
            if len(data) > TEXT_MAX or sum(map(len, text)) > TEXT_MAX:
                raise Strange

    def refuse(*_):
        raise Strange

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    while True:
        piece = part.read(_CHUNK)
        silent += 1
        if silent > _SILENT_CHUNKS_MAX:
            raise Strange
        parser.Parse(piece, not piece)
        yield
        if not piece:
            return
