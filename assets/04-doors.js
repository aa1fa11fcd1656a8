/* What the server refuses is told: a session that ended leads to the door and back, anything else is said on the page.
   Dash itself says nothing of a callback that was refused. */
(function () {
  "use strict";
  const plain = window.fetch;

  function say(words) {
    const place = document.getElementById("app-error");
    if (!place) return;
    const told = document.createElement("p");
    told.textContent = words;
    const box = document.createElement("div");
    box.className = "message is-bad";
    box.append(told);
    place.replaceChildren(box);
  }

  async function refused(answer) {
    const told = await answer.clone().json().catch(() => null);
    if (told && typeof told.told === "string") say(told.told);
  }

  /* The token of the session, for whatever changes anything; Dash's own requests bring it themselves. */
  function withToken(asked) {
    const token = /(?:^|; )_csrf_token=([^;]*)/.exec(document.cookie);
    if (!token || !asked || !asked.method || asked.method === "GET") return asked;
    const headers = new Headers(asked.headers);
    headers.set("X-CSRFToken", decodeURIComponent(token[1]));
    return { ...asked, headers: headers };
  }

  window.fetch = async function (where, asked) {
    const address = new URL(typeof where === "object" && where.url ? where.url : where, location.href);
    if (address.origin !== location.origin) return plain.call(this, where, asked);
    const answer = await plain.call(this, where, withToken(asked));
    if (!address.pathname.startsWith("/_dash")) return answer;
    if (answer.status === 401) {
      location.assign(`/dang-nhap?next=${encodeURIComponent(location.pathname + location.search)}`);
    } else if (answer.status >= 400) refused(answer);
    return answer;
  };
})();
