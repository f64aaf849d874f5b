import json
import re
import zipfile

import pytest

from toolkit.compendium.crate import versions


def test_versions_are_those_of_python_and_every_package():
    first, *lines = versions().splitlines()
    assert re.match(r"# Python 3\.\d+\.\d+", first)
    assert any(line.startswith("numpy==") for line in lines)
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(names, key=str.lower)


def test_the_crate_describes_every_file(packed):
    with zipfile.ZipFile(packed[0]) as archive:
        names = set(archive.namelist())
        crate = json.loads(archive.read("ro-crate-metadata.json"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = entities["./"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    parts = {part["@id"] for part in root["hasPart"]}
    outside = {name for name in names if name.startswith("corpus/")} | {"ro-crate-metadata.json"}
    assert parts == (names - outside) | {"corpus/"}
    assert parts <= set(entities)


def test_another_reader_of_crates_reads_it(packed, tmp_path):
    reader = pytest.importorskip("rocrate.rocrate", reason="needs the package rocrate")
    with zipfile.ZipFile(packed[0]) as archive:
        archive.extractall(tmp_path)
    crate = reader.ROCrate(tmp_path)
    assert crate.name == "Compendium of port"
    assert {"articles.csv", "pages/index.html", "corpus/"} <= {part.id for part in crate.data_entities}
