// What charts share: their width, their scale, and round numbers on their axes. Drawn as SVG, so that style sheets give the
// colors of both schemes and text stays text.
import { useLayoutEffect, useRef, useState } from '../preact.js';

/** The width of an element, followed as the page changes. */
export function useWidth() {
  const element = useRef(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}

export const scale = (from, to, start, end) => (value) =>
  to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start);

/** About so many round numbers from 0 on, the last not below the largest value. */
export function ticks(largest, about = 3, whole = false) {
  const raw = Math.max(largest, whole ? 1 : 1e-9) / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const fine = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw - power * 1e-9);
  const step = whole ? Math.max(1, Math.ceil(fine)) : fine;
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, i) => i * step);
}
