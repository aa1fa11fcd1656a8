/* The ways through, whatever page is open: dialogs, going to a place, copying, and the keys that open them.
   Made here and not by Dash, so that they outlast the pages; their words come with the index (components/way_index.py). */
window.chiso = window.chiso || {};
window.chiso.ways = (function () {
  "use strict";
  const QUIET = "chiso_quiet_keys";
  let asked = null;
  const openers = {};

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  /* The index, fetched once: the address has its hash, so a browser keeps it. */
  function index() {
    const address = document.querySelector("[data-ways]").dataset.ways;
    if (!asked || asked.address !== address) {
      const answer = window.fetch(address).then(function (response) {
        if (!response.ok) throw new Error(`${address}: ${response.status}`);
        return response.json();
      });
      asked = { address: address, answer: answer };
      answer.catch(() => (asked = null)); // asked again at the next opening
    }
    return asked.answer;
  }

  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? parts[name] : whole));

  /* A dialog with a heading and a button that closes it; Esc and a click beside it close it too. */
  function dialog(name, title, words) {
    const box = make("dialog", { id: "way-" + name, class: "way-dialog", "aria-labelledby": `way-${name}-title` });
    const close = make("button", { type: "button", class: "icon-button way-close", "aria-label": words.close });
    close.append(make("span", { class: "icon icon-x-lg", "aria-hidden": "true" }));
    close.addEventListener("click", () => box.close());
    box.append(make("div", { class: "way-head" }, make("h2", { id: `way-${name}-title` }, title), close));
    box.addEventListener("click", (event) => event.target === box && box.close());
    document.body.append(box);
    return box;
  }

  function show(box) {
    document.querySelectorAll("dialog.way-dialog[open]").forEach((other) => other !== box && other.close());
    if (!box.open) box.showModal();
  }

  /* Another page without loading anew; the same page with other filters is asked for whole. */
  function go(path, elsewhere) {
    if (elsewhere) return window.open(path, "_blank", "noopener");
    const target = new URL(path, window.location.href);
    if (target.origin !== window.location.origin) return null;
    const isPlain = /^\/(gui|duyet)-so-lieu$/.test(target.pathname); // a page that Dash does not draw
    if (isPlain || target.pathname === window.location.pathname) return window.location.assign(target);
    window.history.pushState({}, "", target);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    return window.scrollTo(0, 0);
  }

  /* Puts text, and the same with links, on the clipboard. */
  async function copy(text, html) {
    if (!html || !window.ClipboardItem) return window.navigator.clipboard.writeText(text);
    const parts = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
    return window.navigator.clipboard.write([new window.ClipboardItem(parts)]);
  }

  async function openHelp() {
    const { words, shortcuts } = await index();
    const box = document.getElementById("way-help") || dialog("help", words.shortcuts, words);
    if (!box.querySelector("table")) {
      const rows = shortcuts.map(([keys, does]) => make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), make("td", {}, does)));
      const head = make("tr", {}, make("th", { scope: "col" }, words.key), make("th", { scope: "col" }, words.does));
      const table = make("table", { class: "data-table way-keys" }, make("thead", {}, head), make("tbody", {}, ...rows));
      const choice = make("input", { type: "checkbox", id: "way-single-keys" });
      choice.checked = !window.localStorage.getItem(QUIET);
      choice.addEventListener("change", function () {
        if (choice.checked) window.localStorage.removeItem(QUIET);
        else window.localStorage.setItem(QUIET, "1");
      });
      const label = make("label", { for: "way-single-keys", class: "way-choice" }, choice, words.single_keys);
      box.append(make("div", { class: "way-body", tabindex: "0" }, table, label));
    }
    show(box);
  }
  openers.help = openHelp;

  function open(name) {
    const failed = () => window.alert(document.querySelector("[data-ways]").dataset.waysFailed);
    openers[name]().catch(failed);
  }

  const isTyping = (target) => Boolean(target.closest && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]"));

  document.addEventListener("keydown", function (event) {
    if (!document.querySelector("[data-ways]")) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault(); // browsers put the cursor into their own search
      open("palette");
    } else if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isTyping(event.target) && !window.localStorage.getItem(QUIET)) {
      event.preventDefault();
      open("help");
    }
  });

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-way-open]");
    if (button) open(button.dataset.wayOpen);
  });

  return { make: make, index: index, fill: fill, dialog: dialog, show: show, go: go, copy: copy, open: open, openers: openers };
})();
