import { createRandom, type Random } from '@milepost/testkit';
import { answersOf, type Tap, touchpoints } from './surveys.ts';

/** How a visit ends. */
type End =
  /** The tab stays open until everything is over. */
  | 'stays'
  | 'closes'
  | 'crashes'
  | 'reloads'
  /** The page goes to another one in the same task as the last answer. */
  | 'leaves';

const ends: readonly End[] = ['stays', 'closes', 'crashes', 'reloads', 'leaves'];

/** What a person does in one tab. */
export interface TabPlan {
  touchpoint: string;
  headless: boolean;
  /** What is answered, in order; an answer to the same question as the one before it goes back first. */
  taps: Tap[];
  /** Closes the survey after the last of them. */
  dismisses: boolean;
  /** Milliseconds before each answer, and before the end. */
  pauses: number[];
  /** The network goes away before this answer, and comes back when the tab has ended. */
  offlineBefore: number | null;
  end: End;
}

/** What a person does in one run. */
export interface RunPlan {
  seed: number;
  /** Known people have claims; the others have none. */
  known: boolean;
  /** Tabs that are open at the same time. */
  tabs: TabPlan[];
}

export function planRun(seed: number): RunPlan {
  const random = createRandom(seed);
  const known = random() < 0.5;
  const tabs = Array.from({ length: random() < 0.2 ? 2 : 1 }, () => planTab(random));
  return { seed, known, tabs };
}

function planTab(random: Random): TabPlan {
  const touchpoint = random.pick(Object.keys(touchpoints));
  const headless = random() < 0.5;
  const all = answersOf(touchpoint, random);
  const some = random() < 0.3 ? all.slice(0, 1) : all;
  // Only a host that draws by itself can take the person back.
  const taps = headless && random() < 0.4 ? changedMind(some, touchpoint, random) : some;
  return {
    touchpoint,
    headless,
    taps,
    dismisses: random() < 0.2,
    pauses: Array.from({ length: taps.length + 1 }, () => random.int(0, random.pick([10, 400]))),
    offlineBefore: random() < 0.2 ? random.int(0, taps.length - 1) : null,
    end: random.pick(ends),
  };
}

/** The first question answered twice, where there is one after it: the last cannot be gone back from. */
function changedMind(taps: Tap[], touchpoint: string, random: Random): Tap[] {
  const [first] = taps;
  const again = answersOf(touchpoint, random)[0];
  return first && again && (touchpoints[touchpoint]?.length ?? 0) > 1
    ? [first, again, ...taps.slice(1)]
    : taps;
}
