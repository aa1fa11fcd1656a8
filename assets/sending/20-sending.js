/* Sending figures over a bad line.  What is typed is kept in the browser first, then on the server; nothing is taken
   from the browser's store before the server has said that it has it. */
(function () {
  "use strict";
  const WAIT = 600; // ms after the last key
  const AGAIN = 4000; // ms until a save that failed is tried again
  const MOST = 8; // places that are told of one finding
  const words = {};

  function say(key, facts) {
    const told = (one) => (typeof one === "number" ? one.toLocaleString(document.documentElement.lang) : one);
    return (words[key] || key).replace(/\{(\w+)\}/g, (_all, name) => told((facts || {})[name]));
  }

  function token() {
    const found = /(?:^|; )_csrf_token=([^;]*)/.exec(document.cookie);
    return found ? { "X-CSRFToken": decodeURIComponent(found[1]) } : {};
  }

  /* The answer as {status, told, …}; status 0 when there is no line. */
  async function post(path, body, abort) {
    const isForm = body instanceof FormData;
    const headers = { ...token(), ...(isForm ? {} : { "Content-Type": "application/json" }) };
    const sent = { method: "POST", headers: headers, body: isForm ? body : JSON.stringify(body), signal: abort };
    try {
      const answer = await window.fetch(path, sent);
      const told = await answer.json().catch(() => ({}));
      return { ...told, status: answer.status };
    } catch (_error) {
      return { status: 0 };
    }
  }

  function signature(form) {
    const field = (name) => (form.elements[name] ? form.elements[name].value : "");
    return { name: field("name"), unit: field("unit") };
  }

  function status(form, text, tone) {
    const place = form.querySelector(".status");
    place.textContent = text;
    place.dataset.tone = tone || "";
  }

  function listed(form, told) {
    const place = form.querySelector(".answers");
    const lines = [say("told_sound", { count: told.accepted })];
    if (told.replaced) lines.push(say("told_replaced", { file: told.replaced }));
    if (told.refused.length) lines.push(say("told_refused", { count: told.refused.length + told.more }));
    const head = document.createElement("p");
    head.textContent = lines.join(" ");
    const list = document.createElement("ul");
    for (const [why, places] of together([...told.refused, ...told.doubted].filter((one) => !one.key.length))) {
      const item = document.createElement("li");
      const left = places.length - MOST;
      if (left > 0) places.splice(MOST, left, say("told_more", { count: left }));
      item.textContent = [places.join("; "), why].filter(Boolean).join(" — ");
      list.append(item);
    }
    place.replaceChildren(head, list);
  }

  /* What was found, each once, with every place where it was: a column of another office is one remark, not thirty. */
  function together(found) {
    const places = new Map();
    for (const one of found) {
      const why = [one.reason, one.remedy].filter(Boolean).join(" — ");
      const cell = one.cell.replace(/^row /, `${say("row")} `);
      const where = [one.sheet, cell, one.row, one.column, one.value].filter(Boolean).join(" · ");
      places.set(why, [...(places.get(why) || []), ...(where ? [where] : [])]);
    }
    return places;
  }

  /* ---- the grid ---- */

  class Entry {
    constructor(form) {
      this.form = form;
      this.about = JSON.parse(form.dataset.entry);
      const about = this.about;
      this.store = ["chiso-nhap", about.owner, about.set, about.kind, about.period, about.agency].join(":");
      this.pending = JSON.parse(window.localStorage.getItem(this.store) || "{}");
      this.number = 0;
      this.timer = 0;
      this.saving = null;
      for (const [key, text] of Object.entries(this.pending)) {
        const field = this.field(key);
        if (field) field.value = text;
        else delete this.pending[key];
      }
      form.addEventListener("input", (event) => event.target.dataset.indicator && this.typed(event.target));
      form.addEventListener("paste", (event) => this.paste(event));
      form.addEventListener("keydown", (event) => this.move(event));
      form.addEventListener("submit", (event) => this.send(event));
      window.addEventListener("online", () => this.save());
      this.soon(0);
    }

    key(field) {
      return `${field.dataset.indicator}|${field.dataset.area}`;
    }

    field(key) {
      const [code, area] = key.split("|");
      return this.form.querySelector(`input[data-indicator="${CSS.escape(code)}"][data-area="${CSS.escape(area)}"]`);
    }

    /* What was said of another value than the one that stands there now is taken back. */
    changed(field) {
      this.pending[this.key(field)] = field.value;
      this.say(field, "");
    }

    say(field, words, isRefused = false) {
      document.getElementById(field.getAttribute("aria-describedby")).textContent = words;
      if (isRefused) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }

    typed(field) {
      this.changed(field);
      this.keep();
      this.soon(WAIT);
    }

    keep() {
      if (Object.keys(this.pending).length) window.localStorage.setItem(this.store, JSON.stringify(this.pending));
      else window.localStorage.removeItem(this.store);
    }

    soon(wait) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.save(), wait);
    }

    /* One save at a time; resolves to whether everything typed is on the server. */
    save() {
      if (!this.saving) {
        this.saving = this.saveNow().finally(() => {
          this.saving = null;
        });
      }
      return this.saving;
    }

    async saveNow() {
      window.clearTimeout(this.timer);
      const sent = { ...this.pending };
      const cells = Object.entries(sent).map(([key, text]) => [...key.split("|"), text]);
      if (!cells.length && this.number) return true;
      const isAnything = cells.length || Array.from(this.form.querySelectorAll("[data-indicator]")).some((one) => one.value);
      if (!isAnything) return true;
      status(this.form, say("saving"));
      const told = await post("/gui-so-lieu/nhap", { ...this.about, ...signature(this.form), cells: cells });
      if (told.status === 200) return this.saved(sent, told);
      if (told.status === 401) status(this.form, say("signed_out"), "bad");
      else if (told.status && told.told) status(this.form, told.told, "bad");
      else status(this.form, say("offline", { count: cells.length }), "bad");
      if (told.status === 0 || told.status === 401 || told.status >= 500) this.soon(AGAIN);
      return false;
    }

    saved(sent, told) {
      for (const [key, text] of Object.entries(sent)) if (this.pending[key] === text) delete this.pending[key];
      this.keep();
      this.number = told.number;
      this.answer(told);
      status(this.form, say("saved", { time: new Date().toLocaleTimeString("vi-VN") }));
      if (Object.keys(this.pending).length) this.soon(WAIT);
      return !Object.keys(this.pending).length;
    }

    answer(told) {
      for (const field of this.form.querySelectorAll("[data-indicator]")) this.say(field, "");
      for (const one of [...told.doubted, ...told.refused]) {
        const field = one.key.length && this.field(one.key.slice(0, 2).join("|"));
        // Of a value that was typed since, nothing is known yet.
        if (field && !(this.key(field) in this.pending)) {
          this.say(field, `${one.reason} ${one.remedy}`.trim(), told.refused.includes(one));
        }
      }
      listed(this.form, told);
    }

    rows() {
      return Array.from(this.form.querySelectorAll("tbody tr"), (row) => Array.from(row.querySelectorAll("[data-indicator]")));
    }

    place(field) {
      const rows = this.rows();
      const row = rows.findIndex((one) => one.includes(field));
      return [rows, row, row < 0 ? -1 : rows[row].indexOf(field)];
    }

    paste(event) {
      const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
      if (!event.target.dataset.indicator || !/[\t\n]/.test(text)) return;
      event.preventDefault();
      const [rows, top, left] = this.place(event.target);
      text.split("\n").forEach((line, down) => line.split("\t").forEach((cell, right) => {
        const field = rows[top + down] && rows[top + down][left + right];
        if (!field) return;
        field.value = cell.trim();
        this.changed(field);
      }));
      this.keep();
      this.soon(0);
    }

    move(event) {
      const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by || !event.target.dataset.indicator) return;
      event.preventDefault();
      const [rows, row, column] = this.place(event.target);
      const next = rows[row + by] && rows[row + by][column];
      if (next) next.focus();
    }

    async send(event) {
      event.preventDefault();
      while (this.saving) await this.saving;
      if (!(await this.save())) return;
      const told = await post("/gui-so-lieu/gui", { number: this.number, ...signature(this.form) });
      if (told.status === 200) window.location.assign("/gui-so-lieu?xong=gui");
      else status(this.form, told.status ? told.told : say("not_sent"), "bad");
    }
  }

  /* ---- a file ---- */

  async function readFile(form) {
    status(form, say("reading"));
    const told = await post("/gui-so-lieu/tep", new FormData(form));
    if (told.status !== 200) {
      status(form, told.told || say("not_sent"), "bad");
      return;
    }
    status(form, "");
    offer(form, told);
  }

  /* What the checks found in a file, and a button that sends what is sound of it. */
  function offer(form, told) {
    listed(form, told);
    if (!told.accepted) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = say("send");
    button.addEventListener("click", async function () {
      const sent = await post("/gui-so-lieu/gui", { number: told.number, ...signature(form) });
      if (sent.status === 200) window.location.assign("/gui-so-lieu?xong=gui");
      else status(form, sent.status ? sent.told : say("not_sent"), "bad");
    });
    form.querySelector(".answers").append(button);
  }

  /* ---- approving, locking: a form whose buttons say what they do ---- */

  async function step(form, button) {
    const cells = Array.from(form.querySelectorAll("[data-cell]"), (one) => [JSON.parse(one.dataset.cell), one.value]);
    const named = Object.fromEntries(new FormData(form));
    const body = { ...named, ...signature(form), step: button.value, cells: cells.filter((one) => one[1].trim()) };
    const told = await post(form.getAttribute("action"), body);
    if (told.status === 200) window.location.assign(`/duyet-so-lieu?xong=${told.done}`);
    else status(form, told.status ? told.told : say("not_sent"), "bad");
  }

  document.addEventListener("DOMContentLoaded", function () {
    const told = document.getElementById("sending-words");
    if (told) Object.assign(words, JSON.parse(told.dataset.words));
    document.querySelectorAll("form.entry").forEach((form) => new Entry(form));
    document.querySelectorAll("form.file-entry").forEach(function (form) {
      if (form.dataset.told) offer(form, JSON.parse(form.dataset.told));
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        if (!form.dataset.told) readFile(form);
      });
    });
    document.querySelectorAll("form.step-entry").forEach((form) => form.addEventListener("submit", function (event) {
      event.preventDefault();
      step(form, event.submitter);
    }));
  });
})();
