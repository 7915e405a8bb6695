"""What the program saw on a page and why it concluded what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from timeline.cli.display import TYPE_STYLES, Column, Segment, count, entry, in_terminal, table, write
from timeline.cli.records import by_date, day_words, issue_words, page_line, people_words, percent
from timeline.text import Span, squeeze

if TYPE_CHECKING:
    from timeline.articles import Article
    from timeline.events import Event
    from timeline.pipeline import Reading
    from timeline.timex import Timex

_SENTENCE_ENDS = "。！？!?；;\n"
# So much of a sentence is shown on each side of an expression; in a terminal, where lines are short, less.
_CONTEXT, _CONTEXT_IN_TERMINAL = 60, 24


def explain_reading(reading: Reading) -> None:
    """The page's date and its clues, the expressions, the events with rule, words and quotes."""
    write(*page_line(reading), hang=2)
    _heading("Why this date")
    _explain_anchor(reading)
    _heading("Dates")
    show_dates(reading, indent=2)
    _heading("Events")
    for event in by_date(reading.events):
        _explain_event(event)


def _heading(words: str) -> None:
    write()
    write((words, "bold underline"))


def _explain_anchor(reading: Reading) -> None:
    anchor = reading.anchor
    window = f", between {anchor.earliest} and {anchor.latest}" if anchor.earliest or anchor.latest else ""
    write((issue_words(anchor), "bold"), f"{window}; {anchor.basis}", indent=2)
    for year, chance in list(anchor.candidates.items())[:5]:
        bar = "█" * round(chance * 20)
        write(f"{year}  {percent(chance):>5}  ", (bar, "green"), indent=2)
    if not anchor.clues:
        write("no clue on the page", indent=2)
    columns = (
        Column("for", right=True, firm=True),
        Column("weight", right=True, firm=True),
        Column("quote", style="italic"),
        Column("why", fold=True),
    )
    table(
        columns,
        ((_years(clue.years), f"{clue.weight:+.1f}", clue.quote, clue.why) for clue in anchor.clues),
        indent=2,
    )


def _years(years: tuple[int, ...]) -> str:
    """``2020``, ``2012–2017``, ``2012, 2014``."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years[:4])) + (" …" if len(years) > 4 else "")


def _explain_event(event: Event) -> None:
    when = event.when
    class_words = f"  {event.salience}, {event.status}, {percent(event.confidence)} sure"
    write((event.title, "bold"), "  ", (event.type, TYPE_STYLES.get(event.type, "")), class_words, indent=2)
    entry(
        "when", f"{day_words(when)}: printed “{when.text}”, {when.basis}", *_implied(when.implied), indent=4
    )
    if event.origin:
        words = "、".join(event.origin.words)
        entry("rule", event.origin.rule, f"  on {words}" if words else "", indent=4)
    if event.place:
        entry("where", event.place.name, indent=4)
    if event.people:
        entry("who", people_words(event, most=8), indent=4)
    for proof in event.evidence:
        entry(proof.article, ("“" + squeeze(proof.quote) + "”", "italic"), indent=4)
    if in_terminal():
        write()


def _implied(reasons: tuple[str, ...]) -> Iterable[Segment]:
    return [("; " + "; ".join(reasons), "dim")] if reasons else []


def show_dates(reading: Reading, indent: int = 0) -> None:
    """Each expression in its sentence, what it was read as and why."""
    most = _CONTEXT_IN_TERMINAL if in_terminal() else _CONTEXT
    if not reading.timexes:
        write("no temporal expression", indent=indent)
    for timex in reading.timexes:
        before, words, after = in_sentence(reading.page.text, timex.span, most)
        write((before, "dim"), (words, "bold cyan"), (after, "dim"), indent=indent)
        write("→ ", *_meaning(timex), indent=indent + 2, hang=2)


def _meaning(timex: Timex) -> list[Segment]:
    read: list[Segment] = [
        timex.value,
        (f" {timex.kind}" + (f", {timex.role}" if timex.role != timex.kind else ""), "dim"),
    ]
    if timex.when is None:
        return [*read, (" not resolved", "dim")]
    when = timex.when
    rest = [when.basis, *when.implied] + ([when.rrule] if when.rrule else [])
    return [*read, " = ", (day_words(when), "bold"), ("  " + "; ".join(rest), "dim")]


def in_sentence(text: str, span: Span, most: int = _CONTEXT) -> tuple[str, str, str]:
    """The words of ``span`` and what stands before and after them in their sentence, shortened."""
    start = max((text.rfind(mark, 0, span.start) + 1 for mark in _SENTENCE_ENDS), default=0)
    ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, span.end, span.end + 4 * _CONTEXT)) >= 0]
    end = min(ends, default=span.end + _CONTEXT) + 1
    before, after = squeeze(text[start : span.start]), squeeze(text[span.end : end])
    if len(before) > most:
        before = "…" + before[-most:]
    if len(after) > most:
        after = after[:most] + "…"
    return before, squeeze(text[span.start : span.end]), after


def dates_as_records(reading: Reading) -> list[dict[str, Any]]:
    """One object an expression: its words, span, sentence, value and what it was resolved to."""
    from dataclasses import asdict

    return [
        {
            "document": reading.page.document,
            "text": timex.text,
            "span": list(timex.span),
            "sentence": "".join(in_sentence(reading.page.text, timex.span)),
            "kind": timex.kind,
            "role": timex.role,
            "value": timex.value,
            "when": asdict(timex.when) if timex.when else None,
        }
        for timex in reading.timexes
    ]


def show_articles(reading: Reading) -> None:
    """Headline, kind, byline, first and last words of each article; what was repaired."""
    page = reading.page
    write(
        (page.document, "bold"),
        f"  {count(len(reading.articles), 'article')}, {count(len(squeeze(page.text)), 'character')}",
    )
    for article in reading.articles:
        head = article.headline or "(no headline)"
        by = "  " + "、".join(article.byline) if article.byline else ""
        unsure = "  order of lines uncertain" if article.uncertain else ""
        entry(article.id, (head, "bold" if article.headline else "dim"), indent=2, width=4)
        write(
            (article.kind, "cyan"),
            by,
            f"  {article.body.end - article.body.start} characters",
            (unsure, "yellow"),
            indent=6,
        )
        write((_ends(reading, article), "dim"), indent=6)
        for section in article.sections:
            write("· ", section.head, (f"  about {section.owner}" if section.owner else "", "dim"), indent=6)
    _show_repairs(reading)


def _ends(reading: Reading, article: Article, most: int = 16) -> str:
    words = squeeze(reading.page.text[article.body.start : article.body.end])
    return words if len(words) <= 2 * most + 1 else f"{words[:most]} … {words[-most:]}"


def _show_repairs(reading: Reading) -> None:
    page = reading.page
    kinds = Counter(repair.kind for repair in page.repairs)
    told = (
        [("repaired", ", ".join(f"{kind} {number}" for kind, number in kinds.most_common()))] if kinds else []
    )
    told += [("set aside", squeeze(page.text[span.start : span.end])) for span in page.furniture]
    if page.uncertain:
        told.append(
            ("uncertain", f"{count(len(page.uncertain), 'passage')} whose order could not be settled")
        )
    for label, words in told:
        entry(label, words, indent=2, width=11)


def articles_as_records(reading: Reading) -> list[dict[str, Any]]:
    """The articles as ``extract --json`` gives them, with their text, and one object of repairs."""
    text = reading.page.text
    articles = [
        {
            **record,
            "document": reading.page.document,
            "text": text[slice(*record["span"])],
        }
        for record in reading.record()["articles"]
    ]
    repairs = dict(Counter(repair.kind for repair in reading.page.repairs))
    furniture = [text[span.start : span.end] for span in reading.page.furniture]
    return [*articles, {"document": reading.page.document, "repairs": repairs, "furniture": furniture}]
