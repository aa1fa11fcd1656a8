/* Rows in groups: a heading for each value of a column, that opens and closes, over rows that stay sorted and filtered
   as they are.  The headings are rows of their own, put before theirs after each sorting. */
(function () {
  "use strict";
  const home = window.chiso.grid;
  const MARK = "chisoGroup";

  const isHeading = (node) => node.data && node.data[MARK] !== undefined;

  function tableOf(api) {
    return Object.values(home.grids).find((table) => table.api === api);
  }

  function groupOf(table, node) {
    const column = table.api.getColumnDef(table.grouped);
    return home.shown(node.data[table.grouped], column, table.lang, node.data) || "–";
  }

  /* The headings of all values there are; those of the grouping before leave. */
  function groupBy(table, field) {
    const before = [];
    const names = new Set();
    table.grouped = field;
    table.closed = new Set();
    table.api.forEachNode(function (node) {
      if (isHeading(node)) before.push(node.data);
      else if (field) names.add(groupOf(table, node));
    });
    const add = Array.from(names, (name) => ({ [table.key]: "\u0000" + name, [MARK]: name }));
    table.api.applyTransaction({ remove: before, add: add });
  }

  /* Called with the rows that pass the filters, in their order; what it leaves in ``nodes`` is shown. */
  function arrange(params) {
    const table = tableOf(params.api);
    if (!table || !table.grouped) return;
    const members = new Map();
    const headings = new Map();
    params.nodes.forEach(function (node) {
      if (isHeading(node)) return headings.set(node.data[MARK], node);
      const name = groupOf(table, node);
      members.set(name, (members.get(name) || []).concat(node));
    });
    const names = Array.from(headings.keys()).filter((name) => members.has(name));
    names.sort(home.collator.compare);
    table.sizes = new Map(names.map((name) => [name, members.get(name).length]));
    const shown = names.flatMap((name) => [headings.get(name), ...(table.closed.has(name) ? [] : members.get(name))]);
    params.nodes.splice(0, params.nodes.length, ...shown);
  }

  function turn(table, name) {
    if (!table.closed.delete(name)) table.closed.add(name);
    table.api.refreshClientSideRowModel("sort");
    redraw(table);
  }

  /* Counts and arrows of the headings that are in view. */
  function redraw(table) {
    const rowNodes = [];
    table.api.forEachNode((node) => isHeading(node) && rowNodes.push(node));
    if (rowNodes.length) table.api.redrawRows({ rowNodes: rowNodes });
  }

  function Heading(params) {
    const table = tableOf(params.api);
    const name = params.data[MARK];
    const isOpen = !(table.closed && table.closed.has(name));
    const count = home.shown((table.sizes && table.sizes.get(name)) || 0, { context: { kind: "number" } }, table.lang);
    return window.React.createElement(
      "button",
      { type: "button", className: "grid-group", "aria-expanded": String(isOpen), tabIndex: -1, onClick: () => turn(table, name) },
      window.React.createElement("span", { className: "grid-group-mark", "aria-hidden": "true" }, isOpen ? "▾" : "▸"),
      name,
      window.React.createElement("span", { className: "grid-group-count" }, `(${count})`)
    );
  }

  /* Rows that come later are grouped as those before. */
  function listen(table) {
    home.on(table, ["rowDataUpdated"], function () {
      if (!table.grouped) return;
      let known = false;
      table.api.forEachNode((node) => (known = known || isHeading(node)));
      if (!known) groupBy(table, table.grouped);
    });
    home.on(table, ["filterChanged", "rowDataUpdated"], () => redraw(table));
  }

  Object.assign(window.dashAgGridFunctions, {
    chisoIsGroup: (params) => isHeading(params.rowNode),
    chisoArrange: arrange,
  });
  window.dashAgGridComponentFunctions.ChisoGroup = Heading;
  Object.assign(home, { groupBy: groupBy, isHeading: isHeading, listenForGroups: listen });
})();
