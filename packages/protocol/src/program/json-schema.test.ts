import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkProgram } from './check/check.ts';
import { programJsonSchema } from './json-schema.ts';

type Schema = { readonly [key: string]: unknown };
const schema = programJsonSchema() as Schema & { $defs: Record<string, Schema> };

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

describe('program.schema.json', () => {
  it('is what the program’s shape says; `vitest run -u packages/protocol/src/program/json-schema.test.ts` rewrites it', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../program.schema.json');
  });

  it('is one of the files of the package', () => {
    const { files, exports } = read('../../package.json');
    expect(files).toContain('program.schema.json');
    expect(exports['./program.schema.json']).toBe('./program.schema.json');
  });
});

describe('the schema, read by a validator', () => {
  const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  const takes = (document: unknown) => validator.safeParse(document).success;
  const helpdesk = read('../../../../examples/helpdesk/program.json');
  const nps = { id: 'q', type: 'nps', text: '?' };
  const asking = (question: object, survey: object = {}) => ({
    stages: [{ id: 's', label: 'S' }],
    touchpoints: { t: { label: 'T', stage: 's', pattern: 'past', survey: 'x' } },
    surveys: { x: { questions: [question], ...survey } },
  });

  it.each<[name: string, document: object]>([
    ['the helpdesk', helpdesk],
    ['what a checked program looks like', checkProgram(helpdesk).program ?? {}],
    ['one question', asking(nps)],
    [
      'a shuffled choice',
      asking({
        ...nps,
        type: 'choice',
        shuffle: true,
        options: [
          { id: 'a', text: 'A' },
          { id: 'b', text: 'B' },
        ],
      }),
    ],
    [
      'a condition on several answers',
      asking({ ...nps, next: [{ when: { any: [{ min: 9 }, { max: 2 }] }, go: 'end' }] }),
    ],
  ])('takes %s, as the check does', (_, document) => {
    expect(checkProgram(document).faults).toStrictEqual([]);
    expect(takes(document)).toBe(true);
  });

  it.each<[name: string, document: unknown]>([
    ['nothing', {}],
    ['a list', []],
    ['an unknown member', { ...asking(nps), stage: [] }],
    ['an unknown type of question', asking({ ...nps, type: 'stars' })],
    ['a member that the type does not have', asking({ ...nps, points: 5 })],
    ['a member that the type needs', asking({ ...nps, type: 'choice' })],
    ['a name that is none', asking({ ...nps, id: '1st' })],
    ['a duration that is none', { ...asking(nps), governor: { quietPeriod: '1w' } }],
    ['a budget of no time', { ...asking(nps), governor: { budget: { prompts: 2, within: '0d' } } }],
    ['a branch to nowhere', asking({ ...nps, next: [{}] })],
    ['an unknown word to translate', asking(nps, { locales: { de: { q: { hint: 'x' } } } })],
  ])('refuses %s, as the check does', (_, document) => {
    expect(checkProgram(document).faults).not.toStrictEqual([]);
    expect(takes(document)).toBe(false);
  });
});

describe('the schema, read by an editor', () => {
  /** Every schema within one, with the place where it stands. */
  function* within(value: unknown, path = ''): Generator<[path: string, schema: Schema]> {
    if (typeof value !== 'object' || value === null) return;
    yield [path, value as Schema];
    for (const [key, member] of Object.entries(value)) yield* within(member, `${path}/${key}`);
  }
  const everywhere = [...within(schema)];

  it('has words for every member, wherever it stands', () => {
    const members = everywhere.filter(([path]) => /\/properties\/[^/]+$/.test(path));
    expect(members.length).toBeGreaterThan(100);
    const described = ({ description, $ref }: Schema) =>
      description ?? schema.$defs[String($ref).replace('#/$defs/', '')]?.['description'];
    expect(members.filter(([, member]) => !described(member)).map(([path]) => path)).toStrictEqual([]);
  });

  it('tells questions apart by their type, and triggers by what they are on', () => {
    const alternatives = (path: string, key: string) => {
      const [, list] = everywhere.find(([place]) => place.endsWith(path)) ?? [];
      return (Array.isArray(list) ? list : []).map(({ properties, required }) => {
        expect(required).toContain(key);
        return properties[key].const;
      });
    };
    expect(alternatives('/$defs/question/oneOf', 'type')).toStrictEqual([
      'nps',
      'csat',
      'ces',
      'cxi',
      'pmf',
      'rating',
      'thumbs',
      'choice',
      'choices',
      'text',
      'message',
    ]);
    expect(alternatives('/triggers/items/oneOf', 'on')).toStrictEqual([
      'event',
      'page',
      'delay',
      'scroll',
      'exit',
      'inactivity',
      'click',
    ]);
  });

  it('allows no member that is not known', () => {
    const objects = everywhere.filter(([, { type, properties }]) => type === 'object' && properties);
    expect(objects.length).toBeGreaterThan(30);
    for (const [path, { additionalProperties }] of objects)
      expect([path, additionalProperties]).toStrictEqual([path, false]);
  });
});
