import { cxiComposite } from '@milepost/metrics';
import {
  type ImportLine,
  type Program,
  type Question,
  type Scale,
  type ScoreQuery,
  scaleOf,
} from '@milepost/protocol';
import { dayOf, periodOf } from './slow-calendar.fixture.ts';

/** What a program and its answers are, for who reads them one by one. */
export interface World {
  program: Program;
  /** Contents of each version of each survey, the first at place 0. */
  versions: Record<string, { questions: readonly Question[] }[]>;
  /** Lines of an export. */
  lines: readonly ImportLine[];
  now: number;
}

export interface Answered {
  line: ImportLine;
  day: string;
  question: string;
  scale: Scale;
  top: number | undefined;
  value: number;
  account: string | undefined;
}

export interface Cell {
  period: string;
  group: Record<string, string>;
  answers: Answered[];
  prompts: Set<ImportLine>;
  scale: Scale;
  top: number | undefined;
}

/** `apart`: scales and tops have rows of their own. */
export type Ranged = World & { from: string | null; to: string; apart?: boolean };

/** A query with filters that may be taken away. */
type Asking = Omit<ScoreQuery, 'channel' | 'where'> & {
  channel?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
};

/** Slow is well, but not for nothing. */
const days = new WeakMap<ImportLine, string>();

/** Rows before anything is kept back. */
export function cellsOf(query: Asking, world: Ranged): Cell[] {
  const cells = new Map<string, Cell>();
  for (const line of world.lines) {
    if (line.excluded) continue;
    const day = days.get(line) ?? dayOf(shownAt(line), world.program.timezone);
    days.set(line, day);
    if ((world.from !== null && day < world.from) || day >= world.to || !isWanted(line, query, world))
      continue;
    for (const asked of questionsOf(line, query, world)) {
      const group = groupOf(line, asked, { query, world });
      if (!group) continue;
      const period = periodOf(day, query.interval);
      const scaleOfRow = world.apart ? [asked.scale.id, asked.top] : [];
      const key = JSON.stringify([period, group, ...scaleOfRow]);
      const cell = cells.get(key) ?? { period, group, answers: [], prompts: new Set(), ...asked };
      cells.set(key, cell);
      cell.prompts.add(line);
      const value = asked.value(line);
      if (value === null) continue;
      const [first] = cell.answers;
      if (first && (first.scale.id !== asked.scale.id || first.top !== asked.top))
        throw new Error('scale_mixed');
      const account = line.verified === false ? undefined : line.person?.account;
      cell.answers.push({
        line,
        day,
        question: asked.question,
        scale: asked.scale,
        top: asked.top,
        value,
        account,
      });
      Object.assign(cell, { scale: asked.scale, top: asked.top });
    }
  }
  return [...cells.values()];
}

interface AskedHere {
  question: string;
  scale: Scale;
  top: number | undefined;
  value(line: ImportLine): number | null;
}

function questionsOf(line: ImportLine, query: Asking, { versions }: World): AskedHere[] {
  const content = versions[line.survey]?.[line.version - 1];
  const given = (name: string) => {
    const value = line.answers?.find(({ question }) => question === name)?.value;
    return typeof value === 'number' ? value : null;
  };
  const all = (content?.questions ?? []).flatMap((question): AskedHere[] => {
    const scale = scaleOf(question);
    if (question.type !== query.metric || !scale) return [];
    const top = 'top' in question ? question.top : undefined;
    if (question.type !== 'cxi')
      return [{ question: question.id, scale, top, value: () => given(question.id) }];
    const items = (['needs', 'ease', 'enjoyment'] as const).map((item) => `${question.id}.${item}`);
    const composite = () => {
      const [needs, ease, enjoyment] = items.map(given);
      return cxiComposite({ needs, ease, enjoyment });
    };
    return [
      ...items.map((name) => ({ question: name, scale, top, value: () => given(name) })),
      { question: question.id, scale: { id: '-3..3', min: -3, max: 3 }, top, value: composite },
    ];
  });
  const isOverall =
    query.metric === 'cxi' && query.scale === undefined && !query.question && !query.by.includes('question');
  const wanted = isOverall ? '-3..3' : query.scale;
  return all.filter(
    ({ question, scale }) =>
      (wanted === undefined || scale.id === wanted) && (query.question?.includes(question) ?? true),
  );
}

function isWanted(line: ImportLine, query: Asking, { program }: World) {
  const { touchpoint, stage, survey, channel, where = [] } = query;
  const demands = new Map<string, string[]>();
  for (const text of where) {
    const name = nameOf(text, program);
    demands.set(name, [...(demands.get(name) ?? []), text.slice(name.length + 1)]);
  }
  return (
    (touchpoint?.includes(line.touchpoint) ?? true) &&
    (stage?.includes(program.touchpoints[line.touchpoint]?.stage ?? '') ?? true) &&
    (survey?.includes(line.survey) ?? true) &&
    (channel?.includes(line.channel ?? 'in_app') ?? true) &&
    [...demands].every(([name, values]) => values.includes(dimensionOf(line, name, program) ?? '\0'))
  );
}

function groupOf(
  line: ImportLine,
  { question, scale }: AskedHere,
  { query, world: { program } }: { query: Pick<ScoreQuery, 'by'>; world: World },
): Record<string, string> | null {
  const touchpoint = program.touchpoints[line.touchpoint];
  const group: Record<string, string> = {};
  for (const name of query.by) {
    const plain: Record<string, string | undefined> = {
      touchpoint: line.touchpoint,
      stage: touchpoint?.stage,
      pattern: touchpoint?.pattern,
      survey: line.survey,
      version: String(line.version),
      question,
      scale: scale.id,
    };
    const value = Object.hasOwn(plain, name) ? plain[name] : dimensionOf(line, name, program);
    if (value === undefined) return null;
    group[name] = value;
  }
  return group;
}

export function isDimension(name: string, { segments }: Program): boolean {
  return ['locale', 'channel', ...segments].includes(name);
}

/** The dimensions that a query names, each once. */
export function dimensionsOf({ by, where = [], channel }: ScoreQuery, program: Program): string[] {
  const used = by.filter((name) => isDimension(name, program));
  return [
    ...new Set([...used, ...where.map((text) => nameOf(text, program)), ...(channel ? ['channel'] : [])]),
  ];
}

/** Of several segments that the text begins with, the one with the longest name. */
function nameOf(text: string, { segments }: Program): string {
  const [name = ''] = ['locale', 'channel', ...segments]
    .filter((one) => text.startsWith(`${one}:`))
    .sort((a, b) => b.length - a.length);
  return name;
}

function dimensionOf(line: ImportLine, name: string, program: Program): string | undefined {
  if (name === 'channel') return line.channel ?? 'in_app';
  const { locale } = line;
  const known = [
    program.locale,
    ...Object.values(program.surveys).flatMap(({ locales }) => Object.keys(locales ?? {})),
  ];
  if (name === 'locale') return locale === undefined || known.includes(locale) ? locale : '(other)';
  const value = name.startsWith('fact:') ? line.facts?.[name.slice(5)] : line.person?.traits?.[name];
  return value === undefined ? undefined : String(value);
}

export function shownAt({ shown, sent, received }: ImportLine): number {
  const at = Date.parse(shown);
  const skew = sent === undefined || received === undefined ? 0 : Date.parse(received) - Date.parse(sent);
  return Math.abs(skew) > 300_000 ? at + skew : at;
}
