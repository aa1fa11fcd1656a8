/* Reading the commune map: tooltip beside the shape, keyboard, fitting into its box, zoom buttons.
   A commune's name and lines come from map.js; text is set as text, never as HTML. */
window.chiso = window.chiso || {};
window.chiso.mapReading = (function () {
  "use strict";
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  /* In the frame and not in the map: a tooltip may reach over the map's edge, as far as the panel goes. */
  function part(r, className) {
    const element = document.createElement("div");
    element.className = className;
    element.setAttribute("aria-hidden", "true");
    element.hidden = true;
    frameOf(r).appendChild(element);
    return element;
  }

  function frameOf(r) {
    return r.map.getContainer().closest(".map-frame");
  }

  /* A map has just been made: its tooltip, its message, and the box that it has to fill. */
  function open(r) {
    r.moved = false;
    r.tip = part(r, "map-tip");
    r.note = part(r, "map-message");
    r.note.removeAttribute("aria-hidden");
    r.note.setAttribute("role", "status");
    r.map.on("movestart zoomstart", () => hideTip(r));
    r.fits = 0;
    r.watch = new ResizeObserver(function () {
      r.fits += 1;
      if (r.fits === 1) return fit(r);
      // Later: the page shows the new colours first, then the map moves into a box that grew by a line.
      window.clearTimeout(r.refit);
      r.refit = window.setTimeout(() => fit(r));
    });
    r.watch.observe(r.map.getContainer());
    r.map.on("dragstart", () => (r.moved = true));
    r.map.getContainer().addEventListener("mousemove", () => (r.byKeys = false));
  }

  function close(r) {
    r.watch.disconnect();
    window.clearTimeout(r.refit);
  }

  function fit(r) {
    r.map.invalidateSize({ pan: false });
    if (!r.moved) home(r);
  }

  /* One finger scrolls the page, not the map, until the reader has zoomed in. */
  function letPageScroll(r) {
    if (window.matchMedia("(pointer: coarse)").matches && !r.moved) r.map.dragging.disable();
    else r.map.dragging.enable();
  }

  function home(r) {
    const [south, west, north, east] = frameOf(r).dataset.bounds.split(",").map(Number);
    r.moved = false;
    r.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [10, 10] });
    letPageScroll(r);
  }

  function zoom(r, steps) {
    r.moved = true;
    r.map.setZoom(r.map.getZoom() + steps * r.map.options.zoomDelta);
    letPageScroll(r);
  }

  function settle(r) {
    const message = r.sheet && r.sheet.message;
    r.note.hidden = !message;
    r.note.textContent = message || "";
    keepOneTabStop(r);
    if (r.shown && r.layers[r.shown]) showTip(r, r.layers[r.shown]);
  }

  function keepOneTabStop(r) {
    const stop = r.layers[r.stop] ? r.stop : r.layers[r.selected] ? r.selected : Object.keys(r.layers)[0];
    if (stop) moveTabStop(r, stop);
  }

  function moveTabStop(r, code) {
    if (r.layers[r.stop]) r.layers[r.stop].getElement().setAttribute("tabindex", "-1");
    r.stop = code;
    r.layers[code].getElement().setAttribute("tabindex", "0");
  }

  function box(r, layer) {
    const bounds = layer.getBounds();
    return window.L.bounds(
      r.map.latLngToContainerPoint(bounds.getNorthWest()),
      r.map.latLngToContainerPoint(bounds.getSouthEast())
    );
  }

  /* Beside the shape, outwards if there is room, kept inside the panel. */
  function showTip(r, layer) {
    const text = window.chiso.map.lines(r, layer);
    r.tip.replaceChildren(
      ...text.map(function (line, place) {
        const element = document.createElement(place === 0 ? "b" : "span");
        element.textContent = line;
        return element;
      })
    );
    r.tip.hidden = false;
    r.shown = layer.feature.properties.code;
    const shape = box(r, layer);
    const size = r.map.getSize();
    const gap = 12 * window.chiso.map.scale();
    const width = r.tip.offsetWidth;
    const height = r.tip.offsetHeight;
    const panel = (frameOf(r).closest(".panel-body") || frameOf(r)).getBoundingClientRect();
    const start = panel.left - frameOf(r).getBoundingClientRect().left; // of the panel, in the frame
    const left = shape.min.x - gap - width;
    const right = shape.max.x + gap;
    const outwards = shape.getCenter().x < size.x / 2 ? [left, right] : [right, left];
    const fits = (x) => x >= start && x + width <= start + panel.width;
    const x = outwards.find(fits) ?? Math.min(Math.max(start, right), start + panel.width - width);
    const y = (shape.min.y + shape.max.y) / 2 - height / 2;
    r.tip.style.left = x + "px";
    r.tip.style.top = Math.min(Math.max(0, y), Math.max(0, size.y - height)) + "px";
  }

  function hideTip(r) {
    r.tip.hidden = true;
    r.shown = null;
  }

  /* Of some places the one that lies nearest in the direction of an arrow; sideways counts double. */
  function nearest(from, arrow, places, middle) {
    let best = null;
    let least = Infinity;
    places.forEach(function (other) {
      const to = middle(other).subtract(from);
      const ahead = to.x * arrow[0] + to.y * arrow[1];
      const aside = Math.abs(to.x * arrow[1]) + Math.abs(to.y * arrow[0]);
      if (ahead <= 0 || aside > ahead * 1.5) return;
      const cost = ahead + 2 * aside;
      if (cost < least) [best, least] = [other, cost];
    });
    return best;
  }

  function neighbour(r, layer, arrow) {
    const middle = (other) => box(r, other).getCenter();
    return nearest(middle(layer), arrow, Object.values(r.layers), middle);
  }

  /* Out of the map, to what is next. */
  function leave(r) {
    frameOf(r).querySelector("[data-map-action]").focus();
  }

  function onKey(r, layer, event) {
    const key = event.key;
    r.byKeys = true; // shapes that move under a resting mouse do not take the tooltip away
    if (ARROWS[key]) {
      const next = neighbour(r, layer, ARROWS[key]);
      if (next) {
        moveTabStop(r, next.feature.properties.code);
        window.chiso.map.raise(next);
        next.getElement().focus({ preventScroll: true });
      }
    } else if (key === "Enter" || key === " ") window.chiso.mapChoose.press(r, layer.feature.properties.code, event);
    else if (key === "+" || key === "=") zoom(r, 1);
    else if (key === "-") zoom(r, -1);
    else if (key === "0") home(r);
    else if (key === "Escape" && r.selected) window.chiso.map.select(r, r.selected);
    else if (key === "Escape") leave(r);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function listen(r, layer, element) {
    const code = layer.feature.properties.code;
    layer.on("mouseover", function () {
      if (r.byKeys) return;
      window.chiso.map.raise(layer);
      window.chiso.map.raiseSelected(r);
      showTip(r, layer);
    });
    layer.on("mouseout", function () {
      if (!r.byKeys) hideTip(r);
    });
    layer.on("click", (event) => window.chiso.mapChoose.press(r, code, event.originalEvent));
    if (element.dataset.listens) return;
    element.dataset.listens = "true";
    element.addEventListener("keydown", (event) => onKey(r, layer, event));
    element.addEventListener("focus", function () {
      moveTabStop(r, code);
      showTip(r, layer);
    });
    element.addEventListener("blur", () => hideTip(r));
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-map-action]");
    if (!button) return;
    const r = window.chiso.map.rooms[button.dataset.mapFor];
    if (!r || !r.map) return;
    if (button.dataset.mapAction === "home") home(r);
    else if (button.dataset.mapAction === "lasso") window.chiso.mapChoose.lasso(r, button);
    else zoom(r, button.dataset.mapAction === "in" ? 1 : -1);
  });

  window.addEventListener("beforeprint", function () {
    Object.values(window.chiso.map.rooms).forEach(function (r) {
      if (r.map && r.map.getContainer().isConnected) {
        r.map.invalidateSize(false);
        home(r);
      }
    });
  });

  return { open: open, close: close, settle: settle, listen: listen, home: home, leave: leave, nearest: nearest, ARROWS: ARROWS };
})();
