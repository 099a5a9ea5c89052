// The badge on every page, the list of entries, and the question before signing out.
(function (box) {
  box.say = function (sentence, kind) {
    var notice = box.made('p', 'notice' + (kind ? ' ' + kind : ''), sentence);
    notice.setAttribute('role', 'status');
    document.getElementById('main').prepend(notice);
    return notice;
  };

  box.drafted = function () {
    var old = document.getElementById('drafted');
    var shown = box.chip({ state: 'draft' });
    shown.id = 'drafted';
    shown.lastChild.textContent = '草稿已存 ' + new Date().toTimeString().slice(0, 5);
    if (old) old.replaceWith(shown);
    else document.querySelector('.send-in').prepend(shown);
  };

  // An address of this site, which may lie below a path of a proxy's.
  box.at = function (path) {
    return document.getElementById('outbox-badge').getAttribute('href').replace(/outbox$/, path);
  };

  function shown(entry) {
    var card = box.card(entry);
    card.dataset.shows = entry.id;
    card.setAttribute('role', 'status');
    card.tabIndex = -1;
    return card;
  }

  // Where a form stood, its entry stands.
  box.after = function (form, entry) {
    var card = shown(entry);
    form.replaceWith(card);
    card.focus();
    document.querySelectorAll('.send').forEach(function (bar) { bar.remove(); });
    if (document.getElementById('report') || form.matches('#report')) {
      document.querySelectorAll('form[data-outbox]').forEach(function (other) { other.remove(); });
    }
  };

  // One that has arrived leads to the page of its receipt, unless there is more to say than stands there.
  box.leadOn = function (form, entry) {
    if (form.matches('#report') && entry && entry.state === 'sent' && !entry.receipt.clock) location.assign(box.weekOf(entry));
  };

  async function draw() {
    var all = await box.mine();
    var waiting = all.filter(function (each) { return !box.arrived(each) && each.state !== 'draft'; }).length;
    var returned = all.filter(function (each) { return box.arrived(each) && each.state === 'returned'; }).length;
    var badge = document.getElementById('outbox-badge');
    var list = document.getElementById('outbox-list');
    badge.hidden = !waiting && !returned;
    badge.lastElementChild.textContent = [waiting && waiting + '条待上传', returned && returned + '条被退回'].filter(Boolean).join('，');
    if (list) {
      list.replaceChildren.apply(list, all.map(box.card));
      if (!all.length) list.append(box.made('p', 'hint', '没有等着上传的。'));
    }
    document.querySelectorAll('[data-shows]').forEach(function (old) {
      var entry = all.find(function (each) { return each.id === old.dataset.shows; });
      var now = entry ? shown(entry) : box.made('p', 'hint', '这部手机上没有这一条了。');
      var focused = old.contains(document.activeElement);
      old.replaceWith(now);
      if (focused) now.focus();
    });
    document.querySelectorAll('form[action$="/sign-out"]').forEach(function (form) {
      var left = all.some(function (each) { return !box.arrived(each); });
      if (left) form.dataset.confirm = '这部手机上还有没上传的报送或草稿。退出会从这部手机删掉它们，确定退出？';
      else delete form.dataset.confirm;
    });
  }

  box.changed = function (given) {
    draw().catch(function () {});
    return given;
  };

  // Wipes what is one's own. The server clears the rest of this browser's store, unless somebody else's work lies there.
  async function leave(form) {
    try {
      await box.forgetPages();
      await box.wipe();
      if ((await box.all()).length) form.action += '?others=true';
    } catch (error) { /* a browser that keeps nothing has nothing to wipe */ }
    form.submit();
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!/\/sign-out$/.test(form.action) || event.defaultPrevented) return;
    event.preventDefault();
    if (navigator.onLine === false) box.say('没有信号，现在退不了。有信号时再退出，什么都没有删', 'wait');
    else leave(form);
  });

  document.addEventListener('DOMContentLoaded', function () {
    if (!box.account) return;
    box.changed();
    ['online', 'pageshow'].forEach(function (kind) { window.addEventListener(kind, function () { box.run(true).catch(function () {}); }); });
    document.addEventListener('visibilitychange', function () { if (!document.hidden) box.run(true).catch(function () {}); });
  });
})(window.outbox = window.outbox || {});
