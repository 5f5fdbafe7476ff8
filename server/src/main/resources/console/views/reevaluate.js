import { html, useMemo, useState } from '../preact.js';
import { bulkEvaluate, estimate, listMetrics } from '../api.js';
import { credits, evalType, kind } from '../format.js';
import { Heading } from '../parts/pieces.js';
import { Empty, Loaded, Problem } from '../parts/states.js';
import { Estimate } from '../parts/estimate.js';
import { usePolled } from '../polling.js';
import { go } from '../router.js';
import { choose, clear, useSelection } from '../selection.js';

/** Choose metrics, see what it would cost, and only then re-evaluate. */
export function Reevaluate() {
  const results = useSelection();
  const [metricIds, setMetricIds] = useState([]);
  const metrics = usePolled((signal) => listMetrics({ signal }), [], () => null);
  if (!results.length) {
    return html`
      <${Heading} title="Re-evaluate" back=${{ href: '#/results', title: 'Results' }} />
      <${Empty} title="No result is chosen" action=${html`<a class="button primary" href="#/results">Choose results</a>`}>
        A re-evaluation is of up to 100 results.
      <//>
    `;
  }
  const toggle = (id, wanted) => setMetricIds((ids) => (wanted ? [...ids, id] : ids.filter((other) => other !== id)));
  return html`
    <${Heading} title="Re-evaluate" back=${{ href: '#/results', title: 'Results' }}>
      Every completed or failed run of these results is scored again by the metrics that you choose.
    <//>
    <div class="two">
      <div>
        <h2>Results</h2>
        <ul class="chips">
          ${results.map(
            (result) => html`
              <li key=${result.id} class="chip">
                ${result.name}
                <button class="chip-remove" aria-label="Leave out ${result.name}" onClick=${() => choose(result, false)}>×</button>
              </li>
            `,
          )}
        </ul>
        <h2>Metrics</h2>
        <${Loaded} state=${metrics}>
          ${(list) => html`
            <${All} fitting=${list.filter((metric) => !agentsWithout(metric, results).length)} chosen=${metricIds} choose=${setMetricIds} />
            <ul class="options">
              ${list.map(
                (metric) => html`
                  <${Option} key=${metric.id} metric=${metric} without=${agentsWithout(metric, results)}
                    chosen=${metricIds.includes(metric.id)} toggle=${toggle} />
                `,
              )}
            </ul>
          `}
        <//>
      </div>
      <${Order} resultIds=${results.map((result) => result.id)} metricIds=${metricIds} />
    </div>
  `;
}

/** The agents of chosen results that the metric is not enabled for; the server would refuse the pair. */
const agentsWithout = (metric, results) => [
  ...new Set(results.filter((result) => !metric.agents.includes(result.agent)).map((result) => result.agent_name)),
];

/** Chooses all metrics that every chosen result has enabled, or none. */
function All({ fitting, chosen, choose: chooseMetrics }) {
  const ids = fitting.map((metric) => metric.id);
  const rest = ids.some((id) => !chosen.includes(id));
  return (
    ids.length > 1 &&
    html`<p class="all">
      <button onClick=${() => chooseMetrics(rest ? ids : [])}>${rest ? `Choose all ${ids.length}` : 'Choose none'}</button>
    </p>`
  );
}

const Option = ({ metric, without, chosen, toggle }) => html`
  <li>
    <label class="option ${without.length ? 'off' : ''}">
      <input
        type="checkbox"
        checked=${chosen}
        disabled=${without.length > 0 && !chosen}
        onChange=${({ target }) => toggle(metric.id, target.checked)}
      />
      <span>
        <b>${metric.name}</b>
        <span class="soft small">
          ${without.length
            ? `not enabled for ${without.join(', ')}`
            : `${kind(metric)} · ${evalType(metric.eval_type)} · ${metric.metric_cost ? `${credits(metric.metric_cost)} credits a run` : 'free'}`}
        </span>
      </span>
    </label>
  </li>
`;

function Order({ resultIds, metricIds }) {
  const body = { result_ids: resultIds, metric_ids: metricIds };
  const inputs = JSON.stringify(body);
  // One for each order, however often it has to be sent until its answer comes
  const idempotencyKey = useMemo(randomKey, [inputs]);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState(null);
  const estimated = usePolled(async (signal) => metricIds.length > 0 && (await estimate({ body, signal })), [inputs], () => null);
  const ready = metricIds.length > 0 && estimated.data && !estimated.loading && !estimated.error;

  async function send() {
    setSending(true);
    setFailure(null);
    try {
      const id = await bulkEvaluate({ body, headers: { 'Idempotency-Key': idempotencyKey } });
      clear();
      go(`requests/${id}`);
    } catch (error) {
      setFailure(error);
      setSending(false);
    }
  }

  return html`
    <aside class="card order" aria-label="Estimate" aria-live="polite">
      <h2>Estimate</h2>
      ${estimated.error && html`<${Problem} error=${estimated.error} retry=${estimated.reload} />`}
      ${metricIds.length === 0 && html`<p class="soft">Choose a metric to see what it would cost.</p>`}
      ${metricIds.length > 0 && !estimated.error && html`<${Estimate} estimate=${estimated.data} stale=${estimated.loading} />`}
      ${failure && html`<${Problem} error=${{ problems: failure.problems ?? [failure.message] }} />`}
      <button class="primary wide" disabled=${!ready || sending || !estimated.data.covered} onClick=${send}>
        ${sending ? 'Sending' : failure?.retrySeconds ? 'Send again' : 'Re-evaluate'}
      </button>
    </aside>
  `;
}

// crypto.randomUUID is there on pages of https and localhost only
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
