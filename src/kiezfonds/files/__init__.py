"""Blobs (Dateien): PDFs and images as rows, each with its SHA-256.

One backup holds all of them and every node sees them. A blob is never changed. Who may read it is decided by the
package that owns it.
"""
