"""Lets a module that shares its name with its main function be called as that function."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def call_as(module: str, function: Callable[..., Any]) -> None:
    """Make ``module`` callable: ``ordinance_drafter.read(path)`` stays right after the submodule was imported.

    Importing a submodule binds its name in the package and would hide the face's function of that name.
    """

    class Called(ModuleType):
        __doc__ = sys.modules[module].__doc__

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

    sys.modules[module].__class__ = Called
