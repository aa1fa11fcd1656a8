/* What a chart, a map or a table shows, as columns and rows with what is said above them: the one shape in which it leaves
   a page, as a file (exports/seen.py) and into a briefing (briefings/held.py). */
window.chiso = window.chiso || {};
window.chiso.seen = (function () {
  "use strict";
  const BLOCKS = new Set(["DIV", "P", "LI", "BR", "UL", "OL", "DL", "DT", "DD", "SMALL"]);
  const VIETNAMESE = /^([−+-]?)(0|[1-9]\d{0,2}(?:\.\d{3})*)(?:,(\d+))?$/;
  const ENGLISH = /^([−+-]?)(0|[1-9]\d{0,2}(?:,\d{3})*)(?:\.(\d+))?$/;

  const lang = () => (document.querySelector(".shell") || {}).lang || "vi";
  const tidy = (text) => String(text).replace(/\s+/g, " ").trim();
  const plain = (text) => tidy(String(text).replace(/<br>/g, " ").replace(/<[^>]+>/g, ""));

  /* The lines of a cell as they are read, whether it is in view or within a closed disclosure. */
  function lines(element) {
    const found = [""];
    (function walk(node) {
      if (node.nodeType === 3) found[found.length - 1] += node.data;
      if (node.nodeType !== 1 || node.tagName === "svg" || node.getAttribute("aria-hidden") === "true" || node.hidden) return;
      const isBlock = BLOCKS.has(node.tagName);
      if (isBlock) found.push("");
      node.childNodes.forEach(walk);
      if (isBlock) found.push("");
    })(element);
    return found.map(tidy).filter(Boolean);
  }

  /* The number that a text is, as the page writes numbers; null for anything else. */
  function numberOf(text) {
    const found = (lang() === "en" ? ENGLISH : VIETNAMESE).exec(text);
    if (!found) return null;
    return Number(found[2].replace(/[.,]/g, "") + "." + (found[3] || "0")) * (/[−-]/.test(found[1]) ? -1 : 1);
  }

  function keyOf(cell) {
    const button = cell.querySelector("[id*='\"type\":\"source\"']");
    return button ? JSON.parse(button.id).key : "";
  }

  /* Every row as wide as the widest: a cell over several columns stands in the first of them. */
  function cells(row) {
    const found = [];
    Array.from(row.cells).forEach(function (cell) {
      found.push(cell);
      for (let more = 1; more < cell.colSpan; more += 1) found.push(null);
    });
    return found;
  }

  /* A column of numbers stays one; what stands below the numbers has a column of its own. */
  function split(name, column) {
    const first = column.map((cell) => (cell.lines.length ? numberOf(cell.lines[0]) : null));
    const filled = column.filter((cell) => cell.lines.length && cell.lines[0] !== "–");
    const areNumbers = filled.length > 0 && column.every((cell, place) => first[place] !== null || !cell.lines.length || cell.lines[0] === "–");
    const keys = column.map((cell) => cell.key);
    if (!areNumbers) return [{ name: name, kind: "text", values: column.map((cell) => cell.lines.join(" · ")), keys: keys }];
    const below = column.map((cell) => cell.lines.slice(1).join(" · "));
    const made = [{ name: name, kind: "number", values: first, keys: keys }];
    if (below.some(Boolean)) made.push({ name: `${name}: ${lang() === "en" ? "note" : "ghi chú"}`, kind: "text", values: below, keys: below.map(() => "") });
    return made;
  }

  function ofTable(table) {
    const rows = Array.from(table.rows).filter((row) => row.cells.length && row.offsetParent !== null || row.closest("details:not([open])"));
    const heads = rows.filter((row) => row.parentElement.tagName === "THEAD");
    const body = rows.filter((row) => row.parentElement.tagName !== "THEAD");
    const names = heads.length ? cells(heads[heads.length - 1]) : [];
    const width = Math.max(0, ...body.map((row) => cells(row).length));
    const read = body.map(function (row) {
      const own = cells(row);
      return Array.from({ length: width }, (_, place) =>
        own[place] ? { lines: lines(own[place]), key: keyOf(own[place]) } : { lines: [], key: "" }
      );
    });
    const columns = [];
    for (let place = 0; place < width; place += 1) {
      columns.push(...split(names[place] ? lines(names[place]).join(" ") : "", read.map((row) => row[place])));
    }
    return together("table", columns.filter((column) => !saysNothing(column, body)));
  }

  /* Only a drawing, or the same link in every row: it leads on a page, and says nothing elsewhere. */
  function saysNothing(column, body) {
    const told = column.values.filter((value) => value !== "" && value !== null);
    const links = body.flatMap((row) => Array.from(row.querySelectorAll("a"), (link) => lines(link).join(" · ")));
    const isLink = told.length > 1 && told.every((value) => value === told[0]) && links.filter((link) => link === told[0]).length >= told.length;
    return !told.length || isLink;
  }

  function together(show, columns) {
    const count = columns.length ? columns[0].values.length : 0;
    const across = (name) => Array.from({ length: count }, (_, place) => columns.map((column) => column[name][place]));
    return {
      show: show, columns: columns.map((column) => ({ name: column.name, kind: column.kind })), rows: across("values"),
      keys: columns.every((column) => column.keys) ? across("keys") : [],
    };
  }

  function ofGrid(box) {
    const table = window.chiso.grid.grids[box.dataset.grid];
    if (!table) return { show: "table", columns: [], rows: [] };
    const { told, columns, rows } = window.chiso.grid.seen(table);
    return { show: "table", told: told, columns: columns, rows: rows };
  }

  function roleOf(trace) {
    if (trace.type === "bar") return "now";
    const line = trace.line || {};
    return line.dash ? "plan" : line.width >= 2.4 ? "now" : "before";
  }

  /* What stands along the axis in words: places have names, days are written as days. */
  function along(axis, names) {
    const ticks = new Map((axis.tickvals || []).map((value, place) => [value, axis.ticktext[place]]));
    return function (value) {
      const told = names && names[value] !== undefined ? names[value] : ticks.get(value);
      const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
      return plain(told !== undefined ? told : day ? `${day[3]}/${day[2]}/${day[1]}` : value);
    };
  }

  /* Categories and a column for each line; of points their names and two columns. */
  function ofChart(plot) {
    const meta = plot.layout.meta || {};
    if (meta.axes) return ofPoints(plot, meta.axes);
    const told = plot.data.filter((trace) => trace.name && trace.hoverinfo !== "skip");
    const lies = told.some((trace) => trace.orientation === "h");
    const name = along((lies ? plot.layout.yaxis : plot.layout.xaxis) || {}, meta.axis);
    const order = meta.axis && !lies ? meta.axis.map((_, place) => place) : [];
    const series = new Map();
    told.forEach(function (trace) {
      if (!series.has(trace.name)) series.set(trace.name, { role: roleOf(trace), values: new Map() });
      const [places, values] = lies ? [trace.y, trace.x] : [trace.x, trace.y];
      places.forEach(function (place, at) {
        if (!order.includes(place)) order.push(place);
        series.get(trace.name).values.set(place, values[at]);
      });
    });
    if (lies) order.reverse(); // bars are drawn from below
    const columns = [{ name: "", kind: "text", values: order.map(name) }];
    series.forEach((one, title) =>
      columns.push({ name: plain(title), kind: "number", values: order.map((place) => (one.values.has(place) ? one.values.get(place) : null)) })
    );
    const kinds = new Set(told.map((trace) => trace.type));
    const roles = Array.from(series.values(), (one) => one.role);
    if (!lies && kinds.size > 1) told.forEach((trace, place) => trace.type === "bar" && (roles[place] = "before")); // behind the line
    const form = lies ? "bar" : kinds.has("bar") && kinds.size === 1 ? "column" : "line";
    return { ...together("chart", columns), form: form, roles: roles };
  }

  function ofPoints(plot, axes) {
    const points = plot.data.filter((trace) => trace.mode === "markers");
    const all = (name) => points.flatMap((trace) => trace[name]);
    const names = all("customdata").map((told) => String(told).split("<br>")[0]);
    const columns = [
      { name: "", kind: "text", values: names },
      { name: axes[0], kind: "number", values: all("x") },
      { name: axes[1], kind: "number", values: all("y") },
    ];
    return { ...together("chart", columns), form: "scatter", roles: ["now", "now"] };
  }

  function ofMap(id) {
    const sheet = window.chiso.map.rooms[id].sheet;
    if (!sheet || !Object.keys(sheet.values).length) return { show: "map", columns: [], rows: [] };
    const words = window.chiso.exportDrawing.words[sheet.lang] || window.chiso.exportDrawing.words.vi;
    const codes = Object.keys(sheet.names);
    const value = (code) => (sheet.values[code] === undefined ? null : sheet.values[code]);
    const heads = sheet.lang === "en" ? ["Code", "Name", "Note"] : ["Mã", "Tên", "Ghi chú"];
    const made = together("map", [
      { name: heads[0], kind: "text", values: codes },
      { name: heads[1], kind: "text", values: codes.map((code) => sheet.names[code]) },
      { name: sheet.title, kind: "number", values: codes.map(value) },
      { name: heads[2], kind: "text", values: codes.map((code) => words[sheet.status[code]] || "") },
    ]);
    const level = (code) => (value(code) === null ? -1 : sheet.colors.indexOf(window.chiso.map.colorOf(sheet, code, false)));
    const levels = codes.map(level).map((place) => (place < 0 ? null : place));
    return { ...made, painted: { measure: sheet.title, colours: sheet.colors, labels: sheet.labels, counts: sheet.counts, levels: levels, symbols: sheet.symbols || 0 } };
  }

  /* One map for each period or member, all in the same classes. */
  function ofSmall(host) {
    const frames = window.chiso.mapTime.shown(host.dataset.multiples);
    if (!frames.length) return { show: "map", columns: [], rows: [] };
    const base = frames[0].sheet;
    const heads = lang() === "en" ? ["Code", "Name", "Note"] : ["Mã", "Tên", "Ghi chú"];
    const codes = Object.keys(base.names);
    const level = (sheet, code) => (sheet.values[code] === undefined ? -1 : sheet.colors.indexOf(window.chiso.map.colorOf(sheet, code, false)));
    const painted = frames.map(function ({ label, sheet }) {
      const levels = codes.map((code) => level(sheet, code));
      return { label: label, levels: levels.map((one) => (one < 0 ? null : one)), counts: base.colors.map((_, at) => levels.filter((one) => one === at).length) };
    });
    const made = together("map", [
      { name: heads[0], kind: "text", values: codes },
      { name: heads[1], kind: "text", values: codes.map((code) => base.names[code]) },
      ...frames.map(({ label, sheet }) => ({ name: label, kind: "number", values: codes.map((code) => (sheet.values[code] === undefined ? null : sheet.values[code])) })),
      { name: heads[2], kind: "text", values: codes.map(() => "") },
    ]);
    return { ...made, painted: { measure: base.title, colours: base.colors, labels: base.labels, frames: painted, symbols: base.symbols || 0 } };
  }

  /* The one area that is marked; all others are ground. */
  function ofPlace(image) {
    const { areaCode, areaName } = image.dataset;
    const heads = lang() === "en" ? ["Code", "Name", "Value", "Note"] : ["Mã", "Tên", "Giá trị", "Ghi chú"];
    const made = counted(heads, [[areaCode, areaName, null, ""]]);
    return { ...made, show: "map", painted: { measure: image.alt, colours: ["#0B7A81"], labels: [areaName], counts: [1], levels: [0] } };
  }

  /* Its lists one below the other: who and how much, in which of them, and the place in it.  A chart for each. */
  function ofRanking(ranking) {
    const heads = lang() === "en" ? ["Name", "Value", "List", "Place"] : ["Tên", "Giá trị", "Nhóm", "Thứ tự"];
    const rows = Array.from(ranking.querySelectorAll(".ranking-list")).flatMap(function (list) {
      const heading = lines(list.querySelector("h3")).join(" ");
      return Array.from(list.querySelectorAll(".rank-row"), (row, place) => [
        lines(row.querySelector(".rank-name")).join(" "), numberOf(tidy(row.querySelector(".rank-value").textContent)), heading, place + 1,
      ]);
    });
    return { ...counted(heads, rows), show: "chart", form: "bar", roles: ["now"], parted: 2 };
  }

  const counted = (heads, rows) =>
    together("table", heads.map((name, at) => ({ name: name, kind: typeof (rows[0] || [])[at] === "number" ? "number" : "text", values: rows.map((row) => row[at]) })));

  /* A line each, in its order; the parts of a line stand apart.  Lines that say who and how much are bars too. */
  function ofList(list) {
    const items = Array.from(list.children);
    if (items.length && items.every((line) => line.dataset.value)) return ofOrder(items);
    const heads = lang() === "en" ? ["No.", "Content"] : ["TT", "Nội dung"];
    const parts = (line) => (list.matches(".shares") ? Array.from(line.children, (part) => lines(part).join(" ")).filter(Boolean).join(": ") : lines(line).join(" "));
    return counted(heads, Array.from(list.children, (line, place) => [place + 1, parts(line)]));
  }

  function ofOrder(items) {
    const heads = lang() === "en" ? ["Name", "Value", "Place", "Content"] : ["Tên", "Giá trị", "Thứ tự", "Nội dung"];
    const rows = items.map((line, place) => [line.dataset.name, Number(line.dataset.value), place + 1, lines(line).join(" ")]);
    return { ...counted(heads, rows), show: "chart", form: "bar", roles: ["now"], ordered: true };
  }

  const shown = (id) => ((document.getElementById(id) || {}).textContent || "").trim().replace(/^–$/, "");

  /* The source, where the foot of a panel begins with it: it may say something else, as whose boundaries a map has. */
  const sourceOf = (foot) => (/^(Nguồn|Source): /.test(foot) ? foot.slice(foot.indexOf(": ") + 2).split(" · ")[0] : "");

  /* What is said of the whole page, and of the bar's own chart, map or table. */
  function told(bar) {
    const banner = document.getElementById("shell-simulated");
    const area = document.querySelector(".brand-province");
    return {
      title: bar.dataset.title, [bar.classList.contains("is-made") ? "note" : "period"]: bar.dataset.caption, unit: unitOf(bar), area: area ? tidy(area.textContent) : "",
      source: sourceOf(bar.dataset.foot || ""), as_of: shown("shell-as-of"), version: shown("shell-version"),
      simulated: Boolean(bar.dataset.mark) || Boolean(banner && !banner.hidden),
    };
  }

  const plotOf = (bar) => window.chiso.exportDrawing.plotOf(bar.dataset.target);
  const unitOf = (bar) => (bar.dataset.kind === "chart" ? (plotOf(bar).layout.meta || {}).unit : (window.chiso.things.of(bar) || { dataset: {} }).dataset.unit) || "";

  const READ = {
    table: (bar) => ofTable(window.chiso.things.of(bar)),
    grid: (bar) => ofGrid(window.chiso.things.of(bar)),
    map: (bar) => ofMap(bar.dataset.target),
    chart: (bar) => ofChart(plotOf(bar)),
    ranking: (bar) => ofRanking(window.chiso.things.of(bar)),
    multiples: (bar) => ofSmall(window.chiso.things.of(bar)),
    place: (bar) => ofPlace(window.chiso.things.of(bar)),
    list: (bar) => ofList(window.chiso.things.of(bar)),
  };

  function of(bar) {
    const heading = document.querySelector("main h1");
    const page = { page: window.location.pathname + window.location.search, page_name: heading ? lines(heading).join(" ") : "" };
    return { told: told(bar), ...page, ...READ[bar.dataset.kind](bar) };
  }

  return { of: of, lines: lines };
})();
