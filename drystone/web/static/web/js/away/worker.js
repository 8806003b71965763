// Answers for a leader's pages of visits while nobody else does: with one empty page that it keeps, and with what every
// page looks like. It keeps no page that holds anybody's words. What it keeps is said in the line before these (KEPT).
const CACHE = `visits-${KEPT.version}`, LONG_ENOUGH = 8_000;

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(throwAway().then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(opened(request));
  else if (request.method === "GET" && KEPT.files.includes(pathname)) event.respondWith(kept(request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([KEPT.page, ...KEPT.files].map((address) => new Request(address, { cache: "reload" })));
}

async function throwAway() {
  const old = (await caches.keys()).filter((name) => name.startsWith("visits-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The page itself, if it comes; else the empty one, also for a form that was sent into nothing: what somebody typed was
// kept before.
async function opened(request) {
  try {
    return await (request.method === "GET" ? soon(fetch(request)) : fetch(request));
  } catch {
    return (await caches.match(KEPT.page, { ignoreVary: true })) || Response.error();
  }
}

function soon(answer) {
  return new Promise((yes, no) => {
    setTimeout(no, LONG_ENOUGH, new Error("too slow"));
    answer.then(yes, no);
  });
}

async function kept(request) {
  return (await caches.match(request.url, { ignoreVary: true })) || fetch(request);
}
