"""Structural rules about 위임 (the word and pattern rules are rows of ``clause_library/rules``)."""
