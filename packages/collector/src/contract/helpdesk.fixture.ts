import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportLine, ProgramInput } from '@milepost/protocol';
import { buildEnvelope, buildTally, type TestCollector } from '@milepost/testkit';

const file = join(import.meta.dirname, '../../../../examples/helpdesk/program.json');

/** The helpdesk's program, with the month in which an account became a customer among its segments. */
function helpdeskProgram(): ProgramInput {
  const program = JSON.parse(readFileSync(file, 'utf8')) as ProgramInput;
  return { ...program, segments: [...(program.segments ?? []), 'vintage'] };
}

/** It once somebody had found better words for the question that follows a ticket. */
function reworded(): ProgramInput {
  const program = helpdeskProgram();
  const survey = program.surveys['support-csat'];
  if (!survey) throw new Error('the helpdesk asks nothing after a ticket');
  const questions = survey.questions.map((question) =>
    question.id === 'satisfaction'
      ? { ...question, text: 'How satisfied are you with the solution to your ticket?' }
      : question,
  );
  return { ...program, surveys: { ...program.surveys, 'support-csat': { ...survey, questions } } };
}

interface Customers {
  accounts: readonly string[];
  vintage: string;
  /** What its people answer in turn: likelihood to recommend, and satisfaction with a ticket. */
  likely: readonly number[];
  satisfied: readonly number[];
  /** The last month in which anybody of them answered. */
  until: string;
}

const customers: readonly Customers[] = [
  {
    accounts: ['northwind', 'contoso', 'fabrikam', 'tailspin', 'wingtip', 'litware'],
    vintage: '2026-03',
    likely: [9, 10, 8, 9, 6],
    satisfied: [5, 4, 5, 5, 3],
    until: '2026-11',
  },
  {
    accounts: ['acme'],
    vintage: '2026-03',
    likely: [8, 9, 7, 9, 9],
    satisfied: [4, 5, 4, 3, 5],
    until: '2026-09',
  },
  {
    accounts: ['globex', 'hooli', 'umbrella', 'proseware', 'trey', 'lucerne'],
    vintage: '2026-06',
    likely: [9, 7, 9, 8, 5],
    satisfied: [4, 4, 5, 4, 2],
    until: '2026-11',
  },
  {
    accounts: ['initech'],
    vintage: '2026-06',
    likely: [3, 6, 5, 7, 8],
    satisfied: [2, 3, 1, 4, 2],
    until: '2026-11',
  },
];
const people = 8;
const months = Array.from({ length: 9 }, (_, index) => `2026-${String(index + 3).padStart(2, '0')}`);
const queues = ['billing', 'technical', 'access', 'setup'];
const complaints = [
  'The export was slow again and timed out twice.',
  'Nobody called back about the invoice.',
  'I had to explain everything three times.',
];
/** From here on the reworded question is asked, which people answer a little lower. */
const rewording = '2026-09';

/** What the people of fourteen made-up customers answered from March to November 2026, month by month. */
function* answersOf(version: 1 | 2): Generator<ImportLine> {
  let number = 0;
  for (const [at, month] of months.entries())
    for (const { accounts, ...customer } of customers)
      for (const [index, account] of accounts.entries())
        for (let nth = 0; nth < people; nth++) {
          number += 1;
          const isLater = month >= rewording;
          if (month < customer.vintage || isLater !== (version === 2)) continue;
          const turn = nth * (index + 2) + at;
          yield* monthOf({ ...customer, account, month, nth, turn, number, version });
        }
}

interface Month extends Omit<Customers, 'accounts'> {
  account: string;
  month: string;
  nth: number;
  turn: number;
  number: number;
  version: 1 | 2;
}

/** A person's pulse and ticket of one month. */
function monthOf({
  account,
  vintage,
  likely,
  satisfied,
  until,
  month,
  nth,
  turn,
  number,
  version,
}: Month): ImportLine[] {
  const person = { id: `${account}-${nth}`, account, traits: { plan: nth < 4 ? 'pro' : 'free', vintage } };
  const shared = { channel: 'in_app' as const, locale: 'en', person };
  const day = `${month}-${String(2 + nth * 2).padStart(2, '0')}`;
  const isSilent = month > until;
  const lower = version === 2 && nth % 3 === 0 ? 1 : 0;
  const satisfaction = Math.max(1, (satisfied[turn % satisfied.length] ?? 0) - lower);
  const why = complaints[number % complaints.length] ?? '';
  return [
    {
      ...shared,
      id: idOf(number, 1),
      touchpoint: 'monthly_pulse',
      survey: 'relationship-nps',
      version: 1,
      shown: `${day}T09:00:00Z`,
      ...(!isSilent && {
        completed: `${day}T09:01:00Z`,
        answers: [{ question: 'recommend', value: likely[turn % likely.length] ?? 0 }],
      }),
    },
    {
      ...shared,
      id: idOf(number, 2),
      touchpoint: 'ticket_closed',
      survey: 'support-csat',
      version,
      shown: `${day}T15:00:00Z`,
      facts: { ticketId: `T-${number}`, queue: queues[number % queues.length] ?? '' },
      ...(!isSilent && {
        completed: `${day}T15:01:00Z`,
        answers: [
          { question: 'satisfaction', value: satisfaction },
          ...(satisfaction <= 2 ? [{ question: 'why', value: why }] : []),
        ],
      }),
    },
  ];
}

function idOf(number: number, kind: number): string {
  return `019a0000-0000-7000-800${kind}-${String(number).padStart(12, '0')}`;
}

/** What the devices counted on the day that tests live at: most moments pass without a prompt. */
const tally = { triggered: 700, gates: { repeat: 480, quiet_period: 60, sample: 40 } };

/** Fills a collector with the made-up answers of fourteen customers of the helpdesk. */
export async function bringCustomers(collector: TestCollector): Promise<void> {
  for (const [program, version] of [[helpdeskProgram(), 1] as const, [reworded(), 2] as const]) {
    const { status, body } = await collector.putProgram(program);
    if (status !== 200) throw new Error(`the helpdesk's program is refused: ${JSON.stringify(body)}`);
    const { body: report } = await collector.importLines([...answersOf(version)]);
    if (report.rejected > 0) throw new Error(`its answers are refused: ${JSON.stringify(report.faults)}`);
  }
  const { body } = await collector.post(buildEnvelope({ tallies: [buildTally(tally)] }));
  if (body.rejected.length > 0) throw new Error(`its tally is refused: ${JSON.stringify(body.rejected)}`);
}
