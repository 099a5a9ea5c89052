// A form with data-outbox is kept on the phone before it is sent. Once it was sent it stays as it is: what is
// written later is a new one, which names the one that it replaces.
(function (box) {
  var OURS = ['back', 'id', 'base_version'];

  // Its words, and the documents that prove a milestone, which go with them. Asked field by field: to make a FormData of
  // them takes a weak phone thirty times as long.
  function written(form, pressed) {
    var found = { fields: [], files: [] };
    Array.from(form.elements).forEach(function (field) {
      var left = !field.name || field.disabled || field.type === 'submit' || OURS.indexOf(field.name) >= 0;
      if (left || (/^(checkbox|radio)$/.test(field.type) && !field.checked)) return;
      if (field.type !== 'file') found.fields.push([field.name, field.value]);
      else if (field.name !== 'photo') Array.from(field.files).forEach(function (each) { found.files.push([field.name, each]); });
    });
    if (pressed && pressed.name) found.fields.push([pressed.name, pressed.value]);
    return found;
  }

  box.fieldsOf = function (form) {
    return written(form).fields;
  };

  async function kept(form, pressed) {
    var told = form.dataset;
    var said = written(form, pressed);
    var same = (await box.mine()).filter(function (each) {
      return each.root === told.root && each.week === told.week && each.state !== 'draft';
    }).pop();
    var editing = form.elements.base_version && form.elements.base_version.value;
    var entry = {
      id: same && !same.frozen ? same.id : box.uuid7(), account: box.account, title: told.outbox, root: told.root,
      week: told.week, fields: said.fields, files: said.files, photos: await box.photosOf(form),
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
    await box.drop(box.draftOf(form));
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    await box.run(true);
    box.leadOn(form, await box.get(entry.id));
  }

  document.addEventListener('submit', submit);
})(window.outbox = window.outbox || {});
