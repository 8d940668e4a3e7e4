import { randomUUID } from 'node:crypto';
import type { ProgramInput } from '@milepost/protocol';
import { buildAnswer, buildCsat, buildProgram, buildTally, type Random } from '@milepost/testkit';
import { environmentOf } from '../environment.ts';
import { textOf, treeOf } from './json-tree.ts';
import { mutate, mutateBytes } from './mutate.ts';

const { MILEPOST_PUBLIC_KEY: publicKey, MILEPOST_SECRET_KEY: secretKey } = environmentOf('');

/** A route that is attacked, and a sound body for it. */
interface Target {
  method: string;
  path: string;
  type: string;
  /** Lines of JSON rather than one document. */
  isLines?: boolean;
  /** How often it is chosen. */
  weight: number;
  sound(random: Random): unknown;
}

const now = () => new Date().toISOString();
const uuid = (random: Random) =>
  `019${Array.from({ length: 29 }, () => random.int(0, 15).toString(16)).join('')}`.replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/,
    '$1-$2-$3-$4-$5',
  );

const person = (random: Random) => ({
  id: `u-${random.int(1, 50)}`,
  account: 'acme',
  role: 'user',
  traits: { plan: random.pick(['pro', 'basic']), vintage: '2026-01', seats: 7, trial: false },
});

const response = (random: Random) => ({
  ...buildCsat(random.int(1, 5), { shown: now(), id: uuid(random) }),
  channel: 'in_app',
  locale: 'en',
  page: '/tickets/42',
  sample: 1,
  facts: { queue: 'billing', ticketId: 'T-42' },
  answers: [buildAnswer('satisfaction', random.int(1, 5), now()), buildAnswer('why', 'It was fine.', now())],
  ...(random() < 0.5 ? { completed: now() } : { dismissed: { at: now(), reason: 'closed' } }),
});

const targets: readonly Target[] = [
  {
    method: 'POST',
    path: '/v1/responses',
    type: 'text/plain',
    weight: 85,
    sound: (random) => ({
      key: publicKey,
      sent: now(),
      person: person(random),
      responses: Array.from({ length: random.int(1, 3) }, () => response(random)),
      tallies: [buildTally({ id: uuid(random), gates: { sample: 4 } })],
    }),
  },
  {
    method: 'POST',
    path: '/v1/claims',
    type: 'text/plain',
    weight: 5,
    sound: (random) => ({
      key: publicKey,
      person: person(random),
      touchpoint: 'ticket_closed',
      response: uuid(random),
    }),
  },
  {
    method: 'POST',
    path: '/v1/import',
    type: 'application/x-ndjson',
    isLines: true,
    weight: 5,
    sound: (random) => ({ ...response(random), person: person(random), sent: now(), received: now() }),
  },
  {
    method: 'POST',
    path: '/v1/moments',
    type: 'application/json',
    weight: 3,
    sound: (random) => ({
      id: uuid(random),
      person: person(random),
      touchpoint: 'ticket_closed',
      facts: { queue: 'billing' },
      expires: new Date(Date.now() + 3_600_000).toISOString(),
    }),
  },
  {
    method: 'POST',
    path: '/v1/exclusions',
    type: 'application/json',
    weight: 1,
    sound: (random) => ({ id: uuid(random), person: `x-${random.int(1, 9)}`, reason: 'test', by: 'ana' }),
  },
  {
    // Not stored: a program that is accepted would change what the next request means.
    method: 'PUT',
    path: '/v1/program?dryRun=true',
    type: 'application/json',
    weight: 1,
    sound: (): ProgramInput => buildProgram(),
  },
];

const wheel = targets.flatMap((target) => Array.from({ length: target.weight }, () => target));

/** A request that is nearly right. */
export interface Attack {
  path: string;
  body: Buffer;
  /** The request with another body. */
  withBody(body: Buffer): Buffer;
}

/** The same attack for the same chance, but for its times. */
export function createAttack(random: Random): Attack {
  const target = random.pick(wheel);
  const documents = Array.from({ length: target.isLines ? random.int(1, 5) : 1 }, () =>
    textOf(mutate(treeOf(target.sound(random)), random)),
  );
  const sound = Buffer.from(documents.join('\n'));
  const body = random() < 0.15 ? mutateBytes(sound, random) : sound;
  const extra = random() < 0.02 ? 'Content-Encoding: gzip\r\n' : '';
  const isChunked = random() < 0.05;
  const head = `${target.method} ${target.path} HTTP/1.1\r\nHost: collector\r\nContent-Type: ${target.type}\r\nAuthorization: Bearer ${secretKey}\r\n${extra}`;
  const withBody = (bytes: Buffer) =>
    isChunked && bytes.length > 0
      ? Buffer.concat([
          Buffer.from(`${head}Transfer-Encoding: chunked\r\n\r\n${bytes.length.toString(16)}\r\n`),
          bytes,
          Buffer.from('\r\n0\r\n\r\n'),
        ])
      : Buffer.concat([Buffer.from(`${head}Content-Length: ${bytes.length}\r\n\r\n`), bytes]);
  return { path: target.path, body, withBody };
}

/** A sound envelope of one response that is to be found afterwards. */
export function createSound(): { id: string; request: Buffer } {
  const sound = buildCsat(4, { shown: now(), id: randomUUID() });
  const body = JSON.stringify({ key: publicKey, sent: now(), responses: [sound] });
  const head = 'POST /v1/responses HTTP/1.1\r\nHost: collector\r\nContent-Type: text/plain\r\n';
  return {
    id: sound.id,
    request: Buffer.from(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`),
  };
}
