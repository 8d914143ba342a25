"""Every append is sent twice and assessment is killed in the middle; the figures stay right."""

import datetime
import threading
import time
import unittest

import support
import recompute

import board
import csv_columns
import csv_files
import load
import progress
import record

MIDDLE = datetime.date(2017, 5, 8)
_suite = None


def setUpModule():
    global _suite
    _suite = support.RunningSuite(unittest.addModuleCleanup)


class RecoveryTest(unittest.TestCase):
    """One suite and one recording of the quarter."""

    def test_nothing_is_counted_twice_and_a_kill_loses_nothing(self):
        last = csv_columns.LAST_DAY
        data = csv_files.load(support.DATA)
        step = progress.Step("record with every append sent twice")
        names = self._load(data, step)
        recorder = record.Recorder(
            _suite.client, _suite.feeds, _suite.crew, data, names,
            load.read_notice(_suite.contract, support.TOP), _suite.clock, sends=2,
        )
        for day in record.days():
            if day == MIDDLE:
                self._record_while_assessment_dies(recorder, day, step)
                before = self._table(names, MIDDLE)
            else:
                recorder.record_day(day, step)
            step.tick(str(day))

        recorder.check_refusals()
        self.assertGreaterEqual(recorder.repeated, sum(recorder.written.values()) - 5)
        after = self._table(names, last)
        self.assertEqual(self._rows(self._table(names, MIDDLE)), self._rows(before))
        truth = recompute.Data(support.DATA)
        for table, day in ((before, MIDDLE), (after, last)):
            want = truth.self_check_table(support.UNIVERSITY, day)
            for row in table.rows:
                for field, value in want[row.display_name].items():
                    self.assertEqual(getattr(row, field), value, (day, row.display_name, field))

        # Once more, with nothing left to apply: from the snapshot and the feeds, the same bytes.
        self._restart_assessment()
        self.assertEqual(self._rows(self._table(names, last)), self._rows(after))

    def _load(self, data, step):
        catalogue = load.read_catalogue(_suite.contract, support.TOP)
        names = load.load(
            _suite.client, _suite.feeds, _suite.crew, data, catalogue, _suite.clock, step
        )
        _suite.feeds.wait("registry", ["contacts", "ledger", "wishes"])
        return names

    def _record_while_assessment_dies(self, recorder, day, step):
        failures = []

        def record_day():
            try:
                recorder.record_day(day, step)
            except BaseException as error:
                failures.append(error)

        begin = sum(recorder.written.values())
        recording = threading.Thread(target=record_day)
        recording.start()
        while sum(recorder.written.values()) == begin and recording.is_alive():
            time.sleep(0.005)
        # Not on the path of a write: recording goes on while it is away.
        _suite.suite.kill("assessment")
        recording.join()
        _suite.suite.start_service("assessment")
        self.assertEqual(failures, [])
        _suite.suite.wait_until_serving(_suite.contract, "assessment")

    def _restart_assessment(self):
        _suite.suite.kill("assessment")
        _suite.suite.start_service("assessment")
        _suite.suite.wait_until_serving(_suite.contract, "assessment")

    def _table(self, names, day):
        return board.Board(_suite.client, _suite.feeds, names).self_check_table(
            support.UNIVERSITY, day
        )

    def _rows(self, table):
        return [row.SerializeToString(deterministic=True) for row in table.rows]


if __name__ == "__main__":
    unittest.main()
