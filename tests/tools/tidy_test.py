#!/usr/bin/python3
"""What tools/tidy.py finds, and what it lets pass."""

import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
TIDY = TOP / "tools" / "tidy.py"

spec = importlib.util.spec_from_file_location("tidy", TIDY)
tidy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tidy)


def breaches(path, text, present=()):
    return list(tidy.check(path, text, lambda other: other in present))


def header(guard, body=""):
    return f"// What is in here.\n\n#ifndef {guard}\n#define {guard}\n{body}\n#endif  // {guard}\n"


class LayersTest(unittest.TestCase):
    def refused(self, path, include):
        found = breaches(path, f'#include "{include}"\n')
        return found == [f"{path}:1: this layer may not include {include}"]

    def passes(self, path, include):
        return breaches(path, f'#include "{include}"\n') == []

    def test_arrows_point_at_the_domain(self):
        domain = "services/ledger/domain/errors.cc"
        self.assertTrue(self.passes(domain, "services/ledger/domain/books.h"))
        self.assertTrue(self.passes(domain, "libs/base/error.h"))
        self.assertTrue(self.refused(domain, "libs/base/call.h"))
        self.assertTrue(self.refused(domain, "services/ledger/app/ledger.h"))
        self.assertTrue(self.refused(domain, "xinqiao/ledger/v1/ledger_service.pb.h"))

    def test_storage_sees_the_store_but_not_the_use_cases(self):
        store = "services/ledger/storage/postgres_ledger_store.cc"
        self.assertTrue(self.passes(store, "services/ledger/app/ledger_store.h"))
        self.assertTrue(self.passes(store, "libs/feed/outbox.h"))
        self.assertTrue(self.refused(store, "services/ledger/app/ledger.h"))
        self.assertTrue(self.refused(store, "xinqiao/ledger/v1/event.pb.h"))

    def test_handlers_do_not_see_storage(self):
        handler = "services/ledger/rpc/codec.cc"
        self.assertTrue(self.passes(handler, "services/ledger/app/ledger.h"))
        self.assertTrue(self.passes(handler, "xinqiao/ledger/v1/ledger_service.pb.h"))
        self.assertTrue(self.refused(handler, "services/ledger/storage/queries.h"))

    def test_followers_turn_messages_into_calls(self):
        follower = "services/assessment/feed/ledger_events.cc"
        self.assertTrue(self.passes(follower, "xinqiao/ledger/v1/event.pb.h"))
        self.assertTrue(self.passes(follower, "services/assessment/app/assessment.h"))
        self.assertTrue(self.refused(follower, "services/assessment/storage/queries.h"))

    def test_no_service_sees_another(self):
        self.assertTrue(self.refused("services/ledger/main.cc", "services/wishes/config.h"))
        self.assertTrue(self.passes("services/ledger/main.cc", "libs/pg/database.h"))

    def test_no_library_sees_a_service(self):
        self.assertTrue(self.refused("libs/feed/outbox.cc", "services/ledger/domain/books.h"))
        self.assertTrue(self.refused("libs/policy/duty.cc", "xinqiao/policy/v1/pack.pb.h"))
        self.assertTrue(self.passes("libs/policy/pack_codec.cc", "xinqiao/policy/v1/pack.pb.h"))

    def test_tests_see_everything(self):
        self.assertTrue(self.passes("tests/e2e/flow_test.cc", "services/ledger/config.h"))


class BansTest(unittest.TestCase):
    def banned(self, path, line):
        return len(breaches(path, line + "\n")) == 1

    def test_the_clock_is_an_argument(self):
        self.assertTrue(self.banned("services/ledger/main.cc", "absl::Now();"))
        self.assertFalse(self.banned("libs/base/clock.cc", "return absl::Now();"))
        self.assertFalse(self.banned("services/ledger/main.cc", "// Not absl::Now().."))

    def test_grpc_stays_at_the_edge(self):
        self.assertTrue(self.banned("libs/policy/duty.cc", "#include <grpcpp/grpcpp.h>"))
        self.assertFalse(self.banned("services/wishes/rpc/codec.cc", "#include <grpcpp/grpcpp.h>"))
        self.assertFalse(self.banned("services/gateway/main.cc", "#include <grpcpp/grpcpp.h>"))

    def test_pqxx_stays_below_the_stores(self):
        self.assertTrue(self.banned("services/ledger/rpc/codec.cc", "#include <pqxx/pqxx>"))
        self.assertFalse(self.banned("services/ledger/storage/a.cc", "#include <pqxx/pqxx>"))
        self.assertTrue(self.banned("services/ledger/storage/a.cc", "#include <pqxx/except>"))

    def test_sql_has_files_of_its_own(self):
        self.assertTrue(self.banned("services/ledger/storage/a.cc", 'f("SELECT 1");'))
        self.assertTrue(self.banned("services/ledger/storage/a.cc", 'f(R"sql(x)sql");'))
        self.assertFalse(self.banned("tests/libs/pg/database_test.cc", 'f("SELECT 1");'))

    def test_exceptions_end_in_the_libraries_that_wrap_them(self):
        self.assertTrue(self.banned("libs/rpc/server.cc", "throw 1;"))
        self.assertFalse(self.banned("libs/pg/database.cc", "} catch (const Error& error) {"))

    def test_nothing_is_left_to_do(self):
        self.assertTrue(self.banned("libs/base/clock.cc", "// TO" + "DO(me): more"))


class FormTest(unittest.TestCase):
    def test_columns_are_counted_in_characters(self):
        self.assertEqual(breaches("libs/base/a.cc", "// " + "心" * 97 + "\n"), [])
        self.assertEqual(breaches("libs/base/a.cc", "// " + "心" * 98 + "\n"),
                         ["libs/base/a.cc:1: over 100 columns"])

    def test_a_header_has_its_opening_line_and_guard(self):
        path = "libs/base/a.h"
        self.assertEqual(breaches(path, header("XINQIAO_LIBS_BASE_A_H_")), [])
        self.assertEqual(breaches(path, header("A_H")),
                         [f"{path}:1: the include guard is XINQIAO_LIBS_BASE_A_H_"])
        self.assertEqual(len(breaches(path, "#pragma once\n")), 2)

    def test_rules_and_use_cases_have_a_test(self):
        path = "services/ledger/domain/books.cc"
        test = "tests/services/ledger/domain/books_test.cc"
        self.assertEqual(breaches(path, "\n"), [f"{path}: no {test}"])
        self.assertEqual(breaches(path, "\n", present={test}), [])
        self.assertEqual(breaches("services/ledger/domain/errors.cc", "\n"), [])


class TextTest(unittest.TestCase):
    def test_sql_takes_the_time_as_an_argument(self):
        path = "services/ledger/storage/queries/a.sql"
        self.assertEqual(breaches(path, "-- Not now().\n/* now()\n*/ SELECT known FROM t;\n"), [])
        self.assertEqual(breaches(path, "-- One.\nSELECT NOW();\n"),
                         [f"{path}:2: NOW( is banned; the time is an argument"])
        self.assertEqual(len(breaches(path, "SELECT current_timestamp;\n")), 1)

    def test_a_migration_has_both_marks(self):
        good = "-- migrate:up\n-- One table.\nCREATE TABLE t ();\n\n-- migrate:down\n"
        for path in ("services/ledger/storage/migrations/0101_log.sql",
                     "libs/pg/migrations/0001_requests.sql",
                     "libs/feed/migrations/outbox/0002_outbox.sql"):
            opens = f"{path}:1: a migration opens with -- migrate:up"
            self.assertEqual(breaches(path, good), [])
            self.assertEqual(breaches(path, "-- One table.\n" + good), [opens])
            self.assertEqual(breaches(path, good.removesuffix("-- migrate:down\n")),
                             [f"{path}:4: a migration ends with -- migrate:down"])
            self.assertEqual(breaches(path, good + "DROP TABLE t;\n"),
                             [f"{path}:6: a migration ends with -- migrate:down"])
            self.assertEqual(breaches(path, ""),
                             [opens, f"{path}:1: a migration ends with -- migrate:down"])
        self.assertEqual(breaches("services/ledger/storage/queries/a.sql", "SELECT 1;\n"), [])

    def test_nothing_is_true_on_one_machine_only(self):
        for line in ("cd /" + "root/xinqiao", 'x = "/' + 'work/main"',
                     "https://registry." + "npmjs.org/buf", '"resol' + 'ved": "x"'):
            self.assertEqual(len(breaches("README.md", line + "\n")), 1, line)
        for line in ("https://example.org/work/main", "docs/root/", "/worker/", "./work/x"):
            self.assertEqual(breaches("README.md", line + "\n"), [], line)


class CommandTest(unittest.TestCase):
    def test_it_prints_every_breach_and_exits_1(self):
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder)
            (top / "tools").mkdir()
            (top / "tools" / "tidy.py").write_bytes(TIDY.read_bytes())
            (top / "build").mkdir()
            (top / "build" / "a.sql").write_text("SELECT now();\n")
            run = [sys.executable, "-B", str(top / "tools" / "tidy.py")]
            clean = subprocess.run(run, capture_output=True, text=True, check=False)
            self.assertEqual((clean.returncode, clean.stdout), (0, ""))
            (top / "a.sql").write_text("SELECT now();\n")
            (top / "b.sql").write_text("SELECT now();\n")
            dirty = subprocess.run(run, capture_output=True, text=True, check=False)
            self.assertEqual(dirty.returncode, 1)
            self.assertEqual(len(dirty.stdout.splitlines()), 2)
            no_git = subprocess.run(run, capture_output=True, text=True, check=False,
                                    env={"PATH": str(top)})
            self.assertEqual((no_git.returncode, no_git.stdout), (1, dirty.stdout))


if __name__ == "__main__":
    unittest.main()
