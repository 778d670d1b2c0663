# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph export`: what is written where, what is refused, what is said."""

from __future__ import annotations

import io
import json
from pathlib import Path

import networkx as nx
import pytest

from sovaudit.graph.exports import NAMES
from tests.cli._here import Done, sovaudit

SERVICES = "id;name;criticality;dmia_hours\npaie;Paie;4;24\n"
APPLICATIONS = """\
id;name;hosting;services;publisher
rh;Ressources humaines;salle;paie;editeur
poste-1;Poste un;salle;;
poste-2;Poste deux;salle;;
"""
DEPENDENCIES = "dependant;dependency;kind\nrh;hosting:perdue;runs_on\n"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "ville"
    folder.mkdir()
    (folder / "inventory.toml").write_text('city = "Ville d’essai"\nfictitious = true\n', encoding="utf-8")
    write(folder, services=SERVICES, applications=APPLICATIONS, dependencies=DEPENDENCIES)
    write(folder, hostings="id;name;country\nsalle;Salle;FR\n", organisations="id;name\nediteur;Éditeur fictif\n")
    return folder


def write(folder: Path, **registers: str) -> None:
    for name, text in registers.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def export(city: Path, *arguments: object, language: str = "en") -> Done:
    return sovaudit("graph", "export", city, *arguments, language=language)


def nodes(done: Done) -> dict[str, dict[str, object]]:
    assert done.code == 0, done.err
    return {each["id"]: each for each in json.loads(done.out)["nodes"]}


def test_the_whole_is_written_to_stdout(city):
    done = export(city)
    assert (done.code, done.err) == (0, "")
    found = nx.read_graphml(io.BytesIO(done.out.encode()))
    assert found.graph["name"] == "Ville d’essai"
    assert sorted(found) == [
        "application:poste-1", "application:poste-2", "application:rh", "country:FR", "hosting:perdue", "hosting:salle",
        "organisation:editeur", "service:paie",
    ]  # fmt: skip
    assert found.nodes["hosting:perdue"] == {"kind": "hosting", "undefined": True}


@pytest.mark.parametrize("form", NAMES)
def test_a_file_holds_what_stdout_would_and_is_said(city, tmp_path, form):
    target = tmp_path / "sous" / "dossier" / "reseau"
    done = export(city, "-f", form, "-o", target)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"written: {target} (8 nodes, 7 edges)\n"
    if form == "archi-csv":
        assert sorted(each.name for each in target.iterdir()) == ["elements.csv", "properties.csv", "relations.csv"]
    else:
        assert target.read_text(encoding="utf-8") == export(city, "-f", form).out
        assert list(target.parent.iterdir()) == [target], "nothing else is left"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.graphml", "<?xml"), ("r.GEXF", "<?xml"), ("r.dot", "digraph"), ("r.gv", "digraph"), ("r.mmd", "flowchart"),
        ("r.json", '{"directed"'), ("r.xml", "<?xml"),
    ],
)  # fmt: skip
def test_the_extension_names_the_format(city, tmp_path, name, begins):
    target = tmp_path / name
    assert export(city, "-o", target).code == 0
    assert target.read_text(encoding="utf-8").startswith(begins)


def test_what_was_asked_for_stands_before_the_extension(city, tmp_path):
    assert export(city, "-f", "dot", "-o", tmp_path / "r.json").code == 0
    assert (tmp_path / "r.json").read_text(encoding="utf-8").startswith("digraph")


def test_what_does_not_go_together_is_refused_before_anything_is_written(city, tmp_path):
    target = tmp_path / "r.txt"
    for arguments, said in (
        (("-o", target), "no format has this extension"),
        (("-f", "archi-csv"), "this format is a folder of files"),
        (("-f", "archi-csv", "-o", city / "services.csv"), "a file is there"),
        (("-f", "dot", "-o", tmp_path), "it is a folder"),
        (("--hops", 1), "--hops goes with --around"),
        (("--around", "paye"), "no such node"),
        (("-f", "dot", "-o", "/dev/null"), "not a regular file"),
    ):
        done = export(city, *arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert said in done.err
        assert len(done.err.splitlines()) == 2, "what is wrong, and what to do"
    assert not target.exists()
    assert (city / "services.csv").read_text(encoding="utf-8") == SERVICES
    assert "service:paie" in export(city, "--around", "paye").err, "did you mean"


def test_a_file_that_cannot_be_replaced_stays_as_it_was(city, tmp_path):
    folder = tmp_path / "archi"
    (folder / "properties.csv").mkdir(parents=True)
    (folder / "elements.csv").write_text("before", encoding="utf-8")
    done = export(city, "-f", "archi-csv", "-o", folder)
    assert (done.code, done.out) == (2, "")
    assert (folder / "elements.csv").read_text(encoding="utf-8") == "before"
    assert sorted(each.name for each in folder.iterdir()) == ["elements.csv", "properties.csv"]


def test_around_a_node_in_both_directions(city):
    done = export(city, "-f", "json", "--around", "Ressources humaines", "--hops", "1")
    assert sorted(nodes(done)) == [
        "application:rh", "hosting:perdue", "hosting:salle", "organisation:editeur", "service:paie",
    ]  # fmt: skip
    assert done.err == "5 nodes of 8: the others are further away\n"
    assert len(nodes(export(city, "-f", "json", "--around", "rh"))) == 8, "two hops unless said otherwise"


def test_like_nodes_are_drawn_as_one(city):
    done = export(city, "-f", "json", "--collapse")
    found = nodes(done)
    assert found["application:poste-1"]["members"] == "application:poste-1; application:poste-2"
    assert "application:poste-2" not in found
    assert done.err == "8 nodes drawn as 7: 1 of them stands for several like it\n"
    assert "2 × application" in export(city, "-f", "mermaid", "--collapse").out.replace("#215;", "×")


def test_mermaid_is_refused_with_advice_and_collapse_helps(city):
    rows = "".join(f"p{number};Poste {number};salle;;\n" for number in range(120))
    write(city, applications=APPLICATIONS + rows)
    done = export(city, "-f", "mermaid")
    assert (done.code, done.out) == (2, "")
    assert "128 nodes, at most 100" in done.err
    assert "--around NODE" in done.err
    assert export(city, "-f", "mermaid", "--collapse").code == 0


def test_components_are_drawn_when_asked_for(city):
    bom = {
        "bomFormat": "CycloneDX", "specVersion": "1.6",
        "metadata": {"component": {"type": "application", "name": "rh", "bom-ref": "rh"}},
        "components": [{"type": "library", "name": "x", "version": "1", "purl": "pkg:pypi/x@1", "bom-ref": "x"}],
        "dependencies": [{"ref": "rh", "dependsOn": ["x"]}],
    }  # fmt: skip
    (city / "rh.cdx.json").write_text(json.dumps(bom), encoding="utf-8")
    write(city, applications="id;name;sbom\nrh;RH;rh.cdx.json\n")
    found = json.loads(export(city, "-f", "json", "--components").out)
    edge = next(each for each in found["edges"] if each["target"] == "component:pkg:pypi/x@1")
    assert (edge["source"], edge["kind"], edge["effect"]) == ("application:rh", "contains", "expose")
    assert (edge["direct"], edge["file"], edge["place"]) == (True, "rh.cdx.json", "/components/0")
    refused = export(city, "--around", "pkg:pypi/x@1")
    assert (refused.code, "--components" in refused.err) == (2, True)
    near = export(city, "-f", "json", "--components", "--around", "pkg:pypi/x@1", "--hops", "1")
    assert sorted(nodes(near)) == ["application:rh", "component:pkg:pypi/x@1"]


def test_what_a_format_cannot_carry_is_replaced_and_said(city):
    write(city, services="id;name\npaie;Fiches\u202edfp.exe\n")
    assert nodes(export(city, "-f", "json"))["service:paie"]["name"] == "Fiches\u202edfp.exe"
    done = export(city, "-f", "dot")
    assert done.err == "1 node has characters that dot cannot carry, replaced by « � » or a blank: service:paie\n"
    assert 'label="Fiches�dfp.exe' in done.out
    assert export(city, "-q", "-f", "dot").err == done.err, "what is lost is said in any case"


def test_a_network_too_large_for_graphviz_is_written_and_said(city):
    write(city, applications="id\n" + "".join(f"a{number}\n" for number in range(1000)))
    done = export(city, "-f", "dot")
    assert (done.code, done.out.count("application\\nRTO unknown")) == (0, 1000), "and rh, defined nowhere"
    assert "Graphviz takes minutes" in done.err
    assert "Graphviz" not in export(city, "-f", "dot", "--collapse").err


def test_quiet_says_nothing_and_french_is_french(city, tmp_path):
    done = sovaudit("-q", "graph", "export", city, "--collapse", "-o", tmp_path / "r.dot")
    assert (done.code, done.out, done.err) == (0, "", "")
    done = export(city, "-f", "dot", "--collapse", "--around", "paie", language="fr")
    assert done.err == "nœuds montrés, 5 sur 8\u00a0: les autres sont plus loin\n"
    assert "Ville d’essai – ville fictive – autour de service:paie – 5 nœuds – 4 arêtes" in done.out


def test_nothing_is_nothing_to_draw(tmp_path):
    (tmp_path / "inventory.toml").write_text('city = "Vide"\n', encoding="utf-8")
    done = export(tmp_path)
    assert (done.code, done.out) == (3, "")
