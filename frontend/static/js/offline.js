// Says when there is no signal. Where the browser has service workers, one's own pages are laid up for that time.
(function (box) {
  function words(at) {
    var day = new Date(at);
    return day.getMonth() + 1 + '月' + day.getDate() + '日 ' + day.toTimeString().slice(0, 5);
  }

  function tell() {
    var since = document.body.dataset.kept;
    document.getElementById('offline').hidden = navigator.onLine !== false && !since;
    if (since && !document.getElementById('kept')) {
      box.say('离线：这是' + words(since) + '存在这部手机的页面。照样能填，填好先存手机', 'wait').id = 'kept';
    }
  }

  function addresses(selector, name) {
    return Array.from(document.querySelectorAll(selector), function (each) { return each[name]; });
  }

  // From the list of one's own projects: each project, and each form.
  function lay(worker) {
    var here = location.href.replace(/#.*/, '');
    var mine = location.pathname === box.at('mine');
    var pages = mine ? [here, new URL(box.at('outbox'), here).href].concat(addresses('#main a[href]', 'href')) : [here];
    worker.postMessage({
      account: box.account,
      files: addresses('link[rel~=stylesheet], link[rel~=icon]', 'href').concat(addresses('script[src]', 'src')),
      pages: pages.filter(function (each) { return /\/(mine|outbox|projects\/[^/?]+(\/update)?)(\?week=[^&]*)?$/.test(each); }),
      all: mine,
    });
  }

  box.forgetPages = async function () {
    if (!window.caches) return;
    for (var name of await caches.keys()) if (name.indexOf('pages-') === 0) await caches.delete(name);
  };

  window.addEventListener('load', function () {
    if (!box.account) return;
    tell();
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
    if (!navigator.serviceWorker || document.body.dataset.kept) return;
    navigator.serviceWorker.register(box.at('sw.js')).then(function () { return navigator.serviceWorker.ready; })
      .then(function (ready) { setTimeout(lay, 1500, ready.active); }).catch(function () {});
  });
})(window.outbox = window.outbox || {});
