/* Turns the scenes by the server's clock, asks for the next one early, and says what is wrong without leaving it. */
wall.show = (() => {
  const EARLY = 8000; // ms before a turn at which the next scene is asked for
  const SPREAD = 3000; // screens do not all ask at once
  const SILENT = 12000; // ms without an answer after which it is said
  const FROZEN = 60000;
  const NIGHT = 3; // o'clock: a page that has run for half a day begins anew
  const jitter = Math.random();
  let slots = [];
  let heard = performance.now(); // when the server last answered
  let heardTime = wall.clock.now();
  let fetched = wall.clock.now(); // when the scene that is seen was told
  let trouble = "";
  let asking = "";
  let stepped = performance.now();
  let beaten = performance.now();
  const began = performance.now();
  const scaled = (ms) => ms / wall.clock.rate();

  const current = () => {
    const now = wall.clock.now();
    while (slots.length > 1 && slots[0].ends <= now) slots.shift();
    return slots[0];
  };

  /* Asks for a scene unless it is being asked for; gives it, or null. */
  const tell = async (name) => {
    if (asking === name) return null;
    asking = name;
    const { status, told } = await wall.asking.scene(name);
    asking = "";
    if (status !== 200) {
      if (told.trouble === "warehouse" || told.trouble === "state") trouble = told.trouble;
      return null;
    }
    heard = performance.now();
    heardTime = wall.clock.now();
    return { ...told, scene: name, at: wall.clock.now() };
  };

  const turnTo = async (slot) => {
    const ready = wall.stage.ready();
    if (ready && ready.scene === slot.scene && wall.clock.now() - ready.at < 60000) {
      wall.stage.turn();
      fetched = ready.at;
      return;
    }
    const told = await tell(slot.scene);
    if (told && current() === slot) {
      wall.stage.renew(told);
      fetched = told.at;
    }
  };

  const prefetch = async (slot) => {
    const ready = wall.stage.ready();
    if (ready && ready.scene === slot.scene && wall.clock.now() - ready.at < 60000) return;
    const told = await tell(slot.scene);
    if (told && slots.includes(slot) && slots[0] !== slot) wall.stage.prepare(told);
  };

  const stay = async (slot) => {
    const seen = wall.stage.seen();
    const refresh = ((seen && seen.refresh) || 60) * 1000;
    if (wall.clock.now() - fetched < refresh) return;
    const told = await tell(slot.scene);
    if (told && current() === slot) {
      wall.stage.renew(told);
      fetched = told.at;
    }
  };

  const say = (slot) => {
    const said = wall.told;
    if (performance.now() - heard > scaled(SILENT)) {
      wall.stage.words(said.sayOffline.replace("{time}", wall.clock.time(heardTime)), "bad");
    } else if (trouble) {
      const held = wall.stage.seen() && wall.stage.seen().scene;
      wall.stage.words(held ? said.sayStale.replace("{time}", wall.clock.time(fetched)) : said.sayAwayData, "bad");
    } else if (slot && slot.why === "interrupt") {
      wall.stage.words(`${said.sayInterrupted}: ${slot.words}`, "urgent");
    } else {
      wall.stage.words({ pause: said.sayPaused, pin: said.sayPinned }[slot && slot.why] || "", "");
    }
    const place = slot && slot.of ? said.saySceneOf.replace("{place}", slot.place).replace("{of}", slot.of) : "";
    const after = slots[1] ? said.sayNext.replace("{title}", slots[1].title) : "";
    wall.stage.next([place, after].filter(Boolean).join(" · "));
  };

  const step = () => {
    stepped = performance.now();
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
    if (!seen || seen.scene !== slot.scene) turnTo(slot);
    else {
      wall.stage.page((now - slot.begins) / (slot.ends - slot.begins));
      if (slots[1] && slots[1].scene !== slot.scene && slots[1].begins - now < EARLY - jitter * SPREAD) prefetch(slots[1]);
      else stay(slot);
    }
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
