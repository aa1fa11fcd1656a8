/* Dash's dropdowns, made to say what they are: the name of the filter is read before its value, and the hidden input
   that catches the focus is taken out of the way of keyboards and screen readers. */
(function () {
  "use strict";

  function mend(catcher) {
    const button = catcher.parentElement.querySelector("button.dash-dropdown");
    catcher.disabled = true;
    if (!button) return;
    button.tabIndex = 0;
    const label = button.id && document.querySelector('label[for="' + window.CSS.escape(button.id) + '"]');
    if (!label) return;
    label.id = label.id || button.id + "-label";
    button.setAttribute("aria-labelledby", label.id + " " + button.id + "-value");
  }

  new MutationObserver(function () {
    document.querySelectorAll(".dash-dropdown-focus-target:not(:disabled)").forEach(mend);
  }).observe(document.body, { childList: true, subtree: true });
})();
