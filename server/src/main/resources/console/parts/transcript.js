import { html } from '../preact.js';
import { clock } from '../format.js';
import { useRoving } from '../roving.js';
import { TOOL } from '../turns.js';

/** What was said, turn by turn; the arrow keys go through it, and the time line follows. */
export function Transcript({ turns, current, choose }) {
  const roving = useRoving();
  if (!turns.length) {
    return html`<p class="soft">Nothing was said, or nothing is known of it.</p>`;
  }
  return html`
    <ol class="transcript" ...${roving}>
      ${turns.map(
        (turn, i) => html`
          <li
            key=${i}
            id="turn-${i}"
            class="said ${turn.who} ${i === current ? 'current' : ''}"
            data-item="turn"
            tabindex="-1"
            onFocus=${() => choose(i)}
          >
            <span class="said-by"><b>${turn.role}</b> <time>${clock(turn.start)}</time></span>
            ${turn.who === TOOL ? html`<${Tool} turn=${turn} />` : html`<span class="said-what">${turn.content}</span>`}
          </li>
        `,
      )}
    </ol>
  `;
}

function Tool({ turn }) {
  const { name, arguments: given, result } = turn.data ?? {};
  const detail = given ?? result;
  return html`
    <span class="said-what">
      <code>${name ?? turn.content}</code>
      ${detail !== undefined && html`<code class="soft">${typeof detail === 'string' ? detail : JSON.stringify(detail)}</code>`}
    </span>
  `;
}
