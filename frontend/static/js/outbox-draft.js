// A form that is being written is kept every three seconds, with its photos, and comes back as it was left.
(function (box) {
  var SAVE_EVERY = 3000;

  function fill(form, kept) {
    var said = {};
    kept.fields.forEach(function (pair) { (said[pair[0]] = said[pair[0]] || []).push(pair[1]); });
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || /^(hidden|file|submit)$/.test(field.type)) return;
      if (field.type === 'checkbox') field.checked = (said[field.name] || []).indexOf(field.value) >= 0;
      else if (said[field.name]) field.value = said[field.name][0];
    });
    // What it was written on: if somebody changed that meanwhile, the server says so and both texts are shown.
    form.elements.base_version.value = kept.base || '';
    box.showPhotos(form, kept.photos || []);
  }

  // What was not sent yet for the same week, the newest words first: a draft, else what waits or came back.
  async function left(form) {
    var told = form.dataset;
    var here = (await box.mine()).filter(function (each) { return each.root === told.root && each.week === told.week; });
    var draft = here.find(function (each) { return each.state === 'draft'; });
    return draft || here.filter(function (each) { return each.state !== 'sent' && !each.receipt; }).pop();
  }

  function said(form) {
    var hashes = (form.chosenPhotos || []).map(function (photo) { return photo.sha256; });
    return JSON.stringify([box.fieldsOf(form), hashes]);
  }

  async function keep(form) {
    var before = said(form);
    var kept = await left(form);
    if (kept) {
      fill(form, kept);
      before = said(form);
      box.say(kept.state === 'draft' ? '已恢复存在这部手机的草稿'
        : '这一份还没有上传成功，存在这部手机。改了再报送，以改过的为准', 'wait');
    }
    async function save() {
      var now = said(form);
      if (now === before || form.dataset.entry) return;
      before = now;
      try {
        await box.put({ id: box.draftOf(form), account: box.account, title: form.dataset.outbox, root: form.dataset.root,
          week: form.dataset.week, fields: box.fieldsOf(form), base: form.elements.base_version.value,
          photos: form.chosenPhotos || [], state: 'draft', at: Date.now() });
        box.drafted();
      } catch (error) {
        clearInterval(saving);
        box.say('手机存不下草稿，请写完就报送，先不要离开这一页', 'wait');
      }
    }
    var saving = setInterval(save, SAVE_EVERY);
    document.addEventListener('visibilitychange', function () { if (document.hidden) save(); });
  }

  box.draftOf = function (form) {
    return 'draft:' + box.account + form.dataset.root + form.dataset.week;
  };

  document.addEventListener('DOMContentLoaded', function () {
    var form = document.querySelector('#report[data-outbox]');
    if (form && box.account) keep(form).catch(function () {});
  });
})(window.outbox = window.outbox || {});
