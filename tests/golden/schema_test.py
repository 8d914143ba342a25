#!/usr/bin/python3
"""The schema that all migrations of a service make is the one reviewed in golden/schema.

XINQIAO_UPDATE_GOLDEN=1 (tools/dev golden) rewrites the files; review the difference.
"""

import os
import pathlib
import re
import subprocess
import unittest

GOLDEN = pathlib.Path("tests/golden/schema")
PG_DUMP = "/usr/lib/postgresql/15/bin/pg_dump"
SERVICES = ("registry", "contacts", "ledger", "wishes", "assessment")


def template_url():
    server = os.environ["XINQIAO_TEST_DATABASE_URL"]
    return re.sub(r"/[^/?]*\?", f"/{os.environ['XINQIAO_TEST_TEMPLATE']}?", server, count=1)


def schema_of(service):
    dump = subprocess.run(
        [PG_DUMP, "--schema-only", "--no-owner", "--no-privileges", "--no-comments",
         f"--schema={service}", f"--exclude-table={service}.schema_migrations*", template_url()],
        check=True, capture_output=True, text=True).stdout
    kept = [line for line in dump.splitlines()
            if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog.set_config"))]
    return "\n".join(kept) + "\n"


class SchemaTest(unittest.TestCase):
    maxDiff = None

    def test_migrations_make_the_reviewed_schema(self):
        for service in SERVICES:
            with self.subTest(service=service):
                golden = GOLDEN / f"{service}.sql"
                schema = schema_of(service)
                if os.environ.get("XINQIAO_UPDATE_GOLDEN") == "1":
                    golden.write_text(schema, encoding="utf-8")
                self.assertMultiLineEqual(schema, golden.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
