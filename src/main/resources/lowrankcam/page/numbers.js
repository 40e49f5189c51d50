'use strict';

/* Numbers from base64, little-endian, and numbers as readers see them. */
const Numbers = (function () {
  function bytes(base64) {
    const binary = atob(base64);
    return Uint8Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i));
  }

  function view(base64) {
    return new DataView(bytes(base64).buffer);
  }

  function doubles(base64) {
    const data = view(base64);
    return Float64Array.from({ length: data.byteLength / 8 }, (_, i) => data.getFloat64(8 * i, true));
  }

  function floats(base64) {
    const data = view(base64);
    return Float32Array.from({ length: data.byteLength / 4 }, (_, i) => data.getFloat32(4 * i, true));
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
