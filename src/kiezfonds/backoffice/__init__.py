"""The office's desk (Büro): what is due over all areas, what waits for others, and the mail that went out.

Nothing here is stored: every line follows from the state of proposals, calls, meetings, resolutions, letters and jobs,
and leads to the page where the act is done. The district office (Bezirksamt) sees what waits for it.
"""
