'use strict';

/* Tables of the class `sortable`: the heads of their columns become buttons. */
const Tables = (function () {
  /* What a cell is sorted by, of what stands first in it: its number if it begins with one, else its text. */
  function key(row, column) {
    const first = row.cells[column].firstChild;
    const text = first ? first.textContent.trim() : '';
    const number = Number.parseFloat(text.replace(/[\u00a0\u202f ]/g, ''));
    return Number.isNaN(number) ? text : number;
  }

  /* Texts among numbers come last, whichever way. */
  function compare(a, b, downward) {
    if (typeof a !== typeof b) {
      return typeof a === 'number' ? -1 : 1;
    }
    const upward = typeof a === 'number' ? a - b : a.localeCompare(b);
    return downward ? -upward : upward;
  }

  function sort(table, head) {
    const column = head.cellIndex;
    const downward = head.getAttribute('aria-sort') === 'ascending';
    for (const other of head.parentNode.cells) {
      other.removeAttribute('aria-sort');
    }
    head.setAttribute('aria-sort', downward ? 'descending' : 'ascending');
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, key: key(row, column) }));
    rows.sort((a, b) => compare(a.key, b.key, downward));
    rows.forEach(({ row }) => body.append(row));
  }

  function sortable(table) {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      button.addEventListener('click', () => sort(table, head));
      head.append(button);
    }
  }

  document.querySelectorAll('table.sortable').forEach(sortable);
  return { sortable };
})();
