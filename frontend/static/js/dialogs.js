// A form or button with data-confirm="question" asks before it sends. Without a script it sends at once,
// so the server must not rely on the question.
(function () {
  function element(name, look, words) {
    var made = document.createElement(name);
    made.className = look;
    made.textContent = words || '';
    return made;
  }

  function ask(question, answer, sure) {
    if (!window.HTMLDialogElement) {
      if (window.confirm(question)) sure();
      return;
    }
    var dialog = element('dialog', 'dialog');
    var form = element('form', '');
    var title = element('h2', '', question);
    var buttons = element('div', 'acts');
    var yes = element('button', 'btn danger', answer);
    form.method = 'dialog';
    yes.value = 'yes';
    title.id = 'question';
    dialog.setAttribute('aria-labelledby', title.id);
    buttons.append(element('button', 'btn', '取消'), yes);
    form.append(title, buttons);
    dialog.append(form);
    dialog.addEventListener('close', function () {
      dialog.remove();
      if (dialog.returnValue === 'yes') sure();
    });
    document.body.append(dialog);
    dialog.showModal();
  }
  (window.outbox = window.outbox || {}).ask = ask;

  document.addEventListener('submit', function (event) {
    var form = event.target;
    var button = event.submitter;
    var question = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!question) return;
    if (form.dataset.sure) {
      delete form.dataset.sure;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, button ? button.textContent.trim() : '确定', function () {
      form.dataset.sure = 'yes';
      if (button) button.click();
      else form.submit();
    });
  }, true);
})();
