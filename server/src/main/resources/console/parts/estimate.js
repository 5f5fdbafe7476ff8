import { html } from '../preact.js';
import { count, counted, credits } from '../format.js';

/** What a request would evaluate and cost. */
export function Estimate({ estimate, stale }) {
  if (!estimate) {
    return html`<p class="soft">Counting.</p>`;
  }
  return html`
    <div class=${stale ? 'stale' : ''}>
      <p class="order-cost"><b>${credits(estimate.cost)}</b> credits</p>
      <p>
        ${counted(estimate.evaluations, 'evaluation')} on ${counted(estimate.runs, 'run')} of ${counted(estimate.results, 'result')}.
        ${estimate.already_owed > 0 && ` ${counted(estimate.already_owed, 'more pair')}
          ${estimate.already_owed === 1 ? 'is' : 'are'} under way already, at no further cost.`}
      </p>
      <table class="plain-table">
        <tbody>
          ${estimate.metrics.map(
            (metric) => html`
              <tr key=${metric.id}>
                <th scope="row">${metric.name}</th>
                <td class="right soft">${count(metric.evaluations)}</td>
                <td class="right">${credits(metric.cost)}</td>
              </tr>
            `,
          )}
        </tbody>
        ${estimate.balance !== null &&
        html`<tfoot>
          <tr><th scope="row">Balance now</th><td></td><td class="right">${credits(estimate.balance)}</td></tr>
          <tr><th scope="row">Balance after</th><td></td><td class="right ${estimate.covered ? '' : 'bad-text'}">${credits(estimate.balance_after)}</td></tr>
        </tfoot>`}
      </table>
      ${!estimate.covered && html`<p class="problem">The balance does not cover it.</p>`}
    </div>
  `;
}
