import { gates } from '@milepost/engine';
import { tally } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { counted, countedGates, dayOf, type KeptTally, maxTallies } from './tallies.ts';

const noon = new Date(2026, 10, 22, 12).getTime();
const dayMs = 86_400_000;
let ids = 0;
const newId = () => {
  ids += 1;
  return `00000000-0000-4000-8000-${`${ids}`.padStart(12, '0')}`;
};
const count = (notes: string, kept: readonly KeptTally[] = [], now = noon) =>
  counted(kept, { notes, now, newId });

describe('tallies', () => {
  test('count what was reached, and the gates that kept it back, by day and touchpoint', () => {
    const before = noon - dayMs;
    const { tallies } = count(
      `${before},a;${before},a,sample;${noon},a;${noon},a,sample;${noon},a;${noon},a,busy;${noon},b;`,
    );
    expect(tallies).toMatchObject([
      { day: '2026-11-21', touchpoint: 'a', triggered: 1, gates: { sample: 1 } },
      { day: '2026-11-22', touchpoint: 'a', triggered: 2, gates: { sample: 1, busy: 1 } },
      { day: '2026-11-22', touchpoint: 'b', triggered: 1, gates: {} },
    ]);
    expect(new Set(tallies.map(({ id }) => id)).size).toBe(3);
    for (const one of tallies) expect(tally.safeParse(one).success).toBe(true);
  });

  test('count on under one id, and are to be told again', () => {
    const [first] = count(`${noon},a;`).tallies;
    const told: KeptTally[] = first ? [{ ...first, sent: true }] : [];
    expect(count('', told).tallies).toEqual(told);
    expect(count(`${noon},a;`, told).tallies).toEqual([{ ...first, triggered: 2 }]);
  });

  test.each(['page_left', 'unsupported', 'ui_unavailable', 'person_changed', 'constructor'])(
    'count no gate for a prompt that ended with %s, nor that it was asked',
    (end) => {
      const { tallies, asked } = count(`${noon},a;${noon},a,${end};`);
      expect(tallies).toMatchObject([{ triggered: 1, gates: {} }]);
      expect(asked).toBe(false);
    },
  );

  test.each([
    ['was held back', ',sample;', false],
    ['has not ended', '', true],
    ['ended with an outcome', ',[object Object];', true],
  ])('tell whether somebody was asked: one that %s', (_, end, asked) => {
    expect(count(`${noon},a;${end && `${noon},a${end}`}`).asked).toBe(asked);
  });

  test.each(['', ';', '95000,a;', `${noon}`, '{"a":1}', 'null', '99999999999999999,a;', `${noon},;`])(
    'make nothing of %j',
    (notes) => {
      expect(count(notes)).toEqual({ tallies: [], asked: false });
    },
  );

  test('are kept for thirty days, and a hundred at most: the latest', () => {
    const old = Array.from({ length: 40 }, (_, age) => `${noon - age * dayMs},a;`).join('');
    expect(count(old).tallies.map(({ day }) => day)).toEqual(
      Array.from({ length: 31 }, (_, age) => dayOf(noon - (30 - age) * dayMs)),
    );
    const many = Array.from({ length: 150 }, (_, index) => `${noon},t${index};`).join('');
    expect(count(many).tallies).toHaveLength(maxTallies);
  });

  test('know the gates of the governor', () => {
    expect(gates.filter((gate) => !countedGates.test(gate))).toEqual([]);
  });
});
