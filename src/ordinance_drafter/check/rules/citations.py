"""Structural rules about 법령 인용 (the word and pattern rules are rows of ``clause_library/rules``)."""
