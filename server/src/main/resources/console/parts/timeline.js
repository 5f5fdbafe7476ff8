// Who spoke when, as lanes over the length of the call; where both spoke at once is marked across.
import { html } from '../preact.js';
import { clock, counted, duration } from '../format.js';
import { AGENT, CALLER, overlaps, TOOL } from '../turns.js';
import { scale, ticks, useWidth } from './chart.js';

const LANES = [
  { who: AGENT, title: 'Agent', y: 22 },
  { who: CALLER, title: 'Caller', y: 56 },
  { who: TOOL, title: 'Tools', y: 90 },
];
const LANE = 24;
const RIGHT = 10;

export function Timeline({ turns, length, current, choose }) {
  const [frame, width] = useWidth();
  const lanes = LANES.filter(({ who }) => turns.some((turn) => turn.who === who));
  const end = Math.max(length || 0, ...turns.map((turn) => turn.end));
  return html`
    <section class="card timeline" aria-label="Who spoke when">
      <div ref=${frame}>
        ${width > 0 && html`<${Lanes} turns=${turns} lanes=${lanes} end=${end} width=${width} current=${current} choose=${choose} />`}
      </div>
      <p class="means">
        ${[AGENT, CALLER].map((who) => html`<span key=${who} class="key ${who}">${who} ${duration(spoken(turns, who))}</span>`)}
        ${overlaps(turns).length > 0 && html`<span class="key overlap">${counted(overlaps(turns).length, 'time')} at once</span>`}
      </p>
    </section>
  `;
}

function Lanes({ turns, lanes, end, width, current, choose }) {
  const left = width < 480 ? 46 : 60;
  const x = scale(0, end, left, width - RIGHT);
  const bottom = lanes.at(-1).y + LANE + 6;
  const marks = seconds(end, width).filter((second) => second <= end);
  const y = (turn) => lanes.find(({ who }) => who === turn.who).y;
  return html`
    <svg width=${width} height=${bottom + 20} role="img" aria-label="The transcript below says the same in words">
      ${marks.map(
        (second) => html`
          <g key=${second}>
            <line class="grid" x1=${x(second)} x2=${x(second)} y1="14" y2=${bottom} />
            <text class="tick" x=${x(second)} y=${bottom + 14} text-anchor=${second === 0 ? 'start' : 'middle'}>${clock(second)}</text>
          </g>
        `,
      )}
      ${overlaps(turns).map(
        (both, i) => html`<rect key=${i} class="overlap" x=${x(both.start)} width=${x(both.end) - x(both.start)} y="14" height=${bottom - 14} />`,
      )}
      ${lanes.map(
        ({ who, title, y: top }) => html`
          <g key=${who}>
            <line class="lane" x1=${left} x2=${width - RIGHT} y1=${top + LANE / 2} y2=${top + LANE / 2} />
            <text class="tick lane-title" x="0" y=${top + LANE / 2 + 4}>${title}</text>
          </g>
        `,
      )}
      ${turns.map(
        (turn, i) => html`
          <rect
            key=${i}
            class="turn ${turn.who} ${i === current ? 'current' : ''}"
            x=${x(turn.start)}
            y=${y(turn)}
            width=${turn.who === TOOL ? 4 : Math.max(3, x(turn.end) - x(turn.start) - 1)}
            height=${LANE}
            rx="3"
            onClick=${() => choose(i)}
          >
            <title>${clock(turn.start)} ${turn.role}: ${turn.content || turn.data?.name}</title>
          </rect>
        `,
      )}
    </svg>
  `;
}

const spoken = (turns, who) => turns.filter((turn) => turn.who === who).reduce((sum, turn) => sum + turn.end - turn.start, 0);

/** Whole marks of the time, in steps that people count in. */
function seconds(end, width) {
  const about = Math.max(2, Math.floor(width / 85));
  const step = [5, 10, 15, 30, 60, 120, 300, 600, 1_800].find((each) => end / each <= about);
  return step ? Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step) : ticks(end, about, true);
}
