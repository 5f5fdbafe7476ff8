// Credits spent, request by request: a line that steps up at each.
import { html } from '../preact.js';
import { credits, dayAndTimeOf, dayOf, number, timeOf } from '../format.js';
import { DAY_MILLIS, scale, ticks, timeTicks, useWidth } from './chart.js';

const HEIGHT = 220;
const TOP = 16;
const BOTTOM = 28;
const RIGHT = 14;

export function Spending({ requests }) {
  const [frame, width] = useWidth();
  return html`<div class="chart" ref=${frame}>${width > 0 && html`<${Line} steps=${stepsOf(requests)} width=${width} />`}</div>`;
}

/** Oldest first, each with all that was spent until then. */
function stepsOf(requests) {
  let spent = 0;
  return [...requests].reverse().map((request) => {
    const net = Number(request.cost) - Number(request.refunded);
    spent += net;
    return { id: request.id, at: Date.parse(request.accepted_at), net, spent };
  });
}

function Line({ steps, width }) {
  const marks = ticks(steps.at(-1).spent, 4);
  const left = 14 + 7 * Math.max(...marks.map((mark) => number(mark).length));
  // The clocks of server and browser may differ
  const [from, to] = [steps[0].at, Math.max(Date.now(), steps.at(-1).at)];
  const x = scale(from, to, left + 6, width - RIGHT);
  const y = scale(0, marks.at(-1) || 1, HEIGHT - BOTTOM, TOP);
  const line = steps.map(({ at, spent }) => `H${x(at).toFixed(1)}V${y(spent).toFixed(1)}`).join('');
  const drawn = `M${x(from).toFixed(1)} ${y(0)}${line}H${x(to).toFixed(1)}`;
  return html`
    <svg width=${width} height=${HEIGHT} role="img" aria-label="${credits(steps.at(-1).spent.toFixed(6))} credits spent; the table below has each request">
      ${marks.map(
        (mark) => html`
          <g key=${mark}>
            <line class=${mark === 0 ? 'axis' : 'grid'} x1=${left} x2=${width - RIGHT} y1=${y(mark)} y2=${y(mark)} />
            <text class="tick" x=${left - 8} y=${y(mark) + 4} text-anchor="end">${number(mark)}</text>
          </g>
        `,
      )}
      <path class="area" d="${drawn}V${y(0)}Z" />
      <path class="line" d=${drawn} />
      ${steps.map(
        ({ id, at, net, spent }) => html`
          <circle key=${id} class="dot" cx=${x(at)} cy=${y(spent)} r="4">
            <title>Request ${id}, ${dayAndTimeOf(at)}: ${number(net)} credits, ${number(spent)} in all</title>
          </circle>
        `,
      )}
      <${Times} from=${from} to=${to} x=${x} width=${width} />
    </svg>
  `;
}

function Times({ from, to, x, width }) {
  const times = timeTicks(from, to, Math.max(1, Math.floor(width / 130)));
  const apart = times.length > 1 ? times[1] - times[0] : 0;
  const format = apart >= DAY_MILLIS ? dayOf : to - from > DAY_MILLIS / 2 ? dayAndTimeOf : timeOf;
  return times.map((at) => {
    const anchor = x(at) < 60 ? 'start' : x(at) > width - 50 ? 'end' : 'middle';
    return html`<text key=${at} class="tick" x=${x(at)} y=${HEIGHT - 8} text-anchor=${anchor}>${format(at)}</text>`;
  });
}
