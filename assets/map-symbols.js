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
    Object.values(r.circles || {}).forEach((circle) => circle.remove());
    r.circles = {};
  }

  function pane(r) {
    if (!r.map.getPane(PANE)) {
      r.map.createPane(PANE).style.zIndex = 450; // over the communes, under the tooltip
      r.map.getPane(PANE).style.pointerEvents = "none";
    }
    return PANE;
  }

  function circle(r, code) {
    const [lon, lat] = middle(r.layers[code]);
    return window.L.circleMarker([lat, lon], { pane: pane(r), interactive: false, fillOpacity: 0.75, className: "map-symbol" });
  }

  /* The circles stay and change their size and colour, so that a play goes smoothly. */
  function draw(r) {
    const sheet = r.sheet;
    if (!sheet || !sheet.symbols || sheet.message) return clear(r);
    if (r.circles && Object.values(r.circles).some((one) => one._map !== r.map)) clear(r);
    r.circles = r.circles || {};
    const size = r.map.getSize();
    const codes = Object.keys(r.layers).filter((code) => sheet.values[code] !== undefined);
    const most = largest(size.x * size.y * 0.45, Object.keys(r.layers).length);
    const dark = window.chiso.theme.isDark();
    Object.keys(r.circles).forEach(function (code) {
      if (sheet.values[code] !== undefined) return;
      r.circles[code].remove();
      delete r.circles[code];
    });
    ordered(sheet, codes).forEach(function (code) {
      const known = Boolean(r.circles[code]);
      if (!known) r.circles[code] = circle(r, code);
      const one = r.circles[code];
      one.setStyle({ radius: radius(sheet, code, most), fillColor: window.chiso.map.colorOf(sheet, code, dark) });
      if (!known) one.addTo(r.map);
      else one.bringToFront();
    });
  }

  return { draw: draw, middle: middle, largest: largest, radius: radius, ordered: ordered };
})();
