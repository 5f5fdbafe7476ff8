import { html, useEffect, useRef, useState } from '../preact.js';
import { listResults } from '../api.js';
import { count, counted, moment, percentage } from '../format.js';
import { Heading, Paging, Status } from '../parts/pieces.js';
import { Empty, Loaded } from '../parts/states.js';
import { NOW_AND_THEN, SOON, usePolled } from '../polling.js';
import { link, replaceQuery } from '../router.js';
import { useRoving } from '../roving.js';
import { choose, chooseAll, clear, MOST, useSelection } from '../selection.js';

const SIZE = 20;
const TYPING_MILLIS = 250;
const STATUSES = ['running', 'completed', 'failed', 'pending', 'in_progress', 'evaluating', 'in_queue', 'timeout', 'cancelled', 'scaling_up'];

/** The results, to look at and to choose from. */
export function Results({ query }) {
  const page = Number(query.page) || 1;
  const { search = '', status = '' } = query;
  const results = usePolled(
    (signal) => listResults({ query: { page, page_size: SIZE, search, status }, signal }),
    [page, search, status],
    (data) => (data.results.some((result) => result.status === 'running') ? 2 * SOON : NOW_AND_THEN),
  );
  return html`
    <${Heading} title="Results">Choose results to re-evaluate, or open one to see its runs and scores.<//>
    <${Filters} search=${search} status=${status} />
    <${Loaded} state=${results} rows=${6}>
      ${(data) =>
        data.results.length
          ? html`
              <${All} count=${data.count} query=${{ search, status }} />
              <${List} results=${data.results} />
              <${Paging} path="results" query=${{ search, status }} page=${page} size=${SIZE} count=${data.count} />
            `
          : search || status
            ? html`<${Empty} title="No result fits"
                action=${html`<a class="button" href="#/results">Show all</a>`}>Another name or status may.<//>`
            : html`<${Empty} title="There are no results">They come with the workspace document that the server loads.<//>`}
    <//>
    <${Chosen} />
  `;
}

function Filters({ search, status }) {
  const [text, setText] = useState(search);
  const typed = useRef(null);
  useEffect(() => () => clearTimeout(typed.current), []);
  const filter = (change) => replaceQuery('results', { search: text, status, ...change });
  const onInput = ({ target }) => {
    setText(target.value);
    clearTimeout(typed.current);
    typed.current = setTimeout(() => filter({ search: target.value }), TYPING_MILLIS);
  };
  return html`
    <div class="filters" role="search">
      <label><span>Name</span><input type="search" value=${text} placeholder="contains" onInput=${onInput} /></label>
      <label>
        <span>Status</span>
        <select value=${status} onChange=${({ target }) => filter({ status: target.value })}>
          <option value="">any</option>
          ${STATUSES.map((each) => html`<option key=${each} value=${each}>${each.replaceAll('_', ' ')}</option>`)}
        </select>
      </label>
    </div>
  `;
}

/** Chooses all results that fit, those on other pages too, up to what one request takes. */
function All({ count: all, query }) {
  const [failure, setFailure] = useState(null);
  const chooseThem = async () => {
    setFailure(null);
    try {
      const { results } = await listResults({ query: { ...query, page: 1, page_size: MOST } });
      chooseAll(results);
    } catch (error) {
      setFailure(error);
    }
  };
  return html`
    <p class="all">
      <button onClick=${chooseThem}>
        ${all > MOST ? `Choose the first ${count(MOST)} of ${count(all)}` : all === 1 ? 'Choose it' : `Choose all ${count(all)}`}
      </button>
      ${failure && html`<span class="bad-text">${failure.message}</span>`}
    </p>
  `;
}

function List({ results }) {
  const roving = useRoving();
  const selection = useSelection();
  const chosen = new Set(selection.map((result) => result.id));
  return html`
    <ul class="cards" ...${roving}>
      ${results.map(
        (result) => html`
          <li key=${result.id} class="card result">
            <input
              type="checkbox"
              data-item="choose"
              aria-label="Choose ${result.name}"
              checked=${chosen.has(result.id)}
              disabled=${!chosen.has(result.id) && chosen.size >= MOST}
              onChange=${({ target }) => choose(result, target.checked)}
            />
            <a class="result-name" data-item="open" href=${link(`results/${result.id}`)}>${result.name}</a>
            <${Status} of=${result.status} />
            <span class="result-of soft">${result.agent_name} · ${result.id}</span>
            <span class="result-runs">
              ${counted(result.total_runs_count, 'run')}
              ${result.failed_runs_count > 0 && html`<span class="soft">, ${count(result.failed_runs_count)} failed</span>`}
            </span>
            <span class="result-rate">
              <span class="rate" aria-hidden="true"><span style=${{ width: `${result.success_rate}%` }}></span></span>
              ${percentage(result.success_rate)} success
            </span>
            <span class="result-when soft">${moment(result.updated_at)}</span>
          </li>
        `,
      )}
    </ul>
  `;
}

function Chosen() {
  const selection = useSelection();
  if (!selection.length) {
    return null;
  }
  return html`
    <div class="chosen" role="region" aria-label="Chosen results">
      <span aria-live="polite">${counted(selection.length, 'result')} chosen${selection.length >= MOST ? ', as many as one request takes' : ''}</span>
      <button class="quiet" onClick=${clear}>Clear</button>
      <a class="button primary" href="#/reevaluate">Re-evaluate…</a>
    </div>
  `;
}
