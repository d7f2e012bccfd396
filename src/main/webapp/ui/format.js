/** Numbers, times and plurals as a person reads them. */

export const LANGUAGE = 'en';

const numbers = new Intl.NumberFormat(LANGUAGE);
const rates = new Intl.NumberFormat(LANGUAGE, { maximumSignificantDigits: 3 });
const plurals = new Intl.PluralRules(LANGUAGE);
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });
const exact = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(LANGUAGE, { hour: '2-digit', minute: '2-digit', hour12: false });

const UNITS = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

export const number = (value) => (value === null || value === undefined ? '?' : numbers.format(value));
export const rate = (value) => rates.format(value ?? 0);

/** Returns the form of a word that fits a count, with the count. */
export const count = (value, one, other) => `${number(value)} ${plurals.select(value ?? 0) === 'one' ? one : other}`;

function unit(seconds) {
  return UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[3];
}

/** Returns "3 minutes ago" or "in 3 minutes". */
export function ago(time) {
  const seconds = Math.round((new Date(time) - Date.now()) / 1000);
  const [name, size] = unit(seconds);
  return relative.format(Math.trunc(seconds / size), name);
}

/** Returns "14 minutes". */
export function duration(seconds) {
  const [name, size] = unit(seconds);
  const format = new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit: name, unitDisplay: 'long' });
  return format.format(Math.round(seconds / size));
}

export const moment = (time) => exact.format(new Date(time));
export const hour = (time) => clock.format(new Date(time));

const SIZES = ['byte', 'kilobyte', 'megabyte'];

export function bytes(size) {
  const step = Math.min(2, Math.floor(Math.log10(Math.max(1, size)) / 3));
  const format = new Intl.NumberFormat(LANGUAGE, {
    style: 'unit',
    unit: SIZES[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
  return format.format(size / 1000 ** step);
}
