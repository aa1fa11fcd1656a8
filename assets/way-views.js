/* Saved views: a name and an address each, kept in this browser; taken to another one as JSON text. */
window.chiso = window.chiso || {};
window.chiso.views = (function () {
  "use strict";
  const { make, index, fill, dialog, show, go, copy, openers } = window.chiso.ways;
  const KEY = "chiso_views";
  const LONGEST = { name: 120, path: 3000 };
  const v = { box: null, words: {} };

  /* A path of this site only: what is pasted could name any address. */
  function isView(one) {
    if (!one || typeof one.name !== "string" || typeof one.path !== "string" || !one.name.trim()) return false;
    if (one.name.length > LONGEST.name || one.path.length > LONGEST.path) return false;
    return one.path.startsWith("/") && new URL(one.path, window.location.origin).origin === window.location.origin;
  }

  function read(text) {
    try {
      const found = JSON.parse(text || "[]");
      return Array.isArray(found) && found.every(isView) ? found.map(({ name, path }) => ({ name, path })) : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  const all = () => read(window.localStorage.getItem(KEY)) || [];

  function keep(views) {
    try {
      window.localStorage.setItem(KEY, JSON.stringify(views));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      tell(v.words.not_kept);
      return false;
    }
    draw();
    return true;
  }

  /* One view per name: the newer takes the place of the older. */
  function merged(views, added) {
    const names = new Set(added.map((one) => one.name));
    return added.concat(views.filter((one) => !names.has(one.name)));
  }

  function tell(sentence, ...more) {
    v.status.replaceChildren(sentence, ...more);
  }

  function button(label, act, name) {
    const made = make("button", { type: "button", class: "button" }, label);
    if (name) made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    return made;
  }

  function remove(view) {
    const before = all();
    if (!keep(before.filter((one) => one.name !== view.name))) return;
    tell(fill(v.words.deleted, view), " ", button(v.words.undo, () => keep(before) && tell("")));
    v.status.querySelector("button").focus();
  }

  function row(view) {
    const link = make("a", { href: view.path }, view.name);
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      v.box.close();
      go(view.path);
    });
    return make("li", {}, link, button(v.words.delete, () => remove(view), fill(v.words.delete_named, view)));
  }

  function draw() {
    const views = all();
    v.list.replaceChildren(...views.map(row));
    v.none.hidden = views.length > 0;
    v.text.value = JSON.stringify(views, null, 1);
  }

  function save(event) {
    event.preventDefault();
    const name = v.name.value.trim();
    const view = { name: name, path: window.location.pathname + window.location.search };
    if (isView(view) && keep(merged(all(), [view]))) tell(fill(v.words.saved, view));
  }

  function importText() {
    const found = read(v.text.value);
    if (!found || !found.length) return tell(v.words.not_imported);
    return keep(merged(all(), found)) && tell(fill(v.words.imported, { count: found.length }));
  }

  function build(told) {
    const words = (v.words = told.words);
    v.box = dialog("views", words.views, words);
    v.name = make("input", { type: "text", id: "way-view-name", maxlength: LONGEST.name, required: "", autocomplete: "off" });
    const form = make("form", { class: "way-form" }, make("label", { for: "way-view-name" }, words.view_name), v.name, make("button", { type: "submit", class: "button" }, words.save));
    form.addEventListener("submit", save);
    v.status = make("p", { role: "status", class: "way-status" });
    v.none = make("p", { class: "muted" }, words.no_views);
    v.list = make("ul", { class: "way-views" });
    v.text = make("textarea", { id: "way-view-text", rows: "6", spellcheck: "false" });
    const said = () => tell(words.copied);
    const exchange = make(
      "details", { class: "way-exchange" }, make("summary", {}, words.exchange), make("p", {}, words.exchange_lead),
      make("label", { for: "way-view-text" }, words.exchange_text), v.text,
      make("div", { class: "way-buttons" }, button(words.copy, () => copy(v.text.value).then(said, () => tell(words.not_copied))), button(words.import, importText))
    );
    v.box.append(make("div", { class: "way-body" }, make("p", {}, words.views_lead), form, v.status, v.none, v.list, exchange));
  }

  /* What the open page is called: its heading, and the question of its map where there is one. */
  function usualName() {
    const heading = document.querySelector("main h1");
    const asked = document.querySelector("[id$='-map-panel-title']");
    return ((asked || heading || {}).textContent || document.title).trim().slice(0, LONGEST.name);
  }

  openers.views = async function () {
    const told = await index();
    if (!v.box) build(told);
    draw();
    tell("");
    v.name.value = usualName();
    show(v.box);
    v.name.select();
  };

  return { all: all };
})();
