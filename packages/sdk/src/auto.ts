import type { Cx } from './api.ts';
import { createCx } from './index.ts';

type Call = [method: string, ...args: unknown[]];
type Methods = Record<string, (...args: unknown[]) => unknown>;

/**
 * The script tag: `<script type="module" src="https://cx.example.com/cx.js" data-key="mp_pub_…"></script>`. It finds its
 * own tag by its address, makes `window.cx`, and replays what was called before: `(window.cx ??= []).push(['trigger', …])`.
 */
const page = window as unknown as { cx?: Call[] | (Cx & { push: (...calls: Call[]) => void }) };
const tag = [...document.querySelectorAll<HTMLScriptElement>('script[data-key]')].find(
  ({ src }) => src === import.meta.url,
);

if (tag && (!page.cx || Array.isArray(page.cx))) {
  const { key, locale, allowAutomation } = tag.dataset;
  const cx = createCx({
    collector: new URL(import.meta.url).origin,
    key: key ?? '',
    ...(locale && { locale }),
    allowAutomation: allowAutomation !== undefined,
  });
  const push = (...calls: Call[]) => {
    for (const call of calls)
      try {
        const [method, ...args] = call;
        (cx as unknown as Methods)[method]?.(...args);
      } catch (error) {
        reportError(error);
      }
  };
  const calls = page.cx ?? [];
  page.cx = Object.assign(cx, { push });
  push(...calls);
}
