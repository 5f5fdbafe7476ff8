import { html, useState } from '../preact.js';
import { ApiError, retrieveRuns } from '../api.js';
import { duration, moment } from '../format.js';
import { Heading, Score } from '../parts/pieces.js';
import { Loaded } from '../parts/states.js';
import { Timeline } from '../parts/timeline.js';
import { Transcript } from '../parts/transcript.js';
import { NOW_AND_THEN, usePolled } from '../polling.js';
import { link } from '../router.js';
import { turnsOf } from '../turns.js';

/** One call: who spoke when, what was said, and what the metrics make of it. */
export function Run({ id, query }) {
  const run = usePolled((signal) => one(id, signal), [id], () => NOW_AND_THEN);
  const data = run.data;
  return html`
    <${Heading}
      title="Run ${id}"
      back=${data && { href: link(`results/${data.result_id}`), title: data.result_name }}
      status=${data?.status}
    >
      ${data && [data.agent_name, data.executed_at && moment(data.executed_at), data.duration && duration(Number(data.duration))].filter(Boolean).join(' · ')}
    <//>
    <${Loaded} state=${run}>${(loaded) => html`<${Call} run=${loaded} metric=${Number(query.metric)} />`}<//>
  `;
}

async function one(id, signal) {
  const [run] = await retrieveRuns({ query: { run_ids: id }, signal });
  if (!run) {
    throw new ApiError(404, ['There is no such run, or not for this key.']);
  }
  return run;
}

function Call({ run, metric }) {
  const [current, setCurrent] = useState(null);
  const turns = turnsOf(run);
  const show = (turn) => {
    setCurrent(turn);
    document.getElementById(`turn-${turn}`)?.scrollIntoView({ block: 'nearest' });
  };
  return html`
    ${turns.length > 0 && html`<${Timeline} turns=${turns} length=${Number(run.duration)} current=${current} choose=${show} />`}
    <div class="call">
      <section aria-labelledby="transcript-title">
        <h2 id="transcript-title">Transcript</h2>
        <${Transcript} turns=${turns} current=${current} choose=${setCurrent} />
      </section>
      <section aria-labelledby="scores-title">
        <h2 id="scores-title">Scores</h2>
        ${run.evaluation.metrics.length
          ? html`<ul class="cards scores">
              ${run.evaluation.metrics.map(
                (score) => html`
                  <li key=${score.id} class="card score ${score.id === metric ? 'current' : ''}">
                    <div class="score-title"><h3>${score.name}</h3><${Score} of=${score} /></div>
                    ${score.explanation.map((text, i) => html`<p key=${i} class="explanation">${text}</p>`)}
                  </li>
                `,
              )}
            </ul>`
          : html`<p class="soft">No metric has scored this run yet.</p>`}
      </section>
    </div>
  `;
}
