/* The form of contacts: who is chosen fills the fields, somebody new empties them. */
(function () {
  "use strict";
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    chiso_contacts: {
      fill: function (chosen) {
        const [role, area, name, phone] = chosen ? JSON.parse(chosen) : [null, null, "", ""];
        return [role, area, name, phone];
      },
    },
  });
})();
