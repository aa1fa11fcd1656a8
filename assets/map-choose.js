/* Choosing several communes: Ctrl and a click or Enter, or a line drawn around them.  What is chosen stands in a
   dropdown of the page, which keyboards reach and whose search adds and takes away. */
window.chiso = window.chiso || {};
window.chiso.mapChoose = (function () {
  "use strict";
  const MANY = 500; // as in components/explorer_choices.py
  const NS = "http://www.w3.org/2000/svg";

  const list = (r) => r.map.getContainer().closest(".map-frame").dataset.chosen;

  function hand(r, codes) {
    window.dash_clientside.set_props(list(r), { value: codes });
  }

  function toggle(r, code) {
    const chosen = new Set(r.chosen);
    if (!chosen.delete(code)) chosen.add(code);
    r.chosen = chosen;
    window.chiso.map.paintAll(r);
    hand(r, Array.from(chosen));
  }

  /* A commune was pressed: alone it is looked into, with Ctrl it joins the others. */
  function press(r, code, event) {
    if (list(r) && (event.ctrlKey || event.metaKey || event.shiftKey)) toggle(r, code);
    else window.chiso.map.select(r, code);
  }

  /* Ray casting; the line closes itself. */
  function holds(line, point) {
    let inside = false;
    line.forEach(function (corner, place) {
      const before = line[(place || line.length) - 1];
      const crosses = corner.y > point.y !== before.y > point.y;
      const x = ((before.x - corner.x) * (point.y - corner.y)) / (before.y - corner.y) + corner.x;
      if (crosses && point.x < x) inside = !inside;
    });
    return inside;
  }

  function within(r, line) {
    return Object.keys(r.layers).filter(function (code) {
      if (r.sheet && r.sheet.inside && !r.insideCodes.has(code)) return false;
      const [lon, lat] = window.chiso.mapSymbols.middle(r.layers[code]);
      return holds(line, r.map.latLngToContainerPoint([lat, lon]));
    });
  }

  /* One line is drawn with the pointer held down; it adds what it holds.  Escape gives up. */
  function lasso(r, button) {
    if (r.drawing) return r.drawing.stop();
    const canvas = r.map.getContainer();
    const sheet = document.createElementNS(NS, "svg");
    const path = sheet.appendChild(document.createElementNS(NS, "path"));
    sheet.setAttribute("class", "map-lasso");
    canvas.closest(".map-frame").appendChild(sheet);
    const line = [];
    const at = function (event) {
      const box = sheet.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const onKey = (event) => event.key === "Escape" && r.drawing.stop();
    r.drawing = {
      stop: function () {
        sheet.remove();
        document.removeEventListener("keydown", onKey);
        button.setAttribute("aria-pressed", "false");
        r.drawing = null;
      },
    };
    sheet.addEventListener("pointerdown", function (event) {
      sheet.setPointerCapture(event.pointerId);
      line.push(at(event));
    });
    sheet.addEventListener("pointermove", function (event) {
      if (!line.length) return;
      line.push(at(event));
      path.setAttribute("d", "M" + line.map((one) => one.x.toFixed(1) + " " + one.y.toFixed(1)).join("L"));
    });
    sheet.addEventListener("pointerup", function () {
      const found = line.length > 2 ? within(r, line) : [];
      r.drawing.stop();
      if (found.length) hand(r, Array.from(new Set([...r.chosen, ...found])));
    });
    document.addEventListener("keydown", onKey);
    button.setAttribute("aria-pressed", "true");
  }

  /* A list of thousands comes without its choices, see components/explorer_choices.py: they would hold up the map. */
  function offer(r) {
    const codes = r.sheet && list(r) ? Object.keys(r.sheet.names || {}) : [];
    if (codes.length <= MANY || r.offered === r.map) return;
    r.offered = r.map;
    const later = window.requestIdleCallback || window.setTimeout;
    later(function () {
      const order = new Intl.Collator("vi", { numeric: true }).compare;
      const options = codes.map((code) => ({ value: code, label: r.sheet.names[code] }));
      options.sort((a, b) => order(a.label, b.label));
      window.dash_clientside.set_props(list(r), { options: options });
    });
  }

  window.addEventListener("chiso:painted", () => Object.values(window.chiso.map.rooms).forEach((r) => r.map && offer(r)));

  return { press: press, lasso: lasso };
})();
