"""Tests tools/client/tables.py."""

import pathlib
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools/client"))

import tables  # noqa: E402


class TablesTest(unittest.TestCase):
    def test_a_chinese_character_is_two_columns_wide(self):
        cases = {"": 0, "ab": 2, "团委": 4, "（挂职）": 8, "é": 1, "e\u0301": 1}
        for text, want in cases.items():
            self.assertEqual(tables.width(text), want, text)

    def test_text_is_broken_where_a_screen_ends(self):
        for text, lines in (
            ("", [""]), ("two words", ["two", "words"]), ("每季度不少于5次", ["每季度", "不少于", "5次"]),
            ("青年们，活动", ["青年", "们，活", "动"]), ("青年活动。", ["青年活", "动。"]),
            ("organizations/1", ["organizations/1"]),
        ):
            self.assertEqual(tables.wrapped(text, 6), lines, text)

    def test_columns_stand_below_each_other(self):
        self.assertEqual(
            tables.render(["单位", "录入\n数"], [["商学院团委", 7], ["校团委", 12]]),
            "\n".join(
                [
                    "----------------",
                    "            录入",
                    "单位          数",
                    "----------------",
                    "商学院团委     7",
                    "校团委        12",
                    "----------------",
                ]
            ),
        )

    def test_a_cell_may_have_several_lines(self):
        self.assertEqual(
            tables.render(["姓名", "说明"], [["林一", "时段已过；\n不作评价"], ["陈二", ""]]),
            "\n".join(
                [
                    "----------------",
                    "姓名  说明",
                    "----------------",
                    "林一  时段已过；",
                    "      不作评价",
                    "陈二",
                    "----------------",
                ]
            ),
        )


if __name__ == "__main__":
    unittest.main()
