import { html } from '../preact.js';
import { retrieveBalance } from '../api.js';
import { credits } from '../format.js';
import { Figure, Heading } from '../parts/pieces.js';
import { Loaded } from '../parts/states.js';
import { NOW_AND_THEN, usePolled } from '../polling.js';

/** What is left. */
export function Credits() {
  const balance = usePolled((signal) => balanceOrNone(signal), [], () => NOW_AND_THEN);
  return html`
    <${Heading} title="Credits">What is left of what was granted.<//>
    <${Loaded} state=${balance} rows=${1}>${(data) => html`<${Balance} balance=${data} />`}<//>
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
