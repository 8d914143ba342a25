"""What a row of activities.csv says, as the suite is told it."""

import hashlib

import csv_columns

_MEDIA_TYPES = {
    "photo": "image/jpeg",
    "document": "application/pdf",
    "link": "text/html",
    "confirmation": "application/json",
}


def activity_fields(row, names):
    """The activity that a row of activities.csv describes."""
    return {
        "author": names.posts[row.author],
        "actors": [names.posts[actor] for actor in row.actors],
        "kind": f"activityKinds/{row.kind}",
        "channel": csv_columns.CHANNELS[row.channel],
        "purpose": csv_columns.PURPOSES[row.purpose],
        "topic": row.topic,
        "platform": row.platform,
        "day": str(row.day),
        "place": row.place,
        "text": row.text,
        "participants": [names.youths[youth] for youth in row.participants],
        "participant_count": row.participant_count,
        "evidence": [_evidence(row.key, kind) for kind in row.evidence],
        "guided_branch": names.organizations[row.guided_branch] if row.guided_branch else "",
    }


def _evidence(key, kind):
    """Stands for a file that nobody has: the records are invented."""
    content = f"{key} {kind}".encode()
    return {
        "kind": csv_columns.EVIDENCE[kind],
        "digest": hashlib.sha256(content).digest(),
        "media_type": _MEDIA_TYPES[kind],
        "size_bytes": len(content),
        "uri": f"https://example.org/xinqiao/{key}/{kind}",
    }
