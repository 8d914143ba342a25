"""A dated plan of reorganizations that the tree at hand can go through."""

import datetime
import random

_FIRST_DAY = datetime.date(2018, 1, 1)
_APART = datetime.timedelta(days=31)
_TRIES = 50


class Reorganizations:
    """Chooses the counties that will be reorganized, each once, before their base is written."""

    def __init__(self, heads, count, exchange, seed):
        self._exchange = exchange
        rng = random.Random(f"{seed}/reorganizations")
        counties = [head for head in heads if head.kind == "county_committee"]
        rng.shuffle(counties)
        self._count = count
        self._counties = counties[: count * 4 + _TRIES if count else 0]
        exchange.remember_children(head.key for head in self._counties)

    def plan(self):
        """What `xq registry reorganize` takes: organizations by their keys."""
        makers = [self._split, self._merge_towns, self._rename, self._move, self._merge_counties]
        used = set()
        planned = []
        for county in self._counties:
            if len(planned) == self._count:
                break
            if county.key in used:
                continue
            # The turn passes to whatever this county has the children for.
            turn = len(planned) % len(makers)
            for make in makers[turn:] + makers[:turn]:
                made = make(county, used)
                if made is not None:
                    title, changes, touched = made
                    used.update(touched)
                    day = _FIRST_DAY + _APART * len(planned)
                    planned.append(
                        {"title": title, "effective_day": str(day), "changes": changes}
                    )
                    break
        return planned

    def _towns(self, county):
        return [child for child in self._exchange.children(county.key)
                if child[3] == "school" and child[2] == "base_committee"]

    def _split(self, county, _):
        children = self._exchange.children(county.key)
        if len(children) < 4:
            return None
        changes = []
        parts = []
        stem = county.place[:-1]
        for i, side in enumerate(("东", "西")):
            changes.append({"create": {"key": f"part{i + 1}", "organization": {
                "display_name": f"共青团{stem}{side}区委员会",
                "kind": county.kind,
                "level": county.level,
                "parent": county.parent,
            }}})
            parts.append({
                "organization": f"new/part{i + 1}",
                "children": [child[0] for child in children[i::2]],
            })
        changes.append({"split": {"organization": county.key, "parts": parts}})
        return f"{county.place}分设两区", changes, {county.key}

    def _merge_towns(self, county, _):
        towns = self._towns(county)
        if len(towns) < 2:
            return None
        (into, name, *_), (merged, *_) = towns[0], towns[-1]
        changes = [{"merge": {"organizations": [merged], "into": into}}]
        return f"{county.place}撤并乡镇，并入{name}", changes, {county.key}

    def _rename(self, county, _):
        if county.place.endswith("区"):
            return None
        name = f"{county.place[:-1]}区"
        change = {"rename": {
            "organization": county.key, "display_name": f"共青团{name}委员会",
        }}
        return f"{county.place}撤县设区", [change], {county.key}

    def _move(self, county, used):
        other = self._neighbour(county, used)
        towns = self._towns(county)
        if other is None or not towns:
            return None
        change = {"move": {"organization": towns[-1][0], "parent": other.key}}
        return f"{towns[-1][1]}划归{other.place}", [change], {county.key, other.key}

    def _merge_counties(self, county, used):
        other = self._neighbour(county, used)
        if other is None:
            return None
        change = {"merge": {"organizations": [county.key], "into": other.key}}
        return f"{county.place}并入{other.place}", [change], {county.key, other.key}

    def _neighbour(self, county, used):
        for other in self._counties:
            if other.parent == county.parent and other is not county and other.key not in used:
                return other
        return None
