import type { Cx } from '@milepost/sdk';
import { CxProvider } from '@milepost/sdk/react';
import { useEffect, useRef, useState } from 'react';
import { Guide } from './guide.tsx';
import type { Touchpoint, TouchpointFacts } from './milepost.gen.ts';
import { Plan } from './plan.tsx';
import { Link, RouteProvider, useRoute } from './route.tsx';
import { SetUp } from './set-up.tsx';

interface AppProps {
  cx: Cx<Touchpoint, TouchpointFacts>;
  /** Where the page is opened. */
  path: string;
}

export function App({ cx, path }: AppProps) {
  return (
    <CxProvider client={cx}>
      <RouteProvider value={path}>
        <header>
          <p className="brand">
            <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
              <path d="M1 5c3-1 5 0 7 3 2-3 4-4 7-3-3 1-5 3-7 7-2-4-4-6-7-7Z" />
            </svg>
            Tern
          </p>
          <nav aria-label="Project">
            <Link to="/">Set-up</Link>
            <Link to="/guides/domains">Guide</Link>
            <Link to="/plan">Plan</Link>
          </nav>
        </header>
        <Page />
      </RouteProvider>
    </CxProvider>
  );
}

const titles: Record<string, string> = { '/': 'Set-up', '/guides/domains': 'Guide', '/plan': 'Plan' };

function Page() {
  const path = useRoute();
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [guided, setGuided] = useState(false);
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    document.title = `${titles[path] ?? 'Not found'} · Tern`;
    if (path === '/guides/domains') setGuided(true);
    // Who follows a link is taken to what it leads to; who opens the page is where browsers put them.
    if (before.current !== path) main.current?.focus();
    before.current = path;
  }, [path]);
  return (
    <main ref={main} tabIndex={-1}>
      {path === '/' && <SetUp done={done} onChange={setDone} guided={guided} />}
      {path === '/guides/domains' && <Guide />}
      {path === '/plan' && <Plan />}
      {!(path in titles) && <h1>There is no such page</h1>}
    </main>
  );
}
