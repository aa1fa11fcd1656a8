/* The map as a table: the same communes, values, ranks and reasons, written from the values store while it is open.
   Made here and not by Dash, so that a filter change costs the server nothing more. */
window.chiso = window.chiso || {};
window.chiso.mapTable = (function () {
  "use strict";

  /* The last words of a value are its status; of a commune without one, all that is told is the reason. */
  function row(sheet, code) {
    const told = (sheet.text[code] || [""]).slice();
    const line = { area_code: code, area_name: sheet.names[code] || code, value: null, rank: null };
    if (sheet.values[code] === undefined) return Object.assign(line, { status: told.shift(), told: told.join(" · ") });
    const rank = / (\d+)\/\d+$/.exec(told.shift());
    const words = told.join(" · ").split(" · ");
    line.value_source = sourceOf(sheet, code);
    return Object.assign(line, {
      value: sheet.values[code], rank: rank ? Number(rank[1]) : null, status: words.pop(), told: words.join(" · "),
    });
  }

  /* The key of the source of what an area shows; "" where the page has no way to it. */
  function sourceOf(sheet, code) {
    if (sheet.values[code] === undefined) return "";
    return (sheet.sources || {})[code] || (sheet.source || "").split("{area}").join(code);
  }

  function boxOf(id) {
    return document.querySelector('[data-map-table="' + window.CSS.escape(id) + '"]');
  }

  /* What a file says above the rows is what the map's own downloads say. */
  function tell(box, r) {
    const bar = document.querySelector('.export-bar[data-target="' + window.CSS.escape(r.id) + '"]');
    const words = bar ? bar.dataset : {};
    const told = {
      title: words.title || r.sheet.title, unit: words.caption || r.sheet.title, source: (words.foot || "").replace(/^[^:]+: /, ""), simulated: Boolean(words.mark),
    };
    box.querySelector("[data-grid]").dataset.gridTold = JSON.stringify(told);
  }

  /* Communes with a value from high to low, then those without. */
  function fill(r) {
    const box = boxOf(r.id);
    if (!box || !box.closest("details").open || !r.sheet || box.chisoSheet === r.sheet) return;
    const sheet = r.sheet;
    const known = Object.keys(sheet.values).sort((a, b) => sheet.values[b] - sheet.values[a]);
    const rows = known.concat(Object.keys(sheet.status)).map((code) => row(sheet, code));
    if (!window.chiso.grid.fill(r.id + "-table", rows)) return;
    box.chisoSheet = sheet;
    tell(box, r);
  }

  function roomOf(box) {
    return box && window.chiso.map.rooms[box.dataset.mapTable];
  }

  function opened(event) {
    const room = roomOf(event.target.querySelector("[data-map-table]"));
    if (room && event.newState === "open") fill(room);
  }

  document.addEventListener("toggle", opened, { capture: true }); // it does not bubble
  window.addEventListener("chiso:grid", function (event) {
    const room = roomOf(event.detail.closest("[data-map-table]"));
    if (room) fill(room);
  });

  return { fill: fill, sourceOf: sourceOf };
})();
