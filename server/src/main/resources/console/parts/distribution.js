// The scores of one metric before and after: a histogram of numbers, or a bar for each value.
import { html } from '../preact.js';
import { count, meanDifference, meanInWords, number } from '../format.js';
import { scale, ticks, useWidth } from './chart.js';

const HEIGHT = 190;
const TOP = 14;
const BOTTOM = 26;
const RIGHT = 6;

export function Distribution({ metric }) {
  const [frame, width] = useWidth();
  return html`
    <div class="chart" ref=${frame}>
      ${width > 0 && html`<${Bars} metric=${metric} width=${width} />`}
      <${Means} metric=${metric} />
      <${AsTable} metric=${metric} />
    </div>
  `;
}

function Bars({ metric, width }) {
  const { distribution } = metric;
  const steps = ticks(Math.max(...distribution.flatMap(({ before, after }) => [before, after])), 3, true);
  const left = 12 + 7 * count(steps.at(-1)).length;
  const y = scale(0, steps.at(-1), HEIGHT - BOTTOM, TOP);
  const slot = (width - left - RIGHT) / distribution.length;
  const bar = Math.min(30, slot * 0.4);
  const compared = isCompared(metric);
  const ranges = distribution[0].value === null && !areNumbers(distribution);
  return html`
    <svg width=${width} height=${HEIGHT} role="img" aria-label=${compared ? `${metric.name}, before and after` : metric.name}>
      ${steps.map(
        (step) => html`
          <g key=${step}>
            <line class=${step === 0 ? 'axis' : 'grid'} x1=${left} x2=${width - RIGHT} y1=${y(step)} y2=${y(step)} />
            <text class="tick" x=${left - 8} y=${y(step) + 4} text-anchor="end">${count(step)}</text>
          </g>
        `,
      )}
      ${distribution.map((bucket, i) => {
        const middle = left + slot * (i + 0.5);
        return html`
          <g key=${i} class="bucket">
            <title>${label(bucket, distribution)}: ${compared ? `${count(bucket.before)} before, ${count(bucket.after)} after` : count(bucket.after)}</title>
            <rect class="hit" x=${middle - slot / 2} width=${slot} y=${TOP} height=${HEIGHT - TOP - BOTTOM} />
            ${compared && html`<${Bar} name="before" x=${middle - bar - 0.5} width=${bar} y=${y(bucket.before)} zero=${y(0)} />`}
            <${Bar} name="after" x=${compared ? middle + 0.5 : middle - bar / 2} width=${bar} y=${y(bucket.after)} zero=${y(0)} />
            ${!ranges && html`<text class="tick" x=${middle} y=${HEIGHT - 8} text-anchor="middle">${shortened(label(bucket, distribution), slot)}</text>`}
          </g>
        `;
      })}
      ${ranges && html`<${Ranges} distribution=${distribution} left=${left} slot=${slot} />`}
    </svg>
  `;
}

/** Whether there was anything before: of first scores there is one bar each. */
const isCompared = (metric) => metric.distribution.some(({ before }) => before > 0);

const Bar = ({ name, x, width, y, zero }) => html`<rect class=${name} x=${x} y=${y} width=${width} height=${zero - y} rx="1.5" />`;

/** The borders of ranges: the first, the last, and those between for which there is room. */
function Ranges({ distribution, left, slot }) {
  const borders = [...distribution.map((bucket) => bucket.from), distribution.at(-1).to];
  const widest = 7 * Math.max(...borders.map((border) => number(border).length));
  // The first and the last stand beside their border, not below it
  const every = Math.ceil((1.5 * widest + 8) / slot);
  return borders.map((border, i) => {
    const shown = i === borders.length - 1 || (i % every === 0 && borders.length - 1 - i >= every);
    const anchor = i === 0 ? 'start' : i === borders.length - 1 ? 'end' : 'middle';
    return shown && html`<text key=${i} class="tick" x=${left + slot * i} y=${HEIGHT - 8} text-anchor=${anchor}>${number(border)}</text>`;
  });
}

const shortened = (text, slot) => {
  const letters = Math.max(3, Math.floor(slot / 7));
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
};

/** Whether each range is one whole number: from it to the next, and the last is itself. */
const areNumbers = (distribution) =>
  distribution.every(({ from, to }, i) => from !== null && (i === distribution.length - 1 ? from === to : to - from === 1));

const label = (bucket, distribution) =>
  bucket.value ?? (areNumbers(distribution) ? number(bucket.from) : `${number(bucket.from)} to ${number(bucket.to)}`);

const Means = ({ metric }) => html`
  <p class="means">
    ${isCompared(metric) && html`<span class="key before">before</span>`}
    ${metric.mean_before !== null && html`<b>${meanInWords(metric, metric.mean_before)}</b>`}
    <span class="key after">${isCompared(metric) ? 'after' : 'first scores'}</span>
    ${metric.mean_after !== null && html`<b>${meanInWords(metric, metric.mean_after)}</b>`}
    ${metric.mean_before !== null &&
    metric.mean_after !== null &&
    html`<span>${meanDifference(metric)}</span>`}
  </p>
`;

/** The same for whoever can't see it. */
const AsTable = ({ metric }) => html`
  <table class="unseen">
    <caption>${metric.name}, scores before and after</caption>
    <thead><tr><th scope="col">Score</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
    <tbody>
      ${metric.distribution.map(
        (bucket, i) => html`<tr key=${i}><th scope="row">${label(bucket, metric.distribution)}</th><td>${bucket.before}</td><td>${bucket.after}</td></tr>`,
      )}
    </tbody>
  </table>
`;
