"""Identifiers and kinds that every file of the library uses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Kind = Literal["enactment", "whole_amendment", "repeal"]
GovernmentLevel = Literal["metropolitan", "province", "city", "county", "district"]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
