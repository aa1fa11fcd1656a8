/* Draws a ranking as a picture: its lists beside each other, the bars as long and as coloured as on the page. */
(function () {
  "use strict";
  const INK = "#14202B";
  const MUTED = "#42525F";
  const LINE = "#D5DCE2";
  const COLUMN = 560; // of a list; the bar begins where name and number have had their room
  const GAP = 40;
  const BAR = 370;
  const LEAD = 28;

  const escaped = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const words = (text, x, y, more) => `<text x="${x}" y="${y}" font-size="14" fill="${INK}" ${more || ""}>${escaped(text)}</text>`;

  function cut(text) {
    return text.length > 40 ? `${text.slice(0, 39)}…` : text;
  }

  function row(line, y) {
    const told = (name) => line.querySelector(name).textContent.trim();
    const length = ((COLUMN - BAR) * parseFloat(line.style.getPropertyValue("--length"))) / 100;
    const fill = line.style.getPropertyValue("--swatch") || "#0B7A81";
    return (
      words(cut(told(".rank-name")), 0, y + 19) + words(told(".rank-value"), BAR - 16, y + 19, 'text-anchor="end" font-weight="600"') +
      `<rect x="${BAR}" y="${y + 8}" width="${Math.max(2, length).toFixed(1)}" height="12" fill="${fill}" stroke="${INK}" stroke-opacity="0.14"/>` +
      `<rect x="0" y="${y}" width="${COLUMN}" height="1" fill="${LINE}"/>`
    );
  }

  function list(one) {
    const rows = Array.from(one.querySelectorAll(".rank-row"));
    const heading = words(one.querySelector("h3").textContent.trim(), 0, 15, `style="fill:${MUTED}"`);
    return { svg: heading + rows.map((line, place) => row(line, 24 + place * LEAD)).join(""), height: 24 + rows.length * LEAD };
  }

  async function ranking(target, bar) {
    const lists = Array.from(window.chiso.things.of(bar).querySelectorAll(".ranking-list"), list);
    if (!lists.length) throw new Error("nothing to draw");
    const drawn = lists.map((one, place) => `<g transform="translate(${place * (COLUMN + GAP)} 0)">${one.svg}</g>`);
    return { width: lists.length * (COLUMN + GAP) - GAP, height: Math.max(...lists.map((one) => one.height)), svg: drawn.join("") };
  }

  Object.assign(window.chiso.exportDrawing, { ranking: ranking });
})();
