"""xq log: the ledger's logs: where they stand, exports for audits, new epochs."""

import base64
import os
import pathlib
import sys
import uuid

import messages
import registry_tree
from messages import Refused, text
from progress import Step

_SERVICE = "ledger.v1.LogService"
_PAGE = 256

messages.add({
    "log_head": ("{log}\n  epoch       {epoch}\n  entries     {size}\n  public key  {key}\n"
                 "  hash        {hash}\n  witnesses   {witnesses}",
                 "{log}\n  纪元    {epoch}\n  条目数  {size}\n  公钥    {key}\n"
                 "  哈希    {hash}\n  见证    {witnesses}"),
    "log_no_witness": ("none has cosigned the newest checkpoint", "最新检查点尚无见证方联署"),
    "log_empty": ("{log} is empty", "{log} 还没有条目"),
    "log_halted": (
        "{log} takes no entries: the database stands before what was signed. Restore a later "
        "backup; or, if there is none, begin a new epoch with `xq log new-epoch`.",
        "{log} 已停止写入：数据库状态早于已签名的检查点。请恢复更新的备份；若没有，"
        "用 `xq log new-epoch` 开启新纪元。",
    ),
    "log_epoch": ("  epoch {number}: {epoch}, from entry {first}",
                  "  第 {number} 纪元：{epoch}，自第 {first} 条起"),
    "log_of_none": ("{organization} is in no log: it stands above every ledger root",
                    "{organization} 不属于任何账本：位于所有账本根之上"),
    "log_name_wanted": (
        "whose log {given} means, only the gateway knows: `xq log show {given}` there tells the "
        "name, logs/..., that the ledger itself wants",
        "只有网关知道 {given} 对应哪个账本：请先在网关上执行 `xq log show {given}`，再以其给出的 logs/... 访问账本服务",
    ),
    "step_log_export": ("export {log}", "导出 {log}"),
    "log_so_far": ("{count} of {total} entries", "{count}／{total} 条"),
    "log_exported": (
        "{count} entries of {log} are in {path}; check them with "
        "`tools/verify export {path} --key {key}`",
        "{log} 的 {count} 条已导出到 {path}；用 `tools/verify export {path} --key {key}` 核验",
    ),
    "log_epoch_started": (
        "{log} goes on in epoch {epoch} from entry {position}; at least {lost} entries that "
        "were signed before are lost. Followers stop: rebuild assessment "
        "(services/assessment/README.md).",
        "{log} 已在新纪元 {epoch} 从第 {position} 条继续；此前已签名的至少 {lost} 条已丢失。"
        "下游会停止：请重建考核服务的数据（见 services/assessment/README.md）。",
    ),
    "log_sure": (
        "Entries that were signed are given up for good. Repeat with --yes if no later backup "
        "exists.",
        "已签名的条目将永久放弃。确认没有更新的备份后，加 --yes 重试。",
    ),
})


def add_service(services):
    service = services.add_parser("log", help=__doc__.partition(": ")[2])
    commands = service.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("show", help="print where a log stands")
    _add_log(command)
    command.set_defaults(run=_show)
    command = commands.add_parser("checkpoint", help="print a signed checkpoint")
    _add_log(command)
    command.add_argument(
        "--size", type=int, default=0, help="of so many entries; the newest unless given"
    )
    command.set_defaults(run=_checkpoint)
    command = commands.add_parser(
        "export",
        help="write a whole log to a file, for tools/verify; holds personal data; "
        "by operators/NAME, at the ledger's own --target",
    )
    _add_log(command)
    command.add_argument("--out", required=True, type=pathlib.Path, help="a new file")
    command.set_defaults(run=_export)
    command = commands.add_parser(
        "new-epoch", help="let a log go on after the database was restored to an earlier state; "
        "by operators/NAME, at the ledger's own --target"
    )
    _add_log(command)
    command.add_argument("--reason", required=True, help="why; stands in the log")
    command.add_argument("--yes", action="store_true", help="no later backup exists")
    command.set_defaults(run=_new_epoch)


def _add_log(command):
    command.add_argument(
        "log", help="logs/...; or, at the gateway, an organization or its external key: the log of "
        "its records"
    )


def _resolve(connection, given):
    if given.startswith("logs/"):
        return given
    import client  # pylint: disable=import-outside-toplevel

    try:
        name = registry_tree.resolve(connection, given)
    except client.CallError as error:
        if error.code.name == "UNIMPLEMENTED":
            raise Refused("log_name_wanted", given=given) from None
        raise
    organization = connection.call("registry.v1.OrganizationService.GetOrganization", name=name)
    if not organization.log:
        raise Refused("log_of_none", organization=name)
    return f"logs/{organization.log}"


def _show(connection, options, _):
    log = connection.call(f"{_SERVICE}.GetLog", name=_resolve(connection, options.log))
    if not log.checkpoint:
        print(text("log_empty", log=log.name))
        return
    checkpoint = connection.call(f"{_SERVICE}.GetCheckpoint", name=log.name)
    signatures = checkpoint.note.partition("\n\n")[2].splitlines()
    witnesses = [line.split(" ")[1] for line in signatures if line.split(" ")[1] != log.origin]
    print(
        text(
            "log_head",
            log=log.name,
            epoch=log.epoch,
            size=checkpoint.size,
            key=base64.b64encode(log.public_key).decode(),
            hash={1: "SHA-256", 2: "SM3"}.get(log.hash_algorithm, "?"),
            witnesses=", ".join(witnesses) or text("log_no_witness"),
        )
    )
    for number, epoch in enumerate(log.epochs, 1):
        print(text("log_epoch", number=number, epoch=epoch.epoch, first=epoch.first_position))
    if log.halted_reason:
        print(text("log_halted", log=log.name), file=sys.stderr)


def _checkpoint(connection, options, _):
    log = _resolve(connection, options.log)
    answer = connection.call(f"{_SERVICE}.GetCheckpoint", name=log, size=options.size)
    print(answer.note, end="")


def _export(connection, options, _):
    # The file format is the verifier's: it is the one who reads it.
    sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "verify.d"))
    import export_file  # pylint: disable=import-outside-toplevel

    log = connection.call(f"{_SERVICE}.GetLog", name=_resolve(connection, options.log))
    total = _size_of(log)
    if not total:
        raise Refused("log_empty", log=log.name)
    step = Step(text("step_log_export", log=log.name))
    new = options.out.with_name(options.out.name + ".part")
    count = 0

    def pages(after, until):
        nonlocal count
        # Up to a checkpoint: what came since is of the tail, or of the next export.
        for page in pages_of(connection, log.name, after, until):
            yield page
            if page.entries:
                count = page.entries[-1].position
                step.tick(text("log_so_far", count=count, total=total))

    try:
        if options.out.exists():
            raise Refused("file_exists", path=options.out)
        # Only its owner may read what people wrote.
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            export_file.write(file, log, pages(0, total))
            end = connection.call(f"{_SERVICE}.GetLog", name=log.name)
            export_file.write_tail(file, end, pages(total, _size_of(end)))
        new.rename(options.out)
    finally:
        new.unlink(missing_ok=True)
    key = base64.b64encode(log.public_key).decode()
    print(text("log_exported", count=count, log=log.name, path=options.out, key=key))


def pages_of(connection, name, after, until):
    """The pages of an export, of the entries after one position and up to another."""
    while True:
        page = connection.call(
            f"{_SERVICE}.ExportEntries",
            name=name,
            after_position=after,
            page_size=_PAGE,
            until_position=until,
        )
        yield page
        if not page.entries:
            return
        after = page.entries[-1].position


def _size_of(log):
    return int(log.checkpoint.split("\n")[1]) if log.checkpoint else 0


def _new_epoch(connection, options, _):
    if not options.yes:
        raise Refused("log_sure")
    answer = connection.call(
        f"{_SERVICE}.StartEpoch",
        name=_resolve(connection, options.log),
        reason=options.reason,
        request_id=str(uuid.uuid4()),
    )
    print(
        text(
            "log_epoch_started",
            log=answer.log.name,
            epoch=answer.log.epoch,
            position=answer.receipt.position,
            lost=answer.lost_count,
        )
    )
