/* A picture in the size that a slide, a screen or a page wants, or straight onto the clipboard. */
(function () {
  "use strict";
  const { make, dialog, show, index } = window.chiso.ways;
  const WIDE = [1920, 1080];
  const SIZES = [
    ["picture_wide", ...WIDE],
    ["picture_square", 1600, 1200],
    ["picture_page", 3508, 2480], // A4 across at 300 dpi
    ["picture_double", 0, 0],
  ];
  let bar = null; // whose picture is asked for

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
  }

  function choices(words, said) {
    const button = (text, act) => {
      const one = make("button", { type: "button", class: "action" }, text);
      one.addEventListener("click", async function () {
        one.setAttribute("aria-busy", "true");
        said.textContent = await act().then((told) => told, () => words.picture_failed);
        one.removeAttribute("aria-busy");
      });
      return make("li", {}, one);
    };
    const save = (name, width, height) => async function () {
      window.chiso.exportPicture.hand(await drawn(width, height), `${bar.dataset.file}.png`);
      return words.picture_saved;
    };
    return [
      ...SIZES.map(([name, width, height]) => button(words[name], save(name, width, height))),
      button(words.picture_copy, () => copied().then(() => words.picture_copied)),
    ];
  }

  async function open(asking) {
    bar = asking;
    const { words } = await index();
    let box = document.getElementById("way-picture");
    if (!box) {
      box = dialog("picture", words.picture, words);
      const said = make("p", { class: "way-hint", role: "status" });
      box.append(make("div", { class: "way-body" }, make("ul", { class: "way-pictures" }, ...choices(words, said)), said));
    }
    box.querySelector("[role=status]").textContent = "";
    show(box);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-chiso-pictures]");
    if (button) open(button.closest(".export-bar")).catch(() => window.alert(document.querySelector("[data-ways]").dataset.waysFailed));
  });
})();
