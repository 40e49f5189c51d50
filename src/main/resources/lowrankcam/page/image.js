'use strict';

/* The page of an image: what is explained, and who shows it. */
const ImagePage = (function () {
  const facts = Dom.data('facts');
  const layers = Dom.data('modes').map(Modes.read);
  const maps = Dom.data('maps').map((map, i) => ({
    ...map,
    id: String(i),
    title: `${map.name}, ${map.variant}`,
    values: Numbers.floats(map.values),
  }));
  const labels = new Map(facts.scores.map((score) => [score.class, score.label]));

  /* A class, perhaps against another, as one text. */
  function key(entry) {
    return `${entry.class} ${entry.contrast}`;
  }

  function classTitle(entry) {
    const label = Dom.isolated(labels.get(entry.class));
    return entry.contrast ? `${label} against ${Dom.isolated(entry.contrast)}` : label;
  }

  const parts = {};
  Paint.load(facts.colours);

  function start() {
    const viewer = new Viewer(facts);
    const lowRank = new LowRank(facts, () => viewer.update(LowRank.ID));
    const gallery = new Gallery(facts, (map) => {
      viewer.choose(map.id);
      Dom.get('look').scrollIntoView();
      Dom.get('map-a').focus({ preventScroll: true });
    });
    const classes = new Map([...maps, ...layers.flatMap((layer) => layer.classes)].map((entry) => [key(entry), classTitle(entry)]));
    Dom.get('class').append(...[...classes].map(([value, title]) => Dom.make('option', { value }, title)));
    const predicted = maps.find((map) => map.class === facts.scores[0].class);
    Dom.get('class').value = key(predicted || maps[0] || layers[0].classes[0]);
    Dom.get('layer').append(...facts.layers.map((layer) => Dom.make('option', { value: layer }, layer)));
    Dom.get('class-label').hidden = classes.size < 2;
    Dom.get('layer-label').hidden = facts.layers.length < 2;
    Dom.get('switches').hidden = classes.size < 2 && facts.layers.length < 2;

    function change() {
      const chosen = Dom.get('class').value;
      const layer = layers.find((one) => one.layer === Dom.get('layer').value);
      const entry = layer.classes.find((one) => key(one) === chosen);
      // What does not look at a layer is made once, for the first.
      const shown = maps.filter((map) => key(map) === chosen && (map.anyLayer || map.layer === layer.layer));
      const skipped = facts.skipped.filter((map) => key(map) === chosen && map.layer === layer.layer);
      lowRank.take(layer, entry);
      const choices = shown.map((map) => ({ id: map.id, title: map.title, map: () => map }));
      if (entry && layer.count > 0) {
        choices.push({ id: LowRank.ID, title: 'LowRank-CAM, as set below', map: () => lowRank.map() });
      }
      viewer.offer(choices);
      gallery.show(shown, skipped);
    }

    Dom.get('class').addEventListener('change', change);
    Dom.get('layer').addEventListener('change', change);
    change();
    Object.assign(parts, { viewer, lowRank, gallery });
  }

  Dom.get('picture').decode().then(start, start);
  return parts;
})();
