// One entry as a person sees it: its state in words, why it came back, both texts of a clash, and what can be done.
(function (box) {
  var WORDS = { draft: '草稿', queued: '待上传', sending: '上传中', sent: '已上传', returned: '被退回', conflict: '有冲突', locked: '需重新登录' };
  var CALLED = { unchanged: '本周无变化', unchanged_reason: '为什么没有变化', invested_wan: '本周完成投资（万元）',
    site_progress: '本周进展', next_step: '下一步', reached: '到达的节点', photo: '照片' };

  box.made = function (name, look, words) {
    var element = document.createElement(name);
    element.className = look;
    element.textContent = words;
    return element;
  };
  var made = box.made;

  box.button = function (words, act, look) {
    var found = made('button', look || 'btn', words);
    found.type = 'button';
    found.addEventListener('click', act);
    return found;
  };

  function link(words, address, look) {
    var found = made('a', look || 'btn primary', words);
    found.href = address;
    return found;
  }

  box.chip = function (entry) {
    var icons = document.getElementById('outbox-states');
    var found = icons.content.querySelector('.' + entry.state).cloneNode(true);
    found.lastChild.textContent = WORDS[entry.state] + (entry.receipt && entry.state === 'sent' ? ' ' + entry.receipt.said.split(' ').pop() + ' ✓' : '');
    return found;
  };

  function words(entry) {
    var receipt = entry.receipt;
    if (entry.state === 'sent') {
      return ['回执号 ' + receipt.receipt + (receipt.photos.length ? '，照片' + receipt.photos.length + '张' : ''), receipt.merged, receipt.clock].filter(Boolean).join('。');
    }
    if (entry.state === 'locked') return '登录过期了，写的都在。登录后自动上传。';
    if (entry.state === 'draft') return '还没有报送，存在这部手机。';
    if (box.arrived(entry)) return entry.why + '（' + receipt.returned.by + '，' + receipt.returned.at + '）';
    if (entry.state === 'conflict' || entry.state === 'returned') return entry.why;
    if (entry.state === 'sending') return '正在上传。传完以前，这一份还在这部手机。';
    return '存在这部手机，有信号就自动上传。' + (entry.tries ? '试过' + entry.tries + '次。' : '');
  }

  // What an entry says, as pairs of a name and a text.
  box.called = CALLED;
  var said = box.said = function (fields) {
    return fields.filter(function (pair) { return CALLED[pair[0]] && pair[1]; }).map(function (pair) {
      return [CALLED[pair[0]], pair[0] === 'unchanged' ? '是' : pair[1]];
    });
  };

  var facts = box.facts = function (title, pairs) {
    var list = made('dl', 'kv', '');
    pairs.forEach(function (pair) {
      var row = document.createElement('div');
      row.append(made('dt', '', pair[0]), made('dd', '', pair[1]));
      list.append(row);
    });
    var part = document.createElement('div');
    part.append(made('h3', 'label', title), list);
    return part;
  };

  function exported(entry) {
    var sheet = document.implementation.createHTMLDocument(entry.title);
    var photos = Promise.all(entry.photos.map(function (photo) {
      return new Promise(function (done) {
        var reader = new FileReader();
        reader.onload = function () { done(reader.result); };
        reader.readAsDataURL(photo.blob);
      });
    }));
    return photos.then(function (pictures) {
      sheet.body.append(made('h1', '', entry.title), facts(WORDS[entry.state], said(entry.fields)), made('p', '', entry.why || ''));
      pictures.forEach(function (picture) {
        var image = sheet.createElement('img');
        image.src = picture;
        image.width = 360;
        sheet.body.append(image);
      });
      var away = document.createElement('a');
      away.href = URL.createObjectURL(new Blob(['<!doctype html><meta charset="utf-8">' + sheet.documentElement.outerHTML], { type: 'text/html' }));
      away.download = entry.title + '.html';
      away.click();
    });
  }

  box.again = function again(entry) {
    return box.put(Object.assign(entry, { state: 'queued', next: 0 })).then(function () { return box.run(true); });
  };
  var again = box.again;

  function wrongPhotos(card, entry) {
    entry.photos.forEach(function (photo, number) {
      if (!photo.why) return;
      var row = made('p', 'note returned', '第' + (number + 1) + '张：' + photo.why + ' ');
      row.append(box.button('不要这张', function () {
        entry.photos = entry.photos.filter(function (each) { return each !== photo; });
        again(entry);
      }));
      card.append(row);
    });
  }

  box.weekOf = function (entry) {
    return entry.root + '/update?week=' + entry.week;
  };

  box.card = function (entry) {
    var card = made('section', 'panel', '');
    var top = made('div', 'card-top', '');
    var acts = made('div', 'acts', '');
    var aside = made('div', 'acts', '');
    var form = box.weekOf(entry);
    top.append(made('h2', '', entry.title), box.chip(entry));
    card.append(top, made('p', 'why', words(entry)));
    Object.entries(entry.wrong || {}).forEach(function (pair) {
      var called = (CALLED[pair[0]] || '').replace('（万元）', '');
      if (pair[1] !== entry.why) card.append(made('p', 'error', (!called || pair[1].indexOf(called) >= 0 ? '' : called + '：') + pair[1]));
    });
    wrongPhotos(card, entry);
    if (entry.state === 'conflict' && entry.standing) acts.append.apply(acts, box.clash(card, entry));
    if (entry.state === 'sent') acts.append(link('看回执', form, 'btn'));
    if (entry.state === 'locked') acts.append(link('登录', box.at('sign-in?next=' + box.at('outbox'))));
    if (entry.state === 'draft') acts.append(link('接着写', form));
    if (entry.state === 'returned' && !entry.receipt) acts.append(link('去改', form));
    if (entry.state === 'returned' && box.arrived(entry)) acts.append(link('去改', form + '&revise=1'));
    var decides = entry.state === 'conflict' && entry.standing; // sent again it would only come back again
    var under = entry.state === 'draft' || entry.state === 'sending' || (entry.state === 'queued' && !entry.tries);
    if (!box.arrived(entry) && !decides && !under) acts.append(box.button('立即重试', function () { again(entry); }));
    if (entry.state !== 'sent') aside.append(box.button('导出一份', function () { exported(entry); }, 'quiet'));
    aside.append(box.button('删除', function () {
      if (box.arrived(entry)) box.drop(entry.id);
      else box.ask('从这部手机删掉这一条？没有上传的就没有了。', '删除', function () { box.drop(entry.id); });
    }, 'quiet'));
    if (acts.children.length) card.append(acts);
    card.append(aside);
    return card;
  };
})(window.outbox = window.outbox || {});
