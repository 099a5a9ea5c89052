// A form with data-outbox is kept on the phone before it is sent, and a draft of it while it is written.
(function (box) {
  var SAVE_EVERY = 3000;

  function text(form, pressed) {
    var fields = [];
    new FormData(form).forEach(function (value, name) { if (typeof value === 'string') fields.push([name, value]); });
    if (pressed && pressed.name) fields.push([pressed.name, pressed.value]);
    return fields.filter(function (pair) { return ['back', 'id', 'base_version'].indexOf(pair[0]) < 0; });
  }

  function shrunk(file) {
    var small = new Promise(function (done, failed) {
      var picture = new Image();
      picture.onerror = failed;
      picture.onload = function () {
        var by = Math.min(1, 1600 / Math.max(picture.naturalWidth, picture.naturalHeight));
        var canvas = document.createElement('canvas');
        canvas.width = picture.naturalWidth * by;
        canvas.height = picture.naturalHeight * by;
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(picture.src);
        canvas.toBlob(function (made) { done(made && made.size < file.size ? made : file); }, 'image/jpeg', 0.75);
      };
      picture.src = URL.createObjectURL(file);
    });
    var late = new Promise(function (done) { setTimeout(function () { done(file); }, 8000); });
    return Promise.race([small, late]).catch(function () { return file; });
  }

  async function photosOf(form) {
    var photos = [];
    for (var file of (form.elements.photo && form.elements.photo.files) || []) {
      var blob = await shrunk(file);
      photos.push({ sha256: await box.sha256(blob), blob: blob });
    }
    return photos;
  }

  async function kept(form, pressed) {
    var told = form.dataset;
    var same = (await box.mine()).filter(function (each) {
      return each.root === told.root && each.week === told.week && each.state !== 'draft';
    }).pop();
    var editing = form.elements.base_version && form.elements.base_version.value;
    var entry = {
      id: same && !same.frozen ? same.id : box.uuid7(), account: box.account, title: told.outbox, root: told.root,
      week: told.week, fields: text(form, pressed), photos: await photosOf(form), state: 'queued', tries: 0, next: 0, at: Date.now(),
    };
    entry.fields.push(['id', entry.id]);
    if (editing) entry.base = editing;
    else if (same && same.frozen) entry.replaces = same.id;
    await box.put(entry);
    return entry;
  }

  async function submit(event) {
    var form = event.target;
    if (!form.matches('[data-outbox]') || event.defaultPrevented || form.dataset.direct || !box.account) return;
    event.preventDefault();
    var pressed = event.submitter;
    try {
      var entry = await kept(form, pressed);
      await box.drop('draft:' + box.account + form.dataset.root + form.dataset.week);
      form.dataset.entry = entry.id;
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
      await box.run(true);
      box.after(form, await box.get(entry.id));
    } catch (error) {
      // The phone is full or keeps nothing: the form goes the plain way, with everything in it.
      form.dataset.direct = 'yes';
      box.say('手机存不下，正在直接报送');
      if (pressed) pressed.click();
      else form.submit();
    }
  }

  async function draft(form) {
    var id = 'draft:' + box.account + form.dataset.root + form.dataset.week;
    var before = JSON.stringify(text(form));
    var known = await box.get(id);
    if (known) {
      known.fields.forEach(function (pair) {
        var field = form.elements[pair[0]];
        if (field && field.type !== 'hidden' && field.type !== 'checkbox' && 'value' in field) field.value = pair[1];
      });
      box.say('已恢复存在这部手机的草稿');
    }
    setInterval(function () {
      var now = JSON.stringify(text(form));
      if (now === before || form.dataset.entry) return;
      before = now;
      box.put({ id: id, account: box.account, title: form.dataset.outbox, root: form.dataset.root, week: form.dataset.week,
        fields: text(form), photos: [], state: 'draft', at: Date.now() }).then(box.drafted, function () {});
    }, SAVE_EVERY);
  }

  document.addEventListener('submit', submit);
  document.addEventListener('DOMContentLoaded', function () {
    var form = document.querySelector('#report[data-outbox]');
    if (form && box.account) draft(form).catch(function () {});
  });
})(window.outbox = window.outbox || {});
