"""Tests tools/xq registry workdays against a server that answers as it is told."""

import unittest

from xq_files import TOP
from xq_server import Refusal, Served

PUBLISH = "registry.v1.CalendarService.PublishWorkdayYear"
LIST = "registry.v1.CalendarService.ListWorkdayYears"
SHIPPED = TOP / "services/registry/packs/workdays.textproto"
YEARS = """# proto-message: xinqiao.registry.v1.ListWorkdayYearsResponse
workday_years {
  name: "workdayYears/2017"
  holidays: ["2017-05-01", "2017-10-01"]
  make_up_days: ["2017-09-30"]
  legal_basis { issuer: "国务院办公厅" number: "17号" issue_day: "2016-12-01" }
}
workday_years {
  name: "workdayYears/2018"
  provisional: true
  holidays: [
    "2018-01-01",
    "2018-02-16"
  ]
}
"""


class WorkdaysTest(Served):
    service_name = "registry"

    def setUp(self):
        super().setUp()
        self.file = self.folder / "years.textproto"
        self.write("years.textproto", YEARS)

    def workdays(self, *arguments, **more):
        return self.xq("workdays", *arguments, **more)[0].splitlines()

    def test_a_check_tells_what_each_year_changes(self):
        self.answers = {LIST: [{"workday_years": [{
            "name": "workdayYears/2017", "version": 3, "holidays": ["2017-05-01", "2017-05-02"],
            "make_up_days": ["2017-09-30"],
            "legal_basis": {"issuer": "国务院办公厅", "number": "16号", "issue_day": "2016-12-01"},
        }]}]}
        self.assertEqual(self.workdays(self.file, "--check"), [
            "workdayYears/2017: changes version 3",
            "  days off: +2017-10-01, -2017-05-02",
            "  ordered by 17号, before: 16号",
            "workdayYears/2018  2 days off, 0 worked off  not announced yet: new",
            "checked only, nothing was published",
        ])
        self.assertEqual(self.asked(PUBLISH), [])
        self.xq("workdays", "--check", code=1)

    def test_what_is_there_is_not_published_again(self):
        self.answers = {PUBLISH: [{"name": "workdayYears/2017", "version": 1}]}
        self.workdays(self.file)
        made = [request.workday_year for request in self.asked(PUBLISH)]
        self.assertEqual([year.name for year in made], ["workdayYears/2017", "workdayYears/2018"])
        made[0].version = 7
        self.answers[LIST] = [{"workday_years": made}]
        self.assertEqual(self.workdays(self.file), [
            "workdayYears/2017: already there", "workdayYears/2018: already there",
            "workdayYears/2017  2 days off, 1 worked off  17号",
            "workdayYears/2018  2 days off, 0 worked off  not announced yet",
        ])
        self.assertEqual(len(self.asked(PUBLISH)), 2)

    def test_a_wrong_day_stops_every_year_and_has_its_line(self):
        for wrong, line, field, why in (
            ('"2018-02-16"', 13, "holidays[1]", "is not a day of 2018"),
            ('"2018-01-01"', 12, "holidays[0]", "is not a day written YYYY-MM-DD"),
            ('["2017-09-30"]', 5, "make_up_days[0]", "is no Saturday or Sunday"),
            ('["2017-05-01", "2017-10-01"]', 4, "holidays[1]", "is not later than the one before"),
            ('number: "17号"', 6, "legal_basis", "has to name the issuer, number and day"),
            ("provisional: true", 8, "legal_basis", "is required: the document"),
        ):
            right = {"2018-02-16": '"2019-02-16"', "2018-01-01": '"2018-1-1"',
                     "2017-09-30": '["2017-09-29"]',
                     "2017-05-01": '["2017-05-01", "2017-04-01"]'}
            instead = next((new for old, new in right.items() if old in wrong), "")
            self.write("years.textproto", YEARS.replace(wrong, instead))
            output, told = self.xq("workdays", self.file, code=1)
            year = 0 if line < 8 else 1
            self.assertRegex(
                output, rf"^{self.file}:{line}: workday_years\[{year}\]\."
                + field.replace("[", r"\[") + rf" \(201[78]\): {why}", wrong,
            )
            self.assertIn("1 problems; nothing was published", told)
        self.assertEqual(self.asked(PUBLISH), [])

    def test_what_the_registry_finds_has_its_line_too(self):
        self.answers = {PUBLISH: [{}, Refusal(
            "refused", "INVALID_FIELDS", [("workday_year.holidays[1]", "is not liked")]
        )]}
        output = self.xq("workdays", self.file, code=1, lang="zh")[0]
        self.assertIn(f"{self.file}:13: workday_years[1].holidays[1]（2018）: is not liked", output)

    def test_a_year_that_stands_twice_is_wrong(self):
        self.write("years.textproto", YEARS.replace("/2018", "/2017").replace('"2018', '"2017'))
        output = self.workdays(self.file, code=1)
        self.assertIn("workdayYears/2017 stands in the file twice", output[0])

    def test_the_years_that_ship_are_right(self):
        output = self.workdays(SHIPPED, "--check")
        self.assertEqual(len(output), 12)
        self.assertIn("checked only", output[-1])


if __name__ == "__main__":
    unittest.main()
