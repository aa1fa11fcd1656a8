/* What the browser made itself, a picture or a copy, is told to the server, which writes it into the book of audit. */
(function () {
  "use strict";
  window.chiso = window.chiso || {};
  window.chiso.told = function (way, title) {
    const asked = { method: "POST", headers: { "Content-Type": "application/json" }, keepalive: true };
    asked.body = JSON.stringify({ way: way, title: String(title || document.title).slice(0, 300) });
    // What was made is made: a server that does not answer takes it from nobody.
    window.fetch("/nhat-ky/da-lay", asked).catch(() => null);
  };
})();
