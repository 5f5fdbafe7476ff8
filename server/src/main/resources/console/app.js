import { html, useEffect, useRef } from './preact.js';
import { leave, useSession } from './session.js';
import { useRoute } from './router.js';
import { Brand } from './parts/brand.js';
import { KeyGate } from './views/key-gate.js';
import { Requests } from './views/requests.js';
import { Request } from './views/request.js';
import { Results } from './views/results.js';
import { Result } from './views/result.js';
import { Run } from './views/run.js';
import { Reevaluate } from './views/reevaluate.js';
import { Metrics } from './views/metrics.js';
import { Credits } from './views/credits.js';
import { Empty } from './parts/states.js';
import { clear } from './selection.js';

const SECTIONS = [
  { path: 'requests', title: 'Requests', view: Requests, one: Request },
  { path: 'results', title: 'Results', view: Results, one: Result },
  { path: 'metrics', title: 'Metrics', view: Metrics },
  { path: 'credits', title: 'Credits', view: Credits },
  // Without an entry in the navigation; the named one is current there
  { path: 'runs', one: Run, within: 'results' },
  { path: 'reevaluate', view: Reevaluate, within: 'results' },
];

export function App() {
  const { key, refused } = useSession();
  return key ? html`<${Shell} key=${key} />` : html`<${KeyGate} refused=${refused} />`;
}

function Shell() {
  const { segments, query } = useRoute();
  const [path = 'requests', id] = segments;
  const main = useRef(null);
  const section = SECTIONS.find((each) => each.path === path);
  const View = section && segments.length < 3 ? (id ? section.one : section.view) : null;
  // Another key has other results
  useEffect(() => clear, []);
  useFocusOnArrival(main, `${path}/${id ?? ''}`);
  const skip = (event) => {
    event.preventDefault();
    main.current.focus();
  };
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <header class="bar">
      <div class="bar-inner">
        <a class="brand" href="#/"><${Brand} /> Reevaluate</a>
        <nav aria-label="Views">
          ${SECTIONS.filter((each) => each.title).map(
            (each) => html`
              <a href="#/${each.path}" aria-current=${each.path === (section?.within ?? path) ? 'page' : null}>${each.title}</a>
            `,
          )}
        </nav>
        <div class="bar-end">
          <a href="docs/">API</a>
          <button class="quiet" onClick=${leave} title="Forget the key of this tab">Leave</button>
        </div>
      </div>
    </header>
    <main id="main" tabindex="-1" ref=${main}>
      ${View
        ? html`<${View} key=${`${path}/${id ?? ''}`} id=${id} query=${query} />`
        : html`<${Empty} title="There is nothing here" action=${html`<a class="button" href="#/requests">To the requests</a>`}>
            The address of this view is unknown.
          <//>`}
    </main>
  `;
}

/** A new view starts at its top, and a screen reader with its heading; not when the page has just been opened. */
function useFocusOnArrival(main, place) {
  const arrived = useRef(place);
  useEffect(() => {
    if (arrived.current !== place) {
      arrived.current = place;
      main.current.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [place]);
}
