/* Sets the theme before anything is painted; the choice (auto, light, dark) is remembered in localStorage.
   Everything that draws by theme listens to the window event "chiso:theme". */
(function () {
  "use strict";
  const KEY = "chiso-theme";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try {
      return window.localStorage.getItem(KEY) || "auto";
    } catch (refused) {
      if (refused instanceof DOMException) return "auto"; // storage switched off: the machine's theme
      throw refused;
    }
  }

  function remember(choice) {
    try {
      window.localStorage.setItem(KEY, choice);
    } catch (refused) {
      if (!(refused instanceof DOMException)) throw refused; // storage switched off: good for this page only
    }
  }

  let choice = stored();
  let printing = false;

  function apply() {
    const theme = printing ? "light" : choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    const changed = document.documentElement.dataset.theme !== theme;
    document.documentElement.dataset.theme = theme;
    document.querySelectorAll("[data-chiso-theme]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.chisoTheme === choice));
    });
    if (changed) window.dispatchEvent(new CustomEvent("chiso:theme", { detail: theme }));
  }

  window.chiso = window.chiso || {};
  window.chiso.theme = {
    isDark: function () {
      return document.documentElement.dataset.theme === "dark";
    },
    choose: function (wanted) {
      choice = wanted;
      remember(wanted);
      apply();
    },
    refresh: apply,
  };
  dark.addEventListener("change", apply);
  // Paper is light whatever the screen is.
  window.addEventListener("beforeprint", function () {
    printing = true;
    apply();
  });
  window.addEventListener("afterprint", function () {
    printing = false;
    apply();
  });
  apply();
})();
