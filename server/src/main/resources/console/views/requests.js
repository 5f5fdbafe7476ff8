import { html } from '../preact.js';
import { listRequests } from '../api.js';
import { counted, credits, moment } from '../format.js';
import { Choice, Heading, Paging, Status } from '../parts/pieces.js';
import { Empty, Loaded } from '../parts/states.js';
import { pace, Progress } from '../parts/progress.js';
import { NOW_AND_THEN, SOON, usePolled } from '../polling.js';
import { useRoving } from '../roving.js';
import { go, link } from '../router.js';

const SIZE = 20;
const STATES = ['', 'running', 'completed', 'cancelled'].map((value) => ({ value, title: value || 'all' }));

/** The requests, newest first, each with how far it is. */
export function Requests({ query }) {
  const page = Number(query.page) || 1;
  const state = query.state ?? '';
  const requests = usePolled(
    (signal) => listRequests({ query: { page, page_size: SIZE, state }, signal }),
    [page, state],
    (data) => (data.results.some((request) => request.state === 'running') ? SOON : NOW_AND_THEN),
  );
  return html`
    <${Heading} title="Requests" action=${html`<a class="button primary" href="#/results">Re-evaluate results</a>`}>
      Each re-evaluation: how far it is, what it costs, and what it changed.
    <//>
    <${Choice} label="State" options=${STATES} chosen=${state} choose=${(value) => go('requests', { state: value })} />
    <${Loaded} state=${requests}>
      ${(data) =>
        data.results.length
          ? html`
              <${List} requests=${data.results} />
              <${Paging} path="requests" query=${query} page=${page} size=${SIZE} count=${data.count} />
            `
          : html`<${None} state=${state} />`}
    <//>
  `;
}

function List({ requests }) {
  const roving = useRoving();
  return html`
    <ul class="cards" ...${roving}>
      ${requests.map(
        (request) => html`
          <li key=${request.id}>
            <a class="card request" data-item="request" href=${link(`requests/${request.id}`)}>
              <span class="request-title">
                <strong>Request ${request.id}</strong><${Status} of=${request.state} />
              </span>
              <span class="soft">
                ${counted(request.result_ids.length, 'result')} × ${counted(request.metric_ids.length, 'metric')}
              </span>
              <span class="request-when soft">${moment(request.accepted_at)}</span>
              <${Progress} request=${request} />
              <span class="request-pace">${pace(request)}</span>
              <span class="request-cost soft">${credits(request.cost)} credits</span>
              ${request.failed > 0 && html`<span class="request-failed bad-text">${counted(request.failed, 'failure')}</span>`}
            </a>
          </li>
        `,
      )}
    </ul>
  `;
}

const None = ({ state }) =>
  state
    ? html`<${Empty} title="None is ${state}">Other requests may be in another state.<//>`
    : html`
        <${Empty}
          title="Nothing has been re-evaluated yet"
          action=${html`<a class="button primary" href="#/results">Choose results</a>`}
        >
          Choose results and metrics, see what it would cost, and watch the scores change.
        <//>
      `;
