"""Going to a later release line by line: told, asked what is new, shown, written."""

from __future__ import annotations

from wizard.formats.errors import FormatError
from wizard.prompts.asker import Asker
from wizard.prompts.new_in_release import ask_new
from wizard.rules.wording import counted
from wizard.session.upgrade_offer import upgrade_in_words
from wizard.session.walk import Walk
from wizard.store.errors import StoreError

_LISTED = 12


def upgrade_to(walk: Walk, asker: Asker, release: str) -> bool:
    """Bring the repository to a later release; whether that was done.

    Only what is on the disk goes along: with answers that nobody wrote yet nothing is begun.

    Raises:
        KeyboardInterrupt, EOFError: the person has left; nothing was written.
    """
    from wizard.session.upgrading import upgrade_repository

    if walk.unsaved:
        asker.say("Write your answers first; the upgrade begins with what is on the disk.")
        return False
    opened = walk.opened
    try:
        upgrade = upgrade_repository(
            opened.layout.root, release, old=opened.session.catalog.release
        )
        for part in upgrade_in_words(upgrade):
            asker.say(f"{part.heading}:")
            for line in part.lines[:_LISTED]:
                asker.say(f"  {line}")
            if len(part.lines) > _LISTED:
                asker.say(f"  and {len(part.lines) - _LISTED} more", "muted")
        if upgrade.to_ask:
            ask_new(upgrade.opened, upgrade.to_ask, asker)
        plan = upgrade.plan()
        for file in plan.changes:
            asker.say(f"{file.status}: {file.path}")
        asker.say(f"{counted(len(plan.changes), 'file')} to write; a copy of each is kept.")
        if asker.confirm(f"Upgrade to {release} now", present=True) is not True:
            asker.say("Nothing was written.")
            return False
        upgrade.write(plan)
    except (StoreError, FormatError) as error:
        asker.say(f"Nothing was written: {error}", "error")
        return False
    asker.say(f"Release {release} it is. 'aifactory-wizard upgrade --undo' takes it back.")
    asker.say("Start the wizard again to go on.")
    return True
