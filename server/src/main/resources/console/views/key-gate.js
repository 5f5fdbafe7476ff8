import { html, useEffect, useRef, useState } from '../preact.js';
import { demoKey, tryKey } from '../api.js';
import { enter } from '../session.js';
import { Brand } from '../parts/brand.js';

// What a header can carry; the browser would refuse to send anything else
const SENDABLE = /^[!-~]+$/;

/** Asks for the key, and tries it before it is kept. */
export function KeyGate({ refused }) {
  const field = useRef(null);
  const [problem, setProblem] = useState(refused ? 'The server knows this key no more. Enter another one.' : null);
  const [trying, setTrying] = useState(false);
  const [demo, setDemo] = useState(null);
  useEffect(() => {
    field.current.focus();
    demoKey().then(setDemo);
  }, []);

  async function attempt(key) {
    if (!SENDABLE.test(key)) {
      return setProblem(key ? 'A key has no blanks and no letters with accents.' : 'Enter a key.');
    }
    setTrying(true);
    setProblem(null);
    try {
      await tryKey(key);
      enter(key);
    } catch (error) {
      setProblem(error.status === 401 ? 'The server does not know this key.' : error.message);
      setTrying(false);
      field.current?.focus();
    }
  }

  const submit = (event) => {
    event.preventDefault();
    attempt(field.current.value.trim());
  };

  return html`
    <main class="gate">
      <form class="gate-card" onSubmit=${submit}>
        <div class="brand large"><${Brand} /> Reevaluate</div>
        <h1>Which scores came out differently?</h1>
        <p class="soft">Watch re-evaluations as they run, and compare what your metrics said before and after.</p>
        <label for="key">API key</label>
        <div class="gate-field">
          <input
            id="key"
            ref=${field}
            type="password"
            autocomplete="off"
            spellcheck="false"
            aria-invalid=${problem ? 'true' : null}
            aria-describedby="key-problem key-help"
          />
          <button class="primary" disabled=${trying}>${trying ? 'Trying' : 'Enter'}</button>
        </div>
        <p id="key-problem" class="problem" role="alert">${problem}</p>
        ${demo &&
        html`<div class="gate-demo">
          <p>This server serves its demo, whose key everybody knows.</p>
          <button type="button" onClick=${() => attempt(demo)}>Use the demo’s key</button>
        </div>`}
        <p id="key-help" class="soft small">
          A key stands in the workspace document that the server was started with, or is made
          by ${' '}<code>java -jar reevaluate-server.jar keys add</code>. It is kept for this tab only.
        </p>
      </form>
    </main>
  `;
}
