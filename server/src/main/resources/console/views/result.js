import { html } from '../preact.js';
import { retrieveResult } from '../api.js';
import { count, duration, moment, percentage } from '../format.js';
import { Figure, Heading, Score, Status } from '../parts/pieces.js';
import { Empty, Loaded } from '../parts/states.js';
import { NOW_AND_THEN, SOON, usePolled } from '../polling.js';
import { go, link } from '../router.js';
import { choose } from '../selection.js';
import { useRoving } from '../roving.js';

/** One result: its runs, and what each metric said of each. */
export function Result({ id }) {
  const result = usePolled(
    (signal) => retrieveResult({ id, signal }),
    [id],
    (data) => (data.status === 'running' ? SOON : NOW_AND_THEN),
  );
  const data = result.data;
  const reevaluate = () => {
    choose(data, true);
    go('reevaluate');
  };
  return html`
    <${Heading}
      title=${data?.name ?? `Result ${id}`}
      back=${{ href: '#/results', title: 'Results' }}
      status=${data?.status}
      action=${data && html`<button class="primary" onClick=${reevaluate}>Re-evaluate…</button>`}
    >
      ${data && `${data.agent_name} · result ${data.id} · changed ${moment(data.updated_at)}`}
    <//>
    <${Loaded} state=${result}>
      ${(loaded) => html`
        <dl class="card figures">
          <${Figure} label="Success">${percentage(loaded.success_rate)}<//>
          <${Figure} label="Runs">${count(loaded.total_runs_count)}<//>
          <${Figure} label="Completed">${count(loaded.completed_runs_count)}<//>
          <${Figure} label="Failed">${count(loaded.failed_runs_count)}<//>
        </dl>
        <h2>Runs and scores</h2>
        <${Runs} runs=${Object.values(loaded.runs)} />
      `}
    <//>
  `;
}

function Runs({ runs }) {
  const roving = useRoving();
  if (!runs.length) {
    return html`<${Empty} title="No runs">This result has none, or they were deleted.<//>`;
  }
  const metrics = new Map(runs.flatMap((run) => run.evaluation.metrics.map((metric) => [metric.id, metric.name])));
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Scores by run and metric">
      <table ...${roving}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Status</th>
            <th scope="col" class="right">Length</th>
            ${[...metrics].map(([id, name]) => html`<th key=${id} scope="col" class="metric-name">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${runs.map(
            (run) => html`
              <tr key=${run.id}>
                <th scope="row"><a data-item="run" href=${link(`runs/${run.id}`)}>${run.id}</a></th>
                <td><${Status} of=${run.status} /></td>
                <td class="right">${run.duration ? duration(Number(run.duration)) : '–'}</td>
                ${[...metrics.keys()].map((id) => {
                  const score = run.evaluation.metrics.find((metric) => metric.id === id);
                  return html`<td key=${id}>${score && html`<${Score} of=${score} />`}</td>`;
                })}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
    ${metrics.size === 0 && html`<p class="soft">No metric has scored these runs yet.</p>`}
  `;
}
