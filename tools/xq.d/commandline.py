"""The parser of xq's command line: argparse, in the chosen language."""

import argparse
import os

import help_words
import tables
from messages import LANGUAGES, pick

_DEFAULT_TARGET = "127.0.0.1:7000"


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Puts every help text in the chosen language, and breaks it where a screen does."""

    def add_text(self, text):
        if text and text is not argparse.SUPPRESS:
            lines = translated(text).split("\n")
            text = "\n".join(part for line in lines for part in tables.wrapped(line, self._width))
        super().add_text(text)

    def _get_help_string(self, action):
        return translated(action.help)

    def _split_lines(self, text, width):
        return tables.wrapped(text, width)


class Parser(argparse.ArgumentParser):
    """Adding commands to it makes more of its kind."""

    def __init__(self, **options):
        super().__init__(**{"formatter_class": _Formatter, **options})


def translated(text):
    return pick(text, help_words.CHINESE.get(text, text))


def add_common(parser):
    """What every command takes, in front of it or behind."""
    parser.add_argument(
        "--target",
        default=os.environ.get("XINQIAO_TARGET", _DEFAULT_TARGET),
        metavar="HOST:PORT",
        help="the gateway; XINQIAO_TARGET, or 127.0.0.1:7000, unless given",
    )
    parser.add_argument(
        "--principal",
        help="who asks, such as people/..., or operators/... with a service's own address as the "
        "target; in the development identity only",
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="of what is said; that of the locale unless given"
    )


def common_first(arguments):
    """The arguments with the common options in front, and the language that is asked for, if any.

    Raises argparse.ArgumentError.
    """
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    add_common(early)
    found, others = early.parse_known_args(arguments)
    first = ["--target", found.target]
    if found.principal is not None:
        first += ["--principal", found.principal]
    if found.lang is not None:
        first += ["--lang", found.lang]
    return first + others, found.lang


# argparse asks this for what it says itself.
argparse._ = translated  # pylint: disable=protected-access
