"""Structural rules about 위원회 (the word and pattern rules are rows of ``clause_library/rules``)."""
