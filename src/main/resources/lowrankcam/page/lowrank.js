'use strict';

/* LowRank-CAM as the reader turns its knobs. */
class LowRank {
  /* Until the reader chooses. */
  static RANK = 10;

  /* The id of the map in the list of maps. */
  static ID = 'live';

  constructor(facts, changed) {
    this.facts = facts;
    this.changed = changed;
    this.layer = null;
    this.entry = null;
    this.off = new Set();
    this.stage = new Stage(Dom.get('live'), Dom.get('picture'), facts);
    this.rank = Dom.get('rank');
    this.preset = Dom.get('preset');
    for (const preset of facts.presets) {
      this.preset.append(Dom.make('option', { value: preset.id }, preset.id));
    }
    this.rank.addEventListener('input', () => this.update());
    this.preset.addEventListener('change', () => this.list());
    Dom.get('beyond').addEventListener('change', (event) => Dom.get('mode-list').classList.toggle('all', event.target.checked));
    Dom.get('all-on').addEventListener('click', () => {
      this.off.clear();
      this.list();
    });
  }

  /* Takes a layer and a class; false if there is nothing to show. */
  take(layer, entry) {
    this.layer = layer;
    this.entry = entry;
    const some = Boolean(layer && entry && layer.count > 0);
    Dom.get('no-modes').hidden = some;
    Dom.get('modes-body').hidden = !some;
    if (!some) {
      return;
    }
    this.rank.max = layer.count;
    this.rank.value = Math.min(this.rank.valueAsNumber || LowRank.RANK, layer.count);
    for (const option of this.preset.options) {
      option.disabled = !(option.value in entry.weights);
      if (option.disabled && option.selected) {
        this.preset.value = this.facts.presets[0].id;
      }
    }
    Dom.get('rules').replaceChildren(...entry.ranks.map(({ rule, rank, flags }) =>
      Dom.make('button', { type: 'button', 'data-rank': rank, title: flags.join(', ') || null, onclick: () => this.setRank(rank) },
        `${rule}: ${rank}`)));
    this.spectrum = Spectrum.draw(layer, entry);
    Dom.get('spectrum').replaceChildren(this.spectrum);
    Dom.get('rank-marks').replaceChildren(...Spectrum.marks(entry.ranks).map(([rank]) => Dom.make('option', { value: rank })));
    this.list();
  }

  setRank(rank) {
    this.rank.value = rank;
    this.update();
  }

  choice() {
    return this.facts.presets.find((preset) => preset.id === this.preset.value);
  }

  /* Indices of the modes that are added up. */
  used() {
    return Array.from({ length: this.rank.valueAsNumber }, (_, i) => i).filter((i) => !this.off.has(i));
  }

  /* The map as it is now, with its title. */
  map() {
    const off = this.used().length < this.rank.valueAsNumber ? ', some modes off' : '';
    return {
      ...Modes.map(this.layer, this.entry, this.choice(), this.used()),
      title: `LowRank-CAM, ${this.preset.value}, rank ${this.rank.value}${off}`,
    };
  }

  /* Makes the tiles of all modes anew. */
  list() {
    const preset = this.choice();
    Dom.get('preset-meaning').textContent = preset.meaning;
    Dom.get('live-note').textContent = this.entry.missing;
    Dom.get('live-note').hidden = this.entry.missing === '';
    this.tiles = Array.from({ length: this.layer.count }, (_, i) => this.tile(preset, i));
    Dom.get('mode-list').replaceChildren(...this.tiles);
    this.update();
  }

  tile(preset, i) {
    const values = Modes.mask(this.layer, this.entry, preset, i);
    const weight = this.entry.weights[preset.id][i];
    const facts = [
      ['weight', values === null ? 'dropped: flat' : Numbers.text(weight)],
      ['\u03c3', Numbers.text(this.layer.sigma[i])],
      ['energy', Numbers.percent(this.layer.energy[i])],
      ['sign margin', Numbers.text(Modes.margin(this.layer, this.entry, preset, i))],
    ];
    const list = Dom.make('dl', { class: 'facts number' });
    Dom.facts(list, facts);
    const box = Dom.make('input', { type: 'checkbox', checked: !this.off.has(i), onchange: (event) => this.turn(i, event.target.checked) });
    const shown = values === null
      ? Dom.make('div', { class: 'empty' })
      : Gallery.thumbnail({ rows: this.layer.rows, columns: this.layer.columns, values }, this.facts, null);
    return Dom.make('li', { class: weight < 0 ? 'mode against' : 'mode' }, Dom.make('label', {}, box, ` Mode ${i + 1}`), shown, list);
  }

  turn(i, on) {
    if (on) {
      this.off.delete(i);
    } else {
      this.off.add(i);
    }
    this.update();
  }

  /* After any change: the map, and what depends on it. The spectrum, the steps and others follow in the next frame. */
  update() {
    const map = this.map();
    this.stage.show([map]);
    Dom.get('rank-value').textContent = this.rank.value;
    this.rank.setAttribute('aria-valuetext', `rank ${this.rank.value} of ${this.layer.count}`);
    this.tiles.forEach((tile, i) => {
      tile.classList.toggle('beyond', i >= this.rank.valueAsNumber || this.off.has(i));
      tile.classList.toggle('off', i < this.rank.valueAsNumber && this.off.has(i));
    });
    for (const button of Dom.get('rules').children) {
      button.setAttribute('aria-pressed', String(button.dataset.rank === this.rank.value));
    }
    if (!this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.explain();
      });
    }
  }

  explain() {
    const used = this.used();
    const map = this.map();
    const scaled = Maps.scale(map.values);
    const best = Maps.hottest(map.values);
    const energy = used.reduce((sum, i) => sum + this.layer.energy[i], 0);
    const where = `row ${Math.floor(best / map.columns) + 1}, column ${(best % map.columns) + 1}`;
    Dom.facts(Dom.get('live-facts'), [
      ['modes in use', `${used.length} of ${this.layer.sigma.length}`],
      ['energy', Numbers.percent(energy)],
      ['values', `${Numbers.text(scaled.min)} to ${Numbers.text(scaled.max)}`],
      ['largest', scaled.flat ? 'flat: nothing to see' : where],
    ]);
    Spectrum.fill(this.spectrum, this.layer, new Set(used));
    Dom.get('steps').replaceChildren(...this.steps(used, scaled, where).map(([title, text]) =>
      Dom.make('li', {}, Dom.make('strong', {}, `${title}. `), text)));
    this.changed();
  }

  steps(used, scaled, where) {
    const { layer, entry } = this;
    const preset = this.choice();
    const weights = used.map((i) => entry.weights[preset.id][i]).filter((weight) => !Number.isNaN(weight));
    const strongest = used.reduce((best, i) =>
      Math.abs(entry.weights[preset.id][i]) > Math.abs(entry.weights[preset.id][best] || 0) ? i : best, used[0]);
    const dropped = used.length - weights.length;
    const positions = layer.rows * layer.columns;
    const rank = this.rank.valueAsNumber;
    const signs = preset.byClass ? 'the sign that speaks for the class' : 'the sign of the sum over its channels';
    const masks = preset.linear
      ? 'Each mode is used as it is, without ReLU and scaling.'
      : `Each mode gets ${signs}; what is below zero is cut off and the rest scaled to 0 \u2026 1${dropped > 0 ? `; ${dropped} flat and dropped` : ''}.`;
    const scores = weights.length === 0
      ? 'No mask is left to weigh.'
      : `Each mask multiplies all channels, and the head says what the class scores then: ${weights.length} weights from ${Numbers.text(Math.min(...weights))} to ${Numbers.text(Math.max(...weights))}, the largest in magnitude that of mode ${strongest + 1}.`;
    return [
      ['Activations', `Layer ${layer.layer} gives ${layer.rows} \u00d7 ${layer.columns} positions of ${layer.channels} channels.`],
      ['Matrix', `One row for each position: ${positions} \u00d7 ${layer.channels} numbers.`],
      ['Decomposition', `${layer.sigma.length} singular values, from ${Numbers.text(layer.sigma[0])} to ${Numbers.text(layer.sigma[layer.sigma.length - 1])}; the first ${rank} ${rank === 1 ? 'is' : 'are'} kept.`],
      ['Masks', masks],
      ['Scores', scores],
      ['Sum', `Weights times masks${preset.relu ? ', negative sums cut off' : ''}: values from ${Numbers.text(scaled.min)} to ${Numbers.text(scaled.max)}${scaled.flat ? '' : `, the largest in ${where}`}.`],
    ];
  }
}
