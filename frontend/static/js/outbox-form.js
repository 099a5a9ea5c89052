// A form with data-outbox is kept on the phone before it is sent. Once it was sent it stays as it is: what is
// written later is a new one, which names the one that it replaces.
(function (box) {
  var OURS = ['back', 'id', 'base_version'];

  box.fieldsOf = function (form, pressed) {
    var fields = [];
    new FormData(form).forEach(function (value, name) { if (typeof value === 'string') fields.push([name, value]); });
    if (pressed && pressed.name) fields.push([pressed.name, pressed.value]);
    return fields.filter(function (pair) { return OURS.indexOf(pair[0]) < 0; });
  };

  // Documents that prove a milestone go with the words.
  function files(form) {
    var found = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== 'string' && value.size && name !== 'photo') found.push([name, value]);
    });
    return found;
  }

  async function kept(form, pressed) {
    var told = form.dataset;
    var same = (await box.mine()).filter(function (each) {
      return each.root === told.root && each.week === told.week && each.state !== 'draft';
    }).pop();
    var editing = form.elements.base_version && form.elements.base_version.value;
    var entry = {
      id: same && !same.frozen ? same.id : box.uuid7(), account: box.account, title: told.outbox, root: told.root,
      week: told.week, fields: box.fieldsOf(form, pressed), files: files(form), photos: await box.photosOf(form),
      state: 'queued', tries: 0, next: 0, at: Date.now(),
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
    var entry;
    form.dataset.entry = 'coming';
    try {
      entry = await kept(form, pressed);
      await box.drop(box.draftOf(form));
    } catch (error) {
      // The phone is full or keeps nothing: the form goes the plain way, with everything in it.
      form.dataset.direct = 'yes';
      box.photosBack(form);
      box.say('手机存不下，正在直接报送', 'wait');
      if (pressed) pressed.click();
      else form.submit();
      return;
    }
    form.dataset.entry = entry.id;
    box.after(form, entry); // it is safe, and that is said before anything is sent
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    await box.run(true);
    box.leadOn(form, await box.get(entry.id));
  }

  document.addEventListener('submit', submit);
})(window.outbox = window.outbox || {});
