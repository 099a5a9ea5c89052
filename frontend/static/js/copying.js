// <button class="needs-script" data-copy="what to copy">: shown only where this runs.
document.documentElement.classList.add('scripted');

document.addEventListener('click', function (event) {
  var button = event.target.closest('[data-copy]');
  if (!button) return;
  copied(button.dataset.copy).then(function () {
    button.setAttribute('aria-live', 'polite');
    button.textContent = '已复制';
  });
});

// The clipboard proper exists on HTTPS only; an office network without it still has the old way.
function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  var box = document.createElement('textarea');
  box.value = text;
  box.className = 'vh';
  document.body.append(box);
  box.select();
  var done = document.execCommand('copy');
  box.remove();
  return done ? Promise.resolve() : Promise.reject(new Error('copying was refused'));
}
