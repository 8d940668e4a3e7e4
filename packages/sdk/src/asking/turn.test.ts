import { beforeEach, describe, expect, test } from 'vitest';
import { askFor } from './ask.fixture.ts';
import { prepare } from './prepare.ts';
import { createTurn, obstacleTo } from './turn.ts';

let ask: ReturnType<typeof askFor>;
let ending: AbortController;
/** What happened, in order. */
let log: string[];
/** What each of those it waits for does. */
let world: {
  view: () => Promise<void>;
  clear: () => boolean;
  floor: () => boolean;
  claim: () => Promise<string | null>;
};

beforeEach(() => {
  ask = askFor();
  ending = new AbortController();
  log = [];
  world = { view: async () => {}, clear: () => true, floor: () => true, claim: async () => null };
});

/** Lets something happen before a claim is granted. */
function whileClaiming(happen: () => void) {
  world.claim = async () => {
    happen();
    return null;
  };
}

const turn = createTurn(
  {
    refusal: ({ response }) => {
      log.push(`claims ${response}`);
      return world.claim();
    },
    moments: async () => null,
  },
  async () => {
    if (!world.floor()) return null;
    log.push('takes the floor');
    return () => log.push('leaves it');
  },
  {
    isClear: () => world.clear(),
    whenClear: () => {
      log.push('waits for the view');
      return world.view();
    },
  },
);
const outcome = async () => {
  const prepared = prepare(ask, ask.occasion, 'en');
  if (!prepared) throw new Error('nothing to show');
  const leave = await turn({ ask, prepared, id: 'r1', signal: ending.signal });
  return typeof leave === 'string' ? leave : 'has its turn';
};

describe('a turn', () => {
  test('comes when the view is clear, the floor is taken and the claim is granted', async () => {
    expect(await outcome()).toBe('has its turn');
    expect(log).toEqual(['waits for the view', 'takes the floor', 'claims r1']);
  });

  test('needs no claim of somebody who is not known', async () => {
    ask.occasion.person = null;
    expect(await outcome()).toBe('has its turn');
    expect(log).toEqual(['waits for the view', 'takes the floor']);
  });

  test('waits anew when a dialog has come up meanwhile, with its claim of before', async () => {
    let looks = 0;
    world.clear = () => ++looks > 1;
    expect(await outcome()).toBe('has its turn');
    const once = ['waits for the view', 'takes the floor', 'claims r1'];
    expect(log).toEqual([...once, 'leaves it', ...once]);
  });

  test('is not had while another tab has the floor', async () => {
    world.floor = () => false;
    expect(await outcome()).toBe('busy');
  });

  test.each<[string, string, () => void]>([
    ['that was refused', 'quota', () => (world.claim = async () => 'quota')],
    [
      'during which another person came',
      'person_changed',
      () => whileClaiming(() => Object.assign(ask.occasion, { subject: 'u-18' })),
    ],
    [
      'during which another tab asked',
      'quiet_period',
      () => whileClaiming(() => Object.assign(ask.occasion, { reason: 'quiet_period' })),
    ],
    ['during which it was closed', 'closed', () => whileClaiming(() => ending.abort('closed'))],
  ])('after a claim %s is not had, and the floor is given back', async (_, reason, happen) => {
    happen();
    expect(await outcome()).toBe(reason);
    expect(log.slice(-3)).toEqual(['takes the floor', 'claims r1', 'leaves it']);
  });

  test('that is closed while it waits takes no floor', async () => {
    world.view = async () => ending.abort('page_left');
    expect(await outcome()).toBe('page_left');
    expect(log).toEqual(['waits for the view']);
  });

  test('makes no claim once somebody else has come', async () => {
    world.floor = () => {
      ask.occasion.subject = 'u-18';
      return true;
    };
    expect(await outcome()).toBe('person_changed');
    expect(log).toEqual(['waits for the view', 'takes the floor', 'leaves it']);
  });
});

describe('what stands in the way in the flow of the page', () => {
  const shut = (...gates: string[]) =>
    ({
      paused: 0,
      sample: 0,
      repeat: -9,
      quota: 0,
      busy: 0,
      ...Object.fromEntries(gates.map((gate) => [gate, 11])),
    }) as never;
  const inline = () => obstacleTo(ask, { signal: ending.signal, inlineNow: () => 10 });

  test.each(['sample', 'repeat', 'quiet_period', 'per_session', 'busy'])('is not that of %s', (gate) => {
    Object.assign(ask.occasion, { reason: gate, opens: shut(gate) });
    expect(inline()).toBeNull();
    expect(obstacleTo(ask, { signal: ending.signal })).toBe(gate);
  });

  test('is the first of the others', () => {
    Object.assign(ask.occasion, { reason: 'sample', opens: shut('sample', 'quota') });
    expect(inline()).toBe('quota');
  });

  test('is that there was nothing to decide', () => {
    ask.occasion.reason = 'program_unavailable';
    expect(inline()).toBe('program_unavailable');
  });
});
