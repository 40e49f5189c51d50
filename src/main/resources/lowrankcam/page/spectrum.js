'use strict';

/* Singular values on a logarithmic scale, with the ranks that rules choose. */
const Spectrum = (function () {
  const WIDTH = 420;
  const LEFT = 40;
  const TOP = 14;
  const HEIGHT = 170;

  function power(exponent) {
    const digits = { '-': '\u207b', 0: '\u2070', 1: '\u00b9', 2: '\u00b2', 3: '\u00b3', 4: '\u2074', 5: '\u2075', 6: '\u2076', 7: '\u2077', 8: '\u2078', 9: '\u2079' };
    return '10' + [...String(exponent)].map((digit) => digits[digit]).join('');
  }

  /* Rules by the rank that they choose: one mark for several. */
  function marks(ranks) {
    const by = new Map();
    for (const { rule, rank } of ranks) {
      by.set(rank, [...(by.get(rank) || []), rule]);
    }
    return [...by].sort((a, b) => a[0] - b[0]);
  }

  function draw(layer, entry) {
    const count = layer.sigma.length;
    const logs = [...layer.sigma].map(Math.log10);
    const highest = Math.ceil(Math.max(...logs));
    const lowest = Math.min(Math.floor(Math.min(...logs)), highest - 1);
    const step = (WIDTH - LEFT - 8) / count;
    const x = (i) => LEFT + (i + 0.5) * step;
    const y = (log) => TOP + ((highest - log) / (highest - lowest)) * HEIGHT;
    const parts = [];
    for (let e = lowest; e <= highest; e++) {
      parts.push(
        Dom.svg('line', { class: 'grid', x1: LEFT, x2: WIDTH, y1: y(e), y2: y(e) }),
        Dom.svg('text', { x: LEFT - 8, y: y(e) + 4, 'text-anchor': 'end' }, power(e)));
    }
    const bottom = TOP + HEIGHT;
    marks(entry.ranks).forEach(([rank, rules], n) => {
      const at = x(rank - 1) + step / 2;
      parts.push(
        Dom.svg('line', { class: 'rule', x1: at, x2: at, y1: TOP, y2: bottom + 6 },
          Dom.svg('title', {}, `${rules.join(', ')}: ${rank}`)),
        Dom.svg('text', { class: 'rule', x: at, y: bottom + 18 + 12 * (n % 2), 'text-anchor': 'middle' }, String(rank)));
    });
    logs.forEach((log, i) => {
      parts.push(Dom.svg('circle', { cx: x(i), cy: y(log), r: Math.min(4, Math.max(1.4, step / 3)) }));
    });
    return Dom.svg('svg', { viewBox: `0 0 ${WIDTH} ${bottom + 36}`, role: 'img' }, ...parts);
  }

  /* Fills the modes that are in use. */
  function fill(svg, layer, used) {
    const circles = svg.querySelectorAll('circle');
    circles.forEach((circle, i) => circle.classList.toggle('used', used.has(i)));
    const count = circles.length;
    svg.setAttribute('aria-label',
      `Singular values of ${count} modes, from ${Numbers.text(layer.sigma[0])} to ${Numbers.text(layer.sigma[count - 1])}; ${used.size} in use.`);
  }

  return { draw, fill, marks };
})();
