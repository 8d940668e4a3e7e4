import {
  type ClientProgram,
  type Closed,
  checkProgram,
  clientView,
  type ProgramInput,
} from '@milepost/protocol';
import type { CxOptions } from './api.ts';
import type { FakePorts } from './ports/fake-ports.fixture.ts';
import type { SurveySession } from './session.ts';
import type { MountOptions } from './ui/mount.ts';
import type * as Ui from './ui/show.ts';

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
      undrawable: touchpoint({ delay: '0s' }, 'choice'),
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
      choice: {
        questions: [
          {
            id: 'which',
            type: 'choice',
            text: 'Which?',
            options: [
              { id: 'a', text: 'A' },
              { id: 'b', text: 'B' },
            ],
          },
        ],
      },
    },
    governor: { quietPeriod: '7d', perSession: 5, afterDismissal: '28d' },
  };
}

/** What a browser is given of a program. Times in it are UTC. */
export function viewOf(document: ProgramInput, closed: Record<string, Closed> = {}): ClientProgram {
  const { program, faults } = checkProgram(document);
  if (!program) throw new Error(JSON.stringify(faults));
  const instantOf = (local: string) => Date.parse(local.includes('T') ? `${local}Z` : local);
  return clientView(program, { revision: 1, versions: { csat: 3 }, instantOf, closed });
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
export const prompts: { session: SurveySession; mounting: MountOptions }[] = [];

/** Stands for `ui/mount`; what that does to a page is tested in a browser. */
export function mount(session: SurveySession, mounting: MountOptions): () => void {
  prompts.push({ session, mounting });
  return () => {};
}

/** The part that is loaded when there is something to show. */
export const chunk = {
  fails: false,
  /** How often it was started. */
  started: 0,
  /** What it waits for on its way. */
  arrives: Promise.resolve(),
  /** What it sends through. */
  ports: null as FakePorts | null,
  /** As it is, but for its drawing. */
  ui: null as typeof Ui | null,
};

/** Stands for `load-ui`. */
export async function loadUi(): Promise<typeof Ui> {
  await chunk.arrives;
  const { ui, ports } = chunk;
  if (chunk.fails || !ui || !ports) throw new Error('offline');
  return {
    createSurveys: (given) => {
      chunk.started += 1;
      return ui.createSurveys({ ...given, sending: ports });
    },
  };
}

/** Everything as it is before a test. */
export async function resetUi(ports: FakePorts): Promise<void> {
  const ui = await import('./ui/show.ts');
  prompts.length = 0;
  Object.assign(chunk, { fails: false, started: 0, arrives: Promise.resolve(), ports, ui });
}
