// Keeps the site readable without a network: everything a reader of the article can ask for is fetched once, when the page is
// idle, and served from the store. A new build has another name and takes over when no page of the old one is open, so a
// page never mixes two builds. BUILD and FILES are put in by the build (scripts/site/offline.ts).
/* global BUILD, FILES */
const ROOT = new URL('./', self.location.href);
/** Another site of this host, below another path, has stores of its own. */
const OWN = `site-${ROOT.pathname}-`;
const STORE = `${OWN}${BUILD}`;
const KEPT = new Set(FILES.map((path) => new URL(path, ROOT).href));

self.addEventListener('install', (event) => {
  // A page that the browser kept from the build before must not get among those of this one.
  const wanted = [...KEPT].map((address) => new Request(address, { cache: 'no-cache' }));
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(wanted)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name.startsWith(OWN) && name !== STORE).map((name) => caches.delete(name))),
      ),
  );
});

/** The address under which a request is kept: without the search, a folder by its page. */
function keptAddress(request) {
  const address = new URL(request.url);
  address.search = '';
  address.hash = '';
  return address.href;
}

self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || !KEPT.has(keptAddress(event.request))) return;
  event.respondWith(
    caches
      .open(STORE)
      .then((store) => store.match(keptAddress(event.request)))
      .then((kept) => kept ?? fetch(event.request)),
  );
});
