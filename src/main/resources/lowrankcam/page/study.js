'use strict';

/* Where answers are kept: in the browser's own storage if the page may use it, else only while it is open. */
const Kept = (function () {
  const memory = new Map();
  let lasting = true;
  try {
    localStorage.setItem('reading-study', 'yes');
    localStorage.removeItem('reading-study');
  } catch {
    lasting = false;
  }

  function get(name) {
    return lasting ? localStorage.getItem(name) : memory.get(name) || null;
  }

  function set(name, text) {
    memory.set(name, text);
    if (lasting) {
      try {
        localStorage.setItem(name, text);
      } catch {
        lasting = false;
      }
    }
  }

  return { get, set, lasts: () => lasting };
})();

/* The form of a reading study: one image after the other, three questions each. */
const Study = (function () {
  const facts = Dom.data('study');
  const READER = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;
  const QUESTIONS = {
    finding: [['yes', 'yes'], ['partly', 'partly'], ['no', 'no'], ['unsure', 'there is none, or I cannot tell']],
    confidence: [['1', '1, guessed'], ['2', '2'], ['3', '3'], ['4', '4'], ['5', '5, quite sure']],
  };
  const NONE = 'none';

  let reader = '';
  let images = [];
  let answers = {};
  let at = 0;
  let saved = true;

  function letter(i) {
    return String.fromCharCode(65 + i);
  }

  function complete(id) {
    const given = answers[id] || {};
    return Boolean(given.helpful && given.finding && given.confidence);
  }

  function place() {
    return `reading-study ${facts.study} ${reader.toLowerCase()}`;
  }

  /* The images and their maps in the order of this reader. */
  function orders() {
    const seed = `${facts.study} ${reader.toLowerCase()}`;
    return Orders.of(facts.images, seed).map((image) => ({ ...image, maps: Orders.of(image.maps, `${seed} ${image.id}`) }));
  }

  /* What was kept earlier, as far as it is of this study. */
  function earlier() {
    try {
      const found = JSON.parse(Kept.get(place()) || '{}');
      return found && typeof found === 'object' ? found : {};
    } catch {
      return {};
    }
  }

  function begin() {
    const code = Dom.get('reader').value.trim().replace(/ +/g, ' ');
    if (!READER.test(code)) {
      Dom.get('reader-wrong').textContent = 'Please give 1 to 40 letters, digits, blanks or . _ - and begin with a letter or digit.';
      Dom.get('reader').focus();
      return;
    }
    reader = code;
    images = orders();
    answers = earlier();
    at = Math.max(0, images.findIndex((image) => !complete(image.id)));
    Dom.get('begin').hidden = true;
    Dom.get('reading').hidden = false;
    Dom.get('save').hidden = false;
    show();
  }

  function radios(question, choices, chosen) {
    const set = Dom.get(question);
    const legend = set.querySelector('legend');
    set.replaceChildren(legend, ...choices.map(([value, words]) => Dom.make('label', {},
      Dom.make('input', {
        type: 'radio', name: question, value, checked: value === chosen, onchange: () => answer(question, value),
      }), words)));
  }

  function figure(picture, caption, image, words) {
    return Dom.make('figure', {},
      Dom.make('img', { src: picture, width: image.width, height: image.height, alt: words }),
      Dom.make('figcaption', {}, caption));
  }

  function show() {
    const image = images[at];
    const given = answers[image.id] || {};
    Dom.get('image-title').textContent = `Image ${at + 1} of ${images.length}`;
    Dom.get('explained').textContent = `The maps say what speaks for: ${Dom.isolated(image.explained)}.`;
    Dom.get('pictures').replaceChildren(
      figure(image.picture, 'The image', image, 'The image without a map'),
      ...image.maps.map((map, i) => figure(map.picture, `Map ${letter(i)}`, image, `Map ${letter(i)} over the image`)));
    radios('helpful', [...image.maps.map((map, i) => [map.id, `Map ${letter(i)}`]), [NONE, 'none of them']], given.helpful);
    radios('finding', QUESTIONS.finding, given.finding);
    radios('confidence', QUESTIONS.confidence, given.confidence);
    Dom.get('previous').disabled = at === 0;
    Dom.get('next').textContent = at + 1 < images.length ? 'Next image' : 'To the end';
    tell();
    Dom.get('image-title').focus();
  }

  function answer(question, value) {
    const id = images[at].id;
    answers[id] = { ...answers[id], [question]: value };
    Kept.set(place(), JSON.stringify(answers));
    saved = false;
    tell();
  }

  function tell() {
    const done = images.filter((image) => complete(image.id)).length;
    Dom.get('progress').textContent = `${done} of ${images.length} images answered.${complete(images[at].id) ? '' : ' This one is not complete yet.'}`;
    Dom.get('kept').textContent = `${reader}: ${done} of ${images.length} images answered. `
      + (Kept.lasts() ? 'They are kept in this browser.' : 'This browser keeps nothing: save before you close the page.');
    Dom.get('text').value = text();
  }

  function next() {
    if (at + 1 < images.length) {
      at++;
      show();
    } else {
      Dom.get('save-title').focus();
    }
  }

  function previous() {
    at = Math.max(0, at - 1);
    show();
  }

  /* The answers as a file has them: complete ones only. */
  function text() {
    const list = images.filter((image) => complete(image.id)).map((image) => ({
      image: image.id,
      shown: image.maps.map((map) => map.id),
      helpful: answers[image.id].helpful,
      finding: answers[image.id].finding,
      confidence: Number(answers[image.id].confidence),
    }));
    const all = { kind: facts.answersKind, version: facts.answersVersion, study: facts.study, reader, answers: list };
    return JSON.stringify(all, null, 1) + '\n';
  }

  function save() {
    const address = URL.createObjectURL(new Blob([text()], { type: 'application/json' }));
    Dom.make('a', { href: address, download: `answers-${reader.replace(/[^\p{L}\p{N}._-]/gu, '-')}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    saved = true;
  }

  Dom.get('start').addEventListener('click', begin);
  Dom.get('reader').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      begin();
    }
  });
  Dom.get('next').addEventListener('click', next);
  Dom.get('previous').addEventListener('click', previous);
  Dom.get('export').addEventListener('click', save);
  window.addEventListener('beforeunload', (event) => {
    if (!saved && !Kept.lasts()) {
      event.preventDefault();
    }
  });
  Dom.get('begin').hidden = false;
  return { text };
})();
