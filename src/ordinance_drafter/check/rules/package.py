"""Structural rules about 의안 묶음 (the word and pattern rules are rows of ``clause_library/rules``)."""
