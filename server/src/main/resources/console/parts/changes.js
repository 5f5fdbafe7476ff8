// What a request changed: all of it in one line, by metric, and pair by pair.
import { html } from '../preact.js';
import { count, counted, mean, meanDifference, signed } from '../format.js';
import { go, link } from '../router.js';
import { useRoving } from '../roving.js';
import { Choice, Paging, Score } from './pieces.js';
import { Distribution } from './distribution.js';
import { Empty } from './states.js';

export function Changes({ id, changes, page, size, metric, running }) {
  const evaluated = sum(changes.metrics, 'evaluated');
  if (evaluated === 0) {
    return html`<p class="soft">${running ? 'Nothing has been scored yet.' : 'Nothing was scored.'}</p>`;
  }
  return html`
    <${InShort} metrics=${changes.metrics} running=${running} />
    <div class="metric-grid">
      ${changes.metrics.map((each) => html`<${MetricChange} key=${each.id} metric=${each} running=${running} />`)}
    </div>
    <h2>Flips and means</h2>
    <${Flips} metrics=${changes.metrics} />
    <h2 id="pairs">Changed pairs</h2>
    ${changes.metrics.length > 1 &&
    html`<${Choice}
      label="Metric"
      options=${[{ value: '', title: 'all metrics' }, ...changes.metrics.map((each) => ({ value: String(each.id), title: each.name }))]}
      chosen=${metric}
      choose=${(value) => go(`requests/${id}`, { metric: value })}
    />`}
    ${changes.results.length
      ? html`<p class="soft small all">The largest change of each metric first.</p><${Pairs} pairs=${changes.results} />`
      : running
        ? html`<${Empty} title="No score changed so far">The others are still being evaluated.<//>`
        : html`<${Empty} title="No score changed">Each came out as it was, or is the first of its kind.<//>`}
    <${Paging} path="requests/${id}" query=${{ metric }} page=${page} size=${size} count=${changes.count} />
  `;
}

const sum = (metrics, name) => metrics.reduce((total, metric) => total + metric[name], 0);

/** What is told of a request that runs may be otherwise in the end. */
const soFar = (running) => running && ' so far';

function InShort({ metrics, running }) {
  const first = sum(metrics, 'first');
  const compared = sum(metrics, 'evaluated') - first;
  const [toFail, toPass] = [sum(metrics, 'pass_to_fail'), sum(metrics, 'fail_to_pass')];
  return html`
    <p class="in-short">
      ${compared > 0 &&
      html`<b>${count(sum(metrics, 'changed'))}</b> of ${counted(compared, 'score')} came out differently${soFar(running)}
        ${toFail + toPass > 0 &&
        html`; ${' '}<b class="bad-text">${count(toFail)}</b> went from pass to fail, <b class="good-text">${count(toPass)}</b> from fail to
          pass`}. `}
      ${first > 0 && html`${counted(first, 'score')} ${first === 1 ? 'is the first' : 'are the first'} by ${first === 1 ? 'its metric on its' : 'their metric on their'} run.`}
    </p>
  `;
}

const MetricChange = ({ metric, running }) => html`
  <section class="card metric-change" aria-label=${metric.name}>
    <header>
      <h3>${metric.name}</h3>
      <p class="soft small">${
        metric.evaluated > metric.first
          ? `${count(metric.changed)} of ${count(metric.evaluated - metric.first)} changed`
          : counted(metric.first, 'first score')
      }${soFar(running)}</p>
    </header>
    ${metric.distribution.length
      ? html`<${Distribution} metric=${metric} />`
      : html`<p class="soft">No score to draw.</p>`}
  </section>
`;

const COLUMNS = [
  ['First', (metric) => count(metric.first)],
  ['Unchanged', (metric) => count(metric.unchanged)],
  ['Changed', (metric) => count(metric.changed)],
  ['Pass → fail', (metric) => flips(metric, 'pass_to_fail'), (metric) => (metric.pass_to_fail ? 'bad-text' : 'soft')],
  ['Fail → pass', (metric) => flips(metric, 'fail_to_pass'), (metric) => (metric.fail_to_pass ? 'good-text' : 'soft')],
  ['Mean before', (metric) => mean(metric, metric.mean_before)],
  ['Mean after', (metric) => mean(metric, metric.mean_after)],
  ['Change', (metric) => meanDifference(metric)],
];

/** On a narrow screen each row is a list, in which every number has its title. */
const Flips = ({ metrics }) => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Flips and means by metric">
    <table class="flips">
      <thead>
        <tr>
          <th scope="col">Metric</th>
          ${COLUMNS.map(([title]) => html`<th key=${title} scope="col" class="right">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${metrics.map(
          (metric) => html`
            <tr key=${metric.id}>
              <th scope="row">${metric.name}</th>
              ${COLUMNS.map(
                ([title, value, tone]) => html`<td key=${title} data-title=${title} class="right ${tone?.(metric) ?? ''}">${value(metric)}</td>`,
              )}
            </tr>
          `,
        )}
      </tbody>
    </table>
  </div>
`;

const flips = (metric, name) => (metric.eval_type === 'binary' ? count(metric[name]) : '–');

function Pairs({ pairs }) {
  const roving = useRoving();
  return html`
    <ul class="cards pairs" ...${roving}>
      ${pairs.map(
        (pair) => html`
          <li key=${`${pair.run_id} ${pair.metric_id}`} class="card pair">
            <div class="pair-title">
              <a data-item="run" href=${link(`runs/${pair.run_id}`, { metric: pair.metric_id })}>Run ${pair.run_id}</a>
              <span>${pair.metric_name}</span>
              ${pair.difference !== null && pair.before.passed === null && html`<b class="pair-difference">${signed(pair.difference)}</b>`}
            </div>
            <${Side} title="Before" of=${pair.before} />
            <${Side} title="After" of=${pair.after} />
          </li>
        `,
      )}
    </ul>
  `;
}

const Side = ({ title, of }) => html`
  <div class="side ${title.toLowerCase()}">
    <p><span class="side-title">${title}</span> <${Score} of=${of} /></p>
    ${of.explanation.map((text, i) => html`<p key=${i} class="explanation">${text}</p>`)}
  </div>
`;
