'use strict';

/* Orders that follow from a text alone: the same reader sees the same order again, another reader another. */
const Orders = (function () {
  const MASK = 0xFFFFFFFFFFFFFFFFn;

  /* FNV-1a of the text's bytes, 64 bits. */
  function hash(text) {
    let value = 0xCBF29CE484222325n;
    for (const byte of new TextEncoder().encode(text)) {
      value = ((value ^ BigInt(byte)) * 0x100000001B3n) & MASK;
    }
    return value;
  }

  /* SplitMix64: a function that gives whole numbers from 0 to below a bound. */
  function numbers(seed) {
    let state = seed;
    return (bound) => {
      state = (state + 0x9E3779B97F4A7C15n) & MASK;
      let z = state;
      z = ((z ^ (z >> 30n)) * 0xBF58476D1CE4E5B9n) & MASK;
      z = ((z ^ (z >> 27n)) * 0x94D049BB133111EBn) & MASK;
      z ^= z >> 31n;
      return Number((z * BigInt(bound)) >> 64n);
    };
  }

  /* The list in the order that belongs to a text; the list itself stays as it is. */
  function of(list, text) {
    const below = numbers(hash(text));
    const order = [...list];
    for (let i = order.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  return { of };
})();
