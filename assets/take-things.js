/* Finds every chart, map and table of a page and sees to it that each can be taken away: one that its page gave no bar of
   downloads gets a button, and what all of them offer is one dialog (way-take.js). */
window.chiso = window.chiso || {};
window.chiso.things = (function () {
  "use strict";
  const KINDS = [
    ["table", "main table"],
    ["grid", "main [data-grid]"],
    ["chart", "main .graph"],
    ["map", "main .map-frame"],
    ["multiples", "main .multiples:not(:empty)"], // maps side by side
    ["place", "main img.locator"], // where a commune lies
    ["ranking", "main .ranking"],
    ["list", "main ol.plain-list, main ol.behind-list, main ul.shares"], // an order or shares, told in words
  ];
  const THINGS = KINDS.map(([, where]) => where).join(", ");
  // A legend and a printed page are parts of something else; a dialog is no page.
  const PARTS = ".legend, .map-legend, .two-legend, article.briefing, dialog, [data-part]";
  const bars = new Map(); // bar that was made here → the chart, map or table that it is of
  let isAsked = false;

  const text = (element) => (element ? window.chiso.seen.lines(element).join(" ") : "");

  const kindOf = (thing) => KINDS.find(([, where]) => thing.matches(where))[0];

  /* The id by which the scripts that draw know a chart or a map. */
  function targetOf(thing, kind) {
    if (kind === "map") return thing.dataset.map;
    if (kind === "chart") return (thing.querySelector(".graph-plot") || thing.firstElementChild).id;
    return thing.dataset.grid || "";
  }

  function declared(target) {
    return target ? Array.from(document.querySelectorAll("main .export-bar[data-target]")).find((bar) => bar.dataset.target === target && !bars.has(bar)) : null;
  }

  /* A table by its caption, its own name, the heading right above it, that of the disclosure it lies in; else what the
     panel asks. */
  function titleOf(thing, kind, panel) {
    if (thing.alt) return thing.alt.replace(/\.$/, "");
    const heading = text(panel && panel.querySelector(".panel-head h2, h2, h3"));
    if (heading && ["map", "chart", "multiples", "place"].includes(kind)) return heading;
    const named = thing.closest("[aria-label]");
    const spoken = named && panel && panel.contains(named) ? named.getAttribute("aria-label").split(". ")[0] : "";
    const before = thing.previousElementSibling;
    const above = before && before.matches("h2, h3") ? text(before) : "";
    const disclosure = thing.closest("details");
    const inner = disclosure && panel && panel.contains(disclosure) ? text(disclosure.querySelector("summary")) : "";
    const told = text(thing.querySelector("caption")) || spoken || above || [heading, inner].filter(Boolean).join(": ");
    return (told || text(document.querySelector("main h1"))).replace(/\.$/, "");
  }

  const fileOf = (title) => window.chiso.grid.fold(title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80) || "chiso";

  /* What a made bar says of its thing, as it stands now: a filter changes what is said above and below it. */
  function describe(made, thing) {
    const panel = thing.closest(".panel, section, details");
    const title = titleOf(thing, made.dataset.kind, panel);
    const banner = document.getElementById("shell-simulated");
    const large = declared(thing.dataset.multiples); // maps side by side are of many periods, and of the source of the large one
    Object.assign(made.dataset, {
      title: title, file: fileOf(title), mark: banner && !banner.hidden ? text(banner.querySelector("b")) : "",
      caption: large ? "" : text(panel && panel.querySelector(".subtitle")),
      foot: large ? large.dataset.foot : text(panel && panel.querySelector(".panel-foot")),
    });
    made.querySelector("button").setAttribute("aria-label", `${document.querySelector("[data-ways]").dataset.waysTake}: ${title}`);
  }

  function bar(thing, kind, target) {
    const { make } = window.chiso.ways;
    const button = make("button", { type: "button", class: "export-button take-button", "data-chiso-pictures": "" });
    button.append(make("span", { class: "icon icon-download", "aria-hidden": "true" }), document.querySelector("[data-ways]").dataset.waysTake);
    const made = make("div", { class: "export-bar is-made", "data-kind": kind, "data-target": target }, button);
    describe(made, thing);
    return made;
  }

  /* Outside of what scrolls and of what Dash draws anew; in the tools of a table that has some. */
  function place(thing, made) {
    const tools = thing.matches("[data-grid]") && thing.querySelector(".grid-buttons");
    if (tools) return tools.after(made);
    const scroller = thing.closest(".table-scroll, .scroll-x, [role=region]");
    return (scroller && scroller.contains(thing) ? scroller : thing).after(made);
  }

  function see(thing) {
    const kind = kindOf(thing);
    if (thing.closest(PARTS) || thing.closest(".grid") !== (kind === "grid" ? thing : null)) return;
    if (kind === "grid" && !thing.querySelector(".grid-buttons")) return; // comes with its tools
    const target = targetOf(thing, kind);
    if (!declared(target)) {
      const made = bar(thing, kind, target);
      bars.set(made, thing);
      place(thing, made);
    }
    thing.dataset.taken = "";
  }

  function look() {
    isAsked = false;
    bars.forEach(function (thing, made) {
      if (thing.isConnected && made.isConnected && thing.matches(THINGS)) return describe(made, thing);
      made.remove();
      bars.delete(made);
      delete thing.dataset.taken;
    });
    if (document.querySelector("[data-ways]")) document.querySelectorAll(THINGS).forEach((thing) => "taken" in thing.dataset || see(thing));
  }

  function ask() {
    if (isAsked) return;
    isAsked = true;
    window.requestAnimationFrame(look);
  }

  new MutationObserver(ask).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("chiso:grid", ask);
  ask();

  /* A bar that was made here says what is so now. */
  function renew(made) {
    if (bars.has(made)) describe(made, bars.get(made));
  }

  return { of: (made) => bars.get(made), renew: renew };
})();
