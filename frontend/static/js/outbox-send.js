// Sends what waits: words first, then each photo in pieces. Whatever is not an answer of ours counts as no signal.
(function (box) {
  var PIECE = 131072;
  var WEEK = 7 * 24 * 3600 * 1000;
  var PATIENCE = 60000;
  var SLOWEST = 4; // bytes a millisecond
  var running = false;
  var timer;

  // A connection that died without a word is given up after a while: asked again, nothing is taken twice.
  function patience(options) {
    var sent = options && options.body;
    var bytes = sent ? sent.size || Array.from(sent.values()).reduce(function (sum, each) { return sum + (each.size || 0); }, 0) : 0;
    return PATIENCE + bytes / SLOWEST;
  }

  async function ask(address, options) {
    var stop = new AbortController();
    setTimeout(function () { stop.abort(); }, patience(options));
    var answer = await fetch(address, Object.assign({
      credentials: 'same-origin', signal: stop.signal,
      headers: { accept: 'application/json', 'x-for-account': box.account, 'x-phone-clock': String(Date.now()) },
    }, options));
    var kind = answer.headers.get('content-type') || '';
    if (kind.indexOf('json') < 0 || answer.status >= 500 || answer.status === 429) throw new Error('no answer');
    return { status: answer.status, ok: answer.ok, body: await answer.json() };
  }

  function form(fields) {
    var body = new FormData();
    fields.forEach(function (pair) { body.append(pair[0], pair[1]); });
    return body;
  }

  function refused(entry, answer) {
    entry.state = answer.status === 401 ? 'locked' : answer.status === 409 || answer.status === 412 ? 'conflict' : 'returned';
    entry.why = answer.body.detail || '有内容填得不对，请按提示改';
    entry.wrong = answer.body.fields;
    entry.standing = answer.body.standing;
    entry.both = answer.body.clashing && answer.body;
  }

  async function sendPhoto(entry, photo) {
    var place = entry.root + '/photos/arriving/' + photo.sha256;
    var answer = await ask(place);
    var size = photo.blob.size;
    while (answer.ok && answer.body.received < size) {
      var at = answer.body.received;
      answer = await ask(place + '?offset=' + at + '&size=' + size, { method: 'PUT', body: photo.blob.slice(at, at + PIECE) });
      if (answer.status === 409) answer = await ask(place);
    }
    if (!answer.ok) return answer;
    var where = entry.fields.filter(function (pair) { return pair[1] && /^l(ong|at)itude$/.test(pair[0]); });
    return ask(entry.root + '/update/photos', { method: 'POST', body: form(where.concat([['week', entry.week], ['sha256', photo.sha256]])) });
  }

  // One that is refused does not hold up the others. The last receipt lists all that are there.
  async function sendPhotos(entry, answer) {
    for (var photo of entry.photos) {
      delete photo.why;
      if (answer.body.photos.indexOf(photo.sha256) >= 0) continue;
      var hung = await sendPhoto(entry, photo);
      if (hung.ok) answer = hung;
      else if (hung.status === 401) return hung;
      else photo.why = hung.body.detail || '没有收下';
    }
    return answer;
  }

  // A new text waits until the one that it replaces has arrived or come back.
  async function follow(entry) {
    var before = entry.replaces && (await box.get(entry.replaces));
    if (!before) return true;
    if (before.receipt) entry.base = before.receipt.version;
    return before.receipt || before.state === 'returned' || before.state === 'conflict';
  }

  async function send(entry) {
    if (navigator.onLine === false) throw new Error('no signal');
    if (!(await follow(entry))) throw new Error('its turn comes later');
    entry.state = 'sending';
    entry.frozen = true;
    await box.put(entry);
    var fields = entry.fields.concat(entry.files || [], entry.base ? [['base_version', entry.base]] : []);
    var answer = { ok: true, body: { photos: [] } };
    if (!entry.words_stay) answer = await ask(entry.root + '/update', { method: 'POST', body: form(fields) });
    if (answer.ok) answer = await sendPhotos(entry, answer);
    if (!answer.ok) return refused(entry, answer);
    if (answer.body.receipt) entry.receipt = answer.body;
    if (entry.photos.some(function (photo) { return photo.why; })) {
      entry.state = 'returned';
      entry.why = entry.receipt ? '文字已经上传，有照片没有收下。' : '有照片没有收下。';
      return;
    }
    if (!entry.receipt) throw new Error('no receipt');
    entry.state = 'sent';
    entry.photos = [];
    entry.files = [];
    if (entry.replaces) await box.drop(entry.replaces);
    await box.followed(entry);
  }

  async function round(now) {
    for (var entry of await box.mine()) {
      if (entry.state === 'sent' && entry.at < Date.now() - WEEK) await box.drop(entry.id);
      var due = entry.state === 'queued' || entry.state === 'sending' || entry.state === 'locked';
      if (!due || (!now && entry.next > Date.now())) continue;
      try {
        await send(entry);
      } catch (error) {
        entry.state = 'queued';
        entry.tries += 1;
        entry.next = Date.now() + Math.min(1000 * Math.pow(2, entry.tries), 300000) * (0.7 + Math.random() * 0.6);
      }
      if (await box.get(entry.id)) await box.put(entry);
    }
    if (navigator.onLine !== false) await box.news(ask);
  }

  // One tab at a time, where the browser can tell.
  box.run = async function (now) {
    if (!box.account || running) return;
    running = true;
    try {
      if (navigator.locks) {
        await navigator.locks.request('outbox', { ifAvailable: true }, function (lock) { return lock && round(now); });
      } else {
        await round(now);
      }
    } finally {
      running = false;
    }
    box.changed();
    // What another tab sends just now is looked at again: that tab tells nobody else.
    var waiting = (await box.mine()).filter(function (each) { return each.state === 'queued' || each.state === 'sending'; });
    var next = Math.min.apply(null, waiting.map(function (each) { return each.next; }));
    clearTimeout(timer);
    if (waiting.length) timer = setTimeout(box.run, Math.max(1000, next - Date.now()));
  };
})(window.outbox = window.outbox || {});
