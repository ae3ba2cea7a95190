"""Every described release can be looked at: questions that it does not have are not asked."""

from __future__ import annotations

import pytest

from tests.azure.conftest import Look
from tests.azure.fake import FakeAzure
from tests.azure.healthy import DEV, sub, subnet, vnet
from wizard.catalog.load import load_catalog, releases
from wizard.model.answers import Given
from wizard.model.context import split_key
from wizard.rules.example import example_answers
from wizard.session.draft import Session


@pytest.mark.parametrize("release", releases())
@pytest.mark.parametrize("every_service", [False, True])
def test_a_release(azure: FakeAzure, look: Look, release: str, every_service: bool) -> None:
    catalog = load_catalog(release)
    session = Session(catalog, example_answers(load_catalog("1.24")))
    if every_service:
        for service in catalog.services.values():
            if service.flag and service.scope == "project":
                session.answers.put(f"projects.001.{service.flag}", Given(service.on_value))
        session.refresh()
    azure.lists[sub(DEV, "/providers/Microsoft.Network/virtualNetworks")] = [
        vnet("vnt-esmlcmn-sdc-dev-001", ["172.16.0.0/16"],
             [subnet("snt-prj001-genai", "172.16.200.0/25")]),
    ]  # fmt: skip
    report = look(session)
    assert "VNets and subnets of dev" in report.looked_up
    assert report.unknown == []
    for finding in report.findings:
        assert all(split_key(key).key in catalog.settings for key in finding.keys)
        session.set_many([(fix.key, fix.value) for fix in finding.fixes])
