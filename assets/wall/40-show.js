/* Turns the scenes by the server's clock, asks for the next one early, and says what is wrong without leaving it. */
wall.show = (() => {
  const EARLY = 8000; // ms before a turn at which the next scene is asked for
  const SPREAD = 3000; // screens do not all ask at once
  const SILENT = 12000; // ms without an answer after which it is said
  const FROZEN = 60000;
  const FRESH = 60000; // ms for which a scene that was told early may be shown
  const PAUSE = 5000; // ms until a scene that was refused is asked for again
  const NIGHT = 3; // o'clock: a page that has run for half a day begins anew
  const jitter = Math.random();
  let slots = [];
  let heard = performance.now(); // when the server last answered
  let heardTime = Number(wall.told.at); // a page from the browser's own store was made long ago
  let fetched = heardTime; // when the scene that is seen was told
  let trouble = "";
  const asking = new Set();
  const refused = new Map(); // scene: when it may be asked for again
  let stepped = performance.now();
  let beaten = performance.now();
  const began = performance.now();
  const scaled = (ms) => ms / wall.clock.rate();

  const current = () => {
    const now = wall.clock.now();
    while (slots.length > 1 && slots[0].ends <= now) slots.shift();
    return slots[0];
  };

  const isCurrent = (scene) => slots.length > 0 && current().scene === scene;

  /* Asks for a scene unless it is being asked for, or was refused a moment ago; gives it, or null. */
  const tell = async (name) => {
    if (asking.has(name) || performance.now() < (refused.get(name) || 0)) return null;
    asking.add(name);
    const { status, told } = await wall.asking.scene(name);
    asking.delete(name);
    if (status !== 200) {
      refused.set(name, performance.now() + scaled(PAUSE));
      return null;
    }
    refused.delete(name);
    heard = performance.now();
    heardTime = wall.clock.now();
    return { ...told, scene: name, at: heardTime };
  };

  const isReady = (scene) => {
    const ready = wall.stage.ready();
    return ready && ready.scene === scene && wall.clock.now() - ready.at < FRESH;
  };

  const renew = async (scene) => {
    const told = await tell(scene);
    if (!told || !isCurrent(scene)) return;
    wall.stage.renew(told);
    fetched = told.at;
  };

  const turnTo = (scene) => {
    if (!isReady(scene)) return renew(scene);
    fetched = wall.stage.ready().at;
    return wall.stage.turn();
  };

  const prefetch = async (scene) => {
    if (isReady(scene)) return;
    const told = await tell(scene);
    if (told && slots.some((one) => one.scene === scene) && !isCurrent(scene)) wall.stage.prepare(told);
  };

  const stay = (scene) => {
    const seen = wall.stage.seen();
    const refresh = ((seen && seen.refresh) || 60) * 1000;
    return wall.clock.now() - fetched < refresh ? null : renew(scene);
  };

  const say = (slot) => {
    const said = wall.told;
    if (performance.now() - heard > scaled(SILENT)) {
      wall.stage.words(said.sayOffline.replace("{time}", wall.clock.when(heardTime)), "bad");
    } else if (trouble || (slot && refused.has(slot.scene))) {
      const told = trouble ? said.sayStale : said.sayRefused;
      wall.stage.words(wall.stage.isFilled() ? told.replace("{time}", wall.clock.when(fetched)) : said.sayNoFigures, "bad");
    } else if (slot && slot.why === "interrupt") {
      wall.stage.words(`${said.sayInterrupted}: ${slot.words}`, "urgent");
    } else {
      wall.stage.words({ pause: said.sayPaused, pin: said.sayPinned }[slot && slot.why] || "", "");
    }
    const place = slot && slot.of ? said.saySceneOf.replace("{place}", slot.place).replace("{of}", slot.of) : "";
    const after = slots[1] ? said.sayNext.replace("{title}", slots[1].title) : "";
    wall.stage.next([place, after].filter(Boolean).join(" · "));
  };

  const show = () => {
    const now = wall.clock.now();
    const face = document.querySelector(".clock");
    const time = `${wall.clock.time(now)} · ${wall.clock.day(now)}`;
    if (face.textContent !== time) face.textContent = time;
    const slot = current();
    say(slot);
    if (!slot) return;
    document.body.classList.toggle("is-blank", slot.why === "blank");
    if (slot.why === "blank" || now > slot.ends + 1000) return;
    const seen = wall.stage.seen();
    if (!seen || seen.scene !== slot.scene) {
      turnTo(slot.scene);
      return;
    }
    const next = slots[1];
    wall.stage.page((now - slot.begins) / (slot.ends - slot.begins));
    if (next && next.scene !== slot.scene && next.begins - now < EARLY - jitter * SPREAD) prefetch(next.scene);
    else stay(slot.scene);
  };

  const step = () => {
    show();
    stepped = performance.now(); // not where it failed: the watch then begins the page anew
  };

  /* A new program: only once its page is there, or a restart would leave an error on the wall. */
  const beginAnew = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(6000) });
      if (answer.ok) location.reload();
    } catch {
      /* The server went away again: what is seen stays. */
    }
  };

  const beat = async () => {
    const sent = performance.now();
    const seen = wall.stage.seen();
    const { status, told } = await wall.asking.beat(seen ? seen.scene : "");
    beaten = performance.now();
    if (status === 200) {
      heard = performance.now();
      wall.clock.set(told.now, sent);
      heardTime = wall.clock.now();
      trouble = told.trouble;
      if (told.html) { slots = []; wall.stage.neutral(told.html); }
      else if (told.slots.length) slots = told.slots;
      if (told.program !== wall.told.program) await beginAnew();
    }
    const every = (status === 200 ? told.every * 1000 : 3000) * (0.9 + 0.2 * jitter);
    setTimeout(beat, Math.max(scaled(every), 150));
  };

  const watch = () => {
    const still = performance.now();
    const night = new Date(wall.clock.now()).getUTCHours() === NIGHT && still - began > 12 * 3600000;
    if (still - stepped > FROZEN || still - beaten > FROZEN + 30000 || night) beginAnew();
  };

  const begin = () => {
    step();
    beat();
    setInterval(step, Math.max(scaled(250), 20));
    setInterval(watch, 10000 + jitter * 5000);
    if ("serviceWorker" in navigator && isSecureContext) {
      navigator.serviceWorker.register("/man-hinh/nen.js", { scope: "/man-hinh" }).catch(() => {});
    }
  };
  return { begin };
})();

wall.told = document.body.dataset;
wall.show.begin();
