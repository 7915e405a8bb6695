"""Events as a page: a printed chronicle first, searched, subscribed to and embedded by its script."""

from timeline.html.assets import embed_script
from timeline.html.folder import to_folder
from timeline.html.machines import linked, oembed
from timeline.html.page import VIEW_KEYS, to_html
from timeline.html.rows import Source, rows_of

__all__ = ["VIEW_KEYS", "Source", "embed_script", "linked", "oembed", "rows_of", "to_folder", "to_html"]
