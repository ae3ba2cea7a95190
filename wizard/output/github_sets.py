"""The ready-to-use sets for ``gh``: values, secrets by name, what must be absent, a script.

Values of secrets stand in ``<environment>.secrets.env`` alone, which is not for git.
"""

from __future__ import annotations

from collections.abc import Iterable

from wizard.delivery.github import GithubDelivery, Item
from wizard.formats.dotenv_quoting import assigning, quote, quote_for_gh
from wizard.output.files import OutputFile, filled, text_file

_READER = "gh variable set --env-file, through github/apply.sh"


def github_set_files(
    delivery: GithubDelivery, folder: str, environments: tuple[str, ...], repository: str
) -> list[OutputFile]:
    """The files below ``<folder>/github/`` for one project."""
    places = ("repository", *environments)
    files = [
        text_file(f"{folder}/github/{place}.env", _set_text(delivery.at(place)), _READER,
                  commit=False)
        for place in places
    ]  # fmt: skip
    for place in environments:
        items = [item for item in delivery.secrets if item.place == place]
        files.append(
            text_file(f"{folder}/github/{place}.secrets.env", _set_text(items),
                      "gh secret set --env-file, through github/apply.sh", commit=False)
        )  # fmt: skip
    files.append(text_file(f"{folder}/github/.gitignore", "*.env\n", "git", commit=True))
    files.append(
        text_file(f"{folder}/github/secrets.txt", _secrets_text(delivery, environments),
                  "people, and github/apply.sh", commit=True)
    )  # fmt: skip
    files.append(
        text_file(f"{folder}/github/delete.txt", _absent_text(delivery.absent),
                  "github/apply.sh", commit=True)
    )  # fmt: skip
    files.append(
        text_file(f"{folder}/github/apply.sh", _script(delivery, environments, repository),
                  "bash, after gh auth login", commit=True)
    )  # fmt: skip
    return files


def _set_text(items: Iterable[Item]) -> str:
    return "".join(f"{assigning(item.name, item.value, quote_for_gh)}\n" for item in items)


def _secrets_text(delivery: GithubDelivery, environments: tuple[str, ...]) -> str:
    lines = ["# Environment secrets: environment, name, where its value comes from\n"]
    for environment in environments:
        for item in delivery.secrets:
            if item.place == environment:
                lines.append(f"{environment} {item.name} answers:{item.key}\n")
        lines += [f"{environment} {name} by-hand\n" for name in delivery.by_hand]
    return "".join(lines)


def _absent_text(absent: Iterable[Item]) -> str:
    lines = ["# Must not exist: kind, place, name. A left-over would win over the choice made.\n"]
    for item in absent:
        kind = "secret" if item.secret else "variable"
        lines.append(f"{kind} {item.place} {item.name}\n")
    return "".join(lines)


def _script(delivery: GithubDelivery, environments: tuple[str, ...], repository: str) -> str:
    by_hand = "".join(
        f"remind_secret {environment} {name}\n"
        for environment in environments
        for name in delivery.by_hand
    )
    return filled(
        "github/apply.sh",
        environments=" ".join(environments),
        repository=quote(repository),
        by_hand=by_hand,
    )
