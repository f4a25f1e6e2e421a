"""Structural rules about 고양시 맥락 (the word and pattern rules are rows of ``clause_library/rules``)."""
