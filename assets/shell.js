/* The frame of the page: folding menu, marking the open page, theme and language switches, Esc.
   One listener on the document each, so that it does not matter when Dash draws the buttons. */
(function () {
  "use strict";
  const root = document.documentElement;

  function setMenu(open) {
    if (open) root.dataset.menu = "open";
    else delete root.dataset.menu;
    document.querySelectorAll('[data-chiso-menu="toggle"]').forEach(function (button) {
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-label", open ? button.dataset.labelClose : button.dataset.labelOpen);
    });
  }

  function markOpenPage() {
    document.querySelectorAll("a.nav-link").forEach(function (link) {
      const open = new URL(link.href).pathname === window.location.pathname;
      link.classList.toggle("is-active", open);
      if (open) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }

  function chooseLanguage(lang) {
    const year = 365 * 24 * 60 * 60;
    document.cookie = "chiso_lang=" + encodeURIComponent(lang) + ";path=/;max-age=" + year + ";SameSite=Lax";
    window.location.reload();
  }

  function openPanel() {
    return document.querySelector("[data-chiso-panel]:not([hidden])");
  }

  /* A panel may lie on what the keyboard comes to next, on a phone on everything: then the focus stays in the panel. */
  function keepInSight(event) {
    const panel = openPanel();
    const target = event.target;
    if (!panel || panel.contains(target)) return;
    window.requestAnimationFrame(function () {
      const place = target.getBoundingClientRect();
      const above = document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2);
      if (document.activeElement === target && !panel.hidden && panel.contains(above)) panel.focus();
    });
  }

  function closePanel() {
    const panel = openPanel();
    if (panel) document.getElementById(panel.id + "-close").click();
    return Boolean(panel);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-chiso-menu],[data-chiso-theme],[data-chiso-lang],a.nav-link");
    if (!button) return;
    if (button.dataset.chisoMenu) setMenu(button.dataset.chisoMenu === "toggle" && root.dataset.menu !== "open");
    else if (button.dataset.chisoTheme) window.chiso.theme.choose(button.dataset.chisoTheme);
    else if (button.dataset.chisoLang) chooseLanguage(button.dataset.chisoLang);
    else setMenu(false);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (!closePanel() && root.dataset.menu === "open") setMenu(false);
  });

  document.addEventListener("focusin", keepInSight);
  window.addEventListener("popstate", markOpenPage);
  window.addEventListener("_dashprivate_pushstate", markOpenPage);

  // Every page that Dash draws brings a shell of its own; each is put right once.
  new MutationObserver(function () {
    const shell = document.querySelector(".shell:not([data-ready])");
    if (!shell) return;
    shell.dataset.ready = "true";
    root.lang = shell.lang;
    markOpenPage();
    window.chiso.theme.refresh();
  }).observe(document.body, { childList: true, subtree: true });
})();
