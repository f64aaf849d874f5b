from toolkit import shipped as shipping
from toolkit.shipped import shipped_path


def test_an_installed_copy_has_its_own_files_and_a_checkout_those_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(shipping, "PACKAGE", tmp_path / "toolkit")
    (tmp_path / "data" / "sample").mkdir(parents=True)
    assert shipped_path("data/sample") == tmp_path / "data" / "sample"
    (tmp_path / "toolkit" / "_shipped" / "data" / "sample").mkdir(parents=True)
    assert shipped_path("data/sample") == tmp_path / "toolkit" / "_shipped" / "data" / "sample"
