// htmx is half of what a phone would have to run before a page is ready: a page that only searches with it names it in
// its head, and it comes when the search field is entered.
(function () {
  function fetched(field) {
    var named = document.querySelector('meta[name="htmx"]');
    if (!named || !field || !field.matches('[hx-get]')) return;
    var heard = false;
    var script = document.createElement('script');
    field.addEventListener('input', function () { heard = true; });
    field.addEventListener('compositionstart', function () { heard = false; });
    // What was typed in the meantime is told again: htmx looks at the page a moment after it came.
    script.onload = function () {
      setTimeout(function () { if (heard) field.dispatchEvent(new Event('input', { bubbles: true })); });
    };
    script.src = named.content;
    named.remove();
    document.head.append(script);
  }

  document.addEventListener('focusin', function (event) { fetched(event.target); });
  fetched(document.activeElement);
})();
