"""The demo that all of demo_test.py looks at: brought up once, called at its gateway."""

import json
import os
import pathlib
import signal
import subprocess
import unittest

import support

import client as calls
import contract

_demo = None


class Demo:
    """tools/demo/run.py on ports and in a folder of its own."""

    def __init__(self):
        self.folder = support.scratch(unittest.addModuleCleanup)
        self.port = support.free_port()
        self.contract = contract.Contract(support.TOP)
        self.client = calls.Client(self.contract, f"127.0.0.1:{self.port}")
        unittest.addModuleCleanup(self.client.close)
        unittest.addModuleCleanup(self.finish)

    def begin(self, verb, **options):
        command = ["/usr/bin/python3", "-B", support.TOP / "tools/demo/run.py", verb]
        command += ["--dir", self.folder / "demo", "--port", str(self.port)]
        command += ["--binaries", support.BINARIES]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, **options
        )

    def run(self, verb):
        """Returns what it printed; its progress is in the log of the test."""
        process = self.begin(verb)
        output, _ = process.communicate(timeout=200)
        if process.returncode != 0:
            raise AssertionError(f"{verb} ended with {process.returncode}\n{output}")
        return output

    def pids(self):
        """Of the services, by name, while a run has left them."""
        files = (self.folder / "demo/pid").glob("*.json")
        return {file.stem: json.loads(file.read_text())["pid"] for file in files}

    def finish(self):
        self.run("down")
        subprocess.run(
            [support.TOP / "tools/dev", "db", "remove", self.folder / "demo/postgres"], check=True
        )


def demo():
    """The one that bring_up() left running."""
    return _demo


def bring_up():
    """Leaves the suite up, with the quarter recorded, until the calling module's tests end."""
    global _demo
    _demo = Demo()
    _a_killed_service_is_named()
    _demo.output = _demo.run("up")


def _a_killed_service_is_named():
    """The first run loses its ledger; that a second one works is what the other tests stand on."""
    process = _demo.begin("up", stderr=subprocess.PIPE)
    told = []
    for line in process.stderr:
        told.append(line)
        if line.startswith("==> load"):
            pids = _demo.pids()
            os.kill(pids["ledger"], signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 1, told
    assert "ledger was killed by SIGKILL" in "".join(told), told
    assert not any(is_alive(pid) for pid in pids.values()), told


def is_alive(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def call(method, fields=None, principal=None):
    return _demo.client.call(method, fields, principal)


def pages(method, fields, items):
    return list(_demo.client.pages(method, fields, items))


def organizations():
    """Every organization by its display name."""
    listed = pages("registry.v1.OrganizationService.ListOrganizations", {}, "organizations")
    return {organization.display_name: organization for organization in listed}
