// The results chosen to be re-evaluated, kept while the page is open: they may be on several pages of the list.
import { useEffect, useState } from './preact.js';

/** As many as one request may name. */
export const MOST = 100;

const chosen = new Map();
const listeners = new Set();

export function choose(result, wanted) {
  if (!wanted) {
    chosen.delete(result.id);
    tell();
  } else {
    chooseAll([result]);
  }
}

/** As many of them as there is room for. */
export function chooseAll(results) {
  for (const { id, name, agent, agent_name } of results) {
    if (chosen.size < MOST || chosen.has(id)) {
      chosen.set(id, { id, name, agent, agent_name });
    }
  }
  tell();
}

function tell() {
  listeners.forEach((listener) => listener([...chosen.values()]));
}

export function clear() {
  chosen.clear();
  tell();
}

export function useSelection() {
  const [results, setResults] = useState(() => [...chosen.values()]);
  useEffect(() => {
    listeners.add(setResults);
    return () => listeners.delete(setResults);
  }, []);
  return results;
}
