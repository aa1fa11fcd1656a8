/* The catalogue page in the browser: a row opens its card without leaving the page, the link follows the view.
   Rows are true links; with a modifier key, or where this script is missing, they open as such. */
(function () {
  "use strict";
  const STORE = "catalogue-code";
  const ROW = "[data-catalogue-code]";

  function mark(code) {
    document.querySelectorAll(".catalogue-row").forEach(function (row) {
      const chosen = row.dataset.catalogueCode === code;
      row.classList.toggle("is-chosen", chosen);
      if (chosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
  }

  /* Shows the head of the card once it has arrived; on a phone the card lies below the list. */
  function bringIntoView() {
    const card = document.getElementById("catalogue-card");
    const arrival = new MutationObserver(function () {
      arrival.disconnect();
      if (window.matchMedia("(max-width: 999px)").matches) card.scrollIntoView({ block: "start" });
      else card.scrollTop = 0;
    });
    arrival.observe(card, { childList: true, subtree: true, characterData: true });
  }

  document.addEventListener("click", function (event) {
    const row = event.target.closest(ROW);
    if (!row || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!document.getElementById("catalogue-list")) return;
    event.preventDefault();
    const code = row.dataset.catalogueCode;
    bringIntoView();
    window.dash_clientside.set_props(STORE, { data: code });
    mark(code);
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    catalogue: {
      link: function (wanted, code) {
        const params = new URLSearchParams(wanted || {});
        if (code) params.set("ma", code);
        const query = params.toString();
        window.history.replaceState(window.history.state, "", window.location.pathname + (query ? "?" + query : ""));
      },
      clear: function () {
        return ["", "", "", "", "", "", ""];
      },
    },
  });
})();
