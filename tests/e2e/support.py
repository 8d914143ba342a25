"""What the end-to-end tests share: binaries, free ports, databases, a running suite."""

import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tools/demo"), str(TOP / "tools/client")]

import client  # noqa: E402
import clock  # noqa: E402
import contract  # noqa: E402
import load  # noqa: E402
import suite  # noqa: E402

BINARIES = pathlib.Path(os.environ.get("XINQIAO_BUILD_DIR", TOP / "build/debug")) / "bin"
DATA = TOP / "tools/demo/quanzhou"
UNIVERSITY = "qznu"
_PSQL = "/usr/lib/postgresql/15/bin/psql"


def free_port():
    """The first of a suite's ports, all of them free and below those of outgoing connections."""
    for _ in range(100):
        port = random.randrange(20000, 30000, 10)
        if all(_is_free(port + i + offset) for i in range(6) for offset in (0, 1000)):
            return port
    raise RuntimeError("no free ports")


def _is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def scratch(test_case_or_module_cleanup):
    """A folder of this test, removed at its end."""
    (TOP / ".run").mkdir(exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="e2e-", dir=TOP / ".run"))
    test_case_or_module_cleanup(shutil.rmtree, folder, ignore_errors=True)
    return folder


def database(add_cleanup):
    """Makes a database with every service's schema; returns its address by role."""
    server = os.environ["XINQIAO_TEST_DATABASE_URL"]
    template = os.environ["XINQIAO_TEST_TEMPLATE"]
    name = f"e2e_{os.getpid()}_{random.randrange(1 << 32)}"
    _psql(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    add_cleanup(_psql, server, f"DROP DATABASE {name} WITH (FORCE)")
    return lambda role: f"postgresql://{role}@/{name}?{server.partition('?')[2]}"


def _psql(server, sql):
    subprocess.run([_PSQL, "-X", "-q", server, "-c", sql], check=True)


class RunningSuite:
    """The six processes on a database of their own, with a client at the gateway."""

    def __init__(self, add_cleanup):
        self.contract = contract.Contract(TOP)
        folder = scratch(add_cleanup)
        self.clock = clock.Clock(folder / "clock")
        self.clock.set(load.LOAD_DAY, 8, 0)
        self.suite = suite.Suite(
            binaries=BINARIES,
            folder=folder,
            database_url=database(add_cleanup),
            clock_file=self.clock.path,
            port=free_port(),
        )
        add_cleanup(self.suite.stop)
        self.suite.start(self.contract)
        self.client = client.Client(
            self.contract, self.suite.address("gateway"), self.suite.check
        )
        add_cleanup(self.client.close)
        self.feeds = client.Feeds(self.client, self.suite.check)
        self.crew = client.Crew()
        add_cleanup(self.crew.close)
