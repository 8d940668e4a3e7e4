import type { KeptResponse, Store } from '@milepost/collector';
import { project } from './with-store.ts';

const scales = ['0..10', '1..5', '-3..3'];

/** Every sum per account: its key without the month, and its numbers. */
export async function readAccountSums(store: Store): Promise<Record<string, string>> {
  const sums = await store.accountSums({ project, scales, from: null, to: null, byMonth: false });
  return sorted(
    sums.map(({ touchpoint, survey, version, question, scale, account, n, sum, sumOfSquares }) => [
      [touchpoint, survey, version, question, scale, account].join(' '),
      [n, sum, sumOfSquares].map((number) => number.toFixed(9)).join(' '),
    ]),
  );
}

/** What an answer counts: a satisfied customer a hit, a promoter one, a detractor minus one. */
function worthOf(question: string, value: number): number {
  if (question === 'satisfaction') return Number(value >= 4);
  return Number(value >= 9) - Number(value <= 6);
}

/** What the sums must be: the answers of every account counted one by one. They read as those of `readAccountSums`. */
export function sumPlainly(responses: readonly KeptResponse[]): Record<string, string> {
  const sums = new Map<string, [number, number, number]>();
  for (const { state, excluded } of responses) {
    const account = state.person?.account;
    if (account === undefined || state.verified === false || excluded.length > 0) continue;
    for (const { question, value } of state.answers ?? []) {
      if (typeof value !== 'number') continue;
      const scale = question === 'recommend' ? '0..10' : '1..5';
      const key = [state.touchpoint, state.survey, state.version, question, scale, account].join(' ');
      const worth = worthOf(question, value);
      const [n, sum, squares] = sums.get(key) ?? [0, 0, 0];
      sums.set(key, [n + 1, sum + worth, squares + worth * worth]);
    }
  }
  return sorted(
    [...sums].map(([key, numbers]) => [key, numbers.map((number) => number.toFixed(9)).join(' ')]),
  );
}

function sorted(entries: [string, string][]): Record<string, string> {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
