/* The map as a table: the same communes, values, ranks and reasons, written from the values store while it is open.
   Made here and not by Dash, which would follow every cell as a component of its own and slow each filter change. */
window.chiso = window.chiso || {};
window.chiso.mapTable = (function () {
  "use strict";

  function cell(tag, text, className) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function row(sheet, code) {
    const line = document.createElement("tr");
    const name = cell("th", sheet.names[code] || code);
    name.scope = "row";
    const told = (sheet.text[code] || [""]).slice();
    const known = sheet.values[code] !== undefined;
    const [figure, ...rest] = known ? told.shift().split(" · ") : ["–", told.shift()];
    line.append(name, cell("td", figure, "figure"), cell("td", rest.concat(told).join(" · ")));
    return line;
  }

  /* Communes with a value from high to low, then those without. */
  function fill(r) {
    const table = document.querySelector('[data-map-table="' + window.CSS.escape(r.id) + '"]');
    if (!table || !table.closest("details").open || !r.sheet || table.chisoSheet === r.sheet) return;
    table.chisoSheet = r.sheet;
    const sheet = r.sheet;
    const known = Object.keys(sheet.values).sort((a, b) => sheet.values[b] - sheet.values[a]);
    const silent = Object.keys(sheet.status);
    table.caption.textContent = sheet.message || sheet.title;
    table.tBodies[0].replaceChildren(...known.concat(silent).map((code) => row(sheet, code)));
  }

  function opened(event) {
    const table = event.target.querySelector("[data-map-table]");
    if (table && event.newState === "open") fill(window.chiso.map.rooms[table.dataset.mapTable]);
  }

  document.addEventListener("toggle", opened, { capture: true }); // it does not bubble

  return { fill: fill };
})();
