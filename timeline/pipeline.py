"""One page from file to events. Read this first.

read_page → split → find_timexes → find_anchor → resolve → extract → merge
"""
