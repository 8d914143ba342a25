"""Step 3: 附件3 and the Five-Ones board, as the suite computes them."""

import collections
import datetime

import tables
from clock import BUSINESS_ZONE

FOOTER = "示例数据，人物与记录均为虚构"

_SELF_CHECK_HEADER = [
    "单位",
    "“1+100”管理\n系统内团干部数",
    "联系\n青年总数",
    "联系数\n（条）",
    "指导参与\n“一学一做”数",
    "“五个一”活动\n开展录入数",
    "青年之声\n“微心愿”回复数",
    "青年之声\n问题回复数",
]
_BOARD_HEADER = [
    "单位", "职务", "姓名", "要求", "时段", "应开展", "已开展", "尚缺", "说明"
]
_PERIODS = {"PERIOD_KIND_TWO_MONTHS": "每2个月", "PERIOD_KIND_QUARTER": "每季度"}
FIVE_ONES_DUTIES = ("fiv_02", "fiv_03")


class Board:
    """Asks assessment, which answers only once it has applied what was written."""

    def __init__(self, client, feeds, names):
        self._client = client
        self._names = names
        self._positions = feeds.heads()

    def self_check_table(self, organization, as_of):
        """附件3 of an organization, by key, and of its children."""
        return self._client.call(
            "assessment.v1.ReportService.GetSelfCheckTable",
            {
                "organization": self._names.organizations[organization],
                "as_of": str(as_of),
                "include_children": True,
                "min_positions": self._positions,
            },
        )

    def duty_progress(self, organization, as_of):
        """The lines of the Five-Ones duties."""
        lines = self._client.pages(
            "assessment.v1.DutyService.ListDutyProgress",
            {
                "organization": self._names.organizations[organization],
                "as_of": str(as_of),
                "min_positions": self._positions,
            },
            "duty_progress",
        )
        return [line for line in lines if line.duty_id in FIVE_ONES_DUTIES]

    def print_self_check(self, organization, as_of):
        table = self.self_check_table(organization, as_of)
        rows = [
            [
                row.display_name,
                row.cadres,
                row.youths,
                row.links,
                row.education_practice,
                row.five_ones,
                row.micro_wish_replies,
                row.question_replies,
            ]
            for row in table.rows
        ]
        print("\n附件3  “1+100”团干部直接联系青年工作自查统计表\n")
        print(
            f"单位：{table.rows[0].display_name}    填报人：          联系方式：            "
            f"填报时间：{in_chinese(as_of)}"
        )
        print(tables.render(_SELF_CHECK_HEADER, rows))
        print(
            f"统计区间：{in_chinese(table.quarter_start)}至{in_chinese(as_of)}；"
            "联系青年按人计，旁列为联系条数"
        )
        print(
            "首行含校级本级；人数按人去重，各行之和可不等于首行；"
            "“团干部数”“联系青年总数”“联系数”为当日数，其余为统计区间累计"
        )
        print(FOOTER)

    def print_five_ones(self, organization, as_of):
        lines = self.duty_progress(organization, as_of)
        state = lines[0].DESCRIPTOR.enum_types_by_name["State"].values_by_name
        pack = self._client.call(
            "registry.v1.PolicyService.GetRulePack", {"name": lines[0].rule_pack}
        )
        duties = self._duties(pack)
        units = self._units()
        published = datetime.datetime.fromtimestamp(pack.publish_time.seconds, BUSINESS_ZONE)
        behind = [line for line in lines if line.missing > 0]
        # Those whose time is over first; else as the suite lists them.
        behind.sort(key=lambda line: line.state == state["STATE_RUNNING"].number)
        rows = [
            [
                units[line.post.partition("/posts/")[0]],
                line.post_title,
                self._person(line.person),
                f"{duties[line.duty_id]}≥{line.full_count}次",
                f"{_short(line.window_start)}至{_short(line.window_last_day)}",
                line.required_count,
                line.counted,
                line.missing,
                _note(line, line.state == state["STATE_RUNNING"].number, published.date()),
            ]
            for line in behind
        ]
        met = sum(line.state == state["STATE_MET"].number for line in lines)
        running = sum(line.state == state["STATE_RUNNING"].number for line in lines)
        excused = sum(
            line.due_before_publication and line.state != state["STATE_RUNNING"].number
            for line in behind
        )
        print(f"\n“五个一”看板  截至{in_chinese(as_of)}  尚未达标的团干部\n")
        print(tables.render(_BOARD_HEADER, rows))
        print(
            f"共{len(lines)}项：已达标{met}项，时段已过未达标{len(lines) - met - running}项"
            f"（其中{excused}项在通知印发前已结束，不作逾期评价），进行中尚缺{running}项"
        )
        print(FOOTER)

    def _units(self):
        """What to call each organization: behind its parent where others are named the same."""
        listed = list(
            self._client.pages(
                "registry.v1.OrganizationService.ListOrganizations", {}, "organizations"
            )
        )
        names = {organization.name: organization.display_name for organization in listed}
        times = collections.Counter(names.values())
        return {
            o.name: o.display_name
            if times[o.display_name] == 1
            else names.get(o.parent, "") + o.display_name
            for o in listed
        }

    @staticmethod
    def _duties(pack):
        periods = pack.duties[0].DESCRIPTOR.fields_by_name["period"].enum_type.values_by_number
        return {
            duty.duty_id: _PERIODS[periods[duty.period].name]
            for duty in pack.duties
            if duty.duty_id in FIVE_ONES_DUTIES
        }

    def _person(self, name):
        return self._client.call(
            "registry.v1.PersonService.GetPerson", {"name": name}
        ).display_name


def _note(line, running, published):
    notes = [f"进行中，截至{_short(line.due_day)}" if running else "时段已过"]
    if line.days_in_force < line.days_in_window:
        notes.append(
            "只有部分天数有要求且在任，"
            f"按{line.days_in_force}/{line.days_in_window}天折算、向下取整"
        )
    note = "；".join(notes)
    if line.due_before_publication:
        note += f"；\n通知印发（{_short(published)}）时该时段已结束，不作逾期评价"
    return note


def in_chinese(day):
    """A day as people write it, such as 2017年6月15日."""
    day = datetime.date.fromisoformat(str(day))
    return f"{day.year}年{day.month}月{day.day}日"


def _short(day):
    day = datetime.date.fromisoformat(str(day))
    return f"{day.month}月{day.day}日"
