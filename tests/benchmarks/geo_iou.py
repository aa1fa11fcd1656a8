"""How close the approximate communes come to real boundaries.  Run by hand with a folder of real ones:

    python tests/benchmarks/geo_iou.py FOLDER [PROVINCE_CODE ...]

FOLDER holds GeoJSON files whose features carry ``properties.code``; WGS 84.  The two archipelagos are left
out: their drawing is a matter of convention on both sides.
"""

import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo import approximate, areas, corrections


def measure(folder: Path) -> pd.DataFrame:
    """One row per commune: ``province_code``, ``iou``, ``area_error`` (relative), index ``area_code``."""
    real = pd.concat([gpd.read_file(path)[["code", "geometry"]] for path in sorted(folder.glob("*.geojson"))])
    drawn = approximate.built().set_index("code").geometry
    both = real.set_index("code").join(drawn.rename("drawn"), how="inner")
    both = both.drop(index=list(corrections.ISLANDS), errors="ignore")
    truth, ours = shapely.make_valid(both["geometry"].to_numpy()), both["drawn"].to_numpy()
    common = shapely.area(shapely.intersection(truth, ours))
    home = areas.communes().set_index("area_code")["province_code"]
    iou = common / (shapely.area(truth) + shapely.area(ours) - common)
    error = abs(shapely.area(ours) / shapely.area(truth) - 1)
    columns = {"province_code": both.index.map(home), "iou": iou, "area_error": error}
    return pd.DataFrame(columns, index=both.index)


def summary(rows: pd.DataFrame) -> dict[str, float]:
    return {
        "communes": len(rows),
        "iou mean": round(rows["iou"].mean(), 3),
        "iou median": round(rows["iou"].median(), 3),
        "iou p10": round(rows["iou"].quantile(0.1), 3),
        "area error mean": round(rows["area_error"].mean(), 3),
        "area error median": round(rows["area_error"].median(), 3),
    }


def main() -> None:
    rows = measure(Path(sys.argv[1]))
    table = {"all": summary(rows)}
    for code in sys.argv[2:] or sorted(rows["province_code"].unique()):
        table[code] = summary(rows[rows["province_code"].eq(code)])
    print(pd.DataFrame(table).T.to_string())
    print("IoU below 0.1:", " ".join(rows.index[rows["iou"].lt(0.1)]))


if __name__ == "__main__":
    main()
