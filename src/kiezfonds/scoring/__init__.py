"""What jurors think before the meeting (Einschätzung): simple opinions or criteria with weights, saved as they go.

Scores are preparation; the ballot decides. They stand on one exact version of a proposal. A member with a conflict
has no sheet for it: the proposal is neither punished nor flattered. Means and medians are exact fractions.
"""
