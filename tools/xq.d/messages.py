"""What xq says, in English and in Chinese."""

LANGUAGES = ("en", "zh")

_TEXTS = {
    # What is wrong with a file.
    "no_such_path": ("{path}: there is no such file or folder", "{path}：没有这个文件或文件夹"),
    "not_a_file": ("{path}: is not a regular file", "{path}：不是普通文件"),
    "cannot_read": ("{path}: cannot be read: {why}", "{path}：无法读取：{why}"),
    "file_too_large": (
        "{path}: has {size} MB; at most {limit} MB are read",
        "{path}：大小为 {size} MB，最多读取 {limit} MB",
    ),
    "no_tables": (
        "{path}: holds none of the tables {names}", "{path}：没有下列任何一张表：{names}"
    ),
    "not_xlsx": ("{path}: is not an XLSX file: {why}", "{path}：不是 XLSX 文件：{why}"),
    "zip_bomb": (
        "{path}: unpacks to {size} MB, {ratio} times its size; nothing of it was read",
        "{path}：解压后为 {size} MB，是原大小的 {ratio} 倍；未读取任何内容",
    ),
    "too_many_parts": (
        "{path}: has more parts than a workbook has", "{path}：内部文件数超过正常工作簿"
    ),
    "too_many_texts": (
        "{path}: has more than {limit} MB of shared texts; use CSV files",
        "{path}：共享文本超过 {limit} MB，请改用 CSV 文件",
    ),
    "too_many_rows": (
        "{path}: has more than {limit} rows", "{path}：超过 {limit} 行"
    ),
    "changed_meanwhile": (
        "{path}: changed while it was read", "{path}：读取过程中文件被改动"
    ),
    # What is wrong in a line of a table.
    "missing_column": ("the column is missing", "缺少这一列"),
    "unknown_column": ("there is no such column", "没有这一列"),
    "column_twice": ("the column is there twice", "这一列出现两次"),
    "too_many_columns": ("has more than {limit} columns", "超过 {limit} 列"),
    "empty_table": ("has no first row that names the columns", "缺少列名所在的首行"),
    "cell_count": ("has {count} cells, want {want}", "有 {count} 个单元格，应为 {want} 个"),
    "cell_too_long": (
        "has {size} bytes, at most {limit} fit", "有 {size} 字节，最多 {limit} 字节"
    ),
    "line_too_long": (
        "is longer than {limit} bytes; is a quote left open?",
        "长度超过 {limit} 字节；是否有未闭合的引号？",
    ),
    "not_utf8": ("is not UTF-8", "不是 UTF-8 编码"),
    "holds_nul": ("holds U+0000", "含有 U+0000"),
    "not_csv": ("is not CSV: {why}", "不是 CSV：{why}"),
    "error_cell": ("holds the error {error}", "单元格是错误值 {error}"),
    "damaged": ("is damaged: {why}", "已损坏：{why}"),
    "strange_xml": ("is built as no spreadsheet is", "结构不像电子表格"),
    "more_problems": ("... and {count} more", "……另有 {count} 处"),
    "nothing_sent": (
        "{count} problems; nothing was sent", "共 {count} 处问题；未发送任何内容"
    ),
    # How far it is.
    "step_check": ("check {path}", "检查 {path}"),
    "step_upload": ("upload {count} rows to {target}", "上传 {count} 行到 {target}"),
    "step_server_check": ("{name}: the registry checks", "{name}：服务端检查"),
    "step_apply": ("{name}: the registry applies", "{name}：服务端写入"),
    "step_export": ("export {scope} as of {day}", "导出 {scope}，截至 {day}"),
    "step_reorganize": ("{title}, from {day}", "{title}，自 {day} 起"),
    "rows_so_far": ("{count} rows", "{count} 行"),
    "rows_of": ("{done} of {total} rows", "第 {done} / {total} 行"),
    "today": ("today", "今天"),
    # What came of it.
    "server_problems": (
        "{count} problems; nothing was applied", "共 {count} 处问题；未写入任何内容"
    ),
    "previewed": (
        "Preview only. To apply it: xq registry apply {name}",
        "仅为预览。写入请执行：xq registry apply {name}",
    ),
    "applied": ("Applied: {name}", "已写入：{name}"),
    "failed": ("{name} failed: {why}", "{name} 失败：{why}"),
    "exported": ("{path}: {counts}", "{path}：{counts}"),
    "rows": ("rows", "行数"),
    "created": ("new", "新增"),
    "unchanged": ("unchanged", "未变"),
    "problems": ("problems", "问题"),
    "nothing_found": ("nothing was found", "没有找到"),
    "more_found": ("... there are more; see --limit", "……还有更多，见 --limit"),
    "conflicts": ("{count} conflicts; nothing was applied", "{count} 处冲突；未写入任何内容"),
    "effect": (
        "{changed} organizations change, {affected} are affected, {posts} posts end",
        "{changed} 个组织变更，{affected} 个组织受影响，{posts} 个职务终止",
    ),
    "closed": ("closed", "已撤销"),
    "sum": ("sum", "合计"),
    "organizations": ("organizations", "组织"),
    "organizations_expected": ("expected", "应有"),
    "organizations_registered": ("of those registered", "其中已登记"),
    "posts": ("posts", "职务"),
    "posts_expected": ("expected", "应有"),
    "posts_registered": ("of those registered", "其中已登记"),
    "without_administrator": ("without administrator", "无管理员"),
    "posts_without_account": ("posts without account", "无账号职务"),
    "stale": ("stale", "久未更新"),
    "workdays_same": ("{name}: already there", "{name}：已发布，未变"),
    "workdays_published": ("{name}: published, version {version}", "{name}：已发布第 {version} 版"),
    "workdays_counts": (
        "{holidays} days off, {make_up_days} worked off",
        "放假 {holidays} 天，调休上班 {make_up_days} 天",
    ),
    "workdays_provisional": ("not announced yet", "尚未公布"),
    # Rule packs.
    "pack_unreadable": ("{place}: {why}", "{place}：{why}"),
    "pack_warning": ("warning: {what}", "提示：{what}"),
    "pack_voluntary": ("stored as voluntary: {what}", "改为自愿项：{what}"),
    "pack_below": ("{field}, of a level below, {what}", "下级规则 {field}：{what}"),
    "pack_checked": ("checked only, nothing was stored", "仅检查，未发布"),
    "pack_version": ("version {version}", "第 {version} 版"),
    "pack_impact": (
        "On {day}: {organizations} organizations, {posts} posts in office",
        "{day} 起：涉及 {organizations} 个组织、{posts} 个在任职务",
    ),
    "pack_same": ("{name}, version {version}: already there", "{name} 第 {version} 版：已发布，未变"),
    "packs_refused": (
        "{count} packs were refused; rules that ask for more than a level above allows can be "
        "stored as voluntary, with --voluntary",
        "{count} 个规则包未通过；超过上级规定的条目可用 --voluntary 改存为自愿项（不计分）",
    ),
    # What went wrong with the service.
    "unreachable": ("{target} does not answer: {why}", "{target} 没有应答：{why}"),
    "broken_export": (
        "{path}: the answer broke off; nothing was written", "{path}：应答中断；未写入任何文件"
    ),
    "unordered_export": (
        "the service gave out its tables in a strange order", "服务端给出的表顺序有误"
    ),
    "file_exists": ("{path}: exists; choose another name", "{path}：已存在，请另选名称"),
    "plan_broken": ("{path}: is not a plan of reorganizations: {why}", "{path}：不是重组计划：{why}"),
    "interrupted": ("interrupted", "已中断"),
}

_chosen = 0


def choose(option, environment):
    """The language of all that follows: the option's, or else that of the locale."""
    global _chosen
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    _chosen = LANGUAGES.index(option or ("zh" if locale.startswith("zh") else "en"))


def add(texts):
    """More texts, by key: (English, Chinese)."""
    _TEXTS.update(texts)


def text(key, /, **values):
    return _TEXTS[key][_chosen].format(**values)


class Refused(Exception):
    """What was asked cannot be done as it stands; says why, for people."""

    def __init__(self, key, /, **values):
        super().__init__(text(key, **values))
        self.key = key
