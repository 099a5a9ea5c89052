// Photos of a form: made smaller, hashed and shown as soon as they are chosen, so that a draft keeps them too.
(function (box) {
  var MOST = 3;
  var LONG_EDGE = 1600;
  var PATIENCE = 8000;

  function shrunk(file) {
    var small = new Promise(function (done, failed) {
      var picture = new Image();
      picture.onerror = failed;
      picture.onload = function () {
        var by = Math.min(1, LONG_EDGE / Math.max(picture.naturalWidth, picture.naturalHeight));
        var canvas = document.createElement('canvas');
        canvas.width = picture.naturalWidth * by;
        canvas.height = picture.naturalHeight * by;
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(picture.src);
        canvas.toBlob(function (made) { done(made && made.size < file.size ? made : file); }, 'image/jpeg', 0.75);
      };
      picture.src = URL.createObjectURL(file);
    });
    var late = new Promise(function (done) { setTimeout(function () { done(file); }, PATIENCE); });
    return Promise.race([small, late]).catch(function () { return file; });
  }

  function input(form) {
    return form.matches('#report') ? form.elements.photo : null;
  }

  // What was chosen so far, once all of it has been made ready.
  box.photosOf = async function (form) {
    await form.preparing;
    return form.chosenPhotos || [];
  };

  box.showPhotos = function (form, photos) {
    form.chosenPhotos = photos;
    var field = input(form);
    if (!field) return;
    var old = form.querySelector('.photos');
    if (old) old.remove();
    if (!photos.length) return;
    var list = box.made('ul', 'photos', '');
    photos.forEach(function (photo, number) {
      var row = document.createElement('li');
      var picture = document.createElement('img');
      picture.alt = '照片' + (number + 1);
      picture.src = URL.createObjectURL(photo.blob);
      var words = box.made('span', 'grow', '照片' + (number + 1));
      words.append(box.made('small', '', Math.ceil(photo.blob.size / 1024) + ' kB，报送时一起上传'));
      row.append(picture, words, box.button('不要这张', function () {
        box.showPhotos(form, photos.filter(function (each) { return each !== photo; }));
        field.focus();
      }));
      list.append(row);
    });
    field.closest('fieldset').append(list);
  };

  async function add(form, files) {
    var photos = (form.chosenPhotos || []).slice();
    for (var file of files) {
      var blob = await shrunk(file);
      var sha256 = await box.sha256(blob);
      if (photos.some(function (each) { return each.sha256 === sha256; })) continue;
      if (photos.length < MOST) photos.push({ sha256: sha256, blob: blob });
      else box.say('一周最多' + MOST + '张照片，多的没有加', 'wait');
    }
    box.showPhotos(form, photos);
  }

  // The plain way takes photos from the field itself.
  box.photosBack = function (form) {
    var field = input(form);
    if (!field || !window.DataTransfer || !(form.chosenPhotos || []).length) return;
    var carried = new DataTransfer();
    form.chosenPhotos.forEach(function (photo, number) {
      carried.items.add(new File([photo.blob], number + 1 + '.jpg', { type: photo.blob.type }));
    });
    field.files = carried.files;
  };

  document.addEventListener('change', function (event) {
    var field = event.target;
    if (!box.account || field.name !== 'photo' || !field.form.matches('[data-outbox]')) return;
    var files = Array.from(field.files);
    if (!files.length) return;
    field.value = '';
    field.form.preparing = Promise.resolve(field.form.preparing).then(function () { return add(field.form, files); });
  });

  // Where a photo was taken leaves the phone by this tap and in no other way.
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-place]');
    if (!button) return;
    var fields = button.form.elements;
    var set = function (longitude, latitude, words) {
      fields.longitude.value = longitude;
      fields.latitude.value = latitude;
      button.textContent = longitude ? '去掉位置' : '记录位置';
      button.nextElementSibling.textContent = words;
    };
    if (fields.longitude.value) return set('', '', '没有记录位置');
    button.nextElementSibling.textContent = '正在定位……';
    navigator.geolocation.getCurrentPosition(function (found) {
      var here = found.coords;
      set(here.longitude.toFixed(6), here.latitude.toFixed(6),
        '已记录：东经' + here.longitude.toFixed(6) + '，北纬' + here.latitude.toFixed(6));
    }, function () { set('', '', '定不了位：请在手机设置里允许定位，或者不记录位置'); }, { timeout: 15000 });
  });
})(window.outbox = window.outbox || {});
