"""EDTF bounds, calendar arithmetic, and what people type as a date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import add_months, edtf_bounds, from_words, last_of_month, real_day

BOUNDS = {
    "2014": ("2014-01-01", "2014-12-31"),
    "2014~": ("2014-01-01", "2014-12-31"),
    "201X": ("2010-01-01", "2019-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"),
    "2014-02": ("2014-02-01", "2014-02-28"),
    "2016-02": ("2016-02-01", "2016-02-29"),
    "2014-12~": ("2014-12-01", "2014-12-31"),
    "2014-03?": ("2014-03-01", "2014-03-31"),
    "2014-03-20": ("2014-03-20", "2014-03-20"),
    "2014-03-20~": ("2014-03-20", "2014-03-20"),
    "2014-03-20T10:00": ("2014-03-20", "2014-03-20"),
    "2014-03-20/2014-03-22": ("2014-03-20", "2014-03-22"),
    "2014-03-20T09:00/2014-03-20T11:30": ("2014-03-20", "2014-03-20"),
    "2014-01/2014-03": ("2014-01-01", "2014-03-31"),
    "2010/2012": ("2010-01-01", "2012-12-31"),
    "2014-21": ("2014-03-01", "2014-05-31"),
    "2014-24": ("2014-12-01", "2015-02-28"),
    "2014-33": ("2014-01-01", "2014-03-31"),
    "2014-36": ("2014-10-01", "2014-12-31"),
    "2014-40": ("2014-01-01", "2014-06-30"),
    "2014-41": ("2014-07-01", "2014-12-31"),
    "../2014-06-30": (None, "2014-06-30"),
    "../2021-12-31~": (None, "2021-12-31"),
    "../2014-06": (None, "2014-06-30"),
    "2014-01/..": ("2014-01-01", None),
    "2014-11-26~/..": ("2014-11-26", None),
    "2014-03-05/": ("2014-03-05", None),
    "XXXX": (None, None),
    "XXXX-03-20": (None, None),
    "XXXX-03-20/XXXX-03-22": (None, None),
    "XXXX-XX-10": (None, None),
    "../XXXX-06-30": (None, None),
    "2014-13": (None, None),
    "2014-02-30": (None, None),
    "0000": (None, None),
    "": (None, None),
    "soon": (None, None),
    "2014-3": (None, None),
}


@pytest.mark.parametrize(("edtf", "bounds"), BOUNDS.items())
def test_edtf_bounds(edtf: str, bounds: tuple[str | None, str | None]) -> None:
    assert tuple(day and day.isoformat() for day in edtf_bounds(edtf)) == bounds


@given(st.text(alphabet="0123456789X-/.~?%T:", max_size=24))
def test_edtf_bounds_never_raises(edtf: str) -> None:
    first, last = edtf_bounds(edtf)
    assert first is None or isinstance(first, dt.date)
    assert last is None or isinstance(last, dt.date)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_is_its_own_bounds(day: dt.date) -> None:
    assert edtf_bounds(day.isoformat()) == (day, day)
    assert edtf_bounds(f"{day:%Y-%m}") == (day.replace(day=1), last_of_month(day.year, day.month))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.integers(-600, 600))
def test_months_there_and_back(day: dt.date, months: int) -> None:
    moved = add_months(day.replace(day=1), months)
    assert add_months(moved, -months) == day.replace(day=1)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


def test_the_end_of_a_month_is_cut() -> None:
    assert add_months(dt.date(2020, 1, 31), 1) == dt.date(2020, 2, 29)
    assert add_months(dt.date(2019, 3, 31), -1) == dt.date(2019, 2, 28)


def test_days_the_calendar_does_not_have() -> None:
    assert real_day(2014, 2, 29) is None
    assert real_day(2014, 13, 5) is None
    assert real_day(2016, 2, 29) == dt.date(2016, 2, 29)


TODAY = dt.date(2016, 11, 9)  # a Wednesday
TYPED = {
    "2014": ("2014-01-01", "2014-12-31"),
    "2014-03": ("2014-03-01", "2014-03-31"),
    "2014-03-20": ("2014-03-20", "2014-03-20"),
    "2014/03/20": ("2014-03-20", "2014-03-20"),
    " 2014-03-20 ": ("2014-03-20", "2014-03-20"),
    "2014-03-20/2014-04-02": ("2014-03-20", "2014-04-02"),
    "March 2014": ("2014-03-01", "2014-03-31"),
    "20 March 2014": ("2014-03-20", "2014-03-20"),
    "today": ("2016-11-09", "2016-11-09"),
    "yesterday": ("2016-11-08", "2016-11-08"),
    "3 days ago": ("2016-11-06", "2016-11-06"),
    "昨天": ("2016-11-08", "2016-11-08"),
}


@pytest.mark.parametrize(("typed", "days"), TYPED.items())
def test_what_people_type(typed: str, days: tuple[str, str]) -> None:
    found = from_words(typed, TODAY)
    assert found and tuple(day.isoformat() for day in found) == days


@pytest.mark.parametrize("typed", ["", "  ", "whenever", "zzz", "2014-13", "2014-02-30"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert from_words(typed, TODAY) is None
