"""The reasons of the registry in Chinese: by their code, and the frequent ones by their shape."""

import re

from messages import pick

# By ErrorInfo.reason.
_BY_CODE = {
    "ACTIVITY_KIND_EXISTS": "活动类别目录里已有这个编号",
    "IMPORT_HAS_PROBLEMS": "导入的数据有问题，未写入",
    "IMPORT_NOT_CHECKED": "导入尚未检查完毕，或已经写入",
    "IMPORT_NOT_FOUND": "没有这次导入",
    "INVALID_FIELDS": "有字段填写不对",
    "LEVEL_CONFLICT": "上级组织的层级不高于下级，或该类组织没有这个层级",
    "NOT_CAUGHT_UP": "服务端数据尚未更新到所要求的位置，请稍后再试",
    "ORGANIZATION_NOT_FOUND": "没有这个组织，或当日尚未成立",
    "ORGANIZATION_NOT_VALID": "该组织当日不存在",
    "OUT_OF_SCOPE": "超出本人的管理范围",
    "PARENT_NOT_VALID": "上级组织当日不存在",
    "POST_NOT_FOUND": "没有这个职务，或当日无人任职",
    "REORGANIZATION_CONFLICT": "机构调整方案有冲突",
    "RULES_RAISED": "超过上级规定（不得层层加码）",
    "RULE_PACK_NOT_FOUND": "没有这个规则包",
    "RULE_PACK_TOO_NEW": "有规则包由更新版本的服务发布，当前服务版本较旧；请稍后再试",
    "RULE_PACK_NOT_IN_FORCE": "该规则包已被取代、已撤回或已到期",
    "TREE_BUSY": "正在写入大批数据，请一分钟后再试",
    "TREE_CHANGED": "翻页期间组织树有变动，请重新查询",
    "WORKDAY_YEAR_NOT_FOUND": "该年度的工作日历尚未发布",
}

_PERIODS = {
    "a day": "每天", "a week": "每周", "a month": "每月", "in two months": "每2个月",
    "a quarter": "每季度", "in half a year": "每半年", "a year": "每年", "in all": "期间共",
}
# What is counted: its measure word, and what it is.
_NOUNS = {
    ("activity", "activities"): ("次", "活动"),
    ("youth", "youths"): ("名", "青年"),
    ("branch", "branches"): ("个", "团支部"),
    ("club", "clubs"): ("个", "社团"),
    ("youth in difficulty", "youths in difficulty"): ("名", "困难青年"),
    ("base committee", "base committees"): ("个", "基层团委、团总支"),
    ("chat group", "chat groups"): ("个", "微信群"),
    ("member of a chat group", "members of a chat group"): ("名", "微信群成员"),
    ("account under the real name", "accounts under the real name"): ("个", "实名账号"),
    ("social organization of youths", "social organizations of youths"): ("个", "青年社会组织"),
    ("organization of volunteers", "organizations of volunteers"): ("个", "志愿者组织"),
    ("voice", "voices"): ("次", "“有声音”"),
    ("interaction", "interactions"): ("次", "“有互动”"),
    ("topic", "topics"): ("次", "“有话题”"),
    ("online activity", "online activities"): ("次", "线上活动"),
    ("offline activity", "offline activities"): ("次", "线下活动"),
    ("talk face to face", "talks face to face"): ("次", "面对面交流"),
    ("day at the base", "days at the base"): ("天", "下基层"),
}
_COUNTED = {noun: "".join(words) for nouns, words in _NOUNS.items() for noun in nouns}
_THINGS = {nouns[1]: words[1] for nouns, words in _NOUNS.items()}
_NOT_BOUND = "；本文件 {issued} 印发，早于该文件（{banned}），不受其约束"
_STANDINGS = {
    "the highest level that set one": "最先作出规定的上级",
    "of the same organization": "本组织的另一规定",
}
_DAY = r"[\d…][\d…-]*"
_RATE = r"\d+(?:\.\d+)?"
# What was issued before a ban is not bound by it.
_EARLIER = (
    rf"(?:; it was issued on (?P<issued>{_DAY}), before that of (?P<banned>{_DAY}), "
    "and is not bound by it)?"
)
_PERIOD = "|".join(map(re.escape, _PERIODS))
_NOUN = "|".join(sorted(map(re.escape, _COUNTED), key=len, reverse=True))
_STANDING = "|".join(map(re.escape, _STANDINGS))

# A shape, and what it says in Chinese. Named parts that stand in a table above are put in Chinese.
_SHAPES = [(re.compile(shape), said) for shape, said in (
    # Warnings.
    (rf"begins on (?P<a>{_DAY}), before it was made known on (?P<b>{_DAY}) \(A-45\)",
     "{a} 开始，早于公布日 {b}（A-45）"),
    (rf"due on (?P<a>{_DAY}), before it was made known on (?P<b>{_DAY}); never scored late "
     r"\(A-45\)", "期限 {a} 早于公布日 {b}，不作逾期评价（A-45）"),
    (rf"dated (?P<a>{_DAY}), after the day of publication (?P<b>{_DAY})",
     "成文日期 {a} 晚于发布日 {b}"),
    (r"(?P<a>\[.+?\)) has no day of (?P<b>\[.+?\)), when the pack is in force",
     "{a} 与规则包施行期间 {b} 没有重合的日子"),
    (rf"begins on (?P<a>{_DAY}) in (?P<b>\[.+?\)), whose books '(?P<c>.+?)' closed after "
     rf"(?P<d>{_DAY}); figures published for it stay as they are",
     "{a} 开始，所在期间 {b} 的账目（{c}）已于 {d} 之后关闭；该期间已公布的数据不变"),
    (r"of packs below, (?P<a>\d+) more rules ask for more than this allows",
     "下级规则包另有 {a} 条规则超过本规定"),
    # What is wrong.
    (rf"is in the future; today is (?P<a>{_DAY})", "日期在未来；今天是 {a}"),
    (rf"is before today, (?P<a>{_DAY}), and it supersedes another",
     "早于今天（{a}），而本规则包要取代另一个"),
    (r"does not stand in the publisher's subtree today", "今天不在发布组织的下属范围内"),
    (r"must not be empty", "不能为空"),
    (r"must be (?P<a>-?\d+) to (?P<b>\d+)", "应为 {a} 至 {b}"),
    (r"must be 0 for none, or (?P<a>\d+) to (?P<b>\d+)", "应为 0（无上限）或 {a} 至 {b}"),
    (r"must be 0 for none, or milli_points or more", "应为 0（无封顶）或不小于 milli_points"),
    (r"has (?P<a>\d+) elements, at most (?P<b>\d+)", "有 {a} 项，最多 {b} 项"),
    (r"must be 1 or more", "应不小于 1"),
    (r"must be a day of 1900 to 2199, YYYY-MM-DD", "应为 1900 至 2199 年的日期，写作 YYYY-MM-DD"),
    (r"must be 1 to 63 lower-case letters, digits and '_', a letter first",
     "应为 1 至 63 个小写字母、数字或下划线，以字母开头"),
    (r"'(?P<a>[^']+)' occurs twice", "“{a}”重复出现"),
    (r"occurs twice", "重复出现"),
    (r"must name at least one requirement", "至少写明一个需求编号"),
    (r"must look like '(?P<a>[^']+)'", "应写作“{a}”的形式"),
    (r"'(?P<a>[^']+)' is not in the catalogue of activity kinds",
     "活动类别目录里没有“{a}”；新增类别用 xq packs kinds"),
    (r"must name at least one kind", "至少写明一个活动类别"),
    (r"'(?P<a>[^']+)' is not a duty of this pack", "本规则包没有任务“{a}”"),
    (r"a duty does not name itself", "任务不能引用自己"),
    (r"'(?P<a>[^']+)' is neither a duty nor a row of the schedule of this pack",
     "“{a}”既不是本规则包的任务，也不是工作安排的条目"),
    (r"'(?P<a>[^']+)' is not an assumption of this pack", "本规则包没有假定“{a}”"),
    (r"'(?P<a>[^']+)' counts in duty '(?P<b>[^']+)' of the same posts already; say so in "
     r"may_also_count", "“{a}”已计入同一批职务的任务“{b}”；如允许重复计入，请在 may_also_count 写明"),
    (r"counts round in a ring: (?P<a>.+)", "相互计入形成循环：{a}"),
    (r"(?P<a>\[.+?\)) has no day", "{a} 不含任何一天"),
    (r"a number for the whole interval needs an interval that ends",
     "按整个期间计数的规则须写明截止日"),
    (r"none of them is in the scope of the pack", "都不在规则包的适用范围内"),
    (r"items add up to (?P<a>-?\d+), want (?P<b>\d+)", "各项合计 {a}，应为 {b}"),
    (r"'(?P<a>[^']+)' says the same of (?P<b>\[.+?\))", "“{a}”对 {b} 已有相同规定"),
    (r"adoption by youths is shown to the cadre and never scored \(A-31\)",
     "青年关注和使用情况只供团干部本人查看，不计分（A-31）"),
    (r"a switch that is on names the issuer, number and day of the document that orders it",
     "开启的功能须写明依据文件的发文单位、文号和日期"),
    (r"is a field that this version does not know", "本版本的服务不认识这个字段"),
    (rf"the document names no day; (?P<a>{_DAY}) is assumed", "文件未写明日期，假定为 {a}"),
    (r"is not that of the document of the pack", "与规则包的文件不一致"),
    (r"a ranking says who is compared with each other \(A-41\)", "排名须写明在哪些组织之间比较（A-41）"),
    (r"can have members of '(?P<a>.+)'; nobody is compared twice",
     "可能包含“{a}”的成员；同一对象不得重复比较"),
    (r"persons are ranked only where a switch says so", "个人排名须先由功能开关开启"),
    (r"a cohort of posts lists no organizations", "职务之间的比较不列组织"),
    (r"must be one of the known values", "取值不在允许的范围内"),
    (r"must say posts or organizations", "须写明约束职务（posts）还是组织（organizations）"),
    (r"must say which posts", "须写明约束哪些职务"),
    (r"must say which organizations", "须写明约束哪些组织"),
    (r"must be later than the one before", "应晚于前一个日期"),
    (r"is not a day written YYYY-MM-DD", "应为日期，写作 YYYY-MM-DD"),
    (r"and (?P<a>\d+) more", "另有 {a} 处"),
    (rf"is before today, (?P<a>{_DAY})", "早于今天（{a}）"),
    (r"is not a name of the form (?P<a>.+) with lower-case UUIDs", "应为 {a} 形式的名称"),
    # Of working days.
    (r"has more days than any year", "天数超过一年"),
    (r"is not a day of (?P<a>\d+)", "不是 {a} 年的日子"),
    (r"is not later than the one before", "不晚于前一个日子"),
    (r"is no Saturday or Sunday", "不是周六或周日"),
    (r"is a holiday, too", "同时列为放假日"),
    (r"is required: the document that set the days; or say provisional",
     "须写明公布放假安排的文件；尚未公布的写 provisional: true"),
    (r"has to name the issuer, number and day of the document", "须写明文件的发文单位、文号和日期"),
    # No level piles on.
    (rf"asks for (?P<n>\d+) (?P<what>{_NOUN}), more than (?P<m>\d+) of (?P<rule>.+), "
     rf"(?P<by>{_STANDING})", "要求联系 {n} {what}，超过 {rule} 的 {m}（{by}）"),
    (rf"asks for (?P<n>{_RATE}) (?P<what>{_NOUN}) (?P<per>{_PERIOD}), more than (?P<m>{_RATE}) "
     rf"(?P<per2>{_PERIOD}) of (?P<rule>.+), (?P<by>{_STANDING})",
     "要求{per} {n} {what}，超过 {rule} 的{per2} {m} 次（{by}）"),
    (rf"asks for (?P<n>{_RATE}) (?P<what>{_NOUN}) (?P<per>{_PERIOD}) \((?P<y>{_RATE}) a year\), "
     rf"more than (?P<m>{_RATE}) (?P<per2>{_PERIOD}) \((?P<z>{_RATE}) a year\) of (?P<rule>.+), "
     rf"(?P<by>{_STANDING})",
     "要求{per} {n} {what}（折合每年 {y} 次），超过 {rule} 的{per2} {m} 次（折合每年 {z} 次；{by}）"),
    (rf"asks together with (?P<with>.+) for (?P<n>{_RATE}) (?P<what>{_NOUN}) (?P<per>{_PERIOD}), "
     rf"more than (?P<m>{_RATE}) (?P<per2>{_PERIOD}) of (?P<rule>.+), (?P<by>{_STANDING})",
     "连同 {with} 共要求{per} {n} {what}，超过 {rule} 的{per2} {m} 次（{by}）"),
    (r"asks for activities of the kind '(?P<a>[^']+)' that no higher level asks these posts for; "
     rf"(?P<rule>.+) allows it as voluntary only{_EARLIER}",
     "要求开展“{a}”类活动，而上级对这些职务没有这项要求；按 {rule} 只能作为自愿项"),
    (rf"asks for (?P<what>{_NOUN}) that no higher level asks these posts for; "
     rf"(?P<rule>.+) allows it as voluntary only{_EARLIER}",
     "新增要求“{thing}”，而上级对这些职务没有这项要求；按 {rule} 只能作为自愿项"),
)]


def heading(code):
    """What an ErrorInfo.reason means; "" if that is not known. In English the message says it."""
    return pick("", _BY_CODE.get(code, ""))


def said(reason):
    """A reason in the chosen language; as it came if it has no known shape."""
    return pick(reason, None) or _in_chinese(reason)


def _in_chinese(reason):
    for shape, words in _SHAPES:
        found = shape.fullmatch(reason)
        if found:
            parts = found.groupdict()
            said_parts = {name: _part(part) for name, part in parts.items()}
            earlier = _NOT_BOUND.format(**parts) if parts.get("issued") else ""
            thing = _THINGS.get(parts.get("what"), "")
            return words.format(**said_parts, thing=thing) + earlier
    return reason


def _part(part):
    if part is None:
        return ""
    for table in (_PERIODS, _COUNTED, _STANDINGS):
        if part in table:
            return table[part]
    return part.replace(" and ", "、")
