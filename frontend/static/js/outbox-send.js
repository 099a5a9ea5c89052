// Sends what waits: words first, then each photo in pieces. Whatever is not an answer of ours counts as no signal.
(function (box) {
  var PIECE = 131072;
  var running = false;
  var timer;

  async function ask(address, options) {
    var answer = await fetch(address, Object.assign({
      credentials: 'same-origin', headers: { accept: 'application/json', 'x-for-account': box.account },
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
    entry.why = answer.body.detail || '';
    entry.fields_wrong = answer.body.fields;
    entry.standing = answer.body.standing;
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
    return ask(entry.root + '/update/photos', { method: 'POST', body: form([['week', entry.week], ['sha256', photo.sha256]]) });
  }

  async function send(entry) {
    if (entry.replaces) {
      var before = await box.get(entry.replaces);
      if (before && before.receipt) entry.base = before.receipt.version;
      else if (before && before.state !== 'returned') return;
    }
    entry.state = 'sending';
    entry.frozen = true;
    await box.put(entry);
    var fields = entry.base ? entry.fields.concat([['base_version', entry.base]]) : entry.fields;
    var answer = await ask(entry.root + '/update', { method: 'POST', body: form(fields) });
    for (var photo of entry.photos) {
      if (!answer.ok || answer.body.photos.indexOf(photo.sha256) >= 0) continue;
      answer = await sendPhoto(entry, photo);
    }
    if (!answer.ok) return refused(entry, answer);
    if (!answer.body.receipt) throw new Error('no receipt');
    entry.state = 'sent';
    entry.receipt = answer.body;
    entry.photos = [];
  }

  async function round(now) {
    for (var entry of await box.mine()) {
      var due = entry.state === 'queued' || entry.state === 'sending' || entry.state === 'locked';
      if (!due || (!now && entry.next > Date.now())) continue;
      try {
        await send(entry);
      } catch (error) {
        entry.state = 'queued';
        entry.tries += 1;
        entry.next = Date.now() + Math.min(1000 * Math.pow(2, entry.tries), 300000) * (0.7 + Math.random() * 0.6);
      }
      await box.put(entry);
    }
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
    var waiting = (await box.mine()).filter(function (each) { return each.state === 'queued'; });
    clearTimeout(timer);
    if (waiting.length) timer = setTimeout(box.run, Math.max(1000, waiting[0].next - Date.now()));
  };
})(window.outbox = window.outbox || {});
