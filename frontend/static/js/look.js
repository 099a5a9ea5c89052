// Size and theme take effect at once; the form itself works without this.
document.addEventListener('submit', function (event) {
  var form = event.target;
  var pressed = event.submitter;
  if (!form.matches('[data-look]') || !pressed) return;
  event.preventDefault();
  document.documentElement.dataset[pressed.name] = pressed.value;
  form.querySelectorAll('[name="' + pressed.name + '"]').forEach(function (button) {
    button.setAttribute('aria-pressed', String(button === pressed));
  });
  var choice = new URLSearchParams([[pressed.name, pressed.value]]);
  fetch(form.action, { method: 'POST', body: choice, redirect: 'manual', keepalive: true }).catch(function () {
    // Without signal the choice holds for this page only.
  });
});
