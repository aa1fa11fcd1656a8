/* Callbacks' answers on their way in.  That to a filter brings the map's colours together with everything else on the
   page: the map is painted as soon as it is there, the rest, which takes the browser much longer, is handed on in the
   next frame.  And an answer that came through takes away the sentence about one that did not. */
(function () {
  "use strict";
  const fetched = window.fetch;

  /* When the next frame begins, the one before is on the screen. */
  function onScreen() {
    return new Promise(function (resolve) {
      window.requestAnimationFrame(() => window.requestAnimationFrame(resolve));
      window.setTimeout(resolve, 100); // no frames are drawn in a tab that nobody sees
    });
  }

  function forgiveError() {
    const said = document.getElementById("app-error");
    if (said && said.firstChild) window.dash_clientside.set_props("app-error", { children: null });
  }

  window.fetch = async function (...request) {
    const response = await fetched.apply(this, request);
    if (String(request[0]).includes("/_dash-update-component")) {
      const read = response.json.bind(response);
      response.json = async function () {
        const answer = await read();
        if (answer.response && !("app-error" in (answer.sideUpdate || {}))) forgiveError();
        if (window.chiso.map.paintEarly(answer.response || {})) await onScreen();
        return answer;
      };
    }
    return response;
  };
})();
