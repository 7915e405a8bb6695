"""Events → iCalendar (RFC 5545, 7986, 9073, 9253), as calendar programs really read it.

Doors: :func:`to_ics` a feed, :func:`to_vtodo` deadlines as tasks, :func:`to_jcal` the same feed as RFC 7265 JSON,
:func:`anniversaries` "on this day", :func:`parts` and :func:`latest_part` what does not fit one
feed, :func:`drawn` what has a place at all.
"""

from __future__ import annotations

from timeline.ics.component import ascii_uri, event_url
from timeline.ics.feed import anniversaries, drawn, last_change, latest_part, parts, to_ics, to_jcal, to_vtodo
from timeline.ics.wording import COLORS, clean, feed_title, heading

__all__ = [
    "COLORS",
    "anniversaries",
    "ascii_uri",
    "clean",
    "drawn",
    "event_url",
    "feed_title",
    "heading",
    "last_change",
    "latest_part",
    "parts",
    "to_ics",
    "to_jcal",
    "to_vtodo",
]
