/* The tools above a table: search, group, pin, count, copy, files.  They are drawn when the table has come. */
(function () {
  "use strict";
  const home = window.chiso.grid;
  const PHONE = "(max-width: 40rem)";

  function made(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => (name in element ? (element[name] = value) : element.setAttribute(name, value)));
    element.append(...children);
    return element;
  }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  function columnsOf(table) {
    return table.api.getAllGridColumns().map((column) => column.getColDef());
  }

  function choice(label, none, columns, change) {
    const options = columns.map((column) => made("option", { value: column.field, textContent: column.headerName }));
    const select = made("select", {}, made("option", { value: "", textContent: none }), ...options);
    select.addEventListener("change", () => change(select.value));
    return { box: made("label", { className: "grid-choice" }, made("span", { textContent: label }), select), select: select };
  }

  function button(label, title, press) {
    const element = made("button", { type: "button", className: "export-button", textContent: label, title: title, "aria-label": `${label}: ${title}` });
    element.addEventListener("click", press);
    return element;
  }

  /* Columns up to the chosen one stay while the others are scrolled, like panes that are frozen. */
  function pin(table, field) {
    const columns = table.api.getAllDisplayedColumns();
    const last = columns.findIndex((column) => column.getColId() === field);
    table.api.applyColumnState({
      state: columns.map((column, place) => ({ colId: column.getColId(), pinned: place <= last ? "left" : null })),
    });
  }

  /* Widths are told in rem.  On a phone a pinned column would leave nothing of the others. */
  function size(table) {
    const narrow = window.matchMedia(PHONE).matches;
    const state = columnsOf(table).map(function (column) {
      const own = column.context.rem;
      const fixed = own ? { width: own * home.rem() } : narrow ? { width: 13 * home.rem(), flex: null } : {};
      return { colId: column.field, ...fixed, ...(narrow ? { pinned: null } : {}) };
    });
    table.api.applyColumnState({ state: state });
  }

  function count(table) {
    let all = 0;
    let seen = 0;
    table.api.forEachNode((node) => (all += node.data.chisoGroup === undefined));
    table.api.forEachNodeAfterFilter((node) => (seen += node.data.chisoGroup === undefined));
    const shown = (value) => home.shown(value, { context: { kind: "number" } }, table.lang);
    table.counter.textContent =
      seen === all ? filled(table.words.table_rows, { count: shown(all) }) : filled(table.words.table_rows_of, { count: shown(seen), of: shown(all) });
  }

  function clear(table) {
    table.search.value = "";
    table.api.setGridOption("quickFilterText", "");
    table.api.setFilterModel(null);
    table.api.applyColumnState({ defaultState: { sort: null } });
  }

  function toolbar(table) {
    const words = table.words;
    table.search = made("input", { type: "search", className: "grid-search", placeholder: words.search_table, "aria-label": words.search_table });
    table.search.addEventListener("input", () => table.api.setGridOption("quickFilterText", home.fold(table.search.value)));
    table.counter = made("span", { className: "grid-count", role: "status" });
    const columns = columnsOf(table);
    const grouped = columns.filter((column) => table.groups.includes(column.field));
    const group = choice(words.group_rows, words.no_grouping, grouped, (field) => home.groupBy(table, field));
    const pins = choice(words.pin_columns, words.no_pinning, columns.slice(0, -1), (field) => pin(table, field));
    const pinned = columns.filter((column) => column.pinned).pop();
    if (pinned && !window.matchMedia(PHONE).matches) pins.select.value = pinned.field;
    const files = ["CSV", "XLSX"].map((format) =>
      button(format, filled(words.table_as, { format: format }), () => home.handOut(table, format.toLowerCase()))
    );
    return made("div", { className: "grid-tools" },
      table.search,
      ...(grouped.length ? [group.box] : []),
      ...(columns.length > 3 ? [pins.box] : []),
      table.counter,
      made("div", { className: "export-bar grid-buttons", role: "group", "aria-label": words.download },
        button(words.clear_table, words.clear_table, () => clear(table)),
        button(words.copy_table, words.copy_table_long, () => home.copy(table)),
        ...files
      )
    );
  }

  /* Told beside the count, where it is read aloud too. */
  function tell(table, text) {
    table.counter.textContent = text;
  }

  function begin(box, api) {
    const data = box.dataset;
    const table = {
      id: data.grid, key: data.gridKey, lang: data.gridLang, box: box, api: api, groups: JSON.parse(data.gridGroups),
      words: JSON.parse(data.gridWords), told: () => JSON.parse(box.dataset.gridTold),
    };
    home.grids[table.id] = table;
    box.prepend(toolbar(table));
    api.setGridOption("alwaysPassFilter", (node) => node.data.chisoGroup !== undefined);
    size(table);
    count(table);
    home.on(table, ["modelUpdated", "rowDataUpdated"], () => count(table));
    api.addEventListener("gridPreDestroyed", function () {
      if (home.grids[table.id] === table) delete home.grids[table.id]; // the one after it may have come already
    });
    home.listenForGroups(table);
    home.listenForCopies(table);
    box.dataset.gridReady = "true";
    window.dispatchEvent(new CustomEvent("chiso:grid", { detail: box }));
  }

  function look() {
    if (!home.library) return;
    document.querySelectorAll("[data-grid]:not([data-grid-known])").forEach(function (box) {
      if (!box.querySelector(".ag-root")) return;
      box.dataset.gridKnown = "true";
      home.library.getApiAsync(box.dataset.grid).then(
        (api) => api.isDestroyed() || begin(box, api),
        function (error) {
          if (box.isConnected) throw error; // else the reader left before the table came
        }
      );
    });
  }

  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  Object.assign(home, { tell: tell, filled: filled });
})();
