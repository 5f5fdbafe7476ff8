import { html, useState } from '../preact.js';
import { cancelRequest, listChanges, retrieveRequest } from '../api.js';
import { between, count, counted, credits, moment, number } from '../format.js';
import { Figure, Heading } from '../parts/pieces.js';
import { Loaded } from '../parts/states.js';
import { Announced, Progress, timeLeft } from '../parts/progress.js';
import { Changes } from '../parts/changes.js';
import { Confirm } from '../parts/dialog.js';
import { NOW_AND_THEN, SOON, usePolled } from '../polling.js';

const PAGE = 20;

/** One request: how far it is, and which scores came out differently. */
export function Request({ id, query }) {
  const page = Number(query.page) || 1;
  const metric = query.metric ?? '';
  const request = usePolled((signal) => retrieveRequest({ id, signal }), [id], (data) => (data.ended_at ? null : SOON));
  const ended = request.data?.ended_at;
  // Once more when it has ended: what came last is in no earlier answer
  const changes = usePolled(
    (signal) => listChanges({ id, query: { page, page_size: PAGE, metric_id: metric }, signal }),
    [id, page, metric, ended],
    () => (ended ? null : NOW_AND_THEN / 5),
  );
  const running = request.data?.state === 'running';
  return html`
    <div>
      <${Heading}
        title="Request ${id}"
        back=${{ href: '#/requests', title: 'Requests' }}
        status=${request.data?.state}
        action=${running && html`<${Cancelling} request=${request.data} cancelled=${request.reload} />`}
      >
        ${request.data &&
        html`Accepted ${moment(request.data.accepted_at)}, for ${counted(request.data.result_ids.length, 'result')} ×
        ${' '}${counted(request.data.metric_ids.length, 'metric')}`}
      <//>
      <${Loaded} state=${request}>${(data) => html`<${Course} request=${data} />`}<//>
      ${!missing(request.error) &&
      html`<section>
        <h2>What changed</h2>
        ${missing(changes.error)
          ? html`<p class="soft">What it changed is no longer kept.</p>`
          : html`<${Loaded} state=${changes}>
              ${(data) => html`<${Changes} id=${id} changes=${data} page=${page} size=${PAGE} metric=${metric} running=${running} />`}
            <//>`}
      </section>`}
    </div>
  `;
}

/** Asks first. Beside its button, whose place nothing else takes: a dialog that is moved in the page is modal no more. */
function Cancelling({ request, cancelled }) {
  const [asking, setAsking] = useState(false);
  const cancel = async () => {
    await cancelRequest({ id: request.id });
    cancelled();
  };
  return html`
    <div>
      <button class="danger" onClick=${() => setAsking(true)}>Cancel…</button>
      ${asking &&
      html`
        <${Confirm}
          title="Cancel request ${request.id}?"
          confirm="Cancel the request"
          keep="Let it run"
          act=${cancel}
          close=${() => setAsking(false)}
        >
          ${counted(request.evaluations - request.done, 'evaluation')} will not be done, at no cost. What is scored already stays.
        <//>
      `}
    </div>
  `;
}

const missing = (error) => error?.status === 404;

const Course = ({ request }) => html`
  <section class="card course" aria-label="Progress">
    <${Progress} request=${request} />
    <${Announced} request=${request} />
    <dl class="figures">
      <${Figure} label="Done" note="of ${count(request.evaluations)}">${count(request.done)}<//>
      <${Figure} label="Rate" note=${request.evaluations_per_second ? 'a second' : null}>${number(request.evaluations_per_second)}<//>
      ${request.ended_at
        ? html`<${Figure} label="Took">${between(request.accepted_at, request.ended_at)}<//>`
        : html`<${Figure} label="Time left">${timeLeft(request)?.replace(' left', '') ?? '–'}<//>`}
      <${Figure} label="Cost" note=${Number(request.refunded) ? `${credits(request.refunded)} refunded` : null}>
        ${credits(request.cost)}
      <//>
    </dl>
    <ul class="legend">
      ${[
        ['scored', 'scored'],
        ['not_applicable', 'not applicable'],
        ['failed', 'failed'],
        ['cancelled', 'cancelled'],
      ]
        .filter(([name]) => name === 'scored' || request[name] > 0)
        .map(([name, title]) => html`<li key=${name} class=${name}>${count(request[name])} ${title}</li>`)}
    </ul>
    ${request.already_owed > 0 &&
    html`<p class="soft">Earlier requests owed ${counted(request.already_owed, 'more pair')} of the selection, done and paid there.</p>`}
    <${Reasons} title="Waiting for another try" counts=${request.waiting} />
    <${Reasons} title="Failed" counts=${request.failures} />
  </section>
`;

const Reasons = ({ title, counts }) =>
  counts?.length > 0 &&
  html`
    <div class="reasons">
      <h3>${title}</h3>
      <ul>
        ${counts.map((each) => html`<li key=${each.reason}><b>${count(each.evaluations)}</b> ${each.reason}</li>`)}
      </ul>
    </div>
  `;
