"""Newspaper pages set from known articles: their words, their make-up, the PDF and the truth beside it."""
