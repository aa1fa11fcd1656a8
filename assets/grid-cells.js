/* Tables: how cells read, sort and search, and the tools above a table.  AG Grid calls the chiso… functions by name;
   components/grid.py says which.  Groups are in grid-groups.js, copying in grid-copy.js, files in grid-files.js. */
window.chiso = window.chiso || {};
window.chiso.grid = (function () {
  "use strict";
  const grids = {}; // id → what we know of one table on the page
  const collator = new window.Intl.Collator("vi", { numeric: true, sensitivity: "accent" });

  const rem = () => parseFloat(window.getComputedStyle(document.documentElement).fontSize);
  const english = (context) => context && context.lang === "en";
  const isEmpty = (value) => value === null || value === undefined || value === "";

  function fold(text) {
    return String(text).toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  /* The most decimals that a number needs to be told apart, as components/formats.py gives them. */
  function decimalsFor(value) {
    if (Number.isInteger(value)) return 0;
    const size = Math.abs(value);
    if (size >= 100) return 1;
    return size >= 0.1 ? 2 : Math.min(10, 2 - Math.floor(Math.log10(size)));
  }

  function number(value, decimals, lang) {
    const places = decimals === null || decimals === undefined ? { maximumFractionDigits: decimalsFor(value) } : {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    };
    const text = Math.abs(value).toLocaleString(lang === "en" ? "en-US" : "de-DE", places);
    return value < 0 && /[1-9]/.test(text) ? "\u2212" + text : text;
  }

  function moment(text, kind) {
    const [day, time] = String(text).split("T");
    const [year, month, date] = day.split("-");
    return `${date}/${month}/${year}` + (kind === "moment" && time ? ` ${time.slice(0, 5)}` : "");
  }

  /* A cell as it is read; a row may say how in ``<field>_shown``, where its value is there to be sorted. */
  function shown(value, column, lang, row) {
    const told = column.context || {};
    const own = row && row[column.field + "_shown"];
    if (own) return own;
    if (isEmpty(value)) return told.kind === "number" ? "–" : "";
    if (told.kind === "number") return number(value, told.decimals, lang);
    return told.kind === "date" || told.kind === "moment" ? moment(value, told.kind) : String(value);
  }

  /* "1.234,5" and "1234.5" alike: the last sign that can be a decimal sign is one when it stands alone. */
  function numberOf(text) {
    if (isEmpty(text)) return null;
    const plain = String(text).replace(/\s/g, "").replace("\u2212", "-");
    const commas = plain.includes(",");
    return Number(commas ? plain.replace(/\./g, "").replace(",", ".") : /\.\d{3}(\.|$)/.test(plain) ? plain.replace(/\./g, "") : plain);
  }

  /* What is not known stands last, whichever way is sorted. */
  function orderedBy(compare) {
    return function (left, right, leftNode, rightNode, isInverted) {
      if (isEmpty(left) || isEmpty(right)) {
        const order = Number(isEmpty(left)) - Number(isEmpty(right));
        return isInverted ? -order : order;
      }
      return compare(left, right);
    };
  }

  function byDay(day, text) {
    if (isEmpty(text)) return -1;
    const [year, month, date] = String(text).slice(0, 10).split("-").map(Number);
    return new Date(year, month - 1, date) - day;
  }

  function theme(agGrid) {
    return agGrid.themeQuartz.withParams({
      fontFamily: "inherit",
      fontSize: "var(--size-note)",
      headerFontWeight: 600,
      backgroundColor: "var(--paper)",
      foregroundColor: "var(--ink)",
      headerTextColor: "var(--ink)",
      headerBackgroundColor: "var(--paper-soft)",
      borderColor: "var(--hairline)",
      accentColor: "var(--accent)",
      rowHoverColor: "var(--accent-soft)",
      oddRowBackgroundColor: "var(--paper)",
      cellHorizontalPadding: "0.6rem",
      rowHeight: "2rem",
      headerHeight: "2.25rem",
      iconSize: "0.9rem",
      spacing: "0.4rem",
      wrapperBorderRadius: "0.25rem",
      menuBackgroundColor: "var(--paper)",
      inputBackgroundColor: "var(--paper)",
      inputBorder: "1px solid var(--hairline-strong)",
      inputFocusBorder: "1px solid var(--focus)",
      browserColorScheme: "inherit",
    });
  }

  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, {
    chisoShown: (params) => shown(params.value, params.colDef, params.context && params.context.lang, params.data),
    chisoFold: fold,
    chisoNumberOf: numberOf,
    chisoCollate: orderedBy((left, right) => collator.compare(left, right)),
    chisoByNumber: orderedBy((left, right) => left - right),
    chisoByDay: byDay,
    chisoQuickText: (params) => fold(shown(params.value, params.colDef, "vi", params.data) + " " + params.value),
    chisoTheme: theme,
  });

  function button(id, shown, kind) {
    return window.React.createElement("button", { id: JSON.stringify(id), type: "button", className: kind, tabIndex: -1 }, shown);
  }

  /* A cell that leads somewhere: a link, a button that chooses an indicator, or one that tells where a number came from. */
  function Cell(params) {
    const field = params.colDef.field;
    const source = params.data[field + "_source"];
    if (source && !isEmpty(params.value)) return button({ at: "cell-" + field, key: source, type: "source" }, params.valueFormatted, "source-link");
    const href = params.data[field + "_href"];
    const code = params.data[field + "_code"];
    if (href) return window.React.createElement("a", { href: href, tabIndex: -1 }, params.value);
    if (!code) return params.valueFormatted || params.value;
    return button({ code: code, from: "table", type: "card" }, params.value, "link-button");
  }
  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {}, { ChisoCell: Cell });

  /* Rows from a script in the place of those that came with the page; false while the table is not there yet. */
  function fill(id, rows) {
    const table = grids[id];
    if (table) table.api.setGridOption("rowData", rows);
    return Boolean(table);
  }

  /* The library tells of events a moment later, when the reader may have left the table. */
  function on(table, names, act) {
    names.forEach((name) => table.api.addEventListener(name, () => table.api.isDestroyed() || act()));
  }

  return {
    grids: grids, on: on, fill: fill, fold: fold, shown: shown, rem: rem, isEmpty: isEmpty, english: english, collator: collator,
  };
})();
