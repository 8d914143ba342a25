"""Tests tools/demo/suite.py: what it says when a service cannot start, and whom it stops."""

import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tools/demo"), str(TOP / "tools/client")]

import contract  # noqa: E402
import suite  # noqa: E402


class SuiteTest(unittest.TestCase):
    """Services are shell scripts."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.binaries = self.folder / "bin"
        self.binaries.mkdir()
        for service in suite.SERVICES:
            self.make_service(service, "exec sleep 60")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1] % 20000 + 10000

    def make_service(self, service, script):
        binary = self.binaries / f"{service}_server"
        binary.write_text(f"#!/bin/sh\n{script}\n")
        binary.chmod(0o755)

    def make_suite(self):
        services = suite.Suite(
            binaries=self.binaries,
            folder=self.folder / "suite",
            database_url=lambda role: f"postgresql://{role}@/x",
            clock_file=self.folder / "clock",
            port=self.port,
        )
        self.addCleanup(services.stop)
        return services

    def test_names_the_port_that_is_in_use(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", self.port + 3))
            other.listen()
            with self.assertRaisesRegex(
                suite.PortInUse, f"port {self.port + 3}, which ledger needs, is in use"
            ):
                self.make_suite().start(contract=None)

    def test_names_the_service_that_ended_with_its_last_words(self):
        self.make_service("contacts", "echo first; echo 'contacts: no database' >&2; exit 3")
        with self.assertRaisesRegex(
            suite.ServiceDied,
            r"(?s)contacts ended with exit code 3.*contacts\.log:.*first.*contacts: no database",
        ):
            self.make_suite().start(contract.Contract(TOP))

    def test_names_the_signal_that_killed_a_service(self):
        services = self.make_suite()
        services.start_service("wishes")
        pid = json.loads((self.folder / "suite/pid/wishes.json").read_text())["pid"]
        services.check()
        subprocess.run(["kill", "-KILL", str(pid)], check=True)
        time.sleep(0.2)
        with self.assertRaisesRegex(suite.ServiceDied, "wishes was killed by SIGKILL"):
            services.check()

    def test_secrets_are_for_their_owner_alone(self):
        self.make_suite()
        folder = self.folder / "suite/secrets"
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
        files = list(folder.iterdir())
        self.assertEqual(len(files), 8)
        self.assertEqual({file.stat().st_mode & 0o777 for file in files}, {0o600})

    def test_a_service_knows_those_it_follows(self):
        settings = self.make_suite().environment("wishes")
        self.assertEqual(settings["WISHES_LISTEN_ADDRESS"], f"127.0.0.1:{self.port + 4}")
        self.assertEqual(settings["WISHES_METRICS_ADDRESS"], f"127.0.0.1:{self.port + 1004}")
        self.assertEqual(settings["WISHES_CONTACTS_TARGET"], f"127.0.0.1:{self.port + 2}")
        self.assertNotIn("WISHES_LEDGER_TARGET", settings)

    def test_a_later_run_stops_what_an_earlier_one_left(self):
        services = self.make_suite()
        services.start_service("ledger")
        process = services._processes["ledger"]
        services.leave()
        self.assertEqual(suite.stop_left(self.folder / "suite"), ["ledger"])
        self.assertEqual(process.wait(5), -15)
        self.assertEqual(suite.stop_left(self.folder / "suite"), [])

    def test_another_process_of_the_same_number_is_left_alone(self):
        other = subprocess.Popen(["sleep", "60"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        pids = self.folder / "suite/pid"
        pids.mkdir(parents=True)
        (pids / "ledger.json").write_text(json.dumps({"pid": other.pid, "started": 1}))
        self.assertEqual(suite.stop_left(self.folder / "suite"), [])
        self.assertIsNone(other.poll())


if __name__ == "__main__":
    unittest.main()
