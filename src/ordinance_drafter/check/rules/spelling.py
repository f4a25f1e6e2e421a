"""Structural rules about 맞춤법ㆍ부호ㆍ조사 (the word and pattern rules are rows of ``clause_library/rules``)."""
