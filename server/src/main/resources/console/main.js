import { html, render } from './preact.js';
import { App } from './app.js';

const root = document.getElementById('console');
root.replaceChildren();
render(html`<${App} />`, root);
