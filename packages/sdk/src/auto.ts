import type { Cx, CxOptions } from './api.ts';
import { createClient } from './client.ts';
import { browserPorts } from './ports/index.ts';

type Call = [method: string, ...args: unknown[]];
type Methods = Record<string, (...args: unknown[]) => unknown>;

/**
 * The script tag: `<script type="module" src="https://cx.example.com/cx.js" data-key="mp_pub_…"></script>`. It finds its
 * own tag by its address, makes `window.cx`, and replays what was called before: `(window.cx ??= []).push(['trigger', …])`.
 */
const page = window as unknown as { cx?: Call[] | (Cx & { push: (...calls: Call[]) => void }) };
const { url } = import.meta;
const { dataset } = [...document.scripts].find(({ src }) => src === url) ?? {};

if (dataset?.['key'] && !(page.cx as Cx | undefined)?.trigger) {
  const cx = createClient(
    {
      collector: new URL(url).origin,
      key: dataset['key'],
      locale: dataset['locale'],
      allowAutomation: 'allowAutomation' in dataset,
    } as CxOptions,
    browserPorts(),
  );
  const push = (...calls: Call[]) => {
    for (const call of calls)
      try {
        const [method, ...args] = call;
        (cx as unknown as Methods)[method]?.(...args);
      } catch (error) {
        reportError(error);
      }
  };
  const calls = (page.cx ?? []) as Call[];
  page.cx = Object.assign(cx, { push });
  push(...calls);
}
