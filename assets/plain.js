/* Makes the trees of components/plain.py into elements.  Dash looks a component up by its namespace. */
window.chiso_plain = (function () {
  "use strict";

  function build(tree) {
    if (!Array.isArray(tree)) return tree;
    return window.React.createElement(tree[0], tree[1], ...tree.slice(2).map(build));
  }

  /* A link within the house, followed as Dash's own is: the page changes, nothing is loaded anew. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-inside]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  });

  return { Plain: (props) => build(props.tree) };
})();
