// While an input method composes, half a word is no word: nothing hears of it, and Enter belongs to the method.
(function () {
  var composing = false;

  function listen(kind, act) {
    document.addEventListener(kind, act, true);
  }

  function swallow(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  listen('compositionstart', function () {
    composing = true;
  });
  listen('compositionend', function (event) {
    composing = false;
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  });
  listen('focusout', function () {
    composing = false;
  });
  listen('input', function (event) {
    if (event.isComposing) event.stopImmediatePropagation();
  });
  // 229 is what Safari says of the Enter that has just ended a composition.
  listen('keydown', function (event) {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) swallow(event);
  });
  listen('submit', function (event) {
    if (composing) swallow(event);
  });
})();
