'use strict';

/* Images that are dropped, chosen or pasted go to the program on this machine; what it says of them is shown, and their pages. */
const Serve = (function () {
  const AT_ONCE = 2; // sent and not finished; the others wait here, so that two browsers take turns
  const MILLIS = 400;
  const limits = Dom.data('limits');
  const client = window.sessionStorage.getItem('client') || window.crypto.randomUUID();
  window.sessionStorage.setItem('client', client);
  const images = []; // with name, file until it is sent, id from then on, job as the program tells of it
  let asking = true; // until it is known what was sent before
  let shown = null;

  function address(path, values) {
    return `${path}?${new URLSearchParams({ client, ...values })}`;
  }

  function isOpen(image) {
    return ['unsent', 'sending', 'waiting', 'working'].includes(image.job.state);
  }

  function words(job) {
    switch (job.state) {
      case 'unsent': return 'waits to be sent';
      case 'sending': return 'is being sent';
      case 'waiting': return job.before === 0 ? 'is next' : `waits for ${job.before} before it`;
      case 'working': return job.what ? `in work: ${job.what}` : 'in work';
      case 'done': return 'done';
      case 'gone': return 'no longer kept';
      default: return job.message;
    }
  }

  function show(image) {
    shown = image;
    Dom.get('result').hidden = false;
    Dom.get('result-title').replaceChildren(Dom.make('bdi', {}, image.name));
    // It cannot ask this program anything, nor can it see this page.
    const title = `Page of ${Dom.isolated(image.name)}`;
    Dom.get('frame').replaceChildren(Dom.make('iframe', { src: `results/${image.id}`, sandbox: 'allow-scripts', title }));
  }

  function hide() {
    shown = null;
    Dom.get('result').hidden = true;
    Dom.get('frame').replaceChildren();
  }

  function actions(image) {
    const list = [];
    if (image.job.state === 'working') {
      list.push(Dom.make('progress', { value: image.job.share > 0 ? image.job.share : null, 'aria-label': 'Passes done' }));
    }
    if (image.job.state === 'done') {
      list.push(
        Dom.make('button', { type: 'button', onclick: () => { show(image); Dom.get('result').scrollIntoView(); } }, 'Show'),
        Dom.make('a', { href: `results/${image.id}`, target: '_blank', rel: 'noopener' }, 'Open'),
        Dom.make('a', { href: `results/${image.id}`, download: `${image.name}.html` }, 'Save'));
    }
    list.push(Dom.make('button', { type: 'button', onclick: () => remove(image) }, isOpen(image) ? 'Cancel' : 'Delete'));
    return list;
  }

  function draw(image) {
    const said = JSON.stringify(image.job);
    if (image.said !== said) {
      image.said = said;
      image.row.replaceChildren(
        Dom.make('div', { class: 'said' }, Dom.make('bdi', {}, image.name),
          Dom.make('p', {}, words(image.job)), ...(image.job.notes || []).map((note) => Dom.make('p', { class: 'soft' }, note))),
        Dom.make('div', { class: 'actions' }, ...actions(image)));
    }
  }

  function take(image, job) {
    const wasOpen = isOpen(image);
    image.job = job;
    draw(image);
    if (wasOpen && !isOpen(image)) {
      Dom.get('status').textContent = `${Dom.isolated(image.name)}: ${words(job)}`;
      if (job.state === 'done' && shown === null) {
        show(image);
      }
    }
  }

  function add(name, file, job) {
    const image = { name, file, id: job.id, job, row: Dom.make('li') };
    images.push(image);
    Dom.get('images').prepend(image.row);
    Dom.get('none').hidden = true;
    draw(image);
    return image;
  }

  async function remove(image) {
    images.splice(images.indexOf(image), 1);
    image.row.remove();
    Dom.get('none').hidden = images.length > 0;
    if (shown === image) {
      hide();
    }
    if (image.id) {
      await fetch(`jobs/${image.id}`, { method: 'DELETE' }).catch(() => null);
    }
  }

  function fail(image, message) {
    image.file = null;
    take(image, { state: 'failed', message });
  }

  async function send(image) {
    take(image, { state: 'sending' });
    const name = image.name.slice(-255).toWellFormed();
    const answer = await fetch(address('jobs', { name }), { method: 'POST', body: image.file });
    const said = await answer.json();
    if (answer.status === 503) {
      take(image, { state: 'unsent' });
    } else if (!answer.ok) {
      fail(image, said.message);
    } else if (!images.includes(image)) {
      await fetch(`jobs/${said.id}`, { method: 'DELETE' });
    } else {
      image.file = null;
      image.id = said.id;
      take(image, { state: 'waiting', before: 0 });
    }
  }

  async function sendNext() {
    const sent = images.filter((image) => ['sending', 'waiting', 'working'].includes(image.job.state)).length;
    const next = images.find((image) => image.job.state === 'unsent');
    if (next && sent < AT_ONCE) {
      await send(next).catch(() => fail(next, 'could not be sent: the file cannot be read, or the program has ended'));
    }
  }

  async function look() {
    const answer = await fetch(address('jobs', {}));
    const jobs = new Map((await answer.json()).map((job) => [job.id, job]));
    for (const image of images.filter((one) => one.id)) {
      if (jobs.has(image.id)) {
        take(image, jobs.get(image.id));
      } else if (image.job.state !== 'failed') {
        take(image, { state: 'gone' });
      }
      jobs.delete(image.id);
    }
    return jobs;
  }

  /* Asks as long as something is open. */
  async function ask() {
    if (asking) {
      return;
    }
    asking = true;
    while (images.some(isOpen)) {
      await sendNext();
      await look().catch(() => {
        images.filter((image) => isOpen(image)).forEach((image) => fail(image, 'the program does not answer: has it ended?'));
      });
      await new Promise((done) => { setTimeout(done, MILLIS); });
    }
    asking = false;
  }

  function choose(files) {
    for (const file of files) {
      const image = add(file.name, file, { state: 'unsent' });
      if (file.size > limits.upload) {
        fail(image, `more than ${limits.upload} bytes (--max-upload): ${file.size}`);
      }
    }
    ask();
  }

  const chooser = Dom.get('files');
  chooser.addEventListener('change', () => {
    choose([...chooser.files]);
    chooser.value = '';
  });
  for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    window.addEventListener(name, (event) => {
      event.preventDefault();
      Dom.get('drop').classList.toggle('over', name === 'dragenter' || name === 'dragover');
    });
  }
  window.addEventListener('drop', (event) => choose([...event.dataTransfer.files]));
  window.addEventListener('paste', (event) => choose([...event.clipboardData.files]));
  window.addEventListener('pagehide', () => {
    if (images.some(isOpen)) {
      fetch(address('leave', {}), { method: 'POST', keepalive: true }).catch(() => null);
    }
  });

  // After a reload: what was sent before.
  look().then((jobs) => jobs.forEach((job) => add(job.name, null, job))).catch(() => null).then(() => {
    asking = false;
    return ask();
  });
  return { images };
})();
