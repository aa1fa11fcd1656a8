/* The commune map: layers are registered once and recoloured with setStyle; the page sends only values.
   dash-leaflet calls chiso.map.style and chiso.map.register, Dash calls chiso_map.paint.
   The values store is described in components/shading.py.  Tooltip and keyboard are in map-reading.js. */
window.chiso = window.chiso || {};
window.chiso.map = (function () {
  "use strict";
  const rooms = {}; // map id → what we know of one map on the page
  const BLANK = { fillColor: "#E9EDF0", fillOpacity: 1, weight: 1, color: "#FFFFFF", className: "commune", smoothFactor: 0.3 };

  function room(id) {
    if (!rooms[id]) rooms[id] = { id: id, map: null, layers: {}, sheet: null, selected: null, moved: false, chosen: new Set() };
    return rooms[id];
  }

  /* A page was left: of its map only what was asked is kept, never what was drawn.  Back on the page, the stores may
     speak before the new map stands, and must not be drawn on the one that is gone. */
  function clear(r) {
    window.chiso.mapReading.close(r);
    r.map = null;
    delete rooms[r.id];
    Object.assign(room(r.id), { sheet: r.sheet, selected: r.selected, chosen: r.chosen });
  }

  function classOf(value, limits) {
    let place = 0;
    while (place < limits.length && value >= limits[place]) place += 1;
    return place;
  }

  function fillOf(r, code) {
    const sheet = r.sheet;
    if (!sheet || sheet.message) return "var(--map-blank)";
    if (sheet.inside && !r.insideCodes.has(code)) return "var(--map-blank)";
    const known = colorOf(sheet, code, window.chiso.theme.isDark());
    if (known && sheet.weak && sheet.weak.includes(code)) return window.chiso.mapLayers.weak(r, code, known);
    if (known) return sheet.symbols ? "var(--map-blank)" : known;
    return patternOf(r, sheet.status[code]);
  }

  /* The colour of an area's class; nothing where it has no value. */
  function colorOf(sheet, code, dark) {
    const value = sheet.values[code];
    if (value === undefined || value === null) return null;
    const place = sheet.classes ? sheet.classes[code] : classOf(value, sheet.limits);
    return (dark ? sheet.colors_dark : sheet.colors)[place];
  }

  /* Who is not asked at all is blank, every other absence is hatched. */
  function patternOf(r, status) {
    return status === "elsewhere" ? "var(--map-blank)" : "url(#" + patternId(r.id, status || "missing") + ")";
  }

  function patternId(mapId, kind) {
    return "hatch-" + kind + "-" + mapId;
  }

  function lines(r, layer) {
    const code = layer.feature.properties.code;
    const sheet = r.sheet || {};
    const name = (sheet.names || {})[code] || layer.feature.properties.full_name || layer.feature.properties.name || code;
    if (sheet.message) return [name];
    if (sheet.say) return [name].concat(sheet.say(code));
    return [name].concat((sheet.text || {})[code] || []);
  }

  function paintOne(r, code) {
    const layer = r.layers[code];
    const element = layer.getElement();
    if (!element) return;
    fillOne(r, code, element);
    const inside = r.sheet && r.sheet.inside;
    const state = [code === r.selected, r.chosen.has(code), Boolean(inside) && !r.insideCodes.has(code)];
    if (r.states[code] === String(state)) return;
    r.states[code] = String(state);
    element.classList.toggle("is-selected", state[0]);
    element.classList.toggle("is-chosen", state[1]);
    element.classList.toggle("is-outside", state[2]);
    element.setAttribute("aria-pressed", String(state[0]));
  }

  /* Only what changes is written: of all that a repaint of the country does, writing to the page takes longest. */
  function fillOne(r, code, element) {
    const fill = fillOf(r, code);
    if (r.painted[code] === fill) return;
    element.setAttribute("fill", fill);
    r.layers[code].options.fillColor = fill;
    r.painted[code] = fill;
  }

  /* What a shape says to a screen reader: after the colours are on the screen, which nobody waits for it. */
  function nameAll(r) {
    Object.keys(r.layers).forEach(function (code) {
      const element = r.layers[code].getElement();
      const label = lines(r, r.layers[code]).join(". ");
      if (element && element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
    });
  }

  /* Colours alone, for a frame of a play: names and tables follow when it stands still. */
  function paintFrame(r, sheet) {
    r.sheet = sheet;
    Object.keys(r.layers).forEach((code) => fillOne(r, code, r.layers[code].getElement()));
    window.chiso.mapSymbols.draw(r);
  }

  function paintAll(r) {
    r.insideCodes = new Set((r.sheet && r.sheet.inside) || []);
    Object.keys(r.layers).forEach((code) => paintOne(r, code));
    raiseSelected(r);
    if (r.map) {
      window.chiso.mapSymbols.draw(r);
      window.chiso.mapReading.settle(r);
      window.chiso.mapLabels.draw(r);
      window.chiso.mapTable.fill(r);
      window.chiso.mapSource.show(r);
      r.map.getContainer().dataset.painted = String(Number(r.map.getContainer().dataset.painted || 0) + 1);
      // Two frames later the colours are on the screen.
      window.requestAnimationFrame(() => window.requestAnimationFrame(tellPainted));
      window.requestAnimationFrame(() => window.setTimeout(() => nameAll(r)));
    }
  }

  /* To the front of its siblings.  Moving a focused element would blur it, so the focus is given back. */
  function raise(layer) {
    const element = layer.getElement();
    if (!element || element.parentNode.lastChild === element) return;
    const focused = document.activeElement === element;
    layer.bringToFront();
    if (focused) element.focus({ preventScroll: true });
  }

  function raiseSelected(r) {
    if (r.selected && r.layers[r.selected]) raise(r.layers[r.selected]);
  }

  function select(r, code) {
    const frame = r.map.getContainer().closest(".map-frame");
    window.dash_clientside.set_props(frame.dataset.selectedStore, { data: code === r.selected ? null : code });
  }

  function hatch(r, kind, paths) {
    const size = 8 * window.chiso.map.scale();
    return (
      '<pattern id="' + patternId(r.id, kind) + '" class="hatch hatch-' + kind + '" patternUnits="userSpaceOnUse" width="' +
      size + '" height="' + size + '" viewBox="0 0 8 8"><rect class="hatch-ground" width="8" height="8"/>' + paths + "</pattern>"
    );
  }

  /* Every absence has a pattern of its own: recognisable without colour. */
  function addPatterns(r, svg) {
    if (svg.querySelector("defs.hatches")) return;
    const defs = document.createElementNS("http://www.w3.org/2000/svg", "defs");
    defs.setAttribute("class", "hatches");
    defs.innerHTML =
      hatch(r, "missing", '<path class="hatch-ink" d="M-2 2L2-2M0 8L8 0M6 10L10 6"/>') +
      hatch(r, "late", '<path class="hatch-ink" d="M-2 6L2 10M0 0L8 8M6-2L10 2"/><path class="hatch-ink" d="M0 4H8"/>') +
      hatch(r, "refused", '<path class="hatch-ink" d="M0 0L8 8M8 0L0 8"/>') +
      hatch(r, "updating", '<path class="hatch-ink" d="M2 0V8M6 0V8"/>') +
      hatch(r, "none", '<circle class="hatch-ring" cx="4" cy="4" r="1.8"/>') +
      hatch(r, "suppressed", '<path class="hatch-ink" d="M0 2H8M0 6H8"/>') +
      hatch(r, "not_due", '<circle class="hatch-dot" cx="2" cy="2" r="1"/><circle class="hatch-dot" cx="6" cy="6" r="1"/>');
    svg.insertBefore(defs, svg.firstChild);
  }

  function join(layer) {
    const map = layer._map;
    const r = room(map.getContainer().id);
    if (r.map !== map) {
      r.map = map;
      map.once("unload", () => clear(r));
      r.layers = {};
      r.painted = {};
      r.states = {};
      r.insideCodes = new Set((r.sheet && r.sheet.inside) || []);
      window.chiso.mapReading.open(r);
    }
    const code = layer.feature.properties.code;
    const element = layer.getElement();
    r.layers[code] = layer;
    delete r.painted[code];
    delete r.states[code];
    addPatterns(r, element.ownerSVGElement);
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", lines(r, layer)[0]); // its name at once, its figures with the others: nameAll
    element.setAttribute("tabindex", "-1"); // the arrow keys move the one tab stop, see map-reading.js
    element.setAttribute("data-code", code);
    window.chiso.mapReading.listen(r, layer, element);
    if (!r.settling) {
      r.settling = true;
      window.requestAnimationFrame(function () {
        r.settling = false;
        paintAll(r);
      });
    }
  }

  function tellPainted() {
    window.dispatchEvent(new Event("chiso:painted"));
  }

  function leave(layer) {
    const code = layer.feature.properties.code;
    Object.values(rooms).forEach(function (r) {
      if (r.layers[code] === layer) delete r.layers[code];
    });
  }

  function paint(sheet, selected, mapId) {
    const r = room(mapId);
    r.sheet = sheet || null;
    r.selected = selected || null;
    r.chosen = new Set((sheet && sheet.chosen) || []);
    if (r.map) paintAll(r);
    return window.dash_clientside.no_update;
  }

  /* Paints from a callback's answer (output id → its properties); whether it held the values of a map on the page. */
  function paintEarly(answer) {
    return Object.values(rooms).some(function (r) {
      const frame = r.map && r.map.getContainer().closest(".map-frame");
      const values = frame && answer[frame.dataset.valuesStore];
      if (values) paint(values.data, r.selected, r.id);
      return Boolean(values);
    });
  }

  window.addEventListener("chiso:theme", function () {
    Object.values(rooms).forEach((r) => r.map && paintAll(r));
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    chiso_map: { paint: paint, points: (marks, id) => window.chiso.mapPoints.show(marks, id) },
  });

  return {
    style: () => BLANK,
    register: function (feature, layer) {
      layer.on("add", () => join(layer));
      layer.on("remove", () => leave(layer));
    },
    paintEarly: paintEarly,
    rooms: rooms,
    lines: lines,
    raise: raise,
    raiseSelected: raiseSelected,
    select: select,
    colorOf: colorOf,
    paintFrame: paintFrame,
    paintAll: paintAll,
    patternId: patternId,
    scale: () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16,
  };
})();
