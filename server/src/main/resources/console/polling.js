// Loads what a view shows, and again while somebody looks: soon where something runs, else now and then.
import { useEffect, useState } from './preact.js';

export const SOON = 1_000;
export const NOW_AND_THEN = 5_000;

/**
 * What a load brings: {data, error, loading, reload}. Earlier data stays beside an error, and while other inputs load.
 *
 * @param load asks the server, with a signal that ends it
 * @param inputs what the load depends on
 * @param pause milliseconds until the next load, by the data; null for never
 */
export function usePolled(load, inputs, pause = () => NOW_AND_THEN) {
  const [state, setState] = useState({ loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const ended = new AbortController();
    let timer = null;
    let asking = false;

    async function ask() {
      clearTimeout(timer);
      if (asking || document.hidden) {
        return;
      }
      asking = true;
      let next = null;
      try {
        const data = await load(ended.signal);
        next = pause(data);
        change(() => ({ data, loading: false }));
      } catch (error) {
        next = error.retrySeconds ? error.retrySeconds * 1_000 : null;
        change((earlier) => ({ data: earlier.data, error, loading: false }));
      }
      asking = false;
      if (next !== null && !ended.signal.aborted) {
        timer = setTimeout(ask, next);
      }
    }

    // An answer that comes after the view has turned to something else is nobody's
    function change(toNext) {
      if (!ended.signal.aborted) {
        setState(toNext);
      }
    }

    change((earlier) => ({ ...earlier, loading: true }));
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      ended.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [...inputs, round]);
  return { ...state, reload: () => setRound((n) => n + 1) };
}
