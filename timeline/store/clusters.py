"""Mentions on several pages → happenings: who merges with whom, and which uid the happening goes by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.events import Event
from timeline.text import Evidence


@dataclass(frozen=True)
class Mention:
    """An event as one page tells it; ``happening`` is the uid it is published under, None before the first time."""

    uid: str
    document: str
    event: Event
    happening: str | None


@dataclass(frozen=True)
class Cluster:
    """Mentions of one happening and the event they make together."""

    mentions: tuple[Mention, ...]
    event: Event


def gather(mentions: Sequence[Mention]) -> list[Cluster]:
    """``mentions`` grouped by happening; every mention is in exactly one cluster.

    Which ones are the same is the judgement of :func:`timeline.merge.merge`; a merged event is traced back to its mentions
    by the evidence it carries.
    """
    if len({mention.document for mention in mentions}) < 2:
        return [Cluster((mention,), mention.event) for mention in mentions]
    from timeline.merge import merge

    merged = merge([mention.event for mention in mentions])
    homes: dict[int, list[Mention]] = {}
    alone: list[Mention] = []
    holders = _holders(merged)
    for mention in mentions:
        home = _home(mention, merged, holders)
        if home is None:
            alone.append(mention)
        else:
            homes.setdefault(home, []).append(mention)
    together = [Cluster(tuple(members), merged[home]) for home, members in sorted(homes.items())]
    return together + [Cluster((mention,), mention.event) for mention in alone]


def _key(proof: Evidence) -> tuple[str, int, int]:
    return (proof.document, proof.start, proof.end)


def _holders(merged: Sequence[Event]) -> dict[tuple[str, int, int], set[int]]:
    holders: dict[tuple[str, int, int], set[int]] = {}
    for position, event in enumerate(merged):
        for proof in event.evidence:
            holders.setdefault(_key(proof), set()).add(position)
    return holders


def _home(
    mention: Mention, merged: Sequence[Event], holders: dict[tuple[str, int, int], set[int]]
) -> int | None:
    """The merged event that holds all of the mention's evidence; in one sentence's several, the likest."""
    keys = [_key(proof) for proof in mention.event.evidence]
    if not keys:
        return None
    common = set.intersection(*(holders.get(key, set()) for key in keys))
    event = mention.event
    return max(
        common,
        key=lambda position: (
            merged[position].type == event.type,
            merged[position].when.edtf == event.when.edtf,
            merged[position].title == event.title,
            -position,
        ),
        default=None,
    )


def name_happenings(clusters: Iterable[Cluster], seniority: dict[str, tuple[str, str]]) -> dict[int, str]:
    """For positions in ``clusters``, the uid under which subscribers already know the happening.

    ``seniority`` orders the published uids: the oldest wins, then the smallest, so that the outcome is the same whichever
    page came last. Where one happening has come apart into several, the part with the mention that first
    gave the uid keeps it, else the part with most mentions. Clusters not named are new.
    """
    claims: list[tuple[tuple[str, str], bool, int, int]] = []
    wanted: dict[int, list[str]] = {}
    for position, cluster in enumerate(clusters):
        known = {mention.happening for mention in cluster.mentions if mention.happening in seniority}
        uids = sorted((uid for uid in known if uid), key=lambda uid: seniority[uid])
        wanted[position] = uids
        own = {mention.uid for mention in cluster.mentions}
        claims += [(seniority[uid], uid not in own, -len(cluster.mentions), position) for uid in uids]
    named: dict[int, str] = {}
    spent: set[str] = set()
    for (_, uid), _, _, position in sorted(claims):
        if position not in named and uid not in spent:
            named[position] = uid
            spent.add(uid)
    return named
