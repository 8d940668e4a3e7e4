import { createKey } from '@milepost/collector';
import type { ImportLine } from '@milepost/protocol';
import { type CollectorProcess, createRandom, createTempFolder } from '@milepost/testkit';
import type { Browser } from 'playwright-core';
import { certain, judge, visitOf } from './ledger.ts';
import { startMortalCollector } from './mortal-collector.ts';
import { type Run, run } from './run.ts';
import { program } from './surveys.ts';

/** Many runs, and what the collector has of them in the end. */
export interface Campaign {
  firstSeed: number;
  runs: readonly Run[];
  lines: readonly ImportLine[];
  kills: number;
  /** The last of the collectors, alive. */
  collector: CollectorProcess;
}

interface CampaignOptions {
  browser: Browser;
  /** Address of the host. */
  host: string;
  firstSeed: number;
  count: number;
  /** Runs a client that keeps nothing. */
  forgetful?: boolean;
}

/** People at the same time. */
const lanes = 8;

/** Lets people answer, some at a time, and hands over what came of it while the collector is still there. */
export async function campaign(
  { browser, host, firstSeed, count, forgetful = false }: CampaignOptions,
  look: (campaign: Campaign) => Promise<void>,
): Promise<void> {
  const key = createKey('public');
  await using folder = await createTempFolder();
  await using mortal = await startMortalCollector(
    {
      MILEPOST_PUBLIC_KEY: key,
      MILEPOST_SECRET_KEY: createKey('secret'),
      MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}`,
      MILEPOST_RATE: 'off',
    },
    { random: createRandom(firstSeed), program },
  );
  const seeds = Array.from({ length: count }, (_, index) => firstSeed + index).values();
  const runs: Run[] = [];
  const lane = async () => {
    for (const seed of seeds)
      runs.push(await run(seed, { browser, host, collector: mortal.url, key, forgetful }));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const collector = await mortal.spare();
  const { body } = await collector.request<string>('/v1/export?format=ndjson', {
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });
  const lines = body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ImportLine);
  await look({ firstSeed, runs, lines, kills: mortal.kills(), collector });
}

/** What is wrong, run by run, with the seed that plays it again. */
export function faultsOf({ runs, lines }: Campaign): string[] {
  const known = new Set(runs.flatMap(({ visits }) => visits.map(({ id }) => id)));
  return [
    ...lines.filter((line) => !known.has(visitOf(line))).map(({ id }) => `${id} is of nobody`),
    ...runs.flatMap(({ seed, ends, visits, complaints }) =>
      [...judge(visits, lines), ...complaints].map((fault) => `seed ${seed} (${ends.join(', ')}): ${fault}`),
    ),
  ];
}

/** What the runs went through, in numbers. */
export function figuresOf({ firstSeed, runs, lines, kills }: Campaign): string {
  const visits = runs.flatMap((one) => one.visits);
  const sure = visits.map((visit) => certain(visit).sure.filter(({ kind }) => kind === 'answered').length);
  const struck = runs.flatMap((one) => one.struck.map((what) => what.split(' ')));
  return [
    `${runs.length} runs from seed ${firstSeed}: ${sure.reduce((sum, count) => sum + count, 0)} answers in ` +
      `${sure.filter((count) => count > 0).length} surveys, ${lines.length} responses stored`,
    `${visits.filter((visit) => certain(visit).unsure.length > 0).length} pages died within 50 ms of an answer`,
    `${kills} kill -9 of the collector`,
    `ends of tabs: ${tally(runs.flatMap(({ ends }) => ends))}`,
    `${struck.length} faults: ${tally(struck.map(([kind = '']) => kind))}`,
    `of requests for ${tally(struck.map(([, route = '']) => route))}`,
  ].join('; ');
}

/** How often each of many things is there, most often first. */
function tally(things: readonly string[]): string {
  return [...Map.groupBy(things, (thing) => thing)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([thing, all]) => `${all.length} ${thing}`)
    .join(', ');
}
