/* Keeps the page of a screen and its last scenes, so that a screen that is switched on while the server is away shows
   what it last knew.  Always the network first; only what belongs to the wall. */
const SHELF = "man-hinh-1";
const MOST = 60;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const belongs = (url) =>
  url.pathname === "/man-hinh" || url.pathname.startsWith("/man-hinh/canh/") || url.pathname.startsWith("/assets/");

const keep = async (request, answer) => {
  const shelf = await caches.open(SHELF);
  await shelf.put(request, answer);
  const kept = await shelf.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map((old) => shelf.delete(old)));
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !belongs(url)) return;
  const answered = async () => {
    try {
      const answer = await fetch(event.request);
      if (answer.ok) event.waitUntil(keep(event.request, answer.clone()));
      if (answer.status < 500) return answer;
      return (await caches.match(event.request)) || answer;
    } catch (error) {
      const kept = await caches.match(event.request);
      if (kept) return kept;
      throw error;
    }
  };
  event.respondWith(answered());
});
