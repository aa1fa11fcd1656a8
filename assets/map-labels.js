/* Names on the map: the larger an area on the screen, the sooner it is named; a name that would touch another, or leave
   the map, is left out.  And the former communes, as dots with their names. */
window.chiso = window.chiso || {};
window.chiso.mapLabels = (function () {
  "use strict";
  const GAP = 3; // between two names
  const pen = document.createElement("canvas").getContext("2d");

  function host(r) {
    if (!r.names || !r.names.isConnected) {
      r.names = document.createElement("div");
      r.names.className = "map-names";
      r.names.setAttribute("aria-hidden", "true"); // every shape has its name already
      r.map.getContainer().closest(".map-frame").appendChild(r.names);
      r.map.on("movestart zoomstart", () => r.names.replaceChildren());
      r.map.on("moveend zoomend resize", () => draw(r));
    }
    return r.names;
  }

  function roomOf(r, layer) {
    const bounds = layer.getBounds();
    const low = r.map.latLngToContainerPoint(bounds.getSouthWest());
    const high = r.map.latLngToContainerPoint(bounds.getNorthEast());
    return (high.x - low.x) * (low.y - high.y);
  }

  function boxOf(r, code, size) {
    const [lon, lat] = window.chiso.mapSymbols.middle(r.layers[code]);
    const at = r.map.latLngToContainerPoint([lat, lon]);
    const text = r.sheet.marks ? r.sheet.marks[code] : r.layers[code].feature.properties.name;
    const width = pen.measureText(text).width + 2 * GAP;
    return { text: text, x: at.x - width / 2, y: at.y - size * 0.7, width: width, height: size * 1.4 };
  }

  const touches = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  function draw(r) {
    if (!r.sheet || !r.sheet.named) return r.names && r.names.replaceChildren();
    const place = host(r);
    const size = (r.sheet.marks ? 13 : 11) * window.chiso.map.scale();
    pen.font = "500 " + size + "px 'Be Vietnam Pro', sans-serif";
    const edge = r.map.getSize();
    const named = Object.keys(r.layers).filter((code) => !r.sheet.marks || r.sheet.marks[code]);
    const codes = named.map((code) => [code === r.selected ? Infinity : roomOf(r, r.layers[code]), code]);
    codes.sort((a, b) => b[0] - a[0]);
    const placed = [];
    codes.forEach(function (one) {
      const box = boxOf(r, one[1], size);
      const inside = box.x >= 0 && box.y >= 0 && box.x + box.width <= edge.x && box.y + box.height <= edge.y;
      if (inside && !placed.some((other) => touches(box, other))) placed.push(box);
    });
    place.replaceChildren(
      ...placed.map(function (box) {
        const name = document.createElement("span");
        name.textContent = box.text;
        Object.assign(name.style, { left: box.x + box.width / 2 + "px", top: box.y + box.height / 2 + "px" });
        return name;
      })
    );
  }

  function dot(point) {
    const words = document.createElement("span");
    words.textContent = point[2];
    const options = { pane: "former", radius: 3 * window.chiso.map.scale(), className: "former-dot", bubblingMouseEvents: true };
    return window.L.circleMarker([point[1], point[0]], options).bindTooltip(words);
  }

  /* The map may not be there yet: it is waited for while there is something to draw. */
  function drawFormer(points, id) {
    const r = window.chiso.map.rooms[id];
    if (!r || !r.map) {
      if (points && points.length) window.requestAnimationFrame(() => drawFormer(points, id));
      return window.dash_clientside.no_update;
    }
    if (r.former) r.former.remove();
    if (!r.map.getPane("former")) r.map.createPane("former").style.zIndex = 460;
    r.former = window.L.layerGroup((points || []).map(dot)).addTo(r.map);
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { chiso_former: { draw: drawFormer } });

  return { draw: draw };
})();
