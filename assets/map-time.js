/* The map through time and side by side.  The store described in components/explorer_time.py holds all frames; playing
   them asks the server for nothing.  The classes are those of the map's sheet, made of all frames: a colour never
   changes its meaning while it plays. */
window.chiso = window.chiso || {};
window.chiso.mapTime = (function () {
  "use strict";
  const SPEEDS = [2, 5, 20]; // frames a second
  const states = {}; // map id → course, frame shown, whether it plays

  const bar = (id) => document.querySelector('[data-time-bar="' + id + '"]');
  const page = () => document.querySelector("[data-view]").dataset.view;

  function figure(value, lang) {
    return value.toLocaleString(lang === "en" ? "en-GB" : "vi-VN", { maximumFractionDigits: 1 });
  }

  /* The sheet of the map with the values of one frame. */
  function sheetOf(state, number) {
    if (state.sheets[number]) return state.sheets[number];
    const course = state.course;
    const values = {};
    const status = {};
    course.codes.forEach(function (code, place) {
      const value = course.values[number][place];
      if (value !== null) values[code] = value;
      else status[code] = state.base.status[code] === "elsewhere" ? "elsewhere" : "missing";
    });
    const missing = state.words.missing || "";
    const say = function (code) {
      const told = values[code] === undefined ? missing || "–" : figure(values[code], course.lang) + " " + course.unit;
      return [course.labels[number] + ": " + told];
    };
    state.sheets[number] = Object.assign({}, state.base, { values: values, status: status, say: say });
    return state.sheets[number];
  }

  function show(r, state, number) {
    state.at = number;
    window.chiso.map.paintFrame(r, sheetOf(state, number));
    state.range.value = String(number);
    state.range.setAttribute("aria-valuetext", state.course.labels[number]);
    state.label.textContent = state.course.labels[number];
  }

  /* It stands still: names follow, and the page goes to the period, which is the one request. */
  function rest(r, state) {
    state.playing = false;
    state.play.textContent = state.words.play;
    window.chiso.map.paintAll(r);
    window.dash_clientside.set_props(page() + "-" + state.course.filter, { value: state.course.keys[state.at] });
  }

  function play(r, state) {
    state.playing = true;
    state.play.textContent = state.words.pause;
    const last = state.course.keys.length - 1;
    if (state.at === last) show(r, state, 0);
    let before = performance.now();
    (function step(now) {
      if (!state.playing || states[r.id] !== state) return;
      if (now - before >= 1000 / SPEEDS[state.speed] - 4) {
        before = now;
        show(r, state, state.at + 1);
        state.frames += 1;
      }
      if (state.at === last) rest(r, state);
      else window.requestAnimationFrame(step);
    })(before);
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  /* Made anew with each course: a slider with its buttons, reached and moved by keys like any other. */
  function build(host, r, state) {
    const last = state.course.keys.length - 1;
    const move = function (number) {
      if (state.playing) return;
      show(r, state, Math.min(Math.max(number, 0), last));
      rest(r, state);
    };
    state.play = button(state.words.play, () => (state.playing ? rest(r, state) : play(r, state)));
    state.range = document.createElement("input");
    Object.assign(state.range, { type: "range", min: "0", max: String(last), step: "1", className: "time-range" });
    state.range.setAttribute("aria-label", state.words.slider);
    state.range.addEventListener("input", function () {
      state.playing = false;
      show(r, state, Number(state.range.value));
    });
    state.range.addEventListener("change", () => rest(r, state));
    state.label = document.createElement("output");
    const speed = button(state.words.speed + " ×" + (state.speed + 1), function () {
      state.speed = (state.speed + 1) % SPEEDS.length;
      speed.textContent = state.words.speed + " ×" + (state.speed + 1);
    });
    host.replaceChildren(
      button("‹ " + state.words.before, () => move(state.at - 1)),
      state.play,
      button(state.words.after + " ›", () => move(state.at + 1)),
      state.range,
      state.label,
      speed
    );
    host.hidden = false;
    state.range.value = String(state.at);
    state.range.setAttribute("aria-valuetext", state.course.labels[state.at]);
    state.label.textContent = state.course.labels[state.at];
  }

  function smallMap(r, state, number, chosen) {
    const sheet = sheetOf(state, number);
    const label = state.course.labels[number];
    const known = Object.keys(sheet.values).length;
    const words = state.course.small_of.replace("{label}", label).replace("{known}", known).replace("{of}", state.course.codes.length);
    const made = button("", () => window.dash_clientside.set_props(page() + "-" + state.course.filter, { value: state.course.keys[number] }));
    made.className = "small-map";
    made.setAttribute("aria-label", words);
    made.setAttribute("aria-pressed", String(chosen));
    made.innerHTML = window.chiso.exportDrawing.small(r, sheet, 260, window.chiso.theme.isDark());
    const caption = document.createElement("span");
    caption.textContent = words;
    made.appendChild(caption);
    return made;
  }

  /* The newest frames up to the one shown, or all members; each opens its own on the map. */
  function drawSmall(r, state) {
    const host = document.querySelector('[data-multiples="' + r.id + '"]');
    const course = state.course;
    if (!host) return;
    state.shown = [];
    if (!course.small) return host.replaceChildren();
    const end = course.filter === "period" ? state.at + 1 : Math.min(course.keys.length, course.small);
    const numbers = course.keys.map((_, place) => place).slice(Math.max(0, end - course.small), end);
    state.shown = numbers;
    host.replaceChildren(...numbers.map((number) => smallMap(r, state, number, number === state.at)));
  }

  /* The map may not be there yet: it is waited for. */
  function whenReady(id, act) {
    const r = window.chiso.map.rooms[id];
    if (r && r.map && r.sheet && Object.keys(r.layers).length) act(r);
    else window.requestAnimationFrame(() => whenReady(id, act));
  }

  function receive(course, id) {
    const host = bar(id);
    const before = states[id];
    delete states[id];
    if (!course || !course.keys) {
      if (host) host.hidden = true;
      const small = document.querySelector('[data-multiples="' + id + '"]');
      if (small) small.replaceChildren();
      return window.dash_clientside.no_update;
    }
    const state = { course: course, at: course.at, speed: before ? before.speed : 1, playing: false, frames: 0, sheets: [] };
    state.words = host.dataset;
    states[id] = state;
    whenReady(id, function (r) {
      if (states[id] !== state) return;
      state.base = r.sheet;
      if (course.filter === "period") {
        build(host, r, state);
      } else host.hidden = true;
      drawSmall(r, state);
    });
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { chiso_time: { receive: receive } });

  /* The small maps that stand side by side: what each is of, and its sheet. */
  const shown = (id) => ((states[id] || {}).shown || []).map((number) => ({ label: states[id].course.labels[number], sheet: sheetOf(states[id], number) }));

  return { states: states, shown: shown };
})();
