import { html } from '../preact.js';
import { listMetrics } from '../api.js';
import { agentName, agentNames } from '../agents.js';
import { credits, evalType, kind } from '../format.js';
import { Heading } from '../parts/pieces.js';
import { Empty, Loaded } from '../parts/states.js';
import { usePolled } from '../polling.js';

/** The metrics: how they score, what they cost, and which agents they serve. */
export function Metrics() {
  const metrics = usePolled(async (signal) => {
    const [list, names] = await Promise.all([listMetrics({ signal }), agentNames(signal)]);
    return { list, names };
  }, []);
  return html`
    <${Heading} title="Metrics">How each scores a run, what that costs, and which agents it serves.<//>
    <${Loaded} state=${metrics} rows=${6}>
      ${({ list, names }) =>
        list.length
          ? html`<ul class="metric-grid">
              ${list.map((metric) => html`<${Metric} key=${metric.id} metric=${metric} names=${names} />`)}
            </ul>`
          : html`<${Empty} title="There are no metrics">They come with the workspace document that the server loads.<//>`}
    <//>
  `;
}

const Metric = ({ metric, names }) => html`
  <li class="card metric">
    <div class="metric-title">
      <h2>${metric.name}</h2>
      <span class="soft small">${metric.id}</span>
    </div>
    <p class="soft">
      ${kind(metric)} · ${evalType(metric.eval_type)} · ${metric.metric_cost ? `${credits(metric.metric_cost)} credits` : 'free'}
    </p>
    <ul class="chips" aria-label="Serves">
      ${metric.agents.length
        ? metric.agents.map((agent) => html`<li key=${agent} class="chip">${agentName(names, agent)}</li>`)
        : html`<li class="soft">serves no agent</li>`}
    </ul>
    ${metric.prompt && html`<details><summary>Prompt</summary><pre>${metric.prompt}</pre></details>`}
    ${metric.enum_values?.length > 0 && html`<p class="small">${metric.enum_values.join(', ')}</p>`}
  </li>
`;
