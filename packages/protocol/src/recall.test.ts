import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecall } from './recall.ts';

const faultsIn = (text: string) =>
  parseRecall(text).flatMap((part) => (typeof part === 'object' && 'fault' in part ? [part.fault] : []));

describe('parseRecall', () => {
  it('finds what is repeated, between the words', () => {
    expect(
      parseRecall('Hi {{trait:first name|there}}, why {{answer:cxi.ease|}}? {{fact:queue|-}}'),
    ).toStrictEqual([
      'Hi ',
      { kind: 'trait', name: 'first name', otherwise: 'there' },
      ', why ',
      { kind: 'answer', name: 'cxi.ease', otherwise: '' },
      '? ',
      { kind: 'fact', name: 'queue', otherwise: '-' },
    ]);
  });

  it.each(['', 'What?', 'a { b } c', '}} {', 'a | b', '{answer:score|that}', '{}'].map((text) => [text]))(
    'finds only words in %j',
    (text) => {
      expect(parseRecall(text)).toStrictEqual(text === '' ? [] : [text]);
    },
  );

  it('leaves a third brace to the words', () => {
    const recall = { kind: 'answer', name: 'a', otherwise: 'b' };
    expect(parseRecall('{{{answer:a|b}}}')).toStrictEqual(['{', recall, '}']);
  });

  it.each<[text: string, fault: string]>([
    [
      '{{answer:score}}',
      '{{answer:score}} lacks the words for when it is not known; write {{answer:score|else}}',
    ],
    ['{{trait: plan|x}}', '{{trait: plan|x}} has spaces around the name; write {{trait:plan|x}}'],
    [
      '{{user:name|x}}',
      '{{user:name|x}} cannot be read; write {{answer:ID|else}}, {{trait:NAME|else}} or {{fact:NAME|else}}',
    ],
    ...[
      '{{}}',
      '{{',
      '{{answer}}',
      '{{answer:|x}}',
      '{{Answer:a|x}}',
      '{{ answer:a|x}}',
      '{{answer:a|x}',
      '{{answer:a',
    ].map((text) => [text, `${text} cannot be read; write`] satisfies [string, string]),
    ['{{answer:a|b|c}} {{answer:{b}|c}}', '{{answer: cannot be read'],
  ])('says what is wrong with %j', (text, fault) => {
    expect(faultsIn(text)).toHaveLength(1);
    expect(faultsIn(text)[0]).toContain(fault);
  });

  it('says of each what is wrong, and reads on', () => {
    expect(faultsIn('{{x}} {{answer:a|b}} {{y}} {{')).toHaveLength(3);
    expect(parseRecall('{{x}} {{answer:a|b}}').at(-1)).toMatchObject({ name: 'a' });
  });

  it('reads what the page replaces, and calls every other pair of opening braces a fault', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      'answer:',
      'trait:',
      'fact:',
      'a',
      ' ',
      '|',
      '{{fact:b|c}}',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const replaced = text.replace(/\{\{(answer|trait|fact):([^|{}]+)\|([^{}]*)\}\}/g, '<$1,$2,$3>');
        const parts = parseRecall(text).map((part) => {
          if (typeof part === 'string' || 'fault' in part) return part;
          return `<${part.kind},${part.name},${part.otherwise}>`;
        });
        if (parts.every((part) => typeof part === 'string')) expect(parts.join('')).toBe(replaced);
        else expect(replaced).toMatch(/\{\{|< |<\w+, |<\w+,[^,]* ,/);
      }),
      { numRuns: 2_000 },
    );
  });
});
