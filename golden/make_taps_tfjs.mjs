// Runs the network with TensorFlow.js (wasm backend, Keras dialect) and dumps every tap as raw little-endian float32.
//
// usage: node make_taps_tfjs.mjs NODE_MODULES BODY_DIR ORIGINAL_TFJS_DIR INPUT_DIR DUMP_DIR
// NODE_MODULES       folder with @tensorflow/tfjs, @tensorflow/tfjs-backend-wasm, pngjs
// BODY_DIR           model.json and shards of the headless body: gives all taps and `features`
// ORIGINAL_TFJS_DIR  the whole original model: gives `logits` (its last softmax is replaced by the identity)
// DUMP_DIR           gets {hand,chest}/<tap>.bin and engine.json; pack_taps.py turns them into safetensors
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

if (process.argv.length !== 7) {
  console.error('usage: node make_taps_tfjs.mjs NODE_MODULES BODY_DIR ORIGINAL_TFJS_DIR INPUT_DIR DUMP_DIR');
  process.exit(2);
}
const [modules, bodyDir, originalDir, inputDir, dumpDir] = process.argv.slice(2).map(p => path.resolve(p));
const require = createRequire(path.join(modules, 'here.js'));
const tf = require('@tensorflow/tfjs');
const {setWasmPaths, setThreadsCount} = require('@tensorflow/tfjs-backend-wasm');
const {PNG} = require('pngjs');

const TAPS = {Conv2d_1a_3x3: 'activation_1', Conv2d_2b_3x3: 'activation_3', Conv2d_4a_3x3: 'activation_5'};
['5b', '5c', '5d', '6a', '6b', '6c', '6d', '6e', '7a', '7b', '7c'].forEach((n, i) => TAPS[`Mixed_${n}`] = `mixed${i}`);

/** IOHandler over a local folder; `edit` may change the parsed model.json. */
function folder(dir, edit = () => {}) {
  return {
    load: async () => {
      const model = JSON.parse(fs.readFileSync(path.join(dir, 'model.json'), 'utf8'));
      edit(model);
      const shards = model.weightsManifest.flatMap(g => g.paths).map(p => fs.readFileSync(path.join(dir, p)));
      const all = Buffer.concat(shards);
      return {
        modelTopology: model.modelTopology,
        weightSpecs: model.weightsManifest.flatMap(g => g.weights),
        weightData: all.buffer.slice(all.byteOffset, all.byteOffset + all.length),
      };
    },
  };
}

function linearLastLayer(model) {
  const last = model.modelTopology.model_config.config.layers.find(l => l.name === 'dense_3');
  if (last.config.activation !== 'softmax') throw new Error('dense_3 is expected to end in softmax');
  last.config.activation = 'linear';
}

/** float32 [1,299,299,3], v/255. */
function image(file) {
  const png = PNG.sync.read(fs.readFileSync(file));
  if (png.width !== 299 || png.height !== 299) throw new Error(`${file}: ${png.width}x${png.height}`);
  const data = new Float32Array(299 * 299 * 3);
  for (let p = 0; p < 299 * 299; p++) for (let c = 0; c < 3; c++) data[3 * p + c] = Math.fround(png.data[4 * p + c] / 255);
  return tf.tensor(data, [1, 299, 299, 3], 'float32');
}

async function dump(tensor, file) {
  const data = await tensor.data();
  fs.writeFileSync(file, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

setWasmPaths(path.join(modules, '@tensorflow', 'tfjs-backend-wasm', 'dist') + path.sep);
setThreadsCount(1);
if (!await tf.setBackend('wasm')) throw new Error('no wasm backend');
await tf.ready();

const body = await tf.loadLayersModel(folder(bodyDir));
const names = Object.keys(TAPS);
const tapped = tf.model({inputs: body.inputs, outputs: names.map(n => body.getLayer(TAPS[n]).output)});
const original = await tf.loadLayersModel(folder(originalDir, linearLastLayer));

fs.mkdirSync(dumpDir, {recursive: true});
fs.writeFileSync(path.join(dumpDir, 'engine.json'), JSON.stringify({
  engine: `TensorFlow.js ${tf.version.tfjs}, ${tf.getBackend()} backend, 1 thread`, node: process.version}));
for (const name of ['hand', 'chest']) {
  fs.mkdirSync(path.join(dumpDir, name), {recursive: true});
  const x = image(path.join(inputDir, `${name}_299.png`));
  const outputs = tapped.predict(x);
  for (let i = 0; i < names.length; i++) await dump(outputs[i], path.join(dumpDir, name, `${names[i]}.bin`));
  await dump(tf.mean(outputs[names.length - 1], [1, 2]), path.join(dumpDir, name, 'features.bin'));
  const logits = original.predict(x);
  await dump(logits, path.join(dumpDir, name, 'logits.bin'));
  console.log(name, 'logits', Array.from(await logits.data()));
}
