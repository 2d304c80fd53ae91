"""Start pages: which districts (Bezirke) this house serves, and where a resident of one of them begins.

They put together what the packages below know: money left, the next deadline, the next meeting, what became possible.
"""
