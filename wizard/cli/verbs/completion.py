"""The script that completes verbs, options and keys in a shell.

bash:        eval "$(aifactory-wizard completion bash)"
zsh:         eval "$(aifactory-wizard completion zsh)"
fish:        aifactory-wizard completion fish | source
powershell:  aifactory-wizard completion powershell | Out-String | Invoke-Expression
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call
from wizard.cli.parsing import one_of

SHELLS = ("bash", "zsh", "fish", "powershell")


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument(
        "shell", type=one_of(*SHELLS, pwsh="powershell"), metavar="SHELL", help=", ".join(SHELLS)
    )


def run(call: Call) -> int:
    """Print the script."""
    from wizard.cli.completions import script

    text = script(call.args.shell)
    if call.console.as_json:
        call.console.document({"shell": call.args.shell, "script": text})
    else:
        call.console.raw(text)
    return DONE
