"""What GitHub's refusals mean, and what helps."""

from __future__ import annotations

from wizard.github.repository import Repository
from wizard.web.failures import NotAllowed, NotSignedIn, NotTaken, WebFailure
from wizard.web.transport import Reply

_RIGHTS = (
    "a classic token needs the scope 'repo'; a fine-grained one or an app needs 'Variables', "
    "'Secrets' and 'Environments' with 'Read and write' on this repository; 'Administration' "
    "with 'Read and write' as well where environments have to be made; the user has to be an "
    "administrator of the repository. The GITHUB_TOKEN of a workflow cannot have these rights"
)


def refusal_of(reply: Reply, repository: Repository, name: str, *, writes: bool) -> WebFailure:
    """The failure for a reply that is no success; ``name`` is what was to be written, if any."""
    where = repository.shown
    said = f" ({reply.message})" if reply.message else ""
    about = f"{name} in {where}" if name else where
    if reply.status == 401:
        return NotSignedIn(f"{repository.host.name} does not accept the sign-in{said}",
                           "sign in again with 'gh auth login', or renew the token")  # fmt: skip
    if reply.status == 403:
        return NotAllowed(f"the sign-in may not {'write' if writes else 'read'} {about}{said}",
                          _asked(reply) + _RIGHTS)  # fmt: skip
    if reply.status == 404:
        return NotAllowed(
            f"{where} shows {'no place for ' + name if name else 'nothing'} to this sign-in: there "
            "is no such repository, or the sign-in may not see its variables",
            f"see whether the name is right (--repository); if it is: {_RIGHTS}. Environments of a "
            "private repository need GitHub Pro, Team or Enterprise",
        )
    if reply.status == 422:
        return NotTaken(f"GitHub does not take {about}{said}",
                        "correct the answer that it comes from; 'aifactory-wizard trace "
                        f"{name or 'NAME'}' says which")  # fmt: skip
    return NotTaken(f"GitHub answers {reply.status} for {about}{said}", "try again later")


def _asked(reply: Reply) -> str:
    """The permissions that GitHub itself names for a fine-grained token."""
    wanted = reply.headers.get("x-accepted-github-permissions", "")
    scopes = reply.headers.get("x-accepted-oauth-scopes", "")
    if wanted:
        return f"GitHub asks for {wanted}; "
    return f"GitHub asks for the scope {scopes}; " if scopes else ""
