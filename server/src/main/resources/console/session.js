// The key is kept in sessionStorage: a reload of the tab finds it, and with the tab it is gone. Not in localStorage, where
// every later visitor of this browser would find it, and in no cookie, which a browser would send by itself.
import { useEffect, useState } from './preact.js';

const NAME = 'reevaluate-key';
const listeners = new Set();

let session = { key: sessionStorage.getItem(NAME), refused: false };

function become(next) {
  session = next;
  listeners.forEach((listener) => listener(session));
}

export const currentKey = () => session.key;

export function enter(key) {
  sessionStorage.setItem(NAME, key);
  become({ key, refused: false });
}

export function leave() {
  sessionStorage.removeItem(NAME);
  become({ key: null, refused: false });
}

/** Asks for the key again: the server has refused this one. An answer to an earlier key refuses nothing. */
export function refuse(key) {
  if (key === session.key) {
    sessionStorage.removeItem(NAME);
    become({ key: null, refused: true });
  }
}

export function useSession() {
  const [state, setState] = useState(session);
  useEffect(() => {
    listeners.add(setState);
    setState(session);
    return () => listeners.delete(setState);
  }, []);
  return state;
}
