/* The way from a map to the source of what an area shows: whoever chooses an area gets a button beside its number,
   next after the map for a keyboard; so does whoever clicks or enters a point.  view.js opens the panel; a page without one has no button. */
window.chiso = window.chiso || {};
window.chiso.mapSource = (function () {
  "use strict";

  function hasPanel() {
    const page = document.querySelector("[data-view]");
    return Boolean(page && document.getElementById(`${page.dataset.view}-source`));
  }

  function keyOf(r) {
    if (!r.sheet || r.sheet.message || !r.selected || !hasPanel()) return "";
    return window.chiso.mapTable.sourceOf(r.sheet, r.selected);
  }

  /* Beside the canvas and before the controls, so that Tab comes to it first. */
  function place(frame) {
    const found = frame.querySelector(".map-chosen");
    if (found) return found;
    const made = document.createElement("div");
    made.className = "map-chosen";
    frame.insertBefore(made, frame.querySelector(".map-controls"));
    return made;
  }

  function text(name, words) {
    const made = document.createElement(name);
    made.textContent = words;
    return made;
  }

  function show(r) {
    const frame = r.map.getContainer().closest(".map-frame");
    const box = place(frame);
    const key = keyOf(r);
    const words = key ? [r.sheet.names[r.selected] || r.selected, (r.sheet.text[r.selected] || [""])[0]] : [];
    fill(frame, box, key, words);
  }

  /* A point that was clicked, or entered: what it says, and the way to it. */
  function tell(r, point) {
    const frame = r.map.getContainer().closest(".map-frame");
    if (!point.key || !frame || !hasPanel()) return null;
    fill(frame, place(frame), point.key, [point.lines[0], point.lines.slice(1).join(" · ")]);
    return frame.querySelector(".map-chosen button");
  }

  function fill(frame, box, key, words) {
    box.hidden = !key;
    if (box.dataset.told === [key, ...words].join("\n")) return; // a button that is focused stays where it is
    box.dataset.told = [key, ...words].join("\n");
    if (!key) return box.replaceChildren();
    const button = text("button", frame.dataset.sourceWord);
    button.id = JSON.stringify({ at: "map", key: key, type: "source" });
    button.type = "button";
    button.className = "link-button";
    button.title = frame.dataset.sourceTitle.replace("{name}", words[0]);
    box.replaceChildren(text("b", words[0]), text("span", words[1]), button);
  }

  return { show: show, tell: tell };
})();
