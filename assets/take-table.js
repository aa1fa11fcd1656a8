/* Draws a table as a picture: heads, rows, as many as a picture can hold. */
(function () {
  "use strict";
  const FONT = "Be Vietnam Pro";
  const INK = "#14202B";
  const LINE = "#D5DCE2";
  const SIZE = 14;
  const LEAD = 19;
  const GAP = 12;
  const WIDEST = 300; // of a column, in px of the picture
  const MOST = 60; // rows
  const pen = document.createElement("canvas").getContext("2d");

  const escaped = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  function width(text, weight) {
    pen.font = `${weight} ${SIZE}px '${FONT}'`;
    return pen.measureText(text).width;
  }

  function wrapped(text, room, weight) {
    const lines = [];
    let line = "";
    String(text).split(" ").forEach(function (word) {
      const longer = line ? `${line} ${word}` : word;
      if (line && width(longer, weight) > room) {
        lines.push(line);
        line = word;
      } else line = longer;
    });
    return [...lines, line];
  }

  function read(value, column) {
    return window.chiso.grid.shown(value, { field: "value", context: { kind: column.kind } }, document.querySelector(".shell").lang);
  }

  function row(cells, columns, y, weight) {
    const lines = cells.map((text, place) => wrapped(text, columns[place].room, weight));
    const height = Math.max(...lines.map((one) => one.length)) * LEAD + GAP;
    const drawn = lines.map(function (own, place) {
      const { x, room, isNumber } = columns[place];
      const at = isNumber ? x + room : x;
      const anchor = isNumber ? "end" : "start";
      return own
        .map((line, n) => `<text x="${at}" y="${y + GAP / 2 + SIZE + n * LEAD}" font-size="${SIZE}" font-weight="${weight}" fill="${INK}" text-anchor="${anchor}">${escaped(line)}</text>`)
        .join("");
    });
    const last = columns[columns.length - 1];
    return { svg: `${drawn.join("")}<rect x="0" y="${y + height}" width="${last.x + last.room}" height="1" fill="${LINE}"/>`, height: height + 1 };
  }

  /* Columns as wide as what stands in them, up to a limit. */
  function laid(seen, rows) {
    let x = 0;
    return seen.columns.map(function (column, place) {
      const texts = rows.map((one) => width(one[place], 400));
      const longestWord = Math.max(...column.name.split(" ").map((word) => width(word, 600)));
      const room = Math.ceil(Math.max(longestWord, Math.min(WIDEST, Math.max(width(column.name, 600) / 2, ...texts)))) + 2;
      const own = { x: x, room: room, isNumber: column.kind === "number" };
      x += room + 2 * GAP;
      return own;
    });
  }

  async function table(target, bar) {
    const seen = window.chiso.seen.of(bar);
    const { words } = await window.chiso.ways.index();
    if (!seen.rows.length) throw new Error("nothing to draw");
    const rows = seen.rows.slice(0, MOST).map((one) => one.map((value, place) => read(value, seen.columns[place])));
    const columns = laid(seen, rows);
    const parts = [];
    let y = 0;
    const add = function (cells, weight) {
      const made = row(cells, columns, y, weight);
      parts.push(made.svg);
      y += made.height;
    };
    add(seen.columns.map((column) => column.name), 600);
    rows.forEach((one) => add(one, 400));
    const left = seen.rows.length - rows.length;
    if (left) {
      parts.push(`<text x="0" y="${y + LEAD}" font-size="${SIZE}" fill="${INK}">${escaped(window.chiso.ways.fill(words.take_more, { count: left }))}</text>`);
      y += LEAD + GAP;
    }
    const last = columns[columns.length - 1];
    return { width: Math.max(560, last.x + last.room), height: Math.ceil(y), svg: parts.join("") };
  }

  Object.assign(window.chiso.exportDrawing, { table: table, grid: table, list: table });
})();
