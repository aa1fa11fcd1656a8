/* Layers of points on the map of an event: stations, reservoirs, incidents … put on and taken off by boxes beside it.
   Each kind has a shape of its own, what is worst is larger, what is late is grey: colour is never alone.  They are read
   in the tables of the page; here they are for the mouse and the finger.  And the hatching of levels that rest on
   unverified rules only. */
window.chiso = window.chiso || {};
window.chiso.mapLayers = (function () {
  "use strict";
  const wanted = {}; // map id → { layers, shown }
  const SVG = "http://www.w3.org/2000/svg";

  function mark(r, code, layer, one, scale) {
    const size = (one.worst ? 16 : 12) * scale;
    const names = ["layer-mark", "layer-" + code, "state-" + one.state];
    if (one.worst) names.push("is-worst");
    if (layer.late) names.push("is-late");
    const icon = window.L.divIcon({ className: names.join(" "), iconSize: [size, size] });
    return window.L.marker([one.lat, one.lon], { icon: icon, keyboard: false, pane: "layers", zIndexOffset: one.worst ? 500 : 0 })
      .bindTooltip(() => window.chiso.mapSpots.tip(one), { className: "map-tip" })
      .on("click", () => window.chiso.mapSource.tell(r, one));
  }

  function draw(r) {
    const ask = wanted[r.id];
    if (!r.map || !ask || r.layersDrawn === ask) return;
    r.layersDrawn = ask;
    if (!r.map.getPane("layers")) r.map.createPane("layers").style.zIndex = 455;
    if (r.layersApart) r.layersApart();
    const scale = window.chiso.map.scale();
    const before = r.layersKept && r.layersKept.map === r.map ? r.layersKept.drawn : new Map();
    const drawn = new Map();
    ask.shown.forEach((code) => ask.layers[code] && drawn.set(code, drawnOf(r, code, ask.layers[code], scale, before.get(code))));
    before.forEach((one, code) => one !== drawn.get(code) && one.group.remove());
    drawn.forEach((one) => one.group.addTo(r.map)); // those that are there already stay as they are
    r.layersKept = { map: r.map, drawn: drawn };
    const all = Array.from(drawn.values());
    const marks = all.flatMap((one) => one.marks);
    const points = all.flatMap((one) => one.points);
    marks.forEach(function (one, place) { // who shared a spot before may be alone now
      const own = [points[place].lat, points[place].lon];
      if (!one.getLatLng().equals(own)) one.setLatLng(own);
    });
    r.layersApart = window.chiso.mapSpots.spread(r, points, marks, 12 * scale);
  }

  /* The marks of a layer: those on the map when the same was drawn before, for another hour changes only what is measured. */
  function drawnOf(r, code, layer, scale, before) {
    const told = JSON.stringify([layer, scale]);
    if (before && before.told === told) return before;
    const marks = layer.points.map((one) => mark(r, code, layer, one, scale));
    return { told: told, points: layer.points, marks: marks, group: window.L.layerGroup(marks) };
  }

  function show(layers, shown, id) {
    wanted[id] = { layers: layers || {}, shown: shown || [] };
    const r = window.chiso.map.rooms[id];
    if (r) draw(r);
    return (shown || []).join(",");
  }

  /* The pattern of a level in its own colour on paper; made when the first commune needs it. */
  function weak(r, code, colour) {
    const id = "weak-" + colour.replace("#", "") + "-" + r.id;
    if (!document.getElementById(id)) {
      const defs = r.layers[code].getElement().ownerSVGElement.querySelector("defs.hatches");
      if (!defs) return colour;
      const pattern = document.createElementNS(SVG, "pattern");
      const size = 8 * window.chiso.map.scale();
      Object.entries({ id: id, patternUnits: "userSpaceOnUse", width: size, height: size, viewBox: "0 0 8 8" }).forEach(
        (pair) => pattern.setAttribute(pair[0], pair[1])
      );
      pattern.innerHTML = '<rect class="hatch-ground" width="8" height="8"/>';
      const stripes = document.createElementNS(SVG, "path");
      stripes.setAttribute("d", "M-2 2L2-2M0 8L8 0M6 10L10 6");
      stripes.setAttribute("stroke", colour);
      stripes.setAttribute("stroke-width", "3");
      pattern.append(stripes);
      defs.append(pattern);
    }
    return "url(#" + id + ")";
  }

  window.addEventListener("chiso:painted", () => Object.values(window.chiso.map.rooms).forEach(draw));
  window.dash_clientside = Object.assign({}, window.dash_clientside, { chiso_layers: { show: show } });

  return { show: show, weak: weak };
})();
