/* A group page in the browser.  Cards, ranks, numbers and downloads are buttons whose id says what they are; one
   listener hands a click on to the page's stores.  The address always says what is shown, so that it can be sent. */
(function () {
  "use strict";
  let opener = null;

  const page = () => (document.querySelector("[data-view]") || { dataset: {} }).dataset;
  const prefix = () => page().view;
  const set = (name, data) => window.dash_clientside.set_props(`${prefix()}-${name}`, { data: data });

  const HANDLERS = {
    card: (id) => set("indicator", id.code),
    rank: (id, button) => set("area", button.getAttribute("aria-pressed") === "true" ? "" : id.code),
    clear: () => set("area", ""),
    layer: function (id, button) {
      button.setAttribute("aria-checked", String(button.getAttribute("aria-checked") !== "true"));
      const boxes = button.parentElement.querySelectorAll('[aria-checked="true"]');
      set("layers", Array.from(boxes, (one) => idOf(one).code));
    },
    source: function (id, button) {
      if (!sourcePanel().contains(button)) opener = button.closest(".ag-cell") || button; // a part leads on: closing goes back to the page
      openSource(id.key);
    },
    print: () => window.print(),
    download: (id) => set("wanted", { what: id.what, target: id.target, at: Date.now() }),
  };

  const sourcePanel = () => document.getElementById(`${prefix()}-source`);

  /* The source that is open is part of the address (nguon), so that a link can lead to it. */
  function noteSource(key) {
    const address = new URL(window.location.href);
    if (key) address.searchParams.set("nguon", key);
    else address.searchParams.delete("nguon");
    window.history.replaceState(window.history.state, "", address);
  }

  function openSource(key) {
    sourcePanel().dataset.asked = key;
    noteSource(key);
    set("source-key", { key: key, at: Date.now() });
  }

  function idOf(button) {
    return button.id.startsWith("{") ? JSON.parse(button.id) : { type: "" };
  }

  /* The parameters whose filters have just been moved. */
  function touched(keys) {
    const told = window.dash_clientside.callback_context;
    const moved = told.triggered.map((one) => one.prop_id.split(".")[0]);
    return keys.filter((key, place) => told.inputs_list[place] && moved.includes(told.inputs_list[place].id));
  }

  function close() {
    window.dash_clientside.set_props(`${prefix()}-source`, { hidden: true });
    noteSource("");
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
      /* Writes the filters into the address without leaving the page.  The page says which parameters they are
         (data-keys), and which of them make another page that is asked for anew (data-anew): another set keeps nothing. */
      remember: function () {
        const values = Array.from(arguments, (one) => (Array.isArray(one) ? one.join(",") : one || ""));
        const keys = page().keys.split(" ");
        const address = new URL(window.location.href);
        const anew = touched(keys).find((key) => page().anew.split(" ").includes(key));
        if (anew && address.searchParams.get(anew) === values[keys.indexOf(anew)]) return address.search;
        if (anew === "bo") address.search = "";
        keys.forEach(function (key, place) {
          // Empty is a choice too: the whole province.
          if (anew !== "bo" || key === "bo") address.searchParams.set(key, values[place]);
        });
        if (anew) window.location.assign(address);
        else window.history.replaceState(window.history.state, "", address);
        return address.search;
      },
      /* To the same page with other parameters: the address is all that it is made of.  A key that begins with "/" is
         a path.  Another set leaves behind what only the one before knew.  Of some (data-whole) empty is a choice too. */
      go: function () {
        const address = new URL(window.location.href);
        const keys = page().keys.split(" ");
        const whole = (page().whole || "").split(" ");
        const values = Array.from(arguments, (one) => one || "");
        const isAnew = touched(keys).includes("bo");
        if (isAnew) {
          const kept = address.searchParams.get("kieu");
          address.search = kept ? `?kieu=${encodeURIComponent(kept)}` : "";
        }
        keys.forEach(function (key, place) {
          if (isAnew && key !== "bo") return;
          if (key.startsWith("/")) address.pathname = values[place] ? key + values[place] : address.pathname;
          else if (values[place] || whole.includes(key)) address.searchParams.set(key, values[place]);
          else address.searchParams.delete(key);
        });
        if (address.href !== window.location.href) {
          window.dash_clientside.set_props("_pages_location", { pathname: address.pathname, search: address.search });
        }
        return address.search;
      },
      /* To the same page with what the fields of a form say; pressed, not at every letter. */
      search: function (_pressed) {
        return window.dash_clientside.chiso_view.go.apply(null, Array.prototype.slice.call(arguments, 1));
      },
      /* A unit is chosen in a list or on the map: whichever was moved, the other says the same. */
      agree: function (listed, drawn) {
        const moved = window.dash_clientside.callback_context.triggered.map((one) => one.prop_id);
        const chosen = moved.some((one) => one.endsWith("-area.data")) ? drawn || "" : listed || "";
        return [chosen, chosen];
      },
      /* A source that has just arrived is where the reader wants to be; one that the address names is asked for. */
      attend: function (body) {
        const panel = sourcePanel();
        if (!panel || !body) return window.dash_clientside.no_update;
        const linked = new URL(window.location.href).searchParams.get("nguon");
        if (linked && panel.dataset.asked !== linked) openSource(linked);
        else window.requestAnimationFrame(() => panel.hidden || panel.focus());
        return window.dash_clientside.no_update;
      },
    },
  });
})();
