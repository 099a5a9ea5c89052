// SHA-256 in hexadecimal; our own where the page came over plain http and the browser keeps its own to itself.
(function (box) {
  function hex(words) {
    return words.map(function (word) {
      return (word >>> 0).toString(16).padStart(8, '0');
    }).join('');
  }

  // The first bits of the fractional parts of roots of the first primes: power 1/2 begins, power 1/3 mixes.
  function roots(count, power) {
    var found = [];
    for (var n = 2; found.length < count; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (prime) found.push(((Math.pow(n, power) % 1) * 4294967296) | 0);
    }
    return found;
  }

  function turned(word, by) {
    return (word >>> by) | (word << (32 - by));
  }

  box.ownSha256 = function (bytes) {
    var k = roots(64, 1 / 3);
    var h = roots(8, 1 / 2);
    var length = bytes.length;
    var padded = new Uint8Array(((length + 72) >> 6) << 6);
    padded.set(bytes);
    padded[length] = 128;
    var view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 536870912));
    view.setUint32(padded.length - 4, length << 3);
    var w = [];
    for (var at = 0; at < padded.length; at += 64) {
      var s = h.slice();
      for (var i = 0; i < 64; i++) {
        var a = w[i - 15];
        var b = w[i - 2];
        w[i] = i < 16 ? view.getInt32(at + i * 4)
          : (w[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + w[i - 7] + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10))) | 0;
        var t = s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i];
        var u = (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        s = [(t + u) | 0, s[0], s[1], s[2], (s[3] + t) | 0, s[4], s[5], s[6]];
      }
      h = h.map(function (word, j) { return (word + s[j]) | 0; });
    }
    return hex(h);
  };

  box.sha256 = async function (blob) {
    var bytes = await new Response(blob).arrayBuffer();
    if (!window.crypto || !crypto.subtle) return box.ownSha256(new Uint8Array(bytes));
    var view = new DataView(await crypto.subtle.digest('SHA-256', bytes));
    return hex([0, 4, 8, 12, 16, 20, 24, 28].map(function (at) { return view.getInt32(at); }));
  };

  // Time-ordered, as the server makes them.
  box.uuid7 = function () {
    var b = crypto.getRandomValues(new Uint8Array(16));
    var now = Date.now();
    for (var i = 5; i >= 0; i--, now = Math.floor(now / 256)) b[i] = now % 256;
    b[6] = (b[6] & 15) | 112;
    b[8] = (b[8] & 63) | 128;
    var text = hex([0, 4, 8, 12].map(function (at) { return new DataView(b.buffer).getInt32(at); }));
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
})(window.outbox = window.outbox || {});
