"""A service that cannot work says so in one line and exits with 1."""

import socket
import subprocess
import unittest

import support

import clock
import load
import suite


class StartupTest(unittest.TestCase):
    def setUp(self):
        self.folder = support.scratch(self.addCleanup)
        self.clock = clock.Clock(self.folder / "clock")
        self.clock.set(load.LOAD_DAY, 8, 0)

    def make_suite(self, database_url):
        return suite.Suite(
            binaries=support.BINARIES,
            folder=self.folder,
            database_url=database_url,
            clock_file=self.clock.path,
            port=support.free_port(),
        )

    def assert_one_line_and_exit_1(self, services, service, *words):
        done = subprocess.run(
            [support.BINARIES / f"{service}_server"],
            env=services.environment(service),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        self.assertEqual(done.returncode, 1, done.stderr)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        for word in words:
            self.assertIn(word, lines[0])

    def test_no_database(self):
        nowhere = self.make_suite(lambda role: f"postgresql://{role}@/none?host={self.folder}")
        for service in suite.SERVICES:
            if service != "gateway":
                with self.subTest(service):
                    self.assert_one_line_and_exit_1(
                        nowhere, service, f"{service}:", "no database"
                    )

    def test_a_port_in_use(self):
        services = self.make_suite(support.database(self.addCleanup))
        for service in suite.SERVICES:
            with self.subTest(service), socket.socket() as other:
                other.bind(("127.0.0.1", services.port(service)))
                other.listen()
                self.assert_one_line_and_exit_1(
                    services, service, f"{service}:", services.address(service), "in use"
                )

    def test_a_metrics_port_in_use(self):
        services = self.make_suite(support.database(self.addCleanup))
        port = services.port("registry") + suite.METRICS_OFFSET
        with socket.socket() as other:
            other.bind(("127.0.0.1", port))
            other.listen()
            self.assert_one_line_and_exit_1(services, "registry", "registry:", str(port))

    def test_every_setting_that_is_missing_is_told_at_once(self):
        done = subprocess.run(
            [support.BINARIES / "ledger_server"], env={}, capture_output=True, text=True,
            timeout=60,
        )
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for name in ("XINQIAO_IDENTITY", "LEDGER_LISTEN_ADDRESS", "LEDGER_DATABASE_URL_FILE",
                     "LEDGER_SIGNING_KEY_FILE", "LEDGER_SIGNED_HEADS_DIR",
                     "LEDGER_REGISTRY_TARGET"):
            self.assertIn(name, done.stderr)


if __name__ == "__main__":
    unittest.main()
