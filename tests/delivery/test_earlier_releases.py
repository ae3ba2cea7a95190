"""Earlier releases: an answer arrives although the release has no switch for its service."""

from __future__ import annotations

import pytest

from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Value
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.model.answers import Answers, Given
from wizard.session import Session


@pytest.mark.parametrize(("release", "more"), [
    ("1.20", {}), ("1.22", {"services.machine_learning": True}),
])  # fmt: skip
def test_sizes_of_clusters_arrive(release: str, more: dict[str, Value]) -> None:
    wanted: dict[str, Value] = {"aks.nodes.dev": 5, "machine_learning.cluster_max_nodes.dev": 7}
    answers = Answers()
    answers.add_project("001")
    answers.put("orchestrator", Given("azure-devops"))
    for key, value in {**more, **wanted}.items():
        answers.put(f"projects.001.{key}", Given(value))
    view = Session(load_catalog(release), answers).view(project="001")
    values = {item.name: item.value for item in deliver_azure_devops(view)}
    assert values["admin_aks_nodes_dev_override"] == "5"
    assert values["admin_aml_cluster_maxNodes_dev_override"] == "7"


def test_the_plan_of_semantic_ranking_counts_where_no_variable_switches_ai_search() -> None:
    answers = Answers()
    answers.add_project("001")
    answers.put("projects.001.search.semantic_tier", Given("standard"))
    view = Session(load_catalog("1.20"), answers).view(project="001")
    assert view.applies("search.semantic_tier")
    values = {item.name: item.value for item in deliver_github(view).file}
    assert values["AISEARCH_SEMANTIC_TIER"] == "standard"


def test_names_of_databricks_subnets_arrive_where_no_variable_switches_databricks() -> None:
    answers = Answers()
    answers.add_project("001")
    answers.put("orchestrator", Given("azure-devops"))
    answers.put("scale_sets.001.byo.subnets", Given(value=True))
    answers.put("projects.001.subnets.databricks_public", Given("snt-own-pub"))
    view = Session(load_catalog("1.22"), answers).view(project="001")
    values = {item.name: item.value for item in deliver_azure_devops(view)}
    assert values["subnetProjDatabricksPublic"] == "snt-own-pub"
