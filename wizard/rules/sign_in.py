"""What a sign-in says about the answers: described here, found where somebody is signed in.

None of them is an error. They depend on who looks, and answers that are right for the pipelines
are right whoever looks at them.
"""

from __future__ import annotations

from wizard.rules.registry import describe

OTHER_TENANT = describe(
    "SGN101",
    "warning",
    "A subscription belongs to another tenant",
    explain=(
        "The factory's tenant is the one in which the pipelines sign in, and all subscriptions "
        "have to belong to it, or be delegated to it. According to the sign-in of the Azure CLI "
        "this one is reached through another tenant. Either the id is of another subscription "
        "than meant, or the tenant is."
    ),
    sources=("azure-facts 3", "azure-facts 9"),
)

NOT_USABLE = describe(
    "SGN102",
    "warning",
    "A subscription is switched off",
    explain=(
        "When the Azure CLI last signed in, Azure said that the subscription is not enabled. "
        "Nothing can be deployed into it. What the Azure CLI remembers may be old: "
        "az account list --refresh asks again."
    ),
    sources=("azure-facts 9",),
)

NOT_LISTED = describe(
    "SGN103",
    "note",
    "The sign-in does not list a subscription",
    explain=(
        "Whoever is signed in with the Azure CLI has no access to the subscription, or had none "
        "when signing in. The pipelines sign in as somebody else, so this need not be wrong; a "
        "mistyped id looks the same, however. It is said where a person is signed in, for the "
        "factory's own tenant, and never for a program, which sees few subscriptions."
    ),
    sources=("azure-facts 3", "azure-facts 9"),
)

OTHER_CLOUD = describe(
    "SGN104",
    "warning",
    "The sign-in is in another cloud than the region",
    explain=(
        "The Azure CLI talks to one cloud at a time: the public one, US Government, China or one "
        "of your own. The region of the factory lies in another than is chosen, so commands of "
        "the run sheets and look-ups would ask the wrong one."
    ),
    sources=("azure-facts 2.1", "azure-facts 9"),
)

SUBSCRIPTION_CLOUD = describe(
    "SGN105",
    "warning",
    "A subscription lies in another cloud than the region",
    explain=(
        "A subscription exists in one cloud only. The sign-in of the Azure CLI has this one in "
        "another cloud than the region of the factory, so either the region or the id is wrong."
    ),
    sources=("azure-facts 2.1", "azure-facts 9"),
)

UNKNOWN_TENANT = describe(
    "SGN106",
    "note",
    "The sign-in does not know the factory's tenant",
    explain=(
        "None of the subscriptions that the Azure CLI lists belongs to the factory's tenant. "
        "Whoever is signed in may be a guest elsewhere, or the id may be of another tenant; the "
        "subscriptions are then not judged any further."
    ),
    sources=("azure-facts 3", "azure-facts 9"),
)

TENANT_FOLLOWS = describe(
    "SGN107",
    "note",
    "The tenant follows from the subscriptions",
    explain=(
        "No tenant is given, and all subscriptions that the sign-in of the Azure CLI knows belong "
        "to the same one. The factory's tenant is the one that its subscriptions belong to."
    ),
    sources=("azure-facts 3", "azure-facts 9"),
)
