"""The few blocks of values in which the checks could find anything; all others are surely sound.

A block is everything that a component of indicators (see ``meanings.components``) says of a period.  Without a history
the checks look at a block and at the one before it, so that examining these gives what examining the file would give.
Every question here asks for a little more than the check does (``SLACK``): it decides nothing but where to look.
"""

import duckdb

from data import catalogue, periods, units
from geo import areas
from loaders import rules, sum_checks, value_checks
from loaders.bulk.coding import fill
from loaders.bulk.meanings import Meanings

SLACK = 1 - 1e-9
ADDED = sum_checks.ADDITIVE
SIGNED = ("stock", "status_count", "score", "flow")
RANKED = ("rate", "index", "score")


def describe(conn: duckdb.DuckDBPyConnection, meanings: Meanings) -> None:
    """Tables of what the checks have to know: ``about`` indicators, ``spots``, ``times``, ``members``, ``measured``."""
    rows = []
    for code, ind in meanings.indicators.ids.items():
        about = catalogue.get(str(code))
        counted = about.kind in ("stock", "flow", "status_count") and bool(value_checks.COUNTED.match(about.unit))
        growth = about.kind == "rate" and bool(value_checks.GROWTH.search(about.name))
        price = about.kind == "index" and bool(value_checks.PRICE_INDEX.search(about.name))
        rows.append((
            ind, code, meanings.components[about.code], about.kind, rules.is_share(about),
            about.kind in SIGNED, counted, growth, price, about.kind in ADDED, about.kind in RANKED,
            *units.sizes(about.unit),
        ))  # fmt: skip
    fill(
        conn,
        "about",
        "ind USMALLINT, code VARCHAR, comp INTEGER, kind VARCHAR, share BOOLEAN, signed BOOLEAN, counted BOOLEAN, "
        "growth BOOLEAN, price BOOLEAN, amount BOOLEAN, ranked BOOLEAN, least DOUBLE, most DOUBLE",
        rows,
    )
    spots = [(area, code, len(str(code)) == 5) for code, area in meanings.areas.ids.items()]
    fill(conn, "spots", "area USMALLINT, code VARCHAR, is_commune BOOLEAN", spots)
    known = meanings.periods.ids
    times = [(per, text, known.get(periods.previous(str(text)))) for text, per in known.items()]
    fill(conn, "times", "per USMALLINT, text VARCHAR, before USMALLINT", times)
    members = [(brk, text, _axis(str(text))) for text, brk in meanings.breakdowns.ids.items()]
    fill(conn, "members", "brk USMALLINT, text VARCHAR, axis VARCHAR", members)
    measured = [(mbs, *pair) for pair, mbs in meanings.measures.ids.items() if isinstance(pair, tuple)]
    fill(conn, "measured", "mbs USMALLINT, measure VARCHAR, basis VARCHAR", measured)


def _axis(breakdown: str) -> str | None:
    return breakdown.partition("=")[0] if "=" in breakdown and ";" not in breakdown else None


def find(conn: duckdb.DuckDBPyConnection, meanings: Meanings, province: str) -> None:
    """The table ``suspects``: ``comp`` and ``per`` of every block that has to be examined."""
    conn.execute("CREATE OR REPLACE TABLE suspects (comp INTEGER, per USMALLINT)")
    for question in (_values(), _singly()):
        conn.execute(f"INSERT INTO suspects {question}")
    # What is refused in a block is not there for the block after it.
    conn.execute("INSERT INTO suspects SELECT comp, t.per FROM suspects AS s JOIN times AS t ON t.before = s.per")
    others = (_peers(conn), _running(meanings), _parts(conn, meanings), _linked(conn), _province(conn, province))
    for question in others:
        conn.execute(f"INSERT INTO suspects {question}")


def _values() -> str:
    """Values that fail a check by themselves, and fractions that others could prove to be percentages."""
    suspected = rules.rule("index_or_growth_suspected")
    slack = rules.rule("share_range").number("slack")
    low, high = suspected.number("growth_from"), suspected.number("growth_to")
    return f"""
        SELECT DISTINCT comp, per FROM accepted JOIN about USING (ind)
        WHERE (share AND (value < {-slack} OR value > {100 + slack} OR (value > 0 AND value <= 1.2)))
           OR (signed AND value < 0) OR (counted AND value % 1 <> 0)
           OR (value <> 0 AND abs(value) NOT BETWEEN least AND most)
           OR (growth AND value BETWEEN {low} AND {high}) OR (price AND abs(value) < {suspected.number("index_below")})
    """


def _singly() -> str:
    """Blocks with a value that was read one by one."""
    return "SELECT DISTINCT comp, per FROM singly JOIN about USING (ind)"


def _peers(conn: duckdb.DuckDBPyConnection) -> str:
    """Communes far from the others: first by the whole width of a group, then by its median and deviation."""
    rule = rules.rule("peer_outlier")
    z, least = rule.number("z") * SLACK, int(rule.number("least"))
    floor = f"CASE WHEN amount THEN {rule.number('floor_log')} ELSE {rule.number('floor_rate')} END"
    able = """
        SELECT comp, ind, per, brk, mbs, amount, CASE WHEN amount THEN log10(value) ELSE value END AS scaled
        FROM accepted JOIN about USING (ind) JOIN spots USING (area) JOIN measured USING (mbs)
        WHERE is_commune AND measure IN ('actual', 'cumulative')
              AND ((amount AND value > 0) OR (ranked AND value IS NOT NULL))
    """
    conn.execute(f"""
        CREATE OR REPLACE TABLE wide AS SELECT ind, per, brk, mbs FROM ({able}) GROUP BY ALL
        HAVING count(*) >= {least} AND max(scaled) - min(scaled) > {z} * any_value({floor})
    """)  # fmt: skip
    return f"""
        SELECT DISTINCT comp, per FROM (
            SELECT comp, per, median(scaled) AS middle, max(scaled) AS most, min(scaled) AS least,
                   greatest(1.4826 * mad(scaled), any_value({floor})) AS width
            FROM ({able}) SEMI JOIN wide USING (ind, per, brk, mbs) GROUP BY comp, ind, per, brk, mbs
        ) WHERE greatest(most - middle, middle - least) > {z} * width
    """


def _running(meanings: Meanings) -> str:
    """Cumulative values that fall, or are not what came before plus the month."""
    rule, falls = rules.rule("cumulative"), rules.rule("cumulative_falls")
    month = meanings.frequencies.ids.get("month", -1)
    rounding, relative = rule.number("rounding") * SLACK, float(rule.parameters.get("relative", 0)) * SLACK
    months = f"""
        SELECT ind, area, per, brk, value, comp, measure, text, before
        FROM accepted JOIN about USING (ind) JOIN measured USING (mbs) JOIN times USING (per)
        WHERE kind = 'flow' AND frq = {month} AND measure IN ('actual', 'cumulative') AND value IS NOT NULL
    """
    return f"""
        WITH months AS MATERIALIZED ({months})
        SELECT DISTINCT c.comp, c.per FROM (FROM months WHERE measure = 'cumulative' AND text NOT LIKE '%-01') AS c
        LEFT JOIN (FROM months WHERE measure = 'cumulative') AS p
            ON (p.ind, p.area, p.per, p.brk) = (c.ind, c.area, c.before, c.brk)
        LEFT JOIN (FROM months WHERE measure = 'actual') AS a
            ON (a.ind, a.area, a.per, a.brk) = (c.ind, c.area, c.per, c.brk)
        LEFT JOIN (FROM months WHERE measure = 'actual' AND text LIKE '%-01') AS first
            ON (first.ind, first.area, first.per, first.brk) = (c.ind, c.area, c.before, c.brk)
        WHERE c.value < p.value - {falls.number("rounding")} * {SLACK}
           OR abs(c.value - (coalesce(p.value, first.value) + a.value))
              > greatest({rounding}, {relative} * abs(c.value))
    """


def _parts(conn: duckdb.DuckDBPyConnection, meanings: Meanings) -> str:
    """Totals that differ from the members of an axis."""
    axes = {axis for text in meanings.breakdowns.ids if (axis := _axis(str(text)))}
    fill(conn, "axes", "axis VARCHAR, members INTEGER", [(axis, len(catalogue.members(axis))) for axis in sorted(axes)])
    return f"""
        SELECT DISTINCT comp, per
        FROM (
            SELECT ind, area, per, mbs, axis, sum(value) AS added, count(value) AS counted
            FROM accepted JOIN members USING (brk) SEMI JOIN (FROM about WHERE amount) USING (ind)
            WHERE axis IS NOT NULL GROUP BY ALL
        ) AS parts
        JOIN (FROM accepted SEMI JOIN (FROM members WHERE text = 'total') USING (brk)) AS total
            USING (ind, area, per, mbs)
        JOIN about USING (ind) JOIN axes USING (axis)
        WHERE {_differs("parts", "value", "added")} AND (parts.counted = members OR added > value)
    """


def _differs(check: str, found: str, expected: str) -> str:
    rule = rules.rule(check)
    relative = float(rule.parameters.get("relative", 0))
    return f"abs({found} - ({expected})) > {SLACK} * greatest({rule.number('rounding')}, {relative} * abs({found}))"


def _linked(conn: duckdb.DuckDBPyConnection) -> str:
    """Blocks with the total of an identity, or with a rate whose two parts are there too."""
    there = {code for (code,) in conn.execute("SELECT code FROM about").fetchall()}
    totals = {i.total.partition("@")[0] for i in rules.identities() if i.kind != "communes"}
    for code in there:
        about = catalogue.get(code)
        if about.kind == "rate" and {about.numerator, about.denominator} <= there:
            totals.add(code)
    fill(conn, "totals", "code VARCHAR", ((code,) for code in sorted(totals & there)))
    return "SELECT DISTINCT comp, per FROM accepted JOIN about USING (ind) SEMI JOIN totals USING (code)"


def _province(conn: duckdb.DuckDBPyConnection, province: str) -> str:
    """Reported totals of the province that differ from the sum of its communes."""
    same = [(i.code, i.code, 1.0) for i in catalogue.indicators().values() if i.kind in ADDED and i.over_areas == "sum"]
    other = [
        (one.total, one.parts[0], float(sum_checks.factor(one.parts[0], one.total)))
        for one in rules.identities()
        if one.kind == "communes"
    ]
    fill(conn, "sums", "whole VARCHAR, part VARCHAR, factor DOUBLE", [*same, *other])
    return f"""
        WITH whole AS MATERIALIZED (
            SELECT comp, per, brk, mbs, value, part, factor
            FROM accepted JOIN about USING (ind) JOIN sums ON whole = code JOIN spots USING (area)
                 JOIN measured USING (mbs)
            WHERE NOT is_commune AND measure IN ('actual', 'cumulative') AND value IS NOT NULL
        )
        SELECT DISTINCT comp, per
        FROM whole JOIN (
            SELECT about.code AS part, per, brk, mbs, sum(value) AS added, count(value) AS counted
            FROM accepted JOIN about USING (ind) JOIN spots USING (area)
            WHERE is_commune AND about.code IN (SELECT part FROM whole) GROUP BY ALL
        ) USING (part, per, brk, mbs)
        WHERE {_differs("province_sum", "value", "added * factor")}
          AND (counted = {len(areas.communes(province))} OR added * factor > value)
    """
