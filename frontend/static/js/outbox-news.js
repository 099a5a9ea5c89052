// What became of an entry after it had arrived: a reviewer may have sent it back, and the phone says so with the reason.
(function (box) {
  var EVERY = 600000;

  // It is with the server, whatever is to be done about it.
  box.arrived = function (entry) {
    return entry.state === 'sent' || !!(entry.receipt && entry.receipt.returned && !entry.photos.length);
  };

  function heard(entry, receipt) {
    entry.receipt = receipt;
    entry.state = receipt.returned ? 'returned' : 'sent';
    entry.why = receipt.returned ? '被退回：' + receipt.returned.reason : '';
  }

  // Asked where the list is looked at, elsewhere now and then. No answer is no news.
  box.news = async function (ask) {
    var looking = document.getElementById('outbox-list');
    for (var entry of await box.mine()) {
      if (!box.arrived(entry) || (!looking && entry.asked > Date.now() - EVERY)) continue;
      try {
        var answer = await ask(entry.root + '/update?week=' + entry.week);
        if (!answer.ok || !answer.body.receipt || !(await box.get(entry.id))) continue;
        heard(entry, answer.body);
        entry.asked = Date.now();
        await box.put(entry);
      } catch (error) { return; }
    }
  };

  // A new text of the week takes the place of the one that had arrived.
  box.followed = async function (entry) {
    for (var each of await box.mine()) {
      if (each.id !== entry.id && each.root === entry.root && each.week === entry.week && box.arrived(each)) await box.drop(each.id);
    }
  };
})(window.outbox = window.outbox || {});
