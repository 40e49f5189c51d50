'use strict';

/* Elements from texts: nothing here reads a text as markup. */
const Dom = (function () {
  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) {
        element.addEventListener(name.slice(2), value);
      } else if (value !== null && value !== false) {
        element.setAttribute(name, value === true ? '' : value);
      }
    }
    element.append(...children);
    return element;
  }

  /* An element; what begins with `on` is listened to, other attributes are set. */
  function make(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function svg(tag, attributes = {}, ...children) {
    return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
  }

  function get(id) {
    return document.getElementById(id);
  }

  /* A name from elsewhere within a text that cannot hold elements: it does not turn what stands around it. */
  function isolated(name) {
    return '\u2068' + name + '\u2069';
  }

  /* Term and value, one pair after the other. */
  function facts(list, pairs) {
    list.replaceChildren(...pairs.flatMap(([term, value]) => [make('dt', {}, term), make('dd', {}, value)]));
  }

  function data(id) {
    return JSON.parse(get(id).textContent);
  }

  return { make, svg, get, isolated, facts, data };
})();
