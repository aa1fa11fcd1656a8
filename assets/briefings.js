/* The form that a briefing is begun with asks only what its kind needs. */
(function () {
  "use strict";

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    briefings: {
      /* For each kind of choice whether its field stays away. */
      unneeded: function (kind, needs) {
        return [needs[kind] !== "group", needs[kind] !== "event"];
      },
    },
  });
})();
