/* Points on the map: the entries of a register that have coordinates.  What is worst is larger and ringed, not only of
   another colour.  They are read in the table below the map; here they are for the mouse and the finger. */
window.chiso = window.chiso || {};
window.chiso.mapPoints = (function () {
  "use strict";
  const wanted = {}; // map id → points, in the order to be drawn: the worst on top

  function look(one, scale) {
    return { radius: (one.worst ? 7 : 4.5) * scale, weight: (one.worst ? 3 : 1.2) * scale, className: "map-point" + (one.worst ? " is-worst" : "") };
  }

  function tip(one) {
    const box = document.createElement("div");
    one.lines.forEach(function (line, place) {
      const text = document.createElement(place ? "div" : "b");
      text.textContent = line;
      box.append(text);
    });
    return box;
  }

  /* A point with a sign has a shape of its own, drawn by the style sheet, and a size in pixels. */
  function mark(one, scale) {
    if (!one.sign) return window.L.circleMarker([one.lat, one.lon], Object.assign({ pane: "points" }, look(one, scale)));
    const size = Math.round(one.size * scale);
    const picture = window.L.divIcon({ className: "map-sign is-" + one.sign, iconSize: [size, size] });
    return window.L.marker([one.lat, one.lon], { pane: "points", icon: picture, keyboard: false });
  }

  function draw(r) {
    const points = wanted[r.id];
    if (!r.map || !points || r.pointsDrawn === points) return;
    if (r.pointLayer) r.pointLayer.remove();
    r.pointsDrawn = points;
    if (!r.map.getPane("points")) r.map.createPane("points").style.zIndex = 450; // above the communes
    const scale = window.chiso.map.scale();
    const marks = points.map((one) => mark(one, scale).bindTooltip(() => tip(one), { className: "map-tip" }));
    r.pointLayer = window.L.layerGroup(marks).addTo(r.map);
  }

  function show(points, id) {
    wanted[id] = (points || []).slice().sort((a, b) => Number(a.worst) - Number(b.worst));
    const r = window.chiso.map.rooms[id];
    if (r) draw(r);
    return String(wanted[id].length);
  }

  window.addEventListener("chiso:painted", () => Object.values(window.chiso.map.rooms).forEach(draw));

  return { show: show };
})();
