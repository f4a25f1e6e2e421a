"""The command line: parse options, call the library, print. Every command is imported when it is first called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from ordinance_drafter import __version__
from ordinance_drafter.cli.korean_click import KoreanContext, KoreanGroup, explain_usage
from ordinance_drafter.errors import InputError

DONE, FINDINGS, USAGE, INPUT = 0, 1, 2, 3

COMMANDS = {
    "draft": ("draft", "의안 묶음을 만듭니다"),
    "new": ("new", "입안 파일(ordinance.yaml)을 새로 씁니다"),
    "clauses": ("clauses", "조문 묶음을 살펴봅니다"),
    "search": ("search", "조례와 조문 묶음에서 조문을 찾습니다"),
    "check": ("check", "조례와 의안을 검사합니다"),
    "explain": ("explain", "검사 규칙 하나를 설명합니다"),
    "rules": ("explain", "검사 규칙의 목록을 보입니다"),
    "fix": ("fix", "안전하게 고칠 수 있는 것을 고칩니다"),
    "impact": ("impact", "바꾸면 조례안이 어떻게 달라지는지 보입니다"),
    "coverage": ("coverage", "조례에 어떤 규정이 있고 없는지 보입니다"),
    "amend": ("amend", "두 글에서 개정문을 쓰고 증명합니다"),
    "apply": ("amend", "개정문을 현행 조례에 적용합니다"),
    "compare": ("amend", "신ㆍ구조문대비표를 만듭니다"),
    "adapt": ("adapt", "다른 지방자치단체의 조례를 옮겨 옵니다"),
    "tree": ("tree", "조례를 읽어 나무 구조(JSON)로 보입니다"),
    "convert": ("convert", "조례의 파일 형식을 바꿉니다"),
    "schema": ("schema", "YAML 파일의 JSON Schema를 보입니다"),
}
"""Command -> module and one-line help, so that --help imports no command."""


class LazyGroup(KoreanGroup):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"ordinance_drafter.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name)
        return command

    def short_helps(self, ctx: click.Context) -> list[tuple[str, str]]:
        return [(name, words) for name, (_, words) in COMMANDS.items()]


@click.group(cls=LazyGroup, name="ordinance-drafter", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, "-V", "--version", message="ordinance-drafter %(version)s", help="판 번호를 보입니다."
)
def cli() -> None:
    """지방자치단체 조례의 입안을 돕습니다.

    인터넷에 연결하지 않고, 같은 입력에는 언제나 같은 결과를 냅니다.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 findings, 2 usage, 3 input or output."""
    cli.context_class = KoreanContext
    for stream in (sys.stdout, sys.stderr):  # a console of another encoding must not stop the work
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(arguments, prog_name="ordinance-drafter", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except click.exceptions.Abort:
        click.echo("멈추었습니다.", err=True)
        return USAGE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        for line in explain_usage(error):
            click.echo(line, err=True)
        return USAGE
    except InputError as error:
        for problem in error.problems:
            click.echo(f"오류: {problem}", err=True)
        if len(error.problems) > 1:
            click.echo(
                f"모두 {len(error.problems)}가지입니다. 고친 뒤 다시 하십시오. 아무것도 쓰지 않았습니다.", err=True
            )
        return INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def run() -> None:
    """Entry point of the installed commands."""
    sys.exit(main())
