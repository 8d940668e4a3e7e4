import type { ResponseState } from '@milepost/protocol';
import { accountCount, articles, places, plans, regions, secondQuestion } from './made-program.ts';

const dayMs = 86_400_000;

/** Months that the made answers cover, the present one among them. */
const monthCount = 25;

/** The days of the made answers, since 1970-01-01 and half-open: whole months, and the present one up to yesterday. */
export interface Span {
  from: number;
  to: number;
}

/** The span that ends today. */
export function spanAt(now: number): Span {
  const { year, month } = { year: new Date(now).getUTCFullYear(), month: new Date(now).getUTCMonth() };
  return { from: Date.UTC(year, month - monthCount + 1, 1) / dayMs, to: Math.floor(now / dayMs) };
}

/** What is made up of one response, as places in the lists of its names. */
export interface Drawn {
  day: number;
  place: number;
  plan: number;
  region: number;
  /** Only at the first touchpoint; -1 elsewhere. */
  article: number;
  /** -1 for nobody's. */
  account: number;
  /** Of a language that the program has no texts in. */
  foreign: boolean;
  /** 1 to 5; 0 for a prompt that was closed, -1 for one that timed out. */
  satisfaction: number;
  /** On the scale of the second question; -1 for none. */
  second: number;
}

/** The same numbers for the same index, on any machine: a mixed counter (the finaliser of MurmurHash3). */
function mixed(index: number, salt: number): number {
  let hash = Math.imul(index, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Draws the nth of so many responses, which are spread over the span evenly and in the order of time. */
export function draw(index: number, { total, span }: { total: number; span: Span }): Drawn {
  const among = (salt: number, count: number) => Math.floor(mixed(index, salt) * count);
  // Three shares of 22 for the first touchpoint, one for each other.
  const place = Math.max(0, among(1, places.length + 2) - 2);
  const fate = mixed(index, 2);
  const answered = fate < 0.6;
  const kind = places[place]?.second ?? null;
  return {
    day: span.from + Math.floor((index / total) * (span.to - span.from)),
    place,
    plan: among(3, plans.length),
    region: among(4, regions.length),
    // Some articles are read more than others.
    article: place === 0 ? Math.floor(mixed(index, 5) ** 1.5 * articles.length) : -1,
    account: mixed(index, 6) < 0.5 ? among(7, accountCount) : -1,
    foreign: mixed(index, 8) < 0.2,
    satisfaction: answered ? 5 - Math.floor(mixed(index, 9) ** 1.6 * 5) : fate < 0.85 ? 0 : -1,
    second: answered && kind ? secondOf(kind, mixed(index, 10)) : -1,
  };
}

/** A tenth writes something; a scale is answered from its upper end down. */
function secondOf(kind: NonNullable<(typeof places)[number]['second']>, chance: number): number {
  if (kind === 'text') return chance < 0.1 ? Math.floor(chance * 10 * comments.length) : -1;
  return kind === 'nps' ? 10 - Math.floor(chance ** 1.6 * 11) : 7 - Math.floor(chance ** 1.6 * 7);
}

const comments = [
  'It took three attempts until the export went through.',
  'Quick and friendly, thank you!',
  'The invoice was wrong again and nobody called back.',
  'Could not find the button on my phone.',
];

/** What a response is stored as, the fields in the order of their names as the merge leaves them. */
export function stateOf(index: number, drawn: Drawn): ResponseState {
  const { day, account, article, satisfaction, second } = drawn;
  const place = places[drawn.place];
  if (!place) throw new Error(`there is no touchpoint ${drawn.place}`);
  const shownMs = day * dayMs + Math.floor(mixed(index, 11) * dayMs);
  const shown = new Date(shownMs).toISOString();
  const at = new Date(shownMs + 9_000).toISOString();
  const answers = [{ question: 'satisfaction', value: satisfaction as number | string, at }];
  if (place.second && second >= 0)
    answers.push({
      question: secondQuestion[place.second],
      value: place.second === 'text' ? (comments[second] ?? '') : second,
      at,
    });
  return {
    id: idOf(index, shownMs),
    touchpoint: place.touchpoint,
    survey: place.survey,
    version: 1,
    channel: 'in_app',
    locale: drawn.foreign ? 'de' : 'en',
    sample: 1,
    shown,
    person: {
      id: `u-${Math.floor(mixed(index, 12) * 200_000)}`,
      ...(account >= 0 && { account: `account-${account}` }),
      traits: { plan: plans[drawn.plan] ?? '', region: regions[drawn.region] ?? '' },
    },
    ...(article >= 0 && { facts: { article: articles[article] ?? '' } }),
    ...(satisfaction > 0
      ? { answers, completed: at }
      : { dismissed: { at, reason: satisfaction === 0 ? ('closed' as const) : ('timeout' as const) } }),
  };
}

/** A UUIDv7 of its time, so that later ones are greater as an SDK's are; never the same of two indices. */
function idOf(index: number, time: number): string {
  const moment = time.toString(16).padStart(12, '0');
  const number = index.toString(16).padStart(12, '0');
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7000-8000-${number}`;
}
