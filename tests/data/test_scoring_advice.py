"""What buys a point: the numbers are whole, exact, and the fewest that are enough."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from data import scoring_rules
from data.scoring_advice import Counts, Lever, levers, plan
from tests import samples

DAY = date(2026, 10, 10)


def of(unit: str) -> Counts:
    own = samples.provinces().query("unit_code == @unit")
    return {r.item_code: (_number(r.numerator), _number(r.denominator)) for r in own.itertuples()}


def _number(value: float) -> float | None:
    return None if value != value else value


def by_item(counts: Counts) -> dict[str, Lever]:
    return {one.item: one for one in levers(counts, scoring_rules.active(DAY))}


def test_a_point_of_progress_costs_lao_cai_14030_dossiers() -> None:
    lever = by_item(of("H38"))["TDGQ"]
    assert lever.for_one_point == 14_030
    assert lever.for_all == 280_591 - 260_099


@pytest.mark.parametrize("unit", ["H38", "H14", "H44", "H60"])
def test_every_number_is_enough_and_one_less_is_not(unit: str) -> None:
    for one in by_item(of(unit)).values():
        if one.reason:
            continue
        assert min(one.top, (one.numerator + one.for_all) * one.per_case) == one.top
        assert (one.numerator + one.for_all - 1) * one.per_case < one.top
        if one.for_one_point is not None:
            assert (one.numerator + one.for_one_point) * one.per_case >= one.score + 1
            assert (one.numerator + one.for_one_point - 1) * one.per_case < one.score + 1


def test_an_item_at_its_cap_has_nothing_to_buy() -> None:
    assert by_item(of("H38"))["DOSSIER_RECEIVING_SATISFACTION"].reason == "full"


def test_reuse_is_full_at_80_percent() -> None:
    lever = by_item({"REUSED_DIGITIZED_DATA": (0, 1000)})["REUSED_DIGITIZED_DATA"]
    assert (lever.for_one_point, lever.for_all, lever.top) == (400, 800, Fraction(2))


def test_zero_denominators_say_why_nothing_can_be_bought() -> None:
    found = by_item({"PUBLISH_ON_TIME": (0, 0), "PETITION_PROCESSING_ON_TIME": (0, 0), "TDGQ": (0, 0)})
    assert found["PUBLISH_ON_TIME"].reason == "nothing_due"
    assert (found["PETITION_PROCESSING_ON_TIME"].reason, found["PETITION_PROCESSING_ON_TIME"].score) == ("full", 6)
    assert found["TDGQ"].reason == "nothing_due"
    assert found["ONLINE"].reason == "no_formula"
    assert found["PAY_DOSSIER"].reason == "no_counts"


def test_less_than_a_point_can_be_won_of_a_small_rest() -> None:
    lever = by_item({"PUBLIC_CONTENT_FULL": (45, 46)})["PUBLIC_CONTENT_FULL"]
    assert (lever.for_one_point, lever.for_all) == (None, 1)


def test_a_plan_takes_what_is_worth_most_first_and_stops_when_it_is_enough() -> None:
    counts = {"PUBLISH_ON_TIME": (0, 60), "TDGQ": (1000, 2000)}
    found = plan(levers(counts, scoring_rules.active(DAY)), 50.0, 57.0, [60.0, 56.5, 50.0])
    assert [(one.item, one.cases, one.place) for one in found.steps] == [("PUBLISH_ON_TIME", 60, 3), ("TDGQ", 100, 2)]
    assert found.reached
    assert found.total == 57.0


def test_a_target_out_of_reach_says_how_far_it_goes() -> None:
    found = plan(levers({"PUBLISH_ON_TIME": (50, 60)}, scoring_rules.active(DAY)), 50.0, 90.0, [])
    assert not found.reached
    assert found.total == 51.0


def test_a_target_that_is_already_met_needs_nothing() -> None:
    found = plan(levers(of("H38"), scoring_rules.active(DAY)), 61.72, 61.0, [])
    assert found.steps == ()
    assert found.reached


@pytest.mark.parametrize("target", [62.0, 65.5, 70.0])
def test_a_plan_of_a_real_province_reaches_its_target_and_no_step_is_larger_than_needed(target: float) -> None:
    found = plan(levers(of("H60"), scoring_rules.active(DAY)), 61.0, target, [])
    assert found.reached
    last = found.steps[-1]
    assert found.total >= target
    assert found.total - last.points / last.cases < target


def test_no_other_choice_of_cases_is_smaller_than_the_plan() -> None:
    """Against every choice there is; the last case of an item, cut by its cap, is not worth a whole one."""
    counts = {"REUSED_DIGITIZED_DATA": (0, 7), "PUBLIC_CONTENT_FULL": (0, 8), "TDGQ": (60, 100)}
    found = [one for one in levers(counts, scoring_rules.active(DAY)) if not one.reason]
    assert len(found) == 3
    for target in (50.3, 51.8, 52.03, 52.3, 54.1):
        made = plan(found, 50.0, target, [])
        enough = [
            sum(choice)
            for choice in product(*(range(one.for_all + 1) for one in found))
            if sum(_won(one, cases) for one, cases in zip(found, choice, strict=True)) >= Fraction(str(target)) - 50
        ]
        assert (made.reached, sum(step.cases for step in made.steps)) == (True, min(enough))


def _won(one: Lever, cases: int) -> Fraction:
    return min(one.top, (one.numerator + cases) * one.per_case) - one.score
