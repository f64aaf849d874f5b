from pathlib import Path

import pytest
from browser.lab import run_cells
from browser.watching import picture

NOTEBOOKS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
RAGGED = """() => [...document.querySelectorAll('.jp-OutputArea td, .jp-OutputArea th')]
    .filter((cell) => cell.innerText.trim() && !/^[\\d.,%–-]+$/.test(cell.innerText.trim()))
    .filter((cell) => !['left', 'start'].includes(getComputedStyle(cell).textAlign))
    .map((cell) => cell.outerHTML.slice(0, 120))"""
ERRORS = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_in_lab(browser, lab, name):
    with browser.page(height=1400) as watch:
        lab.open(watch, f"notebooks/{name}")
        print("untrusted ragged", watch.page.evaluate(RAGGED)[:3], len(watch.page.evaluate(RAGGED)))
        cells = run_cells(watch.page)
        print("ragged", watch.page.evaluate(RAGGED)[:3])
        errors = [out for cell in cells for out in cell["outputs"] if out["output_type"] == "error"]
        print(errors, [cell["execution_count"] for cell in cells])
        print(watch.page.locator(ERRORS).all_inner_texts())
        print("console", watch.console, [r for r in watch.requests if not r.startswith(lab.address)][:5])
        picture(watch.page, f"lab-{name}")

