// The small pieces that views are made of.
import { html, useEffect } from '../preact.js';
import { link } from '../router.js';
import { NOTHING, number } from '../format.js';

const TONES = {
  running: 'busy', in_progress: 'busy', evaluating: 'busy', in_queue: 'busy', pending: 'busy', scaling_up: 'busy',
  completed: 'good', failed: 'bad', timeout: 'bad', cancelled: 'off',
};

export const Status = ({ of }) => html`<span class="status ${TONES[of] ?? ''}">${of.replaceAll('_', ' ')}</span>`;

export const Figure = ({ label, children, note }) => html`
  <div class="figure">
    <dt>${label}</dt>
    <dd>${children}${note && html`${' '}<small>${note}</small>`}</dd>
  </div>
`;

export function Heading({ title, back, status, children, action }) {
  useEffect(() => {
    document.title = `${title} · Reevaluate`;
  }, [title]);
  return html`
    <div class="heading">
      ${back && html`<a class="back" href=${back.href}>${back.title}</a>`}
      <div class="heading-line">
        <h1>${title}</h1>
        ${status && html`<${Status} of=${status} />`}
        ${action && html`<div class="heading-action">${action}</div>`}
      </div>
      ${children && html`<p class="soft">${children}</p>`}
    </div>
  `;
}

/** What a metric said, as a person reads it. */
export function Score({ of }) {
  if (of.failed) {
    return html`<span class="verdict bad">error</span>`;
  }
  if (of.passed === true || of.passed === false) {
    return html`<span class="verdict ${of.passed ? 'good' : 'bad'}">${of.passed ? 'pass' : 'fail'}</span>`;
  }
  if (of.enum !== null && of.enum !== undefined) {
    return html`<span class="verdict">${of.enum}</span>`;
  }
  return of.score === null ? html`<span class="soft">${NOTHING}</span>` : html`<span class="value">${number(of.score)}</span>`;
}

/** Links to the pages before and behind. */
export function Paging({ path, query, page, size, count }) {
  const pages = Math.ceil(count / size);
  if (pages < 2) {
    return null;
  }
  const to = (target, title) =>
    target >= 1 && target <= pages
      ? html`<a class="button" href=${link(path, { ...query, page: target > 1 ? target : '' })}>${title}</a>`
      : html`<span class="button" aria-disabled="true">${title}</span>`;
  return html`
    <nav class="paging" aria-label="Pages">
      ${to(page - 1, 'Previous')}<span class="soft">Page ${page} of ${pages}</span>${to(page + 1, 'Next')}
    </nav>
  `;
}

/** One of few, as buttons of which one is pressed. */
export const Choice = ({ label, options, chosen, choose }) => html`
  <div class="choice" role="group" aria-label=${label}>
    ${options.map(
      ({ value, title }) => html`
        <button key=${value} aria-pressed=${String(value === chosen)} onClick=${() => choose(value)}>${title}</button>
      `,
    )}
  </div>
`;
