/* Points on the map: the entries of a register that have coordinates.  What is worst is larger and ringed, not only of
   another colour.  They are one stop of the Tab key after the communes; arrows go from point to point. */
window.chiso = window.chiso || {};
window.chiso.mapPoints = (function () {
  "use strict";
  const wanted = {}; // map id → points, in the order to be drawn: the worst on top

  function look(one, scale) {
    return { radius: (one.worst ? 7 : 4.5) * scale, weight: (one.worst ? 3 : 1.2) * scale, className: "map-point" + (one.worst ? " is-worst" : "") };
  }

  /* A point with a sign has a shape of its own, drawn by the style sheet, and a size in pixels. */
  function mark(one, scale) {
    if (!one.sign) return window.L.circleMarker([one.lat, one.lon], Object.assign({ pane: "points" }, look(one, scale)));
    const size = Math.round(one.size * scale);
    const picture = window.L.divIcon({ className: "map-sign is-" + one.sign, iconSize: [size, size] });
    return window.L.marker([one.lat, one.lon], { pane: "points", icon: picture, keyboard: false });
  }

  /* One point can be reached by Tab, the others from it by arrows; a point in focus says its lines. */
  function listen(r, marks, point, place) {
    const element = marks[place].getElement();
    marks[place].on("click", () => window.chiso.mapSource.tell(r, point));
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", window.chiso.mapSpots.lines(point).join(". "));
    element.setAttribute("tabindex", place ? "-1" : "0");
    element.addEventListener("focus", function () {
      marks.forEach((one) => one.getElement().setAttribute("tabindex", "-1"));
      element.setAttribute("tabindex", "0");
      marks[place].openTooltip();
    });
    element.addEventListener("blur", () => marks[place].closeTooltip());
    element.addEventListener("keydown", (event) => onKey(r, marks, marks[place], point, event));
  }

  function onKey(r, marks, own, point, event) {
    const reading = window.chiso.mapReading;
    const arrow = reading.ARROWS[event.key];
    const enters = event.key === "Enter" || event.key === " ";
    if (!arrow && !enters && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (enters) {
      const way = window.chiso.mapSource.tell(r, point);
      return way && way.focus();
    }
    if (!arrow) return reading.leave(r);
    const middle = (one) => r.map.latLngToContainerPoint(one.getLatLng());
    const next = reading.nearest(middle(own), arrow, marks, middle);
    if (next) next.getElement().focus({ preventScroll: true });
  }

  function draw(r) {
    const points = wanted[r.id];
    if (!r.map || !points || r.pointsDrawn === points) return;
    if (r.pointLayer) r.pointLayer.remove();
    if (r.pointsApart) r.pointsApart();
    r.pointsDrawn = points;
    if (!r.map.getPane("points")) r.map.createPane("points").style.zIndex = 450; // above the communes
    const scale = window.chiso.map.scale();
    const marks = points.map((one) => mark(one, scale).bindTooltip(() => window.chiso.mapSpots.tip(one), { className: "map-tip" }));
    r.pointLayer = window.L.layerGroup(marks).addTo(r.map);
    r.pointsApart = window.chiso.mapSpots.spread(r, points, marks, 12 * scale);
    points.forEach((point, place) => listen(r, marks, point, place));
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
