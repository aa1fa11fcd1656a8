"""What a page may offer of what there is."""

from datetime import datetime

from data.reported import Offer


def test_a_month_that_was_still_to_come_on_a_day_is_not_offered_as_known_then():
    offer = Offer({}, (), ("2026-03", "2026-02", "2026-01"))
    assert offer.months_by(datetime(2026, 2, 15)) == ("2026-02", "2026-01")
    assert offer.months_by(None) == ("2026-03", "2026-02", "2026-01")
