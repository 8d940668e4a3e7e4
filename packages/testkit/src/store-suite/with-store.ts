import {
  type IncomingResponse,
  type KeptResponse,
  type KnownProgram,
  type Outcome,
  type Page,
  revise,
  type Store,
  type StoredText,
} from '@milepost/collector';
import { checkProgram, type ProgramInput, type ResponseState } from '@milepost/protocol';
import { testNow } from '../clock.ts';
import { buildProgram } from '../program.ts';

/** A store with nothing in it. Disposing takes away what it was kept in; the suite closes the stores before. */
export interface OpenedStore extends AsyncDisposable {
  store: Store;
  /** Opens what is kept in the same place once more, as another process does. */
  reopen: () => Promise<Store>;
}

/** Opens a store whose clock stands at `suiteNow`. */
export type OpenStore = () => Promise<OpenedStore>;

/** The instant that the suite lives at. */
export const suiteNow = Date.parse(testNow);

/** The project that the suite's tests are about, and one that nothing of them may touch. */
export const project = 'default';
export const otherProject = 'other';

/** Opens a store with two projects; the first has a program. */
export async function withStore(
  open: OpenStore,
  program: ProgramInput | null = buildProgram(),
): Promise<OpenedStore> {
  const opened = await open();
  const stores = [opened.store];
  await opened.store.ensureProject(project, 'Default');
  await opened.store.ensureProject(otherProject, 'Other');
  if (program) await push(opened.store, program);
  return {
    store: opened.store,
    reopen: async () => {
      const another = await opened.reopen();
      stores.push(another);
      return another;
    },
    [Symbol.asyncDispose]: async () => {
      for (const store of stores) await store.close();
      await opened[Symbol.asyncDispose]();
    },
  };
}

/** Pushes a program, and takes it badly when that is refused. */
export async function push(
  store: Store,
  document: ProgramInput,
  to: string = project,
): Promise<KnownProgram> {
  const { program } = checkProgram(document);
  if (!program) throw new Error('the program has faults');
  const known = await store.program(to);
  const put = await store.putProgram(to, revise(known, program), known?.revision ?? null);
  if (!put.known) throw new Error(put.problem.detail);
  return put.known;
}

/** A state on its way in: sent and received now. */
export function incoming(
  state: ResponseState,
  overrides: Partial<Omit<IncomingResponse, 'state'>> = {},
): IncomingResponse {
  return { state, sent: suiteNow, received: suiteNow, ...overrides };
}

/** Records responses as one batch of the project. */
export async function record(store: Store, responses: readonly IncomingResponse[]): Promise<Outcome[]> {
  const [outcomes] = await store.record([{ project, responses, tallies: [], rejected: null }]);
  return outcomes ?? [];
}

/** What became of each response: its kind, or the code that it was refused with. */
export async function recordKinds(store: Store, responses: readonly IncomingResponse[]): Promise<string[]> {
  return (await record(store, responses)).map((outcome) =>
    outcome.kind === 'rejected' ? outcome.code : outcome.kind,
  );
}

const scales = ['0..10', '1..5', 'funnel'];

/** Every cell of some dimensions that is not zero: its key, and its counts without the zeros at the end. */
export async function readCells(
  store: Store,
  dimensions: readonly string[] = ['', 'plan'],
): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const dimension of dimensions) {
    const selection = { project, dimension, scales, from: null, to: null, byDay: true };
    for (const { day, touchpoint, question, value, scale, counts } of await store.cells(selection))
      if (counts.some((count) => count !== 0))
        found.push([
          [day, touchpoint, question, dimension, value, scale].join(' '),
          counts.join(' ').replace(/( 0)+$/, ''),
        ]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every response of the project, page by page. */
export async function readResponses(store: Store, limit = 100): Promise<KeptResponse[]> {
  const all: KeptResponse[] = [];
  let after: string | null = null;
  do {
    const page: Page<StoredText> = await store.responsePage(project, { after, limit });
    all.push(...page.rows.map(({ text, day: _day, ...row }) => ({ ...row, state: stateOf(text) })));
    after = page.next;
  } while (after !== null);
  return all;
}

/** What the text of a stored response says. */
export function stateOf(text: string): ResponseState {
  return JSON.parse(text) as ResponseState;
}
