"""The typed event records and the one query vocabulary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from timeline.dates import When
from timeline.text import Evidence, fold

EventType = Literal[
    "meeting", "inspection", "campaign", "study", "contest", "ceremony", "milestone", "deadline"
]
Salience = Literal["main", "secondary", "mention"]
Status = Literal["happened", "ongoing", "planned"]
PersonRole = Literal["chair", "speaker", "inspector", "organizer", "attendee"]
OrganizationRole = Literal["organizer", "host", "attendee"]

TYPE_NAMES: dict[str, str] = {
    "meeting": "会议", "inspection": "调研", "campaign": "活动", "study": "学习",
    "contest": "竞赛", "ceremony": "仪式", "milestone": "进展", "deadline": "期限",
}  # fmt: skip


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Person(_Record):
    """A person who took part by name; ``title`` as printed."""

    name: str
    title: str = ""
    role: PersonRole = "attendee"


class Organization(_Record):
    """A named body and what it did."""

    name: str
    role: OrganizationRole = "attendee"


class Place(_Record):
    """Where it happened, as printed."""

    name: str


class Figure(_Record):
    """A printed number: 发放宣传单200份 → what 宣传单, value 200, unit 份."""

    what: str
    value: float
    unit: str


class Origin(_Record):
    """Which rule made a record and on which words."""

    rule: str
    words: list[str] = []


class MeetingDetails(_Record):
    """``agenda`` items and ``requirements`` as printed, in order."""

    chair: list[str] = []
    agenda: list[str] = []
    requirements: list[str] = []


class InspectionDetails(_Record):
    """Who led, which sites in order, what was found or asked for."""

    inspectors: list[str] = []
    sites: list[str] = []
    findings: list[str] = []
    requirements: list[str] = []


class CampaignDetails(_Record):
    """Who ran it, under which theme, with which figures."""

    organizers: list[str] = []
    theme: str = ""
    figures: list[Figure] = []


class StudyDetails(_Record):
    """What was studied (《…》) and by whom."""

    materials: list[str] = []
    learners: list[str] = []


class ContestDetails(_Record):
    """Theme, who took part, who won."""

    theme: str = ""
    contestants: list[str] = []
    winners: list[str] = []


class CeremonyDetails(_Record):
    """Who officiated."""

    officiants: list[str] = []


class MilestoneDetails(_Record):
    """The project and the amount of money or work."""

    project: str = ""
    amount: list[Figure] = []


class DeadlineDetails(_Record):
    """What is due and who answers for it."""

    task: str = ""
    responsible: list[str] = []


class _Happening(_Record):
    """What every type of event has. ``uid`` is ``""`` until a store gives one."""

    uid: str = ""
    title: str
    salience: Salience = "main"
    confidence: float = Field(1.0, ge=0, le=1)
    when: When
    status: Status = "happened"
    place: Place | None = None
    people: list[Person] = []
    organizations: list[Organization] = []
    evidence: list[Evidence] = []
    origin: Origin | None = None
    related: list[str] = []


class Meeting(_Happening):
    """会议、大会、推进会、座谈会、例会 …"""

    type: Literal["meeting"] = "meeting"
    details: MeetingDetails = Field(default_factory=MeetingDetails)


class Inspection(_Happening):
    """调研、检查、督导、走访慰问 …"""

    type: Literal["inspection"] = "inspection"
    details: InspectionDetails = Field(default_factory=InspectionDetails)


class Campaign(_Happening):
    """宣传活动、专项行动、整治行动 …"""

    type: Literal["campaign"] = "campaign"
    details: CampaignDetails = Field(default_factory=CampaignDetails)


class Study(_Happening):
    """集中学习、培训、讲座 …"""

    type: Literal["study"] = "study"
    details: StudyDetails = Field(default_factory=StudyDetails)


class Contest(_Happening):
    """竞赛、评比、评选 …"""

    type: Literal["contest"] = "contest"
    details: ContestDetails = Field(default_factory=ContestDetails)


class Ceremony(_Happening):
    """仪式、揭牌、签约、表彰大会 …"""

    type: Literal["ceremony"] = "ceremony"
    details: CeremonyDetails = Field(default_factory=CeremonyDetails)


class Milestone(_Happening):
    """A dated result or step: 建成、完成、获得荣誉、成立 …"""

    type: Literal["milestone"] = "milestone"
    details: MilestoneDetails = Field(default_factory=MilestoneDetails)


class Deadline(_Happening):
    """Something required or promised by a date."""

    type: Literal["deadline"] = "deadline"
    details: DeadlineDetails = Field(default_factory=DeadlineDetails)


Event = Annotated[
    Meeting | Inspection | Campaign | Study | Contest | Ceremony | Milestone | Deadline,
    Field(discriminator="type"),
]
EVENT_TYPES: dict[str, type[_Happening]] = {
    "meeting": Meeting, "inspection": Inspection, "campaign": Campaign, "study": Study,
    "contest": Contest, "ceremony": Ceremony, "milestone": Milestone, "deadline": Deadline,
}  # fmt: skip
_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)


def event_from(record: dict[str, Any]) -> Event:
    """An event from its JSON form; pydantic's ValidationError if it is none."""
    return _ADAPTER.validate_python(record)


def event_schema() -> dict[str, Any]:
    """The JSON Schema of an event."""
    return _ADAPTER.json_schema()


def bounds(when: When) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that ``when`` may cover (None: open or unknown); months and ``~`` count whole."""
    from timeline.dates import edtf_bounds

    return edtf_bounds(when.edtf)


class Query(_Record):
    """Which events are wanted: the same keys in ``Store.events``, the command line, HTTP and the page.

    Lists mean "any of"; different keys mean "and". ``person``, ``place``, ``organization`` and ``text`` match parts of
    names (folded for width); ``since``/``until`` are days, inclusive; ``precision`` is ``exact`` (a day or finer, or a
    range of days), ``fuzzy`` (the rest) or ``all``.
    """

    type: list[EventType] = []
    since: dt.date | None = None
    until: dt.date | None = None
    person: list[str] = []
    place: list[str] = []
    organization: list[str] = []
    text: str = ""
    salience: list[Salience] = []
    status: list[Status] = []
    precision: Literal["all", "exact", "fuzzy"] = "all"
    min_confidence: float = Field(0.0, ge=0, le=1)
    document: list[str] = []
    year: list[int] = []

    def select(self, events: Iterable[Event]) -> list[Event]:
        """Those of ``events`` that match, in their order."""
        return [event for event in events if self.matches(event)]

    def matches(self, event: Event) -> bool:
        """Whether ``event`` is wanted."""
        return self._words_match(event) and self._dates_match(event) and self._class_matches(event)

    def _class_matches(self, event: Event) -> bool:
        exact = event.when.precision in ("minute", "hour", "halfday", "day")
        return (
            (not self.type or event.type in self.type)
            and (not self.salience or event.salience in self.salience)
            and (not self.status or event.status in self.status)
            and event.confidence >= self.min_confidence
            and (self.precision == "all" or exact == (self.precision == "exact"))
        )

    def _dates_match(self, event: Event) -> bool:
        if not (self.since or self.until or self.year):
            return True
        first, last = bounds(event.when)
        first, last = first or last, last or first
        if first is None or last is None:
            return False
        in_year = not self.year or any(first.year <= year <= last.year for year in self.year)
        return in_year and (not self.since or last >= self.since) and (not self.until or first <= self.until)

    def _words_match(self, event: Event) -> bool:
        return (
            _any_part(self.person, (person.name for person in event.people))
            and _any_part(self.place, (event.place.name for _ in range(1) if event.place))
            and _any_part(self.organization, (body.name for body in event.organizations))
            and _any_part(self.document, (proof.document for proof in event.evidence))
            and (not self.text or fold(self.text).lower() in fold(_haystack(event)).lower())
        )


def _any_part(wanted: list[str], names: Iterable[str]) -> bool:
    if not wanted:
        return True
    have = [fold(name) for name in names]
    return any(fold(word) in name for word in wanted for name in have)


def _haystack(event: Event) -> str:
    words = [event.title, event.when.text]
    words += [person.name + person.title for person in event.people]
    words += [body.name for body in event.organizations]
    words += [event.place.name] if event.place else []
    words += [proof.quote for proof in event.evidence]
    return "\n".join(words)
