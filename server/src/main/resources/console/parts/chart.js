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

const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 60 * MINUTE_MILLIS;
export const DAY_MILLIS = 24 * HOUR_MILLIS;
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MILLIS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MILLIS),
  ...[1, 2, 7, 14, 30, 90, 365].map((days) => days * DAY_MILLIS),
];

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

/** Round times of this clock between two moments, at most so many and one; the first moment, if there is none between. */
export function timeTicks(from, to, most) {
  const step = TIME_STEPS.find((each) => to - from <= most * each) ?? TIME_STEPS.at(-1);
  const zone = new Date(from).getTimezoneOffset() * MINUTE_MILLIS;
  const first = Math.ceil((from - zone) / step) * step + zone;
  return first > to ? [from] : Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step);
}
