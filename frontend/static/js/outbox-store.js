// Entries that have not arrived yet, in the browser's own database; each belongs to one account.
(function (box) {
  var opened;
  box.account = document.body && document.body.dataset.account;

  function open() {
    opened = opened || new Promise(function (done, failed) {
      var asked = indexedDB.open('outbox', 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore('entries', { keyPath: 'id' }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
    return opened;
  }

  async function within(mode, act) {
    var store = (await open()).transaction('entries', mode).objectStore('entries');
    return new Promise(function (done, failed) {
      var asked = act(store);
      store.transaction.oncomplete = function () { done(asked.result); };
      store.transaction.onabort = store.transaction.onerror = function () { failed(store.transaction.error); };
    });
  }

  box.put = function (entry) {
    return within('readwrite', function (store) { return store.put(entry); }).then(box.changed);
  };
  box.drop = function (id) {
    return within('readwrite', function (store) { return store.delete(id); }).then(box.changed);
  };
  box.get = function (id) {
    return within('readonly', function (store) { return store.get(id); });
  };
  box.all = function () {
    return within('readonly', function (store) { return store.getAll(); });
  };
  // Only one's own, the oldest first.
  box.mine = async function () {
    return (await box.all()).filter(function (each) { return each.account === box.account; })
      .sort(function (a, b) { return a.id < b.id ? -1 : 1; });
  };
  box.wipe = async function () {
    for (var each of await box.mine()) await box.drop(each.id);
  };
})(window.outbox = window.outbox || {});
