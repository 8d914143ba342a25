"""The demo's own PostgreSQL, kept by `tools/dev db`."""

import pathlib
import subprocess

DATABASE = "xinqiao_demo"


class DatabaseError(Exception):
    """PostgreSQL could not be started, stopped or migrated."""


class Database:
    """A private server in `folder`, with one database that every service has a schema in."""

    def __init__(self, top, folder):
        self._dev = pathlib.Path(top) / "tools/dev"
        self._folder = pathlib.Path(folder)

    def start(self):
        """Starts it empty; what an earlier run left is removed."""
        self.remove()
        self._db("start")
        self._db("create", DATABASE)

    def url(self, role):
        """What libpq connects to as `role`."""
        return self._db("url", role, DATABASE).strip()

    def stop(self):
        """Returns whether there was a server to stop."""
        # PostgreSQL removes the file when it ends in order.
        left = (self._folder / "data/postmaster.pid").exists()
        if self._folder.exists():
            self._db("stop")
        return left

    def remove(self):
        if self._folder.exists():
            self._db("remove")

    def _db(self, action, *arguments):
        command = [self._dev, "db", action, self._folder, *arguments]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            # The server outlives this run; keep the keyboard's signals from it.
            start_new_session=True,
        )
        if done.returncode != 0:
            raise DatabaseError(f"tools/dev db {action} failed:\n{done.stderr.strip()}")
        return done.stdout
