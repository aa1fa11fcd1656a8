/* One dialog for every chart, map and table: a picture in the size that a slide, a screen or a page wants, or straight onto
   the clipboard; the figures as a file; a place in a briefing. */
(function () {
  "use strict";
  const { make, dialog, show, index, go } = window.chiso.ways;
  const WIDE = [1920, 1080];
  const PRINTED = 2400; // pixels across the width of an A4 page at 300 dpi
  const SIZES = [
    ["picture_wide", ...WIDE],
    ["picture_square", 1600, 1200],
    ["picture_page", 3508, 2480], // A4 across at 300 dpi
    ["picture_double", 0, 0],
  ];
  let bar = null; // of the chart, map or table that is asked for
  class Told extends Error {} // something that the reader can be told as it is

  /* The whole picture, as large as fits, in the middle of a white page. */
  function fitted(picture, width, height) {
    const scale = Math.min(width / picture.width, height / picture.height);
    const x = (width - picture.width * scale) / 2;
    const y = (height - picture.height * scale) / 2;
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
      `<rect width="100%" height="100%" fill="#FFFFFF"/><g transform="translate(${x} ${y}) scale(${scale})">${picture.svg}</g></svg>`;
    return { width: width, height: height, svg: svg };
  }

  async function drawn(width, height) {
    const { of, asPng } = window.chiso.exportPicture;
    const picture = await of(bar);
    return width ? asPng(fitted(picture, width, height), 1) : asPng(picture, 2);
  }

  async function copied() {
    await window.navigator.clipboard.write([new window.ClipboardItem({ "image/png": drawn(...WIDE) })]);
    window.chiso.told("clipboard", bar.dataset.file);
  }

  function seen(words) {
    const found = window.chiso.seen.of(bar);
    if (!found.rows.length) throw new Told(words.take_nothing);
    return found;
  }

  async function sent(address, words) {
    const asked = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(seen(words)) };
    const answer = await window.fetch(address, asked).catch(() => null);
    if (answer && answer.status === 422) throw new Told((await answer.json()).told);
    if (!answer || !answer.ok) throw new Told(words.not_sent);
    return answer;
  }

  const hand = (blob, kind) => window.chiso.exportPicture.hand(blob, `${bar.dataset.file}.${kind}`);

  /* A page that gave the bar its own files or its own section of a briefing knows more than what is seen. */
  async function file(kind, words) {
    const own = Array.from(bar.querySelectorAll("button[id]")).find((button) => JSON.parse(button.id).what === kind);
    if (own) own.click();
    else hand(await (await sent(`/bang/${kind}`, words)).blob(), kind);
    return words.saved_file;
  }

  async function toBriefing(words) {
    const box = bar.closest(".grid") || (bar.dataset.kind === "ranking" && bar.closest(".panel"));
    const own = (bar.querySelector("a") || (box && box.querySelector("a.to-briefing")) || {}).href;
    const address = own || (await (await sent("/bang/bao-cao", words)).json()).address;
    document.getElementById("way-picture").close();
    go(address);
    return "";
  }

  function pictures(words) {
    const save = (width, height) => async function () {
      hand(await drawn(width, height), "png");
      return words.picture_saved;
    };
    return [
      ...SIZES.map(([name, width, height]) => [words[name], save(width, height)]),
      [words.picture_png, async function () {
        const picture = await window.chiso.exportPicture.of(bar);
        hand(await window.chiso.exportPicture.asPng(picture, Math.max(2, PRINTED / picture.width)), "png");
        return words.picture_saved;
      }],
      [words.picture_svg, async function () {
        hand(new Blob([(await window.chiso.exportPicture.of(bar)).svg], { type: "image/svg+xml" }), "svg");
        return words.picture_saved;
      }],
      [words.picture_copy, () => copied().then(() => words.picture_copied)],
    ];
  }

  function list(heading, offers, said, words) {
    const items = offers.map(function ([text, act]) {
      const one = make("button", { type: "button", class: "action" }, text);
      one.addEventListener("click", async function () {
        one.setAttribute("aria-busy", "true");
        said.textContent = await act(words).then((told) => told, (error) => (error instanceof Told ? error.message : words.picture_failed));
        one.removeAttribute("aria-busy");
      });
      return make("li", {}, one);
    });
    return [make("h3", {}, heading), make("ul", { class: "way-pictures" }, ...items)];
  }

  async function open(asking) {
    bar = asking;
    window.chiso.things.renew(bar);
    const { words } = await index();
    let box = document.getElementById("way-picture");
    if (!box) {
      box = dialog("picture", "", words);
      const said = make("p", { class: "way-hint", role: "status" });
      const files = ["CSV", "XLSX"].map((kind) => [kind, () => file(kind.toLowerCase(), words)]);
      box.append(
        make("div", { class: "way-body" },
          ...list(words.take_briefing, [[words.to_briefing, toBriefing]], said, words),
          ...list(words.take_picture, pictures(words), said, words),
          ...list(words.take_data, files, said, words),
          said
        )
      );
    }
    box.querySelector("h2").textContent = window.chiso.ways.fill(words.take_named, { title: bar.dataset.title });
    box.querySelector("[role=status]").textContent = "";
    show(box);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-chiso-pictures]");
    if (button) open(button.closest(".export-bar")).catch(() => window.alert(document.querySelector("[data-ways]").dataset.waysFailed));
  });
})();
