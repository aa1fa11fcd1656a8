/* Points at the very same spot: drawn in a ring around it, as wide at every zoom, so that each can be seen, pointed at and
   reached by arrows; and each says that it shares its place. */
window.chiso = window.chiso || {};
window.chiso.mapSpots = (function () {
  "use strict";
  const WORDS = {
    vi: "Cùng vị trí với {n} điểm khác; vẽ tách ra để phân biệt",
    en: "At the same spot as {n} more; drawn apart to tell them from each other",
  };
  const shared = new WeakMap(); // point → how many others are at its spot
  const spot = (one) => one.lat.toFixed(5) + "," + one.lon.toFixed(5); // about a metre

  function groups(points) {
    const found = new Map();
    points.forEach((one, place) => found.set(spot(one), (found.get(spot(one)) || []).concat(place)));
    return Array.from(found.values()).filter((group) => group.length > 1);
  }

  /* Moves the marks of points that share a spot, now and after every zoom; what comes back ends it. */
  function spread(r, points, marks, size) {
    const crowded = groups(points);
    points.forEach((one) => shared.delete(one)); // points that stay may have been beside others before
    crowded.forEach((group) => group.forEach((place) => shared.set(points[place], group.length - 1)));
    function settle() {
      crowded.forEach(function (group) {
        const radius = Math.max(size, (size * 1.2 * group.length) / (2 * Math.PI));
        group.forEach(function (place, turn) {
          const angle = (2 * Math.PI * turn) / group.length;
          const middle = r.map.latLngToLayerPoint([points[place].lat, points[place].lon]);
          const aside = [radius * Math.cos(angle), radius * Math.sin(angle)];
          marks[place].setLatLng(r.map.layerPointToLatLng(middle.add(aside)));
        });
      });
    }
    settle();
    r.map.on("zoomend viewreset", settle);
    return () => r.map.off("zoomend viewreset", settle);
  }

  /* What a point says, and that it is not alone. */
  function lines(one) {
    const others = shared.get(one);
    const words = WORDS[document.documentElement.lang] || WORDS.vi;
    return others ? one.lines.concat(words.replace("{n}", others)) : one.lines;
  }

  /* The tooltip of a point: its name in bold, then the rest; text is set as text. */
  function tip(one) {
    const box = document.createElement("div");
    lines(one).forEach(function (line, place) {
      const text = document.createElement(place ? "div" : "b");
      text.textContent = line;
      box.append(text);
    });
    return box;
  }

  return { spread: spread, lines: lines, tip: tip };
})();
