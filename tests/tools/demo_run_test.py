"""Tests tools/demo/run.py and how tools/dev runs it: whom it refuses, and how it is ended."""

import fcntl
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]

# Takes a moment to stop, as the suite does.
_RUN = """
import pathlib, signal, sys, time
def stop(*_):
    time.sleep(0.3)
    pathlib.Path("stopped").touch()
    sys.exit(7)
signal.signal(signal.SIGTERM, stop)
pathlib.Path("new").write_text(" ".join(sys.argv[1:]))
pathlib.Path("new").rename("begun")
time.sleep(30)
"""


class RunTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_py(self, *arguments):
        return subprocess.run(
            ["/usr/bin/python3", "-B", TOP / "tools/demo/run.py", *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )

    def test_down_says_that_nothing_was_running(self):
        done = self.run_py("down", "--dir", self.folder / "demo")
        self.assertEqual(
            (done.returncode, done.stderr), (0, "tools/dev down: nothing was running\n")
        )

    def test_names_the_run_that_holds_the_folder(self):
        with open(self.folder / "demo.lock", "w") as lock:
            lock.write("up 4711\n")
            lock.flush()
            fcntl.flock(lock, fcntl.LOCK_EX)
            for verb in ("demo", "up", "down"):
                done = self.run_py(verb, "--dir", self.folder / "demo")
                self.assertEqual(done.returncode, 1)
                self.assertEqual(
                    done.stderr,
                    f"tools/dev {verb}: tools/dev up, process 4711, works in "
                    f"{self.folder / 'demo'}: wait until it is done, stop it with kill 4711, or "
                    "choose another --dir and --port\n",
                )

    def test_does_not_remove_what_is_not_its_own(self):
        (self.folder / "demo").mkdir()
        (self.folder / "demo/letter").touch()
        done = self.run_py("up", "--dir", self.folder / "demo")
        self.assertEqual(done.returncode, 1)
        self.assertIn("tools/dev up: ", done.stderr)
        self.assertIn("holds something else; choose another --dir", done.stderr)
        self.assertTrue((self.folder / "demo/letter").exists())

    def test_problems_of_the_data_are_told_before_anything_starts(self):
        done = self.run_py("demo", "--dir", self.folder / "demo", "--data", self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("people.csv:1: cannot be read: No such file or directory", done.stderr)
        self.assertTrue(done.stderr.endswith(
            f"tools/dev demo: problems in {self.folder}: 9; nothing was loaded\n"
        ))
        self.assertFalse((self.folder / "demo").exists())

    def test_every_option_is_explained(self):
        output = self.run_py("--help").stdout
        for words in ("the gateway's", "pid files are kept", "registry_server", "CSV files"):
            self.assertIn(words, output)

    def test_a_signal_for_the_shell_stops_the_run_before_the_shell_ends(self):
        (self.folder / "tools/demo").mkdir(parents=True)
        (self.folder / "tools/demo/run.py").write_text(_RUN)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number):
                for name in ("begun", "stopped"):
                    (self.folder / name).unlink(missing_ok=True)
                shell = subprocess.Popen(
                    ["bash", "-c",
                     f"set -euo pipefail; source {TOP}/tools/dev.d/build.sh; "
                     "build() { :; }; verb_up --port 1"],
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                )
                self.addCleanup(self.kill_group, shell.pid)
                give_up = time.monotonic() + 20
                while not (self.folder / "begun").exists() and time.monotonic() < give_up:
                    time.sleep(0.02)
                self.assertEqual((self.folder / "begun").read_text(), "up --port 1")
                shell.send_signal(number)
                self.assertEqual(shell.wait(20), 7)
                self.assertTrue((self.folder / "stopped").exists())

    @staticmethod
    def kill_group(pid):
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


if __name__ == "__main__":
    unittest.main()
