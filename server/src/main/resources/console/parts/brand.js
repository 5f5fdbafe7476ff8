import { html } from '../preact.js';

/** Two distributions, the earlier one behind. */
export const Brand = () => html`
  <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
    <path class="brand-before" d="M2 26c6 0 6-16 11-16s5 16 11 16z" />
    <path class="brand-after" d="M8 26c6 0 6-20 11-20s5 20 11 20z" />
  </svg>
`;
