// The view is named behind the #, so the server has one page, and a reload or a shared link finds its view again.
import { useEffect, useState } from './preact.js';

function current() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { segments: path.split('/').filter(Boolean), query: Object.fromEntries(new URLSearchParams(query)) };
}

export function useRoute() {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const follow = () => setRoute(current());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

export function link(path, query = {}) {
  const present = Object.entries(query).filter(([, value]) => value);
  return `#/${path}${present.length ? `?${new URLSearchParams(present)}` : ''}`;
}

export function go(path, query) {
  location.hash = link(path, query);
}

/** Changes the query of the view without a step in the history, as for each letter of a search. */
export function replaceQuery(path, query) {
  history.replaceState(null, '', link(path, query));
  dispatchEvent(new HashChangeEvent('hashchange'));
}
