/* AG Grid is fetched when the first table is to be seen: it is larger than all that a page without one needs.
   What Dash finds in its place draws the real table once it has come. */
(function () {
  "use strict";
  let wanted = null;

  function fetched(source) {
    wanted =
      wanted ||
      new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = source;
        script.onload = function () {
          const real = window.dash_ag_grid;
          // The place is kept: another component in it would draw every table anew.
          window.dash_ag_grid = Object.assign({}, real, { AgGrid: Table });
          window.chiso.grid.library = real;
          resolve(real);
        };
        script.onerror = () => reject(new Error("AG Grid could not be loaded"));
        document.head.appendChild(script);
      });
    return wanted;
  }

  /* Tells when the place of a table comes into view, or near it; within a closed disclosure it is not in view. */
  function onceSeen(element, tell) {
    const watching = new window.IntersectionObserver(
      function (entries) {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watching.disconnect();
        tell();
      },
      { rootMargin: "300px" }
    );
    watching.observe(element);
    return () => watching.disconnect();
  }

  function Table(props) {
    const React = window.React;
    const place = React.useRef(null);
    const [real, ready] = React.useState(null);
    React.useEffect(function () {
      const source = place.current.closest("[data-grid-library]").dataset.gridLibrary;
      return onceSeen(place.current, () => fetched(source).then((library) => ready(() => library.AgGrid)));
    }, []);
    if (real) return React.createElement(real, props);
    return React.createElement("div", { id: props.id, ref: place, className: "grid-waiting", style: props.style });
  }
  Table.dashRenderType = true;

  window.dash_ag_grid = { AgGrid: Table };
})();
