import { html } from '../preact.js';
import { listRequests, retrieveBalance } from '../api.js';
import { credits, moment } from '../format.js';
import { Figure, Heading } from '../parts/pieces.js';
import { Empty, Loaded } from '../parts/states.js';
import { Spending } from '../parts/spending.js';
import { NOW_AND_THEN, usePolled } from '../polling.js';
import { link } from '../router.js';

const LATEST = 100;

/** What is left, and what requests have cost. */
export function Credits() {
  const balance = usePolled((signal) => balanceOrNone(signal), [], () => NOW_AND_THEN);
  const requests = usePolled((signal) => listRequests({ query: { page_size: LATEST }, signal }), [], () => NOW_AND_THEN);
  return html`
    <${Heading} title="Credits">What is left, and what each request has cost.<//>
    <${Loaded} state=${balance} rows=${1}>${(data) => html`<${Balance} balance=${data} />`}<//>
    <h2>Spent over time</h2>
    <${Loaded} state=${requests}>
      ${(data) =>
        data.results.length
          ? html`
              <section class="card"><${Spending} requests=${data.results} /></section>
              ${data.count > LATEST && html`<p class="soft">Of the latest ${LATEST} requests.</p>`}
              <${Costs} requests=${data.results} />
            `
          : html`<${Empty} title="Nothing has been spent">Requests show here with what they cost.<//>`}
    <//>
  `;
}

/** A project's key may see its requests, but not its organization's balance. */
async function balanceOrNone(signal) {
  try {
    return await retrieveBalance({ signal });
  } catch (error) {
    if (error.status === 403) {
      return null;
    }
    throw error;
  }
}

const Balance = ({ balance }) =>
  balance
    ? html`
        <section class="card">
          <dl class="figures">
            <${Figure} label="Left">${credits(balance.credits_remaining)}<//>
            <${Figure} label="Used">${credits(balance.credits_used)}<//>
            <${Figure} label="Granted">${credits(balance.initial_balance)}<//>
          </dl>
          <div class="gauge" aria-hidden="true"><span style=${{ width: remaining(balance) }}></span></div>
        </section>
      `
    : html`<p class="notice">The balance is its organization’s, and the key of a project may not see it.</p>`;

const remaining = ({ credits_remaining: left, initial_balance: granted }) =>
  `${Number(granted) > 0 ? Math.min(100, Math.max(0, (100 * left) / granted)) : 0}%`;

const Costs = ({ requests }) => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Costs by request">
    <table>
      <thead>
        <tr>
          <th scope="col">Request</th><th scope="col">Accepted</th>
          <th scope="col" class="right">Cost</th><th scope="col" class="right">Refunded</th>
        </tr>
      </thead>
      <tbody>
        ${requests.map(
          (request) => html`
            <tr key=${request.id}>
              <th scope="row"><a href=${link(`requests/${request.id}`)}>${request.id}</a></th>
              <td>${moment(request.accepted_at)}</td>
              <td class="right">${credits(request.cost)}</td>
              <td class="right soft">${Number(request.refunded) ? credits(request.refunded) : '–'}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  </div>
`;
