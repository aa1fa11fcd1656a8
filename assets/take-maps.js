/* Draws maps side by side and the place of a commune as pictures. */
(function () {
  "use strict";
  const INK = "#14202B";
  const CELL = 280; // of a small map with its name
  const SIZE = 240; // of its longer side
  const ACROSS = 4;
  const LEGEND = { width: 230, height: 320 };
  const PLACE = 640; // the width of the picture of a place

  const escaped = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const plain = (svg) => svg.replace(/var\(--map-blank\)/g, window.chiso.exportDrawing.BLANK).replace(/var\(--map-line\)/g, "#FFFFFF");

  function one(r, frame, place) {
    const x = LEGEND.width + (place % ACROSS) * CELL;
    const y = Math.floor(place / ACROSS) * (CELL + 10);
    const map = plain(window.chiso.exportDrawing.small(r, frame.sheet, SIZE, false)).replace("<svg ", `<svg x="${x}" y="${y}" width="${SIZE}" height="${SIZE}" `);
    return `${map}<text x="${x + SIZE / 2}" y="${y + SIZE + 20}" font-size="14" fill="${INK}" text-anchor="middle">${escaped(frame.label)}</text>`;
  }

  /* The classes are those of all maps, so no map's counts stand beside them. */
  async function small(target, bar) {
    const id = window.chiso.things.of(bar).dataset.multiples;
    const r = window.chiso.map.rooms[id];
    const frames = window.chiso.mapTime.shown(id);
    if (!frames.length) throw new Error("nothing to draw");
    const sheet = { ...frames[0].sheet, counts: frames[0].sheet.labels.map(() => ""), absent: {} };
    const height = Math.max(LEGEND.height, Math.ceil(frames.length / ACROSS) * (CELL + 10));
    const drawn = frames.map((frame, place) => one(r, frame, place)).join("");
    const legend = window.chiso.exportDrawing.legend({ id: id, sheet: sheet }, LEGEND.height);
    return {
      width: LEGEND.width + Math.min(ACROSS, frames.length) * CELL, height: height,
      svg: `<defs>${window.chiso.exportDrawing.pattern(r, "missing")}</defs>${drawn}${legend}`,
    };
  }

  async function place(target, bar) {
    const image = window.chiso.things.of(bar);
    const svg = decodeURIComponent(image.src.slice(image.src.indexOf(",") + 1));
    const height = Math.round((PLACE * image.naturalHeight) / image.naturalWidth);
    return { width: PLACE, height: height, svg: svg.replace("<svg ", `<svg width="${PLACE}" height="${height}" `) };
  }

  Object.assign(window.chiso.exportDrawing, { multiples: small, place: place });
})();
