// Every call of the console, each an operation of openapi.yaml: a test reads them off this file.
import { currentKey, refuse } from './session.js';

const KEY_HEADER = 'X-CEKURA-API-KEY';
const RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 60;

export const listResults = operation('GET', '/test_framework/v1/results/');
export const retrieveResult = operation('GET', '/test_framework/v1/results/{id}/');
export const retrieveRuns = operation('GET', '/test_framework/v1/runs/bulk/');
export const listMetrics = operation('GET', '/test_framework/v1/metrics/');
export const retrieveBalance = operation('GET', '/test_framework/billing/info/');
/** The id of the accepted request. */
export const bulkEvaluate = operation('POST', '/test_framework/v1/results/bulk_evaluate_metrics/', (answer) =>
  answer.headers.get('Reevaluate-Request'),
);
export const estimate = operation('POST', '/reevaluate/v1/estimates/');
export const listRequests = operation('GET', '/reevaluate/v1/requests/');
export const retrieveRequest = operation('GET', '/reevaluate/v1/requests/{id}/');
export const listChanges = operation('GET', '/reevaluate/v1/requests/{id}/changes/');
export const cancelRequest = operation('POST', '/reevaluate/v1/requests/{id}/cancel/');

/** Why a call brought nothing. */
export class ApiError extends Error {
  constructor(status, problems, retrySeconds = null) {
    super(problems[0]);
    this.status = status;
    this.problems = problems;
    /** After how many seconds the same call may succeed; null where it won't. */
    this.retrySeconds = retrySeconds;
  }
}

/** Whether a key is one, before the page shows anything. */
export async function tryKey(key) {
  await listMetrics({ key });
}

/** A key that anybody may use, where the server serves its demo; else null. */
export async function demoKey() {
  try {
    const answer = await fetch('./console/demo.json');
    return answer.ok ? (await answer.json()).key : null;
  } catch {
    return null;
  }
}

function operation(method, path, read = (answer) => answer.body) {
  return async ({ id, ...rest } = {}) => read(await send(method, path.replace('{id}', id), rest));
}

async function send(method, path, { query = {}, body, headers = {}, signal, key = currentKey() }) {
  const answer = await fetched(`.${path}${queryString(query)}`, {
    method,
    signal,
    cache: 'no-store',
    headers: { ...headers, [KEY_HEADER]: key, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.ok) {
    return { headers: answer.headers, body: text ? JSON.parse(text) : null };
  }
  if (answer.status === 401) {
    refuse(key);
  }
  throw new ApiError(answer.status, problemsIn(text, answer.status), retrySeconds(answer));
}

async function fetched(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError(0, ['The server does not answer.'], RETRY_SECONDS);
  }
}

function queryString(query) {
  const present = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return present.length ? `?${new URLSearchParams(present)}` : '';
}

/** The texts of an error, be it a detail or lists by field; a proxy's own page is no text for people. */
function problemsIn(text, status) {
  try {
    const { detail, ...fields } = JSON.parse(text);
    return detail ? [detail] : Object.values(fields).flat();
  } catch {
    return [`The server answered with status ${status}.`];
  }
}

function retrySeconds(answer) {
  if (![502, 503, 504].includes(answer.status)) {
    return null;
  }
  const said = Number(answer.headers.get('Retry-After')) || RETRY_SECONDS;
  return Math.min(Math.max(said, 1), LONGEST_RETRY_SECONDS);
}
