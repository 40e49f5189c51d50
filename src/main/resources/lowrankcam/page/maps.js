'use strict';

/* Maps as numbers: scale, upsampling and contours, by the program's rules. */
const Maps = (function () {
  /* A range of at most this share of the largest magnitude is rounding: the map is flat. */
  const FLAT = 1e-6;

  /* The ends of a map's colours. A map with values below zero has zero in the middle. */
  function scale(values) {
    let min = Infinity;
    let max = -Infinity;
    let finite = true;
    for (const value of values) {
      finite = finite && Number.isFinite(value);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    const size = Math.max(Math.abs(min), Math.abs(max));
    const signed = finite && min < -FLAT * size;
    return {
      min,
      max,
      signed,
      flat: !finite || !(max / 2 - min / 2 > FLAT * (size / 2)),
      low: signed ? -size : min,
      high: signed ? size : max,
    };
  }

  /* A value's place on the colours, 0 at the lower end and 1 at the upper. */
  function place(scaled, value) {
    return (value / 2 - scaled.low / 2) / (scaled.high / 2 - scaled.low / 2);
  }

  /* For each output the lower of its two neighbours and the weight of the upper: bilinear, half-pixel centres. */
  function between(inputs, outputs) {
    const low = new Int32Array(outputs);
    const weight = new Float32Array(outputs);
    for (let d = 0; d < outputs; d++) {
      const position = Math.max(((d + 0.5) * inputs) / outputs - 0.5, 0);
      low[d] = Math.min(Math.floor(position), inputs - 1);
      weight[d] = low[d] + 1 < inputs ? position - low[d] : 0;
    }
    return { low, weight };
  }

  /* Places of a map at height × width points: between its cells, or those of the cell itself. */
  function field(map, scaled, height, width, cells) {
    const { rows, columns } = map;
    const places = Float32Array.from(map.values, (value) => place(scaled, value));
    const result = new Float32Array(height * width);
    if (cells) {
      for (let y = 0; y < height; y++) {
        const row = Math.floor(((y + 0.5) * rows) / height) * columns;
        for (let x = 0; x < width; x++) {
          result[y * width + x] = places[row + Math.floor(((x + 0.5) * columns) / width)];
        }
      }
      return result;
    }
    const across = between(columns, width);
    const down = between(rows, height);
    const middle = new Float32Array(rows * width);
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < width; x++) {
        const left = y * columns + across.low[x];
        const w = across.weight[x];
        middle[y * width + x] = w > 0 ? (1 - w) * places[left] + w * places[left + 1] : places[left];
      }
    }
    for (let y = 0; y < height; y++) {
      const above = down.low[y] * width;
      const w = down.weight[y];
      for (let x = 0; x < width; x++) {
        const value = middle[above + x];
        result[y * width + x] = w > 0 ? (1 - w) * value + w * middle[above + width + x] : value;
      }
    }
    return result;
  }

  /* The line where a field passes a level, as segments [x, y, x', y'] one after the other, in points of the field. */
  function contour(values, height, width, level) {
    const segments = [];
    const cut = (a, b) => (level - a) / (b - a);
    for (let y = 0; y + 1 < height; y++) {
      for (let x = 0; x + 1 < width; x++) {
        const at = y * width + x;
        const a = values[at];
        const b = values[at + 1];
        const c = values[at + width + 1];
        const d = values[at + width];
        const inside = (a >= level) + (b >= level) + (c >= level) + (d >= level);
        if (inside === 0 || inside === 4) {
          continue;
        }
        const points = [];
        if (a >= level !== b >= level) {
          points.push(x + cut(a, b), y);
        }
        if (b >= level !== c >= level) {
          points.push(x + 1, y + cut(b, c));
        }
        if (c >= level !== d >= level) {
          points.push(x + 1 - cut(c, d), y + 1);
        }
        if (d >= level !== a >= level) {
          points.push(x, y + 1 - cut(d, a));
        }
        segments.push(...points);
      }
    }
    return segments;
  }

  /* Index of the largest value, of equal ones the first. */
  function hottest(values) {
    let best = 0;
    for (let i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  return { scale, place, field, contour, hottest };
})();
