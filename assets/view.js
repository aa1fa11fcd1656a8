/* A group page in the browser.  Cards, ranks, numbers and downloads are buttons whose id says what they are; one
   listener hands a click on to the page's stores.  The address always says what is shown, so that it can be sent. */
(function () {
  "use strict";
  const KEYS = ["bo", "ky", "so-voi", "phan-to", "nhom", "the-hien", "lop", "chi-so", "xa", "biet-den"];
  let opener = null;

  const prefix = () => (document.querySelector("[data-view]") || { dataset: {} }).dataset.view;
  const set = (name, data) => window.dash_clientside.set_props(`${prefix()}-${name}`, { data: data });

  const HANDLERS = {
    card: (id) => set("indicator", id.code),
    rank: (id, button) => set("area", button.getAttribute("aria-pressed") === "true" ? "" : id.code),
    clear: () => set("area", ""),
    source: function (id, button) {
      opener = button;
      set("source-key", { key: id.key, at: Date.now() });
    },
    download: (id) => set("wanted", { what: id.what, target: id.target, at: Date.now() }),
  };

  function idOf(button) {
    return button.id.startsWith("{") ? JSON.parse(button.id) : { type: "" };
  }

  function close() {
    window.dash_clientside.set_props(`${prefix()}-source`, { hidden: true });
    if (opener && opener.isConnected) opener.focus();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[id]");
    if (!button || !prefix()) return;
    if (button.id === `${prefix()}-source-close`) return close();
    const id = idOf(button);
    if (HANDLERS[id.type]) HANDLERS[id.type](id, button);
  });

  document.addEventListener("keydown", function (event) {
    const panel = prefix() && document.getElementById(`${prefix()}-source`);
    if (event.key === "Escape" && panel && !panel.hidden) close();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    chiso_view: {
      /* Writes the filters into the address without leaving the page; another set is another page, asked for anew. */
      remember: function () {
        const values = Array.from(arguments);
        const address = new URL(window.location.href);
        const set = address.searchParams.get("bo");
        if (window.dash_clientside.callback_context.triggered.some((one) => one.prop_id === `${prefix()}-set.value`)) {
          if (set !== values[0]) window.location.assign(`${address.pathname}?bo=${encodeURIComponent(values[0])}`);
          return values[0];
        }
        KEYS.forEach(function (key, place) {
          address.searchParams.set(key, values[place] || ""); // empty is a choice too: the whole province
        });
        window.history.replaceState(window.history.state, "", address);
        return address.search;
      },
      /* A source that has just arrived is where the reader wants to be. */
      attend: function (body) {
        const panel = document.getElementById(`${prefix()}-source`);
        if (panel && body) window.requestAnimationFrame(() => panel.focus());
        return window.dash_clientside.no_update;
      },
    },
  });
})();
