"""What the rules of packs are called on the screen, in English and in Chinese."""

import datetime

import registry_words
from messages import pick

# Days are those of Asia/Shanghai.
CHINA = datetime.timedelta(hours=8)

# What each list of a pack holds, in the order of a pack's parts on the screen.
LISTS = {
    "duties": ("duty", "任务"),
    "contact_quotas": ("contact quota", "联系数量"),
    "cadences": ("cadence", "日常频次"),
    "deadlines": ("deadline", "限期事项"),
    "schedule_items": ("schedule", "工作安排"),
    "reports": ("report", "报表"),
    "task_emphases": ("emphasis", "工作侧重"),
    "point_rules": ("points", "积分"),
    "assessment_tables": ("assessment", "考核表"),
    "evaluations": ("evaluation", "考评方式"),
    "ceilings": ("ceiling", "禁止加码"),
    "wish_limits": ("wish limit", "办理时限"),
    "wish_categories": ("wish category", "诉求类别"),
    "book_closings": ("book closing", "关账"),
    "switches": ("switch", "功能开关"),
    "assumptions": ("assumption", "假定"),
}

# The same names as on the sheet that an organization files.
SWITCHES = {
    "ORGANIZATION_RANKING": ("ranking of organizations", "组织排名"),
    "PERSON_RANKING": ("ranking of persons", "个人排名"),
    "ADOPTION_FIGURE": ("figures of adoption by youths", "青年关注和使用情况统计"),
    "PHOTO_DUTY": ("pictures with activities", "活动记录上传照片"),
    "LOGIN_DUTY": ("login by a day", "团干部限期登录"),
    "ONLINE_DURATION": ("time online", "在线时长统计"),
}
SCOPES = {
    "CONTACT_NUMBER": ("contact numbers", "联系数量"),
    "FREQUENCY": ("frequencies", "活动频次"),
    "NEW_WORK": ("new work", "新增工作"),
}
_PERIODS = {
    "DAY": ("a day", "每天"),
    "ISO_WEEK": ("a week", "每周"),
    "MONTH": ("a month", "每月"),
    "TWO_MONTHS": ("in two months", "每2个月"),
    "QUARTER": ("a quarter", "每季度"),
    "HALF_YEAR": ("in half a year", "每半年"),
    "YEAR": ("a year", "每年"),
    "WHOLE_INTERVAL": ("in all", "期间共"),
}
_OBJECTS = {
    "YOUTH": ("youths", "名团员青年"),
    "BRANCH": ("branches", "个团支部"),
    "CLUB": ("clubs", "个社团"),
    "YOUTH_IN_DIFFICULTY": ("youths in difficulty", "名困难青年"),
    "BASE_COMMITTEE": ("base committees", "个基层团委、团总支"),
    "CHAT_GROUP": ("chat groups", "个微信群"),
    "CHAT_GROUP_MEMBER": ("members of each chat group", "人（每个微信群）"),
    "REAL_NAME_ACCOUNT": ("accounts under the real name", "个实名账号"),
    "YOUTH_SOCIAL_ORGANIZATION": ("social organizations of youths", "个青年社会组织"),
    "VOLUNTEER_ORGANIZATION": ("organizations of volunteers", "个志愿者组织"),
}
_METRICS = {
    "VOICE": ("voices", "有声音"),
    "INTERACTION": ("interactions", "有互动"),
    "TOPIC": ("topics", "有话题"),
    "ONLINE_ACTIVITY": ("online activities", "线上活动"),
    "OFFLINE_ACTIVITY": ("offline activities", "线下活动"),
    "FACE_TO_FACE": ("talks face to face", "面对面交流"),
    "BASE_DAY": ("days at the base", "下基层"),
}
_EVALUATIONS = {
    "RANKING": ("ranking", "排名"),
    "BULLETIN": ("bulletin", "通报"),
    "SPOT_CHECK": ("spot checks", "抽查"),
    "FULL_EVALUATION": ("full evaluation", "全面评估"),
    "AWARD_CONDITION": ("condition for awards", "评优条件"),
}
_RANKS = {
    "BELOW_SECTION": ("below a section", "科级以下"),
    "SECTION_OR_ABOVE": ("section or above", "科级及以上"),
}


def word(table, message, field):
    """That of an enum field; of one with several values, all of them."""
    descriptor = message.DESCRIPTOR.fields_by_name[field]
    value = getattr(message, field)
    several = descriptor.label == descriptor.LABEL_REPEATED
    return pick(", ", "、").join(
        registry_words.named(table, descriptor.enum_type, each)
        for each in (value if several else [value])
    )


def list_name(field):
    """What `duties[3]` is."""
    return pick(*LISTS.get(field.partition("[")[0], (field, field)))


def title(rule):
    name = rule.DESCRIPTOR.name
    if name == "Switch":
        return word(SWITCHES, rule, "kind")
    return rule.assumption_id if name == "Assumption" else rule.title


def asks(rule):
    """What a rule asks for, in few words."""
    words = _ASKS.get(rule.DESCRIPTOR.name, lambda _: "")(rule)
    return pick("voluntary: ", "自愿：") + words if getattr(rule, "voluntary", False) else words


def whom(rule):
    """Whom a rule binds; "" for everybody in the scope of the pack."""
    if rule.DESCRIPTOR.name == "Evaluation":
        return pick("; ", "；").join(cohort.title for cohort in rule.cohorts)
    subject = getattr(rule, "subject", None)
    if subject is None:
        return ""
    if subject.DESCRIPTOR.name == "Subject":
        which = subject.WhichOneof("subject")
        if which is None:
            return ""
        subject = getattr(subject, which)
    return pick("; ", "；").join(filter(None, _conditions(subject)))


def interval(days):
    """Days without an end, or up to their last one."""
    if not days.start_day:
        return ""
    return f"{days.start_day} – {last_day(days.end_day)}" if days.end_day else pick(
        f"from {days.start_day}", f"{days.start_day}起"
    )


def last_day(end_day):
    """The day before."""
    return str(datetime.date.fromisoformat(end_day) - datetime.timedelta(days=1))


def _conditions(subject):
    tables_of = (
        ("appointment_types", registry_words.APPOINTMENTS),
        ("organization_kinds", registry_words.KINDS),
        ("organization_levels", registry_words.LEVELS), ("rank_classes", _RANKS),
    )
    for field, table in tables_of:
        if field in subject.DESCRIPTOR.fields_by_name:
            yield word(table, subject, field)
    if subject.DESCRIPTOR.name == "OrganizationSubject":
        yield pick("leading bodies", "领导机关") if subject.leading_bodies_only else ""
        return
    yield pick(", ", "、").join(subject.titles)
    yield pick("leadership", "领导班子") if subject.leadership_only else ""
    if subject.HasField("leading_body"):
        yield pick(*[("at no leading body", "非领导机关"), ("at leading bodies", "领导机关")]
                   [subject.leading_body])
    if subject.HasField("many_youth"):
        yield pick(*[("where youths are few", "团员青年较少"), ("where youths are many", "团员青年较多")]
                   [subject.many_youth])


def _range(rule):
    count, most = rule.required_count, rule.max_count
    return pick(f"{count} to {most}", f"{count}至{most}") if most > count else str(count)


def _every(rule):
    return word(_PERIODS, rule, "period")


def _duty(rule):
    if rule.required_count == 0:
        return pick("no number named", "不限次数")
    return pick(f"{_range(rule)} {_every(rule)}", f"{_every(rule)}{_range(rule)}次")


def _cadence(rule):
    what, every = word(_METRICS, rule, "metric"), _every(rule)
    parts = []
    if rule.required_count > 0:
        parts.append(pick(f"{rule.required_count} {what} {every}",
                          f"{every}{what}{rule.required_count}次"))
    if rule.HasField("reach_above_percent"):
        percent = rule.reach_above_percent
        parts.append(pick(f"{what} {every} with more than {percent} % of the youths",
                          f"{every}{what}覆盖超过{percent}%"))
    return pick("; ", "；").join(parts) or pick(f"{what}, no number named", f"{what}，不限次数")


def _points(rule):
    points = f"{rule.milli_points / 1000:g}"
    return pick(f"{points} points each", f"每次{points}分")


def _limit(rule):
    days = rule.working_days
    if days == 0:
        return pick("no number named", "不限时")
    return pick(f"within {days} working days", f"{days}个工作日内")


def _closing(rule):
    days, every = rule.after_working_days, _every(rule)
    return pick(f"once {every}, after {days} working days", f"{every}结束后{days}个工作日关账")


def _evaluation(rule):
    kind, every = word(_EVALUATIONS, rule, "kind"), _every(rule)
    return pick(f"{kind}, once {every}", f"{every}1次{kind}") if every else kind


_ASKS = {
    "Duty": _duty,
    "ContactQuota": lambda rule: pick(
        f"{_range(rule)} {word(_OBJECTS, rule, 'object')}",
        f"联系{_range(rule)}{word(_OBJECTS, rule, 'object')}",
    ),
    "Cadence": _cadence,
    "Deadline": lambda rule: pick(f"by {rule.due_day}", f"{rule.due_day}前"),
    "ScheduleItem": lambda rule: interval(rule.window),
    "ReportDefinition": lambda rule: pick("due ", "报送日期：") + ", ".join(rule.due_days),
    "TaskEmphasis": lambda rule: pick(", ", "、").join(rule.tasks),
    "PointRule": _points,
    "AssessmentTable": lambda rule: pick(f"{rule.total} points", f"{rule.total}分"),
    "Evaluation": _evaluation,
    "Ceiling": lambda rule: pick("not to be raised: ", "不得层层加码：") + word(SCOPES, rule, "covers"),
    "WishLimit": _limit,
    "BookClosing": _closing,
    "Switch": lambda rule: pick(*[("off", "关闭"), ("on", "开启")][rule.enabled]),
    "Assumption": lambda rule: rule.text,
}
