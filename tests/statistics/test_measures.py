import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency

import toolkit
from toolkit.statistics import measures

CASES = json.loads((Path(__file__).parent / "reference_values.json").read_text("utf-8"))["cases"]
FORMULAS = (
    "bic carroll_d2 chi_squared conservative_log_ratio delta_p dp dp_norm effect_size_ll fisher_p hdd holm "
    "jensen_shannon juilland_d kl_divergence log_dice log_likelihood log_odds_dirichlet log_ratio "
    "log_ratio_interval mattr mi3 mtld npmi odds_ratio percent_difference pmi rank_turbulence relative_risk "
    "rosengren_s simple_maths t_score ttr yule_k z_to_p"
).split()
COUNT = st.integers(0, 40)
WORDS = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['measure']}")
def test_published_value(case):
    result = getattr(measures, case["measure"])(*case["inputs"], **case["options"])
    both = (result, case["expected"]) if isinstance(result, tuple) else ([result], [case["expected"]])
    for value, expected in zip(*both, strict=True):
        if expected is not None:
            np.testing.assert_allclose(value, expected, rtol=0, atol=case["tolerance"])


def test_every_formula_stands_behind_one_door_and_has_a_published_value():
    assert toolkit.measures is measures
    assert {case["measure"] for case in CASES} == set(FORMULAS)
    assert all(getattr(toolkit.measures, name).__doc__ for name in FORMULAS)


def test_formulas_load_without_the_second_that_scipys_tests_take():
    code = "import sys, toolkit; toolkit.measures.dp([1, 2]); print('scipy.stats' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@given(COUNT, COUNT, st.integers(50, 90), st.integers(50, 90))
def test_swapping_target_and_reference_flips_the_sign(a, b, n1, n2):
    for measure in (measures.log_ratio, measures.conservative_log_ratio):
        assert float(measure(a, b, n1, n2)) == pytest.approx(-float(measure(b, a, n2, n1)), abs=1e-9)
    assert measures.log_likelihood(a, b, n1, n2) == pytest.approx(measures.log_likelihood(b, a, n2, n1))
    assert np.isfinite(measures.log_ratio(a, b, n1, n2))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(50, 90), st.integers(50, 90))
def test_chi_squared_and_g2_equal_scipys_contingency_tests(a, b, n1, n2):
    table = [[a, b], [n1 - a, n2 - b]]
    assert measures.chi_squared(a, b, n1, n2) == pytest.approx(chi2_contingency(table, correction=False)[0])
    yates = measures.chi_squared(a, b, n1, n2, correction="yates")
    assert yates == pytest.approx(chi2_contingency(table)[0], abs=1e-12)
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood")[0]
    assert measures.log_likelihood(a, b, n1, n2) == pytest.approx(g2, abs=1e-9)


def test_a_word_that_nobody_uses_has_no_keyness_and_no_error():
    assert measures.log_likelihood(0, 0, 10, 10) == 0
    assert measures.chi_squared(0, 0, 10, 10) == 0
    assert measures.log_ratio(0, 0, 10, 10) == 0
    assert np.isnan(measures.percent_difference(3, 0, 10, 10))
    assert np.isnan(measures.relative_risk(3, 0, 10, 10))
    assert np.isnan(measures.effect_size_ll(1, 0, 10, 10))  # the smallest expected count is below 1
    assert measures.simple_maths(0, 0, 10, 10) == 1


def test_all_scores_fill_columns_of_a_table():
    table = measures.scores(np.array([10, 0]), np.array([2, 3]), 1000, 1000)
    assert {name: len(column) for name, column in table.items()} == dict.fromkeys(table, 2)
    assert table["log_likelihood"].tolist() == pytest.approx([5.8221, -4.1589], abs=1e-4)
    assert table["relative_risk"].tolist() == [5, 0]


def test_no_words_have_no_diversity_and_no_error():
    for measure in (measures.ttr, measures.mattr, measures.mtld, measures.hdd, measures.yule_k):
        assert np.isnan(measure([]))
    assert np.isnan(measures.ttr(["a"], form="log"))
    assert measures.ttr(["a"]) == measures.mtld(["a"]) == 1


def test_words_that_both_lists_lack_do_not_count():
    assert measures.rank_turbulence([3, 2, 0, 0], [0, 1, 4, 0]) == pytest.approx(2 / 3, abs=1e-4)
    assert measures.rank_turbulence([3, 2, 0], [0, 1, 4]) == measures.rank_turbulence(
        [0, 3, 2, 0], [0, 0, 1, 4]
    )
    assert np.isnan(measures.rank_turbulence([0, 0], [0, 1]))


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_is_what_multiplying_step_by_step_gives(p):
    expected, largest = {}, 0.0
    for rank, place in enumerate(sorted(range(len(p)), key=lambda k: p[k])):
        largest = max(largest, min(1, p[place] * (len(p) - rank)))
        expected[place] = largest
    assert measures.holm(np.array(p)).tolist() == pytest.approx([expected[k] for k in range(len(p))])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 50)), min_size=2, max_size=8))
def test_dispersion_is_bounded_and_0_where_every_part_has_its_share(parts):
    counts, sizes = np.array(parts, dtype=float).T
    assert measures.dp(sizes, sizes) == pytest.approx(0)
    assert measures.rosengren_s(sizes, sizes) == pytest.approx(1)
    if counts.sum():
        assert 0 <= measures.dp(counts, sizes) <= measures.dp_norm(counts, sizes) + 1e-9 <= 1 + 2e-9
        stacked = measures.dp(np.stack([counts, sizes]), sizes)
        assert stacked == pytest.approx([measures.dp(counts, sizes), 0])


@given(WORDS, st.integers(1, 8))
def test_mattr_is_the_mean_ttr_of_all_windows(words, window):
    windows = [words[i : i + window] for i in range(len(words) - window + 1)]
    expected = np.mean([len(set(w)) / window for w in windows]) if windows else np.nan
    np.testing.assert_allclose(measures.mattr(words, window=window), expected)


@given(WORDS)
@settings(max_examples=50)
def test_hdd_is_the_expected_ttr_of_a_draw(words):
    draws = min(len(words), 3)
    rng = np.random.default_rng(0)
    drawn = [len(set(rng.choice(words, draws, replace=False))) / draws for _ in range(400)]
    assert measures.hdd(words, draws=draws) == pytest.approx(np.mean(drawn), abs=0.08)
    assert np.isnan(measures.hdd(words, draws=len(words) + 1))


def test_mtld_on_paper():
    # Forwards "a b a" falls to 2/3 and closes; "b" is left with TTR 1. Backwards "b a b" closes, "a" is left.
    assert measures.mtld(list("abab")) == 4
    assert measures.mtld(list("abcd")) == 4
    # TTR is exactly .75 after "a b c a": a strict comparison goes on, the other one closes there.
    assert measures.mtld(list("abca"), threshold=0.75) == 4
    assert measures.mtld(list("abca"), threshold=0.75, strict=False) == 4
    strict, loose = (measures.mtld(list("abcaaa"), threshold=0.75, strict=strict) for strict in (True, False))
    assert strict > loose


@given(st.lists(st.tuples(COUNT, COUNT), min_size=2, max_size=8).filter(lambda x: np.sum(x, axis=0).all()))
def test_divergences_are_symmetric_and_between_0_and_1(pairs):
    a, b = np.array(pairs).T
    assert measures.jensen_shannon(a, b) == pytest.approx(jensenshannon(a, b, 2) ** 2, abs=1e-9)
    for divergence in (measures.jensen_shannon, measures.rank_turbulence):
        assert divergence(a, b) == pytest.approx(divergence(b, a))
        assert divergence(a, a) == pytest.approx(0)
        assert divergence(a, b) >= 0


def test_lists_without_a_common_word_are_as_far_apart_as_can_be():
    a, b = np.array([5, 2, 0, 0]), np.array([0, 0, 1, 7])
    assert measures.jensen_shannon(a, b) == pytest.approx(1)
    long_a, long_b = np.repeat([3, 0], 500), np.repeat([0, 2], 500)
    assert measures.rank_turbulence(long_a, long_b) == pytest.approx(1, abs=1e-3)


@given(st.lists(st.sampled_from("abcdef"), max_size=40), st.integers(1, 12))
def test_mattr_is_the_mean_over_all_windows(words, window):
    types = [len(set(words[start : start + window])) for start in range(len(words) - window + 1)]
    expected = np.mean(types) / window if types else np.nan
    assert measures.mattr(words, window=window) == pytest.approx(expected, nan_ok=True)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=40))
def test_mtld_is_what_counting_each_stretch_anew_gives(words):
    def one_way(words):
        factors, stretch = 0.0, []
        for word in words:
            stretch.append(word)
            if len(set(stretch)) / len(stretch) < 0.72:
                factors, stretch = factors + 1, []
        factors += (1 - len(set(stretch)) / len(stretch)) / (1 - 0.72) if stretch else 0
        return len(words) / factors if factors else len(words)

    assert measures.mtld(words) == pytest.approx((one_way(words) + one_way(words[::-1])) / 2)
