import { html, useEffect, useRef, useState } from '../preact.js';
import { Problem } from './states.js';

/** Asks before something is done that can't be taken back. The browser keeps the focus inside, and Escape closes it. */
export function Confirm({ title, children, confirm, keep, act, close }) {
  const dialog = useRef(null);
  const [acting, setActing] = useState(false);
  const [error, setError] = useState(null);
  useEffect(() => dialog.current.showModal(), []);

  async function onConfirm() {
    setActing(true);
    try {
      await act();
      dialog.current?.close();
    } catch (failure) {
      setError(failure);
      setActing(false);
    }
  }

  return html`
    <dialog ref=${dialog} onClose=${close} aria-labelledby="confirm-title">
      <h2 id="confirm-title">${title}</h2>
      <p>${children}</p>
      ${error && html`<${Problem} error=${{ problems: error.problems ?? [error.message] }} />`}
      <div class="dialog-actions">
        <button onClick=${() => dialog.current.close()}>${keep}</button>
        <button class="danger" disabled=${acting} onClick=${onConfirm}>${confirm}</button>
      </div>
    </dialog>
  `;
}
