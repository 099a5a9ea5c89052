// Two people wrote one week: both texts side by side. What only one of them wrote is put together already; of what both
// wrote a person picks, and the text that gives way stays with the server.
(function (box) {
  function picked(entry, theirs) {
    var values = Object.assign({}, entry.both.merged);
    entry.both.clashing.filter(function (_, number) { return theirs(number); }).forEach(function (unit) {
      unit.forEach(function (name) { values[name] = entry.standing[name]; });
    });
    return values;
  }

  // As a new text on what stands now.
  function renewed(entry, values) {
    var id = box.uuid7();
    var fields = entry.fields.filter(function (pair) { return !(pair[0] in values) && pair[0] !== 'id' && pair[0] !== 'theirs'; });
    Object.keys(values).forEach(function (name) { if (values[name]) fields.push([name, String(values[name])]); });
    fields.push(['id', id]);
    return Object.assign({}, entry, { id: id, fields: fields, base: entry.standing.version, replaces: null, frozen: false, standing: null, both: null });
  }

  function differs(entry, values) {
    return Object.keys(values).some(function (name) {
      var one = values[name] || '';
      var two = entry.standing[name] || '';
      return name === 'invested_wan' ? Number(one) !== Number(two) : one !== two;
    });
  }

  function send(card, entry, values) {
    var renewal = renewed(entry, values);
    card.dataset.shows = renewal.id;
    return box.again(renewal).then(function () { return box.drop(entry.id); });
  }

  function choice(unit, whose, button) {
    var name = unit.indexOf('invested_wan') < 0 ? unit[0] : 'invested_wan';
    var row = box.made('div', 'tick', '');
    var tick = document.createElement('input');
    var label = box.made('label', '', box.called[name] + '，用' + whose[name] + ' 写的');
    tick.type = 'checkbox';
    tick.id = label.htmlFor = box.uuid7();
    tick.addEventListener('change', function () { button.textContent = '按选的报送'; });
    row.append(tick, label);
    return row;
  }

  box.clash = function (card, entry) {
    var stands = entry.standing;
    var both = entry.both;
    card.append(box.facts('已报的一份，' + stands.by + '，' + stands.said, box.said(Object.entries(stands))),
      box.facts('这部手机上的一份', box.said(entry.fields)));
    if (stands.closed) return [];
    if (!both) { // another text under one id: nothing to put together
      entry.both = both = { clashing: [], whose: {}, merged: {} };
    }
    if (both.kept) card.append(box.made('p', 'hint', both.kept));
    var mine = box.button('用我这份', function () {
      send(card, entry, picked(entry, function (number) { return ticks[number] && ticks[number].firstChild.checked; }));
    });
    var ticks = both.clashing.length < 2 ? [] : both.clashing.map(function (unit) { return choice(unit, both.whose, mine); });
    card.append.apply(card, ticks);
    return [mine, box.button('用已报的', function () {
      var values = picked(entry, function () { return true; });
      if (both.clashing.length && differs(entry, values)) send(card, entry, values);
      else if (entry.photos.length) box.again(Object.assign(entry, { words_stay: true }));
      else box.drop(entry.id);
    })];
  };
})(window.outbox = window.outbox || {});
