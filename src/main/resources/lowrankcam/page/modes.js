'use strict';

/* LowRank-CAM from its modes: steps 4 and 6 of the paper, in the program's order of operations. */
const Modes = (function () {
  /* A layer as the page holds it, with its numbers read. */
  function read(json) {
    return {
      ...json,
      sigma: Numbers.doubles(json.sigma),
      energy: Numbers.doubles(json.energy),
      margin: Numbers.doubles(json.margin),
      modes: Numbers.doubles(json.modes),
      classes: json.classes.map((entry) => ({
        ...entry,
        margin: entry.margin ? Numbers.doubles(entry.margin) : null,
        weights: Object.fromEntries(Object.entries(entry.weights).map(([id, text]) => [id, Numbers.doubles(text)])),
      })),
    };
  }

  function minMax(values) {
    let min = Infinity;
    let max = -Infinity;
    for (const value of values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return values.map((value) => (value / 2 - min / 2) / (max / 2 - min / 2));
  }

  /* The mask of mode i, or null if it was flat and dropped. */
  function mask(layer, entry, preset, i) {
    if (Number.isNaN(entry.weights[preset.id][i])) {
      return null;
    }
    const positions = layer.rows * layer.columns;
    const mode = layer.modes.slice(i * positions, (i + 1) * positions);
    const oriented = preset.byClass && entry.turned[i] ? mode.map((value) => -value) : mode;
    return preset.linear ? oriented : minMax(oriented.map((value) => Math.max(0, value)));
  }

  /* How clearly the sign of mode i was decided. */
  function margin(layer, entry, preset, i) {
    return preset.byClass ? entry.margin[i] : layer.margin[i];
  }

  /* The sum of the modes' masks, each by its weight. */
  function map(layer, entry, preset, used) {
    const values = new Float64Array(layer.rows * layer.columns);
    for (const i of used) {
      const part = mask(layer, entry, preset, i);
      const weight = entry.weights[preset.id][i];
      for (let p = 0; part !== null && p < values.length; p++) {
        values[p] += weight * part[p];
      }
    }
    return { rows: layer.rows, columns: layer.columns, values: preset.relu ? values.map((v) => Math.max(0, v)) : values };
  }

  return { read, mask, margin, map };
})();
