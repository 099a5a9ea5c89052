// What a person sees of the outbox: the badge on every page, one card an entry, and the question before signing out.
(function (box) {
  var WORDS = { draft: '草稿', queued: '待上传', sending: '上传中', sent: '已上传', returned: '被退回', conflict: '有冲突', locked: '需重新登录' };

  function made(name, look, words) {
    var element = document.createElement(name);
    element.className = look;
    element.textContent = words;
    return element;
  }

  function chip(entry) {
    var icons = document.getElementById('outbox-states');
    var found = icons.content.querySelector('.' + entry.state).cloneNode(true);
    found.lastChild.textContent = WORDS[entry.state] + (entry.receipt ? ' ' + entry.receipt.said.split(' ').pop() + ' ✓' : '');
    return found;
  }

  function words(entry) {
    if (entry.state === 'sent') return '回执号 ' + entry.receipt.receipt + (entry.receipt.photos.length ? '，照片' + entry.receipt.photos.length + '张' : '');
    if (entry.state === 'locked') return '登录过期了，写的都在。登录后自动上传。';
    if (entry.state === 'draft') return '还没有报送，存在这部手机。';
    if (entry.state === 'conflict' || entry.state === 'returned') return entry.why;
    return '存在这部手机，有信号就自动上传。' + (entry.tries ? '试过' + entry.tries + '次。' : '');
  }

  function button(words, act) {
    var found = made('button', 'btn', words);
    found.type = 'button';
    found.addEventListener('click', act);
    return found;
  }

  function saved(entry) {
    var told = { 项目: entry.title, 填写: entry.fields, 原因: entry.why, 照片: entry.photos.length };
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(told, null, 1)], { type: 'application/json' }));
    link.download = entry.title + '.json';
    link.click();
  }

  box.card = function (entry) {
    var card = made('section', 'panel', '');
    card.setAttribute('role', 'status');
    card.append(made('h2', '', entry.title + ' '), chip(entry), made('p', '', words(entry)));
    if (entry.standing) {
      card.append(made('p', 'hint', entry.standing.by + entry.standing.said + '报的：' + entry.standing.invested_wan + '万元。' + entry.standing.site_progress));
    }
    var acts = made('div', 'acts', '');
    if (entry.state !== 'sent' && entry.state !== 'draft') acts.append(button('立即重试', function () {
      if (entry.state === 'returned' || entry.state === 'conflict') entry.state = 'queued';
      box.put(entry).then(function () { box.run(true); });
    }));
    if (entry.state !== 'sent') acts.append(button('导出一份', function () { saved(entry); }));
    acts.append(button('删除', function () {
      if (entry.state === 'sent' || confirm('从这部手机删掉这一条？没有上传的就没有了。')) box.drop(entry.id);
    }));
    card.append(acts);
    return card;
  };

  box.say = function (sentence) {
    var main = document.getElementById('main');
    var notice = made('p', 'notice', sentence);
    notice.setAttribute('role', 'status');
    main.prepend(notice);
  };

  box.drafted = function () {
    var old = document.getElementById('drafted');
    var shown = chip({ state: 'draft' });
    shown.id = 'drafted';
    shown.lastChild.textContent = '草稿已存 ' + new Date().toTimeString().slice(0, 5);
    if (old) old.replaceWith(shown);
    else document.querySelector('.send-in').prepend(shown);
  };

  // Where a form stood, its entry stands; one that has arrived leads to the page of its receipt.
  box.after = function (form, entry) {
    if (form.matches('#report') && entry.state === 'sent') {
      location.assign(entry.root + '/update?week=' + entry.week);
      return;
    }
    var card = box.card(entry);
    card.dataset.shows = entry.id;
    form.replaceWith(card);
    document.querySelectorAll('.send').forEach(function (bar) { bar.remove(); });
  };

  async function draw() {
    var all = await box.mine();
    var waiting = all.filter(function (each) { return each.state !== 'sent' && each.state !== 'draft'; }).length;
    var badge = document.getElementById('outbox-badge');
    var list = document.getElementById('outbox-list');
    if (badge) {
      badge.hidden = !waiting;
      badge.lastElementChild.textContent = waiting + '条待上传';
    }
    if (list) {
      list.replaceChildren.apply(list, all.map(box.card));
      if (!all.length) list.append(made('p', 'hint', '没有等着上传的。'));
    }
    document.querySelectorAll('[data-shows]').forEach(function (old) {
      var entry = all.find(function (each) { return each.id === old.dataset.shows; });
      if (!entry) return;
      var card = box.card(entry);
      card.dataset.shows = entry.id;
      old.replaceWith(card);
    });
    document.querySelectorAll('form[action$="/sign-out"]').forEach(function (form) {
      var left = all.length && all.some(function (each) { return each.state !== 'sent'; });
      if (left) form.dataset.confirm = '这部手机上还有没上传的报送或草稿。退出会从这部手机删掉它们，确定退出？';
      else delete form.dataset.confirm;
    });
  }
  box.changed = function (given) {
    draw().catch(function () {});
    return given;
  };

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!/\/sign-out$/.test(form.action) || event.defaultPrevented) return;
    event.preventDefault();
    box.wipe().catch(function () {}).then(function () { form.submit(); });
  });
  document.addEventListener('DOMContentLoaded', function () {
    if (!box.account) return;
    box.changed();
    ['online', 'pageshow'].forEach(function (kind) { window.addEventListener(kind, function () { box.run(true).catch(function () {}); }); });
    document.addEventListener('visibilitychange', function () { if (!document.hidden) box.run(true).catch(function () {}); });
  });
})(window.outbox = window.outbox || {});
