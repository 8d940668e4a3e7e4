import type { Cx, CxOptions } from './api.ts';
import { createClient } from './client.ts';
import { browserPorts } from './ports/index.ts';

type Call = [method: string, ...args: unknown[]];
type Guest = Cx & { push?: (...calls: Call[]) => void };
type Methods = Record<string, (...args: unknown[]) => unknown>;

/**
 * The script tag: `<script type="module" src="https://cx.example.com/cx.js" data-key="mp_pub_…"></script>`. It finds its
 * own tag by its address, makes `window.cx`, and replays what was called before: `(window.cx ??= []).push(['trigger', …])`.
 */
const page = window as unknown as { cx?: Call[] | Guest };
const { url } = import.meta;
const { dataset } = [...document.scripts].find(({ src }) => src === url) ?? {};

if (dataset?.['key'] && !(page.cx as Cx | undefined)?.trigger) {
  const cx: Guest = createClient(
    {
      ...(dataset as object),
      // Where the script lies, which a host may reach by a path of its own.
      collector: new URL('.', url).href.slice(0, -1),
      allowAutomation: 'allowAutomation' in dataset,
    } as CxOptions & { key: string },
    browserPorts(),
  );
  cx.push = (...calls: Call[]) => {
    // What is no call is passed over.
    for (const call of calls) (cx as unknown as Methods)[call?.[0]]?.(...call.slice(1));
  };
  cx.push(...((page.cx ?? []) as Call[]));
  page.cx = cx;
}
