/* Charts: which plotly.js is loaded and when, its Vietnamese words, and sizes that follow the screen.
   Only its cartesian part is fetched, when the first chart asks for it and the page's map is painted: it is larger than
   all other scripts together, and while it is read the browser can do nothing else. */
(function () {
  "use strict";
  const here = document.currentScript.src;
  const bundle = new URL("lazy/plotly-cartesian.min.js?v=4.1.1", here).href;

  const PATIENCE = 4000; // ms; a map that is never painted, as without boundaries, holds up no chart

  function mapIsPainted() {
    const frame = document.querySelector(".map-frame");
    if (!frame || frame.querySelector("[data-painted]")) return Promise.resolve();
    return new Promise(function (resolve) {
      window.addEventListener("chiso:painted", resolve, { once: true });
      window.setTimeout(resolve, PATIENCE);
    });
  }

  /* A chart asks while the page is being drawn: what stands beside it is there only afterwards. */
  function pageIsDrawn() {
    return new Promise((resolve) => window.setTimeout(resolve, 0));
  }

  function fetched() {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = bundle;
      script.onload = () => resolve(plotly);
      script.onerror = () => reject(new Error("plotly.js could not be loaded"));
      document.head.appendChild(script);
    });
  }

  const days = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
  const months = Array.from({ length: 12 }, function (_, place) {
    return place + 1;
  });
  const vietnamese = {
    moduleType: "locale",
    name: "vi",
    dictionary: {
      "Autoscale": "Tự chỉnh tỷ lệ",
      "Click to enter X axis title": "Bấm để đặt tên trục hoành",
      "Click to enter Y axis title": "Bấm để đặt tên trục tung",
      "Compare data on hover": "So sánh khi rê chuột",
      "Double-click on legend to isolate one trace": "Bấm đúp vào chú giải để chỉ xem một đường",
      "Double-click to zoom back out": "Bấm đúp để thu về",
      "Download plot as a PNG": "Tải ảnh PNG",
      "Download plot": "Tải biểu đồ",
      "Pan": "Kéo",
      "Reset": "Đặt lại",
      "Reset axes": "Đặt lại trục",
      "Show closest data on hover": "Hiện điểm gần nhất khi rê chuột",
      "Zoom": "Phóng to vùng",
      "Zoom in": "Phóng to",
      "Zoom out": "Thu nhỏ",
    },
    format: {
      days: days,
      shortDays: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
      months: months.map((month) => "Tháng " + month),
      shortMonths: months.map((month) => "Th" + month),
      date: "%d/%m/%Y",
      decimal: ",",
      thousands: ".",
      year: "%Y",
      month: "%m/%Y",
      dayMonth: "%d/%m",
      dayMonthYear: "%d/%m/%Y",
    },
  };

  /* How much larger than on a 1920-pixel screen everything is (the style sheet grows the root font). */
  function scale() {
    return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  }

  const FONT_OF_TEMPLATE = 13;

  function grown(sizes, factor) {
    return Array.isArray(sizes) ? sizes.map((size) => size * factor) : sizes * factor;
  }

  function grownTrace(trace, factor) {
    const copy = Object.assign({}, trace);
    if (copy.line && copy.line.width) copy.line = Object.assign({}, copy.line, { width: copy.line.width * factor });
    if (copy.marker && copy.marker.size !== undefined) {
      copy.marker = Object.assign({}, copy.marker, { size: grown(copy.marker.size, factor) });
      if (copy.marker.line && copy.marker.line.width) {
        copy.marker.line = Object.assign({}, copy.marker.line, { width: copy.marker.line.width * factor });
      }
    }
    return copy;
  }

  /* On a phone twelve months do not fit in one line: every second or third is named, the last one always. */
  function thinnedTicks(axis, width) {
    if (!axis || !axis.ticktext || !width) return axis;
    const longest = Math.max(...axis.ticktext.map((text) => String(text).length));
    const step = Math.ceil((axis.ticktext.length * (longest * 8 + 8)) / width);
    if (step <= 1) return axis;
    const kept = (_, place) => (axis.ticktext.length - 1 - place) % step === 0;
    return Object.assign({}, axis, { tickvals: axis.tickvals.filter(kept), ticktext: axis.ticktext.filter(kept) });
  }

  function grownLayout(layout, factor, width) {
    const copy = Object.assign({}, layout);
    const size = ((layout.font && layout.font.size) || FONT_OF_TEMPLATE) * factor;
    copy.font = Object.assign({}, layout.font, { size: size });
    copy.hoverlabel = Object.assign({}, layout.hoverlabel, {
      font: Object.assign({}, (layout.hoverlabel || {}).font, { size: size }),
    });
    copy.margin = Object.assign({}, layout.margin);
    Object.keys(copy.margin).forEach(function (side) {
      if (typeof copy.margin[side] === "number") copy.margin[side] *= factor;
    });
    copy.annotations = (layout.annotations || []).map(function (label) {
      return Object.assign({}, label, { xshift: (label.xshift || 0) * factor, yshift: (label.yshift || 0) * factor });
    });
    copy.xaxis = thinnedTicks(layout.xaxis, (width - (copy.margin.r || 0) - 48 * factor) / factor);
    delete copy.height; // the page's box decides
    return copy;
  }

  function fitted(figure, width) {
    const factor = scale();
    return Object.assign({}, figure, {
      data: (figure.data || []).map((trace) => grownTrace(trace, factor)),
      layout: grownLayout(figure.layout || {}, factor, width),
    });
  }

  function prepared(plotly) {
    plotly.register(vietnamese);
    ["react", "newPlot"].forEach(function (name) {
      const original = plotly[name];
      plotly[name] = function (target, figure, ...rest) {
        return original.call(plotly, target, figure && figure.data ? fitted(figure, target.clientWidth) : figure, ...rest);
      };
    });
    return plotly;
  }

  let plotly = null;
  let arriving = null;
  // dcc.Graph waits for a promise as well as it takes the library itself; it would otherwise fetch the full bundle.
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: function () {
      if (!plotly) arriving = arriving || pageIsDrawn().then(mapIsPainted).then(fetched);
      return plotly || arriving;
    },
    set: function (arrived) {
      plotly = prepared(arrived);
    },
  });
})();
