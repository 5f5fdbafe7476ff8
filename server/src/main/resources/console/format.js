// How numbers, times and scores read.
const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

export const NOTHING = '–';

/** What a pass counts in the mean of a binary metric. */
const PASS = 5;

export const count = (n) => whole.format(n);
export const counted = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
export const number = (n) => (n === null || n === undefined ? NOTHING : short.format(n));
export const signed = (n) => (n === null || n === undefined ? NOTHING : `${n > 0 ? '+' : n < 0 ? '−' : '±'}${short.format(Math.abs(n))}`);

/** The mean of a metric's scores as people compare it: of a binary one, the share that passed. */
export function mean(metric, value) {
  return value !== null && metric.eval_type === 'binary' ? percent.format(value / PASS) : number(value);
}

/** The same where no title says that it is a mean. */
export const meanInWords = (metric, value) => `${mean(metric, value)}${metric.eval_type === 'binary' ? ' pass' : ''}`;

export function meanDifference(metric) {
  const { mean_before: before, mean_after: after } = metric;
  if (before === null || after === null) {
    return NOTHING;
  }
  if (metric.eval_type !== 'binary') {
    return signed(after - before);
  }
  const points = Math.round((100 * (after - before)) / PASS);
  return `${signed(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
}

export const percentage = (n) => percent.format(n / 100);
export const share = (part, all) => (all ? percent.format(part / all) : NOTHING);

/** Credits come as decimals in strings; no float may round them, so only idle zeros go. */
export function credits(decimal) {
  if (decimal === null || decimal === undefined) {
    return NOTHING;
  }
  const [integer, fraction = ''] = String(decimal).split('.');
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, ',').replace('-', '−');
  return `${grouped}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

export const moment = (iso) => (iso ? dateTime.format(new Date(iso)) : NOTHING);
export const dayOf = (ms) => day.format(ms);
export const dayAndTimeOf = (ms) => dayAndTime.format(ms);
export const timeOf = (ms) => time.format(ms);

/** A length of time in its two largest units. */
export function duration(seconds) {
  if (seconds < 10) {
    return `${number(Math.max(0, Math.round(10 * seconds) / 10))} s`;
  }
  const s = Math.round(seconds);
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3_600) {
    return s % 60 && s < 600 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.round(s / 60)} min`;
  }
  return `${Math.floor(s / 3_600)} h ${Math.floor((s % 3_600) / 60)} min`;
}

export const between = (from, to) => duration((new Date(to) - new Date(from)) / 1_000);

export function clock(seconds) {
  const s = Math.floor(seconds);
  return `${String(Math.floor(s / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`;
}

const KINDS = { llm_judge: 'LLM judge', custom_code: 'Python', predefined: 'Predefined', custom_prompt: 'Prompt', basic: 'Basic' };
const EVAL_TYPES = { binary: 'pass or fail', continuous_qualitative: 'rating', numeric: 'number', enum: 'one of a list' };

export const kind = (metric) => KINDS[metric.function_name ? 'predefined' : metric.type] ?? metric.type;
export const evalType = (type) => EVAL_TYPES[type] ?? type;
