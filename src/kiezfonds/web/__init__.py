"""Plumbing of pages and forms, each file one concern; knows nothing of the subjects.

Requests, pages, fields and forms, sessions' cookies, form tokens, security headers, error pages, words in the reader's
language, static files, live regions. Follows OWASP ASVS 5.0 and WCAG 2.2.
"""
