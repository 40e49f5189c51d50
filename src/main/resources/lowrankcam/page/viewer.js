'use strict';

/* The image under a map, with the controls of how it is drawn. */
class Viewer {
  constructor(facts) {
    this.stage = new Stage(Dom.get('viewer'), Dom.get('picture'), facts);
    this.choices = [];
    Dom.get('viewer-controls').hidden = false;
    for (const name of Object.keys(facts.colours)) {
      if (name !== 'signed') {
        Dom.get('colours').append(Dom.make('option', { value: name, selected: name === 'viridis' }, name));
      }
    }
    for (const select of ['map-a', 'map-b']) {
      Dom.get(select).addEventListener('change', () => this.show());
    }
    this.range('swipe', (value) => ({ swipe: value / 100 }));
    this.range('opacity', (value) => ({ opacity: value / 100 }), (value) => `${value} %`);
    this.range('threshold', (value) => ({ threshold: value / 100 }), (value) => (value > 0 ? `${value} % of the largest` : 'nothing'));
    this.range('zoom', (value) => ({ zoom: value }), (value) => `${value}\u00d7`);
    Dom.get('follow').addEventListener('change', (event) => this.stage.set({ follow: event.target.checked }));
    Dom.get('colours').addEventListener('change', (event) => this.stage.set({ colours: event.target.value }));
    Dom.get('style').addEventListener('change', (event) => this.stage.set({ style: event.target.value }));
    Dom.get('grid').addEventListener('change', (event) => this.stage.set({ cells: event.target.value === 'cells' }));
  }

  range(id, look, words) {
    const input = Dom.get(id);
    const apply = () => {
      this.stage.set(look(input.valueAsNumber));
      if (words) {
        Dom.get(`${id}-value`).textContent = words(input.valueAsNumber);
      }
    };
    input.addEventListener('input', apply);
    apply();
  }

  /* Offers maps; keeps what was chosen where it is still there. */
  offer(choices) {
    const kept = ['map-a', 'map-b'].map((id) => Dom.get(id).value);
    this.choices = choices;
    const options = () => choices.map((choice) => Dom.make('option', { value: choice.id }, choice.title));
    Dom.get('map-a').replaceChildren(...options());
    Dom.get('map-b').replaceChildren(Dom.make('option', { value: '' }, 'nothing'), ...options());
    ['map-a', 'map-b'].forEach((id, i) => {
      if (choices.some((choice) => choice.id === kept[i])) {
        Dom.get(id).value = kept[i];
      }
    });
    this.show();
  }

  choose(id) {
    Dom.get('map-a').value = id;
    this.show();
  }

  /* A map that changes while it is shown. */
  update(id) {
    if (['map-a', 'map-b'].some((select) => Dom.get(select).value === id)) {
      this.show();
    }
  }

  show() {
    const chosen = ['map-a', 'map-b'].map((id) => this.choices.find((choice) => choice.id === Dom.get(id).value));
    const maps = chosen.filter((choice) => choice).map((choice) => choice.map());
    Dom.get('swipe-label').hidden = maps.length < 2;
    this.stage.show(maps);
  }
}
