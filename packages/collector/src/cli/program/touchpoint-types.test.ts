import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FactType, Program } from '@milepost/protocol';
import { createTempFolder } from '@milepost/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { touchpointTypes } from './touchpoint-types.ts';

const root = join(import.meta.dirname, '../../../../..');

interface Spec {
  label?: string;
  facts?: Record<string, FactType>;
}

/** Touchpoints that no check has seen: more hostile than a program can be. */
function touchpointsOf(specs: Record<string, Spec>): Program['touchpoints'] {
  const rest = { label: 'Visit', stage: 'support', pattern: 'past', survey: 'csat', ask } as const;
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, { ...rest, ...spec }]));
}

const ask = { sample: 1, delay: '1s', repeatAfter: '90d', priority: 5 };

/** What the compiler says of modules, each by its name. */
async function typeErrors(modules: Readonly<Record<string, string>>): Promise<string> {
  await using folder = await createTempFolder();
  for (const [name, text] of Object.entries(modules)) await writeFile(folder.file(name), text);
  const options =
    '--noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2024 --allowImportingTsExtensions --ignoreConfig'.split(
      ' ',
    );
  const compiled = promisify(execFile)(
    join(root, 'node_modules/.bin/tsc'),
    [...options, ...Object.keys(modules)],
    { cwd: folder.path },
  );
  return await compiled.then(
    () => '',
    (error: Error & { stdout?: string }) => (error.stdout || error.message).slice(0, 2_000),
  );
}

const hostile = fc.oneof(
  fc.constantFrom(
    '*/ alert(1) /*',
    "'; alert(1); '",
    '\\',
    "\\'",
    '`',
    '\n',
    '\r\n//',
    '\u2028',
    '\u202e',
    '\ud800',
    'constructor',
    '@deprecated',
    '</script>',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
);
const program = fc
  .dictionary(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,9}$/),
    fc.record(
      {
        label: hostile.map((text) => `x${text}x`),
        facts: fc.dictionary(
          hostile,
          fc.oneof(
            fc.constantFrom('string', 'number', 'boolean'),
            fc.array(hostile, { minLength: 1, maxLength: 9 }),
          ),
          { maxKeys: 4, noNullPrototype: true },
        ),
      },
      { requiredKeys: ['label'] },
    ),
    { maxKeys: 4, noNullPrototype: true },
  )
  .map(touchpointsOf);

const example = { string: '"a text"', number: '42', boolean: 'true' };
const ascii = (value: unknown) =>
  JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A module that only compiles when the other one says exactly these names and takes exactly these facts. */
function proof(from: string, touchpoints: Program['touchpoints']): string {
  const names = ascii(Object.fromEntries(Object.keys(touchpoints).map((name) => [name, 1])));
  const facts = Object.entries(touchpoints).flatMap(([name, spec]) =>
    Object.entries(spec.facts ?? {}).flatMap(([fact, type]) => {
      const values = typeof type === 'string' ? [example[type]] : type.map(ascii);
      const typed = `Required<TouchpointFacts[${ascii(name)}]>[${ascii(fact)}]`;
      return values.map((value) => `  { const fact: ${typed} = ${value}; void fact; }`);
    }),
  );
  return `import type { Touchpoint, TouchpointFacts } from './${from}';
const names: Record<Touchpoint, 1> & Record<keyof TouchpointFacts, 1> = ${names};
void names;
function take() {
${facts.join('\n')}
}
void take;
`;
}

describe('touchpointTypes', () => {
  it('writes a union of the names, and the facts of each', () => {
    const touchpoints = touchpointsOf({
      ticket_closed: {
        label: 'Ticket closed',
        facts: {
          ticketId: 'string',
          minutes: 'number',
          'is-vip': 'boolean',
          queue: ['billing', "don't know"],
        },
      },
      'monthly-pulse': { label: 'Monthly pulse', facts: {} },
      anything: { label: 'Any /* of */ these' },
    });
    expect(
      touchpointTypes(touchpoints),
    ).toBe(`// Written by "milepost program types": change the program, not this file.

/** The touchpoints of the program. */
export type Touchpoint = 'anything' | 'monthly-pulse' | 'ticket_closed';

/** What each touchpoint can be told along with its trigger. */
export interface TouchpointFacts {
  /** Any /* of *\\/ these */
  anything: Record<string, string | number | boolean>;
  /** Monthly pulse */
  'monthly-pulse': Record<string, never>;
  /** Ticket closed */
  ticket_closed: {
    'is-vip'?: boolean;
    minutes?: number;
    queue?: 'billing' | 'don\\'t know';
    ticketId?: string;
  };
}
`);
  });

  it('gives every name a line when they do not fit on one', () => {
    const names = Array.from({ length: 13 }, (_, index) => `touchpoint_${index}`);
    const text = touchpointTypes(touchpointsOf(Object.fromEntries(names.map((name) => [name, {}]))));
    expect(text).toContain(
      "export type Touchpoint =\n  | 'touchpoint_0'\n  | 'touchpoint_1'\n  | 'touchpoint_10'\n",
    );
    expect(text).toContain("  | 'touchpoint_9';\n");
  });

  it('writes a type of nothing for a program without touchpoints', () => {
    expect(touchpointTypes({})).toContain('export type Touchpoint = never;');
  });

  it('never lets a text out of the literal or the comment that it stands in', async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    const modules = fc
      .sample(program, { numRuns: 150, seed })
      .flatMap((touchpoints, nth) => [
        [`types-${nth}.ts`, touchpointTypes(touchpoints)] as const,
        [`proof-${nth}.ts`, proof(`types-${nth}.ts`, touchpoints)] as const,
      ]);
    expect(await typeErrors(Object.fromEntries(modules)), `seed ${seed}`).toBe('');
    for (const [, text] of modules) expect(text, `seed ${seed}`).not.toMatch(/(?![ \n])[\p{C}\p{Z}]/u);
  });
});
