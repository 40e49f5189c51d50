'use strict';

/* Numbers from base64, little-endian, and numbers as readers see them. */
const Numbers = (function () {
  function view(text) {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = binary.charCodeAt(i);
    }
    return new DataView(bytes.buffer);
  }

  function doubles(text) {
    const data = view(text);
    return Float64Array.from({ length: data.byteLength / 8 }, (_, i) => data.getFloat64(8 * i, true));
  }

  function floats(text) {
    const data = view(text);
    return Float32Array.from({ length: data.byteLength / 4 }, (_, i) => data.getFloat32(4 * i, true));
  }

  function bytes(text) {
    return new Uint8Array(view(text).buffer);
  }

  /* Three decimals, or a power of ten for what they do not suit. A real minus sign. */
  function text(value) {
    const size = Math.abs(value);
    const plain = size === 0 || (size >= 0.01 && size < 1000);
    return (plain ? value.toFixed(3) : value.toExponential(1)).replace('-', '\u2212').replace('-', '\u2212');
  }

  function percent(share) {
    return (100 * share).toFixed(share < 0.0995 ? 2 : 1) + '\u00a0%';
  }

  return { doubles, floats, bytes, text, percent };
})();
