"""The figures of the demo, cell by cell and line by line, against those of its CSV files."""

import datetime

import recompute
import support
from demo_fixture import call, demo, organizations, pages

DAYS = [datetime.date(2017, 4, 30), datetime.date(2017, 5, 31), datetime.date(2017, 6, 15)]
LAST_DAY = DAYS[-1]
# The notice, which lays the duties down, came on 17 May.
BOARD_DAYS = DAYS[1:]


class Figures:
    """What the suite computed against what the CSV files say."""

    @classmethod
    def setUpClass(cls):
        cls.truth = recompute.Data(support.DATA)
        cls.university = organizations()[cls.truth.display_name(support.UNIVERSITY)].name

    def test_every_cell_of_the_self_check_table(self):
        for day in DAYS:
            table = call(
                "assessment.v1.ReportService.GetSelfCheckTable",
                {"organization": self.university, "as_of": str(day), "include_children": True},
            )
            want = self.truth.self_check_table(support.UNIVERSITY, day)
            self.assertEqual(table.quarter_start, "2017-04-01")
            self.assertGreaterEqual(len(want), 11)
            # In the order of the file, in every run.
            self.assertEqual([row.display_name for row in table.rows], list(want))
            for row in table.rows:
                for column, value in want[row.display_name].items():
                    with self.subTest(day=day, unit=row.display_name, column=column):
                        self.assertEqual(getattr(row, column), value)

    def test_the_table_that_was_printed(self):
        for row in self.truth.self_check_table(support.UNIVERSITY, LAST_DAY).values():
            columns = list(row.values())
            found = [
                line.split() for line in demo().output.splitlines() if line.startswith(columns[0])
            ]
            self.assertIn([str(value) for value in columns], found)
        self.assertIn("示例数据，人物与记录均为虚构", demo().output)

    def test_every_line_of_the_five_ones_board(self):
        people = {}
        for day in BOARD_DAYS:
            listed = pages(
                "assessment.v1.DutyService.ListDutyProgress",
                {"organization": self.university, "as_of": str(day)},
                "duty_progress",
            )
            got = {}
            for line in listed:
                if line.person not in people:
                    people[line.person] = call(
                        "registry.v1.PersonService.GetPerson", {"name": line.person}
                    ).display_name
                holder = line.organization_display_name, line.post_title, people[line.person]
                if line.duty_id in recompute.DUTIES:
                    got[(*holder, line.duty_id, line.window_start)] = line
            want = self.truth.five_ones_board(support.UNIVERSITY, day)
            self.assertEqual(
                sorted(got),
                sorted(
                    (*self.truth.holder(w["post"]), w["duty_id"], w["window_start"]) for w in want
                ),
            )
            for fields in want:
                key = (
                    *self.truth.holder(fields["post"]), fields["duty_id"], fields["window_start"]
                )
                line = got[key]
                state = line.DESCRIPTOR.fields_by_name["state"].enum_type
                for name, value in fields.items():
                    if name == "post":
                        continue
                    with self.subTest(day=day, line=key, field=name):
                        have = getattr(line, name)
                        if name == "state":
                            have = state.values_by_number[have].name
                        self.assertEqual(have, value)

    def test_the_posts_that_are_short_were_named(self):
        output = demo().output.partition("尚未达标的团干部")[2]
        lines = output.splitlines()
        for line in self.truth.five_ones_board(support.UNIVERSITY, LAST_DAY):
            _, title, person = self.truth.holder(line["post"])
            unit = self.truth.full_name(self.truth.posts[line["post"]]["organization"])
            month = int(line["window_start"][5:7])
            named = [
                number
                for number, text in enumerate(lines)
                if text.split()[:3] == [unit, title, person] and f" {month}月1日至" in text
            ]
            with self.subTest(line=line):
                self.assertEqual(len(named), int(line["missing"] > 0))
                if not named:
                    continue
                note = lines[named[0]].split()[-1]
                over = line["state"] == "STATE_SHORT"
                self.assertTrue(note.startswith("时段已过" if over else "进行中，截至"), note)
                part = f"按{line['days_in_force']}/{line['days_in_window']}天折算、向下取整"
                self.assertEqual(part in note, line["days_in_force"] < line["days_in_window"])
                self.assertEqual(
                    lines[named[0] + 1].strip()
                    == "通知印发（5月17日）时该时段已结束，不作逾期评价",
                    line["due_before_publication"],
                )
        # Those whose time is over stand first.
        self.assertLess(output.rindex("时段已过；"), output.index("进行中，截至"))

    def test_a_figure_is_the_sum_of_its_facts(self):
        for column, value in enumerate(
            ["cadres", "youths", "education_practice", "five_ones", "micro_wish_replies",
             "question_replies"], start=1
        ):
            fields = {
                "organization": self.university,
                "as_of": str(LAST_DAY),
                "column": column,
                "page_size": 1000,
            }
            facts = []
            while True:
                answer = call("assessment.v1.ReportService.ExplainSelfCheckFigure", fields)
                facts += answer.derivation.facts
                if not answer.derivation.next_page_token:
                    break
                fields["page_token"] = answer.derivation.next_page_token
            want = self.truth.self_check_row(support.UNIVERSITY, LAST_DAY)[value]
            self.assertEqual(answer.derivation.value, want, value)
            self.assertEqual(sum(f.counted for f in facts), answer.derivation.counted_total)
            self.assertEqual(sum(f.counted for f in facts), want, value)
            self.assertEqual(sum(not f.counted for f in facts), answer.derivation.excluded_total)
            self.assertTrue(all(bool(f.reason) != f.counted for f in facts), value)
