// Preact, its hooks and htm are one file of the htm jar: no build, and no import map, which the page's policy would forbid.
export { html, render, useEffect, useLayoutEffect, useMemo, useRef, useState } from './standalone.module.js';
