"""What xq says of rule packs, activity kinds and working days."""

TEXTS = {
    "in_brackets": (" ({what})", "（{what}）"),
    # What is wrong with a file.
    "unparsable": ("{place}: {why}", "{place}：格式不对：{why}"),
    "file_not_utf8": ("{path}: is not UTF-8", "{path}：不是 UTF-8 编码"),
    "holds_pack": (
        "{path}: is a rule pack: xq packs publish ORGANIZATION {path}",
        "{path}：是规则包，请用 xq packs publish 组织 {path}",
    ),
    "holds_kinds": (
        "{path}: is the catalogue of activity kinds, not a rule pack: xq packs kinds {path}, first",
        "{path}：是活动类别目录，不是规则包；请先执行 xq packs kinds {path}",
    ),
    "holds_workdays": (
        "{path}: is a calendar of working days, not a rule pack: "
        "xq registry workdays {path}, first",
        "{path}：是工作日历，不是规则包；请先执行 xq registry workdays {path}",
    ),
    "passed_by": ("passed by: {what}", "跳过：{what}"),
    "no_post": (
        "{given}: is no post; xq registry show ORGANIZATION prints the names of its posts",
        "{given}：不是职务名称；xq registry show 组织 会列出其各职务的名称",
    ),
    "no_pack": (
        "{given}: is no rule pack; xq packs list ORGANIZATION prints the names of its packs",
        "{given}：不是规则包名称；xq packs list 组织 会列出其各规则包的名称",
    ),
    "no_packs": ("none of the files is a rule pack", "所给文件都不是规则包"),
    # What the registry remarks.
    "warning": ("warning: {what}", "提示：{what}"),
    "warning_alike": ("warning: {count} times: {what}", "提示：共 {count} 处：{what}"),
    "warning_lines": ("lines {lines}", "行号：{lines}"),
    "pack_voluntary": ("stored as voluntary: {what}", "改为自愿项：{what}"),
    "pack_below": ("{field}, of a level below, {what}", "下级规则 {field}：{what}"),
    "pack_foreign": (
        "{path}: warning: was issued by {issuer}, and is for {organization}",
        "{path}：提示：发文单位是“{issuer}”，发布到的组织是“{organization}”",
    ),
    "pack_stands": (
        "{path}: version {version} of the same document, {name}, is in force: replace it with "
        "--supersedes {name}, or keep both with --beside",
        "{path}：同一文号的第 {version} 版 {name} 仍然有效：用 --supersedes {name} 取代，"
        "或用 --beside 使两者同时生效",
    ),
    # What came of it.
    "pack_checked": ("checked only, nothing was stored", "仅检查，未发布"),
    "pack_version": ("version {version}", "第 {version} 版"),
    "pack_impact": (
        "On {day}: {organizations} organizations, {posts} posts in office",
        "{day} 起：涉及 {organizations} 个组织、{posts} 个在任职务",
    ),
    "pack_same": ("{name}, version {version}: already there", "{name} 第 {version} 版：已发布，未变"),
    "packs_refused": ("{count} packs were refused", "{count} 个规则包未通过"),
    "packs_raised": (
        "{count} packs were refused; rules that ask for more than a level above allows can be "
        "stored as voluntary, with --voluntary; check --voluntary lists them all",
        "{count} 个规则包未通过；超过上级规定的条目可用 --voluntary 改存为自愿项（不计分），"
        "check --voluntary 可全部列出",
    ),
    "supersedes_one": (
        "--supersedes goes with one file: each pack takes the place of one",
        "--supersedes 只能配一个文件：一个规则包取代一个规则包",
    ),
    "withdrawn": ("{name} is not in force from {day} on", "{name} 自 {day} 起失效"),
    "withdraw_preview": (
        "Preview only. From {day} on these rules would not be in force.",
        "仅为预览。自 {day} 起以下规则将失效。",
    ),
    # Kinds of activities.
    "kind_new": ("{name}  {title}: new", "{name}  {title}：新增"),
    "kind_differs": (
        "{name}: stands as “{title}” and is never changed; the file says “{wanted}”",
        "{name}：已登记为“{title}”，不可更改；文件写作“{wanted}”",
    ),
    "kinds_counted": (
        "{created} added, {unchanged} already there", "新增 {created} 个，已有 {unchanged} 个"
    ),
    "kinds_checked": (
        "{created} would be added, {unchanged} are there", "将新增 {created} 个，已有 {unchanged} 个"
    ),
    "kinds_refused": ("{count} kinds differ from those that stand", "{count} 个类别与已登记的不同"),
    # Heads of tables.
    "of_document": ("document", "文号"),
    "of_title": ("title", "标题"),
    "of_version": ("version", "版本"),
    "of_in_force": ("in force", "施行期间"),
    "of_published": ("published", "发布时间"),
    "of_state": ("state", "状态"),
    "of_name": ("name", "名称"),
    "of_organization": ("organization", "组织"),
    "of_level": ("level", "层级"),
    "of_sort": ("rule", "类别"),
    "of_place": ("place", "位置"),
    "of_asks": ("asks for", "要求"),
    "of_whom": ("whom", "对象"),
    "of_requirements": ("requirements", "需求编号"),
    "of_source": ("source", "来源"),
    "of_instead": ("instead of", "代替"),
    "of_count": ("count", "数量"),
    "of_note": ("note", "说明"),
    "of_bound": ("binds", "涉及"),
    "of_before": ("before", "原规定"),
    "of_rule": ("rule", "规则"),
    "of_ceiling": ("above", "上级规定"),
    "of_scope": ("raises", "超出项目"),
    "of_what": ("what", "情况"),
    "of_function": ("function", "功能"),
    "of_on": ("state", "开关"),
    "of_basis": ("ordered by", "依据文件"),
    "of_since": ("since", "起始日期"),
    "of_publisher": ("published by", "发布人"),
    "of_kind": ("kind", "类别编号"),
    "of_group": ("group", "类组"),
    # What a table says.
    "state_standing": ("stands", "有效"),
    "state_superseded": ("superseded by {name}", "已被 {name} 取代"),
    "state_withdrawn": ("withdrawn: {why}", "已撤回：{why}"),
    "always": ("as its rules say", "按各条规定"),
    "assumed": ("{day} (assumed)", "{day}（假定）"),
    "past": ("over by then: {days}", "公布时已过：{days}"),
    "voluntary": ("voluntary, in no sum", "自愿项，不计入合计"),
    "covered": ("a nearer rule is in force instead", "以更近一级的规定为准，不计入合计"),
    "on": ("on", "开启"),
    "off": ("off", "关闭"),
    "no_document": ("no document orders it", "无文件要求"),
    "rules_on": ("{target}, {day}", "{target}，{day}"),
    "assumptions_hidden": (
        "{count} assumptions are left out; --all shows them", "另有 {count} 条假定未列出，见 --all"
    ),
    "load_sum": (
        "{activities} activities, {contacts} contacts, {cadence_acts} acts of cadences, "
        "{deadlines} deadlines, {reports} reports",
        "活动 {activities} 次，联系青年 {contacts} 名，日常联系 {cadence_acts} 次，限期事项 {deadlines} 项，"
        "报表 {reports} 份",
    ),
    "load_total": ("In all, from {first} to {last}: ", "{first} 至 {last} 合计："),
    "wrong_period": (
        "{given}: is no period: 2017, 2017-H1, 2017-Q2, 2017-06 or 2017-04-01..2017-06-15",
        "{given}：不是期间；写作 2017、2017-H1、2017-Q2、2017-06 或 2017-04-01..2017-06-15",
    ),
    # Working days.
    "workdays_same": ("{name}: already there", "{name}：已发布，未变"),
    "workdays_published": ("{name}: published, version {version}", "{name}：已发布第 {version} 版"),
    "workdays_new": ("{name}: new", "{name}：新增"),
    "workdays_changed": ("{name}: changes version {version}", "{name}：变更第 {version} 版"),
    "workdays_document": ("ordered by {now}, before: {before}", "依据文件：{now}，原为：{before}"),
    "workdays_counts": (
        "{holidays} days off, {make_up_days} worked off",
        "放假 {holidays} 天，调休上班 {make_up_days} 天",
    ),
    "workdays_provisional": ("not announced yet", "尚未公布"),
    "workdays_holidays": ("days off", "放假"),
    "workdays_make_up_days": ("worked off", "调休上班"),
    "workdays_twice": ("{name} stands in the file twice", "文件中 {name} 出现两次"),
    "workdays_wrong": (
        "{count} problems; nothing was published", "共 {count} 处问题；未发布任何内容"
    ),
    "workdays_checked": ("checked only, nothing was published", "仅检查，未发布"),
    "workdays_needs_file": ("--check needs a file", "--check 须指定文件"),
}
