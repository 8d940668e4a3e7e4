import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as api from './index.ts';

interface Example {
  name: string;
  lines: string[];
}

/** The `@example` lines of every exported function and table, as they stand in the sources. */
const examples = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
  .flatMap((file) => examplesOf(readFileSync(join(import.meta.dirname, file), 'utf8')));

function examplesOf(source: string): Example[] {
  const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:function|const) (\w+)/g;
  return [...source.matchAll(documented)].flatMap(([, comment = '', name = '']) => {
    const example = comment.split('@example')[1];
    if (example === undefined) return [];
    const lines = example.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim());
    return [{ name, lines: lines.filter((line) => line !== '') }];
  });
}

/** Runs one expression with the package in scope, after the declarations of its example. */
function run(expression: string, declarations: readonly string[] = []): unknown {
  const body = `"use strict"; ${declarations.join('\n')}\nreturn (${expression});`;
  return new Function(...Object.keys(api), body)(...Object.values(api));
}

describe('examples in TSDoc', () => {
  it('are there for whatever can be called', () => {
    const callable = Object.keys(api).filter((name) => name !== 'MetricsError');
    expect(examples.map(({ name }) => name).sort()).toStrictEqual(callable.sort());
  });

  it.each(examples)('of $name show what comes out', ({ lines }) => {
    const declarations = lines.filter((line) => line.startsWith('const '));
    const claims = lines.filter((line) => !line.startsWith('const '));
    expect(claims).not.toHaveLength(0);
    for (const claim of claims) {
      const [expression = '', value = ''] = claim.split('; // ');
      const code = /^throws (\w+)$/.exec(value)?.[1];
      if (code) expect(() => run(expression, declarations)).toThrow(expect.objectContaining({ code }));
      else expect(run(expression, declarations)).toStrictEqual(run(value));
    }
  });
});
