/* Circles in proportion to the values, for what would mislead as a coloured area.  They lie over the communes and let
   the mouse through: name, value and keys stay with the shapes. */
window.chiso = window.chiso || {};
window.chiso.mapSymbols = (function () {
  "use strict";
  const PANE = "symbols";

  /* Where an area is labelled, and so where its circle stands: [lon, lat] in its largest part. */
  function middle(layer) {
    const label = layer.feature.properties.label;
    if (label) return label;
    const center = layer.getBounds().getCenter();
    return [center.lng, center.lat];
  }

  /* The radius of the largest circle, so that together they leave the map readable. */
  function largest(room, count) {
    return Math.min(Math.max(Math.sqrt(room / Math.max(count, 1)) * 0.75, 7), Math.sqrt(room) / 14);
  }

  function radius(sheet, code, most) {
    return Math.max(1.5, Math.sqrt(Math.abs(sheet.values[code]) / (sheet.symbols || 1)) * most);
  }

  function ordered(sheet, codes) {
    return codes.slice().sort((a, b) => Math.abs(sheet.values[b]) - Math.abs(sheet.values[a]));
  }

  function clear(r) {
    if (r.circles) r.circles.remove();
    r.circles = null;
  }

  function pane(r) {
    if (!r.map.getPane(PANE)) {
      r.map.createPane(PANE).style.zIndex = 450; // over the communes, under the tooltip
      r.map.getPane(PANE).style.pointerEvents = "none";
    }
    return PANE;
  }

  function draw(r) {
    clear(r);
    const sheet = r.sheet;
    if (!sheet || !sheet.symbols || sheet.message) return;
    const size = r.map.getSize();
    const codes = Object.keys(r.layers).filter((code) => sheet.values[code] !== undefined);
    const most = largest(size.x * size.y * 0.45, Object.keys(r.layers).length);
    const dark = window.chiso.theme.isDark();
    r.circles = window.L.layerGroup(
      ordered(sheet, codes).map(function (code) {
        const [lon, lat] = middle(r.layers[code]);
        return window.L.circleMarker([lat, lon], {
          pane: pane(r),
          interactive: false,
          radius: radius(sheet, code, most),
          fillColor: window.chiso.map.colorOf(sheet, code, dark),
          fillOpacity: 0.75,
          className: "map-symbol",
        });
      })
    ).addTo(r.map);
  }

  return { draw: draw, middle: middle, largest: largest, radius: radius, ordered: ordered };
})();
