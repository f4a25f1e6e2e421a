"""click in Korean: help that fits 80 cells with Korean widths, and usage errors as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from ordinance_drafter.korean import display_width, pad, wrap

WIDTH = 80


class KoreanFormatter(click.HelpFormatter):
    """Wraps by terminal cells, not characters."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, min(width or WIDTH, WIDTH) - 1, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        lead = f"사용법: {prog} "
        for line in wrap(args, self.width, indent=" " * min(display_width(lead), 30), first=lead):
            self.write(f"{line}\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}:\n")

    def write_text(self, text: str) -> None:
        margin = " " * self.current_indent
        for index, paragraph in enumerate(text.split("\n\n")):
            if index:
                self.write("\n")
            lines = paragraph.split("\n") if paragraph.startswith("\b") else [" ".join(paragraph.split())]
            for line in lines:
                if line.strip("\b"):
                    for piece in wrap(line, self.width, indent=margin, first=margin):
                        self.write(f"{piece}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = min(max((display_width(first) for first, _ in rows), default=0), col_max) + col_spacing
        margin = " " * self.current_indent
        for first, second in rows:
            indent = margin + " " * column
            if not second:
                self.write(f"{margin}{first}\n")
                continue
            lead = margin + pad(first, column)
            if display_width(first) > column - col_spacing:
                self.write(f"{margin}{first}\n")
                lead = indent
            for line in wrap(second, self.width, indent=indent, first=lead):
                self.write(f"{line.rstrip()}\n")


_HEADINGS = {"Options": "옵션", "Commands": "명령", "Arguments": "인자"}


class KoreanContext(click.Context):
    """A context whose help is laid out by :class:`KoreanFormatter`."""

    formatter_class = KoreanFormatter


class KoreanCommand(click.Command):
    """A command with Korean help."""

    context_class = KoreanContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_in_korean(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[옵션]") for piece in super().collect_usage_pieces(ctx)]


class KoreanGroup(click.Group):
    """A group with Korean help."""

    context_class = KoreanContext
    command_class = KoreanCommand

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_in_korean(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[옵션]", "명령", "[인자]..."]

    def short_helps(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return the rows of the command list."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, (command.help or "").split("\n")[0]) for name, command in commands if command]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(self.short_helps(ctx))


def _help_in_korean(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "이 도움말을 보입니다."
    return option


def explain_usage(error: click.ClickException) -> Iterable[str]:
    """Return a usage error as Korean lines: what is wrong, and where to look."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        yield error.format_message()
        return
    yield f"오류: {_sentence(error)}"
    context = getattr(error, "ctx", None)
    if context is not None:
        yield f"도움말: {context.command_path} --help"


def _sentence(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" 비슷한 것: {', '.join(error.possibilities)}" if error.possibilities else ""
        return f"{error.option_name}은(는) 없는 옵션입니다.{near}".replace("은(는)", " 옵션은").replace(
            "없는 옵션입니다", "없습니다"
        )
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"{name}을(를) 적어야 합니다.".replace("을(를)", " 자리를")
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} 옵션에 값을 적어야 합니다."
    if isinstance(error, click.BadParameter):
        return _bad_parameter(error)
    if isinstance(error, click.FileError):
        return f"{error.ui_filename}: 열 수 없습니다."
    message = error.format_message()
    for start, korean in _MESSAGES:
        if message.startswith(start):
            return korean.format(rest=message[len(start) :].strip(" .'\""))
    return message


def _bad_parameter(error: click.BadParameter) -> str:
    name = error.param_hint or (error.param.opts[-1] if error.param else "")
    name = name if isinstance(name, str) else ", ".join(name)
    param = error.param
    if param is not None and isinstance(param.type, click.Choice):
        return f"{name}: {', '.join(map(str, param.type.choices))} 가운데 하나를 적으십시오."
    if "does not exist" in error.message:
        return f"{name}: 그런 파일이나 폴더가 없습니다."
    if "is a directory" in error.message or "is a file" in error.message:
        return f"{name}: 파일과 폴더가 뒤바뀌었습니다."
    return f"{name}: {error.message}"


_MESSAGES = (
    ("No such command", "‘{rest}’라는 명령은 없습니다."),
    ("Missing command", "명령을 적으십시오."),
    ("Got unexpected extra arguments", "알 수 없는 인자가 있습니다: {rest}"),
    ("Got unexpected extra argument", "알 수 없는 인자가 있습니다: {rest}"),
)


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines with aligned columns."""
    widths = [max(display_width(row[index]) for row in rows) for index in range(len(rows[0]))] if rows else []
    for row in rows:
        yield "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
