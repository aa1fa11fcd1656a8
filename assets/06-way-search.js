/* The search of the command palette: words without diacritics, or the first letters of words ("tnsnn").
   The same rules as data/catalogue.py: names that begin with the text come first, then those that contain it. */
window.chiso = window.chiso || {};
window.chiso.waySearch = (function () {
  "use strict";
  const KINDS = ["view", "page", "province", "commune", "indicator"];
  const UNIT = /^(xa|phuong|dac khu|tinh|thanh pho) /;
  const LETTERS_AT_LEAST = 3;

  function fold(text) {
    const plain = text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
    return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  const initials = (folded) => folded.split(" ").map((word) => word[0] || "").join("");

  /* A place as the index has it, with what it is compared by. */
  function entry(kind, name, note, path, also) {
    const folded = fold(name);
    return {
      kind: kind, name: name, note: note, path: path,
      text: " " + folded, bare: folded.replace(UNIT, ""), more: " " + fold(name + " " + also + " " + note),
      letters: initials(folded) + " " + initials(fold(also)),
    };
  }

  /* How well a place fits; the less the better, Infinity not at all. */
  function misfit(one, wanted, words, letters) {
    if (one.bare === wanted || one.text === " " + wanted) return 0;
    if (one.bare.startsWith(wanted) || one.text.startsWith(" " + wanted)) return 1;
    if (one.text.includes(" " + wanted)) return 2;
    if (words.every((word) => one.text.includes(" " + word))) return 3;
    if (words.every((word) => one.more.includes(" " + word))) return 4;
    if (letters.length >= LETTERS_AT_LEAST && one.letters.includes(letters)) return 5;
    return Infinity;
  }

  /* The places that fit, best first; of equals those of the set that is open, the shorter name first. */
  function search(entries, text, setCode) {
    const wanted = fold(text);
    if (!wanted) return entries.filter((one) => one.kind === "view" || one.kind === "page");
    const words = wanted.split(" ");
    const letters = words.join("");
    const elsewhere = (one) => (setCode && one.path.includes("bo=") && !one.path.includes("bo=" + setCode) ? 1 : 0);
    return entries
      .map((one) => ({ one: one, misfit: misfit(one, wanted, words, letters) }))
      .filter((found) => found.misfit < Infinity)
      .sort(function (a, b) {
        return (
          a.misfit - b.misfit || elsewhere(a.one) - elsewhere(b.one) ||
          KINDS.indexOf(a.one.kind) - KINDS.indexOf(b.one.kind) || a.one.name.length - b.one.name.length
        );
      })
      .map((found) => found.one);
  }

  return { fold: fold, entry: entry, search: search };
})();
