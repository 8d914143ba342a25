#!/usr/bin/python3
"""Checks the rules that a compiler cannot. Prints every breach; exits 1 on any.

STYLE.md gives the reasons. Run from anywhere: tools/tidy.py
"""

import fnmatch
import os
import pathlib
import re
import shutil
import subprocess
import sys

# Layer -> what its files may include of ours. The first layer that matches a file is its layer;
# {s} is the service. Files of no layer (tests) may include anything.
LAYERS = {
    "libs/base/*": ["libs/base/*"],
    "libs/calendar/*": ["libs/calendar/*"],
    "libs/config/*": ["libs/config/*", "libs/base/*"],
    "libs/crypto/*": ["libs/crypto/*", "libs/base/*"],
    "libs/directory/*": ["libs/directory/*", "libs/base/*", "libs/calendar/*", "libs/feed/*",
                         "libs/pg/*", "xinqiao/registry/*"],
    "libs/feed/*": ["libs/feed/*", "libs/base/*", "libs/log/*", "libs/metrics/*", "libs/pg/*",
                    "libs/rpc/*", "xinqiao/feed/*"],
    "libs/log/*": ["libs/log/*", "libs/base/*"],
    "libs/metrics/*": ["libs/metrics/*", "libs/base/*"],
    "libs/pg/*": ["libs/pg/*", "libs/base/*", "libs/log/*"],
    "libs/policy/pack_codec.*": ["libs/policy/*", "libs/base/*", "libs/calendar/*",
                                 "xinqiao/policy/*"],
    "libs/policy/*": ["libs/policy/*", "libs/base/*", "libs/calendar/*"],
    "libs/rpc/*": ["libs/rpc/*", "libs/base/*", "libs/calendar/*", "libs/config/*", "libs/crypto/*", "libs/log/*",
                   "libs/metrics/*"],
    "services/{s}/domain/*": ["services/{s}/domain/*", "libs/base/error.h",
                              "libs/base/status_macros.h", "libs/base/text.h", "libs/calendar/*",
                              "libs/crypto/hash.h", "libs/crypto/signature.h",
                              "libs/directory/post.h", "libs/policy/*"],
    "services/{s}/app/*": ["services/{s}/app/*", "services/{s}/domain/*", "libs/base/*",
                           "libs/calendar/*", "libs/feed/cursor.h", "libs/policy/*"],
    "services/{s}/storage/*": ["services/{s}/storage/*", "services/{s}/app/*_reads.h",
                               "services/{s}/app/*_store.h", "services/{s}/app/signed_heads.h",
                               "services/{s}/app/write.h",
                               "services/{s}/domain/*", "libs/base/*", "libs/calendar/*",
                               "libs/crypto/*", "libs/directory/*", "libs/feed/*", "libs/pg/*",
                               "libs/policy/*"],
    "services/{s}/rpc/*": ["services/{s}/rpc/*", "services/{s}/app/*", "services/{s}/domain/*",
                           "libs/base/*", "libs/calendar/*", "libs/feed/*", "libs/policy/*",
                           "libs/rpc/*", "xinqiao/*"],
    "services/{s}/feed/*": ["services/{s}/feed/*", "services/{s}/app/*", "services/{s}/domain/*",
                            "libs/base/*", "libs/calendar/*", "libs/feed/*", "libs/policy/*",
                            "xinqiao/*"],
    "services/{s}/*": ["services/{s}/*", "libs/*", "xinqiao/*"],  # main.cc and config: the wiring.
}

# Code in C++ -> (the only places it may appear in, what to do instead).
BANNED = {
    r"absl::Now\(": (["libs/base/*", "libs/feed/*", "libs/rpc/*", "tests/*"],
                      "take a xinqiao::Clock; only transport waits by real time"),
    r"\babsl::Mutex\b": ([], "std::mutex: ThreadSanitizer does not understand Debian's absl"),
    r"\bstd::string_view\b": ([], "absl::string_view: Debian's absl does not convert"),
    r"\b(throw|catch)\b": (["libs/metrics/*", "libs/pg/*"],
                            "return absl::Status; only wrappers of what throws may"),
    r"<pqxx/(?!pqxx>)": ([], "<pqxx/pqxx>: the others do not stand alone in 6.4"),
    r"<pqxx/pqxx>": (["libs/directory/*", "libs/feed/*", "libs/pg/*", "services/*/storage/*",
                      "tests/*"], "a store interface"),
    r"<grpcpp/": (["libs/rpc/*", "libs/feed/*", "services/*/rpc/*", "services/*/feed/*",
                   "services/gateway/*", "tests/*"], "libs/rpc"),
    r"\bgetenv\b": (["libs/config/*", "tests/*"], "xinqiao::Env"),
    r"R\"sql|\"(SELECT|INSERT|UPDATE|DELETE) ": (["libs/pg/*", "tests/*"],
                                                    "storage/queries/*.sql"),
}

# The time of day in SQL -> the clock is an argument.
SQL_TIME = re.compile(
    r"\b((now|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(|"
    r"current_(timestamp|date|time)\b|local(timestamp|time)\b)", re.IGNORECASE)
SQL_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)

# Where dbmate looks; it refuses a file without both marks.
MIGRATIONS = ["libs/*/migrations/*.sql", "services/*/storage/migrations/*.sql"]

# What is true on one machine only, in any text file.
MACHINE = {
    r"(?<![\w.~/-])/(?:root|work)/": "a path of one machine",
    r"\b(?:registry\.npmjs|registry\.yarnpkg|registry\.npmmirror|deb\.debian|pypi|"
    r"proxy\.golang)\.(?:org|com)\b": "the host of a package registry",
    r"\"resolved\":": "a download address in a lock file",
}

COLUMNS = 100
OURS = re.compile(r'\s*#include "((?:libs|services|xinqiao|tests)/[^"]+)"')
MIRRORED = re.compile(r"services/\w+/(domain|app)/(?!errors)\w+\.cc")


def matches(path, patterns):
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def allowed(path):
    """Patterns of what the file may include."""
    service = path.split("/")[1] if path.startswith("services/") else ""
    for layer, patterns in LAYERS.items():
        if matches(path, [layer.replace("{s}", service)]):
            return [pattern.replace("{s}", service) for pattern in patterns]
    return ["*"]


def check_cxx(path, text):
    lines = text.splitlines()
    may_include = allowed(path)
    for number, line in enumerate(lines, 1):
        include = OURS.match(line)
        if include and not matches(include[1], may_include):
            yield f"{path}:{number}: this layer may not include {include[1]}"
        code = line.split("//")[0]
        for pattern, (places, instead) in BANNED.items():
            found = re.search(pattern, code)
            if found and not matches(path, places):
                yield f"{path}:{number}: {found[0].strip()} is banned here; {instead}"
        if re.search(r"\b(TODO|FIXME)\b", line):
            yield f"{path}:{number}: finish it before merge"
        if len(line) > COLUMNS:
            yield f"{path}:{number}: over {COLUMNS} columns"
    if path.endswith(".h"):
        yield from check_header(path, lines)


def check_header(path, lines):
    if not lines or not lines[0].startswith("// "):
        yield f"{path}:1: a header opens with one line that says what is in it"
    guard = "XINQIAO_" + re.sub(r"\W", "_", path.upper()) + "_"
    wanted = [f"#ifndef {guard}", f"#define {guard}"]
    directives = [line for line in lines if line.startswith("#")]
    if directives[:2] != wanted or not lines[-1].startswith("#endif"):
        yield f"{path}:1: the include guard is {guard}"


def check_sql(path, text):
    code = SQL_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for number, line in enumerate(code.splitlines(), 1):
        found = SQL_TIME.search(line)
        if found:
            yield f"{path}:{number}: {found[0]} is banned; the time is an argument"


def check_migration(path, text):
    lines = text.splitlines() or [""]
    if lines[0] != "-- migrate:up":
        yield f"{path}:1: a migration opens with -- migrate:up"
    if lines[-1] != "-- migrate:down":
        yield f"{path}:{len(lines)}: a migration ends with -- migrate:down"


def check_text(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in MACHINE.items():
            if re.search(pattern, line):
                yield f"{path}:{number}: {what}"


def check(path, text, exists):
    """Breaches of one file. exists tells whether the repository has a path."""
    yield from check_text(path, text)
    if path.endswith(".sql"):
        yield from check_sql(path, text)
    if matches(path, MIGRATIONS):
        yield from check_migration(path, text)
    if path.endswith((".h", ".cc")) and path.startswith(("libs/", "services/", "tests/")):
        yield from check_cxx(path, text)
    if MIRRORED.fullmatch(path):
        test = f"tests/{path.removesuffix('.cc')}_test.cc"
        if not exists(test):
            yield f"{path}: no {test}"


def tracked(top):
    """What git holds or would hold, or where there is no git, everything but built folders."""
    command = ["git", "-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = None
    if shutil.which("git"):
        listing = subprocess.run(command, capture_output=True, check=False)
    if listing is not None and listing.returncode == 0:
        paths = listing.stdout.decode().split("\0")
    else:
        paths = []
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(set(folders) - {".git", ".run", "build", "node_modules"})
            paths += [os.path.relpath(os.path.join(folder, file), top) for file in files]
    return sorted(path for path in paths if path and (top / path).is_file())


def main():
    top = pathlib.Path(__file__).resolve().parent.parent
    breaches = []
    for path in tracked(top):
        try:
            text = (top / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # Not a text.
        breaches += check(path, text, lambda other: (top / other).is_file())
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
