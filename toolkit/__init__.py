"""How do news outlets cover the same event? Tables in, tables out; see `docs/design.md`."""

import sys
from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

_MODULES = {
    "checks": "require_choice require_columns",
    "corpus": "check_corpus load_corpus load_sample scan_corpus",
    "segments": "KINDS body_text headlines segment",
    "tokens": "COUNTED TOKEN sentences tokenize",
    "export": "write_tables",
    "concordance": "concordance evidence",
    "terms": "count_matrix count_terms dispersion load_stop_words lockwords term_frequencies",
    "distribution": "lexical_diversity",
    "association": "collocates phrases",
    "occurrences": "term_positions term_trends",
    "keyness": "compare_outlets keyness",
    "robustness": "robustness",
    "similarity": "pair_similarity similarity",
    "events": "group_events",
    "coverage": "coverage_gaps",
    "reuse": "find_reuse",
    "wire": "copying mark_wire near_duplicates wire_share",
    "side_by_side": "side_by_side",
    "attribution": "attribute mark_voice",
    "voices": "quoted_sources shared_quotes",
    "quantities": "quantities",
    "statuses": "statuses",
    "disagreements": "disagreements",
    "naming": "labels merge_names name_variants",
    "codebook": "load_codebook",
    "frames": "frame_hits frame_rates frame_sensitivity",
    "coding": "coding_sheet read_codes reliability",
    "validation": "validate_frames",
    "classifier": "FrameClassifier telling_features",
    "crossvalidation": "cross_validate frame_folds learning_curve",
    "figures.corpus": "plot_shares",
    "figures.terms": "plot_barcode plot_frequency_dispersion plot_keyness plot_trend",
    "figures.comparison": "plot_coverage_gaps plot_reuse plot_similarity plot_wire_share",
    "figures.claims": "plot_disagreements",
    "figures.voices": "plot_quoted_sources",
    "figures.frames": "plot_frame_rates plot_learning_curve plot_segment_rates plot_voice_rates",
    "display": "show_figure show_table show_text",
    "report": "render",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first used: pandas and scikit-learn are slow to import."""
    if name not in _HOME:
        raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
    value = getattr(import_module(f"toolkit.{_HOME[name]}"), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """The package, which keeps `toolkit.keyness` the function when the module of that name is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in _HOME):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    """List the public names, so that completion in a notebook finds them before they are imported."""
    return [*__all__, "__version__"]
