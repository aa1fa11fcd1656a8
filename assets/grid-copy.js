/* A block of a table, taken with the mouse or with Shift and the arrows, copied as a spreadsheet wants it.
   Excel and LibreOffice read the raw numbers from the HTML, whatever the country they are set to, and keep codes such as
   00691 as text; editors read the plain text, with the decimal sign of the page's language. */
(function () {
  "use strict";
  const home = window.chiso.grid;
  const RUN = /^[=+\-@\t\r]/; // what a spreadsheet would take for a formula, see exports/tables.py
  let pending = null; // what the button wants copied

  const columns = (table) => table.api.getAllDisplayedColumns();
  const clamp = (value, most) => Math.max(0, Math.min(most, value));

  function placeOf(table, cell) {
    const row = Number(cell.closest("[row-index]").getAttribute("row-index"));
    const column = columns(table).findIndex((one) => one.getColId() === cell.getAttribute("col-id"));
    return { row: row, column: column };
  }

  function edges(block) {
    const rows = [block.from.row, block.to.row].sort((a, b) => a - b);
    const across = [block.from.column, block.to.column].sort((a, b) => a - b);
    return { top: rows[0], bottom: rows[1], left: across[0], right: across[1] };
  }

  function paint(table) {
    const order = new Map(columns(table).map((column, place) => [column.getColId(), place]));
    const edge = table.block && edges(table.block);
    table.box.querySelectorAll(".ag-cell").forEach(function (cell) {
      const row = Number(cell.closest("[row-index]").getAttribute("row-index"));
      const column = order.get(cell.getAttribute("col-id"));
      const isIn = edge && row >= edge.top && row <= edge.bottom && column >= edge.left && column <= edge.right;
      cell.classList.toggle("is-in-block", Boolean(isIn));
    });
  }

  function select(table, from, to) {
    table.block = from && { from: from, to: to };
    paint(table);
  }

  function all(table) {
    return { from: { row: 0, column: 0 }, to: { row: table.api.getDisplayedRowCount() - 1, column: columns(table).length - 1 } };
  }

  /* Rows of a block without the headings of groups, and its columns. */
  function inside(table, block) {
    const edge = edges(block);
    const nodes = [];
    for (let row = edge.top; row <= edge.bottom; row += 1) {
      const node = table.api.getDisplayedRowAtIndex(row);
      if (node && !home.isHeading(node)) nodes.push(node);
    }
    return { nodes: nodes, columns: columns(table).slice(edge.left, edge.right + 1).map((column) => column.getColDef()) };
  }

  function inert(text) {
    return RUN.test(text) ? "'" + text : text;
  }

  function plain(table, row, column) {
    const value = row[column.field];
    if (home.isEmpty(value)) return "";
    if (column.context.kind === "number") return table.lang === "en" ? String(value) : String(value).replace(".", ",");
    return inert(home.shown(value, column, table.lang, row).replace(/[\t\r\n]+/g, " "));
  }

  function escaped(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  function marked(table, row, column) {
    const value = row[column.field];
    if (home.isEmpty(value)) return "<td></td>";
    const text = escaped(home.shown(value, column, table.lang, row));
    if (column.context.kind === "number") return `<td x:num="${value}" sdval="${value}" sdnum="1033;">${text}</td>`;
    return `<td style="mso-number-format:'\\@'">${text}</td>`;
  }

  /* ``named``: with the headings of the columns above. */
  function written(table, block, named) {
    const found = inside(table, block);
    const names = named ? [found.columns.map((column) => column.headerName)] : [];
    const lines = found.nodes.map((node) => found.columns.map((column) => plain(table, node.data, column)));
    const heads = names.map((line) => `<tr>${line.map((name) => `<th>${escaped(name)}</th>`).join("")}</tr>`);
    const rows = found.nodes.map(
      (node) => `<tr>${found.columns.map((column) => marked(table, node.data, column)).join("")}</tr>`
    );
    return {
      text: names.concat(lines).map((line) => line.join("\t")).join("\r\n"),
      html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8"><table>${heads.concat(rows).join("")}</table></html>`,
      rows: lines.length,
      columns: found.columns.length,
    };
  }

  function hand(event, table, block, named) {
    const copied = written(table, block, named);
    event.clipboardData.setData("text/plain", copied.text);
    event.clipboardData.setData("text/html", copied.html);
    event.preventDefault();
    window.chiso.told("clipboard", table.told().title);
    home.tell(table, home.filled(table.words.table_copied, copied));
  }

  /* The button: the block where one is taken, else all that is seen; with the headings. */
  function copy(table) {
    pending = { table: table, block: table.block || all(table) };
    document.execCommand("copy"); // the newer way is kept from pages that are served without TLS
    pending = null;
  }

  function tableAt(element) {
    const box = element && element.closest && element.closest("[data-grid-ready]");
    return box ? home.grids[box.dataset.grid] : null;
  }

  document.addEventListener("copy", function (event) {
    if (pending) return hand(event, pending.table, pending.block, true);
    const cell = document.activeElement && document.activeElement.closest(".ag-cell");
    const table = cell && tableAt(cell);
    if (!table || String(window.getSelection())) return;
    const place = placeOf(table, cell);
    hand(event, table, table.block || { from: place, to: place }, false);
  });

  /* The far end of the block moves with Shift and the arrows, and the view with it. */
  function stretch(table, cell, event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const block = table.block || { from: placeOf(table, cell), to: placeOf(table, cell) };
    const to = {
      row: clamp(block.to.row + step[0], table.api.getDisplayedRowCount() - 1),
      column: clamp(block.to.column + step[1], columns(table).length - 1),
    };
    table.api.ensureIndexVisible(to.row);
    table.api.ensureColumnVisible(columns(table)[to.column]);
    select(table, block.from, to);
  }

  function press(table, event) {
    const cell = event.target.closest(".ag-cell");
    const heading = event.target.closest(".ag-full-width-row");
    const action = event.target.closest(".ag-cell, .ag-full-width-row");
    if (!cell && !heading) return;
    if (event.key === "Enter" && event.target === action) {
      const led = action.querySelector("a, button");
      if (led) led.click();
    } else if (cell && event.shiftKey && event.key.startsWith("Arrow")) {
      stretch(table, cell, event);
    } else if (cell && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
      const whole = all(table);
      select(table, whole.from, whole.to);
    } else if (event.key === "Escape" && table.block) {
      select(table, null);
    } else {
      if (event.key.startsWith("Arrow") && table.block) select(table, null);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function listen(table) {
    const root = table.box.querySelector(".grid-table");
    let from = null;
    root.addEventListener("mousedown", function (event) {
      const cell = event.target.closest(".ag-cell");
      if (!cell || event.button !== 0) return;
      const place = placeOf(table, cell);
      if (event.shiftKey) return select(table, (table.block && table.block.from) || focused(table) || place, place);
      from = place;
      select(table, null);
    });
    root.addEventListener("mouseover", function (event) {
      const cell = from && event.target.closest(".ag-cell");
      if (!cell) return;
      if (event.buttons !== 1) return (from = null);
      const to = placeOf(table, cell);
      if (to.row !== from.row || to.column !== from.column || table.block) select(table, from, to);
    });
    document.addEventListener("mouseup", () => (from = null));
    root.addEventListener("keydown", (event) => press(table, event), true);
    home.on(table, ["sortChanged", "filterChanged", "columnMoved", "rowDataUpdated"], () => table.block && select(table, null));
    home.on(table, ["viewportChanged", "virtualColumnsChanged", "bodyScrollEnd"], () => table.block && paint(table));
  }

  function focused(table) {
    const cell = table.api.getFocusedCell();
    return cell && { row: cell.rowIndex, column: columns(table).indexOf(cell.column) };
  }

  Object.assign(home, { copy: copy, listenForCopies: listen, written: written });
})();
