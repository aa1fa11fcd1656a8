/* Copying a view: its address, or its sentences with a link to the source of every number (plain text beside). */
(function () {
  "use strict";

  function escaped(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element.innerHTML.replace(/"/g, "&quot;");
  }

  /* The address of the whole view, defaults included; with a key, of the view with the source of that number open. */
  function address(strip, key) {
    const link = new URL(window.location.href);
    new URLSearchParams(strip.dataset.query).forEach((value, name) => link.searchParams.set(name, value));
    link.searchParams.delete("nguon");
    if (key) link.searchParams.set("nguon", key);
    return link.href;
  }

  function piece(strip, node) {
    const key = node.dataset && node.dataset.source;
    return key ? `<a href="${escaped(address(strip, key))}">${escaped(node.textContent)}</a>` : escaped(node.textContent);
  }

  document.addEventListener("click", async function (event) {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const status = button.parentElement.querySelector("[role=status]");
    const strip = button.closest(".telling");
    const sentence = strip.querySelector(".sentence");
    const html = Array.from(sentence.childNodes, (node) => piece(strip, node)).join("").trim();
    const copied = button.dataset.copy === "link"
      ? window.chiso.ways.copy(address(strip))
      : window.chiso.ways.copy(sentence.textContent.replace(/\s+/g, " ").trim(), `<p>${html}</p>`);
    status.textContent = "";
    copied.then(() => window.chiso.told("clipboard", sentence.textContent.trim()), () => null);
    await copied.then(() => (status.textContent = status.dataset.copied), () => (status.textContent = status.dataset.notCopied));
  });
})();
