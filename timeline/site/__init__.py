"""The static site: page, feeds, records, embed script.

Doors: :func:`write_site` a folder any static host can serve; :func:`to_json`, :func:`to_jsonl`, :func:`to_csv`,
:func:`to_atom` the records by themselves; :func:`sources_of` and
:func:`sources_of_pages` what readings and a store know of their printed pages.
"""

from __future__ import annotations

from timeline.site.atom import to_atom
from timeline.site.records import to_csv, to_json, to_jsonl
from timeline.site.writing import sources_of, sources_of_pages, write_site

__all__ = ["sources_of", "sources_of_pages", "to_atom", "to_csv", "to_json", "to_jsonl", "write_site"]
