/* Draws what export.js takes away: a chart through plotly, a map by cloning its shapes and adding the legend. */
window.chiso = window.chiso || {};
window.chiso.exportDrawing = (function () {
  "use strict";
  const INK = "#14202B";
  const MUTED = "#42525F";
  const BLANK = "#E9EDF0"; // where nothing is coloured
  const CHART = { width: 1000, height: 520 };
  const MAP_SIZE = 900; // the longer side of a map, in px of the picture
  const LEGEND = { width: 230, height: 360 }; // its room, to the left of the map
  const HATCH = { ground: "#FFFFFF", ink: "#9AA7B2" };
  const HATCHES = {
    late: { ground: "#FFF4D9", ink: "#B98A2B" },
    refused: { ground: "#FDECEB", ink: "#C5665F" },
  };

  function plotOf(target) {
    const host = document.getElementById(target);
    return host.classList.contains("js-plotly-plot") ? host : host.querySelector(".js-plotly-plot");
  }

  async function chart(target) {
    const plot = plotOf(target);
    const height = plot.dataset.height ? Number(plot.dataset.height) : Math.max(CHART.height, naturalHeight(plot));
    const address = await window.Plotly.toImage(plot, { format: "svg", width: CHART.width, height: height, scale: 1 });
    const svg = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    return { width: CHART.width, height: height, svg: svg };
  }

  /* Bars need a height of their own: as tall for its width as on the page. */
  function naturalHeight(plot) {
    return plot.clientWidth ? Math.round((CHART.width * plot.clientHeight) / plot.clientWidth) : 0;
  }

  function pattern(r, kind) {
    const source = document.getElementById(window.chiso.map.patternId(r.id, kind)).cloneNode(true);
    const colors = HATCHES[kind] || HATCH;
    source.removeAttribute("class");
    source.querySelector(".hatch-ground").setAttribute("fill", colors.ground);
    source.querySelectorAll(".hatch-ink, .hatch-ring").forEach(function (line) {
      line.setAttribute("fill", "none");
      line.setAttribute("stroke", colors.ink);
      line.setAttribute("stroke-width", "1.1");
    });
    source.querySelectorAll(".hatch-dot").forEach((dot) => dot.setAttribute("fill", "#8C99A5"));
    return new XMLSerializer().serializeToString(source);
  }

  function fill(r, code) {
    const sheet = r.sheet;
    const known = sheet && window.chiso.map.colorOf(sheet, code, false);
    if (known && !sheet.symbols) return known;
    if (known || !sheet || sheet.message || sheet.status[code] === "elsewhere") return BLANK;
    return "url(#" + window.chiso.map.patternId(r.id, sheet.status[code] || "missing") + ")";
  }

  /* Drawn anew from the boundaries, not from the screen: sharp at any size and whatever was looked at. */
  function outline(layer, place) {
    const geometry = layer.feature.geometry;
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons
      .map((rings) => rings.map((ring) => "M" + ring.map((corner) => place(corner).join(" ")).join("L") + "Z").join(""))
      .join("");
  }

  function shape(r, code, place) {
    const inside = !r.sheet || !r.sheet.inside || r.insideCodes.has(code);
    const chosen = code === r.selected;
    return (
      '<path d="' + outline(r.layers[code], place) + '" fill="' + fill(r, code) + '" stroke="' + (chosen ? INK : "#FFFFFF") +
      '" stroke-width="' + (chosen ? 3 : 0.8) + '" stroke-linejoin="round" fill-rule="evenodd"' +
      (inside || chosen ? "" : ' opacity="0.22"') + "/>"
    );
  }

  /* In proportion to the values, the largest below so that none is hidden. */
  function circles(r, codes, place, room) {
    if (!r.sheet || !r.sheet.symbols) return "";
    const known = codes.filter((code) => r.sheet.values[code] !== undefined);
    const largest = window.chiso.mapSymbols.largest(room, codes.length);
    return window.chiso.mapSymbols
      .ordered(r.sheet, known)
      .map(function (code) {
        const [x, y] = place(window.chiso.mapSymbols.middle(r.layers[code]));
        const radius = window.chiso.mapSymbols.radius(r.sheet, code, largest).toFixed(1);
        const fill = window.chiso.map.colorOf(r.sheet, code, false);
        return '<circle cx="' + x + '" cy="' + y + '" r="' + radius + '" fill="' + fill + '" fill-opacity="0.85" stroke="' + INK + '" stroke-width="0.8"/>';
      })
      .join("");
  }

  /* The legend as it stands on the page, in the same order. */
  function legend(r, height) {
    const sheet = r.sheet;
    if (!sheet || !sheet.labels) return "";
    const words = window.chiso.exportDrawing.words[sheet.lang] || window.chiso.exportDrawing.words.vi;
    const rows = sheet.labels.map((label, place) => [label, sheet.counts[place], sheet.colors[place]]).reverse();
    Object.keys(sheet.absent).forEach((kind) =>
      rows.push([words[kind], sheet.absent[kind], "url(#" + window.chiso.map.patternId(r.id, kind) + ")"])
    );
    const top = height - rows.length * 25 - 24;
    const drawn = rows.map(function (row, place) {
      const y = top + 24 + place * 25;
      return (
        '<rect x="0" y="' + y + '" width="28" height="15" fill="' + row[2] + '" stroke="#B9C2CA" stroke-width="0.6"/>' +
        '<text x="38" y="' + (y + 12.5) + '" font-size="14" fill="' + INK + '">' + escaped(row[0]) +
        '<tspan dx="8" fill="' + MUTED + '">' + row[1] + "</tspan></text>"
      );
    });
    const title = '<text x="0" y="' + (top + 8) + '" font-size="14" font-weight="600" fill="' + INK + '">' + escaped(sheet.title) + "</text>";
    return title + drawn.join("");
  }

  function escaped(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  const flat = (latlng) => window.L.CRS.EPSG3857.project(latlng); // metres, as on the screen

  function extent(r) {
    const bounds = window.L.latLngBounds([]);
    Object.values(r.layers).forEach((layer) => bounds.extend(layer.getBounds()));
    const low = flat(bounds.getSouthWest());
    const high = flat(bounds.getNorthEast());
    return { left: low.x, top: high.y, width: high.x - low.x, height: high.y - low.y };
  }

  async function map(target) {
    const r = window.chiso.map.rooms[target];
    const box = extent(r);
    const factor = MAP_SIZE / Math.max(box.width, box.height);
    const width = Math.round(box.width * factor);
    const height = Math.max(Math.round(box.height * factor), LEGEND.height);
    const place = function (corner) {
      const point = flat(window.L.latLng(corner[1], corner[0]));
      return [((point.x - box.left) * factor).toFixed(1), ((box.top - point.y) * factor).toFixed(1)];
    };
    const codes = Object.keys(r.layers).sort((a, b) => Number(a === r.selected) - Number(b === r.selected));
    const kinds = ["missing", "late", "refused", "suppressed", "not_due"];
    const svg =
      "<defs>" + kinds.map((kind) => pattern(r, kind)).join("") + '</defs><g transform="translate(' + LEGEND.width + ' 0)">' +
      codes.map((code) => shape(r, code, place)).join("") + circles(r, codes, place, width * height) + "</g>" + legend(r, height);
    return { width: width + LEGEND.width, height: height, svg: svg };
  }

  /* The areas alone, painted as ``sheet`` says, in a box of ``size``: a small map beside others. */
  function small(r, sheet, size, dark) {
    const box = extent(r);
    const factor = size / Math.max(box.width, box.height);
    const place = function (corner) {
      const point = flat(window.L.latLng(corner[1], corner[0]));
      return [((point.x - box.left) * factor).toFixed(1), ((box.top - point.y) * factor).toFixed(1)];
    };
    r.outlines = r.outlines && r.outlines.size === size ? r.outlines : { size: size };
    const ground = { id: r.id, layers: r.layers, sheet: sheet };
    const codes = Object.keys(r.layers);
    const shapes = codes.map(function (code) {
      r.outlines[code] = r.outlines[code] || outline(r.layers[code], place);
      const known = window.chiso.map.colorOf(sheet, code, dark);
      const fill = !known ? (sheet.status[code] ? "url(#" + window.chiso.map.patternId(r.id, "missing") + ")" : "var(--map-blank)") : sheet.symbols ? "var(--map-blank)" : known;
      return '<path d="' + r.outlines[code] + '" fill="' + fill + '" stroke="var(--map-line)" stroke-width="0.5"/>';
    });
    const width = Math.ceil(box.width * factor);
    const height = Math.ceil(box.height * factor);
    return (
      '<svg viewBox="0 0 ' + width + " " + height + '" aria-hidden="true" focusable="false">' + shapes.join("") +
      circles(ground, codes, place, width * height) + "</svg>"
    );
  }

  return {
    small: small,
    pattern: pattern,
    legend: legend,
    BLANK: BLANK,
    plotOf: plotOf,
    chart: chart,
    map: map,
    words: {
      vi: {
        late: "chậm nộp",
        missing: "chưa nhận số liệu",
        refused: "bị từ chối, chờ sửa",
        suppressed: "không công bố",
        not_due: "chưa đến hạn",
      },
      en: {
        late: "late",
        missing: "not received",
        refused: "refused, awaiting correction",
        suppressed: "suppressed",
        not_due: "not yet due",
      },
    },
  };
})();
