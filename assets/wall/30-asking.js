/* What is asked of the server.  Every question ends, answered or not, within a few seconds. */
wall.asking = (() => {
  const PATIENCE = 6000;
  const drawn = () => [...crypto.getRandomValues(new Uint8Array(9))].map((one) => one.toString(36)).join("");
  const page = (() => {
    try {
      const kept = sessionStorage.getItem("wall-page") || drawn();
      sessionStorage.setItem("wall-page", kept);
      return kept;
    } catch {
      return drawn();
    }
  })();

  /* The answer as {status, told}; status 0 where none came. */
  const ask = async (address, options) => {
    try {
      const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) });
      return { status: answer.status, told: await answer.json() };
    } catch {
      return { status: 0, told: {} };
    }
  };
  const scene = (name) => ask(`/man-hinh/canh/${encodeURIComponent(name)}?tl=${wall.told.scale}`, { cache: "no-cache" });
  const beat = (showing) => {
    const told = {
      page, group: wall.told.group, part: wall.told.part, offset: Number(wall.told.offset) || 0, scene: showing,
      viewport: `${innerWidth}x${innerHeight}`, clock: Date.now(), program: wall.told.program,
    };
    const body = JSON.stringify(told);
    return ask("/man-hinh/nhip", { method: "POST", body, headers: { "Content-Type": "application/json" } });
  };
  return { scene, beat };
})();
