"""What xq says, in English and in Chinese."""

import messages_packs

LANGUAGES = ("en", "zh")

_TEXTS = {
    # What is wrong with a file.
    "no_such_path": ("{path}: there is no such file or folder", "{path}：没有这个文件或文件夹"),
    "not_a_file": ("{path}: is not a regular file", "{path}：不是普通文件"),
    "cannot_write": ("{path}: cannot be written: {why}", "{path}：无法写入：{why}"),
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
    # What went wrong with the service.
    "refused": ("{message} ({code})", "{heading}（{code}）：{message}"),
    "refused_about": ("{about}: {message} ({code})", "{about}：{heading}（{code}）：{message}"),
    "refused_fields": ("refused ({code}):", "{heading}（{code}）："),
    "service_refused": ("", "服务端拒绝"),
    "find_organization": (
        "xq registry roots lists the organizations at the top; xq registry tree and search look "
        "below them",
        "xq registry roots 列出最上级组织；xq registry tree、search 查看其下级",
    ),
    "unreachable": ("{target} does not answer: {why}", "{target} 没有应答：{why}"),
    "not_set_up": (
        "the contracts cannot be read: {why}; run tools/dev setup once",
        "无法读取接口约定：{why}；请先执行一次 tools/dev setup",
    ),
    "other_version": (
        "{target} answers in another version of the contracts than this command knows",
        "{target} 的接口约定与本命令的版本不同",
    ),
    "broken_export": (
        "{path}: the answer broke off; nothing was written", "{path}：应答中断；未写入任何文件"
    ),
    "unordered_export": (
        "the service gave out its tables in a strange order", "服务端给出的表顺序有误"
    ),
    "file_exists": ("{path}: exists; choose another name", "{path}：已存在，请另选名称"),
    "plan_broken": ("{path}: is not a plan of reorganizations: {why}", "{path}：不是重组计划：{why}"),
    "interrupted": ("interrupted", "已中断"),
    **messages_packs.TEXTS,
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


def pick(english, chinese):
    """The one of the two that is in the chosen language."""
    return (english, chinese)[_chosen]


def text(key, /, **values):
    return pick(*_TEXTS[key]).format(**values)


class Refused(Exception):
    """What was asked cannot be done as it stands; says why, for people."""

    def __init__(self, key, /, **values):
        super().__init__(text(key, **values))
        self.key = key
