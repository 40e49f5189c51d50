'use strict';

/* The colours of places, and a map painted into pixels. */
const Paint = (function () {
  const tables = {};

  function load(colours) {
    for (const [name, text] of Object.entries(colours)) {
      tables[name] = Numbers.bytes(text);
    }
  }

  function table(scaled, name) {
    return tables[scaled.signed ? 'signed' : name];
  }

  /* How strong the evidence at a place is, from 0 to 1: for signed maps away from zero on either side. */
  function strength(scaled, place) {
    return scaled.signed ? Math.abs(2 * place - 1) : place;
  }

  /* The field's colours, each pixel with its opacity; both in 256 steps. */
  function pixels(field, height, width, scaled, look) {
    const colours = table(scaled, look.colours);
    const steps = new Uint8ClampedArray(4 * 256);
    for (let i = 0; i < 256; i++) {
      const strong = strength(scaled, (i + 0.5) / 256);
      const opacity = strong < look.threshold ? 0 : 255 * look.opacity * (look.follow ? strong : 1);
      steps.set([colours[3 * i], colours[3 * i + 1], colours[3 * i + 2], opacity], 4 * i);
    }
    const whole = new Uint32Array(steps.buffer);
    const image = new ImageData(width, height);
    const target = new Uint32Array(image.data.buffer);
    for (let i = 0; i < field.length; i++) {
      target[i] = whole[Math.max(0, Math.min(255, Math.floor(field[i] * 256)))];
    }
    return image;
  }

  /* A bar of all colours, the upper end at the right. */
  function bar(canvas, scaled, name) {
    const colours = table(scaled, name);
    const image = new ImageData(256, 1);
    for (let i = 0; i < 256; i++) {
      image.data.set([colours[3 * i], colours[3 * i + 1], colours[3 * i + 2], 255], 4 * i);
    }
    canvas.width = 256;
    canvas.height = 1;
    canvas.getContext('2d').putImageData(image, 0, 0);
  }

  return { load, pixels, bar };
})();

/* A picture with one map over it, or two that meet at a line. Names of looks: `style` fill or lines, `cells`, `opacity`,
   `follow`, `threshold`, `colours`, `swipe`, `zoom`. */
class Stage {
  /* Shares of the way from the lower end of the colours to the upper at which contours run, thin to thick. */
  static LEVELS = [0.25, 0.5, 0.75];

  static LOOK = {
    style: 'fill', cells: false, opacity: 0.7, follow: true, threshold: 0, colours: 'viridis', swipe: 0.5, zoom: 1,
  };

  constructor(figure, picture, facts) {
    this.facts = facts;
    this.picture = picture;
    this.look = { ...Stage.LOOK };
    this.maps = [];
    this.cell = null;
    this.asked = false;
    if (!figure.querySelector('.sheet')) {
      const copy = picture.cloneNode();
      copy.removeAttribute('id');
      figure.prepend(Dom.make('div', { class: 'scroll', tabindex: '-1' }, Dom.make('div', { class: 'sheet' }, copy)));
    }
    this.sheet = figure.querySelector('.sheet');
    this.sheet.parentElement.style.maxWidth = `${(80 * picture.width) / picture.height}vh`;
    this.canvas = Dom.make('canvas', {
      tabindex: '0', role: 'img', 'aria-label': 'Map over the image. Arrow keys move from cell to cell.',
      onpointermove: (event) => this.point(event),
      onpointerdown: (event) => this.point(event),
      onpointerleave: () => this.move(null),
      onkeydown: (event) => this.key(event),
      onblur: () => this.move(null),
    });
    this.sheet.append(this.canvas);
    this.readout = Dom.make('p', { class: 'readout number', role: 'status' });
    this.bars = Dom.make('div', { class: 'bars' });
    this.sheet.parentElement.after(this.bars, this.readout);
    this.layers = [document.createElement('canvas'), document.createElement('canvas')];
    new ResizeObserver(() => this.redraw()).observe(this.sheet);
  }

  /* Shows one map, or two with a line between them. */
  show(maps) {
    this.maps = maps.map((map) => ({ ...map, scaled: Maps.scale(map.values) }));
    this.bars.replaceChildren(...this.maps.map((map) => this.bar(map)));
    this.tell();
    this.redraw();
  }

  set(look) {
    Object.assign(this.look, look);
    if ('colours' in look || 'style' in look) {
      this.bars.replaceChildren(...this.maps.map((map) => this.bar(map)));
    }
    if ('cells' in look || 'style' in look) {
      this.maps.forEach((map) => delete map.field);
    }
    this.sheet.style.width = `${100 * this.look.zoom}%`;
    this.redraw();
  }

  bar(map) {
    const { scaled } = map;
    const name = Dom.make('p', { class: 'title' }, map.title);
    if (scaled.flat || map.flat) {
      return Dom.make('div', {}, name, Dom.make('p', { class: 'flat' }, `Flat: ${map.flat || 'all values are equal'}. Nothing is painted.`));
    }
    const canvas = Dom.make('canvas', { 'aria-hidden': 'true' });
    Paint.bar(canvas, scaled, this.look.colours);
    const middle = scaled.signed ? 0 : (scaled.low + scaled.high) / 2;
    const ends = [scaled.low, middle, scaled.high].map((value) => Dom.make('span', {}, Numbers.text(value)));
    const lines = Stage.LEVELS.map((level) => Numbers.text(scaled.low + level * (scaled.high - scaled.low))).join(', ');
    const contours = this.look.style === 'lines' ? [Dom.make('p', { class: 'number' }, `Contours, thin to thick, at ${lines}`)] : [];
    return Dom.make('div', {}, name, canvas, Dom.make('p', { class: 'ends number' }, ...ends), ...contours);
  }

  /* Draws with the next frame, once however often it is asked for. */
  redraw() {
    if (!this.asked) {
      this.asked = true;
      requestAnimationFrame(() => {
        this.asked = false;
        this.draw();
      });
    }
  }

  draw() {
    const width = this.sheet.clientWidth;
    const height = (width * this.picture.height) / this.picture.width;
    const dense = Math.min(window.devicePixelRatio || 1, 2, 4096 / Math.max(width, height, 1));
    const w = Math.max(1, Math.round(width * dense));
    const h = Math.max(1, Math.round(height * dense));
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
    const pen = this.canvas.getContext('2d');
    pen.clearRect(0, 0, w, h);
    const meet = this.maps.length > 1 ? this.look.swipe * w : w;
    this.maps.forEach((map, i) => {
      pen.save();
      pen.beginPath();
      pen.rect(i === 0 ? 0 : meet, 0, i === 0 ? meet : w - meet, h);
      pen.clip();
      if (!map.flat && !map.scaled.flat) {
        this.paint(pen, map, i, dense);
      }
      pen.restore();
    });
    if (this.maps.length > 1) {
      Stage.line(pen, [meet, 0, meet, h], dense);
    }
    this.mark(pen, dense);
  }

  /* The map's rectangle on the canvas: where the network's input lay on the picture. */
  box() {
    const { placement, picture } = this.facts;
    const x = this.canvas.width / picture.width;
    const y = this.canvas.height / picture.height;
    return {
      left: placement.left * x,
      top: placement.top * y,
      width: (placement.right - placement.left) * x,
      height: (placement.bottom - placement.top) * y,
    };
  }

  paint(pen, map, i, dense) {
    const { width, height } = this.facts.input;
    const box = this.box();
    map.field = map.field || Maps.field(map, map.scaled, height, width, this.look.cells);
    if (this.look.style === 'fill') {
      const layer = this.layers[i];
      layer.width = width;
      layer.height = height;
      layer.getContext('2d').putImageData(Paint.pixels(map.field, height, width, map.scaled, this.look), 0, 0);
      pen.imageSmoothingEnabled = !this.look.cells;
      pen.drawImage(layer, box.left, box.top, box.width, box.height);
      return;
    }
    Stage.LEVELS.forEach((level, n) => {
      const points = Maps.contour(map.field, height, width, level);
      const line = points.map((value, k) =>
        k % 2 === 0 ? box.left + ((value + 0.5) * box.width) / width : box.top + ((value + 0.5) * box.height) / height);
      Stage.line(pen, line, dense * (1.1 + 0.7 * n));
    });
  }

  /* White with a dark edge: seen on bone and on black alike. */
  static line(pen, points, dense) {
    const path = new Path2D();
    for (let i = 0; i < points.length; i += 4) {
      path.moveTo(points[i], points[i + 1]);
      path.lineTo(points[i + 2], points[i + 3]);
    }
    pen.lineCap = 'round';
    pen.strokeStyle = 'rgb(0 0 0 / 85%)';
    pen.lineWidth = 3.6 * dense;
    pen.stroke(path);
    pen.strokeStyle = '#fff';
    pen.lineWidth = 1.6 * dense;
    pen.stroke(path);
  }

  /* Outlines the cell that is pointed at. */
  mark(pen, dense) {
    const map = this.maps[0];
    if (this.cell && map) {
      const box = this.box();
      const x = box.left + (Math.floor(this.cell.u * map.columns) * box.width) / map.columns;
      const y = box.top + (Math.floor(this.cell.v * map.rows) * box.height) / map.rows;
      const r = x + box.width / map.columns;
      const b = y + box.height / map.rows;
      Stage.line(pen, [x, y, r, y, r, y, r, b, r, b, x, b, x, b, x, y], dense * 0.7);
    }
  }

  point(event) {
    const bounds = this.canvas.getBoundingClientRect();
    const box = this.box();
    const x = ((event.clientX - bounds.left) / bounds.width) * this.canvas.width;
    const y = ((event.clientY - bounds.top) / bounds.height) * this.canvas.height;
    const u = (x - box.left) / box.width;
    const v = (y - box.top) / box.height;
    this.move(u >= 0 && u < 1 && v >= 0 && v < 1 ? { u, v } : null);
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const map = this.maps[0];
    if (!(event.key in steps) || !map) {
      return;
    }
    event.preventDefault();
    const [right, down] = steps[event.key];
    const hot = Maps.hottest(map.values);
    const column = this.cell ? Math.floor(this.cell.u * map.columns) + right : hot % map.columns;
    const row = this.cell ? Math.floor(this.cell.v * map.rows) + down : Math.floor(hot / map.columns);
    this.move({
      u: (Math.max(0, Math.min(map.columns - 1, column)) + 0.5) / map.columns,
      v: (Math.max(0, Math.min(map.rows - 1, row)) + 0.5) / map.rows,
    });
    const box = this.sheet.parentElement;
    box.scrollTo(this.cell.u * this.sheet.clientWidth - box.clientWidth / 2, this.cell.v * this.sheet.clientHeight - box.clientHeight / 2);
  }

  move(cell) {
    this.cell = cell;
    this.tell();
    this.redraw();
  }

  /* The value where the reader points; else where it is largest. */
  tell() {
    const told = this.maps.map((map) => {
      const best = Maps.hottest(map.values);
      const column = this.cell ? Math.floor(this.cell.u * map.columns) : best % map.columns;
      const row = this.cell ? Math.floor(this.cell.v * map.rows) : Math.floor(best / map.columns);
      const value = Numbers.text(map.values[row * map.columns + column]);
      return `row ${row + 1}, column ${column + 1}: ${value}`;
    });
    this.readout.textContent = (this.cell ? '' : 'Largest: ') + told.join(' | ');
  }
}
