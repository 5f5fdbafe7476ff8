// What a view shows while it has nothing to show.
import { html } from '../preact.js';

export const Loading = ({ rows = 4 }) => html`
  <div class="loading" role="status">
    <span class="unseen">Loading</span>
    ${Array.from({ length: rows }, (_, i) => html`<div class="skeleton" key=${i}></div>`)}
  </div>
`;

export const Empty = ({ title, action, children }) => html`
  <div class="empty">
    <svg viewBox="0 0 120 48" aria-hidden="true"><path d="M16 44c22 0 26-36 44-36s22 36 44 36" /><path d="M4 44h112" /></svg>
    <h2>${title}</h2>
    <p>${children}</p>
    ${action}
  </div>
`;

// Neither a key that may not do this nor what is not there becomes another by asking again
const isFinal = error => error.status === 403 || error.status === 404;

/** Why a call failed. What may pass is tried again by itself, and says so. */
export const Problem = ({ error, retry }) => html`
  <div class="notice ${error.retrySeconds ? 'warning' : 'error'}" role="alert">
    <div>${(error.problems ?? [String(error.message)]).map((problem, i) => html`<p key=${i}>${problem}</p>`)}</div>
    ${error.retrySeconds
      ? html`<p class="soft">Trying again every ${error.retrySeconds} s.</p>`
      : retry && !isFinal(error) && html`<button onClick=${retry}>Try again</button>`}
  </div>
`;

/** Shows what was loaded, beneath what went wrong since. */
export function Loaded({ state, rows, children }) {
  const { data, error, loading, reload } = state;
  return html`
    <div>
      ${error && html`<${Problem} error=${error} retry=${reload} />`}
      ${data !== undefined
        ? html`<div class=${loading || error ? 'stale' : ''}>${children(data)}</div>`
        : !error && html`<${Loading} rows=${rows} />`}
    </div>
  `;
}
