// How far a request is.
import { html, useEffect, useState } from '../preact.js';
import { between, count, duration, number, share } from '../format.js';

const PARTS = ['scored', 'not_applicable', 'failed', 'cancelled'];

export const Progress = ({ request }) => html`
  <div
    class="progress ${request.state}"
    role="progressbar"
    aria-label="Evaluations of request ${request.id}"
    aria-valuemin="0"
    aria-valuemax=${request.evaluations}
    aria-valuenow=${request.done}
    aria-valuetext="${count(request.done)} of ${count(request.evaluations)}"
  >
    ${PARTS.map((part) => html`<span key=${part} class=${part} style=${{ width: width(request[part], request) }}></span>`)}
  </div>
`;

const width = (part, { evaluations }) => `${evaluations ? (100 * part) / evaluations : 0}%`;

/** What the bar can't say: counts, the rate, and what is left or was taken. */
export function pace(request) {
  if (request.evaluations === 0) {
    return 'Nothing to do: all of it was under way';
  }
  const done = `${count(request.done)} of ${count(request.evaluations)}`;
  if (request.ended_at) {
    return `${done} in ${between(request.accepted_at, request.ended_at)}`;
  }
  const rate = request.evaluations_per_second && `${number(request.evaluations_per_second)}/s`;
  return [done, rate, timeLeft(request)].filter(Boolean).join(' · ');
}

/** By the rate, as the clocks of server and browser may differ. */
export function timeLeft(request) {
  if (!request.estimated_end_at || !request.evaluations_per_second) {
    return null;
  }
  const seconds = (request.evaluations - request.done - request.cancelled) / request.evaluations_per_second;
  return seconds < 1 ? 'nearly done' : `${duration(seconds)} left`;
}

/** Tells a screen reader how far it is: at each tenth, not at each answer. */
export function Announced({ request }) {
  const tenth = request.ended_at ? request.state : `${Math.floor((10 * request.done) / Math.max(request.evaluations, 1))}`;
  const [text, setText] = useState('');
  useEffect(() => {
    setText(`Request ${request.id} ${request.state}, ${share(request.done, request.evaluations)} done`);
  }, [tenth]);
  return html`<p class="unseen" aria-live="polite">${text}</p>`;
}
