"""Step 4: how one number came about, and the proof of one record."""

import collections
import datetime

import board
import receipts
import tables
from clock import BUSINESS_ZONE

_SHOWN = 10

_REASONS = {
    "VOIDED": "已作废",
    "OTHER_KIND": "类别不符",
    "OUTSIDE_WINDOW": "活动日不在统计区间",
    "RECORDED_LATER": "统计日之后才录入",
    "NOT_IN_FORCE": "当日要求未生效",
    "POST_NOT_VALID": "当日不在任",
}


def print_figure(client, feeds, names, organization, as_of):
    """Explains the Five-Ones figure of an organization.

    What people wrote in a record, of a private talk too, is not for this table.
    """
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
    # Ids are of the order of creation, which is not what a reader looks for.
    facts.sort(key=lambda fact: (fact.day, names.key_of(fact.name)))
    counted = [fact for fact in facts if fact.counted]
    excluded = [fact for fact in facts if not fact.counted]
    kinds = {
        kind.name: kind.display_name
        for kind in client.pages(
            "registry.v1.PolicyService.ListActivityKinds", {}, "activity_kinds"
        )
    }
    unit = client.call(
        "registry.v1.OrganizationService.GetOrganization", {"name": query["organization"]}
    )

    print(
        f"\n一个数字的由来：{unit.display_name} “五个一”活动开展录入数，"
        f"截至{board.in_chinese(as_of)}\n"
    )
    print(f"数值 {derivation.value}    规则 {derivation.rule}")
    print(f"定义 {derivation.definition}")
    print(f"\n计入 {derivation.counted_total} 条，前 {min(_SHOWN, len(counted))} 条：")
    _print_facts(client, counted, names, kinds)
    reasons = collections.Counter(fact.reason for fact in excluded)
    totals = "，".join(f"{_REASONS.get(r, r)} {n} 条" for r, n in sorted(reasons.items()))
    print(
        f"\n未计入 {derivation.excluded_total} 条（{totals}），"
        f"前 {min(_SHOWN, len(excluded))} 条："
    )
    _print_facts(client, excluded, names, kinds)
    print(board.FOOTER)


def _print_facts(client, facts, names, kinds):
    """A table of the first facts, and what to call GetActivity with for each."""
    shown = facts[:_SHOWN]
    if not shown:
        return
    header = ["记录", "主办单位", "类别", "活动日", "录入日"]
    rows = []
    for fact in shown:
        activity = client.call("ledger.v1.LedgerService.GetActivity", {"name": fact.name})
        parent = fact.name.partition("/activities/")[0]
        unit = client.call("registry.v1.OrganizationService.GetOrganization", {"name": parent})
        recorded = datetime.datetime.fromtimestamp(activity.record_time.seconds, BUSINESS_ZONE)
        rows.append(
            [
                names.key_of(fact.name),
                unit.display_name,
                kinds[activity.kind],
                board.in_chinese(fact.day),
                board.in_chinese(recorded.date()),
            ]
        )
    if any(fact.reason for fact in shown):
        header.append("结论")
        for row, fact in zip(rows, shown):
            row.append(_REASONS.get(fact.reason, fact.reason) if fact.reason else "计入")
    print(tables.render(header, rows))
    print("各条的资源名（LedgerService.GetActivity 的 name）：")
    for row, fact in zip(rows, shown):
        print(f"  {row[0]}  {fact.name}")


def print_receipt(client, key, recorded):
    """Verifies the receipt of one activity with the public key of its ledger."""
    receipt = recorded.receipt
    log = client.call("ledger.v1.LogService.GetLog", {"name": receipt.log})
    checkpoint = receipts.check_receipt(receipt, log.public_key)
    print(f"\n一张账本回执：{key}  {recorded.activity.name}\n")
    print(
        f"账本 {log.origin}    位置 {receipt.position}    "
        f"截至该条时账本共{checkpoint.size}条"
    )
    print(f"叶哈希 {receipt.leaf_hash.hex()}")
    print(
        f"校验：包含证明（{len(receipt.inclusion_proof)}个哈希）和 Ed25519 签名，"
        "用账本公布的公钥验证通过（公钥应另行留存）"
    )
