/* The command palette: a combobox over everything that can be gone to, saved views included. */
(function () {
  "use strict";
  const { make, index, fill, dialog, show, go, openers } = window.chiso.ways;
  const { entry, search } = window.chiso.waySearch;
  const SHOWN = 40;
  const PAGE = 8;
  const p = { box: null, entries: [], found: [], place: 0, words: {} };

  function build(told) {
    p.words = told.words;
    p.box = dialog("palette", told.words.find_hint, told.words);
    p.input = make("input", {
      type: "text", role: "combobox", id: "way-input", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
      "aria-label": told.words.find_hint, "aria-autocomplete": "list", "aria-expanded": "true", "aria-controls": "way-results", placeholder: told.words.find_placeholder,
    });
    p.list = make("ul", { id: "way-results", role: "listbox", "aria-label": told.words.results });
    p.status = make("p", { role: "status", class: "way-status" });
    p.box.append(p.input, p.list, make("div", { class: "way-foot" }, p.status, make("p", { class: "way-hint" }, told.words.palette_keys)));
    p.input.addEventListener("input", update);
    p.input.addEventListener("keydown", onKey);
    p.list.addEventListener("click", function (event) {
      const option = event.target.closest("[role=option]");
      if (option) take(Number(option.dataset.place), event.ctrlKey || event.metaKey);
    });
    p.list.addEventListener("mousedown", (event) => event.preventDefault()); // the cursor stays in the field
    p.places = told.places.map((place) => entry(...place));
  }

  function option(one, place) {
    const kind = make("span", { class: "way-kind" }, p.words["kind_" + one.kind]);
    const name = make("span", { class: "way-name" }, one.name);
    const note = make("span", { class: "way-note" }, one.note);
    return make("li", { role: "option", id: "way-option-" + place, "data-place": place, "aria-selected": "false" }, kind, name, note);
  }

  function update() {
    const setCode = document.querySelector("[data-ways]").dataset.set;
    const all = search(p.entries, p.input.value, setCode);
    p.found = all.slice(0, SHOWN);
    p.list.replaceChildren(...p.found.map(option));
    const told = { count: all.length, shown: p.found.length, text: p.input.value };
    p.status.textContent = fill(all.length ? p.words[all.length > SHOWN ? "found_first" : "found"] : p.words.nothing, told);
    point(0);
  }

  function point(place) {
    p.place = Math.max(0, Math.min(place, p.found.length - 1));
    Array.from(p.list.children).forEach((one, at) => one.setAttribute("aria-selected", String(at === p.place)));
    const chosen = p.list.children[p.place];
    if (chosen) {
      p.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else p.input.removeAttribute("aria-activedescendant");
  }

  function take(place, elsewhere) {
    const one = p.found[place];
    if (!one) return;
    p.box.close();
    go(one.path, elsewhere);
  }

  function onKey(event) {
    const last = p.found.length - 1;
    const moves = {
      ArrowDown: p.place === last ? 0 : p.place + 1, ArrowUp: p.place === 0 ? last : p.place - 1,
      PageDown: p.place + PAGE, PageUp: p.place - PAGE,
    };
    if (event.isComposing) return; // a Vietnamese keyboard is still writing the word
    if (event.key in moves) point(moves[event.key]);
    else if (event.key === "Enter") take(p.place, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  openers.palette = async function () {
    const told = await index();
    if (!p.box) build(told);
    const views = window.chiso.views.all().map((view) => entry("view", view.name, view.path.split("?")[0], view.path, ""));
    p.entries = views.concat(p.places);
    p.input.value = "";
    update();
    show(p.box);
    p.input.focus();
  };
})();
