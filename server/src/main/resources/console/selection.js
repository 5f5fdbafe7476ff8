// The results chosen to be re-evaluated, kept while the page is open: they may be on several pages of the list.
import { useEffect, useState } from './preact.js';

/** As many as one request may name. */
export const MOST = 100;

const chosen = new Map();
const listeners = new Set();

export function choose(result, wanted) {
  if (wanted && chosen.size < MOST) {
    chosen.set(result.id, { id: result.id, name: result.name, agent: result.agent, agent_name: result.agent_name });
  } else {
    chosen.delete(result.id);
  }
  listeners.forEach((listener) => listener([...chosen.values()]));
}

export function clear() {
  chosen.clear();
  listeners.forEach((listener) => listener([]));
}

export function useSelection() {
  const [results, setResults] = useState(() => [...chosen.values()]);
  useEffect(() => {
    listeners.add(setResults);
    return () => listeners.delete(setResults);
  }, []);
  return results;
}
