"""Structural rules about 인공지능 특유 (the word and pattern rules are rows of ``clause_library/rules``)."""
