"""Structural rules about 위임ㆍ위탁 (the word and pattern rules are rows of ``clause_library/rules``)."""
