// Rules for the scripts of pages: plain browser scripts, one after the other, each with one name of its own.
const browser = [
  'Blob', 'ImageData', 'Path2D', 'ResizeObserver', 'TextEncoder', 'URL', 'URLSearchParams', 'atob', 'console', 'document', 'fetch', 'localStorage', 'requestAnimationFrame',
  'setTimeout', 'window',
];
const ours = ['Dom', 'Gallery', 'ImagePage', 'Kept', 'LowRank', 'Maps', 'Modes', 'Numbers', 'Orders', 'Paint', 'Serve', 'Spectrum', 'Stage', 'Study',
  'Tables', 'Viewer'];
const errors = [
  'array-callback-return', 'block-scoped-var', 'consistent-return', 'curly', 'default-case', 'dot-notation', 'eqeqeq',
  'for-direction', 'getter-return', 'no-alert', 'no-caller', 'no-cond-assign', 'no-console', 'no-const-assign', 'no-debugger',
  'no-delete-var', 'no-dupe-args', 'no-dupe-class-members', 'no-dupe-else-if', 'no-dupe-keys', 'no-duplicate-case',
  'no-else-return', 'no-empty', 'no-eval', 'no-extend-native', 'no-fallthrough', 'no-func-assign', 'no-global-assign',
  'no-implied-eval', 'no-inner-declarations', 'no-invalid-regexp', 'no-loop-func', 'no-multi-assign', 'no-new-func',
  'no-param-reassign', 'no-promise-executor-return', 'no-redeclare', 'no-self-assign', 'no-self-compare', 'no-shadow',
  'no-sparse-arrays', 'no-throw-literal', 'no-undef', 'no-unreachable', 'no-unsafe-negation', 'no-unused-expressions',
  'no-use-before-define', 'no-useless-return', 'no-var', 'object-shorthand', 'prefer-const', 'radix',
  'use-isnan', 'valid-typeof',
];

export default [
  {
    languageOptions: {
      sourceType: 'script',
      ecmaVersion: 2022,
      globals: Object.fromEntries([...browser, ...ours].map((name) => [name, 'readonly'])),
    },
    rules: {
      ...Object.fromEntries(errors.map((rule) => [rule, 'error'])),
      'no-redeclare': ['error', { builtinGlobals: false }],
      'no-shadow': ['error', { builtinGlobals: false }],
      'no-use-before-define': ['error', { functions: false }],
      'no-unused-vars': ['error', { varsIgnorePattern: `^(${ours.join('|')})$` }],
      strict: ['error', 'global'],
      // Texts from elsewhere never become markup or code.
      'no-restricted-properties': ['error', ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write', 'setHTMLUnsafe']
        .map((property) => ({ property, message: 'Texts stay text: use Dom.make.' }))],
    },
  },
];
