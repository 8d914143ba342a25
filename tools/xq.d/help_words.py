"""The help texts of xq in Chinese, by the English ones; and what argparse says by itself."""

_WHICH = "organizations/...，或外部代码（如 610000）"

CHINESE = {
    # Of the command itself.
    "Calls the services of the suite from the command line, through the gateway.\n\nExit codes: "
    "0 done; 1 refused, with the reasons; 2 used wrongly; 3 the service does not answer.\n":
        "从命令行经网关调用各项服务。\n\n"
        "退出码：0 完成；1 未通过，并说明原因；2 用法不对；3 服务没有应答。\n",
    "the gateway; XINQIAO_TARGET, or 127.0.0.1:7000, unless given":
        "网关地址；默认取 XINQIAO_TARGET，否则为 127.0.0.1:7000",
    "who asks, such as people/..., or operators/... with a service's own address as the target; in "
    "the development identity only":
        "以谁的身份调用，如 people/...；直连某项服务时可用 operators/...；仅用于开发身份",
    "of what is said; that of the locale unless given": "提示语言；默认取系统语言",
    "organizations, people and posts.": "组织、人员与职务。",
    "rule packs and what they ask for.": "规则包及其要求。",
    "the ledger's logs: where they stand, exports for audits, new epochs.":
        "活动账本：状态、审计导出、新纪元。",
    # What many commands take.
    "what the service answered, whole, as JSON": "以 JSON 输出服务端的完整应答",
    "the table, to a new file": "把表格写入新的 CSV 文件",
    "the same as JSON": "以 JSON 输出",
    "the day to look at, YYYY-MM-DD; today unless given": "查看哪一天，YYYY-MM-DD；默认今天",
    "at most so many lines": "最多输出多少行",
    "what is closed, too": "包括已撤销的",
    "which: organizations/..., or its external key such as 610000": f"哪个组织：{_WHICH}",
    "whose subtree: organizations/..., or its external key such as 610000":
        f"哪个组织及其下级：{_WHICH}",
    "in whose subtree: organizations/..., or its external key such as 610000":
        f"在哪个组织及其下级中：{_WHICH}",
    "whose subtree they bind: organizations/..., or its external key such as 610000":
        f"约束哪个组织及其下级：{_WHICH}",
    "whose packs: organizations/..., or its external key such as 610000":
        f"哪个组织的规则包：{_WHICH}",
    "organizations/.../posts/..., as xq registry show prints it":
        "职务 organizations/.../posts/...，见 xq registry show 的输出",
    # xq log.
    "print where a log stands": "查看账本的状态",
    "print a signed checkpoint": "输出已签名的检查点",
    "of so many entries; the newest unless given": "含多少条的检查点；默认最新",
    "write a whole log to a file, for tools/verify; holds personal data; "
    "by operators/NAME, at the ledger's own --target":
        "把整个账本导出为文件，供 tools/verify 核验；含个人信息；须以 operators/NAME 身份直接访问账本服务（--target）",
    "a new file": "新文件",
    "let a log go on after the database was restored to an earlier state; "
    "by operators/NAME, at the ledger's own --target":
        "数据库恢复到较早状态后，让账本在新纪元继续；须以 operators/NAME 身份直接访问账本服务（--target）",
    "why; stands in the log": "原因；会记入账本",
    "no later backup exists": "没有更新的备份",
    "logs/...; or, at the gateway, an organization or its external key: the log of its records":
        "logs/...；在网关上也可用某个组织（或其外部代码）：其记录所在的账本",
    # xq registry.
    "take over organizations, people and posts from CSV or XLSX":
        "从 CSV 或 XLSX 导入组织、人员和职务",
    "Takes over organizations, people and posts from CSV or XLSX. A key that is on record with the "
    "same content is left alone; an empty parent_key, phone, managing_organization_key or valid_to "
    "says nothing about it. A new organization without parent_key is the root of a tree.":
        "从 CSV 或 XLSX 导入组织、人员和职务。内容相同的已有记录不再改动；parent_key、phone、"
        "managing_organization_key、valid_to 留空表示不作说明。没有 parent_key 的新组织为最上级组织。",
    "a folder with organizations.csv, people.csv, posts.csv; or one .xlsx":
        "含 organizations.csv、people.csv、posts.csv 的文件夹，或一个 .xlsx 文件",
    "say what it would do, and change nothing": "仅预览，不写入",
    "apply an import that was previewed": "写入已预览的导入",
    "imports/...": "imports/...",
    "write a subtree to CSV or XLSX, as import takes it": "把组织及其下级导出为可再导入的 CSV 或 XLSX",
    "Writes a subtree to CSV or XLSX, as import takes it: here it changes nothing, elsewhere the "
    "scope becomes the root of a tree. Phones are left out.":
        "把组织及其下级导出为可再导入的 CSV 或 XLSX：在本系统导入不会有变化，在其他系统导入时该组织成为最上级。"
        "不含手机号码。",
    "a new folder for CSV files, or a new .xlsx file": "新的文件夹（存放 CSV），或新的 .xlsx 文件",
    "apply planned reorganizations: organizations by their external keys":
        "执行机构调整方案（组织用外部代码表示）",
    "such as tools/gen's reorganizations.json": "如 tools/gen 生成的 reorganizations.json",
    "say what each would do, and change nothing": "仅预览每项调整，不写入",
    "print the organizations at the top: begin here to find any other":
        "列出最上级组织；查找其他组织由此开始",
    "print a subtree": "列出组织及其下级",
    "at most so many steps down": "最多向下几级",
    "only this kind, such as county_committee; repeatable":
        "只列这一类组织，如 county_committee；可重复给出",
    "find organizations by name or code": "按名称或代码查找组织",
    "part of a name, or the beginning of a code": "名称的一部分，或代码的开头",
    "print one organization with its posts": "显示一个组织及其职务",
    "print what one organization was and will be": "显示一个组织的沿革",
    "print how complete a subtree is, with tabs between the columns":
        "显示组织登记的完整程度，各列以制表符分隔",
    "without a record; 365 unless given": "多少天没有记录；默认 365",
    "print the calendar of working days, or publish the years of a file":
        "显示工作日历，或发布文件中的各年度",
    "years in text format, such as services/registry/packs/workdays.textproto":
        "文本格式的年度日历，如 services/registry/packs/workdays.textproto",
    "say what each year would change, and publish nothing": "仅预览每个年度的变化，不发布",
    # xq packs.
    "say what is wrong with packs, whom they affect and what changes":
        "检查规则包：问题、影响范围和变化",
    "publish packs; the same file again is not published twice": "发布规则包；同一文件不会重复发布",
    "a pack in text format": "文本格式的规则包",
    "the pack whose place the one takes": "要取代的规则包",
    "another version of the same document stays in force, too": "同一文号的其他版本同时有效",
    "what raises a rule above is stored as voluntary, with weight 0":
        "超过上级规定的条目改存为自愿项（不计分）",
    "list the packs that an organization published": "列出一个组织发布的规则包",
    "those of the organizations above it, too": "包括其各上级组织发布的",
    "print one pack, rule by rule": "逐条显示一个规则包",
    "organizations/.../rulePacks/..., as list prints it":
        "organizations/.../rulePacks/...，见 list 的输出",
    "in text format, as publish takes it": "以文本格式输出，可再用于 publish",
    "end a pack: it has its end for good then": "撤回规则包；撤回后不可更改",
    "the first day on which it is not in force, YYYY-MM-DD; today or later":
        "自哪一天起失效，YYYY-MM-DD；不早于今天",
    "why; everybody can read it": "撤回原因，所有人可见",
    "say which rules would end, and change nothing": "仅预览哪些规则失效，不撤回",
    "print the rules that bind a post or an organization, with their sources":
        "显示约束一个职务或组织的规则及其来源",
    "organizations/.../posts/..., as xq registry show prints it; or an organization by its name or "
    "external key": f"职务 organizations/.../posts/...（见 xq registry show 的输出），或组织 {_WHICH}",
    "assumptions, too": "包括假定",
    "print what all levels together ask of a post in a period":
        "显示各级在一段期间内对一个职务的全部要求",
    "2017, 2017-H1, 2017-Q2, 2017-06, or first and last day: 2017-04-01..2017-06-15":
        "期间：2017、2017-H1、2017-Q2、2017-06，或首日与末日 2017-04-01..2017-06-15",
    "print the rules of a subtree that ask for more than a level above allows":
        "列出组织及其下级中超过上级规定的规则",
    "print which functions are on at an organization, and by which document":
        "显示一个组织开启了哪些功能、依据哪份文件",
    "print the sheet that an organization files": "输出一个组织的功能与数据备案表",
    "print the catalogue of activity kinds, or add those of a file":
        "显示活动类别目录，或添加文件中的类别",
    "kinds in text format, such as services/registry/packs/activity_kinds.textproto":
        "文本格式的活动类别，如 services/registry/packs/activity_kinds.textproto",
    "say what would be added, and add nothing": "仅预览将添加哪些类别，不添加",
    # What argparse says.
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示本说明后退出",
    "%(prog)s: error: %(message)s\n": "%(prog)s：用法不对：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "须给出一个值",
    "expected at least one argument": "至少给出一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可选 %(choices)s",
    "invalid %(type)s value: %(value)r": "值 %(value)r 不是 %(type)s",
    "not allowed with argument %s": "不能与参数 %s 同用",
    "ambiguous option: %(option)s could match %(matches)s":
        "选项 %(option)s 不明确，可能是 %(matches)s",
    "one of the arguments %s is required": "须给出参数 %s 之一",
}
