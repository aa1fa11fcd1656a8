/* Takes a chart or a map away as PNG or SVG, with title, unit, period, source, as-of and the mark of simulated data
   drawn in.  Always on white, for Word and paper; fonts travel inside the file because a picture cannot see the page's. */
(function () {
  "use strict";
  const FONT = "Be Vietnam Pro";
  const NS = "http://www.w3.org/2000/svg";
  const EDGE = 32;
  const INK = "#14202B";
  const MUTED = "#42525F";
  const LONGEST = 16000; // pixels of a side; browsers draw nothing on a longer one
  const PRINTED = 2400; // pixels across the width of an A4 page at 300 dpi
  let fonts = null; // promise of the @font-face rules with the fonts in them, fetched once

  function escaped(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  async function asDataUrl(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error("Font " + url + " answered " + answer.status + ".");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let text = "";
    for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
    return "data:font/woff2;base64," + window.btoa(text);
  }

  function fontRules() {
    const rules = [];
    for (const sheet of document.styleSheets) {
      if (!sheet.href || new URL(sheet.href).origin !== window.location.origin) continue;
      for (const rule of sheet.cssRules) {
        if (rule instanceof CSSFontFaceRule && rule.style.fontFamily.includes(FONT)) rules.push({ rule: rule, base: sheet.href });
      }
    }
    return rules.filter((one) => ["400", "600"].includes(one.rule.style.fontWeight));
  }

  function fontCss() {
    fonts =
      fonts ||
      Promise.all(
        fontRules().map(async function (one) {
          const address = new URL(/url\("?([^")]+)"?\)/.exec(one.rule.style.src)[1], one.base).href;
          const style = one.rule.style;
          return (
            "@font-face{font-family:'" + FONT + "';font-weight:" + style.fontWeight + ";unicode-range:" +
            style.unicodeRange + ";src:url(" + (await asDataUrl(address)) + ") format('woff2')}"
          );
        })
      ).then((rules) => rules.join(""));
    return fonts;
  }

  /* Broken at words so that no line is wider than it may be. */
  function wrapped(text, width, size, weight) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = weight + " " + size + "px '" + FONT + "'";
    const lines = [];
    let line = "";
    String(text).split(/ +/).forEach(function (word) {
      const longer = line ? line + " " + word : word;
      if (line && pen.measureText(longer).width > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    });
    if (line) lines.push(line);
    return lines;
  }

  function paragraph(text, x, y, width, style) {
    const lines = wrapped(text, width, style.size, style.weight);
    const drawn = lines.map(
      (line, place) =>
        '<text x="' + x + '" y="' + (y + (place + 1) * style.size * 1.35) + '" font-size="' + style.size + '" font-weight="' +
        style.weight + '" fill="' + style.fill + '">' + escaped(line) + "</text>"
    );
    return { svg: drawn.join(""), height: lines.length * style.size * 1.35 };
  }

  /* The picture in its frame: heading above, source below. */
  async function framed(bar, figure) {
    const words = bar.dataset;
    const width = figure.width + 2 * EDGE;
    const inner = width - 2 * EDGE;
    const parts = [];
    let y = EDGE - 8;
    [
      [words.title, { size: 22, weight: 600, fill: INK }],
      [words.caption, { size: 15, weight: 400, fill: MUTED }],
      [words.mark, { size: 15, weight: 600, fill: "#6A4600" }],
    ].forEach(function (one) {
      if (!one[0]) return;
      const drawn = paragraph(one[0], EDGE, y, inner, one[1]);
      parts.push(drawn.svg);
      y += drawn.height + 4;
    });
    y += 12;
    parts.push('<svg x="' + EDGE + '" y="' + y + '" width="' + figure.width + '" height="' + figure.height + '">' + figure.svg + "</svg>");
    y += figure.height + 12;
    const foot = paragraph(words.foot, EDGE, y, inner, { size: 12, weight: 400, fill: MUTED });
    const height = Math.ceil(y + foot.height + EDGE / 2);
    return {
      width: Math.ceil(width),
      height: height,
      svg:
        '<svg xmlns="' + NS + '" width="' + Math.ceil(width) + '" height="' + height + '" viewBox="0 0 ' + Math.ceil(width) +
        " " + height + '" font-family="\'' + FONT + '\', sans-serif"><style>' + (await fontCss()) + "</style>" +
        '<rect width="100%" height="100%" fill="#FFFFFF"/>' + parts.join("") + foot.svg + "</svg>",
    };
  }

  async function asPng(picture, factor) {
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(picture.svg);
    await image.decode();
    await new Promise((resolve) => window.setTimeout(resolve, 60)); // fonts inside the picture settle after decode
    const canvas = document.createElement("canvas");
    factor = Math.min(factor, LONGEST / picture.height, LONGEST / picture.width);
    canvas.width = Math.round(picture.width * factor);
    canvas.height = Math.round(picture.height * factor);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  function hand(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    const made = /\.(png|svg)$/.exec(name); // tables are written by the server, which knows of them
    if (made) window.chiso.told(made[1], name);
  }

  async function pictureOf(bar) {
    return framed(bar, await window.chiso.exportDrawing[bar.dataset.kind](bar.dataset.target, bar));
  }
  window.chiso.exportPicture = { of: pictureOf, asPng: asPng, hand: hand };

  async function take(button) {
    const bar = button.closest(".export-bar");
    const picture = await pictureOf(bar);
    const format = button.dataset.chisoExport;
    const blob = format === "png" ? await asPng(picture, Math.max(2, PRINTED / picture.width)) : new Blob([picture.svg], { type: "image/svg+xml" });
    hand(blob, bar.dataset.file + "." + format);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-chiso-export]");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    take(button).finally(() => button.removeAttribute("aria-busy"));
  });
})();
