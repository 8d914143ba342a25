"""Step 4: how one number came about, and the proof of one record."""

import collections

import board
import tables
import verify_receipt

_SHOWN = 10
_TEXT_CHARACTERS = 24

_REASONS = {
    "VOIDED": "已作废",
    "OUTSIDE_WINDOW": "活动日不在统计区间",
    "RECORDED_LATER": "统计日之后才录入",
    "NOT_IN_FORCE": "当日要求未生效",
    "POST_NOT_VALID": "当日不在任",
}


def print_figure(client, feeds, names, data, organization, as_of):
    """Explains the Five-Ones figure of an organization."""
    query = {
        "organization": names.organizations[organization],
        "as_of": str(as_of),
        "column": "SELF_CHECK_COLUMN_FIVE_ONES",
        "min_positions": feeds.heads(),
        "page_size": 1000,
    }
    facts = []
    token = ""
    while True:
        answer = client.call(
            "assessment.v1.ReportService.ExplainSelfCheckFigure", {**query, "page_token": token}
        )
        derivation = answer.derivation
        facts += derivation.facts
        token = derivation.next_page_token
        if not token:
            break
    counted = [fact for fact in facts if fact.counted]
    excluded = [fact for fact in facts if not fact.counted]
    by_key = {row.key: row for row in data.activities}
    unit = next(row.name for row in data.organizations if row.key == organization)

    print(f"\n一个数字的由来：{unit} “五个一”活动开展录入数，截至{as_of}\n")
    print(f"数值 {derivation.value}    规则 {derivation.rule}")
    print(f"定义 {derivation.definition}")
    print(f"\n计入 {derivation.counted_total} 条，前 {min(_SHOWN, len(counted))} 条：")
    _print_facts(counted, names, by_key)
    reasons = collections.Counter(fact.reason for fact in excluded)
    totals = "，".join(f"{_REASONS.get(r, r)} {n} 条" for r, n in sorted(reasons.items()))
    print(f"\n未计入 {derivation.excluded_total} 条（{totals}），前 {min(_SHOWN, len(excluded))} 条：")
    _print_facts(excluded, names, by_key)
    print(board.FOOTER)


def _print_facts(facts, names, by_key):
    lines = []
    for fact in facts[:_SHOWN]:
        key = names.key_of(fact.name)
        text = by_key[key].text if key in by_key else fact.name
        if len(text) > _TEXT_CHARACTERS:
            text = text[:_TEXT_CHARACTERS] + "…"
        why = _REASONS.get(fact.reason, fact.reason) if fact.reason else "计入"
        lines.append([key, fact.day, why, text])
    if lines:
        print(tables.render(["记录", "活动日", "结论", "内容"], lines))


def print_receipt(client, key, recorded):
    """Verifies the receipt of one activity with the log's public key alone."""
    receipt = recorded.receipt
    log = client.call("ledger.v1.LedgerService.GetLog", {"name": receipt.log})
    checkpoint = verify_receipt.verify(recorded.SerializeToString(), log.public_key)
    print(f"\n一条记录的凭证：{key}\n")
    print(f"日志 {log.origin}    位置 {receipt.position}    检查点共 {checkpoint.size} 条")
    print(f"叶哈希 {receipt.leaf_hash.hex()}")
    print(f"包含证明 {len(receipt.inclusion_proof)} 个哈希，Ed25519 签名：只凭公钥验证通过")
