// What a form still needs is said beside its field and stays there until it is given: the bubble of a browser goes away
// and speaks the language of the browser.
(function () {
  function words(field) {
    if (!field.validity.valueMissing) return field.validationMessage;
    var label = field.labels && field.labels[0];
    var called = label ? '“' + label.firstChild.textContent.trim() + '”' : '这一项';
    return (/^(text|textarea|password|email|tel|search)$/.test(field.type) ? '请填写' : '请选择') + called;
  }

  function unsay(field) {
    var said = document.getElementById('needs-' + field.id);
    if (!said) return;
    said.remove();
    field.removeAttribute('aria-invalid');
    field.setAttribute('aria-describedby', field.getAttribute('aria-describedby').replace('needs-' + field.id, '').trim());
    if (field.closest('.field')) field.closest('.field').classList.remove('bad');
  }

  function say(field) {
    var frame = field.closest('.field');
    var said = document.createElement('p');
    said.className = 'error';
    said.id = 'needs-' + field.id;
    said.textContent = words(field);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', ((field.getAttribute('aria-describedby') || '') + ' ' + said.id).trim());
    if (frame) frame.classList.add('bad');
    (frame || field.parentNode).append(said);
  }

  // The browser tells every field that keeps the form from being sent, in their order.
  document.addEventListener('invalid', function (event) {
    var field = event.target;
    event.preventDefault();
    unsay(field);
    say(field);
    var first = Array.from(field.form.elements).find(function (each) { return each.willValidate && !each.validity.valid; });
    if (field === first) field.focus();
  }, true);

  document.addEventListener('input', function (event) {
    if (event.target.validity && event.target.validity.valid) unsay(event.target);
  });
})();
