/* A table as a file: what is seen, in the order it is seen, goes to the server, which writes it with its heading, its
   types and its formats (exports/seen.py). */
(function () {
  "use strict";
  const home = window.chiso.grid;

  function cell(table, row, column) {
    const value = row[column.field];
    return home.isEmpty(value) ? null : column.context.kind === "text" ? home.shown(value, column, table.lang, row) : value;
  }

  /* Columns and rows that are shown, without the headings of groups. */
  function seen(table) {
    const columns = table.api.getAllDisplayedColumns().map((column) => column.getColDef());
    const rows = [];
    table.api.forEachNodeAfterFilterAndSort(function (node) {
      if (!home.isHeading(node)) rows.push(columns.map((column) => cell(table, node.data, column)));
    });
    return { told: table.told(), columns: columns.map((column) => ({ name: column.headerName, kind: column.context.kind })), rows: rows };
  }

  async function handOut(table, format) {
    const asked = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(seen(table)) };
    const answer = await fetch(`/bang/${format}`, asked).catch(() => null);
    if (!answer || !answer.ok) return home.tell(table, table.words.table_unsent);
    const name = /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name ? name[1] : `bang.${format}`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  Object.assign(home, { handOut: handOut, seen: seen });
})();
