"""Completions for a shell, written from the parser of the commands, so that none goes stale."""

from __future__ import annotations

import argparse

SHELLS = ("bash", "zsh", "fish")

_BASH = """# parallax completions for bash: eval "$(parallax completions bash)"
_parallax() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{commands}" -- "$word"))
    return
  fi
  case "${{COMP_WORDS[1]}}" in
{cases}
  esac
  [[ "$word" == -* ]] && COMPREPLY=($(compgen -W "$options" -- "$word")) || COMPREPLY=()
}}
complete -o default -F _parallax parallax
"""


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """What a shell reads to complete the commands and their options; files complete as ever.

    >>> parser = argparse.ArgumentParser()
    >>> check = parser.add_subparsers().add_parser("check", help="say what is wrong")
    >>> _ = check.add_argument("--fix")
    >>> print(script(parser, "fish").splitlines()[-1])
    complete -c parallax -n '__fish_seen_subcommand_from check' -l fix -d ''
    """
    found = commands(parser)
    if shell == "fish":
        return _fish(found)
    cases = "\n".join(
        f'    {name}) local options="{" ".join(_flags(command))}" ;;'
        for name, (command, _) in found.items()
    )
    bash = _BASH.format(commands=" ".join(found), cases=cases)
    return f"autoload -U +X bashcompinit && bashcompinit\n{bash}" if shell == "zsh" else bash


def commands(
    parser: argparse.ArgumentParser,
) -> dict[str, tuple[argparse.ArgumentParser, str]]:
    """A parser's commands in their order: name → its own parser and what it is for."""
    of = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    told = {action.dest: action.help or "" for action in of._choices_actions}
    return {name: (command, told.get(name, "")) for name, command in of.choices.items()}


def _flags(parser: argparse.ArgumentParser) -> list[str]:
    return [flag for action in parser._actions for flag in action.option_strings]


def _fish(found: dict[str, tuple[argparse.ArgumentParser, str]]) -> str:
    lines = [
        f"complete -c parallax -n __fish_use_subcommand -a {name} -d {_quoted(told)}"
        for name, (_, told) in found.items()
    ]
    for name, (command, _) in found.items():
        lines += [
            f"complete -c parallax -n '__fish_seen_subcommand_from {name}'"
            f" -l {flag.removeprefix('--')} -d {_quoted(action.help or '')}"
            for action in command._actions
            for flag in action.option_strings
            if flag.startswith("--")
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
