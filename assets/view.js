/* A group page in the browser: cards and ranks choose, and the address always says what is shown. */
(function () {
  "use strict";
  const KEYS = ["bo", "ky", "so-voi", "phan-to", "nhom", "the-hien", "lop", "chi-so", "xa"];
  const keep = () => window.dash_clientside.no_update;

  function clicked() {
    const found = window.dash_clientside.callback_context.triggered.filter((one) => one.value);
    if (!found.length) return null;
    const id = found[0].prop_id;
    return JSON.parse(id.slice(0, id.lastIndexOf(".")));
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    chiso_view: {
      /* A click on a card: its indicator. */
      choose: function () {
        const id = clicked();
        return id ? id.code : keep();
      },
      /* A click on a rank: its commune, or none when it was chosen already or when the choice is cleared. */
      pick: function () {
        const id = clicked();
        if (!id) return keep();
        return id.type === "clear" ? null : id.code;
      },
      /* Writes the filters into the address without leaving the page. */
      remember: function () {
        const address = new URL(window.location.href);
        const values = arguments[0] instanceof Array && arguments.length === 1 ? arguments[0] : Array.from(arguments);
        KEYS.forEach(function (key, place) {
          if (values[place]) address.searchParams.set(key, values[place]);
          else address.searchParams.delete(key);
        });
        window.history.replaceState(window.history.state, "", address);
        return address.search;
      },
      /* Another set means another province, map and filters: the page is asked for anew. */
      change_set: function (set) {
        window.location.assign(window.location.pathname + "?bo=" + encodeURIComponent(set));
        return keep();
      },
    },
  });
})();
