"""Districts (Bezirke) are the tenants; areas (Kieze, Stadtteile) are their parts with a pot of money each.

Everything else belongs to exactly one district, and nothing crosses from one to another. A district has its own
office (Geschäftsstelle) with address, telephone and hours, which stand on its pages and letters.
"""
