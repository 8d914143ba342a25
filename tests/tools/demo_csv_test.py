"""Tests tools/demo/csv_files.py: every kind of problem, told with its place."""

import pathlib
import shutil
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools/demo"))

import csv_files  # noqa: E402

KINDS = ["five_ones.heart_talk"]

# A folder without a problem.
GOOD = {
    "organizations": [
        "key,name,kind,level,parent,valid_from",
        "fj,省委,provincial_committee,province,,2015-09-01",
        "qz,市委,prefecture_committee,city,fj,2015-09-01",
    ],
    "people": ["key,name,phone", "p1,林一,19900000001"],
    "posts": [
        "key,person,organization,title,appointment,leadership,valid_from,valid_to",
        "o1,p1,qz,书记,full_time,yes,2016-01-01,",
    ],
    "youths": [
        "key,name,phone,birth_year,organization,field,industry",
        "y1,陈二,19900010001,1997,qz,大学生,",
    ],
    "links": [
        "key,youth,post,proposed_on,accepted_on,ended_on",
        "l1,y1,o1,2017-04-01,2017-04-02,2017-05-01",
    ],
    "activities": [
        "key,entered_on,day,organization,author,actors,kind,channel,purpose,topic,platform,place,"
        "text,participants,participant_count,evidence,guided_branch,sends,voided_on,void_reason",
        "a1,2017-04-03,2017-04-02,qz,o1,o1,five_ones.heart_talk,offline,listen,,,,谈心,y1,,"
        "photo;document,,1,,",
    ],
    "questions": ["key,asked_on,youth,post,text", "q1,2017-04-05,y1,o1,问"],
    "wishes": ["key,made_on,youth,post,category,text", "w1,2017-04-05,y1,o1,生活帮助,愿"],
    "replies": ["key,item,replied_on,post,text", "r1,w1,2017-04-06,o1,答"],
}


class CsvFilesTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        for name, lines in GOOD.items():
            self.write(name, "\n".join(lines) + "\n")

    def write(self, name, content):
        content = content if isinstance(content, bytes) else content.encode()
        (self.folder / f"{name}.csv").write_bytes(content)

    def load(self):
        return csv_files.load(self.folder, KINDS)

    def problems(self):
        with self.assertRaises(csv_files.Problems) as caught:
            self.load()
        return [str(problem) for problem in caught.exception.problems]

    def problems_of_row(self, name, row):
        """Problems after `row` came as line 3 (line 4 in organizations.csv)."""
        self.write(name, "\n".join([*GOOD[name], row]) + "\n")
        return self.problems()

    def test_loads_what_is_right(self):
        tables = self.load()
        self.assertEqual([len(table) for table in tables], [2, 1, 1, 1, 1, 1, 1, 1, 1])
        activity = tables.activities[0]
        self.assertEqual(activity.actors, ("o1",))
        self.assertEqual(activity.evidence, ("photo", "document"))
        self.assertEqual(str(activity.day), "2017-04-02")
        self.assertIsNone(activity.voided_on)
        self.assertEqual(activity.line, 2)

    def test_accepts_a_byte_order_mark_line_breaks_of_windows_and_quotes(self):
        row = 'q1,2017-04-05,y1,o1,"问,""一""\n二"'
        self.write("questions", f"\ufeff{GOOD['questions'][0]}\r\n{row}\r\n")
        self.assertEqual(self.load().questions[0].text, '问,"一"\n二')

    def test_the_demo_has_no_problem(self):
        csv_files.load(TOP / "tools/demo/quanzhou")

    def test_problems_of_all_files_come_at_once(self):
        self.write("people", "key,name,phone\np1,,1\n")
        self.write("wishes", "key,made_on,youth,post,category,text\nw1,gestern,y1,o1,,愿\n")
        self.assertEqual(
            self.problems(),
            [
                "people.csv:2: name: is empty",
                "people.csv:2: phone: “1” is not a phone of 11 digits",
                "wishes.csv:2: made_on: “gestern” is not a day, YYYY-MM-DD",
                "wishes.csv:2: category: is empty",
            ],
        )

    def test_names_the_cell_that_is_wrong(self):
        cases = [
            ("people", "P-2,林,19900000002",
             "people.csv:3: key: “P-2” is not a key of lower-case letters and digits"),
            ("people", "p1,林,19900000002", "people.csv:3: key: “p1” is that of line 2 too"),
            ("organizations", "x,社,club,city,fj,2015-09-01",
             "organizations.csv:4: kind: “club” is not one of provincial_committee, "
             "prefecture_committee, university_committee, college_committee, branch"),
            ("organizations", "x,社,branch,branch,none,2015-09-01",
             "organizations.csv:4: parent: “none” is not a key of organizations.csv"),
            ("organizations", "x,社,branch,branch,fj,2015-02-29",
             "organizations.csv:4: valid_from: “2015-02-29” is not a day of the calendar"),
            ("organizations", "x,社,branch,branch,fj,2015-9-1",
             "organizations.csv:4: valid_from: “2015-9-1” is not a day, YYYY-MM-DD"),
            ("posts", "o2,p9,qz,书记,full_time,yes,2016-01-01,",
             "posts.csv:3: person: “p9” is not a key of people.csv"),
            ("posts", "o2,p1,qz,书记,weekend,yes,2016-01-01,",
             "posts.csv:3: appointment: “weekend” is not one of full_time, seconded, part_time"),
            ("posts", "o2,p1,qz,书记,full_time,是,2016-01-01,",
             "posts.csv:3: leadership: “是” is not one of yes, no"),
            ("posts", "o2,p1,qz,书记,full_time,yes,2016-01-01,2015-01-01",
             "posts.csv:3: valid_to: 2015-01-01 is before valid_from 2016-01-01"),
            ("posts", f"o2,p1,qz,{'书' * 34},full_time,yes,2016-01-01,",
             "posts.csv:3: title: has 102 bytes, at most 100 fit"),
            ("youths", "y2,陈,19900010002,97,qz,大学生,",
             "youths.csv:3: birth_year: “97” is not a number from 1900 to 2002"),
            ("youths", "y2,陈,19900010002,2003,qz,大学生,",
             "youths.csv:3: birth_year: “2003” is not a number from 1900 to 2002"),
            ("links", "l2,y1,o1,2017-03-31,,",
             "links.csv:3: proposed_on: 2017-03-31 is not from 2017-04-01 to 2017-06-15, "
             "the days that are recorded"),
            ("links", "l2,y1,o1,2017-05-03,2017-05-02,",
             "links.csv:3: accepted_on: 2017-05-02 is before proposed_on 2017-05-03"),
            ("links", "l2,y1,o1,2017-05-03,,2017-05-09",
             "links.csv:3: ended_on: the youth never accepted the link"),
            ("questions", "q2,2017-06-16,y1,o1,问",
             "questions.csv:3: asked_on: 2017-06-16 is not from 2017-04-01 to 2017-06-15, "
             "the days that are recorded"),
            ("replies", "r2,x9,2017-04-06,o1,答",
             "replies.csv:3: item: “x9” is not a key of questions.csv or wishes.csv"),
            ("replies", "r2,w1,2017-04-04,o1,答",
             "replies.csv:3: replied_on: 2017-04-04 is before made_on of w1"),
            ("people", "p2,陈,19900000001",
             "people.csv:3: phone: “19900000001” is that of line 2 too"),
            ("youths", "y2,陈,19900010001,1997,qz,大学生,",
             "youths.csv:3: phone: “19900010001” is that of line 2 too"),
            ("organizations", "x,社,branch,city,qz,2015-09-01",
             "organizations.csv:4: level: city is not below city, the level of qz"),
            ("organizations", "x,社,branch,province,qz,2015-09-01",
             "organizations.csv:4: level: province is not below city, the level of qz"),
            ("organizations", '"x","社\n团",branch,branch,qz,2015-09-01',
             "organizations.csv:4: name: has a line break, and is to be one line"),
            ("people", 'p2,"陈\n二",19900000002',
             "people.csv:3: name: has a line break, and is to be one line"),
            ("people", 'p2,"陈\r二",19900000002',
             "people.csv:3: name: has a line break, and is to be one line"),
            ("people", "p2,陈\u2028二,19900000002",
             "people.csv:3: name: has a line break, and is to be one line"),
            ("posts", 'o2,p1,qz,"书\n记",full_time,yes,2016-01-01,',
             "posts.csv:3: title: has a line break, and is to be one line"),
            ("youths", 'y2,"陈\n二",19900010002,1997,qz,大学生,',
             "youths.csv:3: name: has a line break, and is to be one line"),
            ("people", "p2,陈\u202e二,19900000002",
             "people.csv:3: name: holds U+202E, which changes the direction of writing"),
            ("questions", "q2,2017-04-05,y1,o1,问\u2066",
             "questions.csv:3: text: holds U+2066, which changes the direction of writing"),
            ("links", "l2,y1,o1,2017-04-30,,",
             "links.csv:3: proposed_on: overlaps with l1 of line 2: same youth and post"),
            ("links", "l2,y1,o1,2017-04-01,2017-04-01,2017-04-01",
             "links.csv:3: proposed_on: overlaps with l1 of line 2: same youth and post"),
            ("questions", "q2,2017-04-01,y1,o1,问",
             "questions.csv:3: youth: “y1” has no accepted link with o1 on 2017-04-01"),
            ("wishes", "w2,2017-05-01,y1,o1,生活帮助,愿",
             "wishes.csv:3: youth: “y1” has no accepted link with o1 on 2017-05-01"),
            ("people", "p2,林", "people.csv:3: has 2 cells, want 3"),
            ("people", '"p2"x,林,1', "people.csv:3: is not CSV: ',' expected after '\"'"),
        ]
        for name, row, want in cases:
            with self.subTest(want):
                self.assertEqual(self.problems_of_row(name, row), [want])
                self.write(name, "\n".join(GOOD[name]) + "\n")

    def test_names_what_is_wrong_with_an_activity(self):
        good = GOOD["activities"][1].replace("a1,", "a2,", 1).split(",")
        header = GOOD["activities"][0].split(",")
        cases = [
            ({"day": "2017-04-04"}, "entered_on: 2017-04-03 is before day 2017-04-04"),
            ({"actors": ""}, "actors: is empty"),
            ({"actors": "o1;o1"}, "actors: names “o1” twice"),
            ({"actors": "o1;"}, "actors: has an empty entry"),
            ({"actors": "o1;o9"}, "actors: “o9” is not a key of posts.csv"),
            ({"author": "y1"}, "author: “y1” is not a key of posts.csv"),
            ({"kind": "five_ones.nap"}, "kind: “five_ones.nap” is not one of five_ones.heart_talk"),
            ({"participant_count": "3"},
             "participant_count: is given although the participants are named"),
            ({"participants": "", "participant_count": "-3"},
             "participant_count: “-3” is not a number from 0 to 1000000"),
            ({"evidence": "photo;rumour"},
             "evidence: “rumour” is not one of photo, document, link, confirmation"),
            ({"guided_branch": "o1"}, "guided_branch: “o1” is not a key of organizations.csv"),
            ({"sends": "0"}, "sends: “0” is not a number from 1 to 9"),
            ({"voided_on": "2017-04-02", "void_reason": "错"},
             "voided_on: 2017-04-02 is before entered_on 2017-04-03"),
            ({"voided_on": "2017-04-05"}, "void_reason: is empty although the activity is voided"),
            ({"void_reason": "错"}, "voided_on: is empty although there is a reason"),
            ({"text": "谈\x07心"}, "text: holds the control character U+0007"),
            ({"text": "谈\0心"}, "text: holds U+0000"),
            ({"text": "谈\u200f心"}, "text: holds U+200F, which changes the direction of writing"),
            ({"topic": '"谈\n心"'}, "topic: has a line break, and is to be one line"),
            ({"platform": '"谈\n心"'}, "platform: has a line break, and is to be one line"),
            ({"place": '"谈\n心"'}, "place: has a line break, and is to be one line"),
        ]
        for change, want in cases:
            with self.subTest(want):
                row = ",".join(change.get(n, value) for n, value in zip(header, good))
                self.assertEqual(
                    self.problems_of_row("activities", row), [f"activities.csv:3: {want}"]
                )

    def test_a_parent_stands_above_its_children(self):
        self.write(
            "organizations",
            "\n".join([GOOD["organizations"][0], *reversed(GOOD["organizations"][1:])]) + "\n",
        )
        self.assertEqual(
            self.problems(), ["organizations.csv:2: parent: “fj” stands below its child"]
        )

    def test_a_parent_that_is_wrong_itself_is_told_once(self):
        header, fj, qz = GOOD["organizations"]
        self.write("organizations", "\n".join([header, fj.replace("2015", "15"), qz]) + "\n")
        self.assertEqual(
            self.problems(),
            ["organizations.csv:2: valid_from: “15-09-01” is not a day, YYYY-MM-DD"],
        )

    def test_a_link_may_be_made_again_once_it_has_ended(self):
        for day in ("2017-05-01", "2017-05-02"):
            self.write("links", "\n".join([*GOOD["links"], f"l2,y1,o1,{day},,"]) + "\n")
            self.assertEqual(len(self.load().links), 2)

    def test_a_link_overlaps_with_any_before_it(self):
        lines = [*GOOD["links"], "l2,y1,o1,2017-04-20,2017-04-20,2017-04-20"]
        lines.append("l3,y1,o1,2017-04-25,,")
        self.write("links", "\n".join(lines) + "\n")
        self.assertEqual(
            self.problems(),
            [
                "links.csv:3: proposed_on: overlaps with l1 of line 2: same youth and post",
                "links.csv:4: proposed_on: overlaps with l1 of line 2: same youth and post",
            ],
        )

    def test_an_appeal_goes_to_a_post_in_office(self):
        header, post = GOOD["posts"]
        self.write("posts", f"{header}\n{post}2017-04-06\n")
        self.load()
        self.write("posts", f"{header}\n{post}2017-04-05\n")
        self.assertEqual(
            self.problems(),
            [
                "questions.csv:2: post: “o1” is not in office on 2017-04-05",
                "wishes.csv:2: post: “o1” is not in office on 2017-04-05",
            ],
        )

    def test_broken_utf8_is_told_with_line_and_column(self):
        self.write("people", b"key,name,phone\np1,\xe6\x9e,19900000001\np2,\xff,19900000002\n")
        self.assertEqual(
            self.problems(),
            ["people.csv:2: name: is not UTF-8", "people.csv:3: name: is not UTF-8"],
        )

    def test_lines_are_counted_through_quoted_line_breaks(self):
        header = GOOD["questions"][0]
        row = 'q1,2017-04-05,y1,o1,"问\n一"\nq2,2017-04-31,y1,o1,"问\n\n二"\n'
        self.write("questions", f"{header}\n{row}")
        self.assertEqual(
            self.problems(),
            ["questions.csv:4: asked_on: “2017-04-31” is not a day of the calendar"],
        )

    def test_the_columns_are_those_that_are_known(self):
        self.write("people", "key,name,mail,name\np1,林一,x,y\n")
        self.assertEqual(
            self.problems(),
            [
                "people.csv:1: phone: the column is missing",
                "people.csv:1: mail: there is no such column",
                "people.csv:1: name: the column is there twice",
            ],
        )

    def test_columns_may_stand_in_another_order(self):
        self.write("people", "phone,key,name\n19900000001,p1,林一\n")
        self.assertEqual(self.load().people[0].key, "p1")

    def test_a_file_that_is_not_there_or_empty_is_told_once(self):
        (self.folder / "people.csv").unlink()
        self.write("wishes", "")
        self.assertEqual(
            self.problems(),
            ["people.csv:1: cannot be read: No such file or directory"]
            + [f"wishes.csv:1: {column}: the column is missing"
               for column in ("key", "made_on", "youth", "post", "category", "text")],
        )


if __name__ == "__main__":
    unittest.main()
