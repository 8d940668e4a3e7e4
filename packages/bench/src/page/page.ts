import { type Figure, figure } from '../intake/target.ts';
import { measureAsking } from './asking.ts';
import { measureCycles } from './cycles.ts';
import { measureLoading } from './loading.ts';
import { openStage } from './stage.ts';

/** What the SDK costs a page, in a real browser whose processor is slowed down by four. */
export async function pageFigures(): Promise<Figure[]> {
  await using stage = await openStage();
  const loading = await measureLoading(stage);
  const asking = await measureAsking(stage);
  const { before, after, destroyed, empty } = await measureCycles(stage);
  const atMost = (name: string, value: number, target: number, unit: string) =>
    figure(name, { value, unit, target, is: 'at most' });
  return [
    atMost('loading, main thread, beyond an empty module', loading.ours - loading.empty, 1, 'ms'),
    atMost('  requests before the page has loaded, beside cx.js', loading.before.length - 1, 0, ''),
    atMost('trigger to painted question, part that draws not yet loaded', asking.first, 100, 'ms'),
    atMost('  the same once it is', asking.second, 100, 'ms'),
    atMost('  longest task', asking.longest, 50, 'ms'),
    atMost('  cumulative layout shift', asking.shift, 0, ''),
    atMost('heap after 200 prompts, to before', after.heap / before.heap, 1.02, 'x'),
    atMost('  nodes more', after.nodes - before.nodes, 0, ''),
    atMost('  listeners more', after.listeners - before.listeners, 0, ''),
    atMost(
      'listeners after destroy, more than before any prompt',
      destroyed.listeners - empty.listeners,
      0,
      '',
    ),
    atMost('nodes after destroy, more than before any prompt', destroyed.nodes - empty.nodes, 0, ''),
  ];
}
