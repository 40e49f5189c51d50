'use strict';

/* All maps of a class side by side, and what each took. */
class Gallery {
  constructor(facts, choose) {
    this.facts = facts;
    this.choose = choose;
  }

  /* A small picture of a map, over the image or alone. */
  static thumbnail(map, facts, picture) {
    const width = 160;
    const height = picture ? Math.max(1, Math.round((width * facts.picture.height) / facts.picture.width)) : width;
    const canvas = Dom.make('canvas', { width, height, 'aria-hidden': 'true' });
    const pen = canvas.getContext('2d');
    const scaled = Maps.scale(map.values);
    const box = { left: 0, top: 0, width, height };
    if (picture) {
      pen.drawImage(picture, 0, 0, width, height);
      const { placement } = facts;
      box.left = (placement.left * width) / facts.picture.width;
      box.top = (placement.top * height) / facts.picture.height;
      box.width = ((placement.right - placement.left) * width) / facts.picture.width;
      box.height = ((placement.bottom - placement.top) * height) / facts.picture.height;
    }
    if (scaled.flat || map.flat) {
      return canvas;
    }
    const layer = Dom.make('canvas', { width: 96, height: 96 });
    const field = Maps.field(map, scaled, 96, 96, !picture);
    const look = { ...Stage.LOOK, opacity: picture ? 0.75 : 1, follow: Boolean(picture) };
    layer.getContext('2d').putImageData(Paint.pixels(field, 96, 96, scaled, look), 0, 0);
    pen.imageSmoothingEnabled = Boolean(picture);
    pen.drawImage(layer, box.left, box.top, box.width, box.height);
    return canvas;
  }

  show(maps, skipped) {
    const picture = Dom.get('picture');
    Dom.get('gallery').replaceChildren(...maps.map((map) => this.tile(map, picture)));
    Dom.get('methods-note').textContent = maps.length > 0
      ? 'Each map on a scale of its own. Choose one to see it above.'
      : 'No map of this class was made; LowRank-CAM above can show it all the same. explain -c all makes the others.';
    Dom.get('method-table').replaceChildren(...(maps.length > 0 ? [this.table(maps)] : []));
    const lines = skipped.map((map) => Dom.make('li', {}, `${map.name}: ${map.reason}`));
    Dom.get('skipped').replaceChildren(...(lines.length > 0 ? [Dom.make('p', {}, 'Left out:'), Dom.make('ul', {}, ...lines)] : []));
  }

  tile(map, picture) {
    const flat = map.flat ? [Dom.make('span', { class: 'flat' }, 'flat')] : [];
    return Dom.make('li', {}, Dom.make('button', { type: 'button', class: 'tile', onclick: () => this.choose(map) },
      Gallery.thumbnail(map, this.facts, picture), Dom.make('strong', {}, map.name), Dom.make('small', {}, map.variant), ...flat));
  }

  table(maps) {
    const heads = ['method', 'network passes', 'head passes', 'backward passes', 'milliseconds', 'least', 'largest', 'where', 'flags'];
    const rows = maps.map((map) => {
      const best = Maps.hottest(map.values);
      const scaled = Maps.scale(map.values);
      const where = map.flat ? '\u2013' : `row ${Math.floor(best / map.columns) + 1}, column ${(best % map.columns) + 1}`;
      const flags = [...map.flags, ...(map.flat ? [`flat: ${map.flat}`] : [])].join('; ');
      const numbers = [map.network, map.head, map.backward, map.milliseconds.toFixed(1), Numbers.text(scaled.min), Numbers.text(scaled.max)];
      return Dom.make('tr', {}, Dom.make('th', { scope: 'row' }, map.title),
        ...numbers.map((value) => Dom.make('td', {}, String(value))),
        Dom.make('td', { class: 'text' }, where), Dom.make('td', { class: 'text' }, flags || '\u2013'));
    });
    const caption = `Passes that each map rests on, the image\u2019s own network pass among them, and milliseconds beyond that pass, which took ${this.facts.forwardMillis.toFixed(0)}.`;
    const table = Dom.make('table', { class: 'sortable' }, Dom.make('caption', {}, caption),
      Dom.make('thead', {}, Dom.make('tr', {}, ...heads.map((head) => Dom.make('th', { scope: 'col' }, head)))),
      Dom.make('tbody', {}, ...rows));
    Tables.sortable(table);
    return Dom.make('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Passes and time of each method' }, table);
  }
}
