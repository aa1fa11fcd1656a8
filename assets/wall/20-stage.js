/* Two layers: one is seen, the other holds the next scene, laid out and ready.  Nothing else is ever added. */
wall.stage = (() => {
  const layers = () => [...document.querySelectorAll(".layer")];
  let shown = 0;
  let held = { 0: null, 1: null }; // what each layer holds: {scene, html, refresh}

  const seen = () => held[shown];
  const ready = () => held[1 - shown];
  const isFilled = () => layers()[shown].querySelector(".tile") !== null;

  const fill = (place, told) => {
    const layer = layers()[place];
    layer.innerHTML = told.html;
    const pages = layer.querySelectorAll(".scene-page");
    pages.forEach((page, number) => page.classList.toggle("is-on", number === 0));
    held[place] = told;
  };
  /* Lays the next scene out where nobody sees it. */
  const prepare = (told) => {
    if (ready() && ready().html === told.html) held[1 - shown] = told;
    else fill(1 - shown, told);
  };
  const turn = () => {
    const [first, second] = layers();
    shown = 1 - shown;
    [first, second].forEach((layer, place) => {
      layer.classList.toggle("is-on", place === shown);
      layer.setAttribute("aria-hidden", String(place !== shown));
    });
    wall.turns = (wall.turns || 0) + 1;
    requestAnimationFrame(() => { wall.turnedAt = performance.now(); });
  };
  /* The scene that stays, told anew; only where it says something else. */
  const renew = (told) => {
    if (seen() && seen().html === told.html) { held[shown] = told; return; }
    prepare(told);
    turn();
  };
  const neutral = (html) => {
    if (seen() && seen().html === html) return;
    fill(1 - shown, { scene: "", html, refresh: 0 });
    turn();
  };
  /* A scene of several pages turns them evenly within its time. */
  const page = (share) => {
    const pages = layers()[shown].querySelectorAll(".scene-page");
    const on = Math.min(pages.length - 1, Math.max(0, Math.floor(share * pages.length)));
    if (pages.length > 1) pages.forEach((one, number) => one.classList.toggle("is-on", number === on));
  };
  const words = (text, tone) => {
    const place = document.querySelector(".bar .words");
    if (place.textContent !== text) place.textContent = text;
    if (place.dataset.tone !== tone) place.dataset.tone = tone;
  };
  const next = (text) => {
    const place = document.querySelector(".bar .next");
    if (place.textContent !== text) place.textContent = text;
  };
  return { seen, ready, isFilled, prepare, turn, renew, neutral, page, words, next };
})();
