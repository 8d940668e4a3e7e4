import {
  type ClientProgram,
  type Closed,
  checkProgram,
  clientView,
  type ProgramInput,
} from '@milepost/protocol';
import type { CxOptions } from './api.ts';
import type { OpenSession } from './asking/session.ts';
import type * as Asking from './asking/surveys.ts';
import type * as Automatic from './automatic/automatic.ts';
import type { FakePorts } from './ports/fake-ports.fixture.ts';
import type { MountOptions } from './ui/mount.ts';

export const options: CxOptions = { collector: 'http://127.0.0.1:4600', key: 'mp_pub_0123456789abcdef' };

const touchpoint = (ask: ProgramInput['touchpoints'][string]['ask'] = {}, survey = 'csat') => ({
  label: 'A touchpoint',
  stage: 'support',
  pattern: 'past' as const,
  survey,
  ask: { repeatAfter: '30d', ...ask },
});

/** A program as a person writes it, with a touchpoint of the given settings. */
export function programWith(
  ask: ProgramInput['touchpoints'][string]['ask'] = {},
  more: Partial<ProgramInput['touchpoints'][string]> = {},
): ProgramInput {
  return {
    stages: [{ id: 'support', label: 'Support' }],
    touchpoints: {
      ticket_closed: { ...touchpoint(ask), ...more },
      launch: touchpoint({ delay: '0s' }),
      nobody: touchpoint({ delay: '0s', sample: 0 }),
      undrawable: touchpoint({ delay: '0s' }, 'later'),
      talk: touchpoint({ delay: '0s' }, 'two'),
    },
    surveys: {
      csat: { questions: [{ id: 'how', type: 'csat', text: 'How?' }] },
      short: { questions: [{ id: 'how', type: 'csat', text: 'How was it?' }] },
      two: {
        questions: [
          { id: 'how', type: 'csat', text: 'How?' },
          { id: 'why', type: 'text', text: 'Why?', optional: true },
        ],
      },
      later: { questions: [{ id: 'how', type: 'csat', text: 'How?' }] },
    },
    governor: { quietPeriod: '7d', perSession: 5, afterDismissal: '28d' },
  };
}

/** What a browser is given of a program. Times in it are UTC. */
export function viewOf(document: ProgramInput, closed: Record<string, Closed> = {}): ClientProgram {
  const { program, faults } = checkProgram(document);
  if (!program) throw new Error(JSON.stringify(faults));
  const instantOf = (local: string) => Date.parse(local.includes('T') ? `${local}Z` : local);
  const view = clientView(program, { revision: 1, versions: { csat: 3 }, instantOf, closed });
  // A page may be older than its program.
  for (const question of view.surveys['later']?.questions ?? [])
    Object.assign(question, { type: 'hologram' });
  return view;
}

/** The states of responses that were sent, each with who answered. */
export function statesSent({ posts }: FakePorts): Record<string, unknown>[] {
  return posts
    .filter(({ url }) => url === `${options.collector}/v1/responses`)
    .map(({ body }) => ({ person: body['person'], ...(body['responses'] as [object])[0] }));
}

/** What the collector was asked before a prompt, or for open moments. */
export function claimsMade({ posts }: FakePorts): Record<string, unknown>[] {
  return posts.filter(({ url }) => url === `${options.collector}/v1/claims`).map(({ body }) => body);
}

/** What is on the screen, the latest last. */
export const prompts: { session: OpenSession; mounting: MountOptions }[] = [];

/** Stands for `ui/mount`; what that does to a page is tested in a browser. */
export function mount(session: OpenSession, mounting: MountOptions): () => void {
  prompts.push({ session, mounting });
  return () => {};
}

/** The parts that are loaded when they are needed. */
export const chunks = {
  fail: false,
  /** How often the part that asks was started. */
  started: 0,
  /** How often the part for what happens by itself was requested. */
  automatic: 0,
  /** What they wait for on their way. */
  arrive: Promise.resolve(),
};
let asking: typeof Asking;
let automatic: typeof Automatic;

const arrival = async () => {
  await chunks.arrive;
  if (chunks.fail) throw new Error('offline');
};

/** These stand for `load`; nothing outside is the browser's. */
export async function loadSurveys(): Promise<typeof Asking> {
  await arrival();
  return {
    createSurveys: (given) => {
      chunks.started += 1;
      return asking.createSurveys({ ...given, outside: given.ports as FakePorts });
    },
  };
}
export async function loadAutomatic(): Promise<typeof Automatic> {
  chunks.automatic += 1;
  await arrival();
  return automatic;
}

/** Everything as it is in a page that has just been opened. */
export async function newPage(): Promise<void> {
  asking = await import('./asking/surveys.ts');
  automatic = await import('./automatic/automatic.ts');
  // What is seldom needed is there when it is: how long a first import takes is not for a test to wait.
  await import('./seldom.ts');
  prompts.length = 0;
  Object.assign(chunks, { fail: false, started: 0, automatic: 0, arrive: Promise.resolve() });
}
