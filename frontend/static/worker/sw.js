// Lets an officer's own pages open without signal. Pages come from the network, and from here only without one; the
// server says which may be kept, and whose they are. What is kept is one account's at a time.
var ROOT = new URL('.', self.location).pathname;
var FILES = 'files';
var MOST_FILES = 40;
var PAGES = 'pages-';
var PATIENCE = 6000;
var FRESH = 600000;
var here = '';
var NO_PAGE = ROOT + 'offline';

function pageCaches() {
  return caches.keys().then(function (names) { return names.filter(function (name) { return name.indexOf(PAGES) === 0; }); });
}

async function forget(butOf) {
  for (var name of await pageCaches()) if (name !== PAGES + butOf) await caches.delete(name);
}

// `askedBy` is whose page asked for this one ahead of time: an answer that comes when somebody else is here is dropped.
async function remember(address, answer, askedBy) {
  var account = answer.headers.get('x-account');
  if (!account || (askedBy && (askedBy !== account || (here && here !== account)))) return;
  if (!askedBy) here = account;
  await forget(account);
  if (answer.status !== 200 || answer.redirected || !answer.headers.get('x-keep')) return;
  await (await caches.open(PAGES + account)).put(address, answer);
}

// A form that is asked for without its week is that of the last week there is.
async function kept(address) {
  for (var name of await pageCaches()) {
    var pages = await caches.open(name);
    var found = await pages.match(address, { ignoreVary: true });
    if (found) return found;
    var weeks = await pages.keys(address, { ignoreVary: true, ignoreSearch: true });
    var last = weeks.map(function (one) { return one.url; }).sort().pop();
    if (last && address.indexOf('?') < 0) return pages.match(last, { ignoreVary: true });
  }
  return undefined;
}

// The page says since when it lies here.
async function shown(copy) {
  var html = (await copy.text()).replace('<body', '<body data-kept="' + copy.headers.get('date') + '"');
  var headers = new Headers(copy.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(html, { headers: headers });
}

async function page(event) {
  var copy = kept(event.request.url);
  var late = new Promise(function (done, failed) {
    setTimeout(function () { copy.then(function (found) { if (found) failed(new Error('late')); }); }, PATIENCE);
  });
  var fresh = fetch(event.request).then(function (answer) {
    event.waitUntil(remember(event.request.url, answer.clone()));
    return answer;
  });
  event.waitUntil(fresh.catch(function () {}));
  try {
    return await Promise.race([fresh, late]);
  } catch (error) {
    var found = await copy;
    return found ? shown(found) : (await caches.match(NO_PAGE)) || Response.error();
  }
}

async function file(request) {
  var files = await caches.open(FILES);
  var found = await files.match(request, { ignoreVary: true });
  if (found) return found;
  var answer = await fetch(request);
  if (answer.ok) {
    await files.put(request, answer.clone());
    var all = await files.keys();
    for (var old of all.slice(0, Math.max(0, all.length - MOST_FILES))) if (old.url.indexOf(NO_PAGE) < 0) await files.delete(old);
  }
  return answer;
}

// What a page asks to have here: the files it is made of, and pages; `all` means that nothing else is one's own,
// but what lies below one of them.
async function gather(asked) {
  for (var name of asked.files) await file(new Request(name)).catch(function () {});
  for (var address of asked.pages) {
    var copy = await kept(address);
    if (copy && Date.now() - Date.parse(copy.headers.get('date')) < FRESH) continue;
    var answer = await fetch(address, { credentials: 'same-origin' });
    await remember(address, answer, asked.account);
  }
  if (!asked.all || (here && here !== asked.account)) return;
  for (var cache of await pageCaches()) {
    var pages = await caches.open(cache);
    for (var one of await pages.keys()) {
      if (!asked.pages.some(function (own) { return one.url.indexOf(own) === 0; })) await pages.delete(one);
    }
  }
}

self.addEventListener('install', function (event) {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then(function (files) { return files.add(NO_PAGE); }));
});
self.addEventListener('activate', function (event) {
  event.waitUntil(self.clients.claim());
});
self.addEventListener('message', function (event) {
  event.waitUntil(gather(event.data).catch(function () {}));
});
self.addEventListener('fetch', function (event) {
  var address = new URL(event.request.url);
  if (address.origin !== self.location.origin) return;
  if (event.request.method === 'POST' && /\/sign-out$/.test(address.pathname)) event.waitUntil(forget(''));
  if (event.request.method !== 'GET') return;
  if (address.pathname.indexOf(ROOT + 'static/') === 0) event.respondWith(file(event.request));
  else if (event.request.mode === 'navigate') event.respondWith(page(event));
});
