/* The time of the server, kept by the page's own steady counter: a screen's clock may be wrong by hours. */
window.wall = window.wall || {};
wall.told = document.body ? document.body.dataset : document.documentElement.dataset;

wall.clock = (() => {
  const rate = () => Number(wall.told.rate) || 1;
  const hour = 3600000;
  let base = Date.now() + 7 * hour; // Vietnam, until the server has told
  let counted = performance.now();

  const now = () => base + (performance.now() - counted) * rate();
  /* The server's time halfway through the request that asked for it. */
  const set = (server, sent) => {
    const arrived = performance.now();
    base = server + ((arrived - sent) / 2) * rate();
    counted = arrived;
  };
  const two = (number) => String(number).padStart(2, "0");
  const time = (at) => {
    const moment = new Date(at);
    return `${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}`;
  };
  const day = (at) => {
    const moment = new Date(at);
    return `${two(moment.getUTCDate())}/${two(moment.getUTCMonth() + 1)}/${moment.getUTCFullYear()}`;
  };
  /* The time, with the day where it is not this one. */
  const when = (at) => (day(at) === day(now()) ? time(at) : `${time(at)} ${day(at)}`);
  return { now, set, rate, time, day, when };
})();
