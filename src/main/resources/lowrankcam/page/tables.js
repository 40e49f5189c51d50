'use strict';

/* Tables of the class `sortable`: the heads of their columns become buttons. */
const Tables = (function () {
  /* What a cell is sorted by: its number if it begins with one, else its text. */
  function key(row, column) {
    const text = row.cells[column].textContent.trim();
    const number = Number.parseFloat(text.replace(/[\u00a0\u202f ]/g, ''));
    return Number.isNaN(number) ? text : number;
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') {
      return a - b;
    }
    return typeof a === typeof b ? a.localeCompare(b) : typeof a === 'number' ? -1 : 1;
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
    rows.sort((a, b) => (downward ? compare(b.key, a.key) : compare(a.key, b.key)));
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
