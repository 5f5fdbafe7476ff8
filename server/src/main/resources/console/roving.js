// A list is one stop of the Tab key; the arrow keys move within it. Items are marked data-item; those of another name are
// another column with a stop of its own.
import { useEffect, useRef } from './preact.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export function useRoving() {
  const list = useRef(null);
  // After every render: items may have come and gone
  useEffect(() => {
    const columns = Map.groupBy(items(list.current), (item) => item.dataset.item);
    columns.forEach((column) => enterAt(column, column.find((item) => item.tabIndex === 0) ?? column[0]));
  });

  function onKeyDown(event) {
    const step = STEPS[event.key];
    const item = event.target.closest('[data-item]');
    if (step === undefined || item !== event.target || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const column = items(list.current).filter((other) => other.dataset.item === item.dataset.item);
    const place = Math.min(Math.max(column.indexOf(item) + step, 0), column.length - 1);
    event.preventDefault();
    enterAt(column, column[place]);
    column[place].focus();
  }

  return { ref: list, onKeyDown };
}

const items = (list) => [...(list?.querySelectorAll('[data-item]') ?? [])];

function enterAt(column, chosen) {
  column.forEach((item) => (item.tabIndex = item === chosen ? 0 : -1));
}
