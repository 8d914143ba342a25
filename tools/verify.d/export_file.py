"""Exports of whole logs as files: a header, then messages, each after its length.

First the log as it was when the export began, and its pages. After an empty message, the log as it
was when they had been read, and pages of what came meanwhile: it explains what the rows in the
first pages already show of it.
"""

import os

from tree import Broken

MAGIC = b"xinqiao log export 1\n"
_MESSAGE_MAX = 64 << 20


def write(file, log, pages):
    """Writes a Log message, then ExportEntriesResponse messages."""
    file.write(MAGIC)
    _write_part(file, log, pages)


def write_tail(file, log, pages):
    """The same of what came while the first pages were read."""
    file.write(b"\x00")
    _write_part(file, log, pages)


def read(file, log_class, page_class):
    """The Log message, and an iterator over the pages up to the tail."""
    file.seek(0)
    if file.read(len(MAGIC)) != MAGIC:
        raise Broken("not an export of a log")
    return _read_part(file, log_class, page_class)


def read_tail(file, log_class, page_class):
    """The Log message at the end, and an iterator over the pages of the tail."""
    file.seek(len(MAGIC))
    while length := _read_length(file):
        file.seek(length, os.SEEK_CUR)
    if length is None:
        raise Broken("the export is cut short")
    return _read_part(file, log_class, page_class)


def _write_part(file, log, pages):
    _write(file, log)
    for page in pages:
        _write(file, page)


def _read_part(file, log_class, page_class):
    log = _read(file, log_class)
    if log is None:
        raise Broken("the export is cut short")

    def pages():
        while (page := _read(file, page_class)) is not None:
            yield page

    return log, pages()


def _write(file, message):
    data = message.SerializeToString()
    length = len(data)
    prefix = bytearray()
    while length >= 0x80:
        prefix.append(length & 0x7F | 0x80)
        length >>= 7
    prefix.append(length)
    file.write(bytes(prefix) + data)


def _read(file, message_class):
    """None at the end, and before the tail."""
    length = _read_length(file)
    if not length:
        return None
    data = file.read(length)
    if len(data) != length:
        raise Broken("the export is cut short")
    try:
        return message_class.FromString(data)
    except Exception:  # protobuf's DecodeError; its module differs between versions.
        raise Broken("the export is damaged") from None


def _read_length(file):
    """None at the end of the file."""
    length = shift = 0
    while True:
        byte = file.read(1)
        if not byte:
            if shift:
                raise Broken("the export is cut short")
            return None
        length |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            break
        shift += 7
        if shift > 28:
            raise Broken("the export is damaged")
    if length > _MESSAGE_MAX:
        raise Broken("the export is damaged")
    return length
